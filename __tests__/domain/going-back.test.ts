import { describe, expect, test } from '@jest/globals'
import { goBack, needsMoreStatuses, wasAtWork, wasGood } from '../../src/domain/going-back.ts'

interface Past {
  sha: string
  states: readonly string[]
}

/** Reads `B success failure`: a commit, and its states, oldest first. */
function past(text: string): Past {
  const [sha = '', ...states] = text.split(' ')
  return { sha, states: states.toReversed() }
}

/** Returns what one goes back to from a place in a list, as a commit and its place. Both lists are oldest first. */
function target(list: readonly string[], from: number): string | undefined {
  const all = list.map(past).toReversed()
  const at = all.length - 1 - from
  const own = all[at]
  const found = own && goBack(all, own)
  return found && `${found.sha}${all.length - 1 - all.indexOf(found)}`
}

const ok = 'in_progress success'
const ended = 'in_progress success inactive'
const bad = 'in_progress failure'
const revoked = 'in_progress success failure'

describe('going back', () => {
  const cases: [name: string, list: string[], from: number, to: string | undefined][] = [
    ['from a success to the one before', [`A ${ended}`, `B ${ok}`], 1, 'A0'],
    ['from a failure to the newest success', [`A ${ended}`, `B ${ok}`, `C ${bad}`], 2, 'B1'],
    ['from the success before a failure to the one before', [`A ${ended}`, `B ${ok}`, `C ${bad}`], 1, 'A0'],
    ['from a success that was marked as failed', [`A ${ended}`, `B ${revoked}`], 1, 'A0'],
    ['from a deployment in progress to the newest success', [`A ${ended}`, `B ${ok}`, 'C in_progress'], 2, 'B1'],
    ['from an error to the newest success', [`A ${ok}`, 'B in_progress error'], 1, 'A0'],
    ['to another commit from a success', [`A ${ended}`, `B ${ended}`, `B ${ok}`], 2, 'A0'],
    ['to the same commit from a failure', [`A ${ok}`, `A ${bad}`], 1, 'A0'],
    ['to no commit that was marked as failed', [`A ${ended}`, `B ${ended}`, `B ${revoked}`], 2, 'A0'],
    [
      'to no commit that a newer deployment marked as failed',
      [`A ${ended}`, `B ${ended}`, `A ${revoked}`, `C ${ok}`],
      3,
      'B1'
    ],
    ['to no commit that was marked as failed after it', [`A ${ended}`, `B ${ok}`, `A ${revoked}`], 1, undefined],
    ['to a commit that only failed before it succeeded', [`A ${bad}`, `A ${ended}`, `B ${ok}`], 2, 'A1'],
    ['to a commit that was marked as failed before it succeeded', [`A ${revoked}`, `A ${ended}`, `B ${ok}`], 2, 'A1'],
    ['past failures and unfinished ones', [`A ${ended}`, `B ${bad}`, 'C in_progress', 'D', `E ${ok}`], 4, 'A0'],
    ['past one that is being deployed again', [`A ${ended}`, 'B success inactive in_progress', `C ${ok}`], 2, 'A0'],
    ['to one that was marked as failed and then repaired', ['A success failure success', `B ${ok}`], 1, 'A0'],
    ['to nothing from the first', [`A ${ok}`], 0, undefined],
    ['to nothing if all older ones failed', [`A ${bad}`, `B ${revoked}`, `C ${ok}`], 2, undefined],
    ['past one that is inactive without a success', [`A ${ended}`, 'B in_progress inactive', `C ${ok}`], 2, 'A0']
  ]

  test.each(cases)('goes %s', (_name, list, from, to) => {
    expect(target(list, from)).toBe(to)
  })

  test('reads the latest state of a list without statuses', () => {
    const listed = [{ sha: 'C', state: 'failure' }, { sha: 'B' }, { sha: 'A', state: 'success' }] as const
    expect(goBack<{ sha: string; state?: string }>(listed, listed[0])).toBe(listed[2])
  })
})

describe('a deployment', () => {
  test.each([
    ['A', false, false],
    ['A pending queued waiting', false, false],
    ['A in_progress', false, true],
    ['A in_progress inactive', false, true],
    ['A queued inactive', false, false],
    ['A in_progress failure', false, true],
    ['A in_progress error inactive', false, true],
    ['A success', true, true],
    ['A success inactive inactive', true, true],
    ['A success failure', false, true]
  ])('with the statuses "%s" was good in the end: %s, at work: %s', (text, isGood, isAtWork) => {
    expect([wasGood(past(text)), wasAtWork(past(text))]).toEqual([isGood, isAtWork])
  })

  test.each([
    ['A', true],
    ['A inactive', true],
    ['A failure', true],
    ['A error inactive', true],
    ['A in_progress', false],
    ['A success inactive', false],
    ['A success failure', false]
  ])('whose newest statuses are "%s" needs its older ones: %s', (text, isNeeded) => {
    expect(needsMoreStatuses({ ...past(text), hasMoreStatuses: true })).toBe(isNeeded)
    expect(needsMoreStatuses(past(text))).toBe(false)
  })
})
