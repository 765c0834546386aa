import type { Answer } from './answer.ts'
import { json, unicorn } from './answer.ts'
import type { Kind, RateFlavour } from './limits.ts'
import type { LoggedRequest } from './server.ts'

/** Before the request is carried out, so that nothing happens; or after, so that it has happened. */
export type When = 'before' | 'after'

export type Effect =
  /** The connection breaks. */
  | { type: 'reset'; when: When }
  /** An error without a reason: GitHub's page for 502, 503 and 504, a short JSON body otherwise. */
  | { type: 'status'; status: number; when: When; body?: string; headers?: Record<string, string> }
  /** The answer ends in the middle. */
  | { type: 'truncate' }
  /** No answer ever comes. */
  | { type: 'hang'; when: When }
  /** The answer comes a few bytes at a time. */
  | { type: 'drip'; bytes?: number; interval?: number }
  /** The request takes longer. */
  | { type: 'delay'; ms: number }
  /** The next reads come from a replica that does not have the writes from this request on (for a read: the latest write). */
  | { type: 'lag'; requests: number }
  | { type: 'lag'; ms: number }
  /** A rate limit refuses the request. */
  | { type: 'rate'; flavour: RateFlavour; seconds?: number }
  /** Of the mutations in a GraphQL request only the first ones are done before GitHub gives up with an HTML page. */
  | { type: 'partial'; done: number }
  | { type: 'garbage'; contentType?: string; body: string; when?: When }
  | { type: 'redirect'; to: string; status?: number }
  /** However many pages are read, there is another one. */
  | { type: 'endless-pages' }
  | { type: 'respond'; status: number; headers?: Record<string, string>; body?: string; when?: When }

export interface Match {
  method?: string
  /** Of the API, without host and query: its end, or a pattern. */
  path?: string | RegExp
  kind?: Kind
  /** A GraphQL operation's name or one of its root fields, or a pattern for them. */
  operation?: string | RegExp
  /** The first request this concerns, of those that match; 1 when not given. */
  nth?: number
}

export interface FaultRule {
  match?: Match
  /** How many requests it strikes, one after the other; 1 when not given. */
  times?: number
  effect: Effect
}

export interface FaultHandle {
  /** The requests it has struck. */
  readonly struck: readonly LoggedRequest[]
  remove(): void
}

interface Fault {
  rule: FaultRule
  seen: number
  struck: LoggedRequest[]
}

/** The faults that wait for their requests; each counts the requests it matches, whichever fault strikes them. */
export class Faults {
  readonly #faults = new Set<Fault>()

  add(rule: FaultRule): FaultHandle {
    const fault: Fault = { rule, seen: 0, struck: [] }
    this.#faults.add(fault)
    return { struck: fault.struck, remove: () => void this.#faults.delete(fault) }
  }

  /** What strikes this request: the earliest fault that is due. */
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

/** What to send in place of the right answer, for the effects that do so at this point. */
export function replacement(effect: Effect | undefined, when: When): Answer | undefined {
  if (effect?.type === 'status' && effect.when === when) return failed(effect.status, effect.body, effect.headers)
  if (effect?.type === 'garbage' && (effect.when ?? 'before') === when)
    return { status: 200, headers: { 'content-type': effect.contentType ?? 'text/html' }, body: effect.body }
  if (effect?.type === 'redirect' && when === 'before')
    return { status: effect.status ?? 307, headers: { location: effect.to }, body: '' }
  if (effect?.type === 'respond' && (effect.when ?? 'before') === when)
    return { status: effect.status, headers: effect.headers ?? {}, body: effect.body ?? '' }
  return undefined
}

function failed(status: number, body: string | undefined, headers: Record<string, string> = {}): Answer {
  const answer = status >= 502 && status <= 504 ? unicorn(status) : json(status, { message: 'Server Error' })
  return { status, headers: { ...answer.headers, ...headers }, body: body ?? answer.body }
}
