import { describe, expect } from '@jest/globals'
import type { DeploymentSeed, Repository } from '../simulator/github/model.ts'
import { states, story, type Played, type Stage } from './stage.ts'

const environment = 'staging'
const guard = { environment, 'older-commit': 'fail' }
const minute = 60_000

/** Adds a deployment that succeeded earlier. */
const live = (repository: Repository, sha: string, more: DeploymentSeed = {}) =>
  repository.addDeployment({ environment, sha, state: 'success', createdAt: Date.now() - minute, ...more })

/** Two commits of the default branch, the second one on top of the first. */
function twoCommits({ repository }: Stage): { old: string; next: string } {
  return { old: repository.commit('Old'), next: repository.commit('Next') }
}

/** Returns the commits of the comparisons that were requested. */
const comparisonsIn = ({ github }: Stage): string[] =>
  github.requests.flatMap(({ path }) => path.split('/compare/').slice(1))

/** Checks that the commit was deployed, and nothing was said. */
function expectDeployed({ repository }: Stage, { job, said }: Played, sha: string): void {
  expect(job.conclusion).toBe('success')
  expect(repository.deployments.at(-1)).toMatchObject({ sha, state: 'success' })
  expect([...said('warning'), ...said('error')]).toEqual([])
}

/** Checks that nothing was created, and that nothing has changed. */
function expectNothing(stage: Stage, before: number): void {
  expect(stage.repository.deployments).toHaveLength(before)
  expect(stage.github.writes().filter(({ kind }) => kind === 'rest')).toEqual([])
}

describe('a commit that is older than the live one', () => {
  story('is an error with "fail", and nothing is created', async stage => {
    const { old, next } = twoCommits(stage)
    const older = live(stage.repository, next)
    const { job, main, post, outputs, said } = await stage.run({ ...guard, ref: old })
    expect([main.exitCode, post?.exitCode, job.conclusion]).toEqual([1, 0, 'failure'])
    expect(said('error')).toEqual([
      `Commit ${old.slice(0, 7)} is older than ${next.slice(0, 7)}, which is live in staging, so nothing was created. To go back on purpose, set "older-commit: deploy", as the recipe "Rollback" in docs/recipes.md does.`
    ])
    expect(outputs).toEqual({})
    expect(states(older)).toEqual(['success'])
    expect(comparisonsIn(stage)).toEqual([`${old}...${next}`])
    expect(stage.github.requests).toHaveLength(2)
    expectNothing(stage, 1)
    expect(post?.log).toContain('Nothing to finish.')
  })

  story('is a warning with "skip", and only previous-sha is set', async stage => {
    const { old, next } = twoCommits(stage)
    live(stage.repository, next)
    const { job, main, post, outputs, said } = await stage.run({ ...guard, 'older-commit': 'Skip', ref: old })
    expect([main.exitCode, post?.exitCode, job.conclusion]).toEqual([0, 0, 'success'])
    expect(said('warning')).toEqual([
      expect.stringMatching(
        new RegExp(
          `^Commit ${old.slice(0, 7)} is older than ${next.slice(0, 7)}, which is live in staging, so no deployment was created\\.`
        )
      )
    ])
    expect(outputs).toEqual({ 'previous-sha': next })
    expectNothing(stage, 1)
    expect(post?.log).toContain('Nothing to finish.')
  })

  story('is deployed with "deploy", and nothing is compared', async stage => {
    const { old, next } = twoCommits(stage)
    live(stage.repository, next)
    const played = await stage.run({ ...guard, 'older-commit': 'deploy', ref: old })
    expectDeployed(stage, played, old)
    expect(comparisonsIn(stage)).toEqual([])
  })

  for (const [what, name] of [
    ['a branch', (repository: Repository, sha: string) => void repository.branch('release', sha)],
    ['a tag', (repository: Repository, sha: string) => void repository.tag('release', sha)],
    [
      'an annotated tag',
      (repository: Repository, sha: string) => void repository.tag('release', sha, { annotated: true })
    ]
  ] as const) {
    story(`is recognized by ${what}`, async stage => {
      const { old, next } = twoCommits(stage)
      name(stage.repository, old)
      live(stage.repository, next)
      const { said } = await stage.run({ ...guard, ref: 'release' })
      expect(said('error')).toEqual([expect.stringContaining(`Commit ${old.slice(0, 7)} is older than`)])
      expectNothing(stage, 1)
    })
  }

  story('is recognized although the newest deployment failed', async stage => {
    const { old, next } = twoCommits(stage)
    live(stage.repository, next)
    stage.repository.addDeployment({ environment, sha: old, state: 'failure' })
    const { main } = await stage.run({ ...guard, ref: old })
    expect(main.exitCode).toBe(1)
    expectNothing(stage, 2)
  })

  story('is recognized although a test marked the live one as failed', async stage => {
    const { old, next } = twoCommits(stage)
    live(stage.repository, old, { statuses: ['success', 'inactive'], createdAt: Date.now() - 2 * minute })
    live(stage.repository, next, { statuses: ['success', 'failure'] })
    const { main } = await stage.run({ ...guard, ref: old })
    expect(main.exitCode).toBe(1)
    expectNothing(stage, 2)
  })

  story('is recognized in another spelling of the environment', async stage => {
    const { old, next } = twoCommits(stage)
    live(stage.repository, next, { environment: 'Staging' })
    const token = stage.github.token({ permissions: { contents: 'read', deployments: 'write', actions: 'read' } })
    const { main } = await stage.run({ ...guard, ref: old, token })
    expect(main.exitCode).toBe(1)
    expectNothing(stage, 1)
  })

  story('is recognized behind more than a hundred of other tasks', async stage => {
    const { old, next } = twoCommits(stage)
    live(stage.repository, next, { createdAt: Date.now() - 2 * minute })
    stage.repository.addDeployments(Array<'success'>(120).fill('success'), {
      environment,
      task: 'migrate',
      createdAt: Date.now() - minute
    })
    const { main } = await stage.run({ ...guard, ref: old })
    expect(main.exitCode).toBe(1)
    expectNothing(stage, 121)
  })

  story('is recognized if GraphQL is refused', async stage => {
    const { old, next } = twoCommits(stage)
    live(stage.repository, next)
    stage.repository.addDeployment({ environment, sha: next, state: 'success', creator: 'vercel[bot]' })
    stage.github.fault({
      match: { kind: 'graphql' },
      times: 9,
      effect: {
        type: 'respond',
        status: 403,
        headers: { 'content-type': 'application/json' },
        body: '{"message":"No"}'
      }
    })
    const { main, said } = await stage.run({ ...guard, ref: old })
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([expect.stringContaining('is older than')])
    expectNothing(stage, 2)
  })
})

describe('a commit that is not older is deployed', () => {
  story('if it is newer', async stage => {
    const { old, next } = twoCommits(stage)
    live(stage.repository, old)
    const played = await stage.run({ ...guard, ref: next })
    expectDeployed(stage, played, next)
    expect(comparisonsIn(stage)).toEqual([`${next}...${old}`])
    expect(played.outputs['previous-sha']).toBe(old)
  })

  story('if it is the same', async stage => {
    const { next } = twoCommits(stage)
    live(stage.repository, next)
    expectDeployed(stage, await stage.run({ ...guard, ref: next }), next)
  })

  story('if both have diverged: main is put back over a pull request', async stage => {
    const { repository } = stage
    const { sha } = repository.pullRequest({ head: 'feature', base: 'main' }).head
    repository.commit('Meanwhile')
    live(repository, sha)
    expectDeployed(stage, await stage.run(guard), repository.tip)
  })

  story('if the histories have nothing in common', async stage => {
    const { repository } = stage
    live(repository, repository.orphan('Another beginning', { branch: 'other' }))
    expectDeployed(stage, await stage.run(guard), repository.tip)
  })

  story('if it is the first', async stage => {
    expectDeployed(stage, await stage.run(guard), stage.repository.tip)
    expect(comparisonsIn(stage)).toEqual([])
  })

  const others: Record<string, DeploymentSeed> = {
    'is inactive': { statuses: ['success', 'inactive'] },
    'never succeeded': { statuses: ['in_progress', 'failure'] },
    'is still in progress': { state: 'in_progress' },
    'has another task': { task: 'deploy:web' },
    'is elsewhere': { environment: 'production' },
    "is another app's": { creator: 'vercel[bot]' }
  }
  for (const [what, seed] of Object.entries(others)) {
    story(`if what is ahead ${what}`, async stage => {
      const { old, next } = twoCommits(stage)
      live(stage.repository, next, seed)
      const { job } = await stage.run({ ...guard, ref: old })
      expect(job.conclusion).toBe('success')
      expect(stage.repository.deployments.at(-1)).toMatchObject({ sha: old, state: 'success' })
      expect(comparisonsIn(stage)).toEqual([])
    })
  }

  story("if what is ahead is GitHub's own record of a job", async stage => {
    const { old, next } = twoCommits(stage)
    const record = stage.repository.jobDeployment({ environment, sha: next, runId: 7, checkRunId: 8 })
    record.append({ state: 'success', logUrl: record.latestStatus?.logUrl ?? '' }, record.creator)
    await stage.run({ ...guard, ref: old })
    expect(stage.repository.deployments.at(-1)).toMatchObject({ sha: old, state: 'success' })
  })

  story('behind more than a hundred failed ones, with a warning', async stage => {
    const { old, next } = twoCommits(stage)
    live(stage.repository, next, { createdAt: Date.now() - 2 * minute })
    stage.repository.addDeployments(Array<'failure'>(120).fill('failure'), {
      environment,
      createdAt: Date.now() - minute
    })
    const { job, said } = await stage.run({ ...guard, ref: old })
    expect(job.conclusion).toBe('success')
    expect(said('warning')[0]).toMatch(
      /^"older-commit" compared nothing: none of the newest 100 deployments of staging is live, and older ones were not read\./
    )
  })

  story('by a branch that moves before the creation, with a warning', async stage => {
    const { old, next } = twoCommits(stage)
    const { github, repository } = stage
    repository.branch('release', next)
    live(repository, old)
    github.onAnswer(({ path }) => {
      if (path.includes('/compare/')) repository.branch('release', old)
    })
    const { job, said } = await stage.run({ ...guard, ref: 'release' })
    expect(job.conclusion).toBe('success')
    expect(said('warning')).toEqual([
      expect.stringContaining(
        `The deployment records commit ${old.slice(0, 7)}, but "older-commit" compared ${next.slice(0, 7)}`
      )
    ])
  })
})

describe('what is not known is an error, and nothing is created', () => {
  const notFound =
    /^Could not compare \S+ with \S+: Not Found \(HTTP 404\)\. Add "permissions: contents: read" to the job, or push "ref" first\. If GitHub no longer has commit \S+, set "older-commit: deploy" for one run\. Nothing was created\./

  story('if GitHub has forgotten the live commit, and "deploy" gets past it', async stage => {
    const { repository } = stage
    const gone = repository.orphan('Forced away')
    live(repository, gone)
    repository.forget(gone)
    const { main, said } = await stage.run(guard)
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([expect.stringMatching(notFound)])
    expectNothing(stage, 1)
    const again = await stage.run({ ...guard, 'older-commit': 'deploy' })
    expect(again.job.conclusion).toBe('success')
  })

  story('if the commit is not pushed', async stage => {
    live(stage.repository, stage.repository.tip)
    const { said } = await stage.run({ ...guard, ref: 'f'.repeat(40) })
    expect(said('error')).toEqual([expect.stringMatching(notFound)])
    expectNothing(stage, 1)
  })

  story('if a branch does not exist', async stage => {
    live(stage.repository, stage.repository.tip)
    const { said } = await stage.run({ ...guard, ref: 'feature/x' })
    expect(said('error')).toEqual([expect.stringMatching(notFound)])
    expectNothing(stage, 1)
  })

  story('without "contents: read"', async stage => {
    Object.assign(stage.repository, { private: true })
    const { old, next } = twoCommits(stage)
    live(stage.repository, old)
    const token = stage.github.token({ permissions: { deployments: 'write' } })
    const { said } = await stage.run({ ...guard, ref: next, token })
    expect(said('error')).toEqual([expect.stringMatching(/^Could not compare .*contents: read/)])
    expectNothing(stage, 1)
  })

  story('with a token for deployments only', async stage => {
    Object.assign(stage.repository, { private: true })
    const { old, next } = twoCommits(stage)
    live(stage.repository, old)
    const { said } = await stage.run({ ...guard, ref: next, token: stage.github.token({ kind: 'repo_deployment' }) })
    expect(said('error')).toEqual([expect.stringMatching(/^Could not compare .*contents: read/)])
    expectNothing(stage, 1)
  })

  story(
    'if the diff takes too long',
    async stage => {
      const { old, next } = twoCommits(stage)
      live(stage.repository, next)
      stage.github.fault({ match: { path: /compare/ }, times: 999, effect: { type: 'slow-diff' } })
      const { said } = await stage.run({ ...guard, ref: old })
      expect(said('error')).toEqual([expect.stringMatching(/^Could not compare .*taking too long to generate/)])
      expectNothing(stage, 1)
    },
    { speed: 60, timeLimits: 'real' }
  )

  story('if the deployments cannot be listed', async stage => {
    live(stage.repository, stage.repository.tip)
    const effect = {
      type: 'respond',
      status: 404,
      headers: { 'content-type': 'application/json' },
      body: '{"message":"Not Found"}'
    } as const
    stage.github.fault({ match: { kind: 'graphql' }, times: 9, effect })
    stage.github.fault({ match: { method: 'GET', path: '/deployments' }, times: 9, effect })
    const { main, said } = await stage.run(guard)
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([expect.stringMatching(/^Could not list the deployments/)])
    expectNothing(stage, 1)
  })
})

describe('"older-commit" of a deployment that is taken over', () => {
  for (const value of ['fail', 'skip']) {
    story(`is an error: ${value}`, async ({ github, repository, run }) => {
      const { id } = repository.addDeployment({ environment })
      const { main, said } = await run({ 'deployment-id': id, 'older-commit': value })
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([expect.stringContaining('"older-commit" cannot be given for a deployment')])
      expect(github.requests).toEqual([])
    })
  }
})
