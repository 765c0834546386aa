import { describe, expect } from '@jest/globals'
import type { SimulatedGitHubOptions } from '../simulator/github/server.ts'
import { sequence, states, story } from './stage.ts'

const inputs = { environment: 'preview', 'transient-environment': true }
/** This server does not provide job IDs. */
const here = { checkRunId: '' } as const

describe('GitHub Enterprise Server', () => {
  const enterprise: SimulatedGitHubOptions = { flavour: 'enterprise' }

  story(
    'has its own API and link URLs',
    async ({ github, repository, made, run }) => {
      const { job, main, post, outputs, said } = await run(inputs, here)
      expect([main.exitCode, post?.exitCode]).toEqual([0, 0])
      expect([...said('warning'), ...said('notice')]).toEqual([])
      expect(states(made())).toEqual(['in_progress', 'success'])
      expect(sequence(github.requests).toSorted()).toEqual([
        'Look',
        'POST deployments',
        'POST deployments/{id}/statuses',
        'POST deployments/{id}/statuses',
        'Scan'
      ])
      expect(github.apiUrl).toMatch(/\/api\/v3$/)
      expect(outputs['deployment-url']).toBe(`${github.apiUrl}/repos/octo/app/deployments/${made().id}`)
      const logUrl = `${github.serverUrl}/octo/app/actions/runs/${job.runId}/attempts/1`
      expect(outputs['log-url']).toBe(logUrl)
      expect(made().statuses.map(status => status.logUrl)).toEqual([logUrl, logUrl])
      expect(made().payload).toMatchObject({ run_id: job.runId, run_url: logUrl })
      expect(made().payload).not.toHaveProperty('check_run_id')
      expect(post?.summary).toContain(`<a href="${github.serverUrl}/octo/app/commit/${repository.tip}">`)
    },
    enterprise
  )

  story(
    'names the attempt of a run in its log URL',
    async ({ github, made, run }) => {
      const { job } = await run(inputs, { ...here, runAttempt: 3 })
      expect(made().latestStatus?.logUrl).toBe(`${github.serverUrl}/octo/app/actions/runs/${job.runId}/attempts/3`)
    },
    enterprise
  )

  story(
    'supersedes older previews',
    async ({ repository, run }) => {
      await run(inputs, here)
      await run(inputs, here)
      expect(repository.deployments.map(({ state }) => state)).toEqual(['inactive', 'success'])
    },
    enterprise
  )
})

describe('where GraphQL is refused', () => {
  const rest = ['POST deployments', 'POST deployments/{id}/statuses', 'POST deployments/{id}/statuses']

  story(
    'by an old server, everything goes by REST',
    async ({ github, repository, run }) => {
      const first = await run(inputs, here)
      const second = await run(inputs, here)
      expect(repository.deployments.map(states)).toEqual([
        ['in_progress', 'success', 'inactive'],
        ['in_progress', 'success']
      ])
      expect(second.outputs['previous-sha']).toBe(repository.tip)
      expect([first, second].flatMap(({ said }) => [...said('warning'), ...said('error')])).toEqual([])
      expect(sequence(github.restRequests())).toEqual(expect.arrayContaining(rest))
    },
    { flavour: 'enterprise', withoutGraphql: true }
  )

  story(
    'in part, by a server without these mutations, only writing goes by REST',
    async ({ github, repository, run }) => {
      await run(inputs, here)
      const { said } = await run(inputs, here)
      expect(repository.deployments.map(({ state }) => state)).toEqual(['inactive', 'success'])
      expect([...said('warning'), ...said('error')]).toEqual([])
      expect(sequence(github.graphqlRequests())).toEqual(['Scan', 'Look', 'Scan', 'Look', 'Deactivate'])
      expect(sequence(github.restRequests()).slice(-2)).toEqual(['GET deployments', 'POST deployments/{id}/statuses'])
    },
    { flavour: 'enterprise', withoutMutations: true }
  )

  story('to a token with the scope repo_deployment, everything goes by REST', async ({ github, repository, run }) => {
    const token = github.token({ kind: 'repo_deployment' })
    await run({ ...inputs, token })
    const { outputs, said } = await run({ ...inputs, token })
    expect(repository.deployments.map(states)).toEqual([
      ['in_progress', 'success', 'inactive'],
      ['in_progress', 'success']
    ])
    expect(outputs['previous-sha']).toBe(repository.tip)
    expect([...said('warning'), ...said('error')]).toEqual([])
    expect(github.requests.filter(request => !request.token?.startsWith('repo_deployment'))).toEqual([])
  })

  story(
    'the newest 20 are asked for their states, and a line says that there are older ones',
    async ({ github, repository, run }) => {
      const seed = { environment: 'preview', transient: true, createdAt: Date.now() - 60_000 }
      for (let count = 0; count < 110; count++) {
        repository.addDeployment({ ...seed, state: [0, 1, 108].includes(count) ? 'success' : 'failure' })
      }
      const { outputs, main } = await run({ ...inputs, operation: 'create', state: 'success' })
      expect(outputs['deactivated']).toBe('1')
      expect(repository.deployments.map(({ state }) => state).filter(state => state === 'success')).toHaveLength(3)
      expect(main.log).toContain(
        'Only the newest 20 deployments of task "deploy" in preview were checked. If older ones are still active, end them with "operation: deactivate".'
      )
      const lists = github
        .restRequests()
        .filter(({ method, path }) => method === 'GET' && path.endsWith('/deployments'))
      expect(lists.map(({ query }) => query)).toEqual([
        { environment: 'preview', task: 'deploy', per_page: '100', page: '1' }
      ])
    },
    { withoutGraphql: true }
  )
})
