/** Repository, `owner/name`. */
export interface Repository {
  owner: string
  name: string
}

/** Returns `owner/name`. */
export const fullName = ({ owner, name }: Repository): string => `${owner}/${name}`

/** Repository names are not case sensitive. https://docs.github.com/rest/repos/repos#get-a-repository */
export const sameRepository = (a: Repository, b: Repository): boolean =>
  fullName(a).toLowerCase() === fullName(b).toLowerCase()

/**
 * Run that this step belongs to, read from the variables that the runner sets.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export interface Run {
  /** `https://github.com`, or the address of a GitHub Enterprise Server, without a trailing slash. */
  serverUrl: string
  apiUrl: string
  /** Repository that the workflow runs in. */
  repository: Repository
  runId: number
  runAttempt: number
  /** Id of the job's check run in the Checks API. Unknown on GitHub Enterprise Server and on old runners. */
  checkRunId?: number
  workflow: string
  job: string
  step: string
  actor: string
  /** Name of the event, such as `pull_request`. */
  event: string
  /** Page with the files of this action. Unknown if the action is used from the workspace. */
  actionUrl?: string
}

const runPage = (run: Run): string => `${run.serverUrl}/${fullName(run.repository)}/actions/runs/${run.runId}`

/** Returns the page of this attempt of the run. */
export const runUrl = (run: Run): string => `${runPage(run)}/attempts/${run.runAttempt}`

/** Returns the page with this job's log, or the page of the attempt if the check run id is unknown. */
export const logUrl = (run: Run): string =>
  run.checkRunId === undefined ? runUrl(run) : `${runPage(run)}/job/${run.checkRunId}`

/** Returns the default payload of a deployment. It names the run, job, step and operation that made the deployment. */
export function runPayload(run: Run, operation: 'deploy' | 'create'): Record<string, string | number | undefined> {
  return {
    run_id: run.runId,
    run_attempt: run.runAttempt,
    run_url: runUrl(run),
    check_run_id: run.checkRunId,
    workflow: run.workflow,
    job: run.job,
    step: run.step,
    actor: run.actor,
    event: run.event,
    operation
  }
}

/** Whether two addresses have the same origin. A token for one host is not valid for another. */
export const sameOrigin = (a: string, b: string): boolean => URL.parse(a)?.origin === URL.parse(b)?.origin

/** Whether a repository at an API is the repository that the workflow runs in. */
export const isRunsOwn = ({ apiUrl, repository }: { apiUrl: string; repository: Repository }, run: Run): boolean =>
  sameOrigin(apiUrl, run.apiUrl) && sameRepository(repository, run.repository)

/**
 * Returns the web address of the server that an API belongs to. It can differ from the server that the workflow runs
 * on.
 * https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
export function serverOf(apiUrl: string, run: Run): string {
  if (sameOrigin(apiUrl, run.apiUrl)) return run.serverUrl
  return apiUrl.endsWith('/api/v3') ? apiUrl.slice(0, -'/api/v3'.length) : apiUrl.replace('://api.', '://')
}

/**
 * Whether the run is on a GitHub Enterprise Server, whose API is below `/api/v3`. The server does not support
 * `deployment: false`.
 * https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
export const isOnEnterpriseServer = ({ apiUrl }: Run): boolean => apiUrl.endsWith('/api/v3')

/** Ids that a log URL contains about its job. An id that the URL does not contain is missing. */
export interface LogPage {
  runId?: number
  runAttempt?: number
  /** Id of the job's check run in the Checks API. */
  checkRunId?: number
}

/**
 * Reads the run and job in the run's repository from a log URL. Returns `undefined` for every other URL. Older records
 * have `/runs/<check run>`, newer records have `/actions/runs/<run>/job/<check run>`.
 * https://docs.github.com/rest/checks/runs
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
  return { runId: number(runId), runAttempt: number(runAttempt), checkRunId: number(job ?? checkRun) }
}

/** Reads the run from a log URL of any repository on the server. Run ids are unique on a server. */
export function runIdOf(url: string | undefined, run: Run): number | undefined {
  return number(/\/actions\/runs\/(\d+)(?:\/|$)/.exec(pathOnServer(url, run) ?? '')?.[1])
}

const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text))

/** Returns the path of an address on the run's server, or `undefined` for every other address. */
function pathOnServer(url: string | undefined, run: Run): string | undefined {
  const address = URL.parse(url ?? '')
  return address !== null && sameOrigin(address.href, run.serverUrl) ? address.pathname : undefined
}

/** Whether a log page belongs to this job. If the job's check run id is unknown, any page of this run counts. */
export const isOwnLog = (page: LogPage, run: Run): boolean =>
  run.checkRunId === undefined ? page.runId === run.runId : page.checkRunId === run.checkRunId
