import { isJobsOwn, isLive, type Deployment } from '../domain/deployment.ts'
import { hasOtherTasks, hasPredecessor, joined, predecessorOf, type NewestDeployments } from '../domain/superseding.ts'
import { Cancelled, explain } from '../messages/problem.ts'
import type { EnvironmentTask, Ports, ReceiptWriter } from '../ports.ts'
import { adviseOneRecord } from './job-record.ts'

/** Newest deployments of an environment, or why they could not be read. */
export type Older = NewestDeployments | Error

/** Options that keep the requests short, because their result only informs and must not delay the deployment. */
const options = { withinMs: 5000, withStatuses: true, untilSuccess: true, mayBeNew: true }

/**
 * Reads the newest deployments of an environment. If they do not show what the task deployed before, also reads the
 * newest ones of the task. If a read fails, returns the error, because the deployment continues. The result may be
 * awaited later.
 */
export function readOlder(where: EnvironmentTask, { github }: Ports): Promise<Older> {
  const read = async (): Promise<NewestDeployments> => {
    const newest = await github.newestOfEnvironment(where, options)
    if (newest.of === 'task' || newest.isAll || hasPredecessor(newest.deployments, where)) return newest
    return joined(newest, await github.newestOfTask(where, options))
  }
  const older = read().catch((error: unknown) => {
    if (error instanceof Cancelled) throw error
    return error as Error
  })
  // Nobody may be waiting for it when the job is cancelled.
  older.catch(() => undefined)
  return older
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
