import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from '@jest/globals'
import { stringify } from 'yaml'
import { pairs } from './runner/command-files.ts'
import { evaluateField, evaluateText, hashFiles, holds, statusFunctions } from './runner/expressions.ts'
import { runJob, startJob } from './runner/job.ts'
import type { JobOptions, JobResult, StageResult } from './runner/job.ts'
import { Masker } from './runner/masker.ts'
import { combinations } from './runner/matrix.ts'
import type { Stage, Step } from './runner/step.ts'
import { runWorkflow } from './runner/workflow.ts'
import type { JobEnvironment, WorkflowOptions } from './runner/workflow.ts'

const SHA = '5f0e8a3c2b1d4e6f708192a3b4c5d6e7f8091a2b'
const RUN = {
  event: { name: 'push', payload: { after: SHA }, sha: SHA, ref: 'refs/heads/main' },
  github: {
    apiUrl: 'https://api.example.test',
    graphqlUrl: 'https://api.example.test/graphql',
    serverUrl: 'https://example.test'
  },
  token: 'ghs_0123456789abcdef'
}
const QUICK = { interrupt: 300, terminate: 200, output: 300 }

const written: string[] = []
afterAll(() => Promise.all(written.map(folder => rm(folder, { recursive: true }))))

/** A temporary action: the content of its files, and changes to its `action.yml`. */
async function action(
  main: string,
  { post, manifest = {}, runs = {} }: { post?: string; manifest?: object; runs?: object } = {}
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'action-'))
  written.push(folder)
  const own = { using: 'node24', main: 'main.js', ...(post !== undefined && { post: 'post.js' }), ...runs }
  await writeFile(
    join(folder, 'action.yml'),
    stringify({ name: 'probe', description: 'probe', ...manifest, runs: own })
  )
  await writeFile(join(folder, 'main.js'), main)
  if (post !== undefined) await writeFile(join(folder, 'post.js'), post)
  return folder
}

function run(steps: Step[], options: Partial<JobOptions> = {}): Promise<JobResult> {
  return runJob({ ...RUN, steps, ...options })
}

function main(result: JobResult, id = 'it'): StageResult {
  const stage = result.step(id).main
  if (stage === undefined) throw new Error(`Step '${id}' did not run`)
  return stage
}

function post(result: JobResult, id = 'it'): StageResult {
  const stage = result.step(id).post
  if (stage === undefined) throw new Error(`Step '${id}' has no post`)
  return stage
}

const PRINT_ENV = 'console.log(JSON.stringify(process.env))'

function environmentOf(stage: StageResult): Record<string, string> {
  return JSON.parse(stage.raw) as Record<string, string>
}

/** Appends lines to the file in a variable. */
function append(variable: string, ...lines: string[]): string {
  return `require('node:fs').appendFileSync(process.env.${variable}, ${JSON.stringify(lines.map(line => `${line}\n`).join(''))});`
}

describe('inputs', () => {
  test('every declared input is set, and a default only applies if `with` does not name the input', async () => {
    const probe = await action(PRINT_ENV, {
      manifest: {
        inputs: {
          given: { default: 'unused' },
          empty: { default: 'unused' },
          absent: { default: 'its default' },
          nothing: { description: 'no default' },
          'dotted.name with-space': { default: 1.5 },
          token: { default: '${{ github.token }}' },
          total: { default: '${{ strategy.job-total }}' },
          matrix: { default: '${{ toJSON(matrix) }}' }
        }
      }
    })
    const given = { Given: true, empty: '${{ steps.nobody.outputs.x }}', list: 7, text: "a ${{ 1 }} b ${{ 'c}}' }}" }
    const result = await run([{ id: 'it', uses: './', with: given }], { action: probe })
    expect(environmentOf(main(result))).toMatchObject({
      INPUT_GIVEN: 'true',
      INPUT_EMPTY: '',
      INPUT_ABSENT: 'its default',
      INPUT_NOTHING: '',
      'INPUT_DOTTED.NAME_WITH-SPACE': '1.5',
      INPUT_TOKEN: RUN.token,
      INPUT_TOTAL: '1',
      INPUT_MATRIX: 'null',
      INPUT_LIST: '7',
      INPUT_TEXT: 'a 1 b c}}'
    })
    expect(main(result).problems).toEqual([
      "Unexpected input(s) 'list', 'text', valid inputs are ['given', 'empty', 'absent', 'nothing', 'dotted.name with-space', 'token', 'total', 'matrix']"
    ])
    expect(main(result).annotations[0]?.level).toBe('warning')
  })

  test('a deprecated input only warns if it is set', async () => {
    const probe = await action('', { manifest: { inputs: { old: { deprecationMessage: 'use new' } } } })
    const result = await run(
      [
        { id: 'it', uses: './', with: { old: 1 } },
        { id: 'not', uses: './' }
      ],
      { action: probe }
    )
    expect(main(result).problems).toEqual(["Input 'old' has been deprecated with message: use new"])
    expect(main(result, 'not').problems).toEqual([])
  })

  test('are evaluated again for post, with the values at that time', async () => {
    const probe = await action(PRINT_ENV, {
      post: PRINT_ENV,
      manifest: {
        inputs: {
          url: { description: 'late' },
          status: { default: '${{ job.status }}' },
          check: { default: '${{ job.check_run_id }}' }
        }
      }
    })
    const result = await run(
      [
        {
          id: 'it',
          uses: 'OWNER/deployment-lifecycle@v1',
          with: { url: '${{ steps.ship.outputs.url }}${{ steps.ship.outcome }}' },
          env: { SEEN: '${{ env.LATE }}' }
        },
        { id: 'ship', run: 'echo url=https://x.test/ >> "$GITHUB_OUTPUT"; echo LATE=yes >> "$GITHUB_ENV"; exit 1' }
      ],
      { action: probe, checkRunId: 109_986_525_349 }
    )
    expect(environmentOf(main(result))).toMatchObject({
      INPUT_URL: '',
      INPUT_STATUS: 'success',
      INPUT_CHECK: '109986525349',
      SEEN: '',
      GITHUB_ACTION_REPOSITORY: 'OWNER/deployment-lifecycle',
      GITHUB_ACTION_REF: 'v1'
    })
    expect(environmentOf(post(result))).toMatchObject({
      INPUT_URL: 'https://x.test/failure',
      INPUT_STATUS: 'failure',
      LATE: 'yes',
      SEEN: 'yes'
    })
    expect(result.conclusion).toBe('failure')
  })

  test('GitHub Enterprise Server has no check run id', async () => {
    const probe = await action(PRINT_ENV, { manifest: { inputs: { check: { default: '${{ job.check_run_id }}' } } } })
    const result = await run([{ id: 'it', uses: './' }], { action: probe, checkRunId: '' })
    expect(environmentOf(main(result))['INPUT_CHECK']).toBe('')
  })

  test('an invalid expression fails the step, and post still runs', async () => {
    const probe = await action('', { post: PRINT_ENV, manifest: { inputs: { a: {} } } })
    const broken: [string, string][] = [
      ["${{ fromJSON('') }}", 'The template is not valid. empty input'],
      [
        '${{ nowhere.at.all }}',
        "The template is not valid. Unrecognized named-value: 'nowhere'. Located at position 1 within expression: nowhere.at.all"
      ],
      ['${{ github.event }}', 'The template is not valid. A mapping was not expected'],
      ['${{ github.ref', 'The template is not valid. The expression is not closed.']
    ]
    for (const [expression, message] of broken) {
      const result = await run([{ id: 'it', uses: './', with: { a: expression } }], { action: probe })
      expect(main(result).problems[0]).toContain(message)
      expect(main(result).exitCode).toBeNull()
      expect(post(result).outcome).toBe('failure')
      expect(result.conclusion).toBe('failure')
    }
    const late = await run(
      [{ id: 'it', uses: './', with: { a: "${{ fromJSON(env.B || '1') }}" } }, { run: 'echo B=[ >> "$GITHUB_ENV"' }],
      {
        action: probe
      }
    )
    expect([main(late).outcome, post(late).outcome, late.conclusion]).toEqual(['success', 'failure', 'failure'])
  })

  test('inside nested composite actions, post sees inputs and steps of the outer action, but its own job, defaults and state', async () => {
    const probe = await action(`${append('GITHUB_STATE', 'kept=1')}${PRINT_ENV}`, {
      post: PRINT_ENV,
      manifest: {
        inputs: {
          url: {},
          ref: {},
          status: { default: '${{ job.status }}' },
          token: { default: '${{ github.token }}' }
        }
      }
    })
    const steps = [
      { id: 'it', uses: './', with: { url: '${{ steps.ship.outputs.url }}', ref: '${{ inputs.ref }}' } },
      { id: 'ship', run: 'echo url=https://x.test/ >> "$GITHUB_OUTPUT"' }
    ]
    const one = await run(steps, { action: probe, nesting: 'composite', inputs: { ref: 'v1' } })
    expect(environmentOf(post(one))).toMatchObject({ INPUT_URL: 'https://x.test/', INPUT_REF: 'v1', STATE_kept: '1' })
    const two = await run(steps, { action: probe, nesting: 'nested-composite', inputs: { ref: 'v1' } })
    expect(environmentOf(main(two))).toMatchObject({ INPUT_REF: 'v1' })
    expect(environmentOf(main(two))['GITHUB_ACTION_PATH']).toMatch(/composite$/)
    expect(environmentOf(post(two))).toMatchObject({
      INPUT_URL: '',
      INPUT_REF: '',
      INPUT_STATUS: 'success',
      INPUT_TOKEN: RUN.token,
      STATE_kept: '1'
    })
    const secret = await run([{ id: 'it', uses: './', with: { url: '${{ secrets.A }}' } }], {
      action: probe,
      nesting: 'composite'
    })
    expect(main(secret).problems[0]).toContain("Unrecognized named-value: 'secrets'")
  })
})

describe('the environment of a stage', () => {
  test('has a minimal base, GITHUB_* that cannot be changed, and no token', async () => {
    const probe = await action(PRINT_ENV)
    const result = await run(
      [{ id: 'it', uses: './', env: { MINE: '${{ env.JOB }}!', GITHUB_API_URL: 'https://evil.test', STATE_x: '1' } }],
      {
        action: probe,
        env: { JOB: 'job', RUNNER_TEMP: 'elsewhere' },
        processEnv: { NODE_NO_WARNINGS: '1' },
        event: {
          ...RUN.event,
          name: 'pull_request',
          ref: 'refs/pull/7/merge',
          payload: { pull_request: { head: { ref: 'topic' }, base: { ref: 'main' } }, sender: { login: 'mona' } }
        },
        runId: 11,
        runAttempt: 2,
        debug: true
      }
    )
    const env = environmentOf(main(result))
    expect(env).toMatchObject({
      MINE: 'job!',
      NODE_NO_WARNINGS: '1',
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: RUN.github.apiUrl,
      GITHUB_ACTION: 'it',
      GITHUB_ACTION_REPOSITORY: '',
      GITHUB_ACTOR: 'mona',
      GITHUB_BASE_REF: 'main',
      GITHUB_HEAD_REF: 'topic',
      GITHUB_JOB: 'deploy',
      GITHUB_REF_NAME: '7/merge',
      GITHUB_REF_PROTECTED: 'false',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_RUN_ID: '11',
      GITHUB_SHA: SHA,
      RUNNER_DEBUG: '1'
    })
    expect(env['GITHUB_WORKSPACE']).toMatch(/[\\/]app[\\/]app$/)
    expect(env['RUNNER_TEMP']).not.toBe('elsewhere')
    const names = Object.keys(env)
    expect(names.filter(name => /^(?:GITHUB_TOKEN|GITHUB_EVENT|ACTIONS_|JEST_|NODE_ENV)/.test(name)).sort()).toEqual([
      'GITHUB_EVENT_NAME',
      'GITHUB_EVENT_PATH'
    ])
  })

  test('runs in the workspace with closed input, and each stage gets a new event file', async () => {
    const look = `
      const fs = require('node:fs')
      console.log(process.cwd() === process.env.GITHUB_WORKSPACE, fs.readFileSync(0).length, fs.readFileSync('a/b.txt', 'utf8'))
      console.log(fs.readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'))
      fs.writeFileSync(process.env.GITHUB_EVENT_PATH, 'spoilt')`
    const probe = await action(look, { post: look })
    const result = await run([{ id: 'it', uses: './' }], {
      action: probe,
      files: { 'a/b.txt': 'file' },
      prepare: workspace => writeFile(join(workspace, 'c'), '')
    })
    expect(main(result).raw).toBe(`true 0 file\n{"after":"${SHA}"}\n`)
    expect(post(result).raw).toBe(main(result).raw)
  })

  test('has variables and paths that earlier steps have set, except NODE_OPTIONS', async () => {
    const probe = await action(PRINT_ENV)
    const result = await run(
      [
        {
          id: 'set',
          run: 'echo A=1 >> $GITHUB_ENV; echo node_options=--no >> $GITHUB_ENV; printf "/x/first\\n/x/second\\n" >> $GITHUB_PATH'
        },
        { id: 'it', uses: './', env: { A: '${{ env.A }}2' } }
      ],
      { action: probe, path: ['bin'] }
    )
    const env = environmentOf(main(result))
    expect(env['A']).toBe('12')
    expect(env['NODE_OPTIONS'] ?? env['node_options']).toBeUndefined()
    expect(env['PATH']).toMatch(/^\/x\/second:\/x\/first:[^:]*\/bin:/)
    expect(main(result, 'set')).toMatchObject({ env: { A: '1' }, paths: ['/x/first', '/x/second'], outcome: 'success' })
    expect(main(result, 'set').problems).toEqual([
      "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command."
    ])
  })

  test('a process that cannot start fails its step', async () => {
    const probe = await action('')
    const [tooLong, gone, missing] = await Promise.all([
      run([{ id: 'it', uses: './', env: { LONG: 'x'.repeat(3_000_000) } }], { action: probe }),
      run([{ run: 'rm -r "$GITHUB_WORKSPACE"' }, { id: 'it', uses: './' }], { action: probe }),
      run([{ id: 'it', uses: './' }], { action: await action('', { runs: { main: 'nowhere.js' } }) })
    ])
    expect(main(tooLong).problems[0]).toMatch(/^spawn /)
    expect(main(gone).problems[0]).toMatch(/^spawn /)
    expect(main(missing).problems[0]).toMatch(/^File not found: '.*nowhere\.js'$/)
    expect([tooLong, gone, missing].map(({ conclusion }) => conclusion)).toEqual(['failure', 'failure', 'failure'])
  })
})

describe('stages', () => {
  test('post stages run after all steps in reverse order, and their outputs are dropped', async () => {
    const tell = (name: string): string => `console.log(${JSON.stringify(name)});`
    const [first, second] = await Promise.all(
      ['first', 'second'].map(name =>
        action(`${tell(name)}${append('GITHUB_OUTPUT', 'of=main')}`, {
          post: `${tell(`post ${name}`)}${append('GITHUB_OUTPUT', 'of=post')}`
        })
      )
    )
    const seen: [string, Stage['phase']][] = []
    const result = await run(
      [
        { id: 'a', uses: 'o/first@v1' },
        { id: 'b', uses: 'o/second@v1' },
        { id: 'c', run: 'echo last' }
      ],
      {
        actions: { 'o/first': first ?? '', 'o/second': second ?? '' },
        onOutput: (_line, _stream, { step, phase }) => seen.push([step, phase])
      }
    )
    expect(seen).toEqual([
      ['a', 'main'],
      ['b', 'main'],
      ['c', 'main'],
      ['b', 'post'],
      ['a', 'post']
    ])
    expect(result.step('a').outputs).toEqual({ of: 'main' })
    expect(post(result, 'a').outputs).toEqual({})
    expect(result.log).toContain('Post Run o/first@v1\nPost job cleanup.\npost first\n')
  })

  test('post gets the state that main saved, with the last value of each name, and each stage has its own files', async () => {
    const probe = await action(
      `${append('GITHUB_STATE', 'id=1', 'other<<X', 'two', 'lines', 'X', 'ID=2')}${PRINT_ENV}`,
      {
        post: PRINT_ENV
      }
    )
    const result = await run(
      [
        { id: 'it', uses: './' },
        { id: 'next', uses: './' }
      ],
      { action: probe }
    )
    expect(main(result).state).toEqual({ id: '2', other: 'two\nlines' })
    expect(environmentOf(post(result))).toMatchObject({ STATE_id: '2', STATE_other: 'two\nlines' })
    expect(Object.keys(environmentOf(main(result, 'next'))).filter(name => name.startsWith('STATE_'))).toEqual([])
    const files = [main(result), post(result)].map(stage => environmentOf(stage)['GITHUB_STATE'])
    expect(new Set(files).size).toBe(2)
  })

  test('a skipped step has no post stage, but a failed step has one', async () => {
    const probe = await action('process.exit(2)', { post: '' })
    const skipped = await run([{ id: 'it', uses: './', if: false }], { action: probe })
    expect(skipped.step('it')).toEqual({ id: 'it', outcome: 'skipped', conclusion: 'skipped', outputs: {} })
    const failed = await run([{ id: 'it', uses: './' }], { action: probe })
    expect([main(failed).exitCode, post(failed).exitCode, failed.conclusion]).toEqual([2, 0, 'failure'])
    expect(main(failed).annotations).toEqual([])
  })

  test('`post-if` alone decides whether post runs', async () => {
    const [always, success, never] = await Promise.all(
      [{}, { 'post-if': 'success()' }, { 'post-if': "env.CLEAN == 'yes'" }].map(runs => action('', { post: '', runs }))
    )
    const actions = { 'o/always': always ?? '', 'o/success': success ?? '', 'o/never': never ?? '' }
    const steps = [
      { id: 'a', uses: 'o/always@1' },
      { id: 's', uses: 'o/success@1' },
      { id: 'n', uses: 'o/never@1' },
      { run: 'exit 1' }
    ]
    const failed = await run(steps, { actions })
    expect(['a', 's', 'n'].filter(id => failed.step(id).post !== undefined)).toEqual(['a'])
    const cleaned = await run(steps, { actions, env: { CLEAN: 'yes' } })
    expect(['a', 's', 'n'].filter(id => cleaned.step(id).post !== undefined)).toEqual(['a', 'n'])
  })

  test('a failed post stage fails the job, and later post stages see it, but `continue-on-error` applies to both stages', async () => {
    const failing = await action('process.exit(1)', { post: 'process.exit(1)' })
    const onlyPost = await action('', { post: 'process.exit(1)' })
    const witness = await action('', {
      post: PRINT_ENV,
      manifest: { inputs: { status: { default: '${{ job.status }}' } } }
    })
    const actions = { 'o/failing': failing, 'o/post': onlyPost, 'o/witness': witness }
    const bad = await run(
      [
        { id: 'w', uses: 'o/witness@1' },
        { id: 'it', uses: 'o/post@1' }
      ],
      { actions }
    )
    expect([bad.conclusion, main(bad).conclusion, post(bad).conclusion]).toEqual(['failure', 'success', 'failure'])
    expect(environmentOf(post(bad, 'w'))['INPUT_STATUS']).toBe('failure')
    const forgiven = await run(
      [
        { id: 'w', uses: 'o/witness@1' },
        { id: 'it', uses: 'o/failing@1', 'continue-on-error': '${{ true }}' },
        { id: 'later', run: 'echo ${{ steps.it.outcome }} ${{ steps.it.conclusion }}' }
      ],
      { actions }
    )
    expect(main(forgiven, 'later').raw).toBe('failure success\n')
    expect(post(forgiven)).toMatchObject({ outcome: 'failure', conclusion: 'success' })
    expect([forgiven.conclusion, environmentOf(post(forgiven, 'w'))['INPUT_STATUS']]).toEqual(['success', 'success'])
  })

  test('the action can run from its sources', async () => {
    const folder = await action('', { runs: { main: 'dist/index.js', post: 'dist/post.js' } })
    const source = `import { mark } from './mark.ts'\nconst text: string = mark\nconsole.log(text)`
    await mkdir(join(folder, 'src'))
    await Promise.all(
      Object.entries({
        'src/index.ts': source,
        'src/post.ts': 'console.log(1 as number)',
        'src/mark.ts': "export const mark = 'source'",
        'package.json': '{"type":"module"}'
      }).map(([name, text]) => writeFile(join(folder, name), text))
    )
    const result = await run([{ id: 'it', uses: './' }], { action: folder, entry: 'src' })
    expect([main(result).raw, post(result).raw]).toEqual(['source\n', '1\n'])
    const other = await run([{ id: 'it', uses: './' }], {
      action: folder,
      entry: { main: 'src/post.ts', post: 'src/index.ts' }
    })
    expect([main(other).raw, post(other).raw]).toEqual(['1\n', 'source\n'])
  })

  test('another action is a stub, or does nothing', async () => {
    const result = await run(
      [
        { uses: 'actions/checkout@v5' },
        { id: 'stub', uses: 'o/stub@v1', with: { a: '${{ github.ref }}' } },
        { id: 'bad', uses: 'o/bad@v1', if: 'always()' },
        { id: 'it', if: 'always()', run: 'echo ${{ steps.stub.outputs.got }}' }
      ],
      {
        actions: {
          'o/stub': ({ inputs }) => ({ got: inputs['a'] ?? '' }),
          'o/bad': () => {
            throw new Error('broken')
          }
        }
      }
    )
    expect(main(result).raw).toBe('refs/heads/main\n')
    expect(main(result, 'bad').problems).toEqual(['broken'])
    expect(result.log).toContain('actions/checkout@v5 is not simulated: taken as done.')
  })
})

describe('an action.yml that the runner refuses', () => {
  const node = { using: 'node24', main: 'main.js', post: 'post.js' }
  test.each<[string, object, string | undefined]>([
    [
      'an expression in a description',
      { description: 'like ${{ job.status }}' },
      "description: Unrecognized named-value: 'job'"
    ],
    [
      'an expression in the description of an input',
      { inputs: { a: { description: '${{ true }}' } } },
      'A template expression is not allowed in this context'
    ],
    [
      'a context that a default cannot use',
      { inputs: { a: { default: '${{ steps.x.outputs.y }}' } } },
      "Unrecognized named-value: 'steps'"
    ],
    [
      'a function that a default cannot call',
      { inputs: { a: { default: '${{ success() }}' } } },
      "Unrecognized function: 'success'"
    ],
    [
      'an expression in post-if',
      { runs: { ...node, 'post-if': '${{ always() }}' } },
      "Unrecognized function: 'always'"
    ],
    ['an unknown key under runs', { runs: { ...node, timeout: 1 } }, "runs: Unexpected value 'timeout'"],
    ['an unknown key of an output', { outputs: { a: { type: 'string' } } }, "outputs.a: Unexpected value 'type'"],
    ['no entry file', { runs: { using: 'node24' } }, 'there is not an entry JavaScript file provided'],
    ['another runtime', { runs: { ...node, using: 'node99' } }, "'using: node99' is not supported"],
    [
      'nothing: everything that is allowed',
      {
        inputs: { a: { default: "${{ hashFiles('x') }}${{ runner.os }}", description: "${{ 'text' }}" } },
        branding: { icon: 'box' }
      },
      undefined
    ]
  ])('%s', async (_what, manifest, reason) => {
    const probe = await action('', { post: '', manifest: {} })
    await writeFile(join(probe, 'action.yml'), stringify({ name: 'n', description: 'd', runs: node, ...manifest }))
    const result = await run([{ id: 'it', uses: './' }], { action: probe })
    if (reason === undefined) expect(result.conclusion).toBe('success')
    else {
      expect(main(result).problems[0]).toContain(reason)
      expect(main(result).problems.at(-1)).toMatch(/^Failed to load .*action\.yml$/)
      expect(result.step('it').post).toBeUndefined()
      expect(result.conclusion).toBe('failure')
    }
  })

  test('a missing file', async () => {
    const result = await run([{ id: 'it', uses: './' }], { action: tmpdir() })
    expect(main(result).problems[0]).toContain("Can't find 'action.yml'")
  })
})

describe('commands in the output of a stage', () => {
  async function printing(text: string, options: Partial<JobOptions> = {}, stream = 'stdout'): Promise<StageResult> {
    const probe = await action(`process.${stream}.write(${JSON.stringify(text)})`)
    return main(await run([{ id: 'it', uses: './' }], { action: probe, ...options }))
  }

  test.each<[string, string, string[]]>([
    ['are recognized as `::name::` at the start of a line', '::notice title=a%2Cb::x%0Ay', ['notice 2 x\ny']],
    ['are recognized after white space, regardless of case', ' \t\u00a0\u0085::NOTICE::x', ['notice 2 x']],
    ['are not recognized in the middle of a line', 'a ::notice::x', []],
    [
      'are recognized as `##[name]` anywhere in a line',
      'text ##[notice title=x;line=3]some%5D%3B',
      ['notice 1 some];']
    ],
    ['only the first command in a line is recognized', '##[nothing] ##[notice]x', []],
    ['unknown commands are ignored', '::unknown::x\n##[unknown]x', []],
    [
      'a line ends at \\r, \\n and \\r\\n',
      'a\r::notice::1\r\n::notice::2\n::notice::3',
      ['notice 2 1', 'notice 2 2', 'notice 2 3']
    ],
    ['a line does not end at U+2028 or U+0085', 'a\u2028::notice::x\u0085::notice::y', []],
    ['an incomplete command is text', '::notice x\n##[notice x', []]
  ])('%s', async (_what, text, expected) => {
    for (const stream of ['stdout', 'stderr']) {
      const { commands } = await printing(text, {}, stream)
      expect(commands.map(({ name, syntax, data }) => `${name} ${syntax} ${data}`)).toEqual(expected)
    }
  })

  test('a line, and even a character, can arrive in parts', async () => {
    const probe = await action(`
      const bytes = Buffer.from('::notice::é\\r\\n::notice::2\\r')
      let at = 0
      const next = () => at < bytes.length && process.stdout.write(bytes.subarray(at, ++at), () => setTimeout(next, 2))
      next()`)
    const { commands, log } = main(await run([{ id: 'it', uses: './' }], { action: probe }))
    expect(commands.map(({ data }) => data)).toEqual(['é', '2'])
    expect(log).toBe('Notice: é\nNotice: 2\n')
  })

  test('the log has everything except commands, and formats groups, debug lines and annotations', async () => {
    const text = 'plain\n::group::G\nin\n::endgroup::\n::debug::D\n::warning title=T,file=f.js,line=2::W\n::error::E\n'
    const stage = await printing(text)
    expect(stage.log).toBe('plain\n▾ G\nin\nWarning: W\nError: E\n')
    expect(stage.raw).toBe(text)
    expect(stage.annotations).toEqual([
      { level: 'warning', message: 'W', title: 'T', file: 'f.js', line: '2' },
      { level: 'error', message: 'E' }
    ])
    expect(stage.outcome).toBe('success')
    expect((await printing('::debug::D\n', { debug: true })).log).toBe('##[debug]D\n')
  })

  test('a step has up to ten annotations of each kind, with 4096 characters each', async () => {
    const lines = Array.from({ length: 12 }, (_, n) => `::error::${n}\n::notice::${'x'.repeat(5000)}\n`)
    const { annotations, log } = await printing(lines.join(''))
    expect(annotations.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual(
      Array.from({ length: 10 }, (_, n) => String(n))
    )
    expect(annotations.filter(({ level }) => level === 'notice').map(({ message }) => message.length)).toEqual(
      Array(10).fill(4096)
    )
    expect(log).toContain('Error: 11\n')
  })

  test('old commands for outputs and state warn, and fail without a name or if they are disabled', async () => {
    const stage = await printing('::set-output name=a::1\nx ##[save-state name=s]2\n')
    expect(stage).toMatchObject({ outputs: { a: '1' }, state: { s: '2' }, outcome: 'success' })
    expect(stage.problems.map(problem => problem.slice(0, 40))).toEqual([
      'The `set-output` command is deprecated a',
      'The `save-state` command is deprecated a'
    ])
    for (const line of [
      '::set-output::1',
      '::set-env name=A::1',
      '::add-path::/x',
      '::echo::maybe',
      '::stop-commands::',
      '::stop-commands::error'
    ]) {
      const { outcome, problems, exitCode } = await printing(`${line}\n`)
      expect([outcome, exitCode]).toEqual(['failure', 0])
      expect(problems).toContain(`Unable to process command '${line}' successfully.`)
    }
  })

  test('stop-commands stops commands on both streams until its token', async () => {
    const probe = await action(`
      const fs = require('node:fs')
      const whenRead = (name, work) => fs.existsSync(\`\${__dirname}/\${name}\`) ? work() : setTimeout(whenRead, 5, name, work)
      fs.writeSync(1, '::stop-commands::end-7f3a\\n::error::1\\n##[set-output name=a]1\\n::add-mask::plain\\n')
      whenRead('first', () => {
        fs.writeSync(2, '::error::2\\n::stop-commands::other\\n')
        whenRead('second', () => fs.writeSync(1, '::end-7f3a::\\n::error::3\\n::end-7f3a::\\n'))
      })`)
    const onOutput = (line: string): void => {
      if (line === '::add-mask::plain') writeFileSync(join(probe, 'first'), '')
      if (line === '::stop-commands::other') writeFileSync(join(probe, 'second'), '')
    }
    const stage = main(await run([{ id: 'it', uses: './' }], { action: probe, onOutput }))
    expect(stage.commands.map(({ name, data }) => `${name} ${data}`)).toEqual(['stop-commands end-7f3a', 'error 3'])
    expect(stage.outputs).toEqual({})
    expect(stage.log).toBe(
      '::stop-commands::***\n::error::1\n##[set-output name=a]1\n::add-mask::plain\n::error::2\n::stop-commands::other\n::***::\nError: 3\n::***::\n'
    )
  })

  test('echo shows the commands', async () => {
    expect(
      (await printing('::set-output name=a::1\n::echo::on\n::save-state name=b::2\n::add-mask::word\nword')).log
    ).toMatch(/^Warning: [^\n]*\n::save-state name=b::2\nWarning: [^\n]*\n::add-mask::\*\*\*\n\*\*\*\n$/)
  })
})

describe('secrets', () => {
  test('are masked in the log, annotations and summary after they are registered, but not in outputs', async () => {
    const probe = await action(`
      console.log('before word'); console.log('::add-mask::word%0A second '); console.log('::add-mask:: '); console.log('a word, second')
      console.log('::error::word ' + process.env.TOKEN + ' ' + process.env.DEEP)
      ${append('GITHUB_STEP_SUMMARY', '# word')}${append('GITHUB_OUTPUT', 'a=word')}`)
    const result = await run(
      [
        { id: 'it', uses: './', env: { TOKEN: '${{ github.token }}', DEEP: '${{ secrets.DEEP }}' } },
        { id: 'later', run: 'echo word ${{ secrets.GITHUB_TOKEN }}' }
      ],
      { action: probe, secrets: { DEEP: 'deep "secret"' } }
    )
    expect(main(result).log).toBe(
      "before word\nWarning: Can't add secret mask for empty string in ##[add-mask] command.\na ***, ***\nError: *** *** ***\n"
    )
    expect(main(result)).toMatchObject({ summary: '# ***\n', outputs: { a: 'word' }, masks: ['word\n second '] })
    expect(main(result).annotations.at(-1)).toEqual({ level: 'error', message: '*** *** ***' })
    expect(main(result, 'later').log).toBe('*** ***\n')
    expect(result.log).not.toContain(RUN.token)
    expect(result.log).not.toContain('deep')
  })

  test('are masked in common encodings, and if they touch or overlap', () => {
    const masker = new Masker()
    masker.add('p&ss "wörd"')
    masker.add('abcabc')
    masker.add('tail')
    const base64 = Buffer.from('user:p&ss "wörd"').toString('base64')
    expect(
      masker.mask(`${JSON.stringify('p&ss "wörd"')} ${encodeURIComponent('p&ss "wörd"')} p&amp;ss &quot;wörd&quot;`)
    ).toBe('"***" *** ***')
    expect(masker.mask(Buffer.from('p&ss "wörd"').toString('base64'))).toBe('***')
    expect(masker.mask(base64)).toContain('***')
    expect(masker.mask('abcabcabc tail')).toBe('*** ***')
    expect(masker.mask('xabcabctailx')).toBe('x***x')
    expect(masker.mask('nothing')).toBe('nothing')
  })
})

describe('the files of a stage', () => {
  test.each<[string, [string, string][] | RegExp]>([
    [
      'A=1\n\nB=2=3\n',
      [
        ['A', '1'],
        ['B', '2=3']
      ]
    ],
    ['A=\n', [['A', '']]],
    ['A=1', [['A', '1']]],
    [' A =1\n', [[' A ', '1']]],
    ['A=<<X\n', [['A', '<<X']]],
    [
      'A<<X\none\n\ntwo\nX\nB=1\n',
      [
        ['A', 'one\n\ntwo'],
        ['B', '1']
      ]
    ],
    ['A<<X\nX\n', [['A', '']]],
    ['A<<X\nX', [['A', '']]],
    ['A<<X=Y\na=b\nX=Y\n', [['A', 'a=b']]],
    ['A=1\r\n', [['A', process.platform === 'win32' ? '1' : '1\r']]],
    ['text\n', /Invalid format 'text'/],
    ['=1\n', /Name must not be empty/],
    ['<<X\nX\n', /Name must not be empty/],
    ['A<<\n', /delimiter must not be empty/],
    ['A<<X\nb\n X\n', /Matching delimiter not found 'X'/]
  ])('%j', (text, expected) => {
    const read = (): [string, string][] => [...pairs(text)].map(({ name, value }) => [name, value])
    if (expected instanceof RegExp) expect(read).toThrow(expected)
    else expect(read()).toEqual(expected)
  })

  test('a syntax error fails the step, but earlier entries and other files count', async () => {
    const probe = await action(`${append('GITHUB_OUTPUT', 'a=1', 'nonsense', 'b=2')}${append('GITHUB_STATE', 's=1')}`)
    const result = await run([{ id: 'it', uses: './' }], { action: probe })
    expect(main(result)).toMatchObject({ exitCode: 0, outcome: 'failure', outputs: { a: '1' }, state: { s: '1' } })
    expect(main(result).problems).toEqual([
      "Unable to process file command 'output' successfully.",
      "Invalid format 'nonsense'"
    ])
  })

  test('a missing file counts as empty', async () => {
    const probe = await action(
      "for (const name of ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY']) require('node:fs').rmSync(process.env['GITHUB_' + name])"
    )
    expect((await run([{ id: 'it', uses: './' }], { action: probe })).conclusion).toBe('success')
  })

  test('a summary over 1 MiB is not shown, and the step continues', async () => {
    const size = (bytes: number): string =>
      `require('node:fs').writeFileSync(process.env.GITHUB_STEP_SUMMARY, 'x'.repeat(${bytes}));`
    const probe = await action(size(1024 * 1024), { post: size(1024 * 1024 + 1) })
    const result = await run([{ id: 'it', uses: './' }], { action: probe })
    expect(main(result).summary).toHaveLength(1024 * 1024)
    expect(post(result)).toMatchObject({ summary: '', outcome: 'success' })
    expect(post(result).summaryError).toContain('upload aborted, supports content up to a size of 1024k, got 1024k')
  })
})

// Windows has no signals. The process ends at once there.
const describeSignals = process.platform === 'win32' ? describe.skip : describe

describeSignals('cancelling', () => {
  const WAIT = 'setInterval(() => {}, 1000);'
  const atStart = { step: 'it', at: (cancel: () => void): void => cancel() }
  /** Cancels after the step has printed `ready`. */
  function cancelWhenReady(options: Partial<JobOptions> & { steps: Step[] }): Promise<JobResult> {
    const job = startJob({
      ...RUN,
      cancelTimeouts: QUICK,
      ...options,
      onOutput: line => line === 'ready' && job.cancel()
    })
    return job.finished
  }

  test('cancels the step regardless of its exit code, and keeps what it saved', async () => {
    const probe = await action(
      `${append('GITHUB_STATE', 'id=1')}${append('GITHUB_OUTPUT', 'id=1')}process.on('SIGINT', () => process.exit(0));${WAIT}console.log('ready')`,
      { post: PRINT_ENV, manifest: { inputs: { status: { default: '${{ job.status }}' } } } }
    )
    const result = await cancelWhenReady({
      steps: [
        { id: 'it', uses: './' },
        { id: 'next', run: 'echo next' },
        {
          id: 'always',
          if: 'always()',
          run: 'echo ${{ job.status }} ${{ steps.it.outcome }} ${{ steps.it.outputs.id }}'
        },
        { id: 'cancelled', if: '${{ cancelled() }}', run: 'echo yes' },
        { id: 'failure', if: 'failure()', run: 'echo no' }
      ],
      action: probe
    })
    expect(result.conclusion).toBe('cancelled')
    expect(main(result)).toMatchObject({ outcome: 'cancelled', exitCode: 0, outputs: { id: '1' } })
    expect(main(result).annotations).toEqual([{ level: 'error', message: 'The operation was canceled.' }])
    expect(main(result, 'always').raw).toBe('cancelled cancelled 1\n')
    expect(['next', 'always', 'cancelled', 'failure'].map(id => result.step(id).outcome)).toEqual([
      'skipped',
      'success',
      'success',
      'skipped'
    ])
    expect(environmentOf(post(result))).toMatchObject({ STATE_id: '1', INPUT_STATUS: 'cancelled' })
  })

  test('sends SIGINT, then SIGTERM, then SIGKILL, with the time limits in between', async () => {
    const handlers: [string, string, Partial<StageResult>, number][] = [
      ['', '', { signal: 'SIGINT' }, 0],
      ["process.on('SIGINT', () => {});", '', { signal: 'SIGTERM' }, QUICK.interrupt],
      [
        "process.on('SIGINT', () => {}); process.on('SIGTERM', () => process.exit(3));",
        '',
        { exitCode: 3 },
        QUICK.interrupt
      ],
      [
        "process.on('SIGINT', () => {}); process.on('SIGTERM', () => {});",
        '',
        { signal: 'SIGKILL' },
        QUICK.interrupt + QUICK.terminate
      ]
    ]
    await Promise.all(
      handlers.map(async ([handler, after, end, least]) => {
        const probe = await action(`${handler}${WAIT}console.log('ready')${after}`)
        let began = 0
        const job = startJob({
          ...RUN,
          steps: [{ id: 'it', uses: './' }],
          action: probe,
          cancelTimeouts: QUICK,
          onOutput: () => {
            began = performance.now()
            job.cancel()
          }
        })
        const result = await job.finished
        const took = performance.now() - began
        expect(main(result)).toMatchObject({ outcome: 'cancelled', ...end })
        expect(took).toBeGreaterThanOrEqual(least - 5)
      })
    )
  })

  test('can come before the first statement of main', async () => {
    const probe = await action(append('GITHUB_STATE', 'id=1'), { post: PRINT_ENV })
    const result = await run([{ id: 'it', uses: './' }], { action: probe, cancel: atStart })
    expect(main(result)).toMatchObject({ outcome: 'cancelled', signal: 'SIGINT', state: {} })
    expect(environmentOf(post(result))['STATE_id']).toBeUndefined()
  })

  test('can come before the process starts', async () => {
    const probe = await action(`${append('GITHUB_STATE', 'id=1')}${WAIT}`)
    // The stage writes this file as JSON after its step starts and before its process starts.
    const payload = {
      toJSON: () => {
        job.cancel()
        return {}
      }
    }
    const job = startJob({
      ...RUN,
      steps: [{ id: 'it', uses: './' }],
      action: probe,
      event: { ...RUN.event, payload }
    })
    expect(main(await job.finished)).toMatchObject({ outcome: 'cancelled', signal: 'SIGINT', state: {} })
  })

  test('only signals the process: its child keeps running during the post stages, and ends with the job', async () => {
    const probe = await action(
      `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
       ${append('GITHUB_OUTPUT', '')}require('node:fs').appendFileSync(process.env.GITHUB_OUTPUT, 'pid=' + child.pid + '\\n');${WAIT}console.log('ready')`,
      {
        post: `try { process.kill(Number(process.env.INPUT_PID), 0); console.log('alive') } catch { console.log('dead') }`,
        manifest: { inputs: { pid: {} } }
      }
    )
    const result = await cancelWhenReady({
      steps: [{ id: 'it', uses: './', with: { pid: '${{ steps.it.outputs.pid }}' } }],
      action: probe
    })
    expect(post(result).raw).toBe('alive\n')
    if (process.platform === 'linux') {
      await sleep(50)
      expect(existsSync(`/proc/${result.step('it').outputs['pid'] ?? ''}/exe`)).toBe(false)
    }
  })

  test('does not signal post stages, or steps with a condition that is still true', async () => {
    const slow = "console.log('ready'); setTimeout(() => console.log('done'), 150)"
    const probe = await action(slow)
    const step = await cancelWhenReady({ steps: [{ id: 'it', uses: './', if: 'always()' }], action: probe })
    expect(main(step)).toMatchObject({ outcome: 'success', raw: 'ready\ndone\n' })
    expect(step.conclusion).toBe('cancelled')
    const during = await cancelWhenReady({
      steps: [{ id: 'it', uses: './' }],
      action: await action('', { post: slow })
    })
    expect(post(during)).toMatchObject({ outcome: 'success', raw: 'ready\ndone\n' })
    expect(during.conclusion).toBe('cancelled')
  })

  test('overrides earlier and later failures', async () => {
    const probe = await action('', { post: 'process.exit(1)' })
    const result = await cancelWhenReady({
      steps: [{ uses: './' }, { run: 'exit 1' }, { id: 'it', if: 'failure()', run: 'echo ready; sleep 5' }],
      action: probe
    })
    expect(result.conclusion).toBe('cancelled')
    expect(result.step('__self').post?.outcome).toBe('failure')
    expect(main(result).outcome).toBe('cancelled')
    expect(main(result).annotations).toEqual([{ level: 'error', message: 'The operation was canceled.' }])
  })

  test('limits the time for everything that is left', async () => {
    const probe = await action(`${WAIT}console.log('ready')`, { post: WAIT })
    const result = await cancelWhenReady({
      steps: [{ id: 'it', uses: './' }],
      action: probe,
      cancelTimeouts: { ...QUICK, worker: 400 }
    })
    expect(post(result).signal).toBe('SIGKILL')
    expect(result.conclusion).toBe('cancelled')
  })

  test('if the runner dies, no post stage runs', async () => {
    const probe = await action(`${WAIT}console.log('ready')`, { post: '' })
    const job = startJob({
      ...RUN,
      steps: [
        { id: 'it', uses: './' },
        { id: 'next', if: 'always()', run: 'echo' }
      ],
      action: probe,
      onOutput: () => job.shutdown()
    })
    const result = await job.finished
    expect(main(result).signal).toBe('SIGKILL')
    expect(result.step('it').post).toBeUndefined()
    expect([result.step('next').outcome, result.conclusion]).toEqual(['skipped', 'failure'])
  })

  test('a script that dies with the runner has no exit code, but a script that a signal ends has one', async () => {
    const steps = [{ id: 'it', run: 'echo ready; sleep 30' }]
    const job = startJob({ ...RUN, steps, cancelTimeouts: QUICK, onOutput: () => job.shutdown() })
    expect(main(await job.finished)).toMatchObject({ signal: 'SIGKILL', outcome: 'failure', annotations: [] })
    const killed = await run([{ id: 'it', run: 'kill -9 $$' }], {})
    const message = 'Process completed with exit code 137.'
    expect(main(killed)).toMatchObject({ outcome: 'failure', annotations: [{ level: 'error', message }] })
  })

  test('a step that exceeds its time limit is interrupted and fails, and post has its own time limit', async () => {
    const probe = await action(WAIT, { post: "console.log('post')" })
    const result = await run(
      [
        { id: 'it', uses: './', 'timeout-minutes': 0.03 },
        { id: 'next', if: 'failure()', run: 'echo ${{ job.status }}' }
      ],
      { action: probe, cancelTimeouts: QUICK }
    )
    expect(main(result)).toMatchObject({ outcome: 'failure', signal: 'SIGINT' })
    expect(main(result).annotations[0]?.message).toBe("The action './' has timed out after 0.03 minutes.")
    expect(main(result, 'next').raw).toBe('failure\n')
    expect(post(result)).toMatchObject({ outcome: 'success', raw: 'post\n' })
  })

  test('a child process that keeps the output open only delays the end of the step a little', async () => {
    const probe = await action(
      `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }).unref(); console.log('x')`
    )
    const result = await run([{ id: 'it', uses: './' }], { action: probe, cancelTimeouts: QUICK })
    expect(main(result)).toMatchObject({ outcome: 'success', exitCode: 0, raw: 'x\n' })
    expect(main(result).durationMs).toBeGreaterThan(QUICK.output)
  })
})

describe('run steps', () => {
  test('a script ends at the first command that fails, and later steps are skipped unless their condition says otherwise', async () => {
    const result = await run(
      [
        { id: 'it', run: 'echo one\nfalse\necho two' },
        { id: 'next', run: 'echo' },
        { id: 'unless', if: "github.ref == 'refs/heads/main'", run: 'echo' },
        { id: 'failure', if: "failure() && steps.it.outcome == 'failure'", run: 'echo' },
        { id: 'not', if: '${{ !failure() }}', run: 'echo' },
        { id: 'broken', if: 'always() && nowhere.x', run: 'echo' },
        { id: 'secret', if: "always() && secrets.A != ''", run: 'echo' }
      ],
      {}
    )
    expect(main(result)).toMatchObject({ raw: 'one\n', exitCode: 1, outcome: 'failure', problems: [] })
    expect(main(result).annotations).toEqual([{ level: 'error', message: 'Process completed with exit code 1.' }])
    expect(['next', 'unless', 'failure', 'not', 'broken', 'secret'].map(id => result.step(id).outcome)).toEqual([
      'skipped',
      'skipped',
      'success',
      'skipped',
      'failure',
      'failure'
    ])
  })

  test('shells, working directories, and commands in the workspace and on PATH are supported', async () => {
    const result = await run(
      [
        { id: 'plain', run: 'false | true; echo survived' },
        { id: 'pipe', shell: 'bash', run: 'false | true; echo survived', 'continue-on-error': true },
        { id: 'sh', shell: 'sh', run: 'echo ${{ inputs.word }}; tool', 'working-directory': 'sub' },
        { id: 'node', shell: 'node {0}', run: 'console.log(process.argv.length)' },
        { id: 'none', shell: 'fish', run: 'echo', 'continue-on-error': true },
        { id: 'local', run: './deploy.sh "$(basename "$PWD")"' }
      ],
      {
        files: { 'deploy.sh': '#!/bin/sh\necho deploying $1', 'bin/tool': '#!/bin/sh\nbasename "$PWD"', 'sub/x': '' },
        path: ['bin'],
        inputs: { word: 'hello' }
      }
    )
    expect(['plain', 'pipe', 'sh', 'node', 'local'].map(id => main(result, id).raw)).toEqual([
      'survived\n',
      '',
      'hello\nsub\n',
      '2\n',
      'deploying app\n'
    ])
    expect(main(result, 'none').problems[0]).toContain('Invalid shell option')
  })

  test('later steps see the outputs of a step only if it has an id', async () => {
    const result = await run([
      { run: 'echo a=1 >> $GITHUB_OUTPUT' },
      { run: 'echo a=2 >> $GITHUB_OUTPUT' },
      { id: 'named', run: 'echo A=3 >> $GITHUB_OUTPUT' },
      { id: 'it', run: 'echo "${{ steps.__run.outputs.a }}|${{ steps.named.outputs.a }}|${{ join(steps.*.outcome) }}"' }
    ])
    expect(main(result).raw).toBe('|3|success\n')
    expect(result.steps.map(({ id, outputs }) => [id, outputs])).toEqual([
      ['__run', { a: '1' }],
      ['__run_2', { a: '2' }],
      ['named', { A: '3' }],
      ['it', {}]
    ])
    expect(() => result.step('other')).toThrow("The job has no step 'other', only __run, __run_2, named, it")
  })

  test('the folders of a job are deleted at its end, unless they must be kept', async () => {
    const gone = await run([{ run: 'touch here' }])
    expect(existsSync(gone.workspace)).toBe(false)
    const kept = await run([{ run: 'touch here' }], { keep: true })
    written.push(join(kept.workspace, '..', '..'))
    expect(existsSync(join(kept.workspace, 'here'))).toBe(true)
  })
})

describe('expressions', () => {
  const scope = {
    contexts: {
      github: { ref: 'refs/heads/main', event: { labels: [{ name: 'a' }, { name: 'b' }] } },
      matrix: null,
      n: 109986525349,
      secrets: {}
    },
    functions: statusFunctions('failure')
  }

  test.each<[unknown, string]>([
    ['${{ github.nothing.at.all }}', ''],
    ['${{ matrix.x }}', ''],
    ["${{ join(github.event.labels.*.name, '+') }}", 'a+b'],
    ["${{ contains(github.event.labels.*.name, 'A') }}", 'true'],
    ["${{ startsWith(github.ref, 'REFS/') && endsWith(github.ref, 'main') }}", 'true'],
    ["${{ format('{0}{{}}', 1) }}", '1{}'],
    ["${{ toJSON(fromJSON('[1]')) == '[\n  1\n]' }}", 'true'],
    ['${{ fromJSON(\'{"a": 0.5}\').a }}', '0.5'],
    ['${{ n }}', '109986525349'],
    ['x${{ github.event }}y', 'xObjecty'],
    ["${{ join(github.*, '+') }}", 'refs/heads/main+Object'],
    ["${{ GITHUB['REF'] }} ${{ GitHub.Ref }}", 'refs/heads/main refs/heads/main'],
    ['${{ fromJSON(toJSON(github)).ref == github.ref }}', 'true'],
    ["${{ 'it''s }}' }}", "it's }}"],
    ['$ {{ no }}', '$ {{ no }}'],
    [null, ''],
    [true, 'true'],
    [1.5, '1.5']
  ])('%j', (field, expected) => {
    expect(evaluateText(field, scope)).toBe(expected)
  })

  test('a single expression keeps its type', () => {
    expect(evaluateField('${{ github.event.labels }}', scope)).toEqual([{ name: 'a' }, { name: 'b' }])
    expect(evaluateField("${{ github.ref == 'x' }}", scope)).toBe(false)
  })

  test.each<[unknown, boolean]>([
    [undefined, false],
    ['', false],
    ['true', false],
    ['failure()', true],
    ['FAILURE()', true],
    ['always()', true],
    ['${{ cancelled() }}', false],
    ["${{ failure() }} && 'x'", true],
    ["contains('failure()', 'x')", false],
    ["github.failure == ''", false],
    [true, false],
    [false, false]
  ])('if: %j after a failure', (condition, expected) => {
    expect(holds(condition, scope)).toBe(expected)
  })

  test('hashFiles', async () => {
    const folder = await action('main')
    const digest = (...patterns: string[]): unknown =>
      evaluateField(`\${{ hashFiles(${patterns.map(pattern => `'${pattern}'`).join(', ')}) }}`, {
        contexts: {},
        functions: [hashFiles(folder)]
      })
    const before = digest('*.js')
    expect(before).toMatch(/^[0-9a-f]{64}$/)
    expect(digest('*.none')).toBe('')
    await writeFile(join(folder, 'main.js'), 'other')
    expect(digest('*.js')).not.toBe(before)
  })
})

describe('workflows', () => {
  const workflow = (text: string, options: Partial<WorkflowOptions> = {}): ReturnType<typeof runWorkflow> =>
    runWorkflow(text, { ...RUN, ...options })

  test('jobs wait for the jobs they need and read their outputs, and are skipped if one of them is skipped', async () => {
    const result = await workflow(
      `
name: Ship It
env: { LEVEL: workflow, FROM: "\${{ github.workflow }}" }
jobs:
  last:
    needs: [deploy, build]
    if: always()
    steps:
      - id: it
        run: echo "\${{ needs.build.outputs.url }} \${{ needs.deploy.result }} \${{ toJSON(needs.build.outputs) }}"
  deploy:
    needs: build
    if: github.ref == 'refs/heads/other'
    steps: [{ run: echo }]
  after: { needs: deploy, steps: [{ run: echo }] }
  build:
    env: { LEVEL: job }
    outputs:
      url: \${{ steps.it.outputs.url }}
      secret: \${{ steps.it.outputs.secret }}
      empty: \${{ steps.it.outputs.none }}
    steps:
      - { uses: actions/checkout@v5 }
      - id: it
        run: |
          echo "url=$LEVEL-$FROM" >> $GITHUB_OUTPUT
          echo "secret=$TOKEN" >> $GITHUB_OUTPUT
        env: { TOKEN: "\${{ secrets.GITHUB_TOKEN }}" }
  broken:
    needs: deploy
    if: failure() || cancelled()
    steps: [{ run: echo }]
`
    )
    expect(result.jobs.map(({ id, conclusion }) => [id, conclusion])).toEqual([
      ['last', 'success'],
      ['deploy', 'skipped'],
      ['after', 'skipped'],
      ['build', 'success'],
      ['broken', 'skipped']
    ])
    expect(result.conclusion).toBe('success')
    expect(result.job('build').outputs).toEqual({ url: 'job-Ship It' })
    expect(result.job('build').result?.problems).toEqual(["Skip output 'secret' since it may contain secret."])
    expect(result.job('last').result?.step('it').main?.raw).toBe('job-Ship It skipped {\n  url: job-Ship It\n}\n')
  })

  test('a failed job fails the run and skips the jobs that need it, unless `continue-on-error` is set', async () => {
    const text = (forgiven: boolean): string => `
jobs:
  one: { continue-on-error: ${forgiven}, steps: [{ run: exit 1 }] }
  two: { needs: one, steps: [{ run: echo }] }
  three: { needs: two, if: failure(), steps: [{ run: echo }] }`
    const conclusions = async (forgiven: boolean): Promise<string[]> => {
      const { jobs, conclusion } = await workflow(text(forgiven))
      return [conclusion, ...jobs.map(job => job.conclusion)]
    }
    expect(await conclusions(false)).toEqual(['failure', 'failure', 'skipped', 'success'])
    expect(await conclusions(true)).toEqual(['success', 'success', 'success', 'skipped'])
  })

  test('a matrix runs one job per combination', async () => {
    const result = await workflow(`
jobs:
  plan:
    outputs: { regions: '["eu", "us"]' }
    steps: []
  deploy:
    needs: plan
    strategy: { max-parallel: 1, matrix: { region: "\${{ fromJSON(needs.plan.outputs.regions) }}", n: [1] } }
    steps:
      - { id: it, run: 'echo \${{ matrix.region }} \${{ strategy.job-index }}/\${{ strategy.job-total }} $GITHUB_JOB' }`)
    const runs = result.jobs.filter(({ id }) => id === 'deploy')
    expect(runs.map(({ name, matrix, result: job }) => [name, matrix, job?.step('it').main?.raw])).toEqual([
      ['deploy (eu, 1)', { region: 'eu', n: 1 }, 'eu 0/2 deploy\n'],
      ['deploy (us, 1)', { region: 'us', n: 1 }, 'us 1/2 deploy\n']
    ])
    expect(new Set(runs.map(({ result: job }) => job?.checkRunId)).size).toBe(2)
    expect(new Set(runs.map(({ result: job }) => job?.runId)).size).toBe(1)
    expect(() => result.job('deploy')).toThrow()
  })

  test.each<[string, Parameters<typeof combinations>[0], unknown[]]>([
    [
      'product',
      { a: [1, 2], b: ['x'] },
      [
        { a: 1, b: 'x' },
        { a: 2, b: 'x' }
      ]
    ],
    ['exclude', { a: [1, 2], b: ['x', 'y'], exclude: [{ a: 1 }, { a: 2, b: 'y' }] }, [{ a: 2, b: 'x' }]],
    [
      'include extends matching combinations',
      { a: [1, 2], include: [{ c: 0 }, { a: 2, d: 1 }] },
      [
        { a: 1, c: 0 },
        { a: 2, c: 0, d: 1 }
      ]
    ],
    ['include can overwrite included values', { a: [1], include: [{ c: 0 }, { c: 1 }] }, [{ a: 1, c: 1 }]],
    [
      'include adds a combination if it matches none',
      {
        a: [1],
        include: [
          { a: 3, c: 0 },
          { a: 3, c: 1 }
        ]
      },
      [{ a: 1 }, { a: 3, c: 0 }, { a: 3, c: 1 }]
    ],
    ['include alone', { include: [{ a: 1 }, { a: 2 }] }, [{ a: 1 }, { a: 2 }]]
  ])('matrix: %s', (_what, matrix, expected) => {
    expect(combinations(matrix)).toEqual(expected)
  })

  test('a failed matrix job cancels the others, unless `fail-fast: false` is set', async () => {
    const text = (failFast: boolean): string => `
jobs:
  deploy:
    strategy: { fail-fast: ${failFast}, max-parallel: 2, matrix: { n: [0, 1, 2] } }
    steps:
      - run: |
          if [ \${{ matrix.n }} = 0 ]; then sleep 0.1; exit 1; fi
          if [ \${{ matrix.n }} = 1 ]; then ${failFast ? 'sleep 20 & wait' : 'sleep 0.2'}; fi`
    const fast = await workflow(text(true), { cancelTimeouts: QUICK })
    expect(fast.jobs.map(({ conclusion }) => conclusion)).toEqual(['failure', 'cancelled', 'cancelled'])
    const patient = await workflow(text(false))
    expect(patient.jobs.map(({ conclusion }) => conclusion)).toEqual(['failure', 'success', 'success'])
  })

  test('the environment of a job is recorded as GitHub does', async () => {
    const seen: unknown[] = []
    const onJobEnvironment = (name: string, { deployment, jobName, checkRunId }: JobEnvironment) => {
      seen.push([name, deployment, jobName, typeof checkRunId])
      return (conclusion: string, url: string) => void seen.push(`${name} ${conclusion} ${url}`)
    }
    await workflow(
      `
jobs:
  one: { environment: production, steps: [{ run: exit 1 }] }
  two:
    needs: one
    if: always()
    name: Second
    environment: { name: "preview-\${{ github.ref_name }}", url: "\${{ steps.it.outputs.url }}", deployment: false }
    steps: [{ id: it, run: echo url=https://x.test >> $GITHUB_OUTPUT }]`,
      { onJobEnvironment }
    )
    expect(seen).toEqual([
      ['production', true, 'one', 'number'],
      'production failure ',
      ['preview-main', false, 'Second', 'number'],
      'preview-main success https://x.test'
    ])
  })

  test('permissions, defaults of run steps, time limits and cancellation are supported', async () => {
    const asked: unknown[] = []
    const tokenFor = (permissions: unknown, job: string): string => {
      asked.push([job, permissions])
      return `ghs_for_${job}_0123456789`
    }
    const result = await workflow(
      `
permissions: { contents: read }
defaults: { run: { working-directory: sub } }
jobs:
  one:
    permissions: { deployments: write }
    steps:
      - { id: it, run: 'basename "$PWD"; echo \${{ github.token }}' }
      - { id: other, working-directory: ., run: 'basename "$PWD"' }
  two: { timeout-minutes: 0.005, steps: [{ run: sleep 20 & wait }] }
  three: { steps: [{ run: sleep 20 & wait }] }`,
      {
        tokenFor,
        files: { 'sub/x': '' },
        cancelTimeouts: QUICK,
        onJobStart: ({ id, cancel }) => id === 'three' && setTimeout(cancel, 100)
      }
    )
    expect(asked).toEqual([
      ['one', { deployments: 'write' }],
      ['two', { contents: 'read' }],
      ['three', { contents: 'read' }]
    ])
    expect(result.job('one').result?.step('it').main?.raw).toBe('sub\nghs_for_one_0123456789\n')
    expect(result.job('one').result?.step('other').main?.raw).toBe('app\n')
    expect(['two', 'three'].map(id => result.job(id).conclusion)).toEqual(['cancelled', 'cancelled'])
  })

  test('fails for keys that are not simulated', async () => {
    await expect(workflow('jobs: { a: { uses: ./.github/workflows/x.yml } }')).rejects.toThrow('reusable workflow')
    await expect(workflow('jobs: { a: { needs: b, steps: [] } }')).rejects.toThrow("There is no job 'b'")
  })
})

test('the simulators also load in plain Node.js', () => {
  const program = `
    const { runJob } = await import(${JSON.stringify(new URL('runner/job.ts', import.meta.url).href)})
    const result = await runJob({ ...${JSON.stringify(RUN)}, steps: [{ id: 'it', run: 'echo \${{ github.ref }}' }] })
    console.log(result.step('it').main.raw)`
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  expect(output.trim()).toBe('refs/heads/main')
})
