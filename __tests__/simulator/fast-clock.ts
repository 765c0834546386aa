import type { Clock } from './github/model.ts'

/** What tells a process how its time runs: when it began, and how fast it is. */
const variable = 'FAST_CLOCK'
const systemNow = Date.now.bind(Date)

/**
 * Time that runs faster than the real one. A simulated GitHub takes it as its clock; a process lives by it when it is
 * started with `processEnv`, which loads this very file into it: the timers and `Date` are then those of this clock. What
 * is on the wire still takes its real time.
 */
export class FastClock implements Clock {
  readonly speed: number
  readonly #began: number

  constructor(speed: number, began = systemNow()) {
    this.speed = speed
    this.#began = began
  }

  now(): number {
    return Math.round(this.#began + (systemNow() - this.#began) * this.speed)
  }

  get processEnv(): Record<string, string> {
    return { NODE_OPTIONS: `--import=${import.meta.url}`, [variable]: `${this.#began} ${this.speed}` }
  }

  /** Ends after so many milliseconds of this clock. */
  pass(milliseconds: number): Promise<void> {
    return new Promise(resolve => setTimeout(resolve, milliseconds / this.speed))
  }
}

function liveBy(clock: FastClock): void {
  globalThis.Date = new Proxy(Date, {
    construct: (date, given, target) =>
      Reflect.construct(date, given.length === 0 ? [clock.now()] : given, target) as Date,
    get: (date, name) => (name === 'now' ? () => clock.now() : (Reflect.get(date, name) as unknown))
  })
  globalThis.setTimeout = faster(setTimeout, clock)
  globalThis.setInterval = faster(setInterval, clock)
}

/** A timer function whose milliseconds are those of the clock. */
function faster<Timer extends typeof setTimeout | typeof setInterval>(timer: Timer, { speed }: FastClock): Timer {
  return new Proxy(timer, {
    apply: (real, self, [work, milliseconds = 0, ...given]: [() => void, number?, ...unknown[]]) =>
      Reflect.apply(real as CallableFunction, self, [work, milliseconds / speed, ...given]) as unknown
  })
}

const told = process.env[variable]
if (told !== undefined) {
  const [began, speed = 1] = told.split(' ').map(Number)
  liveBy(new FastClock(speed, began))
}
