import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse, stringify } from 'yaml'
import { Events, type WorkflowEvent } from '../simulator/events.ts'
import type { Deployment, DeploymentSeed, Repository, State } from '../simulator/github/model.ts'
import { SimulatedGitHub } from '../simulator/github/server.ts'
import type { Access } from '../simulator/github/tokens.ts'
import type { ActionStub } from '../simulator/runner/step.ts'
import { evaluateField, evaluateText, evaluateTexts } from '../simulator/runner/expressions.ts'
import { runWorkflow, type WorkflowOptions, type WorkflowResult } from '../simulator/runner/workflow.ts'
import { jq } from './jq.ts'
import { placeOfStory } from '../play/place.ts'
import { playOn, type Playing } from '../play/playing.ts'
import { states } from './stage.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const day = 86_400_000

/** Recipes that other tests cover. */
const elsewhere = ['examples/three-parties']
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
  /** `yaml` replaces the recipe. */
  play: (event: WorkflowEvent, options?: Partial<WorkflowOptions> & { yaml?: string }) => Promise<WorkflowResult>
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
  'handover.sh': '#!/usr/bin/env bash\n',
  'message.sh': '#!/usr/bin/env bash\n',
  'bin/gh': '#!/usr/bin/env bash\ntest -n "$GH_TOKEN"\n',
  'bin/jq': jq
}

type Script = 'deploy.sh' | 'teardown.sh' | 'smoke-test.sh' | 'handover.sh' | 'message.sh'

/** The same files, with scripts that print their arguments. */
const talking = (...scripts: Script[]): typeof files => ({
  ...files,
  ...Object.fromEntries(scripts.map(script => [script, `#!/usr/bin/env bash\necho "${script}: $*"\n${said}\n`]))
})

/** The same files, with a script that fails. */
const failing = (script: Script): typeof files => ({ ...files, [script]: '#!/usr/bin/env bash\nexit 1\n' })

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
      play: (event, { yaml: other = yaml, ...options } = {}) =>
        runWorkflow(workflowOf(other), {
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

/**
 * Checks that a preview is deployed, superseded by the next push, and torn down when the pull request is closed. The
 * teardown job checks out the default branch, and removes the infrastructure before it records that.
 */
const previews: Story = async ({ events, play, repository }) => {
  const pull = repository.pullRequest()
  const refs: (string | undefined)[] = []
  const checkout: ActionStub = ({ inputs }) => void refs.push(inputs['ref'])
  const actions = { 'actions/checkout': checkout }
  const deployed = await play(events.pullRequest(pull), { files: talking('deploy.sh'), actions })
  expect(calls(deployed, 'deploy.sh')).toEqual(['pr-1'])
  expect(refs.splice(0)).toEqual([repository.deployments[0]?.sha])
  repository.pushTo(pull)
  await play(events.pullRequest(pull, 'synchronize'))
  expect(repository.deployments.map(({ shown }) => shown)).toEqual(['destroyed', 'active'])
  expect(repository.deployments[1]).toMatchObject({ environment: 'preview/pr-1', sha: pull.head.sha })
  expect(repository.deployments[1]?.latestStatus?.environmentUrl).toBe('https://pr-1.example.com')

  // The branch has merge conflicts: no pull_request workflow runs, but this event still arrives.
  repository.conflicts.add(pull.head.ref)
  repository.close(pull)
  const broken = await play(events.pullRequestTarget(pull), { files: failing('teardown.sh') })
  expect([broken.conclusion, repository.deployments[1]?.shown]).toEqual(['failure', 'active'])
  const ended = await play(events.pullRequestTarget(pull), { files: talking('teardown.sh'), actions })
  expect(calls(ended, 'teardown.sh')).toEqual(['pr-1'])
  expect(refs).toEqual([undefined])
  expect(repository.deployments.map(({ shown }) => shown)).toEqual(['destroyed', 'destroyed'])
}

/** An event of a pull request with these labels. `label` was added or removed. */
const withLabels = (event: WorkflowEvent, names: readonly string[], label?: string): WorkflowEvent => {
  const { pull_request: pull, ...payload } = event.payload
  const labels = names.map(name => ({ name }))
  return {
    ...event,
    payload: {
      ...payload,
      pull_request: { ...(pull as object), labels },
      ...(label !== undefined && { label: { name: label } })
    }
  }
}

/** A stub of the action that writes comments. It fails if `works` is false. */
const sticky =
  (comments: unknown[], works = true): ActionStub =>
  ({ inputs }) => {
    if (!works) throw new Error('Resource not accessible by integration')
    comments.push(inputs)
    return undefined
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

interface Called {
  on?: { workflow_call?: { inputs: object } }
  jobs: Record<string, { permissions: object; with: object; strategy: { matrix: { part: unknown } } }>
}

/** Checks that a workflow calls release-part.yml with all its inputs and permissions. */
function callsReleasePart(name: string): void {
  const [caller, called] = [name, 'release-part'].map(
    name => parse(read(`examples/parts-to-production/${name}.yml`)) as Called
  )
  const job = caller?.jobs['release']
  expect(job).toMatchObject({ uses: './.github/workflows/release-part.yml', strategy: { 'fail-fast': false } })
  expect(Object.keys(job?.with ?? {})).toEqual(Object.keys(called?.on?.workflow_call?.inputs ?? {}))
  // A called job cannot have more permissions than its caller.
  for (const { permissions } of Object.values(called?.jobs ?? {})) expect(job?.permissions).toEqual(permissions)
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

/** The states that the recipe *Never go back by accident* names. */
const statesToFind = (): string => /`operation: find` with `state: ([^`]*)`/.exec(read('docs/recipes.md'))?.[1] ?? ''

const stories: Record<string, Story> = {
  'examples/preview.yml': async world => {
    await leavesForksAlone(world)
    await inWorld(recipe('examples/preview.yml'), previews)
  },
  'examples/preview-label.yml': async ({ events, play, repository }) => {
    const pull = repository.pullRequest()
    const files = talking('deploy.sh', 'teardown.sh')
    const history: string[] = []
    const on = async (action: string, labels: string[], label?: string): Promise<void> => {
      const isEnd = ['closed', 'unlabeled', 'converted_to_draft'].includes(action)
      const event = isEnd ? events.pullRequestTarget(pull, action) : events.pullRequest(pull, action)
      const played = await play(withLabels(event, labels, label), { files })
      expect(played.conclusion).toBe('success')
      const ran = ['deploy.sh', 'teardown.sh'].filter(script => calls(played, script).length > 0)
      history.push(`${action} ${label ?? ''}: ${ran.join() || 'nothing'}`)
    }
    await on('opened', ['bug'])
    await on('labeled', ['bug', 'preview'], 'preview')
    await on('labeled', ['bug', 'preview', 'ui'], 'ui')
    await on('synchronize', ['bug', 'preview'])
    await on('unlabeled', ['preview'], 'bug')
    expect(repository.deployments.map(({ shown }) => shown)).toEqual(['destroyed', 'active'])
    pull.draft = true
    await on('converted_to_draft', ['preview'])
    expect(repository.deployments.map(({ shown }) => shown)).toEqual(['destroyed', 'destroyed'])
    await on('synchronize', ['preview'])
    pull.draft = false
    await on('ready_for_review', ['preview'])
    expect(repository.deployments.map(({ shown }) => shown)).toEqual(['destroyed', 'destroyed', 'active'])
    await on('unlabeled', [], 'preview')
    expect(repository.deployments.map(({ shown }) => shown)).toEqual(['destroyed', 'destroyed', 'destroyed'])
    await on('labeled', ['preview'], 'preview')
    repository.close(pull)
    await on('closed', ['preview'])
    // Nothing would end a preview that starts now.
    await on('labeled', ['preview'], 'preview')
    expect(history).toEqual([
      'opened : nothing',
      'labeled preview: deploy.sh',
      'labeled ui: nothing',
      'synchronize : deploy.sh',
      'unlabeled bug: nothing',
      'converted_to_draft : teardown.sh',
      'synchronize : nothing',
      'ready_for_review : deploy.sh',
      'unlabeled preview: teardown.sh',
      'labeled preview: deploy.sh',
      'closed : teardown.sh',
      'labeled preview: nothing'
    ])
    expect(repository.deployments.map(({ shown }) => shown)).toEqual(Array.from({ length: 4 }, () => 'destroyed'))
  },
  'examples/preview-comment.yml': async world => {
    await leavesForksAlone(world)
    await inWorld(recipe('examples/preview-comment.yml'), async ({ events, play, repository }) => {
      const name = 'marocchino/sticky-pull-request-comment'
      const comments: unknown[] = []
      const working = { actions: { [name]: sticky(comments) } }
      const broken = { actions: { [name]: sticky([], false) }, files: talking('teardown.sh') }
      const pull = repository.pullRequest()
      await play(events.pullRequest(pull), working)
      expect(comments).toEqual([{ header: 'preview', message: 'Preview: https://pr-1.example.com' }])

      // A comment that fails changes nothing about the preview.
      repository.pushTo(pull)
      expect((await play(events.pullRequest(pull, 'synchronize'), broken)).conclusion).toBe('failure')
      expect(repository.deployments.map(({ shown }) => shown)).toEqual(['destroyed', 'active'])

      repository.close(pull)
      const ended = await play(events.pullRequestTarget(pull), broken)
      expect([ended.conclusion, calls(ended, 'teardown.sh')]).toEqual(['failure', ['pr-1']])
      expect(repository.deployments.map(({ shown }) => shown)).toEqual(['destroyed', 'destroyed'])
      await play(events.pullRequestTarget(pull), working)
      expect(comments[1]).toEqual({ header: 'preview', delete: 'true' })
    })
  },
  'examples/preview-sweep.yml': async world => {
    await leavesForksAlone(world)
    await inWorld(recipe('examples/preview-sweep.yml'), async ({ events, play, repository }) => {
      const [merged, conflicted, open] = ['merged', 'conflicted', 'open'].map(head => repository.pullRequest({ head }))
      if (!merged || !conflicted || !open) throw new Error('there are three pull requests')
      for (const pull of [merged, conflicted, open]) await play(events.pullRequest(pull))
      expect(repository.deployments[0]?.latestStatus?.environmentUrl).toBe('https://pr-1.example.com')
      repository.close(merged)
      const closed = await play(events.pullRequest(merged, 'closed'), { files: talking('teardown.sh') })
      expect(calls(closed, 'teardown.sh')).toEqual(['pr-1'])
      // This pull request has merge conflicts, so no workflow runs when it is closed.
      repository.close(conflicted)
      const live = { 'preview/pr-2': 'active', 'preview/pr-3': 'active' }
      expect(shown(repository)).toEqual({ 'preview/pr-1': 'destroyed', ...live })

      // The workflow that it is used with ends that preview, and tries again if the teardown fails.
      const sweep = recipe('examples/sweep-destroy.yml')
      const broken = await play(events.schedule(), { yaml: sweep, files: failing('teardown.sh') })
      expect([broken.conclusion, shown(repository)['preview/pr-2']]).toEqual(['failure', 'active'])
      const swept = await play(events.schedule(), { yaml: sweep, files: talking('teardown.sh') })
      expect([swept.conclusion, calls(swept, 'teardown.sh')]).toEqual(['success', ['pr-1', 'pr-2']])
      expect(shown(repository)).toEqual({ 'preview/pr-3': 'active' })
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
    expect(failed?.latestStatus?.description).toBe('Smoke test: failure')
  },
  'examples/never-back.yml': async ({ events, play, repository }) => {
    const old = events.push()
    repository.commit('Next')
    const files = talking('deploy.sh', 'smoke-test.sh')
    const next = await play(events.push(), { files })
    expect([calls(next, 'deploy.sh'), calls(next, 'smoke-test.sh')]).toEqual([['production'], ['production']])
    const [live] = repository.deployments

    const rerun = await play(old, { files })
    expect(rerun.conclusion).toBe('success')
    expect([calls(rerun, 'deploy.sh'), calls(rerun, 'smoke-test.sh')]).toEqual([[], []])
    expect(repository.deployments).toEqual([live])
    expect(live?.shown).toBe('active')

    repository.commit('Later')
    expect(calls(await play(events.push(), { files }), 'deploy.sh')).toEqual(['production'])
    expect(repository.deployments.map(({ shown }) => shown)).toEqual(['inactive', 'active'])
  },
  'examples/production.yml': async ({ events, play, repository }) => {
    repository.addDeployment({ environment: 'production', state: 'success' })
    const first = events.push()
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
    // Somebody approves the production job of the first push after the second one has been deployed.
    const late = await play(first, { files: talking('deploy.sh') })
    expect([late.job('production').conclusion, calls(late, 'deploy.sh')]).toEqual(['failure', ['staging']])
    expect(repository.deployments.filter(({ environment }) => environment === 'production')).toHaveLength(2)
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
    const add = (environment: string, state: State, age: number, sha?: string): Deployment =>
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
    add('staging', 'queued', day / 2)
    add('production', 'in_progress', day / 24)

    await play(events.workflowDispatch(), { inputs: { 'dry-run': true } })
    expect(github.writes().filter(({ fields }) => fields.some(field => /create|delete/.test(field)))).toEqual([])
    expect(repository.deployments.map(({ state }) => state)).toEqual([
      'failure',
      'success',
      'success',
      'in_progress',
      'queued',
      'in_progress'
    ])

    const { conclusion } = await play(events.schedule())
    expect(conclusion).toBe('success')
    expect(repository.deployments.map(({ environment, state }) => `${environment} ${state ?? ''}`)).toEqual([
      'preview/gone inactive',
      'preview/open success',
      'staging inactive',
      'staging inactive',
      'production in_progress'
    ])
    expect(repository.deployments[2]?.latestStatus?.description).toBe('The job was lost')
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
  'examples/parts-to-production/release-part.yml': async ({ events, play, repository }) => {
    const own: string[] = []
    const release = (part: string, broken?: string): Promise<WorkflowResult> =>
      play(events.push(), {
        inputs: { part },
        files: { ...files, 'deploy.sh': `#!/usr/bin/env bash\necho "deploy.sh: $*"\ntest "$*" != "${broken ?? ''}"\n` },
        onJobEnvironment: (name, { deployment }) => void own.push(`${name} ${String(deployment)}`)
      })
    for (const part of ['api', 'web']) await release(part)
    repository.commit('Next')
    const api = await release('api', 'staging api')
    const web = await release('web')
    expect([api.conclusion, web.conclusion]).toEqual(['failure', 'success'])
    expect([calls(api, 'deploy.sh'), calls(web, 'deploy.sh')]).toEqual([
      ['staging api'],
      ['production web', 'staging web']
    ])
    // The part that failed on staging stays as it was in production, and the other one went on.
    expect(repository.deployments.map(({ environment, task, shown }) => `${environment} ${task} ${shown}`)).toEqual([
      'staging deploy:api active',
      'production deploy:api active',
      'staging deploy:web inactive',
      'production deploy:web inactive',
      'staging deploy:api failure',
      'staging deploy:web active',
      'production deploy:web active'
    ])
    expect(new Set(own)).toEqual(new Set(['staging false', 'production false']))
  },
  'examples/parts-to-production/release.yml': () => {
    callsReleasePart('release')
    return Promise.resolve()
  },
  'examples/parts-to-production/release-changed.yml': async ({ events, play, repository }) => {
    callsReleasePart('release-changed')
    // A called workflow is not simulated.
    const { jobs, ...flow } = parse(recipe('examples/parts-to-production/release-changed.yml')) as Called
    const yaml = stringify({ ...flow, jobs: { changes: jobs['changes'] } })
    /** Plays a push that changes only these folders. */
    const released = async (...changed: string[]): Promise<unknown> => {
      repository.commit(changed.join())
      const git = `#!/usr/bin/env bash\necho "git: $*"\n[[ ",${changed.join()}," != *",\${@: -1},"* ]]\n`
      const played = await play(events.push(), { yaml, files: { ...files, 'bin/git': git } })
      const compared = calls(played, 'git').map(call => call.split(' ')[2])
      expect(compared).toEqual(compared.map(() => production))
      return JSON.parse(played.job('changes').outputs['parts'] ?? '')
    }
    const production = repository.tip
    expect(await released()).toEqual(['api', 'web', 'worker'])
    for (const part of ['api', 'web', 'worker']) {
      repository.addDeployment({ environment: 'production', task: `deploy:${part}`, sha: production, state: 'success' })
    }
    expect(await released()).toEqual([])
    expect(await released('web')).toEqual(['web'])
    // It has reached staging only, or has failed in production. So the next push releases it, too.
    for (const [environment, state] of [['staging', 'success'] as const, ['production', 'failure'] as const]) {
      repository.addDeployment({ environment, task: 'deploy:web', sha: repository.tip, state })
      expect(await released('web', 'worker')).toEqual(['web', 'worker'])
    }
  },
  'docs/recipes.md: Only what changed': async ({ events, play, repository }) => {
    // Both workflows, changed as the text says for an environment for each app.
    const part = recipe('examples/parts-to-production/release-part.yml')
      .replaceAll(/(name|environment): (staging|production)$/gm, '$1: $2-${{ inputs.part }}')
      .replaceAll(/group: (staging|production).*$/gm, 'group: $1-${{ inputs.part }}')
      .replaceAll(/^ *task: .*\n/gm, '')
      .replace('older-commit: fail', 'production-environment: true\n          $&')
    for (const app of ['api', 'web', 'api']) {
      repository.commit(app)
      expect((await play(events.push(), { yaml: part, inputs: { part: app } })).conclusion).toBe('success')
    }
    const history = repository.deployments.map(({ environment, task, shown, production }) => [
      `${environment} ${task} ${shown}`,
      production
    ])
    expect(history).toEqual([
      ['staging-api deploy inactive', false],
      ['production-api deploy inactive', true],
      ['staging-web deploy active', false],
      ['production-web deploy active', true],
      ['staging-api deploy active', false],
      ['production-api deploy active', true]
    ])

    const text = recipe('docs/recipes.md: Only what changed')
    const [find] = parse(text) as [object]
    const [, sed = ''] = /^# (sha=.*)$/m.exec(text) ?? []
    const flow = parse(recipe('examples/parts-to-production/release-changed.yml')) as {
      jobs: { changes: { steps: { run?: string }[] } }
    }
    const { steps } = flow.jobs.changes
    const [checkout = {}, , changed = {}] = steps
    changed.run = changed.run?.replace(/sha=.*/, () => sed)
    const yaml = stringify({
      ...flow,
      jobs: { changes: { ...flow.jobs.changes, steps: [checkout, find, changed] } }
    })
    const released = async (): Promise<unknown> => {
      const git = `#!/usr/bin/env bash\n[[ " ${sameAs()} " == *" \${@: -1}=$3 "* ]]\n`
      const played = await play(events.push(), { yaml, files: { ...files, 'bin/git': git } })
      return JSON.parse(played.job('changes').outputs['parts'] ?? '')
    }
    /** The folders at the commits that do not differ from the newest commit. */
    let same: Deployment[] = repository.deployments.filter(({ shown }) => shown === 'active')
    const sameAs = (): string =>
      same.map(({ environment, sha }) => `${environment.replace('production-', '')}=${sha}`).join(' ')
    expect(await released()).toEqual(['worker'])
    // The newest "api" is rolled back, so the folder differs from the active commit.
    const [, first, , , , bad] = repository.deployments
    if (first === undefined || bad === undefined) throw new Error('there are six deployments')
    repository.addStatus(bad, { state: 'failure' }, bad.creator)
    repository.addDeployment({ environment: 'production-api', sha: first.sha, state: 'success' })
    same = same.filter(deployment => deployment !== bad)
    expect(await released()).toEqual(['api', 'worker'])
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
      expect(shownTasks()).toEqual(['pr-1 destroyed', 'pr-2 active', 'pr-1 active'])
      repository.close(first)
      await play(events.pullRequestTarget(first))
      expect(shownTasks()).toEqual(['pr-1 destroyed', 'pr-2 active', 'pr-1 destroyed'])
    })
  },
  'examples/several-jobs.yml': async ({ events, play, repository }) => {
    for (const script of ['deploy.sh', 'smoke-test.sh'] as const) {
      await inWorld(recipe('examples/several-jobs.yml'), async world => {
        const before = world.repository.addDeployment({ environment: 'staging', state: 'success' })
        world.repository.commit('Next')
        const seen: (string | undefined)[] = []
        const played = await world.play(world.events.push(), {
          files: failing(script),
          onJobStart: ({ id }) => {
            if (id === 'verify') seen.push(world.repository.deployments[1]?.state)
          }
        })
        expect(played.conclusion).toBe('failure')
        expect(world.repository.deployments.map(states)[1]).toEqual(['queued', 'in_progress', 'failure'])
        // No success was shown before the test, and the deployment before it stays active.
        expect(seen).toEqual(script === 'deploy.sh' ? [] : ['in_progress'])
        expect(before.shown).toBe('active')
      })
    }
    expect((await play(events.push())).conclusion).toBe('success')
    expect(repository.deployments.map(states)).toEqual([['queued', 'in_progress', 'success']])
    expect(repository.deployments[0]?.latestStatus?.environmentUrl).toBe('https://staging.example.com')

    // As the recipe says: a run that ends early is never a success, although the job "build" has succeeded.
    interface Jobs {
      jobs: Record<string, { if?: unknown; needs: string[]; steps: object[] }>
    }
    const withBuild = (change?: (jobs: Jobs['jobs']) => void): string => {
      const { jobs, ...flow } = parse(recipe('examples/several-jobs.yml')) as Jobs
      const build = { needs: ['create'], 'runs-on': 'ubuntu-latest', steps: [{ run: 'exit $CODE' }] }
      const { deploy, end } = jobs
      if (deploy === undefined || end === undefined) throw new Error('there is no job "deploy" or "end"')
      deploy.needs = ['build']
      end.needs.push('build')
      change?.(jobs)
      return stringify({ ...flow, env: { CODE: 0 }, jobs: { build, ...jobs } })
    }
    const cancelIn = (job: string): Partial<WorkflowOptions> => ({
      onJobStart: ({ id, cancel }) => {
        if (id === job) cancel()
      }
    })
    const skip = (job: string): string => withBuild(jobs => void Object.assign(jobs[job] ?? {}, { if: false }))
    const ends: [yaml: string, options: Partial<WorkflowOptions>, state: string][] = [
      [withBuild(), {}, 'success'],
      [withBuild().replace('CODE: 0', 'CODE: 1'), {}, 'failure'],
      [withBuild(), cancelIn('build'), 'inactive'],
      // After a cancellation, GitHub skips some of the later jobs, and cancels others.
      [skip('deploy'), {}, 'inactive'],
      [withBuild(), cancelIn('deploy'), 'error'],
      [withBuild(), cancelIn('verify'), 'error'],
      [skip('verify'), {}, 'error']
    ]
    for (const [yaml, options, state] of ends) {
      await inWorld(yaml, async world => {
        await world.play(world.events.push(), options)
        expect([world.only().state, yaml]).toEqual([state, yaml])
      })
    }
    // The same for the job "ship" of the recipe.
    const snippet = [...blocks('docs/recipes.md')].find(({ where }) => where.endsWith('over several jobs'))
    const { needs, state: recorded } = parse(snippet?.yaml ?? '') as { needs: string[]; state: string }
    for (const [results, state] of [
      ['success success success success', 'success'],
      ['success failure skipped skipped', 'failure'],
      ['success success success failure', 'failure'],
      ['success success skipped skipped', 'skipped'],
      ['success success cancelled skipped', 'skipped'],
      ['success success success cancelled', 'cancelled']
    ] as const) {
      const ended = results.split(' ').map((result, place) => [needs[place], { result }])
      const contexts = { needs: Object.fromEntries(ended) as object }
      expect([results, evaluateText(recorded, { contexts, functions: [] })]).toEqual([results, state])
    }
    // The job "create" is cancelled when its step has ended.
    const waiting = withBuild(jobs => jobs['create']?.steps.push({ uses: 'octo/wait@v1' }))
    await inWorld(waiting, async world => {
      let cancel: (() => void) | undefined
      const played = await world.play(world.events.push(), {
        actions: { 'octo/wait': () => (cancel?.(), undefined) },
        onJobStart: start => {
          if (start.id === 'create') ({ cancel } = start)
        }
      })
      expect(['create', 'end'].map(id => played.job(id).conclusion)).toEqual(['cancelled', 'success'])
      expect(states(world.only())).toEqual(['queued', 'inactive'])
    })
    // Somebody re-runs the failed jobs.
    await inWorld(recipe('examples/several-jobs.yml'), async ({ events, only, play }) => {
      await play(events.push(), { files: failing('smoke-test.sh'), runId: 7 })
      const { jobs, ...flow } = parse(recipe('examples/several-jobs.yml')) as Jobs
      const again = { verify: { ...jobs['verify'], needs: [] }, end: { ...jobs['end'], needs: ['verify'], if: true } }
      const yaml = stringify({ ...flow, jobs: again })
      await play(events.push(), { yaml, runId: 7, runAttempt: 2 })
      expect(states(only())).toEqual(['queued', 'in_progress', 'failure', 'success'])
    })
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
    repository.addDeployment({ ...seed, environment: 'preview/ended', state: 'inactive' })
    repository.addDeployment({ ...seed, environment: 'staging', state: 'success' })
    const swept = await play(events.schedule(), { files: talking('teardown.sh') })
    expect(swept.conclusion).toBe('success')
    expect(calls(swept, 'teardown.sh')).toEqual(['ended', 'failed', 'stale'])
    expect(repository.deployments.map(({ environment }) => environment)).toEqual(['preview/open', 'staging'])

    // If there is nothing to do, no job starts.
    const idle = await play(events.schedule(), { files: talking('teardown.sh') })
    expect([idle.conclusion, idle.job('destroy').conclusion]).toEqual(['success', 'skipped'])
    expect(idle.job('list').outputs).toEqual({ environments: '[]' })

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
    await inWorld(recipe('examples/end-to-end.yml'), async ({ events, play, repository }) => {
      const before = repository.addDeployment({ environment: 'staging', state: 'success' })
      repository.commit('Next')
      expect((await play(events.push(), { files: failing('smoke-test.sh'), runId: 7 })).conclusion).toBe('failure')
      const [, tested] = repository.deployments
      expect(tested && states(tested)).toEqual(['in_progress', 'success', 'failure'])
      expect(tested?.latestStatus).toMatchObject({
        description: 'End-to-end test: failure',
        environmentUrl: 'https://staging.example.com'
      })
      // As the header says: no deployment is active then.
      expect(before.shown).toBe('inactive')
      // Only the test runs again, and passes.
      const { jobs, ...flow } = parse(recipe('examples/end-to-end.yml')) as { jobs: Record<string, object> }
      const again = stringify({ ...flow, jobs: { test: { ...jobs['test'], needs: [] } } })
      expect((await play(events.push(), { yaml: again, runId: 7, runAttempt: 2 })).conclusion).toBe('success')
      expect(tested?.shown).toBe('active')
    })
  },
  'examples/host-preview.yml': async () => {
    const yaml = recipe('examples/host-preview.yml')
    const files = {
      'bin/npm': '#!/usr/bin/env bash\n',
      'bin/npx': '#!/usr/bin/env bash\necho "npx: $* at $PLAYWRIGHT_TEST_BASE_URL"\n'
    }
    const built = { state: 'success', environmentUrl: 'https://web.example.app' } as const
    const tested = 'playwright test at https://web.example.app'
    const hosts: [seed: DeploymentSeed | undefined, conclusion: string, tests: string[], yaml?: string][] = [
      [{ statuses: [built] }, 'success', [tested]],
      [{ statuses: [{ ...built, state: 'inactive' }] }, 'success', [tested]],
      [{ statuses: ['failure'] }, 'failure', []],
      [undefined, 'success', [], yaml.replace('skip-after: 5m', 'skip-after: 1s')],
      [{ state: 'success', payload: { web_url: 'https://web.example.app' } }, 'success', []],
      [
        { state: 'success', payload: { web_url: 'https://web.example.app' } },
        'success',
        [tested],
        yaml
          .replaceAll("environment-url != ''", "deployment-id != ''")
          .replace('steps.preview.outputs.environment-url', 'fromJSON(steps.preview.outputs.payload).web_url')
      ]
    ]
    for (const [seed, conclusion, tests, changed] of hosts) {
      await inWorld(changed ?? yaml, async ({ events, github, play, repository }) => {
        const pull = repository.pullRequest({ fork: true })
        const host = {
          environment: 'Preview',
          sha: pull.head.sha,
          creator: 'vercel[bot]',
          payload: {},
          transient: true
        }
        if (seed !== undefined) repository.addDeployment({ ...host, ...seed })
        const before = repository.deployments.map(states)
        const refs: (string | undefined)[] = []
        const played = await play(events.pullRequest(pull), {
          files,
          tokenFor: () => github.token({ kind: 'fork' }),
          actions: { 'actions/checkout': ({ inputs }) => void refs.push(inputs['ref']) }
        })
        const ran = calls(played, 'npx').filter(call => call.startsWith('playwright test'))
        expect([played.conclusion, ran]).toEqual([conclusion, tests])
        expect(refs).toEqual(tests.map(() => pull.head.sha))
        expect(repository.deployments.map(states)).toEqual(before)
      })
    }
  },
  'examples/handover.yml': async () => {
    const yaml = recipe('examples/handover.yml')
    const ends: [reports: State | undefined, conclusion: string, states: string[]][] = [
      ['success', 'success', ['in_progress', 'success', 'success']],
      ['failure', 'failure', ['in_progress', 'failure']],
      [undefined, 'failure', ['in_progress', 'failure']]
    ]
    for (const [reports, conclusion, expected] of ends) {
      await inWorld(yaml.replace('timeout: 20m', reports === undefined ? 'timeout: 1s' : '$&'), async world => {
        const { events, github, play, repository } = world
        const before = repository.addDeployment({
          environment: 'production',
          sha: repository.commit('Next'),
          state: 'success'
        })
        const only = (): Deployment => repository.deployments.find(({ id }) => id !== before.id) ?? before
        // The controller reports as soon as the workflow has started to wait.
        const stop = github.onAnswer(({ method, path }) => {
          if (reports === undefined || method !== 'GET' || !path.endsWith(`/${only().id}`)) return
          if (only().state !== 'in_progress') return
          repository.addStatus(only(), { state: reports }, github.world.account('argocd[bot]'))
        })
        const played = await play(events.push(), { files: talking('handover.sh') })
        stop()
        expect(calls(played, 'handover.sh')).toEqual([`${repository.tip} ${only().id}`])
        expect([played.conclusion, states(only())]).toEqual([conclusion, expected])
        expect(before.shown).toBe(conclusion === 'success' ? 'inactive' : 'active')
      })
    }
    await inWorld(yaml, async ({ events, only, play }) => {
      expect((await play(events.push(), { files: failing('handover.sh') })).conclusion).toBe('failure')
      expect(states(only())).toEqual(['in_progress', 'failure'])
    })
    // The job is cancelled while it waits.
    await inWorld(yaml, async ({ events, github, only, play }) => {
      let cancel: (() => void) | undefined
      const stop = github.onAnswer(({ method, path }) => {
        if (method === 'GET' && /\/deployments\/\d+$/.test(path)) cancel?.()
      })
      const played = await play(events.push(), { onJobStart: start => void ({ cancel } = start) })
      stop()
      expect([played.conclusion, states(only())]).toEqual(['cancelled', ['in_progress', 'error']])
    })
    // The controller reports a success after the last look of "wait". It stays.
    const late = yaml
      .replace('timeout: 20m', 'timeout: 1s')
      .replace(/(?<=timeout: 1s\n)/, '      - if: always()\n        uses: octo/late@v1\n')
    await inWorld(late, async ({ events, github, only, play, repository }) => {
      const report: ActionStub = () =>
        void repository.addStatus(only(), { state: 'success' }, github.world.account('argocd[bot]'))
      const played = await play(events.push(), { actions: { 'octo/late': report } })
      expect([played.conclusion, states(only())]).toEqual(['failure', ['in_progress', 'success']])
    })
  },
  'examples/rollback.yml': async () => {
    /** Plays the rollback as often as given, and returns the commits it deployed and the states of all deployments. */
    const rollBack = async (
      history: Record<string, readonly State[]>,
      times = 1,
      failures = 0
    ): Promise<{ conclusion: string; shipped: string[]; left: string[] }> => {
      const shipped: string[] = []
      const left: string[] = []
      let conclusion = ''
      await inWorld(recipe('examples/rollback.yml'), async ({ events, play, repository }) => {
        const names = new Map<string, string>()
        for (const [name, statuses] of Object.entries(history)) {
          // "B again" is another deployment of commit B.
          const [letter = ''] = name
          const known = [...names].find(([, other]) => other === letter)
          const sha = known?.[0] ?? repository.commit(letter)
          names.set(sha, letter)
          repository.addDeployment({ environment: 'production', sha, statuses })
        }
        const own: boolean[] = []
        for (let time = 0; time < times; time++) {
          const played = await play(events.workflowDispatch(), {
            inputs: { environment: 'production' },
            actions: {
              'actions/checkout': ({ inputs }) => void shipped.push(names.get(inputs['ref'] ?? '') ?? 'the newest')
            },
            files: time < failures ? failing('deploy.sh') : talking('deploy.sh'),
            onJobEnvironment: (_name, { deployment }) => void own.push(deployment)
          })
          conclusion = played.conclusion
          expect(calls(played, 'deploy.sh')).toEqual(conclusion === 'success' ? ['production'] : [])
        }
        expect(own).toEqual(Array.from({ length: times }, () => false))
        left.push(...repository.deployments.map(({ sha, state }) => `${names.get(sha) ?? ''} ${state ?? ''}`))
      })
      return { conclusion, shipped, left }
    }
    const wasActive = ['success', 'inactive'] as const

    // The active deployment is bad. Once more, and it goes one further back, not forward to C.
    expect(await rollBack({ A: wasActive, B: wasActive, C: ['success'] })).toEqual({
      conclusion: 'success',
      shipped: ['B'],
      left: ['A inactive', 'B inactive', 'C failure', 'B success']
    })
    expect(await rollBack({ A: wasActive, B: wasActive, C: ['success'] }, 2)).toEqual({
      conclusion: 'success',
      shipped: ['B', 'A'],
      left: ['A inactive', 'B inactive', 'C failure', 'B failure', 'A success']
    })
    // The newest deployment failed, or its runner died: the active one is deployed again, and stays a success in the records.
    for (const last of ['failure', 'in_progress'] as const) {
      const { shipped, left } = await rollBack({ A: wasActive, B: ['success'], C: [last] })
      expect([shipped, left]).toEqual([['B'], ['A inactive', 'B inactive', `C ${last}`, 'B success']])
    }
    // The active deployment was bad, too: once more, and it goes one further back.
    const again = await rollBack({ A: wasActive, B: ['success'], C: ['failure'] }, 2)
    expect([again.shipped, again.left]).toEqual([
      ['B', 'A'],
      ['A inactive', 'B inactive', 'C failure', 'B failure', 'A success']
    ])
    // A test marked it as a failure.
    expect((await rollBack({ A: wasActive, B: ['success', 'failure'] })).left).toEqual([
      'A inactive',
      'B failure',
      'A success'
    ])
    // The same commit was deployed twice.
    expect((await rollBack({ A: wasActive, B: wasActive, 'B again': ['success'] })).shipped).toEqual(['A'])
    // The deployment fails. The mark stays, no deployment is active, and the next rollback tries the same commit.
    const broken = await rollBack({ A: wasActive, B: wasActive, C: ['success'] }, 2, 1)
    expect([broken.shipped, broken.left]).toEqual([
      ['B', 'B'],
      ['A inactive', 'B inactive', 'C failure', 'B failure', 'B success']
    ])
    // Nothing to go back to: nothing is deployed and nothing is marked.
    expect(await rollBack({ A: ['success'] })).toEqual({ conclusion: 'failure', shipped: [], left: ['A success'] })
    expect(await rollBack({})).toEqual({ conclusion: 'failure', shipped: [], left: [] })
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
  'docs/recipes.md: Reusable workflow': async ({ events, play, repository }) => {
    const own: string[] = []
    const called = (environment: string, options?: Partial<WorkflowOptions>): Promise<WorkflowResult> =>
      play(events.push(), {
        inputs: { environment },
        onJobEnvironment: (name, { deployment }) => void own.push(`${name} ${String(deployment)}`),
        ...options
      })
    for (const environment of ['staging', 'production']) {
      const { outputs } = (await called(environment)).job('deploy')
      expect(outputs).toEqual({ url: `https://${environment}.example.com` })
    }
    expect(repository.deployments.map(outcome)).toEqual([
      ['success', 'https://staging.example.com'],
      ['success', 'https://production.example.com']
    ])
    expect(own).toEqual(['staging false', 'production false'])
    // The step fails before it sets the URL.
    await called('staging', { files: failing('deploy.sh') })
    expect(repository.deployments.slice(2).map(outcome)).toEqual([['failure', '']])
  },
  'docs/recipes.md: Delete on close': async ({ events, play, repository }) => {
    const pull = repository.pullRequest()
    repository.addDeployment({ environment: 'preview/pr-1', state: 'failure', transient: true })
    repository.addDeployment({ environment: 'preview/pr-1', state: 'success', transient: true })
    const other = repository.addDeployment({ environment: 'preview/pr-10', state: 'success', transient: true })
    repository.close(pull)
    const played = await play(events.pullRequestTarget(pull), { files: talking('teardown.sh') })
    expect([played.conclusion, calls(played, 'teardown.sh')]).toEqual(['success', ['pr-1']])
    expect(repository.deployments).toEqual([other])

    // As the text says, nothing left to delete is a success, and a pattern for what is below a name leaves the name out.
    const several = recipe('docs/recipes.md: Delete on close').replace(
      /environment: (.*)$/m,
      'environment: "$1\\n$1/**"'
    )
    const below = several.replace(/"(.*)\\n/, '"')
    expect((await play(events.pullRequestTarget(pull), { yaml: several })).conclusion).toBe('success')
    for (const environment of ['preview/pr-1', 'preview/pr-1/api']) {
      repository.addDeployment({ environment, state: 'success', transient: true })
    }
    await play(events.pullRequestTarget(pull), { yaml: below })
    expect(repository.deployments.map(({ environment }) => environment)).toEqual(['preview/pr-10', 'preview/pr-1'])
    await play(events.pullRequestTarget(pull), { yaml: several })
    expect(repository.deployments).toEqual([other])

    // As the text says, a job that still runs ends with a notice.
    await inWorld(recipe('examples/preview.yml'), async ({ events, github, play, repository }) => {
      const stop = github.onAnswer(({ body }) => {
        const [running] = repository.deployments
        if (running?.state === 'in_progress' && JSON.stringify(body).includes('in_progress'))
          repository.deleteDeployment(running)
      })
      const late = await play(events.pullRequest(repository.pullRequest()))
      stop()
      const { result } = late.job('deploy')
      expect([late.conclusion, repository.deployments]).toEqual(['success', []])
      const annotations = result?.steps.flatMap(({ post }) => post?.annotations ?? [])
      expect(annotations?.map(({ level }) => level)).toEqual(['notice'])
    })
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
  'docs/recipes.md: Record afterwards': async () => {
    const yaml = recipe('docs/recipes.md: Record afterwards')
    const ends: [name: string, recorded: string[][], options: Partial<WorkflowOptions>, yaml?: string][] = [
      ['success', [['success']], {}],
      ['failure', [['failure']], { files: failing('deploy.sh') }],
      [
        'cancelled',
        [['error']],
        {
          onJobStart: ({ id, cancel }) => {
            if (id === 'deploy') cancel()
          }
        }
      ],
      ['skipped', [], {}, yaml.replace('  deploy:\n', '  deploy:\n    if: false\n')]
    ]
    for (const [name, recorded, options, changed] of ends) {
      await inWorld(changed ?? yaml, async ({ events, play, repository }) => {
        const played = await play(events.push(), options)
        expect([played.job('deploy').conclusion, played.job('record').conclusion]).toEqual([name, 'success'])
        expect(repository.deployments.map(states)).toEqual(recorded)
      })
    }
  },
  'docs/recipes.md: Never go back by accident': async ({ events, play, repository }) => {
    const old = events.push()
    repository.commit('Next')
    const options = { files: talking('deploy.sh') }
    expect(calls(await play(events.push(), options), 'deploy.sh')).toEqual(['production'])
    const rerun = await play(old, options)
    expect([rerun.conclusion, calls(rerun, 'deploy.sh')]).toEqual(['failure', []])
    expect(repository.deployments.map(({ shown }) => shown)).toEqual(['active'])

    // As the text says, a newer commit that failed does not stop it, but "find" knows that commit.
    repository.commit('Later')
    const late = events.push()
    repository.commit('Last')
    await play(events.push(), { files: failing('deploy.sh') })
    const newest = { operation: 'find', environment: 'production', state: statesToFind() }
    const found = await play(events.push(), { yaml: asks(newest, { deployments: 'read' }) })
    expect(found.job('job').result?.steps[0]?.outputs['sha']).toBe(repository.tip)
    expect(calls(await play(late, options), 'deploy.sh')).toEqual(['production'])
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
    const gh = (canComment: boolean): Partial<WorkflowOptions> => ({
      files: {
        ...files,
        'bin/gh': [
          '#!/usr/bin/env bash',
          'test -n "$GH_TOKEN" || exit 1',
          'case "$*" in',
          '  *compare/$BEFORE...$AFTER*split*) echo "- Next" ;;',
          '  *compare/$BEFORE...$AFTER*) printf "%s\\n" one two three ;;',
          '  *commits/three/pulls*) echo 8 ;;',
          '  *commits/*/pulls*) echo 7 ;;',
          `  *) echo "gh: $*"; ${String(canComment)} ;;`,
          'esac',
          ''
        ].join('\n')
      }
    })
    const comment = (number: number): string =>
      `pr comment ${number} --body Deployed to production with ${repository.tip}.`
    const first = await play(events.push(), gh(true))
    expect([first.conclusion, calls(first, 'gh')]).toEqual(['success', []])
    repository.commit('Next')
    const second = await play(events.push(), gh(true))
    expect([second.conclusion, calls(second, 'gh')]).toEqual(['success', [comment(7), comment(8)]])

    // A comment that fails does not fail the deployment, so the next run compares with this one.
    repository.commit('Later')
    const third = await play(events.push(), gh(false))
    expect([third.job('deploy').conclusion, third.job('announce').conclusion]).toEqual(['success', 'failure'])
    expect(repository.deployments.map(({ shown }) => shown)).toEqual(['inactive', 'inactive', 'active'])
    const after = repository.tip
    repository.commit('Last')
    expect((await play(events.push(), gh(true))).job('deploy').outputs['before']).toBe(after)
  },
  'docs/recipes.md: A message fails after the deploy': async ({ events, play, repository }) => {
    const before = repository.addDeployment({ environment: 'production', state: 'success' })
    repository.commit('Next')
    expect((await play(events.push(), { files: failing('message.sh') })).conclusion).toBe('failure')
    expect([before.state, repository.deployments[1]?.state]).toEqual(['inactive', 'success'])
    const broken = { ...talking('message.sh'), 'deploy.sh': '#!/usr/bin/env bash\nexit 1\n' }
    const failed = await play(events.push(), { files: broken })
    expect(calls(failed, 'message.sh')).toEqual(['Production ended with failure'])
    expect(repository.deployments[2]?.state).toBe('failure')
    // An older commit is not deployed, so there is no message.
    await inWorld(recipe('docs/recipes.md: A message fails after the deploy'), async ({ events, play, repository }) => {
      const old = events.push()
      repository.addDeployment({ environment: 'production', sha: repository.commit('Next'), state: 'success' })
      const yaml = recipe('docs/recipes.md: A message fails after the deploy').replace(
        'environment: production',
        '$&\n          older-commit: fail'
      )
      const { jobs } = await play(old, { yaml })
      expect(jobs.map(({ conclusion }) => conclusion)).toEqual(['failure', 'skipped'])
    })
  },
  'docs/recipes.md: A message fails after the deploy (2)': async ({ events, play, repository }) => {
    const before = repository.addDeployment({ environment: 'production', state: 'success' })
    repository.commit('Next')
    expect((await play(events.push(), { files: failing('message.sh') })).conclusion).toBe('failure')
    expect([before.state, repository.deployments[1]?.state]).toEqual(['inactive', 'success'])
    expect((await play(events.push(), { files: failing('deploy.sh') })).conclusion).toBe('failure')
    expect(repository.deployments[2]?.state).toBe('failure')
    // A step before it fails, so it does not run.
    const yaml = recipe('docs/recipes.md: A message fails after the deploy (2)')
    const early = yaml.replace('- id: ship', '- run: exit 1\n- id: ship')
    expect((await play(events.push(), { yaml: early })).conclusion).toBe('failure')
    expect(repository.deployments.map(({ state }) => state)).toEqual(['inactive', 'success', 'failure', 'inactive'])
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
  'docs/recipes.md: Another repository, another server': async ({ events, github, play, repository }) => {
    const application = github.repository('octo/application', { private: true })
    await play(events.push(), { secrets: { APPLICATION_TOKEN: github.token({ kind: 'pat' }) } })
    expect(repository.deployments).toHaveLength(0)
    expect(application.deployments.map(({ state, ref }) => [state, ref])).toEqual([['success', 'main']])
  },
  'docs/recipes.md: If the runner dies': async ({ events, play, repository }) => {
    const seed = { environment: 'staging', createdAt: Date.now() - day } as const
    const lost = [['in_progress'] as const, ['queued'] as const, []].map(statuses =>
      repository.addDeployment({ ...seed, statuses })
    )
    const others = [
      { ...seed, state: 'success' } as const,
      { environment: 'staging', state: 'in_progress' } as const
    ].map(other => repository.addDeployment(other))
    await play(events.schedule())
    expect(lost.map(({ state }) => state)).toEqual(['inactive', 'inactive', 'inactive'])
    expect(others.map(({ state }) => state)).toEqual(['success', 'in_progress'])
  },
  'docs/permissions.md: Deleting environments': async world => {
    const closed = ({ events, repository }: World): WorkflowEvent => {
      const pull = repository.pullRequest()
      repository.close(pull)
      return events.pullRequestTarget(pull)
    }
    const app = { vars: { JANITOR_CLIENT_ID: 'Iv1.1' }, secrets: { JANITOR_PRIVATE_KEY: 'a-private-key' } }
    await deletesAltogether('preview/pr-1', closed, () => app)(world)
    // The secret is missing.
    await inWorld(recipe('docs/permissions.md: Deleting environments'), async other => {
      const noToken: ActionStub = () => {
        throw new Error('The "private-key" input must be set to a non-empty string.')
      }
      const event = closed(other)
      other.repository.addDeployment({ environment: 'preview/pr-1', state: 'success', transient: true })
      const { conclusion } = await other.play(event, { actions: { 'actions/create-github-app-token': noToken } })
      expect([conclusion, other.repository.deployments]).toEqual(['success', []])
      expect(other.repository.environments.map(({ name }) => name)).toEqual(['preview/pr-1'])
    })
  },
  'docs/permissions.md: Pull requests from forks': ignoresForksElseDeploys,
  'docs/migrating.md: bobheadxi/deployments (2)': deploysAPush(),
  'docs/migrating.md: chrnorm/deployment-action and chrnorm/deployment-status (2)': deploysAPush(),
  'docs/migrating.md: chrnorm/deployment-action and chrnorm/deployment-status (3)': async ({ events, only, play }) => {
    await play(events.push())
    expect(states(only())).toEqual(['pending', 'success'])
    expect(only().latestStatus?.environmentUrl).toBe('https://staging.example.com')
  },
  'docs/migrating.md: On a `deployment` event (2)': async ({ events, only, play, repository }) => {
    const given = repository.addDeployment({ environment: 'staging', creator: 'hubot' })
    await play(events.deployment(given))
    expect(only().id).toBe(given.id)
    expect(states(given)).toEqual(['in_progress', 'success'])
    const failed = repository.addDeployment({ environment: 'staging', creator: 'hubot' })
    await play(events.deployment(failed), { files: failing('deploy.sh') })
    expect(states(failed)).toEqual(['in_progress', 'failure'])
  },
  'docs/migrating.md: Scripts that tear down (2)': async ({ events, play, repository }) => {
    const pull = repository.pullRequest()
    repository.addDeployments(['failure', 'success'], { environment: 'preview/pr-1', transient: true })
    const [other] = repository.addDeployments(['success'], { environment: 'preview/pr-10', transient: true })
    repository.close(pull)
    expect((await play(events.pullRequestTarget(pull))).conclusion).toBe('success')
    expect(repository.deployments).toEqual([other])
  },
  'docs/migrating.md: All pull requests in one transient environment': async ({ events, play, repository }) => {
    const pulls = ['one', 'two'].map(head => repository.pullRequest({ head }))
    for (const pull of [...pulls, ...pulls]) await play(events.pullRequest(pull, 'synchronize'))
    // The second push of each pull request ends only its own preview.
    expect(repository.deployments.map(({ task, shown }) => `${task} ${shown}`)).toEqual([
      'pr-1 destroyed',
      'pr-2 destroyed',
      'pr-1 active',
      'pr-2 active'
    ])
  },
  'docs/migrating.md: What the other action left active': async ({ events, play, repository }) => {
    const seed = { environment: 'preview', state: 'success', transient: true } as const
    const old = repository.addDeployment(seed)
    const split = repository.addDeployment({ ...seed, task: 'pr-1' })
    await play(events.workflowDispatch())
    expect([old.shown, split.shown]).toEqual(['destroyed', 'active'])
    // As the text says, the first success in a lasting environment ends what another action recorded as transient.
    await inWorld(recipe('docs/migrating.md: bobheadxi/deployments (2)'), async ({ events, play, repository }) => {
      const left = repository.addDeployments(['success', 'success'], {
        environment: 'staging',
        transient: true,
        payload: {}
      })
      await play(events.push())
      expect(left.map(({ state }) => state)).toEqual(['inactive', 'inactive'])
    })
  },
  'docs/migrating.md: Before your first sweep': async ({ events, github, play, repository }) => {
    const pull = repository.pullRequest({ head: 'fix/typo' })
    const testMerge = repository.record('Test merge', [repository.tip, pull.head.sha]).sha
    const seed = { state: 'success', transient: true, payload: {}, sha: testMerge } as const
    for (const environment of ['preview/pr-1', 'pr-1', 'preview/pr-12', 'preview/fix-typo', 'preview/gone']) {
      repository.addDeployment({ ...seed, environment })
    }
    const before = repository.deployments.map(states)
    const played = await play(events.workflowDispatch())
    expect(played.conclusion).toBe('success')
    expect([github.writes(), repository.deployments.map(states)]).toEqual([[], before])
    const plan = JSON.parse(played.job('plan').result?.steps[0]?.outputs['deployments'] ?? '') as Record<
      string,
      string
    >[]
    const kept = plan.filter(({ action }) => action === 'spare').map(({ environment }) => environment)
    expect(kept.toSorted()).toEqual(['pr-1', 'preview/fix-typo', 'preview/pr-1'])
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

test('the README leads to every recipe, from the words that people have in mind', () => {
  const headings = Array.from(read('docs/recipes.md').matchAll(/^## (.*)$/gm), ([, heading = '']) => heading)
  const rows = Array.from(read('README.md').matchAll(/^\| ([^|]*) \| \[([^\]]*)\]\(docs\/recipes\.md#[^)]*\) \|$/gm))
  expect(rows.map(([, , recipe]) => recipe).toSorted()).toEqual(headings.toSorted())
  const tasks = rows.map(([, task = '']) => task).join('\n')
  const words = [
    'Vercel',
    'Netlify',
    'Argo CD',
    'label',
    'draft',
    'older commit',
    'chat message',
    'monorepo',
    'approval'
  ]
  for (const word of words) expect(tasks).toContain(word)
})

describe('the concurrency group is the name of the environment, and of the part', () => {
  interface Concurrency {
    group: string
    queue?: string
    'cancel-in-progress'?: unknown
  }
  interface Flow {
    env?: Record<string, string>
    concurrency?: Concurrency
    jobs: Record<string, { concurrency?: Concurrency; steps?: { uses?: string; with?: Record<string, unknown> }[] }>
  }

  const pull = { number: 12, head: { ref: 'fix', user: { login: 'guest' } } }
  const contexts = (action: string): Record<string, unknown> => ({
    github: {
      event_name: action === 'push' ? 'push' : 'pull_request',
      ref_name: 'fix',
      event: {
        action,
        ref: 'fix',
        deployment: { environment: 'staging' },
        ...(action !== 'push' && { pull_request: pull })
      }
    },
    inputs: { environment: 'production', part: 'api' },
    matrix: { part: 'api', environment: 'preview/pr-12' }
  })

  /** Every group of a workflow, with what its jobs record. */
  const groupsOf = (yaml: string, action: string): { group: string; records: string; mode: string }[] => {
    const flow = parse(yaml) as Flow
    const scope = { contexts: contexts(action), functions: [] }
    const env = evaluateTexts(flow.env, scope)
    const inJob = { contexts: { ...scope.contexts, env }, functions: [] }
    return Object.values(flow.jobs).flatMap(({ concurrency = flow.concurrency, steps = [] }) => {
      const records = steps
        .filter(({ uses = '', with: inputs }) => uses.startsWith('OWNER/') && inputs?.['operation'] !== 'wait')
        .map(({ with: inputs = {} }) =>
          [inputs['environment'], inputs['task']]
            .filter(text => text !== undefined)
            .map(text => evaluateText(text, inJob))
            .join('/')
        )
        .filter(name => name !== '' && !name.includes('*'))
      if (concurrency === undefined) return []
      const cancels = evaluateField(concurrency['cancel-in-progress'] ?? false, scope) === true
      const mode = cancels ? 'cancels' : concurrency.queue === 'max' ? 'queues' : 'replaces'
      return [...new Set(records)].map(name => ({ group: evaluateText(concurrency.group, scope), records: name, mode }))
    })
  }

  const workflows = recipes.filter(({ yaml }) => /^jobs:/m.test(yaml) && yaml.includes('concurrency:'))

  test.each(workflows.map(({ where, yaml }) => [where, yaml] as const))('%s', (_, yaml) => {
    const groups = groupsOf(yaml, yaml.includes('pull_request') ? 'closed' : 'push')
    for (const { group, records } of groups) expect(group).toBe(records)
  })

  test('so these workflows share one', () => {
    const group = (name: string, action = 'push'): string[] => [
      ...new Set(groupsOf(read(`examples/${name}.yml`), action).map(({ group }) => group))
    ]
    for (const name of [
      'preview',
      'preview-label',
      'preview-comment',
      'preview-shared',
      'preview-sweep',
      'sweep-destroy'
    ]) {
      expect([name, group(name, 'closed')]).toEqual([name, ['preview/pr-12']])
    }
    for (const name of ['production', 'rollback', 'never-back'])
      expect([name, group(name)]).toEqual([name, ['production']])
    expect(group('parts-to-production/release-part')).toEqual(['staging/deploy:api', 'production/deploy:api'])
    expect(group('parts')).toEqual(['staging/deploy:api'])
  })

  test('closing a pull request cancels what is running, and reopening it waits', () => {
    const previews = workflows.filter(({ yaml }) => yaml.includes('group: preview/pr-${{') && yaml.includes('reopened'))
    expect(previews.length).toBeGreaterThan(4)
    for (const { where, yaml } of previews) {
      // The jobs are "deploy" and "end".
      const modes = (action: string): [string, string | undefined] => [
        where,
        groupsOf(yaml, action).at(action === 'closed' ? -1 : 0)?.mode
      ]
      expect(modes('closed')).toEqual([where, 'cancels'])
      expect(modes('synchronize')).toEqual([where, 'cancels'])
      expect(modes('reopened')).toEqual([where, 'replaces'])
    }
  })

  test('a label that is put back waits for the teardown', () => {
    const modes = ['labeled', 'ready_for_review', 'unlabeled'].map(action =>
      groupsOf(read('examples/preview-label.yml'), action).map(({ mode }) => mode)
    )
    expect(modes).toEqual(Array.from({ length: 3 }, () => ['replaces', 'cancels']))
  })

  test('what deploys to staging and production waits in a queue', () => {
    const lasting = workflows.flatMap(({ where, yaml }) =>
      groupsOf(yaml, 'push')
        .filter(({ group }) => /^(staging|production)/.test(group))
        .map(({ mode }) => [where, mode])
    )
    expect(lasting.length).toBeGreaterThan(8)
    expect(lasting.filter(([, mode]) => mode !== 'queues')).toEqual([])
  })

  // A run that skips its jobs enters the group of the workflow, but not the group of a job.
  test('for labels, it belongs to the jobs', () => {
    const { concurrency, jobs } = parse(read('examples/preview-label.yml')) as Flow
    expect([concurrency, Object.values(jobs).every(job => job.concurrency !== undefined)]).toEqual([undefined, true])
  })
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

/** A workflow with only the action. */
const asks = (inputs: object, permissions: object): string =>
  stringify({
    permissions,
    jobs: { job: { 'runs-on': 'ubuntu-latest', steps: [{ uses: 'OWNER/deployment-lifecycle@v1', with: inputs }] } }
  })

describe('README.md is right about patterns', () => {
  test.each([
    ['*', ['staging']],
    ['**', ['staging', 'preview/pr-1', 'preview/pr-1/api']],
    ['preview/pr-1/**', ['preview/pr-1/api']],
    ['prod**', ['production-api', 'production/api']]
  ])('%s', async (pattern, matched) => {
    const names = ['staging', 'preview/pr-1', 'preview/pr-1/api', 'Production', 'production-api', 'production/api']
    // Only patterns that match everything need an exclusion.
    const environment = pattern.startsWith('*') ? `${pattern}\n!production[-/]api` : pattern
    const yaml = asks({ operation: 'deactivate', environment }, { actions: 'read', deployments: 'write' })
    await inWorld(yaml, async ({ events, play, repository }) => {
      for (const name of names) repository.addDeployment({ environment: name, state: 'success' })
      expect((await play(events.schedule())).conclusion).toBe('success')
      const ended = repository.deployments.filter(({ state }) => state === 'inactive')
      expect(ended.map(({ environment }) => environment)).toEqual(matched)
    })
  })
})

test('README.md is right about what belongs to an open pull request', async () => {
  const kept = ['preview/pr-1', 'preview/fix']
  const environment = 'preview/**'
  const inputs = { operation: 'deactivate', environment, 'keep-open-pull-requests': true }
  const permissions = { actions: 'read', contents: 'read', deployments: 'write', 'pull-requests': 'read' }
  await inWorld(asks(inputs, permissions), async ({ events, play, repository }) => {
    repository.pullRequest({ head: 'fix' })
    for (const name of [...kept, 'preview/pr-12', 'preview/hotfix']) {
      repository.addDeployment({ environment: name, state: 'success' })
    }
    await play(events.schedule())
    const left = repository.deployments.filter(({ state }) => state === 'success')
    expect(left.map(({ environment }) => environment)).toEqual(kept)
  })
})

/** https://docs.github.com/rest/authentication/permissions-required-for-github-apps */
describe('docs/permissions.md is right about', () => {
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
