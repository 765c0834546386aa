import { isJobsOwn, isLive, type Deployment, type ListedDeployment } from '../domain/deployment.ts'
import {
  hasOtherTasks,
  joined,
  liveAmong,
  newestGood,
  predecessorOf,
  type NewestDeployments
} from '../domain/superseding.ts'
import { Cancelled, explain } from '../messages/problem.ts'
import type { EnvironmentTask, Ports, ReadOptions, ReceiptWriter } from '../ports.ts'
import { adviseOneRecord } from './job-record.ts'

/** Newest deployments of an environment, or why they could not be read. */
export type Older = NewestDeployments | Error

/** Options that keep the requests short, because their result only informs and must not delay the deployment. */
const toInform: ReadOptions = { withinMs: 5000, withStatuses: true, untilSuccess: true, mayBeNew: true }
/** Options if the deployment must not start without the result. */
const toDecide: ReadOptions = { withStatuses: true }

/**
 * Reads the newest deployments of an environment. If they do not show what the task deployed before, also reads the
 * newest ones of the task. If a read fails, returns the error, because the deployment may continue. The result may be
 * awaited later.
 *
 * @param decides whether the result decides about the deployment: it must then show what is live
 */
export function readOlder(where: EnvironmentTask, decides: boolean, { github, run }: Ports): Promise<Older> {
  const options = decides ? toDecide : toInform
  const isEnough = (listed: readonly ListedDeployment[]): boolean =>
    (decides ? liveAmong(listed, where, run) : newestGood(listed, where)) !== undefined
  const read = async (): Promise<NewestDeployments> => {
    const newest = await github.listing.newestOfEnvironment(where, options)
    if (newest.of === 'task' || newest.isAll || isEnough(newest.deployments)) return newest
    return joined(newest, await github.listing.newestOfTask(where, options))
  }
  const older = read().catch((error: unknown) => {
    if (error instanceof Cancelled) throw error
    return error as Error
  })
  // Nobody may be waiting for it when the job is cancelled.
  older.catch(() => undefined)
  return older
}

/** Reports which commit was deployed before if no deployment is created. */
export function reportNewest(
  { deployments, isAll }: NewestDeployments,
  where: EnvironmentTask,
  { report }: Ports
): void {
  const among = deployments.filter(({ task }) => task === where.task).length
  report.previous({ sha: newestGood(deployments, where)?.sha, among: isAll ? undefined : among })
}

/**
 * Reports which commit the same task deployed before, and whether GitHub keeps its own record for this job. Saves what
 * post needs of the older deployments.
 */
export function reportPrevious(older: Older, own: Deployment, ports: Ports, receipt: ReceiptWriter): void {
  const { report, run } = ports
  if (older instanceof Error) {
    report.info(`Could not check what was deployed to ${own.environment} before. ${explain(older)}`)
    return
  }
  const { deployments, of, isAll } = older
  const others = deployments.filter(({ nodeId, task }) => nodeId !== own.nodeId && task === own.task)
  const nodeIds = others.filter(({ state }) => isLive(state)).map(({ nodeId }) => nodeId)
  const sha = predecessorOf(deployments, own)?.sha
  receipt.save({ previousSha: sha, older: of === 'task' ? { nodeIds, isAll } : undefined })
  report.previous({ sha, among: isAll ? undefined : others.length })
  if (deployments.some(other => isJobsOwn(other, run))) {
    adviseOneRecord(ports, own.environment, own.task !== 'deploy' || hasOtherTasks(deployments, own))
  }
}
