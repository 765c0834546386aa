import { writeUncertain } from '../messages/writes.ts'
import { couldNot, GitHubProblem } from '../messages/problem.ts'
import { replicaLagMs } from '../ports.ts'
import type { Circumstances } from './advice.ts'
import type { Call, Looked, Sought, TimeLimits, Write } from './call.ts'
import type { Fault } from './failure.ts'
import { mayBeDone, next } from './next.ts'
import { Sender, type SenderOptions, type Try } from './sender.ts'

export interface ClientOptions extends SenderOptions, Circumstances {
  /** Time for all requests together, including waits, in milliseconds. */
  budgetMs: number
  /** Time to repeat requests to a host name that was never found, in milliseconds. */
  unknownHostMs: number
  /** Called before a long wait with its reason and its length in milliseconds. */
  onWait: (why: string, waitMs: number) => void
}

/**
 * Minimum time for a request in milliseconds, even if the budget is used up. A write needs more, because GitHub may
 * need up to 10 seconds for it.
 */
const minTimeMs = { read: 2000, write: 12_000 }
/** Minimum length of a wait that is logged, in milliseconds. */
const loggedWaitMs = 5000

/**
 * Sends requests and repeats them if that is safe (`next` decides). All requests and waits together end with the
 * budget.
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

  /** Time that is left of the budget, in milliseconds. Negative if it is used up. */
  get leftMs(): number {
    return this.#deadlineMs - this.ourNow
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
  read<T>(call: Call<T>, timeLimits?: TimeLimits): Promise<T> {
    return this.#complete(call, [], timeLimits)
  }

  /** Sends a request that must be completed exactly once. */
  async write<T>(write: Write<T>, timeLimits?: TimeLimits): Promise<T> {
    const faults: Fault[] = []
    try {
      return await this.#complete(write, faults, timeLimits)
    } catch (error) {
      if (!(error instanceof GitHubProblem) || !mayBeDone(faults)) throw error
      throw writeUncertain({ doing: write.doing, cause: error })
    }
  }

  /** Sends a request until GitHub has completed it, and collects the faults on the way. */
  async #complete<T>(
    request: Call<T> | Write<T>,
    faults: Fault[],
    { withinMs = Infinity, unansweredMs = Infinity }: TimeLimits = {}
  ): Promise<T> {
    const deadlineMs = Math.min(this.#deadlineMs, this.ourNow + withinMs)
    let unansweredDeadlineMs = this.ourNow + unansweredMs
    for (;;) {
      const sentAtMs = this.ourNow
      const write = 'look' in request ? request : undefined
      const kind = write === undefined ? 'read' : 'write'
      const timeMs = Math.min(deadlineMs, unansweredDeadlineMs) - sentAtMs
      const tried = await this.#try(request, kind, Math.max(timeMs, minTimeMs[kind]))
      if (tried.done) return tried.value
      const { fault } = tried
      const isLimited = fault.certainty !== 'answered' && fault.limit !== undefined
      const endMs = isLimited ? deadlineMs : Math.min(deadlineMs, unansweredDeadlineMs, this.#unknownHostEnd(fault))
      const following = next(fault, faults, {
        kind,
        mayLag: request.mayLag === true,
        githubNowMs: this.ourNow + this.githubAheadMs,
        leftMs: endMs - this.ourNow,
        jitter: Math.random()
      })
      faults.push(fault)
      if (following.step === 'fail') throw await this.#problem(request, fault)
      await this.#waitAfter(fault, request, following.afterMs)
      if (isLimited) unansweredDeadlineMs += following.afterMs
      if (write === undefined) continue
      if (following.step === 'look') {
        const { value, rest = write } = await this.lookTwice(write, sentAtMs)
        if (value !== undefined) return value
        request = rest
      }
      write.onRepeat?.()
    }
  }

  /**
   * Looks for the result of a write, and looks again after a while because a replica may lag behind.
   *
   * @param sentAtMs time of the request, on the local clock
   */
  async lookTwice<T>({ look, settledAfterMs = 0 }: Sought<T>, sentAtMs: number): Promise<Looked<T>> {
    const first = await look()
    if (first.value !== undefined) return first
    await this.sleep(Math.max(replicaLagMs, sentAtMs + settledAfterMs - this.ourNow))
    const second = await (first.rest?.look ?? look)()
    return { value: second.value, rest: second.rest ?? first.rest }
  }

  /** Sends a request once, and remembers if the host was found. */
  async #try<T>(call: Call<T>, kind: 'read' | 'write', timeMs: number): Promise<Try<T>> {
    const tried = await this.#sender.try(call, kind, timeMs)
    if (tried.done || !isUnknownHost(tried.fault)) this.#unknownHostDeadlineMs = Infinity
    return tried
  }

  /** Returns when to give up because the host does not exist, on the local clock. */
  #unknownHostEnd(fault: Fault): number {
    return isUnknownHost(fault) ? this.#unknownHostDeadlineMs : Infinity
  }

  /** Waits before a request is repeated, and says so if that takes long. */
  async #waitAfter<T>({ answer }: Fault, { doing }: Call<T>, waitMs: number): Promise<void> {
    if (waitMs >= loggedWaitMs) this.#options.onWait(couldNot({ doing, answer }), waitMs)
    await this.sleep(waitMs)
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

const isUnknownHost = (fault: Fault): boolean => fault.certainty !== 'answered' && fault.isUnknownHost === true
