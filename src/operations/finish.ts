import { duration, isFinal, shortened, shortRef, type Deployment, type Sighting } from '../domain/deployment.ts'
import { describeOutcome, outcomeOf, outcomeWords, type Outcome } from '../domain/outcome.ts'
import { Cancelled, explain } from '../domain/problem.ts'
import { isLeftOpen, type AutoInactive } from '../domain/superseding.ts'
import type { Look, Ports } from '../ports.ts'
import { needsPayloads, writeStatus, type Around } from './status.ts'

/** What main leaves for post. */
export interface Begun {
  deployment: Deployment
  /** When main began, in milliseconds. */
  startedAt: number
  description?: string
  /** What main has linked the deployment to. */
  environmentUrl?: string
  logUrl: string
  autoInactive: AutoInactive
  /** Older deployments of the same task that the newest of the environment did not show. */
  older?: { nodeIds: string[]; isAll: boolean }
}

/** What is known only when the job ends. */
export interface Late {
  /** How it ended: one word, or a list of them. */
  word: string
  jobStatus: string
  description?: string
  environmentUrl?: string
  logUrl?: string
}

/** Post's half of a deployment: sets the final state, unless somebody else has, and ends what it supersedes. */
export async function finish(begun: Begun, late: Late, ports: Ports): Promise<void> {
  const { tell } = ports
  const { deployment } = begun
  const outcome = outcomeOf(outcomeWords(late.word), deployment)
  if (outcome.unknown.length > 0) {
    tell({
      kind: 'note',
      level: 'warning',
      text: `Unknown result "${outcome.unknown.join('", "')}": the deployment is recorded as ${outcome.state}. Use step outcomes, job statuses or one deployment state.`
    })
  }
  if (outcome.tally !== undefined) tell({ kind: 'note', level: 'info', text: `Outcome     ${outcome.tally}` })
  const look = await lookAt(begun, outcome, ports)
  if (isFinal(look?.state) && look !== undefined) {
    const text = `Deployment ${deployment.id} already ended as ${look.state ?? ''}, so its state stays the same.`
    tell({ kind: 'note', level: 'info', text })
    tell({ kind: 'ended', state: look.state ?? '', environmentUrl: look.environmentUrl ?? '' })
  } else {
    await writeStatus(deployment, finalStatus(begun, late, outcome, look, ports), aroundOf(begun, look), ports)
  }
  await endLeftOpen(deployment, late.logUrl ?? begun.logUrl, look?.newest?.deployments ?? [], ports)
}

async function lookAt(
  { deployment, older }: Begun,
  { state }: Outcome,
  { github, tell, run }: Ports
): Promise<Look | undefined> {
  const isSuccess = state === 'success'
  const scope = {
    withEnvironment: isSuccess || run.runAttempt > 1,
    withPayloads: needsPayloads(run),
    also: isSuccess ? (older?.nodeIds ?? []) : []
  }
  return github.look(deployment, scope).catch((error: unknown): undefined => {
    if (error instanceof Cancelled) throw error
    const text = `Could not check the state of deployment ${deployment.id}, so its final state is written without that check. ${explain(error)}`
    tell({ kind: 'note', level: 'info', text })
  })
}

/** If one of the older ones is missing, GraphQL may know it by another id: then they are listed again. */
const aroundOf = ({ older }: Begun, look: Look | undefined): Around => ({
  ...(look?.newest === undefined ? {} : { newest: look.newest }),
  ...(look === undefined || older === undefined || look.also.length < older.nodeIds.length
    ? {}
    : { ofTask: { deployments: look.also, of: 'task', isAll: older.isAll } })
})

function finalStatus(
  begun: Begun,
  late: Late,
  { state, word }: Outcome,
  look: Look | undefined,
  { clock }: Ports
): Parameters<typeof writeStatus>[1] {
  const { deployment, startedAt, autoInactive } = begun
  const took = duration(clock.now() - startedAt)
  // What somebody has set since is newer than what main has set already.
  const newer = late.environmentUrl === begun.environmentUrl ? undefined : late.environmentUrl
  const environmentUrl = newer ?? look?.environmentUrl ?? begun.environmentUrl
  const description = late.description ?? begun.description
  // What never succeeded is not "no longer" deployed.
  const never =
    look?.succeeded === false ? (late.jobStatus === 'cancelled' ? 'cancelled' : 'never deployed') : undefined
  return {
    state,
    description: description ?? shortened(describeOutcome(word, shortRef(deployment.sha), took, never)),
    ...(environmentUrl === undefined ? {} : { environmentUrl }),
    logUrl: late.logUrl ?? begun.logUrl,
    autoInactive
  }
}

/** Ends what the same step left open in an earlier attempt of the run, as far as the look shows it. */
async function endLeftOpen(
  deployment: Deployment,
  logUrl: string,
  seen: readonly Sighting[],
  { github, tell, run }: Ports
): Promise<void> {
  const open = seen.filter(other => isLeftOpen(other, deployment, run))
  if (open.length === 0) return
  const description = `Superseded by attempt ${run.runAttempt}`
  const warn = (why: string): void => {
    const text = `Could not end ${open.length === 1 ? 'the deployment' : `${open.length} deployments`} that an earlier attempt of this run left open. ${why}`
    tell({ kind: 'note', level: 'warning', text })
  }
  try {
    const { done, failed } = await github.end(open, { state: 'error', description, logUrl })
    if (done.length > 0) {
      const text = `Ended       ${done.map(({ sha }) => shortRef(sha)).join(', ')}, left open by an earlier attempt of this run (set to error)`
      tell({ kind: 'note', level: 'info', text })
    }
    if (failed[0] !== undefined) warn(failed[0].why)
  } catch (error) {
    if (error instanceof Cancelled) throw error
    warn(explain(error))
  }
}
