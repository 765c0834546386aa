import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { DeploymentSeed, State } from '../simulator/github/model.ts'
import { onStage, type Stage } from './stage.ts'

/** Time until a response arrives. Requests sent in parallel overlap. */
const latency = 150

const older = Date.now() - 3_600_000

/** The states of this many deployments. One in `every` is live. */
const states = (count: number, every: number): State[] =>
  Array.from({ length: count }, (_, place) => (place % every === 0 ? 'success' : 'inactive'))

/** A deployment of this run's commit. */
const begun = ({ repository }: Stage, more: DeploymentSeed = {}) =>
  repository.addDeployment({
    environment: 'staging',
    sha: repository.tip,
    state: 'in_progress',
    description: 'Deploy it',
    ...more
  })

/** Deploys one of several tasks. Each task has one live deployment. */
async function deployAmong({ repository, run }: Stage, count: number, tasks: number): Promise<void> {
  const seeds = Array.from({ length: count }, (_, place): DeploymentSeed => {
    const state = place < count - tasks ? 'inactive' : 'success'
    return { task: `deploy:${place % tasks}`, state }
  })
  repository.addDeployments(seeds, { environment: 'staging' })
  await run({ environment: 'staging', task: 'deploy:0' })
}
/** The simulated run, and the payload of its deployments. */
const runId = 36_000_000_001
const byRun = { run_id: runId, run_attempt: 1, check_run_id: 1, operation: 'create' }
const update = { operation: 'update', state: 'success', environment: 'staging' }

const teardown = { operation: 'deactivate', environment: 'preview/pr-1' }

/** Runs one job for each row of the table. */
const rows: Record<string, (stage: Stage) => Promise<unknown>> = {
  '`deploy`': ({ run }) => run({ environment: 'staging' }),
  '`deploy`, 10 older ones to supersede': async stage => {
    stage.repository.addDeployments(states(10, 1), { environment: 'staging' })
    await stage.run({ environment: 'staging' })
  },
  '`deploy`, 25 older ones to supersede': async stage => {
    stage.repository.addDeployments(states(25, 1), { environment: 'staging' })
    await stage.run({ environment: 'staging' })
  },
  '`deploy` with `older-commit: fail`': async stage => {
    stage.repository.addDeployments(['success'], { environment: 'staging' })
    stage.repository.commit('Next')
    await stage.run({ environment: 'staging', 'older-commit': 'fail' })
  },
  '`deploy`, 1,000 old ones of one task': stage => deployAmong(stage, 1000, 1),
  '`deploy`, 1,000 old ones of 20 tasks': stage => deployAmong(stage, 1000, 20),
  '`deploy`, 5,000 old ones of one task': stage => deployAmong(stage, 5000, 1),
  '`deploy`, 5,000 old ones of 20 tasks': stage => deployAmong(stage, 5000, 20),
  '`deploy`, 5,000 old ones of 200 tasks': stage => deployAmong(stage, 5000, 200),
  '`deploy` on a comment on a pull request': ({ run, events, repository }) =>
    run({ environment: 'staging' }, { event: events.issueComment(repository.pullRequest()) }),
  '`deploy` on a `deployment` event': async stage => {
    const deployment = begun(stage, { statuses: [] })
    await stage.run({}, { event: stage.events.deployment(deployment) })
  },
  '`deploy` with `deployment-id`': async stage => {
    await stage.run({ 'deployment-id': begun(stage, { statuses: [] }).id })
  },
  '`create`': ({ run }) => run({ operation: 'create', environment: 'staging' }),
  '`create` with `state: success`': ({ run }) => run({ operation: 'create', environment: 'staging', state: 'success' }),
  '`create` with `state: success`, 10 older ones to supersede': async stage => {
    stage.repository.addDeployments(states(10, 1), { environment: 'staging' })
    await stage.run({ operation: 'create', state: 'success', environment: 'staging' })
  },
  '`update` with `deployment-id`': async stage => {
    await stage.run({ operation: 'update', state: 'success', 'deployment-id': begun(stage).id })
  },
  '`update` with `environment`, made by this run': async stage => {
    begun(stage, { payload: byRun, createdAt: older })
    await stage.run(update, { runId })
  },
  '`update` with `environment`, made by another job of this run less than a minute ago': async stage => {
    begun(stage, { payload: byRun })
    await stage.run(update, { runId })
  },
  '`update` with `environment`, made by this run with a payload of yours': async stage => {
    const logUrl = `${stage.github.serverUrl}/octo/app/actions/runs/${runId}/job/1`
    begun(stage, { payload: 'v1', createdAt: older, statuses: [{ state: 'in_progress', logUrl }] })
    await stage.run(update, { runId })
  },
  '`update` with `environment`, made by this run for another commit': async stage => {
    begun(stage, { payload: byRun, createdAt: older, sha: stage.repository.commit('Tagged', { branch: 'release' }) })
    await stage.run(update, { runId })
  },
  '`update` with `environment`, made by somebody else': async stage => {
    begun(stage, { payload: { run_id: 1, operation: 'create' }, state: 'queued' })
    await stage.run(update, { runId })
  },
  '`update` on a `deployment` event': async stage => {
    const event = stage.events.deployment(begun(stage))
    await stage.run({ operation: 'update', state: 'success' }, { event })
  },
  '`deactivate`, an environment with 10 deployments, 1 live': async stage => {
    stage.repository.addTransient('preview/pr-1', ...states(10, 10))
    await stage.run(teardown)
  },
  '`deactivate`, 250 deployments, 25 live': async stage => {
    stage.repository.addTransient('preview/pr-1', ...states(250, 10))
    await stage.run(teardown)
  },
  '`deactivate`, a pattern, 30 environments with 1 live each': async stage => {
    for (let number = 0; number < 30; number++) stage.repository.addTransient(`preview/pr-${number}`, 'success')
    await stage.run({ ...teardown, environment: 'preview/*' }, { token: stage.github.token(mayListEnvironments) })
  },
  '`delete`, an environment with 10 deployments, 1 live': async stage => {
    stage.repository.addTransient('preview/pr-1', ...states(10, 10))
    await stage.run({ ...teardown, operation: 'delete' })
  },
  '`delete`, 250 deployments, 25 live': async stage => {
    stage.repository.addTransient('preview/pr-1', ...states(250, 10))
    await stage.run({ ...teardown, operation: 'delete' })
  },
  '`find`': async stage => {
    begun(stage, { state: 'success', createdAt: older })
    begun(stage, { state: 'success' })
    await stage.run({ operation: 'find', environment: 'staging' })
  },
  '`find`, a pattern, 30 environments with 1 live each': async stage => {
    for (let number = 0; number < 30; number++) stage.repository.addTransient(`preview/pr-${number}`, 'success')
    await stage.run({ operation: 'find', environment: '**' }, { token: stage.github.token(mayListEnvironments) })
  },
  '`wait` for what has ended': async stage => {
    await stage.run({ operation: 'wait', 'deployment-id': begun(stage, { state: 'success' }).id })
  },
  '`wait` with `environment`, made by this run and ended': async stage => {
    begun(stage, { payload: byRun, state: 'success', createdAt: older })
    await stage.run({ operation: 'wait', environment: 'staging' }, { runId })
  }
}

const mayListEnvironments = { permissions: { actions: 'read', contents: 'read', deployments: 'write' } } as const

/**
 * Counts the requests of a job, and how many times it waited for a response. Requests that are sent within half of the
 * latency wait together.
 */
async function costOf(play: (stage: Stage) => Promise<unknown>): Promise<string> {
  let cost = ''
  await onStage(
    async stage => {
      const { github } = stage
      await play(stage)
      const times = github.requests.map(({ at }) => at).sort((one, other) => one - other)
      const rounds = times.filter((at, place) => at - (times[place - 1] ?? -Infinity) > latency / 2).length
      cost = `${github.restRequests().length} | ${github.graphqlRequests().length} | ${rounds}`
    },
    { latency }
  )
  return cost
}

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'how-it-works.md'), 'utf8')

/** Rows of the table, by their first column. */
const table = new Map(
  (page.split('\n## How many requests\n')[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(line => {
      const [what = '', ...cost] = line.slice(2, -2).split(' | ')
      return [what.trim(), cost.map(cell => cell.trim()).join(' | ')] as const
    })
)

describe('docs/how-it-works.md says how many requests it takes', () => {
  for (const [what, play] of Object.entries(rows)) {
    test(what, async () => expect(await costOf(play)).toBe(table.get(what)))
  }

  test('and of nothing else', () => expect([...table.keys()]).toEqual(Object.keys(rows)))
})
