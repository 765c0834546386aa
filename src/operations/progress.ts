import type { Ports } from '../ports.ts'

/** Number of steps between two lines of progress, or a tenth of all steps if that is more. */
const minStep = 100
/** Time after which a line of progress follows even if fewer steps are done. */
const maxSilenceMs = 15_000

/** Returns a function to call after each step of a long list of writes. It reports the progress at regular intervals. */
export function progressOf(what: string, total: number, { clock, github, report }: Ports): (doneCount: number) => void {
  let reportedCount = 0
  let reportedAtMs: number | undefined
  return doneCount => {
    reportedAtMs ??= clock.now()
    const isFar = doneCount - reportedCount >= Math.max(minStep, total / 10)
    if (doneCount >= total || (!isFar && clock.now() - reportedAtMs < maxSilenceMs)) return
    reportedCount = doneCount
    reportedAtMs = clock.now()
    const text = `Progress    ${doneCount} of ${total} ${what}, ${github.requests} requests so far`
    report.info(text)
  }
}
