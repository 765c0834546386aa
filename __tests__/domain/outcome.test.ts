import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { states } from '../../src/domain/deployment.ts'
import { describeOutcome, outcomeOf } from '../../src/domain/outcome.ts'

describe('the state for a word', () => {
  test.each(states)('%s is itself, transient or not', word => {
    expect(outcomeOf(word, { transient: false })).toEqual({ state: word, word })
    expect(outcomeOf(word, { transient: true })).toEqual({ state: word, word })
  })

  test.each([
    ['cancelled', true, { state: 'inactive', word: 'cancelled' }],
    ['cancelled', false, { state: 'error', word: 'cancelled' }],
    ['skipped', true, { state: 'inactive', word: 'skipped' }],
    ['skipped', false, { state: 'inactive', word: 'skipped' }],
    [' Success ', false, { state: 'success', word: 'success' }],
    ['CANCELLED', true, { state: 'inactive', word: 'cancelled' }],
    ['In_Progress', false, { state: 'in_progress', word: 'in_progress' }],
    ['waiting', false, { state: 'error', word: 'waiting', unknown: true }],
    ['timed_out', true, { state: 'error', word: 'timed_out', unknown: true }],
    ['', false, { state: 'error', word: '', unknown: true }]
  ] as const)('%j, transient: %s', (word, transient, expected) => {
    expect(outcomeOf(word, { transient })).toEqual(expected)
  })

  test('any word becomes a state that GitHub takes, and an unknown one is never a success', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (word, transient) => {
        const outcome = outcomeOf(word, { transient })
        expect(states).toContain(outcome.state)
        if (outcome.unknown === true) expect(outcome.state).toBe('error')
      })
    )
  })
})

describe('what is written beside a state', () => {
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
  ])('%s, took %s', (word, took, expected) => {
    expect(describeOutcome(word, 'a1b2c3d', took)).toBe(expected)
  })
})
