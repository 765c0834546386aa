import {
  duration,
  isFinal,
  sameEnvironment,
  type Creator,
  type Deployment,
  type ListedDeployment,
  type Status
} from './deployment.ts'
import { numberAt, textAt } from './json.ts'
import { isOwnLog, logPageOf, runIdOf, type LogPage, type Run } from './run.ts'

/** Maker of a deployment, as far as its payload or the log URL of its first status names it. */
export interface Maker extends LogPage {
  /** Id of the job in its workflow. */
  job?: string
  operation?: string
}

/** Number of statuses on a full page. If more exist, the oldest status is not on the page. */
const fullPage = 100

/** Whether only the log URL can name the maker of a deployment, because the payload is the author's own. */
export const hasForeignPayload = ({ payload }: Deployment): boolean => numberAt(payload, 'run_id') === undefined

/** Reads the maker of a deployment. @param statuses the newest first; omit them if they were not read */
export function makerOf({ payload }: Deployment, statuses: readonly Status[] | undefined, run: Run): Maker {
  const hasFirst = statuses !== undefined && statuses.length < fullPage
  return makerFrom(payload, hasFirst ? statuses.at(-1)?.logUrl : undefined, run)
}

/** Reads the maker of a deployment from its payload or, if that does not name a run, from a log URL. */
export function makerFrom(payload: unknown, log: string | undefined, run: Run): Maker {
  const runId = numberAt(payload, 'run_id')
  if (runId === undefined) return madeByLog(log, run)
  return {
    runId,
    runAttempt: numberAt(payload, 'run_attempt'),
    checkRunId: numberAt(payload, 'check_run_id'),
    job: textAt(payload, 'job'),
    operation: textAt(payload, 'operation')
  }
}

function madeByLog(url: string | undefined, run: Run): Maker {
  const page = logPageOf(url, run) ?? {}
  const isOwn = page.checkRunId !== undefined && page.checkRunId === run.checkRunId
  // The older form of a job's URL does not name its run.
  if (isOwn) return { ...page, runId: run.runId, runAttempt: run.runAttempt }
  return { ...page, runId: runIdOf(url, run) }
}

export const isByRun = (maker: Maker, run: Run): boolean => maker.runId === run.runId

/** Whether the check run ids of both the maker's job and this job are known, so the jobs can be distinguished. */
export const isNumbered = (maker: Maker, run: Run): boolean =>
  maker.checkRunId !== undefined && run.checkRunId !== undefined

/** Fields that distinguish GitHub's own record for a job from a deployment that somebody created. */
type Signs = Pick<ListedDeployment, 'description' | 'logUrl' | 'statusDescription' | 'state'>

/**
 * Returns which job a deployment is GitHub's own record for, or `undefined` for a deployment that somebody created.
 * GitHub keeps a record for each job with `environment:`. Its log URL is the page of a job. Neither the record nor its
 * statuses have a description, but every status from this action has one. Only GitHub sets `waiting`.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments
 */
export function githubsRecordOf(listed: Signs, run: Run): 'this job' | 'another job' | undefined {
  const isDescribed = (listed.description ?? '') !== '' || (listed.statusDescription ?? '') !== ''
  const page = isDescribed ? undefined : logPageOf(listed.logUrl, run)
  if (page?.checkRunId !== undefined) return isOwnLog(page, run) ? 'this job' : 'another job'
  return listed.state === 'waiting' ? 'another job' : undefined
}

/** Whether a deployment is GitHub's own record for this very job. */
export const isJobsOwn = (listed: Signs, run: Run): boolean => githubsRecordOf(listed, run) === 'this job'

/**
 * Whether another app made a deployment, such as a host or a controller in a cluster. Its creator is a bot. A workflow
 * may use an app's token, but then the log is the page of a run.
 *
 * @param own the creator of the deployment that this step creates or updates
 */
export function isAnotherApps(
  { creator, logUrl }: Pick<ListedDeployment, 'creator' | 'logUrl'>,
  run: Run,
  own?: Creator
): boolean {
  if (creator?.isBot !== true || creator.login === 'github-actions') return false
  if (own?.isBot === true && own.login === creator.login) return false
  return runIdOf(logUrl, run) === undefined && logPageOf(logUrl, run) === undefined
}

/** Whether a deployment counts only if there is no other: GitHub's own record for a job, or another app's. */
export const isPassedOver = (listed: ListedDeployment, run: Run): boolean =>
  githubsRecordOf(listed, run) !== undefined || isAnotherApps(listed, run)

/** Whether this very job is the maker. Without check run ids, several jobs of a matrix look the same. */
export function isByJob(maker: Maker, run: Run): boolean {
  if (!isByRun(maker, run)) return false
  if (isNumbered(maker, run)) return maker.checkRunId === run.checkRunId
  return maker.job === run.job && maker.runAttempt === run.runAttempt
}

/** Whether an earlier attempt of this run is the maker, or `unknown` if the log URL does not name the attempt. */
export function isByEarlierAttempt(maker: Maker, run: Run): boolean | 'unknown' {
  if (maker.runAttempt !== undefined) return maker.runAttempt < run.runAttempt
  return run.runAttempt > 1 ? 'unknown' : false
}

/** Describes the creation: `created 22h ago by run 1111`. @param now milliseconds, GitHub's clock */
export function describeMaking({ createdAt }: Deployment, { runId }: Maker, now: number): string {
  const ago = `created ${duration(now - Date.parse(createdAt))} ago by`
  if (runId !== undefined) return `${ago} run ${runId}`
  return `${ago} somebody else (neither its payload nor the log of its first status names a run)`
}

/**
 * Whether another job of the same run and attempt made a deployment for the same commit. Both are parts of one system,
 * and each should have its own task. In a later attempt, only the payload shows which attempt made the deployment.
 */
export function isSibling(other: ListedDeployment, own: Deployment, run: Run): boolean {
  const maker = makerFrom(other.payload, other.logUrl, run)
  // The log URL of a job does not name the attempt.
  const attempt = maker.runAttempt ?? (isNumbered(maker, run) ? 1 : undefined)
  return other.sha === own.sha && isByRun(maker, run) && attempt === run.runAttempt && !isByJob(maker, run)
}

/** Returns the workflow that made a deployment if its payload says that it is another one. */
export function otherWorkflowOf({ payload }: ListedDeployment, run: Run): string | undefined {
  const workflow = numberAt(payload, 'run_id') === undefined ? undefined : textAt(payload, 'workflow')
  return workflow === run.workflow ? undefined : workflow
}

/**
 * Whether the same step left a deployment open in an earlier attempt of the run, because its runner was lost. The
 * payload must have been read, because it shows this.
 */
export function isLeftOpen(other: ListedDeployment, own: Deployment, run: Run): boolean {
  const maker = makerFrom(other.payload, undefined, run)
  return (
    !isFinal(other.state) &&
    other.nodeId !== own.nodeId &&
    other.task === own.task &&
    sameEnvironment(other.environment, own.environment) &&
    isByRun(maker, run) &&
    isByEarlierAttempt(maker, run) === true &&
    maker.job === run.job &&
    textAt(other.payload, 'step') === run.step &&
    maker.operation === 'deploy'
  )
}
