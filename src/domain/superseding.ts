import { isFinal, isLive, sameEnvironment, type Deployment, type ListedDeployment } from './deployment.ts'
import { wasGood } from './going-back.ts'
import { textAt } from './json.ts'
import { isByEarlierAttempt, isByJob, isByRun, isNumbered, makerFrom } from './maker.ts'
import type { Run } from './run.ts'

/** Value of `auto-inactive`: whether older successful deployments become inactive. */
export type AutoInactive = 'true' | 'false' | 'always'

/** Newest deployments of an environment, or of one task in it, the newest first. */
export interface NewestDeployments {
  deployments: readonly ListedDeployment[]
  /** Scope of the list: the whole environment or one task. */
  of: 'environment' | 'task'
  /** Whether no older deployments exist. */
  isAll: boolean
}

/** Party that deactivates the older deployments after a success. */
export type Superseding =
  /** Nobody, because the author or GitHub's rule for production says so. */
  | 'nobody'
  /** GitHub's own rule, `auto_inactive`, which considers environments but not tasks. */
  | 'GitHub'
  /** This action, among the deployments of the same environment and task. */
  | 'us'

/**
 * Decides who deactivates the older deployments after a success. GitHub's rule deactivates deployments of every task,
 * but no transient ones. So it is used only if a list read after the creation shows the whole environment without a
 * live deployment of another task.
 * https://docs.github.com/rest/deployments/deployments#inactive-deployments
 *
 * @param newest this list, if it could be read
 */
export function supersedingOf(
  autoInactive: AutoInactive,
  deployment: Deployment,
  newest: NewestDeployments | undefined
): Superseding {
  if (autoInactive === 'false' || (autoInactive === 'true' && deployment.production)) return 'nobody'
  const isPlain = autoInactive === 'true' && !deployment.transient && deployment.task === 'deploy'
  const isAlone = newest !== undefined && isWhole(newest, deployment) && !hasOtherTasks(newest.deployments, deployment)
  return isPlain && isAlone ? 'GitHub' : 'us'
}

/** Whether a list shows the whole environment. A list without the deployment itself is too old. */
export const isWhole = ({ deployments, of, isAll }: NewestDeployments, own: Deployment): boolean =>
  of === 'environment' && isAll && deployments.some(({ nodeId }) => nodeId === own.nodeId)

/** Whether a deployment of another task is live. */
export const hasOtherTasks = (listed: readonly ListedDeployment[], own: { task: string }): boolean =>
  listed.some(({ task, state }) => task !== own.task && isLive(state))

/** Fields that determine the order of deployments. */
type Place = Pick<ListedDeployment, 'nodeId' | 'environment' | 'task' | 'createdAt'>

/**
 * Returns the deployments of the same environment that are older than the given one. The list has the newest first. For
 * deployments from the same second, their place in the list decides.
 */
function olderThan(listed: readonly ListedDeployment[], than: Place): ListedDeployment[] {
  const own = listed.findIndex(({ nodeId }) => nodeId === than.nodeId)
  const firstOlder = own === -1 ? listed.length : own + 1
  return listed.filter(
    (other, place) =>
      other.nodeId !== than.nodeId &&
      sameEnvironment(other.environment, than.environment) &&
      (other.createdAt < than.createdAt || (other.createdAt === than.createdAt && place >= firstOlder))
  )
}

/** Returns the older, still successful deployments of the same environment and task. Never itself or a newer one. */
export const older = (listed: readonly ListedDeployment[], than: Place): ListedDeployment[] =>
  olderThan(listed, than).filter(({ task, state }) => task === than.task && state === 'success')

/** Returns how many older deployments of other tasks are still successful. */
export const olderOfOtherTasks = (listed: readonly ListedDeployment[], than: Place): number =>
  olderThan(listed, than).filter(({ task, state }) => task !== than.task && state === 'success').length

/** Whether a list has a deployment of an environment and task that was good in the end. */
export const hasPredecessor = (
  listed: readonly ListedDeployment[],
  { environment, task }: Pick<ListedDeployment, 'environment' | 'task'>
): boolean => listed.some(one => one.task === task && sameEnvironment(one.environment, environment) && wasGood(one))

/**
 * Returns the newest deployment before the given one that was good in the end, in the same environment and task. A list
 * that was read in parallel with the creation may lack the given one. Then every deployment that is not newer came
 * before it.
 */
export function predecessorOf(listed: readonly ListedDeployment[], own: Deployment): ListedDeployment | undefined {
  const isListed = listed.some(({ nodeId }) => nodeId === own.nodeId)
  return olderThan(isListed ? listed : [own, ...listed], own).find(other => other.task === own.task && wasGood(other))
}

/**
 * Whether another job of the same run and attempt made a deployment for the same commit. Both are parts of one system,
 * and each should have its own task. In a later attempt, only the payload shows which attempt made the deployment.
 */
export function isSibling(other: ListedDeployment, own: Deployment, run: Run): boolean {
  const maker = makerFrom(other.payload, other.logUrl, run)
  // The log URL of a job does not name the attempt.
  const attempt = maker.runAttempt ?? (isNumbered(maker, run) ? 1 : undefined)
  return other.sha === own.sha && isByRun(maker, run) && attempt === run.runAttempt && !isByJob(maker, run)
}

/**
 * Whether the same step left a deployment open in an earlier attempt of the run, because its runner was lost. The
 * payload must have been read, because it shows this.
 */
export function isLeftOpen(other: ListedDeployment, own: Deployment, run: Run): boolean {
  const maker = makerFrom(other.payload, undefined, run)
  return (
    !isFinal(other.state) &&
    other.nodeId !== own.nodeId &&
    other.task === own.task &&
    sameEnvironment(other.environment, own.environment) &&
    isByRun(maker, run) &&
    isByEarlierAttempt(maker, run) === true &&
    maker.job === run.job &&
    textAt(other.payload, 'step') === run.step &&
    maker.operation === 'deploy'
  )
}
