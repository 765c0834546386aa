import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import type { Clock } from './github/model.ts'

/** What tells a process how its time runs: how fast it is, what its time limits are, and when it began. */
const variable = 'FAST_CLOCK'
const systemNow = Date.now.bind(Date)

/** What becomes of the timers that limit a request. */
type TimeLimits = 'fast' | 'real'

/**
 * Time that runs faster than the real one. A simulated GitHub takes it as its clock; a process lives by it when it is
 * started with `processEnv`, which loads this very file into it: the timers and `Date` are then those of this clock. What
 * is on the wire still takes its real time; the timers that limit it are `fast` like all others, or stay `real`, which is
 * what very fast clocks need.
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

/** A timer function whose milliseconds are those of the clock. */
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
        // Who has sent a request waits for nothing else: the timer is the limit of its time.
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
