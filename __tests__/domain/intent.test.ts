import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Deployment, NewDeployment } from '../../src/domain/deployment.ts'
import { fulfils, intentOf } from '../../src/domain/intent.ts'

const sha = 'a'.repeat(40)
const wanted: NewDeployment = {
  ref: sha,
  task: 'deploy',
  environment: 'staging',
  description: 'Deploy aaaaaaa to staging',
  payload: { run_id: 1, step: '__run' },
  transient: false,
  autoMerge: false,
  requiredContexts: []
}
const noted = Date.parse('2025-01-02T03:04:05.700Z')

/** What GitHub makes of what was sent, `after` milliseconds later on its clock. */
const made = (sent: NewDeployment, after = 0): Deployment => ({
  id: 1,
  nodeId: 'DE_1',
  url: '',
  sha,
  ref: sent.ref,
  task: sent.task,
  environment: sent.environment,
  description: sent.description,
  payload: sent.payload,
  transient: sent.transient,
  production: false,
  createdAt: `${new Date(noted + after).toISOString().slice(0, 19)}Z`
})

describe('a deployment is the one that was begun', () => {
  const unmarked = intentOf(wanted, false, noted)
  const marked = intentOf(wanted, true, noted)

  test.each<[string, Deployment]>([
    ['made at once', made(wanted)],
    ['made later', made(wanted, 60_000)],
    ['named in another case', { ...made(wanted), environment: 'Staging' }],
    ['with the keys of the payload in another order', { ...made(wanted), payload: { step: '__run', run_id: 1 } }],
    ['of a branch with this commit', { ...made(wanted), ref: 'main' }],
    ['of a branch', { ...made(wanted), ref: sha, sha: 'b'.repeat(40) }]
  ])('%s', (_, deployment) => {
    expect(fulfils(deployment, unmarked, 0)).toBe(true)
    expect(fulfils(deployment, marked, 0)).toBe(true)
  })

  test.each<[string, Partial<Deployment>]>([
    ['task', { task: 'migrate' }],
    ['environment', { environment: 'staging-2' }],
    ['description', { description: '' }],
    ['payload', { payload: { run_id: 1, step: '__run_2' } }],
    ['kind of payload', { payload: '{"run_id":1,"step":"__run"}' }],
    ['commit', { ref: 'main', sha: 'b'.repeat(40) }]
  ])('not with another %s', (_, difference) => {
    expect(fulfils({ ...made(wanted), ...difference }, unmarked, 0)).toBe(false)
    expect(fulfils({ ...made(wanted), ...difference }, marked, 0)).toBe(false)
  })

  test.each([
    [-1000, true],
    [-2000, false],
    [-60_000, false]
  ])('made %d ms before it was noted down: %s, unless its payload names the step', (after, expected) => {
    expect(fulfils(made(wanted, after), unmarked, 0)).toBe(expected)
    expect(fulfils(made(wanted, after), marked, 0)).toBe(true)
  })

  test('a time that cannot be read is no proof', () => {
    expect(fulfils({ ...made(wanted), createdAt: '' }, unmarked, 0)).toBe(false)
    expect(fulfils({ ...made(wanted), createdAt: '' }, marked, 0)).toBe(true)
  })
})

test('the intent holds no payload', () => {
  const payload = { secret: 'never to be seen in the state' }
  expect(JSON.stringify(intentOf({ ...wanted, payload }, false, noted))).not.toContain('never')
})

const text = fc.string({ minLength: 1 })
const anyNew = fc.record({
  ref: text,
  task: text,
  environment: text,
  description: fc.string(),
  payload: fc.oneof(text, fc.dictionary(fc.string(), fc.jsonValue()).map(plain)),
  transient: fc.boolean(),
  autoMerge: fc.boolean()
})
/** As far as two clocks may be apart, and what is lost where GitHub's is read to the second. */
const ahead = fc.integer({ min: -86_400_000, max: 86_400_000 })
const lost = fc.integer({ min: 0, max: 999 })

test('what was sent is recognised, whatever the clocks say', () => {
  fc.assert(
    fc.property(anyNew, fc.boolean(), ahead, lost, fc.nat(600_000), (sent, marked, offset, unread, later) => {
      const deployment = made(sent, offset + later)
      expect(fulfils(deployment, intentOf(sent, marked, noted), offset - unread)).toBe(true)
    })
  )
})

test('something else is not', () => {
  fc.assert(
    fc.property(anyNew, anyNew, fc.boolean(), ahead, (sent, other, marked, offset) => {
      const same =
        JSON.stringify([sent.task, sent.environment.toLowerCase(), sent.description]) ===
        JSON.stringify([other.task, other.environment.toLowerCase(), other.description])
      fc.pre(!same)
      expect(fulfils(made(other, offset), intentOf(sent, marked, noted), offset)).toBe(false)
    })
  )
})

/** As it comes back from GitHub: plain JSON. */
function plain(payload: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(payload)) as Record<string, unknown>
}
