import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProcess } from '../play/in-process.ts'
import { placeOfStory } from '../play/place.ts'
import { playOn, type Playing } from '../play/playing.ts'
import { SimulatedGitHub } from '../simulator/github/server.ts'
import { startProcess, type Stream } from '../simulator/runner/process.ts'
import { parseCommand } from '../simulator/runner/workflow-commands.ts'

const dist = join(import.meta.dirname, '../../dist')
let github: SimulatedGitHub
let root = ''
let playing: Playing

beforeEach(async () => {
  playing = await playOn(placeOfStory())
  github = await SimulatedGitHub.start({ checkSchema: false })
  root = await mkdtemp(join(tmpdir(), 'surroundings-'))
  await mkdir(join(root, 'workspace'))
  await writeFile(join(root, 'event.json'), '{}')
  for (const file of ['output', 'state', 'summary']) await writeFile(join(root, file), '')
})

afterEach(async () => {
  await github.stop()
  await rm(root, { recursive: true, force: true })
  playing.end()
})

/** Environment variables from the runner. An undefined variable is not set. */
type Environment = Record<string, string | undefined>

const given = (inputs: Record<string, string>): Environment => {
  const token = github.token()
  const all = {
    operation: 'deploy',
    summary: 'true',
    token,
    'workflow-token': token,
    'job-status': 'success',
    ...inputs
  }
  return {
    PATH: process.env['PATH'],
    GITHUB_REPOSITORY: github.repository().fullName,
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: join(root, 'event.json'),
    GITHUB_SHA: github.repository().tip,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_RUN_ID: '36744327825',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_JOB: 'deploy',
    GITHUB_ACTION: 'deployment',
    GITHUB_OUTPUT: join(root, 'output'),
    GITHUB_STATE: join(root, 'state'),
    GITHUB_STEP_SUMMARY: join(root, 'summary'),
    ...Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))
  }
}

interface Ran {
  code: number | null
  /** Workflow commands by name: `error`, `warning`, … */
  told: Record<string, string[]>
  stderr: string
}

/** Starts a stage as the runner does, but with environment variables that no runner would set. */
async function run(stage: 'index' | 'post', environment: Environment): Promise<Ran> {
  const isOnTheBundle = playing.underTest.entry === 'dist'
  const start = isOnTheBundle ? startProcess : inProcess.bind(undefined, stage === 'post' ? 'post' : 'main')
  return ranWith(start, { file: process.execPath, args: [join(dist, `${stage}.js`)] }, environment)
}

async function ranWith(
  start: typeof startProcess,
  command: { file: string; args: string[] },
  environment: Environment
): Promise<Ran> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) if (value !== undefined) env[name] = value
  const read: Record<Stream, string[]> = { stdout: [], stderr: [] }
  const { exit } = start({
    ...command,
    cwd: join(root, 'workspace'),
    env,
    patience: { interrupt: 7500, terminate: 2500, output: 5000 },
    onText: () => undefined,
    onLine: (line, stream) => read[stream].push(line)
  })
  const { exitCode: code } = await exit
  const told: Record<string, string[]> = {}
  for (const line of read.stdout) {
    const command = parseCommand(line, new Set(['error', 'warning', 'notice', 'set-output', 'save-state']))
    const name = command?.name ?? 'log'
    told[name] = [...(told[name] ?? []), command?.data ?? line]
  }
  return { code, told, stderr: read.stderr.join('\n') }
}

const states = (): (string | undefined)[] => github.repository().deployments.map(({ state }) => state)

/** Returns the state that main saved, as post receives it. */
async function stateLeft(): Promise<Environment> {
  const text = await readFile(join(root, 'state'), 'utf8')
  const values = [...text.matchAll(/^receipt<<(\S+)\n([\s\S]*?)\n\1$/gm)]
  return { STATE_receipt: values.at(-1)?.[2] }
}

describe('the event file', () => {
  test.each<[string, (path: string) => Promise<unknown>, RegExp]>([
    ['missing', path => rm(path), /^The file with the event cannot be read \(ENOENT\)/],
    [
      'malformed',
      path => writeFile(path, '{ "action": "opened", '),
      /^The file with the event cannot be read \(it is not JSON\)/
    ],
    ['a folder', async path => rm(path).then(() => mkdir(path)), /^The file with the event cannot be read \(EISDIR\)/],
    ['empty', path => writeFile(path, ''), /^The file with the event cannot be read \(it is not JSON\)/]
  ])('is %s: the action warns and uses the variables instead', async (_what, spoil, warning) => {
    await spoil(join(root, 'event.json'))
    const { code, told } = await run('index', given({ environment: 'staging' }))
    expect(code).toBe(0)
    expect(told['warning']).toEqual([expect.stringMatching(warning)])
    expect(states()).toEqual(['in_progress'])
  })

  test.each([
    'null',
    '42',
    '[]',
    '{"pull_request": 5}',
    '{"pull_request": {"head": []}}',
    '{"deployment": {"id": "x"}}'
  ])('contains %s: the action fails and names the missing field', async text => {
    await writeFile(join(root, 'event.json'), text)
    for (const name of ['pull_request', 'deployment', 'issue_comment', 'workflow_run']) {
      const { code, told } = await run('index', { ...given({ environment: 'staging' }), GITHUB_EVENT_NAME: name })
      if (name === 'issue_comment') continue
      expect(code).toBe(1)
      expect(told['error']).toEqual([expect.stringMatching(/^The event \w+ (has|holds) no/)])
    }
    expect(states().filter(state => state !== 'in_progress')).toEqual([])
  })
})

describe('the files of the runner', () => {
  const broken: [string, (path: string) => Promise<unknown>][] = [
    ['missing', path => rm(path)],
    ['a folder', path => rm(path).then(() => mkdir(path))],
    // Root can write anyway.
    ...(process.getuid?.() === 0
      ? []
      : [['read-only', (path: string) => chmod(path, 0o400)] as [string, (path: string) => Promise<unknown>]])
  ]

  test.each(broken)('GITHUB_OUTPUT is %s: the action creates the deployment and warns', async (_what, spoil) => {
    await spoil(join(root, 'output'))
    const { code, told } = await run('index', given({ environment: 'staging' }))
    expect(code).toBe(0)
    expect(told['warning']).toEqual([expect.stringMatching(/^The outputs could not be written: /)])
    expect(states()).toEqual(['in_progress'])
    const post = await run('post', { ...given({}), ...(await stateLeft()) })
    expect(post.code).toBe(0)
    expect(states()).toEqual(['success'])
  })

  test('GITHUB_STATE is missing: the action creates it, and the post step works', async () => {
    await rm(join(root, 'state'))
    const { code, told } = await run('index', given({ environment: 'staging' }))
    expect([code, told['warning']]).toEqual([0, undefined])
    await run('post', { ...given({}), ...(await stateLeft()) })
    expect(states()).toEqual(['success'])
  })

  test.each(broken.slice(1))('GITHUB_STATE is %s: the action warns, and post does nothing', async (_what, spoil) => {
    await spoil(join(root, 'state'))
    const { code, told } = await run('index', given({ environment: 'staging' }))
    expect(code).toBe(0)
    expect(told['warning']).toEqual([expect.stringMatching(/^What post needs could not be written: /)])
    const post = await run('post', given({}))
    expect(post.code).toBe(0)
    expect(post.told['error']).toBeUndefined()
  })

  test.each(broken)('GITHUB_STEP_SUMMARY is %s: the action warns', async (_what, spoil) => {
    const main = await run('index', given({ environment: 'staging' }))
    await spoil(join(root, 'summary'))
    const { code, told } = await run('post', { ...given({}), ...(await stateLeft()) })
    expect([main.code, code]).toEqual([0, 0])
    expect(told['warning']).toEqual([expect.stringMatching(/^The job summary could not be written: /)])
    expect(states()).toEqual(['success'])
  })

  test('the files are not set: the action uses workflow commands instead', async () => {
    const none = { GITHUB_OUTPUT: undefined, GITHUB_STATE: undefined, GITHUB_STEP_SUMMARY: undefined }
    const { code, told } = await run('index', { ...given({ environment: 'staging' }), ...none })
    expect(code).toBe(0)
    expect(told['set-output']?.length).toBeGreaterThan(5)
    expect(told['save-state']?.at(-1)).toContain('"deployment":{"id":')
    expect(states()).toEqual(['in_progress'])
  })

  test('a job summary is limited to 1 MiB', async () => {
    const row = 'x'.repeat(200)
    for (let count = 0; count < 3000; count++) {
      github
        .repository()
        .addDeployment({ environment: `${row}${count}`, ref: 'main', state: 'success', transient: true })
    }
    const environment = Object.values({ pattern: 'x*' }).join()
    const { told } = await run('index', given({ operation: 'deactivate', environment, 'dry-run': 'true' }))
    expect(told['error'] ?? []).toEqual([])
    const summary = await readFile(join(root, 'summary'))
    expect(summary.length).toBeLessThanOrEqual(1024 * 1024)
    expect(summary.length).toBeGreaterThan(0)
  }, 60_000)
})

describe('the saved state for the post step', () => {
  const receipt = {
    operation: 'deploy',
    apiUrl: 'API',
    repository: { owner: 'octo', name: 'app' },
    startedAtMs: 1,
    logUrl: 'https://example.com',
    autoInactive: true,
    summary: true,
    deployment: { id: 5, nodeId: 'DE_5', sha: 'a'.repeat(40), environment: 'staging', task: 'deploy' }
  }
  const cut = (place: number): string => JSON.stringify(receipt).slice(0, place)

  test.each([cut(1), cut(40), cut(200), 'null', '[]', '42', '"text"', '\u0000'])(
    'is %j: the post step fails without a request',
    async text => {
      const state = text.replace('API', github.apiUrl)
      const { code, told, stderr } = await run('post', {
        ...given({}),
        STATE_receipt: state.replaceAll('\u0000', '\ufffd')
      })
      expect(code).toBe(1)
      expect(told['error']).toEqual([
        'The state that the main step saved cannot be read, so a deployment that it started cannot be finished. Check the environment, and set the final state with "operation: update".'
      ])
      expect(stderr).toBe('')
      expect(github.requests).toEqual([])
    }
  )

  test('names a deployment that does not exist: the post step says so, and has nothing to end', async () => {
    const state = JSON.stringify(receipt).replace('API', github.apiUrl)
    const { code, told } = await run('post', { ...given({}), STATE_receipt: state })
    expect([code, told['error'], told['warning']]).toEqual([0, undefined, undefined])
    expect(told['notice']).toEqual([
      expect.stringMatching(
        /^Deployment 5 was deleted while the job ran, so its final state \(success\) is not recorded\./
      )
    ])
  })
})

describe('without', () => {
  test('GITHUB_REPOSITORY, the main step fails at once', async () => {
    const { code, told } = await run('index', { ...given({ environment: 'staging' }), GITHUB_REPOSITORY: undefined })
    expect(code).toBe(1)
    expect(told['error']).toEqual([expect.stringMatching(/^"repository" is missing, and the runner does not say/)])
    expect(github.requests).toEqual([])
  })

  test('GITHUB_REPOSITORY, the post step uses the saved repository', async () => {
    await run('index', given({ environment: 'staging' }))
    const { code } = await run('post', { ...given({}), ...(await stateLeft()), GITHUB_REPOSITORY: undefined })
    expect(code).toBe(0)
    expect(states()).toEqual(['success'])
  })

  test('the workspace directory, only "ref: HEAD" fails', async () => {
    const workspace = join(root, 'workspace')
    const inside = `cd ${JSON.stringify(workspace)} && rmdir ${JSON.stringify(workspace)} && exec ${JSON.stringify(process.execPath)} ${JSON.stringify(join(dist, 'index.js'))}`
    const start = (environment: Environment): Promise<Ran> =>
      ranWith(startProcess, { file: 'sh', args: ['-c', inside] }, environment)
    const fine = await start(given({ environment: 'staging' }))
    expect(fine).toMatchObject({
      code: 0,
      told: { log: expect.arrayContaining([expect.stringContaining('Created')]) as unknown }
    })
    await mkdir(workspace)
    const head = await start(given({ environment: 'staging', ref: 'HEAD' }))
    expect(head.code).toBe(1)
    expect(head.told['error']).toEqual([
      expect.stringContaining('There is no commit in the workspace for "ref: HEAD".')
    ])
    expect(states()).toEqual(['in_progress'])
  })

  test('any variable, the main step fails with one error', async () => {
    const { code, told, stderr } = await run('index', { PATH: process.env['PATH'] })
    expect(code).toBe(1)
    expect(told['error']).toHaveLength(1)
    expect(told['error']?.[0]).toMatch(/^\d things are wrong with the inputs:/)
    expect(stderr).toBe('')
    expect(github.requests).toEqual([])
  })

  test('any variable, the post step does nothing', async () => {
    const { code, told } = await run('post', { PATH: process.env['PATH'] })
    expect(code).toBe(0)
    expect(told['error']).toBeUndefined()
  })

  test.each([
    ['GITHUB_RUN_ID', 'x'],
    ['GITHUB_RUN_ATTEMPT', '-1'],
    ['GITHUB_SERVER_URL', 'not a URL'],
    ['GITHUB_SHA', undefined]
  ])('a valid %s (%j), the main step works or fails with one error', async (name, value) => {
    const { code, told, stderr } = await run('index', { ...given({ environment: 'staging' }), [name]: value })
    expect(stderr).toBe('')
    expect(told['error'] ?? []).toHaveLength(code === 0 ? 0 : 1)
    for (const error of told['error'] ?? []) expect(error).not.toMatch(/Unexpected error:|should not happen/)
    expect(states().length).toBe(code === 0 ? 1 : 0)
  })
})
