import { Events, type WorkflowEvent } from '../../__tests__/simulator/events.ts'
import type { Deployment, Repository } from '../../__tests__/simulator/github/model.ts'
import { SimulatedGitHub, type SimulatedGitHubOptions } from '../../__tests__/simulator/github/server.ts'
import { startJob, type JobOptions, type JobResult } from '../../__tests__/simulator/runner/job.ts'
import type { Step } from '../../__tests__/simulator/runner/step.ts'

/** Stories by title. `npm run demo` and `npm run act` play them, and `npm run pictures` draws them. */
export type Stories = Record<string, Story>

export interface Story {
  /** Prepares GitHub, and returns the jobs, which run at the same time. */
  jobs: (scene: Scene) => Job[]
  /** The expected `endOf` the newest deployment, by its environment and task as in `labelOf`. */
  ends: Record<string, string>
}

/** GitHub, its repository and events, as earlier stories have left them. */
export interface Scene {
  github: SimulatedGitHub
  repository: Repository
  events: Events
  /** Moves GitHub's clock forward. */
  hoursLater: (hours: number) => void
}

export interface Job {
  /** Distinguishes it from the other jobs of the story. */
  name?: string
  event: WorkflowEvent
  steps: Step[]
  matrix?: Record<string, string>
  secrets?: Record<string, string>
  /** ID of the step during which somebody cancels the job. */
  cancelledIn?: string
  /** ID of the step during which the runner dies. */
  lostIn?: string
}

/** Returns a step that uses the action. */
export const action = (inputs?: Record<string, unknown>): Step => ({
  uses: 'OWNER/deployment-lifecycle@v1',
  ...(inputs === undefined ? {} : { with: inputs })
})

export const isAction = ({ uses = '' }: Step): boolean => uses.includes('deployment-lifecycle')

export async function startScene(options: Omit<SimulatedGitHubOptions, 'clock'> & { now?: () => number } = {}) {
  const { now = Date.now, ...others } = options
  let aheadMs = 0
  const github = await SimulatedGitHub.start({ ...others, clock: { now: () => now() + aheadMs } })
  const repository = github.repository('octo/app')
  const hoursLater = (hours: number): void => void (aheadMs += hours * 3_600_000)
  return { github, repository, events: new Events(repository), hoursLater } satisfies Scene
}

/** Runs a job on the simulated runner, which starts the shipped bundle. */
export function runOnRunner(job: Job, { github }: Scene, more: Partial<JobOptions> = {}): Promise<JobResult> {
  const { event, steps, matrix = {}, secrets = {}, cancelledIn, lostIn } = job
  const struck = cancelledIn ?? lostIn
  const strike = (): void => (lostIn === undefined ? running.cancel() : running.shutdown())
  const running = startJob({
    ...{ github, token: github.token(), event, steps, matrix, secrets },
    // The runner gives a script ten seconds to end. A story does not need that long.
    cancelTimeouts: { interrupt: 200, terminate: 200 },
    ...(struck === undefined ? {} : { cancel: { step: struck, at: () => void setTimeout(strike, 300) } }),
    ...more
  })
  return running.finished
}

/** Returns the environment of a deployment, with the task unless it is the default one. */
export const labelOf = ({ environment, task }: Deployment): string =>
  task === 'deploy' ? environment : `${environment} (${task})`

/** Returns the state that GitHub shows for a deployment, and its statuses with their URLs. */
export const endOf = ({ shown, statuses }: Deployment): string =>
  [shown, ...statuses.map(({ state, environmentUrl }) => `${state} ${environmentUrl}`.trim())].join(', ')

/** Returns what is not as expected after a story, and what GitHub's API descriptions do not allow. */
export function problemsAfter({ ends }: Story, { github, repository }: Scene): string[] {
  const wrong = Object.entries(ends).flatMap(([label, expected]) => {
    const deployment = repository.deployments.findLast(one => labelOf(one) === label)
    const end = deployment === undefined ? 'missing' : endOf(deployment)
    return end === expected ? [] : [`${label} should be "${expected}", and is "${end}"`]
  })
  return [...wrong, ...github.violations]
}
