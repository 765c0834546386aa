import { describe, expect, test } from '@jest/globals'
import type { FaultRule } from '../simulator/github/faults.ts'
import type { Deployment, Repository } from '../simulator/github/model.ts'
import type { LoggedRequest, SimulatedGitHubOptions } from '../simulator/github/server.ts'
import { playerInProcess } from './player.ts'
import { tell, type Ending, type Play, type Scene } from './story.ts'

const player = playerInProcess()

const minute = 60_000
const day = 24 * 60 * minute
const deactivate = { operation: 'deactivate', environment: 'staging' }
const erase = { operation: 'delete', environment: 'staging' }

interface Told {
  ending: Ending
  scene: Scene
  all: Deployment[]
  /** Sizes of the batches that were sent, by the name of the operation. */
  sizes: (operation: string) => number[]
  took: number
}

interface Options extends SimulatedGitHubOptions {
  count: number
  inputs?: Play['inputs']
  /** Sets up faults before the job starts. */
  set?: (scene: Scene, all: readonly Deployment[]) => void
}

/** Tears down an environment with this number of live deployments. */
async function told({ count, inputs = deactivate, set, ...options }: Options): Promise<Told> {
  const began = Date.now()
  const story = {
    name: 'a teardown',
    set: ({ repository, events }: Scene): Play => {
      seed(repository, count)
      return { event: events.schedule(), inputs }
    }
  }
  return tell(story, { checkSchema: false, ...options }, async (play, scene) => {
    const all = [...scene.repository.deployments]
    set?.(scene, all)
    const ending = await player(play, scene)
    const sizes = (operation: string): number[] =>
      scene.github.requests.filter(request => request.operation === operation).map(({ fields }) => fields.length)
    return { ending, scene, all, sizes, took: Date.now() - began }
  })
}

function seed(repository: Repository, count: number): void {
  const createdAt = repository.world.clock.now() - day
  for (let place = 0; place < count; place++) {
    repository.addDeployment({ environment: 'staging', state: 'success', transient: true, createdAt })
  }
}

/** Adds a fault to each request that matches, as long as a condition holds. */
function faultIf({ github }: Scene, isStruck: (request: LoggedRequest) => boolean, effect: FaultRule['effect']): void {
  github.onRequest(request => {
    if (!isStruck(request)) return
    const { operation, path, method } = request
    github.fault({ match: operation === undefined ? { path, method } : { operation }, effect })
  })
}

const statesOf = ({ statuses }: Deployment): string => statuses.map(({ state }) => state).join()

/** Checks that every deployment became inactive, and none of them twice. */
function expectInactiveOnce({ ending, all }: Told, count = all.length): void {
  expect(ending.errors).toEqual([])
  expect(ending.outputs['deactivated']).toBe(String(count))
  expect(new Set(all.map(statesOf))).toEqual(new Set(['success,inactive']))
}

const unavailable = { type: 'status', status: 502, when: 'before' } as const
const lost = { type: 'reset', when: 'after' } as const
const isChange = ({ operation }: LoggedRequest): boolean => operation === 'Deactivate' || operation === 'Delete'

describe('a batch', () => {
  test('that times out at the seventh deployment is completed', async () => {
    const play = await told({
      count: 25,
      set: scene => faultIf(scene, ({ fields }) => fields.length > 6, { type: 'partial', done: 6 })
    })
    expectInactiveOnce(play)
    expect(play.sizes('Deactivate')).toEqual([10, 4, 10, 4, 5])
  })

  test('whose deletion times out at the seventh deployment is completed', async () => {
    const { ending, scene, sizes } = await told({
      count: 10,
      inputs: erase,
      set: scene =>
        faultIf(scene, ({ operation, fields }) => operation === 'Delete' && fields.length > 6, {
          type: 'partial',
          done: 6
        })
    })
    expect(ending.errors).toEqual([])
    expect(ending.outputs).toMatchObject({ deactivated: '10', deleted: '10' })
    expect(scene.repository.deployments).toEqual([])
    expect(sizes('Delete')).toEqual([10, 4])
  })

  test('whose answer is lost is not sent again', async () => {
    const play = await told({
      count: 10,
      set: ({ github }) => void github.fault({ match: { operation: 'Deactivate' }, effect: lost })
    })
    expectInactiveOnce(play)
    expect(play.scene.github.requests.map(({ operation }) => operation)).toEqual(['Scan', 'Deactivate', 'LatestStates'])
  })

  test('whose deletion has no answer is not sent again, and every deletion counts', async () => {
    const { ending, scene } = await told({
      count: 10,
      inputs: erase,
      set: ({ github }) => void github.fault({ match: { operation: 'Delete' }, effect: lost })
    })
    expect(ending.errors).toEqual([])
    expect(ending.outputs).toMatchObject({ deactivated: '10', deleted: '10' })
    expect(ending.printed).not.toContain('already gone')
    expect(scene.github.requests.map(({ operation }) => operation)).toEqual([
      'Scan',
      'Deactivate',
      'Delete',
      'LatestStates'
    ])
  })

  test('counts what a look shows to be done, although the rest fails', async () => {
    const { ending, all } = await told({
      count: 10,
      set: scene => {
        scene.github.fault({ match: { operation: 'Deactivate' }, effect: { type: 'partial', done: 6 } })
        faultIf(scene, ({ operation }) => operation === 'Deactivate', {
          type: 'rate',
          flavour: 'secondary-with-retry-after',
          seconds: 86_400
        })
      }
    })
    expect(ending.outputs['deactivated']).toBe('6')
    expect(all.filter(({ state }) => state === 'inactive')).toHaveLength(6)
    expect(ending.errors[0]).toContain('4 could not be deactivated')
  })
})

describe('an outage', () => {
  test('of two minutes in the middle of 300 deployments does not fail the step', async () => {
    let begins = Infinity
    const play = await told({
      count: 300,
      set: scene =>
        faultIf(
          scene,
          request => {
            if (
              isChange(request) &&
              scene.repository.deployments.filter(({ state }) => state === 'inactive').length >= 150
            )
              begins = Math.min(begins, Date.now())
            return Date.now() >= begins && Date.now() < begins + 2 * minute
          },
          unavailable
        )
    })
    expectInactiveOnce(play)
    expect(play.ending.printed).toContain('10 deployments are left for the end: GitHub had no answer within a minute.')
    expect(play.sizes('Deactivate').filter(size => size > 0).length).toBeLessThan(60)
  })

  test('of ten minutes does not fail the step if only one batch is left', async () => {
    let begins = 0
    const play = await told({
      count: 3,
      set: scene =>
        faultIf(
          scene,
          request => {
            if (isChange(request)) begins ||= Date.now()
            return begins > 0 && Date.now() < begins + 10 * minute
          },
          unavailable
        )
    })
    expectInactiveOnce(play)
  })

  test('that does not end stops the step with its time limit, and the error lists the rest', async () => {
    const { ending, took } = await told({ count: 300, set: scene => faultIf(scene, isChange, unavailable) })
    expect(ending.outputs['deactivated']).toBe('0')
    expect(ending.errors).toHaveLength(1)
    expect(ending.errors[0]).toContain('HTTP 502')
    expect(took).toBeGreaterThan(20 * minute)
    expect(took).toBeLessThan(32 * minute)
  })
})

describe('a secondary rate limit of four minutes', () => {
  test('delays the batch, which stays at its place', async () => {
    const play = await told({
      count: 30,
      set: ({ github }) => {
        const effect = { type: 'rate', flavour: 'secondary-with-retry-after', seconds: 240 } as const
        github.fault({ match: { operation: 'Deactivate', nth: 2 }, effect })
      }
    })
    expectInactiveOnce(play)
    expect(play.sizes('Deactivate')).toEqual([10, 10, 10, 10])
    expect(play.ending.printed).not.toContain('left for the end')
    expect(play.took).toBeGreaterThan(4 * minute)
  })

  test('does not use up the minute that a batch has', async () => {
    const play = await told({
      count: 30,
      set: ({ github }) => {
        const effect = { type: 'rate', flavour: 'secondary-with-retry-after', seconds: 240 } as const
        github.fault({ match: { operation: 'Deactivate', nth: 2 }, effect })
        github.fault({ match: { operation: 'Deactivate', nth: 3 }, effect: unavailable })
      }
    })
    expectInactiveOnce(play)
    expect(play.ending.printed).not.toContain('left for the end')
  })
})

describe('a deployment that GitHub cannot change', () => {
  test('does not delay the others, and fails alone with its batch', async () => {
    const { ending, all, took } = await told({
      count: 30,
      inputs: erase,
      set: (scene, seeded) =>
        faultIf(
          scene,
          request =>
            request.operation === 'Deactivate' && JSON.stringify(request.body).includes(seeded[7]?.nodeId ?? '?'),
          unavailable
        )
    })
    expect(ending.outputs).toMatchObject({ deactivated: '20', deleted: '20' })
    expect(ending.errors[0]).toContain('10 could not be deleted')
    expect(all.filter(({ state }) => state === 'success')).toHaveLength(10)
    expect(took).toBeLessThan(4 * minute)
  })
})

describe('a missing permission', () => {
  /** After the first batch, the token can only read. */
  const demote = (scene: Scene): void => {
    const body = JSON.stringify({ message: 'Resource not accessible by integration', status: '403' })
    const headers = { 'content-type': 'application/json' }
    const isLater = ({ writes }: LoggedRequest): boolean => writes && scene.github.writes().length > 1
    faultIf(scene, isLater, { type: 'respond', status: 403, headers, body })
  }

  test.each([deactivate, erase])('after the first batch stops the step at once: $operation', async inputs => {
    const { ending, scene, all } = await told({ count: 40, inputs, set: demote })
    expect(ending.outputs['deactivated']).toBe('10')
    expect(all.filter(({ state }) => state === 'inactive')).toHaveLength(10)
    expect(ending.errors[0]).toContain(`${inputs === erase ? 40 : 30} could not be`)
    expect(ending.errors[0]).toMatch(/Resource not accessible by integration \(HTTP 403\)\..*"?deployments: write/)
    expect(ending.errors[0]).toContain('not attempted')
    // Once through GraphQL and once through REST.
    expect(scene.github.writes()).toHaveLength(3)
  })
})

describe("GraphQL's rate limit, if it is used up for an hour", () => {
  /** From the first request with this name on. */
  const useUp =
    (operation: string) =>
    ({ github }: Scene): void => {
      const headers = {
        'content-type': 'application/json',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600)
      }
      const body = JSON.stringify({ errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] })
      const effect = { type: 'respond', status: 200, headers, body } as const
      const stop = github.onRequest(request => {
        if (request.operation !== operation) return
        stop()
        github.fault({ match: { kind: 'graphql' }, times: 1_000_000, effect })
      })
    }

  test('a teardown of a few deployments continues with REST', async () => {
    expectInactiveOnce(await told({ count: 40, set: useUp('Deactivate') }))
  })

  test('a large teardown stops after a hundred requests through REST, and says when it can continue', async () => {
    const { ending, scene, all } = await told({ count: 150, set: useUp('Deactivate') })
    expect(scene.github.restRequests()).toHaveLength(100)
    const inactive = all.filter(({ state }) => state === 'inactive').length
    expect(inactive).toBeGreaterThan(90)
    expect(ending.outputs['deactivated']).toBe(String(inactive))
    expect(ending.errors).toHaveLength(1)
    expect(ending.errors[0]).toContain(`${150 - inactive} could not be deactivated`)
    expect(ending.errors[0]).toMatch(/The rate limit resets at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/)
    expect(ending.errors[0]).toContain('not attempted')
  })

  test('a large teardown writes nothing if the deployments cannot be read in a hundred requests', async () => {
    const { ending, scene } = await told({ count: 150, set: useUp('Scan') })
    expect(scene.github.restRequests()).toHaveLength(100)
    expect(scene.github.writes()).toEqual([])
    expect(ending.errors).toEqual([expect.stringMatching(/The rate limit resets at \d{4}-/)])
  })
})

test('what an earlier attempt left open gets one more status, although its answer is lost', async () => {
  const runId = 77
  const story = {
    name: 'attempt 2',
    set: ({ repository, events }: Scene): Play => {
      const payload = { run_id: runId, run_attempt: 1, job: 'deploy', step: 'deployment', operation: 'deploy' }
      const createdAt = repository.world.clock.now() - day
      const sha = repository.tip
      repository.addDeployment({ environment: 'staging', sha, payload, state: 'in_progress', createdAt })
      return { event: events.push(), inputs: { environment: 'staging' } }
    }
  }
  await tell(story, { checkSchema: false }, async (play, scene) => {
    scene.github.fault({ match: { operation: 'End' }, effect: lost })
    const run = { runId, checkRunId: 99, runAttempt: 2 }
    const { errors, warnings } = await player(play, scene, run)
    expect([...errors, ...warnings]).toEqual([])
    expect(scene.repository.deployments.map(statesOf)).toEqual(['in_progress,error', 'in_progress,success'])
  })
})
