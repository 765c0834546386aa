import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Events } from '../../__tests__/simulator/events.ts'
import { SimulatedGitHub } from '../../__tests__/simulator/github/server.ts'
import { runJob } from '../../__tests__/simulator/runner/job.ts'
import { drawCurve, type Point } from '../pictures/curve.ts'
import { themes } from '../pictures/drawing.ts'
import { action } from '../stories/story.ts'
import type { Measured } from '../table.ts'

const root = join(import.meta.dirname, '..', '..')
const latency = 50
const picture = (theme: string): string => `docs/pictures/scale-${theme}.svg`

/** Preloaded into the action's processes. Each one writes down its peak memory in kilobytes when it ends. */
const preload = `import { appendFileSync } from 'node:fs'
process.on('exit', () => appendFileSync(process.env.PEAK_FILE, process.resourceUsage().maxRSS + '\\n'))`

/** Shows that the time of a teardown grows only with the number of its requests. Draws the curve. */
export async function scale(): Promise<Measured> {
  const rows: number[][] = []
  const points: Point[] = []
  for (const deployments of [10, 30, 100, 300, 1000, 3000, 10_000]) {
    const live = deployments / 10
    const { requests, took, underway, peak } = await tearDown(deployments, live)
    const waiting = (requests * latency) / 1000
    points.push({ deployments, measured: underway, expected: waiting })
    const seconds = [took, underway, waiting, underway / waiting].map(value => Math.round(value * 100) / 100)
    rows.push([deployments, live, requests, ...seconds, peak])
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

interface Cost {
  requests: number
  /** From the start to the end of the processes, in seconds. */
  took: number
  /** From the first request to the last answer, in seconds. */
  underway: number
  /** Peak memory of a process, in megabytes. */
  peak: number
}

async function tearDown(deployments: number, live: number): Promise<Cost> {
  const github = await SimulatedGitHub.start({ latency, checkSchema: false })
  const folder = mkdtempSync(join(tmpdir(), 'peak-'))
  const peakFile = join(folder, 'peak')
  try {
    const repository = github.repository('octo/app')
    for (let count = 0; count < deployments; count++) {
      const page = `${github.serverUrl}/octo/app/actions/runs/${count}`
      const run = {
        run_id: count,
        run_attempt: 1,
        run_url: page,
        workflow: 'Preview',
        job: 'preview',
        actor: 'octocat'
      }
      const state = count % Math.round(deployments / live) === 0 ? 'success' : 'inactive'
      repository.addDeployment({
        environment: 'preview',
        transient: true,
        description: `Deployed by Preview, for pull request ${count}`,
        payload: run,
        statuses: [{ state, environmentUrl: `https://pr-${count}.example.com/`, logUrl: `${page}/job/${count}` }]
      })
    }
    const token = github.token()
    // The first query builds the schema of the simulated server, which must not be measured.
    await fetch(github.graphqlUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'user-agent': 'bench', 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'query { repository(owner: "octo", name: "app") { id } }' })
    })
    github.requests.length = 0
    const began = performance.now()
    const { conclusion, log } = await runJob({
      github,
      token,
      event: new Events(repository).schedule(),
      processEnv: {
        NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(preload)}`,
        PEAK_FILE: peakFile
      },
      steps: [action({ operation: 'deactivate', environment: 'preview', summary: 'false' })]
    })
    const took = (performance.now() - began) / 1000
    const left = repository.deployments.filter(({ state }) => state === 'success').length
    if (conclusion !== 'success' || left > 0) throw new Error(`${left} deployments are still live:\n${log}`)
    const [first, last] = [github.requests[0]?.at ?? NaN, github.requests.at(-1)?.at ?? NaN]
    const peaks = readFileSync(peakFile, 'utf8').trim().split('\n').map(Number)
    return {
      requests: github.requests.length,
      took,
      underway: (last + latency - first) / 1000,
      peak: Math.round(Math.max(...peaks) / 1024)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await github.stop()
  }
}
