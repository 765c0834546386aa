import { describe, expect } from '@jest/globals'
import type { Effect } from '../simulator/github/faults.ts'
import type { Deployment } from '../simulator/github/model.ts'
import type { LoggedRequest } from '../simulator/github/server.ts'
import { sequence, states, story } from './stage.ts'

const inputs = { operation: 'update', state: 'success' }
const runId = 36_000_000_001
const checkRunId = 110_000_000_001
const byThisRun = { run_id: runId, run_attempt: 1 }
const byAnotherRun = { run_id: runId - 1, run_attempt: 1 }

describe('update finds the deployment', () => {
  story('by its ID', async ({ github, repository, run }) => {
    const deployment = repository.addDeployment({
      environment: 'staging',
      state: 'in_progress',
      description: 'By hand'
    })
    repository.addDeployment({ environment: 'staging' })
    const { main, post, outputs, said } = await run({ ...inputs, 'deployment-id': deployment.id })
    expect([main.exitCode, post?.exitCode]).toEqual([0, 0])
    expect(states(deployment)).toEqual(['in_progress', 'success'])
    expect(sequence(github.requests)).toEqual([
      'GET deployments/{id}',
      'GET deployments/{id}/statuses',
      'POST deployments/{id}/statuses',
      'Scan'
    ])
    expect(outputs).toMatchObject({
      'deployment-id': String(deployment.id),
      'deployment-url': `${github.apiUrl}/repos/octo/app/deployments/${deployment.id}`,
      'status-id': String(deployment.latestStatus?.id),
      state: 'success',
      environment: 'staging',
      ref: 'main',
      sha: repository.tip,
      task: 'deploy',
      payload: '{}',
      deactivated: '0'
    })
    expect(main.log).toContain(`Found       deployment ${deployment.id} of `)
    expect(main.summary).toContain('🟢 success')
    expect(post?.log).toContain('Nothing to finish.')
    expect(said('error')).toEqual([])
  })

  story('that the event is about, without asking for it', async ({ github, repository, events, run }) => {
    const deployment = repository.addDeployment({ environment: 'staging', state: 'pending' })
    const [status] = deployment.statuses
    repository.addDeployment({ environment: 'staging' })
    if (status === undefined) throw new Error('The deployment has no status.')
    await run(inputs, { event: events.deploymentStatus(status) })
    await run({ ...inputs, state: 'failure' }, { event: events.deployment(deployment) })
    expect(states(deployment)).toEqual(['pending', 'success', 'failure'])
    expect(sequence(github.requests)).toEqual([
      'GET deployments/{id}/statuses',
      'POST deployments/{id}/statuses',
      'Scan',
      'GET deployments/{id}/statuses',
      'POST deployments/{id}/statuses'
    ])
  })

  story('that the event is about, unless another environment is named', async ({ github, repository, events, run }) => {
    const deployment = repository.addDeployment({ environment: 'staging' })
    const event = events.deployment(deployment)
    const { main, outputs } = await run({ ...inputs, environment: 'production' }, { event })
    expect(main.exitCode).toBe(0)
    expect(main.log).toContain(
      `Deployment ${deployment.id} is left alone: its environment is staging, not production.\n`
    )
    expect(outputs['deployment-id'] ?? '').toBe('')
    expect(github.writes()).toEqual([])
    await run({ ...inputs, environment: 'Staging' }, { event })
    expect(states(deployment)).toEqual(['success'])
  })

  story('of the environment and the commit, the newest', async ({ github, repository, run }) => {
    const sha = repository.tip
    const [older, newest, elsewhere] = [
      repository.addDeployment({ environment: 'staging', sha }),
      repository.addDeployment({ environment: 'staging', sha }),
      repository.addDeployment({ environment: 'production', sha })
    ]
    const another = repository.addDeployment({
      environment: 'staging',
      sha: repository.commit('Other', { branch: 'x' })
    })
    await run({ ...inputs, environment: 'staging' })
    expect([older, newest, elsewhere, another].map(states)).toEqual([[], ['success'], [], []])
    expect(github.restRequests()[0]?.query).toMatchObject({ sha, environment: 'staging' })
  })

  story('of the environment and the commit, the newest of this run', async ({ repository, run }) => {
    const seed = { environment: 'staging', sha: repository.tip }
    const [first, ours, another, handmade] = [
      repository.addDeployment({ ...seed, payload: byThisRun }),
      repository.addDeployment({ ...seed, payload: byThisRun }),
      repository.addDeployment({ ...seed, payload: byAnotherRun }),
      repository.addDeployment({ ...seed, payload: 'by hand' })
    ]
    await run({ ...inputs, environment: 'staging' }, { runId })
    expect([first, ours, another, handmade].map(states)).toEqual([[], ['success'], [], []])
  })

  story('of this run, even if a hundred others are newer', async ({ github, repository, run }) => {
    const seed = { environment: 'staging', sha: repository.tip }
    const ours = repository.addDeployment({ ...seed, payload: byThisRun, createdAt: Date.now() - 120_000 })
    for (let count = 0; count < 130; count++) repository.addDeployment({ ...seed, payload: byAnotherRun })
    await run({ ...inputs, environment: 'staging' }, { runId })
    expect(states(ours)).toEqual(['success'])
    expect(sequence(github.requests).slice(0, 2)).toEqual(['GET deployments', 'GET deployments'])
  })

  story('on a pull request, for its head', async ({ repository, events, run }) => {
    const pull = repository.pullRequest()
    const deployment = repository.addDeployment({ environment: 'preview', sha: pull.head.sha, transient: true })
    repository.addDeployment({ environment: 'preview', sha: repository.tip })
    await run({ ...inputs, environment: 'preview' }, { event: events.pullRequest(pull) })
    expect(states(deployment)).toEqual(['success'])
  })

  story('by a branch, as it was named when the deployment was created', async ({ github, repository, run }) => {
    repository.commit('Work', { branch: 'feature' })
    const deployment = repository.addDeployment({ environment: 'staging', ref: 'feature' })
    repository.commit('More', { branch: 'feature' })
    await run({ ...inputs, environment: 'staging', ref: 'feature' })
    expect(states(deployment)).toEqual(['success'])
    expect(github.restRequests()[0]?.query).toMatchObject({ ref: 'feature' })
  })

  story('by a branch, through the commit that it points at', async ({ github, repository, run }) => {
    const sha = repository.commit('Work', { branch: 'feature/x' })
    const deployment = repository.addDeployment({ environment: 'staging', sha, description: 'By hand' })
    await run({ ...inputs, environment: 'staging', ref: 'feature/x' })
    expect(states(deployment)).toEqual(['success'])
    expect(sequence(github.requests)).toEqual([
      'GET deployments',
      'GET commits/feature%2Fx',
      'GET deployments',
      'GET deployments/{id}/statuses',
      'POST deployments/{id}/statuses',
      'Scan'
    ])
  })

  const before = {
    environment: 'staging',
    ref: 'main',
    state: 'success',
    createdAt: Date.now() - 30 * 86_400_000
  } as const

  story('by a branch, but not an old one with the same name', async ({ repository, run }) => {
    const old = repository.addDeployment(before)
    const sha = repository.commit('New', { branch: 'main' })
    const newest = repository.addDeployment({ environment: 'staging', sha, payload: 'by hand' })
    await run({ ...inputs, environment: 'staging', ref: 'main', state: 'failure' })
    expect([old, newest].map(states)).toEqual([['success'], ['failure']])
  })

  story('by a branch, preferring one of this run to a newer one with the same name', async ({ repository, run }) => {
    const sha = repository.tip
    const ours = repository.addDeployment({ environment: 'staging', sha, payload: byThisRun })
    const newer = repository.addDeployment({ environment: 'staging', ref: 'main' })
    await run({ ...inputs, environment: 'staging', ref: 'main' }, { runId })
    expect([ours, newer].map(states)).toEqual([['success'], []])
  })

  story('of a pull request that has moved on since this run began', async ({ repository, events, run }) => {
    const pull = repository.pullRequest()
    const event = events.issueComment(pull)
    const ours = repository.addDeployment({ environment: 'preview', sha: pull.head.sha, payload: byThisRun })
    const sha = repository.pushTo(pull)
    const others = repository.addDeployment({ environment: 'preview', sha, payload: byAnotherRun })
    await run({ ...inputs, environment: 'preview' }, { event, runId })
    expect([ours, others].map(states)).toEqual([['success'], []])
  })

  story('by a SHA', async ({ repository, run }) => {
    const sha = repository.tip
    const deployment = repository.addDeployment({ environment: 'staging', sha })
    repository.commit('Later')
    await run({ ...inputs, environment: 'staging', ref: sha })
    expect(states(deployment)).toEqual(['success'])
  })
})

describe('update never selects the deployment that GitHub creates for the job', () => {
  story('but the one before it', async ({ repository, run }) => {
    const sha = repository.tip
    const ours = repository.addDeployment({ environment: 'staging', sha, state: 'in_progress', payload: 'by hand' })
    const own = repository.jobDeployment({ environment: 'staging', checkRunId, runId, sha })
    const { outputs } = await run({ ...inputs, environment: 'staging' }, { runId, checkRunId })
    expect(outputs['deployment-id']).toBe(String(ours.id))
    expect(states(own)).toEqual(['queued', 'in_progress'])
  })

  story('not even if there is no other', async ({ repository, run }) => {
    const own = repository.jobDeployment({ environment: 'staging', checkRunId, runId, sha: repository.tip })
    const { main, said } = await run({ ...inputs, environment: 'staging' }, { runId, checkRunId })
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([
      expect.stringMatching(/^No deployment to update: found none in environment "staging" for commit /)
    ])
    expect(states(own)).toEqual(['queued', 'in_progress'])
  })

  story('nor on a server without job IDs', async ({ repository, run }) => {
    const sha = repository.tip
    const ours = repository.addDeployment({ environment: 'staging', sha })
    const own = repository.jobDeployment({ environment: 'staging', checkRunId, runId, sha })
    await run({ ...inputs, environment: 'staging' }, { runId, checkRunId: '' })
    expect(states(ours)).toEqual(['success'])
    expect(states(own)).toEqual(['queued', 'in_progress'])
  })

  for (const whose of ['another job of this run', 'another run']) {
    story(`nor the one for a job of ${whose}`, async ({ repository, run }) => {
      const other = repository.jobDeployment({ environment: 'staging', checkRunId, runId, sha: repository.tip })
      const own = whose === 'another run' ? runId + 1 : runId
      const { main, said } = await run(
        { ...inputs, environment: 'staging' },
        { runId: own, checkRunId: checkRunId + 1 }
      )
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([expect.stringMatching(/^No deployment to update: /)])
      expect(said('notice')).toEqual([])
      expect(states(other)).toEqual(['queued', 'in_progress'])
    })
  }
})

describe('update fails if there is nothing to update', () => {
  story('for the environment and the commit', async ({ github, repository, run }) => {
    repository.addDeployment({ environment: 'production', sha: repository.tip })
    const { main, post, outputs, said } = await run({ ...inputs, environment: 'staging' })
    expect([main.exitCode, post?.exitCode]).toEqual([1, 0])
    expect(said('error')).toEqual([
      `No deployment to update: found none in environment "staging" for commit ${repository.tip.slice(0, 7)}. This commit has deployments in production. Create one first with "operation: create", or set "deployment-id".`
    ])
    expect(outputs).toEqual({})
    expect(github.writes()).toEqual([])
  })

  story('for a ref that does not exist', async ({ github, run }) => {
    const { main, said } = await run({ ...inputs, environment: 'staging', ref: 'nowhere' })
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([expect.stringContaining('found none in environment "staging" for ref "nowhere".')])
    expect(github.writes()).toEqual([])
  })

  // A fast clock, because the action retries when it gets a 404.
  story(
    'for a deployment ID that does not exist',
    async ({ github, run }) => {
      const { main, said } = await run({ ...inputs, 'deployment-id': 4_512_000_999 })
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([
        expect.stringMatching(
          /^Could not find deployment 4512000999: Not Found \(HTTP 404\)\. Check that .*\[request \S+\]$/
        )
      ])
      expect(github.writes()).toEqual([])
    },
    { speed: 20 }
  )
})

describe('update writes the state', () => {
  const outcomes: [word: string, transient: boolean, state: string, description: RegExp][] = [
    ['cancelled', true, 'inactive', /was cancelled$/],
    ['cancelled', false, 'error', /was cancelled$/],
    ['Skipped', true, 'inactive', /was skipped$/],
    ['skipped', false, 'inactive', /was skipped$/],
    ['FAILURE', false, 'failure', /failed$/],
    ['inactive', true, 'inactive', /was never deployed$/],
    ['queued', false, 'queued', /is queued$/]
  ]
  for (const [word, transient, state, description] of outcomes) {
    story(`${word} of a ${transient ? 'transient' : 'lasting'} deployment is ${state}`, async ({ repository, run }) => {
      const deployment = repository.addDeployment({ environment: 'staging', transient })
      const { outputs } = await run({ operation: 'update', 'deployment-id': deployment.id, state: word })
      expect(states(deployment)).toEqual([state])
      expect(deployment.latestStatus?.description).toMatch(description)
      expect(outputs['state']).toBe(state)
    })
  }

  story('with a description, a URL and a log', async ({ github, repository, run }) => {
    const deployment = repository.addDeployment({ environment: 'staging' })
    const { outputs } = await run({
      ...inputs,
      'deployment-id': deployment.id,
      description: 'Blue, at last',
      'environment-url': 'https://staging.example.com/a?b=c#d',
      'log-url': 'https://ci.example.com/1',
      'auto-inactive': 'False'
    })
    expect(github.writes().map(({ body }) => body)).toEqual([
      {
        state: 'success',
        description: 'Blue, at last',
        environment_url: 'https://staging.example.com/a?b=c#d',
        log_url: 'https://ci.example.com/1',
        auto_inactive: false
      }
    ])
    expect(outputs).toMatchObject({
      'environment-url': 'https://staging.example.com/a?b=c#d',
      'log-url': 'https://ci.example.com/1'
    })
  })
})

describe('update carries the environment URL on', () => {
  const [first, newest] = ['https://one.example.com', 'https://two.example.com']
  const statuses = [
    { state: 'in_progress', environmentUrl: first },
    { state: 'in_progress', environmentUrl: newest },
    { state: 'success' }
  ] as const
  const urls = (deployment: Deployment): string[] => deployment.statuses.map(each => each.environmentUrl)
  const isStatuses = ({ method, path }: LoggedRequest): boolean => method === 'GET' && path.endsWith('/statuses')

  const found: [how: string, choice: (id: number) => object][] = [
    ['its ID', id => ({ 'deployment-id': id })],
    ['its environment', () => ({ environment: 'staging' })]
  ]
  for (const [how, choice] of found) {
    story(
      `of a deployment found by ${how}: the newest, and the output says so`,
      async ({ github, repository, run }) => {
        const seed = { environment: 'staging', sha: repository.tip, payload: byThisRun, statuses: [...statuses] }
        const deployment = repository.addDeployment(seed)
        const { main, outputs } = await run({ ...inputs, ...choice(deployment.id), state: 'failure' }, { runId })
        expect([main.exitCode, deployment.state, urls(deployment).at(-1)]).toEqual([0, 'failure', newest])
        expect(outputs['environment-url']).toBe(newest)
        expect(main.log).toContain(`URL         ${newest}\n`)
        expect(github.requests.filter(isStatuses)).toHaveLength(1)
      }
    )
  }

  story("of the event's deployment, also if its status has none", async ({ repository, events, run }) => {
    const deployment = repository.addDeployment({ environment: 'staging', statuses: [...statuses] })
    const [, , status] = deployment.statuses
    if (status === undefined) throw new Error('The deployment has no status.')
    await run({ ...inputs, state: 'failure' }, { event: events.deploymentStatus(status) })
    expect(urls(deployment)).toEqual([first, newest, '', newest])
  })

  story('without another request if the statuses show who made the deployment', async stage => {
    const { github, repository, run } = stage
    const seed = { environment: 'staging', sha: repository.tip, payload: 'by hand' }
    const deployment = repository.addDeployment({
      ...seed,
      statuses: [{ state: 'pending', environmentUrl: first }]
    })
    await run({ ...inputs, environment: 'staging', state: 'in_progress' })
    expect(urls(deployment)).toEqual([first, first])
    expect(github.requests.filter(isStatuses)).toHaveLength(1)
  })

  story('unless another one is set', async ({ github, repository, run }) => {
    const deployment = repository.addDeployment({ environment: 'staging', statuses: [...statuses] })
    await run({ ...inputs, 'deployment-id': deployment.id, 'environment-url': first })
    expect(urls(deployment).at(-1)).toBe(first)
    expect(github.requests.filter(isStatuses)).toHaveLength(0)
  })

  story('only from the newest hundred statuses, in one request', async ({ github, repository, run }) => {
    const more = Array.from({ length: 100 }, () => 'in_progress' as const)
    const deployment = repository.addDeployment({
      environment: 'staging',
      statuses: [{ state: 'queued', environmentUrl: first }, ...more]
    })
    const { main, outputs } = await run({ ...inputs, 'deployment-id': deployment.id, state: 'failure' })
    expect([main.exitCode, urls(deployment).at(-1), outputs['environment-url']]).toEqual([0, '', ''])
    expect(github.requests.filter(isStatuses)).toHaveLength(1)
  })

  const inactive: [word: string, transient: boolean, state: string, url: string][] = [
    ['inactive', false, 'inactive', ''],
    ['skipped', false, 'inactive', ''],
    ['cancelled', true, 'inactive', ''],
    ['cancelled', false, 'error', newest]
  ]
  for (const [word, transient, state, url] of inactive) {
    const kind = transient ? 'preview' : 'deployment'
    story(`to one that is ${word}, a ${kind}: ${url === '' ? 'no' : 'yes'}`, async ({ repository, run }) => {
      const deployment = repository.addDeployment({ environment: 'staging', transient, statuses: [...statuses] })
      const { outputs } = await run({ ...inputs, 'deployment-id': deployment.id, state: word })
      expect([deployment.state, urls(deployment).at(-1), outputs['environment-url']]).toEqual([state, url, url])
    })
  }

  story('to an inactive deployment if it is set', async ({ repository, run }) => {
    const deployment = repository.addDeployment({ environment: 'staging', statuses: [...statuses] })
    await run({ ...inputs, 'deployment-id': deployment.id, state: 'inactive', 'environment-url': first })
    expect([deployment.state, urls(deployment).at(-1)]).toEqual(['inactive', first])
  })

  for (const status of [403, 502]) {
    story(
      `unless the statuses cannot be read (${status}): the log says so, and the state is written`,
      async ({ github, repository, run }) => {
        const deployment = repository.addDeployment({ environment: 'staging', statuses: [...statuses] })
        const effect: Effect = { type: 'status', status, when: 'before' }
        github.fault({ match: { method: 'GET', path: /\/statuses$/ }, times: 1000, effect })
        const { main, outputs, said } = await run({ ...inputs, 'deployment-id': deployment.id, state: 'failure' })
        expect([main.exitCode, deployment.state, urls(deployment).at(-1)]).toEqual([0, 'failure', ''])
        expect(outputs['environment-url']).toBe('')
        expect(main.log).toContain(
          `Could not read the environment URL of deployment ${deployment.id}, so its new status has none. Could not list`
        )
        expect([...said('error'), ...said('warning')]).toEqual([])
      },
      { speed: 100 }
    )
  }
})
