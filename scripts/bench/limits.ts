import { fork } from 'node:child_process'
import { join } from 'node:path'
import { duration } from '../../src/domain/deployment.ts'
import type { SecondaryLimits } from '../../__tests__/simulator/github/limits.ts'
import type { Bench } from './table.ts'

/** So many jobs of a matrix that start together, and the limits that they meet. */
export interface Trial {
  jobs: number
  secondaryLimits: SecondaryLimits
}

/** How it went. */
export interface Met {
  /** Deployments that went in progress and then ended right, one for each job. */
  right: number
  withoutError: number
  requests: number
  refused: number
  /** Milliseconds. */
  took: number
}

const points: SecondaryLimits = { points: true, concurrency: true }
const trials: readonly (Trial & { limits: string })[] = [
  { limits: 'an hour', jobs: 256, secondaryLimits: {} },
  { limits: 'an hour, a minute', jobs: 256, secondaryLimits: points },
  { limits: 'the same, not telling when', jobs: 256, secondaryLimits: { ...points, retryAfter: false } },
  { limits: 'and content creation', jobs: 166, secondaryLimits: { ...points, contentCreation: true } },
  { limits: 'and content creation', jobs: 256, secondaryLimits: { ...points, contentCreation: true } }
]

/** Three writes for a job: the deployment, in progress, and how it ended. */
const writesOf = ({ jobs }: Trial): number => 3 * jobs

/** What a job works between its two stages, in milliseconds. */
const work = 60_000

/**
 * The least time in which the limits let all the writes through: so many at once, and each minute or hour so many more.
 * A write weighs 5 of 900 points a minute. https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function shortest(trial: Trial): number {
  const { points: isCounted = false, contentCreation = false } = trial.secondaryLimits
  const windows = (allowed: number, length: number): number => (Math.ceil(writesOf(trial) / allowed) - 1) * length
  return Math.max(
    work,
    isCounted ? windows(900 / 5, 60_000) : 0,
    contentCreation ? Math.max(windows(80, 60_000), windows(500, 60 * 60_000)) : 0
  )
}

function meet(trial: Trial): Promise<Met> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'limits-run.ts'))
    child.once('message', met => resolve(met as Met))
    child.once('exit', code => reject(new Error(`The simulation ended with ${String(code)} and without a word.`)))
    child.send({ jobs: trial.jobs, secondaryLimits: trial.secondaryLimits })
  })
}

/** A full matrix that starts together, and the limits of a workflow's token. */
export const limits: Bench = async () => {
  const rows: (string | number)[][] = []
  for (const trial of trials) {
    const { right, withoutError, requests, refused, took } = await meet(trial)
    const failed = trial.jobs - withoutError
    rows.push([trial.limits, trial.jobs, right, failed, requests, refused, duration(took), duration(shortest(trial))])
  }
  return {
    title: "A matrix whose jobs start together, against GitHub's limits (simulated; each job works for a minute)",
    head: ['limits', 'jobs', 'ended right', 'failed', 'requests', 'refused', 'time', 'shortest'],
    rows,
    notes: [
      'An hour: 1,000 requests of each API, which a workflow token has. A minute: 900 points of REST and 2,000 of GraphQL, 100 requests at once.',
      'Content creation: 80 a minute and 500 an hour. GitHub does not say whether deployments count; 256 jobs make 768 writes,',
      'which such an hour does not hold: what cannot be written within 10 minutes, or 4 in post, fails with the time at which it could.'
    ]
  }
}
