import * as http from 'node:http'
import { isIP } from 'node:net'
import { unescape } from 'node:querystring'
import type { Duplex } from 'node:stream'
import {
  answerIncomplete,
  answerTooLarge,
  proxyRefused,
  redirectsElsewhere,
  tooManyRedirects
} from '../messages/answers.ts'
import { networkError, TransportError } from './fault.ts'

/** Limit for servers that never stop sending. A page of 100 deployments is below 1 MB with any payloads. */
const maxBodyLength = 16 * 1024 * 1024
const maxRedirects = 5

/** Options of `fetch` that Octokit uses. */
interface FetchInit {
  method: string
  headers: Record<string, string>
  body?: string
  signal: AbortSignal
}

interface FetchAnswer {
  status: number
  headers: Map<string, string>
  text(): Promise<string>
}

export type Fetch = (address: string, init: FetchInit) => Promise<FetchAnswer>

export interface TransportOptions {
  /** Tokens to replace with `***` if a server sends them back. */
  tokens: readonly string[]
  /** Returns the proxy for a URL, if there is one. */
  proxyFor: (url: URL) => URL | undefined
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

/**
 * Opens a connection to the host of a URL through a proxy, with `CONNECT`. Returns a function that starts using the
 * connection. The signal ends the attempt, because a proxy may never answer.
 * https://nodejs.org/api/http.html#event-connect
 *
 * @throws TransportError if the proxy refuses, in which case the request itself was not sent
 */
async function openTunnel(url: URL, proxy: URL, signal: AbortSignal): Promise<() => Duplex> {
  const isSecure = url.protocol === 'https:'
  // TLS is loaded first, because nothing handles errors of an open connection until the request takes it over.
  const { connect } = isSecure ? await import('node:tls') : {}
  const socket = await connectThrough(proxy, `${url.hostname}:${url.port || (isSecure ? 443 : 80)}`, signal)
  if (connect === undefined) return () => socket
  const host = bareHost(url)
  return () => connect({ socket, host, servername: serverName(host), ALPNProtocols: ['http/1.1'] })
}

async function connectThrough(proxy: URL, target: string, signal: AbortSignal): Promise<Duplex> {
  const isSecure = proxy.protocol === 'https:'
  const { request } = isSecure ? await import('node:https') : http
  const host = bareHost(proxy)
  const port = Number(proxy.port) || (isSecure ? 443 : 80)
  const headers = { host: target, ...credentials(proxy) }
  const name = `${proxy.hostname}:${port}`
  return new Promise((resolve, reject) => {
    const servername = serverName(host)
    const options = { method: 'CONNECT', host, port, path: target, headers, agent: false, servername, signal }
    const asked = request(options)
    asked.on('connect', ({ statusCode = 0, statusMessage = '' }, socket) => {
      if (statusCode >= 200 && statusCode < 300) {
        resolve(socket)
        return
      }
      socket.destroy()
      const said = `${statusCode} ${statusMessage}`.trim()
      const code = statusCode >= 500 ? 'PROXY_FAILED' : statusCode === 407 ? 'PROXY_LOGIN' : 'PROXY_REFUSED'
      reject(new TransportError(proxyRefused({ proxy: name, answer: said }), code, { beforeSending: true }))
    })
    asked.on('error', error => reject(networkError(error, `the proxy ${name}`, { beforeSending: true })))
    asked.end()
  })
}

/**
 * Returns the header with the proxy's user and password.
 * https://www.rfc-editor.org/rfc/rfc9110#name-proxy-authorization
 */
function credentials({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {}
  // In contrast to `decodeURIComponent`, `unescape` keeps a `%` that encodes nothing.
  const login = Buffer.from(`${unescape(username)}:${unescape(password)}`).toString('base64')
  return { 'proxy-authorization': `Basic ${login}` }
}

/** Returns the host without the brackets of an IPv6 address. */
const bareHost = ({ hostname }: URL): string => hostname.replaceAll(/[[\]]/g, '')

/**
 * Returns the server name for TLS, which must be a host name and not an address.
 * https://www.rfc-editor.org/rfc/rfc6066#section-3
 */
const serverName = (host: string): string => (isIP(host) === 0 ? host : '')

/** Number of answers to remember. Only polling repeats reads, and it polls few addresses. */
const maxRemembered = 20

/**
 * Makes repeated reads conditional. If nothing has changed, GitHub answers 304, which does not count against the rate
 * limit. The remembered answer is then returned again.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export function conditional(fetch: Fetch): Fetch {
  const remembered = new Map<string, { etag: string; answer: FetchAnswer }>()
  return async (address, init) => {
    if (init.method !== 'GET') return fetch(address, init)
    const known = remembered.get(address)
    const condition: Record<string, string> = known === undefined ? {} : { 'if-none-match': known.etag }
    const answer = await fetch(address, { ...init, headers: { ...init.headers, ...condition } })
    // The remembered answer gets the new headers, such as the date, rate limits and request ID.
    if (known !== undefined && answer.status === 304) {
      return { ...known.answer, headers: new Map([...known.answer.headers, ...answer.headers]) }
    }
    const etag = answer.headers.get('etag')
    if (answer.status !== 200 || etag === undefined) return answer
    remembered.delete(address)
    remembered.set(address, { etag, answer })
    const [oldest] = remembered.keys()
    if (remembered.size > maxRemembered && oldest !== undefined) remembered.delete(oldest)
    return answer
  }
}
