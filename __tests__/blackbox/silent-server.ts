import { createServer, type AddressInfo, type Socket } from 'node:net'

/** A server that accepts every connection but never responds. */
export class SilentServer {
  readonly #sockets = new Set<Socket>()
  #told: () => void = () => undefined
  readonly #server = createServer(socket => {
    this.#sockets.add(socket.on('error', () => socket.destroy()).resume())
    this.#told()
  })

  static async start(): Promise<SilentServer> {
    const silent = new SilentServer()
    await new Promise<void>(resolve => silent.#server.listen(0, '127.0.0.1', resolve))
    return silent
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  onConnection(told: () => void): void {
    this.#told = told
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
  }
}
