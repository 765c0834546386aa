import {
  githubsRecordOf,
  isFinal,
  isLive,
  sameEnvironment,
  type Deployment,
  type ListedDeployment
} from './deployment.ts'
import { wasGood } from './going-back.ts'
import { numberAt, textAt } from './json.ts'
import { isAnotherApps, isByEarlierAttempt, isByJob, isByRun, isNumbered, makerFrom } from './maker.ts'
import type { Run } from './run.ts'

/** Newest deployments of an environment, or of one task in it, the newest first. */
export interface NewestDeployments {
  deployments: readonly ListedDeployment[]
  /** Scope of the list: the whole environment or one task. */
  of: 'environment' | 'task'
  /** Whether no older deployments exist. */
  isAll: boolean
}

/** Adds the deployments of a task to the newest of its environment, each once. */
export function joined(newest: NewestDeployments, ofTask: NewestDeployments): NewestDeployments {
  const known = new Set(newest.deployments.map(({ nodeId }) => nodeId))
  const others = ofTask.deployments.filter(({ nodeId }) => !known.has(nodeId))
  return { ...ofTask, deployments: [...newest.deployments, ...others] }
}

/** Whether a deployment of another task is live. */
export const hasOtherTasks = (listed: readonly ListedDeployment[], own: { task: string }): boolean =>
  listed.some(({ task, state }) => task !== own.task && isLive(state))

/** Fields that determine the order of deployments. */
type Place = Pick<ListedDeployment, 'nodeId' | 'environment' | 'createdAt'>

/** Other deployments of an environment, of any task. */
interface Neighbours {
  older: readonly ListedDeployment[]
  newer: readonly ListedDeployment[]
}

/**
 * Returns the other deployments of the same environment. The list has the newest first. For deployments from the same
 * second, their place in the list decides. Without the deployment itself, they count as newer.
 */
function neighboursOf(listed: readonly ListedDeployment[], own: Place): Neighbours {
  const ownPlace = listed.findIndex(({ nodeId }) => nodeId === own.nodeId)
  const isOlder = (other: Place, place: number): boolean =>
    other.createdAt < own.createdAt || (other.createdAt === own.createdAt && ownPlace !== -1 && place > ownPlace)
  const isOther = (other: Place): boolean =>
    other.nodeId !== own.nodeId && sameEnvironment(other.environment, own.environment)
  return {
    older: listed.filter((other, place) => isOther(other) && isOlder(other, place)),
    newer: listed.filter((other, place) => isOther(other) && !isOlder(other, place))
  }
}

/** Returns the newest deployment of an environment and task that was good in the end. */
export const newestGood = (
  listed: readonly ListedDeployment[],
  { environment, task }: Pick<ListedDeployment, 'environment' | 'task'>
): ListedDeployment | undefined =>
  listed.find(one => one.task === task && sameEnvironment(one.environment, environment) && wasGood(one))

/**
 * Returns the live deployment of an environment and task: the newest one that succeeded and is not inactive. If a test
 * marked it as failed later, it is still live. GitHub's own records and deployments of other apps do not count.
 */
export const liveAmong = (
  listed: readonly ListedDeployment[],
  { environment, task }: Pick<ListedDeployment, 'environment' | 'task'>,
  run: Run
): ListedDeployment | undefined =>
  listed.find(
    one =>
      one.task === task &&
      sameEnvironment(one.environment, environment) &&
      one.state !== 'inactive' &&
      (one.states ?? [one.state]).includes('success') &&
      githubsRecordOf(one, run) === undefined &&
      !isAnotherApps(one, run)
  )

/**
 * Returns the newest deployment before the given one that was good in the end, in the same environment and task. A list
 * that was read in parallel with the creation may lack the given one. Then every deployment that is not newer came
 * before it.
 */
export function predecessorOf(listed: readonly ListedDeployment[], own: Deployment): ListedDeployment | undefined {
  const isListed = listed.some(({ nodeId }) => nodeId === own.nodeId)
  const { older } = neighboursOf(isListed ? listed : [own, ...listed], own)
  return older.find(other => other.task === own.task && wasGood(other))
}

/** Effect of a success on the other active deployments of its environment. */
export interface Superseding {
  /** Older deployments of the same task, which it ends. */
  superseded: readonly ListedDeployment[]
  /** Older deployments of the same task that another app made. They stay active. */
  ofOtherApps: readonly ListedDeployment[]
  /** Older deployments of other tasks. They stay active. */
  ofOtherTasks: readonly ListedDeployment[]
  /** Newer deployments of the same task, which succeeded earlier. They stay active, too. */
  newer: readonly ListedDeployment[]
}

/**
 * Decides which deployments a success supersedes. The transient and the production ones are included. GitHub's own rule
 * passes those over and knows no tasks, so it is not used.
 * https://docs.github.com/rest/deployments/deployments#inactive-deployments
 */
export function supersedingOf(listed: readonly ListedDeployment[], own: Deployment, run: Run): Superseding {
  const { older, newer } = neighboursOf(
    listed.filter(({ state, nodeId }) => state === 'success' || nodeId === own.nodeId),
    own
  )
  const ofTask = older.filter(({ task }) => task === own.task)
  const isForeign = (other: ListedDeployment): boolean => isAnotherApps(other, run, own.creator)
  return {
    superseded: ofTask.filter(other => !isForeign(other)),
    ofOtherApps: ofTask.filter(isForeign),
    ofOtherTasks: older.filter(({ task }) => task !== own.task),
    newer: newer.filter(
      other => other.task === own.task && !isForeign(other) && githubsRecordOf(other, run) === undefined
    )
  }
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

/** Returns the workflow that made a deployment if its payload says that it is another one. */
export function otherWorkflowOf({ payload }: ListedDeployment, run: Run): string | undefined {
  const workflow = numberAt(payload, 'run_id') === undefined ? undefined : textAt(payload, 'workflow')
  return workflow === run.workflow ? undefined : workflow
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
