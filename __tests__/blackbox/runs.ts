import type { Deployment, DeploymentSeed } from '../simulator/github/model.ts'
import type { Stage } from './stage.ts'

/** The simulated run and its job. */
export const here = { runId: 36_000_000_001, checkRunId: 110_000_000_001, job: 'verify' }
export const otherJob = here.checkRunId - 1
export const otherRun = 1111

export const hour = 3_600_000

/** Returns a payload as the action writes it, by default from another job of this run. */
export const payload = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  run_id: here.runId,
  run_attempt: 1,
  check_run_id: otherJob,
  job: 'ship',
  operation: 'deploy',
  ...more
})

/** The payload of another run that only creates deployments. */
export const created = { run_id: otherRun, check_run_id: 7, operation: 'create' }

/** Returns the URL of a job's log. */
export const logOf = ({ github }: Pick<Stage, 'github'>, runId: number, job = 7): string =>
  `${github.serverUrl}/octo/app/actions/runs/${runId}/job/${job}`

/** Adds a deployment of the newest commit to staging, one hour old, by default with a payload from this run. */
export const add = ({ repository }: Pick<Stage, 'repository'>, seed: DeploymentSeed = {}): Deployment =>
  repository.addDeployment({
    environment: 'staging',
    sha: repository.tip,
    description: 'Deploy it',
    payload: payload(),
    createdAt: Date.now() - hour,
    ...seed
  })

/** Adds a deployment after the given number of list requests, so that only the next one returns it. */
export function addAfterLists(stage: Stage, lists: number, seed: DeploymentSeed): void {
  let answered = 0
  stage.github.onAnswer(({ method, path }) => {
    if (method === 'GET' && path.endsWith('/deployments') && ++answered === lists) add(stage, seed)
  })
}
