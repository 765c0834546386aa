import { GitHubProblem, Problem } from '../domain/problem.ts'
import { replicaLag } from '../ports.ts'
import type { Circumstances } from './advice.ts'
import { Backoff } from './backoff.ts'
import type { Call, Patience } from './call.ts'
import type { Fault, RepeatableFault } from './failure.ts'
import { Sender, type SenderOptions, type Try } from './sender.ts'

export interface ClientOptions extends SenderOptions, Circumstances {
  /** Time for all requests together, including waits, in milliseconds. */
  budget: number
  /** Time to repeat requests to a host name that does not exist, in milliseconds. Defaults to the whole budget. */
  unknownHostMs?: number
  /** Called before a long wait with its reason and its length in milliseconds. */
  waiting: (why: GitHubProblem, wait: number) => void
}

interface Ends {
  limited: number
  unanswered: number
}

/**
 * Minimum time for a request in milliseconds, even if the budget is used up. A write needs more, because GitHub may
 * need up to 10 seconds for it.
 */
const leastTime = { read: 2000, write: 12_000 }
/** Minimum length of a wait that is logged, in milliseconds. */
const longWait = 5000

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
  readonly #deadline: number
  /** Time when the host name was first not found, on the local clock. */
  #unknownSince: number | undefined
  /** Whether the host name was ever found. An existing name may be unavailable for a while. */
  #isHostKnown = false

  constructor(options: ClientOptions) {
    this.#options = options
    this.#sender = new Sender(options)
    this.#deadline = this.ourNow + options.budget
  }

  /** Time on the local clock in milliseconds. GitHub's clock is `githubAhead` of it. */
  get ourNow(): number {
    return this.#options.clock.now()
  }

  /** How far GitHub's clock is ahead of the local clock, in milliseconds, according to its latest answer. */
  get githubAhead(): number {
    return this.#sender.githubAhead
  }

  /** Minimum interval between two polls that GitHub asked for, in milliseconds. */
  get pollInterval(): number {
    return this.#sender.pollInterval
  }

  /** Number of requests sent, including repeats. */
  get sent(): number {
    return this.#sender.sent
  }

  /** Ends all requests and waits that are still in progress. */
  close(): void {
    this.#sender.close()
  }

  /** Sends a request that changes nothing, or that has no further effect if it is sent again. */
  async read<T>(call: Call<T>, patience: Patience = {}): Promise<T> {
    const ends = this.#endsOf(patience)
    const backoff = new Backoff()
    const looks = call.mayLag === true ? [replicaLag, 2 * replicaLag] : []
    for (;;) {
      const tried = await this.#try(call, 'read', Math.max(ends.unanswered - this.ourNow, leastTime.read))
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
  async write<T>(call: Call<T>, find: () => Promise<T | undefined>, patience: Patience = {}): Promise<T> {
    const ends = this.#endsOf(patience)
    const backoff = new Backoff()
    let mayBeDone = false
    for (;;) {
      const time = Math.max(ends.unanswered - this.ourNow, leastTime.write)
      const tried = await this.#try(call, 'write', time).catch((error: unknown) => {
        if (error instanceof Problem && !mayBeDone) call.onUndone?.()
        throw error
      })
      if (tried.done) return tried.value
      const { fault } = tried
      if (fault.certainty === 'open') mayBeDone = true
      const wait = this.#waitFor(call, fault, backoff, ends)
      if (wait === undefined) {
        const problem = await this.#problem(call, fault)
        if (mayBeDone) throw uncertain(call.doing, problem)
        call.onUndone?.()
        throw problem
      }
      await this.sleep(wait)
      if (mayBeDone) {
        const found = await this.lookTwice(find).catch((error: unknown) => {
          throw error instanceof GitHubProblem ? uncertain(call.doing, error) : error
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
    await this.sleep(Math.max(replicaLag, notBefore - this.ourNow))
    return find()
  }

  /** Sends a request once, and records if the host was found. */
  async #try<T>(call: Call<T>, kind: 'read' | 'write', timeMs: number): Promise<Try<T>> {
    const tried = await this.#sender.try(call, kind, timeMs)
    const isUnknown = !tried.done && tried.fault.certainty !== 'answered' && tried.fault.unknownHost === true
    if (isUnknown) this.#unknownSince ??= this.ourNow
    else this.#isHostKnown = true
    return tried
  }

  /** Returns when a request is given up, on the local clock: if a rate limit applies, and otherwise. */
  #endsOf({ within = Infinity, unanswered = Infinity }: Patience): Ends {
    const limited = Math.min(this.#deadline, this.ourNow + within)
    return { limited, unanswered: Math.min(limited, this.ourNow + unanswered) }
  }

  /** Returns the wait before a request is repeated, or `undefined` if it is not repeated. */
  #waitFor<T>(call: Call<T>, fault: Fault, backoff: Backoff, ends: Ends): number | undefined {
    if (fault.certainty === 'answered') return undefined
    const wait = backoff.after(fault, this.ourNow + this.githubAhead)
    if (this.ourNow + wait > this.#endFor(fault, ends)) return undefined
    if (wait >= longWait) this.#options.waiting(new GitHubProblem(call.doing, fault.answer, ''), wait)
    return wait
  }

  #endFor({ limit, unknownHost }: RepeatableFault, { limited, unanswered }: Ends): number {
    if (limit !== undefined) return limited
    if (unknownHost !== true || this.#isHostKnown || this.#unknownSince === undefined) return unanswered
    return Math.min(unanswered, this.#unknownSince + (this.#options.unknownHostMs ?? Infinity))
  }

  /**
   * Returns an error that explains the failure and how to fix it. Most runs need no advice, so it is loaded only here.
   */
  async #problem<T>({ doing }: Call<T>, fault: Fault): Promise<GitHubProblem> {
    const { gaveUp, problemOf } = await import('./advice.ts')
    return fault.certainty === 'answered'
      ? problemOf(doing, fault, this.#options)
      : gaveUp(doing, fault, this.#options, this.ourNow + this.githubAhead)
  }

  /**
   * Waits for a number of milliseconds.
   * @throws Cancelled as soon as the job is cancelled
   */
  sleep(milliseconds: number): Promise<void> {
    return this.#options.clock.sleep(milliseconds, this.#sender.closed)
  }
}

/** Returns the error for a write that may have been completed, with the reason why that is uncertain. */
const uncertain = (doing: string, { answer, remedy }: GitHubProblem): GitHubProblem =>
  new GitHubProblem(
    doing,
    { ...answer, mayBeDone: true },
    `GitHub may or may not have completed this request. ${remedy}`
  )
