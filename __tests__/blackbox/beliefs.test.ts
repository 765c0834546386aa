import { describe, expect } from '@jest/globals'
import type { Deployment, DeploymentSeed, Repository, State } from '../simulator/github/model.ts'
import type { Rules } from '../simulator/github/rules.ts'
import { sequence, states, story } from './stage.ts'

const teardown = { operation: 'deactivate', environment: 'staging' }

const expectInactive = (all: readonly Deployment[]): void => {
  expect(new Set(all.map(deployment => states(deployment).join()))).toEqual(new Set(['success,inactive']))
}

const refusal = 'Resource not accessible by integration'

describe('what GraphQL does not find', () => {
  story(
    'is updated over REST if it exists there',
    async ({ github, repository, run }) => {
      const all = repository.addTransient('staging', ...Array<State>(12).fill('success'))
      const { outputs, main } = await run(teardown)
      expect(main.exitCode).toBe(0)
      expect(outputs['deactivated']).toBe('12')
      expectInactive(all)
      // GraphQL failed for the whole first batch, so it is not used for the second.
      expect(sequence(github.requests).filter(request => request === 'Deactivate')).toHaveLength(1)
    },
    { hiddenFromGraphql: 'mutations' }
  )

  story('counts as gone if REST does not find it, and the last line says so', async ({ github, repository, run }) => {
    const all = repository.addTransient('staging', ...Array<State>(3).fill('success'))
    const stop = github.onAnswer(({ operation }) => {
      if (operation !== 'Scan') return
      for (const deployment of all) deployment.deleted = repository.world.change()
    })
    const { outputs, main } = await run(teardown)
    stop()
    expect(main.exitCode).toBe(0)
    expect(outputs['deactivated']).toBe('0')
    expect(main.log.trimEnd().split('\n').at(-1)).toBe('Torn down   0 deployments deactivated, 3 were already gone')
  })

  story(
    'the repository among it, is read and written by REST for the rest of the step',
    async ({ github, repository, run }) => {
      const all = repository.addTransient('staging', ...Array<State>(3).fill('success'))
      const { main } = await run(teardown)
      expect(main.exitCode).toBe(0)
      expectInactive(all)
      expect(github.graphqlRequests()).toHaveLength(1)
    },
    { hiddenFromGraphql: 'everything' }
  )
})

describe('what GraphQL refuses for a part of a batch', () => {
  const half: Partial<Rules> = { refusedMutations: { which: 'every second', errors: 'none', message: refusal } }

  story(
    'is written by REST, and nothing else',
    async ({ github, repository, run }) => {
      const all = repository.addTransient('staging', ...Array<State>(10).fill('success'))
      const { outputs, main } = await run(teardown)
      expect(main.exitCode).toBe(0)
      expect(outputs['deactivated']).toBe('10')
      expectInactive(all)
      expect(github.writes().map(({ kind }) => kind)).toEqual(['graphql', ...Array<string>(5).fill('rest')])
    },
    half
  )
})

describe('an expensive page', () => {
  story(
    'with statuses is requested in quarters, and later pages keep that size',
    async ({ github, repository, run }) => {
      const [oldest] = repository.addHistory(
        'staging',
        { state: 'success' },
        ...Array<DeploymentSeed>(59).fill({ state: 'failure' })
      )
      const { outputs } = await run({ operation: 'find', environment: 'staging' })
      expect(outputs['deployment-id']).toBe(String(oldest.id))
      const sizes = github
        .graphqlRequests()
        .filter(({ operation }) => operation === 'Scan')
        .map(({ body }) => (body as { variables: { first: number } }).variables.first)
      expect(sizes).toEqual([100, 25, 25, 25])
      expect(sequence(github.restRequests())).toEqual(['GET deployments'])
    },
    { mostEntries: { entries: 25, pages: 'all' } }
  )

  story(
    'of any size is read by REST, from where GraphQL stopped',
    async ({ github, repository, run }) => {
      const all = repository.addTransient('staging', ...Array<State>(103).fill('success'))
      const { main, outputs } = await run(teardown)
      expect(main.exitCode).toBe(0)
      expect(outputs['deactivated']).toBe('103')
      expectInactive(all)
      // Two pages of the list, and the statuses of the three deployments that GraphQL did not return.
      expect(sequence(github.restRequests())).toEqual([
        'GET deployments',
        'GET deployments',
        ...Array<string>(3).fill('GET deployments/{id}/statuses')
      ])
    },
    { mostEntries: { entries: 1, pages: 'later' } }
  )
})

describe('the spelling of an environment', () => {
  const inputs = { environment: 'staging', 'transient-environment': true }
  const worlds: Partial<Rules>[] = [
    { environmentFilterIgnoresCase: true },
    { environmentSpelling: "the environment's" },
    { environmentSpelling: "listed under the environment's" }
  ]
  for (const rules of worlds) {
    story(
      `does not matter for superseding: ${JSON.stringify(rules)}`,
      async ({ github, repository, run }) => {
        const [older] = repository.addTransient('Staging', 'success')
        const token = github.token({ permissions: { contents: 'read', deployments: 'write', actions: 'read' } })
        const { main } = await run(inputs, { token })
        expect(main.exitCode).toBe(0)
        expect(older.state).toBe('inactive')
      },
      rules
    )
  }

  story('is not asked for by the first deploy of an environment', async ({ github, run }) => {
    await run({ ...inputs, environment: 'preview-1' })
    expect(github.requests.filter(({ path }) => path.includes('/environments'))).toEqual([])
  })
})

describe('a deployment that a status has moved to another environment', () => {
  const move = (repository: Repository): Deployment | undefined => {
    const [moved] = repository.addTransient('old', 'success')
    moved.append({ state: 'success', environment: 'new' }, moved.creator)
    return moved
  }

  story('is torn down by its latest name', async ({ repository, run }) => {
    const moved = move(repository)
    await run({ ...teardown, environment: 'new' })
    expect(moved?.state).toBe('inactive')
  })

  story('is not found by its first name, and the log says so', async ({ repository, run }) => {
    move(repository)
    const { main } = await run({ ...teardown, environment: 'old' })
    expect(main.log).toContain('Deployments that a status moved to another environment are not looked for.')
  })
})
