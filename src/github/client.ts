import { getOctokit } from '@actions/github'
import { textAt } from '../domain/json.ts'
import { Cancelled, GitHubProblem } from '../domain/problem.ts'
import type { Clock } from '../ports.ts'
import { Failed, faultOf, graphqlFault, problemOf, type Circumstances, type Fault } from './failure.ts'
import { Transport } from './transport.ts'

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
  circumstances: Circumstances
  /** Hears of every try of every request. */
  observe: (sent: Sent) => void
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
  /** The value of a good answer; `undefined` where it is not what GitHub documents. */
  parse: (data: unknown, headers: unknown) => T | undefined
}

export const graphql = Symbol('graphql')

/** How often and how long reads are repeated, where less than the client's whole budget is wanted. */
export interface Patience {
  /** Milliseconds. */
  within?: number
}

type Try<T> = { done: true; value: T } | { done: false; fault: Fault }

/** The first repeat comes within half a second, the later ones after twice as long each. */
const firstPause = 400
const longestPause = 30_000
/** What GitHub asks for where a secondary limit names no time. */
const limitPause = 60_000
/** How long a replica is given to learn of a write. */
const replicaLag = 1500

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
  readonly #transport = new Transport()
  readonly #octokits: ReturnType<typeof getOctokit>[]
  readonly #graphqlUrl: string
  readonly #deadline: number
  readonly #closed = new AbortController()
  readonly #reads: AbortSignal
  readonly #writes: AbortSignal
  /** How far GitHub's clock is ahead of ours, in milliseconds, by its latest answer. */
  githubAhead = 0
  /** How many requests were sent, repeats included. */
  sent = 0

  constructor(options: ClientOptions) {
    this.#options = options
    this.#deadline = options.clock.now() + options.budget
    this.#octokits = options.tokens.map(token =>
      getOctokit(token, {
        baseUrl: options.apiUrl,
        userAgent: 'deployment-lifecycle',
        request: { fetch: this.#transport.fetch }
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
  async read<T>(call: Call<T>, { within }: Patience = {}): Promise<T> {
    const deadline =
      within === undefined ? this.#deadline : Math.min(this.#deadline, this.#options.clock.now() + within)
    for (let failures = 0; ; failures++) {
      const tried = await this.#try(call, this.#reads)
      if (tried.done) return tried.value
      await this.#pause(call, tried.fault, failures, deadline)
    }
  }

  /** A request that must happen exactly once; `find` looks at GitHub for what it may have brought about. */
  async write<T>(call: Call<T>, find: () => Promise<T | undefined>): Promise<T> {
    for (let failures = 0; ; failures++) {
      const tried = await this.#try(call, this.#writes)
      if (tried.done) return tried.value
      await this.#pause(call, tried.fault, failures, this.#deadline)
      const found = tried.fault.certainty === 'open' ? await this.lookTwice(find) : undefined
      if (found !== undefined) return found
    }
  }

  /** Looks for what may or may not have happened, and once more after a while: a replica may lag behind. */
  async lookTwice<T>(find: () => Promise<T | undefined>): Promise<T | undefined> {
    const found = await find()
    if (found !== undefined) return found
    await this.#sleep(replicaLag)
    return find()
  }

  async #try<T>(call: Call<T>, signal: AbortSignal): Promise<Try<T>> {
    for (;;) {
      if (this.#reads.aborted) throw new Cancelled()
      const began = this.#options.clock.now()
      const heard = (answer: { status: number; requestId?: string }): void =>
        this.#options.observe({ ...answer, doing: call.doing, took: this.#options.clock.now() - began })
      this.sent++
      try {
        return { done: true, value: await this.#send(call, signal, heard) }
      } catch (error) {
        if (signal.aborted) throw new Cancelled()
        const fault = faultOf(error)
        heard(fault.answer)
        const expired = fault.certainty === 'answered' && fault.answer.status === 401
        if (!expired || this.#octokits.length === 1) return { done: false, fault }
        this.#octokits.shift()
      }
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
    const date = Date.parse(textAt(headers, 'date') ?? '')
    if (Number.isFinite(date)) this.githubAhead = date - this.#options.clock.now()
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
      throw new Failed({ certainty: 'open', answer: { ...about, message } })
    }
    heard(about)
    return value
  }

  /** Waits before a repeat, or throws where there will be none. */
  async #pause<T>({ doing, method }: Call<T>, fault: Fault, failures: number, deadline: number): Promise<void> {
    if (fault.certainty === 'answered') throw problemOf(doing, fault, this.#options.circumstances)
    const { clock } = this.#options
    const wait = this.#waitFor(fault, failures)
    if (clock.now() + wait <= deadline) {
      await this.#sleep(wait)
      return
    }
    throw new GitHubProblem(doing, fault.answer, this.#givenUp(fault, wait, method))
  }

  #waitFor(fault: Exclude<Fault, { certainty: 'answered' }>, failures: number): number {
    if (fault.certainty === 'refused' && fault.limit !== undefined) {
      const wait =
        fault.wait ??
        (fault.until === undefined
          ? limitPause * 2 ** failures
          : Math.max(0, fault.until - this.#options.clock.now() - this.githubAhead) + 1000)
      // Those who were refused together do not all come back together.
      return wait + Math.random() * Math.min(wait / 4, 10_000)
    }
    return Math.min(longestPause, firstPause * 2 ** failures) * (0.5 + Math.random() / 2)
  }

  #givenUp(fault: Exclude<Fault, { certainty: 'answered' }>, wait: number, method: string): string {
    if (fault.certainty === 'refused' && fault.limit !== undefined) {
      const lifted = new Date(this.#options.clock.now() + wait).toISOString().slice(11, 19)
      return `The limit is lifted at ${lifted} UTC, later than this step can wait: run it again then, or give a token with a limit of its own.`
    }
    if (fault.certainty === 'refused') {
      return 'Check the network of the runner, the proxy variables and the input "api-url".'
    }
    const uncertain = method === 'GET' ? '' : 'It is not known whether GitHub has done it. '
    return `${uncertain}See https://www.githubstatus.com and run the job again when GitHub is well.`
  }

  /** @throws Cancelled as soon as the job is cancelled */
  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer)
        reject(new Cancelled())
      }
      const timer = setTimeout(() => {
        this.#reads.removeEventListener('abort', stop)
        resolve()
      }, milliseconds)
      if (this.#reads.aborted) stop()
      else this.#reads.addEventListener('abort', stop, { once: true })
    })
  }
}
