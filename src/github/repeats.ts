import { replicaLagMs } from '../ports.ts'
import type { Fault, RepeatableFault } from './fault.ts'

/** Step after a fault. `check` means to check for the result first, and to repeat the request if there is none. */
export type Next = { step: 'repeat' | 'check'; afterMs: number } | { step: 'fail' }

/** Facts that decide what follows a fault, in addition to the faults of the request. */
export interface Situation {
  kind: 'read' | 'write'
  /** Whether some replicas may not have the data yet. */
  mayLag: boolean
  githubNowMs: number
  /** Time that is left for waiting, in milliseconds. */
  leftMs: number
  /** Number from 0 to 1 that spreads clients that were refused together, so they do not return together. */
  jitter: number
}

/** Number of times that "not found" is not believed if replicas may lag. */
const maxNotFound = 2
/** Pause before the first repeat, at most, in milliseconds. It doubles with each further repeat. */
const firstPauseMs = 400
const maxPauseMs = 30_000
/** Pause that GitHub asks for if a rate limit names no time, in milliseconds. It doubles with each further one. */
const rateLimitPauseMs = 60_000
/**
 * Consecutive foreign answers after which the request is given up. Fewer of them may come from a proxy that restarts.
 */
const maxForeignAnswers = 5

/**
 * Decides what follows a fault. A read is repeated. A write is repeated if none of its requests can have been
 * completed. Otherwise, its result is checked for first.
 *
 * @param earlier the faults of the same request before this one
 */
export function next(fault: Fault, earlier: readonly Fault[], situation: Situation): Next {
  const faults = [...earlier, fault]
  if (!isRepeatable(fault)) {
    const notFound = fault.answer.status === 404 ? faults.filter(isNotFound).length : 0
    if (!situation.mayLag || notFound === 0 || notFound > maxNotFound) return { step: 'fail' }
    return { step: 'repeat', afterMs: notFound * replicaLagMs }
  }
  if (faults.length >= maxForeignAnswers && faults.slice(-maxForeignAnswers).every(isForeign)) return { step: 'fail' }
  const afterMs = pauseMs(fault, earlier.filter(isRepeatable), situation)
  if (afterMs > situation.leftMs) return { step: 'fail' }
  return { step: situation.kind === 'write' && mayBeDone(faults) ? 'check' : 'repeat', afterMs }
}

/** Whether GitHub may have completed one of the requests that ended with these faults. */
export const mayBeDone = (faults: readonly Fault[]): boolean => faults.some(({ certainty }) => certainty === 'open')

const isNotFound = ({ certainty, answer }: Fault): boolean => certainty === 'answered' && answer.status === 404

const isForeign = ({ answer }: Fault): boolean => answer.isForeign === true

const isRepeatable = (fault: Fault): fault is RepeatableFault => fault.certainty !== 'answered'

/**
 * Returns the pause before the next request, in milliseconds. If GitHub names a number of seconds or a time, that time
 * applies. Otherwise, the pauses grow with each fault.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
function pauseMs(
  fault: RepeatableFault,
  earlier: readonly RepeatableFault[],
  { githubNowMs, jitter }: Situation
): number {
  const growing = Math.min(maxPauseMs, firstPauseMs * 2 ** earlier.length) * (0.5 + jitter / 2)
  const asked = askedMs(fault, earlier, githubNowMs)
  // GitHub may name zero or a time in the past, but that does not allow an immediate repeat.
  return asked === undefined ? growing : Math.max(growing, asked + jitter * Math.min(asked / 4, 10_000))
}

function askedMs(fault: RepeatableFault, earlier: readonly RepeatableFault[], githubNowMs: number): number | undefined {
  if (fault.waitMs !== undefined) return fault.waitMs
  // GitHub's clock is only known to the second.
  if (fault.untilMs !== undefined) return Math.max(0, fault.untilMs - githubNowMs) + 1000
  return isLimitWithoutTime(fault) ? rateLimitPauseMs * 2 ** earlier.filter(isLimitWithoutTime).length : undefined
}

const isLimitWithoutTime = ({ limit, waitMs, untilMs }: RepeatableFault): boolean =>
  limit !== undefined && waitMs === undefined && untilMs === undefined
