import { describe, expect } from '@jest/globals'
import type { LoggedRequest } from '../simulator/github/server.ts'
import { sequence, story } from './stage.ts'

const inputs = { environment: 'staging' }
const name = (request: LoggedRequest): string => sequence([request])[0] ?? ''

describe('previous-sha', () => {
  story('is the commit of the newest successful deployment', async ({ repository, run }) => {
    const [old, live, failed] = ['Old', 'Live', 'Failed'].map(message => repository.commit(message))
    const seed = { environment: 'staging' }
    repository.addDeployment({ ...seed, sha: old ?? '', statuses: ['in_progress', 'success', 'inactive'] })
    repository.addDeployment({ ...seed, sha: live ?? '', statuses: ['in_progress', 'success'] })
    repository.addDeployment({ ...seed, sha: failed ?? '', statuses: ['in_progress', 'failure'] })
    repository.addDeployment({ environment: 'production', state: 'success' })
    repository.commit('Next')
    const { main, outputs } = await run(inputs)
    expect(outputs['previous-sha']).toBe(live)
    expect(main.log).toContain(`Previous    ${(live ?? '').slice(0, 7)}\n`)
  })

  story('is the commit of one that is inactive by now', async ({ repository, run }) => {
    const [, ended] = repository.addHistory('staging', 'success', { statuses: ['in_progress', 'success', 'inactive'] })
    const { outputs } = await run(inputs)
    expect(outputs['previous-sha']).toBe(ended.sha)
  })

  story('is not the commit of one that was marked as failed later', async ({ repository, run }) => {
    const [good] = repository.addHistory(
      'staging',
      { statuses: ['success', 'inactive'] },
      { statuses: ['success', 'failure'] }
    )
    const { outputs } = await run(inputs)
    expect(outputs['previous-sha']).toBe(good.sha)
  })

  story('may be the same commit, because then nothing has changed', async ({ repository, run }) => {
    repository.addHistory('staging', 'success', 'success')
    const { outputs } = await run(inputs)
    expect(outputs['previous-sha']).toBe(repository.tip)
    expect(outputs['sha']).toBe(repository.tip)
  })

  story('is empty if no deployment was good in the end', async ({ repository, run }) => {
    repository.addHistory('staging', { statuses: ['in_progress', 'inactive'] }, 'failure', { statuses: [] })
    const { main, outputs } = await run(inputs)
    expect(outputs['previous-sha']).toBe('')
    expect(main.log).toContain('Previous    none\n')
  })

  for (const [kind, newest] of [
    ['workflow', 100],
    ['repo_deployment', 20]
  ] as const) {
    story(`is empty if ${newest} newer deployments exist, with a token of kind ${kind}`, async stage => {
      const { github, repository, run } = stage
      const createdAt = Date.now() - 60_000
      repository.addDeployment({ environment: 'staging', state: 'success', createdAt })
      for (let count = 0; count < newest; count++) {
        repository.addDeployment({ environment: 'staging', state: 'failure', createdAt: createdAt + 1 })
      }
      const { main, outputs } = await run({ ...inputs, token: github.token({ kind }) })
      expect(outputs['previous-sha']).toBe('')
      expect(main.log).toMatch(/Previous {4}none among the newest (19|20|99|100) deployments\n/)
    })
  }

  story('is the commit of the same task, even behind 150 others', async ({ github, repository, run }) => {
    const [api, web] = ['API', 'Web'].map(message => repository.commit(message))
    const seed = { environment: 'staging', state: 'success' } as const
    const createdAt = Date.now() - 600_000
    repository.addDeployment({ ...seed, sha: api ?? '', task: 'deploy:api', createdAt })
    repository.addDeployment({ ...seed, sha: web ?? '', task: 'deploy:web', createdAt: createdAt + 60_000 })
    repository.commit('Next')
    const { outputs } = await run({ ...inputs, task: 'deploy:api' })
    expect(outputs['previous-sha']).toBe(api)
    expect(sequence(github.requests)).toHaveLength(6)

    const first = await run({ ...inputs, task: 'deploy:worker' })
    expect(first.outputs['previous-sha']).toBe('')
    expect(first.main.log).toContain('Previous    none\n')

    for (let count = 0; count < 150; count++) {
      repository.addDeployment({ ...seed, task: 'deploy:web', state: 'failure' })
    }
    const { outputs: beyond } = await run({ ...inputs, task: 'deploy:worker' })
    expect(beyond['previous-sha']).toBe(repository.tip)
  })

  story('is the commit before the deployment that is taken over', async ({ repository, events, run }) => {
    const sha = repository.commit('Live')
    repository.addDeployment({ environment: 'staging', sha, state: 'success' })
    repository.commit('Next')
    const received = repository.addDeployment({ environment: 'staging' })
    const { outputs } = await run({}, { event: events.deployment(received) })
    expect(outputs['previous-sha']).toBe(sha)
  })

  story(
    'is requested in parallel with the creation',
    async ({ github, run }) => {
      const course: string[] = []
      github.onRequest(request => void course.push(`> ${name(request)}`))
      github.onAnswer(request => void course.push(`< ${name(request)}`))
      await run(inputs)
      expect(course.slice(0, 2).toSorted()).toEqual(['> POST deployments', '> Scan'])
      expect(course.slice(2, 4).toSorted()).toEqual(['< POST deployments', '< Scan'])
      expect(course.slice(4, 6)).toEqual(['> POST deployments/{id}/statuses', '< POST deployments/{id}/statuses'])
    },
    { latency: 400 }
  )

  story('is empty if GitHub rejects the lookup, and the deployment continues', async ({ github, made, run }) => {
    const headers = { 'content-type': 'application/json' }
    const refused = { type: 'respond', status: 404, headers, body: '{"message":"Not Found"}' } as const
    github.fault({ match: { operation: 'Scan' }, effect: refused })
    github.fault({ match: { method: 'GET', path: '/deployments' }, effect: refused })
    const { job, main, outputs, said } = await run(inputs)
    expect(job.conclusion).toBe('success')
    expect(made().state).toBe('success')
    expect(outputs['previous-sha'] ?? '').toBe('')
    expect(main.log).toContain('Could not check what was deployed to staging before. Could not ')
    expect([...said('error'), ...said('warning')]).toEqual([])
  })

  story('is found over REST if GraphQL is refused', async ({ github, repository, run }) => {
    const sha = repository.commit('Live')
    repository.addDeployment({ environment: 'staging', sha, state: 'success' })
    repository.addDeployment({ environment: 'staging', state: 'failure' })
    const { outputs } = await run({ ...inputs, token: github.token({ kind: 'repo_deployment' }) })
    expect(outputs['previous-sha']).toBe(sha)
  })
})
