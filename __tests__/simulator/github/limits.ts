import type { Answer } from './answer.ts'
import { failure, json } from './answer.ts'
import type { Clock } from './model.ts'
import { timestamp } from './bodies.ts'
import type { Token } from './tokens.ts'

export type Kind = 'rest' | 'graphql'

/**
 * The secondary rate limits, which can be enabled one by one: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export interface SecondaryLimits {
  /** 900 points per minute for REST, 2,000 for GraphQL. */
  points?: boolean
  /** 100 concurrent requests. */
  concurrency?: boolean
  /** 80 per minute and 500 per hour. GitHub does not say whether deployments count. */
  contentCreation?: boolean
  /** Whether the answer says how long to wait. GitHub does not always say so. Defaults to true. */
  retryAfter?: boolean
}

export type RateFlavour = '429' | 'secondary' | 'secondary-with-retry-after' | 'primary'

/** The cost of a request: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#calculating-points-for-the-secondary-rate-limit */
export interface Weight {
  kind: Kind
  writes: boolean
  creates: boolean
  /** Whether the request does not count against the primary rate limit. */
  free: boolean
}

export interface Quota {
  limit: number
  remaining: number
  reset: number
  used: number
}

const documentation = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api'
const minute = 60_000
const hour = 60 * minute
/** The limit in the headers if there is none: the value for a GitHub Enterprise Cloud account. */
const shownWithoutLimit = 15_000

/** Counts points in a sliding window. */
class Window {
  readonly #length: number
  readonly #allowed: number
  readonly #spent: { at: number; points: number }[] = []
  #total = 0

  constructor(length: number, allowed: number) {
    this.#length = length
    this.#allowed = allowed
  }

  /** Returns the seconds until the points fit, or 0 if they fit now. */
  wait(now: number, points: number): number {
    this.#forget(now)
    let excess = this.#total + points - this.#allowed
    if (excess <= 0) return 0
    for (const { at, points: freed } of this.#spent) {
      excess -= freed
      if (excess <= 0) return Math.max(1, Math.ceil((at + this.#length - now) / 1000))
    }
    return this.#length / 1000
  }

  spend(now: number, points: number): void {
    this.#spent.push({ at: now, points })
    this.#total += points
  }

  #forget(now: number): void {
    const kept = this.#spent.findIndex(({ at }) => at > now - this.#length)
    for (const { points } of this.#spent.splice(0, kept === -1 ? this.#spent.length : kept)) this.#total -= points
  }
}

interface Account {
  inFlight: number
  points: Record<Kind, Window>
  created: { minute: Window; hour: Window }
  used: Record<Kind, { count: number; reset: number }>
}

export class Limits {
  readonly #clock: Clock
  readonly #secondary: SecondaryLimits
  readonly #accounts = new Map<string, Account>()

  constructor(clock: Clock, secondary: SecondaryLimits) {
    this.#clock = clock
    this.#secondary = secondary
  }

  /** Counts a request as in flight until it ends. Returns whether it exceeds the limit. */
  enter(token: Token | undefined): { crowded: boolean; leave: () => void } {
    const account = this.#account(token)
    account.inFlight += 1
    const crowded = this.#secondary.concurrency === true && account.inFlight > 100
    const leave = () => {
      account.inFlight -= 1
    }
    return { crowded, leave }
  }

  /** Returns the refusal if a limit is exceeded. Otherwise counts the request against the secondary limits. */
  admit(token: Token | undefined, weight: Weight, crowded: boolean, requestId: string): Answer | undefined {
    const { kind, writes, creates, free } = weight
    const now = this.#clock.now()
    const account = this.#account(token)
    if (!free && token?.limit !== undefined && this.quota(token, kind).remaining === 0)
      return this.refusal('primary', kind, requestId, token)
    const points = writes ? 5 : 1
    const waits = [
      crowded ? 1 : 0,
      this.#secondary.points === true ? account.points[kind].wait(now, points) : 0,
      this.#secondary.contentCreation === true && creates ? account.created.minute.wait(now, 1) : 0,
      this.#secondary.contentCreation === true && creates ? account.created.hour.wait(now, 1) : 0
    ]
    const wait = Math.max(...waits)
    if (wait > 0) {
      const flavour = this.#secondary.retryAfter === false ? 'secondary' : 'secondary-with-retry-after'
      return this.refusal(flavour, kind, requestId, token, wait)
    }
    account.points[kind].spend(now, points)
    if (!creates) return undefined
    account.created.minute.spend(now, 1)
    account.created.hour.spend(now, 1)
    return undefined
  }

  /** Counts against the primary limit: requests for REST, points for GraphQL. */
  charge(token: Token | undefined, kind: Kind, cost: number): void {
    this.#use(token, kind).count += cost
  }

  quota(token: Token | undefined, kind: Kind): Quota {
    const { count, reset } = this.#use(token, kind)
    const limit = token?.limit ?? shownWithoutLimit
    const used = token?.limit === undefined ? Math.min(count, limit - 1) : Math.min(count, limit)
    return { limit, remaining: limit - used, reset: Math.ceil(reset / 1000), used }
  }

  headers(token: Token | undefined, kind: Kind): Record<string, string> {
    const { limit, remaining, reset, used } = this.quota(token, kind)
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-used': String(used),
      'x-ratelimit-resource': kind === 'rest' ? 'core' : 'graphql'
    }
  }

  /** Returns the answer of a rate limit. `seconds` tells when to try again. */
  refusal(flavour: RateFlavour, kind: Kind, requestId: string, token: Token | undefined, seconds = 60): Answer {
    const now = this.#clock.now()
    const support = `If you reach out to GitHub Support for help, please include the request ID ${requestId} and timestamp ${timestamp(now)}.`
    if (flavour === 'primary') {
      const spent = this.quota(token, kind)
      const reset = spent.remaining === 0 ? spent.reset : Math.ceil(now / 1000) + seconds
      const headers = {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-used': String(spent.limit),
        'x-ratelimit-reset': String(reset)
      }
      const who = token?.kind === 'workflow' ? 'installation' : 'user'
      const message = `API rate limit exceeded for ${who} ID ${token?.account.id ?? 0}.`
      if (kind === 'graphql') return json(200, { errors: [{ type: 'RATE_LIMITED', message }] }, headers)
      const answer = failure(403, `${message} ${support}`, documentation)
      return { ...answer, headers: { ...answer.headers, ...headers } }
    }
    const message =
      flavour === '429'
        ? 'Too many requests.'
        : `You have exceeded a secondary rate limit. Please wait a few minutes before you try again. ${support}`
    const answer = failure(flavour === '429' ? 429 : 403, message, `${documentation}#about-secondary-rate-limits`)
    if (flavour !== 'secondary') answer.headers['retry-after'] = String(seconds)
    return answer
  }

  #account(token: Token | undefined): Account {
    const subject = token?.subject ?? ''
    const known = this.#accounts.get(subject)
    if (known !== undefined) return known
    const account: Account = {
      inFlight: 0,
      points: { rest: new Window(minute, 900), graphql: new Window(minute, 2000) },
      created: { minute: new Window(minute, 80), hour: new Window(hour, 500) },
      used: { rest: { count: 0, reset: 0 }, graphql: { count: 0, reset: 0 } }
    }
    this.#accounts.set(subject, account)
    return account
  }

  #use(token: Token | undefined, kind: Kind): { count: number; reset: number } {
    const use = this.#account(token).used[kind]
    const now = this.#clock.now()
    if (now >= use.reset) Object.assign(use, { count: 0, reset: now + hour })
    return use
  }
}
