import { describe, expect } from '@jest/globals'
import type { Effect, Match } from '../simulator/github/faults.ts'
import { sequence, states, story, type Stage } from './stage.ts'

const inputs = { environment: 'staging' }

const creation = 'POST deployments'
const status = 'POST deployments/{id}/statuses'
const look = 'GET deployments'
const lookAtStatuses = 'GET deployments/{id}/statuses'

const create: Match = { method: 'POST', path: '/deployments' }
const addStatus: Match = { method: 'POST', path: '/statuses' }
/** The write succeeds, but its response is lost. */
const lost: Effect = { type: 'status', status: 502, when: 'after' }

/** Returns only the REST requests, because GraphQL requests can arrive at any time in between. */
const restSequence = ({ github }: Stage): string[] => sequence(github.restRequests())

/** Runs a test with a faster clock. */
function quickly(name: string, tell: (stage: Stage) => Promise<void>): void {
  story(name, tell, { speed: 8 })
}

/** The writes of a deploy: how the action checks each one, and the requests before and after it. */
const writes: [name: string, match: Match, write: string, look: string, before: string[], after: string[]][] = [
  ['the creation request', create, creation, look, [], [status, status]],
  ['the request for the first status', addStatus, status, lookAtStatuses, [creation], [status]],
  ['the request for the final status', { ...addStatus, nth: 2 }, status, lookAtStatuses, [creation, status], []]
]

/** Faults, and the requests that follow the affected write. */
const faults: [name: string, effect: Effect, then: (write: string, look: string) => string[]][] = [
  [
    'a rate limit rejected it: re-sends it without a check',
    { type: 'rate', flavour: 'secondary-with-retry-after', seconds: 2 },
    write => [write]
  ],
  [
    'the connection broke and GitHub did not run it: re-sends it after two checks',
    { type: 'reset', when: 'before' },
    (write, look) => [look, look, write]
  ],
  ['the connection broke after GitHub ran it: finds the result', { type: 'reset', when: 'after' }, (_, look) => [look]],
  ['GitHub ran it but returned 502: finds the result', lost, (_, look) => [look]],
  ['the response was truncated: finds the result', { type: 'truncate' }, (_, look) => [look]]
]

describe.each(writes)('%s of deploy takes effect once', (_, match, write, looked, before, after) => {
  for (const [name, effect, then] of faults) {
    quickly(`if ${name}`, async stage => {
      const fault = stage.github.fault({ match, effect })
      const { job, outputs, said } = await stage.run(inputs)
      expect(fault.struck).toHaveLength(1)
      expect(job.conclusion).toBe('success')
      expect([...said('error'), ...said('warning')]).toEqual([])
      expect(outputs['deployment-id']).toBe(String(stage.made().id))
      expect(states(stage.made())).toEqual(['in_progress', 'success'])
      expect(restSequence(stage)).toEqual([...before, write, ...then(write, looked), ...after])
    })
  }

  quickly('if GitHub ran it but a replica lags: finds the result with the second check', async stage => {
    stage.github.fault({ match, effect: lost })
    const path = looked === look ? '/deployments' : '/statuses'
    const lag = stage.github.fault({ match: { method: 'GET', path }, effect: { type: 'lag', requests: 1 } })
    const { job } = await stage.run(inputs)
    expect(lag.struck).toHaveLength(1)
    expect(job.conclusion).toBe('success')
    expect(states(stage.made())).toEqual(['in_progress', 'success'])
    expect(restSequence(stage)).toEqual([...before, write, looked, looked, ...after])
  })
})

describe('a write request', () => {
  const late = { type: 'rate', flavour: 'secondary-with-retry-after', seconds: 13 } as const

  quickly('that is re-sent when the job is cancelled is found by the post step, which sets error', async stage => {
    const { github, repository, run } = stage
    github.fault({ match: create, effect: late })
    github.fault({ match: { ...create, nth: 2 }, effect: { type: 'delay', ms: 1200 } })
    let sent = 0
    const at = (cancel: () => void): void =>
      void github.onRequest(({ method, path }) => {
        if (method === 'POST' && path.endsWith('/deployments') && ++sent === 2) cancel()
      })
    const { post } = await run(inputs, { cancel: { step: 'deployment', at } })
    expect(post?.exitCode).toBe(0)
    expect(repository.deployments.map(states)).toEqual([['error']])
  })

  quickly('without a response times out, and the action checks the result', async stage => {
    stage.github.fault({ match: create, effect: { type: 'hang', when: 'after' } })
    const { job } = await stage.run(inputs)
    expect(job.conclusion).toBe('success')
    expect(states(stage.made())).toEqual(['in_progress', 'success'])
    expect(restSequence(stage)).toEqual([creation, look, status, status])
  })

  story(
    'that fails is not confused with an older identical deployment if the clocks differ',
    async ({ github, repository, run }) => {
      const created = { operation: 'create', environment: 'staging', payload: '{"colour":"blue"}' }
      await run(created)
      const [first] = repository.deployments
      if (first !== undefined) Object.assign(first, { createdAt: first.createdAt - 180_000 })
      github.fault({ match: create, effect: { type: 'reset', when: 'before' } })
      const { outputs } = await run(created)
      expect(repository.deployments).toHaveLength(2)
      expect(outputs['deployment-id']).toBe(String(repository.deployments.at(-1)?.id))
    },
    { clock: { now: () => Date.now() + 300_000 } }
  )

  quickly('of create also takes effect once', async stage => {
    stage.github.fault({ match: create, effect: lost })
    stage.github.fault({ match: addStatus, effect: lost })
    const { job, outputs } = await stage.run({ ...inputs, operation: 'create', state: 'queued' })
    expect(job.conclusion).toBe('success')
    expect(states(stage.made())).toEqual(['queued'])
    expect(outputs).toMatchObject({
      'deployment-id': String(stage.made().id),
      'status-id': String(stage.made().latestStatus?.id)
    })
    expect(restSequence(stage)).toEqual([creation, look, status, lookAtStatuses])
  })

  quickly('of update adds one status, although an identical status exists', async stage => {
    const [state, description, logUrl] = ['in_progress', 'Still at it', 'https://ci.example.com'] as const
    const update = { operation: 'update', state, description, 'log-url': logUrl }
    const deployment = stage.repository.addDeployment({
      environment: 'staging',
      statuses: [{ state, description, logUrl }],
      createdAt: Date.now() - 60_000
    })
    stage.github.fault({ match: addStatus, effect: { type: 'reset', when: 'before' } })
    const { outputs } = await stage.run({ ...update, 'deployment-id': deployment.id })
    expect(states(deployment)).toEqual(['in_progress', 'in_progress'])
    expect(outputs['status-id']).toBe(String(deployment.latestStatus?.id))
  })
})

describe('a deployment whose creation had no response', () => {
  const given = { ...inputs, payload: '{"colour":"blue"}' }

  quickly('is recognized by all its fields if it has a custom payload', async stage => {
    const { github, repository, run } = stage
    const sha = repository.tip
    const now = github.world.clock.now()
    const same = {
      environment: 'staging',
      sha,
      description: `Deploy ${sha.slice(0, 7)} to staging`,
      payload: { colour: 'blue' },
      createdAt: now + 60_000
    }
    const others = [
      repository.addDeployment({ ...same, createdAt: now - 60_000 }),
      repository.addDeployment({ ...same, sha: repository.commit('Other', { branch: 'other' }) }),
      repository.addDeployment({ ...same, task: 'migrate' }),
      repository.addDeployment({ ...same, payload: { colour: 'red' } }),
      repository.addDeployment({ ...same, description: 'By hand' })
    ]
    github.fault({ match: create, effect: lost })
    const { job, outputs } = await run(given)
    expect(job.conclusion).toBe('success')
    expect(others.flatMap(states)).toEqual([])
    const ours = repository.deployment(outputs['deployment-id'] ?? '')
    expect(others).not.toContain(ours)
    expect(repository.deployments).toHaveLength(others.length + 1)
    expect(states(ours)).toEqual(['in_progress', 'success'])
  })

  quickly('fails the step if two deployments match and it has a custom payload', async stage => {
    const { github, repository, run } = stage
    github.fault({ match: create, effect: lost })
    // Another user creates an identical deployment at the same time.
    github.onAnswer(({ method, path }) => {
      const [made] = repository.deployments
      if (method !== 'POST' || !path.endsWith('/deployments') || made === undefined) return
      const { sha, ref, description, createdAt } = made
      repository.addDeployment({
        environment: 'staging',
        sha,
        ref,
        description,
        createdAt,
        payload: { colour: 'blue' }
      })
    })
    const { main } = await run(given)
    expect(main.exitCode).toBe(1)
    const ids = repository.deployments.map(({ id }) => id)
    expect(ids).toHaveLength(2)
    expect(main.annotations.map(({ message }) => message)).toEqual([
      expect.stringContaining(`2 deployments could be it: ${ids.toReversed().join(', ')}.`)
    ])
    expect(repository.deployments.map(states)).toEqual([[], []])
  })

  story('is not confused with the deployments of other matrix jobs for the same commit', async stage => {
    const { github, repository, runWorkflow } = stage
    const workflow = `
on: push
jobs:
  deploy:
    strategy:
      fail-fast: false
      matrix:
        shard: [1, 2, 3]
    steps:
      - uses: ./
        with:
          environment: production
          auto-inactive: false
      - run: test \${{ matrix.shard }} != 2
`
    github.fault({ match: create, times: 3, effect: { type: 'reset', when: 'after' } })
    const { jobs } = await runWorkflow(workflow)
    expect(jobs.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure', 'success'])
    expect(repository.deployments).toHaveLength(3)
    const ends = jobs.map(({ result }) => {
      const own = repository.deployments.filter(
        ({ payload }) => (payload as { check_run_id: number }).check_run_id === result?.checkRunId
      )
      return own.map(states)
    })
    expect(ends).toEqual([[['in_progress', 'success']], [['in_progress', 'failure']], [['in_progress', 'success']]])
  })
})
