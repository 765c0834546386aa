import { notice, Problem, warning, type Note, type Values } from './problem.ts'

/** GitHub's list of older deployments is out of date, because it lacks the deployment itself. */
export const listLacksDeployment = ({ id, environment }: Values<'id' | 'environment'>): Problem =>
  new Problem(
    `GitHub's list of the deployments of ${environment} does not show deployment ${id} itself.`,
    'Older ones can be ended with "operation: deactivate" and "keep: 1".',
    'list-lacks-deployment'
  )

/** Older deployments could not be read, or deactivating them failed altogether. */
export const olderMayBeActive = ({ environment, reason }: Values<'environment' | 'reason'>): Note =>
  warning(
    `Could not deactivate older deployments of ${environment}: they may still be active. ${reason}`,
    'older-may-be-active'
  )

/** GitHub refused to deactivate some of the older deployments. */
export const olderStillActive = ({
  environment,
  failed,
  total,
  reason
}: Values<'environment' | 'failed' | 'total' | 'reason'>): Note =>
  warning(
    `Could not deactivate ${failed} of ${total} older deployments of ${environment}: they are still active. ${reason}`,
    'older-still-active'
  )

/** The deployment supersedes one that another job of the same run made for the same commit. */
export const siblingSuperseded = ({
  task,
  id,
  logUrl
}: Values<'task'> & { id: number | undefined; logUrl: string | undefined }): Note => {
  const sibling = [id === undefined ? undefined : `deployment ${id}`, logUrl].filter(part => part !== undefined)
  return warning(
    `This ends a deployment of task "${task}", which another job of this run made for the same commit (${sibling.join(', ')}). If the jobs deploy different parts, give each part its own "task", such as "deploy:api".`,
    'sibling-superseded'
  )
}

/** The deployment supersedes one that another workflow made. */
export const otherWorkflowSuperseded = ({
  environment,
  task,
  workflow,
  other
}: Values<'environment' | 'task' | 'workflow' | 'other'>): Note =>
  notice(
    `Workflow "${workflow}" superseded a deployment of task "${task}" in ${environment} that workflow "${other}" made. If they deploy different parts, give each part its own "task", such as "deploy:api", and end the deployments of the old task once with "operation: deactivate" and "task: ${task}". If they deploy the same part, such as a release and a rollback, nothing is wrong.`,
    'other-workflow-superseded'
  )

/** A newer deployment succeeded before this one. */
export const newerSucceeded = ({
  environment,
  commit,
  id,
  logUrl
}: Values<'environment' | 'commit'> & { id: number | undefined; logUrl: string | undefined }): Note => {
  const newer = [commit, id === undefined ? undefined : `deployment ${id}`, logUrl].filter(part => part !== undefined)
  return warning(
    `A newer deployment of ${environment} succeeded before this one (${newer.join(', ')}). Both stay active, because the action cannot tell which one is live. Use "concurrency" in the workflow, so that deployments of an environment do not overlap.`,
    'newer-succeeded'
  )
}

/** Deployments that an earlier attempt of this run left open could not be ended. */
export const leftOpenNotEnded = ({ count, reason }: Values<'count' | 'reason'>): Note =>
  warning(
    `Could not end ${count === 1 ? 'the deployment' : `${count} deployments`} that an earlier attempt of this run left open. ${reason}`,
    'left-open-not-ended'
  )
