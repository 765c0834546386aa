import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Events } from '../../__tests__/simulator/events.ts'
import { SimulatedGitHub } from '../../__tests__/simulator/github/server.ts'
import { runJob } from '../../__tests__/simulator/runner/job.ts'
import { drawCurve, type Point } from '../pictures/curve.ts'
import { themes } from '../pictures/drawing.ts'
import type { Measured } from '../table.ts'

const latency = 50
const preload = pathToFileURL(join(import.meta.dirname, 'peak.js')).href

interface Size {
  deployments: number
  live: number
}

const beside: Size[] = [
  { deployments: 10, live: 10 },
  { deployments: 100, live: 100 },
  { deployments: 1000, live: 1000 }
]

const scale = [10, 30, 100, 300, 1000, 3000, 10_000]

interface Cost {
  requests: number
  /** From the start to the end of the processes. */
  milliseconds: number
  /** From the first request to the last answer, in milliseconds. */
  underway: number
  /** Peak memory of the process, in megabytes. */
  peak?: number
}

/** Compares a teardown with the usual way: list, then read and write a status for each deployment. */
export async function teardown(): Promise<Measured> {
  const rows = []
  for (const size of beside) {
    const ours = await cost(size, deactivate)
    const usual = await cost(size, theUsualWay)
    rows.push([
      size.deployments,
      ours.requests,
      seconds(ours.milliseconds),
      usual.requests,
      seconds(usual.milliseconds),
      rounded(usual.requests / ours.requests),
      rounded(usual.milliseconds / ours.milliseconds)
    ])
  }
  return {
    title: `Teardown: an environment with so many live deployments, ${latency} ms a request`,
    head: ['Live', 'Requests', 'Seconds', 'Usual: requests', 'Seconds', 'Times as many', 'Times as long'],
    rows,
    notes: ['The usual way lists by REST, then reads and writes one status for each deployment, eight at a time.']
  }
}

/** Shows that the time of a teardown grows only with the number of its requests. */
export async function teardownScale(): Promise<Measured> {
  const rows = []
  const points: Point[] = []
  for (const deployments of scale) {
    const live = deployments / 10
    const { requests, milliseconds, underway, peak } = await cost({ deployments, live }, deactivate)
    const waiting = requests * latency
    points.push({ deployments, measured: underway / 1000, expected: waiting / 1000 })
    rows.push([
      deployments,
      live,
      requests,
      seconds(milliseconds),
      seconds(underway),
      seconds(waiting),
      rounded(underway / waiting),
      peak ?? NaN
    ])
  }
  const caption = `Time of a teardown: one in ten deployments live, ${latency} ms a request`
  for (const [theme, colours] of Object.entries(themes)) {
    writeFileSync(join(root, picture(theme)), drawCurve(points, caption, colours))
  }
  return {
    title: `Teardown at scale, ${latency} ms a request`,
    head: ['Deployments', 'Live', 'Requests', 'Seconds', 'Under way', 'Requests × latency', 'Ratio', 'Peak, MB'],
    rows,
    notes: [
      'Under way: from the first request to the last answer. The rest is the start and the end of the processes of main and post.',
      `The curve is drawn into ${picture('light')} and ${picture('dark')}.`
    ]
  }
}

const root = join(import.meta.dirname, '..', '..')
const picture = (theme: string): string => `docs/pictures/scale-${theme}.svg`

type Way = (github: SimulatedGitHub) => Promise<{ peak?: number }>

async function cost({ deployments, live }: Size, way: Way): Promise<Cost> {
  const github = await SimulatedGitHub.start({ latency, checkSchema: false })
  try {
    const repository = github.repository('octo/app')
    for (let count = 0; count < deployments; count++) {
      const state = count % Math.round(deployments / live) === 0 ? 'success' : 'inactive'
      const page = `${github.serverUrl}/octo/app/actions/runs/${count}`
      repository.addDeployment({
        environment: 'preview',
        transient: true,
        description: `Deployed by Preview, for pull request ${count}`,
        payload: {
          run_id: count,
          run_attempt: 1,
          run_url: page,
          workflow: 'Preview',
          job: 'preview',
          actor: 'octocat'
        },
        statuses: [{ state, environmentUrl: `https://pr-${count}.example.com/`, logUrl: `${page}/job/${count}` }]
      })
    }
    // The first query builds the schema of the simulated server, which must not be measured.
    await warm(github)
    const before = github.requests.length
    const began = performance.now()
    const { peak } = await way(github)
    const milliseconds = performance.now() - began
    const left = repository.deployments.filter(({ state }) => state === 'success').length
    if (left > 0) throw new Error(`${left} deployments are still live`)
    const requests = github.requests.slice(before)
    const underway = (requests.at(-1)?.at ?? NaN) + latency - (requests[0]?.at ?? NaN)
    return { requests: requests.length, milliseconds, underway, ...(peak === undefined ? {} : { peak }) }
  } finally {
    await github.stop()
  }
}

async function warm(github: SimulatedGitHub): Promise<void> {
  const query = 'query { repository(owner: "octo", name: "app") { id } }'
  const headers = {
    authorization: `Bearer ${github.token()}`,
    'user-agent': 'bench',
    'content-type': 'application/json'
  }
  await (await fetch(github.graphqlUrl, { method: 'POST', headers, body: JSON.stringify({ query }) })).text()
}

const deactivate: Way = async github => {
  const folder = mkdtempSync(join(tmpdir(), 'peak-'))
  try {
    const { conclusion, log } = await runJob({
      github,
      token: github.token(),
      event: new Events(github.repository('octo/app')).schedule(),
      processEnv: { NODE_OPTIONS: `--import ${preload}`, PEAK_FILE: join(folder, 'peak') },
      steps: [
        { id: 'teardown', uses: './', with: { operation: 'deactivate', environment: 'preview', summary: 'false' } }
      ]
    })
    if (conclusion !== 'success') throw new Error(log)
    const peaks = readFileSync(join(folder, 'peak'), 'utf8').trim().split('\n').map(Number)
    return { peak: Math.round(Math.max(...peaks) / 1024) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const theUsualWay: Way = async github => {
  const headers = {
    authorization: `Bearer ${github.token()}`,
    'user-agent': 'bench',
    'content-type': 'application/json'
  }
  const call = async (path: string, body?: object): Promise<unknown> => {
    const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
    return (await fetch(`${github.apiUrl}/repos/octo/app/deployments${path}`, init)).json()
  }
  const ids: number[] = []
  for (let page = 1; ; page++) {
    const entries = (await call(`?environment=preview&per_page=100&page=${page}`)) as { id: number }[]
    ids.push(...entries.map(({ id }) => id))
    if (entries.length < 100) break
  }
  const next = ids.values()
  const worker = async (): Promise<void> => {
    for (const id of next) {
      const [latest] = (await call(`/${id}/statuses?per_page=1`)) as { state: string }[]
      if (latest?.state !== 'inactive') await call(`/${id}/statuses`, { state: 'inactive' })
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  return {}
}

const rounded = (value: number): number => Math.round(value * 100) / 100

const seconds = (milliseconds: number): number => rounded(milliseconds / 1000)
