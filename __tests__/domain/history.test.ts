import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { aRun } from '../a-run.ts'
import { sameEnvironment, states, type Deployment, type ListedDeployment } from '../../src/domain/deployment.ts'
import type { Run } from '../../src/domain/run.ts'
import {
  goBack,
  joined,
  liveAmong,
  needsMoreStatuses,
  newestGood,
  predecessorOf,
  supersedingOf,
  wasAtWork,
  wasGood
} from '../../src/domain/history.ts'

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

describe('the live deployment', () => {
  const live = (...newer: Partial<ListedDeployment>[]): string | undefined =>
    liveAmong([...newer.map(more => summary('newer', before, more)), summary('a', before)], own, run)?.nodeId

  test.each<[string, Partial<ListedDeployment>]>([
    ['is inactive', { state: 'inactive', states: ['inactive', 'success'] }],
    ['has not succeeded', { state: 'in_progress' }],
    ['has only failed', { state: 'failure', states: ['failure', 'in_progress'] }],
    ['has another task', { task: 'migrate' }],
    ['has another environment', { environment: 'qa' }],
    ["is GitHub's own record for a job", { logUrl: 'https://github.com/octo/app/actions/runs/12/job/34' }],
    ["is another app's", { creator: { login: 'vercel', isBot: true } }]
  ])('is not one that %s', (_name, more) => {
    expect(live(more)).toBe('a')
  })

  test('is the newest that succeeded, also if it was marked as failed later', () => {
    expect(live({ environment: 'STAGING' })).toBe('newer')
    expect(live({ state: 'failure', states: ['failure', 'success'] })).toBe('newer')
  })

  test('does not exist if nothing succeeded', () => {
    expect(liveAmong([summary('a', before, { state: 'failure' })], own, run)).toBeUndefined()
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

test('an older deployment from the same second is known by its place in the list', () => {
  const found = supersedingOf([summary('newer', own.createdAt), itself, summary('older', own.createdAt)], own, run)
  expect(found.superseded.map(({ nodeId }) => nodeId)).toEqual(['older'])
  expect(found.newer.map(({ nodeId }) => nodeId)).toEqual(['newer'])
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

interface Past {
  sha: string
  states: readonly string[]
}

/** Reads `B success failure`: a commit, and its states, oldest first. */
function past(text: string): Past {
  const [sha = '', ...states] = text.split(' ')
  return { sha, states: states.toReversed() }
}

/** Returns what one goes back to from a place in a list, as a commit and its place. Both lists are oldest first. */
function target(list: readonly string[], from: number): string | undefined {
  const all = list.map(past).toReversed()
  const at = all.length - 1 - from
  const own = all[at]
  const found = own && goBack(all, own)
  return found && `${found.sha}${all.length - 1 - all.indexOf(found)}`
}

const ok = 'in_progress success'
const ended = 'in_progress success inactive'
const bad = 'in_progress failure'
const revoked = 'in_progress success failure'

describe('going back', () => {
  const cases: [name: string, list: string[], from: number, to: string | undefined][] = [
    ['from a success to the one before', [`A ${ended}`, `B ${ok}`], 1, 'A0'],
    ['from a failure to the newest success', [`A ${ended}`, `B ${ok}`, `C ${bad}`], 2, 'B1'],
    ['from the success before a failure to the one before', [`A ${ended}`, `B ${ok}`, `C ${bad}`], 1, 'A0'],
    ['from a success that was marked as failed', [`A ${ended}`, `B ${revoked}`], 1, 'A0'],
    ['from a deployment in progress to the newest success', [`A ${ended}`, `B ${ok}`, 'C in_progress'], 2, 'B1'],
    ['from an error to the newest success', [`A ${ok}`, 'B in_progress error'], 1, 'A0'],
    ['to another commit from a success', [`A ${ended}`, `B ${ended}`, `B ${ok}`], 2, 'A0'],
    ['to the same commit from a failure', [`A ${ok}`, `A ${bad}`], 1, 'A0'],
    ['to no commit that was marked as failed', [`A ${ended}`, `B ${ended}`, `B ${revoked}`], 2, 'A0'],
    [
      'to no commit that a newer deployment marked as failed',
      [`A ${ended}`, `B ${ended}`, `A ${revoked}`, `C ${ok}`],
      3,
      'B1'
    ],
    ['to no commit that was marked as failed after it', [`A ${ended}`, `B ${ok}`, `A ${revoked}`], 1, undefined],
    ['to a commit that only failed before it succeeded', [`A ${bad}`, `A ${ended}`, `B ${ok}`], 2, 'A1'],
    ['to a commit that was marked as failed before it succeeded', [`A ${revoked}`, `A ${ended}`, `B ${ok}`], 2, 'A1'],
    ['past failures and unfinished ones', [`A ${ended}`, `B ${bad}`, 'C in_progress', 'D', `E ${ok}`], 4, 'A0'],
    ['past one that is being deployed again', [`A ${ended}`, 'B success inactive in_progress', `C ${ok}`], 2, 'A0'],
    ['to one that was marked as failed and then repaired', ['A success failure success', `B ${ok}`], 1, 'A0'],
    ['to nothing from the first', [`A ${ok}`], 0, undefined],
    ['to nothing if all older ones failed', [`A ${bad}`, `B ${revoked}`, `C ${ok}`], 2, undefined],
    ['past one that is inactive without a success', [`A ${ended}`, 'B in_progress inactive', `C ${ok}`], 2, 'A0']
  ]

  test.each(cases)('goes %s', (_name, list, from, to) => {
    expect(target(list, from)).toBe(to)
  })

  test('reads the latest state of a list without statuses', () => {
    const listed = [{ sha: 'C', state: 'failure' }, { sha: 'B' }, { sha: 'A', state: 'success' }] as const
    expect(goBack<{ sha: string; state?: string }>(listed, listed[0])).toBe(listed[2])
  })
})

describe('a deployment with statuses', () => {
  test.each([
    ['A', false, false],
    ['A pending queued waiting', false, false],
    ['A in_progress', false, true],
    ['A in_progress inactive', false, true],
    ['A queued inactive', false, false],
    ['A in_progress failure', false, true],
    ['A in_progress error inactive', false, true],
    ['A success', true, true],
    ['A success inactive inactive', true, true],
    ['A success failure', false, true]
  ])('with the statuses "%s" was good in the end: %s, at work: %s', (text, isGood, isAtWork) => {
    expect([wasGood(past(text)), wasAtWork(past(text))]).toEqual([isGood, isAtWork])
  })

  test.each([
    ['A', true],
    ['A inactive', true],
    ['A failure', true],
    ['A error inactive', true],
    ['A in_progress', false],
    ['A success inactive', false],
    ['A success failure', false]
  ])('whose newest statuses are "%s" needs its older ones: %s', (text, isNeeded) => {
    expect(needsMoreStatuses({ ...past(text), hasMoreStatuses: true })).toBe(isNeeded)
    expect(needsMoreStatuses(past(text))).toBe(false)
  })
})
