import { valueAt, textAt } from '../domain/json.ts'
import { GitHubProblem, type Answer } from '../messages/problem.ts'
import type { TokenKind } from '../domain/token.ts'
import { isAboutPermissions, type FinalFault, type RepeatableFault } from './failure.ts'
import { isCertificate, isHandshake } from './transport-error.ts'

/** API that requests are sent to. */
export interface Api {
  apiUrl: string
  /** Whether the runner set the address, so no input can be wrong. */
  isRunnersApi?: boolean
}

/** Facts that the advice depends on, in addition to the answer. */
export interface Circumstances extends Api {
  tokenKind: TokenKind
}

type Advise = (remedy: string, message?: string) => GitHubProblem

/** Returns a final answer as an error, with a second sentence that tells you what to do. */
export function problemOf(doing: string, fault: FinalFault, circumstances: Circumstances): GitHubProblem {
  const { answer, data, isForeign } = fault
  const say: Advise = (remedy, message = answer.message) => new GitHubProblem(doing, { ...answer, message }, remedy)
  if (isForeign === true) return new GitHubProblem(doing, answer, foreignRemedy(circumstances))
  switch (answer.status) {
    case 0:
      return unsent(say, textAt(data, 'code'))
    case 401:
      return say('The token is expired, revoked or for another server. Check "token".')
    case 403:
      return forbidden(say, fault, circumstances.tokenKind)
    case 404:
      return say(
        'Check that it exists in the repository and that the token can access it. GitHub also answers 404 if the token lacks access.'
      )
    case 409:
      return conflict(say, answer, data)
    case 422:
      return unprocessable(say, answer, data)
    default:
      if (/resource limits for this query exceeded/i.test(answer.message)) {
        return say('GitHub found this query too expensive, even for a few entries at a time. Re-run the job later.')
      }
      return say('Check the inputs of this step against the README.')
  }
}

/** Returns the error for a request that got no answer from GitHub. */
function unsent(say: Advise, code: string | undefined): GitHubProblem {
  if (code === undefined) return say('This is a bug. Please report it with the log of a run with debug logging.')
  if (code === 'PROXY_LOGIN') {
    return say(
      'Set the user and password of the proxy in https_proxy or http_proxy, as in http://user:password@host:port. Percent-encode special characters.'
    )
  }
  if (code === 'PROXY_REFUSED') {
    return say(
      'Allow the GitHub API on the proxy, or correct https_proxy or http_proxy. If the runner can reach the API without a proxy, add its host to no_proxy.'
    )
  }
  if (isCertificate(code)) {
    return say(
      'Save the CA certificate of the server to a file on the runner, and set NODE_EXTRA_CA_CERTS to its path.'
    )
  }
  if (isHandshake(code)) {
    return say('Check that "api-url" and the proxy variables begin with the right scheme, http or https.')
  }
  return say('Check "api-url". The token is only sent to that host.')
}

/**
 * Returns the error for an answer with status 403.
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible
 */
function forbidden(say: Advise, { answer, permissions }: FinalFault, tokenKind: TokenKind): GitHubProblem {
  if (!isAboutPermissions(answer.message)) {
    return say('An owner of the repository or the organization can change this.')
  }
  const needed = inWorkflowWords(permissions ?? 'deployments=write')
  switch (tokenKind) {
    case 'given':
      return say(`Set "token" to a token that has "${needed}" in this repository.`)
    case 'elsewhere':
      return say(
        `The workflow's GITHUB_TOKEN only works in its own repository. Set "token" to a token that has "${needed}" in this one.`
      )
    case 'Dependabot':
      return say(
        `Runs started by Dependabot get a read-only token by default. Add "permissions: ${needed}" to the job, or skip this step with an "if:".`
      )
    case 'fork':
      return say(
        'Pull requests from forks get a read-only token, whatever "permissions" says. Skip this step with an "if:", or run it on pull_request_target or workflow_run without checking out the code of the pull request.'
      )
    case 'workflow':
      return say(`Add "permissions: ${needed}" to the job. Setting any permission sets all others to none.`)
  }
}

/**
 * Converts the permissions that GitHub accepts to the syntax of `permissions:`. In `a=read,b=write; c=read`, the token
 * needs the first two or the third. Only the first alternative is used.
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#insufficient-permissions
 */
function inWorkflowWords(accepted: string): string {
  const [first = ''] = accepted.split(';')
  const all = first.split(',').map(one => one.trim().replaceAll('_', '-').replace('=', ': '))
  return all.join(', ').replace(/^.+,.+$/, '{ $& }')
}

function conflict(say: Advise, answer: Answer, data: unknown): GitHubProblem {
  const errors = valueAt(data, 'errors')
  const contexts = (Array.isArray(errors) ? errors : [])
    .flatMap((error: unknown) => valueAt(error, 'contexts') ?? [])
    .filter((context: unknown) => textAt(context, 'state') !== 'success')
    .map((context: unknown) => `${textAt(context, 'context') ?? '?'} (${textAt(context, 'state') ?? 'missing'})`)
  if (contexts.length > 0 || /status checks/i.test(answer.message)) {
    return say(
      'Wait until these checks are green, or list the required ones in "required-contexts". "all" includes this job, which is still pending.',
      `${answer.message.replace(/\.$/, '')}; not green: ${[...new Set(contexts)].join(', ') || 'GitHub does not say which'}.`
    )
  }
  if (/merging/i.test(answer.message)) {
    return say('Merge the default branch into the ref, or set "auto-merge: false".')
  }
  return say('GitHub cannot create this deployment now. Re-run the job after you have resolved the conflict.')
}

function unprocessable(say: Advise, answer: Answer, data: unknown): GitHubProblem {
  const ref = /No ref found for: (.*)/.exec(answer.message)?.[1]
  if (ref !== undefined) {
    return say(
      `Push "${ref}" first, or change "ref". The branch of a fork does not exist here: leave "ref" empty to record the commit.`
    )
  }
  const errors = valueAt(data, 'errors')
  const details = (Array.isArray(errors) ? errors : [])
    .map((error: unknown) =>
      typeof error === 'string'
        ? error
        : (textAt(error, 'message') ?? [textAt(error, 'field'), textAt(error, 'code')].filter(Boolean).join(' '))
    )
    .filter(text => text !== '')
  return say(
    'Correct the value that GitHub names.',
    details.length === 0 ? answer.message : `${answer.message.replace(/\.$/, '')}: ${details.join('; ')}`
  )
}

/**
 * Returns the error for a request that is not repeated, although repeating it is safe.
 *
 * @param githubNow the time on GitHub's clock
 */
export function gaveUp(doing: string, fault: RepeatableFault, api: Api, githubNow: number): GitHubProblem {
  const { answer, limit } = fault
  const kind = limit === undefined ? { unanswered: true as const } : { limit }
  return new GitHubProblem(doing, { ...answer, ...kind }, remedyOf(fault, api, githubNow))
}

function remedyOf(
  { certainty, limit, waitMs, untilMs, isForeign }: RepeatableFault,
  api: Api,
  githubNow: number
): string {
  if (limit !== undefined) {
    const at = moment(untilMs ?? (waitMs === undefined ? NaN : githubNow + waitMs))
    return at === undefined
      ? 'GitHub does not say when the rate limit resets. Re-run the job later, or use a token with its own rate limit.'
      : `The rate limit resets at ${at} UTC, which is longer than this step can wait. Re-run the job after that, or use a token with its own rate limit.`
  }
  if (certainty === 'refused') return 'Check the network of the runner, its proxy variables and "api-url".'
  if (isForeign === true) return foreignRemedy(api)
  return 'Check https://www.githubstatus.com and re-run the job when GitHub has recovered.'
}

/** Formats a time for people. Returns `undefined` if the server named a time that is not a valid date. */
function moment(milliseconds: number): string | undefined {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 19).replace('T', ' ')
}

/** Returns the advice for an answer that does not come from GitHub's API. */
function foreignRemedy({ apiUrl, isRunnersApi }: Api): string {
  if (isRunnersApi === true) {
    return 'Something between the runner and GitHub answered, such as a proxy or a login page. Check the network of the runner.'
  }
  const likely = likelyApi(new URL(apiUrl))
  return likely === undefined
    ? '"api-url" must be the address of a GitHub API. If it is, a proxy or a login page answered instead.'
    : `"api-url" must be the address of a GitHub API, probably "${likely}".`
}

/**
 * Returns the API address of the server that a website belongs to. Returns `undefined` if the address already looks
 * like an API.
 * https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 * https://docs.github.com/enterprise-cloud@latest/admin/data-residency/network-details-for-ghecom
 */
function likelyApi({ origin, protocol, host, pathname }: URL): string | undefined {
  if (/^(www\.)?github\.com$/.test(host)) return 'https://api.github.com'
  if (/^[^.]+\.ghe\.com$/.test(host)) return `${protocol}//api.${host}`
  if (/^api\.(github\.com|[^.]+\.ghe\.com)$/.test(host)) return undefined
  return pathname === '/api/v3' ? undefined : `${origin}/api/v3`
}
