import { type FailedRequest, GitHubProblem, Problem, type Values } from './problem.ts'

/** GitHub rejects the token. */
export const tokenRejected = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(failed, 'The token is expired, revoked or for another server. Check "token".', 'token-rejected')

/** A rule of the repository, the organization or the enterprise refuses the request. */
export const forbiddenByRule = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(failed, 'An owner of the repository or the organization can change this.', 'forbidden-by-rule')

/** The author's token lacks a permission. */
export const tokenLacksPermission = ({ needed, ...failed }: FailedRequest & Values<'needed'>): GitHubProblem =>
  new GitHubProblem(failed, `Set "token" to a token that has "${needed}" in this repository.`, 'token-lacks-permission')

/** `GITHUB_TOKEN` is used for another repository. */
export const workflowTokenElsewhere = ({ needed, ...failed }: FailedRequest & Values<'needed'>): GitHubProblem =>
  new GitHubProblem(
    failed,
    `The workflow's GITHUB_TOKEN only works in its own repository. Set "token" to a token that has "${needed}" in this one.`,
    'workflow-token-elsewhere'
  )

/** The run was started by Dependabot, so its token is read-only. */
export const dependabotReadOnly = ({ needed, ...failed }: FailedRequest & Values<'needed'>): GitHubProblem =>
  new GitHubProblem(
    failed,
    `Runs started by Dependabot get a read-only token by default. Add "permissions: ${needed}" to the job, or skip this step with an "if:".`,
    'dependabot-read-only'
  )

/** The pull request is from a fork, so its token is read-only. */
export const forkReadOnly = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'Pull requests from forks get a read-only token, whatever "permissions" says. Skip this step with an "if:", or run it on pull_request_target or workflow_run without checking out the code of the pull request.',
    'fork-read-only'
  )

/** The job's `permissions:` lack one. */
export const jobLacksPermission = ({ needed, ...failed }: FailedRequest & Values<'needed'>): GitHubProblem =>
  new GitHubProblem(
    failed,
    `Add "permissions: ${needed}" to the job. Setting any permission sets all others to none.`,
    'job-lacks-permission'
  )

/** GitHub does not find the record, or the token has no access. */
export const notFound = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'Check that it exists in the repository and that the token can access it. GitHub also answers 404 if the token lacks access.',
    'not-found'
  )

/** Status checks are not green. */
export const checksNotGreen = ({ doing, answer, checks }: FailedRequest & { checks: string[] }): GitHubProblem =>
  new GitHubProblem(
    {
      doing,
      answer: {
        ...answer,
        message: `${answer.message.replace(/\.$/, '')}; not green: ${[...new Set(checks)].join(', ') || 'GitHub does not say which'}.`
      }
    },
    'Wait until these checks are green, or list the required ones in "required-contexts". "all" includes this job, which is still pending.',
    'checks-not-green'
  )

/** `auto-merge` finds a merge conflict. */
export const mergeConflict = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(failed, 'Merge the default branch into the ref, or set "auto-merge: false".', 'merge-conflict')

/** GitHub reports another conflict. */
export const otherConflict = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'GitHub cannot create this deployment now. Re-run the job after you have resolved the conflict.',
    'other-conflict'
  )

/** The ref does not exist in the repository. */
export const refNotFound = ({ ref, ...failed }: FailedRequest & Values<'ref'>): GitHubProblem =>
  new GitHubProblem(
    failed,
    `Push "${ref}" first, or change "ref". The branch of a fork does not exist here: leave "ref" empty to record the commit.`,
    'ref-not-found'
  )

/** GitHub rejects a value. */
export const valueRejected = ({ doing, answer, details }: FailedRequest & { details: string[] }): GitHubProblem =>
  new GitHubProblem(
    {
      doing,
      answer: {
        ...answer,
        message: details.length === 0 ? answer.message : `${answer.message.replace(/\.$/, '')}: ${details.join('; ')}`
      }
    },
    'Correct the value that GitHub names.',
    'value-rejected'
  )

/** A GraphQL query is too expensive, even with small pages. */
export const queryTooExpensive = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'GitHub found this query too expensive, even for a few entries at a time. Re-run the job later.',
    'query-too-expensive'
  )

/** Any other status below 500. */
export const requestRejected = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(failed, 'Check the inputs of this step against the README.', 'request-rejected')

/** The rate limit resets too late. */
export const rateLimited = ({ at, ...failed }: FailedRequest & Values<'at'>): GitHubProblem =>
  new GitHubProblem(
    failed,
    `The rate limit resets at ${at} UTC, which is longer than this step can wait. Re-run the job after that, or use a token with its own rate limit.`,
    'rate-limited'
  )

/** A rate limit names no time. */
export const rateLimitedWithoutTime = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'GitHub does not say when the rate limit resets. Re-run the job later, or use a token with its own rate limit.',
    'rate-limited-without-time'
  )

/** GitHub has an outage. */
export const githubUnavailable = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'Check https://www.githubstatus.com and re-run the job when GitHub has recovered.',
    'github-unavailable'
  )

/** No connection, or no such host. */
export const hostUnreachable = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(failed, 'Check the network of the runner, its proxy variables and "api-url".', 'host-unreachable')

/** The proxy asks for a login. */
export const proxyNeedsLogin = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'Set the user and password of the proxy in https_proxy or http_proxy, as in http://user:password@host:port. Percent-encode special characters.',
    'proxy-needs-login'
  )

/** The proxy refuses the connection. */
export const proxyRefuses = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'Allow the GitHub API on the proxy, or correct https_proxy or http_proxy. If the runner can reach the API without a proxy, add its host to no_proxy.',
    'proxy-refuses'
  )

/** Node.js does not trust the certificate. */
export const certificateNotTrusted = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'Save the CA certificate of the server to a file on the runner, and set NODE_EXTRA_CA_CERTS to its path.',
    'certificate-not-trusted'
  )

/** The TLS handshake fails. */
export const handshakeFailed = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'Check that "api-url" and the proxy variables begin with the right scheme, http or https.',
    'handshake-failed'
  )

/** The server redirects to another host, which must not get the token. */
export const redirectedElsewhere = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(failed, 'Check "api-url". The token is only sent to that host.', 'redirected-elsewhere')

/** Something between the runner and GitHub answered. */
export const answeredByProxy = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'Something between the runner and GitHub answered, such as a proxy or a login page. Check the network of the runner.',
    'answered-by-proxy'
  )

/** `api-url` is the address of a website. */
export const apiUrlIsWebsite = ({ likely, ...failed }: FailedRequest & Values<'likely'>): GitHubProblem =>
  new GitHubProblem(
    failed,
    `"api-url" must be the address of a GitHub API, probably "${likely}".`,
    'api-url-is-website'
  )

/** `api-url` looks like an API, but something else answered. */
export const apiUrlAnswersOtherwise = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    '"api-url" must be the address of a GitHub API. If it is, a proxy or a login page answered instead.',
    'api-url-answers-otherwise'
  )

/** Texts that replace GitHub's words if there is no answer. */

export const connectionRefused = ({ peer }: Values<'peer'>): string => `the connection to ${peer} was refused`
export const hostDoesNotExist = ({ peer }: Values<'peer'>): string => `the host name of ${peer} does not exist`
export const hostNotLookedUp = ({ peer }: Values<'peer'>): string => `the host name of ${peer} could not be looked up`
export const closedBeforeAnswer = (): string => 'the connection was closed before an answer came'
export const closedWhileSending = (): string => 'the connection was closed while the request was being sent'
export const connectionTimedOut = ({ peer }: Values<'peer'>): string => `the connection to ${peer} timed out`
export const noRoute = ({ peer }: Values<'peer'>): string => `the network has no route to ${peer}`
export const connectionFailed = ({ peer }: Values<'peer'>): string => `the connection to ${peer} failed`
export const certificateOfOtherHost = ({ peer }: Values<'peer'>): string =>
  `the certificate of ${peer} is for another host`
export const tlsFailed = ({ peer }: Values<'peer'>): string => `the TLS handshake with ${peer} failed`
export const notHttp = ({ peer }: Values<'peer'>): string => `${peer} did not answer with HTTP`
export const proxyRefused = ({ proxy, answer }: Values<'proxy' | 'answer'>): string =>
  `The proxy ${proxy} refused the connection (${answer})`

/** Texts that replace GitHub's words if the answer is not usable. */

export const tooManyRedirects = ({ most }: Values<'most'>): string => `More than ${most} redirects`
export const redirectsElsewhere = ({ from, to }: Values<'from' | 'to'>): string =>
  `${from} redirects to another host, ${to}`
export const answerIncomplete = (): string => 'The answer ended before it was complete'
export const answerTooLarge = (): string => 'The answer is larger than 16 MiB'
export const answerTooLate = ({ seconds }: Values<'seconds'>): string => `No answer within ${seconds} seconds`
export const answerUnknown = (): string => 'The answer is not one that GitHub gives'
export const answerNotFromApi = ({ status, words }: Values<'status' | 'words'>): string =>
  `The answer (HTTP ${status}) does not come from a GitHub API: ${words === '' ? 'it is empty' : `it begins with "${words}"`}`

/** A list has more pages than the action reads, or the server returns the same page again and again. */
export const listEndless = ({ doing }: Values<'doing'>): Problem =>
  new Problem(
    `Could not ${doing}: GitHub's list does not end.`,
    'Name fewer environments, or remove "keep-open-pull-requests". If the list is not that long, check "api-url", or re-run the job when GitHub has recovered.',
    'list-endless'
  )
