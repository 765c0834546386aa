import { playAtOnce } from '../../__tests__/faults/at-once.ts'
import { Events } from '../../__tests__/simulator/events.ts'
// Loaded before the clock starts to jump, because the clock does not see that a file is being read.
import '../../__tests__/simulator/github/graphql.ts'
import type { SecondaryLimits } from '../../__tests__/simulator/github/limits.ts'
import { SimulatedGitHub } from '../../__tests__/simulator/github/server.ts'
import { IdleClock } from '../../__tests__/simulator/idle-clock.ts'
import { duration } from '../../src/domain/deployment.ts'
import type { Measured } from '../table.ts'

const minute = 60_000
/** Milliseconds between main and post of a job. */
const workMs = minute

interface Trial {
  met: string
  jobs: number
  limits: SecondaryLimits
}

const perMinute: SecondaryLimits = { points: true, concurrency: true }

const trials: readonly Trial[] = [
  { met: 'of the hour', jobs: 256, limits: {} },
  { met: 'of the hour and of the minute', jobs: 256, limits: perMinute },
  { met: 'the same, without retry-after', jobs: 256, limits: { ...perMinute, retryAfter: false } },
  { met: 'and of content creation', jobs: 166, limits: { ...perMinute, contentCreation: true } },
  { met: 'and of content creation', jobs: 256, limits: { ...perMinute, contentCreation: true } }
]

/**
 * Returns the shortest time in which the rate limits allow three writes for each job: some at once, and more with each
 * minute or hour. A write costs 5 of 900 points per minute.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#calculating-points-for-the-secondary-rate-limit
 */
function shortest({ jobs, limits }: Trial): number {
  const windows = (allowed: number, length: number): number => (Math.ceil((3 * jobs) / allowed) - 1) * length
  return Math.max(
    workMs,
    limits.points === true ? windows(900 / 5, minute) : 0,
    limits.contentCreation === true ? Math.max(windows(80, minute), windows(500, 60 * minute)) : 0
  )
}

/** Runs a full matrix in this process. Its clock jumps from event to event, so an hour of waiting takes seconds. */
async function rowFor(trial: Trial): Promise<(string | number)[]> {
  const { met, jobs, limits } = trial
  const clock = new IdleClock()
  const uninstall = clock.install()
  const github = await SimulatedGitHub.start({ clock, latency: 200, checkSchema: false, secondaryLimits: limits })
  try {
    const repository = github.repository('octo/app')
    const events = new Events(repository)
    // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#primary-rate-limit-for-github_token-in-github-actions
    const scene = { github, repository, events, token: github.token({ limit: 1000 }) }
    const began = clock.now()
    const succeeded = await Promise.all(
      Array.from({ length: jobs }, (_, job) =>
        playAtOnce({ event: events.push(), inputs: { environment: `matrix-${job}` }, workMs }, scene, {
          runId: 36_000_000_001,
          runAttempt: 1,
          checkRunId: 110_000_000_001 + job
        })
      )
    )
    const took = clock.now() - began
    const right = repository.deployments.filter(
      ({ statuses }) => statuses.map(({ state }) => state).join() === 'in_progress,success'
    ).length
    const failed = succeeded.filter(hasSucceeded => !hasSucceeded).length
    const refused = github.requests.filter(({ status }) => status === 403 || status === 429).length
    return [met, jobs, right, failed, github.requests.length, refused, duration(took), duration(shortest(trial))]
  } finally {
    await github.stop()
    uninstall()
  }
}

/** Measures a full matrix whose jobs start together, with GitHub's rate limits for a workflow's token. */
export async function limits(): Promise<Measured> {
  const rows = []
  for (const trial of trials) rows.push(await rowFor(trial))
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
