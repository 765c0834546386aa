import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { aRun } from '../a-run.ts'
import { sameEnvironment, states, type Deployment, type ListedDeployment } from '../../src/domain/deployment.ts'
import { runPayload, type Run } from '../../src/domain/run.ts'
import {
  isLeftOpen,
  isSibling,
  joined,
  newestGood,
  otherWorkflowOf,
  predecessorOf,
  supersedingOf
} from '../../src/domain/superseding.ts'

const sha = 'a'.repeat(40)
const own: Deployment = {
  id: 7,
  nodeId: 'own',
  url: '',
  sha,
  ref: sha,
  task: 'deploy',
  environment: 'staging',
  description: '',
  payload: {},
  transient: false,
  production: false,
  createdAt: '2025-01-02T00:00:05Z'
}
const before = '2025-01-01T00:00:00Z'
const summary = (nodeId: string, createdAt: string, more: Partial<ListedDeployment> = {}): ListedDeployment => ({
  nodeId,
  sha,
  task: 'deploy',
  environment: 'staging',
  createdAt,
  description: '',
  state: 'success',
  ...more
})
const itself = summary('own', own.createdAt, { state: 'in_progress' })

const run: Run = { ...aRun, runAttempt: 1, job: 'deploy' }
/** The same run on a server that does not provide job IDs. */
const withoutNumber: Run = { ...run }
delete withoutNumber.checkRunId

describe('the previous deployment', () => {
  const find = (...seen: ListedDeployment[]): string | undefined => predecessorOf(seen, own)?.nodeId

  test('is the newest older success of the same task', () => {
    const seen = [
      summary('newer', '2025-01-03T00:00:00Z'),
      itself,
      summary('other task', before, { task: 'migrate' }),
      summary('failed', before, { state: 'failure' }),
      summary('elsewhere', before, { environment: 'qa' }),
      summary('right', before, { environment: 'STAGING' }),
      summary('older', before)
    ]
    expect(find(...seen)).toBe('right')
  })

  test('may be from the same second if the list was read during the creation', () => {
    expect(find(summary('newer', '2025-01-03T00:00:00Z'), summary('right', own.createdAt))).toBe('right')
    expect(find(summary('after', own.createdAt), itself, summary('right', own.createdAt))).toBe('right')
    expect(find(summary('other task', own.createdAt, { task: 'migrate' }))).toBeUndefined()
    expect(find(summary('elsewhere', own.createdAt, { environment: 'qa' }))).toBeUndefined()
    expect(find(summary('failed', own.createdAt, { state: 'failure' }))).toBeUndefined()
  })
})

describe('a success beside other deployments', () => {
  const vercel = { login: 'vercel', isBot: true }
  const newer = '2025-01-03T00:00:00Z'
  const page = 'https://github.com/octo/app/actions/runs/12/job/34'
  /** A record that GitHub keeps for a job with `environment:`. */
  const record = { description: '', statusDescription: '', logUrl: page }
  const made = { ...record, statusDescription: 'Deployed' }

  test.each<[string, string, Partial<ListedDeployment>, string]>([
    ['ends an older one', before, {}, 'superseded'],
    ['keeps one of another app', before, { creator: vercel }, 'ofOtherApps'],
    ['ends one of an app in a workflow', before, { creator: vercel, logUrl: page }, 'superseded'],
    ['ends one of the workflow token', before, { creator: { login: 'github-actions', isBot: true } }, 'superseded'],
    ['ends a record that GitHub kept for a job', before, record, 'superseded'],
    ['keeps one of another task', before, { task: 'migrate' }, 'ofOtherTasks'],
    ['keeps a newer one', newer, made, 'newer'],
    ['ignores a newer one that failed', newer, { ...made, state: 'failure' }, ''],
    ['ignores a newer one that is under way', newer, { ...made, state: 'in_progress' }, ''],
    ['ignores a newer one of another task', newer, { ...made, task: 'migrate' }, ''],
    ['ignores a newer one of another app', newer, { creator: vercel }, ''],
    ['ignores a newer record that GitHub keeps for a job', newer, record, ''],
    ['ignores a newer one elsewhere', newer, { ...made, environment: 'qa' }, '']
  ])('%s', (_name, createdAt, more, expected) => {
    const found = supersedingOf([itself, summary('a', createdAt, more)], own, run)
    expect(
      Object.entries<readonly unknown[]>({ ...found }).flatMap(([kind, those]) => (those.length > 0 ? [kind] : []))
    ).toEqual(expected === '' ? [] : [expected])
  })

  test('ends one of the app that made it', () => {
    const listed = [summary('a', before, { creator: vercel })]
    expect(supersedingOf(listed, { ...own, creator: vercel }, run).superseded).toEqual(listed)
  })
})

describe('the workflow that made a deployment', () => {
  const by = (payload: unknown): string | undefined => otherWorkflowOf(summary('a', before, { payload }), run)

  test('is another one by its payload', () => {
    expect(by(runPayload({ ...run, workflow: 'Rollback' }, 'deploy'))).toBe('Rollback')
  })

  test.each([
    ['this one', runPayload(run, 'deploy')],
    ['unknown with a custom payload', { workflow: 'Rollback' }],
    ['unknown without a payload', undefined],
    ['unknown without a workflow', { ...runPayload(run, 'deploy'), workflow: '' }]
  ])('is %s', (_name, payload) => {
    expect(by(payload)).toBeUndefined()
  })
})

describe('two lists', () => {
  const list = (of: 'environment' | 'task', isAll: boolean, ...names: string[]) => ({
    deployments: names.map(name => summary(name, before)),
    of,
    isAll
  })

  test('are joined without duplicates', () => {
    expect(joined(list('environment', false, 'a', 'b'), list('task', true, 'b', 'c'))).toEqual(
      list('task', true, 'a', 'b', 'c')
    )
  })

  test('show whether anything succeeded before', () => {
    const { environment, task } = own
    const has = (more: Partial<ListedDeployment>): boolean =>
      newestGood([summary('a', before, more)], { environment, task }) !== undefined
    expect([{}, { environment: 'STAGING' }, { state: 'inactive', states: ['inactive', 'success'] }].map(has)).toEqual(
      Array(3).fill(true)
    )
    expect([{ state: 'failure' }, { environment: 'qa' }, { task: 'migrate' }].map(has)).toEqual(Array(3).fill(false))
  })
})

test('older deployments of other tasks are counted', () => {
  const migrate = { task: 'migrate' }
  const seen = [
    summary('newer', '2025-01-03T00:00:00Z', migrate),
    itself,
    summary('a', before),
    summary('b', before, migrate),
    summary('c', before)
  ]
  const count = (listed: ListedDeployment[]): number => supersedingOf(listed, own, run).ofOtherTasks.length
  expect(count(seen)).toBe(1)
  expect(count([summary('b', before, { ...migrate, environment: 'qa' })])).toBe(0)
})

describe('a deployment of another job in this run', () => {
  const log = (job: number, runId = 11): Partial<ListedDeployment> => ({
    logUrl: `https://github.com/octo/app/actions/runs/${runId}/job/${job}`
  })
  const by = (more: Partial<Run>): Partial<ListedDeployment> => ({
    payload: runPayload({ ...run, ...more }, 'deploy')
  })
  const second = { ...run, runAttempt: 2 }

  test.each<[string, Partial<ListedDeployment>, Run, boolean]>([
    ['by the log URL of another job', log(23), run, true],
    ['but not by the log URL of this job', log(22), run, false],
    ['but not by the log URL of another run', log(23, 12), run, false],
    ['but not by a log URL without a job', { logUrl: 'https://github.com/octo/app/actions/runs/11' }, run, false],
    ['but not without a log URL', {}, run, false],
    ['but not for another commit', { ...log(23), sha: 'b'.repeat(40) }, run, false],
    ['but not by the log URL alone in a later attempt', log(23), second, false],
    ['by the payload', by({ checkRunId: 23 }), run, true],
    ['by the payload in a later attempt', by({ checkRunId: 23, runAttempt: 2 }), second, true],
    ['but not from an earlier attempt', { ...log(23), ...by({ checkRunId: 23 }) }, second, false],
    ['but not from another run', { ...log(23), ...by({ runId: 12, checkRunId: 23 }) }, run, false],
    ['but not from this job', { ...log(23), ...by({}) }, run, false],
    [
      'by the job name if its payload has no job ID',
      { payload: runPayload({ ...withoutNumber, job: 'web' }, 'deploy') },
      run,
      true
    ],
    [
      'but not by the name of this job if its payload has no job ID',
      { payload: runPayload(withoutNumber, 'deploy') },
      run,
      false
    ],
    ['but not by the name of this job if only its payload has a job ID', by({ checkRunId: 23 }), withoutNumber, false],
    [
      'by the job name on an old server',
      { payload: runPayload({ ...withoutNumber, job: 'web' }, 'deploy') },
      withoutNumber,
      true
    ],
    [
      'but not by the name of this job on an old server',
      { payload: runPayload(withoutNumber, 'deploy') },
      withoutNumber,
      false
    ],
    ['but not by a log URL on an old server', log(23), withoutNumber, false]
  ])('is recognized %s', (_name, more, surroundings, expected) => {
    expect(isSibling(summary('a', before, more), own, surroundings)).toBe(expected)
  })
})

describe('an unfinished deployment of an earlier attempt', () => {
  const second = { ...run, runAttempt: 2, checkRunId: 33 }
  const left = summary('a', before, { state: 'in_progress', payload: runPayload(run, 'deploy') })

  test.each<[string, Partial<ListedDeployment>, boolean]>([
    ['is recognized if it is in progress', {}, true],
    ['is recognized if it is queued', { state: 'queued' }, true],
    ['is not one that failed', { state: 'failure' }, false],
    ['is not one that succeeded', { state: 'success' }, false],
    ['is not one of another task', { task: 'migrate' }, false],
    ['is not one in another environment', { environment: 'qa' }, false],
    ['is not one of another run', { payload: runPayload({ ...run, runId: 12 }, 'deploy') }, false],
    ['is not one of another job', { payload: runPayload({ ...run, job: 'web' }, 'deploy') }, false],
    ['is not one of another step', { payload: runPayload({ ...run, step: '__run_2' }, 'deploy') }, false],
    ['is not one of this attempt', { payload: runPayload(second, 'deploy') }, false],
    ['is not one of a later attempt', { payload: runPayload({ ...run, runAttempt: 3 }, 'deploy') }, false],
    ['is not one by "operation: create"', { payload: runPayload(run, 'create') }, false],
    ['is not one with a custom payload', { payload: 'blue' }, false],
    ['is not one of an unknown attempt', { payload: { ...runPayload(run, 'deploy'), run_attempt: null } }, false],
    ['is not the deployment itself', { nodeId: 'own' }, false]
  ])('%s', (_name, more, expected) => {
    expect(isLeftOpen({ ...left, ...more }, own, second)).toBe(expected)
  })

  test('is recognized if it has no status', () => {
    const bare = { ...left }
    delete bare.state
    expect(isLeftOpen(bare, own, second)).toBe(true)
  })
})

describe('the older deployments to deactivate', () => {
  const older = (listed: readonly ListedDeployment[], of: Deployment): readonly ListedDeployment[] =>
    supersedingOf(listed, of, run).superseded
  const names = (seen: readonly ListedDeployment[]): string[] => older(seen, own).map(({ nodeId }) => nodeId)

  test('are the successful deployments of the same environment and task', () => {
    const before = '2025-01-01T00:00:00Z'
    expect(
      names([
        summary('own', own.createdAt),
        summary('older', before),
        summary('other case', before, { environment: 'STAGING' }),
        summary('failed', before, { state: 'failure' }),
        summary('inactive', before, { state: 'inactive' }),
        summary('going on', before, { state: 'in_progress' }),
        summary('other task', before, { task: 'migrate' }),
        summary('other environment', before, { environment: 'staging-2' })
      ])
    ).toEqual(['older', 'other case'])
  })

  test('include those after it in the list if they are from the same second', () => {
    const { createdAt } = own
    const seen = ['newest', 'newer', 'own', 'older', 'oldest'].map(name => summary(name, createdAt))
    expect(names(seen)).toEqual(['older', 'oldest'])
  })

  test('exclude those from the same second if the list lacks the deployment itself', () => {
    expect(names([summary('same second', own.createdAt), summary('older', '2025-01-01T00:00:00Z')])).toEqual(['older'])
  })

  const anySummary = fc
    .record({
      nodeId: fc.constantFrom('own', 'a', 'b', 'c', 'd', 'e'),
      second: fc.integer({ min: 0, max: 9 }),
      task: fc.constantFrom('deploy', 'migrate'),
      environment: fc.constantFrom('staging', 'Staging', 'production'),
      state: fc.constantFrom(undefined, ...states, 'waiting')
    })
    .map(({ nodeId, second, state, ...more }) => {
      const seen = summary(nodeId, `2025-01-02T00:00:0${second}Z`, more)
      if (state === undefined) delete seen.state
      else seen.state = state
      return seen
    })

  test('never include the deployment itself, a newer one or an unsuccessful one', () => {
    fc.assert(
      fc.property(fc.array(anySummary), seen => {
        for (const other of older(seen, own)) {
          expect(other.nodeId).not.toBe('own')
          expect(other.createdAt <= own.createdAt).toBe(true)
          expect(other).toMatchObject({ state: 'success', task: 'deploy' })
          expect(sameEnvironment(other.environment, 'staging')).toBe(true)
        }
      })
    )
  })

  test('include every successful deployment from an earlier second', () => {
    fc.assert(
      fc.property(fc.array(anySummary), seen => {
        const expected = seen.filter(
          other =>
            other.nodeId !== 'own' &&
            other.state === 'success' &&
            other.task === 'deploy' &&
            other.environment.toLowerCase() === 'staging' &&
            other.createdAt < own.createdAt
        )
        expect(older(seen, own)).toEqual(expect.arrayContaining(expected))
      })
    )
  })

  test('never include two deployments that supersede each other', () => {
    const pair = fc.uniqueArray(anySummary, { minLength: 2, selector: ({ nodeId }) => nodeId })
    fc.assert(
      fc.property(pair, seen => {
        for (const one of seen) {
          for (const other of older(seen, { ...own, ...one, id: 1, ref: '', description: '' })) {
            const back = { ...own, ...other, id: 2, ref: '', description: '' }
            expect(older(seen, back).map(({ nodeId }) => nodeId)).not.toContain(one.nodeId)
          }
        }
      })
    )
  })
})
