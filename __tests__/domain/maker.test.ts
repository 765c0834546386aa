import { describe, expect, test } from '@jest/globals'
import { aRun as run } from '../a-run.ts'
import {
  creatorFrom,
  deploymentFrom,
  statusFrom,
  type Deployment,
  type ListedDeployment,
  type Status
} from '../../src/domain/deployment.ts'
import {
  describeMaking,
  githubsRecordOf,
  hasForeignPayload,
  isAnotherApps,
  isByEarlierAttempt,
  isByJob,
  isJobsOwn,
  isLeftOpen,
  isSibling,
  makerOf,
  otherWorkflowOf,
  type Maker
} from '../../src/domain/maker.ts'
import { logUrl, runPayload, type Run } from '../../src/domain/run.ts'

function deployment(payload: unknown): Deployment {
  const read = deploymentFrom({
    id: 1,
    sha: 'abc',
    environment: 'staging',
    created_at: '2026-01-01T00:00:00Z',
    payload
  })
  if (read === undefined) throw new Error('It cannot be read.')
  return read
}

function status(logUrl: string): Status {
  const read = statusFrom({ id: 1, state: 'success', log_url: logUrl })
  if (read === undefined) throw new Error('It cannot be read.')
  return read
}

const unnumbered: Run = { ...run }
delete unnumbered.checkRunId

const pages = 'https://github.com/octo/app/actions/runs'

describe('the run that made a deployment', () => {
  test('is read from its payload', () => {
    expect(makerOf(deployment(runPayload(run, 'create')), [status(`${pages}/99/job/1`)], run)).toEqual({
      runId: 11,
      runAttempt: 2,
      checkRunId: 22,
      job: 'verify',
      operation: 'create'
    })
    expect(makerOf(deployment({ run_id: 5 }), undefined, run)).toEqual({ runId: 5 })
  })

  test.each<[name: string, logs: string[], maker: Maker]>([
    ['in the oldest status', [`${pages}/99/job/1`, `${pages}/12/job/7`], { runId: 12, checkRunId: 7 }],
    ['of this job', [`${pages}/11/job/22`], { runId: 11, runAttempt: 2, checkRunId: 22 }],
    [
      'of this job, in an old form',
      ['https://github.com/octo/app/runs/22'],
      { runId: 11, runAttempt: 2, checkRunId: 22 }
    ],
    ['of another job, in an old form', ['https://github.com/octo/app/runs/23'], { checkRunId: 23 }],
    ['of an attempt', [`${pages}/11/attempts/1`], { runId: 11, runAttempt: 1 }],
    ['of a run in another repository', ['https://github.com/a/b/actions/runs/12/job/7'], { runId: 12 }],
    ['on another server', ['https://ci.example.com/actions/runs/12'], {}],
    ['that is empty', [''], {}],
    ['that is missing because it has no status', [], {}]
  ])('with a custom payload, depends on the log URL %s', (_name, logs, maker) => {
    for (const payload of [{ version: '1' }, 'text', { run_id: '11' }]) {
      expect(hasForeignPayload(deployment(payload))).toBe(true)
      expect(makerOf(deployment(payload), logs.map(status), run)).toEqual(maker)
    }
  })

  test('is unknown if a full page of statuses may lack the first one', () => {
    const statuses = Array.from({ length: 100 }, () => status(`${pages}/11/job/7`))
    expect(makerOf(deployment({}), statuses, run)).toEqual({})
    expect(makerOf(deployment({}), statuses.slice(1), run)).toEqual({ runId: 11, checkRunId: 7 })
  })

  test('has no job ID if the log URL is of an attempt', () => {
    const attempt = [status(`${pages}/12/attempts/1`)]
    expect(makerOf(deployment('v1'), attempt, unnumbered)).toEqual({ runId: 12, runAttempt: 1 })
  })

  test('is unknown with a custom payload and no statuses', () => {
    expect(makerOf(deployment('v1'), undefined, run)).toEqual({})
  })
})

test.each<[Maker, Run, boolean]>([
  [{ runId: 11, checkRunId: 22, job: 'x' }, run, true],
  [{ runId: 11, checkRunId: 21, job: 'verify', runAttempt: 2 }, run, false],
  [{ runId: 12, checkRunId: 22 }, run, false],
  [{ runId: 11, job: 'verify', runAttempt: 2 }, run, true],
  [{ runId: 11, job: 'verify', runAttempt: 1 }, run, false],
  [{ runId: 11, checkRunId: 22, job: 'verify', runAttempt: 2 }, unnumbered, true],
  [{ runId: 11, checkRunId: 22, job: 'ship', runAttempt: 2 }, unnumbered, false],
  [{ runId: 11 }, unnumbered, false]
])('whether %j is this job', (maker, on, expected) => {
  expect(isByJob(maker, on)).toBe(expected)
})

test.each<[Maker, number, boolean | 'unknown']>([
  [{ runAttempt: 1 }, 2, true],
  [{ runAttempt: 2 }, 2, false],
  [{}, 2, 'unknown'],
  [{}, 1, false]
])('whether %j is an earlier attempt, in attempt %s', (maker, runAttempt, expected) => {
  expect(isByEarlierAttempt(maker, { ...run, runAttempt })).toBe(expected)
})

test('the log says when and by which run a deployment was created', () => {
  const now = Date.parse('2026-01-01T22:00:00Z')
  expect(describeMaking(deployment({}), { runId: 1111 }, now)).toBe('created 22h ago by run 1111')
  expect(describeMaking(deployment({}), {}, now)).toBe(
    'created 22h ago by somebody else (neither its payload nor the log of its first status names a run)'
  )
})

describe("another app's deployment", () => {
  const bot = (login: string) => ({ login, isBot: true })

  test.each([
    ['a host', bot('vercel'), 'https://vercel.com/octo/app/7', true],
    ['a host without a log', bot('vercel'), undefined, true],
    ["a workflow with an app's token", bot('deployer'), `${pages}/99/job/1`, false],
    ["an old record of a workflow with an app's token", bot('deployer'), 'https://github.com/octo/app/runs/1', false],
    ['the workflow token', bot('github-actions'), undefined, false],
    ['a user', { login: 'octocat', isBot: false }, undefined, false],
    ['an unknown account', undefined, undefined, false]
  ])('is made by %s', (_name, creator, logUrl, isAnother) => {
    expect(isAnotherApps({ creator, logUrl }, run)).toBe(isAnother)
  })

  test('has another creator than the deployment of this step', () => {
    const host = { creator: bot('vercel') }
    expect(isAnotherApps(host, run, bot('vercel'))).toBe(false)
    expect(isAnotherApps(host, run, bot('netlify'))).toBe(true)
    expect(isAnotherApps(host, run, { login: 'vercel', isBot: false })).toBe(true)
  })

  test('is known by a creator that both APIs spell differently', () => {
    expect(creatorFrom({ login: 'vercel[bot]', type: 'Bot' }, 'type')).toEqual(bot('vercel'))
    expect(creatorFrom({ login: 'vercel', __typename: 'Bot' }, '__typename')).toEqual(bot('vercel'))
    expect(creatorFrom({ login: 'octocat', type: 'User' }, 'type')).toEqual({ login: 'octocat', isBot: false })
    expect(creatorFrom(null, 'type')).toBeUndefined()
  })
})

const sha = 'a'.repeat(40)
const own: Deployment = { ...deployment({}), nodeId: 'own', sha, createdAt: '2025-01-02T00:00:05Z' }
const before = '2025-01-01T00:00:00Z'
const listed = (more: Partial<ListedDeployment> = {}): ListedDeployment => ({
  nodeId: 'a',
  sha,
  task: 'deploy',
  environment: 'staging',
  createdAt: before,
  description: '',
  state: 'success',
  ...more
})
const first: Run = { ...run, runAttempt: 1, job: 'deploy' }
/** The same run on a server that does not provide job IDs. */
const withoutNumber: Run = { ...first }
delete withoutNumber.checkRunId

describe('the deployment that GitHub creates for the job itself', () => {
  const record = {
    description: '',
    statusDescription: '',
    logUrl: 'https://github.com/octo/app/actions/runs/11/job/22'
  }

  test.each([
    [record, true],
    [{ ...record, logUrl: 'https://github.com/octo/app/actions/runs/11/job/23' }, false],
    [{ description: '', statusDescription: '' }, false],
    [{ description: '', logUrl: record.logUrl }, true],
    [{ ...record, logUrl: '' }, false],
    [{ ...record, description: 'Deployed' }, false],
    // A status that this job has set on another deployment.
    [{ ...record, statusDescription: 'Deployed 1a2b3c4' }, false]
  ])('is %j: %s', (seen, expected) => {
    expect(isJobsOwn(seen, first)).toBe(expected)
  })

  test.each([
    [{ ...record, logUrl: 'https://github.com/octo/app/actions/runs/11/job/23' }, 'another job'],
    [{ ...record, logUrl: 'https://github.com/octo/app/runs/22?check_suite_focus=true' }, 'this job'],
    [{ ...record, logUrl: 'https://github.com/octo/app/actions/runs/11' }, undefined],
    [{ ...record, logUrl: 'https://ci.example.com/7' }, undefined],
    [{ description: '', state: 'waiting' }, 'another job'],
    [{ description: 'Deploy', state: 'waiting' }, 'another job'],
    [{ ...record, statusDescription: 'Deployed', state: 'waiting' }, 'another job'],
    [{ ...record, description: 'Deploy', state: 'success' }, undefined],
    [{ description: '', state: 'success' }, undefined]
  ])("%j is GitHub's deployment for %s", (seen, expected) => {
    expect(githubsRecordOf(seen, first)).toBe(expected)
  })

  test('has the log URL of any job of this run if the job ID is unknown', () => {
    expect(isJobsOwn(record, withoutNumber)).toBe(true)
    expect(isJobsOwn({ ...record, logUrl: 'https://github.com/octo/app/actions/runs/111/job/22' }, withoutNumber)).toBe(
      false
    )
    expect(isJobsOwn({ ...record, logUrl: logUrl(withoutNumber) }, withoutNumber)).toBe(false)
  })
})

describe('the workflow that made a deployment', () => {
  const by = (payload: unknown): string | undefined => otherWorkflowOf(listed({ payload }), first)

  test('is another one by its payload', () => {
    expect(by(runPayload({ ...first, workflow: 'Rollback' }, 'deploy'))).toBe('Rollback')
  })

  test.each([
    ['this one', runPayload(first, 'deploy')],
    ['unknown with a custom payload', { workflow: 'Rollback' }],
    ['unknown without a payload', undefined],
    ['unknown without a workflow', { ...runPayload(first, 'deploy'), workflow: '' }]
  ])('is %s', (_name, payload) => {
    expect(by(payload)).toBeUndefined()
  })
})

describe('a deployment of another job in this run', () => {
  const log = (job: number, runId = 11): Partial<ListedDeployment> => ({
    logUrl: `https://github.com/octo/app/actions/runs/${runId}/job/${job}`
  })
  const by = (more: Partial<Run>): Partial<ListedDeployment> => ({
    payload: runPayload({ ...first, ...more }, 'deploy')
  })
  const second = { ...first, runAttempt: 2 }

  test.each<[string, Partial<ListedDeployment>, Run, boolean]>([
    ['by the log URL of another job', log(23), first, true],
    ['but not by the log URL of this job', log(22), first, false],
    ['but not by the log URL of another run', log(23, 12), first, false],
    ['but not by a log URL without a job', { logUrl: 'https://github.com/octo/app/actions/runs/11' }, first, false],
    ['but not without a log URL', {}, first, false],
    ['but not for another commit', { ...log(23), sha: 'b'.repeat(40) }, first, false],
    ['but not by the log URL alone in a later attempt', log(23), second, false],
    ['by the payload', by({ checkRunId: 23 }), first, true],
    ['by the payload in a later attempt', by({ checkRunId: 23, runAttempt: 2 }), second, true],
    ['but not from an earlier attempt', { ...log(23), ...by({ checkRunId: 23 }) }, second, false],
    ['but not from another run', { ...log(23), ...by({ runId: 12, checkRunId: 23 }) }, first, false],
    ['but not from this job', { ...log(23), ...by({}) }, first, false],
    [
      'by the job name if its payload has no job ID',
      { payload: runPayload({ ...withoutNumber, job: 'web' }, 'deploy') },
      first,
      true
    ],
    [
      'but not by the name of this job if its payload has no job ID',
      { payload: runPayload(withoutNumber, 'deploy') },
      first,
      false
    ],
    ['but not by the name of this job if only its payload has a job ID', by({ checkRunId: 23 }), withoutNumber, false],
    [
      'by the job name on an old server',
      { payload: runPayload({ ...withoutNumber, job: 'web' }, 'deploy') },
      withoutNumber,
      true
    ],
    [
      'but not by the name of this job on an old server',
      { payload: runPayload(withoutNumber, 'deploy') },
      withoutNumber,
      false
    ],
    ['but not by a log URL on an old server', log(23), withoutNumber, false]
  ])('is recognized %s', (_name, more, surroundings, expected) => {
    expect(isSibling(listed(more), own, surroundings)).toBe(expected)
  })
})

describe('an unfinished deployment of an earlier attempt', () => {
  const second = { ...first, runAttempt: 2, checkRunId: 33 }
  const left = listed({ state: 'in_progress', payload: runPayload(first, 'deploy') })

  test.each<[string, Partial<ListedDeployment>, boolean]>([
    ['is recognized if it is in progress', {}, true],
    ['is recognized if it is queued', { state: 'queued' }, true],
    ['is not one that failed', { state: 'failure' }, false],
    ['is not one that succeeded', { state: 'success' }, false],
    ['is not one of another task', { task: 'migrate' }, false],
    ['is not one in another environment', { environment: 'qa' }, false],
    ['is not one of another run', { payload: runPayload({ ...first, runId: 12 }, 'deploy') }, false],
    ['is not one of another job', { payload: runPayload({ ...first, job: 'web' }, 'deploy') }, false],
    ['is not one of another step', { payload: runPayload({ ...first, step: '__run_2' }, 'deploy') }, false],
    ['is not one of this attempt', { payload: runPayload(second, 'deploy') }, false],
    ['is not one of a later attempt', { payload: runPayload({ ...first, runAttempt: 3 }, 'deploy') }, false],
    ['is not one by "operation: create"', { payload: runPayload(first, 'create') }, false],
    ['is not one with a custom payload', { payload: 'blue' }, false],
    ['is not one of an unknown attempt', { payload: { ...runPayload(first, 'deploy'), run_attempt: null } }, false],
    ['is not the deployment itself', { nodeId: 'own' }, false]
  ])('%s', (_name, more, expected) => {
    expect(isLeftOpen({ ...left, ...more }, own, second)).toBe(expected)
  })

  test('is recognized if it has no status', () => {
    const bare = { ...left }
    delete bare.state
    expect(isLeftOpen(bare, own, second)).toBe(true)
  })
})
