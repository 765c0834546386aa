import { describe, expect } from '@jest/globals'
import type { Effect } from '../simulator/github/faults.ts'
import type { Deployment, State } from '../simulator/github/model.ts'
import type { SimulatedGitHub } from '../simulator/github/server.ts'
import { startJob } from '../simulator/runner/job.ts'
import { sequence, states, story, type Inputs } from './stage.ts'

const inputs = { operation: 'deactivate', environment: 'staging' }

/** Checks that every deployment was made inactive exactly once. */
const expectInactive = (all: readonly Deployment[]): void => {
  expect(new Set(all.map(deployment => states(deployment).join()))).toEqual(new Set(['success,inactive']))
}

/** Inputs to also delete the environment, with an admin token. */
const deleting = (github: SimulatedGitHub, environment = 'staging'): Inputs => ({
  operation: 'delete',
  environment,
  'delete-environment': true,
  'environment-token': github.token({ kind: 'admin' })
})

function forbidEnvironments(github: SimulatedGitHub): void {
  const body = { message: 'Resource not accessible by integration', status: '403' }
  github.fault({ match: { path: '/environments' }, effect: json(body, {}, 403) })
}

const json = (body: object, headers: Record<string, string> = {}, status = 200): Effect => ({
  type: 'respond',
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body)
})

const inAnHour = String(Math.ceil(Date.now() / 1000) + 3600)

const usedUp = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inAnHour }

/** Responses that never show the state of a deployment. */
const unreadable: Record<string, Effect> = {
  'a web page': { type: 'garbage', body: '<html>' },
  'an exceeded rate limit': json({ errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] }, usedUp)
}

describe('a batch without a complete response', () => {
  story('is checked, and only the unfinished deployments are re-sent', async ({ github, repository, run }) => {
    const all = repository.addTransient('staging', ...Array<State>(25).fill('success'))
    github.fault({ match: { operation: 'Deactivate', nth: 2 }, effect: { type: 'partial', done: 4 } })
    const { outputs, main } = await run(inputs)
    expect(main.exitCode).toBe(0)
    expect(outputs['deactivated']).toBe('25')
    expectInactive(all)
    const sizes = github.writes().map(({ fields }) => fields.length)
    expect(sizes).toEqual([10, 10, 6, 5])
  })

  for (const [name, effect] of Object.entries(unreadable)) {
    for (const operation of ['deactivate', 'delete']) {
      story(`is checked over REST if GraphQL returns ${name}: ${operation}`, async stage => {
        const { github, repository, run } = stage
        const state = operation === 'delete' ? 'inactive' : 'success'
        const all = Array.from({ length: 6 }, () => repository.addDeployment({ environment: 'staging', state }))
        const mutation = operation === 'delete' ? 'Delete' : 'Deactivate'
        github.fault({ match: { operation: mutation }, effect: { type: 'partial', done: 4 } })
        github.fault({ match: { operation: 'LatestStates' }, times: 100, effect })
        const { main, outputs } = await run({ ...inputs, operation })
        expect(main.exitCode).toBe(0)
        expect(outputs[operation === 'delete' ? 'deleted' : 'deactivated']).toBe('6')
        if (operation === 'delete') expect(repository.deployments).toEqual([])
        else expectInactive(all)
      })
    }
  }

  for (const operation of ['deactivate', 'delete']) {
    story(`is checked again if the check returns no data: ${operation}`, async ({ github, repository, run }) => {
      const state = operation === 'delete' ? 'inactive' : 'success'
      const all = Array.from({ length: 6 }, () => repository.addDeployment({ environment: 'staging', state }))
      const mutation = operation === 'delete' ? 'Delete' : 'Deactivate'
      const nothing = {
        data: { nodes: all.map(() => null) },
        errors: [{ type: 'RESOURCE_LIMITS_EXCEEDED', message: 'Resource limits for this query exceeded.' }]
      }
      github.fault({ match: { operation: mutation }, effect: { type: 'partial', done: 2 } })
      github.fault({ match: { operation: 'LatestStates' }, times: 2, effect: json(nothing) })
      const { main, outputs } = await run({ ...inputs, operation })
      expect(main.exitCode).toBe(0)
      expect(outputs[operation === 'delete' ? 'deleted' : 'deactivated']).toBe('6')
      if (operation === 'delete') expect(repository.deployments).toEqual([])
      else expectInactive(all)
    })
  }
})

describe('a deletion whose response was lost', () => {
  story('is counted, even if a replica still shows the deployments twice', async ({ github, repository, run }) => {
    repository.addTransient('staging', ...Array<State>(4).fill('success'))
    github.fault({ match: { operation: 'Delete' }, effect: { type: 'reset', when: 'after' } })
    github.fault({ match: { operation: 'LatestStates' }, effect: { type: 'lag', requests: 2 } })
    const { outputs, main } = await run({ ...inputs, operation: 'delete' })
    expect(main.exitCode).toBe(0)
    expect(outputs).toMatchObject({ deactivated: '4', deleted: '4' })
    const sent = sequence(github.requests)
    expect(sent.slice(0, 6)).toEqual(['Scan', 'Deactivate', 'Delete', 'LatestStates', 'LatestStates', 'Delete'])
    // REST confirms that none are left, in the environment and for the commit.
    expect(sent.slice(6)).toEqual(['GET deployments', 'GET deployments'])
  })

  story(
    'is also counted if each deployment is deleted over REST',
    async ({ github, repository, run }) => {
      repository.addTransient('staging', ...Array<State>(2).fill('success'))
      github.fault({ match: { method: 'DELETE' }, effect: { type: 'reset', when: 'after' } })
      github.fault({ match: { method: 'DELETE', nth: 2 }, effect: { type: 'status', status: 500, when: 'before' } })
      const { outputs, main } = await run({ ...inputs, operation: 'delete' })
      expect(main.exitCode).toBe(0)
      expect(outputs).toMatchObject({ deactivated: '2', deleted: '2' })
      expect(repository.deployments).toEqual([])
      expect(github.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(3)
    },
    { withoutMutations: true }
  )
})

describe('an environment whose deletion had no response', () => {
  story('is listed in the output "environments" if it is gone', async ({ github, repository, run }) => {
    repository.addTransient('staging', 'success')
    github.fault({ match: { method: 'DELETE' }, effect: { type: 'reset', when: 'after' } })
    const { outputs, said } = await run(deleting(github))
    expect(outputs['environments']).toBe('["staging"]')
    expect(said('warning')).toEqual([])
    expect(repository.environments).toEqual([])
  })

  story('stays with a warning if the token cannot delete it', async ({ github, repository, run }) => {
    repository.addTransient('staging', 'success')
    github.fault({ match: { method: 'DELETE' }, effect: { type: 'status', status: 502, when: 'before' } })
    const { said } = await run({ ...deleting(github), 'environment-token': github.token({ kind: 'pat' }) })
    expect(said('warning')).toEqual([expect.stringMatching(/^Could not delete 1 environment: staging\./)])
    expect(repository.environments).toHaveLength(1)
  })
})

describe('a teardown with failures', () => {
  story('continues with other deletions, and the error lists the failures', async ({ github, repository, run }) => {
    const all = repository.addTransient('staging', ...Array<State>(15).fill('success'))
    const stubborn = [all[3], all[12]]
    const stop = github.onRequest(({ operation }) => {
      if (operation !== 'Delete') return
      for (const deployment of stubborn) {
        if (deployment?.state === 'inactive') {
          repository.addStatus(deployment, { state: 'success', autoInactive: false }, deployment.creator)
        }
      }
    })
    const { outputs, main, said } = await run({ ...inputs, operation: 'delete' })
    stop()
    expect(main.exitCode).toBe(1)
    expect(outputs).toMatchObject({ deactivated: '15', deleted: '13' })
    expect(repository.deployments).toEqual(stubborn)
    expect(said('error')).toHaveLength(1)
    const [error = ''] = said('error')
    expect(error).toMatch(/^The teardown is not complete: 2 could not be deleted\.\n- /)
    expect(error).toContain(`${stubborn[0]?.sha.slice(0, 7) ?? '?'} in staging`)
    expect(error).toContain('We cannot delete an active deployment unless it is the only deployment')
    expect(error).toMatch(/\[request [0-9A-F:]+\]/)
    expect(error).toContain('Run it again for the rest')
    const entries = JSON.parse(outputs['deployments'] ?? '') as { node_id: string; failed?: string }[]
    const failed = entries.filter(entry => entry.failed !== undefined).map(({ node_id }) => node_id)
    expect(failed.sort()).toEqual(stubborn.map(deployment => deployment?.nodeId).sort())
    expect(main.summary).toContain('<th align="left">Failed</th><td>2</td>')
  })

  story('keeps only the environment in which a deletion failed', async ({ github, repository, run }) => {
    const [deployment] = repository.addTransient('staging', 'success')
    repository.addTransient('preview', 'success')
    const stop = github.onRequest(({ operation }) => {
      if (operation === 'Delete' && deployment.state === 'inactive') {
        repository.addDeployment({ environment: 'staging', state: 'failure' })
        repository.addStatus(deployment, { state: 'success', autoInactive: false }, deployment.creator)
      }
    })
    const { main } = await run(deleting(github, 'staging\npreview'))
    stop()
    expect(main.exitCode).toBe(1)
    expect(repository.environments.map(({ name }) => name)).toEqual(['staging'])
  })

  story('keeps the environment if the remaining deployments cannot be listed', async ({ github, repository, run }) => {
    repository.addTransient('staging', 'success')
    const effect = { type: 'respond', status: 401, body: '{"message":"Bad credentials"}' } as const
    github.fault({ match: { operation: 'Scan', nth: 2 }, effect })
    github.fault({ match: { method: 'GET', path: '/deployments' }, effect })
    const { main, said, outputs } = await run(deleting(github))
    expect(main.exitCode).toBe(1)
    expect(outputs).toMatchObject({ deactivated: '1', deleted: '1' })
    expect(repository.environments).toHaveLength(1)
    expect(said('error')[0]).toMatch(
      /^The teardown is not complete: One could not be deleted\.\n- environment staging: /
    )
  })

  story('succeeds if another user has already deleted a deployment', async ({ github, repository, run }) => {
    const all = repository.addTransient('staging', ...Array<State>(4).fill('success'))
    const stop = github.onAnswer(({ operation }) => {
      const [first] = repository.deployments
      if (operation === 'Scan' && first !== undefined) {
        repository.addStatus(first, { state: 'inactive' }, first.creator)
        repository.deleteDeployment(first)
      }
    })
    const { main, outputs } = await run({ ...inputs, operation: 'delete' })
    stop()
    expect(main.exitCode).toBe(0)
    expect(outputs).toMatchObject({ deactivated: '3', deleted: '3' })
    expect(repository.deployments).toEqual([])
    expect(all).toHaveLength(4)
  })
})

describe('a deployment whose requests return 502', () => {
  const speed = 30
  const left = 'left for the end: GitHub had no answer within a minute.'

  /** Fails all requests for some deployments until all others are done. */
  const fail = (github: SimulatedGitHub, concerns: (body: string) => boolean, isOver: () => boolean): (() => void) =>
    github.onRequest(({ operation, path, writes, body }) => {
      if (!writes || isOver() || !concerns(`${path} ${JSON.stringify(body)}`)) return
      const match = operation === undefined ? { path } : { operation }
      github.fault({ match, effect: { type: 'status', status: 502, when: 'before' } })
    })

  story(
    'does not delay the others',
    async ({ github, repository, run }) => {
      const all = repository.addTransient('staging', ...Array<State>(30).fill('success'))
      const isOver = (): boolean => all.filter(({ state }) => state === 'inactive').length === 20
      const stop = fail(github, body => body.includes(all.at(-8)?.nodeId ?? '?'), isOver)
      const { main, outputs } = await run(inputs)
      stop()
      expect(main.exitCode).toBe(0)
      expect(outputs['deactivated']).toBe('30')
      expectInactive(all)
      expect(main.log).toContain(`10 deployments are ${left}`)
    },
    { speed }
  )

  story(
    'does not delay the others if each one needs its own REST request',
    async ({ github, repository, run }) => {
      const all = repository.addTransient('staging', ...Array<State>(12).fill('success'))
      const isOver = (): boolean => repository.deployments.length === 1
      const stop = fail(github, body => body.includes(`/${all[4]?.id ?? '?'}/statuses`), isOver)
      const { main, outputs } = await run({ ...inputs, operation: 'delete' })
      stop()
      expect(main.exitCode).toBe(0)
      expect(outputs).toMatchObject({ deactivated: '12', deleted: '12' })
      expect(main.log).toContain(`One deployment is ${left}`)
    },
    { speed, withoutMutations: true }
  )

  story(
    'is checked before its mutation is re-sent',
    async ({ github, repository, run }) => {
      const all = repository.addTransient('staging', ...Array<State>(25).fill('success'))
      const asked: string[] = []
      let isOver = false
      const stop = github.onRequest(({ operation, body }) => {
        const ids = JSON.stringify(body)
        // Writes succeed but all requests return 502 until the first batch is checked a second time.
        if (operation === 'Deactivate') asked.push(ids)
        else if (operation !== 'LatestStates') return
        isOver ||= operation === 'LatestStates' && asked.length === 3 && !asked[2]?.includes(firstId(ids))
        if (isOver) return
        const when = operation === 'Deactivate' ? 'after' : 'before'
        github.fault({ match: { operation }, effect: { type: 'status', status: 502, when } })
      })
      const { main, outputs } = await run(inputs)
      stop()
      expect(main.exitCode).toBe(0)
      expect(outputs['deactivated']).toBe('25')
      expectInactive(all)
      expect(asked).toHaveLength(3)
      for (const count of [10, 5]) expect(main.log).toContain(`${count} deployments are ${left}`)
    },
    { speed }
  )

  const firstId = (body: string): string => /DE_[^"]+/.exec(body)?.[0] ?? '?'
})

describe('a rejected request', () => {
  story('of a read-only token fails the step, although REST returns 404', async stage => {
    const { github, repository, run } = stage
    const all = repository.addTransient('staging', ...Array<State>(12).fill('success'))
    const { main, said, outputs } = await run({ ...deleting(github), token: github.token({ kind: 'reader' }) })
    expect(main.exitCode).toBe(1)
    expect(outputs).toMatchObject({ deactivated: '0', deleted: '0' })
    expect(said('error')).toEqual([
      expect.stringMatching(/Not Found \(HTTP 404\)\. Check that .* the token can access it/)
    ])
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['success']))
    expect(repository.environments).toHaveLength(1)
    expect(github.writes().length).toBeLessThanOrEqual(3)
  })

  story('because of a missing permission fails the step at once', async ({ github, repository, run }) => {
    repository.addTransient('staging', ...Array<State>(30).fill('success'))
    const token = github.token({ permissions: { contents: 'read', deployments: 'read' } })
    const { main, said, outputs } = await run({ ...inputs, token }, { token })
    expect(main.exitCode).toBe(1)
    expect(outputs).toMatchObject({ deactivated: '0', environments: '[]' })
    expect(said('error')).toEqual([
      expect.stringMatching(/Resource not accessible by integration \(HTTP 403\)\..*"permissions: deployments: write"/)
    ])
    expect(github.writes().length).toBeLessThanOrEqual(2)
  })

  story('to GraphQL is replaced with REST', async ({ github, repository, run }) => {
    const all = repository.addTransient('staging', ...Array<State>(12).fill('success'))
    repository.addDeployment({ environment: 'staging', state: 'failure' })
    const { main, outputs } = await run({ ...inputs, token: github.token({ kind: 'repo_deployment' }) })
    expect(main.exitCode).toBe(0)
    expect(outputs['deactivated']).toBe('12')
    expectInactive(all)
    const entries = JSON.parse(outputs['deployments'] ?? '') as { id?: number; ref?: string }[]
    expect(entries[1]).toMatchObject({ id: expect.any(Number), ref: 'main' })
    expect(github.graphqlRequests()).toHaveLength(2)
  })

  story(
    'with mutations is replaced with one REST request per deployment',
    async ({ github, repository, run }) => {
      repository.addTransient('staging', ...Array<State>(12).fill('success'))
      const { main, outputs } = await run({ ...inputs, operation: 'delete' })
      expect(main.exitCode).toBe(0)
      expect(outputs).toMatchObject({ deactivated: '12', deleted: '12' })
      expect(repository.deployments).toEqual([])
      const sent = sequence(github.requests)
      expect(sent.filter(request => request === 'POST deployments/{id}/statuses')).toHaveLength(12)
      expect(sent.filter(request => request === 'DELETE deployments/{id}')).toHaveLength(12)
      expect(sent.filter(request => request === 'GET deployments')).toHaveLength(1)
      expect(sent.filter(request => request === 'Deactivate')).toHaveLength(1)
    },
    { withoutMutations: true }
  )

  story(
    'with mutations does not prevent the deactivation of a deployment after 5,000 newer ones',
    async ({ repository, run }) => {
      const old = repository.addDeployment({ environment: 'staging', state: 'success', sha: repository.commit('Old') })
      const sha = repository.commit('New')
      for (let count = 0; count < 5000; count++)
        repository.addDeployment({ environment: 'staging', state: 'inactive', sha })
      const { main, outputs } = await run(inputs)
      expect(main.exitCode).toBe(0)
      expect(outputs['deactivated']).toBe('1')
      expect(old.state).toBe('inactive')
    },
    { withoutMutations: true }
  )

  story(
    'to GraphQL on an old server is replaced with REST, also for open pull requests',
    async ({ github, repository, run }) => {
      repository.addTransient('preview/old', ...Array<State>(3).fill('success'))
      repository.commit('Work', { branch: 'work' })
      const pull = repository.pullRequest({ head: 'work', base: 'main' })
      repository.addDeployment({ environment: 'preview/new', state: 'success', sha: pull.head.sha })
      github.fault({
        match: { path: /\/pulls\/\d+\/commits$/ },
        effect: { type: 'respond', status: 200, headers: { 'content-type': 'application/json' }, body: '[]' }
      })
      const { main, outputs } = await run({
        operation: 'delete',
        environment: 'preview/*',
        'keep-open-pull-requests': true
      })
      expect(main.exitCode).toBe(0)
      expect(outputs).toMatchObject({ deactivated: '3', deleted: '3' })
      expect(repository.live('preview/new')).toBe('active')
    },
    { withoutGraphql: true }
  )

  story('to list environments is replaced with the names from the deployments', async ({ github, repository, run }) => {
    repository.addTransient('preview/1', ...Array<State>(2).fill('success'))
    repository.addTransient('staging', 'success')
    forbidEnvironments(github)
    const { main, outputs } = await run({ operation: 'deactivate', environment: 'preview/*' })
    expect(main.exitCode).toBe(0)
    expect(outputs['deactivated']).toBe('2')
    expect(sequence(github.requests)).toEqual(['GET environments', 'GET deployments', 'Scan', 'Deactivate'])
    expect(main.log).toContain('The token may not list the environments')
  })

  story('to list environments fails the step if the repository has too many deployments', async stage => {
    const { github, repository, run } = stage
    for (let place = 0; place < 5001; place++) repository.addDeployment({ environment: `preview/${place % 7}` })
    forbidEnvironments(github)
    const { main, said } = await run({ operation: 'deactivate', environment: 'preview/*' })
    expect(main.exitCode).toBe(1)
    expect(said('error')[0]).toContain('"permissions: actions: read"')
    expect(github.requests).toHaveLength(52)
  })
})

describe('a list of deployments', () => {
  story('without an end fails the step before any write', async ({ github, repository, run }) => {
    repository.addTransient('staging', ...Array<State>(3).fill('success'))
    github.fault({ match: { operation: 'Scan' }, times: 100, effect: { type: 'endless-pages' } })
    const { main, said } = await run(inputs)
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([
      expect.stringContaining("Could not read the deployments of staging: GitHub's list does not end.")
    ])
    expect(github.requests).toHaveLength(2)
  })

  story('with a next page but no cursor is requested again', async ({ github, repository, run }) => {
    const all = repository.addTransient('staging', ...Array<State>(3).fill('success'))
    const pageInfo = { hasNextPage: true, endCursor: null }
    const body = { data: { repository: { deployments: { pageInfo, nodes: [] } } } }
    github.fault({ match: { operation: 'Scan' }, effect: json(body) })
    await run(inputs)
    expectInactive(all)
    expect(sequence(github.requests)).toEqual(['Scan', 'Scan', 'Deactivate'])
  })

  story('that grows during the teardown is read once', async ({ github, repository, run }) => {
    const all = repository.addTransient('staging', ...Array<State>(150).fill('success'))
    const stop = github.onAnswer(({ operation }) => {
      if (operation === 'Scan') repository.addDeployment({ environment: 'staging', state: 'in_progress' })
    })
    const { outputs } = await run(inputs)
    stop()
    expect(outputs['deactivated']).toBe('150')
    expectInactive(all)
  })
})

describe('a rate limit', () => {
  story('for "environment-token" fails without a permission warning', async ({ github, repository, run }) => {
    for (const name of ['preview/1', 'preview/2']) repository.addTransient(name, 'success')
    const effect = { type: 'rate', flavour: 'primary', seconds: 86_400 } as const
    github.fault({ match: { method: 'DELETE', path: /\/environments\// }, times: 9, effect })
    const { main, said, outputs } = await run(deleting(github, 'preview/*'))
    expect(main.exitCode).toBe(1)
    expect(outputs['deleted']).toBe('2')
    expect(said('warning')).toEqual([])
    expect(said('error')[0]).toMatch(/- environment preview\/1: .*The rate limit resets at/)
    expect(said('error')[0]).toContain('- environment preview/2: not attempted')
    expect(github.writes().filter(({ method }) => method === 'DELETE')).toHaveLength(1)
  })

  story('that stops the teardown counts the remaining environment as failed', async ({ github, repository, run }) => {
    for (const [name, count] of [
      ['preview/1', 10],
      ['preview/2', 20]
    ] as const) {
      for (let place = 0; place < count; place++) repository.addDeployment({ environment: name, state: 'inactive' })
    }
    const effect = { type: 'rate', flavour: 'secondary-with-retry-after', seconds: 86_400 } as const
    github.fault({ match: { operation: 'Delete', nth: 2 }, times: 9, effect })
    const { main, said } = await run(deleting(github, 'preview/*'))
    expect(main.exitCode).toBe(1)
    // Twenty deployments, and the environment whose deployments are all deleted.
    expect(said('error')[0]).toMatch(/^The teardown is not complete: 21 could not be deleted\./)
  })

  for (const status of [403, 429]) {
    story(`for GraphQL with HTTP ${status} makes the step use REST`, async ({ github, repository, run }) => {
      const all = repository.addTransient('staging', ...Array<State>(3).fill('success'))
      github.fault({
        match: { kind: 'graphql' },
        times: Number.POSITIVE_INFINITY,
        effect: json({ message: 'API rate limit exceeded' }, usedUp, status)
      })
      const { main } = await run(inputs)
      expect(main.exitCode).toBe(0)
      expectInactive(all)
    })
  }

  story('that lasts too long fails, and the output counts what was done', async ({ github, repository, run }) => {
    repository.addTransient('staging', ...Array<State>(35).fill('success'))
    github.fault({
      match: { operation: 'Deactivate', nth: 2 },
      times: 10,
      effect: { type: 'rate', flavour: 'secondary-with-retry-after', seconds: 86_400 }
    })
    const { main, said, outputs } = await run(inputs)
    expect(main.exitCode).toBe(1)
    expect(outputs['deactivated']).toBe('10')
    expect(said('error')[0]).toMatch(/25 could not be deactivated/)
    expect(said('error')[0]).toContain('not attempted')
    // A secondary rate limit applies to both APIs, so the action must not switch to the other one.
    expect(github.writes()).toHaveLength(2)
  })
})

describe('cancelling the job', () => {
  story(
    'between REST requests sets the output to the number of deactivated deployments',
    async ({ github, repository, token, events, underTest }) => {
      repository.addTransient('staging', ...Array<State>(9).fill('success'))
      const steps = [{ id: 'deployment', uses: './', with: inputs }]
      const job = startJob({ github, token, event: events.push(), steps, ...underTest })
      let written = 0
      const stop = github.onAnswer(async ({ method, path }) => {
        if (method !== 'POST' || !path.endsWith('/statuses') || ++written !== 6) return
        job.cancel()
        await new Promise(resolve => setTimeout(resolve, 300))
      })
      const { outputs } = (await job.finished).step('deployment')
      stop()
      const inactive = repository.deployments.filter(({ state }) => state === 'inactive')
      expect(outputs['deactivated']).toBe(String(inactive.length))
      expect(inactive.length).toBeGreaterThan(0)
    },
    { withoutMutations: true }
  )

  story(
    'stops after the current batch, and counts what was done',
    async ({ github, repository, token, events, underTest }) => {
      repository.addTransient('staging', ...Array<State>(40).fill('success'))
      const job = startJob({
        github,
        token,
        event: events.push(),
        steps: [{ id: 'deployment', uses: './', with: inputs }],
        ...underTest
      })
      github.onAnswer(async ({ operation }) => {
        if (operation !== 'Deactivate' || github.writes().length !== 2) return
        job.cancel()
        await new Promise(resolve => setTimeout(resolve, 200))
      })
      const { main, outputs } = (await job.finished).step('deployment')
      expect(main?.exitCode).toBe(1)
      expect(github.writes()).toHaveLength(2)
      expect(repository.deployments.filter(({ state }) => state === 'inactive')).toHaveLength(20)
      expect(outputs['deactivated']).toBe('20')
    }
  )
})
