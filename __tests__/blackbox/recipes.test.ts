import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse, stringify } from 'yaml'
import { Events, type WorkflowEvent } from '../simulator/events.ts'
import type { Deployment, DeploymentSeed, Repository } from '../simulator/github/model.ts'
import { SimulatedGitHub } from '../simulator/github/server.ts'
import type { Access } from '../simulator/github/tokens.ts'
import type { ActionStub } from '../simulator/runner/step.ts'
import { runWorkflow, type WorkflowOptions, type WorkflowResult } from '../simulator/runner/workflow.ts'
import { jq } from './jq.ts'
import { placeOfStory } from '../play/place.ts'
import { playOn, type Playing } from '../play/playing.ts'
import { states } from './stage.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const day = 86_400_000

/** Recipes that other tests cover. */
const elsewhere = ['examples/three-parties', 'examples/rollback.yml']
const isElsewhere = (path: string): boolean => elsewhere.some(other => path.startsWith(other))

/** A workflow that people copy, or only its steps. */
interface Recipe {
  where: string
  yaml: string
}

const examples = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
  .map(name => `examples/${name.replaceAll('\\', '/')}`)
  .filter(path => path.endsWith('.yml'))

const pages = readdirSync(join(root, 'docs'))
  .filter(name => name.endsWith('.md'))
  .map(name => `docs/${name}`)

/** Every workflow of `examples/`, and every piece of YAML in the documentation that uses the action. */
const recipes: Recipe[] = [
  ...examples.filter(path => !isElsewhere(path)).map(path => ({ where: path, yaml: read(path) })),
  ...['README.md', ...pages]
    .flatMap(path => [...blocks(path)])
    .filter(({ yaml }) => yaml.includes('OWNER/deployment-lifecycle@'))
]

const recipe = (name: string): string => recipes.find(({ where }) => where === name)?.yaml ?? ''

/** The YAML blocks of a page by the heading above them. The second block below a heading is `… (2)`. */
function* blocks(path: string): Generator<Recipe> {
  let heading = ''
  let count = 0
  for (const [, title, indent, yaml] of read(path).matchAll(/^#+ (.*)$|^( *)```yaml\n([^]*?)^ *```$/gm)) {
    if (title !== undefined) [heading, count] = [title, 0]
    if (yaml === undefined) continue
    count += 1
    const where = `${path}: ${heading}${count === 1 ? '' : ` (${count})`}`
    yield { where, yaml: yaml.replaceAll(new RegExp(`^${indent ?? ''}`, 'gm'), '') }
  }
}

/** Puts bare steps into a job with the permissions from the README. */
function workflowOf(yaml: string): string {
  const content: unknown = parse(yaml)
  if (!Array.isArray(content)) return yaml
  return stringify({
    permissions: { contents: 'read', deployments: 'write' },
    jobs: { job: { 'runs-on': 'ubuntu-latest', steps: content as unknown[] } }
  })
}

/** A private repository, in which a job has only the `permissions:` that it sets. */
interface World {
  github: SimulatedGitHub
  repository: Repository
  events: Events
  /** How every job runs the action. */
  underTest: Playing['underTest']
  play: (event: WorkflowEvent, options?: Partial<WorkflowOptions>) => Promise<WorkflowResult>
  /** Returns the only deployment. */
  only: () => Deployment
}

type Story = (world: World) => Promise<void>

const said = 'echo "url=https://${1:-staging}.example.com" >> "$GITHUB_OUTPUT"'
const files = {
  'deploy.sh': `#!/usr/bin/env bash\n${said}\n`,
  'build.sh': '#!/usr/bin/env bash\n',
  'teardown.sh': '#!/usr/bin/env bash\n',
  'smoke-test.sh': '#!/usr/bin/env bash\ntest "$1" != us\n',
  'bin/gh': '#!/usr/bin/env bash\ntest -n "$GH_TOKEN"\n',
  'bin/jq': jq
}

/** The same files, with scripts that print their arguments. */
const talking = (script: 'deploy.sh' | 'teardown.sh'): typeof files => ({
  ...files,
  [script]: `#!/usr/bin/env bash\necho "${script}: $1"\n`
})

/** Returns the arguments that a script printed, in all jobs. */
const calls = ({ jobs }: WorkflowResult, script: string): string[] =>
  jobs
    .flatMap(({ result }) =>
      Array.from(result?.log.matchAll(new RegExp(`^${script}: (.*)$`, 'gm')) ?? [], ([, call = '']) => call)
    )
    .toSorted()

async function inWorld(yaml: string, story: Story): Promise<void> {
  const { underTest, end } = await playOn(placeOfStory())
  const github = await SimulatedGitHub.start()
  try {
    const repository = github.repository('octo/app', { private: true })
    await story({
      github,
      repository,
      events: new Events(repository),
      underTest,
      play: (event, options) =>
        runWorkflow(workflowOf(yaml), {
          github,
          event,
          files,
          path: ['bin'],
          token: github.token(),
          tokenFor: permissions => github.token({ permissions: { ...(permissions as Record<string, Access>) } }),
          actions: { 'actions/create-github-app-token': appToken(github) },
          ...underTest,
          ...options
        }),
      only() {
        const [only, ...others] = repository.deployments
        if (only === undefined || others.length > 0) throw new Error(`there are ${repository.deployments.length}`)
        return only
      }
    })
    expect(github.violations).toEqual([])
  } finally {
    await github.stop()
    end()
  }
}

/** Returns an installation token with the requested permissions. */
const appToken =
  (github: SimulatedGitHub): ActionStub =>
  ({ inputs }) => {
    const asked = Object.entries(inputs).filter(([name]) => name.startsWith('permission-'))
    const permissions = Object.fromEntries(asked.map(([name, access]) => [name.slice(11), access as Access]))
    return { token: github.token({ kind: 'pat', permissions }) }
  }

const outcome = ({ state, latestStatus }: Deployment): (string | undefined)[] => [state, latestStatus?.environmentUrl]

const shown = (repository: Repository): Record<string, string> =>
  Object.fromEntries(repository.deployments.map(deployment => [deployment.environment, deployment.shown]))

/** Checks what most recipes do: deploy a push, and record the URL from a later step. */
const deploysAPush =
  (environment = 'staging', url = `https://${environment}.example.com`): Story =>
  async ({ events, only, play, repository }) => {
    const { conclusion } = await play(events.push())
    expect(conclusion).toBe('success')
    expect(only()).toMatchObject({ environment, sha: repository.tip, transient: false })
    expect(outcome(only())).toEqual(['success', url])
    expect(states(only())).toEqual(['in_progress', 'success'])
  }

/** Checks that a preview is deployed, superseded by the next push, and torn down when the pull request is closed. */
const previews: Story = async ({ events, play, repository }) => {
  const pull = repository.pullRequest()
  await play(events.pullRequest(pull))
  repository.pushTo(pull)
  await play(events.pullRequest(pull, 'synchronize'))
  expect(repository.deployments.map(({ shown }) => shown)).toEqual(['destroyed', 'active'])
  expect(repository.deployments[1]).toMatchObject({ environment: 'preview/pr-1', sha: pull.head.sha })
  expect(repository.deployments[1]?.latestStatus?.environmentUrl).toBe('https://pr-1.example.com')

  // The branch has merge conflicts: no pull_request workflow runs, but this event still arrives.
  repository.conflicts.add(pull.head.ref)
  repository.close(pull)
  await play(events.pullRequestTarget(pull))
  expect(repository.deployments.map(({ shown }) => shown)).toEqual(['destroyed', 'destroyed'])
}

/** Checks that nothing is recorded and nothing fails. */
const leavesForksAlone: Story = async ({ events, github, play, repository }) => {
  const fork = repository.pullRequest({ fork: true, head: 'theirs' })
  const { conclusion } = await play(events.pullRequest(fork), { tokenFor: () => github.token({ kind: 'fork' }) })
  const own = repository.pullRequest({ head: 'bump' })
  const asDependabot = { actor: 'dependabot[bot]', tokenFor: () => github.token({ kind: 'dependabot' }) }
  const other = await play(events.pullRequest(own), asDependabot)
  expect([conclusion, other.conclusion]).toEqual(['success', 'success'])
  expect(repository.deployments).toHaveLength(0)
  expect(github.requests).toHaveLength(0)
}

const ignoresForksElseDeploys: Story = async world => {
  await leavesForksAlone(world)
  await world.play(world.events.push())
  expect(world.only().state).toBe('success')
}

/** Checks that every region has its own deployment and URL. */
const deploysEverywhere: Story = async ({ events, play, repository }) => {
  await play(events.push())
  expect(shown(repository)).toEqual({ 'staging-eu': 'active', 'staging-us': 'active', 'staging-asia': 'active' })
}

const takesOver: Story = async ({ events, only, play, repository }) => {
  const given = repository.addDeployment({ environment: 'staging', creator: 'hubot' })
  await play(events.deployment(given))
  expect(only().id).toBe(given.id)
  expect(states(given)).toEqual(['in_progress', 'success'])
  expect(given.latestStatus?.environmentUrl).toBe('https://staging.example.com')
}

/** Checks that live previews are torn down, unless their pull request is open. */
const sweepsClosedPullRequests: Story = async ({ events, play, repository }) => {
  const open = repository.pullRequest({ head: 'open' })
  const closed = repository.pullRequest({ head: 'closed' })
  for (const pull of [open, closed]) {
    const environment = `preview/pr-${pull.number}`
    repository.addDeployment({ environment, sha: pull.head.sha, state: 'success', transient: true })
  }
  repository.close(closed)
  const { conclusion } = await play(events.schedule())
  expect(conclusion).toBe('success')
  expect(shown(repository)).toEqual({ 'preview/pr-1': 'active', 'preview/pr-2': 'destroyed' })
}

/** Checks that all is deleted, and that the environment's token is used only to delete the environment. */
const deletesAltogether =
  (
    environment: string,
    event: (world: World) => WorkflowEvent,
    options?: (world: World) => Partial<WorkflowOptions>
  ): Story =>
  async world => {
    const { github, play, repository } = world
    const began = event(world)
    repository.addDeployment({ environment, state: 'success', transient: true })
    repository.addDeployment({ environment: 'staging', state: 'success' })
    const { conclusion } = await play(began, options?.(world))
    expect(conclusion).toBe('success')
    expect(shown(repository)).toEqual({ staging: 'active' })
    expect(repository.environments.map(({ name }) => name)).toEqual(['staging'])
    const deletions = github.requests.filter(({ token }) => token?.startsWith('workflow') !== true)
    expect(deletions.filter(({ method }) => method !== 'GET')).toHaveLength(1)
    expect(deletions.every(({ path }) => path.includes('/environments/'))).toBe(true)
  }

const stories: Record<string, Story> = {
  'examples/preview.yml': async world => {
    await leavesForksAlone(world)
    await inWorld(recipe('examples/preview.yml'), previews)
  },
  'examples/preview-sweep.yml': async world => {
    await leavesForksAlone(world)
    await inWorld(recipe('examples/preview-sweep.yml'), async ({ events, play, repository }) => {
      const [merged, conflicted, open] = ['merged', 'conflicted', 'open'].map(head => repository.pullRequest({ head }))
      if (!merged || !conflicted || !open) throw new Error('there are three pull requests')
      for (const pull of [merged, conflicted, open]) await play(events.pullRequest(pull))
      repository.addDeployment({ environment: 'preview/fork', state: 'success', transient: true })
      expect(repository.deployments[0]?.latestStatus?.environmentUrl).toBe('https://pr-1.example.com')
      repository.close(merged)
      await play(events.pullRequest(merged, 'closed'))
      // This pull request has merge conflicts, so no workflow runs when it is closed.
      repository.close(conflicted)
      const live = { 'preview/pr-2': 'active', 'preview/pr-3': 'active', 'preview/fork': 'active' }
      expect(shown(repository)).toEqual({ 'preview/pr-1': 'destroyed', ...live })

      const teardown = '#!/usr/bin/env bash\necho "torn down: $1"\n'
      const swept = await play(events.schedule(), { files: { ...files, 'teardown.sh': teardown } })
      expect(swept.conclusion).toBe('success')
      const gone = { 'preview/pr-1': 'destroyed', 'preview/pr-2': 'destroyed', 'preview/fork': 'destroyed' }
      expect(shown(repository)).toEqual({ ...gone, 'preview/pr-3': 'active' })
      const lines = swept
        .job('sweep')
        .result?.log.match(/^torn down: .*$/gm)
        ?.sort()
      expect(lines).toEqual(['torn down: fork', 'torn down: pr-2'])
    })
  },
  'examples/preview-forks.yml': async ({ events, only, play, repository }) => {
    const pull = repository.pullRequest({ fork: 'guest', head: 'fix/typo' })
    const run = repository.workflowRun({
      name: 'Build',
      sha: pull.head.sha,
      branch: pull.head.ref,
      event: 'pull_request',
      conclusion: 'success',
      ...(pull.head.repo === null ? {} : { headRepository: pull.head.repo })
    })
    await play(events.workflowRun(run))
    expect(only()).toMatchObject({ environment: 'preview/guest/fix/typo', sha: pull.head.sha, transient: true })
    expect(outcome(only())).toEqual(['success', 'https://guest/fix/typo.example.com'])
    repository.close(pull)
    await play(events.pullRequestTarget(pull))
    expect(shown(repository)).toEqual({ 'preview/guest/fix/typo': 'destroyed' })
  },
  'examples/matrix.yml': async ({ events, play, repository }) => {
    const { conclusion } = await play(events.push())
    expect(conclusion).toBe('failure')
    expect(shown(repository)).toEqual({ 'staging-eu': 'active', 'staging-us': 'failure', 'staging-asia': 'active' })
    const failed = repository.deployments.find(({ environment }) => environment === 'staging-us')
    expect(failed?.latestStatus?.description).toBe('The smoke test failed')
  },
  'examples/production.yml': async ({ events, play, repository }) => {
    repository.addDeployment({ environment: 'production', state: 'success' })
    repository.commit('Next')
    const own: boolean[] = []
    await play(events.push(), {
      secrets: { DEPLOY_KEY: 'a-key' },
      onJobEnvironment: (_name, { deployment }) => void own.push(deployment)
    })
    expect(own).toEqual([false])
    expect(repository.deployments.map(({ environment, shown }) => `${environment} ${shown}`)).toEqual([
      'production inactive',
      'staging active',
      'production active'
    ])
    expect(repository.deployments[2]?.latestStatus?.environmentUrl).toBe('https://www.example.com')
  },
  'examples/on-deployment.yml': async world => {
    await takesOver(world)
    const other = world.repository.addDeployment({ environment: 'production', creator: 'hubot' })
    await world.play(world.events.deployment(other))
    expect(other.statuses).toHaveLength(0)
  },
  'examples/sweep.yml': async ({ events, play, repository, github }) => {
    const now = Date.now()
    const open = repository.pullRequest({ head: 'open' })
    const add = (
      environment: string,
      state: 'success' | 'in_progress' | 'failure',
      age: number,
      sha?: string
    ): Deployment =>
      repository.addDeployment({
        environment,
        state,
        createdAt: now - age,
        transient: environment.startsWith('preview/'),
        ...(sha === undefined ? {} : { sha })
      })
    add('preview/gone', 'failure', 40 * day)
    add('preview/gone', 'success', 3 * day)
    add('preview/open', 'success', 3 * day, open.head.sha)
    add('staging', 'in_progress', day / 2)
    add('production', 'in_progress', day / 24)

    await play(events.workflowDispatch(), { inputs: { 'dry-run': true } })
    expect(github.writes().filter(({ fields }) => fields.some(field => /create|delete/.test(field)))).toEqual([])
    expect(repository.deployments.map(({ state }) => state)).toEqual([
      'failure',
      'success',
      'success',
      'in_progress',
      'in_progress'
    ])

    const { conclusion } = await play(events.schedule())
    expect(conclusion).toBe('success')
    expect(repository.deployments.map(({ environment, state }) => `${environment} ${state ?? ''}`)).toEqual([
      'preview/gone inactive',
      'preview/open success',
      'staging inactive',
      'production in_progress'
    ])
    expect(repository.deployments[2]?.latestStatus?.description).toBe('The runner was lost')
  },
  'examples/delete-environments.yml': deletesAltogether(
    'preview/gone',
    ({ events }) => events.schedule(),
    () => ({
      vars: { JANITOR_CLIENT_ID: 'Iv1.1' },
      secrets: { JANITOR_PRIVATE_KEY: 'a-private-key' }
    })
  ),
  'examples/other-repository.yml': async ({ events, github, play, repository }) => {
    const application = github.repository('octo/application', { private: true })
    await play(events.workflowDispatch(), {
      inputs: { ref: 'main' },
      vars: { DEPLOYER_CLIENT_ID: 'Iv1.1' },
      secrets: { DEPLOYER_PRIVATE_KEY: 'a-private-key' }
    })
    expect(repository.deployments).toHaveLength(0)
    expect(application.deployments.map(outcome)).toEqual([['success', 'https://staging.example.com']])
    expect(application.deployments[0]).toMatchObject({ sha: application.tip, ref: 'main', transient: false })
  },
  'examples/parts.yml': async ({ events, play, repository }) => {
    const undivided = repository.addDeployment({ environment: 'staging', state: 'success' })
    for (let push = 0; push < 2; push++) {
      repository.commit('Next')
      const own: boolean[] = []
      await play(events.push(), { onJobEnvironment: (_name, { deployment }) => void own.push(deployment) })
      expect(own).toEqual([false, false, false])
    }
    expect(repository.deployments.map(({ task, shown }) => `${task} ${shown}`).toSorted()).toEqual([
      'deploy active',
      'deploy:api active',
      'deploy:api inactive',
      'deploy:web active',
      'deploy:web inactive',
      'deploy:worker active',
      'deploy:worker inactive'
    ])
    const api = repository.deployments.findLast(({ task }) => task === 'deploy:api')
    expect(api?.latestStatus?.environmentUrl).toBe('https://api.staging.example.com')
    // The recipe also covers deployments from before the split into tasks.
    const once = { operation: 'deactivate', environment: 'staging', task: 'deploy' }
    await inWorld(stringify([{ uses: 'OWNER/deployment-lifecycle@v1', with: once }]), async other => {
      const deployments = ['deploy', 'deploy:api'].map(task =>
        other.repository.addDeployment({ environment: 'staging', task, state: 'success' })
      )
      await other.play(other.events.workflowDispatch())
      expect(deployments.map(({ state }) => state)).toEqual(['inactive', 'success'])
    })
    expect(undivided.state).toBe('success')
  },
  'examples/preview-shared.yml': async world => {
    await leavesForksAlone(world)
    await inWorld(recipe('examples/preview-shared.yml'), async ({ events, play, repository }) => {
      const pulls = ['one', 'two'].map(head => repository.pullRequest({ head }))
      for (const pull of pulls) await play(events.pullRequest(pull))
      const [first] = pulls
      if (first === undefined) throw new Error('there are two pull requests')
      repository.pushTo(first)
      await play(events.pullRequest(first, 'synchronize'))
      const shownTasks = (): string[] => repository.deployments.map(({ task, shown }) => `${task} ${shown}`)
      expect(shownTasks()).toEqual(['preview-pr-1 destroyed', 'preview-pr-2 active', 'preview-pr-1 active'])
      repository.close(first)
      await play(events.pullRequestTarget(first))
      expect(shownTasks()).toEqual(['preview-pr-1 destroyed', 'preview-pr-2 active', 'preview-pr-1 destroyed'])
    })
  },
  'examples/several-jobs.yml': async ({ events, only, play }) => {
    expect((await play(events.push())).conclusion).toBe('success')
    expect(states(only())).toEqual(['queued', 'in_progress', 'success'])
    expect(only().latestStatus?.environmentUrl).toBe('https://staging.example.com')
    const scripts = { 'deploy.sh': 'failure', 'smoke-test.sh': 'failure' }
    for (const [script, state] of Object.entries(scripts)) {
      await inWorld(recipe('examples/several-jobs.yml'), async world => {
        const broken = { ...files, [script]: '#!/usr/bin/env bash\nexit 1\n' }
        expect((await world.play(world.events.push(), { files: broken })).conclusion).toBe('failure')
        expect(states(world.only())).toEqual(['queued', 'in_progress', state])
      })
    }
  },
  'examples/one-job.yml': async ({ events, play, repository }) => {
    await play(events.push())
    expect(repository.deployments.map(outcome)).toEqual([
      ['success', 'https://eu.example.com'],
      ['success', 'https://us.example.com']
    ])
    await inWorld(recipe('examples/one-job.yml'), async world => {
      const broken = { ...files, 'deploy.sh': '#!/usr/bin/env bash\ntest "$1" != eu\n' }
      await world.play(world.events.push(), { files: broken })
      expect(world.repository.deployments.map(({ environment, state }) => `${environment} ${state ?? ''}`)).toEqual([
        'eu failure',
        'us inactive'
      ])
    })
  },
  'examples/sweep-destroy.yml': async ({ events, play, repository }) => {
    const open = repository.pullRequest({ head: 'open' })
    const seed = { transient: true, createdAt: Date.now() - day } as const
    repository.addDeployment({ ...seed, environment: 'preview/open', sha: open.head.sha, state: 'success' })
    repository.addDeployment({ ...seed, environment: 'preview/stale', state: 'success' })
    repository.addDeployment({ ...seed, environment: 'preview/failed', state: 'failure' })
    repository.addDeployment({ ...seed, environment: 'staging', state: 'success' })
    const swept = await play(events.schedule(), { files: talking('teardown.sh') })
    expect(swept.conclusion).toBe('success')
    expect(calls(swept, 'teardown.sh')).toEqual(['failed', 'stale'])
    expect(repository.deployments.map(({ environment }) => environment)).toEqual(['preview/open', 'staging'])

    // If there is nothing to do, no job starts.
    const idle = await play(events.schedule(), { files: talking('teardown.sh') })
    expect([idle.conclusion, idle.job('destroy').conclusion]).toEqual(['success', 'skipped'])

    await inWorld(recipe('examples/sweep-destroy.yml'), async world => {
      for (let number = 0; number < 3; number++)
        world.repository.addDeployment({ ...seed, environment: `preview/${number}`, state: 'success' })
      // A pull request for one of them is opened just before its job checks again.
      const busy = world.repository.deployments[1]
      const options = {
        files: talking('teardown.sh'),
        onJobStart: ({ name }: { name: string }) => {
          if (!name.includes('preview/1') || busy === undefined) return
          const pull = world.repository.pullRequest({ head: 'late' })
          world.repository.addDeployment({
            environment: 'preview/1',
            sha: pull.head.sha,
            state: 'success',
            transient: true
          })
        }
      }
      const { conclusion, ...late } = await world.play(world.events.schedule(), options)
      expect(conclusion).toBe('success')
      expect(calls({ conclusion, ...late }, 'teardown.sh')).toEqual(['0', '2'])
      expect(world.repository.deployments.map(({ environment }) => environment)).toEqual(['preview/1', 'preview/1'])
    })
  },
  'examples/preview-branch.yml': async ({ events, play, repository }) => {
    repository.commit('Work', { branch: 'feature' })
    repository.commit('Work', { branch: 'other' })
    for (const branch of ['feature', 'other']) await play(events.push({ branch }))
    expect(shown(repository)).toEqual({ 'preview/feature': 'active', 'preview/other': 'active' })
    const swept = await play(events.delete('feature'), { files: talking('teardown.sh') })
    expect(calls(swept, 'teardown.sh')).toEqual(['feature'])
    expect(shown(repository)).toEqual({ 'preview/feature': 'destroyed', 'preview/other': 'active' })
    expect((await play(events.delete('v1', 'tag'))).jobs.map(({ conclusion }) => conclusion)).toEqual([
      'skipped',
      'skipped'
    ])
  },
  'examples/what-is-where.yml': async ({ events, play, repository }) => {
    const old = repository.tip
    repository.addDeployment({ environment: 'production', sha: old, state: 'success' })
    repository.addDeployment({
      environment: 'staging',
      sha: repository.commit('New'),
      task: 'deploy:api',
      state: 'success'
    })
    const all = await play(events.workflowDispatch())
    expect(all.job('find').result?.log).toContain(`production deploy ${old}\nstaging deploy:api ${repository.tip}\n`)
    expect(all.job('find').result?.step('where').main?.summary).toContain('<td>deploy:api</td>')
    const one = await play(events.workflowDispatch(), { inputs: { ref: old } })
    expect(one.job('find').result?.log).toContain(`production deploy ${old}\n`)
    expect(one.job('find').result?.log).not.toContain('staging deploy:api')
  },
  'examples/end-to-end.yml': async ({ events, only, play }) => {
    expect((await play(events.push())).conclusion).toBe('success')
    expect(states(only())).toEqual(['in_progress', 'success'])
    await inWorld(recipe('examples/end-to-end.yml'), async world => {
      const broken = { ...files, 'smoke-test.sh': '#!/usr/bin/env bash\nexit 1\n' }
      expect((await world.play(world.events.push(), { files: broken })).conclusion).toBe('failure')
      expect(states(world.only())).toEqual(['in_progress', 'success', 'failure'])
      expect(world.only().latestStatus?.description).toBe('The end-to-end test failed')
    })
  },
  'examples/enterprise-server.yml': async ({ events, github, underTest }) => {
    const server = await SimulatedGitHub.start({ flavour: 'enterprise' })
    try {
      const application = server.repository('octo/application', { private: true })
      const yaml = recipe('examples/enterprise-server.yml').replace('https://github.example.com/api/v3', server.apiUrl)
      await runWorkflow(yaml, {
        github,
        event: events.workflowDispatch(),
        files,
        token: github.token(),
        inputs: { sha: application.tip },
        secrets: { SERVER_TOKEN: server.token({ kind: 'pat' }) },
        ...underTest
      })
      expect(github.requests).toHaveLength(0)
      expect(application.deployments.map(({ environment, shown }) => `${environment} ${shown}`)).toEqual([
        'production active'
      ])
      expect(application.deployments[0]?.latestStatus?.logUrl).toContain(`${github.serverUrl}/octo/app/actions/runs/`)
      expect(server.violations).toEqual([])
    } finally {
      await server.stop()
    }
  },
  'README.md: Quick start': deploysAPush(),
  'README.md: Set the URL in a later step': deploysAPush(),
  'README.md: Set the URL in a later step (2)': async ({ events, only, play }) => {
    await play(events.push())
    expect(outcome(only())).toEqual(['success', 'https://staging.example.com'])
    expect(states(only())).toEqual(['in_progress', 'in_progress', 'success'])
  },
  'README.md: Preview environments': async world => {
    await leavesForksAlone(world)
    await inWorld(recipe('README.md: Preview environments'), previews)
  },
  'docs/recipes.md: Several environments': deploysEverywhere,
  'docs/recipes.md: Several parts in one environment': async ({ events, play, repository }) => {
    for (const task of ['deploy:api', 'deploy:web']) {
      repository.addDeployment({ environment: 'staging', task, state: 'success' })
    }
    expect((await play(events.push())).conclusion).toBe('success')
    expect(repository.deployments.map(({ task, shown }) => `${task} ${shown}`)).toEqual([
      'deploy:api inactive',
      'deploy:web active',
      'deploy:api active'
    ])
  },
  'docs/recipes.md: Create early, update later': async ({ events, only, play }) => {
    expect((await play(events.push())).conclusion).toBe('success')
    expect(states(only())).toEqual(['queued', 'in_progress', 'success'])
    expect(only().latestStatus?.environmentUrl).toBe('https://staging.example.com')
    const yaml = recipe('docs/recipes.md: Create early, update later')
    await inWorld(yaml.replace('state: queued', 'state: inactive'), async world => {
      const broken = { ...files, 'deploy.sh': '#!/usr/bin/env bash\nexit 1\n' }
      expect((await world.play(world.events.push(), { files: broken })).conclusion).toBe('failure')
      expect(states(world.only())).toEqual(['inactive', 'in_progress', 'failure'])
    })
  },
  'docs/recipes.md: Health check': async ({ events, only, play }) => {
    const curl = (code: number): Record<string, string> => ({
      ...files,
      'bin/curl': `#!/usr/bin/env bash\nexit ${code}\n`
    })
    expect((await play(events.push(), { files: curl(0) })).conclusion).toBe('success')
    expect(outcome(only())).toEqual(['success', 'https://staging.example.com'])
    await inWorld(recipe('docs/recipes.md: Health check'), async world => {
      expect((await world.play(world.events.push(), { files: curl(22) })).conclusion).toBe('failure')
      expect(states(world.only())).toEqual(['in_progress', 'failure'])
    })
  },
  'docs/recipes.md: Previews of a host': async () => {
    const tested = '#!/usr/bin/env bash\necho "Tested $BASE_URL."\n'
    const builds: [statuses: DeploymentSeed['statuses'], conclusion: string, test: string][] = [
      [[{ state: 'success', environmentUrl: 'https://web.example.app' }], 'success', 'success'],
      [[{ state: 'inactive', environmentUrl: 'https://web.example.app' }], 'success', 'success'],
      [['failure'], 'failure', 'skipped']
    ]
    for (const [statuses, conclusion, test] of builds) {
      await inWorld(recipe('docs/recipes.md: Previews of a host'), async ({ events, play, repository }) => {
        const pull = repository.pullRequest()
        repository.addDeployment({ environment: 'Preview – web', sha: pull.head.sha, payload: {}, statuses })
        const workflow = await play(events.pullRequest(pull), { files: { ...files, 'smoke-test.sh': tested } })
        const { result } = workflow.job('test')
        expect([workflow.conclusion, result?.steps[2]?.outcome]).toEqual([conclusion, test])
        expect(result?.log.includes('Tested https://web.example.app.')).toBe(test === 'success')
      })
    }
  },
  'docs/recipes.md: Promote a commit': async ({ events, play, repository }) => {
    expect((await play(events.workflowDispatch())).conclusion).toBe('failure')
    expect(repository.deployments).toHaveLength(0)
    const tested = repository.tip
    repository.addDeployment({ environment: 'staging', sha: tested, state: 'success' })
    repository.addDeployment({ environment: 'staging', sha: repository.commit('Next'), state: 'failure' })
    repository.addDeployment({ environment: 'production', sha: tested, state: 'success' })
    const promoted = await play(events.workflowDispatch(), { files: talking('deploy.sh') })
    expect(promoted.conclusion).toBe('success')
    expect(calls(promoted, 'deploy.sh')).toEqual(['production'])
    expect(repository.deployments.at(-1)).toMatchObject({ environment: 'production', sha: tested, state: 'success' })
    expect(repository.deployments.map(({ shown }) => shown)).toEqual(['active', 'failure', 'inactive', 'active'])
  },
  'docs/recipes.md: Changes since the previous deployment': async ({ events, play, repository }) => {
    const gh = [
      '#!/usr/bin/env bash',
      'test -n "$GH_TOKEN" || exit 1',
      'case "$*" in',
      '  *compare/$BEFORE...$AFTER*split*) echo "- Next" ;;',
      '  *compare/$BEFORE...$AFTER*) printf "%s\\n" one two three ;;',
      '  *commits/three/pulls*) echo 8 ;;',
      '  *commits/*/pulls*) echo 7 ;;',
      '  *) echo "gh: $*" ;;',
      'esac',
      ''
    ]
    const options = { files: { ...files, 'bin/gh': gh.join('\n') } }
    const first = await play(events.push(), options)
    expect([first.conclusion, calls(first, 'gh')]).toEqual(['success', []])
    repository.commit('Next')
    const second = await play(events.push(), options)
    expect(second.conclusion).toBe('success')
    const comment = (number: number): string =>
      `pr comment ${number} --body Deployed to production with ${repository.tip}.`
    expect(calls(second, 'gh')).toEqual([comment(7), comment(8)])
  },
  'docs/recipes.md: Preview link as a comment': async ({ events, play, repository }) => {
    const comments: unknown[] = []
    const sticky: ActionStub = ({ inputs }) => void comments.push(inputs)
    const options = { actions: { 'marocchino/sticky-pull-request-comment': sticky } }
    const pull = repository.pullRequest()
    await play(events.pullRequest(pull), options)
    expect(shown(repository)).toEqual({ 'preview/pr-1': 'active' })
    expect(comments).toEqual([{ header: 'preview', message: 'Preview: https://pr-1.example.com' }])
    repository.close(pull)
    await play(events.pullRequest(pull), options)
    expect(shown(repository)).toEqual({ 'preview/pr-1': 'destroyed' })
    expect(comments[1]).toEqual({ header: 'preview', delete: 'true' })
    const fork = repository.pullRequest({ fork: true, head: 'theirs' })
    expect((await play(events.pullRequest(fork), options)).conclusion).toBe('success')
    expect(comments).toHaveLength(2)
  },
  'docs/recipes.md: Chat message': async ({ events, only, play }) => {
    const app = { vars: { DEPLOYER_CLIENT_ID: 'Iv1.1' }, secrets: { DEPLOYER_PRIVATE_KEY: 'a-private-key' } }
    expect((await play(events.push(), app)).conclusion).toBe('success')
    expect(states(only())).toEqual(['in_progress', 'success'])
    // Only a token other than the workflow's GITHUB_TOKEN triggers the workflow that sends the message.
    expect(only().creator.login).toBe('monalisa')

    const sender = [...blocks('docs/recipes.md')].find(({ where }) => where.endsWith('Chat message (2)'))?.yaml ?? ''
    const scripts = {
      'bin/jq': '#!/usr/bin/env bash\necho "$TEXT"\n',
      'bin/curl': '#!/usr/bin/env bash\necho "curl: $(cat) to ${@: -1}"\n'
    }
    await inWorld(sender, async world => {
      const deployment = world.repository.addDeployment({ environment: 'staging' })
      const sent: string[][] = []
      for (const state of ['in_progress', 'success'] as const) {
        const request = { state, environmentUrl: 'https://staging.example.com' }
        const status = world.repository.addStatus(deployment, request, deployment.creator)
        const event = world.events.deploymentStatus(status)
        const options = { files: scripts, secrets: { CHAT_WEBHOOK: 'https://chat.example.com' } }
        sent.push(calls(await world.play(event, options), 'curl'))
      }
      expect(sent).toEqual([[], ['staging: success https://staging.example.com to ***']])
    })
  },
  'docs/recipes.md: Production after an approval': deploysAPush('production', 'https://www.example.com'),
  'docs/recipes.md: Deployments of another system': takesOver,
  'docs/recipes.md: Deployments of another system (2)': async ({ events, github, only, play, repository }) => {
    const token = github.token({ kind: 'pat' })
    // A third party receives the event and deploys.
    const stop = github.onAnswer(({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/deployments')) return
      repository.addStatus(only(), { state: 'success', environmentUrl: 'https://there.example.com' }, only().creator)
    })
    const workflow = await play(events.push(), { secrets: { DEPLOY_TOKEN: token } })
    stop()
    expect(workflow.conclusion).toBe('success')
    expect(only().creator.login).toBe('monalisa')
    expect(workflow.job('job').result?.steps[1]?.outputs).toMatchObject({
      state: 'success',
      'environment-url': 'https://there.example.com'
    })
  },
  'docs/recipes.md: Nightly sweep': sweepsClosedPullRequests,
  'docs/recipes.md: Rollback': async ({ events, play, repository }) => {
    const good = repository.tip
    repository.addDeployment({ environment: 'production', sha: good, statuses: ['success', 'inactive'] })
    repository.addDeployment({ environment: 'production', sha: repository.commit('Bad'), state: 'success' })
    const { conclusion } = await play(events.workflowDispatch())
    expect(conclusion).toBe('success')
    expect(repository.deployments.at(-1)).toMatchObject({ environment: 'production', sha: good, state: 'success' })
    expect(repository.deployments.map(({ state }) => state)).toEqual(['inactive', 'inactive', 'success'])

    await inWorld(recipe('docs/recipes.md: Rollback'), async empty => {
      expect((await empty.play(empty.events.workflowDispatch())).conclusion).toBe('failure')
      expect(empty.repository.deployments).toHaveLength(0)
    })

    await inWorld(recipe('docs/recipes.md: Rollback'), async again => {
      again.repository.addDeployment({ environment: 'production', statuses: ['success', 'inactive'] })
      again.repository.addDeployment({ environment: 'production', state: 'success' })
      expect((await again.play(again.events.workflowDispatch())).conclusion).toBe('failure')
      expect(again.repository.deployments).toHaveLength(2)
    })
  },
  'docs/recipes.md: Another repository, another server': async ({ events, github, play, repository }) => {
    const application = github.repository('octo/application', { private: true })
    await play(events.push(), { secrets: { APPLICATION_TOKEN: github.token({ kind: 'pat' }) } })
    expect(repository.deployments).toHaveLength(0)
    expect(application.deployments.map(({ state, ref }) => [state, ref])).toEqual([['success', 'main']])
  },
  'docs/recipes.md: If the runner dies': async ({ events, play, repository }) => {
    const lost = repository.addDeployment({ environment: 'staging', state: 'in_progress', createdAt: Date.now() - day })
    const young = repository.addDeployment({ environment: 'staging', state: 'in_progress' })
    await play(events.schedule())
    expect([lost.state, young.state]).toEqual(['inactive', 'in_progress'])
  },
  'docs/permissions.md: Deleting environments': deletesAltogether(
    'preview/pr-1',
    ({ events, repository }) => {
      const pull = repository.pullRequest()
      repository.close(pull)
      return events.pullRequestTarget(pull)
    },
    () => ({ vars: { JANITOR_CLIENT_ID: 'Iv1.1' }, secrets: { JANITOR_PRIVATE_KEY: 'a-private-key' } })
  ),
  'docs/permissions.md: Pull requests from forks': ignoresForksElseDeploys,
  'docs/migrating.md: bobheadxi/deployments (2)': deploysAPush(),
  'docs/migrating.md: chrnorm/deployment-action and chrnorm/deployment-status (2)': deploysAPush(),
  'docs/migrating.md: chrnorm/deployment-action and chrnorm/deployment-status (3)': async ({ events, only, play }) => {
    await play(events.push())
    expect(states(only())).toEqual(['pending', 'success'])
    expect(only().latestStatus?.environmentUrl).toBe('https://staging.example.com')
  },
  'docs/migrating.md: strumwolf/delete-deployment-environment (2)': deletesAltogether(
    'preview/pr-12',
    ({ events }) => events.push(),
    ({ github }) => ({ secrets: { ADMIN_TOKEN: github.token({ kind: 'admin' }) } })
  ),
  "docs/migrating.md: The job's `environment:` (2)": deploysAPush(),
  'docs/migrating.md: `gh api` by hand (2)': deploysAPush()
}

test('every recipe has its story, and every story its recipe', () => {
  expect(Object.keys(stories).sort()).toEqual(recipes.map(({ where }) => where).sort())
})

test('those that are told elsewhere are', () => {
  const others = readdirSync(import.meta.dirname).filter(
    name => name.endsWith('.test.ts') && !name.startsWith('recipes')
  )
  const told = others.map(name => readFileSync(join(import.meta.dirname, name), 'utf8')).join('\n')
  for (const path of elsewhere) expect(told).toContain(basename(path))
})

describe('copied out and run, with no more permissions than it asks for', () => {
  test.each(recipes.map(({ where, yaml }) => [where, yaml] as const))('%s', (where, yaml) =>
    inWorld(yaml, async world => stories[where]?.(world))
  )
})

/** https://docs.github.com/rest/authentication/permissions-required-for-github-apps */
describe('docs/permissions.md is right about', () => {
  const asks = (inputs: object, permissions: object): string =>
    stringify({
      permissions,
      jobs: { job: { 'runs-on': 'ubuntu-latest', steps: [{ uses: 'OWNER/deployment-lifecycle@v1', with: inputs }] } }
    })

  test.each([
    ['find', { operation: 'find', environment: 'staging' }, 'read'],
    ['wait', { operation: 'wait', environment: 'staging' }, 'read'],
    ['create', { operation: 'create', environment: 'staging' }, 'write'],
    ['update', { operation: 'update', environment: 'staging', state: 'success' }, 'write'],
    ['deactivate', { operation: 'deactivate', environment: 'staging' }, 'write'],
    ['delete', { operation: 'delete', environment: 'staging' }, 'write']
  ])('%s', async (operation, inputs, access) => {
    const less = access === 'write' ? { deployments: 'read' } : { contents: 'read' }
    const conclusions: string[] = []
    for (const permissions of [{ deployments: access }, less]) {
      await inWorld(asks(inputs, permissions), async ({ events, play, repository }) => {
        // Deployments that another user has finished are not updated.
        const state = operation === 'update' ? 'queued' : 'success'
        repository.addDeployment({ environment: 'staging', state, description: 'Somebody else' })
        conclusions.push((await play(events.push())).conclusion)
      })
    }
    expect(conclusions).toEqual(['success', 'failure'])
  })
})
