import { valueAt, isObject, numberAt, textAt } from '../domain/json.ts'
import type { Answer } from '../messages/problem.ts'
import { isCertificate, isHandshake, TransportError } from './transport-error.ts'
import { foreignAnswer } from './foreign-answer.ts'

/**
 * Failed request, classified by its known outcome:
 * - `refused`: GitHub did not complete it, and it can be sent again.
 * - `open`: GitHub may or may not have completed it.
 * - `answered`: the answer is final.
 */
export type Fault =
  | (Repeatable & { certainty: 'refused' | 'open' })
  | { certainty: 'answered'; answer: Answer; data: unknown; permissions?: string; isForeign?: boolean }

interface Repeatable extends Advice {
  answer: Answer
  /** Set if the answer does not come from GitHub. Repeats rarely change that. */
  isForeign?: boolean
  /** Set if the host name does not exist. Repeats rarely change that, either. */
  isUnknownHost?: boolean
}

/** Fault after which the request may be sent again. */
export type RepeatableFault = Exclude<Fault, { certainty: 'answered' }>

/** Final answer from GitHub, or from a server between the runner and GitHub. */
export type FinalFault = Extract<Fault, { certainty: 'answered' }>

/** Time of the next request, if the answer names one. */
interface Advice {
  /** Rate limit that blocks the request. */
  limit?: 'primary' | 'secondary'
  /** Time to wait, in milliseconds. */
  waitMs?: number
  /** Time until which to wait, in milliseconds since 1970, on GitHub's clock. */
  untilMs?: number
}

/** Error that carries a fault, thrown by the code that reads an answer. */
export class Failed extends Error {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.answer.message)
    this.name = 'Failed'
    this.fault = fault
  }
}

/** Codes of network errors that occur before the request is sent. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN'
])

/**
 * Whether repeats cannot help: redirects to other hosts, requests that Node rejects, refusing proxies and TLS failures.
 */
const isFinal = (code: string): boolean =>
  ['FOREIGN_REDIRECT', 'REDIRECTS', 'PROXY_LOGIN', 'PROXY_REFUSED', 'ERR_UNESCAPED_CHARACTERS'].includes(code) ||
  code.startsWith('ERR_INVALID_') ||
  isCertificate(code) ||
  isHandshake(code)

/** Converts an error that Octokit throws to a fault. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Failed) return error.fault
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof TransportError) return transportFault(cause)
  const status = numberAt(error, 'status') ?? 0
  const response = valueAt(error, 'response')
  if (!isObject(response)) {
    const message = error instanceof Error ? error.message : String(error)
    return { certainty: 'answered', answer: { status: 0, message }, data: undefined }
  }
  return httpFault(status, valueAt(response, 'headers'), valueAt(response, 'data'))
}

function transportFault({ code, message: text, beforeSending }: TransportError): Fault {
  const answer: Answer = { status: 0, message: bounded(text) }
  if (isFinal(code)) return { certainty: 'answered', answer, data: { code } }
  return {
    certainty: beforeSending || neverSent.has(code) ? 'refused' : 'open',
    answer,
    isUnknownHost: code === 'ENOTFOUND',
    isForeign: /^(BODY_TOO_LARGE$|HPE_)/.test(code)
  }
}

function httpFault(status: number, headers: unknown, data: unknown): Fault {
  const requestId = textAt(headers, 'x-github-request-id')
  const message = bounded(
    textAt(data, 'message') ?? (status >= 500 ? 'GitHub could not answer' : `GitHub answered ${status}`)
  )
  const answer: Answer = { status, message, requestId }
  const limited = limitOf(status, headers, message)
  if (limited !== undefined) return { certainty: 'refused', answer, ...limited }
  // 408 comes from a proxy: the request or its answer took too long.
  if (status >= 500 || status === 408) return { certainty: 'open', answer, ...retryAfter(headers) }
  // GitHub's API always refuses with JSON.
  if (typeof data === 'string') {
    return { certainty: 'answered', answer: foreignAnswer(status, data, requestId), data: undefined, isForeign: true }
  }
  const permissions = textAt(headers, 'x-accepted-github-permissions')
  return { certainty: 'answered', answer, data, permissions }
}

/**
 * Returns the rate limit that an answer reports, and when to send the next request.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function limitOf(
  status: number,
  headers: unknown,
  message: string
): (Advice & { limit: 'primary' | 'secondary' }) | undefined {
  const advice = retryAfter(headers)
  const secondary = /secondary rate|abuse detection/i.test(message)
  // A missing permission is not a rate limit, even if it used the last request.
  const isUsedUp = textAt(headers, 'x-ratelimit-remaining') === '0' && !isAboutPermissions(message)
  const primary = !secondary && (isUsedUp || /rate limit exceeded/i.test(message))
  if (status !== 429 && !(status === 403 && (secondary || primary || advice !== undefined))) return undefined
  const limit = primary ? 'primary' : 'secondary'
  if (advice !== undefined) return { limit, ...advice }
  const reset = textAt(headers, 'x-ratelimit-reset') ?? ''
  return primary && /^\d+$/.test(reset) ? { limit, untilMs: Number(reset) * 1000 } : { limit }
}

/**
 * Reads `retry-after`, which is a number of seconds or a date on the server's clock. Ignores any other value.
 * https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
function retryAfter(headers: unknown): Advice | undefined {
  const text = textAt(headers, 'retry-after') ?? ''
  if (/^\d+$/.test(text)) return { waitMs: Number(text) * 1000 }
  const untilMs = /^[A-Z][a-z]{2,8}, /.test(text) ? Date.parse(text) : NaN
  return Number.isFinite(untilMs) ? { untilMs } : undefined
}

/** Shortens text from a server to a readable length. */
const bounded = (text: string): string => (text.length > 1000 ? `${text.slice(0, 1000)}…` : text)

/**
 * Error in a GraphQL answer.
 * https://docs.github.com/graphql/guides/forming-calls-with-graphql
 */
export interface GraphqlError {
  type?: string
  message: string
  path: string
}

/** Returns the errors in a GraphQL answer. */
export function graphqlErrors(data: unknown): GraphqlError[] {
  const errors = valueAt(data, 'errors')
  return (Array.isArray(errors) ? errors : []).map((error: unknown) => {
    const type = textAt(error, 'type')
    const path = valueAt(error, 'path')
    return {
      type,
      message: bounded(textAt(error, 'message') ?? 'GitHub does not say why'),
      path: Array.isArray(path) ? path.join('.') : ''
    }
  })
}

/** HTTP status for each GraphQL error type that means a refusal. */
const graphqlStatus: Record<string, number> = { FORBIDDEN: 403, INSUFFICIENT_SCOPES: 403, NOT_FOUND: 404 }

/**
 * Returns the fault of a whole GraphQL answer, because GraphQL uses HTTP 200 for errors, too. If a partial answer is
 * accepted (`partial`), the caller handles the errors of single fields.
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
  const isPart = partial && isObject(valueAt(data, 'data'))
  const limited = errors.find(({ type, message }) => type === 'RATE_LIMITED' || /secondary rate/i.test(message))
  if (limited !== undefined) {
    // GitHub completed the mutations before the limit.
    const certainty = isPart ? 'open' : 'refused'
    return { certainty, answer: { ...answer, message: limited.message }, ...limitOf(429, headers, limited.message) }
  }
  const unsure = errors.find(({ message }) => /something went wrong|in time|time(d)? ?out/i.test(message))
  if (unsure !== undefined) return { certainty: 'open', answer: { ...answer, message: unsure.message } }
  return isPart ? undefined : { certainty: 'answered', answer, data }
}

/** Whether GitHub refused because the token lacks a permission. */
export const isAboutPermissions = (message: string): boolean =>
  /not accessible by|not granted the required scopes|must have|the correct permissions/i.test(message)
