import { duration, isFinal, type Deployment, type Status } from './deployment.ts'
import { hasForeignPayload, isByJob, isByRun, isNumbered, type Maker } from './maker.ts'
import { logPageOf, runIdOf, type Run } from './run.ts'

/** A deployment that may be meant. */
export interface Candidate {
  deployment: Deployment
  maker: Maker
  /** Newest first; `undefined` if they were not read. */
  statuses?: readonly Status[]
  /** Whose job it is GitHub's own record for. */
  record?: 'this job' | 'another job'
}

/** What this run made. */
export type Choice =
  /** The one to take, and what else it could have been. */
  | { kind: 'one'; chosen: Candidate; others: readonly Candidate[] }
  /** A guess between these would be a guess between siblings. */
  | { kind: 'several'; candidates: readonly Candidate[] }

/** Orders deployments newest first. */
export const byAge = (one: Candidate, other: Candidate): number =>
  other.deployment.createdAt.localeCompare(one.deployment.createdAt) || other.deployment.id - one.deployment.id

/**
 * Chooses among what this run made, in whichever attempt. What this very job made comes first. The newest one is taken,
 * which is always one of the newest attempt, unless they differ in task or commit.
 *
 * @param candidates newest first
 */
export function chooseOwn(candidates: readonly Candidate[], run: Run): Choice | undefined {
  const ofRun = candidates.filter(({ maker, record }) => record === undefined && isByRun(maker, run))
  const ofJob = ofRun.filter(({ maker }) => isByJob(maker, run))
  if (ofJob.length > 1 && ofJob.some(({ maker }) => !isNumbered(maker, run))) {
    return { kind: 'several', candidates: ofJob }
  }
  const left = ofJob.length > 0 ? ofJob : ofRun
  const [chosen, ...others] = left
  if (chosen === undefined) return undefined
  const isAlike = ({ deployment: { task, sha } }: Candidate): boolean =>
    task === chosen.deployment.task && sha === chosen.deployment.sha
  return others.every(isAlike) ? { kind: 'one', chosen, others } : { kind: 'several', candidates: left }
}

/** How long a replica may not show everything that several jobs make at once, in milliseconds. */
const fresh = 60_000

/**
 * Whether what another job of this run made is so recent that its siblings may not be seen yet.
 *
 * @param now milliseconds, GitHub's clock
 */
export const mayHaveSiblings = ({ deployment, maker }: Candidate, run: Run, now: number): boolean =>
  !isByJob(maker, run) && now - Date.parse(deployment.createdAt) < fresh

/** Returns what somebody else made, newest first, without GitHub's own records. */
export const madeByOthers = (candidates: readonly Candidate[], run: Run): Candidate[] =>
  candidates.filter(({ maker, record }) => record === undefined && !isByRun(maker, run))

/** Why `update` leaves somebody else's deployment alone. */
export type Refusal = { kind: 'ended'; state: string; at: string } | { kind: 'in use'; runId?: number }

/**
 * Returns why `update` must not write to somebody else's deployment: it has ended, or its run or another one works on it.
 *
 * @param candidate with its statuses
 */
export function whyNotUpdated({ deployment, maker, statuses }: Candidate, run: Run): Refusal | undefined {
  const latest = statuses?.[0]
  if (latest !== undefined && isFinal(latest.state)) {
    return { kind: 'ended', state: latest.state, at: latest.createdAt }
  }
  if (maker.operation === 'deploy') return inUseBy(maker.runId)
  if (latest?.state !== 'in_progress') return undefined
  const worker = runIdOf(latest.logUrl, run)
  // An older page of a job does not name its run.
  if (worker === undefined) return isOthersJob(latest.logUrl, run) ? inUseBy() : undefined
  // Only a payload of ours says that its run made the deployment for others to work on.
  const isHandedOver = worker === maker.runId && !hasForeignPayload(deployment)
  return worker === run.runId || isHandedOver ? undefined : inUseBy(worker)
}

/** `ended as success 21h ago` @param now milliseconds, GitHub's clock */
export function describeRefusal(refusal: Refusal, now: number): string {
  if (refusal.kind === 'ended') return `ended as ${refusal.state} ${duration(now - Date.parse(refusal.at))} ago`
  return `${refusal.runId === undefined ? 'another run' : `run ${refusal.runId}`} is working on it`
}

const inUseBy = (runId?: number): Refusal => ({ kind: 'in use', ...(runId === undefined ? {} : { runId }) })

function isOthersJob(logUrl: string, run: Run): boolean {
  const page = logPageOf(logUrl, run)
  return page !== undefined && page.checkRunId !== run.checkRunId
}

/**
 * Whether `wait` may take what an earlier attempt of this run made. What failed or was lost then is run again, so only
 * what succeeded counts, or what `create` made and nobody has ended.
 *
 * @param candidate with its statuses
 */
export function outlivesItsAttempt({ maker, statuses }: Candidate): boolean {
  // Stryker disable next-line ArrayDeclaration: what is no status has no state, so it counts as none.
  const [latest, ...earlier] = (statuses ?? []).map(({ state }) => state)
  if (!isFinal(latest)) return maker.operation === 'create'
  // Inactive after a success: it has been superseded since.
  return latest === 'success' || (latest === 'inactive' && earlier.includes('success'))
}
