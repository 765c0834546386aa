import { expect, test } from '@jest/globals'
import { tokenKind, type TokenKind } from '../../src/domain/token.ts'

const own = { owner: 'octo', name: 'app' }
const from = (repository: unknown): object => ({
  pull_request: { base: { repo: { full_name: 'octo/app' } }, head: { repo: repository } }
})

test.each<[string, object, string, TokenKind]>([
  ['pull_request', from({ full_name: 'octo/app' }), 'octocat', 'workflow'],
  ['pull_request', from({ full_name: 'someone/app' }), 'octocat', 'fork'],
  ['pull_request_review', from({ full_name: 'someone/app' }), 'octocat', 'fork'],
  // The fork was deleted.
  ['pull_request', from(null), 'octocat', 'fork'],
  ['pull_request_target', from({ full_name: 'someone/app' }), 'octocat', 'workflow'],
  ['pull_request', from({ full_name: 'octo/app' }), 'dependabot[bot]', 'Dependabot'],
  ['push', {}, 'dependabot[bot]', 'Dependabot'],
  ['create', {}, 'dependabot[bot]', 'Dependabot'],
  ['deployment', {}, 'dependabot[bot]', 'Dependabot'],
  ['deployment_status', {}, 'dependabot[bot]', 'Dependabot'],
  ['pull_request_review', {}, 'dependabot[bot]', 'Dependabot'],
  ['pull_request_target', from({ full_name: 'octo/app' }), 'dependabot[bot]', 'workflow'],
  ['workflow_run', {}, 'dependabot[bot]', 'workflow'],
  ['push', {}, 'octocat', 'workflow'],
  ['pull_request', {}, 'octocat', 'workflow'],
  ['pull_request', { pull_request: { head: { repo: { full_name: 'someone/app' } } } }, 'octocat', 'workflow']
])("the workflow's token on %s %j by %s is of kind %s", (name, payload, actor, expected) => {
  expect(tokenKind('ghs_1', 'ghs_1', own, { repository: own, actor }, { name, payload, sha: '' })).toBe(expected)
})

test.each<[string, string, TokenKind]>([
  ['ghp_2', 'octo/app', 'given'],
  ['ghp_2', 'octo/other', 'given'],
  ['ghs_1', 'octo/other', 'elsewhere'],
  ['ghs_1', 'Octo/App', 'workflow']
])('the token %s in %s is of kind %s', (token, where, expected) => {
  const [owner = '', name = ''] = where.split('/')
  const event = { name: 'push', payload: {}, sha: '' }
  expect(tokenKind(token, 'ghs_1', { owner, name }, { repository: own, actor: 'octocat' }, event)).toBe(expected)
})
