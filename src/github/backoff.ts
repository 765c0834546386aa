import type { RepeatableFault } from './failure.ts'

/** Pause before the first repeat, at most, in milliseconds. It doubles with each further repeat. */
const firstPauseMs = 400
const maxPauseMs = 30_000
/** Pause that GitHub asks for if a rate limit names no time, in milliseconds. */
const rateLimitPauseMs = 60_000
/**
 * Consecutive foreign answers after which the request is given up. Fewer of them may come from a proxy that restarts.
 */
const maxForeignAnswers = 5

/**
 * Calculates the pause before a request is repeated. If GitHub names a number of seconds or a time, that time applies.
 * Otherwise, the pauses grow with each fault. Random jitter prevents clients that were refused together from returning
 * together.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export class Backoff {
  #faults = 0
  #limitsWithoutTime = 0
  #foreignAnswers = 0

  /**
   * Returns the pause in milliseconds, or `Infinity` if a repeat would be pointless.
   * @param githubNow the time on GitHub's clock
   */
  after(fault: RepeatableFault, githubNow: number): number {
    const growing = Math.min(maxPauseMs, firstPauseMs * 2 ** this.#faults++) * (0.5 + Math.random() / 2)
    this.#foreignAnswers = fault.answer.isForeign === true ? this.#foreignAnswers + 1 : 0
    if (this.#foreignAnswers === maxForeignAnswers) return Infinity
    const asked = this.#asked(fault, githubNow)
    // GitHub may name zero or a time in the past, but that does not allow an immediate repeat.
    return asked === undefined ? growing : Math.max(growing, asked + Math.random() * Math.min(asked / 4, 10_000))
  }

  #asked({ waitMs, untilMs, limit }: RepeatableFault, githubNow: number): number | undefined {
    if (waitMs !== undefined) return waitMs
    // GitHub's clock is only known to the second.
    if (untilMs !== undefined) return Math.max(0, untilMs - githubNow) + 1000
    return limit === undefined ? undefined : rateLimitPauseMs * 2 ** this.#limitsWithoutTime++
  }
}
