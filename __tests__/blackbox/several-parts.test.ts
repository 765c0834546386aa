import { describe, expect } from '@jest/globals'
import type { Deployment, DeploymentSeed, Repository } from '../simulator/github/model.ts'
import { sequence, states, story, type Inputs, type Stage } from './stage.ts'

const minute = 60_000
const runId = 36_000_000_001
const here = { runId, checkRunId: 110_000_000_001 }

const parts = `
name: Deploy
on: push
jobs:
  ship:
    strategy:
      matrix:
        app: [api, web, worker]
    steps:
      - uses: ./
        with:
          environment: staging
          task: deploy:\${{ matrix.app }}
`

/** Pushes a commit and deploys every part of it. */
async function pushAndDeploy({ repository, runWorkflow }: Stage, yaml: string): Promise<Deployment[]> {
  repository.commit('Change')
  const known = new Set(repository.deployments)
  const { conclusion } = await runWorkflow(yaml)
  expect(conclusion).toBe('success')
  return repository.deployments.filter(deployment => !known.has(deployment))
}

const live = (repository: Repository): string[] =>
  repository.deployments
    .filter(({ state }) => state === 'success')
    .map(({ task }) => task)
    .toSorted()

describe('several parts in one environment, each with its own task', () => {
  const kinds: Record<string, string> = {
    'without other inputs': '',
    'in production': 'production-environment: true',
    'in a transient environment': 'transient-environment: true'
  }
  for (const [kind, inputs] of Object.entries(kinds)) {
    story(`${kind}: all parts stay active, and a push supersedes each part once`, async stage => {
      const yaml = `${parts}          ${inputs}\n`
      const all = ['deploy:api', 'deploy:web', 'deploy:worker']
      const first = await pushAndDeploy(stage, yaml)
      expect(live(stage.repository)).toEqual(all)
      const second = await pushAndDeploy(stage, yaml)
      expect(live(stage.repository)).toEqual(all)
      expect(first.map(states)).toEqual(Array(3).fill(['in_progress', 'success', 'inactive']))
      expect(second.map(states)).toEqual(Array(3).fill(['in_progress', 'success']))
      for (const { description } of first.flatMap(({ statuses }) => statuses.slice(-1))) {
        expect(description).toBe(`Superseded by ${stage.repository.tip.slice(0, 7)}`)
      }
    })
  }
})

describe('two workflows deploy to one environment, one of them with "task: deploy:web"', () => {
  const web = { environment: 'staging', task: 'deploy:web', state: 'success' } as const
  const before = { ...web, createdAt: Date.now() - minute }

  const operations: Record<string, (stage: Stage) => Promise<Inputs>> = {
    deploy: () => Promise.resolve({ environment: 'staging' }),
    create: () => Promise.resolve({ operation: 'create', environment: 'staging', state: 'success' }),
    update: ({ repository }) => {
      const { id } = repository.addDeployment({ environment: 'staging', state: 'in_progress' })
      return Promise.resolve({ operation: 'update', 'deployment-id': id, state: 'success' })
    }
  }

  for (const [operation, inputs] of Object.entries(operations)) {
    story(`one after the other: deployments of both tasks are active after ${operation}`, async stage => {
      const { repository, run } = stage
      const other = repository.addDeployment(before)
      const old = repository.addDeployment({ ...before, task: 'deploy' })
      const { said } = await run(await inputs(stage))
      expect([other, old].map(({ state }) => state)).toEqual(['success', 'inactive'])
      expect(live(repository)).toEqual(['deploy', 'deploy:web'])
      expect(said('warning')).toEqual([])
    })

    story(`the other task stays active after ${operation}, despite 150 newer deployments`, async stage => {
      const { repository, run } = stage
      const other = repository.addDeployment({ ...before, createdAt: before.createdAt - 1 })
      const old = repository.addDeployment({ ...before, task: 'deploy', createdAt: before.createdAt - 1 })
      for (let count = 0; count < 150; count++) repository.addDeployment({ ...before, state: 'failure' })
      const { said } = await run(await inputs(stage))
      expect([other, old].map(({ state }) => state)).toEqual(['success', 'inactive'])
      expect(said('warning')).toEqual([])
    })

    story(`if GraphQL and REST reject the lookup, ${operation} deactivates nothing and warns`, async stage => {
      const { github, repository, run } = stage
      const other = repository.addDeployment(before)
      const old = repository.addDeployment({ ...before, task: 'deploy' })
      const headers = { 'content-type': 'application/json' }
      const refused = { type: 'respond', status: 404, headers, body: '{"message":"Not Found"}' } as const
      github.fault({ match: { kind: 'graphql' }, times: 99, effect: refused })
      github.fault({ match: { method: 'GET', path: '/deployments' }, times: 99, effect: refused })
      const { job, said } = await run(await inputs(stage))
      expect(job.conclusion).toBe('success')
      expect([other, old].map(({ state }) => state)).toEqual(['success', 'success'])
      expect(said('warning')).toEqual([
        expect.stringMatching(
          /^Could not deactivate older deployments of staging: they may still be active\. Could not /
        )
      ])
    })

    story(`if GraphQL rejects the lookup, ${operation} uses REST`, async stage => {
      const { github, repository, run } = stage
      const other = repository.addDeployment(before)
      const old = repository.addDeployment({ ...before, task: 'deploy' })
      const token = github.token({ kind: 'repo_deployment' })
      const { said } = await run({ ...(await inputs(stage)), token })
      expect([other, old].map(({ state }) => state)).toEqual(['success', 'inactive'])
      expect(said('warning')).toEqual([])
    })
  }

  const moments: Record<string, (name: string) => boolean> = {
    'between the first lookup and the creation': name => name === 'Scan',
    'after the creation': name => name === 'POST deployments',
    'just before the last lookup': name => name === 'POST deployments/{id}/statuses',
    'just after the last lookup': name => name === 'Look'
  }
  for (const [moment, isIt] of Object.entries(moments)) {
    for (const state of ['in_progress', 'success'] as const) {
      story(`both stay active if the other (${state}) is created ${moment}`, async ({ github, repository, run }) => {
        let other: Deployment | undefined
        const stop = github.onAnswer(request => {
          if (other !== undefined || !isIt(sequence([request])[0] ?? '')) return
          other = repository.addDeployment({ ...web, statuses: [state] })
          stop()
        })
        await run({ environment: 'staging' })
        if (other?.state === 'in_progress') other.append({ state: 'success' }, other.creator)
        expect(live(repository)).toEqual(['deploy', 'deploy:web'])
      })
    }
  }

  story('the other task stays active if it succeeds while the job runs', async ({ repository, run }) => {
    const other = repository.addDeployment({ ...before, state: 'in_progress' })
    const succeeds = () => void repository.addStatus(other, { state: 'success' }, other.creator)
    await run({ environment: 'staging' }, { later: [{ uses: 'octo/web@v1' }], actions: { 'octo/web': succeeds } })
    expect(live(repository)).toEqual(['deploy', 'deploy:web'])
  })

  story('create deactivates only its own task if a replica lags', async ({ github, repository, run }) => {
    const other = repository.addDeployment(before)
    const old = repository.addDeployment({ ...before, task: 'deploy' })
    github.settle()
    github.fault({ match: { operation: 'Scan' }, effect: { type: 'lag', requests: 1 } })
    const inputs = { operation: 'create', environment: 'staging', state: 'success' }
    await run(inputs)
    expect([other, old].map(({ state }) => state)).toEqual(['success', 'inactive'])
    expect(
      github.restRequests().find(({ method, body }) => method === 'POST' && 'state' in (body as object))?.body
    ).toMatchObject({
      auto_inactive: false
    })
  })
})

describe('a matrix without "task"', () => {
  const forgotten = parts.replace(/^ *task: .*\n/m, '')
  const warning = (log: string): string =>
    `This ends a deployment of task "deploy", which another job of this run made for the same commit (${log}). If the jobs deploy different parts, give each part its own "task", such as "deploy:api".`

  story('jobs supersede each other, and warn', async ({ repository, runWorkflow }) => {
    const { jobs } = await runWorkflow(forgotten.replace('strategy:', 'strategy:\n      max-parallel: 1'))
    expect(live(repository)).toHaveLength(1)
    const warnings = jobs.flatMap(
      ({ result }) =>
        result?.steps.flatMap(({ main, post }) =>
          [...(main?.annotations ?? []), ...(post?.annotations ?? [])].filter(({ level }) => level === 'warning')
        ) ?? []
    )
    const ended = repository.deployments.filter(({ state }) => state === 'inactive')
    expect(ended).toHaveLength(2)
    expect(warnings.map(({ message }) => message).toSorted()).toEqual(
      ended.map(({ statuses }) => warning(statuses[1]?.logUrl ?? '')).toSorted()
    )
  })

  const url = (job: number): string => `/octo/app/actions/runs/${runId}/job/${job}`

  story('create and update also warn', async ({ github, repository, run }) => {
    const logUrl = `${github.serverUrl}${url(5)}`
    const sibling = (): Deployment =>
      repository.addDeployment({
        environment: 'staging',
        statuses: [{ state: 'success', logUrl }],
        createdAt: Date.now() - 1000
      })
    sibling()
    const created = await run({ operation: 'create', environment: 'staging', state: 'success' }, here)
    sibling()
    const { id } = repository.addDeployment({ environment: 'staging' })
    const updated = await run({ operation: 'update', 'deployment-id': id, state: 'success' }, here)
    expect([created.said('warning'), updated.said('warning')]).toEqual([[warning(logUrl)], [warning(logUrl)]])
  })

  const others: [why: string, seed: DeploymentSeed][] = [
    ['another run', { statuses: [{ state: 'success', logUrl: '/octo/app/actions/runs/1/job/5' }] }],
    ['another commit', { sha: 'other', statuses: [{ state: 'success', logUrl: url(5) }] }]
  ]
  for (const [why, seed] of others) {
    story(`a superseded deployment of ${why} causes no warning`, async ({ github, repository, run }) => {
      const statuses = (seed.statuses ?? []).map(status =>
        typeof status === 'string' ? status : { ...status, logUrl: `${github.serverUrl}${status.logUrl ?? ''}` }
      )
      const sha = seed.sha === undefined ? repository.tip : repository.commit('Other', { branch: 'x' })
      const older = repository.addDeployment({ environment: 'staging', sha, statuses, createdAt: Date.now() - minute })
      const { said } = await run({ environment: 'staging' }, { runId })
      expect(older.state).toBe('inactive')
      expect(said('warning')).toEqual([])
    })
  }

  story(
    'in a later attempt, only a payload of the same attempt causes a warning',
    async ({ github, repository, run }) => {
      const logUrl = `${github.serverUrl}${url(5)}`
      const payload = { run_id: runId, run_attempt: 1, job: 'job', check_run_id: 5, operation: 'deploy' }
      const seed = { environment: 'staging', statuses: [{ state: 'success', logUrl } as const] }
      repository.addDeployment({ ...seed, payload, createdAt: Date.now() - minute })
      const earlier = await run({ environment: 'staging' }, { ...here, runAttempt: 2 })
      expect(earlier.said('warning')).toEqual([])
      repository.addDeployment({ ...seed, payload: { ...payload, run_attempt: 2 }, createdAt: Date.now() - 1000 })
      const sibling = await run({ environment: 'staging' }, { ...here, runAttempt: 2 })
      expect(sibling.said('warning')).toEqual([warning(logUrl)])
    }
  )
})

describe('the log lists older deployments that stay active', () => {
  const before = { createdAt: Date.now() - minute, state: 'success' } as const

  story('a rollback with its own task logs that another task stays active', async ({ repository, run }) => {
    repository.addDeployment({ ...before, environment: 'production' })
    const { post } = await run({ environment: 'production', task: 'rollback' })
    expect(post?.log).toContain('1 older deployment of another task stays active\n')
    expect(live(repository)).toEqual(['deploy', 'rollback'])
  })

  story('a rollback in production logs that other tasks stay active', async ({ github, repository, run }) => {
    const bad = repository.addDeployment({ ...before, environment: 'production', sha: repository.commit('Bad') })
    repository.addDeployment({ ...before, environment: 'production', task: 'migrate' })
    repository.addDeployment({ ...before, environment: 'production', task: 'index' })
    const { post } = await run({ environment: 'production' })
    expect(post?.log).toContain('2 older deployments of other tasks stay active\n')
    expect(bad.state).toBe('inactive')
    expect(github.requests).toHaveLength(6)
  })

  story('a deployment with "auto-inactive: false" logs what stays active, and why', async ({ repository, run }) => {
    const [one, two] = [repository.tip, repository.commit('Two')]
    for (const sha of [one, two]) repository.addDeployment({ ...before, environment: 'staging', sha })
    const { post } = await run({ environment: 'staging', 'auto-inactive': false })
    expect(post?.log).toContain(
      `2 older deployments stay active: ${two.slice(0, 7)}, ${one.slice(0, 7)} ("auto-inactive" is "false")\n`
    )
  })

  story('a deployment without older active deployments logs nothing', async ({ repository, run }) => {
    repository.addDeployment({ ...before, environment: 'staging' })
    const { post } = await run({ environment: 'staging' })
    expect(post?.log).not.toMatch(/stays? active/)
  })
})

describe('many old deployments', () => {
  /** Adds deployments of several tasks in turn. The newest of each task is live. */
  function deployInTurn(repository: Repository, count: number, tasks: number): void {
    const seeds = Array.from({ length: count }, (_, place): DeploymentSeed => {
      const state = place >= count - tasks ? 'success' : 'inactive'
      return { state, task: tasks === 1 ? 'deploy' : `deploy:${place % tasks}` }
    })
    repository.addDeployments(seeds, { environment: 'staging' })
  }

  for (const [count, tasks] of [
    [1000, 1],
    [1000, 20],
    [1000, 150]
  ] as const) {
    story(`for ${count} deployments of ${tasks} tasks, deploy sends 4 REST and 4 GraphQL requests`, async stage => {
      const { github, repository, run } = stage
      deployInTurn(repository, count, tasks)
      const task = tasks === 1 ? 'deploy' : 'deploy:3'
      const previous = repository.deployments.findLast(deployment => deployment.task === task)
      const { outputs } = await run({ environment: 'staging', task })
      expect(outputs['previous-sha']).toBe(previous?.sha)
      expect(previous?.state).toBe('inactive')
      expect(live(repository)).toHaveLength(tasks)
      expect([github.restRequests().length, github.graphqlRequests().length]).toEqual([4, 4])
    })
  }

  story('the post step does not read their states again, but deactivates one that succeeded meanwhile', async stage => {
    const { github, repository, run } = stage
    deployInTurn(repository, 300, 150)
    const task = 'deploy:3'
    const previous = repository.deployments.findLast(deployment => deployment.task === task)
    const late = repository.addDeployment({
      environment: 'staging',
      task,
      state: 'in_progress',
      createdAt: Date.now() - 200 * minute
    })
    const succeeds = () => void late.append({ state: 'success' }, late.creator)
    await run(
      { environment: 'staging', task },
      { later: [{ uses: 'octo/late@v1' }], actions: { 'octo/late': succeeds } }
    )
    expect([previous?.state, late.state]).toEqual(['inactive', 'inactive'])
    expect(sequence(github.requests).filter(name => name === 'LatestStates')).toHaveLength(1)
  })
})
