import { shortRef, type Deployment, type ListedDeployment } from '../domain/deployment.ts'
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
import { isSibling, joined, otherWorkflowOf, supersedingOf, type NewestDeployments } from '../domain/superseding.ts'
import { replicaLagMs, type Ports } from '../ports.ts'
import { writeAll } from './written.ts'

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

/** Returns the deployments to search. @throws Problem if GitHub's list does not show the deployment itself */
async function listFor(own: Deployment, known: KnownLists, { github, clock }: Ports): Promise<NewestDeployments> {
  const newest = known.newest ?? (await github.listing.newestOfEnvironment(own, { mayBeNew: true }))
  const isEnough = newest.isAll || newest.of === 'task'
  if (isEnough && !isStale(newest, own)) return newest
  if (!isEnough && known.ofTask !== undefined) return joined(newest, known.ofTask)
  const read = async (): Promise<NewestDeployments> => {
    const ofTask = await github.listing.newestOfTask(own, {})
    return isEnough ? ofTask : joined(newest, ofTask)
  }
  const list = await read()
  if (!isStale(list, own)) return list
  await clock.sleep(replicaLagMs)
  const second = await read()
  if (!isStale(second, own)) return second
  throw listLacksDeployment({ id: own.id, environment: own.environment })
}

/** Whether a list is too old to rely on, because it is complete but lacks the deployment itself. */
const isStale = ({ deployments, isAll }: NewestDeployments, own: Deployment): boolean =>
  isAll && !deployments.some(({ nodeId }) => nodeId === own.nodeId)

async function endOlder(deployment: Deployment, logUrl: string, list: NewestDeployments, ports: Ports): Promise<void> {
  const { github, report, run } = ports
  const { environment, task } = deployment
  const { superseded, ofOtherApps, ofOtherTasks, newer } = supersedingOf(list.deployments, deployment, run)
  if (superseded.length > 0) {
    const description = `Superseded by ${shortRef(deployment.sha)}`
    const { done, failed } = await writeAll(superseded, batch =>
      github.writes.end(batch, { state: 'inactive', description, logUrl, withPayloads: true })
    )
    if (done.length > 0) report.superseded(done)
    adviseTasks(done, deployment, ports)
    const [first] = failed
    if (first !== undefined) {
      const total = superseded.length
      report.note(olderStillActive({ environment, failed: failed.length, total, reason: first.why }))
    }
  }
  const [newest] = newer
  if (newest !== undefined) {
    const { id, sha, logUrl: log } = newest
    report.note(newerSucceeded({ environment, commit: shortRef(sha), id, logUrl: log }))
  }
  if (list.of === 'task' && !list.isAll) {
    const searched = list.deployments.filter(other => other.task === task).length
    report.info(
      `Only the newest ${searched} deployments of task "${task}" in ${environment} were checked. If older ones are still active, end them with "operation: deactivate".`
    )
  }
  reportActive(ofOtherApps.length, ofOtherApps.length === 1 ? ' of another app' : ' of other apps', ports)
  reportOtherTasks(ofOtherTasks, ports)
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
  const listed = [...(newest?.deployments ?? []), ...(ofTask?.deployments ?? [])]
  const { superseded, ofOtherApps, ofOtherTasks } = supersedingOf(listed, deployment, ports.run)
  const active = [...superseded, ...ofOtherApps]
  const commits = [...new Set(active.map(({ sha }) => shortRef(sha)))].join(', ')
  reportActive(active.length, '', ports, `: ${commits} ("auto-inactive" is "false")`)
  reportOtherTasks(ofOtherTasks, ports)
}

const reportOtherTasks = ({ length }: readonly ListedDeployment[], ports: Ports): void => {
  reportActive(length, length === 1 ? ' of another task' : ' of other tasks', ports)
}

function reportActive(count: number, which: string, { report }: Ports, more = ''): void {
  if (count > 0)
    report.info(`${counted(count, 'older deployment')}${which} ${count === 1 ? 'stays' : 'stay'} active${more}`)
}
