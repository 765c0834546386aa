import * as http from 'node:http'
import { getProxyUrl } from '@actions/http-client/lib/proxy'

/** GitHub itself gives up after 10 seconds. https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts */
const timeLimit = 20_000
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
 * environment. TLS and tunnels are loaded where they are needed: they cost more than everything else. Every request ends within a time limit however slowly the bytes come, and its body within a size limit.
 * Redirects are followed on the same host only, with the same method and body: GitHub answers them for a renamed
 * repository, and the token is for no other host.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export class Transport {
  readonly #agents = new Map<string, http.Agent>()

  readonly fetch: Fetch = async (address, init = {}) => {
    const limit = AbortSignal.timeout(timeLimit)
    const signal = init.signal === undefined ? limit : AbortSignal.any([init.signal, limit])
    let url = new URL(address)
    try {
      for (let hop = 0; hop <= mostRedirects; hop++) {
        const { message, body } = await this.#exchange(url, init, signal)
        const status = message.statusCode ?? 0
        const location = message.headers.location
        if (![301, 302, 307, 308].includes(status) || location === undefined) {
          return {
            status,
            ok: status >= 200 && status < 300,
            url: url.href,
            headers: headersOf(message),
            text: () => Promise.resolve(body)
          }
        }
        url = redirected(url, location)
      }
    } catch (error) {
      if (error instanceof TransportError) throw error
      if (limit.aborted) throw new TransportError(`No answer within ${timeLimit / 1000} seconds`, 'TIME_LIMIT')
      const { code, message } = error as NodeJS.ErrnoException
      throw new TransportError(message === '' ? (code ?? 'The connection failed') : message, code ?? 'UNKNOWN')
    }
    throw new TransportError(`More than ${mostRedirects} redirects`, 'REDIRECTS')
  }

  /** Lets go of the connections that are kept open. */
  close(): void {
    this.#agents.forEach(agent => agent.destroy())
  }

  async #agentFor(url: URL): Promise<http.Agent> {
    const known = this.#agents.get(url.origin)
    if (known !== undefined) return known
    const proxy = getProxyUrl(url)
    const { Agent } = await moduleFor(url)
    const agent = proxy === undefined ? new Agent({ keepAlive: true }) : await tunnelTo(url, proxy)
    this.#agents.set(url.origin, agent)
    return agent
  }

  async #exchange(
    url: URL,
    init: FetchInit,
    signal: AbortSignal
  ): Promise<{ message: http.IncomingMessage; body: string }> {
    const agent = await this.#agentFor(url)
    const { request: send } = await moduleFor(url)
    return new Promise((resolve, reject) => {
      const body = init.body ?? ''
      const headers = { ...init.headers, ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }) }
      const request = send(url, { method: init.method ?? 'GET', headers, agent, signal }, message => {
        const chunks: Buffer[] = []
        let size = 0
        message.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          size += chunk.length
          if (size > longestBody)
            message.destroy(new TransportError('The answer is larger than 16 MiB', 'BODY_TOO_LARGE'))
        })
        message.on('end', () => resolve({ message, body: Buffer.concat(chunks).toString('utf8') }))
        message.on('error', reject)
        // A connection that ends in the middle of the body ends without any other event.
        message.on('close', () => {
          if (!message.complete) reject(new TransportError('The answer ended before it was complete', 'ECONNRESET'))
        })
      })
      request.on('error', reject)
      request.end(body)
    })
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

function headersOf({ headers }: http.IncomingMessage): Map<string, string> {
  const isJson = /^application\/([\w.-]+\+)?json\b/i.test(headers['content-type'] ?? '')
  const found = new Map([['content-type', isJson ? 'application/json' : 'text/plain']])
  for (const [name, value] of Object.entries(headers)) {
    if (wanted.includes(name) || name.startsWith('x-ratelimit-')) found.set(name, String(value))
  }
  return found
}

const moduleFor = async (url: URL): Promise<Pick<typeof http, 'Agent' | 'request'>> =>
  url.protocol === 'https:' ? import('node:https') : http

/** A way through a proxy, with `CONNECT`. */
async function tunnelTo(url: URL, proxy: URL): Promise<http.Agent> {
  const tunnel = await import(/* webpackMode: "eager" */ 'tunnel')
  const { hostname: host, username, password } = proxy
  const proxyAuth = `${username}:${password}`
  const port = Number(proxy.port) || (proxy.protocol === 'https:' ? 443 : 80)
  const options = { proxy: { host, port, ...(username === '' ? {} : { proxyAuth }) } }
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
