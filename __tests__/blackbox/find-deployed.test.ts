import { describe, expect } from '@jest/globals'
import type { Repository, State } from '../simulator/github/model.ts'
import { sequence, story, type Stage } from './stage.ts'

interface Entry {
  id: number | null
  environment: string
  task: string
  state: string
  sha: string
  ref: string | null
  environment_url: string
  log_url: string
  created_at: string
  newest: boolean
}

const entries = (outputs: Readonly<Record<string, string>>): Entry[] =>
  JSON.parse(outputs['deployments'] ?? '') as Entry[]

/** Lists the deployments by environment and task. */
const places = (outputs: Readonly<Record<string, string>>): string[] =>
  entries(outputs).map(({ environment, task, sha, newest }) => `${environment} ${task} ${sha}${newest ? '' : ' old'}`)

/** Adds two parts in staging (one deployed twice), an older production, and two previews (one failed). */
function landscape(repository: Repository): { first: string; second: string } {
  const first = repository.commit('First')
  const second = repository.commit('Second')
  repository.addDeployments([
    { environment: 'production', sha: first, ref: 'v1', state: 'success' },
    { environment: 'staging', task: 'deploy:api', sha: first, statuses: ['success', 'inactive'] },
    { environment: 'staging', task: 'deploy:api', sha: first, state: 'success' },
    { environment: 'staging', task: 'deploy:web', sha: first, state: 'success' },
    {
      environment: 'staging',
      task: 'deploy:api',
      sha: second,
      ref: 'main',
      statuses: [{ state: 'success', environmentUrl: 'https://api.example.com', logUrl: 'https://ci.example.com/7' }]
    },
    { environment: 'preview/pr-10', sha: second, state: 'success' },
    { environment: 'preview/pr-2', sha: second, state: 'failure' }
  ])
  return { first, second }
}

const find = { operation: 'find', environment: '**' }

describe('find with a pattern', () => {
  story('lists one deployment per environment and task, including production', async ({ github, repository, run }) => {
    const { first, second } = landscape(repository)
    const { main, outputs, said } = await run(find)
    expect(main.exitCode).toBe(0)
    expect(places(outputs)).toEqual([
      `preview/pr-10 deploy ${second}`,
      `production deploy ${first}`,
      `staging deploy:api ${second}`,
      `staging deploy:web ${first}`
    ])
    const api = repository.deployments.find(({ task, sha }) => task === 'deploy:api' && sha === second)
    expect(entries(outputs)[2]).toEqual({
      id: api?.id,
      environment: 'staging',
      task: 'deploy:api',
      state: 'success',
      sha: second,
      ref: 'main',
      environment_url: 'https://api.example.com',
      log_url: 'https://ci.example.com/7',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      newest: true
    })
    expect(Object.keys(outputs)).toEqual(['deployments'])
    expect(['error', 'warning', 'notice'].flatMap(level => said(level as 'error'))).toEqual([])
    expect(main.log).toContain('Found       4 deployments in state success in 4 environments\n')
    expect(main.log).toContain(`${second.slice(0, 7)}     staging (deploy:api)\n`)
    expect(main.log).toContain('none        preview/pr-2\n')
    expect(main.summary).toContain('<th>Environment</th><th>Task</th><th>State</th><th>Commit</th>')
    expect(main.summary).toContain('<a href="https://api.example.com">https://api.example.com</a>')
    expect(sequence(github.requests)).toEqual(['GET environments', 'Scan', 'GET deployments'])
  })

  for (const environment of ['*', 'staging\nproduction', '{stag,prod}*\n!preview/**']) {
    story(`lists the environments that match ${JSON.stringify(environment)}`, async ({ repository, run }) => {
      const { first, second } = landscape(repository)
      expect(places((await run({ ...find, environment })).outputs)).toEqual([
        `production deploy ${first}`,
        `staging deploy:api ${second}`,
        `staging deploy:web ${first}`
      ])
    })
  }

  story('filters by task or state', async ({ repository, run }) => {
    const { first, second } = landscape(repository)
    expect(places((await run({ ...find, task: 'deploy:web' })).outputs)).toEqual([`staging deploy:web ${first}`])
    expect(places((await run({ ...find, state: 'failure' })).outputs)).toEqual([`preview/pr-2 deploy ${second}`])
  })

  story('matches names in any case', async ({ repository, run }) => {
    const { first } = landscape(repository)
    repository.addDeployments([{ environment: 'Staging EU', sha: first, state: 'success' }])
    const { outputs } = await run({ ...find, environment: 'PRODUCTION\nstaging eu' })
    expect(places(outputs)).toEqual([`production deploy ${first}`, `Staging EU deploy ${first}`])
  })

  story('logs one line if no environment or deployment matches', async ({ repository, run }) => {
    landscape(repository)
    const none = await run({ ...find, environment: 'qa-*' })
    expect([none.main.exitCode, none.outputs]).toEqual([0, { deployments: '[]' }])
    expect(none.main.log.trim()).toBe('No environment matches.')
    const empty = await run({ ...find, state: 'queued' })
    expect([empty.main.exitCode, empty.outputs]).toEqual([0, { deployments: '[]' }])
    expect(empty.main.log.trim()).toBe('No deployment in state queued in 4 environments.')
    expect(empty.main.summary).toContain('No deployment in state queued in 4 environments.')
  })

  story('does not list the deployment that GitHub creates for this job', async ({ repository, run }) => {
    const [runId, checkRunId] = [36_744_327_825, 109_986_525_349]
    const sha = repository.tip
    repository.jobDeployment({ environment: 'staging', checkRunId, runId, sha })
    const { outputs, said } = await run({ ...find, state: 'in_progress' }, { runId, checkRunId })
    expect(entries(outputs)).toEqual([])
    expect(said('notice')).toEqual([expect.stringContaining('deployment: false')])
  })

  story('treats a line as a name if an environment has this name', async ({ repository, run }) => {
    const [odd] = repository.addDeployments([{ environment: 'release[1]', state: 'success' }])
    repository.addDeployments([
      { environment: '!hotfix', state: 'success' },
      { environment: 'release1', state: 'success' }
    ])
    const { outputs } = await run({ ...find, environment: 'RELEASE[1]' })
    expect(outputs).toMatchObject({ 'deployment-id': String(odd.id), environment: 'release[1]' })
    expect(outputs).not.toHaveProperty('deployments')
    expect((await run({ ...find, environment: '!hotfix' })).outputs['environment']).toBe('!hotfix')
  })
})

describe('find with a pattern and "ref"', () => {
  story('lists where the commit is deployed, and marks superseded deployments', async ({ github, repository, run }) => {
    const { first, second } = landscape(repository)
    const { outputs, main } = await run({ ...find, ref: first })
    expect(places(outputs)).toEqual([
      `production deploy ${first}`,
      `staging deploy:api ${first} old`,
      `staging deploy:web ${first}`
    ])
    expect(main.log).toContain(`${first.slice(0, 7)}     staging (deploy:api), not the newest\n`)
    expect(main.summary).toContain('<th>Newest</th>')
    expect(entries(outputs).map(({ id, ref }) => [typeof id, typeof ref])).toEqual(Array(3).fill(['number', 'string']))
    expect(sequence(github.requests)).toEqual(['GET environments', 'Scan', 'GET deployments'])
    repository.branch('release', second)
    expect(places((await run({ ...find, ref: 'release' })).outputs)).toEqual([
      `preview/pr-10 deploy ${second}`,
      `staging deploy:api ${second}`
    ])
  })

  story('lists nothing if GitHub does not know the commit', async ({ repository, run }) => {
    landscape(repository)
    const { main, outputs } = await run({ ...find, ref: 'nowhere' })
    expect([main.exitCode, outputs]).toEqual([0, { deployments: '[]' }])
    expect(main.log).toContain('GitHub found no commit for "nowhere".')
  })
})

describe('find with a pattern sends', () => {
  const manyPreviews = ({ repository }: Stage, count: number): void => {
    const previews = Array.from({ length: count }, (_, number) => ({
      environment: `preview/pr-${number}`,
      sha: repository.commit(`Preview ${number}`),
      state: 'success' as const
    }))
    repository.addDeployments(previews)
  }

  story('nine requests for 250 environments, and lists the id and ref of each', async stage => {
    manyPreviews(stage, 250)
    const { outputs } = await stage.run(find)
    expect(entries(outputs).filter(({ id, ref }) => id !== null && ref !== null)).toHaveLength(250)
    expect(stage.github.requests).toHaveLength(9)
  })

  story('at most 100 requests for ids and refs, and logs that the others are null', async stage => {
    const { github, repository, run } = stage
    manyPreviews(stage, 130)
    repository.addDeployments(Array<State>(100).fill('failure'), { environment: 'busy', createdAt: Date.now() })
    const { main, outputs } = await run(find)
    expect(github.requests.filter(({ path }) => path.endsWith('/deployments'))).toHaveLength(100)
    expect(entries(outputs)).toHaveLength(130)
    expect(entries(outputs).filter(({ id, ref }) => id === null && ref === null)).toHaveLength(31)
    expect(main.log).toContain('Neither id nor ref of 31 of these deployments is known')
    expect(main.log).toContain('more than 100 requests')
  })

  story('one request for a single deployment, even if it is older than the newest hundred', async stage => {
    const { github, repository, run } = stage
    const [rare] = repository.addDeployments([{ environment: 'staging', task: 'migrate', state: 'success' }])
    repository.addDeployments(Array<State>(150).fill('failure'), { environment: 'staging', createdAt: Date.now() })
    const { outputs } = await run({ ...find, environment: 'staging\nqa' })
    expect(entries(outputs)).toEqual([expect.objectContaining({ id: rare.id, task: 'migrate' })])
    const lists = github.requests.filter(({ path }) => path.endsWith('/deployments'))
    expect(lists).toHaveLength(1)
  })

  story('no requests for ids and refs over REST, which returns them', async ({ github, repository, run }) => {
    const { first } = landscape(repository)
    const token = github.token({ kind: 'repo_deployment' })
    const { outputs } = await run({ ...find, environment: 'staging\nproduction', token })
    expect(entries(outputs)).toHaveLength(3)
    expect(entries(outputs)[0]).toMatchObject({ sha: first, ref: 'v1', id: expect.any(Number) })
    // One page per environment, and the statuses of each deployment.
    expect(github.restRequests()).toHaveLength(2 + 5)
  })

  story('a request for deployments if it cannot list environments', async stage => {
    const { github, repository, run } = stage
    const { first } = landscape(repository)
    github.fault({
      match: { path: /\/environments$/ },
      effect: {
        type: 'respond',
        status: 403,
        headers: { 'content-type': 'application/json' },
        body: '{"message":"Resource not accessible by integration"}'
      }
    })
    const { main, outputs } = await run({ ...find, environment: 'prod*' })
    expect(places(outputs)).toEqual([`production deploy ${first}`])
    expect(main.log).toContain('The token may not list the environments')
  })
})
