import { getOctokit } from '@actions/github'
import { textAt } from '../domain/json.ts'
import { answerTooLate, answerUnknown } from '../messages/answers.ts'
import { Cancelled, Problem, type Answer } from '../messages/problem.ts'
import type { Repository } from '../domain/run.ts'
import type { Clock } from '../ports.ts'
import { Failed, faultOf, graphqlFault, httpFault, TransportError, type Fault, type GraphqlError } from './fault.ts'
import { conditional, Transport, type TransportOptions } from './transport.ts'

/** Request with the parser for its answer. */
export interface Call<T> {
  /** Action that the request performs, used in messages after "Could not". */
  doing: string
  /** Defaults to `GET`. */
  method?: 'POST' | 'DELETE'
  /** Path in the repository with `{placeholders}`, or `graphqlPath`. */
  path: string
  parameters: Record<string, unknown>
  /** Whether an error in a GraphQL answer concerns only a part of it, which `parse` handles. */
  isPartial?: (error: GraphqlError) => boolean
  /** Set if some replicas may not have the data yet. "Not found" is then only believed the third time. */
  mayLag?: boolean
  /** Returns the value of a successful answer, or `undefined` if the answer is not documented by GitHub. */
  parse: (data: unknown, headers: unknown) => T | undefined
}

/** Stands for the address of GraphQL, which is not in the repository. */
export const graphqlPath = 'graphql'

/** Returns the fields of a call that sends a GraphQL query or mutation. */
export const graphqlRequest = (
  query: string,
  variables: Record<string, unknown>
): Pick<Call<unknown>, 'method' | 'path' | 'parameters'> => ({
  method: 'POST',
  path: graphqlPath,
  parameters: { query, variables }
})

export interface SenderOptions extends Omit<TransportOptions, 'onDate'> {
  /** Token, and the fallback token to use if GitHub rejects the first. */
  tokens: readonly [string, ...string[]]
  apiUrl: string
  repository: Repository
  clock: Clock
  /**
   * Aborted when the job is cancelled. Reads and waits end, no new request starts, and a write in progress may finish.
   */
  cancelled: AbortSignal
  /** Time for a write in progress to finish after the job is cancelled, in milliseconds. */
  cancelGraceMs: number
  /** Called after every attempt of every request. */
  onAnswer: (sent: Sent) => void
  /** Called if GitHub rejects the token and the next token is used. */
  onTokenReplaced: () => void
}

/** HTTP status, which is 0 if there was no answer, and the id of the request. */
type About = Pick<Answer, 'status' | 'requestId'>

/** One attempt of one request, as shown in the debug log. */
interface Sent extends About {
  doing: string
  tookMs: number
}

/** Result of one attempt. */
type Try<T> = { done: true; value: T } | { done: false; fault: Fault }

type Octokit = ReturnType<typeof getOctokit>

/**
 * Time limit for a request in milliseconds. GitHub aborts requests after 10 seconds.
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts
 */
const timeLimitMs = 20_000

/** Sends each request once, within a time limit. Also keeps GitHub's clock from every answer. */
export class Sender {
  readonly #options: SenderOptions
  readonly #transport: Transport
  #octokit: Octokit
  readonly #spares: Octokit[]
  readonly #graphqlUrl: string
  readonly #closed = new AbortController()
  readonly #reads: AbortSignal
  readonly #writes: AbortSignal
  /** How far GitHub's clock is ahead of the local clock, in milliseconds, according to its latest answer. */
  githubAheadMs = 0
  /** Number of requests sent, including repeats. */
  sent = 0

  constructor(options: SenderOptions) {
    this.#options = options
    this.#transport = new Transport({ ...options, onDate: dateMs => (this.githubAheadMs = dateMs - this.#now) })
    const fetch = conditional(this.#transport.fetch)
    const octokitFor = (token: string): Octokit =>
      getOctokit(token, { baseUrl: options.apiUrl, userAgent: 'deployment-lifecycle', request: { fetch } })
    const [token, ...spares] = options.tokens
    this.#octokit = octokitFor(token)
    this.#spares = spares.map(octokitFor)
    // https://docs.github.com/enterprise-server/graphql/guides/forming-calls-with-graphql#the-graphql-endpoint
    this.#graphqlUrl = `${options.apiUrl.replace(/\/api\/v3$/, '/api')}/graphql`
    const last = new AbortController()
    const end = (): void => void setTimeout(() => last.abort(), options.cancelGraceMs).unref()
    options.cancelled.addEventListener('abort', end, { once: true })
    this.#reads = AbortSignal.any([options.cancelled, this.#closed.signal])
    this.#writes = AbortSignal.any([last.signal, this.#closed.signal])
  }

  get #now(): number {
    return this.#options.clock.now()
  }

  /** Aborted when no more requests may be sent. */
  get closed(): AbortSignal {
    return this.#closed.signal
  }

  /** Ends all requests that are still in progress. */
  close(): void {
    this.#closed.abort()
    this.#transport.close()
  }

  /** Sends a request once, and sends it again with the next token if GitHub rejects the first. */
  async try<T>(call: Call<T>, kind: 'read' | 'write', timeMs: number): Promise<Try<T>> {
    const signal = kind === 'read' ? this.#reads : this.#writes
    for (;;) {
      if (this.#reads.aborted) throw new Cancelled()
      const octokit = this.#octokit
      const began = this.#now
      const onAnswer = ({ status, requestId }: About): void =>
        this.#options.onAnswer({ doing: call.doing, tookMs: this.#now - began, status, requestId })
      this.sent++
      try {
        const { value, about } = await this.#send(call, signal, Math.min(timeMs, timeLimitMs))
        onAnswer(about)
        return { done: true, value }
      } catch (error) {
        if (signal.aborted) throw new Cancelled()
        // A successful answer may also report a problem.
        if (error instanceof Problem) throw error
        const fault = faultOf(error)
        onAnswer(fault.answer)
        if (fault.certainty !== 'answered' || fault.answer.status !== 401) return { done: false, fault }
        // A parallel request may have changed the token in the meantime.
        if (octokit !== this.#octokit) continue
        const spare = this.#spares.shift()
        if (spare === undefined) return { done: false, fault }
        this.#octokit = spare
        this.#options.onTokenReplaced()
      }
    }
  }

  /** Sends a request and ends it after the time limit, no matter how slowly the answer arrives. */
  async #send<T>(call: Call<T>, signal: AbortSignal, timeMs: number): Promise<{ value: T; about: About }> {
    const { method = 'GET', path, parameters } = call
    const { owner, name } = this.#options.repository
    const target =
      path === graphqlPath ? { url: this.#graphqlUrl } : { url: `/repos/{owner}/{repo}${path}`, owner, repo: name }
    const limit = new AbortController()
    const tooLate = new TransportError(answerTooLate({ seconds: Math.round(timeMs / 1000) }), 'TIME_LIMIT')
    const timer = setTimeout(() => limit.abort(tooLate), timeMs)
    try {
      const response = await this.#octokit.request({
        method,
        ...target,
        headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
        request: { signal: AbortSignal.any([signal, limit.signal]) },
        ...parameters
      })
      return valueOf(call, response)
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Returns the value of an answer. @throws Failed if the answer is an error or is not documented by GitHub */
function valueOf<T>(
  { path, isPartial, parse }: Call<T>,
  { status, headers, data }: { status: number; headers: unknown; data: unknown }
): { value: T; about: About } {
  const about = { status, requestId: textAt(headers, 'x-github-request-id') }
  if (typeof data === 'string' && (data !== '' || status >= 300)) throw new Failed(httpFault(status, headers, data))
  const fault = path === graphqlPath ? graphqlFault(data, headers, about, isPartial) : undefined
  if (fault !== undefined) throw new Failed(fault)
  const value = parse(data, headers)
  if (value !== undefined) return { value, about }
  throw new Failed({ certainty: 'open', answer: { ...about, message: answerUnknown(), isForeign: true } })
}
