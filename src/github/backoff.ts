import type { RepeatableFault } from './failure.ts'

/** Pause before the first repeat, at most, in milliseconds. It doubles with each further repeat. */
const firstPause = 400
const longestPause = 30_000
/** Pause that GitHub asks for if a rate limit names no time, in milliseconds. */
const limitPause = 60_000
/**
 * Consecutive foreign answers after which the request is given up. Fewer of them may come from a proxy that restarts.
 */
const mostStrange = 5

/**
 * Calculates the pause before a request is repeated. If GitHub names a number of seconds or a time, that time applies.
 * Otherwise, the pauses grow with each fault. Random jitter prevents clients that were refused together from returning
 * together.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export class Backoff {
  #faults = 0
  #limitsWithoutTime = 0
  #strange = 0

  /**
   * Returns the pause in milliseconds, or `Infinity` if a repeat would be pointless.
   * @param githubNow the time on GitHub's clock
   */
  after(fault: RepeatableFault, githubNow: number): number {
    const growing = Math.min(longestPause, firstPause * 2 ** this.#faults++) * (0.5 + Math.random() / 2)
    this.#strange = fault.strange === true ? this.#strange + 1 : 0
    if (this.#strange === mostStrange) return Infinity
    const asked = this.#asked(fault, githubNow)
    // GitHub may name zero or a time in the past, but that does not allow an immediate repeat.
    return asked === undefined ? growing : Math.max(growing, asked + Math.random() * Math.min(asked / 4, 10_000))
  }

  #asked({ wait, until, limit }: RepeatableFault, githubNow: number): number | undefined {
    if (wait !== undefined) return wait
    // GitHub's clock is only known to the second.
    if (until !== undefined) return Math.max(0, until - githubNow) + 1000
    return limit === undefined ? undefined : limitPause * 2 ** this.#limitsWithoutTime++
  }
}
