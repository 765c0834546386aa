/** Runs a full matrix in one process. Its clock jumps from event to event, so an hour of waiting takes seconds. */
import { playAtOnce } from '../../__tests__/faults/at-once.ts'
import { Events } from '../../__tests__/simulator/events.ts'
import type { SecondaryLimits } from '../../__tests__/simulator/github/limits.ts'
import { SimulatedGitHub } from '../../__tests__/simulator/github/server.ts'
// Loaded before the clock starts to jump, because the clock does not see that a file is being read.
import '../../__tests__/simulator/github/graphql.ts'
import { IdleClock } from '../../__tests__/simulator/idle-clock.ts'

export interface Matrix {
  jobs: number
  /** Milliseconds between main and post. */
  work: number
  limits: SecondaryLimits
}

export interface Ended {
  /** How many deployments ended as expected, and how many jobs failed. */
  right: number
  failed: number
  requests: number
  refusals: number
  /** From the start of the jobs to the end of the last one, in seconds of the simulated time. */
  seconds: number
}

async function run({ jobs, work, limits }: Matrix): Promise<Ended> {
  const clock = new IdleClock()
  clock.install()
  const github = await SimulatedGitHub.start({ clock, latency: 200, checkSchema: false, secondaryLimits: limits })
  const repository = github.repository('octo/app')
  const events = new Events(repository)
  // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#primary-rate-limit-for-github_token-in-github-actions
  const token = github.token({ limit: 1000 })
  const scene = { github, repository, events, token }
  const began = clock.now()
  const succeeded = await Promise.all(
    Array.from({ length: jobs }, (_, job) =>
      playAtOnce({ event: events.push(), inputs: { environment: `matrix-${job}` }, workMs: work }, scene, {
        runId: 36_000_000_001,
        runAttempt: 1,
        checkRunId: 110_000_000_001 + job
      })
    )
  )
  const seconds = Math.round((clock.now() - began) / 1000)
  const right = repository.deployments.filter(
    ({ statuses }) => statuses.map(({ state }) => state).join() === 'in_progress,success'
  ).length
  const ended: Ended = {
    right,
    failed: succeeded.filter(hasSucceeded => !hasSucceeded).length,
    requests: github.requests.length,
    refusals: github.requests.filter(({ status }) => status === 403 || status === 429).length,
    seconds
  }
  await github.stop()
  return ended
}

process.once('message', (matrix: Matrix) => {
  void run(matrix).then(ended => process.send?.(ended, () => process.disconnect()))
})
