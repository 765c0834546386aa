import { afterEach, describe, expect, test } from '@jest/globals'
import { request as rawRequest } from 'node:http'
import { Events } from './events.ts'
import type { Repository } from './github/model.ts'
import type { SimulatedGitHubOptions } from './github/server.ts'
import { SimulatedGitHub } from './github/server.ts'

const running: SimulatedGitHub[] = []

async function start(options?: SimulatedGitHubOptions): Promise<SimulatedGitHub> {
  const github = await SimulatedGitHub.start(options)
  running.push(github)
  return github
}

/** A test that provokes violations removes them. Any other violation is a defect of the simulation. */
afterEach(async () => {
  const stopped = running.splice(0)
  await Promise.all(stopped.map(github => github.stop()))
  expect(stopped.flatMap(({ violations }) => violations)).toEqual([])
})

function violationsOf(github: SimulatedGitHub): string[] {
  return github.violations.splice(0).map(violation => violation.replace(/^.*?\): /, ''))
}

interface Reply {
  status: number
  headers: Headers
  body: Record<string, unknown>
  list: Record<string, unknown>[]
  text: string
}

interface Extras {
  body?: unknown
  headers?: Record<string, string>
  redirect?: 'manual' | 'follow'
}

async function reply(response: Response): Promise<Reply> {
  const text = await response.text()
  const json = (response.headers.get('content-type') ?? '').includes('json') && text !== ''
  const body = (json ? JSON.parse(text) : {}) as Record<string, unknown>
  return { status: response.status, headers: response.headers, body, list: Array.isArray(body) ? body : [], text }
}

/** Sends a REST request, such as `GET deployments` for the repository or `GET /rate_limit` for the root. */
function rest(github: SimulatedGitHub, token = github.token(), repository = 'octo/app') {
  return async (call: string, extras: Extras = {}): Promise<Reply> => {
    const [method = '', path = ''] = call.split(' ')
    const under = path.startsWith('/') ? path : `/repos/${repository}${path === '' ? '' : `/${path}`}`
    const body = extras.body === undefined ? {} : { body: JSON.stringify(extras.body) }
    const headers = { authorization: `Bearer ${token}`, ...extras.headers }
    return reply(
      await fetch(`${github.apiUrl}${under}`, { method, headers, redirect: extras.redirect ?? 'follow', ...body })
    )
  }
}

interface GraphqlReply extends Reply {
  data: unknown
  errors: { type?: string; message: string; path?: (string | number)[] }[]
}

function graphql(github: SimulatedGitHub, token = github.token()) {
  return async (query: string, variables: Record<string, unknown> = {}): Promise<GraphqlReply> => {
    const response = await fetch(github.graphqlUrl, {
      method: 'POST',
      headers: { authorization: `bearer ${token}` },
      body: JSON.stringify({ query, variables })
    })
    const answer = await reply(response)
    return { ...answer, data: answer.body['data'], errors: (answer.body['errors'] ?? []) as GraphqlReply['errors'] }
  }
}

const inRepository = (fields: string) => `query { repository(owner: "octo", name: "app") { ${fields} } }`

const ship = { ref: 'main', environment: 'staging', auto_merge: false, required_contexts: [] }

describe('creating a deployment', () => {
  test('applies defaults', async () => {
    const github = await start()
    const repository = github.repository()
    const created = await rest(github)('POST deployments', { body: { ref: 'main' } })
    expect(created.status).toBe(201)
    expect(created.headers.get('location')).toBe(created.body['url'])
    expect(created.body).toMatchObject({
      ref: 'main',
      sha: repository.tip,
      task: 'deploy',
      environment: 'production',
      original_environment: 'production',
      production_environment: true,
      transient_environment: false,
      payload: {},
      description: '',
      creator: { login: 'github-actions[bot]', type: 'Bot' }
    })
    expect(repository.deployments).toHaveLength(1)
    expect(repository.deployment(Number(created.body['id'])).statuses).toEqual([])
    expect(repository.environments.map(({ name }) => name)).toEqual(['production'])
  })

  test('assigns ascending ids above 2^32, and unique node ids', async () => {
    const github = await start()
    github.repository()
    const api = rest(github)
    const first = (await api('POST deployments', { body: ship })).body
    const second = (await api('POST deployments', { body: ship })).body
    expect(first['id']).toBeGreaterThan(2 ** 32)
    expect(second['id']).toBeGreaterThan(Number(first['id']))
    expect(first['node_id']).toMatch(/^DE_kw/)
    expect(second['node_id']).not.toBe(first['node_id'])
  })

  test.each([
    ['main', 'main'],
    ['refs/heads/main', 'main'],
    ['v1', 'tagged'],
    ['refs/tags/v1', 'tagged'],
    ['refs/pull/1/head', 'head'],
    ['refs/pull/1/merge', 'merge']
  ])('resolves the ref %s', async (ref, meant) => {
    const github = await start()
    const repository = github.repository()
    const tagged = repository.tag('v1')
    repository.commit()
    const pull = repository.pullRequest({ fork: true })
    const commits = { main: repository.tip, tagged, head: pull.head.sha, merge: pull.merge_commit_sha }
    const { body } = await rest(github)('POST deployments', { body: { ...ship, ref } })
    expect(body).toMatchObject({ ref, sha: commits[meant as keyof typeof commits] })
  })

  test('resolves a full SHA, also of a fork, but not the name of a fork’s branch', async () => {
    const github = await start()
    const { head } = github.repository().pullRequest({ head: 'theirs', fork: true })
    const api = rest(github)
    const bySha = await api('POST deployments', { body: { ...ship, ref: head.sha } })
    expect(bySha.body).toMatchObject({ ref: head.sha, sha: head.sha })
    const byName = await api('POST deployments', { body: { ...ship, ref: 'theirs' } })
    expect(byName.status).toBe(422)
    expect(byName.body).toEqual({
      message: 'No ref found for: theirs',
      documentation_url: 'https://docs.github.com/rest/deployments/deployments#create-a-deployment',
      status: '422'
    })
  })

  test('merges the default branch into a branch that is behind, and deploys after that', async () => {
    const github = await start()
    const repository = github.repository()
    repository.branch('topic')
    repository.commit('Ahead')
    const api = rest(github, github.token({ permissions: { contents: 'write', deployments: 'write' } }))
    const merged = await api('POST deployments', { body: { ref: 'topic' } })
    expect([merged.status, merged.body]).toEqual([202, { message: 'Auto-merged main into topic on deployment.' }])
    expect(repository.deployments).toEqual([])
    expect(repository.reachable(repository.branches.get('topic') ?? '')).toContain(repository.tip)
    expect((await api('POST deployments', { body: { ref: 'topic' } })).status).toBe(201)
  })

  test('does not merge without contents: write, or with a conflict', async () => {
    const github = await start()
    const repository = github.repository()
    repository.branch('topic')
    repository.commit('Ahead')
    const api = rest(github)
    expect((await api('POST deployments', { body: { ref: 'topic' } })).status).toBe(403)
    repository.conflicts.add('topic')
    const conflict = await api('POST deployments', { body: { ref: 'topic' } })
    expect([conflict.status, conflict.body['message']]).toEqual([409, 'Conflict merging main into topic.'])
    expect((await api('POST deployments', { body: { ...ship, ref: 'topic' } })).status).toBe(201)
  })

  test('requires all contexts, the named contexts, or none', async () => {
    const github = await start()
    const repository = github.repository()
    repository.contexts(repository.tip, [
      { context: 'lint', state: 'success' },
      { context: 'CodeRabbit', state: 'pending' }
    ])
    repository.checkRun({ name: 'deploy', sha: repository.tip, status: 'in_progress' })
    const api = rest(github)
    const create = (contexts?: string[]) =>
      api('POST deployments', { body: { ref: 'main', ...(contexts && { required_contexts: contexts }) } })
    const all = await create()
    expect(all.status).toBe(409)
    expect(all.body).toMatchObject({
      message: 'Conflict: Commit status checks failed for main.',
      errors: [
        {
          resource: 'Deployment',
          field: 'required_contexts',
          code: 'invalid',
          contexts: [
            { context: 'lint', state: 'success' },
            { context: 'CodeRabbit', state: 'pending' },
            { context: 'deploy', state: 'pending' }
          ]
        }
      ]
    })
    expect((await create(['lint'])).status).toBe(201)
    expect((await create(['lint', 'never reported'])).status).toBe(409)
    expect((await create([])).status).toBe(201)
  })

  test('keeps the payload unchanged', async () => {
    const github = await start()
    github.repository()
    const api = rest(github)
    const payloadOf = async (payload: unknown) =>
      (await api('POST deployments', { body: { ...ship, payload } })).body['payload']
    expect(await payloadOf({ run: 1 })).toEqual({ run: 1 })
    expect(await payloadOf('{"run":1}')).toBe('{"run":1}')
    expect(await payloadOf('')).toEqual({})
  })

  test('ignores the case of an environment', async () => {
    const github = await start()
    const repository = github.repository()
    const api = rest(github)
    await api('POST deployments', { body: { ...ship, environment: 'Staging' } })
    await api('POST deployments', { body: { ...ship, environment: 'staging' } })
    expect(repository.environments.map(({ name }) => name)).toEqual(['Staging'])
  })

  test('refuses environment names that are empty or too long', async () => {
    const github = await start()
    github.repository()
    const api = rest(github)
    const named = async (environment: string) =>
      (await api('POST deployments', { body: { ...ship, environment } })).status
    expect([await named('x'.repeat(255)), await named('x'.repeat(256)), await named('')]).toEqual([201, 422, 422])
  })

  test.each([
    ['no ref', { environment: 'x' }, 422, 'Invalid request.\n\n"ref" wasn\'t supplied.'],
    ['a ref that is a number', { ref: 1 }, 422, "Invalid request.\n\nFor 'properties/ref', 1 is not a string."],
    [
      'a flag that is a string',
      { ref: 'main', auto_merge: 'no' },
      422,
      'Invalid request.\n\nFor \'properties/auto_merge\', "no" is not a boolean.'
    ],
    ['a list', [], 400, 'Body should be a JSON object']
  ])('refuses %s', async (_what, body, status, message) => {
    const github = await start()
    github.repository()
    const refused = await rest(github)('POST deployments', { body })
    expect([refused.status, refused.body['message']]).toEqual([status, message])
    expect(violationsOf(github)).not.toEqual([])
  })
})

describe('listing deployments', () => {
  test('shows seeds in their order, a minute apart', async () => {
    const github = await start()
    const seeds = ['success', { task: 'migrate' }, { statuses: ['success', 'failure'] }] as const
    github.repository().addDeployments(seeds, { environment: 'staging' })
    const { list } = await rest(github)('GET deployments?environment=staging')
    expect(list.map(({ task }) => task)).toEqual(['deploy', 'migrate', 'deploy'])
    const ages = list.map(one => Date.now() - Date.parse(String(one['created_at'])))
    expect(ages.map(age => Math.floor(age / 60_000))).toEqual([1, 2, 3])
    expect(github.repository().deployments.map(({ state }) => state)).toEqual(['success', undefined, 'failure'])
  })

  test('shows seeds of new commits, and of transient deployments', async () => {
    const github = await start()
    const repository = github.repository()
    const { tip } = repository
    const [first, second, third] = repository.addHistory('staging', 'success', { sha: tip }, 'failure')
    expect(new Set([tip, first.sha, third.sha]).size).toBe(3)
    expect([second.sha, third.sha]).toEqual([tip, repository.tip])
    const [preview] = repository.addTransient('preview', 'in_progress')
    const { list } = await rest(github)('GET deployments')
    expect(
      list.map(({ id, environment, transient_environment: isTransient }) => [id, environment, isTransient])
    ).toEqual(
      expect.arrayContaining([
        [preview.id, 'preview', true],
        [first.id, 'staging', false]
      ])
    )
  })

  test('returns pages with the newest first', async () => {
    const github = await start()
    const repository = github.repository()
    const ids = Array.from({ length: 65 }, () => repository.addDeployment().id).reverse()
    const api = rest(github)
    const first = await api('GET deployments')
    expect(first.list.map(({ id }) => id)).toEqual(ids.slice(0, 30))
    const root = `${github.apiUrl}/repositories/${repository.id}/deployments`
    expect(first.headers.get('link')).toBe(`<${root}?page=2>; rel="next", <${root}?page=3>; rel="last"`)
    const last = await api(`GET /repositories/${repository.id}/deployments?per_page=30&page=3`)
    expect(last.list.map(({ id }) => id)).toEqual(ids.slice(60))
    expect(last.headers.get('link')).toBe(
      `<${root}?per_page=30&page=2>; rel="prev", <${root}?per_page=30&page=1>; rel="first"`
    )
    expect((await api('GET deployments?per_page=100')).headers.get('link')).toBeNull()
  })

  test('returns at most a hundred per page', async () => {
    const github = await start()
    const repository = github.repository()
    for (let count = 0; count < 110; count += 1) repository.addDeployment()
    expect((await rest(github)('GET deployments?per_page=1000')).list).toHaveLength(100)
    expect(violationsOf(github)).toEqual(['per_page is above 100: 1000'])
  })

  test('filters by recorded values', async () => {
    const github = await start()
    const repository = github.repository()
    const old = repository.tip
    const one = repository.addDeployment({ environment: 'staging', task: 'migrate' })
    repository.commit()
    const two = repository.addDeployment({ environment: 'Staging', ref: repository.tip })
    const api = rest(github)
    const found = async (query: string) => (await api(`GET deployments?${query}`)).list.map(({ id }) => id)
    expect(await found(`sha=${old}`)).toEqual([one.id])
    expect(await found(`ref=${repository.tip}`)).toEqual([two.id])
    expect(await found('ref=main')).toEqual([one.id])
    expect(await found('task=migrate')).toEqual([one.id])
    expect(await found('environment=staging')).toEqual([one.id])
    expect(await found('environment=nowhere')).toEqual([])
  })

  test('can ignore the case of the environment in filters', async () => {
    const github = await start({ environmentFilterIgnoresCase: true })
    github.repository().addDeployment({ environment: 'Staging' })
    expect((await rest(github)('GET deployments?environment=staging')).list).toHaveLength(1)
  })
})

describe('statuses', () => {
  async function deployed(options?: SimulatedGitHubOptions) {
    const github = await start(options)
    const repository = github.repository()
    const deployment = repository.addDeployment({ environment: 'staging' })
    const api = rest(github)
    const post = (body: object, id = deployment.id) => api(`POST deployments/${id}/statuses`, { body })
    return { github, repository, deployment, api, post }
  }

  test.each(['error', 'failure', 'inactive', 'in_progress', 'pending', 'queued', 'success'])(
    'can be %s',
    async state => {
      const { deployment, post } = await deployed()
      const created = await post({ state })
      expect([created.status, created.body['state']]).toEqual([201, state])
      expect(created.headers.get('location')).toBe(created.body['url'])
      expect(deployment.state).toBe(state)
    }
  )

  test.each(['waiting', 'cancelled', 'skipped', 'SUCCESS', ''])('cannot be “%s”', async state => {
    const { github, deployment, post } = await deployed()
    const refused = await post({ state })
    expect(refused.status).toBe(422)
    expect(refused.body['errors']).toEqual([
      { resource: 'DeploymentStatus', code: 'custom', field: 'state', message: 'state is not included in the list' }
    ])
    expect(deployment.statuses).toEqual([])
    expect(violationsOf(github)).toEqual(['/state must be equal to one of the allowed values'])
  })

  test('have descriptions of up to 140 characters', async () => {
    const { deployment, post } = await deployed()
    expect((await post({ state: 'success', description: '🚀'.repeat(140) })).status).toBe(201)
    const refused = await post({ state: 'failure', description: 'x'.repeat(141) })
    expect(refused.status).toBe(422)
    expect(refused.body['errors']).toEqual([
      {
        resource: 'DeploymentStatus',
        code: 'custom',
        field: 'description',
        message: 'description is too long (maximum is 140 characters)'
      }
    ])
    expect(deployment.state).toBe('success')
  })

  test('have empty strings for missing texts, and the same log_url and target_url', async () => {
    const { post } = await deployed()
    expect((await post({ state: 'queued' })).body).toMatchObject({
      description: '',
      log_url: '',
      target_url: '',
      environment_url: '',
      environment: 'staging'
    })
    const log = 'https://example.com/log'
    expect((await post({ state: 'queued', log_url: log })).body).toMatchObject({ log_url: log, target_url: log })
    expect((await post({ state: 'queued', target_url: log })).body).toMatchObject({ log_url: log, target_url: log })
  })

  test('can move a deployment to another environment, also for later statuses', async () => {
    const { api, deployment, post } = await deployed()
    await post({ state: 'queued', environment: 'qa' })
    expect((await post({ state: 'in_progress' })).body['environment']).toBe('qa')
    expect((await api(`GET deployments/${deployment.id}`)).body).toMatchObject({
      environment: 'qa',
      original_environment: 'staging'
    })
    expect((await api('GET deployments?environment=staging')).list).toEqual([])
  })

  test('are listed newest first, can be read one by one, and change updated_at', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z')
    const { api, deployment, post } = await deployed({ clock: { now: () => now } })
    const first = await post({ state: 'queued' })
    now += 5000
    const second = await post({ state: 'success' })
    const path = `deployments/${deployment.id}`
    expect((await api(`GET ${path}/statuses`)).list.map(({ id }) => id)).toEqual([second.body['id'], first.body['id']])
    expect((await api(`GET ${path}/statuses?per_page=1`)).list).toEqual([second.body])
    expect((await api(`GET ${path}/statuses/${String(first.body['id'])}`)).body).toEqual(first.body)
    expect((await api(`GET ${path}`)).body).toMatchObject({
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:05Z'
    })
  })

  test('need an existing deployment', async () => {
    const { api, post } = await deployed()
    expect((await post({ state: 'success' }, 1)).status).toBe(404)
    expect((await api('GET deployments/1/statuses')).status).toBe(404)
  })

  describe('a success deactivates', () => {
    const cases: [string, boolean, Parameters<Repository['addDeployment']>[0], object][] = [
      ['an earlier success', true, { state: 'success' }, {}],
      ['not a failed deployment', false, { state: 'failure' }, {}],
      ['not a deployment in progress', false, { state: 'in_progress' }, {}],
      ['not a transient deployment', false, { state: 'success', transient: true }, {}],
      ['not a production deployment', false, { state: 'success', production: true }, {}],
      ['not a deployment of another environment', false, { state: 'success', environment: 'qa' }, {}],
      ['nothing with auto_inactive: false', false, { state: 'success' }, { auto_inactive: false }],
      ['nothing if the new state is not success', false, { state: 'success' }, { state: 'failure' }]
    ]
    test.each(cases)('%s', async (_what, becomes, seed, body) => {
      const github = await start()
      const repository = github.repository()
      const earlier = repository.addDeployment({ environment: 'staging', ...seed })
      const before = earlier.state
      const deployment = repository.addDeployment({ environment: 'staging', transient: true })
      const later = repository.addDeployment({ environment: 'staging', state: 'success' })
      await rest(github)(`POST deployments/${deployment.id}/statuses`, { body: { state: 'success', ...body } })
      expect(earlier.state).toBe(becomes ? 'inactive' : before)
      expect(later.state).toBe('success')
    })
  })

  test('determine the state of the environment', async () => {
    const github = await start()
    const repository = github.repository()
    expect(repository.live('preview')).toBeUndefined()
    repository.addDeployment({ environment: 'preview', state: 'inactive', transient: true })
    expect(repository.live('preview')).toBe('destroyed')
    repository.addDeployment({ environment: 'preview', state: 'success' })
    repository.addDeployment({ environment: 'preview', state: 'failure' })
    expect(repository.live('Preview')).toBe('active')
  })
})

describe('deleting a deployment', () => {
  test('is refused for an active deployment if there are others', async () => {
    const github = await start()
    const repository = github.repository()
    const other = repository.addDeployment({ environment: 'staging', state: 'failure' })
    const active = repository.addDeployment({ environment: 'staging', state: 'success' })
    const api = rest(github)
    const refused = await api(`DELETE deployments/${active.id}`)
    expect([refused.status, refused.body['errors']]).toEqual([
      422,
      ['We cannot delete an active deployment unless it is the only deployment in a given environment.']
    ])
    expect((await api(`DELETE deployments/${other.id}`)).status).toBe(204)
    expect((await api(`DELETE deployments/${active.id}`)).status).toBe(204)
    expect(repository.deployments).toEqual([])
    expect(repository.environments).toHaveLength(1)
    expect((await api(`DELETE deployments/${active.id}`)).status).toBe(404)
    expect((await api(`GET deployments/${active.id}`)).status).toBe(404)
  })
})

describe('environments', () => {
  test('are listed as an object, and found by their encoded name regardless of case', async () => {
    const github = await start()
    const repository = github.repository()
    const names = ['staging', 'preview/pr-12', 'PR #12 Überprüfung']
    for (const name of names) repository.addEnvironment(name)
    const api = rest(github)
    const listed = await api('GET environments?per_page=2')
    expect(listed.body).toMatchObject({
      total_count: 3,
      environments: [{ name: 'staging' }, { name: 'preview/pr-12' }]
    })
    for (const name of names)
      expect((await api(`GET environments/${encodeURIComponent(name.toUpperCase())}`)).body['name']).toBe(name)
    expect((await api('GET environments/preview/pr-12')).status).toBe(404)
    expect((await api('GET environments/nowhere')).status).toBe(404)
    expect(violationsOf(github)).toEqual(['no such operation'])
  })

  test('can only be created, protected and deleted by administrators', async () => {
    const github = await start()
    const repository = github.repository()
    const deployment = repository.addDeployment({ environment: 'staging' })
    const removal = (token: string) => rest(github, token)('DELETE environments/staging')
    const byWorkflow = await removal(github.token({ permissions: { deployments: 'write', actions: 'write' } }))
    expect([byWorkflow.status, byWorkflow.body['message']]).toEqual([403, 'Resource not accessible by integration'])
    expect(byWorkflow.headers.get('x-accepted-github-permissions')).toBe('administration=write')
    expect((await removal(github.token({ kind: 'pat' }))).status).toBe(404)
    expect(repository.environments).toHaveLength(1)
    const admin = github.token({ kind: 'admin' })
    const body = {
      wait_timer: 30,
      reviewers: [{ type: 'User', id: 1 }],
      deployment_branch_policy: { protected_branches: true, custom_branch_policies: false }
    }
    const put = await rest(github, admin)('PUT environments/staging', { body })
    expect([put.status, put.body['protection_rules']]).toMatchObject([
      200,
      [{ type: 'wait_timer', wait_timer: 30 }, { type: 'required_reviewers' }, { type: 'branch_policy' }]
    ])
    expect((await removal(admin)).status).toBe(204)
    expect((await removal(admin)).status).toBe(404)
    expect(repository.environments).toEqual([])
    expect(repository.deployments).toEqual([deployment])
  })
})

describe('pull requests, commits, checks and runs', () => {
  test('a pull request follows its branch until it is closed', async () => {
    const github = await start()
    const repository = github.repository()
    const pull = repository.pullRequest({ head: 'feature', draft: true })
    const api = rest(github)
    const first = (await api('GET pulls/1')).body
    expect(first).toMatchObject({
      number: 1,
      state: 'open',
      draft: true,
      merged: false,
      head: { ref: 'feature', sha: pull.head.sha }
    })
    const sha = repository.pushTo(pull)
    expect((await api('GET pulls/1')).body['head']).toMatchObject({ sha, repo: { full_name: 'octo/app' } })
    expect(first['merge_commit_sha']).not.toBe(pull.merge_commit_sha)
    const landed = repository.merge(pull)
    expect((await api('GET pulls/1')).body).toMatchObject({
      state: 'closed',
      merged: true,
      merge_commit_sha: landed,
      head: { sha }
    })
    expect(repository.tip).toBe(landed)
    expect((await api('GET pulls/7')).status).toBe(404)
  })

  test('pull requests are listed newest first, and only open ones by default', async () => {
    const github = await start()
    const repository = github.repository()
    repository.pullRequest({ head: 'a' })
    repository.pullRequest({ head: 'b', state: 'closed' })
    repository.pullRequest({ head: 'c', fork: true })
    const api = rest(github)
    const numbers = async (query: string) => (await api(`GET pulls?${query}`)).list.map(({ number }) => number)
    expect(await numbers('')).toEqual([3, 1])
    expect(await numbers('state=closed')).toEqual([2])
    expect(await numbers('state=all&per_page=2')).toEqual([3, 2])
    expect(await numbers('head=contributor:c')).toEqual([3])
  })

  test('a commit can be read by branch, path or SHA, and as a bare SHA', async () => {
    const github = await start()
    const repository = github.repository()
    const sha = repository.commit('On a path', { branch: 'feature/a' })
    const api = rest(github)
    expect((await api('GET commits/feature/a')).body).toMatchObject({ sha, commit: { message: 'On a path' } })
    const plain = await api('GET commits/feature%2Fa', { headers: { accept: 'application/vnd.github.sha' } })
    expect([plain.headers.get('content-type'), plain.text]).toEqual(['application/vnd.github.sha; charset=utf-8', sha])
    const none = await api('GET commits/nowhere')
    expect([none.status, none.body['message']]).toEqual([422, 'No commit found for SHA: nowhere'])
  })

  test('a commit belongs to open and merged pull requests, and after the merge only to the merged one', async () => {
    const github = await start()
    const repository = github.repository()
    const old = repository.tip
    const pull = repository.pullRequest({ head: 'a' })
    const { sha } = pull.head
    const api = rest(github)
    const pulls = async () => (await api(`GET commits/${sha}/pulls`)).list.map(({ number, state }) => [number, state])
    expect(await pulls()).toEqual([[1, 'open']])
    repository.merge(pull)
    expect(await pulls()).toEqual([[1, 'closed']])
    repository.branch('release', old)
    repository.pullRequest({ head: 'a', base: 'release' })
    expect(await pulls()).toEqual([[1, 'closed']])
    const closed = repository.pullRequest({ head: 'c', state: 'closed' })
    expect((await api(`GET commits/${closed.head.sha}/pulls`)).list).toEqual([])
    const replaced = repository.pullRequest({ head: 'b' })
    const forgotten = replaced.head.sha
    repository.pushTo(replaced, 'Again', { force: true })
    expect((await api(`GET commits/${forgotten}/pulls`)).list).toEqual([])
  })

  test('a job with an environment has a deployment of GitHub’s own, found through its check run', async () => {
    const github = await start()
    const repository = github.repository()
    const run = repository.checkRun({ name: 'deploy', sha: repository.tip })
    const api = rest(github)
    expect((await api(`GET check-runs/${run.id}`)).body).not.toHaveProperty('deployment')
    repository.addEnvironment('production', { protection: { waitTimer: 5 } })
    const deployment = repository.jobDeployment({
      environment: 'production',
      checkRunId: run.id,
      runId: 7,
      sha: repository.tip
    })
    expect((await api(`GET check-runs/${run.id}`)).body['deployment']).toMatchObject({
      id: deployment.id,
      environment: 'production',
      production_environment: false,
      description: null
    })
    expect((await api(`GET deployments/${deployment.id}/statuses`)).list.map(({ state }) => state)).toEqual([
      'in_progress',
      'queued',
      'waiting'
    ])
    expect(deployment).toMatchObject({ creator: { login: 'octocat' }, payload: undefined })
    expect(deployment.latestStatus?.logUrl).toBe(`${github.serverUrl}/octo/app/actions/runs/7/job/${run.id}`)
    deployment.finish('success', { url: 'https://app.example' })
    expect([deployment.shown, deployment.latestStatus?.environmentUrl]).toEqual(['active', 'https://app.example'])
  })

  test('a repository and a run can be read', async () => {
    const github = await start()
    const repository = github.repository('octo/app', { defaultBranch: 'trunk' })
    const run = repository.workflowRun({ event: 'pull_request' })
    const api = rest(github)
    expect((await api('GET ')).body).toMatchObject({ full_name: 'octo/app', default_branch: 'trunk', private: false })
    expect((await api(`GET actions/runs/${run.id}`)).body).toMatchObject({
      event: 'pull_request',
      head_sha: repository.tip
    })
    expect((await api('GET actions/runs/1')).status).toBe(404)
    expect((await rest(github, github.token(), 'OCTO/App')('GET ')).status).toBe(200)
    expect((await rest(github, github.token(), 'octo/none')('GET ')).status).toBe(404)
  })
})

describe('comparing commits', () => {
  /** `live` is in the middle of the default branch. */
  async function history(options?: SimulatedGitHubOptions & { isPrivate?: boolean }) {
    const github = await start(options)
    const repository = github.repository('octo/app', { private: options?.isPrivate ?? false })
    const older = repository.tip
    const live = repository.commit('Live')
    const newer = repository.commit('Newer')
    const aside = repository.commit('Aside', { parent: older })
    const unrelated = repository.orphan()
    const named = { older, live, newer, aside, unrelated }
    const compare = (base: string, head: string, query = '', token = github.token()) =>
      rest(github, token)(`GET compare/${encodeURIComponent(base)}...${encodeURIComponent(head)}${query}`)
    return { github, repository, named, compare }
  }

  test.each([
    ['live', 'newer', 'ahead', 1, 0, 'live'],
    ['older', 'newer', 'ahead', 2, 0, 'older'],
    ['newer', 'older', 'behind', 0, 2, 'older'],
    ['live', 'live', 'identical', 0, 0, 'live'],
    ['newer', 'aside', 'diverged', 1, 2, 'older'],
    ['aside', 'newer', 'diverged', 2, 1, 'older']
  ] as const)('%s...%s is %s', async (base, head, status, aheadBy, behindBy, mergeBase) => {
    const { compare, named } = await history()
    const { status: code, body } = await compare(named[base], named[head])
    expect(code).toBe(200)
    expect(body).toMatchObject({
      status,
      ahead_by: aheadBy,
      behind_by: behindBy,
      total_commits: aheadBy,
      base_commit: { sha: named[base] },
      merge_base_commit: { sha: named[mergeBase] }
    })
    expect([(body['commits'] as unknown[]).length, (body['files'] as unknown[]).length > 0]).toEqual([
      aheadBy,
      aheadBy > 0
    ])
  })

  test('takes the newest of several common ancestors', async () => {
    const { compare, named, repository } = await history()
    const merged = repository.record('Merge', [named.aside, named.live]).sha
    expect((await compare(merged, named.newer)).body).toMatchObject({
      status: 'diverged',
      ahead_by: 1,
      behind_by: 2,
      merge_base_commit: { sha: named.live }
    })
  })

  test('takes branches, tags and objects of annotated tags, also with slashes in their names', async () => {
    const { compare, github, named, repository } = await history()
    repository.branch('release/1', named.older)
    repository.tag('v1', named.live)
    repository.tag('v2', named.newer, { annotated: true })
    const object = repository.tagObjects.get('v2') ?? ''
    expect(repository.commits.has(object)).toBe(false)
    const [base, head] = [named.older, named.newer].map(sha => ({ sha }))
    for (const [from, to] of [
      ['release/1', 'main'],
      ['release/1', 'v2'],
      [named.older, object]
    ] as const) {
      const { body } = await compare(from, to)
      expect(body).toMatchObject({ status: 'ahead', base_commit: base })
      expect((body['commits'] as { sha: string }[]).map(({ sha }) => sha)).toEqual([named.live, head?.sha])
    }
    expect((await compare('v1', 'v2')).body).toMatchObject({ base_commit: { sha: named.live }, ahead_by: 1 })
    const target = 'target { __typename oid ... on Tag { target { oid } } }'
    const ask = graphql(github)
    expect((await ask(inRepository(`ref(qualifiedName: "refs/tags/v2") { ${target} }`))).data).toEqual({
      repository: { ref: { target: { __typename: 'Tag', oid: object, target: { oid: named.newer } } } }
    })
  })

  test('lists commits in pages, and files only on the first page', async () => {
    const { compare, named } = await history()
    const first = await compare(named.older, named.newer, '?per_page=1')
    expect(first.body).toMatchObject({ total_commits: 2, commits: [{ sha: named.live }], files: [{ additions: 2 }] })
    expect(first.headers.get('link')).toContain('rel="next"')
    const second = await compare(named.older, named.newer, '?per_page=1&page=2')
    expect(second.body).toMatchObject({ total_commits: 2, commits: [{ sha: named.newer }] })
    expect(second.body).not.toHaveProperty('files')
  })

  test('lists at most 250 commits without parameters for paging, up to the newest', async () => {
    const { compare, named, repository } = await history()
    for (let count = 0; count < 250; count += 1) repository.commit()
    const { body } = await compare(named.live, 'main')
    const commits = body['commits'] as { sha: string }[]
    expect([body['total_commits'], commits.length, commits.at(-1)?.sha]).toEqual([251, 250, repository.tip])
  })

  test('is refused without a common ancestor', async () => {
    const { compare, named } = await history()
    const { status, body } = await compare(named.unrelated, 'main')
    const message = `No common ancestor between ${named.unrelated} and main.`
    expect([status, body['message']]).toEqual([404, message])
    expect(body['documentation_url']).toBe('https://docs.github.com/rest/commits/commits#compare-two-commits')
  })

  test('needs two commits that GitHub knows', async () => {
    const { compare, github, named, repository } = await history()
    const notFound = [404, 'Not Found']
    const answer = async (base: string, head: string) => {
      const { status, body } = await compare(base, head)
      return [status, body['message']]
    }
    expect(await answer('nowhere', 'main')).toEqual(notFound)
    expect(await answer('main', '0'.repeat(40))).toEqual(notFound)
    expect((await rest(github)('GET compare/main..main')).status).toBe(404)
    expect(() => repository.forget(named.live)).toThrow('a ref still leads to')
    repository.forget(named.aside)
    expect(await answer(named.aside, 'main')).toEqual(notFound)
    const refused = await rest(github)('POST deployments', { body: { ...ship, ref: named.aside } })
    expect([refused.status, refused.body['message']]).toEqual([422, `No ref found for: ${named.aside}`])
  })

  test('forgets the head that a force push replaced, and still gives each commit its own SHA', async () => {
    const { repository } = await history()
    const pull = repository.pullRequest()
    const replaced = pull.head.sha
    expect(() => repository.forget(replaced)).toThrow('a ref still leads to')
    const second = repository.pushTo(pull, 'Again', { force: true })
    repository.forget(replaced)
    const third = repository.pushTo(pull, 'Again', { force: true })
    expect(new Set([replaced, second, third]).size).toBe(3)
    expect(repository.commits.has(replaced)).toBe(false)
  })

  test.each([
    [{ permissions: { deployments: 'write' } }, 403, 'Resource not accessible by integration'],
    [{ kind: 'repo_deployment' }, 404, 'Not Found'],
    [{ permissions: { contents: 'read' } }, 200, undefined]
  ] as const)('needs to read the code of a private repository: %j', async (token, status, message) => {
    const { compare, github } = await history({ isPrivate: true })
    const refused = await compare('main', 'main', '', github.token(token))
    expect([refused.status, refused.body['message']]).toEqual([status, message])
  })

  test('can take too long if it needs a diff', async () => {
    const { compare, github, named } = await history()
    github.fault({ times: 3, effect: { type: 'slow-diff' } })
    expect((await compare(named.newer, named.live)).status).toBe(200)
    for (const head of [named.newer, named.aside]) {
      const { status, body } = await compare(named.live, head)
      expect([status, body['message']]).toEqual([500, 'Sorry, this diff is taking too long to generate.'])
    }
    expect((await compare(named.live, named.newer)).status).toBe(200)
  })
})

describe('tokens', () => {
  const cases: [string, Parameters<SimulatedGitHub['token']>[0], number, number, number][] = [
    // what, options, read a private deployment, create a deployment, list environments
    ['of a workflow', {}, 200, 201, 403],
    ['with actions: read', { permissions: { actions: 'read', deployments: 'read' } }, 200, 403, 200],
    ['without any deployment permission', { permissions: { contents: 'write' } }, 403, 403, 403],
    ['of a fork', { kind: 'fork', permissions: { deployments: 'write' } }, 200, 403, 403],
    ['of Dependabot', { kind: 'dependabot' }, 200, 403, 403],
    ['of Dependabot, with permissions', { kind: 'dependabot', permissions: { deployments: 'write' } }, 200, 201, 403],
    ['of another repository', { repository: 'octo/other' }, 404, 404, 404],
    ['of a user', { kind: 'pat' }, 200, 201, 200],
    ['of a user, fine-grained', { kind: 'pat', permissions: { deployments: 'read' } }, 200, 403, 403],
    ['with the scope repo_deployment', { kind: 'repo_deployment' }, 200, 201, 404]
  ]
  test.each(cases)('%s', async (_what, options, reading, creating, environments) => {
    const github = await start()
    github.repository('octo/app', { private: true })
    const api = rest(github, github.token(options))
    expect((await api('GET deployments')).status).toBe(reading)
    const created = await api('POST deployments', { body: ship })
    expect([created.status, created.headers.get('x-accepted-github-permissions')]).toEqual([
      creating,
      'deployments=write'
    ])
    expect((await api('GET environments')).status).toBe(environments)
  })

  test.each([
    [{ kind: 'pat' }, true, 404, 404],
    [{ kind: 'workflow' }, true, 404, 404],
    [{ kind: 'pat' }, false, 200, 404],
    [{ kind: 'workflow' }, false, 200, 403]
  ] as const)(
    'that have lost their access see only what is public: %j, private: %j',
    async (options, isPrivate, reading, writing) => {
      const github = await start()
      const { id, nodeId } = github.repository('octo/app', { private: isPrivate }).addDeployment({ state: 'success' })
      const token = github.token(options)
      const [api, ask] = [rest(github, token), graphql(github, token)]
      const read = async () => [(await api('GET deployments')).status, (await api(`GET deployments/${id}`)).status]
      const write = async () => (await api(`POST deployments/${id}/statuses`, { body: { state: 'failure' } })).status
      const nodes = async () => (await ask(`{ node(id: "${nodeId}") { id } }`)).data
      expect([...(await read()), await write()]).toEqual([200, 200, 201])
      github.shutOut(token)
      expect([...(await read()), await write()]).toEqual([reading, reading, writing])
      expect(await nodes()).toEqual({ node: isPrivate ? null : { id: nodeId } })
    }
  )

  test('determine the message of a refusal', async () => {
    const github = await start()
    github.repository()
    const message = async (options: Parameters<SimulatedGitHub['token']>[0]) =>
      (await rest(github, github.token(options))('POST deployments', { body: ship })).body['message']
    expect(await message({ kind: 'fork' })).toBe('Resource not accessible by integration')
    expect(await message({ kind: 'pat', permissions: {} })).toBe('Resource not accessible by personal access token')
  })

  test('are not needed to read a public repository', async () => {
    const github = await start()
    github.repository()
    const api = rest(github, github.token({ permissions: {} }))
    for (const path of ['deployments', 'environments', 'pulls', 'commits/main'])
      expect((await api(`GET ${path}`)).status).toBe(200)
  })

  test('can be wrong or expired', async () => {
    const github = await start()
    github.repository()
    const token = github.token()
    expect((await rest(github, token)('GET deployments')).status).toBe(200)
    github.revoke(token)
    for (const secret of [token, 'ghs_wrong']) {
      const refused = await rest(github, secret)('GET deployments')
      expect([refused.status, refused.body['message']]).toEqual([401, 'Bad credentials'])
    }
    expect((await graphql(github, token)('{ viewer { login } }')).status).toBe(401)
    expect(github.requests.map(request => request.token)).toEqual(['workflow 1', 'workflow 1', 'unknown', 'workflow 1'])
    expect(JSON.stringify(github.requests)).not.toContain(token)
  })

  test('with the scope repo_deployment cannot use GraphQL', async () => {
    const github = await start()
    github.repository()
    const { status, errors } = await graphql(github, github.token({ kind: 'repo_deployment' }))(inRepository('id'))
    expect([status, errors[0]?.type]).toEqual([200, 'INSUFFICIENT_SCOPES'])
  })
})

describe('GraphQL', () => {
  async function holding(count: number, options?: SimulatedGitHubOptions) {
    const github = await start(options)
    const repository = github.repository()
    for (let index = 0; index < count; index += 1)
      repository.addDeployment({ environment: index % 2 === 0 ? 'staging' : 'qa', state: 'success' })
    return { github, repository, ask: graphql(github), ids: repository.deployments.map(({ nodeId }) => nodeId) }
  }

  const idsIn = (data: unknown) =>
    (data as { repository: { deployments: { nodes: { id: string }[] } } }).repository.deployments.nodes.map(
      ({ id }) => id
    )

  test('lists deployments oldest first by default', async () => {
    const { ask, ids } = await holding(4)
    expect(idsIn((await ask(inRepository('deployments(first: 3) { nodes { id } }'))).data)).toEqual(ids.slice(0, 3))
    expect(idsIn((await ask(inRepository('deployments(last: 3) { nodes { id } }'))).data)).toEqual(ids.slice(1))
    const newest = 'deployments(first: 2, orderBy: {field: CREATED_AT, direction: DESC}) { nodes { id } }'
    expect(idsIn((await ask(inRepository(newest))).data)).toEqual([ids[3], ids[2]])
    const two = 'deployments(first: 9, environments: ["qa", "nowhere"]) { nodes { id } totalCount }'
    expect((await ask(inRepository(two))).data).toMatchObject({ repository: { deployments: { totalCount: 2 } } })
  })

  test('pages by cursor, also if an earlier entry is deleted in the meantime', async () => {
    const { ask, ids, repository } = await holding(5)
    const page = `query ($after: String) { repository(owner: "octo", name: "app") {
      deployments(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor hasPreviousPage } } } }`
    const first = await ask(page)
    expect(first.data).toMatchObject({
      repository: { deployments: { pageInfo: { hasNextPage: true, hasPreviousPage: false } } }
    })
    const { endCursor } = (first.data as { repository: { deployments: { pageInfo: { endCursor: string } } } })
      .repository.deployments.pageInfo
    const [gone, last] = repository.deployments
    for (const deleted of [gone, last]) {
      deleted?.append({ state: 'inactive' }, repository.owner)
      if (deleted !== undefined) repository.deleteDeployment(deleted)
      expect(idsIn((await ask(page, { after: endCursor })).data)).toEqual(ids.slice(2, 4))
    }
    const wrong = await ask(page, { after: 'nonsense' })
    expect(wrong.errors[0]?.type).toBe('INVALID_CURSOR_ARGUMENTS')
  })

  test.each([
    ['deployments { totalCount }', 'MISSING_PAGINATION_BOUNDARIES'],
    ['deployments(first: 101) { totalCount }', 'EXCESSIVE_PAGINATION'],
    [
      'deployments(first: 100) { nodes { statuses(first: 100) { nodes { deployment { statuses(first: 100) { totalCount } } } } } }',
      'MAX_NODE_LIMIT_EXCEEDED'
    ]
  ])('refuses %s', async (fields, type) => {
    const { ask, github } = await holding(1)
    const { status, errors } = await ask(inRepository(fields))
    expect([status, errors[0]?.type]).toEqual([200, type])
    expect(violationsOf(github)).toHaveLength(1)
  })

  test('charges points by the connections, and at least one point', async () => {
    const { github } = await holding(1)
    const ask = graphql(github, github.token({ limit: 100 }))
    const one = await ask('{ rateLimit { cost limit remaining used nodeCount } }')
    expect(one.data).toEqual({ rateLimit: { cost: 1, limit: 100, remaining: 99, used: 1, nodeCount: 0 } })
    const many = await ask(`{ rateLimit { cost nodeCount } repository(owner: "octo", name: "app") {
      deployments(first: 100) { nodes { statuses(first: 50) { totalCount } } }
      environments(first: 100) { totalCount } } }`)
    expect(many.data).toMatchObject({ rateLimit: { cost: 1, nodeCount: 100 + 100 * 50 + 100 } })
    const nested =
      'deployments(first: 100) { nodes { a: statuses(first: 1) { totalCount } b: statuses(first: 1) { totalCount } } }'
    const costly = await ask(inRepository(nested))
    expect(costly.headers.get('x-ratelimit-used')).toBe('4')
    expect(costly.headers.get('x-ratelimit-resource')).toBe('graphql')
    expect((await rest(github)('GET /rate_limit')).body['resources']).toMatchObject({
      core: { used: 0 },
      graphql: { used: 4 }
    })
  })

  test('has its own states for deployments', async () => {
    let now = Date.now()
    const github = await start({ clock: { now: () => now } })
    const repository = github.repository()
    const seeds = [
      { state: 'success' },
      { state: 'inactive' },
      { state: 'inactive', transient: true },
      { state: 'in_progress' },
      {}
    ] as const
    for (const seed of seeds) repository.addDeployment(seed)
    const ask = graphql(github)
    const states = async () => {
      const { data } = await ask(inRepository('deployments(first: 9) { nodes { state latestStatus { state } } }'))
      return (
        data as { repository: { deployments: { nodes: { state: string; latestStatus: { state: string } | null }[] } } }
      ).repository.deployments.nodes.map(({ state, latestStatus }) => [state, latestStatus?.state])
    }
    const shown = [
      ['ACTIVE', 'SUCCESS'],
      ['INACTIVE', 'INACTIVE'],
      ['DESTROYED', 'INACTIVE'],
      ['IN_PROGRESS', 'IN_PROGRESS']
    ]
    expect(await states()).toEqual([...shown, ['PENDING', undefined]])
    now += 31 * 60_000
    expect(await states()).toEqual([...shown, ['ABANDONED', undefined]])
  })

  test('has no usable number for a deployment, no ref for a SHA, and payloads as text', async () => {
    const github = await start()
    const repository = github.repository()
    repository.addDeployment({ payload: { run: 1 } })
    repository.addDeployment({ payload: 'plain', ref: repository.tip })
    repository.addDeployment()
    const fields = 'deployments(first: 3) { nodes { databaseId payload ref { name } creator { __typename login } } }'
    const { data, errors } = await graphql(github)(inRepository(fields))
    const creator = { __typename: 'Bot', login: 'github-actions' }
    expect(data).toEqual({
      repository: {
        deployments: {
          nodes: [
            { databaseId: null, payload: JSON.stringify('{"run":1}'), ref: { name: 'main' }, creator },
            { databaseId: null, payload: '"plain"', ref: null, creator },
            { databaseId: null, payload: null, ref: { name: 'main' }, creator }
          ]
        }
      }
    })
    expect(errors.map(({ message }) => message)).toEqual(
      repository.deployments.map(({ id }) => `Int cannot represent non 32-bit signed integer value: ${id}`)
    )
  })

  test('finds deployments and pull requests of a commit, and any object by node id', async () => {
    const github = await start()
    const repository = github.repository()
    const pull = repository.pullRequest()
    const deployment = repository.addDeployment({ ref: 'feature', environment: 'preview', state: 'failure' })
    const status = deployment.latestStatus?.nodeId
    const environment = repository.findEnvironment('PREVIEW')?.nodeId
    const run = repository.checkRun({ name: 'job', sha: pull.head.sha })
    run.deployment = deployment
    const ask = graphql(github)
    const commit = `object(oid: "${pull.head.sha}") { ... on Commit { oid
      deployments(first: 1) { nodes { id } } associatedPullRequests(first: 1) { nodes { number state headRefOid } } } }`
    expect(
      (
        await ask(
          inRepository(`${commit} nameWithOwner environment(name: "Preview") { name } missing: environment(name: "x") { id }
      pullRequests(first: 5, states: OPEN) { nodes { number isCrossRepository } } ref(qualifiedName: "refs/heads/feature") { name prefix }`)
        )
      ).data
    ).toEqual({
      repository: {
        object: {
          oid: pull.head.sha,
          deployments: { nodes: [{ id: deployment.nodeId }] },
          associatedPullRequests: { nodes: [{ number: 1, state: 'OPEN', headRefOid: pull.head.sha }] }
        },
        nameWithOwner: 'octo/app',
        environment: { name: 'preview' },
        missing: null,
        pullRequests: { nodes: [{ number: 1, isCrossRepository: false }] },
        ref: { name: 'feature', prefix: 'refs/heads/' }
      }
    })
    const { data, errors } = await ask(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on CheckRun { deployment { id } } } }`,
      { ids: [deployment.nodeId, status, environment, run.nodeId, 'DE_none'] }
    )
    expect(data).toEqual({
      nodes: [
        { __typename: 'Deployment' },
        { __typename: 'DeploymentStatus' },
        { __typename: 'Environment' },
        { __typename: 'CheckRun', deployment: { id: deployment.nodeId } },
        null
      ]
    })
    expect(errors).toMatchObject([
      { type: 'NOT_FOUND', path: ['nodes', 4], message: "Could not resolve to a node with the global id of 'DE_none'" }
    ])
  })

  test('names a bot without [bot], unlike REST', async () => {
    const github = await start()
    const logUrl = 'https://github.com/octo/app/actions/runs/7'
    const statuses = [
      { state: 'success', logUrl },
      { state: 'inactive', creator: 'monalisa' }
    ] as const
    github.repository().addDeployment({ environment: 'Production', creator: 'vercel[bot]', statuses })
    const { list } = await rest(github)('GET deployments')
    expect(list).toMatchObject([{ creator: { login: 'vercel[bot]', type: 'Bot' } }])
    const fields = 'creator { login __typename } statuses(first: 2) { nodes { creator { login } logUrl } }'
    const { data } = await graphql(github)(inRepository(`deployments(first: 1) { nodes { ${fields} } }`))
    expect(data).toMatchObject({
      repository: {
        deployments: {
          nodes: [
            {
              creator: { login: 'vercel', __typename: 'Bot' },
              statuses: {
                nodes: [
                  { creator: { login: 'monalisa' }, logUrl: null },
                  { creator: { login: 'vercel' }, logUrl }
                ]
              }
            }
          ]
        }
      }
    })
  })

  test('does not answer a hundred pull requests with their commits', async () => {
    const github = await start()
    github.repository().pullRequest()
    const ask = graphql(github)
    const page = (size: number, fields = 'commits(first: 100) { totalCount }') =>
      ask(inRepository(`pullRequests(first: ${size}) { nodes { number ${fields} } }`))
    expect((await page(100)).errors).toMatchObject([{ message: 'Resource limits for this query exceeded.' }])
    expect((await page(25)).errors).toEqual([])
    expect((await page(100, '')).errors).toEqual([])
  })

  test("tells a fork's branch from one of the same name", async () => {
    const github = await start()
    const repository = github.repository()
    repository.branch('feature')
    const [theirs, ours] = [repository.pullRequest({ fork: true }), repository.pullRequest()]
    expect(theirs.head.sha).not.toBe(ours.head.sha)
    const fields = 'number headRefName isCrossRepository headRepositoryOwner { login }'
    const { data } = await graphql(github)(inRepository(`pullRequests(first: 2) { nodes { ${fields} } }`))
    const head = { headRefName: 'feature' }
    expect(data).toEqual({
      repository: {
        pullRequests: {
          nodes: [
            { ...head, number: 1, isCrossRepository: true, headRepositoryOwner: { login: 'contributor' } },
            { ...head, number: 2, isCrossRepository: false, headRepositoryOwner: { login: 'octo' } }
          ]
        }
      }
    })
    const { list } = await rest(github)('GET pulls')
    expect(list).toMatchObject([
      { number: 2, head: { label: 'octo:feature', repo: { full_name: 'octo/app', fork: false } } },
      { number: 1, head: { label: 'contributor:feature', repo: { full_name: 'contributor/app', fork: true } } }
    ])
  })

  test('knows the source of a pull request, and its merge commit', async () => {
    const github = await start()
    const repository = github.repository()
    const merged = repository.pullRequest({ head: 'feature', merged: true })
    const forked = repository.pullRequest({ head: 'theirs', fork: true })
    const pull =
      'state headRef { name } headRepository { nameWithOwner } mergeCommit { oid } potentialMergeCommit { oid }'
    const { data } = await graphql(github)(
      inRepository(`one: pullRequest(number: 1) { ${pull} } two: pullRequest(number: 2) { ${pull} }`)
    )
    expect(data).toEqual({
      repository: {
        one: {
          state: 'MERGED',
          headRef: { name: 'feature' },
          headRepository: { nameWithOwner: 'octo/app' },
          mergeCommit: { oid: merged.merge_commit_sha },
          potentialMergeCommit: null
        },
        two: {
          state: 'OPEN',
          headRef: { name: 'theirs' },
          headRepository: { nameWithOwner: 'contributor/app' },
          mergeCommit: null,
          potentialMergeCommit: { oid: forked.merge_commit_sha }
        }
      }
    })
  })

  test('lists statuses, the newest first', async () => {
    const github = await start()
    github
      .repository()
      .addDeployment({ statuses: ['queued', { state: 'in_progress', logUrl: 'https://example.com/log' }] })
    const fields =
      'deployments(first: 1) { nodes { statuses(first: 2) { nodes { state } } latestStatus { logUrl environmentUrl } } }'
    expect((await graphql(github)(inRepository(fields))).data).toEqual({
      repository: {
        deployments: {
          nodes: [
            {
              statuses: { nodes: [{ state: 'IN_PROGRESS' }, { state: 'QUEUED' }] },
              latestStatus: { logUrl: 'https://example.com/log', environmentUrl: null }
            }
          ]
        }
      }
    })
  })

  test('runs mutations one after another, and a failure does not stop the others', async () => {
    const { ask, github, repository } = await holding(3)
    const [first, second, third] = repository.deployments
    const query = `mutation Batch {
      a: createDeploymentStatus(input: {deploymentId: "${first?.nodeId ?? ''}", state: INACTIVE, description: "gone"}) { deploymentStatus { state description } }
      b: deleteDeployment(input: {id: "${first?.nodeId ?? ''}"}) { clientMutationId }
      c: deleteDeployment(input: {id: "${third?.nodeId ?? ''}"}) { clientMutationId }
      d: createDeploymentStatus(input: {deploymentId: "${second?.nodeId ?? ''}", state: FAILURE, description: "${'x'.repeat(141)}"}) { deploymentStatus { state } }
      e: createDeploymentStatus(input: {deploymentId: "${second?.nodeId ?? ''}", state: FAILURE}) { deploymentStatus { state } } }`
    repository.addDeployment({ environment: 'staging' })
    const { status, data, errors } = await ask(query)
    expect([status, data]).toEqual([
      200,
      {
        a: { deploymentStatus: { state: 'INACTIVE', description: 'gone' } },
        b: { clientMutationId: null },
        c: null,
        d: null,
        e: { deploymentStatus: { state: 'FAILURE' } }
      }
    ])
    expect(errors.map(({ type, path, message }) => [type, path, message])).toEqual([
      [
        'UNPROCESSABLE',
        ['c'],
        'We cannot delete an active deployment unless it is the only deployment in a given environment.'
      ],
      ['UNPROCESSABLE', ['d'], 'description is too long (maximum is 140 characters)']
    ])
    expect(repository.deployments.map(({ state }) => state)).toEqual(['failure', 'success', undefined])
    expect(github.requests).toMatchObject([
      {
        operation: 'Batch',
        fields: [
          'createDeploymentStatus',
          'deleteDeployment',
          'deleteDeployment',
          'createDeploymentStatus',
          'createDeploymentStatus'
        ]
      }
    ])
    expect(github.writes()).toHaveLength(1)
  })

  test('creates a deployment for a ref, and deletes environments for administrators', async () => {
    const github = await start()
    const repository = github.repository()
    const ask = graphql(github)
    const { data } = await ask(inRepository('id defaultBranchRef { id }'))
    const { id, defaultBranchRef } = (data as { repository: { id: string; defaultBranchRef: { id: string } } })
      .repository
    const create = `mutation { createDeployment(input: {repositoryId: "${id}", refId: "${defaultBranchRef.id}", environment: "qa"}) {
      autoMerged deployment { environment commitOid } } }`
    expect((await ask(create)).data).toEqual({
      createDeployment: { autoMerged: false, deployment: { environment: 'qa', commitOid: repository.tip } }
    })
    const remove = `mutation { deleteEnvironment(input: {id: "${repository.environments[0]?.nodeId ?? ''}"}) { clientMutationId } }`
    expect((await ask(remove)).errors).toMatchObject([{ type: 'FORBIDDEN', path: ['deleteEnvironment'] }])
    const admin = graphql(github, github.token({ kind: 'admin' }))
    expect((await admin(remove)).errors).toEqual([])
    expect(repository.environments).toEqual([])
    const make = `mutation { createEnvironment(input: {repositoryId: "${id}", name: "new"}) { environment { name } } }`
    expect((await admin(make)).data).toEqual({ createEnvironment: { environment: { name: 'new' } } })
  })

  test('times out after ten mutations', async () => {
    const { ask, repository } = await holding(12)
    const aliases = repository.deployments.map(
      ({ nodeId }, index) =>
        `m${index}: createDeploymentStatus(input: {deploymentId: "${nodeId}", state: INACTIVE}) { clientMutationId }`
    )
    const { status, headers } = await ask(`mutation { ${aliases.join('\n')} }`)
    expect([status, headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8'])
    expect(repository.deployments.filter(({ state }) => state === 'inactive')).toHaveLength(10)
  })

  test('refuses what the token may not change, and hides what it may not read', async () => {
    const github = await start()
    const repository = github.repository('octo/app', { private: true })
    const { nodeId } = repository.addDeployment()
    const change = `mutation { createDeploymentStatus(input: {deploymentId: "${nodeId}", state: INACTIVE}) { clientMutationId } }`
    const fork = graphql(github, github.token({ kind: 'fork' }))
    expect((await fork(change)).body).toMatchObject({
      data: { createDeploymentStatus: null },
      errors: [
        {
          type: 'FORBIDDEN',
          path: ['createDeploymentStatus'],
          extensions: { saml_failure: false },
          message: 'Resource not accessible by integration'
        }
      ]
    })
    const stranger = graphql(github, github.token({ repository: 'octo/other' }))
    expect((await stranger(change)).errors).toMatchObject([{ type: 'NOT_FOUND' }])
    expect((await stranger(inRepository('id'))).body).toMatchObject({
      data: { repository: null },
      errors: [{ type: 'NOT_FOUND', message: "Could not resolve to a Repository with the name 'octo/app'." }]
    })
    expect(repository.deployments[0]?.statuses).toEqual([])
  })

  test('reports fields that its schema lacks, like an old server', async () => {
    const { ask, github } = await holding(1, { withoutMutations: true })
    const change = 'mutation { deleteDeployment(input: {id: "x"}) { clientMutationId } }'
    expect((await ask(change)).errors[0]?.message).toBe("Field 'deleteDeployment' doesn't exist on type 'Mutation'")
    expect(github.violations).toEqual([])
    await ask(inRepository('flavour'))
    expect(violationsOf(github)).toEqual(['GraphQL: Cannot query field "flavour" on type "Repository".'])
  })

  test('fails for fields that the simulation lacks', async () => {
    const { ask, github } = await holding(1)
    expect((await ask(inRepository('diskUsage'))).errors[0]?.message).toBe(
      'the simulated GitHub does not know Repository.diskUsage'
    )
    expect(violationsOf(github)).toEqual(['the simulated GitHub does not know Repository.diskUsage'])
  })

  test('does not exist on a very old server', async () => {
    const { ask } = await holding(1, { withoutGraphql: true })
    expect((await ask(inRepository('id'))).status).toBe(404)
  })
})

describe('the server', () => {
  test('of an enterprise has other API paths, and no rate limits', async () => {
    const github = await start({ flavour: 'enterprise' })
    github.repository()
    expect(github.apiUrl).toBe(`${github.serverUrl}/api/v3`)
    expect(github.graphqlUrl).toBe(`${github.serverUrl}/api/graphql`)
    const listed = await rest(github)('GET deployments')
    expect([listed.status, listed.headers.get('x-ratelimit-limit')]).toEqual([200, null])
    expect((await graphql(github)(inRepository('nameWithOwner'))).data).toEqual({
      repository: { nameWithOwner: 'octo/app' }
    })
    expect(github.requests.map(({ path }) => path)).toEqual(['/repos/octo/app/deployments', '/graphql'])
    const root = await fetch(`${github.serverUrl}/repos/octo/app/deployments`, {
      headers: { authorization: `token ${github.token()}` }
    })
    expect(root.status).toBe(404)
    expect(violationsOf(github)).toEqual(['no such operation'])
  })

  test('answers 304 if nothing has changed, which costs nothing', async () => {
    let now = Date.now()
    const github = await start({ clock: { now: () => now } })
    const repository = github.repository()
    const { id } = repository.addDeployment()
    const api = rest(github, github.token({ limit: 10 }))
    const first = await api(`GET deployments/${id}`)
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
    const same = await api(`GET deployments/${id}`, { headers })
    expect([same.status, same.text, same.headers.get('x-ratelimit-remaining')]).toEqual([304, '', '9'])
    now += 1000
    repository.deployment(id).append({ state: 'success' }, repository.owner)
    const changed = await api(`GET deployments/${id}`, { headers })
    expect([changed.status, changed.headers.get('x-ratelimit-remaining')]).toEqual([200, '8'])
    expect(github.requests.map(({ counted }) => counted)).toEqual([true, false, true])
  })

  test('redirects from the old name of a repository', async () => {
    const github = await start()
    const repository = github.repository('octo/old')
    repository.addDeployment()
    github.world.rename(repository, 'app')
    const api = rest(github, github.token({ kind: 'pat' }), 'octo/old')
    const moved = await api('GET deployments?per_page=1', { redirect: 'manual' })
    const location = `${github.apiUrl}/repositories/${repository.id}/deployments`
    expect([moved.status, moved.headers.get('location')]).toEqual([301, `${location}?per_page=1`])
    const post = await api('POST deployments', { redirect: 'manual', body: ship })
    expect([post.status, post.headers.get('location')]).toEqual([307, location])
    expect((await api('POST deployments', { body: ship })).status).toBe(201)
    expect((await graphql(github)('{ repository(owner: "octo", name: "old") { nameWithOwner } }')).data).toEqual({
      repository: { nameWithOwner: 'octo/app' }
    })
  })

  test('adds its time, the rate limits and a request id to every answer', async () => {
    const github = await start({ clock: { now: () => Date.parse('2026-01-02T03:04:05Z') } })
    github.repository()
    for (const { headers } of [await rest(github)('GET deployments'), await rest(github)('GET deployments/1')]) {
      expect(headers.get('date')).toBe('Fri, 02 Jan 2026 03:04:05 GMT')
      expect(headers.get('x-github-request-id')).toBe(
        github.requests.find(({ requestId }) => requestId === headers.get('x-github-request-id'))?.requestId
      )
      expect(headers.get('x-ratelimit-resource')).toBe('core')
    }
  })

  test('has a configurable latency', async () => {
    const github = await start({ latency: 60 })
    github.repository()
    const api = rest(github)
    await api('GET deployments')
    const begun = performance.now()
    await api('GET deployments')
    expect(performance.now() - begun).toBeGreaterThanOrEqual(59)
  })

  test('records violations of GitHub’s description', async () => {
    const github = await start()
    const { id } = github.repository().addDeployment()
    const api = rest(github)
    await api('POST deployments', { body: { ...ship, sha: 'x' } })
    expect(violationsOf(github)).toEqual(['property sha is not described'])
    await api('GET deployments?state=success&page=two')
    expect(violationsOf(github)).toEqual(['query parameter state is not described', 'query parameter page is "two"'])
    await api(`POST deployments/${id}/statuses`, { body: { state: 'success', auto_inactive: 'yes' } })
    expect(violationsOf(github)).toEqual(['/auto_inactive must be boolean'])
    await api(`DELETE deployments/${id}`, { body: {} })
    expect(violationsOf(github)).toEqual(['a body is not described'])
    await api('GET deployments', { headers: { 'x-github-api-version': '1999-01-01' } })
    expect(violationsOf(github)).toEqual(['the API has no version 1999-01-01'])
  })

  test.each([
    ['2022-11-28', 410],
    ['2026-03-10', 200],
    ['1999-01-01', 400]
  ])('answers version %s with %i if the first version has ended', async (version, status) => {
    const github = await start({ restVersions: ['2026-03-10'] })
    github.repository()
    const answer = await rest(github)('GET deployments', { headers: { 'x-github-api-version': version } })
    expect(answer.status).toBe(status)
    expect(violationsOf(github)).toHaveLength(status === 200 ? 0 : 1)
  })

  test('requires a token and a user agent', async () => {
    const github = await start()
    github.repository()
    const bare = await fetch(`${github.apiUrl}/repos/octo/app/deployments`, {
      method: 'POST',
      body: JSON.stringify(ship)
    })
    expect(bare.status).toBe(401)
    expect(violationsOf(github)).toEqual(['a request without a token'])
    const nameless = await new Promise<number | undefined>(resolve => {
      const headers = { authorization: `token ${github.token()}` }
      rawRequest(`${github.apiUrl}/repos/octo/app/deployments`, { headers }, response => {
        response.resume()
        resolve(response.statusCode)
      }).end()
    })
    expect(nameless).toBe(403)
    expect(violationsOf(github)).toEqual(['a request without user-agent'])
  })

  test('calls listeners before and after it processes a request', async () => {
    const github = await start()
    const repository = github.repository()
    const seen: unknown[] = []
    const end = github.onRequest(async ({ method, path }) => {
      await Promise.resolve()
      seen.push([method, path, repository.deployments.length])
    })
    github.onAnswer(({ status }) => void seen.push([status, repository.deployments.length]))
    await rest(github)('POST deployments', { body: ship })
    end()
    await rest(github)('GET deployments')
    expect(seen).toEqual([
      ['POST', '/repos/octo/app/deployments', 0],
      [201, 1],
      [200, 1]
    ])
  })
})

describe('rate limits', () => {
  test('refuse requests after the hourly limit, until it resets', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z')
    const github = await start({ clock: { now: () => now } })
    github.repository()
    const api = rest(github, github.token({ limit: 2 }))
    // All workflows of a repository share a rate limit.
    expect(
      (await rest(github, github.token({ limit: 2 }))('GET deployments')).headers.get('x-ratelimit-remaining')
    ).toBe('1')
    expect((await api('GET deployments')).headers.get('x-ratelimit-remaining')).toBe('0')
    const refused = await api('POST deployments', { body: ship })
    expect([refused.status, refused.body['message']]).toEqual([
      403,
      expect.stringContaining('API rate limit exceeded for installation ID')
    ])
    expect([refused.headers.get('x-ratelimit-remaining'), refused.headers.get('x-ratelimit-reset')]).toEqual([
      '0',
      String(now / 1000 + 3600)
    ])
    expect((await api('GET /rate_limit')).body['resources']).toMatchObject({
      core: { limit: 2, remaining: 0, used: 2 }
    })
    expect((await graphql(github, github.token({ limit: 2 }))('{ viewer { login } }')).errors).toEqual([])
    now += 3_600_000
    expect((await api('POST deployments', { body: ship })).status).toBe(201)
  })

  test('refuse GraphQL with status 200', async () => {
    const github = await start()
    const ask = graphql(github, github.token({ limit: 1 }))
    await ask('{ viewer { login } }')
    const { status, errors, headers } = await ask('{ viewer { login } }')
    expect([status, errors[0]?.type, headers.get('x-ratelimit-remaining')]).toEqual([200, 'RATE_LIMITED', '0'])
  })

  test('count points per minute: one for a read, five for a write', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z')
    const github = await start({ clock: { now: () => now }, secondaryLimits: { points: true } })
    github.repository()
    const api = rest(github)
    for (let count = 0; count < 179; count += 1) await api('POST deployments', { body: ship })
    now += 10_000
    for (let count = 0; count < 5; count += 1) expect((await api('GET deployments')).status).toBe(200)
    const refused = await api('GET deployments')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([403, '50'])
    expect(refused.body['message']).toMatch(/secondary rate limit/)
    expect(github.requests.at(-1)?.counted).toBe(false)
    expect((await graphql(github)('{ viewer { login } }')).status).toBe(200)
    now += 50_000
    expect((await api('GET deployments')).status).toBe(200)
  })

  test('count the points of GraphQL separately', async () => {
    const github = await start({ secondaryLimits: { points: true } })
    github.repository()
    const ask = graphql(github)
    const change = 'mutation { deleteDeployment(input: {id: "none"}) { clientMutationId } }'
    for (let count = 0; count < 400; count += 1) await ask(change)
    expect(github.requests.every(({ status }) => status === 200)).toBe(true)
    expect((await ask('{ viewer { login } }')).status).toBe(403)
    expect((await rest(github)('GET deployments')).status).toBe(200)
  })

  test('count requests that create content, and may not say how long to wait', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z')
    const secondaryLimits = { contentCreation: true, retryAfter: false }
    const github = await start({ clock: { now: () => now }, secondaryLimits, checkSchema: false })
    const repository = github.repository()
    const api = rest(github)
    const create = async (times: number) => {
      for (let count = 0; count < times; count += 1) await api('POST deployments', { body: ship })
      return repository.deployments.length
    }
    expect(await create(81)).toBe(80)
    expect(github.requests.at(-1)).toMatchObject({ status: 403, counted: false })
    expect((await api('POST deployments', { body: ship })).headers.get('retry-after')).toBeNull()
    expect((await api('GET deployments')).status).toBe(200)
    for (let minute = 0; minute < 6; minute += 1) {
      now += 60_000
      await create(80)
    }
    expect(repository.deployments).toHaveLength(500)
    now += 54 * 60_000
    expect(await create(1)).toBe(501)
  })

  test('allow a hundred concurrent requests', async () => {
    const github = await start({ latency: 300, secondaryLimits: { concurrency: true } })
    github.repository()
    const api = rest(github)
    const statuses = await Promise.all(Array.from({ length: 110 }, async () => (await api('GET deployments')).status))
    expect(statuses.filter(status => status === 403)).toHaveLength(10)
    expect(statuses.filter(status => status === 200)).toHaveLength(100)
  })
})

describe('faults', () => {
  async function ready(options?: SimulatedGitHubOptions) {
    const github = await start(options)
    const repository = github.repository()
    return { github, repository, api: rest(github), ask: graphql(github) }
  }

  test.each([
    ['before', 0],
    ['after', 1]
  ] as const)('a reset %s leaves %i deployments', async (when, left) => {
    const { api, github, repository } = await ready()
    github.fault({ effect: { type: 'reset', when } })
    await expect(api('POST deployments', { body: ship })).rejects.toThrow()
    expect(repository.deployments).toHaveLength(left)
    expect(github.requests).toMatchObject([{ status: 0, fault: 'reset' }])
    expect((await api('GET deployments')).status).toBe(200)
  })

  test.each([
    [500, 'before', 0, 'application/json; charset=utf-8'],
    [502, 'after', 1, 'text/html; charset=utf-8'],
    [504, 'after', 1, 'text/html; charset=utf-8']
  ] as const)('a %i %s leaves %i deployments', async (status, when, left, type) => {
    const { api, github, repository } = await ready()
    github.fault({ effect: { type: 'status', status, when } })
    const failed = await api('POST deployments', { body: ship })
    expect([failed.status, failed.headers.get('content-type')]).toEqual([status, type])
    expect(repository.deployments).toHaveLength(left)
  })

  test('an answer can be incomplete', async () => {
    const { api, github, repository } = await ready()
    github.fault({ effect: { type: 'truncate' } })
    await expect(api('POST deployments', { body: ship })).rejects.toThrow()
    expect(repository.deployments).toHaveLength(1)
  })

  test('an answer can be missing or slow', async () => {
    const { github, repository } = await ready()
    const url = `${github.apiUrl}/repos/octo/app/deployments`
    const headers = { authorization: `token ${github.token()}` }
    github.fault({ effect: { type: 'hang', when: 'after' } })
    const create = { method: 'POST', body: JSON.stringify(ship), headers, signal: AbortSignal.timeout(300) }
    await expect(fetch(url, create)).rejects.toThrow(/timeout/)
    expect(repository.deployments).toHaveLength(1)
    github.fault({ effect: { type: 'drip', bytes: 400, interval: 20 } })
    const begun = performance.now()
    expect(await (await fetch(url, { headers })).json()).toHaveLength(1)
    expect(performance.now() - begun).toBeGreaterThan(60)
    github.fault({ effect: { type: 'delay', ms: 80 } })
    const delayed = performance.now()
    await fetch(url, { headers })
    expect(performance.now() - delayed).toBeGreaterThanOrEqual(79)
  })

  test('reads can lag behind a write', async () => {
    const { api, ask, github, repository } = await ready()
    const { id } = repository.addDeployment()
    github.fault({ match: { method: 'POST' }, effect: { type: 'lag', requests: 3 } })
    await api(`POST deployments/${id}/statuses`, { body: { state: 'success', environment: 'moved' } })
    expect((await api(`GET deployments/${id}/statuses`)).list).toEqual([])
    expect((await api(`GET deployments/${id}`)).body['environment']).toBe('production')
    expect((await ask(inRepository('deployments(first: 1) { nodes { state } }'))).data).toMatchObject({
      repository: { deployments: { nodes: [{ state: 'PENDING' }] } }
    })
    expect((await api(`GET deployments/${id}/statuses`)).list).toHaveLength(1)
  })

  test('a read can miss the latest write for some time', async () => {
    let now = Date.now()
    const { api, github } = await ready({ clock: { now: () => now } })
    const created = (await api('POST deployments', { body: ship })).body
    github.fault({ match: { method: 'GET' }, effect: { type: 'lag', ms: 1000 } })
    expect((await api('GET deployments')).list).toEqual([])
    expect((await api(`GET deployments/${String(created['id'])}`)).status).toBe(404)
    // The primary handles writes, and knows the deployment.
    expect(
      (await api(`POST deployments/${String(created['id'])}/statuses`, { body: { state: 'queued' } })).status
    ).toBe(201)
    now += 1000
    expect((await api('GET deployments')).list).toHaveLength(1)
  })

  test.each([
    ['429', 429, '7', null],
    ['secondary', 403, null, null],
    ['secondary-with-retry-after', 403, '7', null],
    ['primary', 403, null, '0']
  ] as const)('a rate limit of the kind %s can refuse', async (flavour, status, retryAfter, remaining) => {
    const { api, github, repository } = await ready()
    github.fault({ effect: { type: 'rate', flavour, seconds: 7 } })
    const refused = await api('POST deployments', { body: ship })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([status, retryAfter])
    if (remaining !== null) expect(refused.headers.get('x-ratelimit-remaining')).toBe(remaining)
    expect(Number(refused.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000)
    expect(repository.deployments).toEqual([])
  })

  test('a primary rate limit refuses GraphQL with status 200', async () => {
    const { ask, github } = await ready()
    github.fault({ match: { kind: 'graphql' }, effect: { type: 'rate', flavour: 'primary', seconds: 7 } })
    const { status, errors, headers } = await ask('{ viewer { login } }')
    expect([status, errors[0]?.type, headers.get('x-ratelimit-remaining')]).toEqual([200, 'RATE_LIMITED', '0'])
  })

  test('a batch can be completed in part', async () => {
    const { ask, github, repository } = await ready()
    const [one, two] = [repository.addDeployment(), repository.addDeployment()]
    const handle = github.fault({
      match: { operation: 'createDeploymentStatus' },
      effect: { type: 'partial', done: 1 }
    })
    const { status } = await ask(`mutation {
      a: createDeploymentStatus(input: {deploymentId: "${one.nodeId}", state: FAILURE}) { clientMutationId }
      b: createDeploymentStatus(input: {deploymentId: "${two.nodeId}", state: FAILURE}) { clientMutationId } }`)
    expect([status, one.state, two.state]).toEqual([502, 'failure', undefined])
    expect(handle.struck).toHaveLength(1)
  })

  test('an answer can have any content, or redirect', async () => {
    const { api, github, repository } = await ready()
    github.fault({ effect: { type: 'garbage', body: '{"id":', contentType: 'application/json', when: 'after' } })
    const response = fetch(`${github.apiUrl}/repos/octo/app/deployments`, {
      method: 'POST',
      headers: { authorization: `token ${github.token()}` },
      body: JSON.stringify(ship)
    })
    expect(await (await response).text()).toBe('{"id":')
    expect(repository.deployments).toHaveLength(1)
    github.fault({ effect: { type: 'redirect', to: 'http://127.0.0.1:9/elsewhere', status: 302 } })
    const moved = await api('GET deployments', { redirect: 'manual' })
    expect([moved.status, moved.headers.get('location')]).toEqual([302, 'http://127.0.0.1:9/elsewhere'])
    github.fault({ effect: { type: 'respond', status: 418, headers: { 'x-kind': 'teapot' }, body: 'short' } })
    const teapot = await api('GET deployments')
    expect([teapot.status, teapot.text, teapot.headers.get('x-kind')]).toEqual([418, 'short', 'teapot'])
  })

  test('pages can be endless', async () => {
    const { api, ask, github, repository } = await ready()
    repository.addDeployment()
    github.fault({ effect: { type: 'endless-pages' }, times: 3 })
    expect((await api('GET deployments?page=1')).headers.get('link')).toContain('page=2>; rel="next"')
    const far = await api('GET deployments?page=900')
    expect([far.list.length, far.headers.get('link')]).toEqual([1, expect.stringContaining('page=901>; rel="next"')])
    expect((await ask(inRepository('deployments(first: 1) { pageInfo { hasNextPage } }'))).data).toMatchObject({
      repository: { deployments: { pageInfo: { hasNextPage: true } } }
    })
    expect((await api('GET deployments')).headers.get('link')).toBeNull()
  })

  test('strike the specified requests, as often as specified', async () => {
    const { api, ask, github } = await ready()
    const second = github.fault({
      match: { path: '/deployments', nth: 2 },
      times: 2,
      effect: { type: 'status', status: 503, when: 'before' }
    })
    const other = github.fault({
      match: { kind: 'graphql', operation: /^View/ },
      effect: { type: 'status', status: 500, when: 'before' }
    })
    const statuses: number[] = []
    for (let count = 0; count < 4; count += 1) statuses.push((await api('GET deployments')).status)
    expect(statuses).toEqual([200, 503, 503, 200])
    expect(second.struck).toHaveLength(2)
    expect((await ask('query Other { viewer { login } }')).status).toBe(200)
    expect((await ask('query Viewer { viewer { login } }')).status).toBe(500)
    expect(other.struck.map(({ operation }) => operation)).toEqual(['Viewer'])
    const removed = github.fault({ effect: { type: 'reset', when: 'before' } })
    removed.remove()
    expect((await api('GET deployments')).status).toBe(200)
  })

  test('two faults strike two requests in a row', async () => {
    const { api, github } = await ready()
    github.fault({ effect: { type: 'status', status: 502, when: 'before' } })
    github.fault({ effect: { type: 'status', status: 503, when: 'before' } })
    const statuses = [await api('GET deployments'), await api('GET deployments'), await api('GET deployments')]
    expect(statuses.map(({ status }) => status)).toEqual([502, 503, 200])
  })
})

describe('events', () => {
  async function world() {
    const github = await start()
    const repository = github.repository()
    repository.tag('v1')
    const open = repository.pullRequest({ head: 'feature' })
    const forked = repository.pullRequest({ head: 'theirs', fork: true })
    const merged = repository.pullRequest({ head: 'done', merged: true })
    return { repository, events: new Events(repository), open, forked, merged }
  }

  test('of a push have the pushed commit', async () => {
    const { repository, events } = await world()
    const { tip } = repository
    expect(events.push()).toMatchObject({
      name: 'push',
      sha: tip,
      ref: 'refs/heads/main',
      payload: { after: tip, deleted: false }
    })
    const tagged = repository.tag('v2', repository.tip, { annotated: true })
    const annotated = events.pushTag('v2')
    expect(annotated).toMatchObject({ sha: tagged, ref: 'refs/tags/v2', payload: { head_commit: { id: tagged } } })
    expect(annotated.payload['after']).not.toBe(tagged)
    expect(events.pushDeleted('feature')).toMatchObject({
      sha: tip,
      ref: 'refs/heads/main',
      payload: { ref: 'refs/heads/feature', deleted: true, head_commit: null, after: '0'.repeat(40) }
    })
  })

  test('of a pull request run on its test merge, after the merge on its base branch, and for pull_request_target on the default branch', async () => {
    const { repository, events, open, forked, merged } = await world()
    expect(events.pullRequest(open, 'synchronize')).toMatchObject({
      sha: open.merge_commit_sha,
      ref: 'refs/pull/1/merge',
      payload: { action: 'synchronize', number: 1, pull_request: { head: { sha: open.head.sha } } }
    })
    expect(events.pullRequest(forked).payload).toMatchObject({
      pull_request: { head: { repo: { fork: true, full_name: 'contributor/app' } }, merged: false }
    })
    expect(events.pullRequest(merged)).toMatchObject({
      sha: merged.merge_commit_sha,
      ref: 'refs/heads/main',
      payload: { action: 'closed', pull_request: { merged: true } }
    })
    expect(events.pullRequestTarget(open)).toMatchObject({
      name: 'pull_request_target',
      sha: repository.tip,
      ref: 'refs/heads/main'
    })
    expect(events.pullRequestReview(open)).toMatchObject({ sha: open.merge_commit_sha, ref: 'refs/pull/1/merge' })
    expect(events.issueComment(open).payload).toMatchObject({ issue: { number: 1, pull_request: {} } })
    expect(events.issueComment(9).payload['issue']).not.toHaveProperty('pull_request')
    const group = events.mergeGroup(open)
    expect(group.ref).toBe(`refs/heads/gh-readonly-queue/main/pr-1-${repository.tip}`)
    expect(group.payload).toMatchObject({ merge_group: { head_sha: group.sha, head_ref: group.ref } })
    expect([repository.tip, open.head.sha]).not.toContain(group.sha)
  })

  test('of a run do not name a fork’s pull request', async () => {
    const { repository, events, open, forked } = await world()
    const own = repository.workflowRun({ sha: open.head.sha, branch: 'feature', event: 'pull_request' })
    expect(events.workflowRun(own)).toMatchObject({
      sha: repository.tip,
      payload: { workflow_run: { head_sha: open.head.sha, pull_requests: [{ number: 1 }] } }
    })
    const { repo, sha } = forked.head
    const theirs = repository.workflowRun({
      sha,
      branch: 'theirs',
      event: 'pull_request',
      ...(repo && { headRepository: repo })
    })
    expect(events.workflowRun(theirs).payload).toMatchObject({
      workflow_run: { head_sha: sha, pull_requests: [], head_repository: { full_name: 'contributor/app' } }
    })
  })

  test('of a deployment have a ref only if it was created with one', async () => {
    const { repository, events, open } = await world()
    const named = repository.addDeployment({ ref: 'feature', statuses: ['queued'] })
    expect(events.deployment(named)).toMatchObject({
      sha: open.head.sha,
      ref: 'refs/heads/feature',
      payload: { action: 'created', deployment: { id: named.id } }
    })
    const bare = repository.addDeployment({ sha: open.head.sha, state: 'success' })
    expect(events.deployment(bare)).toMatchObject({ sha: open.head.sha, ref: '' })
    const [status] = bare.statuses
    expect(status && events.deploymentStatus(status)).toMatchObject({
      name: 'deployment_status',
      payload: { deployment_status: { state: 'success' }, deployment: { id: bare.id } }
    })
  })

  test('without a ref of their own run on the default branch', async () => {
    const { repository, events, open } = await world()
    const run = repository.checkRun({ name: 'ci', sha: open.head.sha, conclusion: 'success' })
    const here = { sha: repository.tip, ref: 'refs/heads/main' }
    expect(events.checkSuite(open.head.sha)).toMatchObject({
      ...here,
      payload: { check_suite: { head_sha: open.head.sha } }
    })
    expect(events.checkRun(run)).toMatchObject({ ...here, payload: { check_run: { head_sha: open.head.sha } } })
    expect(events.status(open.head.sha)).toMatchObject({ ...here, payload: { sha: open.head.sha } })
    expect(events.schedule()).toMatchObject({ ...here, payload: { schedule: '0 3 * * *' } })
    expect(events.repositoryDispatch('go', { a: 1 })).toMatchObject({ ...here, payload: { client_payload: { a: 1 } } })
    expect(events.delete('gone')).toMatchObject({ ...here, payload: { ref: 'gone', ref_type: 'branch' } })
    expect(events.create('feature')).toMatchObject({ sha: open.head.sha, ref: 'refs/heads/feature' })
    expect(events.workflowDispatch('feature')).toMatchObject({ sha: open.head.sha, ref: 'refs/heads/feature' })
    expect(events.release('v1')).toMatchObject({ ref: 'refs/tags/v1', sha: repository.tags.get('v1') })
  })
})
