import { describe, expect, test } from '@jest/globals'
import { numbersIn, openPullRequestRule, type OpenPullRequest } from '../../src/domain/open-pull-requests.ts'

describe('the numbers in names that may be a pull request', () => {
  test.each<[string, number[]]>([
    // After the word
    ['pr-12', [12]],
    ['PR #12', [12]],
    ['pr12', [12]],
    ['pr12-api', [12]],
    ['pr12api', [12]],
    ['pr_12', [12]],
    ['pr.12', [12]],
    ['pr--12', [12]],
    ['PR/12', [12]],
    ['mr-12', [12]],
    ['Pull/12/merge', [12]],
    ['preview/pr-12', [12]],
    ['1.4.0-pr-12.3', [12]],
    ['pr-12-eu-west-1', [12]],
    ['eu-west-1-pr-12', [12]],
    ['pr-012', [12]],
    ['pr-12-mr-13', [12, 13]],
    // The number stands on its own
    ['preview/12', [12]],
    ['feature-12', [12]],
    ['12', [12]],
    ['#12', [12]],
    ['(12)', [12]],
    ['12.', [12]],
    ['app.12', [12]],
    ['12-eu-west-1', [12, 1]],
    ['pull-request-12', [12]],
    ['pr - 12', [12]],
    ['pr---12', [12]],
    ['prs-12', [12]],
    ['expr-12', [12]],
    ['épr-12', [12]],
    ['2026-05-01', [2026]],
    // No number of a pull request
    ['v12', []],
    ['v1.12', []],
    ['12.5', []],
    ['1.2.3', []],
    ['05', []],
    ['012', []],
    ['0', []],
    ['12a', []],
    ['é12', []],
    ['1a2b3c4', []],
    ['e83c516', []],
    ['deploy:v2', []],
    ['staging', []],
    ['', []]
  ])('%j: %j', (name, numbers) => {
    expect(numbersIn([name])).toEqual(numbers)
  })

  test('are those after the word in any of the names, if there are any', () => {
    expect(numbersIn(['preview-3', 'deploy:4'])).toEqual([3, 4])
    expect(numbersIn(['preview-3', 'pr-4'])).toEqual([4])
    expect(numbersIn(['pr-3', 'deploy:4'])).toEqual([3])
  })
})

/** Finds the pull request of an environment, by default of the task "deploy" and without a known commit. */
const find = (
  open: readonly Partial<OpenPullRequest>[],
  environment: string,
  { task = 'deploy', shas = [] }: { task?: string; shas?: string[] } = {}
): string | undefined => {
  const all = open.map((pullRequest, place) => ({ number: 12 + place, commits: [], ...pullRequest }))
  const found = openPullRequestRule(all)({ environment, task, shas })
  if (found === undefined) return undefined
  const [by = '', number = ''] = found.text.match(/\b(?:commit|branch|number)\b|(?<=#)\d+/g) ?? []
  expect(found.isByNumber === true).toBe(by === 'number')
  return `${by} ${number}`
}

describe('an environment and task belongs to an open pull request', () => {
  test('by a commit', () => {
    expect(find([{ commits: ['a', 'b'] }], 'staging', { shas: ['x', 'b'] })).toBe('commit 12')
    expect(find([{ commits: ['a', 'b'] }], 'staging', { shas: ['x', 'y'] })).toBe(undefined)
  })

  test.each<[branch: string, environment: string, task: string]>([
    ['login', 'login', 'deploy'],
    ['login', 'Login', 'deploy'],
    ['login', 'preview/login', 'deploy'],
    ['login', 'preview-login', 'deploy'],
    ['login', 'staging', 'web:login'],
    ['feature/login', 'preview/feature/login', 'deploy'],
    ['feature/login', 'preview-feature-login', 'deploy'],
    ['feature/login', 'review (feature_login)', 'deploy'],
    ['Feature/LOGIN_2', 'preview-feature-login-2', 'deploy'],
    ['renovate/npm-@types/node-24.x', 'pr-renovate-npm-types-node-24-x', 'deploy'],
    ['_login_', 'preview-login', 'deploy'],
    ['über/größe', 'preview-über-größe', 'deploy'],
    ['deploy', 'staging', 'deploy']
  ])('by the branch %s: %s with task %s', (branch, environment, task) => {
    expect(find([{ branch }], environment, { task })).toBe('branch 12')
  })

  test.each<[branch: string | undefined, environment: string]>([
    ['login', 'logins'],
    ['login', 'relogin'],
    ['login', 'preview/login/old'],
    ['feature/login', 'preview/login'],
    ['---', 'preview-'],
    ['---', ''],
    [undefined, 'preview'],
    [undefined, '']
  ])('but not by the branch %s: %s', (branch, environment) => {
    expect(find([{ ...(branch !== undefined && { branch }) }], environment)).toBe(undefined)
  })

  test('by a number', () => {
    expect(find([{}, {}], 'preview/13')).toBe('number 13')
    expect(find([{}, {}], 'preview/14')).toBe(undefined)
    expect(find([{}, {}], 'staging', { task: 'deploy:pr-13' })).toBe('number 13')
    expect(find([{ number: 1 }], 'pr-12-eu-west-1')).toBe(undefined)
    expect(find([{ number: 1 }], 'pr-12', { task: 'deploy-1' })).toBe(undefined)
    expect(find([{ number: 13 }], 'pr-12-mr-13')).toBe('number 13')
  })

  test('by the surest of them', () => {
    const open = [
      { number: 1, branch: 'a' },
      { number: 2, branch: 'login' },
      { number: 3, commits: ['c'] }
    ]
    expect(find(open, 'pr-1-login', { shas: ['c'] })).toBe('commit 3')
    expect(find(open, 'pr-1-login')).toBe('branch 2')
    expect(find(open, 'pr-1-logout')).toBe('number 1')
  })
})
