import type { Deployment, NewStatus, Status } from '../domain/deployment.ts'
import { GitHubProblem } from '../messages/problem.ts'
import { environmentUrlRejected } from '../messages/recorded-state.ts'
import { listLacksDeployment } from '../messages/superseding.ts'
import { supersedingOf, type AutoInactive, type NewestDeployments } from '../domain/superseding.ts'
import { replicaLagMs, type Ports } from '../ports.ts'

/** Status to write, and the effect of a success on older deployments. */
export type StatusToWrite = Omit<NewStatus, 'autoInactive'> & { autoInactive: AutoInactive }

/** Known deployments in the environment of the deployment that gets the status. */
export interface Around {
  newest?: NewestDeployments
  /** Older deployments of the same task that are not among the newest, from a list that was read earlier. */
  ofTask?: NewestDeployments
}

/** Time limit for reading the environment before a success. The state must still be written in time. */
const lookWithinMs = 30_000

/** Writes a status. Before a success, reads the environment if that decides who ends older deployments. */
export async function lookAndWriteStatus(deployment: Deployment, wanted: StatusToWrite, ports: Ports): Promise<void> {
  const { state, autoInactive } = wanted
  const mayEnd = state === 'success' && supersedingOf(autoInactive, deployment, undefined) !== 'nobody'
  const newest = mayEnd ? await lookAt(deployment, ports) : undefined
  await writeStatus(deployment, wanted, { newest }, ports)
}

async function lookAt({ environment, task }: Deployment, ports: Ports): Promise<NewestDeployments | undefined> {
  const options = { withinMs: lookWithinMs, withPayloads: needsPayloads(ports.run) }
  return ports.github.newestOfEnvironment({ environment, task }, options).catch(() => undefined)
}

/** Whether only payloads tell which job made a deployment. Log URLs have no attempt and, on old servers, no job. */
export const needsPayloads = (run: Ports['run']): boolean => run.runAttempt > 1 || run.checkRunId === undefined

/**
 * Writes a status and, on success, ends the older deployments that GitHub does not end. If that fails, only logs a
 * warning because the deployment itself succeeded.
 */
export async function writeStatus(
  deployment: Deployment,
  wanted: StatusToWrite,
  around: Around,
  ports: Ports
): Promise<void> {
  const by = wanted.state === 'success' ? supersedingOf(wanted.autoInactive, deployment, around.newest) : 'nobody'
  // Read these while the status is written, not after it.
  const candidates = by === 'us' ? candidatesFor(deployment, around, ports) : undefined
  // An error is reported only after the status is written.
  candidates?.catch(() => undefined)
  const status = await addStatus(deployment, { ...wanted, autoInactive: by === 'GitHub' }, ports)
  ports.report.status(status, deployment)
  if (wanted.state !== 'success') return
  const listed = [...(around.newest?.deployments ?? []), ...(around.ofTask?.deployments ?? [])]
  const { supersede, reportStillActive } = await import('./supersede.ts')
  if (by === 'nobody') reportStillActive(deployment, listed, wanted.autoInactive, ports)
  else await supersede(deployment, { candidates, listed, logUrl: wanted.logUrl }, ports)
}

/** Returns the deployments to search for older ones of the same task. */
async function candidatesFor(
  deployment: Deployment,
  { newest, ofTask }: Around,
  ports: Ports
): Promise<NewestDeployments> {
  const isEnough = newest?.of === 'task' || newest?.isAll === true
  if (isEnough && !isStale(newest, deployment)) return newest
  if (newest?.of === 'environment' && ofTask !== undefined) {
    const both = [...newest.deployments, ...ofTask.deployments]
    return { ...ofTask, deployments: [...new Map(both.map(each => [each.nodeId, each])).values()] }
  }
  const list = await listTask(deployment, ports)
  if (!isStale(list, deployment)) return list
  await ports.clock.sleep(replicaLagMs)
  const second = await listTask(deployment, ports)
  if (!isStale(second, deployment)) return second
  throw listLacksDeployment({ id: deployment.id, environment: deployment.environment })
}

const listTask = ({ environment, task }: Deployment, { github, run }: Ports): Promise<NewestDeployments> =>
  github.newestOfTask({ environment, task }, { withPayloads: needsPayloads(run) })

/** Whether a list is too old to rely on, because it is complete but lacks the deployment itself. */
const isStale = ({ deployments, isAll }: NewestDeployments, own: Deployment): boolean =>
  isAll && !deployments.some(({ nodeId }) => nodeId === own.nodeId)

/**
 * Adds a status. If GitHub rejects it but accepts it without its URL, records the state without the link. GitHub does
 * not document which URLs it accepts.
 */
async function addStatus(deployment: Deployment, wanted: NewStatus, { github, report }: Ports): Promise<Status> {
  try {
    return await github.addStatus(deployment, wanted)
  } catch (error) {
    const isRefused = error instanceof GitHubProblem && error.answer.status === 422
    if (!isRefused || wanted.environmentUrl === undefined) throw error
    const { environmentUrl, ...others } = wanted
    const status = await github.addStatus(deployment, others)
    report.note(environmentUrlRejected({ url: environmentUrl, reason: error.answer.message }))
    return status
  }
}
