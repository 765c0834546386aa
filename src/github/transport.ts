import * as http from 'node:http'
import { getProxyUrl } from '@actions/http-client/lib/proxy'

/** A page of a hundred deployments is below 1 MB, whatever their payloads are; this is a server that does not stop. */
const longestBody = 16 * 1024 * 1024
const mostRedirects = 5

/** The request was not answered as HTTP should be. `code` is Node's, such as `ECONNREFUSED`, or one of ours. */
export class TransportError extends Error {
  readonly code: string

  constructor(message: string, code: string) {
    super(message)
    this.name = 'TransportError'
    this.code = code
  }
}

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

export type Fetch = (address: string, init?: FetchInit) => Promise<FetchAnswer>

/**
 * Sends requests with Node's own `http` and `https`, through the proxy that `@actions/http-client` finds in the
 * environment. TLS and tunnels are loaded where they are needed: they cost more than everything else. Every body ends
 * within a size limit. Redirects are followed on the same host only, with the same method and body: GitHub answers them
 * for a renamed repository, and the token is for no other host. A server that sends a token back sends stars.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export class Transport {
  readonly #agents = new Map<string, http.Agent>()
  readonly #tokens: readonly string[]
  readonly #underway: () => void
  readonly #leaving = new Set<http.ClientRequest>()

  /** @param underway hears that all requests have left that were begun */
  constructor(tokens: readonly string[], underway: () => void) {
    this.#tokens = tokens
    this.#underway = underway
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
      if (error instanceof TransportError) throw error
      if (init.signal?.reason instanceof TransportError) throw init.signal.reason
      const { code, message } = error as NodeJS.ErrnoException
      throw new TransportError(message === '' ? (code ?? 'The connection failed') : message, code ?? 'UNKNOWN')
    }
    throw new TransportError(`More than ${mostRedirects} redirects`, 'REDIRECTS')
  }

  /** Lets go of the connections that are kept open. */
  close(): void {
    for (const agent of this.#agents.values()) agent.destroy()
  }

  async #agentFor(url: URL, signal: AbortSignal | undefined): Promise<http.Agent> {
    const known = this.#agents.get(url.origin)
    if (known !== undefined) return known
    const proxy = proxyFor(url)
    // A tunnel keeps no connection open, and only a request of its own ends it while the proxy is silent.
    if (proxy !== undefined) return tunnelTo(url, proxy, signal)
    const { Agent } = await moduleFor(url)
    const agent = new Agent({ keepAlive: true })
    this.#agents.set(url.origin, agent)
    return agent
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
    const agent = await this.#agentFor(url, init.signal)
    const { request: send } = await moduleFor(url)
    return new Promise((resolve, reject) => {
      const body = init.body ?? ''
      const headers = { ...init.headers, ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }) }
      const { method = 'GET', signal } = init
      const broken = new TransportError('The answer ended before it was complete', 'ECONNRESET')
      const request = send(url, { method, headers, agent, signal }, message => {
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

/** The proxy from the environment. Without a protocol, what stands before its first colon was taken for one. */
function proxyFor(url: URL): URL | undefined {
  const proxy = getProxyUrl(url)
  return proxy?.hostname === '' ? new URL(`http://${proxy.href}`) : proxy
}

/** A way through a proxy, with `CONNECT`, which ends with the signal. */
async function tunnelTo(url: URL, proxy: URL, signal: AbortSignal | undefined): Promise<http.Agent> {
  const tunnel = await import('tunnel')
  const { username, password } = proxy
  const host = proxy.hostname.replaceAll(/[[\]]/g, '')
  const proxyAuth = `${username}:${password}`
  const port = Number(proxy.port) || (proxy.protocol === 'https:' ? 443 : 80)
  const options = { proxy: { host, port, signal, ...(username === '' ? {} : { proxyAuth }) } }
  const isSecure = url.protocol === 'https:'
  if (proxy.protocol === 'https:') return isSecure ? tunnel.httpsOverHttps(options) : tunnel.httpOverHttps(options)
  return isSecure ? tunnel.httpsOverHttp(options) : tunnel.httpOverHttp(options)
}

function redirected(from: URL, location: string): URL {
  const to = URL.parse(location, from.href)
  if (to?.origin !== from.origin) {
    throw new TransportError(`${from.host} redirects to another host, ${to?.host ?? 'unreadable'}`, 'FOREIGN_REDIRECT')
  }
  return to
}
