import { shortRef, type Deployment, type ListedDeployment } from '../domain/deployment.ts'
import { counted } from '../messages/list.ts'
import { Cancelled, explain } from '../messages/problem.ts'
import { olderMayBeActive, olderStillActive, siblingSuperseded } from '../messages/superseding.ts'
import {
  isSibling,
  older,
  olderOfOtherTasks,
  type AutoInactive,
  type NewestDeployments
} from '../domain/superseding.ts'
import type { Ports } from '../ports.ts'
import { writeAll } from './written.ts'

/** Deployments to end after a success. */
interface ToSupersede {
  /** Deployments to choose from, or `undefined` if GitHub's rule ends them. */
  candidates: Promise<NewestDeployments> | undefined
  /** All deployments that were read, of any task. */
  listed: readonly ListedDeployment[]
  logUrl: string
}

/**
 * Ends the older successful deployments of the same environment and task. If GitHub's rule ends them, only warns about
 * deployments of other jobs of this run. A failure is only a warning because the deployment itself succeeded.
 * https://docs.github.com/rest/deployments/deployments#inactive-deployments
 */
export async function supersede(
  deployment: Deployment,
  { candidates, listed, logUrl }: ToSupersede,
  ports: Ports
): Promise<void> {
  if (candidates === undefined) {
    warnOfSiblings(older(listed, deployment), deployment, ports)
    return
  }
  try {
    const ended = await endOlder(deployment, await candidates, logUrl, ports)
    const stillActive = listed.filter(({ nodeId }) => !ended.has(nodeId))
    reportOtherTasks(olderOfOtherTasks(stillActive, deployment), ports)
  } catch (error) {
    if (error instanceof Cancelled) throw error
    ports.report.note(olderMayBeActive({ environment: deployment.environment, reason: explain(error) }))
  }
}

/** Ends the older deployments among the candidates. Returns the node ids of all deployments that it tried to end. */
async function endOlder(
  deployment: Deployment,
  { deployments, of, isAll }: NewestDeployments,
  logUrl: string,
  ports: Ports
): Promise<Set<string>> {
  const { github, report } = ports
  const superseded = older(deployments, deployment)
  if (superseded.length > 0) {
    warnOfSiblings(superseded, deployment, ports)
    const description = `Superseded by ${shortRef(deployment.sha)}`
    const { done, failed } = await writeAll(superseded, batch =>
      github.end(batch, { state: 'inactive', description, logUrl })
    )
    if (done.length > 0) report.superseded(done)
    const [first] = failed
    if (first !== undefined) {
      const { environment } = deployment
      report.note(olderStillActive({ environment, failed: failed.length, total: superseded.length, reason: first.why }))
    }
  }
  if (of === 'task' && !isAll) {
    const text = `Only the newest ${deployments.length} deployments of task "${deployment.task}" in ${deployment.environment} were checked. If older ones are still active, end them with "operation: deactivate".`
    report.info(text)
  }
  return new Set(superseded.map(({ nodeId }) => nodeId))
}

/** Warns the author if jobs of the same run end each other's deployments. */
function warnOfSiblings(ended: readonly ListedDeployment[], own: Deployment, { report, run }: Ports): void {
  for (const { id, logUrl } of ended.filter(other => isSibling(other, own, run))) {
    report.note(siblingSuperseded({ task: own.task, id, logUrl }))
  }
}

/** Reports older deployments that stay active because nobody ends them. */
export function reportStillActive(
  deployment: Deployment,
  listed: readonly ListedDeployment[],
  autoInactive: AutoInactive,
  ports: Ports
): void {
  const same = older(listed, deployment)
  if (same.length > 0) {
    const commits = [...new Set(same.map(({ sha }) => shortRef(sha)))].join(', ')
    const why =
      autoInactive === 'false'
        ? '"auto-inactive" is "false"'
        : 'in production, only "auto-inactive: always" deactivates them'
    ports.report.info(`${stayActive(same.length)}: ${commits} (${why})`)
  }
  reportOtherTasks(olderOfOtherTasks(listed, deployment), ports)
}

function reportOtherTasks(count: number, { report }: Ports): void {
  if (count === 0) return
  report.info(stayActive(count, count === 1 ? ' of another task' : ' of other tasks'))
}

const stayActive = (count: number, which = ''): string =>
  `${counted(count, 'older deployment')}${which} ${count === 1 ? 'stays' : 'stay'} active`
