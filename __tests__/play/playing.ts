import { FastClock, type TimeLimits } from '../simulator/fast-clock.ts'
import { IdleClock } from '../simulator/idle-clock.ts'
import type { JobOptions } from '../simulator/runner/job.ts'
import { inProcess, loadAction } from './in-process.ts'

/**
 * `process`: the sources run in this process, with a clock that jumps. `bundle`: `dist/` runs in a process for each stage,
 * as the runner starts it.
 */
export type Place = 'process' | 'bundle'

/** How much faster than real time a story passes on the bundle, because the action waits in it. */
export interface Pace {
  speed?: number | undefined
  /** See `FastClock`. */
  timeLimits?: TimeLimits | undefined
}

/** A place that is ready for a story. */
export interface Playing {
  /** Options of every job that runs the action. */
  underTest: Pick<JobOptions, 'entry' | 'processEnv' | 'cancelTimeouts'>
  /** The clock of the simulated GitHub, if it is not the one of this process. */
  clock: FastClock | undefined
  /** Puts the real time back. */
  end: () => void
}

/** Folder for coverage. If it is set, the sources run instead of the bundle (`scripts/coverage.ts`). */
const coverage = process.env['COVERAGE_OF_SOURCES']

/** Prepares to play a story. */
export async function playOn(place: Place, { speed, timeLimits }: Pace = {}): Promise<Playing> {
  if (place === 'process') {
    await loadAction()
    return { underTest: { entry: inProcess }, clock: undefined, end: new IdleClock().install() }
  }
  const clock = speed === undefined ? undefined : new FastClock(speed, timeLimits)
  const processEnv = { ...(coverage !== undefined && { NODE_V8_COVERAGE: coverage }), ...clock?.processEnv }
  const entry = coverage === undefined ? 'dist' : 'src'
  return {
    underTest: { entry, processEnv, ...(speed !== undefined && patienceAt(speed)) },
    clock,
    end: () => undefined
  }
}

/** The runner's time limits after a cancellation, on a faster clock. */
const patienceAt = (speed: number): Pick<JobOptions, 'cancelTimeouts'> => ({
  cancelTimeouts: { interrupt: 7500 / speed, terminate: 2500 / speed }
})
