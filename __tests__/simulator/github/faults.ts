import type { Answer } from './answer.ts'
import { json, unicorn } from './answer.ts'
import type { Kind, RateFlavour } from './limits.ts'
import type { LoggedRequest } from './server.ts'

/** When the fault strikes: before or after the request is processed. */
export type When = 'before' | 'after'

export type Effect =
  /** The connection breaks. */
  | { type: 'reset'; when: When }
  /** An error without a reason: GitHub's HTML page for 502, 503 and 504, otherwise a short JSON body. */
  | { type: 'status'; status: number; when: When; body?: string; headers?: Record<string, string> }
  /** The answer is incomplete. */
  | { type: 'truncate' }
  /** No answer comes. */
  | { type: 'hang'; when: When }
  /** The answer comes a few bytes at a time. */
  | { type: 'drip'; bytes?: number; interval?: number }
  /** The request takes longer. */
  | { type: 'delay'; ms: number }
  /** The next reads come from a replica that lacks all writes since this request. For a read, it lacks the latest write. */
  | { type: 'lag'; requests: number }
  | { type: 'lag'; ms: number }
  /** A rate limit refuses the request. */
  | { type: 'rate'; flavour: RateFlavour; seconds?: number }
  /** GitHub processes only the first mutations of a GraphQL request, then answers with an HTML page. */
  | { type: 'partial'; done: number }
  | { type: 'garbage'; contentType?: string; body: string; when?: When }
  | { type: 'redirect'; to: string; status?: number }
  /** Every page has a next page. */
  | { type: 'endless-pages' }
  /** A comparison that needs a diff takes too long: https://github.com/github-changelog-generator/github-changelog-generator/issues/920 */
  | { type: 'slow-diff' }
  | { type: 'respond'; status: number; headers?: Record<string, string>; body?: string; when?: When }

export interface Match {
  method?: string
  /** Path in the API, without host and query: its end, or a pattern. */
  path?: string | RegExp
  kind?: Kind
  /** Name of a GraphQL operation or of one of its root fields, or a pattern. */
  operation?: string | RegExp
  /** Number of the first matching request that the fault strikes. Defaults to 1. */
  nth?: number
}

export interface FaultRule {
  match?: Match
  /** Number of consecutive requests that the fault strikes. Defaults to 1. */
  times?: number
  effect: Effect
}

export interface FaultHandle {
  /** The requests that the fault has struck. */
  readonly struck: readonly LoggedRequest[]
  remove(): void
}

interface Fault {
  rule: FaultRule
  seen: number
  struck: LoggedRequest[]
}

/** The pending faults. Each fault counts the requests that match it, even if another fault strikes them. */
export class Faults {
  readonly #faults = new Set<Fault>()

  add(rule: FaultRule): FaultHandle {
    const fault: Fault = { rule, seen: 0, struck: [] }
    this.#faults.add(fault)
    return { struck: fault.struck, remove: () => void this.#faults.delete(fault) }
  }

  /** Returns the fault that strikes this request: the earliest one that is due. */
  next(request: LoggedRequest): Effect | undefined {
    let effect: Effect | undefined
    for (const fault of this.#faults) {
      const { match = {}, times = 1 } = fault.rule
      if (!concerns(match, request)) continue
      fault.seen += 1
      if (effect !== undefined || fault.seen < (match.nth ?? 1) || fault.struck.length >= times) continue
      fault.struck.push(request)
      effect = fault.rule.effect
    }
    return effect
  }
}

function concerns({ method, path, kind, operation }: Match, request: LoggedRequest): boolean {
  const names = [request.operation ?? '', ...request.fields]
  return (
    (method === undefined || method === request.method) &&
    (kind === undefined || kind === request.kind) &&
    (path === undefined || (typeof path === 'string' ? request.path.endsWith(path) : path.test(request.path))) &&
    (operation === undefined ||
      names.some(name => (typeof operation === 'string' ? name === operation : operation.test(name))))
  )
}

/** Returns the answer that an effect sends instead of the correct one. */
export function replacement(effect: Effect | undefined, when: When): Answer | undefined {
  if (effect?.type === 'status' && effect.when === when) return failed(effect.status, effect.body, effect.headers)
  if (effect?.type === 'garbage' && (effect.when ?? 'before') === when)
    return { status: 200, headers: { 'content-type': effect.contentType ?? 'text/html' }, body: effect.body }
  if (effect?.type === 'redirect' && when === 'before')
    return { status: effect.status ?? 307, headers: { location: effect.to }, body: '' }
  if (effect?.type === 'respond' && (effect.when ?? 'before') === when)
    return { status: effect.status, headers: { ...typeOf(effect.body), ...effect.headers }, body: effect.body ?? '' }
  return undefined
}

/** GitHub's API sends JSON with its type. A test can set another one. */
const typeOf = (body = ''): Record<string, string> =>
  /^[[{]/.test(body) ? { 'content-type': 'application/json; charset=utf-8' } : {}

function failed(status: number, body: string | undefined, headers: Record<string, string> = {}): Answer {
  const answer = status >= 502 && status <= 504 ? unicorn(status) : json(status, { message: 'Server Error' })
  return { status, headers: { ...answer.headers, ...headers }, body: body ?? answer.body }
}
