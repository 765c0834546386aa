import { describe, expect } from '@jest/globals'
import type { Deployment, Repository } from '../simulator/github/model.ts'
import { sequence, states, story, type Inputs } from './stage.ts'

const minute = 60_000

/** What there was in the environment before, by what may become of it. */
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

/** Which of the older ones become inactive, and how many of them by our own doing. */
const cases: [kind: string, autoInactive: string, inactive: string[], byUs: number][] = [
  ['lasting', 'true', ['lasting'], 0],
  ['production', 'true', ['lasting'], 0],
  ['transient', 'true', ['lasting', 'production', 'transient'], 3],
  ['transient production', 'true', ['lasting'], 0],
  ['lasting', 'false', [], 0],
  ['production', 'false', [], 0],
  ['transient', 'false', [], 0],
  ['lasting', 'always', ['lasting', 'production', 'transient'], 3],
  ['production', 'always', ['lasting', 'production', 'transient'], 3],
  ['transient production', 'Always', ['lasting', 'production', 'transient'], 3]
]

describe('on success, older successful deployments of the environment become inactive', () => {
  for (const [kind, autoInactive, inactive, byUs] of cases) {
    const inputs = { environment: 'web', 'auto-inactive': autoInactive, ...kinds[kind] }

    story(
      `deploy, ${kind}, "${autoInactive}": ${inactive.join(', ') || 'none'}`,
      async ({ github, repository, run }) => {
        const before = olderOnes(repository)
        const { post, said } = await run(inputs)
        expect(inactiveAmong(before)).toEqual(inactive)
        expect(repository.deploymentsOf('web').at(-1)?.state).toBe('success')
        expect(said('warning')).toEqual([])
        const final = github.restRequests().at(-1)?.body
        expect(final).toMatchObject({ state: 'success', auto_inactive: autoInactive !== 'false' })
        expect(sequence(github.graphqlRequests())).toEqual(['Scan', 'Look', ...(byUs > 0 ? ['Deactivate'] : [])])
        const superseded =
          byUs > 0 ? `Superseded  ${Array(byUs).fill(repository.tip.slice(0, 7)).join(', ')}` : 'Superseded'
        expect(post?.log.includes(superseded)).toBe(byUs > 0)
      }
    )
  }

  story(
    'what GitHub does it does for a transient one, too: lasting ones of every task',
    async ({ repository, run }) => {
      const lasting = repository.addDeployment({ environment: 'web', task: 'migrate', state: 'success' })
      const transient = repository.addDeployment({
        environment: 'web',
        task: 'migrate',
        transient: true,
        state: 'success'
      })
      await run({ environment: 'web', 'transient-environment': true })
      expect([lasting.state, transient.state]).toEqual(['inactive', 'success'])
    }
  )

  story('create, with its first state', async ({ github, repository, run }) => {
    const before = olderOnes(repository)
    const { outputs } = await run({ operation: 'create', environment: 'web', state: 'success', ...kinds['transient'] })
    expect(inactiveAmong(before)).toEqual(['lasting', 'production', 'transient'])
    // GitHub itself has seen to the lasting one by then.
    expect(outputs['deactivated']).toBe('2')
    expect(sequence(github.requests)).toEqual([
      'POST deployments',
      'POST deployments/{id}/statuses',
      'Scan',
      'Deactivate'
    ])
  })

  story('update, of the deployment that it names', async ({ repository, run }) => {
    const before = olderOnes(repository)
    const deployment = repository.addDeployment({ environment: 'web', sha: repository.tip, transient: true })
    const { outputs } = await run({ operation: 'update', state: 'success', 'deployment-id': deployment.id })
    expect(inactiveAmong(before)).toEqual(['lasting', 'production', 'transient'])
    expect(outputs['deactivated']).toBe('2')
  })

  for (const autoInactive of ['true', 'always']) {
    story(`none is made inactive twice, by GitHub and by us: "${autoInactive}"`, async ({ repository, run }) => {
      const seed = { environment: 'web', state: 'success', createdAt: Date.now() - minute } as const
      const older = [false, true].map(transient => repository.addDeployment({ ...seed, transient }))
      await run({ environment: 'web', 'transient-environment': true, 'auto-inactive': autoInactive })
      expect(older.map(states)).toEqual(Array(2).fill(['success', 'inactive']))
    })
  }

  story('counts those that were done before a limit', async ({ github, repository, run }) => {
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
      expect.stringMatching(/^5 of 15 older deployments of web could not be made inactive/)
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

describe('a newer one is never touched', () => {
  const inputs = { environment: 'web', 'transient-environment': true, 'auto-inactive': 'always' }

  story('though it was successful before the older one was', async ({ repository, run }) => {
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
    'nor one of the same second that came after it; one that came before it is superseded',
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

describe('many older ones', () => {
  story('are all superseded, a hundred in a page and ten in a request', async ({ github, repository, run }) => {
    const createdAt = Date.now() - minute
    for (let count = 0; count < 230; count++) {
      const state = count % 2 === 0 ? 'success' : 'failure'
      repository.addDeployment({ environment: 'web', sha: repository.tip, transient: true, state, createdAt })
    }
    const { post } = await run({ environment: 'web', 'transient-environment': true })
    expect(repository.deployments.filter(({ state }) => state === 'success')).toHaveLength(1)
    expect(repository.deployments.filter(({ state }) => state === 'inactive')).toHaveLength(115)
    expect(post?.summary).toContain('<td>115</td>')
    expect(sequence(github.graphqlRequests())).toEqual([
      'Scan',
      'Look',
      'Scan',
      'Scan',
      ...Array<string>(12).fill('Deactivate')
    ])
  })

  story(
    'that cannot be superseded are a warning: the deployment itself stands',
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
          /^1 of 1 older deployments of web could not be made inactive and still look live\. Not today/
        )
      ])
      expect(repository.deployments.map(({ state }) => state)).toEqual(['success', 'success'])
    }
  )

  story('that cannot be seen are a warning, too', async ({ github, repository, run }) => {
    repository.addDeployment({ environment: 'web', sha: repository.tip, state: 'success', transient: true })
    const missing = { type: 'respond', status: 404, body: '{"message":"Not Found"}' } as const
    const headers = { 'content-type': 'application/json' }
    github.fault({ match: { kind: 'graphql' }, times: 9, effect: { ...missing, headers } })
    github.fault({ match: { method: 'GET', path: '/deployments' }, times: 9, effect: { ...missing, headers } })
    const inputs = { operation: 'create', environment: 'web', state: 'success', 'transient-environment': true }
    const { main, outputs, said } = await run(inputs)
    expect(main.exitCode).toBe(0)
    expect(said('warning')).toEqual([
      expect.stringMatching(/^Older deployments of web may still look live\. Could not /)
    ])
    expect(outputs).toMatchObject({ state: 'success', deactivated: '0' })
  })
})
