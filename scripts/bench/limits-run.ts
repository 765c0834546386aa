/** One matrix against GitHub's limits, within a process of its own whose time leaps from event to event. */
import { playInProcess } from '../../__tests__/faults/in-process.ts'
import { Events } from '../../__tests__/simulator/events.ts'
// Loaded before time leaps: a file that is being read is no event.
import '../../__tests__/simulator/github/graphql.ts'
import { SimulatedGitHub } from '../../__tests__/simulator/github/server.ts'
import { IdleClock } from '../../__tests__/simulator/idle-clock.ts'
import type { Met, Trial } from './limits.ts'

/** A request's way there and back, and what a job works between its two stages. */
const latency = 50
const work = 60_000

async function meet({ jobs, secondaryLimits }: Trial): Promise<Met> {
  const github = await SimulatedGitHub.start({ checkSchema: false, latency, secondaryLimits })
  const repository = github.repository()
  const token = github.token({ limit: 1000 })
  const scene = { github, repository, token, events: new Events(repository) }
  const event = scene.events.push()
  const began = Date.now()
  const endings = await Promise.all(
    Array.from({ length: jobs }, (_, place) =>
      playInProcess({ event, inputs: { environment: `region-${place}` } }, scene, {
        work,
        run: { runId: 36_744_327_825, runAttempt: 1, checkRunId: 109_986_525_349 + place }
      })
    )
  )
  const took = Date.now() - began
  const { deployments, requests } = { deployments: repository.deployments, requests: github.requests }
  await github.stop()
  const right = deployments.filter(
    ({ statuses }) => statuses.map(({ state }) => state).join() === 'in_progress,success'
  )
  return {
    right: new Set(right.map(({ environment }) => environment).filter(name => isAlone(name, deployments))).size,
    withoutError: endings.filter(({ errors }) => errors.length === 0).length,
    requests: requests.length,
    refused: requests.filter(({ status }) => status === 403 || status === 429).length,
    took
  }
}

const isAlone = (name: string, deployments: readonly { environment: string }[]): boolean =>
  deployments.filter(({ environment }) => environment === name).length === 1

process.once('message', (trial: Trial) => {
  new IdleClock().install()
  void meet(trial).then(met => {
    process.send?.(met, () => process.disconnect())
  })
})
