import { createServer, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

/** A proxy that tunnels every request to one address, and records targets and credentials. */
export class ConnectProxy {
  readonly asked: { target: string; authorization: string | undefined }[] = []
  readonly #server = createServer((_, response) => response.writeHead(501).end())
  readonly #sockets = new Set<Duplex>()
  /** Responses for the next requests instead of a tunnel. `closed` ends the connection without a response. */
  refusals: string[] = []

  static async to(address: string, listensOn = '127.0.0.1'): Promise<ConnectProxy> {
    const proxy = new ConnectProxy()
    const { port, hostname } = new URL(address)
    proxy.#server.on('connect', ({ url = '', headers }: IncomingMessage, client: Duplex) => {
      proxy.asked.push({ target: url, authorization: headers['proxy-authorization'] })
      const refusal = proxy.refusals.shift()
      if (refusal !== undefined) {
        client.on('error', () => client.destroy())
        client.end(refusal === 'closed' ? '' : refusal)
        return
      }
      const upstream = connect(Number(port), hostname, () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n')
        upstream.pipe(client).pipe(upstream)
      })
      for (const socket of [client, upstream]) {
        proxy.#sockets.add(socket)
        socket.on('error', () => socket.destroy())
      }
    })
    await new Promise<void>(resolve => proxy.#server.listen(0, listensOn, resolve))
    return proxy
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise(resolve => this.#server.close(resolve))
  }
}
