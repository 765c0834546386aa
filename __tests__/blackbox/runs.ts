import type { Deployment, DeploymentSeed } from '../simulator/github/model.ts'
import type { Stage } from './stage.ts'

/** The run whose job is played, and that job. */
export const here = { runId: 36_000_000_001, checkRunId: 110_000_000_001, job: 'verify' }
export const otherJob = here.checkRunId - 1
export const otherRun = 1111

export const hour = 3_600_000

/** The payload that the action writes, of another job of this run if nothing else is said. */
export const payload = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  run_id: here.runId,
  run_attempt: 1,
  check_run_id: otherJob,
  job: 'ship',
  operation: 'deploy',
  ...more
})

/** What the action writes in another run that only creates. */
export const created = { run_id: otherRun, check_run_id: 7, operation: 'create' }

/** The page of a job's log. */
export const logOf = ({ github }: Pick<Stage, 'github'>, runId: number, job = 7): string =>
  `${github.serverUrl}/octo/app/actions/runs/${runId}/job/${job}`

/** A deployment of the newest commit to staging, an hour old; a payload of this run's if nothing else is said. */
export const add = ({ repository }: Pick<Stage, 'repository'>, seed: DeploymentSeed = {}): Deployment =>
  repository.addDeployment({
    environment: 'staging',
    sha: repository.tip,
    description: 'Deploy it',
    payload: payload(),
    createdAt: Date.now() - hour,
    ...seed
  })

/** Adds a deployment as soon as so many lists have been answered: only the next one shows it. */
export function addAfterLists(stage: Stage, lists: number, seed: DeploymentSeed): void {
  let answered = 0
  stage.github.onAnswer(({ method, path }) => {
    if (method === 'GET' && path.endsWith('/deployments') && ++answered === lists) add(stage, seed)
  })
}
