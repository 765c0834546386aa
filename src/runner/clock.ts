import { Cancelled } from '../domain/problem.ts'
import type { Clock } from '../ports.ts'

/** The longest time that a timer of Node takes; a longer one would end at once. */
const longestTimer = 2 ** 31 - 1

/** The system's clock; whoever sleeps by it wakes when the job is cancelled. */
export const clockUntil = (cancelled: AbortSignal): Clock => ({
  now: () => Date.now(),
  sleep: (milliseconds, closed) =>
    new Promise((resolve, reject) => {
      const ends = closed === undefined ? cancelled : AbortSignal.any([cancelled, closed])
      const stop = (): void => {
        clearTimeout(timer)
        reject(new Cancelled())
      }
      const timer = setTimeout(
        () => {
          ends.removeEventListener('abort', stop)
          resolve()
        },
        Math.min(milliseconds, longestTimer)
      )
      if (ends.aborted) stop()
      else ends.addEventListener('abort', stop, { once: true })
    })
})
