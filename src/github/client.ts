import { GitHubProblem, Problem } from '../domain/problem.ts'
import { replicaLag } from '../ports.ts'
import type { Circumstances } from './advice.ts'
import { Backoff } from './backoff.ts'
import type { Call, Patience } from './call.ts'
import type { Fault, RepeatableFault } from './failure.ts'
import { Sender, type SenderOptions, type Try } from './sender.ts'

export interface ClientOptions extends SenderOptions, Circumstances {
  /** How long all requests together may take, waits included, in milliseconds. */
  budget: number
  /** How long requests to a host name that does not exist are repeated, if not for the whole budget. */
  unknownHostMs?: number
  /** Hears why a repeat is a while away, and how long, in milliseconds. */
  waiting: (why: GitHubProblem, wait: number) => void
}

interface Ends {
  limited: number
  unanswered: number
}

/** What a request is given at least, however little of the budget is left: a write half of what GitHub may need is none. */
const leastTime = { read: 2000, write: 12_000 }
/** Waits that are worth a line in the log. */
const longWait = 5000

/**
 * Sends requests and repeats what may be repeated.
 *
 * A read is repeated after every fault. A write is repeated when it is known not to have happened; where that is open,
 * GitHub is looked at first, twice, because a replica may lag behind. GitHub's limits are kept to the second that it
 * names. All waits together end with the budget.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export class Client {
  readonly #options: ClientOptions
  readonly #sender: Sender
  readonly #deadline: number
  /** When the name of the host was first not found, by our own clock. */
  #unknownSince: number | undefined
  /** Whether the name of the host has ever been found: a name that exists may be lost for a while. */
  #isHostKnown = false

  constructor(options: ClientOptions) {
    this.#options = options
    this.#sender = new Sender(options)
    this.#deadline = this.ourNow + options.budget
  }

  /** The time on our own clock, in milliseconds; GitHub's is `githubAhead` of it. */
  get ourNow(): number {
    return this.#options.clock.now()
  }

  /** How far GitHub's clock is ahead of ours, in milliseconds, by its latest answer. */
  get githubAhead(): number {
    return this.#sender.githubAhead
  }

  /** How long GitHub asked to be left alone between two looks, in milliseconds. */
  get pollInterval(): number {
    return this.#sender.pollInterval
  }

  /** How many requests were sent, repeats included. */
  get sent(): number {
    return this.#sender.sent
  }

  /** Ends what is still under way. */
  close(): void {
    this.#sender.close()
  }

  /** A request that changes nothing, or nothing more when it is sent again. */
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

  /** A request that must happen exactly once; `find` looks at GitHub for what it may have brought about. */
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
   * Looks for what may or may not have happened, and once more after a while: a replica may lag behind.
   *
   * @param notBefore when the second look makes sense at the earliest, by our own clock
   */
  async lookTwice<T>(find: () => Promise<T | undefined>, notBefore = 0): Promise<T | undefined> {
    const found = await find()
    if (found !== undefined) return found
    await this.sleep(Math.max(replicaLag, notBefore - this.ourNow))
    return find()
  }

  /** Sends a request once, and notes down whether the host was found. */
  async #try<T>(call: Call<T>, kind: 'read' | 'write', timeMs: number): Promise<Try<T>> {
    const tried = await this.#sender.try(call, kind, timeMs)
    const isUnknown = !tried.done && tried.fault.certainty !== 'answered' && tried.fault.unknownHost === true
    if (isUnknown) this.#unknownSince ??= this.ourNow
    else this.#isHostKnown = true
    return tried
  }

  /** When a request is given up, by our own clock: with a limit of GitHub's against it, and otherwise. */
  #endsOf({ within = Infinity, unanswered = Infinity }: Patience): Ends {
    const limited = Math.min(this.#deadline, this.ourNow + within)
    return { limited, unanswered: Math.min(limited, this.ourNow + unanswered) }
  }

  /** How long until a request is sent again; `undefined` if it is not. */
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

  /** Why a request is not sent again, and what to do. Loaded only now: most runs need no advice. */
  async #problem<T>({ doing }: Call<T>, fault: Fault): Promise<GitHubProblem> {
    const { gaveUp, problemOf } = await import('./advice.ts')
    return fault.certainty === 'answered'
      ? problemOf(doing, fault, this.#options)
      : gaveUp(doing, fault, this.#options, this.ourNow + this.githubAhead)
  }

  /** @throws Cancelled as soon as the job is cancelled */
  sleep(milliseconds: number): Promise<void> {
    return this.#options.clock.sleep(milliseconds, this.#sender.closed)
  }
}

/** A write that may have been done, and why nobody could find out. */
const uncertain = (doing: string, { answer, remedy }: GitHubProblem): GitHubProblem =>
  new GitHubProblem(
    doing,
    { ...answer, mayBeDone: true },
    `GitHub may or may not have completed this request. ${remedy}`
  )
