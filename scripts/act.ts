/**
 * Plays the chapters of the demo in nektos/act, the local runner, against the simulated GitHub (`npm run act`). Ends
 * before the first chapter in which a job is cancelled or a runner dies. Needs act (`go install
 * github.com/nektos/act@v0.2.87`), and no containers: act runs on this host.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { chapters } from './stories/chapters.ts'
import { isAction, problemsAfter, startScene, type Job, type Scene } from './stories/story.ts'

const root = join(import.meta.dirname, '..')

/** Creates a checkout with the action. Returns its commit. */
function checkOut(folder: string): string {
  for (const path of ['action.yml', 'dist']) cpSync(join(root, path), join(folder, path), { recursive: true })
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder, encoding: 'utf8' })
  git('init', '--quiet', '--initial-branch', 'main')
  git('remote', 'add', 'origin', 'https://github.com/octo/app.git')
  git('add', '--all')
  git('-c', 'user.name=octocat', '-c', 'user.email=octocat@github.example', 'commit', '--quiet', '--message', 'One')
  return git('rev-parse', 'HEAD').trim()
}

/** Runs a job as a workflow of its own. Returns its log. */
async function runInAct({ name = 'job', event, steps, matrix }: Job, folder: string, scene: Scene): Promise<string> {
  const { github } = scene
  const job = {
    'runs-on': 'ubuntu-latest',
    steps: [{ uses: 'actions/checkout@v5' }, ...steps.map(step => (isAction(step) ? { ...step, uses: './' } : step))],
    // act wants a list for each name.
    strategy: { matrix: Object.fromEntries(Object.entries(matrix ?? {}).map(([key, value]) => [key, [value]])) }
  }
  // JSON is valid YAML.
  writeFileSync(join(folder, `${name}.yml`), JSON.stringify({ on: event.name, jobs: { [name]: job } }))
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(event.payload))
  // Without these addresses, act uses github.com.
  const addresses = [
    `GITHUB_API_URL=${github.apiUrl}`,
    `GITHUB_GRAPHQL_URL=${github.graphqlUrl}`,
    `GITHUB_SERVER_URL=${github.serverUrl}`
  ]
  const args = [
    ...[event.name, '--workflows', `${name}.yml`, '--eventpath', `${name}.json`],
    ...['--platform', 'ubuntu-latest=-self-hosted', '--secret', `GITHUB_TOKEN=${github.token()}`],
    ...addresses.flatMap(address => ['--env', address])
  ]
  // act copies the checkout into a folder below its home.
  const home = mkdtempSync(join(tmpdir(), 'act-home-'))
  try {
    const child = spawn('act', args, { cwd: folder, env: { ...process.env, HOME: home } })
    return (await Promise.all([text(child.stdout), text(child.stderr)])).join('')
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function playInAct(): Promise<void> {
  const scene = await startScene()
  const folder = mkdtempSync(join(tmpdir(), 'act-'))
  try {
    const sha = checkOut(folder)
    // act runs some events on the commit of the checkout, so GitHub must have it.
    scene.repository.commits.set(sha, { sha, message: 'One', parents: [], createdAt: Date.now() })
    for (const [title, chapter] of Object.entries(chapters)) {
      const jobs = chapter.jobs(scene)
      if (jobs.some(({ cancelledIn, lostIn }) => (cancelledIn ?? lostIn) !== undefined)) return
      const logs = await Promise.all(jobs.map(job => runInAct(job, folder, scene)))
      const problems = problemsAfter(chapter, scene)
      console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'}  ${title}`)
      if (problems.length === 0) continue
      console.log([...problems, ...logs].join('\n'))
      process.exitCode = 1
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await scene.github.stop()
  }
}

if (spawnSync('act', ['--version']).error === undefined) await playInAct()
else {
  console.error('act is not installed. Run: go install github.com/nektos/act@v0.2.87')
  process.exitCode = 1
}
