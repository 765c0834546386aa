import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { aRun } from '../a-run.ts'
import type { ListedDeployment } from '../../src/domain/deployment.ts'
import {
  deployedAmong,
  findAmong,
  isComplete,
  isForRollback,
  isTaskDecided,
  minRead,
  type Finding,
  type Wanted
} from '../../src/domain/search.ts'

const pages = 'https://github.com/octo/app/actions/runs'
const ownRecord = { logUrl: `${pages}/11/job/22` }
const anotherRecord = { logUrl: `${pages}/7/job/8` }
const hosted = { creator: { login: 'vercel', isBot: true } }

let count = 0

/** A deployment with a commit and with states, newest first. */
function listed(sha: string, states: string, more: Partial<ListedDeployment> = {}): ListedDeployment {
  const all = states === '' ? [] : states.split(' ')
  const fields = { task: 'deploy', environment: 'staging', createdAt: '2026-01-01T00:00:00Z', description: '' }
  return { ...fields, nodeId: String(++count), sha, state: all[0], states: all, ...more }
}

const ok = 'success in_progress'
const ended = 'inactive success'
const failed = 'failure in_progress'
const success: Wanted = { states: ['success'] }

/** Returns a finding as commits. */
function find(newestFirst: readonly ListedDeployment[], wanted: Wanted = success) {
  const finding = findAmong(newestFirst, wanted, aRun)
  const { found, previous, tasksAtWork, rollback } = finding
  return {
    found: found.map(({ sha }) => sha).join(),
    previous: previous?.sha,
    atWork: tasksAtWork.join(),
    rollback: rollback?.sha,
    isComplete: isComplete(finding, wanted)
  }
}

describe('a search in one environment', () => {
  test('finds the newest wanted deployment, the one before it, and the one to roll back to', () => {
    const all = [listed('D', failed), listed('C', ok), listed('B', ended), listed('A', ended)]
    const both = { atWork: 'deploy', rollback: 'C', isComplete: true }
    expect(find(all)).toEqual({ found: 'C', previous: 'B', ...both })
    expect(find(all, { states: ['failure', 'inactive'] })).toEqual({ found: 'D', previous: 'C', ...both })
    expect(find(all, { states: ['inactive'], sha: 'A' })).toEqual({
      ...{ found: 'A', previous: undefined, ...both },
      isComplete: false
    })
  })

  test('finds a deployment without a status as pending, which was not at work', () => {
    const all = [listed('B', ''), listed('A', 'queued')]
    expect(find(all, { states: ['pending'] })).toMatchObject({ found: 'B', atWork: '', rollback: undefined })
  })

  test('finds nothing', () => {
    expect(find([])).toEqual({ found: '', atWork: '', isComplete: false })
    expect(find([listed('A', failed)])).toMatchObject({ found: '', atWork: 'deploy', isComplete: false })
  })

  test('finds one deployment of each task, and then no predecessor', () => {
    const other = { task: 'migrate' }
    const all = [listed('C', ok), listed('B', ok, other), listed('A', ended), listed('@', ended, other)]
    expect(find(all)).toEqual({ found: 'C,B', atWork: 'deploy,migrate', isComplete: true })
  })

  test('finds a predecessor of the same task only, and nothing to roll back to if several tasks were at work', () => {
    const all = [listed('C', ok), listed('B', failed, { task: 'migrate' }), listed('A', ended)]
    expect(find(all)).toEqual({ found: 'C', previous: 'A', atWork: 'deploy,migrate', isComplete: true })
  })

  test('is not complete without the deployment to roll back to', () => {
    const all = [listed('C', 'failure success'), listed('B', ok), listed('C', ended), listed('A', 'failure')]
    expect(find(all)).toMatchObject({ found: 'B', previous: undefined, rollback: 'B', isComplete: false })
    const again = [listed('B', 'in_progress'), ...all]
    expect(find([...again, listed('A', ended)])).toMatchObject({ previous: 'A', rollback: 'B', isComplete: true })
  })

  test("never finds GitHub's own record for this job", () => {
    expect(find([listed('A', 'in_progress', ownRecord)], { states: ['in_progress'] })).toMatchObject({ found: '' })
  })

  test.each([
    ["GitHub's own record for another job", anotherRecord],
    ["another app's deployment", hosted]
  ])('passes over %s if there is another deployment of the task', (_name, more) => {
    const all = [listed('C', ok, more), listed('B', failed), listed('A', ended)]
    expect(find(all)).toEqual({ found: '', atWork: 'deploy', rollback: 'A', isComplete: false })
    expect(find([...all, listed('@', ok, { task: 'migrate' })])).toMatchObject({ found: '@' })
    const others = [listed('C', ok, more), listed('B', ended, more), listed('@', failed, { task: 'migrate' })]
    expect(find(others)).toMatchObject({ found: 'C', previous: 'B' })
  })
})

test.each([
  [{ states: ['success'] }, true],
  [{ states: ['success'], task: 'deploy' }, true],
  [{ states: ['success'], sha: 'A' }, false],
  [{ states: ['failure'] }, false],
  [{ states: ['success', 'failure'] }, false]
] as [Wanted, boolean][])('a search for %j is for a rollback: %s', (wanted, isIt) => {
  expect(isForRollback(wanted)).toBe(isIt)
})

test('a search that is not for a rollback is complete without the deployment to roll back to', () => {
  const [found, previous] = [listed('B', failed), listed('A', ended)]
  const finding: Finding = { found: [found], previous, tasksAtWork: ['deploy'] }
  expect(isComplete(finding, { states: ['failure'] })).toBe(true)
  expect(isComplete(finding, success)).toBe(false)
  expect(isComplete({ ...finding, rollback: previous }, success)).toBe(true)
})

describe('a task is decided', () => {
  const isDecided = (all: readonly ListedDeployment[], looked = all.length, wanted = success): boolean =>
    isTaskDecided('deploy', all, wanted, aRun, looked)

  test('if what was found of it has a predecessor, whatever other tasks have', () => {
    const [found, previous] = [listed('B', ok), listed('A', ended)]
    expect(isDecided([])).toBe(false)
    expect(isDecided([found])).toBe(false)
    expect(isDecided([found, previous])).toBe(true)
    expect(isDecided([listed('C', ok, { task: 'migrate' }), found])).toBe(false)
    expect(isDecided([listed('C', ok, { task: 'migrate' }), found, previous])).toBe(true)
  })

  test('if only passed over deployments were found, after twenty', () => {
    const all = [listed('B', ok, hosted), listed('A', ended, hosted)]
    expect(isDecided(all, minRead.rest - 1)).toBe(false)
    expect(isDecided(all, minRead.rest)).toBe(true)
  })
})

/** A deployment of `staging`. Its ID is the minute of its creation. */
const summary = (minute: number, sha: string, others: Partial<ListedDeployment> = {}): ListedDeployment => ({
  nodeId: String(minute),
  sha,
  task: 'deploy',
  environment: 'staging',
  description: '',
  createdAt: `2026-05-01T12:${String(minute).padStart(2, '0')}:00Z`,
  state: 'success',
  ...others
})

const all = [
  summary(9, 'c', { state: 'failure' }),
  summary(8, 'b'),
  summary(7, 'a'),
  summary(6, 'a', { environment: 'Staging' }),
  summary(5, 'a', { task: 'web' }),
  summary(4, 'b', { environment: 'pr-10' }),
  summary(3, 'a', { environment: 'pr-2' })
]

function deployed(wanted: Partial<Wanted>, given = all): string[] {
  return deployedAmong(given, { ...success, ...wanted }, aRun).map(
    ({ environment, task, nodeId, newest }) => `${environment} ${task} ${nodeId} ${newest}`
  )
}

test('lists the newest deployment of each environment and task, in natural order', () => {
  expect(deployed({})).toEqual([
    'pr-2 deploy 3 true',
    'pr-10 deploy 4 true',
    'staging deploy 8 true',
    'staging web 5 true'
  ])
})

test('lists deployments of a commit, and whether they are the newest', () => {
  expect(deployed({ sha: 'a' })).toEqual(['pr-2 deploy 3 true', 'staging deploy 7 false', 'staging web 5 true'])
  expect(deployed({ sha: 'c' })).toEqual([])
})

test('lists the newest deployment in any of several states', () => {
  const given = [
    summary(9, 'c', { state: 'failure' }),
    summary(8, 'b', { state: 'inactive' }),
    summary(7, 'a'),
    summary(6, 'a', { environment: 'pr-2', state: 'error' })
  ]
  expect(deployed({ states: ['success', 'inactive'] }, given)).toEqual(['staging deploy 8 true'])
  expect(deployed({ states: ['success', 'inactive'], sha: 'a' }, given)).toEqual(['staging deploy 7 false'])
  expect(deployed({ states: ['success', 'failure', 'error'] }, given)).toEqual([
    'pr-2 deploy 6 true',
    'staging deploy 9 true'
  ])
})

test('lists a deployment without a status as pending', () => {
  const { state, ...withoutState } = summary(2, 'b')
  expect(state).toBe('success')
  const given = [withoutState, summary(1, 'a', { state: 'pending' })]
  expect(deployed({ states: ['pending'] }, given)).toEqual(['staging deploy 2 true'])
  expect(deployed({ states: ['pending'], sha: 'a' }, given)).toEqual(['staging deploy 1 false'])
  expect(deployed({ states: ['queued'] }, given)).toEqual([])
})

test('lists deployments of a task', () => {
  expect(deployed({ task: 'web' })).toEqual(['staging web 5 true'])
})

test("passes over another app's deployment and GitHub's own record if there is any other", () => {
  const creator = { login: 'vercel', isBot: true }
  const logUrl = 'https://github.com/octo/app/actions/runs/7/job/8'
  const given = [
    summary(9, 'c', { creator }),
    summary(8, 'b', { logUrl }),
    summary(7, 'a', { state: 'failure' }),
    summary(6, 'c', { creator, environment: 'pr-2' }),
    summary(5, 'b', { logUrl, environment: 'pr-3' })
  ]
  expect(deployed({}, given)).toEqual(['pr-2 deploy 6 true', 'pr-3 deploy 5 true'])
  expect(deployed({ states: ['success', 'failure'] }, given.toReversed())).toEqual([
    'pr-2 deploy 6 true',
    'pr-3 deploy 5 true',
    'staging deploy 7 true'
  ])
})

test("never lists GitHub's own record for this job", () => {
  expect(deployed({}, [summary(1, 'a', ownRecord)])).toEqual([])
})

test('selects the first in the list of two deployments from the same second', () => {
  const twins = [summary(1, 'a', { nodeId: 'x' }), summary(1, 'a', { nodeId: 'y' })]
  expect(deployed({}, twins)).toEqual(['staging deploy x true'])
})

test('compares environments without case, but not by Unicode folding', () => {
  const names = ['STRASSE', 'strasse', 'stra\u00dfe']
  const seen = names.map((environment, place) => summary(place, 'a', { environment }))
  expect(deployed({}, seen)).toEqual(['strasse deploy 1 true', 'stra\u00dfe deploy 2 true'])
})

test('gives the same result for any order of the deployments', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), given => {
      expect(deployed({ sha: 'a' }, given)).toEqual(deployed({ sha: 'a' }))
    })
  )
})
