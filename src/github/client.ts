import { writeUncertain } from '../messages/creating.ts'
import { couldNot, GitHubProblem } from '../messages/problem.ts'
import { replicaLagMs } from '../ports.ts'
import { gaveUp, problemOf, type Circumstances } from './advice.ts'
import type { Fault } from './fault.ts'
import { mayBeDone, next } from './repeats.ts'
import { graphqlPath, Sender, type Call, type SenderOptions } from './sender.ts'

/** Request that must be completed exactly once, with a way to find out what GitHub has done. */
export interface Write<T> extends Call<T>, Checkable<T> {
  /** Called before the request is sent again, even if that is much later. */
  onRepeat?: () => void
}

/** Possible result of a write whose answer is missing or incomplete. */
export interface Checkable<T> {
  /** Checks on GitHub whether the result is there. */
  check: () => Promise<Checked<T>>
  /** Time after which GitHub has completed or aborted the request, in milliseconds. The last check is not earlier. */
  settledAfterMs?: number
}

export interface Checked<T> {
  /** Result of the write, or `undefined` if it is not complete. */
  value: T | undefined
  /** Write for the rest, if a part is done. */
  rest?: Write<T>
}

/** Time limits for repeating a request, in milliseconds, if it may not use the client's whole budget. */
export interface TimeLimits {
  withinMs?: number
  /** Time limit in milliseconds that does not include waits for rate limits. */
  unansweredMs?: number
}

/** How to send a write. */
export interface WriteTerms extends TimeLimits {
  /** Set if an earlier request may have been completed. That is then checked first. */
  mayBeDone?: boolean
}

interface ClientOptions extends SenderOptions, Circumstances {
  /** Time for all requests together, including waits, in milliseconds. */
  budgetMs: number
  /**
   * Maximum number of requests through REST after GraphQL's rate limit is used up for longer than this step can wait.
   * They spend the repository's limit for REST, which other jobs need, too.
   */
  maxRestRequests?: number
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
  /** Set if GraphQL's rate limit is used up: the error, and the number of requests through REST that are left. */
  #ration: { problem: GitHubProblem; left: number } | undefined

  constructor(options: ClientOptions) {
    this.#options = options
    this.#sender = new Sender(options)
    this.#deadlineMs = this.ourNow + options.budgetMs
    this.#unknownHostDeadlineMs = this.ourNow + options.unknownHostMs
  }

  /** Time on the local clock in milliseconds. GitHub's clock is `githubAheadMs` ahead of it. */
  get ourNow(): number {
    return this.#options.clock.now()
  }

  get githubAheadMs(): number {
    return this.#sender.githubAheadMs
  }

  /** Time that is left of the budget, in milliseconds. Negative if it is used up. */
  get leftMs(): number {
    return this.#deadlineMs - this.ourNow
  }

  get sent(): number {
    return this.#sender.sent
  }

  /** Repository in the form of GraphQL variables. */
  get repository(): { owner: string; repo: string } {
    const { owner, name } = this.#options.repository
    return { owner, repo: name }
  }

  close(): void {
    this.#sender.close()
  }

  /** Sends a request that changes nothing, or that has no further effect if it is sent again. */
  read<T>(call: Call<T>, timeLimits?: TimeLimits): Promise<T> {
    return this.#complete(call, [], timeLimits)
  }

  /** Sends a request that must be completed exactly once. */
  async write<T>(write: Write<T>, { mayBeDone: isSecond = false, ...timeLimits }: WriteTerms = {}): Promise<T> {
    if (isSecond) {
      const { value, rest = write } = await this.checkTwice(write, this.ourNow)
      return value ?? this.write(rest, timeLimits)
    }
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
    const endMs = Math.min(this.#deadlineMs, this.ourNow + withinMs)
    // Each wait for a rate limit moves this deadline.
    let answerMs = this.ourNow + unansweredMs
    for (;;) {
      const sentAtMs = this.ourNow
      const write = 'check' in request ? request : undefined
      const kind = write === undefined ? 'read' : 'write'
      this.#demandRation(request)
      const leftMs = Math.min(endMs, answerMs) - sentAtMs
      const tried = await this.#sender.try(request, kind, Math.max(leftMs, minTimeMs[kind]))
      if (tried.done || !isUnknownHost(tried.fault)) this.#unknownHostDeadlineMs = Infinity
      if (tried.done) return tried.value
      const { fault } = tried
      const following = next(fault, faults, {
        kind,
        mayLag: request.mayLag === true,
        githubNowMs: this.ourNow + this.githubAheadMs,
        leftMs: this.#deadlineAfter(fault, endMs, answerMs) - this.ourNow,
        jitter: Math.random()
      })
      faults.push(fault)
      if (following.step === 'fail') throw this.#giveUp(request, fault)
      await this.#waitAfter(fault, request, following.afterMs)
      if (isRateLimit(fault)) answerMs += following.afterMs
      if (write === undefined) continue
      if (following.step === 'check') {
        const { value, rest = write } = await this.checkTwice(write, sentAtMs)
        if (value !== undefined) return value
        request = rest
      }
      write.onRepeat?.()
    }
  }

  /** Returns when to give up after a fault, on the local clock. */
  #deadlineAfter(fault: Fault, endMs: number, answerMs: number): number {
    if (isRateLimit(fault)) return endMs
    return Math.min(endMs, answerMs, isUnknownHost(fault) ? this.#unknownHostDeadlineMs : Infinity)
  }

  /**
   * Checks for the result of a write, and checks again after a while because a replica may lag behind.
   *
   * @param sentAtMs time of the request, on the local clock
   */
  async checkTwice<T>({ check, settledAfterMs = 0 }: Checkable<T>, sentAtMs: number): Promise<Checked<T>> {
    const first = await check()
    if (first.value !== undefined) return first
    await this.sleep(Math.max(replicaLagMs, sentAtMs + settledAfterMs - this.ourNow))
    const second = await (first.rest?.check ?? check)()
    return { value: second.value, rest: second.rest ?? first.rest }
  }

  /** @throws GitHubProblem if REST may not be used any more instead of GraphQL */
  #demandRation<T>({ path }: Call<T>): void {
    if (this.#ration !== undefined && path !== graphqlPath && this.#ration.left-- <= 0) throw this.#ration.problem
  }

  /** Waits before a request is repeated, and says so if that takes long. */
  async #waitAfter<T>({ answer }: Fault, { doing }: Call<T>, waitMs: number): Promise<void> {
    if (waitMs >= loggedWaitMs) this.#options.onWait(couldNot({ doing, answer }), waitMs)
    await this.sleep(waitMs)
  }

  /** Returns the error for a request that is not repeated, with advice. */
  #giveUp<T>({ doing, path }: Call<T>, fault: Fault): GitHubProblem {
    const problem =
      fault.certainty === 'answered'
        ? problemOf(doing, fault, this.#options)
        : gaveUp(doing, fault, this.#options, this.ourNow + this.githubAheadMs)
    const { maxRestRequests } = this.#options
    const isUsedUp = path === graphqlPath && problem.answer.limit === 'primary'
    if (isUsedUp && maxRestRequests !== undefined) this.#ration ??= { problem, left: maxRestRequests }
    return problem
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

const isRateLimit = (fault: Fault): boolean => fault.certainty !== 'answered' && fault.limit !== undefined
