/**
 * Checks what the action believes about GitHub (docs/beliefs.md). Without arguments, it uses the simulated GitHub. With
 * `--repository owner/name` and a token in GITHUB_TOKEN (`deployments: write`), it uses github.com or the server of
 * `--api-url`. It sends fewer than 60 requests, and only changes what it created. `--pause` is the time between two writes
 * in milliseconds. Exit code 1 means that a belief is wrong, and 2 that the probe could not finish.
 */
import { parseArgs } from 'node:util'
import { SimulatedGitHub } from '../__tests__/simulator/github/server.ts'
import { tableOf } from './probe/findings.ts'
import { probe, type ProbeOptions, type Report } from './probe/probe.ts'

const { values } = parseArgs({
  options: {
    repository: { type: 'string' },
    'api-url': { type: 'string', default: 'https://api.github.com' },
    // GitHub's times are whole seconds.
    pause: { type: 'string', default: '1100' }
  }
})

const stop = new AbortController()
// Ctrl-C stops the probe. It deletes everything it created before it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(new Error('Stopped.')))

function show({ findings, left, environments, requests, databaseId, ended }: Report, where: string): void {
  const wrong = findings.filter(({ verdict }) => verdict === 'does not hold')
  console.log(`What the action believes about GitHub, checked on ${where} with ${requests} requests:\n`)
  console.log(`${tableOf(findings)}\n`)
  if (wrong.length > 0)
    console.log(`Does not hold: ${wrong.map(({ row }) => row).join(', ')}. See CONTRIBUTING.md for what to do.\n`)
  if (databaseId !== undefined) console.log(`${databaseId}.\n`)
  for (const { id, environment } of left) console.log(`Left over: deployment ${id} in ${environment}.`)
  if (environments.length > 0) console.log(`These environments stay, and are used again: ${environments.join(', ')}.`)
  if (ended !== undefined) console.log(`The probe ended early: ${ended}`)
  process.exitCode = wrong.length > 0 ? 1 : ended === undefined ? 0 : 2
}

async function onTheSimulatedGitHub(): Promise<void> {
  const github = await SimulatedGitHub.start()
  try {
    const { fullName } = github.repository()
    const options: ProbeOptions = { apiUrl: github.apiUrl, token: github.token(), repository: fullName, pauseMs: 0 }
    show(await probe({ ...options, stopped: stop.signal }), 'the simulated GitHub')
  } finally {
    await github.stop()
  }
}

const { repository, 'api-url': apiUrl, pause } = values
if (repository === undefined) await onTheSimulatedGitHub()
else {
  const token = process.env['GITHUB_TOKEN'] ?? ''
  if (token === '') {
    console.error('GITHUB_TOKEN is missing: give a token with "deployments: write".')
    process.exitCode = 2
  } else {
    const options: ProbeOptions = { apiUrl, token, repository, pauseMs: Number(pause), stopped: stop.signal }
    show(await probe(options), `${repository} (${apiUrl})`)
  }
}
