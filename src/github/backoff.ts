import type { RepeatableFault } from './failure.ts'

/** The first repeat comes within half a second, the later ones after twice as long each. */
const firstPause = 400
const longestPause = 30_000
/** What GitHub asks for where a limit names no time. */
const limitPause = 60_000
/** An answer that is none of GitHub's may come from a proxy that restarts; as often as this it is no accident. */
const mostStrange = 5

/**
 * How long to wait before a request is sent again, as its faults go on. GitHub's own word counts, as seconds or as a
 * time; where it gives none, the pauses grow. Those who were refused together do not all come back together.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export class Backoff {
  #faults = 0
  #limitsWithoutTime = 0
  #strange = 0

  /**
   * Milliseconds; infinite where there is no point in coming again.
   * @param githubNow the time on GitHub's clock
   */
  after(fault: RepeatableFault, githubNow: number): number {
    const growing = Math.min(longestPause, firstPause * 2 ** this.#faults++) * (0.5 + Math.random() / 2)
    this.#strange = fault.strange === true ? this.#strange + 1 : 0
    if (this.#strange === mostStrange) return Infinity
    const asked = this.#asked(fault, githubNow)
    // Zero, or a time that is past, is no leave to come again at once.
    return asked === undefined ? growing : Math.max(growing, asked + Math.random() * Math.min(asked / 4, 10_000))
  }

  #asked({ wait, until, limit }: RepeatableFault, githubNow: number): number | undefined {
    if (wait !== undefined) return wait
    // GitHub's clock is known to a second.
    if (until !== undefined) return Math.max(0, until - githubNow) + 1000
    return limit === undefined ? undefined : limitPause * 2 ** this.#limitsWithoutTime++
  }
}
