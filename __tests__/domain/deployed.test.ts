import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { aRun } from '../a-run.ts'
import { DeployedParts } from '../../src/domain/deployed.ts'
import type { ListedDeployment } from '../../src/domain/deployment.ts'

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

type Wanted = Partial<ConstructorParameters<typeof DeployedParts>[0]>

function deployed(wanted: Wanted, given = all): string[] {
  const parts = new DeployedParts({ states: ['success'], ...wanted }, aRun)
  given.forEach(one => parts.take(one))
  return parts.deployed.map(({ environment, task, nodeId, newest }) => `${environment} ${task} ${nodeId} ${newest}`)
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
