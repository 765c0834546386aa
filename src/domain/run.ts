import { numberAt } from './json.ts'

/** A repository, `owner/name`. */
export interface Repository {
  owner: string
  name: string
}

/** `owner/name` */
export const fullName = ({ owner, name }: Repository): string => `${owner}/${name}`

/** Repository names are not case sensitive. https://docs.github.com/rest/repos/repos#get-a-repository */
export const sameRepository = (a: Repository, b: Repository): boolean =>
  fullName(a).toLowerCase() === fullName(b).toLowerCase()

/**
 * The run that this step belongs to, from the variables that the runner sets.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export interface Run {
  /** `https://github.com`, or the address of an Enterprise Server; without a slash at its end. */
  serverUrl: string
  apiUrl: string
  /** Where the workflow runs. */
  repository: Repository
  runId: number
  runAttempt: number
  /** The job, as the Checks API numbers it; unknown on GitHub Enterprise Server and on old runners. */
  checkRunId?: number
  workflow: string
  job: string
  step: string
  actor: string
  /** The name of the event, such as `pull_request`. */
  event: string
  /** Where the files of this action can be read; unknown if it is used from the workspace. */
  actionUrl?: string
}

const runPage = (run: Run): string => `${run.serverUrl}/${fullName(run.repository)}/actions/runs/${run.runId}`

/** The page of this attempt of the run. */
export const runUrl = (run: Run): string => `${runPage(run)}/attempts/${run.runAttempt}`

/** The page with this job's log; without a check run id, the page of the attempt. */
export const logUrl = (run: Run): string =>
  run.checkRunId === undefined ? runUrl(run) : `${runPage(run)}/job/${run.checkRunId}`

/** Returns the payload of a deployment for which none was given: it says which run, job and step made it, and how. */
export function runPayload(run: Run, operation: 'deploy' | 'create'): Record<string, string | number> {
  return {
    run_id: run.runId,
    run_attempt: run.runAttempt,
    run_url: runUrl(run),
    ...(run.checkRunId === undefined ? {} : { check_run_id: run.checkRunId }),
    workflow: run.workflow,
    job: run.job,
    step: run.step,
    actor: run.actor,
    event: run.event,
    operation
  }
}

/** Whether two addresses are of the same host: a token for one is not for another. */
export const sameOrigin = (a: string, b: string): boolean => URL.parse(a)?.origin === URL.parse(b)?.origin

/** Whether a repository of an API's is the one that the workflow runs in. */
export const isRunsOwn = ({ apiUrl, repository }: { apiUrl: string; repository: Repository }, run: Run): boolean =>
  sameOrigin(apiUrl, run.apiUrl) && sameRepository(repository, run.repository)

/**
 * Where people see what an API is about: its own host, which need not be the one that the workflow runs on.
 * https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
export function serverOf(apiUrl: string, run: Run): string {
  if (sameOrigin(apiUrl, run.apiUrl)) return run.serverUrl
  return apiUrl.endsWith('/api/v3') ? apiUrl.slice(0, -'/api/v3'.length) : apiUrl.replace('://api.', '://')
}

/**
 * Whether the run is on a GitHub Enterprise Server, whose API is below `/api/v3`. It does not know `deployment: false`.
 * https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
export const isOnEnterpriseServer = ({ apiUrl }: Run): boolean => apiUrl.endsWith('/api/v3')

/** Whether a payload says that this run made the deployment. */
export const madeByRun = (payload: unknown, run: Run): boolean =>
  run.runId > 0 && numberAt(payload, 'run_id') === run.runId

/** What a log URL says about the job that it belongs to; a part that the URL does not name is missing. */
export interface LogPage {
  runId?: number
  runAttempt?: number
  /** The job, as the Checks API numbers it. */
  checkRunId?: number
}

/**
 * Reads which run and job of the run's repository a log URL belongs to; `undefined` for every other URL. Older records
 * have `/runs/<check run>`, newer ones `/actions/runs/<run>/job/<check run>`: https://docs.github.com/rest/checks/runs
 */
export function logPageOf(url: string | undefined, run: Run): LogPage | undefined {
  const path = pathOnServer(url, run)
  if (path === undefined) return undefined
  const root = `${new URL(run.serverUrl).pathname.replace(/\/$/, '')}/${fullName(run.repository)}/`
  if (!path.toLowerCase().startsWith(root.toLowerCase())) return undefined
  const page = /^(?:actions\/runs\/(\d+)(?:\/attempts\/(\d+))?(?:\/jobs?\/(\d+))?|runs\/(\d+))\/?$/
  const found = page.exec(path.slice(root.length))
  if (found === null) return undefined
  const [, runId, runAttempt, job, checkRun] = found
  const checkRunId = job ?? checkRun
  return {
    ...(runId === undefined ? {} : { runId: Number(runId) }),
    ...(runAttempt === undefined ? {} : { runAttempt: Number(runAttempt) }),
    ...(checkRunId === undefined ? {} : { checkRunId: Number(checkRunId) })
  }
}

/** Reads which run a log URL belongs to, in whichever repository of the server. Run ids are unique there. */
export function runIdOf(url: string | undefined, run: Run): number | undefined {
  const runId = /\/actions\/runs\/(\d+)(?:\/|$)/.exec(pathOnServer(url, run) ?? '')?.[1]
  return runId === undefined ? undefined : Number(runId)
}

/** Returns the path of an address on the run's server; `undefined` for every other address. */
function pathOnServer(url: string | undefined, run: Run): string | undefined {
  const address = URL.parse(url ?? '')
  return address !== null && sameOrigin(address.href, run.serverUrl) ? address.pathname : undefined
}

/**
 * Whether a log page is the one of this job. If the job's number is unknown, every job of this run could be it.
 */
export const isOwnLog = (page: LogPage, run: Run): boolean =>
  run.checkRunId === undefined ? run.runId > 0 && page.runId === run.runId : page.checkRunId === run.checkRunId
