import { expect, test } from '@jest/globals'
import { counted, inShort, nameOrCount } from '../../src/messages/list.ts'
import { inNaturalOrder } from '../../src/domain/deployment.ts'

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c, d, e'],
  [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d, e and 1 more']
])('%j in short: %s', (names, text) => {
  expect(inShort(names)).toBe(text)
})

test('as many as are asked for', () => {
  expect(inShort(['a', 'b', 'c'], 1)).toBe('a and 2 more')
})

test('one, or more', () => {
  expect([0, 1, 2].map(count => counted(count, 'deployment'))).toEqual([
    '0 deployments',
    '1 deployment',
    '2 deployments'
  ])
})

test('one environment is named, and several are counted', () => {
  expect([[], ['staging'], ['a', 'b']].map(nameOrCount)).toEqual([
    '0 environments',
    'environment staging',
    '2 environments'
  ])
})

test('natural order heeds numbers and ignores case', () => {
  const names = ['pr-10', 'PR-2', 'pr-1/web', 'pr-1', 'Alpha', 'beta', 'pr-2-b']
  expect(names.sort(inNaturalOrder)).toEqual(['Alpha', 'beta', 'pr-1', 'pr-1/web', 'PR-2', 'pr-2-b', 'pr-10'])
  expect(inNaturalOrder('A', 'a')).toBe(0)
})
