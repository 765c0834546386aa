import { isFailed, sameEnvironment, type Deployment, type ListedDeployment } from './deployment.ts'
import { githubsRecordOf, isAnotherApps, isPassedOver } from './maker.ts'
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

/** Deployment with the states of its statuses. If these were not read, its latest state is used. */
type Past = Pick<ListedDeployment, 'sha' | 'state' | 'states' | 'hasMoreStatuses'>

const statesOf = ({ state, states }: Past): readonly string[] => states ?? [state ?? 'pending']

/** Returns how a deployment ended, or its current state. A later `inactive` only says that it is not live any more. */
const resultOf = (past: Past): string | undefined => statesOf(past).find(state => state !== 'inactive')

/** Whether a deployment was good in the end: its newest status that is not `inactive` is `success`. */
export const wasGood = (past: Past): boolean => resultOf(past) === 'success'

/** Whether anything was deployed: the deployment succeeded, failed, or is or was in progress. */
export function wasAtWork(past: Past): boolean {
  const result = resultOf(past)
  return result === 'success' || result === 'in_progress' || isFailed(result)
}

/** Whether a deployment succeeded and was marked as failed later, for example by an end-to-end test. */
const wasRevoked = (past: Past): boolean => isFailed(resultOf(past)) && statesOf(past).includes('success')

/** Whether older statuses, which were not read, can change the answers of the functions above. */
export function needsMoreStatuses(past: Past): boolean {
  const isDecided = wasRevoked(past) || (resultOf(past) !== undefined && !isFailed(resultOf(past)))
  return past.hasMoreStatuses === true && !isDecided
}

/**
 * Returns the deployment to go back to, or `undefined` if the list has none. From a deployment that was good in the
 * end, this is the newest older one that was good in the end and has another commit. From any other, the commit may be
 * the same. Never returns a commit that succeeded in a newer deployment and was marked as failed later.
 *
 * @param past all deployments of one environment and task, the newest first
 * @param from one of them
 */
export function goBack<T extends Past>(past: readonly T[], from: T): T | undefined {
  const place = past.indexOf(from)
  const revoked = new Set<string>()
  for (const [index, one] of past.entries()) {
    const isSame = wasGood(from) && one.sha === from.sha
    // Stryker disable next-line EqualityOperator: from a deployment that was good, one goes back to another commit.
    if (index > place && wasGood(one) && !isSame && !revoked.has(one.sha)) return one
    if (wasRevoked(one)) revoked.add(one.sha)
  }
  return undefined
}

/** Environment and task, whose deployments replace each other. */
type Part = Pick<ListedDeployment, 'environment' | 'task'>

const isSamePart = (one: Part, other: Part): boolean =>
  one.task === other.task && sameEnvironment(one.environment, other.environment)

/** Returns the newest deployment of an environment and task that was good in the end. */
export const newestGood = (listed: readonly ListedDeployment[], part: Part): ListedDeployment | undefined =>
  listed.find(one => isSamePart(one, part) && wasGood(one))

/**
 * Returns the live deployment of an environment and task: the newest one that succeeded and is not inactive. If a test
 * marked it as failed later, it is still live. GitHub's own records and deployments of other apps do not count.
 */
export const liveAmong = (listed: readonly ListedDeployment[], part: Part, run: Run): ListedDeployment | undefined =>
  listed.find(
    one =>
      isSamePart(one, part) && one.state !== 'inactive' && statesOf(one).includes('success') && !isPassedOver(one, run)
  )

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
    // Stryker disable next-line EqualityOperator: the deployment itself is none of the others.
    other.createdAt < own.createdAt || (other.createdAt === own.createdAt && ownPlace !== -1 && place > ownPlace)
  const isOther = (other: Place): boolean =>
    other.nodeId !== own.nodeId && sameEnvironment(other.environment, own.environment)
  return {
    older: listed.filter((other, place) => isOther(other) && isOlder(other, place)),
    newer: listed.filter((other, place) => isOther(other) && !isOlder(other, place))
  }
}

/**
 * Returns the newest deployment before the given one that was good in the end, in the same environment and task. A list
 * that was read in parallel with the creation may lack the given one. Then every deployment that is not newer came
 * before it.
 */
export function predecessorOf(listed: readonly ListedDeployment[], own: Deployment): ListedDeployment | undefined {
  const isListed = listed.some(({ nodeId }) => nodeId === own.nodeId)
  const { older } = neighboursOf(isListed ? listed : [own, ...listed], own)
  return newestGood(older, own)
}

/** Effect of a success on the other active deployments of its environment. */
interface Superseding {
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
