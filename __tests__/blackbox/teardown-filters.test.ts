import { describe, expect, test } from '@jest/globals'
import type { Match } from '../simulator/github/faults.ts'
import type { Deployment, Repository, State } from '../simulator/github/model.ts'
import { onStage, sequence, story, type Inputs } from './stage.ts'

const hour = 3_600_000

/**
 * Three environments: `preview/1` of an open pull request whose second commit is deployed, `preview/2` of a closed one,
 * and `staging` of the default branch.
 */
function landscape(repository: Repository): Map<string, Deployment> {
  const now = Date.now()
  const named = new Map<string, Deployment>()
  const add = (environment: string, sha: string, ages: readonly (readonly [number, State | undefined])[]): void => {
    for (const [age, state] of ages.toReversed()) {
      const [added] = repository.addTransient(environment, { sha, state, createdAt: now - age * hour })
      named.set(`${environment} ${age}h`, added)
    }
  }
  repository.commit('One', { branch: 'one' })
  const second = repository.commit('Two', { branch: 'one' })
  repository.pullRequest({ head: 'one', base: 'main' })
  repository.commit('Three', { branch: 'one' })
  const closedSha = repository.commit('Other', { branch: 'other' })
  const closed = repository.pullRequest({ head: 'other', base: 'main' })
  repository.close(closed)
  add('preview/1', second, [
    [1, 'success'],
    [30, 'success'],
    [50, 'failure']
  ])
  add('preview/2', closedSha, [
    [2, 'in_progress'],
    [31, 'success'],
    [51, 'in_progress'],
    [52, undefined]
  ])
  add('staging', repository.tip, [
    [3, 'failure'],
    [32, 'success'],
    [53, 'success'],
    [54, 'inactive']
  ])
  return named
}

const all = [
  'preview/1 1h',
  'preview/1 30h',
  'preview/1 50h',
  'preview/2 2h',
  'preview/2 31h',
  'preview/2 51h',
  'preview/2 52h',
  'staging 3h',
  'staging 32h',
  'staging 53h',
  'staging 54h'
]

/** Each filter, and the deployments that it selects for deletion. */
const filters: [inputs: Inputs, deleted: string[]][] = [
  [{ state: 'success, Failure' }, all.filter(name => !/ (2|51|52|54)h/.test(name))],
  [{ state: 'in_progress\npending' }, ['preview/2 2h', 'preview/2 51h', 'preview/2 52h']],
  [{ 'older-than': '1d' }, all.filter(name => / \d\dh/.test(name))],
  [{ 'older-than': '3100m' }, ['preview/2 52h', 'staging 53h', 'staging 54h']],
  [{ keep: 0 }, all.filter(name => !['preview/1 1h', 'preview/2 31h', 'staging 32h'].includes(name))],
  [{ keep: 2 }, ['preview/1 50h', 'preview/2 51h', 'preview/2 52h', 'staging 53h', 'staging 54h']],
  [{ 'keep-open-pull-requests': true }, all.filter(name => !name.startsWith('preview/1'))]
]

const pairs = filters.flatMap(([one, first], place) =>
  filters
    .slice(place + 1)
    .filter(([other]) => Object.keys(one)[0] !== Object.keys(other)[0])
    .map(([other, second]): [Inputs, string[]] => [{ ...one, ...other }, first.filter(name => second.includes(name))])
)

describe('delete deletes exactly the deployments that match the filters', () => {
  test.each([[{}, all] as (typeof filters)[number], ...filters, ...pairs])('%j', (inputs, deleted) =>
    onStage(async ({ repository, run }) => {
      const named = landscape(repository)
      expect([...named.keys()].sort()).toEqual(all.toSorted())
      const { main, outputs } = await run({ operation: 'delete', environment: 'preview/*\nstaging', ...inputs })
      expect(main.exitCode).toBe(0)
      const kept = new Set<Deployment | undefined>(repository.deployments)
      expect(all.filter(name => !kept.has(named.get(name)))).toEqual(deleted)
      expect(outputs['deleted']).toBe(String(deleted.length))
    })
  )
})

describe('keep-open-pull-requests', () => {
  const inputs = { operation: 'deactivate', environment: 'preview/1', 'keep-open-pull-requests': true }

  story('sends one query for open pull requests', async ({ github, repository, run }) => {
    landscape(repository)
    const { main, outputs } = await run(inputs)
    expect(sequence(github.requests)).toEqual(['Scan', 'OpenPullRequests'])
    expect(outputs['deactivated']).toBe('0')
    expect(main.log).toContain('a commit of its environment and task belongs to the open pull request #1')
  })

  story('keeps an earlier commit of a pull request from a fork', async ({ repository, run }) => {
    const pull = repository.pullRequest({ fork: true, head: 'theirs' })
    const earlier = pull.head.sha
    repository.pushTo(pull)
    expect(pull.head.sha).not.toBe(earlier)
    repository.addDeployment({ environment: 'preview/1', sha: earlier, state: 'success' })
    const { outputs } = await run(inputs)
    expect(outputs['deactivated']).toBe('0')
    expect(repository.live('preview/1')).toBe('active')
  })

  story('keeps a commit that a force push replaced', async ({ github, repository, run }) => {
    const pull = repository.pullRequest({ head: 'work', base: 'main' })
    const deployed = pull.head.sha
    repository.addDeployment({ environment: 'preview/1', state: 'success', sha: deployed, transient: true })
    repository.pushTo(pull, 'Once more', { force: true })
    expect(pull.commits()).not.toContain(deployed)
    const { outputs } = await run(inputs)
    expect(outputs['deactivated']).toBe('0')
    repository.close(pull)
    const { outputs: closed } = await run(inputs)
    expect(closed['deactivated']).toBe('1')
    expect(sequence(github.requests)).toEqual(['Scan', 'OpenPullRequests', 'Scan', 'OpenPullRequests', 'Deactivate'])
  })

  story('re-sends the query if more commits follow but the cursor is missing', async ({ github, repository, run }) => {
    landscape(repository)
    const pageInfo = { hasNextPage: true, endCursor: null }
    const node = { number: 1, headRefOid: repository.tip, commits: { pageInfo, nodes: [] } }
    const pullRequests = { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [node] }
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ data: { repository: { pullRequests } } })
    github.fault({ match: { operation: 'OpenPullRequests' }, effect: { type: 'respond', status: 200, headers, body } })
    const { outputs } = await run(inputs)
    expect(outputs['deactivated']).toBe('0')
    expect(sequence(github.requests)).toEqual(['Scan', 'OpenPullRequests', 'OpenPullRequests'])
  })

  story('does not query pull requests if no environment matches', async ({ github, run }) => {
    await run({ ...inputs, environment: 'preview/*' })
    expect(sequence(github.requests)).toEqual(['GET environments'])
  })

  story('fails without writes if the token cannot read pull requests', async ({ github, repository, run }) => {
    landscape(repository)
    const forbidden = { message: 'Resource not accessible by integration', status: '403' }
    const errors = [{ ...forbidden, type: 'FORBIDDEN', path: ['repository', 'pullRequests'] }]
    const refuse = (match: Match, status: number, body: unknown): void => {
      const headers = { 'content-type': 'application/json' }
      github.fault({ match, effect: { type: 'respond', status, headers, body: JSON.stringify(body) } })
    }
    refuse({ operation: 'OpenPullRequests' }, 200, { data: { repository: { pullRequests: null } }, errors })
    refuse({ path: '/pulls' }, 403, forbidden)
    const { main, said } = await run(inputs)
    expect(main.exitCode).toBe(1)
    expect(github.writes()).toEqual([])
    expect(said('error')[0]).toMatch(/^Could not read the open pull requests: Resource not accessible by integration/)
    expect(said('error')[0]).toContain('pull-requests: read')
  })
})
