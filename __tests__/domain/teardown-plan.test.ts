import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { aRun } from '../a-run.ts'
import { isLive, sameEnvironment, type ListedDeployment } from '../../src/domain/deployment.ts'
import { logUrl } from '../../src/domain/run.ts'
import { selectEnvironments } from '../../src/domain/environment-selection.ts'
import type { Filters } from '../../src/domain/filters.ts'
import {
  clearedEnvironments,
  needsHistory,
  plannedChanges,
  planTeardown,
  type Aim,
  type Decision,
  type Plan,
  type Result,
  type Survey
} from '../../src/domain/teardown-plan.ts'

const hour = 3_600_000
const now = Date.parse('2026-05-01T12:00:00Z')

const none: Filters = { states: [], keepOpenPullRequests: false }

/** A deployment with an age in hours. */
const seen = (
  nodeId: string,
  age: number,
  state?: string,
  others: Partial<ListedDeployment> = {}
): ListedDeployment => ({
  nodeId,
  sha: nodeId.repeat(40).slice(0, 40),
  task: 'deploy',
  environment: 'staging',
  createdAt: new Date(now - age * hour).toISOString().replace('.000', ''),
  ...(state === undefined ? {} : { state }),
  ...others
})

const unknown = { missing: new Set<string>(), boundless: [] }

const plan = (aim: Partial<Aim>, all: readonly ListedDeployment[], others: Partial<Survey> = {}): Plan =>
  planTeardown(
    { operation: 'deactivate', filters: none, deleteEnvironment: false, ...aim },
    { environments: ['staging'], deployments: all, more: 0, openPullRequests: [], ...unknown, ...others },
    aRun,
    now
  )

/** Returns the planned action for each deployment, by node ID. */
const actions = ({ decisions }: Plan): Record<string, string> =>
  Object.fromEntries(decisions.map(({ deployment: { nodeId }, action }) => [nodeId, action]))

const reasons = ({ decisions }: Plan): string[] => decisions.map(({ reason }) => reason)

describe('deactivate', () => {
  test.each(['success', 'pending', 'queued', 'in_progress', 'waiting', undefined])('deactivates a %s one', state => {
    expect(actions(plan({}, [seen('a', 1, state)]))).toEqual({ a: 'deactivate' })
  })

  test.each(['inactive', 'failure', 'error'])('does not change a %s one', state => {
    const planned = plan({}, [seen('a', 1, state)])
    expect(actions(planned)).toEqual({ a: 'none' })
    expect(reasons(planned)).toEqual([`it is not live (${state})`])
  })
})

describe('delete', () => {
  test('deletes every deployment, and names those to deactivate first', () => {
    const planned = plan({ operation: 'delete' }, [seen('a', 1, 'success'), seen('b', 2, 'failure'), seen('c', 3)])
    expect(actions(planned)).toEqual({ a: 'delete', b: 'delete', c: 'delete' })
    expect(reasons(planned)).toEqual([
      'it is live (success), so it is deactivated first',
      'it is not live (failure)',
      'it is live (without a status), so it is deactivated first'
    ])
  })

  test('deletes an environment only if it keeps no deployment', () => {
    const all = [seen('a', 1, 'success'), seen('b', 30, 'success', { environment: 'old' })]
    const environments = ['staging', 'old', 'empty']
    const aim = { operation: 'delete', deleteEnvironment: true } as const
    const everything = plan(aim, all, { environments })
    expect([everything.environmentsToDelete, everything.environmentsToKeep]).toEqual([['empty', 'old', 'staging'], []])
    const filters = { ...none, olderThanMs: 24 * hour }
    expect(plan({ ...aim, filters }, all, { environments }).environmentsToDelete).toEqual(['empty', 'old'])
    expect(plan({ operation: 'delete' }, all, { environments }).environmentsToDelete).toEqual([])
  })
})

describe('the environments of a teardown', () => {
  const aim = { operation: 'delete', deleteEnvironment: true } as const

  test('are listed in natural order', () => {
    const environments = ['pr-10', 'Pr-2', 'a', 'pr-1']
    expect(plan(aim, [], { environments }).environmentsToDelete).toEqual(['a', 'pr-1', 'Pr-2', 'pr-10'])
  })

  test('that do not exist are not deleted', () => {
    const planned = plan(aim, [], { environments: ['A', 'b'], missing: new Set(['a']) })
    expect([planned.environmentsToDelete, planned.missing]).toEqual([['b'], ['A']])
    expect(plan({ operation: 'delete' }, [], { environments: ['a'], missing: new Set(['a']) }).missing).toEqual(['a'])
  })

  const in_ = (nodeId: string, environment: string, state?: string): ListedDeployment =>
    seen(nodeId, 1, state, { environment })
  const all = [in_('a', 'one', 'success'), in_('b', 'two', 'failure'), in_('c', 'Three', 'failure'), in_('d', 'three')]
  const survey = { environments: ['one', 'two', 'three', 'empty'] }
  const done = (result: Partial<Result>): Result => ({
    deactivated: [],
    deleted: [],
    gone: [],
    environments: [],
    failed: [],
    ...result
  })

  test('are listed as cleared in a plan that changes them and leaves none live', () => {
    expect(clearedEnvironments(plan({}, all, survey), undefined)).toEqual(['one', 'Three'])
    expect(clearedEnvironments(plan({ operation: 'delete' }, all, survey), undefined)).toEqual(['one', 'Three', 'two'])
    expect(clearedEnvironments(plan(aim, all, survey), undefined)).toEqual(['empty', 'one', 'Three', 'two'])
    const filters: Filters = { ...none, states: ['failure'] }
    expect(clearedEnvironments(plan({ operation: 'delete', filters }, all, survey), undefined)).toEqual(['two'])
  })

  test('are listed as cleared after writes that leave none live', () => {
    const planned = plan({ operation: 'delete' }, all, survey)
    const [a, b, c, d] = all
    if (!a || !b || !c || !d) throw new Error('There are four.')
    const failed = [{ environment: 'three', deployment: d, why: 'no' }]
    expect(clearedEnvironments(planned, done({}))).toEqual([])
    expect(clearedEnvironments(planned, done({ deactivated: [a], deleted: [a, b, c], failed }))).toEqual(['one', 'two'])
    // It was deactivated but not deleted, so it is no longer active.
    expect(clearedEnvironments(planned, done({ deactivated: [d], failed }))).toEqual(['Three'])
    expect(clearedEnvironments(planned, done({ environments: ['empty'] }))).toEqual(['empty'])
    // Another job has deleted the other deployment.
    expect(clearedEnvironments(planned, done({ deleted: [c], gone: [d] }))).toEqual(['Three'])
    // The job was cancelled before the other deployment was tried.
    expect(clearedEnvironments(planned, done({ deleted: [c] }))).toEqual([])
  })

  test('are listed as cleared even if a deployment that is not live is kept', () => {
    const mixed = [in_('a', 'one', 'success'), in_('b', 'one', 'failure')]
    const filters: Filters = { ...none, states: ['success'] }
    const planned = plan({ operation: 'delete', filters }, mixed, { environments: ['one'] })
    expect(actions(planned)).toEqual({ a: 'delete', b: 'spare' })
    expect(clearedEnvironments(planned, undefined)).toEqual(['one'])
  })

  describe('are counted as left by deactivate', () => {
    const twice = (...states: (string | undefined)[]): ListedDeployment[] =>
      states.map((state, place) => seen(`${place}`, place, state, { environment: 'one' }))
    const left = (deployments: ListedDeployment[], filters: Partial<Filters> = {}): readonly string[] =>
      plan({ filters: { ...none, ...filters } }, deployments, { environments: ['one'] }).onlyFailed

    test.each<[(string | undefined)[], boolean]>([
      [['failure'], true],
      [['failure', 'error'], true],
      [['error'], true],
      [['failure', 'inactive'], false],
      [['failure', 'success'], false],
      [['failure', undefined], false],
      [['inactive'], false],
      [['success'], false],
      [[], false]
    ])('if all of %j have failed: %s', (states, expected) => {
      expect(left(twice(...states))).toEqual(expected ? ['one'] : [])
    })

    test('but not if delete would keep them, too', () => {
      expect(left(twice('failure', 'failure'), { olderThanMs: 90 * 60_000 })).toEqual([])
      expect(left(twice('failure', 'failure'), { olderThanMs: 30 * 60_000 })).toEqual(['one'])
      expect(left(twice('failure'), { keep: 1 })).toEqual([])
      expect(left(twice('failure'), { states: ['success'] })).toEqual([])
      expect(left(twice('failure'), { task: 'other' })).toEqual([])
    })

    test('and never by delete', () => {
      expect(plan({ operation: 'delete' }, twice('failure'), { environments: ['one'] }).onlyFailed).toEqual([])
    })
  })

  test('have planned changes that deactivate live deployments before deletion', () => {
    const ids = ({ deactivate, delete: deleted }: ReturnType<typeof plannedChanges>): string[][] =>
      [deactivate, deleted].map(some => some.map(({ nodeId }) => nodeId))
    expect(ids(plannedChanges(plan({}, all, survey)))).toEqual([['a', 'd'], []])
    const filters: Filters = { ...none, states: ['pending'] }
    expect(ids(plannedChanges(plan({ filters }, all, survey)))).toEqual([['d'], []])
    expect(ids(plannedChanges(plan({ operation: 'delete' }, all, survey)))).toEqual([
      ['a', 'd'],
      ['a', 'c', 'd', 'b']
    ])
  })
})

describe('filters of a teardown', () => {
  const all = [
    seen('a', 1, 'in_progress'),
    seen('b', 2, 'failure'),
    seen('c', 3, 'success'),
    seen('d', 30, 'success'),
    seen('e', 40, 'inactive'),
    seen('f', 50)
  ]

  test('select by state, and treat a deployment without a status as pending', () => {
    const filters: Filters = { ...none, states: ['in_progress', 'pending'] }
    const planned = plan({ filters }, all)
    expect(actions(planned)).toEqual({ a: 'deactivate', b: 'none', c: 'spare', d: 'spare', e: 'none', f: 'deactivate' })
    expect(reasons(planned)[2]).toBe('it is success, not in_progress or pending')
  })

  test('select only deployments older than "older-than"', () => {
    const filters = { ...none, olderThanMs: 30 * hour }
    const planned = plan({ filters, operation: 'delete' }, all)
    expect(actions(planned)).toEqual({ a: 'spare', b: 'spare', c: 'spare', d: 'spare', e: 'delete', f: 'delete' })
    expect(reasons(planned)[3]).toBe('it is not older than 1d 6h')
  })

  test('need the full history for delete, "keep" and "keep-open-pull-requests"', () => {
    const heeds = (operation: Aim['operation'], more: Partial<Filters> = {}): boolean =>
      needsHistory({ operation, filters: { ...none, ...more } })
    expect(heeds('delete')).toBe(true)
    expect(heeds('deactivate')).toBe(false)
    expect(heeds('deactivate', { task: 'api', states: ['success'], olderThanMs: hour })).toBe(false)
    expect(heeds('deactivate', { keep: 0 })).toBe(true)
    expect(heeds('deactivate', { keepOpenPullRequests: true })).toBe(true)
  })

  test('keep a deployment without a valid creation time', () => {
    const planned = plan({ filters: { ...none, olderThanMs: hour } }, [seen('a', 1, 'success', { createdAt: '' })])
    expect(actions(planned)).toEqual({ a: 'spare' })
  })

  test('keep the newest deployments, and always the newest successful one', () => {
    const planned = plan({ filters: { ...none, keep: 2 }, operation: 'delete' }, all)
    expect(actions(planned)).toEqual({ a: 'spare', b: 'spare', c: 'spare', d: 'delete', e: 'delete', f: 'delete' })
    expect(reasons(planned).slice(0, 3)).toEqual([
      'it is among the newest 2 of its environment and task',
      'it is among the newest 2 of its environment and task',
      'it is the newest successful one of its environment and task'
    ])
  })

  test('keep only the newest successful deployment with "keep: 0", and all with a large "keep"', () => {
    const spared = (keep: number): string[] =>
      plan({ filters: { ...none, keep }, operation: 'delete' }, all)
        .decisions.filter(({ action }) => action === 'spare')
        .map(({ deployment: { nodeId } }) => nodeId)
    expect(spared(0)).toEqual(['c'])
    expect(spared(6)).toHaveLength(6)
    expect(spared(100)).toHaveLength(6)
  })

  test('do not keep a failure from the same second as the newest successful deployment', () => {
    const planned = plan({ filters: { ...none, keep: 0 }, operation: 'delete' }, [
      seen('a', 1, 'success'),
      seen('b', 1, 'failure')
    ])
    expect(actions(planned)).toEqual({ a: 'spare', b: 'delete' })
  })

  const parts = [
    seen('a', 1, 'success', { task: 'web' }),
    seen('b', 2, 'failure', { task: 'web' }),
    seen('c', 3, 'failure', { task: 'api' }),
    seen('d', 4, 'success', { task: 'api' }),
    seen('e', 5, 'success', { task: 'web' })
  ]

  test('select by task, and keep the environment if other tasks remain', () => {
    const filters = { ...none, task: 'api' }
    const aim = { operation: 'delete', deleteEnvironment: true } as const
    const planned = plan({ ...aim, filters }, parts)
    expect(actions(planned)).toEqual({ a: 'spare', b: 'spare', c: 'delete', d: 'delete', e: 'spare' })
    expect(reasons(planned)[0]).toBe('its task is web, not api')
    expect([planned.environmentsToDelete, planned.environmentsToKeep]).toEqual([
      [],
      [{ name: 'staging', reason: '3 deployments are kept: its task is web, not api' }]
    ])
    expect(plan({ ...aim, filters: { ...none, keep: 1 } }, all).environmentsToKeep).toEqual([
      {
        name: 'staging',
        reason: '2 deployments are kept: it is among the newest 1 of its environment and task'
      }
    ])
    expect(plan({ ...aim, filters: { ...none, keep: 0 } }, all).environmentsToKeep).toEqual([
      {
        name: 'staging',
        reason: '1 deployment is kept: it is the newest successful one of its environment and task'
      }
    ])
    expect(actions(plan({ filters }, parts))).toEqual({ a: 'spare', b: 'none', c: 'none', d: 'deactivate', e: 'spare' })
  })

  test('keep the newest of each task, and its newest success', () => {
    const kept = (keep: number): object => actions(plan({ filters: { ...none, keep }, operation: 'delete' }, parts))
    expect(kept(1)).toEqual({ a: 'spare', b: 'delete', c: 'spare', d: 'spare', e: 'delete' })
    expect(kept(0)).toEqual({ a: 'spare', b: 'delete', c: 'delete', d: 'spare', e: 'delete' })
  })

  test('keep only the task of an open pull request in an environment', () => {
    const openPullRequests = [{ number: 12, commits: ['c'.repeat(40)] }]
    const planned = plan({ filters: { ...none, keepOpenPullRequests: true } }, parts, { openPullRequests })
    expect(actions(planned)).toEqual({ a: 'deactivate', b: 'none', c: 'none', d: 'spare', e: 'deactivate' })
  })

  test('keep all deployments from the same second as the last kept one', () => {
    const twins = [seen('a', 1), seen('b', 2), seen('c', 2), seen('d', 3)]
    const planned = plan({ filters: { ...none, keep: 2 } }, twins)
    expect(actions(planned)).toEqual({ a: 'spare', b: 'spare', c: 'spare', d: 'deactivate' })
  })

  test('keep a whole environment if one of its commits is in an open pull request', () => {
    const mixed = [...all, seen('x', 1, 'success', { environment: 'other' })]
    const openPullRequests = [{ number: 12, commits: ['e'.repeat(40)] }]
    const survey = { environments: ['staging', 'other'], openPullRequests }
    const planned = plan({ filters: { ...none, keepOpenPullRequests: true }, operation: 'delete' }, mixed, survey)
    expect(actions(planned)).toEqual({ x: 'delete', ...Object.fromEntries(all.map(({ nodeId }) => [nodeId, 'spare'])) })
    expect(reasons(planned).at(-1)).toBe('a commit of its environment and task belongs to the open pull request #12')
    expect(actions(plan({ operation: 'delete' }, all, { openPullRequests }))['e']).toBe('delete')
  })

  describe('keep what has the number or the branch of an open pull request in its name', () => {
    const previews = [
      seen('a', 1, 'success', { environment: 'pr-12' }),
      seen('b', 1, 'failure', { environment: 'pr-12' }),
      seen('c', 1, 'success', { environment: 'pr-12', task: 'web' }),
      seen('d', 1, 'success', { environment: 'pr-13' }),
      seen('e', 1, 'success', { environment: 'feature-login' }),
      seen('f', 1, 'success', { environment: 'staging', task: 'mr12' })
    ]
    const openPullRequests = [{ number: 12, branch: 'login', commits: ['d'.repeat(40)] }]
    const survey = { environments: ['pr-12', 'pr-13', 'feature-login', 'staging', 'pr-12-empty'], openPullRequests }
    const filters: Filters = { ...none, keepOpenPullRequests: true }

    test('with the surest sign as the reason', () => {
      const { decisions, keptByNumber } = plan({ filters }, previews, survey)
      const pullRequest = 'the open pull request #12'
      expect(decisions.map(({ deployment, action, reason }) => [deployment.nodeId, action, reason])).toEqual([
        ['e', 'spare', `the environment or task has the name of the branch of ${pullRequest}`],
        ['a', 'spare', `the environment or task has the number of ${pullRequest} in its name`],
        ['b', 'none', 'it is not live (failure)'],
        ['c', 'spare', `the environment or task has the number of ${pullRequest} in its name`],
        ['d', 'spare', `a commit of its environment and task belongs to ${pullRequest}`],
        ['f', 'spare', `the environment or task has the number of ${pullRequest} in its name`]
      ])
      // Two tasks in pr-12, and one in staging.
      expect(keptByNumber).toBe(3)
    })

    test('without counting what another filter keeps as well', () => {
      expect(plan({ filters: { ...filters, olderThanMs: 2 * hour } }, previews, survey).keptByNumber).toBe(0)
      expect(plan({ filters: { ...filters, task: 'web' } }, previews, survey).keptByNumber).toBe(1)
      expect(plan({ filters: { ...filters, states: ['failure'] } }, previews, survey).keptByNumber).toBe(0)
      expect(plan({ filters: none }, previews, survey).keptByNumber).toBe(0)
      expect(plan({ filters }, previews, { ...survey, openPullRequests: [] }).keptByNumber).toBe(0)
    })

    test('also if it has failed and delete would delete it', () => {
      const planned = plan({ filters, operation: 'delete' }, previews, survey)
      expect(new Set(Object.values(actions(planned)))).toEqual(new Set(['spare']))
      expect(planned.keptByNumber).toBe(3)
    })

    test('also an environment without deployments', () => {
      const planned = plan({ filters, operation: 'delete', deleteEnvironment: true }, previews, survey)
      expect(planned.environmentsToDelete).toEqual([])
      expect(planned.environmentsToKeep).toContainEqual({
        name: 'pr-12-empty',
        reason: 'the environment or task has the number of the open pull request #12 in its name'
      })
      expect(planned.keptByNumber).toBe(4)
      const all = plan({ filters: none, operation: 'delete', deleteEnvironment: true }, previews, survey)
      expect(all.environmentsToDelete).toContain('pr-12-empty')
      expect(plan({ filters, operation: 'delete' }, [], survey).environmentsToKeep).toEqual([])
    })
  })

  test("keep GitHub's own deployment for this job", () => {
    const ownRecord = { logUrl: logUrl(aRun) }
    const both = [seen('a', 1, 'in_progress', ownRecord), seen('b', 1, 'in_progress')]
    const planned = plan({ operation: 'delete', deleteEnvironment: true }, both)
    expect(actions(planned)).toEqual({ a: 'spare', b: 'delete' })
    expect(reasons(planned)[0]).toBe("it is GitHub's own record for this job")
    expect(planned.environmentsToDelete).toEqual([])
  })

  test('are combined with AND', () => {
    const filters: Filters = { ...none, states: ['success'], olderThanMs: 10 * hour, keep: 1 }
    const planned = plan({ filters, operation: 'delete' }, all)
    expect(actions(planned)).toEqual({ a: 'spare', b: 'spare', c: 'spare', d: 'delete', e: 'spare', f: 'spare' })
  })
})

const names = ['staging', 'Production', 'production', 'preview/1', 'Preview/2', 'preview/3']

const deployments = fc.uniqueArray(
  fc.record({
    nodeId: fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), minLength: 1, maxLength: 3 }),
    environment: fc.constantFrom(...names),
    age: fc.integer({ min: 0, max: 12 }),
    state: fc.constantFrom('success', 'success', 'inactive', 'failure', 'error', 'in_progress', 'waiting', undefined),
    sha: fc.constantFrom('1', '2', '3', '4', '5', '6').map(digit => digit.repeat(40))
  }),
  { selector: ({ nodeId }) => nodeId, maxLength: 30 }
)
const summaries = deployments.map(all =>
  all.map(({ nodeId, age, state, ...others }) => seen(nodeId, age, state, others))
)

const filters: fc.Arbitrary<Filters> = fc.record(
  {
    states: fc.subarray(['success', 'inactive', 'failure', 'pending', 'in_progress'], { maxLength: 2 }),
    olderThanMs: fc.integer({ min: 1, max: 12 }).map(hours => hours * hour),
    keep: fc.integer({ min: 0, max: 4 }),
    keepOpenPullRequests: fc.boolean()
  },
  { requiredKeys: ['states', 'keepOpenPullRequests'] }
)
const aims: fc.Arbitrary<Aim> = fc.oneof(
  fc.record({ operation: fc.constant('deactivate' as const), filters, deleteEnvironment: fc.constant(false) }),
  fc.record({ operation: fc.constant('delete' as const), filters, deleteEnvironment: fc.boolean() })
)
const openPullRequests = fc
  .subarray(['1', '2', '3'])
  .map(digits => digits.map(digit => ({ number: Number(digit), commits: [digit.repeat(40)] })))
const lines = fc.subarray(['staging', 'PRODUCTION', 'p*', 'pre*/[12]', 'preview/3', '!preview/1'], { minLength: 1 })
const environments = lines.map(chosen =>
  selectEnvironments(chosen, ['staging', 'production', ...names.slice(3)], 'teardown')
)
const surveys: fc.Arbitrary<Survey> = fc.record({
  environments,
  deployments: summaries,
  openPullRequests,
  missing: fc.constant(unknown.missing),
  more: fc.constant(0),
  boundless: fc.constant(unknown.boundless)
})

const planOf = (aim: Aim, survey: Survey): Plan => planTeardown(aim, survey, aRun, now)
const isTouched = ({ action }: Decision): boolean => action === 'deactivate' || action === 'delete'
const touched = (decided: Plan): ListedDeployment[] =>
  decided.decisions.filter(isTouched).map(decision => decision.deployment)

/** Carries out a plan, with the writes in the operation's order. Returns the remaining deployments. */
function carriedOut({ decisions, environmentsToDelete }: Plan, survey: Survey): Survey {
  const states = new Map(survey.deployments.map(({ nodeId, state }) => [nodeId, state]))
  for (const { deployment, action } of decisions) {
    if (action !== 'spare' && action !== 'none' && isLive(deployment.state)) states.set(deployment.nodeId, 'inactive')
  }
  const deleted = new Set(
    decisions.filter(({ action }) => action === 'delete').map(decision => decision.deployment.nodeId)
  )
  // https://docs.github.com/rest/deployments/deployments#delete-a-deployment
  for (const nodeId of deleted) expect(states.get(nodeId)).not.toBe('success')
  return {
    ...survey,
    environments: survey.environments.filter(name => !environmentsToDelete.some(other => sameEnvironment(name, other))),
    deployments: survey.deployments
      .filter(({ nodeId }) => !deleted.has(nodeId))
      .map(deployment => {
        const state = states.get(deployment.nodeId)
        return state === undefined ? deployment : { ...deployment, state }
      })
  }
}

describe('a plan for random deployments', () => {
  test('never changes an environment that was not requested', () => {
    fc.assert(
      fc.property(aims, surveys, (aim, survey) => {
        const asked = new Set(survey.environments.map(name => name.toLowerCase()))
        const decided = planOf(aim, survey)
        for (const { environment } of touched(decided)) expect(asked).toContain(environment.toLowerCase())
        for (const name of decided.environmentsToDelete) expect(asked).toContain(name.toLowerCase())
      })
    )
  })

  test('makes the same changes without history if it does not need the history', () => {
    fc.assert(
      fc.property(aims, surveys, (aim, survey) => {
        fc.pre(!needsHistory(aim))
        const live = survey.deployments.filter(({ state }) => isLive(state))
        const inShort = planOf(aim, { ...survey, deployments: live, more: survey.deployments.length - live.length })
        const isAbout = ({ action }: Decision): boolean => action !== 'none'
        expect(inShort.decisions).toEqual(planOf(aim, survey).decisions.filter(isAbout))
        expect(inShort.more).toBe(survey.deployments.length - live.length)
      })
    )
  })

  test('never changes production if only a pattern matches it', () => {
    const patterns = fc.subarray(['p*', '*n', '**o*', 'prod?ction', '{production,staging}', 'Produc*'], {
      minLength: 1
    })
    fc.assert(
      fc.property(aims, summaries, patterns, (aim, all, chosen) => {
        const survey = {
          environments: selectEnvironments(chosen, names, 'teardown'),
          deployments: all,
          more: 0,
          openPullRequests: [],
          ...unknown
        }
        const decided = planOf(aim, survey)
        const reached = [...touched(decided).map(({ environment }) => environment), ...decided.environmentsToDelete]
        expect(reached.map(name => name.toLowerCase())).not.toContain('production')
      })
    )
  })

  test('never changes the newest successful deployment or the newest ones under "keep"', () => {
    fc.assert(
      fc.property(aims, surveys, fc.integer({ min: 0, max: 3 }), (aim, survey, keep) => {
        const gone = new Set(touched(planOf({ ...aim, filters: { ...aim.filters, keep } }, survey)))
        for (const name of survey.environments) {
          const all = survey.deployments.filter(({ environment }) => environment.toLowerCase() === name.toLowerCase())
          const ages = all.map(({ createdAt }) => createdAt).sort((one, other) => (one < other ? 1 : -1))
          const successes = all.filter(({ state }) => state === 'success').map(({ createdAt }) => createdAt)
          const newest = successes.sort((one, other) => (one < other ? 1 : -1))[0]
          for (const deployment of all) {
            if (deployment.state === 'success' && deployment.createdAt === newest)
              expect(gone).not.toContain(deployment)
            if (ages.slice(0, keep).includes(deployment.createdAt)) expect(gone).not.toContain(deployment)
          }
        }
      })
    )
  })

  test('has nothing left to do after it ran, and never deletes an active deployment', () => {
    fc.assert(
      fc.property(aims, surveys, (aim, survey) => {
        const left = carriedOut(planOf(aim, survey), survey)
        const again = planOf(aim, left)
        expect(touched(again)).toEqual([])
        expect(again.environmentsToDelete).toEqual([])
      }),
      { numRuns: 500 }
    )
  })

  test('does not depend on the order or repetition of the listed deployments', () => {
    const shuffled = surveys.chain(survey =>
      fc.record({
        survey: fc.constant(survey),
        seen: fc.shuffledSubarray([...survey.deployments], { minLength: survey.deployments.length }),
        twice: fc.subarray([...survey.deployments]),
        environments: fc.shuffledSubarray([...survey.environments], { minLength: survey.environments.length })
      })
    )
    fc.assert(
      fc.property(aims, shuffled, (aim, { survey, seen: all, twice, environments: asked }) => {
        const other = { ...survey, environments: asked, seen: [...all, ...twice] }
        expect(planOf(aim, other)).toEqual(planOf(aim, survey))
      })
    )
  })

  test('has one decision with a reason for each deployment in its environments', () => {
    fc.assert(
      fc.property(aims, surveys, (aim, survey) => {
        const asked = new Set(survey.environments.map(name => name.toLowerCase()))
        const meant = survey.deployments.filter(({ environment }) => asked.has(environment.toLowerCase()))
        const { decisions } = planOf(aim, survey)
        expect(decisions.map(decision => decision.deployment.nodeId).sort()).toEqual(
          meant.map(({ nodeId }) => nodeId).sort()
        )
        for (const { reason } of decisions) expect(reason).toMatch(/^(it|its task|a commit|the environment or task) /)
      })
    )
  })

  test('never changes more with a filter than without', () => {
    fc.assert(
      fc.property(aims, surveys, (aim, survey) => {
        const all = new Set(touched(planOf({ ...aim, filters: none }, survey)).map(({ nodeId }) => nodeId))
        for (const { nodeId } of touched(planOf(aim, survey))) expect(all).toContain(nodeId)
      })
    )
  })
})
