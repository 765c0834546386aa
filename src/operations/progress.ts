import type { Ports } from '../ports.ts'

/** Number of steps between two lines of progress, or a tenth of all steps if that is more. */
const minStep = 100
/** Time after which a line of progress follows even if fewer steps are done. */
const maxSilenceMs = 15_000

/** Reports the progress of a long list of writes at regular intervals. */
export class Progress {
  readonly #what: string
  readonly #total: number
  readonly #ports: Ports
  #reportedCount = 0
  #reportedAtMs: number

  constructor(what: string, total: number, ports: Ports) {
    this.#what = what
    this.#total = total
    this.#ports = ports
    this.#reportedAtMs = ports.clock.now()
  }

  reached(count: number): void {
    const { clock, github, notify } = this.#ports
    const isFar = count - this.#reportedCount >= Math.max(minStep, this.#total / 10)
    if (count >= this.#total || (!isFar && clock.now() - this.#reportedAtMs < maxSilenceMs)) return
    this.#reportedCount = count
    this.#reportedAtMs = clock.now()
    const text = `Progress    ${count} of ${this.#total} ${this.#what}, ${github.requests} requests so far`
    notify({ kind: 'note', level: 'info', text })
  }
}
