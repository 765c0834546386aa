import * as http from 'node:http'
import { isIP } from 'node:net'
import { unescape } from 'node:querystring'
import type { Duplex } from 'node:stream'
import { proxyRefused } from '../messages/answers.ts'
import { networkError } from './network-error.ts'
import { TransportError } from './transport-error.ts'

/**
 * Opens a connection to the host of a URL through a proxy, with `CONNECT`. Returns a function that starts using the
 * connection. The signal ends the attempt, because a proxy may never answer.
 * https://nodejs.org/api/http.html#event-connect
 *
 * @throws TransportError if the proxy refuses, in which case the request itself was not sent
 */
export async function openTunnel(url: URL, proxy: URL, signal: AbortSignal): Promise<() => Duplex> {
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
