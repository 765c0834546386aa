import { at, isObject, numberAt, textAt } from '../domain/json.ts'
import { GitHubProblem, type Answer } from '../domain/problem.ts'
import type { TokenKind } from '../domain/token.ts'
import { TransportError } from './transport.ts'

/**
 * A request that did not bring what it should, by what is known of it:
 * - `refused`: it has not been done, and may be sent again;
 * - `open`: nobody knows whether it has been done;
 * - `answered`: GitHub's final word.
 */
export type Fault =
  | (Repeatable & { certainty: 'refused' | 'open' })
  | { certainty: 'answered'; answer: Answer; data: unknown; permissions?: string }

interface Repeatable extends Advice {
  answer: Answer
  /** Set where it is not GitHub that answers: such a one rarely gets better. */
  strange?: true
}

/** When to come again, where the answer says so. */
interface Advice {
  /** The limit of GitHub's that stands against the request. */
  limit?: 'primary' | 'secondary'
  /** Milliseconds. */
  wait?: number
  /** Milliseconds since 1970, on GitHub's clock. */
  until?: number
}

/** A fault on its way up, thrown where an answer is read. */
export class Failed extends Error {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.answer.message)
    this.name = 'Failed'
    this.fault = fault
  }
}

/** Errors of the network that come before the request has left. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN'
])

/** What no repeat changes: where the server leads, and what Node does not even send. */
const isFinal = (code: string): boolean =>
  ['FOREIGN_REDIRECT', 'REDIRECTS'].includes(code) ||
  code.startsWith('ERR_INVALID_') ||
  code === 'ERR_UNESCAPED_CHARACTERS'

const isCertificate = (code: string): boolean =>
  /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME|ERR_TLS|ERR_SSL|EPROTO/.test(code)

/** Reads the answer to a request out of what Octokit throws. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Failed) return error.fault
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof TransportError) return transportFault(cause)
  const status = numberAt(error, 'status') ?? 0
  const response = at(error, 'response')
  if (!isObject(response)) {
    const message = error instanceof Error ? error.message : String(error)
    return { certainty: 'answered', answer: { status: 0, message }, data: undefined }
  }
  return httpFault(status, at(response, 'headers'), at(response, 'data'))
}

function transportFault({ code, message: text }: TransportError): Fault {
  const answer: Answer = { status: 0, message: bounded(text) }
  // A proxy that does not let us through says so before anything has passed it.
  if (neverSent.has(code) || text.startsWith('tunneling socket could not be established')) {
    return { certainty: 'refused', answer }
  }
  if (isFinal(code) || isCertificate(code)) return { certainty: 'answered', answer, data: { code } }
  return { certainty: 'open', answer, ...(/^(BODY_TOO_LARGE$|HPE_)/.test(code) ? { strange: true } : {}) }
}

function httpFault(status: number, headers: unknown, data: unknown): Fault {
  const requestId = textAt(headers, 'x-github-request-id')
  const message = bounded(
    textAt(data, 'message') ?? (status >= 500 ? 'GitHub could not answer' : `GitHub answered ${status}`)
  )
  const answer: Answer = { status, message, ...(requestId === undefined ? {} : { requestId }) }
  const limited = limitOf(status, headers, message)
  if (limited !== undefined) return { certainty: 'refused', answer, ...limited }
  // 408 is a proxy's: the request, or its answer, took too long.
  if (status >= 500 || status === 408) return { certainty: 'open', answer, ...retryAfter(headers) }
  const permissions = textAt(headers, 'x-accepted-github-permissions')
  return { certainty: 'answered', answer, data, ...(permissions === undefined ? {} : { permissions }) }
}

/**
 * Which of GitHub's limits an answer speaks of, and when to come again.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function limitOf(
  status: number,
  headers: unknown,
  message: string
): (Advice & { limit: 'primary' | 'secondary' }) | undefined {
  const advice = retryAfter(headers)
  const secondary = /secondary rate|abuse detection/i.test(message)
  // What a token may not do, it may not do with its last request either.
  const isUsedUp = textAt(headers, 'x-ratelimit-remaining') === '0' && !isAboutPermissions(message)
  const primary = !secondary && (isUsedUp || /rate limit exceeded/i.test(message))
  if (status !== 429 && !(status === 403 && (secondary || primary || advice !== undefined))) return undefined
  const limit = primary ? 'primary' : 'secondary'
  if (advice !== undefined) return { limit, ...advice }
  const reset = textAt(headers, 'x-ratelimit-reset') ?? ''
  return primary && /^\d+$/.test(reset) ? { limit, until: Number(reset) * 1000 } : { limit }
}

/** Seconds, or a date on the server's clock; anything else says nothing. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after */
function retryAfter(headers: unknown): { wait: number } | { until: number } | undefined {
  const text = textAt(headers, 'retry-after') ?? ''
  if (/^\d+$/.test(text)) return { wait: Number(text) * 1000 }
  const until = /^[A-Z][a-z]{2,8}, /.test(text) ? Date.parse(text) : NaN
  return Number.isFinite(until) ? { until } : undefined
}

/** Other people's words, at a length that somebody reads. */
const bounded = (text: string): string => (text.length > 1000 ? `${text.slice(0, 1000)}…` : text)

/** An error inside an answer of GraphQL. https://docs.github.com/graphql/guides/forming-calls-with-graphql */
export interface GraphqlError {
  type?: string
  message: string
  path: string
}

/** The errors inside an answer of GraphQL. */
export function graphqlErrors(data: unknown): GraphqlError[] {
  const errors = at(data, 'errors')
  return (Array.isArray(errors) ? errors : []).map((error: unknown) => {
    const type = textAt(error, 'type')
    const path = at(error, 'path')
    return {
      ...(type === undefined ? {} : { type }),
      message: bounded(textAt(error, 'message') ?? 'GitHub does not say why'),
      path: Array.isArray(path) ? path.join('.') : ''
    }
  })
}

/** What GraphQL's words for a refusal would be as an HTTP status. */
const graphqlStatus: Record<string, number> = { FORBIDDEN: 403, INSUFFICIENT_SCOPES: 403, NOT_FOUND: 404 }

/**
 * What is wrong with an answer of GraphQL as a whole: errors come with HTTP 200. Where a part is welcome (`partial`),
 * those of single fields are left to whoever reads the answer.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
export function graphqlFault(
  data: unknown,
  headers: unknown,
  about: { status: number; requestId?: string },
  partial: boolean
): Fault | undefined {
  const errors = graphqlErrors(data)
  const [first] = errors
  if (first === undefined) return undefined
  const answer: Answer = { ...about, status: graphqlStatus[first.type ?? ''] ?? about.status, message: first.message }
  const isPart = partial && isObject(at(data, 'data'))
  const limited = errors.find(({ type, message }) => type === 'RATE_LIMITED' || /secondary rate/i.test(message))
  if (limited !== undefined) {
    // What came before the limit has been done.
    const certainty = isPart ? 'open' : 'refused'
    return { certainty, answer: { ...answer, message: limited.message }, ...limitOf(429, headers, limited.message) }
  }
  const unsure = errors.find(({ message }) => /something went wrong|in time|time(d)? ?out/i.test(message))
  if (unsure !== undefined) return { certainty: 'open', answer: { ...answer, message: unsure.message } }
  return isPart ? undefined : { certainty: 'answered', answer, data }
}

/** GitHub's final word as an error with the second sentence that says what to do. */
export function problemOf(
  doing: string,
  fault: Extract<Fault, { certainty: 'answered' }>,
  tokenKind: TokenKind
): GitHubProblem {
  const { answer, data } = fault
  const say = (remedy: string, message = answer.message): GitHubProblem =>
    new GitHubProblem(doing, { ...answer, message }, remedy)
  switch (answer.status) {
    case 0:
      return isCertificate(textAt(data, 'code') ?? '')
        ? say('Put the certificate of your server into a file and name it in NODE_EXTRA_CA_CERTS on the runner.')
        : textAt(data, 'code') === undefined
          ? say('This should not happen: please report it with the log of a run with debug logging.')
          : say('Check the input "api-url": the token is sent to that host only.')
    case 401:
      return say('The token has expired, was revoked or is for another server: check the input "token".')
    case 403:
      return forbidden(say, fault, tokenKind)
    case 404:
      return say(
        'Check that the repository has it and that the token may see and change it: GitHub answers the same for what a token may not.'
      )
    case 409:
      return conflict(say, answer, data)
    case 422:
      return unprocessable(say, answer, data)
    default:
      if (/resource limits for this query exceeded/i.test(answer.message)) {
        return say('GitHub found this query too expensive, even for a few entries at a time: run the job again later.')
      }
      return say('Check the inputs of this step against the README.')
  }
}

type Say = (remedy: string, message?: string) => GitHubProblem

/** https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible */
function forbidden(
  say: Say,
  { answer, permissions }: Extract<Fault, { certainty: 'answered' }>,
  tokenKind: TokenKind
): GitHubProblem {
  if (!isAboutPermissions(answer.message)) {
    return say('GitHub says why; an owner of the repository or of the organization can change it.')
  }
  const needed = inWorkflowWords(permissions ?? 'deployments=write')
  switch (tokenKind) {
    case 'given':
      return say(`Give a token that has "${needed}" in this repository as the input "token".`)
    case 'elsewhere':
      return say(
        `The workflow's own token is for its own repository: give one that has "${needed}" in this one as the input "token".`
      )
    case 'Dependabot':
      return say(
        `For Dependabot the workflow's token only reads unless the job asks for more: give it "permissions: ${needed}", or skip this step there with an "if:".`
      )
    case 'fork':
      return say(
        'On a pull request from a fork the workflow\'s token is read-only, whatever "permissions" says: skip this step there with an "if:", or run it on pull_request_target or workflow_run without checking out the pull request\'s code.'
      )
    case 'workflow':
      return say(`Give the job "permissions: ${needed}"; naming one permission takes away those that are not named.`)
  }
}

const isAboutPermissions = (message: string): boolean =>
  /not accessible by|not granted the required scopes|must have|the correct permissions/i.test(message)

/**
 * What a token needs, as `permissions:` wants it: `a=read,b=write; c=read` asks for the first two or for the third.
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#insufficient-permissions
 */
function inWorkflowWords(accepted: string): string {
  const [first = ''] = accepted.split(';')
  const all = first.split(',').map(one => one.trim().replaceAll('_', '-').replace('=', ': '))
  return all.join(', ').replace(/^.+,.+$/, '{ $& }')
}

function conflict(say: Say, answer: Answer, data: unknown): GitHubProblem {
  const errors = at(data, 'errors')
  const contexts = (Array.isArray(errors) ? errors : [])
    .flatMap((error: unknown) => at(error, 'contexts') ?? [])
    .filter((context: unknown) => textAt(context, 'state') !== 'success')
    .map((context: unknown) => `${textAt(context, 'context') ?? '?'} (${textAt(context, 'state') ?? 'missing'})`)
  if (contexts.length > 0 || /status checks/i.test(answer.message)) {
    return say(
      'Wait until these are green, or name the contexts that matter in the input "required-contexts"; "all" includes this very job, which is still pending.',
      `${answer.message.replace(/\.$/, '')}; not green: ${[...new Set(contexts)].join(', ') || 'GitHub does not say which'}.`
    )
  }
  if (/merging/i.test(answer.message)) {
    return say('Merge the default branch into the ref by hand, or set "auto-merge: false".')
  }
  return say('GitHub says why it cannot create this deployment now.')
}

function unprocessable(say: Say, answer: Answer, data: unknown): GitHubProblem {
  const ref = /No ref found for: (.*)/.exec(answer.message)?.[1]
  if (ref !== undefined) {
    return say(
      `Push "${ref}" before, or give another "ref"; the branch of a fork is unknown here, so leave "ref" out to record the commit.`
    )
  }
  const errors = at(data, 'errors')
  const details = (Array.isArray(errors) ? errors : [])
    .map((error: unknown) =>
      typeof error === 'string'
        ? error
        : (textAt(error, 'message') ?? [textAt(error, 'field'), textAt(error, 'code')].filter(Boolean).join(' '))
    )
    .filter(text => text !== '')
  return say(
    'Change the input that GitHub names.',
    details.length === 0 ? answer.message : `${answer.message.replace(/\.$/, '')}: ${details.join('; ')}`
  )
}
