import { getOctokit } from '@actions/github'
import { textAt } from '../domain/json.ts'
import { Cancelled, GitHubProblem, Problem } from '../domain/problem.ts'
import type { TokenKind } from '../domain/token.ts'
import { replicaLag, type Attempt, type Clock } from '../ports.ts'
import { Backoff } from './backoff.ts'
import { conditional } from './conditional.ts'
import { Failed, faultOf, graphqlFault, problemOf, type Fault } from './failure.ts'
import { Transport, TransportError } from './transport.ts'

export interface ClientOptions {
  /** The token, and the one to fall back on when GitHub does not know the first any more. */
  tokens: readonly [string, ...string[]]
  apiUrl: string
  clock: Clock
  /** How long all requests together may take, waits included, in milliseconds. */
  budget: number
  /** Aborted when the job is cancelled: nothing new begins, reads and waits end, a write in flight is let finish. */
  cancelled: AbortSignal
  /** How long after the cancel a write in flight may go on, in milliseconds. */
  lastWords: number
  tokenKind: TokenKind
  /** Hears that what was begun has left: what is needed once it is answered can be done meanwhile. */
  underway: () => void
  /** Hears of every try of every request. */
  observe: (sent: Sent) => void
  /** Hears that GitHub does not know the token any more, and that the next one is taken. */
  replaced: () => void
  /** Hears why a repeat is a while away, and how long, in milliseconds. */
  waiting: (why: GitHubProblem, wait: number) => void
}

/** One try of one request, as the debug log shows it. */
export interface Sent {
  doing: string
  took: number
  /** HTTP status; 0 where no answer came. */
  status: number
  requestId?: string
}

/** A request, and how to read its answer. */
export interface Call<T> {
  /** What is being done, as in "could not …". */
  doing: string
  method: string
  /** A path with `{placeholders}`; GraphQL has a place of its own. */
  path: string | typeof graphql
  parameters: Record<string, unknown>
  /** Set where GraphQL may do a part and report errors for the rest, as with several mutations in one request. */
  partial?: true
  /** Set where not every replica may know yet of what is asked for: "not found" counts the third time only. */
  mayLag?: true
  /** The value of a good answer; `undefined` where it is not what GitHub documents. */
  parse: (data: unknown, headers: unknown) => T | undefined
  /** For a write: called before it is sent again, however much later. */
  onLater?: () => void
  /** For a write: called before it is sent again although nobody knows whether it has happened before. */
  onRepeat?: () => void
  /** For a write: called where it is given up and known not to have happened. */
  onUndone?: () => void
}

export const graphql = Symbol('graphql')

/** How long a request is repeated, where less than the client's whole budget is wanted; in milliseconds. */
export interface Patience {
  within?: number
  /** The same, but for GitHub's limits, which are waited for. */
  unanswered?: number
}

/** Of what is tried once more at the end, nothing holds up the others for long. */
export const patienceOf = (attempt: Attempt | undefined): Patience =>
  attempt === 'first' ? { unanswered: 60_000 } : {}

interface Ends {
  limited: number
  unanswered: number
}

type Try<T> = { done: true; value: T } | { done: false; fault: Fault }

/** GitHub itself gives up after 10 seconds. https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts */
const timeLimit = 20_000
/** What a request is given at least, however little of the budget is left: a write half of what GitHub may need is none. */
const leastTime = { read: 2000, write: 12_000 }
/** Waits that are worth a line in the log. */
const longWait = 5000

/**
 * Sends requests and repeats what may be repeated.
 *
 * A read is repeated after every fault. A write is repeated when it is known not to have happened; where that is open,
 * GitHub is looked at first, twice, because a replica may lag behind. GitHub's limits are kept to the second that it
 * names. All waits together end with the budget.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export class Client {
  readonly #options: ClientOptions
  readonly #transport: Transport
  readonly #octokits: ReturnType<typeof getOctokit>[]
  readonly #graphqlUrl: string
  readonly #deadline: number
  readonly #closed = new AbortController()
  readonly #reads: AbortSignal
  readonly #writes: AbortSignal
  /** How far GitHub's clock is ahead of ours, in milliseconds, by its latest answer. */
  githubAhead = 0
  /** How long GitHub asked to be left alone between two looks, in milliseconds. */
  pollInterval = 0
  /** How many requests were sent, repeats included. */
  sent = 0

  constructor(options: ClientOptions) {
    this.#options = options
    this.#deadline = options.clock.now() + options.budget
    this.#transport = new Transport(options.tokens, options.underway)
    const fetch = conditional(async (address, init) => {
      const answer = await this.#transport.fetch(address, init)
      const date = Date.parse(answer.headers.get('date') ?? '')
      if (Number.isFinite(date)) this.githubAhead = date - this.ourNow
      return answer
    })
    this.#octokits = options.tokens.map(token =>
      getOctokit(token, {
        baseUrl: options.apiUrl,
        userAgent: 'deployment-lifecycle',
        request: { fetch }
      })
    )
    // https://docs.github.com/enterprise-server/graphql/guides/forming-calls-with-graphql#the-graphql-endpoint
    this.#graphqlUrl = `${options.apiUrl.replace(/\/api\/v3$/, '/api')}/graphql`
    const last = new AbortController()
    const end = (): void => void setTimeout(() => last.abort(), options.lastWords).unref()
    options.cancelled.addEventListener('abort', end, { once: true })
    this.#reads = AbortSignal.any([options.cancelled, this.#closed.signal])
    this.#writes = AbortSignal.any([last.signal, this.#closed.signal])
  }

  /** The time on our own clock, in milliseconds; GitHub's is `githubAhead` of it. */
  get ourNow(): number {
    return this.#options.clock.now()
  }

  /** Ends what is still under way. */
  close(): void {
    this.#closed.abort()
    this.#transport.close()
  }

  /** A request that changes nothing, or nothing more when it is sent again. */
  async read<T>(call: Call<T>, patience: Patience = {}): Promise<T> {
    const ends = this.#endsOf(patience)
    const backoff = new Backoff()
    const looks = call.mayLag === true ? [replicaLag, 2 * replicaLag] : []
    for (;;) {
      const tried = await this.#try(call, this.#reads, Math.max(ends.unanswered - this.ourNow, leastTime.read))
      if (tried.done) return tried.value
      const { fault } = tried
      const again = fault.certainty === 'answered' && fault.answer.status === 404 ? looks.shift() : undefined
      if (again !== undefined) {
        await this.sleep(again)
        continue
      }
      const wait = this.#waitFor(call, fault, backoff, ends)
      if (wait === undefined) throw this.#problem(call, fault)
      await this.sleep(wait)
    }
  }

  /** A request that must happen exactly once; `find` looks at GitHub for what it may have brought about. */
  async write<T>(call: Call<T>, find: () => Promise<T | undefined>, patience: Patience = {}): Promise<T> {
    const ends = this.#endsOf(patience)
    const backoff = new Backoff()
    let mayBeDone = false
    for (;;) {
      const time = Math.max(ends.unanswered - this.ourNow, leastTime.write)
      const tried = await this.#try(call, this.#writes, time).catch((error: unknown) => {
        if (error instanceof Problem && !mayBeDone) call.onUndone?.()
        throw error
      })
      if (tried.done) return tried.value
      const { fault } = tried
      if (fault.certainty === 'open') mayBeDone = true
      const wait = this.#waitFor(call, fault, backoff, ends)
      if (wait === undefined) {
        const problem = this.#problem(call, fault)
        if (mayBeDone) throw unknown(call, problem)
        call.onUndone?.()
        throw problem
      }
      await this.sleep(wait)
      if (mayBeDone) {
        const found = await this.lookTwice(find).catch((error: unknown) => {
          throw error instanceof GitHubProblem ? unknown(call, error) : error
        })
        if (found !== undefined) return found
        call.onRepeat?.()
      }
      call.onLater?.()
    }
  }

  /**
   * Looks for what may or may not have happened, and once more after a while: a replica may lag behind.
   *
   * @param notBefore when the second look makes sense at the earliest, by our own clock
   */
  async lookTwice<T>(find: () => Promise<T | undefined>, notBefore = 0): Promise<T | undefined> {
    const found = await find()
    if (found !== undefined) return found
    await this.sleep(Math.max(replicaLag, notBefore - this.ourNow))
    return find()
  }

  /** Once, and again with the token that stands in where GitHub does not know the first one any more. */
  async #try<T>(call: Call<T>, signal: AbortSignal, time: number): Promise<Try<T>> {
    for (;;) {
      if (this.#reads.aborted) throw new Cancelled()
      const octokit = this.#octokits[0]
      const began = this.ourNow
      const heard = (answer: { status: number; requestId?: string }): void =>
        this.#options.observe({ ...answer, doing: call.doing, took: this.ourNow - began })
      this.sent++
      try {
        return { done: true, value: await this.#inTime(call, signal, Math.min(time, timeLimit), heard) }
      } catch (error) {
        if (signal.aborted) throw new Cancelled()
        // What a good answer says may be bad news.
        if (error instanceof Problem) throw error
        const fault = faultOf(error)
        heard(fault.answer)
        const isExpired = fault.certainty === 'answered' && fault.answer.status === 401
        // A request beside this one may have changed the token meanwhile.
        if (isExpired && octokit === this.#octokits[0] && this.#octokits.length > 1) {
          this.#octokits.shift()
          this.#options.replaced()
        }
        if (!isExpired || octokit === this.#octokits[0]) return { done: false, fault }
      }
    }
  }

  /** Ends a request that takes too long, however slowly its answer comes. */
  async #inTime<T>(
    call: Call<T>,
    signal: AbortSignal,
    time: number,
    heard: (answer: { status: number; requestId?: string }) => void
  ): Promise<T> {
    const limit = new AbortController()
    const tooLate = new TransportError(`No answer within ${Math.round(time / 1000)} seconds`, 'TIME_LIMIT')
    const timer = setTimeout(() => limit.abort(tooLate), time)
    try {
      return await this.#send(call, AbortSignal.any([signal, limit.signal]), heard)
    } finally {
      clearTimeout(timer)
    }
  }

  async #send<T>(
    { method, path, parameters, partial, parse }: Call<T>,
    signal: AbortSignal,
    heard: (answer: { status: number; requestId?: string }) => void
  ): Promise<T> {
    const response = await this.#octokits[0]?.request({
      method,
      url: path === graphql ? this.#graphqlUrl : path,
      headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
      request: { signal },
      ...parameters
    })
    const headers: unknown = response?.headers
    const poll = Number(textAt(headers, 'x-poll-interval') ?? NaN)
    if (Number.isFinite(poll)) this.pollInterval = poll * 1000
    const requestId = textAt(headers, 'x-github-request-id')
    const about = { status: response?.status ?? 0, ...(requestId === undefined ? {} : { requestId }) }
    const data: unknown = response?.data
    if (path === graphql) {
      const fault = graphqlFault(data, headers, about, partial === true)
      if (fault !== undefined) throw new Failed(fault)
    }
    const value = parse(data, headers)
    if (value === undefined) {
      const message = 'The answer is not one that GitHub gives'
      throw new Failed({ certainty: 'open', answer: { ...about, message }, strange: true })
    }
    heard(about)
    return value
  }

  /** When a request is given up, by our own clock: with a limit of GitHub's against it, and otherwise. */
  #endsOf({ within = Infinity, unanswered = Infinity }: Patience): Ends {
    const limited = Math.min(this.#deadline, this.ourNow + within)
    return { limited, unanswered: Math.min(limited, this.ourNow + unanswered) }
  }

  /** How long until a request is sent again; `undefined` where it is not. */
  #waitFor<T>(call: Call<T>, fault: Fault, backoff: Backoff, ends: Ends): number | undefined {
    if (fault.certainty === 'answered') return undefined
    const wait = backoff.after(fault, this.ourNow + this.githubAhead)
    if (this.ourNow + wait > (fault.limit === undefined ? ends.unanswered : ends.limited)) return undefined
    if (wait >= longWait) this.#options.waiting(new GitHubProblem(call.doing, fault.answer, ''), wait)
    return wait
  }

  /** Why a request is not sent again, and what to do. */
  #problem<T>({ doing }: Call<T>, fault: Fault): GitHubProblem {
    if (fault.certainty === 'answered') return problemOf(doing, fault, this.#options.tokenKind)
    const { answer, limit } = fault
    const kind = limit === undefined ? { unanswered: true as const } : { limit }
    return new GitHubProblem(doing, { ...answer, ...kind }, this.#remedy(fault))
  }

  #remedy({ certainty, limit, wait, until, strange }: Exclude<Fault, { certainty: 'answered' }>): string {
    if (limit !== undefined) {
      const at = until ?? (wait === undefined ? NaN : this.ourNow + this.githubAhead + wait)
      return `The limit is lifted ${moment(at)}, later than this step can wait: run it again then, or give a token with a limit of its own.`
    }
    if (certainty === 'refused') return 'Check the network of the runner, the proxy variables and the input "api-url".'
    if (strange === true)
      return 'Check that the input "api-url" is the address of a GitHub API, and that no proxy answers in its place.'
    return 'See https://www.githubstatus.com and run the job again when GitHub is well.'
  }

  /** @throws Cancelled as soon as the job is cancelled */
  sleep(milliseconds: number): Promise<void> {
    return this.#options.clock.sleep(milliseconds, this.#closed.signal)
  }
}

/** A write that nobody knows the outcome of: why it was not to be found out. */
const unknown = <T>({ doing }: Call<T>, { answer, remedy }: GitHubProblem): GitHubProblem =>
  new GitHubProblem(doing, { ...answer, mayBeDone: true }, `It is not known whether GitHub has done it. ${remedy}`)

/** A moment as people read it; a server may name one that no calendar has. */
function moment(milliseconds: number): string {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime())
    ? 'at a time that GitHub does not name'
    : `at ${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
