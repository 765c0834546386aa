import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from './github/model.ts'

/** Turns of the event loop without an event after which nothing works: with and without requests in flight. */
const quietTurns = { busy: 25, idle: 8 }
/** Real time without an event after which a request counts as waiting, although no server here has received it. */
const silenceMs = 10
/** Real time between two looks at something that works outside of this process. */
const glanceMs = 1
/** Real time after which a process that is never quiet ends with an error, instead of never. */
const tooLongMs = 120_000
/** Resources of Node that cause no event until their work is done: files, processes and host names. */
const working = /^(FSReq|CloseReq|ProcessWrap|GetAddrInfo)/

/** Counts the pipes to other processes. */
const pipesIn = (resources: readonly string[]): number => resources.filter(name => name === 'PipeWrap').length

interface Timer {
  at: number
  /** Order among timers of the same time: the first one set comes first. */
  order: number
  work: () => void
  every?: number
}

/**
 * Time that stands still while something works in this process, and jumps to the next timer when everything waits. Hours
 * pass in no time, and a slow machine delays nothing. While it is installed, the whole process uses this time: the
 * simulated GitHub and its clients.
 */
export class IdleClock implements Clock {
  readonly #timers = new Set<Timer>()
  readonly #realTurn = setImmediate
  readonly #realTimeout = setTimeout
  readonly #realNow = performance.now.bind(performance)
  #now = Date.now()
  #order = 0
  #isDriven = false
  /** Counts all events, to detect that nothing happens. */
  #events = 0
  /** Requests without an end, as their clients see them. */
  readonly #underWay = new Set<ClientRequest>()
  /** The same requests as servers in this process see them, as soon as their headers have arrived. */
  readonly #received = new Set<IncomingMessage>()
  /** Pipes to the process that started this one. */
  #ownPipes = 0

  now(): number {
    return Math.floor(this.#now)
  }

  /** Replaces the time of the process. Returns a function that puts the real time back. */
  install(): () => void {
    const happens = (): void => {
      this.#events++
    }
    const starts = (message: unknown): void => {
      const { request } = message as { request: ClientRequest }
      this.#events++
      this.#underWay.add(request)
      request.once('close', () => {
        this.#events++
        this.#underWay.delete(request)
      })
    }
    const arrives = (message: unknown): void => {
      const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
      this.#events++
      this.#received.add(request)
      response.once('close', () => {
        this.#events++
        this.#received.delete(request)
      })
    }
    const channels = Object.entries({
      'http.client.request.start': starts,
      'http.client.response.finish': happens,
      'http.server.request.start': arrives,
      'http.server.response.finish': happens
    })
    for (const [name, listener] of channels) subscribe(name, listener)
    // Node opens the pipes to the process that started this one on their first use, which may come later.
    for (const stream of [process.stdout, process.stderr]) stream.write('')
    this.#ownPipes = pipesIn(process.getActiveResourcesInfo())
    const { Date, setTimeout, setInterval, clearTimeout, clearInterval } = globalThis
    globalThis.Date = new Proxy(Date, {
      construct: (date, given, target) =>
        Reflect.construct(date, given.length === 0 ? [this.now()] : given, target) as Date,
      get: (date, name) => (name === 'now' ? () => this.now() : (Reflect.get(date, name) as unknown))
    })
    const set = (work: (...given: unknown[]) => void, after = 0, ...given: unknown[]): Handle =>
      this.#set({ at: this.#now + Math.max(1, after), work: () => work(...given) })
    const repeat = (work: (...given: unknown[]) => void, every = 0, ...given: unknown[]): Handle =>
      this.#set({ at: this.#now + Math.max(1, every), every: Math.max(1, every), work: () => work(...given) })
    const clear = (handle?: unknown): void => {
      if (handle instanceof Handle) this.#timers.delete(handle.timer)
      else clearTimeout(handle as NodeJS.Timeout | undefined)
    }
    Object.assign(globalThis, { setTimeout: set, setInterval: repeat, clearTimeout: clear, clearInterval: clear })
    return () => {
      for (const [name, listener] of channels) unsubscribe(name, listener)
      Object.assign(globalThis, { Date, setTimeout, setInterval, clearTimeout, clearInterval })
      this.#timers.clear()
    }
  }

  #set(timer: Omit<Timer, 'order'>): Handle {
    this.#events++
    const set = { ...timer, order: this.#order++ }
    this.#timers.add(set)
    if (!this.#isDriven) void this.#drive()
    return new Handle(set)
  }

  /** Jumps from timer to timer until there are none. */
  async #drive(): Promise<void> {
    this.#isDriven = true
    while (this.#timers.size > 0) {
      await this.#quiet()
      const next = [...this.#timers].reduce<Timer | undefined>(
        (first, timer) => (first === undefined || isSooner(timer, first) ? timer : first),
        undefined
      )
      if (next === undefined) break
      this.#now = Math.max(this.#now, next.at)
      if (next.every === undefined) this.#timers.delete(next)
      else next.at += next.every
      this.#events++
      next.work()
    }
    this.#isDriven = false
  }

  /** Whether something works outside of the event loop. */
  #isWorking(): boolean {
    const resources = process.getActiveResourcesInfo()
    return resources.some(name => working.test(name)) || pipesIn(resources) > this.#ownPipes
  }

  /** Whether a request may still be on its way. One that a server in this process has received waits for its answer. */
  #isOnTheWire(): boolean {
    const received = [...this.#received].filter(({ complete }) => complete).map(({ socket }) => socket.remotePort)
    return [...this.#underWay].some(({ socket }) => !received.includes(socket?.localPort))
  }

  /** Resolves after a while without events. */
  async #quiet(): Promise<void> {
    const from = this.#realNow()
    let since = from
    let seen = this.#events
    let turns = 0
    for (;;) {
      await new Promise<void>(resolve => this.#realTurn(resolve))
      const isWorking = this.#isWorking()
      if (isWorking || seen !== this.#events) {
        if (this.#realNow() - from > tooLongMs) {
          throw new Error(`Never quiet: ${process.getActiveResourcesInfo().join()}`)
        }
        seen = this.#events
        turns = 0
        since = this.#realNow()
        if (isWorking) await this.#glance()
      } else if (turns++ >= (this.#underWay.size > 0 ? quietTurns.busy : quietTurns.idle)) {
        if (this.#realNow() - since > silenceMs || !this.#isOnTheWire()) return
        await this.#glance()
      }
    }
  }

  /** Waits for a moment, and leaves the processor to others. */
  #glance(): Promise<void> {
    return new Promise(resolve => this.#realTimeout(resolve, glanceMs))
  }
}

const isSooner = (one: Timer, other: Timer): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order)

/** The return value of `setTimeout`. */
class Handle {
  readonly timer: Timer

  constructor(timer: Timer) {
    this.timer = timer
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }
}
