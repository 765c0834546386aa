import { duration, type Deployment, type Status } from './deployment.ts'
import { numberAt, textAt } from './json.ts'
import { logPageOf, runIdOf, type Run } from './run.ts'

/** Who made a deployment, as far as its payload or the log URL of its first status says. */
export interface Maker {
  runId?: number
  runAttempt?: number
  /** The job, as the Checks API numbers it. */
  checkRunId?: number
  /** The job's id in its workflow. */
  job?: string
  operation?: string
}

/** One page of statuses. If there are more, the first one of all is not among them. */
const fullPage = 100

/** Whether only the log can say who made a deployment, because the payload is the author's own. */
export const hasForeignPayload = ({ payload }: Deployment): boolean => numberAt(payload, 'run_id') === undefined

/** Reads who made a deployment. @param statuses newest first; leave them out if they were not read */
export function makerOf({ payload }: Deployment, statuses: readonly Status[] | undefined, run: Run): Maker {
  const runId = numberAt(payload, 'run_id')
  if (runId === undefined) {
    const hasFirst = statuses !== undefined && statuses.length < fullPage
    return madeByLog(hasFirst ? statuses.at(-1)?.logUrl : undefined, run)
  }
  const runAttempt = numberAt(payload, 'run_attempt')
  const checkRunId = numberAt(payload, 'check_run_id')
  const job = textAt(payload, 'job')
  const operation = textAt(payload, 'operation')
  return {
    runId,
    ...(runAttempt === undefined ? {} : { runAttempt }),
    ...(checkRunId === undefined ? {} : { checkRunId }),
    ...(job === undefined ? {} : { job }),
    ...(operation === undefined ? {} : { operation })
  }
}

function madeByLog(url: string | undefined, run: Run): Maker {
  const page = logPageOf(url, run) ?? {}
  const isOwn = page.checkRunId !== undefined && page.checkRunId === run.checkRunId
  // Older pages of a job do not name its run.
  if (isOwn) return { ...page, runId: run.runId, runAttempt: run.runAttempt }
  const runId = runIdOf(url, run)
  return { ...page, ...(runId === undefined ? {} : { runId }) }
}

export const isByRun = (maker: Maker, run: Run): boolean => run.runId > 0 && maker.runId === run.runId

/** Whether both the job and this one are numbered, so that they can be told apart. */
export const isNumbered = (maker: Maker, run: Run): boolean =>
  maker.checkRunId !== undefined && run.checkRunId !== undefined

/** Whether a job of this run is this very job. Without numbers, a matrix has several jobs that look the same. */
export function isByJob(maker: Maker, run: Run): boolean {
  if (!isByRun(maker, run)) return false
  if (isNumbered(maker, run)) return maker.checkRunId === run.checkRunId
  return maker.job === run.job && maker.runAttempt === run.runAttempt
}

/** Whether an earlier attempt of this run made it; `unknown` if the log does not say which attempt it belongs to. */
export function isByEarlierAttempt(maker: Maker, run: Run): boolean | 'unknown' {
  if (maker.runAttempt !== undefined) return maker.runAttempt < run.runAttempt
  return run.runAttempt > 1 ? 'unknown' : false
}

/** `created 22h ago by run 1111` @param now milliseconds, GitHub's clock */
export function describeMaking({ createdAt }: Deployment, { runId }: Maker, now: number): string {
  const ago = `created ${duration(now - Date.parse(createdAt))} ago by`
  if (runId !== undefined) return `${ago} run ${runId}`
  return `${ago} somebody else (neither its payload nor the log of its first status names a run)`
}
