import type { ListedDeployment } from './deployment.ts'

/** Deployment with the states of its statuses. If these were not read, its latest state is used. */
type Past = Pick<ListedDeployment, 'sha' | 'state' | 'states' | 'hasMoreStatuses'>

const statesOf = ({ state, states }: Past): readonly string[] => states ?? [state ?? 'pending']

/** Returns how a deployment ended, or its current state. A later `inactive` only says that it is not live any more. */
const resultOf = (past: Past): string | undefined => statesOf(past).find(state => state !== 'inactive')

const isFailed = (state: string | undefined): boolean => state === 'failure' || state === 'error'

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
