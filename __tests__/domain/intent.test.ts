import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Deployment, NewDeployment } from '../../src/domain/deployment.ts'
import { matchesIntent, intentOf, type Intent } from '../../src/domain/intent.ts'

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

/** Returns the deployment that GitHub creates, `after` milliseconds later on its clock. */
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

describe('a started deployment is recognized', () => {
  const unmarked = intentOf(wanted, false, noted)
  const marked = intentOf(wanted, true, noted)
  const isIt = async (deployment: Deployment, intent: Promise<Intent>): Promise<boolean> =>
    matchesIntent(deployment, await intent, 0)

  test.each<[string, Deployment]>([
    ['if it was created at once', made(wanted)],
    ['if it was created a minute later', made(wanted, 60_000)],
    ['if its environment has another case', { ...made(wanted), environment: 'Staging' }],
    ['if the keys of its payload have another order', { ...made(wanted), payload: { step: '__run', run_id: 1 } }],
    ['if its ref is a branch with this commit', { ...made(wanted), ref: 'main' }],
    ['if its ref is the same but its commit differs', { ...made(wanted), ref: sha, sha: 'b'.repeat(40) }]
  ])('%s', async (_, deployment) => {
    expect(await isIt(deployment, unmarked)).toBe(true)
    expect(await isIt(deployment, marked)).toBe(true)
  })

  test.each<[string, Partial<Deployment>]>([
    ['task', { task: 'migrate' }],
    ['environment', { environment: 'staging-2' }],
    ['description', { description: '' }],
    ['payload', { payload: { run_id: 1, step: '__run_2' } }],
    ['kind of payload', { payload: '{"run_id":1,"step":"__run"}' }],
    ['commit', { ref: 'main', sha: 'b'.repeat(40) }]
  ])('but not with another %s', async (_, difference) => {
    expect(await isIt({ ...made(wanted), ...difference }, unmarked)).toBe(false)
    expect(await isIt({ ...made(wanted), ...difference }, marked)).toBe(false)
  })

  test.each([
    [-1000, true],
    [-2000, false],
    [-60_000, false]
  ])(
    'if it was created %d ms after the request: %s, or always if its payload names the step',
    async (after, expected) => {
      expect(await isIt(made(wanted, after), unmarked)).toBe(expected)
      expect(await isIt(made(wanted, after), marked)).toBe(true)
    }
  )

  test('without a valid creation time only if its payload names the step', async () => {
    expect(await isIt({ ...made(wanted), createdAt: '' }, unmarked)).toBe(false)
    expect(await isIt({ ...made(wanted), createdAt: '' }, marked)).toBe(true)
  })
})

describe('the saved payload', () => {
  const payload = { to: 'be seen', b: 1, a: 2 }

  test.each<[string, NewDeployment['payload'], boolean, string | RegExp]>([
    ['is complete if the action made it', payload, true, '{"a":2,"b":1,"to":"be seen"}'],
    ['is a hash if it is custom', payload, false, /^[0-9a-f]{64}$/]
  ])('%s', async (_, sent, marked, expected) => {
    const intent = await intentOf({ ...wanted, payload: sent }, marked, noted)
    expect(intent.payload).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected))
  })
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
/** The difference between two clocks, in milliseconds. */
const ahead = fc.integer({ min: -86_400_000, max: 86_400_000 })
/** Milliseconds that are lost because GitHub's times are in seconds. */
const lost = fc.integer({ min: 0, max: 999 })

test('a started deployment is recognized even if the clocks differ', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyNew,
      fc.boolean(),
      ahead,
      lost,
      fc.nat(600_000),
      async (sent, marked, offset, unread, later) => {
        const deployment = made(sent, offset + later)
        expect(await matchesIntent(deployment, await intentOf(sent, marked, noted), offset - unread)).toBe(true)
      }
    )
  )
})

test('a deployment with another task, environment or description is not recognized', async () => {
  await fc.assert(
    fc.asyncProperty(anyNew, anyNew, fc.boolean(), ahead, async (sent, other, marked, offset) => {
      const same =
        JSON.stringify([sent.task, sent.environment.toLowerCase(), sent.description]) ===
        JSON.stringify([other.task, other.environment.toLowerCase(), other.description])
      fc.pre(!same)
      expect(await matchesIntent(made(other, offset), await intentOf(sent, marked, noted), offset)).toBe(false)
    })
  )
})

/** Returns the payload as GitHub returns it: plain JSON. */
function plain(payload: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(payload)) as Record<string, unknown>
}
