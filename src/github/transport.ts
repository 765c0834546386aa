import * as http from 'node:http'
import { TransportError } from './transport-error.ts'

/** A page of a hundred deployments is below 1 MB, whatever their payloads are; this is a server that does not stop. */
const longestBody = 16 * 1024 * 1024
const mostRedirects = 5

/** The part of `fetch` that Octokit asks for. */
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
 * Sends requests with Node's own `http` and `https`, through a proxy if there is one. TLS and tunnels are
 * loaded only if they are needed, because they cost more than everything else. Every body ends
 * within a size limit. Redirects are followed on the same host only, with the same method and body: GitHub answers them
 * for a renamed repository, and the token is for no other host. A server that sends a token back sends stars.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export class Transport {
  readonly #agents = new Map<string, http.Agent>()
  readonly #tokens: readonly string[]
  readonly #underway: () => void
  readonly #proxyFor: ProxyFor
  readonly #leaving = new Set<http.ClientRequest>()

  /**
   * @param underway hears that all requests have left that were begun
   * @param proxyFor the proxy to a URL, if there is one
   */
  constructor(tokens: readonly string[], underway: () => void, proxyFor: ProxyFor = () => undefined) {
    this.#tokens = tokens
    this.#underway = underway
    this.#proxyFor = proxyFor
  }

  readonly fetch: Fetch = async (address, init = {}) => {
    try {
      let url = new URL(address)
      for (let hop = 0; hop <= mostRedirects; hop++) {
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
    throw new TransportError(`More than ${mostRedirects} redirects`, 'REDIRECTS')
  }

  /** Lets go of the connections that are kept open. */
  close(): void {
    for (const agent of this.#agents.values()) agent.destroy()
  }

  /** A connection of its own through the proxy, which keeps none open; else one that may be kept. */
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
      const broken = new TransportError('The answer ended before it was complete', 'ECONNRESET')
      const request = send(url, { method, headers, signal, ...way }, message => {
        const chunks: Buffer[] = []
        let size = 0
        message.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          size += chunk.length
          if (size > longestBody)
            message.destroy(new TransportError('The answer is larger than 16 MiB', 'BODY_TOO_LARGE'))
        })
        message.on('end', () => resolve({ message, body: Buffer.concat(chunks).toString('utf8') }))
        message.on('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ECONNRESET' ? broken : error))
        // A connection that ends in the middle of the body may end without any other event.
        message.on('close', () => {
          if (!message.complete) reject(broken)
        })
      })
      request.on('error', reject)
      // Asked to change the protocol, Node lets go of the connection without another word.
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

/** The headers that mean something here. No other reaches Octokit, which would print some of them. */
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
    throw new TransportError(`${from.host} redirects to another host, ${to?.host ?? 'unreadable'}`, 'FOREIGN_REDIRECT')
  }
  return to
}
