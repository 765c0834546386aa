import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { valueAt, canonical, decoded, isObject, jsonText, numberAt, textAt } from '../../src/domain/json.ts'

const strange = { a: { b: 'text', n: 7, empty: '', zero: 0, half: 0.5, none: null, list: ['x'] } }

test.each([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  [undefined, false],
  ['{}', false],
  [7, false]
])('isObject(%j) is %s', (value, expected) => {
  expect(isObject(value)).toBe(expected)
})

describe('the value at a path', () => {
  test.each([
    [['a', 'b'], 'text'],
    [['a', 'none'], null],
    [['a', 'missing'], undefined],
    [['a', 'b', 'deeper'], undefined],
    [['a', 'none', 'deeper'], undefined],
    [['a', 'list', '0'], undefined],
    [[], strange]
  ])('is found or undefined: %j', (path, expected) => {
    expect(valueAt(strange, ...path)).toEqual(expected)
  })

  test.each([
    ['b', 'text'],
    ['empty', undefined],
    ['n', undefined],
    ['none', undefined],
    ['list', undefined]
  ])('is read as text at %s: %j', (key, expected) => {
    expect(textAt(strange, 'a', key)).toBe(expected)
  })

  test.each([
    ['n', 7],
    ['zero', 0],
    ['half', undefined],
    ['b', undefined],
    ['none', undefined]
  ])('is read as a whole number at %s: %j', (key, expected) => {
    expect(numberAt(strange, 'a', key)).toBe(expected)
  })

  test('is undefined for a number above 2^53 - 1', () => {
    expect(numberAt({ id: 2 ** 53 }, 'id')).toBeUndefined()
    expect(numberAt({ id: 2 ** 53 - 1 }, 'id')).toBe(2 ** 53 - 1)
  })
})

describe('canonical JSON', () => {
  test('is the same for any order of the keys, at every depth', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer(), (value, seed) => {
        expect(canonical(reordered(value, seed))).toBe(canonical(value))
      })
    )
  })

  test('has the same meaning as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
      })
    )
  })

  test('differs for different values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const same = isSame(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)))
        expect(canonical(one) === canonical(other)).toBe(same)
      })
    )
  })

  test('keeps the order of lists', () => {
    expect(canonical({ b: [2, 1], a: [] })).toBe('{"a":[],"b":[2,1]}')
  })

  test('keeps a key named __proto__', () => {
    expect(canonical(JSON.parse('{"b":1,"__proto__":{"x":2}}'))).toBe('{"__proto__":{"x":2},"b":1}')
  })
})

test.each<[unknown, unknown]>([
  ['{"a":1}', { a: 1 }],
  ['"{}"', '{}'],
  ['null', null],
  ['blue', undefined],
  ['', undefined],
  [7, 7],
  [['7'], ['7']],
  [null, null]
])('%j is decoded to %j', (value, expected) => {
  expect(decoded(value)).toEqual(expected)
})

test.each([
  [{ id: 9_007_199_254_740_992 }, '{"id":9007199254740992}'],
  [undefined, 'null'],
  [null, 'null'],
  ['a "b"', '"a \\"b\\""']
])('%p is written as JSON %s', (value, expected) => {
  expect(jsonText(value)).toBe(expected)
})

/** Returns the same value with the keys of every object in a different order. */
function reordered(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map(inner => reordered(inner, seed))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, reordered(inner, seed)])
  const turn = entries.length === 0 ? 0 : Math.abs(seed) % entries.length
  return Object.fromEntries([...entries.slice(turn), ...entries.slice(0, turn)].reverse())
}

function isSame(one: unknown, other: unknown): boolean {
  try {
    expect(one).toEqual(other)
    return true
  } catch {
    return false
  }
}
