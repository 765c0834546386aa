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
    ['success', 'success', '1m 2s', 'Deployed a1b2c3d in 1m 2s'],
    ['success', 'success', undefined, 'Deployed a1b2c3d'],
    ['failure', 'failure', '4s', 'Deploying a1b2c3d failed after 4s'],
    ['failure', 'failure', undefined, 'Deploying a1b2c3d failed'],
    ['error', 'cancelled', '4s', 'Deploying a1b2c3d was cancelled after 4s'],
    ['inactive', 'cancelled', undefined, 'Deploying a1b2c3d was cancelled'],
    ['inactive', 'skipped', '4s', 'Deploying a1b2c3d was skipped'],
    ['inactive', 'inactive', '4s', 'a1b2c3d is no longer deployed'],
    ['in_progress', 'in_progress', undefined, 'Deploying a1b2c3d'],
    ['queued', 'queued', undefined, 'Deploying a1b2c3d is queued'],
    ['pending', 'pending', undefined, 'Deploying a1b2c3d is pending'],
    ['error', 'error', '4s', 'Deploying a1b2c3d ended with an error after 4s'],
    ['error', 'timed_out', undefined, 'Deploying a1b2c3d ended with an error']
  ])('%s (%s), took %s', (state, word, took, expected) => {
    expect(describeOutcome({ state, word }, 'a1b2c3d', took)).toBe(expected)
  })
})
