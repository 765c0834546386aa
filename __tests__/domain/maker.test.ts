import { describe, expect, test } from '@jest/globals'
import { aRun as run } from '../a-run.ts'
import { deploymentFrom, statusFrom, type Deployment, type Status } from '../../src/domain/deployment.ts'
import {
  describeMaking,
  hasForeignPayload,
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

describe('who made a deployment', () => {
  test('its payload tells', () => {
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
    ['the first log, not a later one', [`${pages}/99/job/1`, `${pages}/12/job/7`], { runId: 12, checkRunId: 7 }],
    ['this job', [`${pages}/11/job/22`], { runId: 11, runAttempt: 2, checkRunId: 22 }],
    ['this job, old page', ['https://github.com/octo/app/runs/22'], { runId: 11, runAttempt: 2, checkRunId: 22 }],
    ['another job, old page', ['https://github.com/octo/app/runs/23'], { checkRunId: 23 }],
    ['an attempt', [`${pages}/11/attempts/1`], { runId: 11, runAttempt: 1 }],
    ['a run of another repository', ['https://github.com/a/b/actions/runs/12/job/7'], { runId: 12 }],
    ['a page elsewhere', ['https://ci.example.com/actions/runs/12'], {}],
    ['no page', [''], {}],
    ['no status', [], {}]
  ])('with a foreign payload: %s', (_name, logs, maker) => {
    for (const payload of [{ version: '1' }, 'text', { run_id: '11' }]) {
      expect(hasForeignPayload(deployment(payload))).toBe(true)
      expect(makerOf(deployment(payload), logs.map(status), run)).toEqual(maker)
    }
  })

  test('a full page of statuses may not have the first one', () => {
    const statuses = Array.from({ length: 100 }, () => status(`${pages}/11/job/7`))
    expect(makerOf(deployment({}), statuses, run)).toEqual({})
    expect(makerOf(deployment({}), statuses.slice(1), run)).toEqual({ runId: 11, checkRunId: 7 })
  })

  test('the log of a run is not the one of a job that has no number', () => {
    const attempt = [status(`${pages}/12/attempts/1`)]
    expect(makerOf(deployment('v1'), attempt, unnumbered)).toEqual({ runId: 12, runAttempt: 1 })
  })

  test('without its statuses a foreign payload tells nothing', () => {
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
])('made by this job: %j', (maker, on, expected) => {
  expect(isByJob(maker, on)).toBe(expected)
})

test.each<[Maker, number, boolean | 'unknown']>([
  [{ runAttempt: 1 }, 2, true],
  [{ runAttempt: 2 }, 2, false],
  [{}, 2, 'unknown'],
  [{}, 1, false]
])('made by an earlier attempt: %j in attempt %s', (maker, runAttempt, expected) => {
  expect(isByEarlierAttempt(maker, { ...run, runAttempt })).toBe(expected)
})

test('when and by whom, in words', () => {
  const now = Date.parse('2026-01-01T22:00:00Z')
  expect(describeMaking(deployment({}), { runId: 1111 }, now)).toBe('created 22h ago by run 1111')
  expect(describeMaking(deployment({}), {}, now)).toBe(
    'created 22h ago by somebody else (neither its payload nor the log of its first status names a run)'
  )
})
