import { fork } from 'node:child_process'
import { join } from 'node:path'
import { duration } from '../../src/domain/deployment.ts'
import type { SecondaryLimits } from '../../__tests__/simulator/github/limits.ts'
import type { Measured } from '../table.ts'
import type { Ended, Matrix } from './matrix-job.ts'

const perMinute: SecondaryLimits = { points: true, concurrency: true }
/** Milliseconds between the two stages of a job. */
const work = 60_000

const trials: readonly (Matrix & { met: string })[] = [
  { met: 'of the hour', jobs: 256, work, limits: {} },
  { met: 'of the hour and of the minute', jobs: 256, work, limits: perMinute },
  { met: 'the same, without retry-after', jobs: 256, work, limits: { ...perMinute, retryAfter: false } },
  { met: 'and of content creation', jobs: 166, work, limits: { ...perMinute, contentCreation: true } },
  { met: 'and of content creation', jobs: 256, work, limits: { ...perMinute, contentCreation: true } }
]

/**
 * Returns the shortest time in which the rate limits allow three writes for each job: some at once, and more with each
 * minute or hour. A write costs 5 of 900 points per minute.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#calculating-points-for-the-secondary-rate-limit
 */
function shortest({ jobs, limits }: Matrix): number {
  const windows = (allowed: number, length: number): number => (Math.ceil((3 * jobs) / allowed) - 1) * length
  const minute = 60_000
  return Math.max(
    work,
    limits.points === true ? windows(900 / 5, minute) : 0,
    limits.contentCreation === true ? Math.max(windows(80, minute), windows(500, 60 * minute)) : 0
  )
}

function run({ jobs, limits }: Matrix): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'matrix-job.ts'))
    child.once('message', ended => resolve(ended as Ended))
    child.once('exit', code => reject(new Error(`The simulated matrix ended with ${String(code)} and without a word.`)))
    child.send({ jobs, work, limits })
  })
}

/** Measures a full matrix whose jobs start together, with GitHub's rate limits for a workflow's token. */
export async function limits(): Promise<Measured> {
  const rows: (string | number)[][] = []
  for (const trial of trials) {
    const { right, failed, requests, refusals, seconds } = await run(trial)
    rows.push([
      trial.met,
      trial.jobs,
      right,
      failed,
      requests,
      refusals,
      duration(seconds * 1000),
      duration(shortest(trial))
    ])
  }
  return {
    title:
      'A matrix whose jobs start together, against the limits of one token (simulated; each job works for a minute)',
    head: ['Limits', 'Jobs', 'Ended right', 'Failed', 'Requests', 'Refused', 'Time', 'Shortest possible'],
    rows,
    notes: [
      'Of the hour: 1,000 requests of each API. Of the minute: 900 points of REST, 2,000 of GraphQL, 100 requests at once.',
      'Of content creation: 80 a minute and 500 an hour, if deployments count there, which GitHub does not say. 256 jobs make 768 writes,',
      'which such an hour does not hold: what does not come through within 10 minutes, or 4 in post, fails and says when it could.'
    ]
  }
}
