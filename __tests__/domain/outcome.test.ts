import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { states } from '../../src/domain/deployment.ts'
import { describeOutcome, isSkipped, lateText, outcomeOf, outcomeWords } from '../../src/domain/outcome.ts'

const lasting = { transient: false }

test.each<[string[], boolean]>([
  [['skipped'], true],
  [['skipped', 'skipped'], true],
  [['skipped', 'success'], false],
  [['cancelled'], false],
  [[], false]
])('%j means that everything was skipped: %s', (words, expected) => {
  expect(isSkipped(words)).toBe(expected)
})

describe('the words of "state" or "result"', () => {
  test.each<[string, string[]]>([
    ['', []],
    [' \n ', []],
    [', ,', []],
    ['[]', []],
    ['[ ]', []],
    ['[""]', []],
    ['success', ['success']],
    [' In_Progress ', ['in_progress']],
    ['success,failure', ['success', 'failure']],
    ['success, skipped', ['success', 'skipped']],
    ['success skipped', ['success', 'skipped']],
    ['success\r\nCancelled\n', ['success', 'cancelled']],
    ['success,', ['success']],
    ['["success"]', ['success']],
    ['[\n  "success",\n  "skipped"\n]', ['success', 'skipped']],
    [' ["success"]\n', ['success']],
    ['[" Success ", " "]', ['success']],
    ['["success", null, 7]', ['success', 'null', '7']],
    ['["success"', ['["success"']],
    ['{"a": "b"}', ['{"a":', '"b"}']]
  ])('are read from %j', (text, words) => {
    expect(outcomeWords(text)).toEqual(words)
  })
})

describe('the state to record', () => {
  test.each(states)('for "%s" is the same, transient or not', word => {
    expect(outcomeOf([word], lasting)).toEqual({ state: word, word, unknown: [] })
    expect(outcomeOf([word], { transient: true })).toEqual({ state: word, word, unknown: [] })
  })

  test.each([
    ['cancelled', true, { state: 'inactive', word: 'cancelled', unknown: [] }],
    ['cancelled', false, { state: 'error', word: 'cancelled', unknown: [] }],
    ['skipped', true, { state: 'inactive', word: 'skipped', unknown: [] }],
    ['skipped', false, { state: 'inactive', word: 'skipped', unknown: [] }],
    ['waiting', false, { state: 'error', word: 'waiting', unknown: ['waiting'] }],
    ['timed_out', true, { state: 'error', word: 'timed_out', unknown: ['timed_out'] }]
  ] as const)('for %j, transient: %s, is a state of GitHub', (word, transient, expected) => {
    expect(outcomeOf([word], { transient })).toEqual(expected)
  })

  test('without a word is error', () => {
    expect(outcomeOf([], lasting)).toEqual({ state: 'error', word: '', unknown: [''] })
  })
})

describe('the worst of several words determines the state', () => {
  test.each<[words: string, state: string, tally: string | undefined, unknown: string[]]>([
    ['success success', 'success', undefined, []],
    ['success skipped', 'success', 'success (1 skipped)', []],
    ['skipped success skipped', 'success', 'success (2 skipped)', []],
    ['skipped skipped', 'inactive', undefined, []],
    ['failure skipped', 'failure', 'failure (1 skipped)', []],
    ['success error failure skipped', 'error', 'error (1 success, 1 failure, 1 skipped)', []],
    ['failure error', 'failure', 'failure (1 error)', []],
    ['cancelled failure', 'failure', 'failure (1 cancelled)', []],
    ['success cancelled', 'error', 'cancelled (1 success)', []],
    ['timed_out success', 'error', 'timed_out (1 success)', ['timed_out']],
    ['success timed_out', 'error', 'timed_out (1 success)', ['timed_out']],
    ['timed_out cancelled', 'error', 'cancelled (1 timed_out)', ['timed_out']],
    ['timed_out failure timed_out', 'failure', 'failure (2 timed_out)', ['timed_out']],
    ['in_progress success', 'error', 'in_progress (1 success)', ['in_progress']],
    ['inactive inactive', 'error', undefined, ['inactive']]
  ])('for "%s": %s', (text, state, tally, unknown) => {
    const outcome = outcomeOf(outcomeWords(text), lasting)
    expect([outcome.state, outcome.tally, outcome.unknown]).toEqual([state, tally, unknown])
  })

  test('the state is success or inactive only if every word is success or skipped', () => {
    const words = fc.array(fc.constantFrom('success', 'failure', 'error', 'cancelled', 'skipped', 'odd'), {
      minLength: 1
    })
    fc.assert(
      fc.property(words, list => {
        const { state } = outcomeOf(list, lasting)
        const isClean = list.every(word => word === 'success' || word === 'skipped')
        expect(['success', 'inactive'].includes(state)).toBe(isClean)
        expect(state === 'success').toBe(isClean && list.includes('success'))
      })
    )
  })

  test('the state is valid for any text, and an unknown word is never a success', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (text, transient) => {
        const outcome = outcomeOf(outcomeWords(text), { transient })
        expect(states).toContain(outcome.state)
        if (outcome.unknown.length > 0) expect(outcome.state).not.toBe('success')
      })
    )
  })
})

describe('the status description', () => {
  test.each([
    ['success', '1m 2s', 'Deployed a1b2c3d in 1m 2s'],
    ['success', undefined, 'Deployed a1b2c3d'],
    ['failure', '4s', 'Deploying a1b2c3d failed after 4s'],
    ['failure', undefined, 'Deploying a1b2c3d failed'],
    ['cancelled', '4s', 'Deploying a1b2c3d was cancelled after 4s'],
    ['cancelled', undefined, 'Deploying a1b2c3d was cancelled'],
    ['skipped', '4s', 'Deploying a1b2c3d was skipped'],
    ['inactive', '4s', 'a1b2c3d is no longer deployed'],
    ['in_progress', undefined, 'Deploying a1b2c3d'],
    ['queued', undefined, 'Deploying a1b2c3d is queued'],
    ['pending', undefined, 'Deploying a1b2c3d is pending'],
    ['error', '4s', 'Deploying a1b2c3d ended with an error after 4s'],
    ['timed_out', undefined, 'Deploying a1b2c3d ended with an error']
  ])('for "%s" with the duration %s', (word, took, expected) => {
    expect(describeOutcome(word, 'a1b2c3d', took)).toBe(expected)
  })
  test.each([
    ['never deployed', 'a1b2c3d was never deployed'],
    ['cancelled', 'Deploying a1b2c3d was cancelled after 4s']
  ] as const)('for inactive, because it was %s', (undeployed, expected) => {
    expect(describeOutcome('inactive', 'a1b2c3d', '4s', undeployed)).toBe(expected)
  })
})

test.each<[main: string | undefined, late: string, expected: string | undefined]>([
  ['terraform apply ()', 'terraform apply (3 added)', 'terraform apply (3 added)'],
  ['terraform apply (3 added)', 'terraform apply ()', 'terraform apply (3 added)'],
  ['Ship it', 'Ship it', 'Ship it'],
  ['Ship it', '', 'Ship it'],
  ['Ship it', 'Shipped', 'Shipped'],
  ['Ship it', 'it Ship', 'it Ship'],
  ['Ship 🚀 it', 'Ship  it', 'Ship 🚀 it'],
  ['ab', 'aab', 'aab'],
  [undefined, 'Ship it', 'Ship it'],
  [undefined, '', undefined]
])('with %j in the main step and %j in the post step, the text is %j', (main, late, expected) => {
  expect(lateText(main, late)).toBe(expected)
})
