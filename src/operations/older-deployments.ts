import { isLive, shortRef, type Deployment, type ListedDeployment } from '../domain/deployment.ts'
import { joined, liveAmong, newestGood, predecessorOf, type NewestDeployments } from '../domain/history.ts'
import { isJobsOwn } from '../domain/maker.ts'
import { isOnEnterpriseServer } from '../domain/run.ts'
import { commitIsOlder, commitsNotCompared, liveCommitNotFound, olderCommitSkipped } from '../messages/creating.ts'
import { githubKeepsOwnRecord, ownRecordEndsOtherTasks } from '../messages/job.ts'
import { Cancelled, explain, isNotFound } from '../messages/problem.ts'
import type { Comparison, EnvironmentTask, GitHub, Ports, ReadOptions, ReceiptWriter } from '../ports.ts'

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

/** Values of `older-commit`: what to do if the commit is older than the live one. */
export const olderCommitChoices = ['deploy', 'fail', 'skip'] as const
export type OlderCommit = (typeof olderCommitChoices)[number]

/** Result of the guard. */
interface Guarded {
  /** Whether nothing must be created. */
  isSkipped: boolean
  /** SHA that was compared with the live one. */
  compared?: string
}

/**
 * Compares the commit to deploy with the live one, if the author asks for it. It sees what is live, not what another
 * run is deploying.
 *
 * @throws Problem if the commit is older and must not be deployed, or if anything about the two commits is unknown
 */
export async function guardAgainstOlder(
  where: EnvironmentTask,
  ref: string,
  choice: OlderCommit,
  older: Promise<Older>,
  { github, report, run }: Ports
): Promise<Guarded> {
  if (choice === 'deploy') return { isSkipped: false }
  const { environment, task } = where
  const list = await older
  if (list instanceof Error) throw list
  const { deployments, isAll } = list
  const among = isAll ? undefined : deployments.filter(one => one.task === task).length
  const live = liveAmong(deployments, where, run)
  if (live === undefined) {
    if (among !== undefined) report.note(liveCommitNotFound({ environment, among }))
    return { isSkipped: false }
  }
  const { status, base } = await compare(ref, live.sha, github)
  if (status !== 'ahead') return { isSkipped: false, compared: base }
  const commits = { ours: shortRef(base ?? ref), live: shortRef(live.sha), environment }
  if (choice === 'fail') throw commitIsOlder(commits)
  report.note(olderCommitSkipped(commits))
  report.previous({ sha: newestGood(deployments, where)?.sha, among })
  return { isSkipped: true }
}

async function compare(ref: string, live: string, github: GitHub): Promise<Comparison> {
  try {
    return await github.commits.compare(ref, live)
  } catch (error) {
    if (!isNotFound(error)) throw error
    const doing = `compare ${shortRef(ref)} with ${shortRef(live)}`
    throw commitsNotCompared({ doing, answer: error.answer, live: shortRef(live) })
  }
}

/**
 * Reports which commit the same task deployed before, and whether GitHub keeps its own record for this job. Saves what
 * post needs of the older deployments.
 */
export function reportPrevious(older: Older, own: Deployment, { report, run }: Ports, receipt: ReceiptWriter): void {
  const { environment, task } = own
  if (older instanceof Error) {
    report.info(`Could not check what was deployed to ${environment} before. ${explain(older)}`)
    return
  }
  const { deployments, of, isAll } = older
  const others = deployments.filter(other => other.nodeId !== own.nodeId && other.task === task)
  const nodeIds = others.filter(({ state }) => isLive(state)).map(({ nodeId }) => nodeId)
  const sha = predecessorOf(deployments, own)?.sha
  receipt.save({ previousSha: sha, older: of === 'task' ? { nodeIds, isAll } : undefined })
  report.previous({ sha, among: isAll ? undefined : others.length })
  if (!deployments.some(other => isJobsOwn(other, run))) return
  // When GitHub's own record succeeds, GitHub deactivates older deployments of every task.
  const isLiveElsewhere = deployments.some(other => other.task !== task && isLive(other.state))
  const describe = task !== 'deploy' || isLiveElsewhere ? ownRecordEndsOtherTasks : githubKeepsOwnRecord
  report.note(describe({ environment, isOnEnterpriseServer: isOnEnterpriseServer(run) }))
}
