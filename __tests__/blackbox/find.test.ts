import { describe, expect, test } from '@jest/globals'
import type { DeploymentSeed } from '../simulator/github/model.ts'
import { onStage, sequence } from './stage.ts'

const find = { operation: 'find', environment: 'staging' }

const failed: DeploymentSeed = { statuses: ['in_progress', 'failure'] }
const superseded: DeploymentSeed = { statuses: ['in_progress', 'success', 'inactive'] }
const live: DeploymentSeed = { statuses: ['in_progress', 'success'] }

const thousand = (at: Record<number, DeploymentSeed>): DeploymentSeed[] =>
  Array.from({ length: 1000 }, (_, place) => at[place] ?? failed)

/** The outputs of `find` for the previous deployment. */
const before = (previous: { id: number; sha: string } | undefined) => ({
  'previous-deployment-id': String(previous?.id),
  'previous-sha': previous?.sha
})

describe('find', () => {
  test.each(['workflow', 'repo_deployment'] as const)(
    'returns the newest environment URL of any status, with a token of kind %s',
    kind =>
      onStage(async ({ github, repository, run }) => {
        const environmentUrl = 'https://staging.example.com'
        repository.addHistory('staging', { statuses: [{ state: 'in_progress', environmentUrl }, 'success'] })
        const { outputs } = await run({ ...find, token: github.token({ kind }) })
        expect(outputs['environment-url']).toBe(environmentUrl)
      })
  )

  test('returns all outputs of the live deployment, and writes nothing', () =>
    onStage(async ({ github, repository, run }) => {
      const url = 'https://staging.example.com'
      const logUrl = 'https://ci.example.com/7'
      const [previous, , current] = repository.addHistory(
        'staging',
        { ...superseded, task: 'deploy:all' },
        superseded,
        {
          ref: 'main',
          task: 'deploy:all',
          payload: { colour: 'green' },
          statuses: ['in_progress', { state: 'success', environmentUrl: url, logUrl }]
        }
      )
      const { main, post, outputs, said } = await run(find)

      expect([main.exitCode, post?.exitCode]).toEqual([0, 0])
      expect(outputs).toEqual({
        'deployment-id': String(current.id),
        'deployment-url': `${github.apiUrl}/repos/octo/app/deployments/${String(current.id)}`,
        state: 'success',
        environment: 'staging',
        'environment-url': url,
        'log-url': logUrl,
        ref: 'main',
        sha: current.sha,
        task: 'deploy:all',
        payload: '{"colour":"green"}',
        ...before(previous),
        'rollback-sha': ''
      })
      expect(main.log).toContain(`Found       deployment ${String(current.id)} of`)
      expect(main.log).toContain('State       success\n')
      expect(main.summary).toContain('🟢 success')
      expect(main.summary).toContain(`/compare/${previous.sha}...${current.sha}`)
      expect(['error', 'warning', 'notice'].flatMap(level => said(level as 'error'))).toEqual([])
      expect(github.writes()).toEqual([])
      expect(post?.log).toContain('Nothing to finish.')
    }))

  test('succeeds without outputs if no deployment is live, and the log says so', () =>
    onStage(async ({ repository, run }) => {
      repository.addHistory('staging', failed, superseded)
      const { main, outputs, said } = await run(find)
      expect(main.exitCode).toBe(0)
      expect(outputs).toEqual({ 'rollback-sha': '' })
      expect(main.log.trim()).toBe('"staging" has no deployment in state success.')
      expect(said('error')).toEqual([])
    }))

  test('succeeds without outputs if the environment has no deployments', () =>
    onStage(async ({ run }) => {
      const { main, outputs } = await run(find)
      expect([main.exitCode, outputs]).toEqual([0, { 'rollback-sha': '' }])
      expect(main.log.trim()).toBe('"staging" has no deployment in state success.')
    }))

  test('returns the newest deployment in the requested state', () =>
    onStage(async ({ repository, run }) => {
      const [, lost] = repository.addHistory('staging', live, { state: 'in_progress' }, failed, live)
      const { outputs } = await run({ ...find, state: 'in_progress' })
      expect(outputs).toMatchObject({ 'deployment-id': String(lost.id), state: 'in_progress' })
    }))

  test('filters by task, also for the previous deployment', () =>
    onStage(async ({ repository, run }) => {
      const migrate = { ...live, task: 'migrate' }
      const [first, , third] = repository.addHistory('staging', superseded, migrate, live, migrate)
      const { outputs } = await run({ ...find, task: 'deploy' })
      expect(outputs).toMatchObject({ 'deployment-id': String(third.id), ...before(first) })
    }))

  test('returns the previous deployment of the same task', () =>
    onStage(async ({ repository, run }) => {
      const [api] = repository.addHistory(
        'staging',
        { ...superseded, task: 'deploy:api' },
        { ...superseded, task: 'deploy:web' },
        { ...live, task: 'deploy:api' }
      )
      expect((await run({ ...find, task: 'deploy:api' })).outputs).toMatchObject(before(api))
      expect((await run(find)).outputs).toMatchObject({ task: 'deploy:api', ...before(api) })
    }))

  const parts: [where: string, history: DeploymentSeed[]][] = [
    ['side by side', [live, { ...live, task: 'deploy:web' }]],
    [
      'with many failures between them',
      [{ ...live, task: 'deploy:web' }, ...Array<DeploymentSeed>(90).fill(failed), superseded, live]
    ]
  ]
  for (const [where, history] of parts) {
    for (const kind of ['workflow', 'repo_deployment'] as const) {
      test(`fails if several tasks are live and "task" is not set, ${where}, with a token of kind ${kind}`, () =>
        onStage(async ({ github, repository, run }) => {
          const seeded = repository.addHistory('staging', ...history)
          const token = github.token({ kind })
          const { main, outputs, said } = await run({ ...find, token })
          expect([main.exitCode, outputs]).toEqual([1, {}])
          const shas = new Map(repository.deployments.map(({ task, sha }) => [task, sha.slice(0, 7)]))
          expect(said('error')).toHaveLength(1)
          const [error = ''] = said('error')
          expect(error).toMatch(
            /^"staging" has deployments of several tasks in state success: .*\. Set "task" to one of them\.$/
          )
          expect(error).toContain(`deploy:web (${String(shas.get('deploy:web'))})`)
          expect(error).toContain(`deploy (${String(shas.get('deploy'))})`)
          const newest = seeded.findLast(({ id }) => repository.deployment(id).task === 'deploy')
          expect((await run({ ...find, token, task: 'deploy' })).outputs['deployment-id']).toBe(String(newest?.id))
        }))
    }
  }

  test('does not fail if only one task has the requested state', () =>
    onStage(async ({ repository, run }) => {
      const [, current] = repository.addHistory('staging', { ...superseded, task: 'deploy:web' }, live, {
        ...failed,
        task: 'migrate'
      })
      expect((await run(find)).outputs['deployment-id']).toBe(String(current.id))
    }))

  test('does not fail if only one task has deployed the ref', () =>
    onStage(async ({ repository, run }) => {
      const [web] = repository.addHistory('staging', { ...live, task: 'deploy:web' }, live)
      expect((await run({ ...find, ref: web.sha })).outputs['deployment-id']).toBe(String(web.id))
    }))

  test('returns the newer of two deployments from the same second', () =>
    onStage(async ({ repository, run }) => {
      const createdAt = Date.now() - 60_000
      const [older, newer] = repository.addHistory('staging', { ...live, createdAt }, { ...live, createdAt })
      const { outputs } = await run(find)
      expect(outputs).toMatchObject({ 'deployment-id': String(newer.id), ...before(older) })
    }))

  test('ignores the deployment that GitHub creates for this job', () =>
    onStage(async ({ repository, run }) => {
      const [ours] = repository.addHistory('staging', { state: 'in_progress' })
      const [runId, checkRunId] = [36_744_327_825, 109_986_525_349]
      repository.jobDeployment({ environment: 'staging', checkRunId, runId, sha: repository.tip })
      const { outputs } = await run({ ...find, state: 'in_progress' }, { runId, checkRunId })
      expect(outputs['deployment-id']).toBe(String(ours.id))
    }))

  test('searches another repository', () =>
    onStage(async ({ github, run }) => {
      const [there] = github.repository('octo/other').addHistory('staging', live)
      const { outputs } = await run({ ...find, repository: 'octo/other', token: github.token({ kind: 'pat' }) })
      expect(outputs['deployment-id']).toBe(String(there.id))
    }))

  test('retries after a 502 and a closed connection', () =>
    onStage(async ({ github, repository, run }) => {
      const [previous, current] = repository.addHistory('staging', superseded, live)
      github.fault({ match: { kind: 'graphql' }, effect: { type: 'status', status: 502, when: 'after' } })
      github.fault({ match: { kind: 'rest' }, effect: { type: 'reset', when: 'after' } })
      const { outputs } = await run(find)
      expect(outputs).toMatchObject({ 'deployment-id': String(current.id), ...before(previous) })
    }))
})

describe('the previous deployment', () => {
  const attempts: [name: string, statuses: DeploymentSeed][] = [
    ['was superseded', superseded],
    ['is still live', live],
    ['was inactive for a while', { statuses: ['success', 'inactive', 'success'] }]
  ]

  test.each(attempts)('is the newest older one that was good in the end, even if it %s', (_name, past) =>
    onStage(async ({ repository, run }) => {
      const revoked: DeploymentSeed = { statuses: ['success', 'failure'] }
      const repeated: DeploymentSeed = { statuses: ['success', 'inactive', 'in_progress'] }
      const others = [failed, revoked, repeated, { state: 'inactive' as const }, {}]
      const [, previous] = repository.addHistory('staging', live, past, ...others, live)
      expect((await run(find)).outputs).toMatchObject(before(previous))
    })
  )

  test('is empty if no older deployment succeeded', () =>
    onStage(async ({ repository, run }) => {
      repository.addHistory('staging', failed, { statuses: ['in_progress', 'inactive'] }, {}, live)
      const { outputs } = await run(find)
      expect(outputs['previous-sha']).toBe('')
      expect(outputs).not.toHaveProperty('previous-deployment-id')
    }))

  test('is found if its success is among 261 statuses', () =>
    onStage(async ({ repository, run }) => {
      const many = (state: 'in_progress' | 'inactive') => Array.from({ length: 130 }, () => state)
      const [previous] = repository.addHistory(
        'staging',
        { statuses: [...many('in_progress'), 'success', ...many('inactive')] },
        { statuses: many('inactive') },
        { statuses: ['success', ...many('in_progress'), 'failure'] },
        live
      )
      expect((await run(find)).outputs).toMatchObject(before(previous))
    }))
})

describe('find with "ref"', () => {
  test('finds a deployment by commit', () =>
    onStage(async ({ repository, run }) => {
      const [oldest, wanted] = repository.addHistory('staging', superseded, superseded, live)
      const { outputs } = await run({ ...find, ref: wanted.sha, state: 'inactive' })
      // The previous deployment can be of any commit.
      expect(outputs).toMatchObject({ 'deployment-id': String(wanted.id), ...before(oldest) })
    }))

  test('does not find an old deployment by the branch that it recorded', () =>
    onStage(async ({ repository, run }) => {
      repository.addHistory('staging', { ...live, ref: 'main' })
      repository.commit('The branch has moved on since')
      expect((await run({ ...find, ref: 'main' })).outputs).toEqual({})
    }))

  test('finds a deployment by the current commit of a branch', () =>
    onStage(async ({ repository, run }) => {
      const [wanted] = repository.addHistory('staging', live)
      repository.branch('release', wanted.sha)
      repository.addHistory('staging', live)
      const { outputs } = await run({ ...find, ref: 'release' })
      expect(outputs).toMatchObject({ 'deployment-id': String(wanted.id), ref: wanted.sha })
    }))

  test('finds nothing with two requests if the commit was never deployed', () =>
    onStage(async ({ github, repository, run }) => {
      repository.addHistory('staging', ...thousand({}))
      const { main, outputs } = await run({ ...find, ref: repository.commit('Never deployed') })
      expect([main.exitCode, outputs]).toEqual([0, {}])
      expect(sequence(github.requests)).toEqual(['Scan', 'GET deployments'])
    }))

  test('finds nothing with two requests if the commit only failed', () =>
    onStage(async ({ github, repository, run }) => {
      const seeded = repository.addHistory('staging', ...thousand({}))
      expect((await run({ ...find, ref: seeded.at(-3)?.sha })).outputs).toEqual({})
      expect(sequence(github.requests)).toEqual(['Scan', 'GET deployments'])
    }))

  test('finds nothing if the ref does not exist', () =>
    onStage(async ({ repository, run }) => {
      repository.addHistory('staging', live)
      const { main, outputs } = await run({ ...find, ref: 'nowhere' })
      expect([main.exitCode, outputs]).toEqual([0, {}])
      expect(main.raw).toContain('"staging" has no deployment of nowhere in state success.')
    }))

  test('finds one of a thousand deployments of a commit with 17 requests', () =>
    onStage(async ({ github, repository, run }) => {
      const history = thousand({ 550: { ...live, ref: 'main' } })
      const { tip } = repository
      const seeded = repository.addHistory('staging', ...history.map(past => ({ ...past, ref: 'main', sha: tip })))
      expect((await run({ ...find, ref: 'main' })).outputs['deployment-id']).toBe(String(seeded[550]?.id))
      // The commit, its deployments and all pages of the history, and then the record.
      expect(github.requests).toHaveLength(2 + 10 + 5)
    }))
})

describe('find sends', () => {
  test('two requests if the live and the previous deployment are the newest of 1,000', () =>
    onStage(async ({ github, repository, run }) => {
      const seeded = repository.addHistory('staging', ...thousand({ 998: superseded, 999: live }))
      const { outputs } = await run(find)
      expect(outputs).toMatchObject({ 'deployment-id': String(seeded[999]?.id), ...before(seeded[998]) })
      expect(sequence(github.requests)).toEqual(['Scan', 'GET deployments'])
    }))

  test('eleven requests if the live deployment is the oldest of 1,000', () =>
    onStage(async ({ github, repository, run }) => {
      const seeded = repository.addHistory('staging', ...thousand({ 0: live }))
      const { outputs } = await run(find)
      expect(outputs).toMatchObject({ 'deployment-id': String(seeded[0]?.id), 'previous-sha': '' })
      expect(github.requests).toHaveLength(11)
    }))

  test('four requests if the live and the previous deployment are on different pages', () =>
    onStage(async ({ github, repository, run }) => {
      const seeded = repository.addHistory('staging', ...thousand({ 899: superseded, 900: live }))
      expect((await run(find)).outputs).toMatchObject(before(seeded[899]))
      expect(sequence(github.requests)).toEqual(['Scan', 'Scan', 'GET deployments', 'GET deployments'])
    }))

  test('ten requests at most: the search stops after a thousand deployments', () =>
    onStage(async ({ github, repository, run }) => {
      repository.addHistory('staging', live, ...thousand({}))
      const { main } = await run(find)
      expect(main.exitCode).toBe(0)
      expect(main.log).toContain('Only the newest 1000 deployments of "staging" were searched.')
      expect(main.log.trimEnd().split('\n').at(-1)).toBe('"staging" has no deployment in state success.')
      expect(github.requests).toHaveLength(10)
    }))

  test('two requests and fails if the list repeats a page', () =>
    onStage(async ({ github, repository, run }) => {
      repository.addHistory('staging', ...Array<DeploymentSeed>(100).fill({ state: 'in_progress' }))
      github.fault({ match: { operation: 'Scan' }, times: 1000, effect: { type: 'endless-pages' } })
      const { main, said } = await run(find)
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([
        expect.stringContaining("Could not read the deployments of staging: GitHub's list does not end.")
      ])
      expect(github.requests).toHaveLength(2)
    }))

  test('requests until it finds the deployments, if 100 newer ones are created meanwhile', () =>
    onStage(async ({ github, repository, run }) => {
      const [previous, current] = repository.addHistory('staging', superseded, live)
      const stop = github.onAnswer(({ kind }) => {
        if (kind !== 'graphql') return
        stop()
        repository.addHistory('staging', ...Array<DeploymentSeed>(100).fill({ createdAt: Date.now() }))
      })
      const { outputs } = await run(find)
      expect(outputs).toMatchObject({ 'deployment-id': String(current.id), ...before(previous) })
    }))

  test('requests and fails if the deployment is deleted meanwhile', () =>
    onStage(async ({ github, repository, run }) => {
      const [current] = repository.addHistory('staging', live)
      const stop = github.onAnswer(() => {
        stop()
        repository.deleteDeployment(current)
      })
      const { main, said } = await run(find)
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([
        `The deployment of ${current.sha} to staging was deleted while it was looked up. Run the step again.`
      ])
    }))
})

describe('find without GraphQL', () => {
  const progress = Array.from({ length: 120 }, () => 'in_progress' as const)

  test('reads an old server over REST', () =>
    onStage(
      async ({ github, repository, run }) => {
        const past: DeploymentSeed = { statuses: ['success', ...progress, 'inactive'] }
        const seeded = repository.addHistory('staging', ...thousand({ 989: superseded, 990: past, 995: live }))
        const { outputs } = await run(find)
        expect(outputs).toMatchObject({ 'deployment-id': String(seeded[995]?.id), ...before(seeded[989]) })
        // The list, the statuses of the newest eleven, and the records.
        expect(github.restRequests()).toHaveLength(1 + 11 + 1)
      },
      { withoutGraphql: true, flavour: 'enterprise' }
    ))

  test('reads a hundred deployments of the task at most', () =>
    onStage(
      async ({ github, repository, run }) => {
        const others = Array<DeploymentSeed>(100).fill({ ...live, task: 'migrate' })
        repository.addHistory('staging', live, ...thousand({}).slice(0, 150), ...others)
        const { main } = await run({ ...find, task: 'deploy' })
        expect(main.log).toContain('Only the newest 100 deployments of "staging" were searched.')
        expect(github.restRequests()).toHaveLength(1 + 100)
      },
      { withoutGraphql: true, flavour: 'enterprise' }
    ))

  test('works with a token that can only access deployments', () =>
    onStage(async ({ github, repository, run }) => {
      const [previous, current] = repository.addHistory('staging', superseded, live)
      const { outputs } = await run({ ...find, token: github.token({ kind: 'repo_deployment' }) })
      expect(outputs).toMatchObject({ 'deployment-id': String(current.id), ...before(previous) })
    }))
})
