import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  ago,
  decodedPayload,
  deploymentFrom,
  duration,
  isFinal,
  isLive,
  payloadJson,
  sameEnvironment,
  shortened,
  shortRef,
  statusFrom
} from '../../src/domain/deployment.ts'

const sha = 'a'.repeat(40)

/** GitHub's response. https://docs.github.com/rest/deployments/deployments#get-a-deployment */
const answer = {
  url: 'https://api.github.com/repos/octo/app/deployments/5000000001',
  id: 5_000_000_001,
  node_id: 'DE_kwDO1',
  task: 'deploy:migrations',
  original_environment: 'staging',
  environment: 'staging',
  description: null,
  created_at: '2025-01-02T03:04:05Z',
  sha,
  ref: 'topic',
  payload: { a: 1 },
  transient_environment: true,
  production_environment: false
}

describe('a deployment from GitHub', () => {
  test('is read with all its fields', () => {
    expect(deploymentFrom(answer)).toEqual({
      id: 5_000_000_001,
      nodeId: 'DE_kwDO1',
      url: 'https://api.github.com/repos/octo/app/deployments/5000000001',
      sha,
      ref: 'topic',
      task: 'deploy:migrations',
      environment: 'staging',
      description: '',
      payload: { a: 1 },
      transient: true,
      production: false,
      createdAt: '2025-01-02T03:04:05Z'
    })
  })

  test.each([
    [true, true],
    [false, false],
    ['true', false],
    [undefined, false]
  ])('with the flags %j reads them as %s', (flag, expected) => {
    const read = deploymentFrom({ ...answer, transient_environment: flag, production_environment: flag })
    expect([read?.transient, read?.production]).toEqual([expected, expected])
  })

  test('gets defaults for fields that an old server does not send', () => {
    expect(deploymentFrom({ id: 1, sha, environment: 'staging' })).toEqual({
      id: 1,
      nodeId: '',
      url: '',
      sha,
      ref: sha,
      task: 'deploy',
      environment: 'staging',
      description: '',
      payload: {},
      transient: false,
      production: false,
      createdAt: ''
    })
  })

  test.each([
    [{ ...answer, id: '1' }],
    [{ ...answer, id: 1.5 }],
    [{ ...answer, id: 2 ** 60 }],
    [{ ...answer, sha: '' }],
    [{ ...answer, environment: null }],
    [{ message: 'Not Found' }],
    [[answer]],
    ['<html>'],
    [null],
    [undefined]
  ])('%j is rejected', json => {
    expect(deploymentFrom(json)).toBeUndefined()
  })

  test('is read completely or rejected, for any value', () => {
    const part = fc.record(
      {
        id: fc.oneof(fc.integer(), fc.string()),
        sha: fc.oneof(fc.string(), fc.constant(null)),
        environment: fc.oneof(fc.string(), fc.integer())
      },
      { requiredKeys: [] }
    )
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), part), json => {
        const deployment = deploymentFrom(json)
        if (deployment === undefined) return
        expect(Number.isSafeInteger(deployment.id)).toBe(true)
        expect(deployment.sha).not.toBe('')
        expect(deployment.environment).not.toBe('')
      })
    )
  })
})

describe('a status from GitHub', () => {
  const status = {
    id: 7,
    state: 'waiting',
    description: 'Waiting for approval',
    environment_url: '',
    log_url: 'https://github.com/octo/app/actions/runs/1/job/2',
    created_at: '2025-01-02T03:04:05Z'
  }

  test('is read if it has the state "waiting", which only GitHub sets', () => {
    expect(statusFrom(status)).toEqual({
      id: 7,
      state: 'waiting',
      description: 'Waiting for approval',
      environmentUrl: '',
      logUrl: 'https://github.com/octo/app/actions/runs/1/job/2',
      createdAt: '2025-01-02T03:04:05Z'
    })
  })

  test('has empty texts by default', () => {
    expect(statusFrom({ id: 7, state: 'success' })).toEqual({
      id: 7,
      state: 'success',
      description: '',
      environmentUrl: '',
      logUrl: '',
      createdAt: ''
    })
  })

  test.each([[{ ...status, id: null }], [{ ...status, state: '' }], [[]], [null], ['text']])('%j is rejected', json => {
    expect(statusFrom(json)).toBeUndefined()
  })
})

test.each([
  [undefined, true, false],
  ['success', true, true],
  ['pending', true, false],
  ['queued', true, false],
  ['in_progress', true, false],
  ['waiting', true, false],
  ['failure', false, true],
  ['error', false, true],
  ['inactive', false, true]
])('the state %s is live: %s, final: %s', (state, live, final) => {
  expect(isLive(state)).toBe(live)
  expect(isFinal(state)).toBe(final)
})

test.each([
  ['staging', 'Staging', true],
  ['PR #12/Ä', 'pr #12/ä', true],
  ['staging', 'staging-2', false]
])('%s and %s are the same environment: %s', (one, other, same) => {
  expect(sameEnvironment(one, other)).toBe(same)
})

describe('a shortened text', () => {
  /** Code points of one to four bytes, and parts of characters that are displayed as one. */
  const text = fc.array(
    fc.oneof(fc.constantFrom('a', 'é', '…', '🚀', '\u{1F469}', '\u200D', '\u0301', ' '), fc.string()),
    {
      maxLength: 200
    }
  )

  test.each([
    ['', ''],
    ['a'.repeat(140), 'a'.repeat(140)],
    ['a'.repeat(141), `${'a'.repeat(139)}…`],
    // 140 code points, 280 units.
    ['🚀'.repeat(140), '🚀'.repeat(140)],
    ['🚀'.repeat(141), `${'🚀'.repeat(139)}…`]
  ])('of %j has at most 140 characters', (long, short) => {
    expect(shortened(long)).toBe(short)
  })

  test('is unchanged if it fits, or else has exactly 140 code points', () => {
    fc.assert(
      fc.property(
        text.map(parts => parts.join('')),
        long => {
          const short = shortened(long)
          const points = Array.from(long)
          if (points.length <= 140) {
            expect(short).toBe(long)
            return
          }
          expect(Array.from(short)).toEqual([...points.slice(0, 139), '…'])
          expect(short.isWellFormed()).toBe(long.isWellFormed())
          expect(shortened(short)).toBe(short)
        }
      )
    )
  })
})

test.each([
  [sha, 'aaaaaaa'],
  [sha.toUpperCase(), 'AAAAAAA'],
  ['main', 'main'],
  ['a'.repeat(39), 'a'.repeat(39)],
  ['a'.repeat(41), 'a'.repeat(41)],
  [`x${sha}`, `x${sha}`],
  [`${sha}x`, `${sha}x`],
  ['', '']
])('the ref %j is written %j', (ref, short) => {
  expect(shortRef(ref)).toBe(short)
})

describe('a duration', () => {
  const second = 1000
  const minute = 60 * second
  const hour = 60 * minute
  const day = 24 * hour

  test.each([
    [0, '0s'],
    [499, '0s'],
    [500, '1s'],
    [59.4 * second, '59s'],
    [59.6 * second, '1m'],
    [83 * second, '1m 23s'],
    [hour, '1h'],
    [hour + 59 * second, '1h'],
    [2 * hour + 5 * minute + 9 * second, '2h 5m'],
    [day, '1d'],
    [3 * day + 4 * hour + 5 * minute, '3d 4h'],
    [400 * day, '400d'],
    // A clock that was set back.
    [-5 * second, '0s']
  ])('of %d ms is written %s', (milliseconds, expected) => {
    expect(duration(milliseconds)).toBe(expected)
  })

  test('has at most two units, the larger first, and is exact to the smaller one', () => {
    const sizes = { d: day, h: hour, m: minute, s: second }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 * day }), milliseconds => {
        const parts = Array.from(duration(milliseconds).matchAll(/(\d+)([dhms])/g), ([, count, unit]) => ({
          count: Number(count),
          size: sizes[unit as keyof typeof sizes]
        }))
        const said = parts.reduce((sum, { count, size }) => sum + count * size, 0)
        const [first, other] = parts
        expect(parts.length).toBeGreaterThan(0)
        expect(parts.length).toBeLessThan(3)
        expect(other?.size ?? 0).toBeLessThan(first?.size ?? 0)
        const precision = { [day]: hour, [hour]: minute, [minute]: second, [second]: second }[first?.size ?? 0] ?? 0
        const missed = milliseconds - said
        expect(missed).toBeGreaterThanOrEqual(-500)
        expect(missed).toBeLessThan(precision + 500)
      })
    )
  })
})

describe('the payload as JSON', () => {
  test.each([
    [{ a: 1 }, '{"a":1}'],
    ['text', '"text"'],
    ['{"a":1}', '{"a":1}'],
    ['[1]', '"[1]"'],
    ['7', '"7"'],
    ['', '""'],
    [null, '{}'],
    [undefined, '{}']
  ])('of %p is %s', (payload, expected) => {
    expect(payloadJson(payload)).toBe(expected)
  })

  test('is valid JSON for any payload', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.string(), fc.json()), payload => {
        expect(() => JSON.parse(payloadJson(payload)) as unknown).not.toThrow()
      })
    )
  })

  test('keeps an object, also if it is encoded twice', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), payload => {
        const plain: unknown = JSON.parse(JSON.stringify(payload))
        expect(JSON.parse(payloadJson(payload))).toEqual(plain)
        expect(JSON.parse(payloadJson(JSON.stringify(payload)))).toEqual(plain)
      })
    )
  })
})

describe('a decoded payload', () => {
  const inner = { run_id: 1 }

  test.each<[unknown, unknown]>([
    [inner, inner],
    [JSON.stringify(inner), inner],
    [JSON.stringify(JSON.stringify(inner)), inner],
    [JSON.stringify(JSON.stringify(JSON.stringify(inner))), JSON.stringify(JSON.stringify(JSON.stringify(inner)))],
    [[JSON.stringify(inner)], [JSON.stringify(inner)]],
    ['blue', 'blue'],
    [JSON.stringify('blue'), JSON.stringify('blue')],
    ['[1]', '[1]'],
    ['{', '{'],
    [null, null]
  ])('of %j is %j', (payload, expected) => {
    expect(decodedPayload(payload)).toEqual(expected)
  })
})

test.each([
  [-5000, 'just now'],
  [0, 'just now'],
  [999, 'just now'],
  [1000, '1 second ago'],
  [59_999, '59 seconds ago'],
  [60_000, '1 minute ago'],
  [3_599_999, '59 minutes ago'],
  [3_600_000, '1 hour ago'],
  [86_399_999, '23 hours ago'],
  [86_400_000, '1 day ago'],
  [260_000_000, '3 days ago']
])('an age of %d ms is written "%s"', (milliseconds, text) => {
  expect(ago(milliseconds)).toBe(text)
})
