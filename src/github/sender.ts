import { getOctokit } from '@actions/github'
import { numberAt, textAt } from '../domain/json.ts'
import { Cancelled, Problem } from '../domain/problem.ts'
import type { Clock } from '../ports.ts'
import { graphql, type Call } from './call.ts'
import { conditional } from './conditional.ts'
import { Failed, faultOf, graphqlFault, type Fault } from './failure.ts'
import { foreignAnswer } from './foreign-answer.ts'
import { TransportError } from './transport-error.ts'
import { Transport, type ProxyFor } from './transport.ts'

export interface SenderOptions {
  /** The token, and the one to fall back on when GitHub does not know the first any more. */
  tokens: readonly [string, ...string[]]
  apiUrl: string
  /** The proxy to a URL, if there is one. */
  proxyFor?: ProxyFor
  clock: Clock
  /** Aborted when the job is cancelled: nothing new begins, reads and waits end, a write in flight is let finish. */
  cancelled: AbortSignal
  /** How long after the cancel a write in flight may go on, in milliseconds. */
  lastWords: number
  /** Hears that what was begun has left: what is needed once it is answered can be done meanwhile. */
  underway: () => void
  /** Hears of every try of every request. */
  observe: (sent: Sent) => void
  /** Hears that GitHub does not know the token any more, and that the next one is taken. */
  replaced: () => void
}

/** One try of one request, as the debug log shows it. */
export interface Sent {
  doing: string
  took: number
  /** HTTP status; 0 if no answer came. */
  status: number
  requestId?: string
}

/** What came of one try. */
export type Try<T> = { done: true; value: T } | { done: false; fault: Fault }

/** GitHub itself gives up after 10 seconds. https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts */
const timeLimit = 20_000

/** Sends each request once, within a time limit, and keeps what every answer tells besides: GitHub's clock and pace. */
export class Sender {
  readonly #options: SenderOptions
  readonly #transport: Transport
  readonly #octokits: ReturnType<typeof getOctokit>[]
  readonly #graphqlUrl: string
  readonly #closed = new AbortController()
  readonly #reads: AbortSignal
  readonly #writes: AbortSignal
  /** How far GitHub's clock is ahead of ours, in milliseconds, by its latest answer. */
  githubAhead = 0
  /** How long GitHub asked to be left alone between two looks, in milliseconds. */
  pollInterval = 0
  /** How many requests were sent, repeats included. */
  sent = 0

  constructor(options: SenderOptions) {
    this.#options = options
    this.#transport = new Transport(options.tokens, options.underway, options.proxyFor)
    const fetch = conditional(async (address, init) => {
      const answer = await this.#transport.fetch(address, init)
      const date = Date.parse(answer.headers.get('date') ?? '')
      if (Number.isFinite(date)) this.githubAhead = date - this.#now
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

  get #now(): number {
    return this.#options.clock.now()
  }

  /** Aborted when nothing more is to be sent. */
  get closed(): AbortSignal {
    return this.#closed.signal
  }

  /** Ends what is still under way. */
  close(): void {
    this.#closed.abort()
    this.#transport.close()
  }

  /** Sends a request once, and again with the next token if GitHub does not know the first one any more. */
  async try<T>(call: Call<T>, kind: 'read' | 'write', timeMs: number): Promise<Try<T>> {
    const signal = kind === 'read' ? this.#reads : this.#writes
    for (;;) {
      if (this.#reads.aborted) throw new Cancelled()
      const octokit = this.#octokits[0]
      const began = this.#now
      const heard = (answer: { status: number; requestId?: string }): void =>
        this.#options.observe({ ...answer, doing: call.doing, took: this.#now - began })
      this.sent++
      try {
        return { done: true, value: await this.#inTime(call, signal, Math.min(timeMs, timeLimit), heard) }
      } catch (error) {
        if (signal.aborted) throw new Cancelled()
        // What a good answer says may be bad news.
        if (error instanceof Problem) throw error
        const fault = faultOf(error)
        heard({ ...fault.answer, status: numberAt(error, 'response', 'status') ?? fault.answer.status })
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
    if (typeof data === 'string' && (data !== '' || about.status >= 300)) {
      const answer = foreignAnswer(about.status, data, requestId)
      // Behind a good status, GitHub may have done what it was asked.
      const known = about.status < 300 ? { certainty: 'open' as const } : { certainty: 'answered' as const, data }
      throw new Failed({ ...known, answer, strange: true })
    }
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
}
