/**
 * Checks what the action believes about GitHub (docs/beliefs.md). Without arguments, it uses the simulated GitHub. With
 * `--repository owner/name` and a token in GITHUB_TOKEN (`deployments: write`), it uses github.com or the server of
 * `--api-url`. It sends fewer than 60 requests, and only changes what it created. `--pause` is the time between two writes
 * in milliseconds. Exit code 1 means that a belief is wrong, and 2 that the probe could not finish.
 */
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { SimulatedGitHub } from '../__tests__/simulator/github/server.ts'
import { Api, messageOf, Unanswered, type ApiOptions } from './probe/api.ts'
import { check } from './probe/checks.ts'
import { Deployments, environment, type Deployment } from './probe/deployments.ts'
import { Findings, tableOf, type Finding } from './probe/findings.ts'

interface ProbeOptions extends ApiOptions {
  /** Time between two writes in milliseconds. */
  pauseMs: number
}

interface Report {
  findings: Finding[]
  /** Deployments that could not be deleted. */
  left: Deployment[]
  /** Whether the environment is left. Only an administrator can delete it. */
  leavesEnvironment: boolean
  requests: number
  /** GraphQL's answer to `databaseId`, a field that the action never reads. */
  databaseId: string | undefined
  /** Why the probe stopped early. */
  ended: string | undefined
}

/** Creates a few deployments, reads them in every way, and deletes them. */
export async function probe(options: ProbeOptions): Promise<Report> {
  const api = new Api(options)
  const findings = new Findings()
  let deployments: Deployments | undefined
  let databaseId: string | undefined
  let ended: string | undefined
  try {
    const { status, data } = await api.rest('GET', '')
    if (status === 401 || status === 410) {
      throw new Unanswered(`The repository was answered with ${status}: ${messageOf(data)}`)
    }
    // A token with only deployment permissions cannot read the repository.
    const { default_branch: ref = 'main' } = data as { default_branch?: string }
    deployments = new Deployments(api, ref)
    const isOfApp = options.token.startsWith('ghs_')
    databaseId = await check({ api, deployments, findings, isOfApp, pause: () => setTimeout(options.pauseMs) })
  } catch (error) {
    ended = error instanceof Error ? error.message : String(error)
  }
  api.cleanUp()
  const left = (await deployments?.putAway()) ?? []
  const leavesEnvironment = deployments !== undefined
  return { findings: findings.all, left, leavesEnvironment, requests: api.sent, databaseId, ended }
}

function show({ findings, left, leavesEnvironment, requests, databaseId, ended }: Report, where: string): void {
  const wrong = findings.filter(({ verdict }) => verdict === 'does not hold')
  console.log(`What the action believes about GitHub, checked on ${where} with ${requests} requests:\n`)
  console.log(`${tableOf(findings)}\n`)
  if (wrong.length > 0)
    console.log(`Does not hold: ${wrong.map(({ row }) => row).join(', ')}. See CONTRIBUTING.md for what to do.\n`)
  if (databaseId !== undefined) console.log(`${databaseId}.\n`)
  for (const { id, environment } of left) console.log(`Left over: deployment ${id} in ${environment}.`)
  if (leavesEnvironment) console.log(`This environment stays, and is used again: ${environment}.`)
  if (ended !== undefined) console.log(`The probe ended early: ${ended}`)
  process.exitCode = wrong.length > 0 ? 1 : ended === undefined ? 0 : 2
}

async function run(): Promise<void> {
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
  const { repository, 'api-url': apiUrl, pause } = values
  const token = process.env['GITHUB_TOKEN'] ?? ''
  if (repository === undefined) {
    const github = await SimulatedGitHub.start()
    const { fullName } = github.repository()
    const options = { apiUrl: github.apiUrl, token: github.token(), repository: fullName, pauseMs: 0 }
    show(await probe({ ...options, stopped: stop.signal }), 'the simulated GitHub')
    await github.stop()
  } else if (token === '') {
    console.error('GITHUB_TOKEN is missing: give a token with "deployments: write".')
    process.exitCode = 2
  } else {
    const options = { apiUrl, token, repository, pauseMs: Number(pause), stopped: stop.signal }
    show(await probe(options), `${repository} (${apiUrl})`)
  }
}

if (import.meta.main) await run()
