import { describe, expect } from '@jest/globals'
import type { Deployment, DeploymentSeed, Repository } from '../simulator/github/model.ts'
import { sequence, states, story, type Inputs, type Played, type Stage, type Surroundings } from './stage.ts'

const minute = 60_000
const here = { runId: 36_000_000_001, checkRunId: 110_000_000_001 } satisfies Surroundings

/** How a deployment succeeds, and which environment it is for: `web`, or another one. */
interface Success {
  environment?: string
  transient?: boolean
  production?: boolean
  inputs?: Inputs
  /** Called after the deployment was made and before it succeeds. */
  meanwhile?: () => void
  surroundings?: Surroundings
}

const target = ({ environment = 'web', transient = false, production = false }: Success): Inputs => ({
  environment,
  'transient-environment': transient,
  'production-environment': production
})

/** Deploys with each operation that can record a success. */
const operations: Record<string, (stage: Stage, success: Success) => Promise<Played>> = {
  deploy: ({ run }, { meanwhile, surroundings, ...success }) => {
    const act = (): undefined => {
      meanwhile?.()
    }
    const later = [{ uses: 'octo/meanwhile@v1' }]
    return run(
      { ...target(success), ...success.inputs },
      { later, actions: { 'octo/meanwhile': act }, ...surroundings }
    )
  },
  create: ({ github, run }, { meanwhile, surroundings, ...success }) => {
    const stop = github.onAnswer(({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/deployments')) return
      stop()
      meanwhile?.()
    })
    return run({ operation: 'create', state: 'success', ...target(success), ...success.inputs }, surroundings)
  },
  update: ({ github, repository, run }, { meanwhile, inputs, surroundings, ...kind }) => {
    github.settle()
    const { id } = repository.addDeployment({ environment: 'web', ...kind, state: 'in_progress' })
    meanwhile?.()
    return run({ operation: 'update', state: 'success', 'deployment-id': id, ...inputs }, surroundings)
  }
}

/** A story for each operation. */
function stories(
  name: string,
  tell: (stage: Stage, succeed: (success?: Success) => Promise<Played>, operation: string) => Promise<void>,
  options?: Parameters<typeof story>[2]
): void {
  for (const [operation, succeed] of Object.entries(operations)) {
    story(`${operation}: ${name}`, stage => tell(stage, (success = {}) => succeed(stage, success), operation), options)
  }
}

/** Returns the log of the stage that recorded the success. */
const logOf = ({ main, post }: Played, operation: string): string =>
  (operation === 'deploy' ? post?.log : main.log) ?? ''

const kinds: Record<string, Pick<Success, 'transient' | 'production'>> = {
  plain: {},
  transient: { transient: true },
  production: { production: true },
  'transient and production': { transient: true, production: true }
}

/** Adds an older success of each kind, and deployments that must stay as they are. */
function olderOnes(repository: Repository): Record<string, Deployment> {
  const old: DeploymentSeed = { environment: 'web', state: 'success', createdAt: Date.now() - minute }
  const add = (name: string, seed: DeploymentSeed): [string, Deployment] => [
    name,
    repository.addDeployment({ ...old, ...seed })
  ]
  return Object.fromEntries([
    ...Object.entries(kinds).map(([kind, seed]) => add(kind, seed)),
    add('of another task', { task: 'migrate' }),
    add('under way', { state: 'in_progress', transient: true }),
    add('failed', { state: 'failure', transient: true }),
    add('elsewhere', { environment: 'web-2', transient: true })
  ])
}

const inactiveAmong = (deployments: Record<string, Deployment>): string[] =>
  Object.entries(deployments).flatMap(([name, { state }]) => (state === 'inactive' ? [name] : []))

/** Returns the statuses that the action has sent. */
const statusesSent = ({ github }: Stage): unknown[] =>
  github
    .restRequests()
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/statuses'))
    .map(({ body }) => body)

describe('a success ends every older one of its environment and task', () => {
  for (const [kind, own] of Object.entries(kinds)) {
    stories(`by a ${kind} deployment`, async (stage, succeed, operation) => {
      const before = olderOnes(stage.repository)
      const played = await succeed(own)
      expect(inactiveAmong(before)).toEqual(Object.keys(kinds))
      for (const name of Object.keys(kinds)) expect(before[name]?.statuses).toHaveLength(2)
      expect(stage.repository.deploymentsOf('web').at(-1)?.state).toBe('success')
      expect([...played.said('warning'), ...played.said('notice')]).toEqual([])
      for (const body of statusesSent(stage)) expect(body).toMatchObject({ auto_inactive: false })
      expect(stage.github.graphqlRequests().filter(one => one.operation === 'Deactivate')).toHaveLength(1)
      const commits = Array<string>(4).fill(stage.repository.tip.slice(0, 7)).join(', ')
      expect(logOf(played, operation)).toContain(`Superseded  ${commits} (set to inactive)\n`)
      expect(logOf(played, operation)).toContain('1 older deployment of another task stays active\n')
      expect(played.outputs['deactivated']).toBe(operation === 'deploy' ? undefined : '4')
    })
  }

  stories('behind more than a hundred of other tasks', async ({ repository }, succeed) => {
    const [older] = repository.addDeployments(['success'], { environment: 'web', createdAt: Date.now() - minute })
    for (let count = 0; count < 120; count++) {
      repository.addDeployment({ environment: 'web', task: 'migrate', state: 'success', createdAt: Date.now() - 1000 })
    }
    const { said } = await succeed()
    expect(older.state).toBe('inactive')
    expect(repository.deployments.filter(({ task, state }) => task === 'migrate' && state !== 'success')).toEqual([])
    expect(said('warning')).toEqual([])
  })

  /** Deployments of an action that records everything as transient, without a payload or a description. */
  const ofAnotherAction: DeploymentSeed = { environment: 'web', transient: true, payload: '', description: null }

  stories('among forty transient ones of another action, one of them live', async ({ repository }, succeed) => {
    const all = repository.addDeployments(['success', ...Array<'failure'>(39).fill('failure')], ofAnotherAction)
    await succeed()
    expect(all.map(states)).toEqual([['success', 'inactive'], ...Array<string[]>(39).fill(['failure'])])
  })

  stories('also forty transient ones that GitHub left active', async ({ github, repository }, succeed) => {
    const all = repository.addDeployments(Array<'success'>(40).fill('success'), ofAnotherAction)
    await succeed()
    expect(all.map(states)).toEqual(Array(40).fill(['success', 'inactive']))
    expect(github.graphqlRequests().filter(({ operation }) => operation === 'Deactivate')).toHaveLength(4)
  })

  for (const [kind, own] of Object.entries(kinds)) {
    stories(`if GraphQL is refused, by a ${kind} deployment`, async ({ github, repository }, succeed) => {
      const before = olderOnes(repository)
      const { said } = await succeed({ ...own, inputs: { token: github.token({ kind: 'repo_deployment' }) } })
      expect(inactiveAmong(before)).toEqual(Object.keys(kinds))
      expect(said('warning')).toEqual([])
    })
  }

  stories('and says by whom and where', async ({ github, repository }, succeed) => {
    const { transient } = olderOnes(repository)
    const { job } = await succeed({ transient: true })
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
    story(`if deploy ends as ${state}`, async ({ github, repository, run }) => {
      const before = olderOnes(repository)
      await run({ environment: 'web', result: state, 'transient-environment': true })
      expect(inactiveAmong(before)).toEqual([])
      expect(sequence(github.graphqlRequests())).toEqual(['Scan', 'Look'])
    })
  }

  for (const [kind, own] of Object.entries(kinds)) {
    stories(`with "auto-inactive: false", by a ${kind} deployment`, async (stage, succeed) => {
      const before = olderOnes(stage.repository)
      const { said, outputs } = await succeed({ ...own, inputs: { 'auto-inactive': false } })
      expect(inactiveAmong(before)).toEqual([])
      expect([...said('warning'), ...said('notice')]).toEqual([])
      expect(outputs['deactivated'] ?? '0').toBe('0')
      for (const body of statusesSent(stage)) expect(body).toMatchObject({ auto_inactive: false })
    })
  }

  for (const operation of ['create', 'update']) {
    story(`with "auto-inactive: false", and ${operation} lists nothing`, async stage => {
      olderOnes(stage.repository)
      await operations[operation]?.(stage, { inputs: { 'auto-inactive': false } })
      expect(stage.github.graphqlRequests()).toEqual([])
    })
  }

  stories('with "auto-inactive: always", which is an error', async ({ github, repository }, succeed) => {
    const before = olderOnes(repository)
    const { main, said } = await succeed({ inputs: { 'auto-inactive': 'always' } })
    expect(main.exitCode).toBe(1)
    expect(said('error')[0]).toContain(
      '"auto-inactive" must be true or false, not "always": "true" also deactivates older production and transient deployments.'
    )
    expect(inactiveAmong(before)).toEqual([])
    expect(github.requests).toEqual([])
  })
})

describe('a newer deployment', () => {
  const newer = { environment: 'web', state: 'success', transient: true } as const

  stories('that succeeded first stays active, both do, and a warning names it', async (stage, succeed, operation) => {
    const { repository } = stage
    const [older] = repository.addDeployments(['success'], { environment: 'web' })
    const sha = repository.commit('Newer', { branch: 'newer' })
    const meanwhile = (): void => void repository.addDeployment({ ...newer, sha, createdAt: Date.now() + minute })
    const { job, said } = await succeed({ meanwhile })
    expect(job.conclusion).toBe('success')
    expect(repository.deployments.map(states)).toEqual([
      ['success', 'inactive'],
      operation === 'create' ? ['success'] : ['in_progress', 'success'],
      ['success']
    ])
    expect(older.state).toBe('inactive')
    expect(said('warning')).toEqual([
      expect.stringMatching(
        new RegExp(
          `^A newer deployment of web succeeded before this one \\(${sha.slice(0, 7)}.*\\)\\. Both stay active, because the action cannot tell which one is live\\. Use "concurrency"`
        )
      )
    ])
  })

  const harmless: Record<string, (repository: Repository) => void> = {
    'is under way': repository => void repository.addDeployment({ ...newer, state: 'in_progress' }),
    'has failed': repository => void repository.addDeployment({ ...newer, state: 'failure' }),
    'has another task': repository => void repository.addDeployment({ ...newer, task: 'migrate' }),
    "is another app's": repository => void repository.addDeployment({ ...newer, creator: 'vercel[bot]' }),
    "is GitHub's own record of another job": repository => {
      const record = repository.jobDeployment({ environment: 'web', sha: repository.tip, runId: 7, checkRunId: 8 })
      record.append({ state: 'success', logUrl: record.latestStatus?.logUrl ?? '' }, record.creator)
    }
  }
  for (const [what, add] of Object.entries(harmless)) {
    stories(`that ${what} is no reason for a warning`, async ({ repository }, succeed) => {
      const { said } = await succeed({ meanwhile: () => add(repository) })
      expect(repository.deployments.at(-1)?.state).not.toBe('inactive')
      expect(said('warning')).toEqual([])
    })
  }

  story(
    'of the same second is not ended, but an older one of that second is',
    async ({ repository, run }) => {
      repository.addDeployment({ ...newer, sha: repository.tip })
      const meanwhile = (): undefined => void repository.addDeployment(newer)
      await run(
        { environment: 'web', 'transient-environment': true },
        { later: [{ uses: 'octo/another-run@v1' }], actions: { 'octo/another-run': meanwhile } }
      )
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

describe('two siblings at once', () => {
  const sibling = { ...here, checkRunId: here.checkRunId + 1 }
  const inputs = { environment: 'web' }
  const advice = /^This ends a deployment of task "deploy", which another job of this run made for the same commit/

  story('the older one succeeds first: the newer one ends it, and says so', async ({ repository, run }) => {
    await run(inputs, here)
    const { said } = await run(inputs, sibling)
    expect(repository.deployments.map(({ state }) => state)).toEqual(['inactive', 'success'])
    expect(said('warning')).toEqual([expect.stringMatching(advice)])
  })

  story('the older one succeeds last: both stay active, and it says so', async ({ repository, run }) => {
    let newer: Played | undefined
    const meanwhile = async (): Promise<undefined> => {
      newer = await run(inputs, sibling)
      return undefined
    }
    const older = await run(inputs, {
      ...here,
      later: [{ uses: 'octo/sibling@v1' }],
      actions: { 'octo/sibling': meanwhile }
    })
    expect(repository.deployments.map(({ state }) => state)).toEqual(['success', 'success'])
    expect(newer?.said('warning')).toEqual([])
    expect(older.said('warning')).toEqual([expect.stringMatching(/^A newer deployment of web succeeded before/)])
  })
})

describe("another app's deployment", () => {
  const old: DeploymentSeed = { state: 'success', createdAt: Date.now() - minute }
  const vercel: DeploymentSeed = {
    ...old,
    environment: 'Production',
    creator: 'vercel[bot]',
    statuses: [{ state: 'success', logUrl: 'https://vercel.com/octo/app/7' }]
  }

  stories(
    'in "Production" stays while we deploy to "production"',
    async ({ repository }, succeed, operation) => {
      const theirs = repository.addDeployments([{}, {}], vercel)
      const ours = repository.addDeployment({ ...old, environment: 'production', production: true })
      const meanwhile = (): void => void repository.addDeployment({ ...vercel, createdAt: Date.now() + minute })
      const played = await succeed({ production: true, environment: 'production', meanwhile })
      expect(theirs.map(states)).toEqual([['success'], ['success']])
      expect(ours.state).toBe('inactive')
      expect(played.said('warning')).toEqual([])
      expect(logOf(played, operation)).toContain('2 older deployments of other apps stay active\n')
    },
    { environmentFilterIgnoresCase: true }
  )

  stories('stays if GraphQL is refused', async ({ github, repository }, succeed, operation) => {
    const theirs = repository.addDeployment({ ...vercel, environment: 'web' })
    const played = await succeed({ inputs: { token: github.token({ kind: 'repo_deployment' }) } })
    expect(states(theirs)).toEqual(['success'])
    expect(logOf(played, operation)).toContain('1 older deployment of another app stays active\n')
  })

  stories(
    "ends if its log is a run's page: a workflow with an app's token",
    async ({ github, repository }, succeed) => {
      const logUrl = `${github.serverUrl}/octo/app/actions/runs/99/job/100`
      const ours = repository.addDeployment({
        ...old,
        environment: 'web',
        creator: 'deployer[bot]',
        statuses: [{ state: 'success', logUrl }]
      })
      const { said } = await succeed()
      expect(states(ours)).toEqual(['success', 'inactive'])
      expect(said('warning')).toEqual([])
    }
  )
})

describe('two workflows that record in one environment with one task', () => {
  const payload = { run_id: 7, run_attempt: 1, workflow: 'Rollback', job: 'job', operation: 'deploy' }

  for (const [how, kind] of [
    ['', 'workflow'],
    [' if GraphQL is refused', 'repo_deployment']
  ] as const) {
    stories(`are named in one notice${how}`, async ({ github, repository }, succeed) => {
      const theirs = repository.addDeployments(['success', 'success'], { environment: 'web', payload })
      const { said } = await succeed({ inputs: { token: github.token({ kind }) } })
      expect(theirs.map(({ state }) => state)).toEqual(['inactive', 'inactive'])
      expect(said('notice')).toEqual([
        expect.stringMatching(
          /^Workflow "Deploy" superseded a deployment of task "deploy" in web that workflow "Rollback" made\. If they deploy different parts, give each part its own "task"/
        )
      ])
      expect(said('warning')).toEqual([])
    })
  }

  for (const [why, other] of [
    ['is the same', { ...payload, workflow: 'Deploy' }],
    ['is not known', { colour: 'blue' }]
  ] as const) {
    stories(`are not named if the workflow ${why}`, async ({ repository }, succeed) => {
      const [theirs] = repository.addDeployments(['success'], { environment: 'web', payload: other })
      const { said } = await succeed()
      expect(theirs.state).toBe('inactive')
      expect(said('notice')).toEqual([])
    })
  }
})

describe('a list that lacks the deployment itself', () => {
  const headers = { 'content-type': 'application/json' }

  /** Lets the first list, and more lists of the task after it, come from a replica that shows no deployment. */
  function lag({ github }: Stage, more: number): void {
    const deployments = { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] }
    const node = { newestStatuses: { nodes: [{ state: 'IN_PROGRESS', environmentUrl: null }] } }
    const body = JSON.stringify({ data: { node, nodes: [], repository: { deployments } } })
    const isList = /Look|Scan/
    // The first read of deploy comes before its creation, and may show nothing.
    github.fault({ match: { operation: isList }, times: 2, effect: { type: 'respond', status: 200, headers, body } })
    const match = { method: 'GET', path: '/deployments' }
    if (more > 0) github.fault({ match, times: more, effect: { type: 'respond', status: 200, headers, body: '[]' } })
  }

  for (const more of [0, 1]) {
    stories(`${more + 1} times is read once more`, async (stage, succeed) => {
      const [older] = stage.repository.addDeployments(['success'], { environment: 'web' })
      lag(stage, more)
      const { said } = await succeed()
      expect(older.state).toBe('inactive')
      expect(said('warning')).toEqual([])
    })
  }

  stories('each time ends nothing, and a warning says so', async (stage, succeed) => {
    const [older] = stage.repository.addDeployments(['success'], { environment: 'web' })
    lag(stage, 2)
    const { job, said } = await succeed()
    expect(job.conclusion).toBe('success')
    expect(older.state).toBe('success')
    expect(said('warning')).toEqual([
      expect.stringMatching(
        /^Could not deactivate older deployments of web: they may still be active\. GitHub's list of the deployments of web does not show deployment \d+ itself\./
      )
    ])
  })
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
      'LatestStates',
      ...Array<string>(5).fill('Deactivate')
    ])
  })
})

describe('superseding that fails is a warning, and the deployment still succeeds', () => {
  stories('if GitHub refuses to deactivate them', async ({ github, repository }, succeed) => {
    const [older] = repository.addDeployments(['success'], { environment: 'web' })
    const refusal = { errors: [{ type: 'UNPROCESSABLE', path: ['m0'], message: 'Not today' }], data: { m0: null } }
    const headers = { 'content-type': 'application/json' }
    const respond = { type: 'respond', status: 200, headers, body: JSON.stringify(refusal) } as const
    github.fault({ match: { operation: 'Deactivate' }, effect: respond })
    const { job, said } = await succeed()
    expect(job.conclusion).toBe('success')
    expect(older.state).toBe('success')
    expect(repository.deployments.at(-1)?.state).toBe('success')
    expect(said('warning')).toEqual([
      expect.stringMatching(/^Could not deactivate 1 of 1 older deployments of web: they are still active\. Not today/)
    ])
  })

  stories('if they cannot be listed', async ({ github, repository }, succeed) => {
    const [older] = repository.addDeployments(['success'], { environment: 'web' })
    const headers = { 'content-type': 'application/json' }
    const missing = { type: 'respond', status: 404, headers, body: '{"message":"Not Found"}' } as const
    github.fault({ match: { kind: 'graphql' }, times: 9, effect: missing })
    github.fault({ match: { method: 'GET', path: '/deployments' }, times: 9, effect: missing })
    const { job, outputs, said } = await succeed()
    expect(job.conclusion).toBe('success')
    expect(older.state).toBe('success')
    expect(said('warning')).toEqual([
      expect.stringMatching(/^Could not deactivate older deployments of web: they may still be active\. Could not /)
    ])
    expect(outputs['deactivated'] ?? '0').toBe('0')
  })

  story('by a rate limit, and counts those before it', async ({ github, repository, run }) => {
    repository.addTransient('web', ...Array<'success'>(15).fill('success'))
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
})
