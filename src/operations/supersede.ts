import { shortRef, type Deployment, type ListedDeployment } from '../domain/deployment.ts'
import { joined, supersedingOf, type NewestDeployments } from '../domain/history.ts'
import { isSibling, otherWorkflowOf } from '../domain/maker.ts'
import { counted } from '../messages/list.ts'
import { Cancelled, explain } from '../messages/problem.ts'
import {
  listLacksDeployment,
  newerSucceeded,
  olderMayBeActive,
  olderStillActive,
  otherWorkflowSuperseded,
  siblingSuperseded
} from '../messages/superseding.ts'
import { replicaLagMs, type EndingStatus, type Ports } from '../ports.ts'

/** Lists of deployments that were read before the success. */
export interface KnownLists {
  /** Newest deployments of the environment. */
  newest?: NewestDeployments
  /** Deployments of the task that may not be among the newest. */
  ofTask?: NewestDeployments
}

/**
 * Ends the older successful deployments of the same environment and task. A failure is only a warning because the
 * deployment itself succeeded.
 */
export async function supersede(
  deployment: Deployment,
  logUrl: string,
  known: KnownLists,
  ports: Ports
): Promise<void> {
  try {
    await endOlder(deployment, logUrl, await listFor(deployment, known, ports), ports)
  } catch (error) {
    if (error instanceof Cancelled) throw error
    ports.report.note(olderMayBeActive({ environment: deployment.environment, reason: explain(error) }))
  }
}

/**
 * Returns the deployments to search. If a complete list lacks the deployment itself, it comes from a replica that
 * lags behind. Then reads it again, at once and after a while.
 *
 * @throws Problem if GitHub's list does not show the deployment itself
 */
async function listFor(own: Deployment, known: KnownLists, { github, clock }: Ports): Promise<NewestDeployments> {
  const readOfTask = (): Promise<NewestDeployments> => github.listing.newestOfTask(own, {})
  const isStale = ({ deployments, isAll }: NewestDeployments): boolean =>
    isAll && !deployments.some(({ nodeId }) => nodeId === own.nodeId)
  const newest = known.newest ?? (await github.listing.newestOfEnvironment(own, { mayBeNew: true }))
  const isEnough = newest.isAll || newest.of === 'task'
  const first = isEnough ? newest : joined(newest, known.ofTask ?? (await readOfTask()))
  if (!isStale(first)) return first
  const second = await readOfTask()
  if (!isStale(second)) return second
  await clock.sleep(replicaLagMs)
  const third = await readOfTask()
  if (!isStale(third)) return third
  throw listLacksDeployment({ id: own.id, environment: own.environment })
}

async function endOlder(deployment: Deployment, logUrl: string, list: NewestDeployments, ports: Ports): Promise<void> {
  const { report, run } = ports
  const { environment, task } = deployment
  const { superseded, ofOtherApps, ofOtherTasks, newer } = supersedingOf(list.deployments, deployment, run)
  const description = `Superseded by ${shortRef(deployment.sha)}`
  const { done, failed } = await endAll(
    superseded,
    { state: 'inactive', description, logUrl, withPayloads: true },
    ports
  )
  if (done.length > 0) report.superseded(done)
  adviseTasks(done, deployment, ports)
  const [reason] = failed
  if (reason !== undefined) {
    report.note(olderStillActive({ environment, failed: failed.length, total: superseded.length, reason }))
  }
  const [newest] = newer
  if (newest !== undefined) {
    report.note(newerSucceeded({ environment, commit: shortRef(newest.sha), id: newest.id, logUrl: newest.logUrl }))
  }
  if (list.of === 'task' && !list.isAll) {
    const searched = list.deployments.filter(other => other.task === task).length
    report.info(
      `Only the newest ${searched} deployments of task "${task}" in ${environment} were checked. If older ones are still active, end them with "operation: deactivate".`
    )
  }
  reportOthers(ofOtherApps, 'app', ports)
  reportOthers(ofOtherTasks, 'task', ports)
}

/** Advises a task for each part if other jobs of this run, or other workflows, made what was superseded. */
function adviseTasks(ended: readonly ListedDeployment[], own: Deployment, { report, run }: Ports): void {
  const { environment, task } = own
  for (const { id, logUrl } of ended.filter(other => isSibling(other, own, run))) {
    report.note(siblingSuperseded({ task, id, logUrl }))
  }
  const workflows = new Set(ended.map(other => otherWorkflowOf(other, run)).filter(name => name !== undefined))
  for (const other of workflows) {
    report.note(otherWorkflowSuperseded({ environment, task, workflow: run.workflow, other }))
  }
}

/** Reports older deployments that stay active because the author wants it. */
export function reportStillActive(deployment: Deployment, { newest, ofTask }: KnownLists, ports: Ports): void {
  const listed = (newest && ofTask ? joined(newest, ofTask) : (newest ?? ofTask))?.deployments ?? []
  const { superseded, ofOtherApps, ofOtherTasks } = supersedingOf(listed, deployment, ports.run)
  const active = [...superseded, ...ofOtherApps]
  if (active.length > 0) {
    const stay = `${counted(active.length, 'older deployment')} ${active.length === 1 ? 'stays' : 'stay'} active`
    const commits = [...new Set(active.map(({ sha }) => shortRef(sha)))].join(', ')
    ports.report.info(`${stay}: ${commits} ("auto-inactive" is "false")`)
  }
  reportOthers(ofOtherTasks, 'task', ports)
}

/** Reports older deployments of other apps or tasks, which stay active. */
function reportOthers({ length }: readonly ListedDeployment[], of: 'app' | 'task', { report }: Ports): void {
  if (length === 1) report.info(`1 older deployment of another ${of} stays active`)
  if (length > 1) report.info(`${length} older deployments of other ${of}s stay active`)
}

/** Ends deployments. Returns those that this action ended, and the reasons why it could not end others. */
export async function endAll(
  listed: readonly ListedDeployment[],
  end: EndingStatus,
  { github }: Ports
): Promise<{ done: ListedDeployment[]; failed: string[] }> {
  const done: ListedDeployment[] = []
  const failed: string[] = []
  const left = new Set(listed.map(({ nodeId }) => nodeId))
  try {
    for (const batch of inBatches(listed)) {
      for await (const written of github.writes.end(batch, end)) {
        left.delete(written.deployment.nodeId)
        if ('why' in written) failed.push(written.why)
        else if (written.result === 'done') done.push(written.deployment)
      }
    }
  } catch (error) {
    if (error instanceof Cancelled) throw error
    // No further write can succeed.
    failed.push(...Array.from(left, () => explain(error)))
  }
  return { done, failed }
}

/** Deployments per write request. GitHub times out on larger batches. */
const batchSize = 10

/** Splits deployments into batches that are written together. */
export function inBatches(listed: readonly ListedDeployment[]): (readonly ListedDeployment[])[] {
  const count = Math.ceil(listed.length / batchSize)
  return Array.from({ length: count }, (_, place) => listed.slice(place * batchSize, (place + 1) * batchSize))
}
