import { duration, isFinal, shortened, shortRef, type Deployment, type ListedDeployment } from '../domain/deployment.ts'
import { describeOutcome, outcomeOf, outcomeWords, type Outcome } from '../domain/outcome.ts'
import { Cancelled, explain, isNotFound } from '../messages/problem.ts'
import { deletedMeanwhile, unknownResult } from '../messages/job.ts'
import { leftOpenNotEnded } from '../messages/superseding.ts'
import { isLeftOpen } from '../domain/maker.ts'
import type { Look, Ports } from '../ports.ts'
import { writeStatus, type StatusToWrite } from './status.ts'
import { endAll, type KnownLists } from './supersede.ts'

/** State passed from the main step to the post step. */
export interface StartedDeployment {
  deployment: Deployment
  /** Start time of the main step, in milliseconds. */
  startedAtMs: number
  description?: string
  /** Environment URL that the main step set. */
  environmentUrl?: string
  logUrl: string
  /** Whether a success makes older successful deployments inactive. */
  autoInactive: boolean
  /** Live deployments of the same task, if the newest of the environment did not show them all. */
  older?: { nodeIds: string[]; isAll: boolean }
}

/** Values that are known only when the job ends. */
export interface Late {
  /** Outcome: one word or a list of words. */
  word: string
  jobStatus: string
  description?: string
  environmentUrl?: string
  logUrl?: string
}

/** Runs the post step: sets the final state unless somebody else already has, and ends superseded deployments. */
export async function finish(started: StartedDeployment, late: Late, ports: Ports): Promise<void> {
  const { report } = ports
  const { deployment } = started
  const outcome = outcomeOf(outcomeWords(late.word), deployment)
  if (outcome.unknown.length > 0) report.note(unknownResult({ words: outcome.unknown, state: outcome.state }))
  if (outcome.tally !== undefined) report.info(`Outcome     ${outcome.tally}`)
  const look = await readBeforeEnd(started, outcome, ports)
  if (look?.state !== undefined && isFinal(look.state)) {
    report.info(`Deployment ${deployment.id} already ended as ${look.state}, so its state stays the same.`)
    report.ended(look.state, look.environmentUrl ?? '')
  } else {
    const status = finalStatus(started, late, outcome, look, ports)
    const isWritten = await writeUnlessDeleted(deployment, status, knownLists(started, look), ports)
    if (!isWritten) return
  }
  await endLeftOpen(deployment, late.logUrl ?? started.logUrl, look?.newest?.deployments ?? [], ports)
}

/** Writes the final status. Returns `false` if somebody has deleted the deployment, so that there is nothing to end. */
async function writeUnlessDeleted(
  deployment: Deployment,
  status: StatusToWrite,
  known: KnownLists,
  ports: Ports
): Promise<boolean> {
  try {
    await writeStatus(deployment, status, ports, known)
    return true
  } catch (error) {
    // If the deployments cannot be listed, the error of the final state tells more than the error of the list.
    const isDeleted = (): Promise<boolean> => ports.github.deployments.isDeleted(deployment.id).catch(() => false)
    if (!isNotFound(error) || !(await isDeleted())) throw error
    ports.report.note(deletedMeanwhile({ id: deployment.id, state: status.state }))
    ports.report.ended('deleted', '')
    return false
  }
}

/** Reads what somebody may have changed since main, and the lists that the end needs, unless a read fails. */
async function readBeforeEnd(
  { deployment, older }: StartedDeployment,
  { state }: Outcome,
  { github, report, run }: Ports
): Promise<Look | undefined> {
  const isSuccess = state === 'success'
  // Only in a re-run may an earlier attempt have left a deployment open. Its payload shows that.
  const isRerun = run.runAttempt > 1
  const scope = {
    withEnvironment: isSuccess || isRerun,
    withPayloads: isRerun,
    also: isSuccess ? (older?.nodeIds ?? []) : []
  }
  return github.listing.look(deployment, scope).catch((error: unknown): undefined => {
    if (error instanceof Cancelled) throw error
    report.info(
      `Could not check the state of deployment ${deployment.id}, so its final state is written without that check. ${explain(error)}`
    )
  })
}

/**
 * Returns the lists that the look and, before the creation, the main step have read. A look without the environment has
 * not read the other deployments, either, because GraphQL was refused.
 */
const knownLists = ({ older }: StartedDeployment, { newest, also = [] }: Partial<Look> = {}): KnownLists => ({
  newest,
  ofTask: newest && older && { deployments: also, of: 'task', isAll: older.isAll }
})

function finalStatus(
  started: StartedDeployment,
  late: Late,
  { state, word }: Outcome,
  look: Look | undefined,
  { clock }: Ports
): StatusToWrite {
  const { deployment, startedAtMs, autoInactive } = started
  const took = duration(clock.now() - startedAtMs)
  // A URL that somebody else has set since the main step is newer than the URL from the main step.
  const newer = late.environmentUrl === started.environmentUrl ? undefined : late.environmentUrl
  // An inactive deployment has no page any more.
  const environmentUrl = state === 'inactive' ? undefined : (newer ?? look?.environmentUrl ?? started.environmentUrl)
  const description = late.description ?? started.description
  // A deployment that never succeeded is not "no longer" deployed.
  const undeployed = late.jobStatus === 'cancelled' ? 'cancelled' : 'never deployed'
  const never = look?.succeeded === false ? undeployed : undefined
  return {
    state,
    description: description ?? shortened(describeOutcome(word, shortRef(deployment.sha), took, never)),
    environmentUrl,
    logUrl: late.logUrl ?? started.logUrl,
    autoInactive
  }
}

/** Ends deployments in `listed` that the same step left open in an earlier attempt of the run. */
async function endLeftOpen(
  deployment: Deployment,
  logUrl: string,
  listed: readonly ListedDeployment[],
  ports: Ports
): Promise<void> {
  const { report, run } = ports
  const open = listed.filter(other => isLeftOpen(other, deployment, run))
  if (open.length === 0) return
  const description = `Superseded by attempt ${run.runAttempt}`
  const { done, failed } = await endAll(open, { state: 'error', description, logUrl }, ports)
  if (done.length > 0) {
    const commits = done.map(({ sha }) => shortRef(sha)).join(', ')
    report.info(`Ended       ${commits}, left open by an earlier attempt of this run (set to error)`)
  }
  const [reason] = failed
  if (reason !== undefined) report.note(leftOpenNotEnded({ count: open.length, reason }))
}
