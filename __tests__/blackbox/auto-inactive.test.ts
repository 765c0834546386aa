import { describe, expect } from '@jest/globals'
import type { Deployment, Repository } from '../simulator/github/model.ts'
import { sequence, states, story, type Inputs } from './stage.ts'

const minute = 60_000

/** Adds older deployments and returns them by kind. */
function olderOnes(repository: Repository): Record<string, Deployment> {
  const seed = { environment: 'web', sha: repository.tip, createdAt: Date.now() - minute }
  return {
    lasting: repository.addDeployment({ ...seed, state: 'success' }),
    production: repository.addDeployment({ ...seed, state: 'success', production: true }),
    transient: repository.addDeployment({ ...seed, state: 'success', transient: true }),
    'of another task': repository.addDeployment({ ...seed, state: 'success', transient: true, task: 'migrate' }),
    'under way': repository.addDeployment({ ...seed, state: 'in_progress', transient: true }),
    failed: repository.addDeployment({ ...seed, state: 'failure', transient: true }),
    elsewhere: repository.addDeployment({ ...seed, state: 'success', transient: true, environment: 'web-2' })
  }
}

const inactiveAmong = (deployments: Record<string, Deployment>): string[] =>
  Object.entries(deployments).flatMap(([name, { state }]) => (state === 'inactive' ? [name] : []))

const kinds: Record<string, Inputs> = {
  lasting: {},
  production: { 'production-environment': true },
  transient: { 'transient-environment': true },
  'transient production': { 'transient-environment': true, 'production-environment': true }
}

const ofTask = ['lasting', 'production', 'transient']

/** Which older deployments become inactive. GitHub deactivates none itself, because another task is also live. */
const cases: [kind: string, autoInactive: string, inactive: string[]][] = [
  ['lasting', 'true', ofTask],
  ['production', 'true', []],
  ['transient', 'true', ofTask],
  ['transient production', 'true', []],
  ['lasting', 'false', []],
  ['production', 'false', []],
  ['transient', 'false', []],
  ['lasting', 'always', ofTask],
  ['production', 'always', ofTask],
  ['transient production', 'Always', ofTask]
]

describe('on success, older successful deployments of the environment become inactive', () => {
  for (const [kind, autoInactive, inactive] of cases) {
    const inputs = { environment: 'web', 'auto-inactive': autoInactive, ...kinds[kind] }

    story(
      `deploy, ${kind}, "${autoInactive}": ${inactive.join(', ') || 'none'}`,
      async ({ github, repository, run }) => {
        const before = olderOnes(repository)
        const { post, said } = await run(inputs)
        const byUs = inactive.length
        expect(inactiveAmong(before)).toEqual(inactive)
        expect(repository.deploymentsOf('web').at(-1)?.state).toBe('success')
        expect(said('warning')).toEqual([])
        const final = github.restRequests().at(-1)?.body
        expect(final).toMatchObject({ state: 'success', auto_inactive: false })
        expect(sequence(github.graphqlRequests())).toEqual(['Scan', 'Look', ...(byUs > 0 ? ['Deactivate'] : [])])
        const superseded =
          byUs > 0
            ? `Superseded  ${Array(byUs).fill(repository.tip.slice(0, 7)).join(', ')} (set to inactive)`
            : 'Superseded'
        expect(post?.log.includes(superseded)).toBe(byUs > 0)
      }
    )
  }

  story('deploy, not transient and the only active task: GitHub does it', async ({ github, repository, run }) => {
    const { 'of another task': another, ...others } = olderOnes(repository)
    // A failed deployment is no longer live.
    another?.append({ state: 'failure' }, another.creator)
    const { post } = await run({ environment: 'web' })
    expect(inactiveAmong(others)).toEqual(['lasting'])
    expect(github.restRequests().at(-1)?.body).toMatchObject({ state: 'success', auto_inactive: true })
    expect(sequence(github.graphqlRequests())).toEqual(['Scan', 'Look'])
    expect(post?.log).not.toContain('Superseded')
  })

  story('create, with its first state', async ({ github, repository, run }) => {
    const before = olderOnes(repository)
    const { outputs } = await run({ operation: 'create', environment: 'web', state: 'success', ...kinds['transient'] })
    expect(inactiveAmong(before)).toEqual(ofTask)
    expect(outputs['deactivated']).toBe('3')
    expect(sequence(github.requests)).toEqual([
      'POST deployments',
      'Scan',
      'POST deployments/{id}/statuses',
      'Deactivate'
    ])
  })

  story('update, for the deployment it selects', async ({ repository, run }) => {
    const before = olderOnes(repository)
    const deployment = repository.addDeployment({ environment: 'web', sha: repository.tip, transient: true })
    const { outputs } = await run({ operation: 'update', state: 'success', 'deployment-id': deployment.id })
    expect(inactiveAmong(before)).toEqual(ofTask)
    expect(outputs['deactivated']).toBe('3')
  })

  for (const autoInactive of ['true', 'always']) {
    story(`none is made inactive twice, by GitHub and by us: "${autoInactive}"`, async ({ repository, run }) => {
      const seed = { environment: 'web', state: 'success', createdAt: Date.now() - minute } as const
      const older = [false, true].map(transient => repository.addDeployment({ ...seed, transient }))
      await run({ environment: 'web', 'transient-environment': true, 'auto-inactive': autoInactive })
      expect(older.map(states)).toEqual(Array(2).fill(['success', 'inactive']))
    })
  }

  story('counts deployments deactivated before a rate limit', async ({ github, repository, run }) => {
    const seed = { environment: 'web', transient: true, state: 'success', createdAt: Date.now() - minute } as const
    Array.from({ length: 15 }, () => repository.addDeployment(seed))
    github.fault({
      match: { operation: 'Deactivate', nth: 2 },
      times: 100,
      effect: { type: 'rate', flavour: 'secondary-with-retry-after', seconds: 86_400 }
    })
    const inputs = { operation: 'create', state: 'success', environment: 'web', 'transient-environment': true }
    const { main, outputs, said } = await run(inputs)
    expect([main.exitCode, outputs['deactivated']]).toEqual([0, '10'])
    expect(said('warning')).toEqual([
      expect.stringMatching(/^Could not deactivate 5 of 15 older deployments of web: they are still active\. /)
    ])
    expect(github.graphqlRequests().filter(({ operation }) => operation === 'Deactivate')).toHaveLength(2)
  })

  story('says who superseded them, and where', async ({ github, repository, run }) => {
    const { transient } = olderOnes(repository)
    const { job } = await run({ environment: 'web', 'transient-environment': true })
    expect(transient?.latestStatus).toMatchObject({
      state: 'inactive',
      description: `Superseded by ${repository.tip.slice(0, 7)}`,
      logUrl: `${github.serverUrl}/octo/app/actions/runs/${job.runId}/job/${job.checkRunId}`
    })
    expect(transient?.shown).toBe('destroyed')
  })
})

describe('nothing becomes inactive', () => {
  for (const state of ['failure', 'inactive', 'queued', 'cancelled']) {
    story(`on ${state}`, async ({ github, repository, run }) => {
      const before = olderOnes(repository)
      const inputs = { environment: 'web', result: state, 'auto-inactive': 'always', 'transient-environment': true }
      await run(inputs)
      expect(inactiveAmong(before)).toEqual([])
      expect(sequence(github.graphqlRequests())).toEqual(['Scan', 'Look'])
    })
  }
})

describe('a newer deployment is never deactivated', () => {
  const inputs = { environment: 'web', 'transient-environment': true, 'auto-inactive': 'always' }

  story('even if it succeeded before the older one', async ({ repository, run }) => {
    const newer = { environment: 'web', transient: true, createdAt: Date.now() + minute, state: 'success' } as const
    const another = { uses: 'octo/another-run@v1' }
    const meanwhile = () => {
      repository.addDeployment({ ...newer, sha: repository.tip })
      return undefined
    }
    await run(inputs, { later: [another], actions: { 'octo/another-run': meanwhile } })
    expect(repository.deployments.map(states)).toEqual([['in_progress', 'success'], ['success']])
  })

  story(
    'nor is a later one from the same second, but an earlier one is',
    async ({ repository, run }) => {
      const seed = { environment: 'web', transient: true, state: 'success', sha: repository.tip } as const
      repository.addDeployment(seed)
      const another = { uses: 'octo/another-run@v1' }
      const meanwhile = () => {
        repository.addDeployment(seed)
        return undefined
      }
      await run(inputs, { later: [another], actions: { 'octo/another-run': meanwhile } })
      expect(new Set(repository.deployments.map(({ createdAt }) => createdAt)).size).toBe(1)
      expect(repository.deployments.map(states)).toEqual([
        ['success', 'inactive'],
        ['in_progress', 'success'],
        ['success']
      ])
    },
    { clock: { now: () => Date.UTC(2026, 8, 1, 12) } }
  )
})

describe('many older deployments', () => {
  story('are superseded among the newest hundred, ten in a request', async ({ github, repository, run }) => {
    const createdAt = Date.now() - minute
    const older = Array.from({ length: 230 }, (_, count) =>
      repository.addDeployment({
        environment: 'web',
        sha: repository.tip,
        transient: true,
        state: count % 2 === 0 ? 'success' : 'failure',
        createdAt
      })
    )
    const { post } = await run({ environment: 'web', 'transient-environment': true })
    // The new deployment itself is one of the hundred.
    expect(older.slice(-99).filter(({ state }) => state === 'success')).toEqual([])
    expect(older.slice(0, -99).every(({ state }) => state !== 'inactive')).toBe(true)
    expect(post?.log).toContain(
      'Only the newest 100 deployments of task "deploy" in web were checked. If older ones are still active, end them with "operation: deactivate".\n'
    )
    expect(sequence(github.graphqlRequests())).toEqual([
      'Scan',
      'Look',
      'States',
      ...Array<string>(5).fill('Deactivate')
    ])
  })

  story(
    'that cannot be deactivated cause a warning, and the deployment still succeeds',
    async ({ github, repository, run }) => {
      repository.addDeployment({ environment: 'web', sha: repository.tip, state: 'success', transient: true })
      const refusal = { errors: [{ type: 'UNPROCESSABLE', path: ['m0'], message: 'Not today' }], data: { m0: null } }
      const headers = { 'content-type': 'application/json' }
      const respond = { type: 'respond', status: 200, headers, body: JSON.stringify(refusal) } as const
      github.fault({ match: { operation: 'Deactivate' }, effect: respond })
      const { job, post, said } = await run({ environment: 'web', 'transient-environment': true })
      expect(job.conclusion).toBe('success')
      expect(post?.exitCode).toBe(0)
      expect(said('warning')).toEqual([
        expect.stringMatching(
          /^Could not deactivate 1 of 1 older deployments of web: they are still active\. Not today/
        )
      ])
      expect(repository.deployments.map(({ state }) => state)).toEqual(['success', 'success'])
    }
  )

  story('that cannot be listed also cause a warning', async ({ github, repository, run }) => {
    repository.addDeployment({ environment: 'web', sha: repository.tip, state: 'success', transient: true })
    const missing = { type: 'respond', status: 404, body: '{"message":"Not Found"}' } as const
    const headers = { 'content-type': 'application/json' }
    github.fault({ match: { kind: 'graphql' }, times: 9, effect: { ...missing, headers } })
    github.fault({ match: { method: 'GET', path: '/deployments' }, times: 9, effect: { ...missing, headers } })
    const inputs = { operation: 'create', environment: 'web', state: 'success', 'transient-environment': true }
    const { main, outputs, said } = await run(inputs)
    expect(main.exitCode).toBe(0)
    expect(said('warning')).toEqual([
      expect.stringMatching(/^Could not deactivate older deployments of web: they may still be active\. Could not /)
    ])
    expect(outputs).toMatchObject({ state: 'success', deactivated: '0' })
  })
})
