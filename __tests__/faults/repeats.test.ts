import { describe, expect, test } from '@jest/globals'
import { createServer, type AddressInfo } from 'node:net'
import { connect } from 'node:net'
import type { Effect, FaultRule } from '../simulator/github/faults.ts'
import type { LoggedRequest } from '../simulator/github/server.ts'
import { playerInProcess } from './player.ts'
import { tell, type Ending, type Play, type Scene, type Story } from './story.ts'

const player = playerInProcess()

const minute = 60_000
const creation = { method: 'POST', path: '/deployments' }
const always = { times: 1_000_000 }

interface Told {
  ending: Ending
  scene: Scene
  /** Total duration in milliseconds. */
  took: number
  creations: LoggedRequest[]
}

const preview = ({ repository, events }: Scene): Play => ({
  event: events.pullRequest(repository.pullRequest({ head: 'feature', base: 'main' })),
  inputs: { environment: 'preview-1' }
})

const withPayload = ({ events }: Scene): Play => ({
  event: events.push(),
  inputs: { environment: 'staging', payload: '{ "colour": "blue" }' }
})

/** Plays a whole story with these faults. */
async function told(
  set: Story['set'],
  rules: readonly FaultRule[],
  more: (scene: Scene) => void = () => undefined,
  workMs = 0
) {
  const began = Date.now()
  return tell({ name: 'told', set }, { checkSchema: false }, async (play, scene): Promise<Told> => {
    rules.forEach(rule => scene.github.fault(rule))
    more(scene)
    const ending = await player({ ...play, workMs }, scene)
    const creations = scene.github.requests.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/deployments')
    )
    return { ending, scene, creations, took: Date.now() - began }
  })
}

const gaps = (requests: readonly LoggedRequest[]): number[] =>
  requests.slice(1).map(({ at }, place) => at - (requests[place]?.at ?? 0))

const refusal = (
  status: number,
  headers: Record<string, string>,
  message = 'You have exceeded a secondary rate limit.'
): Effect => ({
  type: 'respond',
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ message })
})

const states = ({ repository }: Scene): (string | undefined)[] => repository.deployments.map(({ state }) => state)

describe('the first retry comes within half a second', () => {
  test.each<[string, Effect]>([
    ['a read that got a 502', { type: 'status', status: 502, when: 'before' }],
    ['a read whose connection broke', { type: 'reset', when: 'after' }]
  ])('%s', async (_what, effect) => {
    const { scene } = await told(preview, [{ match: { operation: 'Look' }, effect }])
    const looks = scene.github.requests.filter(({ operation }) => operation === 'Look')
    expect(looks).toHaveLength(2)
    expect(gaps(looks)[0]).toBeLessThanOrEqual(500)
  })
})

describe('a rate limit or "retry-after"', () => {
  const inSeconds = (seconds: number): string => String(Math.ceil(Date.now() / 1000) + seconds)

  test.each<[string, () => Effect, least: number, most: number]>([
    ['7 seconds', () => refusal(403, { 'retry-after': '7' }), 7000, 10_000],
    ['a 429 without a time', () => refusal(429, {}), minute, 75_000],
    ['a secondary rate limit without a time', () => refusal(403, {}), minute, 75_000],
    [
      'a primary rate limit that resets in 90 seconds',
      () =>
        refusal(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(90) }, 'API rate limit exceeded.'),
      90_000,
      105_000
    ],
    [
      'a primary rate limit without a valid time',
      () => refusal(403, { 'x-ratelimit-reset': 'later' }, 'API rate limit exceeded for installation ID 1.'),
      minute,
      75_000
    ],
    [
      'a reset time in the past',
      () => refusal(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(-3600) }, ''),
      1000,
      3000
    ],
    [
      'an invalid reset time',
      () => refusal(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1e300' }, ''),
      minute,
      75_000
    ],
    ['0 seconds', () => refusal(403, { 'retry-after': '0' }), 200, 1000],
    ['negative seconds', () => refusal(429, { 'retry-after': '-5' }), minute, 75_000],
    ['an invalid "retry-after"', () => refusal(429, { 'retry-after': 'soon' }), minute, 75_000],
    [
      'a 503 with 20 seconds',
      () => ({ type: 'status', status: 503, when: 'before', headers: { 'retry-after': '20' } }),
      20_000,
      32_000
    ]
  ])('delays the retry by the expected time: %s', async (_what, effect, least, most) => {
    const { ending, scene, creations } = await told(preview, [{ match: creation, effect: effect() }])
    expect(ending.errors).toEqual([])
    expect(states(scene)).toEqual(['success'])
    const [gap = 0] = gaps(creations)
    expect(gap).toBeGreaterThanOrEqual(least)
    expect(gap).toBeLessThanOrEqual(most)
  })

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'an hour',
      { 'retry-after': '3600' },
      /The rate limit resets at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, which is longer than/
    ],
    [
      'a reset time in an hour',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600) },
      /The rate limit resets at \d{4}-/
    ],
    ['a huge "retry-after"', { 'retry-after': '9'.repeat(400) }, /GitHub does not say when the rate limit resets/],
    [
      'a huge reset time',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9'.repeat(20) },
      /GitHub does not say when the rate limit resets/
    ]
  ])('fails the step at once if the wait exceeds the budget: %s', async (_what, headers, text) => {
    const effect = refusal(403, headers, 'API rate limit exceeded.')
    const { ending, creations, took } = await told(withPayload, [{ match: creation, effect, ...always }])
    expect(ending.errors).toHaveLength(1)
    expect(ending.errors[0]).toMatch(text)
    expect(creations).toHaveLength(1)
    expect(took).toBeLessThan(10_000)
  })

  test('with 0 seconds does not lead to more than 40 retries', async () => {
    const { creations, took } = await told(preview, [
      { match: creation, effect: refusal(429, { 'retry-after': '0' }), ...always }
    ])
    expect(creations.length).toBeLessThan(40)
    expect(took).toBeGreaterThan(8 * minute)
  })

  test('is logged with the time of the retry', async () => {
    const { ending } = await told(preview, [{ match: creation, effect: refusal(403, {}) }])
    expect(ending.printed).toMatch(
      /Could not create a deployment of preview-1: You have exceeded a secondary rate limit \(HTTP 403\)\. Trying again in 1m/
    )
  })
})

describe('the action gives up in time, with a clear error', () => {
  test.each<[string, Effect, RegExp]>([
    [
      'a 503',
      { type: 'status', status: 503, when: 'before' },
      /Could not create .* \(HTTP 503\)\. GitHub may or may not have completed this request\. Check https:/
    ],
    [
      'no response',
      { type: 'hang', when: 'before' },
      /Could not create .*: No answer within \d+ seconds\. GitHub may or may not have completed this request/
    ],
    [
      'a closed connection',
      { type: 'reset', when: 'before' },
      /Could not create .*: the connection was closed before an answer came \(ECONNRESET\)\. /
    ],
    [
      'truncated responses',
      { type: 'truncate' },
      /Could not create .*: The answer ended before it was complete\. GitHub may or may not have completed this request/
    ]
  ])('if every request after the first gets %s', async (_what, effect, text) => {
    const { ending, scene, took } = await told(preview, [{ match: { nth: 2 }, effect, ...always }])
    expect(ending.conclusion).toBe('failure')
    expect(ending.errors[0]).toMatch(text)
    expect(ending.errors.length).toBeLessThanOrEqual(2)
    expect(took).toBeGreaterThan(8 * minute)
    expect(took).toBeLessThan(15.5 * minute)
    expect(scene.github.requests.length).toBeLessThan(200)
    expect(scene.repository.deployments.length).toBeLessThanOrEqual(1)
  })

  test('if requests of the post step hang', async () => {
    const { ending, scene } = await told(preview, [], ({ github }) => {
      github.onRequest(({ operation }) => {
        if (operation === 'Look') github.fault({ effect: { type: 'hang', when: 'before' }, ...always })
      })
    })
    const post = scene.github.requests.find(({ operation }) => operation === 'Look')
    expect(ending.errors).toHaveLength(1)
    expect(ending.errors[0]).toMatch(
      /^Could not set deployment \d+ to success: No answer within \d+ seconds\. GitHub may or may not have completed this request/
    )
    expect(Date.now() - (post?.at ?? 0)).toBeLessThan(285_000)
  })

  test('if every response is a web page', async () => {
    const effect: Effect = { type: 'garbage', body: '<title>Sign in</title>' }
    const { ending, took, creations } = await told(withPayload, [{ effect, ...always }])
    expect(ending.errors[0]).toMatch(
      /The answer \(HTTP 200\) does not come from a GitHub API: it begins with "Sign in"\. .*Something between the runner and GitHub answered/
    )
    expect(creations.length).toBeLessThanOrEqual(5)
    expect(took).toBeLessThan(2 * minute)
  })
})

describe('best-effort requests do not delay the rest', () => {
  test('a hanging lookup delays main only for a few seconds', async () => {
    const { ending, scene } = await told(preview, [
      { match: { operation: 'Scan' }, effect: { type: 'hang', when: 'before' }, ...always }
    ])
    const [first, ...others] = scene.github.requests
    const look = others.find(({ operation }) => operation === 'Look')
    expect(ending.errors).toEqual([])
    expect(ending.outputs['state']).toBe('in_progress')
    expect((look?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(6000)
    expect(states(scene)).toEqual(['success'])
  })

  test('a hanging lookup does not prevent the final state', async () => {
    const { scene } = await told(preview, [
      { match: { operation: 'Look' }, effect: { type: 'hang', when: 'before' }, ...always }
    ])
    const look = scene.github.requests.find(({ operation }) => operation === 'Look')
    const [final] = scene.repository.deployments.map(({ latestStatus }) => latestStatus)
    expect(final?.state).toBe('success')
    expect((final?.createdAt ?? 0) - (look?.at ?? 0)).toBeLessThan(40_000)
  })
})

describe('a creation without a response', () => {
  const lost: FaultRule = { match: creation, effect: { type: 'reset', when: 'after' } }

  /** GitHub completes the creation although its answer is lost, but shows it only after 11 seconds. */
  const lagging = ({ github }: Scene): void => {
    const stop = github.onAnswer(({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/deployments')) return
      stop()
      github.fault({ effect: { type: 'lag', ms: 11_000 } })
    })
  }

  test.each<[string, Story['set'], string]>([
    ['deploy', preview, 'success'],
    ['deploy with a custom payload', withPayload, 'success'],
    [
      'create',
      scene => ({ ...preview(scene), inputs: { environment: 'preview-1', operation: 'create', state: 'queued' } }),
      'queued'
    ]
  ])('that appears 11 seconds later is found before it is sent again: %s', async (_what, set, state) => {
    const { ending, scene, creations } = await told(set, [lost], lagging, minute)
    expect(creations).toHaveLength(1)
    // GitHub would have ended the creation after 10 seconds.
    const looks = scene.github.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/deployments'))
    expect(looks[1]?.at).toBe((creations[0]?.at ?? 0) + 12_000)
    expect(ending.errors).toEqual([])
    expect(states(scene)).toEqual([state])
  })

  test('is not sent again before GitHub would have aborted it', async () => {
    const never: FaultRule = { match: creation, effect: { type: 'reset', when: 'before' } }
    const { creations } = await told(preview, [never])
    const [gap = 0] = gaps(creations)
    expect(gap).toBeGreaterThanOrEqual(12_000)
    expect(gap).toBeLessThan(14_000)
  })

  /** Another job of the same matrix creates an identical deployment in the same second. */
  const sibling =
    (beginsAfterMs: number) =>
    (scene: Scene): void => {
      const { github, repository } = scene
      const stop = github.onRequest(({ method, path }) => {
        if (method !== 'POST' || !path.endsWith('/deployments')) return
        stop()
        const sha = repository.tip
        const twin = repository.addDeployment({
          environment: 'staging',
          sha,
          ref: sha,
          payload: { colour: 'blue' },
          description: `Deploy ${sha.slice(0, 7)} to staging`
        })
        const begin = (): unknown => repository.addStatus(twin, { state: 'in_progress' }, twin.creator)
        if (beginsAfterMs === 0) begin()
        else setTimeout(begin, beginsAfterMs)
      })
    }

  test('is not confused with an unfinished deployment of another matrix job', async () => {
    const { ending, scene } = await told(withPayload, [lost], sibling(0))
    expect(ending.errors).toEqual([])
    expect(states(scene)).toEqual(['in_progress', 'success'])
  })

  test('that GitHub never ran is not confused with a later deployment of another matrix job', async () => {
    const never: FaultRule = { match: creation, effect: { type: 'reset', when: 'before' } }
    const { ending, scene, creations } = await told(withPayload, [never], sibling(1000))
    expect(ending.errors).toEqual([])
    expect(creations).toHaveLength(2)
    expect(states(scene)).toEqual(['in_progress', 'success'])
  })
})

test('an expired token is replaced with the workflow token, also for concurrent requests', async () => {
  const { ending, scene } = await told(scene => {
    const expired = scene.github.token({ kind: 'pat' })
    scene.github.revoke(expired)
    const play = preview(scene)
    return { ...play, inputs: { ...play.inputs, token: expired } }
  }, [])
  expect(ending.errors).toEqual([])
  expect(ending.outputs['previous-sha']).toBe('')
  expect(ending.printed).not.toContain('not known')
  expect(states(scene)).toEqual(['success'])
})

test('the action retries until a server that starts 30 seconds later responds', async () => {
  await tell({ name: 'later', set: preview }, { checkSchema: false }, async (play, scene) => {
    const gate = createServer(socket => {
      const { port } = new URL(scene.github.apiUrl)
      const onward = connect(Number(port), '127.0.0.1')
      socket.pipe(onward).pipe(socket)
      for (const end of [socket, onward]) end.on('error', () => undefined)
    })
    const port = await new Promise<number>(resolve => {
      gate.listen(0, '127.0.0.1', () => {
        const address = gate.address() as AddressInfo
        gate.close(() => resolve(address.port))
      })
    })
    setTimeout(() => gate.listen(port, '127.0.0.1'), 30_000)
    const inputs = {
      ...play.inputs,
      'api-url': `http://127.0.0.1:${port}`,
      token: scene.github.token({ kind: 'pat' }),
      ref: scene.repository.tip
    }
    const ending = await player({ ...play, inputs }, scene)
    gate.close()
    expect(ending.errors).toEqual([])
    expect(states(scene)).toEqual(['success'])
  })
})
