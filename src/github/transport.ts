import * as http from 'node:http'
import { answerIncomplete, answerTooLarge, redirectsElsewhere, tooManyRedirects } from '../messages/network.ts'
import { TransportError } from './transport-error.ts'

/**
 * Size limit for answers, against servers that never stop sending. A page of 100 deployments is below 1 MB with any
 * payloads.
 */
const maxBodyBytes = 16 * 1024 * 1024
const maxRedirects = 5

/** Options of `fetch` that Octokit uses. */
export interface FetchInit {
  method?: string
  headers?: Record<string, string>
  body?: string
  signal?: AbortSignal
}

export interface FetchAnswer {
  status: number
  ok: boolean
  url: string
  headers: Map<string, string>
  text(): Promise<string>
}

export type ProxyFor = (url: URL) => URL | undefined

export type Fetch = (address: string, init?: FetchInit) => Promise<FetchAnswer>

/**
 * Sends requests with Node's `http` and `https` modules, through a proxy if there is one. TLS and tunnels are slow to
 * load, so they are loaded only if they are needed. Every body has a size limit. GitHub redirects requests for a
 * renamed repository. Redirects keep the method and body, and are only followed on the same host, because the token is
 * only for that host. If a server sends a token back, it is replaced with `***`.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export class Transport {
  readonly #agents = new Map<string, http.Agent>()
  readonly #tokens: readonly string[]
  readonly #underway: () => void
  readonly #proxyFor: ProxyFor
  readonly #leaving = new Set<http.ClientRequest>()

  /**
   * Creates a transport.
   *
   * @param underway called after all started requests have been sent
   * @param proxyFor returns the proxy for a URL, if there is one
   */
  constructor(tokens: readonly string[], underway: () => void, proxyFor: ProxyFor = () => undefined) {
    this.#tokens = tokens
    this.#underway = underway
    this.#proxyFor = proxyFor
  }

  readonly fetch: Fetch = async (address, init = {}) => {
    try {
      let url = new URL(address)
      for (let hop = 0; hop <= maxRedirects; hop++) {
        const { message, body } = await this.#exchange(url, init)
        const status = message.statusCode ?? 0
        const location = message.headers.location
        if (![301, 302, 307, 308].includes(status) || location === undefined) {
          return {
            status,
            ok: status >= 200 && status < 300,
            url: url.href,
            headers: this.#headersOf(message),
            text: () => Promise.resolve(this.#withoutTokens(body))
          }
        }
        url = redirected(url, location)
      }
    } catch (error) {
      if (init.signal?.reason instanceof TransportError) throw init.signal.reason
      if (error instanceof TransportError) throw error
      const { networkError } = await import('./network-error.ts')
      throw networkError(error as Error, URL.parse(address)?.host ?? address)
    }
    throw new TransportError(tooManyRedirects({ most: maxRedirects }), 'REDIRECTS')
  }

  /** Closes the connections that are kept open. */
  close(): void {
    for (const agent of this.#agents.values()) agent.destroy()
  }

  /** Returns a new connection for each request through a proxy, or a connection that is kept open without a proxy. */
  async #wayTo(url: URL, signal: AbortSignal | undefined): Promise<http.RequestOptions> {
    const proxy = this.#proxyFor(url)
    if (proxy !== undefined)
      return { createConnection: await (await import('./tunnel.ts')).openTunnel(url, proxy, signal) }
    const known = this.#agents.get(url.origin)
    if (known !== undefined) return { agent: known }
    const { Agent } = await moduleFor(url)
    const agent = new Agent({ keepAlive: true })
    this.#agents.set(url.origin, agent)
    return { agent }
  }

  #headersOf({ headers }: http.IncomingMessage): Map<string, string> {
    const isJson = /^application\/([\w.-]+\+)?json\b/i.test(headers['content-type'] ?? '')
    const found = new Map([['content-type', isJson ? 'application/json' : 'text/plain']])
    for (const [name, value] of Object.entries(headers)) {
      if (wanted.includes(name) || name.startsWith('x-ratelimit-')) found.set(name, this.#withoutTokens(String(value)))
    }
    return found
  }

  #withoutTokens(text: string): string {
    return this.#tokens.reduce((rest, token) => rest.replaceAll(token, '***'), text)
  }

  async #exchange(url: URL, init: FetchInit): Promise<{ message: http.IncomingMessage; body: string }> {
    const { request: send } = await moduleFor(url)
    const way = await this.#wayTo(url, init.signal)
    return new Promise((resolve, reject) => {
      const body = init.body ?? ''
      const headers = { ...init.headers, ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }) }
      const { method = 'GET', signal } = init
      const broken = new TransportError(answerIncomplete(), 'ECONNRESET')
      const request = send(url, { method, headers, signal, ...way }, message => {
        const chunks: Buffer[] = []
        let size = 0
        message.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          size += chunk.length
          if (size > maxBodyBytes) message.destroy(new TransportError(answerTooLarge(), 'BODY_TOO_LARGE'))
        })
        message.on('end', () => resolve({ message, body: Buffer.concat(chunks).toString('utf8') }))
        message.on('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ECONNRESET' ? broken : error))
        // A connection that ends in the middle of the body may not emit any other event.
        message.on('close', () => {
          if (!message.complete) reject(broken)
        })
      })
      request.on('error', reject)
      // If a server asks to change the protocol, Node closes the connection without an error.
      request.on('close', () => reject(broken))
      this.#leaving.add(request)
      for (const event of ['finish', 'close']) request.on(event, () => this.#hasLeft(request))
      request.end(body)
    })
  }

  #hasLeft(request: http.ClientRequest): void {
    if (this.#leaving.delete(request) && this.#leaving.size === 0) this.#underway()
  }
}

/** Headers that this action uses. Other headers are not passed to Octokit, because it would print some of them. */
const wanted = [
  'date',
  'etag',
  'link',
  'retry-after',
  'x-accepted-github-permissions',
  'x-github-request-id',
  'x-poll-interval'
]

const moduleFor = async (url: URL): Promise<Pick<typeof http, 'Agent' | 'request'>> =>
  url.protocol === 'https:' ? import('node:https') : http

function redirected(from: URL, location: string): URL {
  const to = URL.parse(location, from.href)
  if (to?.origin !== from.origin) {
    throw new TransportError(redirectsElsewhere({ from: from.host, to: to?.host ?? 'unreadable' }), 'FOREIGN_REDIRECT')
  }
  return to
}
