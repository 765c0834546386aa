import { writeUncertain } from '../messages/writes.ts'
import { couldNot, GitHubProblem, Problem } from '../messages/problem.ts'
import { replicaLagMs } from '../ports.ts'
import type { Circumstances } from './advice.ts'
import { Backoff } from './backoff.ts'
import type { Call, TimeLimits } from './call.ts'
import type { Fault } from './failure.ts'
import { Sender, type SenderOptions, type Try } from './sender.ts'

export interface ClientOptions extends SenderOptions, Circumstances {
  /** Time for all requests together, including waits, in milliseconds. */
  budgetMs: number
  /** Time to repeat requests to a host name that was never found, in milliseconds. */
  unknownHostMs: number
  /** Called before a long wait with its reason and its length in milliseconds. */
  onWait: (why: string, waitMs: number) => void
}

interface Deadlines {
  ifRateLimited: number
  otherwise: number
}

/**
 * Minimum time for a request in milliseconds, even if the budget is used up. A write needs more, because GitHub may
 * need up to 10 seconds for it.
 */
const minTimeMs = { read: 2000, write: 12_000 }
/** Minimum length of a wait that is logged, in milliseconds. */
const loggedWaitMs = 5000

/**
 * Sends requests and repeats them if that is safe.
 *
 * A read is repeated after every fault. A write is repeated if it is known that GitHub did not complete it. If that is
 * uncertain, the client first looks for the result twice, because a replica may lag behind. The client waits for rate
 * limits at least as long as GitHub says. All waits together end with the budget.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export class Client {
  readonly #options: ClientOptions
  readonly #sender: Sender
  readonly #deadlineMs: number
  /**
   * Deadline for requests if the host name does not exist, on the local clock. Infinity as soon as the host was found,
   * because an existing name may be unavailable for a while.
   */
  #unknownHostDeadlineMs: number

  constructor(options: ClientOptions) {
    this.#options = options
    this.#sender = new Sender(options)
    this.#deadlineMs = this.ourNow + options.budgetMs
    this.#unknownHostDeadlineMs = this.ourNow + options.unknownHostMs
  }

  /** Time on the local clock in milliseconds. GitHub's clock is `githubAhead` of it. */
  get ourNow(): number {
    return this.#options.clock.now()
  }

  /** How far GitHub's clock is ahead of the local clock, in milliseconds, according to its latest answer. */
  get githubAheadMs(): number {
    return this.#sender.githubAheadMs
  }

  /** Number of requests sent, including repeats. */
  get sent(): number {
    return this.#sender.sent
  }

  /** Repository in the form of GraphQL variables. */
  get repository(): { owner: string; repo: string } {
    const { owner, name } = this.#options.repository
    return { owner, repo: name }
  }

  /** Ends all requests and waits that are still in progress. */
  close(): void {
    this.#sender.close()
  }

  /** Sends a request that changes nothing, or that has no further effect if it is sent again. */
  async read<T>(call: Call<T>, timeLimits: TimeLimits = {}): Promise<T> {
    const ends = this.#deadlinesOf(timeLimits)
    const backoff = new Backoff()
    const looks = call.mayLag === true ? [replicaLagMs, 2 * replicaLagMs] : []
    for (;;) {
      const tried = await this.#try(call, 'read', ends)
      if (tried.done) return tried.value
      const { fault } = tried
      const again = fault.certainty === 'answered' && fault.answer.status === 404 ? looks.shift() : undefined
      if (again !== undefined) {
        await this.sleep(again)
        continue
      }
      const wait = this.#waitFor(call, fault, backoff, ends)
      if (wait === undefined) throw await this.#problem(call, fault)
      await this.sleep(wait)
    }
  }

  /** Sends a request that must be completed exactly once. `find` looks for its result on GitHub. */
  async write<T>(call: Call<T>, find: () => Promise<T | undefined>, timeLimits: TimeLimits = {}): Promise<T> {
    const ends = this.#deadlinesOf(timeLimits)
    const backoff = new Backoff()
    let mayBeDone = false
    for (;;) {
      const tried = await this.#try(call, 'write', ends).catch((error: unknown) => {
        if (error instanceof Problem && !mayBeDone) call.onUndone?.()
        throw error
      })
      if (tried.done) return tried.value
      const { fault } = tried
      if (fault.certainty === 'open') mayBeDone = true
      const wait = this.#waitFor(call, fault, backoff, ends)
      if (wait === undefined) {
        const problem = await this.#problem(call, fault)
        if (mayBeDone) throw writeUncertain({ doing: call.doing, cause: problem })
        call.onUndone?.()
        throw problem
      }
      await this.sleep(wait)
      if (mayBeDone) {
        const found = await this.lookTwice(find).catch((error: unknown) => {
          throw error instanceof GitHubProblem ? writeUncertain({ doing: call.doing, cause: error }) : error
        })
        if (found !== undefined) return found
        call.onRepeat?.()
      }
      call.onLater?.()
    }
  }

  /**
   * Looks for a possible result, and looks again after a while because a replica may lag behind.
   *
   * @param notBefore earliest time for the second look, on the local clock
   */
  async lookTwice<T>(find: () => Promise<T | undefined>, notBefore = 0): Promise<T | undefined> {
    const found = await find()
    if (found !== undefined) return found
    await this.sleep(Math.max(replicaLagMs, notBefore - this.ourNow))
    return find()
  }

  /** Sends a request once, and remembers if the host was found. */
  async #try<T>(call: Call<T>, kind: 'read' | 'write', ends: Deadlines): Promise<Try<T>> {
    const tried = await this.#sender.try(call, kind, Math.max(ends.otherwise - this.ourNow, minTimeMs[kind]))
    const isUnknown = !tried.done && tried.fault.certainty !== 'answered' && tried.fault.isUnknownHost === true
    if (!isUnknown) this.#unknownHostDeadlineMs = Infinity
    return tried
  }

  /** Returns when a request is given up, on the local clock: if a rate limit applies, and otherwise. */
  #deadlinesOf({ withinMs = Infinity, unansweredMs = Infinity }: TimeLimits): Deadlines {
    const ifRateLimited = Math.min(this.#deadlineMs, this.ourNow + withinMs)
    return { ifRateLimited, otherwise: Math.min(ifRateLimited, this.ourNow + unansweredMs) }
  }

  /** Returns the wait before a request is repeated, or `undefined` if it is not repeated. */
  #waitFor<T>(call: Call<T>, fault: Fault, backoff: Backoff, ends: Deadlines): number | undefined {
    if (fault.certainty === 'answered') return undefined
    const wait = backoff.after(fault, this.ourNow + this.githubAheadMs)
    const unknownHostEnd = fault.isUnknownHost === true ? this.#unknownHostDeadlineMs : Infinity
    const end = fault.limit === undefined ? Math.min(ends.otherwise, unknownHostEnd) : ends.ifRateLimited
    if (this.ourNow + wait > end) return undefined
    if (wait >= loggedWaitMs) this.#options.onWait(couldNot({ doing: call.doing, answer: fault.answer }), wait)
    return wait
  }

  /**
   * Returns an error that explains the failure and how to fix it. Most runs need no advice, so it is loaded only here.
   */
  async #problem<T>({ doing }: Call<T>, fault: Fault): Promise<GitHubProblem> {
    const { gaveUp, problemOf } = await import('./advice.ts')
    return fault.certainty === 'answered'
      ? problemOf(doing, fault, this.#options)
      : gaveUp(doing, fault, this.#options, this.ourNow + this.githubAheadMs)
  }

  /**
   * Waits for a number of milliseconds.
   * @throws Cancelled as soon as the job is cancelled
   */
  sleep(milliseconds: number): Promise<void> {
    return this.#options.clock.sleep(milliseconds, this.#sender.closed)
  }
}
