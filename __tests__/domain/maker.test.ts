import { describe, expect, test } from '@jest/globals'
import { aRun as run } from '../a-run.ts'
import { creatorFrom, deploymentFrom, statusFrom, type Deployment, type Status } from '../../src/domain/deployment.ts'
import {
  describeMaking,
  hasForeignPayload,
  isAnotherApps,
  isByEarlierAttempt,
  isByJob,
  makerOf,
  type Maker
} from '../../src/domain/maker.ts'
import { runPayload, type Run } from '../../src/domain/run.ts'

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
