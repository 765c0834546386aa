import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Fault, RepeatableFault } from '../../src/github/fault.ts'
import { mayBeDone, next, type Next, type Situation } from '../../src/github/repeats.ts'

const answer = { status: 502, message: 'GitHub could not answer' }
const refused: RepeatableFault = { certainty: 'refused', answer }
const open: RepeatableFault = { certainty: 'open', answer }
const foreign: RepeatableFault = { certainty: 'open', answer: { status: 0, message: 'A page', isForeign: true } }
const notFound: Fault = { certainty: 'answered', answer: { status: 404, message: 'Not Found' }, data: {} }
const invalid: Fault = { certainty: 'answered', answer: { status: 422, message: 'Validation Failed' }, data: {} }
const limit: RepeatableFault = { certainty: 'refused', answer, limit: 'secondary' }
const now = Date.parse('2026-01-02T03:04:05Z')

/** Without jitter, a growing pause is half of the maximum. */
const read: Situation = { kind: 'read', mayLag: false, githubNowMs: now, leftMs: 600_000, jitter: 0 }
const lagging: Situation = { ...read, mayLag: true }
const write: Situation = { ...read, kind: 'write' }
const repeat = (afterMs: number): Next => ({ step: 'repeat', afterMs })
const check = (afterMs: number): Next => ({ step: 'check', afterMs })
const fail: Next = { step: 'fail' }

describe('after a fault, a request', () => {
  test.each<[string, Fault[], Situation, Next]>([
    ['that only reads is repeated', [open], read, repeat(200)],
    ['that only reads is repeated after longer and longer pauses', [open, refused, open], read, repeat(800)],
    ['waits at most half a minute', Array<Fault>(20).fill(refused), { ...read, jitter: 1 }, repeat(30_000)],
    ['that writes is repeated if GitHub did not complete it', [refused], write, repeat(200)],
    ['that writes is checked if GitHub may have completed it', [open], write, check(200)],
    ['that writes is checked if GitHub may have completed an earlier one', [open, refused], write, check(400)],
    ['that GitHub answered is not repeated', [invalid], write, fail],
    ['that GitHub answered after other faults is not repeated', [open, invalid], write, fail],
    ['that finds nothing is not repeated', [notFound], read, fail],
    ['that finds nothing is repeated if a replica may lag', [notFound], lagging, repeat(1500)],
    ['that finds nothing again is repeated later', [notFound, notFound], lagging, repeat(3000)],
    ['that finds nothing the third time is not repeated', [notFound, open, notFound, notFound], lagging, fail],
    ['that finds nothing and is then invalid is not repeated', [notFound, invalid], lagging, fail],
    ['that got four foreign answers is repeated', Array<Fault>(4).fill(foreign), read, repeat(1600)],
    ['that got five foreign answers is not repeated', Array<Fault>(5).fill(foreign), read, fail],
    [
      'that got five foreign answers with another between is',
      [foreign, foreign, open, foreign, foreign],
      read,
      repeat(3200)
    ],
    ['waits as long as GitHub says', [{ ...limit, waitMs: 7000 }], write, repeat(7000)],
    ['waits until the time that GitHub names', [{ ...limit, untilMs: now + 90_000 }], write, repeat(91_000)],
    ['waits a while if that time is over', [{ ...limit, untilMs: now - 90_000 }], write, repeat(1000)],
    ['waits a little if GitHub says zero', [{ ...limit, waitMs: 0 }], write, repeat(200)],
    ['waits a minute if a limit names no time', [limit], write, repeat(60_000)],
    ['waits twice as long if that happens again', [limit, open, limit], write, check(120_000)],
    ['waits as long as a 503 says', [{ ...open, waitMs: 20_000 }], write, check(20_000)],
    ['is given up if the wait is longer than the time that is left', [limit], { ...read, leftMs: 59_999 }, fail],
    ['is not given up if the time is enough', [limit], { ...read, leftMs: 60_000 }, repeat(60_000)]
  ])('%s', (_what, faults, situation, expected) => {
    expect(following(faults, situation)).toEqual(expected)
  })

  test('never waits less than GitHub says, and at most ten seconds longer', () => {
    const asked = fc.integer({ min: 1, max: 500_000 })
    fc.assert(
      fc.property(asked, fc.double({ min: 0, max: 1, noNaN: true }), (waitMs, jitter) => {
        const then = next({ ...limit, waitMs }, [], { ...write, jitter })
        const after = then.step === 'fail' ? NaN : then.afterMs
        expect(after).toBeGreaterThanOrEqual(waitMs)
        expect(after).toBeLessThanOrEqual(waitMs + 10_000)
      })
    )
  })
})

test.each<[Fault[], boolean]>([
  [[], false],
  [[refused, limit, invalid, notFound], false],
  [[refused, open, refused], true]
])('a write may be done if one of its requests was left open: %j', (faults, expected) => {
  expect(mayBeDone(faults)).toBe(expected)
})

function following(faults: readonly Fault[], situation: Situation): Next {
  const fault = faults.at(-1)
  if (fault === undefined) throw new Error('There is no fault.')
  return next(fault, faults.slice(0, -1), situation)
}
