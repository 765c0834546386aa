/**
 * Runs the action in nektos/act, the local runner, against the simulated GitHub, and checks what GitHub holds afterwards
 * (`npm run act`). Needs act (`go install github.com/nektos/act@v0.2.87`), and no containers: act runs on this host.
 */
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Events, type WorkflowEvent } from '../__tests__/simulator/events.ts'
import type { Repository } from '../__tests__/simulator/github/model.ts'
import { SimulatedGitHub } from '../__tests__/simulator/github/server.ts'

const root = join(import.meta.dirname, '..')

interface Story {
  name: string
  jobs: object
  event: (events: Events, repository: Repository) => WorkflowEvent
  /** The states and URLs of each deployment's statuses, by environment and task. */
  expected: Record<string, string[]>
}

const step = (inputs: object): object => ({ uses: './', with: inputs })
const job = (...steps: object[]): object => ({
  'runs-on': 'ubuntu-latest',
  steps: [{ uses: 'actions/checkout@v5' }, ...steps]
})
const url = { id: 'ship', run: 'echo "url=https://example.com" >> "$GITHUB_OUTPUT"' }
const late = { 'environment-url': '${{ steps.ship.outputs.url }}' }

const stories: Story[] = [
  {
    name: 'the hero: in progress, then success with the URL of a later step',
    jobs: { deploy: job(step({ environment: 'staging', ...late }), url) },
    event: events => events.push(),
    expected: { 'staging deploy': ['in_progress', 'success https://example.com'] }
  },
  {
    name: 'a job that fails',
    jobs: { deploy: job(step({ environment: 'staging' }), { run: 'exit 1' }) },
    event: events => events.push(),
    expected: { 'staging deploy': ['in_progress', 'failure'] }
  },
  {
    name: 'a preview, and its teardown',
    jobs: {
      preview: job(step({ environment: 'preview/pr-1' })),
      teardown: { ...job(step({ operation: 'deactivate', environment: 'preview/pr-1' })), needs: 'preview' }
    },
    event: (events, repository) => events.pullRequest(repository.pullRequest()),
    expected: { 'preview/pr-1 deploy': ['in_progress', 'success', 'inactive'] }
  },
  {
    name: 'a matrix, with a task for each part',
    jobs: {
      deploy: {
        ...job(step({ environment: 'staging', task: 'deploy:${{ matrix.part }}' })),
        strategy: { matrix: { part: ['api', 'web'] } }
      }
    },
    event: events => events.push(),
    expected: { 'staging deploy:api': ['in_progress', 'success'], 'staging deploy:web': ['in_progress', 'success'] }
  }
]

/** Creates a checkout with the action and one workflow. */
function checkout(folder: string, story: Story, event: WorkflowEvent): string {
  cpSync(join(root, 'action.yml'), join(folder, 'action.yml'))
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true })
  mkdirSync(join(folder, '.github', 'workflows'), { recursive: true })
  // JSON is valid YAML.
  writeFileSync(join(folder, '.github/workflows/story.yml'), JSON.stringify({ on: event.name, jobs: story.jobs }))
  writeFileSync(join(folder, 'event.json'), JSON.stringify(event.payload))
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder, encoding: 'utf8' })
  git('init', '--quiet', '--initial-branch', 'main')
  git('remote', 'add', 'origin', 'https://github.com/octo/app.git')
  git('add', '--all')
  git('-c', 'user.name=octocat', '-c', 'user.email=octocat@github.example', 'commit', '--quiet', '--message', 'One')
  return git('rev-parse', 'HEAD').trim()
}

async function play(story: Story): Promise<string | undefined> {
  const github = await SimulatedGitHub.start()
  const folder = mkdtempSync(join(tmpdir(), 'act-'))
  // act copies the checkout into a folder below its home.
  const home = mkdtempSync(join(tmpdir(), 'act-home-'))
  try {
    const repository = github.repository()
    const event = story.event(new Events(repository), repository)
    const sha = checkout(folder, story, event)
    repository.commits.set(sha, { sha, message: 'One', parents: [], createdAt: Date.now() })
    const log = await act(event.name, { folder, home, github })
    const found = Object.fromEntries(
      repository.deployments.map(({ environment, task, statuses }) => [
        `${environment} ${task}`,
        statuses.map(({ state, environmentUrl }) => `${state} ${environmentUrl}`.trim())
      ])
    )
    if (isDeepStrictEqual(found, story.expected) && github.violations.length === 0) return undefined
    return `${JSON.stringify(found)}, expected ${JSON.stringify(story.expected)}\n${github.violations.join('\n')}\n${log}`
  } finally {
    for (const path of [folder, home]) rmSync(path, { recursive: true, force: true })
    await github.stop()
  }
}

/** Sets the addresses of the simulated GitHub. Without them, act uses github.com. */
function act(
  event: string,
  { folder, home, github }: { folder: string; home: string; github: SimulatedGitHub }
): Promise<string> {
  const addresses = {
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GRAPHQL_URL: `${github.apiUrl}/graphql`,
    GITHUB_SERVER_URL: github.serverUrl
  }
  const args = [
    event,
    ...[
      '--platform',
      'ubuntu-latest=-self-hosted',
      '--eventpath',
      'event.json',
      '--secret',
      `GITHUB_TOKEN=${github.token()}`
    ],
    ...Object.entries(addresses).flatMap(([name, value]) => ['--env', `${name}=${value}`])
  ]
  const child = spawn('act', args, { cwd: folder, env: { ...process.env, HOME: home } })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (log += String(chunk)))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve(log))
  })
}

/** Returns whether act is installed. */
function hasAct(): boolean {
  try {
    execFileSync('act', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

if (!hasAct()) {
  console.error('act is not installed. Run: go install github.com/nektos/act@v0.2.87')
  process.exitCode = 1
} else {
  for (const story of stories) {
    const problem = await play(story)
    console.log(`${problem === undefined ? 'ok    ' : 'FAILED'}  ${story.name}`)
    if (problem === undefined) continue
    console.log(problem)
    process.exitCode = 1
  }
}
