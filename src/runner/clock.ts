import { Cancelled } from '../messages/problem.ts'
import type { Clock } from '../ports.ts'

/** Returns the system clock. Its `sleep` rejects when the job is cancelled. */
export const clockUntil = (cancelled: AbortSignal): Clock => ({
  now: () => Date.now(),
  sleep: (milliseconds, closed) =>
    new Promise((resolve, reject) => {
      const ends = closed === undefined ? cancelled : AbortSignal.any([cancelled, closed])
      const stop = (): void => {
        clearTimeout(timer)
        reject(new Cancelled())
      }
      const timer = setTimeout(() => {
        ends.removeEventListener('abort', stop)
        resolve()
      }, milliseconds)
      if (ends.aborted) stop()
      else ends.addEventListener('abort', stop, { once: true })
    })
})
