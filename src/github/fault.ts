import { valueAt, isObject, numberAt, textAt } from '../domain/json.ts'
import * as answers from '../messages/answers.ts'
import type { Answer } from '../messages/problem.ts'

/**
 * Failed request, classified by its known outcome:
 * - `refused`: GitHub did not complete it, and it can be sent again.
 * - `open`: GitHub may or may not have completed it.
 * - `answered`: the answer is final.
 */
export type Fault = RepeatableFault | FinalFault

/** Fault after which the request may be sent again. */
export interface RepeatableFault extends Delay {
  certainty: 'refused' | 'open'
  answer: Answer
  /** Set if the host name does not exist. Repeats rarely change that. */
  isUnknownHost?: boolean
}

/** Final answer from GitHub, or from a server between the runner and GitHub. */
export interface FinalFault {
  certainty: 'answered'
  answer: Answer
  data: unknown
  permissions?: string
}

/** Time of the next request, if the answer names one. */
interface Delay {
  /** Rate limit that blocks the request. */
  limit?: 'primary' | 'secondary'
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
const neverSent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']

/** Whether repeats cannot help: redirects that are not followed, refusing proxies and TLS failures. */
const isPermanent = (code: string): boolean =>
  ['REDIRECT', 'PROXY_LOGIN', 'PROXY_REFUSED'].includes(code) || isCertificate(code) || isHandshake(code)

/**
 * Converts an error that Octokit throws to a fault.
 *
 * @throws the error itself if it is a defect of the action
 */
export function faultOf(error: unknown): Fault {
  if (error instanceof Failed) return error.fault
  if (error instanceof Error && error.cause instanceof TransportError) return transportFault(error.cause)
  const response = valueAt(error, 'response')
  if (!isObject(response)) throw error
  return httpFault(numberAt(error, 'status') ?? 0, response['headers'], response['data'])
}

function transportFault({ code, message, beforeSending }: TransportError): Fault {
  const answer: Answer = { status: 0, message, ...(/^(HPE_|BODY_TOO_LARGE$)/.test(code) && { isForeign: true }) }
  if (isPermanent(code)) return { certainty: 'answered', answer, data: { code } }
  const certainty = beforeSending || neverSent.includes(code) ? 'refused' : 'open'
  return { certainty, answer, isUnknownHost: code === 'ENOTFOUND' }
}

/** Returns the fault of an answer that is an error, or that is not JSON. */
export function httpFault(status: number, headers: unknown, data: unknown): Fault {
  const requestId = textAt(headers, 'x-github-request-id')
  const message = textAt(data, 'message') ?? (status >= 500 ? 'GitHub could not answer' : `GitHub answered ${status}`)
  const answer: Answer = { status, message, requestId }
  const limited = limitOf(status, headers, message)
  if (limited !== undefined) return { certainty: 'refused', answer, ...limited }
  // 408 comes from a proxy: the request or its answer took too long.
  if (status >= 500 || status === 408)
    return { certainty: 'open', answer, waitMs: millisecondsIn(headers, 'retry-after') }
  // GitHub's API always answers with JSON.
  if (typeof data === 'string') {
    const foreign: Answer = {
      requestId,
      isForeign: true,
      status: 0,
      message: answers.answerNotFromApi({ status, words: firstTextOf(data) })
    }
    // The answer has no HTTP status, because the status is not GitHub's. A page with 404 does not mean that the
    // deployment was deleted. If the status is a success, GitHub may have completed the request.
    return status < 300
      ? { certainty: 'open', answer: foreign }
      : { certainty: 'answered', answer: foreign, data: undefined }
  }
  const permissions = textAt(headers, 'x-accepted-github-permissions')
  return { certainty: 'answered', answer, data, permissions }
}

/** Maximum number of characters to search for the first words of a page, because the search may be slow. */
const maxPageLength = 20_000
/** Maximum number of characters of a page in a message. */
const maxQuoteLength = 120

/** Returns the first words of a page without its markup. */
function firstTextOf(page: string): string {
  const text = page
    .slice(0, maxPageLength)
    .replaceAll(/<(script|style)\b[^>]*>.*?(<\/\1>|$)|<!--.*?(-->|$)|<[^>]*(>|$)/gis, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return text.length > maxQuoteLength ? `${text.slice(0, maxQuoteLength).trimEnd()}…` : text
}

/**
 * Returns the rate limit that an answer reports, and when to send the next request.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function limitOf(
  status: number,
  headers: unknown,
  message: string
): (Delay & { limit: 'primary' | 'secondary' }) | undefined {
  const waitMs = millisecondsIn(headers, 'retry-after')
  const secondary = /secondary rate/i.test(message)
  const isUsedUp = textAt(headers, 'x-ratelimit-remaining') === '0'
  const primary = !secondary && (isUsedUp || /rate limit exceeded/i.test(message))
  if (status !== 429 && !(status === 403 && (secondary || primary || waitMs !== undefined))) return undefined
  const limit = primary ? 'primary' : 'secondary'
  if (waitMs !== undefined) return { limit, waitMs }
  const untilMs = primary ? millisecondsIn(headers, 'x-ratelimit-reset') : undefined
  return untilMs === undefined ? { limit } : { limit, untilMs }
}

/** Returns the milliseconds of a header that has a number of seconds. */
function millisecondsIn(headers: unknown, name: string): number | undefined {
  const seconds = textAt(headers, name) ?? ''
  return /^\d+$/.test(seconds) ? Number(seconds) * 1000 : undefined
}

/**
 * Error in a GraphQL answer.
 * https://docs.github.com/graphql/guides/forming-calls-with-graphql
 */
export interface GraphqlError {
  type?: string
  message: string
  path: string
}

export function errorsIn(data: unknown): unknown[] {
  const errors = valueAt(data, 'errors')
  return Array.isArray(errors) ? errors : []
}

export function graphqlErrors(data: unknown): GraphqlError[] {
  return errorsIn(data).map(error => {
    const path = valueAt(error, 'path')
    return {
      type: textAt(error, 'type'),
      message: textAt(error, 'message') ?? 'GitHub does not say why',
      path: Array.isArray(path) ? path.join('.') : ''
    }
  })
}

/** HTTP status for each GraphQL error type that means a refusal. */
const graphqlStatus: Record<string, number> = { FORBIDDEN: 403, INSUFFICIENT_SCOPES: 403, NOT_FOUND: 404 }

/**
 * Returns the fault of a whole GraphQL answer, because GraphQL uses HTTP 200 for errors, too.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 *
 * @param isPartial whether an error concerns only a part of the answer
 */
export function graphqlFault(
  data: unknown,
  headers: unknown,
  about: Pick<Answer, 'status' | 'requestId'>,
  isPartial: (error: GraphqlError) => boolean = () => false
): Fault | undefined {
  const errors = graphqlErrors(data)
  const whole = isObject(valueAt(data, 'data')) ? errors.find(error => !isPartial(error)) : errors[0]
  const answerWith = ({ type = '', message }: GraphqlError): Answer => ({
    ...about,
    status: graphqlStatus[type] ?? about.status,
    message
  })
  const limited = errors.find(({ type, message }) => type === 'RATE_LIMITED' || /secondary rate/i.test(message))
  if (limited !== undefined) {
    // GitHub completed the mutations before the limit.
    const certainty = whole === undefined ? 'open' : 'refused'
    return { certainty, answer: answerWith(limited), ...limitOf(429, headers, limited.message) }
  }
  const unsure = errors.find(({ message }) => /something went wrong|in time|time(d)? ?out/i.test(message))
  if (unsure !== undefined) return { certainty: 'open', answer: answerWith(unsure) }
  return whole && { certainty: 'answered', answer: answerWith(whole), data }
}

/** Whether GitHub refused a query as too expensive. It does so long before its documented limits. */
export const isTooExpensive = (message: string): boolean => /resource limits for this query exceeded/i.test(message)

/** Whether GitHub refused because the token lacks a permission. */
export const isAboutPermissions = (message: string): boolean =>
  /not accessible by|not granted the required scopes|must have|the correct permissions/i.test(message)

/**
 * Error for a request without an HTTP answer. `code` is a Node code, such as `ECONNREFUSED`, or a code of this action.
 */
export class TransportError extends Error {
  readonly code: string
  /** Whether the request was certainly not sent. */
  readonly beforeSending: boolean

  constructor(message: string, code: string, { beforeSending = false } = {}) {
    super(message)
    this.name = 'TransportError'
    this.code = code
    this.beforeSending = beforeSending
  }
}

/** Whether the TLS handshake failed. Often the other side does not speak TLS. */
export const isHandshake = (code: string): boolean => code === 'EPROTO' || code.startsWith('ERR_SSL_')

/** Whether the certificate of the other side was rejected. */
export const isCertificate = (code: string): boolean => /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME|ERR_TLS/.test(code)

/**
 * Messages for Node error codes.
 * https://nodejs.org/api/errors.html#common-system-errors
 */
const networkMessages: Record<string, (about: { peer: string }) => string> = {
  ECONNREFUSED: answers.connectionRefused,
  ENOTFOUND: answers.hostDoesNotExist,
  EAI_AGAIN: answers.hostNotLookedUp,
  ECONNRESET: answers.closedBeforeAnswer,
  EPIPE: answers.closedWhileSending,
  ETIMEDOUT: answers.connectionTimedOut,
  EHOSTUNREACH: answers.noRoute,
  ENETUNREACH: answers.noRoute,
  ERR_TLS_CERT_ALTNAME_INVALID: answers.certificateOfOtherHost
}

/** Describes a Node network error in words, with its code in brackets. */
export function networkError(error: Error, peer: string, options?: { beforeSending: boolean }): TransportError {
  const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN'
  return new TransportError(`${describe(code, error.message)({ peer })} (${code})`, code, options)
}

function describe(code: string, words: string): (about: { peer: string }) => string {
  const known = networkMessages[code]
  if (known !== undefined) return known
  if (isHandshake(code)) return answers.tlsFailed
  if (code.startsWith('HPE_')) return answers.notHttp
  // OpenSSL's messages about certificates are readable, but socket messages only repeat the call and the code.
  return isCertificate(code) ? () => words : answers.connectionFailed
}
