import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { anyCharacter, webUrl } from '../arbitraries.ts'
import { aRun } from '../a-run.ts'
import { inputs, operations, type InputName, type Operation } from '../../src/action/contract.ts'
import { readInputs, type Command, type Inputs } from '../../src/action/operation-inputs.ts'
import { isJsonList, isWebAddress, looksIncomplete } from '../../src/action/input-reader.ts'
import type { Event } from '../../src/domain/commit.ts'
import { states } from '../../src/domain/deployment.ts'
import { Problem } from '../../src/messages/problem.ts'
import type { Run } from '../../src/domain/run.ts'

/** Values for the inputs in action.yml, and for unknown inputs. */
type Given = Partial<Record<InputName, string>> & Partial<Record<string, string>>

const runnerSha = '9'.repeat(40)
const headSha = 'a'.repeat(40)
const run: Run = { ...aRun, job: 'ship' }
const log = 'https://github.com/octo/app/actions/runs/11/job/22'
const runPayload = {
  run_id: 11,
  run_attempt: 2,
  run_url: 'https://github.com/octo/app/actions/runs/11/attempts/2',
  check_run_id: 22,
  workflow: 'Deploy',
  job: 'ship',
  step: '__run',
  actor: 'octocat',
  event: 'push',
  operation: 'deploy'
}

const push: Event = { name: 'push', payload: {}, sha: runnerSha }
const pullRequest: Event = {
  name: 'pull_request',
  payload: {
    pull_request: {
      state: 'open',
      merged: false,
      head: { sha: headSha, repo: { full_name: 'octo/app' } },
      base: { repo: { full_name: 'octo/app' } }
    }
  },
  sha: runnerSha
}
const existing = { id: 5_000_000_001, sha: headSha, environment: 'staging', task: 'deploy', created_at: '2025-01-02' }
const deploymentEvent: Event = { name: 'deployment', payload: { deployment: existing }, sha: headSha }
const statusEvent: Event = { ...deploymentEvent, name: 'deployment_status' }
const received = {
  id: 5_000_000_001,
  nodeId: '',
  url: '',
  sha: headSha,
  ref: headSha,
  task: 'deploy',
  environment: 'staging',
  description: '',
  payload: {},
  transient: false,
  production: false,
  createdAt: '2025-01-02'
}

/** Defaults from action.yml, which the runner sets if the author does not. */
const fromActionYml: Given = {
  operation: 'deploy',
  token: 'ghs_workflow',
  summary: 'true',
  'job-status': 'success',
  'check-run-id': '22',
  'workflow-token': 'ghs_workflow'
}

function read(given: Given, event = push, surroundings: Run = run): Inputs {
  const all = { ...fromActionYml, ...given }
  return readInputs(name => all[name] ?? '', surroundings, event)
}

/** Returns the command without the fields that are not set. */
const commandOf = (given: Given, event?: Event): Command =>
  JSON.parse(JSON.stringify(read(given, event).command)) as Command

function problemOf(given: Given, event?: Event, surroundings?: Run): Problem {
  try {
    read(given, event, surroundings)
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('The inputs were accepted.')
}

const newDeployment = {
  commit: { kind: 'ref', ref: runnerSha },
  task: 'deploy',
  environment: 'staging',
  payload: runPayload,
  isMarked: true,
  transient: false,
  autoMerge: false,
  requiredContexts: []
}
const texts = { logUrl: log, autoInactive: true }
const noFilters = { states: [], keepOpenPullRequests: false }

describe('with only the required inputs', () => {
  test.each<[Given, Event, unknown]>([
    [
      { environment: 'staging' },
      push,
      { operation: 'deploy', ...texts, begin: { kind: 'new', plan: newDeployment, olderCommit: 'deploy' } }
    ],
    [{}, deploymentEvent, { operation: 'deploy', ...texts, begin: { kind: 'take over', existing: received } }],
    [
      { operation: 'create', environment: 'staging' },
      push,
      {
        operation: 'create',
        ...texts,
        plan: { ...newDeployment, payload: { ...runPayload, operation: 'create' } },
        startsNoWorkflow: true,
        words: []
      }
    ],
    [
      { operation: 'update', state: 'success', environment: 'staging' },
      push,
      {
        operation: 'update',
        ...texts,
        words: ['success'],
        isCancelled: false,
        target: { by: 'commit', environment: 'staging', commit: newDeployment.commit, orAnyCommit: true }
      }
    ],
    ...(['deactivate', 'delete'] as const).map((operation): [Given, Event, unknown] => [
      { operation, environment: 'staging' },
      push,
      {
        operation,
        target: { by: 'environments', lines: ['staging'] },
        filters: noFilters,
        logUrl: log,
        dryRun: false,
        deleteEnvironment: false
      }
    ]),
    [
      { operation: 'find', environment: 'staging' },
      push,
      { operation: 'find', lines: ['staging'], states: ['success'] }
    ],
    [
      { operation: 'wait', 'deployment-id': '7' },
      push,
      { operation: 'wait', target: { by: 'id', id: 7 }, states: ['success'], timeoutMs: 1_800_000, intervalMs: 10_000 }
    ]
  ])('%j gets the documented defaults', (given, event, command) => {
    expect(commandOf(given, event)).toEqual(command)
  })

  test('deploy writes a summary, and uses the repository and the token of the workflow', () => {
    expect(read({ environment: 'staging' })).toMatchObject({
      summary: true,
      warnings: [],
      connection: {
        apiUrl: 'https://api.github.com',
        repository: { owner: 'octo', name: 'app' },
        tokens: ['ghs_workflow'],
        environmentToken: 'ghs_workflow'
      }
    })
  })

  test('the operation is deploy if the runner sets no defaults from action.yml', () => {
    const { command } = readInputs(
      name => ({ environment: 'staging', 'workflow-token': 'ghs_workflow' })[name] ?? '',
      run,
      push
    )
    expect(command).toEqual(commandOf({ environment: 'staging' }))
  })
})

/** Returns the part of the command that describes a new deployment. */
const plan = (given: Given, event?: Event): unknown => {
  const command = commandOf({ environment: 'staging', operation: 'create', ...given }, event)
  return 'plan' in command ? command.plan : undefined
}

describe('the plan for a new deployment', () => {
  test.each<[Given, object]>([
    [{ environment: 'PR #12 (ä)/web' }, { environment: 'PR #12 (ä)/web' }],
    [{ environment: '🚀'.repeat(255) }, { environment: '🚀'.repeat(255) }],
    [{ ref: 'v1.2.3' }, { commit: { kind: 'ref', ref: 'v1.2.3' } }],
    [{ ref: 'HEAD' }, { commit: { kind: 'head', mergeCommits: [] } }],
    [{ task: 'deploy:migrations' }, { task: 'deploy:migrations' }],
    [{ payload: '{"a":{"b":[1]}}' }, { payload: { a: { b: [1] } }, isMarked: false }],
    [{ payload: '{}' }, { payload: {}, isMarked: false }],
    [{ payload: 'any text' }, { payload: 'any text', isMarked: false }],
    [{ payload: '"quoted"' }, { payload: '"quoted"', isMarked: false }],
    [{ payload: 'two\nlines' }, { payload: 'two\nlines', isMarked: false }],
    [{ payload: '7' }, { payload: '7', isMarked: false }],
    [{ 'transient-environment': 'true' }, { transient: true }],
    [{ 'transient-environment': 'False' }, { transient: false }],
    [{ 'production-environment': 'TRUE' }, { production: true }],
    [{ 'production-environment': 'false' }, { production: false }],
    [{ 'auto-merge': 'True' }, { autoMerge: true }],
    [{ 'auto-merge': 'FALSE' }, { autoMerge: false }],
    [{ 'required-contexts': 'none' }, { requiredContexts: [] }],
    [{ 'required-contexts': 'build' }, { requiredContexts: ['build'] }],
    [{ 'required-contexts': 'build, test (1)\nlint,,\n build ' }, { requiredContexts: ['build', 'test (1)', 'lint'] }]
  ])('the command has the expected fields for %j', (given, expected) => {
    expect(plan(given)).toMatchObject(expected)
  })

  test('omits the production flag by default, and the contexts for "required-contexts: all"', () => {
    expect(plan({})).not.toHaveProperty('production')
    expect(plan({ 'required-contexts': 'all' })).not.toHaveProperty('requiredContexts')
    expect(plan({ 'required-contexts': 'ALL' })).not.toHaveProperty('requiredContexts')
  })

  test('for a pull request uses the head commit, and is transient unless production or an input says otherwise', () => {
    expect(plan({}, pullRequest)).toMatchObject({
      commit: { kind: 'ref', ref: headSha },
      transient: true
    })
    expect(plan({ 'production-environment': 'true' }, pullRequest)).toMatchObject({ transient: false })
    expect(plan({ 'production-environment': 'false' }, pullRequest)).toMatchObject({ transient: true })
    expect(plan({ environment: 'Production' }, pullRequest)).toMatchObject({ transient: false })
    expect(plan({ 'transient-environment': 'false' }, pullRequest)).toMatchObject({ transient: false })
    expect(plan({ 'transient-environment': 'true', 'production-environment': 'true' })).toMatchObject({
      transient: true,
      production: true
    })
  })

  test('is not marked by its payload if the job ID is unknown, and the log URL is the attempt', () => {
    const command = read({ operation: 'create', environment: 'staging' }, push, withoutCheckRun()).command
    expect(command).toMatchObject({ plan: { isMarked: false, payload: { run_id: 11 } } })
    expect(command).toMatchObject({ logUrl: 'https://github.com/octo/app/actions/runs/11/attempts/2' })
  })

  test('starts no workflows with GITHUB_TOKEN, but does with another token', () => {
    expect(commandOf({ operation: 'create', environment: 'staging' })).toMatchObject({ startsNoWorkflow: true })
    expect(commandOf({ operation: 'create', environment: 'staging', token: 'ghp_own' })).toMatchObject({
      startsNoWorkflow: false
    })
  })
})

describe('"log-url" of deploy', () => {
  test('is ignored in the main step if it is not a URL, because the post step checks it', () => {
    expect(commandOf({ environment: 'a', 'log-url': '/log' })).toMatchObject({ logUrl: log })
    const given = { environment: 'a', 'log-url': 'https://ci.example.com/7' }
    expect(commandOf(given)).toMatchObject({ logUrl: 'https://ci.example.com/7' })
  })
})

describe('the inputs for a status', () => {
  test.each<[Given, object]>([
    [{ description: 'Ship it' }, { description: 'Ship it' }],
    [{ 'log-url': 'https://ci.example.com/7' }, { logUrl: 'https://ci.example.com/7' }],
    [{ 'environment-url': 'http://localhost:8080/a?b#c' }, { environmentUrl: 'http://localhost:8080/a?b#c' }],
    [{ 'auto-inactive': 'false' }, { autoInactive: false }],
    [{ 'auto-inactive': 'TRUE' }, { autoInactive: true }]
  ])('the command has the expected fields for %j', (given, expected) => {
    expect(commandOf({ operation: 'update', state: 'success', environment: 'staging', ...given })).toMatchObject(
      expected
    )
    expect(commandOf({ operation: 'create', state: 'success', environment: 'staging', ...given })).toMatchObject(
      expected
    )
    expect(commandOf({ environment: 'staging', ...given })).toMatchObject(expected)
  })

  test('a description of more than 140 characters is cut, with a warning', () => {
    const given = { environment: 'staging', description: '🚀'.repeat(141) }
    const { command, warnings } = read(given)
    const description = `${'🚀'.repeat(139)}…`
    expect(warnings.map(({ text }) => text)).toEqual([
      '"description" is longer than the 140 characters that GitHub accepts, so it was cut.'
    ])
    expect(command).toMatchObject({ description })
    expect(read({ environment: 'staging', description: '🚀'.repeat(140) }).warnings).toEqual([])
  })

  test.each(['half an expression', 'https://', 'javascript:alert(1)'])(
    'deploy leaves the invalid "environment-url" %j to the post step',
    environmentUrl => {
      const command = commandOf({ environment: 'staging', 'environment-url': environmentUrl })
      expect(command).not.toHaveProperty('environmentUrl')
    }
  )

  test('deploy leaves "result" to the post step', () => {
    expect(commandOf({ environment: 'staging', result: 'what?' })).toEqual(commandOf({ environment: 'staging' }))
  })
})

describe('"state"', () => {
  test.each(states)('%s is accepted in upper case', state => {
    const upper = state.toUpperCase()
    expect(commandOf({ operation: 'create', environment: 'staging', state: upper })).toMatchObject({ words: [state] })
    expect(commandOf({ operation: 'update', environment: 'staging', state: upper })).toMatchObject({ words: [state] })
    expect(commandOf({ operation: 'find', environment: 'staging', state: upper })).toMatchObject({ states: [state] })
    expect(commandOf({ operation: 'wait', environment: 'staging', state: upper })).toMatchObject({ states: [state] })
    expect(commandOf({ operation: 'delete', environment: 'staging', state: upper })).toMatchObject({
      filters: { states: [state] }
    })
  })

  test.each(['cancelled', 'Skipped'])('%s is accepted for create and update', state => {
    const words = [state.toLowerCase()]
    expect(commandOf({ operation: 'create', environment: 'staging', state })).toMatchObject({ words })
    expect(commandOf({ operation: 'update', environment: 'staging', state })).toMatchObject({ words })
  })

  test.each([
    ['success, skipped', ['success', 'skipped']],
    ['Failure cancelled', ['failure', 'cancelled']],
    ['[\n  "success",\n  "error"\n]', ['success', 'error']],
    ['["in_progress"]', ['in_progress']]
  ])('%j is read as a list for create and update', (state, words) => {
    expect(commandOf({ operation: 'create', environment: 'staging', state })).toMatchObject({ words })
    expect(commandOf({ operation: 'update', environment: 'staging', state })).toMatchObject({ words })
  })

  test.each([
    [
      'done',
      '"state" must be one of error, failure, inactive, in_progress, pending, queued, success, cancelled, skipped, not "done".'
    ],
    [
      'success in_progress',
      '"state" must be one or more of success, failure, error, cancelled, skipped, not "in_progress".'
    ],
    ['["success", null]', '"state" must be one or more of success, failure, error, cancelled, skipped, not "null".']
  ])('%j is rejected for create and update', (state, message) => {
    expect(problemOf({ operation: 'create', environment: 'staging', state }).message).toBe(message)
    expect(problemOf({ operation: 'update', environment: 'staging', state }).message).toBe(message)
  })

  test.each(['[]', ','])('%j is empty', state => {
    expect(commandOf({ operation: 'create', environment: 'staging', state })).toMatchObject({ words: [] })
    expect(problemOf({ operation: 'update', environment: 'staging', state }).message).toBe(
      '"state" is missing: update needs it.'
    )
    const url = { 'environment-url': 'https://example.com' }
    expect(problemOf({ operation: 'create', environment: 'staging', state, ...url }).message).toBe(
      '"environment-url" belongs to a status: give "state" with it.'
    )
  })

  test('update learns from "job-status" that the job was cancelled', () => {
    const given: Given = { operation: 'update', environment: 'staging', state: 'inactive' }
    expect(commandOf({ ...given, 'job-status': 'cancelled' })).toMatchObject({ isCancelled: true })
  })

  test.each(['find', 'wait', 'deactivate', 'delete'])('%s accepts several states, each only once', operation => {
    const command = commandOf({ operation, environment: 'a', state: 'in_progress, Queued,\npending\nQUEUED' })
    const states = ['in_progress', 'queued', 'pending']
    expect(command).toMatchObject('filters' in command ? { filters: { states } } : { states })
  })

  test.each(['find', 'wait', 'deactivate', 'delete'])('%s rejects a list with another word', operation => {
    const message = `"state" must be one or more of ${states.join(', ')}, not "`
    for (const other of ['cancelled', 'waiting', 'in_progress queued', '["success"]']) {
      expect(problemOf({ operation, environment: 'a', state: `success\n${other}` }).message).toBe(
        `${message}${other}".`
      )
    }
    expect(problemOf({ operation, environment: 'a', state: ',' }).message).toBe(`${message},".`)
  })

  test('create sets no state by default', () => {
    expect(commandOf({ operation: 'create', environment: 'staging' })).toMatchObject({ words: [] })
  })
})

describe('an existing deployment', () => {
  test.each(['update', 'wait'] as const)('%s selects it by "deployment-id", also on a deployment event', operation => {
    const state = operation === 'update' ? { state: 'success' } : {}
    const target = { by: 'id', id: 5_000_000_002 }
    const given: Given = { operation, ...state, 'deployment-id': '5000000002' }
    expect(commandOf(given)).toMatchObject({ target })
    expect(commandOf(given, deploymentEvent)).toMatchObject({ target })
    expect(commandOf({ ...given, environment: 'staging', task: 'web', ref: 'main' })).toMatchObject({
      target: { ...target, environment: 'staging', task: 'web', commit: { kind: 'ref', ref: 'main' } }
    })
  })

  test.each([deploymentEvent, statusEvent])('on $name, update and wait use the deployment of the event', event => {
    const target = { by: 'event', deployment: received }
    expect(commandOf({ operation: 'update', state: 'success' }, event)).toMatchObject({ target })
    expect(commandOf({ operation: 'wait' }, event)).toMatchObject({ target })
    expect(commandOf({ operation: 'wait', environment: 'Staging' }, event)).toMatchObject({ target })
    expect(commandOf({ operation: 'update', state: 'success', environment: 'smoke' }, event)).toMatchObject({
      target: { ...target, environment: 'smoke' }
    })
    expect(commandOf({ operation: 'update', state: 'success', task: 'smoke' }, event)).toMatchObject({
      target: { ...target, task: 'smoke' }
    })
  })

  test.each([deploymentEvent, statusEvent])('on $name, wait selects by commit if the event does not match', event => {
    expect(commandOf({ operation: 'wait', environment: 'smoke' }, event)).toMatchObject({
      target: { by: 'commit', environment: 'smoke', commit: { ref: received.sha }, orAnyCommit: false }
    })
    expect(commandOf({ operation: 'wait', task: 'smoke' }, event)).toMatchObject({
      target: { by: 'commit', environment: received.environment, task: 'smoke', commit: { ref: received.sha } }
    })
  })

  test('update and wait select it by environment, task and commit', () => {
    const target = { by: 'commit', environment: 'staging' }
    expect(commandOf({ operation: 'wait', environment: 'staging' }, pullRequest)).toMatchObject({
      target: { ...target, commit: { ref: headSha }, orAnyCommit: true }
    })
    expect(commandOf({ operation: 'update', state: 'success', environment: 'staging', task: 'deploy' })).toMatchObject({
      target: { ...target, task: 'deploy' }
    })
    expect(commandOf({ operation: 'wait', environment: 'staging', ref: 'main' }, statusEvent)).toMatchObject({
      target: { ...target, commit: { ref: 'main' }, orAnyCommit: false }
    })
  })

  test('wait ignores the event if "repository" is another repository', () => {
    const given: Given = { operation: 'wait', repository: 'octo/other', environment: 'staging', ref: 'main' }
    expect(commandOf(given, deploymentEvent)).toMatchObject({ target: { by: 'commit', commit: { ref: 'main' } } })
  })
})

describe('deploy takes over an existing deployment', () => {
  test('with "deployment-id", on any event', () => {
    expect(commandOf({ 'deployment-id': '7', environment: 'staging', task: 'migrate' })).toEqual({
      operation: 'deploy',
      ...texts,
      begin: { kind: 'take over', existing: 7, environment: 'staging', task: 'migrate' }
    })
    expect(commandOf({ 'deployment-id': '7' }, deploymentEvent)).toMatchObject({ begin: { existing: 7 } })
  })

  test('on the deployment event, if environment and task match', () => {
    expect(commandOf({ environment: 'production', task: 'migrate' }, deploymentEvent)).toEqual({
      operation: 'deploy',
      ...texts,
      begin: { kind: 'take over', existing: received, environment: 'production', task: 'migrate' }
    })
  })

  test('but creates a new one on deployment_status, and in another repository', () => {
    expect(commandOf({ environment: 'staging' }, statusEvent)).toMatchObject({ begin: { kind: 'new' } })
    const elsewhere: Given = { environment: 'staging', repository: 'octo/other', ref: 'main' }
    expect(commandOf(elsewhere, deploymentEvent)).toMatchObject({ begin: { kind: 'new' } })
  })
})

describe('deactivate and delete', () => {
  test.each<[Given, object]>([
    [{ environment: 'a\n\n  b/*  \n!b/keep' }, { target: { by: 'environments', lines: ['a', 'b/*', '!b/keep'] } }],
    [{ environment: '[p]r-*' }, { target: { by: 'environments', lines: ['[p]r-*'] } }],
    [{ environment: '*\n!staging' }, { target: { by: 'environments', lines: ['*', '!staging'] } }],
    [{ environment: 'a', task: 'deploy' }, { filters: { task: 'deploy' } }],
    [{ environment: 'a' }, { filters: { states: [], keepOpenPullRequests: false } }],
    [{ environment: 'production' }, { target: { by: 'environments', lines: ['production'] } }],
    [{ 'deployment-id': '7' }, { target: { by: 'id', id: 7 } }],
    [{ 'deployment-id': '7', 'keep-open-pull-requests': 'false' }, { target: { by: 'id', id: 7 } }],
    [{ environment: 'a', 'older-than': '1s' }, { filters: { olderThanMs: 1000 } }],
    [{ environment: 'a', 'older-than': '90s' }, { filters: { olderThanMs: 90_000 } }],
    [{ environment: 'a', 'older-than': '30m' }, { filters: { olderThanMs: 1_800_000 } }],
    [{ environment: 'a', 'older-than': '12h' }, { filters: { olderThanMs: 43_200_000 } }],
    [{ environment: 'a', 'older-than': '14d' }, { filters: { olderThanMs: 1_209_600_000 } }],
    [{ environment: 'a', keep: '0' }, { filters: { keep: 0 } }],
    [{ environment: 'a', keep: '3' }, { filters: { keep: 3 } }],
    [{ environment: 'a', 'keep-open-pull-requests': 'true' }, { filters: { keepOpenPullRequests: true } }],
    [{ environment: 'a', 'dry-run': 'True' }, { dryRun: true }],
    [{ environment: 'a', description: 'Gone' }, { description: 'Gone' }],
    [{ environment: 'a', 'log-url': 'https://ci.example.com/7' }, { logUrl: 'https://ci.example.com/7' }]
  ])('the command has the expected fields for %j', (given, expected) => {
    expect(commandOf({ operation: 'deactivate', ...given })).toMatchObject(expected)
    expect(commandOf({ operation: 'delete', ...given })).toMatchObject(expected)
  })

  test('use "environment-token" only to delete the environment', () => {
    const given: Given = { operation: 'delete', environment: 'a', 'delete-environment': 'true' }
    expect(commandOf(given)).toMatchObject({ deleteEnvironment: true })
    expect(read(given).connection.environmentToken).toBe('ghs_workflow')
    expect(read({ ...given, token: 'ghp_own' }).connection.environmentToken).toBe('ghp_own')
    const { connection } = read({ ...given, 'environment-token': 'ghp_admin' })
    expect(connection.environmentToken).toBe('ghp_admin')
    expect(connection.tokens).toEqual(['ghs_workflow'])
  })
})

describe('find and wait', () => {
  test('find filters by ref and task only if they are set', () => {
    const given: Given = { operation: 'find', environment: 'staging' }
    expect(commandOf({ ...given, ref: 'main', task: 'deploy' }, pullRequest)).toEqual({
      operation: 'find',
      lines: ['staging'],
      states: ['success'],
      commit: { kind: 'ref', ref: 'main' },
      task: 'deploy'
    })
    expect(commandOf(given, pullRequest)).not.toHaveProperty('commit')
    expect(commandOf({ ...given, environment: ' a\n\n*\n!b ' })).toMatchObject({ lines: ['a', '*', '!b'] })
    expect(commandOf({ ...given, environment: '**' })).toMatchObject({ lines: ['**'] })
    expect(commandOf({ ...given, environment: '!hotfix' })).toMatchObject({ lines: ['!hotfix'] })
    expect(commandOf({ ...given, repository: 'octo/other' })).not.toHaveProperty('commit')
  })

  test('wait uses "timeout" and "interval"', () => {
    const given: Given = { operation: 'wait', 'deployment-id': '7', timeout: '2h', interval: '5s' }
    expect(commandOf(given)).toMatchObject({ timeoutMs: 7_200_000, intervalMs: 5000 })
  })

  test('wait uses "skip-after" up to just below "timeout"', () => {
    const given: Given = { operation: 'wait', environment: 'staging', timeout: '2m', 'skip-after': '119s' }
    expect(commandOf(given)).toMatchObject({ timeoutMs: 120_000, skipAfterMs: 119_000 })
    expect(commandOf({ operation: 'wait', 'skip-after': '2m' }, deploymentEvent)).toMatchObject({
      target: { by: 'event' },
      skipAfterMs: 120_000
    })
  })
})

describe('the connection', () => {
  const given: Given = { operation: 'find', environment: 'staging' }
  const connectionOf = (more: Given, event?: Event, surroundings?: Run): Inputs['connection'] =>
    read({ ...given, ...more }, event, surroundings).connection

  test('uses "repository"', () => {
    expect(connectionOf({ repository: 'Some-Org/.github' }).repository).toEqual({ owner: 'Some-Org', name: '.github' })
  })

  test.each([
    ['https://ghe.example.com/api/v3/', 'https://ghe.example.com/api/v3'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080']
  ])('to "api-url: %s" does not use the token of the workflow', (given_, apiUrl) => {
    const connection = connectionOf({ 'api-url': given_, token: 'ghp_own' })
    expect(connection.apiUrl).toBe(apiUrl)
    // The workflow's token is never sent to another host.
    expect(JSON.stringify(connection)).not.toContain('ghs_workflow')
  })

  test('falls back from "token" to the workflow\'s token only on the host of the workflow', () => {
    expect(connectionOf({ token: 'ghp_own' }).tokens).toEqual(['ghp_own', 'ghs_workflow'])
    expect(connectionOf({ token: '' }).tokens).toEqual(['ghs_workflow'])
    expect(connectionOf({ 'workflow-token': '' }).tokens).toEqual(['ghs_workflow'])
    expect(connectionOf({ 'api-url': 'https://api.github.com/' }).tokens).toEqual(['ghs_workflow'])
    expect(connectionOf({ 'api-url': 'HTTPS://API.github.com' }).apiUrl).toBe('https://api.github.com')
  })

  test('knows whether the token is from a fork, Dependabot or the "token" input', () => {
    const fork: Event = {
      name: 'pull_request',
      payload: { pull_request: { head: { sha: headSha, repo: null }, base: { repo: { full_name: 'octo/app' } } } },
      sha: runnerSha
    }
    expect(connectionOf({}, fork).tokenKind).toBe('fork')
    expect(connectionOf({}, push, { ...run, actor: 'dependabot[bot]' }).tokenKind).toBe('Dependabot')
    expect(connectionOf({ token: 'ghp_own' }, fork).tokenKind).toBe('given')
  })

  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
    ['', true]
  ])('with %j as "summary" writes a summary: %s', (summary, expected) => {
    expect(read({ ...given, summary }).summary).toBe(expected)
  })
})

const teardown: Given = { operation: 'delete', environment: 'a' }
const update: Given = { operation: 'update', environment: 'a', state: 'success' }
const wait: Given = { operation: 'wait', 'deployment-id': '7' }
const bool = (name: string, value: string): string => `"${name}" must be true or false, not "${value}".`
const span = (name: string, value: string): string =>
  `"${name}" must be a number with s, m, h or d, such as 90s, 30m, 12h or 14d, not "${value}".`
const whole = (name: string, least: number, value: string): string =>
  `"${name}" must be a whole number of at least ${least}, not "${value}".`
const url = (name: string, value: string): string => `"${name}" must be an absolute http or https URL, not "${value}".`
const everyState = 'error, failure, inactive, in_progress, pending, queued, success'
const tooMuch = (line: string): string =>
  `"environment" must not be "${line}" without an exclusion: it matches every environment. Add a line for each one that must stay, such as "!staging".`
const taken = (name: string): string =>
  `"${name}" cannot be given for a deployment that exists already and is taken over.`
const beside = (name: string): string => `"${name}" cannot be given together with "deployment-id".`
const anotherHost =
  '"api-url" is another host\'s, for which the workflow\'s own token is not: give one of that host as "token".'

describe('invalid inputs', () => {
  test.each<[Given, string, Event?]>([
    // operation
    [
      { operation: 'destroy' },
      '"operation" must be one of deploy, create, update, deactivate, delete, find, wait, not "destroy".'
    ],
    // environment
    [{}, '"environment" is missing: deploy needs it.'],
    [{ operation: 'create' }, '"environment" is missing: create needs it.'],
    [{ operation: 'find' }, '"environment" is missing: find needs it.'],
    [{}, '"environment" is missing: deploy needs it.', statusEvent],
    [
      { operation: 'update', state: 'success' },
      '"deployment-id" or "environment" is missing: update needs a deployment.'
    ],
    [{ operation: 'wait' }, '"deployment-id" or "environment" is missing: wait needs a deployment.'],
    [{ operation: 'deactivate' }, '"environment" or "deployment-id" is missing: deactivate needs one of them.'],
    [{ operation: 'delete' }, '"environment" or "deployment-id" is missing: delete needs one of them.'],
    [{ environment: 'a\nb' }, '"environment" must be one name: for several, run the job as a matrix.'],
    [{ environment: 'a\tb' }, '"environment" must not contain control characters.'],
    [{ environment: 'a\u001b[31m' }, '"environment" must not contain control characters.'],
    [{ environment: 'a'.repeat(256) }, '"environment" must have at most 255 characters, not 256.'],
    [{ environment: 'a\u0085b', operation: 'delete' }, '"environment" must not contain control characters.'],
    [{ ...teardown, environment: `b\n${'a'.repeat(300)}` }, '"environment" must have at most 255 characters, not 300.'],
    [{ ...teardown, environment: '*' }, tooMuch('*')],
    [{ ...teardown, environment: 'pr-*\n**' }, tooMuch('**')],
    [{ ...teardown, environment: '**/*' }, tooMuch('**/*')],
    [{ ...teardown, environment: '?*' }, tooMuch('?*')],
    [{ ...teardown, environment: '{*,**}' }, tooMuch('{*,**}')],
    [{ ...teardown, environment: '[!x]*' }, tooMuch('[!x]*')],
    [
      { ...teardown, environment: '!pr-1\n!pr-2' },
      '"environment" only excludes: give at least one name or pattern to begin with. If the name of an environment starts with "!", write "\\!pr-1".'
    ],
    [
      { operation: 'find', environment: '!pr-1\n!pr-2' },
      '"environment" only excludes: give at least one name or pattern to begin with. If the name of an environment starts with "!", write "\\!pr-1".'
    ],
    [
      { ...teardown, environment: '*\n!' },
      '"environment" has a line "!" that excludes nothing: a name or pattern must follow.'
    ],
    [{ ...teardown, environment: '{staging,*}' }, tooMuch('{staging,*}')],
    [{ operation: 'delete', 'deployment-id': '7', task: 'deploy' }, beside('task')],
    // deployment-id
    [{ 'deployment-id': 'seven' }, whole('deployment-id', 1, 'seven')],
    [{ ...update, 'deployment-id': '0' }, whole('deployment-id', 1, '0')],
    [{ ...wait, 'deployment-id': '-7' }, whole('deployment-id', 1, '-7')],
    [{ ...wait, 'deployment-id': '7.0' }, whole('deployment-id', 1, '7.0')],
    [{ ...wait, 'deployment-id': '1e3' }, whole('deployment-id', 1, '1e3')],
    [
      { operation: 'delete', 'deployment-id': '99999999999999999999' },
      whole('deployment-id', 1, '99999999999999999999')
    ],
    [{ ...teardown, 'deployment-id': '7' }, beside('environment')],
    [{ operation: 'deactivate', 'deployment-id': '7', environment: 'False' }, beside('environment')],
    [{ operation: 'delete', 'deployment-id': '7', state: 'success' }, beside('state')],
    [{ operation: 'delete', 'deployment-id': '7', 'older-than': '1d' }, beside('older-than')],
    [{ operation: 'deactivate', 'deployment-id': '7', keep: '1' }, beside('keep')],
    [
      { operation: 'deactivate', 'deployment-id': '7', 'keep-open-pull-requests': 'true' },
      beside('keep-open-pull-requests')
    ],
    [{ operation: 'delete', 'deployment-id': '7', 'delete-environment': 'true' }, beside('delete-environment')],
    // continuing an existing deployment
    [{ 'deployment-id': '7', ref: 'main' }, taken('ref')],
    [{ 'deployment-id': '7', payload: '{}' }, taken('payload')],
    [{ 'transient-environment': 'true' }, taken('transient-environment'), deploymentEvent],
    [{ 'production-environment': 'true' }, taken('production-environment'), deploymentEvent],
    [{ 'auto-merge': 'true' }, taken('auto-merge'), deploymentEvent],
    [{ 'required-contexts': 'all' }, taken('required-contexts'), deploymentEvent],
    [
      {},
      'The event deployment holds no deployment that can be read: give "deployment-id".',
      { ...deploymentEvent, payload: { deployment: { id: 7 } } }
    ],
    [
      { operation: 'update', state: 'success' },
      'The event deployment_status holds no deployment that can be read: give "deployment-id".',
      { ...statusEvent, payload: {} }
    ],
    // ref
    [{ environment: 'a', ref: 'a\nb' }, '"ref" must be one line without control characters.'],
    [{ environment: 'a', ref: 'a\nb', repository: 'octo/other' }, '"ref" must be one line without control characters.'],
    [
      { environment: 'a', repository: 'octo/other' },
      '"ref" is missing: the event says nothing about another repository.'
    ],
    [{ ...update, repository: 'octo/other' }, '"ref" is missing: the event says nothing about another repository.'],
    [
      { environment: 'a' },
      'The event delete is for a deleted branch or tag, so it has no commit. Skip this step with an "if:", or set the input "ref" to the commit.',
      { ...push, name: 'delete' }
    ],
    [
      { operation: 'create', environment: 'a' },
      'The event push is for a deleted branch or tag, so it has no commit. Skip this step with an "if:", or set the input "ref" to the commit.',
      { ...push, payload: { deleted: true } }
    ],
    // task, payload
    [{ environment: 'a', task: 'a\nb' }, '"task" must be one line without control characters.'],
    [{ environment: 'a', payload: '{"a":' }, '"payload" begins like JSON, but is not a JSON object.'],
    [{ environment: 'a', payload: '{a: 1}' }, '"payload" begins like JSON, but is not a JSON object.'],
    [{ environment: 'a', payload: '[1]' }, '"payload" begins like JSON, but is not a JSON object.'],
    [{ environment: 'a', payload: '{} {}' }, '"payload" begins like JSON, but is not a JSON object.'],
    // state
    [{ operation: 'update', environment: 'a' }, '"state" is missing: update needs it.'],
    [{ ...update, state: 'done' }, `"state" must be one of ${everyState}, cancelled, skipped, not "done".`],
    [
      { operation: 'create', environment: 'a', state: 'canceled' },
      `"state" must be one of ${everyState}, cancelled, skipped, not "canceled".`
    ],
    [
      { operation: 'find', environment: 'a', state: 'active' },
      `"state" must be one or more of ${everyState}, not "active".`
    ],
    [{ ...teardown, state: 'success, live' }, `"state" must be one or more of ${everyState}, not "live".`],
    [{ ...teardown, state: ',' }, `"state" must be one or more of ${everyState}, not ",".`],
    [{ environment: 'a', 'older-commit': 'stop' }, '"older-commit" must be one of deploy, fail, skip, not "stop".'],
    [
      { ...update, 'auto-inactive': 'Always' },
      '"auto-inactive" must be true or false, not "always": "true" also deactivates older production and transient deployments.'
    ],
    // URLs
    [{ ...update, 'environment-url': 'example.com' }, url('environment-url', 'example.com')],
    [{ ...update, 'environment-url': 'ftp://example.com' }, url('environment-url', 'ftp://example.com')],
    [{ ...update, 'environment-url': 'javascript:alert(1)' }, url('environment-url', 'javascript:alert(1)')],
    [
      { operation: 'create', environment: 'a', 'environment-url': 'https://example.com' },
      '"environment-url" belongs to a status: give "state" with it.'
    ],
    [{ ...update, 'log-url': '/runs/7' }, url('log-url', '/runs/7')],
    [{ ...teardown, 'log-url': 'https://' }, url('log-url', 'https://')],
    [{ ...update, 'log-url': 'https://a b' }, url('log-url', 'https://a b')],
    [{ ...update, 'log-url': 'https://a\nb' }, '"log-url" must be one line without control characters.'],
    // switches
    [{ environment: 'a', 'auto-inactive': 'never' }, '"auto-inactive" must be true or false, not "never".'],
    [{ environment: 'a', 'transient-environment': 'yes' }, bool('transient-environment', 'yes')],
    [{ environment: 'a', 'production-environment': '1' }, bool('production-environment', '1')],
    [{ environment: 'a', 'auto-merge': 'tRUE' }, bool('auto-merge', 'tRUE')],
    [{ ...teardown, 'keep-open-pull-requests': 'on' }, bool('keep-open-pull-requests', 'on')],
    [{ ...teardown, 'delete-environment': 'y' }, bool('delete-environment', 'y')],
    [{ ...teardown, 'dry-run': 'maybe' }, bool('dry-run', 'maybe')],
    [{ environment: 'a', summary: 'no' }, bool('summary', 'no')],
    // contexts
    [
      { environment: 'a', 'required-contexts': 'all, build' },
      '"required-contexts" must be none, all, or names; not a mixture.'
    ],
    [
      { environment: 'a', 'required-contexts': ' , ' },
      '"required-contexts" must be none, all, or names; not a mixture.'
    ],
    [
      { environment: 'a', 'required-contexts': 'build\nNone' },
      '"required-contexts" must be none, all, or names; not a mixture.'
    ],
    // numbers and times
    [{ ...teardown, keep: '-1' }, whole('keep', 0, '-1')],
    [{ ...teardown, keep: 'all' }, whole('keep', 0, 'all')],
    [{ ...teardown, 'older-than': '14' }, span('older-than', '14')],
    [{ ...teardown, 'older-than': '2w' }, span('older-than', '2w')],
    [{ ...teardown, 'older-than': '1.5h' }, span('older-than', '1.5h')],
    [{ ...teardown, 'older-than': '0d' }, span('older-than', '0d')],
    [{ ...wait, timeout: '5 m' }, span('timeout', '5 m')],
    [{ ...wait, timeout: '-5m' }, span('timeout', '-5m')],
    [{ ...wait, interval: '10S' }, span('interval', '10S')],
    [{ ...wait, interval: '0s' }, span('interval', '0s')],
    [{ operation: 'wait', environment: 'a', 'skip-after': '2' }, span('skip-after', '2')],
    [
      { operation: 'wait', environment: 'a', 'skip-after': '30m' },
      '"skip-after" must be shorter than "timeout": it is 30m, and "timeout" is 30m.'
    ],
    [
      { operation: 'wait', environment: 'a', timeout: '5m', 'skip-after': '1h' },
      '"skip-after" must be shorter than "timeout": it is 1h, and "timeout" is 5m.'
    ],
    [{ ...wait, 'skip-after': '2m' }, '"skip-after" cannot be given together with "deployment-id".'],
    // repository, server and tokens
    [{ ...wait, repository: 'app' }, '"repository" must be owner/name, not "app".'],
    [{ ...wait, repository: 'octo/app/' }, '"repository" must be owner/name, not "octo/app/".'],
    [{ ...wait, repository: 'octo/a b' }, '"repository" must be owner/name, not "octo/a b".'],
    [{ ...wait, repository: '../..' }, '"repository" must be owner/name, not "../..".'],
    [{ ...wait, repository: 'octo/..' }, '"repository" must be owner/name, not "octo/..".'],
    [
      { ...wait, repository: 'https://github.com/octo/app' },
      '"repository" must be owner/name, not "https://github.com/octo/app".'
    ],
    [{ ...wait, 'api-url': 'ghe.example.com' }, url('api-url', 'ghe.example.com')],
    [{ ...wait, 'api-url': 'https://ghe.example.com/api/v3' }, anotherHost],
    [{ ...wait, 'api-url': 'http://api.github.com' }, anotherHost],
    [{ ...wait, 'api-url': 'https://api.github.com.example.com' }, anotherHost],
    [
      { ...wait, 'api-url': 'https://ghe.example.com', token: '' },
      '"token" is missing: the host of "api-url" needs a token of its own.'
    ],
    [
      { ...wait, token: '', 'workflow-token': '' },
      '"token" is missing: the runner has none for this job. With act, run "act -s GITHUB_TOKEN=…".'
    ],
    ...['"https://example.com/"', "'https://example.com/'"].map((value): [Given, string] => [
      { ...update, 'environment-url': value },
      `"environment-url" must be a URL without quotes around it, not ${value}. With Terraform, use "terraform output -raw".`
    ]),
    [{ ...wait, token: 'ghp_one\nghp_two' }, '"token" has characters that no token has.'],
    [
      {
        ...teardown,
        'api-url': 'https://ghe.example.com',
        token: 'ghp_own',
        'environment-token': 'ghs_workflow'
      },
      '"environment-token" is the workflow\'s own token, which is not for the host of "api-url".'
    ]
  ])('%j is rejected with: %s', (given, message, event = push) => {
    const problem = problemOf(given, event)
    expect(problem.message).toBe(message)
    expect(problem.remedy).toBe('Correct the "with:" of this step; nothing was sent to GitHub.')
  })

  const peers: [action: string, inputs: string[]][] = [
    [
      'bobheadxi/deployments',
      'step env env_url desc logs status deployment_id override auto_inactive transient debug'.split(' ')
    ],
    [
      'chrnorm/deployment-action and chrnorm/deployment-status',
      'owner repo initial-status initial_status sha target-url target_url github-base-url'.split(' ')
    ],
    ['strumwolf/delete-deployment-environment', ['onlyRemoveDeployments', 'onlyDeactivateDeployments']]
  ]
  for (const [action, names] of peers) {
    test.each(names)(`"%s" of ${action} is rejected, with the input to use instead`, name => {
      const actionUrl = 'https://github.com/OWNER/deployment-lifecycle/blob/v1'
      const problem = problemOf({ environment: 'staging', [name]: 'false' }, push, { ...run, actionUrl })
      expect(problem.message).toMatch(new RegExp(`^"${name}" is not an input of this action: use .+\\.$`))
      expect(problem.remedy).toBe(
        `Correct the "with:" of this step; nothing was sent to GitHub. For the inputs of other actions, see ${actionUrl}/docs/migrating.md.`
      )
      expect(() => read({ environment: 'staging', [name]: '' })).not.toThrow()
    })
  }

  test('a missing repository is rejected', () => {
    const nowhere = { ...run, repository: { owner: '', name: '' } }
    expect(problemOf(wait, push, nowhere).message).toBe(
      '"repository" is missing, and the runner does not say where the workflow runs.'
    )
  })

  /** A valid value for each input that is not its default. */
  const other: Record<InputName, string> = {
    operation: 'deploy',
    environment: 'staging',
    'deployment-id': '7',
    ref: 'main',
    task: 'migrate',
    payload: '{"a":1}',
    description: 'Ship it',
    state: 'success',
    result: 'success',
    'environment-url': 'https://example.com',
    'log-url': 'https://example.com',
    'auto-inactive': 'false',
    'older-commit': 'fail',
    'transient-environment': 'true',
    'production-environment': 'true',
    'auto-merge': 'true',
    'required-contexts': 'build',
    'older-than': '1d',
    keep: '1',
    'keep-open-pull-requests': 'true',
    'delete-environment': 'true',
    'environment-token': 'ghp_admin',
    'dry-run': 'true',
    timeout: '1h',
    interval: '1m',
    'skip-after': '2m',
    repository: 'octo/app',
    'api-url': 'https://api.github.com',
    token: 'ghp_own',
    summary: 'false',
    'job-status': 'failure',
    'check-run-id': '23',
    'workflow-token': 'ghs_workflow'
  }
  const needed: Record<Operation, Given> = {
    deploy: { environment: 'staging' },
    create: { environment: 'staging' },
    update: { environment: 'staging', state: 'success' },
    deactivate: { environment: 'staging' },
    delete: { environment: 'staging' },
    find: { environment: 'staging' },
    wait: { environment: 'staging' }
  }
  const foreign = operations.flatMap(operation =>
    (Object.keys(inputs) as InputName[])
      .filter(name => !belongsTo(name).includes(operation))
      .map((name): [Operation, InputName] => [operation, name])
  )

  test.each(foreign)('%s rejects "%s", because other operations use it', (operation, name) => {
    const { message } = problemOf({ ...needed[operation], operation, [name]: other[name] })
    expect(message).toBe(`"${name}" belongs to ${inWords(belongsTo(name))}, not to ${operation}.`)
  })

  test.each(foreign.filter(([, name]) => defaultOf(name) !== undefined))(
    '%s accepts "%s" with its default',
    (operation, name) => {
      const given = { ...needed[operation], operation }
      expect(commandOf({ ...given, [name]: defaultOf(name) ?? '' })).toEqual(commandOf(given))
    }
  )

  test('several problems are reported in one error', () => {
    const problem = problemOf({
      operation: 'delete',
      environment: '*',
      result: 'success',
      keep: 'some',
      'older-than': '5',
      summary: 'perhaps',
      repository: 'app'
    })
    expect(problem.message.split('\n')).toEqual([
      '6 things are wrong with the inputs:',
      '- "result" belongs to deploy, not to delete.',
      '- "summary" must be true or false, not "perhaps".',
      '- "repository" must be owner/name, not "app".',
      `- ${tooMuch('*')}`,
      `- ${span('older-than', '5')}`,
      `- ${whole('keep', 0, 'some')}`,
      ''
    ])
    expect(problem.remedy).toBe('Correct the "with:" of this step; nothing was sent to GitHub.')
  })

  test('a problem with "ref" is reported even if the environment is missing', () => {
    expect(problemOf({ operation: 'wait', ref: 'a\nb' }).message.match(/^- "[\w-]+"/gm)).toEqual([
      '- "ref"',
      '- "deployment-id"'
    ])
  })

  test('the error for deploy lists every invalid input', () => {
    const { message } = problemOf({
      environment: 'a\nb',
      task: 'a\nb',
      payload: '[]',
      'auto-inactive': 'x',
      'transient-environment': 'x',
      'production-environment': 'x',
      'auto-merge': 'x',
      'required-contexts': 'all,none',
      repository: 'octo/other',
      'api-url': 'https://ghe.example.com'
    })
    const named = Array.from(message.matchAll(/^- "([\w-]+)"/gm), ([, name]) => name)
    expect(named.sort()).toEqual([
      'api-url',
      'auto-inactive',
      'auto-merge',
      'environment',
      'payload',
      'production-environment',
      'ref',
      'required-contexts',
      'task',
      'transient-environment'
    ])
  })

  test.each<[Given, string[]]>([
    [{ operation: 'create', 'log-url': 'x', 'auto-inactive': 'x' }, ['auto-inactive', 'environment', 'log-url']],
    [
      { operation: 'update', state: 'done', 'log-url': 'x', 'auto-inactive': 'x', 'environment-url': 'x' },
      ['auto-inactive', 'deployment-id', 'environment-url', 'log-url', 'state']
    ]
  ])('the error for %j lists every invalid input', (given, names) => {
    const { message } = problemOf(given)
    expect(Array.from(message.matchAll(/^- "([\w-]+)"/gm), ([, name]) => name).sort()).toEqual(names)
  })

  test('with an unknown operation, only the inputs of all operations are checked', () => {
    const { message } = problemOf({ operation: 'destroy', environment: 'a\nb', keep: 'x', summary: 'x' })
    expect(Array.from(message.matchAll(/^- "([\w-]+)"/gm), ([, name]) => name)).toEqual(['operation', 'summary'])
  })

  test('the error contains no token', () => {
    const { message } = problemOf({
      ...wait,
      'api-url': 'https://ghe.example.com',
      timeout: 'x',
      'environment-token': 'ghp_admin'
    })
    expect(message).not.toMatch(/ghs_workflow|ghp_admin/)
  })
})

describe('random inputs', () => {
  const anyValue = fc.string({ unit: anyCharacter }).map(text => text.trim())
  const aSpan = fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('s', 'm', 'h', 'd'))
    .map(parts => parts.join(''))
  const aFlag = fc.constantFrom('true', 'True', 'TRUE', 'false', 'False', 'FALSE')
  const aLine = fc.stringMatching(/^[\w #/.äß🚀-]{1,40}$/u).map(text => text.trim())
  const aUrl = webUrl
  const aNumber = fc.integer({ min: 1 }).map(String)
  const good: Record<InputName, fc.Arbitrary<string>> = {
    operation: fc.constantFrom(...operations),
    environment: aLine,
    'deployment-id': aNumber,
    ref: fc.oneof(aLine, fc.constant('HEAD')),
    task: aLine,
    payload: fc.oneof(
      aLine,
      fc.dictionary(fc.string(), fc.jsonValue()).map(value => JSON.stringify(value))
    ),
    description: anyValue,
    state: fc.constantFrom(...states),
    result: anyValue,
    'environment-url': aUrl,
    'log-url': aUrl,
    'auto-inactive': aFlag,
    'older-commit': fc.constantFrom('deploy', 'Fail', 'SKIP'),
    'transient-environment': aFlag,
    'production-environment': aFlag,
    'auto-merge': aFlag,
    'required-contexts': fc.oneof(fc.constantFrom('all', 'none'), aLine),
    'older-than': aSpan,
    keep: aNumber,
    'keep-open-pull-requests': aFlag,
    'delete-environment': aFlag,
    'environment-token': fc.constant('ghp_admin'),
    'dry-run': aFlag,
    timeout: aSpan,
    interval: aSpan,
    'skip-after': aSpan,
    repository: fc.constantFrom('octo/app', 'octo/other'),
    'api-url': fc.constantFrom('https://api.github.com', 'https://ghe.example.com/api/v3'),
    token: fc.constant('ghp_own'),
    summary: aFlag,
    'job-status': fc.constantFrom('success', 'failure', 'cancelled'),
    'check-run-id': aNumber,
    'workflow-token': fc.constant('ghs_workflow')
  }
  const anyEvent = fc.constantFrom(push, pullRequest, deploymentEvent, statusEvent, { ...push, name: 'delete' })

  /** Valid values for inputs that the operation uses, with few optional inputs. */
  const plausible = good.operation.chain(operation => {
    const used = (Object.keys(inputs) as InputName[]).filter(
      name => name !== 'operation' && belongsTo(name).includes(operation as Operation)
    )
    const parts = Object.fromEntries(used.map(name => [name, good[name]]))
    return fc
      .record(parts, { requiredKeys: ['environment'] })
      .map((given): Given => ({ ...fromActionYml, ...given, operation }))
  })
  const wild = fc
    .record(
      Object.fromEntries(
        Object.entries(good).map(([name, value]) => [name, fc.oneof(value, anyValue, fc.constant(''))])
      ),
      { requiredKeys: [] }
    )
    .map((given): Given => given)

  /** Returns the request or the problem. Any other error fails the test. */
  function attempt(given: Given, event: Event): Inputs | Problem {
    try {
      return readInputs(name => given[name] ?? '', run, event)
    } catch (error) {
      if (error instanceof Problem) return error
      throw error
    }
  }

  test('give a complete request or one error', () => {
    fc.assert(
      fc.property(fc.oneof(wild, plausible), anyEvent, (given, event) => {
        const outcome = attempt(given, event)
        if (outcome instanceof Problem) expect(outcome.message).not.toBe('')
        else expectComplete(outcome)
      }),
      { numRuns: 1000 }
    )
  })

  test('that are valid give plain data, which does not change if defaults are set explicitly', () => {
    let accepted = 0
    fc.assert(
      fc.property(plausible, anyEvent, (given, event) => {
        const request = attempt(given, event)
        if (request instanceof Problem) return
        accepted++
        expectComplete(request)
        expect(JSON.parse(JSON.stringify(request))).toEqual(request)
        // An existing deployment does not use these inputs, so they have no defaults.
        if (request.command.operation === 'deploy' && request.command.begin.kind === 'take over') return
        expect(attempt({ ...spelledOut(request.command.operation), ...given }, event)).toEqual(request)
      }),
      { numRuns: 500 }
    )
    expect(accepted).toBeGreaterThan(50)
  })

  test('with a long description are accepted, and the description has at most 140 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, minLength: 100, maxLength: 300 }), text => {
        const { command } = read({ environment: 'staging', description: text.trim() })
        if (!('description' in command)) throw new Error('The description is gone.')
        expect(Array.from(command.description ?? '').length).toBeLessThanOrEqual(140)
      })
    )
  })

  /** Returns the defaults that have no effect when set. `task` filters in operations that look deployments up. */
  function spelledOut(operation: Operation): Given {
    const defaults = (Object.keys(inputs) as InputName[]).flatMap((name): [string, string][] => {
      const value = defaultOf(name)
      return value === undefined || (name === 'task' && operation !== 'deploy' && operation !== 'create')
        ? []
        : [[name, value]]
    })
    return Object.fromEntries(defaults)
  }
})

test.each([
  ['https://example.com', true],
  ['HTTPS://EXAMPLE.COM', true],
  ['http://localhost:3000/a/b?c=d#e', true],
  ['https://[::1]/', true],
  ['https://exämple.com/ü', true],
  ['', false],
  ['example.com', false],
  ['//example.com', false],
  ['https:/example.com', false],
  ['https://', false],
  ['https://a b', false],
  ['https://a\nb', false],
  [' https://example.com', false],
  ['ftp://example.com', false],
  ['javascript:alert(1)//https://', false],
  ['https://example.com:99999', false],
  ['https://.example.com', false],
  ['https://pr..example.com/', false],
  ['https://example.com./', true],
  ['${{ steps.ship.outputs.url }}', false]
])('%j is a web address: %s', (text, expected) => {
  expect(isWebAddress(text)).toBe(expected)
})

test.each([
  ['["a","b"]', true],
  ['["a"]', true],
  ['[ "a", null ]', true],
  ['[{"environment":"a"}]', true],
  ['[]', true],
  ['[ ]', true],
  ['[\n  "a",\n  "b"\n]', true],
  ['[\n  1,\n  2\n]', true],
  ['[\n]', true],
  ['[12]', false],
  ['[1,2]', false],
  ['[ab]*', false],
  ['[slug]', false],
  ['["a"', false],
  ['\\["a"]', false],
  ['"a"', false],
  ['{"a":"b"}', false],
  ['staging', false],
  ['', false]
])('%j is a JSON list: %s', (text, expected) => {
  expect(isJsonList(text)).toBe(expected)
})

test.each([
  ['preview/pr-', true],
  ['preview/', true],
  ['PR #', true],
  ['deploy:', true],
  ['api_', true],
  ['v1.', true],
  ['production –', true],
  ['-web', true],
  ['_web', true],
  ['/web', true],
  ['preview//web', true],
  ['review ()', true],
  ['app () web', true],
  ['preview/pr-12', false],
  ['PR #12 (web)', false],
  ['.hidden', false],
  ['#12', false],
  [':a', false],
  ['a-b_c.d/e#f:g', false],
  ['preview/*', false],
  ['[a-]*', false],
  ['( )', false]
])('%j looks as if an expression in it were empty: %s', (name, expected) => {
  expect(looksIncomplete(name)).toBe(expected)
})

describe('the name of an environment', () => {
  const one: Operation[] = ['deploy', 'create', 'update', 'wait']
  const several: Operation[] = ['deactivate', 'delete', 'find']
  const state = (operation: Operation): Given => (operation === 'update' ? { state: 'success' } : {})
  const lists = ['["a","b"]', '[]', '[\n  "staging",\n  "web"\n]', '[\n  1\n]']
  const asName = 'If an environment has this name, write "\\[" instead of "[" at its start.'

  test.each(one)('must not be a JSON list for %s', operation => {
    for (const environment of lists) {
      expect(problemOf({ operation, ...state(operation), environment }).message).toBe(
        `"environment" must be one name, not a JSON list: for several, run the job as a matrix. ${asName}`
      )
    }
  })

  test.each(several)('must not be a JSON list for %s', operation => {
    for (const environment of lists) {
      expect(problemOf({ operation, environment }).message).toBe(
        `"environment" must have one name or pattern per line, not a JSON list. ${asName}`
      )
    }
  })

  test.each(['\\["a","b"]', '\\[]'])('may be %s, which is a list only without the backslash', environment => {
    const name = environment.slice(1)
    expect(commandOf({ environment })).toMatchObject({ begin: { plan: { environment: name } } })
    expect(commandOf({ operation: 'create', environment })).toMatchObject({ plan: { environment: name } })
    for (const operation of ['update', 'wait'] as const) {
      expect(commandOf({ operation, ...state(operation), environment })).toMatchObject({
        target: { environment: name }
      })
    }
    // Patterns have the same escape.
    for (const operation of several) {
      const command = commandOf({ operation, environment })
      expect(command).toMatchObject(
        'target' in command ? { target: { lines: [environment] } } : { lines: [environment] }
      )
    }
  })

  test.each(['\\a', '[ab]*', '[12]', '[slug]', '\\[slug]'])('may be %j', environment => {
    expect(commandOf({ environment })).toMatchObject({ begin: { plan: { environment } } })
    expect(commandOf({ operation: 'find', environment })).toMatchObject({ lines: [environment] })
  })

  const warningsOf = (given: Given, event?: Event): string[] => read(given, event).warnings.map(({ text }) => text)
  const warned = (names: string): string[] => [
    `An expression in "environment" may be empty: ${names}. The step uses the value as it is. Check the expression.`
  ]

  test.each([...one, ...several])('is used with a warning if %s finds it incomplete', operation => {
    expect(warningsOf({ operation, ...state(operation), environment: 'preview/pr-' })).toEqual(warned('"preview/pr-"'))
    expect(warningsOf({ operation, ...state(operation), environment: 'preview/pr-1' })).toEqual([])
  })

  test.each(several)('is in one warning for %s with all others, exclusions, too', operation => {
    const environment = 'preview/*\n-web\nstaging\n!preview/pr-\nreview ()'
    expect(warningsOf({ operation, environment })).toEqual(warned('"-web", "!preview/pr-", "review ()"'))
  })

  test('is also in the warning if it only filters deployments', () => {
    expect(warningsOf({ environment: 'preview/' }, deploymentEvent)).toEqual(warned('"preview/"'))
  })
})

/** Checks that a request has all parts that its operation needs. */
function expectComplete({ command, connection }: Inputs): void {
  expect(connection.apiUrl).toMatch(/^https?:\/\/.*[^/]$/)
  expect(connection.repository.owner).not.toBe('')
  expect(connection.repository.name).not.toBe('')
  expect(connection.tokens.every(token => token !== '')).toBe(true)
  expect(connection.environmentToken).not.toBe('')
  expect(operations).toContain(command.operation)
  if ('logUrl' in command) expect(isWebAddress(command.logUrl)).toBe(true)
  switch (command.operation) {
    case 'deploy':
      if (command.begin.kind === 'take over') {
        expect(command.begin.existing).toBeDefined()
        return
      }
      expectPlan(command.begin.plan)
      return
    case 'create':
      expectPlan(command.plan)
      return
    case 'update':
      expect(command.words.length).toBeGreaterThan(0)
      expect(command.target).toBeDefined()
      return
    case 'deactivate':
    case 'delete':
      if (command.target.by === 'id') expect(command.target.id).toBeGreaterThan(0)
      else expect(command.target.lines.length).toBeGreaterThan(0)
      return
    case 'find':
      expect(command.lines.length).toBeGreaterThan(0)
      expect(command.states.length).toBeGreaterThan(0)
      return
    case 'wait':
      expect(command.target).toBeDefined()
      expect(command.states.length).toBeGreaterThan(0)
      expect(command.timeoutMs).toBeGreaterThan(0)
      expect(command.intervalMs).toBeGreaterThan(0)
  }
}

function expectPlan(wanted: { environment: string; task: string; commit: { kind: string }; payload: unknown }): void {
  expect(wanted.environment).toMatch(/./)
  expect(wanted.environment).not.toMatch(/\p{Cc}/u)
  expect(wanted.task).not.toBe('')
  expect(['ref', 'head', 'pull-request']).toContain(wanted.commit.kind)
  expect(wanted.payload).toBeDefined()
}

function belongsTo(name: InputName): readonly Operation[] {
  return inputs[name].usedBy
}

function defaultOf(name: InputName): string | undefined {
  const contract = inputs[name]
  return 'default' in contract ? contract.default : undefined
}

/** Returns a list in words: `a, b and c`. */
function inWords(words: readonly string[]): string {
  return words.join(', ').replace(/, ([^,]*)$/, ' and $1')
}

function withoutCheckRun(): Run {
  const elsewhere = { ...run }
  delete elsewhere.checkRunId
  return elsewhere
}
