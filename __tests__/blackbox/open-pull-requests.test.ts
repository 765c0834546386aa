import { describe, expect } from '@jest/globals'
import type { Deployment, DeploymentSeed } from '../simulator/github/model.ts'
import { sequence, story, type Stage } from './stage.ts'

/** How the action reads: GraphQL, or REST after GraphQL has refused every request. */
const modes = ['GraphQL', 'REST'] as const
type Mode = (typeof modes)[number]

const token = ({ github }: Stage): string =>
  github.token({ permissions: { deployments: 'write', actions: 'read', contents: 'read', 'pull-requests': 'read' } })

function readBy(mode: Mode, { github }: Stage): void {
  if (mode === 'GraphQL') return
  const body = JSON.stringify({ message: 'Not Found', documentation_url: 'https://docs.github.com' })
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  const effect = { type: 'respond', status: 404, headers, body } as const
  github.fault({ match: { kind: 'graphql' }, times: Number.POSITIVE_INFINITY, effect })
}

/** Adds a live deployment, by default of the newest commit of the default branch, which is in no pull request. */
const add = ({ repository }: Stage, environment: string, seed: DeploymentSeed = {}): Deployment =>
  repository.addDeployment({ environment, sha: repository.tip, state: 'success', ...seed })

/** Opens pull requests until one has this number. All others are closed. */
function openNumber({ repository }: Stage, number: number, head = `work-${number}`): void {
  for (;;) {
    const pull = repository.pullRequest({ head: `other-${repository.pullRequests.length}` })
    repository.close(pull)
    if (pull.number === number - 1) break
  }
  expect(repository.pullRequest({ head }).number).toBe(number)
}

const because = (outputs: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    (JSON.parse(outputs['deployments'] ?? '') as { environment: string; because: string }[]).map(entry => [
      entry.environment,
      entry.because
    ])
  )

const sweep = { operation: 'deactivate', environment: '*\n**\n!none', 'keep-open-pull-requests': true }
const byCommit = (number: number): string =>
  `a commit of its environment and task belongs to the open pull request #${number}`
const byBranch = (number: number): string =>
  `the environment or task has the name of the branch of the open pull request #${number}`
const byNumber = (number: number): string =>
  `the environment or task has the number of the open pull request #${number} in its name`
const kept = (count: number): string =>
  `Kept        environments and tasks only because of a pull request number in their names: ${count}\n`

const live = ({ repository }: Stage): string[] =>
  repository.deployments.filter(({ state }) => state === 'success').map(({ environment }) => environment)

for (const mode of modes) {
  describe(`read by ${mode}, keep-open-pull-requests`, () => {
    const told = (name: string, tell: (stage: Stage) => Promise<void>): void =>
      story(name, async stage => {
        stage.repository.addEnvironment('none')
        readBy(mode, stage)
        await tell(stage)
      })

    told('keeps what is of a commit of an open pull request', async stage => {
      const { repository, run } = stage
      const first = repository.commit('First', { branch: 'one' })
      const pull = repository.pullRequest({ head: 'one' })
      const head = repository.pushTo(pull)
      const fork = repository.pullRequest({ fork: true, head: 'theirs' })
      const closed = repository.pullRequest({ head: 'two' })
      repository.close(closed)
      add(stage, 'early', { sha: first })
      add(stage, 'newest', { sha: head })
      add(stage, 'merged-for-test', { sha: pull.merge_commit_sha ?? '' })
      add(stage, 'forked', { sha: fork.head.sha })
      add(stage, 'gone', { sha: closed.head.sha })
      add(stage, 'main')
      const { main, outputs } = await run(sweep, { token: token(stage) })
      expect(main.exitCode).toBe(0)
      expect(live(stage)).toEqual(['early', 'newest', 'merged-for-test', 'forked'])
      expect(because(outputs)).toMatchObject({
        early: byCommit(pull.number),
        newest: byCommit(pull.number),
        'merged-for-test': byCommit(pull.number),
        forked: byCommit(fork.number)
      })
      expect(main.log).not.toContain('Kept  ')
    })

    told('keeps a preview that was recorded for another commit, by its number', async stage => {
      const { repository, run } = stage
      const pull = repository.pullRequest({ head: 'work' })
      const yesterday = pull.merge_commit_sha ?? ''
      repository.commit('Main goes on')
      repository.pushTo(pull)
      expect(pull.merge_commit_sha).not.toBe(yesterday)
      add(stage, `preview/${pull.number}`, { sha: yesterday })
      // A comment or a manual run records the tip of the default branch.
      add(stage, `preview/pr-${pull.number}`)
      add(stage, 'staging', { task: `deploy:pr-${pull.number}` })
      add(stage, `preview/pr-${pull.number + 1}`)
      add(stage, 'staging')
      const { main, outputs } = await run(sweep, { token: token(stage) })
      expect(live(stage)).toEqual([`preview/${pull.number}`, `preview/pr-${pull.number}`, 'staging'])
      expect(because(outputs)).toMatchObject({
        [`preview/${pull.number}`]: byNumber(pull.number),
        [`preview/pr-${pull.number}`]: byNumber(pull.number)
      })
      expect(main.log).toContain(kept(3))
      expect(outputs['environments']).toBe(`["preview/pr-${pull.number + 1}"]`)
    })

    told('tells numbers of pull requests from other numbers', async stage => {
      openNumber(stage, 12)
      const numbered = ['1.4.0-pr-12.3', 'PR #12', 'pr-12-eu-west-1', 'pr12-api', 'preview/12', 'feature-12']
      const others = ['v12', 'v1.12', '12.5', '012', '1a12b3c', '2026-05-12', 'pr-1-eu-west-12']
      for (const environment of [...numbered, ...others]) add(stage, environment)
      add(stage, 'qa', { task: 'deploy:v12' })
      const { main } = await stage.run(sweep, { token: token(stage) })
      expect(live(stage)).toEqual([...numbered, '2026-05-12'])
      expect(main.log).toContain(kept(numbered.length + 1))
    })

    told('reads pr-12-eu-west-1 as 12 while 1 is open', async stage => {
      const pull = stage.repository.pullRequest({ head: 'work' })
      expect(pull.number).toBe(1)
      for (const environment of ['pr-12-eu-west-1', 'pr-12.1', 'pr-1-eu-west-12', 'eu-west-1']) add(stage, environment)
      await stage.run(sweep, { token: token(stage) })
      expect(live(stage)).toEqual(['pr-1-eu-west-12', 'eu-west-1'])
    })

    told('keeps what has the name of the branch, but not of the branch of a fork', async stage => {
      const { repository, run } = stage
      const pull = repository.pullRequest({ head: 'feature/Login_page' })
      const fork = repository.pullRequest({ fork: true, head: 'staging' })
      expect(fork.head.repo).not.toBe(repository)
      const named = ['feature/Login_page', 'preview/feature/login_page', 'preview-feature-login-page']
      for (const environment of [...named, 'login', 'feature/login', 'staging']) add(stage, environment)
      add(stage, 'qa', { task: 'deploy:feature-login-page' })
      add(stage, 'qa')
      const { main, outputs } = await run(sweep, { token: token(stage) })
      expect(live(stage)).toEqual([...named, 'qa'])
      for (const environment of named) expect(because(outputs)[environment]).toBe(byBranch(pull.number))
      expect(main.log).not.toContain('Kept  ')
    })

    told('keeps no environment from deletion if its pull request is closed', async stage => {
      const { repository, run } = stage
      const pull = repository.pullRequest({ head: 'work' })
      const closed = repository.pullRequest({ head: 'done' })
      repository.close(closed)
      for (const { number } of [pull, closed]) {
        repository.addEnvironment(`empty/pr-${number}`)
        add(stage, `full/pr-${number}`)
      }
      const inputs = { ...sweep, operation: 'delete', 'delete-environment': true }
      const administrator = stage.github.token({ kind: 'admin' })
      const { main } = await run({ ...inputs, 'environment-token': administrator }, { token: token(stage) })
      expect(main.exitCode).toBe(0)
      expect(repository.environments.map(({ name }) => name).sort()).toEqual([
        `empty/pr-${pull.number}`,
        `full/pr-${pull.number}`,
        'none'
      ])
      expect(main.log).toContain(`keep        environment empty/pr-${pull.number}: ${byNumber(pull.number)}`)
      expect(main.log).toContain(kept(2))
    })

    told('says the same in a dry run', async stage => {
      const pull = stage.repository.pullRequest({ head: 'work' })
      add(stage, `preview/${pull.number}`)
      add(stage, 'staging')
      // The output of a dry run of delete tells a matrix which infrastructure to destroy.
      for (const operation of ['deactivate', 'delete']) {
        const { main, outputs } = await stage.run({ ...sweep, operation, 'dry-run': true }, { token: token(stage) })
        expect(because(outputs)).toMatchObject({ [`preview/${pull.number}`]: byNumber(pull.number) })
        expect(main.log).toContain(kept(1))
        expect(outputs['environments']).toBe('["staging"]')
      }
      expect(stage.github.writes()).toEqual([])
    })
  })
}

describe('a commit that a force push replaced', () => {
  const preview = (stage: Stage, environment: string): number => {
    const { repository } = stage
    const pull = repository.pullRequest({ head: 'work' })
    add(stage, environment, { sha: pull.head.sha })
    repository.pushTo(pull, 'Once more', { force: true })
    return pull.number
  }

  story('is known with GraphQL', async stage => {
    const number = preview(stage, 'here')
    const { outputs, said } = await stage.run({ ...sweep, environment: 'here' }, { token: token(stage) })
    expect(live(stage)).toEqual(['here'])
    expect(because(outputs)).toEqual({ here: byCommit(number) })
    expect(said('warning')).toEqual([])
  })

  story('is not known with REST, which a warning says', async stage => {
    readBy('REST', stage)
    const number = preview(stage, 'preview/1')
    const { outputs, said } = await stage.run({ ...sweep, environment: 'preview/1' }, { token: token(stage) })
    expect(live(stage)).toEqual(['preview/1'])
    expect(because(outputs)).toEqual({ 'preview/1': byNumber(number) })
    expect(said('warning')).toEqual([
      "GitHub's REST API does not show commits that a force push replaced. A deployment of such a commit is kept only if its environment or task has the number or the branch of the pull request in its name."
    ])
  })
})

story('numbers and branches cost no request', async stage => {
  stage.repository.pullRequest({ head: 'work' })
  add(stage, 'preview/1')
  add(stage, 'preview-work')
  await stage.run({ ...sweep, environment: 'preview/1\npreview-work' }, { token: token(stage) })
  expect(sequence(stage.github.requests)).toEqual(['Scan', 'OpenPullRequests'])
})
