import {
  duration,
  isFinal,
  isInState,
  newestFirst,
  sameEnvironment,
  type Deployment,
  type State,
  type Status
} from './deployment.ts'
import { hasForeignPayload, isByJob, isByRun, isNumbered, type Maker } from './maker.ts'
import { logPageOf, runIdOf, type Run } from './run.ts'

/** Deployment that may be the target. */
export interface Candidate {
  deployment: Deployment
  maker: Maker
  /** Newest first, or `undefined` if they were not read. */
  statuses?: readonly Status[]
  /** Set if the deployment is GitHub's own record for a job. */
  record?: 'this job' | 'another job'
}

/** Choice among the deployments that this run made, or among those that others made. */
export interface Choice {
  /** The newest candidate. */
  chosen: Candidate
  /** The other candidates. */
  others: readonly Candidate[]
  /** Whether the inputs do not tell the candidates apart, so that choosing one of them would be a guess. */
  isGuess: boolean
}

/** Sorts deployments, the newest first. */
export const byAge = (one: Candidate, other: Candidate): number =>
  newestFirst(one.deployment, other.deployment) || other.deployment.id - one.deployment.id

/**
 * Chooses among the deployments that this run made in any attempt. Deployments of this very job come first. If all have
 * the same task and commit, it takes the newest one, which always belongs to the newest attempt.
 *
 * @param candidates the newest first
 */
export function chooseOwn(candidates: readonly Candidate[], run: Run): Choice | undefined {
  const ofRun = candidates.filter(({ maker, record }) => record === undefined && isByRun(maker, run))
  const ofJob = ofRun.filter(({ maker }) => isByJob(maker, run))
  const isJobUnclear = ofJob.length > 1 && ofJob.some(({ maker }) => !isNumbered(maker, run))
  const isAlike = (one: Deployment, other: Deployment): boolean => one.task === other.task && one.sha === other.sha
  const choice = newestOf(ofJob.length > 0 ? ofJob : ofRun, isAlike)
  return choice && { ...choice, isGuess: choice.isGuess || isJobUnclear }
}

/** Chooses the newest candidate. This is a guess unless all are alike. */
function newestOf(
  [chosen, ...others]: readonly Candidate[],
  isAlike: (one: Deployment, other: Deployment) => boolean
): Choice | undefined {
  if (chosen === undefined) return undefined
  return { chosen, others, isGuess: !others.every(other => isAlike(other.deployment, chosen.deployment)) }
}

/** Milliseconds during which a replica may not show all deployments that several jobs create at the same time. */
const siblingDelayMs = 60_000

/**
 * Whether another job of this run made the deployment so recently that its siblings may not be visible yet.
 *
 * @param now milliseconds, GitHub's clock
 */
export const mayHaveSiblings = ({ deployment, maker }: Candidate, run: Run, now: number): boolean =>
  !isByJob(maker, run) && now - Date.parse(deployment.createdAt) < siblingDelayMs

/** Returns the deployments that somebody else made, the newest first, without GitHub's own records. */
export const madeByOthers = (candidates: readonly Candidate[], run: Run): Candidate[] =>
  candidates.filter(({ maker, record }) => record === undefined && !isByRun(maker, run))

/**
 * Chooses among the deployments that others made for the commit: the newest one, unless they have several tasks.
 *
 * @param candidates the newest first
 */
export const chooseOthers = (candidates: readonly Candidate[], run: Run): Choice | undefined =>
  newestOf(madeByOthers(candidates, run), (one, other) => one.task === other.task)

/**
 * Returns why `update` must not change somebody else's deployment, such as `ended as success 21h ago`: it has ended, or
 * its own or another run works on it.
 *
 * @param candidate with its statuses
 * @param now milliseconds, GitHub's clock
 */
export function whyNotUpdated({ deployment, maker, statuses }: Candidate, run: Run, now: number): string | undefined {
  const latest = statuses?.[0]
  if (latest !== undefined && isFinal(latest.state)) {
    return `ended as ${latest.state} ${duration(now - Date.parse(latest.createdAt))} ago`
  }
  const inUseBy = (user: string): string => `${user} is working on it`
  if (maker.operation === 'deploy') return inUseBy(`run ${maker.runId}`)
  if (latest?.state !== 'in_progress') return undefined
  const worker = runIdOf(latest.logUrl, run)
  // The older form of a job's URL does not name its run.
  if (worker === undefined) return isOthersJob(latest.logUrl, run) ? inUseBy('another run') : undefined
  // Only our own payload shows that a run made the deployment for other runs to work on.
  const isHandedOver = worker === maker.runId && !hasForeignPayload(deployment)
  return worker === run.runId || isHandedOver ? undefined : inUseBy(`run ${worker}`)
}

function isOthersJob(logUrl: string, run: Run): boolean {
  const page = logPageOf(logUrl, run)
  return page !== undefined && page.checkRunId !== run.checkRunId
}

/** States that a deployment has passed if it succeeds. */
const passedBySuccess: readonly State[] = ['pending', 'queued', 'in_progress']

/** Whether `wait` is content with a state. A success has passed the states before it, so it counts as them, too. */
export const isContentWith = (state: string | undefined, wanted: readonly State[]): boolean =>
  isInState(state, wanted) || (state === 'success' && passedBySuccess.some(passed => wanted.includes(passed)))

/**
 * Whether `wait` may take a deployment that an earlier attempt of this run made. A re-run repeats failed and lost jobs.
 * So only a deployment that ended as wanted counts, or a deployment that `create` made and nobody has ended.
 *
 * @param candidate with its statuses
 */
export function outlivesItsAttempt({ maker, statuses }: Candidate, wanted: readonly State[]): boolean {
  // Stryker disable next-line ArrayDeclaration: an entry that is not a status has no state, so it counts as none.
  const [latest, ...earlier] = (statuses ?? []).map(({ state }) => state)
  if (!isFinal(latest)) return maker.operation === 'create'
  // A deployment that is inactive after a success was superseded.
  const isSuperseded = latest === 'inactive' && earlier.includes('success')
  return isContentWith(latest, wanted) || (isSuperseded && isContentWith('success', wanted))
}

/** Whether a deployment is for a commit. Compares the ref that it was created with, and its SHA. */
export const isOfCommit = ({ sha, ref }: Deployment, wanted: { ref: string; sha?: string }): boolean =>
  ref === wanted.ref || sha === (wanted.sha ?? wanted.ref.toLowerCase())

/** Returns why a deployment does not match `environment` and `task`, or `undefined` if it matches. */
export function whyNotNamed(
  deployment: Deployment,
  { environment, task }: { environment?: string; task?: string }
): string | undefined {
  if (environment !== undefined && !sameEnvironment(environment, deployment.environment)) {
    return `its environment is ${deployment.environment}, not ${environment}`
  }
  if (task !== undefined && task !== deployment.task) return `its task is ${deployment.task}, not ${task}`
  return undefined
}
