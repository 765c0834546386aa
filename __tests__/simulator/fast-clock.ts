import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import type { Clock } from './github/model.ts'

/** Tells a process how fast its time is, what its time limits are, and when it started. */
const variable = 'FAST_CLOCK'
const systemNow = Date.now.bind(Date)

/** How fast the timers are that limit a request. */
export type TimeLimits = 'fast' | 'real'

/**
 * Time that runs faster than real time. A simulated GitHub uses it as its clock. A process uses it if it starts with
 * `processEnv`, which loads this file into the process and replaces its timers and `Date`. Network traffic still takes
 * real time. Timers that limit a request are `fast` like all others, or `real`. Very fast clocks need `real`, because
 * otherwise requests time out.
 */
export class FastClock implements Clock {
  readonly speed: number
  readonly timeLimits: TimeLimits
  readonly #began: number

  constructor(speed: number, timeLimits: TimeLimits = 'fast', began = systemNow()) {
    this.speed = speed
    this.timeLimits = timeLimits
    this.#began = began
  }

  now(): number {
    return Math.round(this.#began + (systemNow() - this.#began) * this.speed)
  }

  get processEnv(): Record<string, string> {
    return {
      NODE_OPTIONS: `--import=${import.meta.url}`,
      [variable]: `${this.speed} ${this.timeLimits} ${this.#began}`
    }
  }
}

function liveBy(clock: FastClock): void {
  globalThis.Date = new Proxy(Date, {
    construct: (date, given, target) =>
      Reflect.construct(date, given.length === 0 ? [clock.now()] : given, target) as Date,
    get: (date, name) => (name === 'now' ? () => clock.now() : (Reflect.get(date, name) as unknown))
  })
  globalThis.setTimeout = faster(setTimeout, clock)
}

/** Returns a timer function that counts this clock's milliseconds. */
function faster(timer: typeof setTimeout, { speed, timeLimits }: FastClock): typeof setTimeout {
  let onTheWire = 0
  subscribe('http.client.request.start', message => {
    onTheWire++
    ;(message as { request: ClientRequest }).request.once('close', () => onTheWire--)
  })
  return new Proxy(timer, {
    apply: (real, _self, [work, milliseconds = 0]: [() => void, number?]) => {
      const set = systemNow()
      const started = real(() => {
        // The client only waits for the answer, so this timer limits the request.
        if (timeLimits === 'real' && onTheWire > 0 && systemNow() - set < milliseconds) started.refresh()
        else work()
      }, milliseconds / speed)
      return started
    }
  })
}

const told = process.env[variable]
if (told !== undefined) {
  const [speed, timeLimits, began] = told.split(' ')
  liveBy(new FastClock(Number(speed), timeLimits as TimeLimits, Number(began)))
}
