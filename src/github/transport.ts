import * as http from 'node:http'
import { answerIncomplete, answerTooLarge, redirectsElsewhere, tooManyRedirects } from '../messages/answers.ts'
import { networkError } from './network-error.ts'
import { TransportError } from './transport-error.ts'
import { openTunnel } from './tunnel.ts'

/** Limit for servers that never stop sending. A page of 100 deployments is below 1 MB with any payloads. */
const maxBodyLength = 16 * 1024 * 1024
const maxRedirects = 5

/** Options of `fetch` that Octokit uses. */
export interface FetchInit {
  method: string
  headers: Record<string, string>
  body?: string
  signal: AbortSignal
}

export interface FetchAnswer {
  status: number
  headers: Map<string, string>
  text(): Promise<string>
}

export type ProxyFor = (url: URL) => URL | undefined

export type Fetch = (address: string, init: FetchInit) => Promise<FetchAnswer>

export interface TransportOptions {
  /** Tokens to replace with `***` if a server sends them back. */
  tokens: readonly string[]
  /** Returns the proxy for a URL, if there is one. */
  proxyFor: ProxyFor
  /** Called after all started requests have been sent. */
  onAllSent: () => void
  /** Called with the time of each answer on the server's clock, in milliseconds. */
  onDate: (dateMs: number) => void
}

/**
 * Sends requests with Node's `http` and `https` modules, through a proxy if there is one. TLS and tunnels are slow to
 * load, so they are loaded only if they are needed. Every body has a size limit. GitHub redirects requests for a
 * renamed repository. Redirects keep the method and body, and are only followed on the same host, because the token is
 * only for that host.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export class Transport {
  readonly #options: TransportOptions
  readonly #leaving = new Set<http.ClientRequest>()
  #agent: http.Agent | undefined

  constructor(options: TransportOptions) {
    this.#options = options
  }

  readonly fetch: Fetch = async (address, init) => {
    let url = new URL(address)
    try {
      for (let hop = 0; hop <= maxRedirects; hop++) {
        const { message, body } = await this.#exchange(url, init)
        const dateMs = Date.parse(message.headers.date ?? '')
        if (Number.isFinite(dateMs)) this.#options.onDate(dateMs)
        const status = message.statusCode ?? 0
        const location = message.headers.location
        if (![301, 302, 307, 308].includes(status) || location === undefined) {
          return {
            status,
            headers: this.#headersOf(message),
            text: () => Promise.resolve(this.#withoutTokens(body))
          }
        }
        url = redirected(url, location)
      }
    } catch (error) {
      if (init.signal.reason instanceof TransportError) throw init.signal.reason
      if (error instanceof TransportError) throw error
      throw networkError(error as Error, url.host)
    }
    throw new TransportError(tooManyRedirects({ most: maxRedirects }), 'REDIRECT')
  }

  /** Closes the connections that are kept open. */
  close(): void {
    this.#agent?.destroy()
  }

  /** Returns a new connection for each request through a proxy, or a connection that is kept open without a proxy. */
  async #wayTo(url: URL, signal: AbortSignal): Promise<http.RequestOptions> {
    const proxy = this.#options.proxyFor(url)
    if (proxy !== undefined) {
      return { createConnection: await openTunnel(url, proxy, signal) }
    }
    const { Agent } = await moduleFor(url)
    this.#agent ??= new Agent({ keepAlive: true })
    return { agent: this.#agent }
  }

  #headersOf({ headers }: http.IncomingMessage): Map<string, string> {
    // Octokit passes on a body as text if it is not JSON.
    const found = new Map([['content-type', 'application/json']])
    for (const [name, value] of Object.entries(headers)) {
      if (wanted.includes(name) || name.startsWith('x-ratelimit-')) found.set(name, this.#withoutTokens(String(value)))
    }
    return found
  }

  #withoutTokens(text: string): string {
    return this.#options.tokens.reduce((rest, token) => rest.replaceAll(token, '***'), text)
  }

  async #exchange(url: URL, init: FetchInit): Promise<{ message: http.IncomingMessage; body: string }> {
    const { method, headers, signal } = init
    const { request: send } = await moduleFor(url)
    const way = await this.#wayTo(url, signal)
    return new Promise((resolve, reject) => {
      const broken = new TransportError(answerIncomplete(), 'ECONNRESET')
      const request = send(url, { method, headers, signal, ...way }, message => {
        let body = ''
        message.setEncoding('utf8')
        message.on('data', (text: string) => {
          body += text
          if (body.length <= maxBodyLength) return
          reject(new TransportError(answerTooLarge(), 'BODY_TOO_LARGE'))
          request.destroy()
        })
        message.on('end', () => resolve({ message, body }))
      })
      request.on('error', reject)
      // Node closes a connection without an error if it ends in the middle of the body.
      request.on('close', () => reject(broken))
      this.#leaving.add(request)
      for (const event of ['finish', 'close']) request.on(event, () => this.#hasLeft(request))
      request.end(init.body)
    })
  }

  #hasLeft(request: http.ClientRequest): void {
    if (this.#leaving.delete(request) && this.#leaving.size === 0) this.#options.onAllSent()
  }
}

/** Headers that this action uses. Other headers are not passed to Octokit, because it would print some of them. */
const wanted = ['date', 'etag', 'link', 'retry-after', 'x-accepted-github-permissions', 'x-github-request-id']

const moduleFor = async (url: URL): Promise<Pick<typeof http, 'Agent' | 'request'>> =>
  url.protocol === 'https:' ? import('node:https') : http

function redirected(from: URL, location: string): URL {
  const to = URL.parse(location, from.href)
  if (to?.origin !== from.origin) {
    throw new TransportError(redirectsElsewhere({ from: from.host, to: to?.host ?? 'unreadable' }), 'REDIRECT')
  }
  return to
}
