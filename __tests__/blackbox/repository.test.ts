import { describe, expect } from '@jest/globals'
import { SimulatedGitHub } from '../simulator/github/server.ts'
import { sequence, states, story } from './stage.ts'

const inputs = { environment: 'staging', repository: 'octo/infrastructure', ref: 'main' }

describe('another repository', () => {
  story('gets the deployment; the log stays where the workflow runs', async ({ github, repository, run }) => {
    const other = github.repository('octo/infrastructure')
    const { job, post, outputs } = await run({ ...inputs, token: github.token({ kind: 'pat' }) })
    const [deployment] = other.deployments
    const logUrl = `${github.serverUrl}/octo/app/actions/runs/${job.runId}/job/${job.checkRunId}`
    expect(job.conclusion).toBe('success')
    expect(repository.deployments).toEqual([])
    expect(other.deployments).toHaveLength(1)
    expect(deployment).toMatchObject({ ref: 'main', sha: other.tip, transient: false })
    expect(deployment?.payload).toMatchObject({
      run_url: `${github.serverUrl}/octo/app/actions/runs/${job.runId}/attempts/1`
    })
    expect(deployment?.statuses.map(status => status.logUrl)).toEqual([logUrl, logUrl])
    expect(outputs['deployment-url']).toContain('/repos/octo/infrastructure/deployments/')
    expect(post?.summary).toContain(`<a href="${github.serverUrl}/octo/infrastructure/commit/${other.tip}">`)
  })

  story('is not what the event is about: not transient by itself', async ({ github, repository, events, run }) => {
    const other = github.repository('octo/infrastructure')
    const event = events.pullRequest(repository.pullRequest())
    await run({ ...inputs, token: github.token({ kind: 'pat' }) }, { event })
    expect(other.deployments[0]).toMatchObject({ sha: other.tip, transient: false })
  })

  story('is not what a deployment event is about', async ({ github, repository, events, run }) => {
    const other = github.repository('octo/infrastructure')
    const event = events.deployment(repository.addDeployment({ environment: 'staging' }))
    await run({ ...inputs, token: github.token({ kind: 'pat' }) }, { event })
    expect(other.deployments.map(states)).toEqual([['in_progress', 'success']])
    expect(repository.deployments.map(states)).toEqual([[]])
  })

  for (const operation of ['deploy', 'create', 'update']) {
    story(`needs a "ref" for ${operation}`, async ({ github, run }) => {
      github.repository('octo/infrastructure')
      const state = operation === 'update' ? { state: 'success' } : {}
      const { main, said } = await run({ ...inputs, ...state, operation, ref: '' })
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([
        '"ref" is missing: the event says nothing about another repository. Correct the "with:" of this step; nothing was sent to GitHub.'
      ])
      expect(github.requests).toEqual([])
    })
  }

  story('or a "deployment-id"', async ({ github, run }) => {
    const other = github.repository('octo/infrastructure')
    const deployment = other.addDeployment({ environment: 'staging' })
    const token = github.token({ kind: 'pat' })
    const given = { repository: 'octo/infrastructure', 'deployment-id': deployment.id, token }
    await run({ ...given, operation: 'update', state: 'queued' })
    await run(given)
    expect(states(deployment)).toEqual(['queued', 'in_progress', 'success'])
  })

  story(
    "is the workflow's repository if it has the same name, in any case",
    async ({ repository, events, made, run }) => {
      const pull = repository.pullRequest()
      await run({ environment: 'preview', repository: 'Octo/APP' }, { event: events.pullRequest(pull) })
      expect(made()).toMatchObject({ sha: pull.head.sha, transient: true })
    }
  )

  story('that was renamed is found by its old name', async ({ github, repository, made, run }) => {
    github.world.rename(repository, 'renamed')
    const { job } = await run({ environment: 'staging', token: github.token({ kind: 'pat' }) })
    expect(job.conclusion).toBe('success')
    expect(states(made())).toEqual(['in_progress', 'success'])
  })
})

describe('"api-url", the API of another host', () => {
  const elsewhere = async (tell: (other: SimulatedGitHub) => Promise<void>): Promise<void> => {
    const other = await SimulatedGitHub.start({ flavour: 'enterprise' })
    try {
      await tell(other)
      expect(other.violations).toEqual([])
    } finally {
      await other.stop()
    }
  }

  story("is refused with the workflow's own token", ({ github, token, run }) =>
    elsewhere(async other => {
      const { main, said } = await run({ ...inputs, 'api-url': other.apiUrl })
      const again = await run({ ...inputs, 'api-url': other.apiUrl, token })
      expect([main.exitCode, again.main.exitCode]).toEqual([1, 1])
      const refusals = [...said('error'), ...again.said('error')]
      expect(refusals).toHaveLength(2)
      for (const refusal of refusals) {
        expect(refusal).toMatch(
          /^"api-url" is another host's, for which the workflow's own token is not: give one of that host as "token"\. /
        )
      }
      expect([...github.requests, ...other.requests]).toEqual([])
    })
  )

  story('works with a token of that host; nothing is sent to the own one', ({ github, run }) =>
    elsewhere(async other => {
      const there = other.repository('octo/infrastructure')
      const token = other.token({ kind: 'pat' })
      const { job, post, outputs } = await run({ ...inputs, 'api-url': `${other.apiUrl}/`, token })
      expect(job.conclusion).toBe('success')
      expect(there.deployments.map(states)).toEqual([['in_progress', 'success']])
      expect(github.requests).toEqual([])
      expect(new Set(other.requests.map(request => request.token))).toEqual(new Set(['pat 1']))
      expect(outputs['deployment-url']).toContain(`${other.apiUrl}/repos/`)
      expect(outputs['log-url']).toContain(`${github.serverUrl}/octo/app/actions/runs/`)
      expect(post?.summary).toContain(`<a href="${other.serverUrl}/octo/infrastructure/commit/${there.tip}">`)
    })
  )

  story("never sees the workflow's own token, though its own is revoked before post", ({ github, run }) =>
    elsewhere(async other => {
      other.repository('octo/infrastructure')
      const token = other.token({ kind: 'pat' })
      const revoke = () => {
        other.revoke(token)
        return undefined
      }
      const { post, said } = await run(
        { ...inputs, 'api-url': other.apiUrl, token },
        { later: [{ uses: 'octo/revoke@v1' }], actions: { 'octo/revoke': revoke } }
      )
      expect(post?.exitCode).toBe(1)
      expect(said('error')).toEqual([
        expect.stringMatching(/Bad credentials \(HTTP 401\)\. The token is expired, revoked or for another server/)
      ])
      expect(other.requests.map(request => request.token)).not.toContain('unknown')
      expect(github.requests).toEqual([])
    })
  )

  story('even one with the same repository is a different host', ({ repository, events, run }) =>
    elsewhere(async other => {
      const there = other.repository('octo/app')
      const event = events.pullRequest(repository.pullRequest())
      const token = other.token({ kind: 'pat' })
      const missing = await run({ environment: 'staging', 'api-url': other.apiUrl, token }, { event })
      expect(missing.said('error')).toEqual([expect.stringMatching(/^"ref" is missing/)])
      await run({ environment: 'staging', ref: 'main', 'api-url': other.apiUrl, token }, { event })
      expect(there.deployments[0]).toMatchObject({ sha: there.tip, transient: false })
    })
  )
})

describe('"token"', () => {
  story('of another account writes the deployment', async ({ github, made, run }) => {
    await run({ environment: 'staging', token: github.token({ kind: 'pat' }) })
    expect(made().creator.login).toBe('monalisa')
    expect(made().statuses.map(({ creator }) => creator.login)).toEqual(['monalisa', 'monalisa'])
  })

  story("that has expired gives way to the workflow's own, in main and in post", async ({ github, made, run }) => {
    const token = github.token({ kind: 'pat' })
    github.revoke(token)
    const { job, said } = await run({ environment: 'staging', token })
    expect(job.conclusion).toBe('success')
    expect(made().creator.login).toBe('github-actions[bot]')
    expect(states(made())).toEqual(['in_progress', 'success'])
    expect(said('error')).toEqual([])
    expect(said('warning')).toEqual([
      'GitHub rejected the token (401), so the workflow\'s GITHUB_TOKEN is used instead. Events it creates do not trigger other workflows. If you need them, check the input "token".'
    ])
  })

  story('that expires during the job has no stand-in in another repository, and post says so', async stage => {
    const { github, run } = stage
    const there = github.repository('octo/infrastructure')
    const token = github.token({ kind: 'pat' })
    const revoke = () => {
      github.revoke(token)
      return undefined
    }
    const { post, said } = await run(
      { environment: 'staging', repository: 'octo/infrastructure', ref: 'main', token },
      { later: [{ uses: 'octo/revoke@v1' }], actions: { 'octo/revoke': revoke } }
    )
    expect(post?.exitCode).toBe(1)
    expect(said('error')).toEqual([
      expect.stringMatching(/Bad credentials \(HTTP 401\)\. The token is expired, revoked or for another server/)
    ])
    expect(there.deployments.map(states)).toEqual([['in_progress']])
    expect(new Set(github.requests.map(request => request.token))).toEqual(new Set(['pat 2']))
  })

  story("that expires during the job gives way to the workflow's own in post", async ({ github, made, run }) => {
    const token = github.token({ kind: 'pat' })
    const revoke = () => {
      github.revoke(token)
      return undefined
    }
    const { post } = await run(
      { environment: 'staging', token },
      { later: [{ uses: 'octo/revoke@v1' }], actions: { 'octo/revoke': revoke } }
    )
    expect(post?.exitCode).toBe(0)
    expect(made().statuses.map(({ state, creator }) => `${state} by ${creator.login}`)).toEqual([
      'in_progress by monalisa',
      'success by github-actions[bot]'
    ])
    expect(sequence(github.requests).slice(-3)).toEqual(['Look', 'Look', 'POST deployments/{id}/statuses'])
  })

  story('that is empty means GITHUB_TOKEN', async ({ made, run }) => {
    await run({ environment: 'staging', token: '' })
    expect(made().creator.login).toBe('github-actions[bot]')
  })
})
