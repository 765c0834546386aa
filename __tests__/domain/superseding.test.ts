import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { aRun } from '../a-run.ts'
import { sameEnvironment, states, type Deployment, type ListedDeployment } from '../../src/domain/deployment.ts'
import { runPayload, type Run } from '../../src/domain/run.ts'
import {
  isLeftOpen,
  isSibling,
  older,
  olderOfOtherTasks,
  predecessorOf,
  supersedingOf,
  type AutoInactive,
  type NewestDeployments,
  type Superseding
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

describe('who ends older deployments', () => {
  const look = (more: ListedDeployment[] = [], others: Partial<NewestDeployments> = {}): NewestDeployments => ({
    deployments: [itself, ...more],
    of: 'environment',
    isAll: true,
    ...others
  })
  const alone = look([summary('a', before)])
  const migrate = { task: 'migrate' }

  test.each<[string, AutoInactive, Partial<Deployment>, NewestDeployments | undefined, Superseding]>([
    ['a plain one, alone in its environment', 'true', {}, alone, 'GitHub'],
    ['a plain one, the first in its environment', 'true', {}, look(), 'GitHub'],
    ['beside another task that is live', 'true', {}, look([summary('a', before, migrate)]), 'us'],
    [
      'beside another task that is about to begin',
      'true',
      {},
      look([summary('a', before, { ...migrate, state: 'queued' })]),
      'us'
    ],
    [
      'beside another task that failed',
      'true',
      {},
      look([summary('a', before, { ...migrate, state: 'failure' })]),
      'GitHub'
    ],
    ['of a task of its own', 'true', migrate, alone, 'us'],
    ['of the only task, not "deploy"', 'true', migrate, look([], { deployments: [{ ...itself, ...migrate }] }), 'us'],
    ['transient', 'true', { transient: true }, alone, 'us'],
    ['in production', 'true', { production: true }, alone, 'nobody'],
    ['transient in production', 'true', { transient: true, production: true }, alone, 'nobody'],
    ['with more deployments than the look shows', 'true', {}, look([], { isAll: false }), 'us'],
    ['with a look at the task alone', 'true', {}, look([], { of: 'task' }), 'us'],
    ['with a look that shows nothing', 'true', {}, look([], { deployments: [] }), 'us'],
    ['with a look that lacks it', 'true', {}, look([], { deployments: [summary('a', before)] }), 'us'],
    ['without a look', 'true', {}, undefined, 'us'],
    ['always', 'always', {}, alone, 'us'],
    ['always, in production', 'always', { production: true }, alone, 'us'],
    ['never', 'false', { transient: true }, alone, 'nobody']
  ])('%s, "%s"', (_name, autoInactive, deployment, newest, expected) => {
    expect(supersedingOf(autoInactive, { ...own, ...deployment }, newest)).toBe(expected)
  })
})

describe('the one before', () => {
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

  test('may be of the same second in a list that was read beside the creation', () => {
    expect(find(summary('newer', '2025-01-03T00:00:00Z'), summary('right', own.createdAt))).toBe('right')
    expect(find(summary('after', own.createdAt), itself, summary('right', own.createdAt))).toBe('right')
    expect(find(summary('other task', own.createdAt, { task: 'migrate' }))).toBeUndefined()
    expect(find(summary('elsewhere', own.createdAt, { environment: 'qa' }))).toBeUndefined()
    expect(find(summary('failed', own.createdAt, { state: 'failure' }))).toBeUndefined()
  })
})

test('older ones of other tasks are counted', () => {
  const migrate = { task: 'migrate' }
  const seen = [
    summary('newer', '2025-01-03T00:00:00Z', migrate),
    itself,
    summary('a', before),
    summary('b', before, migrate),
    summary('c', before)
  ]
  expect(olderOfOtherTasks(seen, own)).toBe(1)
  expect(olderOfOtherTasks([summary('b', before, { ...migrate, environment: 'qa' })], own)).toBe(0)
})

describe('a sibling', () => {
  const log = (job: number, runId = 11): Partial<ListedDeployment> => ({
    logUrl: `https://github.com/octo/app/actions/runs/${runId}/job/${job}`
  })
  const by = (more: Partial<Run>): Partial<ListedDeployment> => ({
    payload: runPayload({ ...run, ...more }, 'deploy')
  })
  const second = { ...run, runAttempt: 2 }

  test.each<[string, Partial<ListedDeployment>, Run, boolean]>([
    ['by the log of another job', log(23), run, true],
    ['not by the log of this job', log(22), run, false],
    ['not by the log of another run', log(23, 12), run, false],
    ['not by a log without a job', { logUrl: 'https://github.com/octo/app/actions/runs/11' }, run, false],
    ['not by no log', {}, run, false],
    ['not of another commit', { ...log(23), sha: 'b'.repeat(40) }, run, false],
    ['not by the log alone in a later attempt', log(23), second, false],
    ['by the payload', by({ checkRunId: 23 }), run, true],
    ['by the payload in a later attempt', by({ checkRunId: 23, runAttempt: 2 }), second, true],
    ['not of an earlier attempt', { ...log(23), ...by({ checkRunId: 23 }) }, second, false],
    ['not of another run', { ...log(23), ...by({ runId: 12, checkRunId: 23 }) }, run, false],
    ['not of this job', { ...log(23), ...by({}) }, run, false],
    [
      'by the name of the job, without its number',
      { payload: runPayload({ ...withoutNumber, job: 'web' }, 'deploy') },
      run,
      true
    ],
    ['not by the same name, without its number', { payload: runPayload(withoutNumber, 'deploy') }, run, false],
    ['not by the same name, with its number alone', by({ checkRunId: 23 }), withoutNumber, false],
    [
      'by the name of the job on an old server',
      { payload: runPayload({ ...withoutNumber, job: 'web' }, 'deploy') },
      withoutNumber,
      true
    ],
    ['not by the same name there', { payload: runPayload(withoutNumber, 'deploy') }, withoutNumber, false],
    ['not by a log on an old server', log(23), withoutNumber, false]
  ])('is known %s', (_name, more, surroundings, expected) => {
    expect(isSibling(summary('a', before, more), own, surroundings)).toBe(expected)
  })
})

describe('what an earlier attempt left open', () => {
  const second = { ...run, runAttempt: 2, checkRunId: 33 }
  const left = summary('a', before, { state: 'in_progress', payload: runPayload(run, 'deploy') })

  test.each<[string, Partial<ListedDeployment>, boolean]>([
    ['in progress', {}, true],
    ['queued', { state: 'queued' }, true],
    ['ended', { state: 'failure' }, false],
    ['successful', { state: 'success' }, false],
    ['of another task', { task: 'migrate' }, false],
    ['in another environment', { environment: 'qa' }, false],
    ['of another run', { payload: runPayload({ ...run, runId: 12 }, 'deploy') }, false],
    ['of another job', { payload: runPayload({ ...run, job: 'web' }, 'deploy') }, false],
    ['of another step', { payload: runPayload({ ...run, step: '__run_2' }, 'deploy') }, false],
    ['of this attempt', { payload: runPayload(second, 'deploy') }, false],
    ['of a later attempt', { payload: runPayload({ ...run, runAttempt: 3 }, 'deploy') }, false],
    ['created for somebody else', { payload: runPayload(run, 'create') }, false],
    ["with the author's payload", { payload: 'blue' }, false],
    ['of an unknown attempt', { payload: { ...runPayload(run, 'deploy'), run_attempt: null } }, false],
    ['itself', { nodeId: 'own' }, false]
  ])('%s', (_name, more, expected) => {
    expect(isLeftOpen({ ...left, ...more }, own, second)).toBe(expected)
  })

  test('without a status', () => {
    const bare = { ...left }
    delete bare.state
    expect(isLeftOpen(bare, own, second)).toBe(true)
  })
})

describe('the older ones', () => {
  const names = (seen: readonly ListedDeployment[]): string[] => older(seen, own).map(({ nodeId }) => nodeId)

  test('are the successful ones of the same environment and task', () => {
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

  test('of the same second are told by their place', () => {
    const { createdAt } = own
    const seen = ['newest', 'newer', 'own', 'older', 'oldest'].map(name => summary(name, createdAt))
    expect(names(seen)).toEqual(['older', 'oldest'])
  })

  test('of the same second are spared where their place says nothing', () => {
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

  test('never hold the deployment itself, a newer one, or one that is not live', () => {
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

  test('hold every successful one that is clearly older', () => {
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

  test('are never two that supersede each other', () => {
    const pair = fc.uniqueArray(anySummary, { minLength: 2, selector: ({ nodeId }) => nodeId })
    fc.assert(
      fc.property(pair, seen => {
        for (const one of seen) {
          for (const other of older(seen, one)) {
            expect(older(seen, other).map(({ nodeId }) => nodeId)).not.toContain(one.nodeId)
          }
        }
      })
    )
  })
})
