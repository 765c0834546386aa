import { isFinal, isLive, sameEnvironment, type Deployment, type Sighting } from './deployment.ts'
import { numberAt, textAt } from './json.ts'
import { logPageOf, type Run } from './run.ts'

/** What `auto-inactive` says becomes of older successful deployments. */
export type AutoInactive = 'true' | 'false' | 'always'

/** The newest deployments of an environment, or of one task in it, newest first. */
export interface NewestDeployments {
  deployments: readonly Sighting[]
  /** What they are the newest of. */
  of: 'environment' | 'task'
  /** Whether there are no older ones. */
  isAll: boolean
}

/** Who ends the older deployments of a success. */
export type Superseding =
  /** Nobody: the author or GitHub's rule for production says so. */
  | 'nobody'
  /** GitHub's own rule, `auto_inactive`, which knows environments and no tasks. */
  | 'GitHub'
  /** We, among the deployments of the same environment and task. */
  | 'us'

/**
 * Decides who ends the older deployments of a success. GitHub's rule ends deployments of every task, and leaves transient
 * ones active. So it is used only if a look made after the creation shows the whole environment and nothing else live.
 * https://docs.github.com/rest/deployments/deployments#inactive-deployments
 *
 * @param newest what that look shows, if it succeeded
 */
export function supersedingOf(
  autoInactive: AutoInactive,
  deployment: Deployment,
  newest: NewestDeployments | undefined
): Superseding {
  if (autoInactive === 'false' || (autoInactive === 'true' && deployment.production)) return 'nobody'
  const isPlain = autoInactive === 'true' && !deployment.transient && deployment.task === 'deploy'
  const isAlone = newest !== undefined && isWhole(newest, deployment) && !hasOtherTasks(newest, deployment)
  return isPlain && isAlone ? 'GitHub' : 'us'
}

/** Whether a look shows the whole environment. One that lacks the deployment itself is too old to tell. */
export const isWhole = ({ deployments, of, isAll }: NewestDeployments, own: Deployment): boolean =>
  of === 'environment' && isAll && deployments.some(({ nodeId }) => nodeId === own.nodeId)

/** Whether a deployment of another task is live. */
export const hasOtherTasks = ({ deployments }: NewestDeployments, own: { task: string }): boolean =>
  deployments.some(({ task, state }) => task !== own.task && isLive(state))

/** What an order of deployments goes by. */
type Place = Pick<Sighting, 'nodeId' | 'environment' | 'task' | 'createdAt'>

/**
 * Returns the deployments of the same environment that are older than the given one and still successful, from a list with
 * the newest first. Two of the same second are told apart by their place in the list.
 */
function olderOfAnyTask(seen: readonly Sighting[], than: Place): Sighting[] {
  const own = seen.findIndex(({ nodeId }) => nodeId === than.nodeId)
  const firstOlder = own === -1 ? seen.length : own + 1
  return seen.filter(
    (other, place) =>
      other.nodeId !== than.nodeId &&
      other.state === 'success' &&
      sameEnvironment(other.environment, than.environment) &&
      (other.createdAt < than.createdAt || (other.createdAt === than.createdAt && place >= firstOlder))
  )
}

/** Returns the older, still successful deployments of the same environment and task: never itself, never a newer one. */
export const older = (seen: readonly Sighting[], than: Place): Sighting[] =>
  olderOfAnyTask(seen, than).filter(({ task }) => task === than.task)

/** Returns how many older deployments of other tasks are still successful. */
export const olderOfOtherTasks = (seen: readonly Sighting[], than: Place): number =>
  olderOfAnyTask(seen, than).filter(({ task }) => task !== than.task).length

/**
 * Returns the newest successful deployment before the given one, of the same environment and task. A list that was read
 * beside the creation may lack the given one: then everything in it that is not newer came before.
 */
export function predecessorOf(seen: readonly Sighting[], own: Place): Sighting | undefined {
  if (seen.some(({ nodeId }) => nodeId === own.nodeId)) return older(seen, own)[0]
  return seen.find(
    ({ state, task, environment, createdAt }) =>
      state === 'success' &&
      task === own.task &&
      sameEnvironment(environment, own.environment) &&
      createdAt <= own.createdAt
  )
}

/**
 * Whether another job of the same run and attempt made a deployment for the same commit: parts of one system that should
 * have a task each. In a later attempt, only the payload tells which attempt made it.
 */
export function isSibling(other: Sighting, own: Deployment, run: Run): boolean {
  if (other.sha !== own.sha || run.runId === 0) return false
  if (numberAt(other.payload, 'run_id') !== undefined) {
    const isSameAttempt =
      numberAt(other.payload, 'run_id') === run.runId && numberAt(other.payload, 'run_attempt') === run.runAttempt
    const job = numberAt(other.payload, 'check_run_id')
    const isSameJob =
      job === undefined || run.checkRunId === undefined
        ? textAt(other.payload, 'job') === run.job
        : job === run.checkRunId
    return isSameAttempt && !isSameJob
  }
  const page = logPageOf(other.logUrl, run)
  return (
    run.runAttempt === 1 &&
    page?.runId === run.runId &&
    page.checkRunId !== undefined &&
    run.checkRunId !== undefined &&
    page.checkRunId !== run.checkRunId
  )
}

/**
 * Whether the same step left a deployment open in an earlier attempt of the run, because its runner was lost. The payload
 * tells, so it must have been read.
 */
export function isLeftOpen(other: Sighting, own: Deployment, run: Run): boolean {
  const { payload } = other
  const attempt = numberAt(payload, 'run_attempt') ?? run.runAttempt
  return (
    !isFinal(other.state) &&
    other.nodeId !== own.nodeId &&
    other.task === own.task &&
    sameEnvironment(other.environment, own.environment) &&
    numberAt(payload, 'run_id') === run.runId &&
    attempt < run.runAttempt &&
    textAt(payload, 'job') === run.job &&
    textAt(payload, 'step') === run.step &&
    textAt(payload, 'operation') === 'deploy'
  )
}
