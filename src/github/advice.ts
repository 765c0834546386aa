import { valueAt, textAt } from '../domain/json.ts'
import * as answers from '../messages/answers.ts'
import type { FailedRequest, GitHubProblem } from '../messages/problem.ts'
import type { TokenKind } from '../domain/token.ts'
import {
  errorsIn,
  isAboutPermissions,
  isCertificate,
  isHandshake,
  isTooExpensive,
  type FinalFault,
  type RepeatableFault
} from './fault.ts'

/** Facts that the advice depends on, in addition to the answer. */
export interface Circumstances {
  apiUrl: string
  /** Whether the runner set the address, so no input can be wrong. */
  isRunnersApi: boolean
  tokenKind: TokenKind
}

/** Returns a final answer as an error, with a second sentence that tells you what to do. */
export function problemOf(doing: string, fault: FinalFault, circumstances: Circumstances): GitHubProblem {
  const { answer, data } = fault
  const failed = { doing, answer }
  if (answer.isForeign === true) return foreignProblem(failed, circumstances)
  switch (answer.status) {
    case 0:
      return unsent(failed, textAt(data, 'code') ?? '')
    case 401:
      return answers.tokenRejected(failed)
    case 403:
      return forbidden(failed, fault, circumstances.tokenKind)
    case 404:
      return answers.notFound(failed)
    case 409:
      return conflict(failed, data)
    case 422:
      return unprocessable(failed, data)
    default:
      return isTooExpensive(answer.message) ? answers.queryTooExpensive(failed) : answers.requestRejected(failed)
  }
}

/** Returns the error for a request that got no answer from GitHub. */
function unsent(failed: FailedRequest, code: string): GitHubProblem {
  if (code === 'PROXY_LOGIN') return answers.proxyNeedsLogin(failed)
  if (code === 'PROXY_REFUSED') return answers.proxyRefuses(failed)
  if (isCertificate(code)) return answers.certificateNotTrusted(failed)
  if (isHandshake(code)) return answers.handshakeFailed(failed)
  return answers.redirectedElsewhere(failed)
}

/**
 * Returns the error for an answer with status 403.
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible
 */
function forbidden(failed: FailedRequest, { permissions }: FinalFault, tokenKind: TokenKind): GitHubProblem {
  if (!isAboutPermissions(failed.answer.message)) return answers.forbiddenByRule(failed)
  const needed = inWorkflowWords(permissions ?? 'deployments=write')
  switch (tokenKind) {
    case 'given':
      return answers.tokenLacksPermission({ ...failed, needed })
    case 'elsewhere':
      return answers.workflowTokenElsewhere({ ...failed, needed })
    case 'Dependabot':
      return answers.dependabotReadOnly({ ...failed, needed })
    case 'fork':
      return answers.forkReadOnly(failed)
    case 'workflow':
      return answers.jobLacksPermission({ ...failed, needed })
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

function conflict(failed: FailedRequest, data: unknown): GitHubProblem {
  const { message } = failed.answer
  const checks = errorsIn(data)
    .flatMap(error => valueAt(error, 'contexts') ?? [])
    .filter((context: unknown) => textAt(context, 'state') !== 'success')
    .map((context: unknown) => `${textAt(context, 'context') ?? '?'} (${textAt(context, 'state') ?? 'missing'})`)
  if (checks.length > 0 || /status checks/i.test(message)) return answers.checksNotGreen({ ...failed, checks })
  return /merging/i.test(message) ? answers.mergeConflict(failed) : answers.otherConflict(failed)
}

function unprocessable(failed: FailedRequest, data: unknown): GitHubProblem {
  const ref = /No ref found for: (.*)/.exec(failed.answer.message)?.[1]
  if (ref !== undefined) return answers.refNotFound({ ...failed, ref })
  const details = errorsIn(data)
    .map(error =>
      typeof error === 'string'
        ? error
        : (textAt(error, 'message') ?? [textAt(error, 'field'), textAt(error, 'code')].filter(Boolean).join(' '))
    )
    .filter(text => text !== '')
  return answers.valueRejected({ ...failed, details })
}

/**
 * Returns the error for a request that is not repeated, although repeating it is safe.
 *
 * @param githubNow the time on GitHub's clock
 */
export function gaveUp(
  doing: string,
  { answer, certainty, limit, waitMs, untilMs }: RepeatableFault,
  circumstances: Circumstances,
  githubNow: number
): GitHubProblem {
  if (limit !== undefined) {
    const limited = { doing, answer: { ...answer, limit } }
    const at = moment(untilMs ?? (waitMs === undefined ? NaN : githubNow + waitMs))
    return at === undefined ? answers.rateLimitedWithoutTime(limited) : answers.rateLimited({ ...limited, at })
  }
  const failed = { doing, answer: { ...answer, unanswered: true as const } }
  if (certainty === 'refused') return answers.hostUnreachable(failed)
  return answer.isForeign === true ? foreignProblem(failed, circumstances) : answers.githubUnavailable(failed)
}

/** Formats a time for people. Returns `undefined` if the server named a time that is not a valid date. */
function moment(milliseconds: number): string | undefined {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 19).replace('T', ' ')
}

/** Returns the error for an answer that does not come from GitHub's API. */
function foreignProblem(failed: FailedRequest, { apiUrl, isRunnersApi }: Circumstances): GitHubProblem {
  if (isRunnersApi) return answers.answeredByProxy(failed)
  const likely = likelyApi(new URL(apiUrl))
  return likely === undefined ? answers.apiUrlAnswersOtherwise(failed) : answers.apiUrlIsWebsite({ ...failed, likely })
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
