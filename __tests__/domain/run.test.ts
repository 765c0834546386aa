import { describe, expect, test } from '@jest/globals'
import {
  isOnEnterpriseServer,
  isOwnLog,
  isRunsOwn,
  logPageOf,
  logUrl,
  runIdOf,
  runPayload,
  runUrl,
  sameOrigin,
  sameRepository,
  serverOf,
  type Run
} from '../../src/domain/run.ts'
import { isByRun, makerFrom } from '../../src/domain/maker.ts'

const onOldRunner: Run = {
  serverUrl: 'https://github.com',
  apiUrl: 'https://api.github.com',
  repository: { owner: 'octo', name: 'app' },
  runId: 18_170_960_955,
  runAttempt: 2,
  workflow: 'Deploy',
  job: 'ship',
  step: '__run_2',
  actor: 'octocat',
  event: 'pull_request'
}
const run: Run = { ...onOldRunner, checkRunId: 109_986_525_349 }
const pages = 'https://github.com/octo/app/actions/runs/18170960955'

test('the log URL is the page of the job, or of the attempt if the job ID is unknown', () => {
  expect(logUrl(run)).toBe(`${pages}/job/109986525349`)
  expect(logUrl(onOldRunner)).toBe(`${pages}/attempts/2`)
  expect(runUrl(run)).toBe(`${pages}/attempts/2`)
  expect(logUrl({ ...run, serverUrl: 'https://github.example.com' })).toBe(
    'https://github.example.com/octo/app/actions/runs/18170960955/job/109986525349'
  )
})

test('the payload names the run that made the deployment', () => {
  const payload = {
    run_id: 18_170_960_955,
    run_attempt: 2,
    run_url: `${pages}/attempts/2`,
    workflow: 'Deploy',
    job: 'ship',
    step: '__run_2',
    actor: 'octocat',
    event: 'pull_request',
    operation: 'deploy'
  }
  expect(runPayload(onOldRunner, 'deploy')).toEqual(payload)
  expect(runPayload(run, 'create')).toEqual({ ...payload, check_run_id: 109_986_525_349, operation: 'create' })
})

describe('a payload of this run', () => {
  test.each<[unknown, boolean]>([
    [runPayload(run, 'deploy'), true],
    [runPayload(onOldRunner, 'create'), true],
    [runPayload({ ...run, runAttempt: 1, checkRunId: 1, job: 'other' }, 'deploy'), true],
    [runPayload({ ...run, runId: 18_170_960_956 }, 'deploy'), false],
    [{ run_id: '18170960955' }, false],
    [JSON.stringify(runPayload(run, 'deploy')), false],
    [{}, false],
    ['', false],
    [null, false]
  ])('is recognized: %j: %s', (payload, expected) => {
    expect(isByRun(makerFrom(payload, undefined, run), run)).toBe(expected)
  })
})

describe('the run and job in a log URL', () => {
  const runId = 18_170_960_955
  const checkRunId = 109_986_525_349

  test.each([
    [`${pages}/job/109986525349`, { runId, checkRunId }],
    [`${pages}/jobs/109986525349`, { runId, checkRunId }],
    [`${pages}/job/109986525349?pr=7#step:3:1`, { runId, checkRunId }],
    ['https://GitHub.com/Octo/App/actions/runs/18170960955/job/109986525349/', { runId, checkRunId }],
    ['https://github.com/octo/app/runs/109986525349?check_suite_focus=true', { checkRunId }],
    [`${pages}/attempts/12`, { runId, runAttempt: 12 }],
    [`${pages}/attempts/12/job/109986525349`, { runId, runAttempt: 12, checkRunId }],
    ['https://github.com/octo/app/runs/109986525349/', { checkRunId }],
    ['https://github.com/octo/app/runs/109986525349/steps', undefined],
    ['https://github.com/octo/app/wiki/runs/109986525349', undefined],
    [`${pages}/job/first`, undefined],
    [pages, { runId }],
    [`${pages}/artifacts/3`, undefined],
    ['https://github.com/octo/other/actions/runs/18170960955/job/109986525349', undefined],
    ['https://github.com/octo/web/actions/runs/18170960955/job/109986525349', undefined],
    ['https://example.com/octo/app/actions/runs/18170960955/job/109986525349', undefined],
    ['not a URL', undefined],
    ['', undefined],
    [undefined, undefined]
  ])('are read from %s: %j', (url, expected) => {
    expect(logPageOf(url, run)).toEqual(expected)
  })

  test('are read if the server URL has a path', () => {
    const behindAPath = { ...run, serverUrl: 'https://example.com/git' }
    expect(logPageOf('https://example.com/git/octo/app/actions/runs/1/job/2', behindAPath)).toEqual({
      runId: 1,
      checkRunId: 2
    })
  })

  test('are of this job by the job ID, or by the run ID if the job ID is unknown', () => {
    expect(isOwnLog({ runId: 1, checkRunId }, run)).toBe(true)
    expect(isOwnLog({ runId, checkRunId: 1 }, run)).toBe(false)
    expect(isOwnLog({ runId }, run)).toBe(false)
    expect(isOwnLog({ runId, checkRunId: 1 }, onOldRunner)).toBe(true)
    expect(isOwnLog({ runId: 1, checkRunId }, onOldRunner)).toBe(false)
    expect(isOwnLog({ checkRunId }, onOldRunner)).toBe(false)
  })
})

test.each([
  [`${pages}/job/109986525349`, 18_170_960_955],
  [pages, 18_170_960_955],
  ['https://github.com/someone/else/actions/runs/12/attempts/1', 12],
  ['https://github.com/octo/app/actions/runs/12x', undefined],
  ['https://github.com/octo/app/runs/109986525349', undefined],
  ['https://example.com/octo/app/actions/runs/12', undefined],
  ['not a URL', undefined],
  [undefined, undefined]
])('the run ID in %s is %s', (url, expected) => {
  expect(runIdOf(url, run)).toBe(expected)
})

test('no log URL is recognized without a server URL', () => {
  const nowhere = { ...run, serverUrl: '' }
  expect(logPageOf(pages, nowhere)).toBeUndefined()
  expect(logPageOf('', nowhere)).toBeUndefined()
  expect(runIdOf(pages, nowhere)).toBeUndefined()
})

test.each([
  ['https://api.github.com/', { owner: 'Octo', name: 'app' }, true],
  ['https://api.github.com', { owner: 'octo', name: 'other' }, false],
  ['https://ghe.example.com/api/v3', { owner: 'octo', name: 'app' }, false]
])('the workflow runs at %s in %j: %s', (apiUrl, repository, expected) => {
  expect(isRunsOwn({ apiUrl, repository }, run)).toBe(expected)
})

test.each([
  ['https://api.github.com', false],
  ['https://api.octo.ghe.com', false],
  ['https://ghe.example.com/api/v3', true],
  ['https://ghe.example.com/api/v3/proxy', false]
])('%s is an Enterprise Server: %s', (apiUrl, expected) => {
  expect(isOnEnterpriseServer({ ...run, apiUrl })).toBe(expected)
})

test.each([
  [{ owner: 'Octo', name: 'APP' }, true],
  [{ owner: 'octo', name: 'app2' }, false],
  [{ owner: 'oct', name: 'o/app' }, false]
])('%j is the repository of the run: %s', (other, same) => {
  expect(sameRepository(other, run.repository)).toBe(same)
})

test.each([
  ['https://api.github.com', 'https://api.github.com/', true],
  ['https://api.github.com', 'HTTPS://API.GITHUB.COM:443/x', true],
  ['https://api.github.com', 'http://api.github.com', false],
  ['https://api.github.com', 'https://api.github.com:8443', false],
  ['https://api.github.com', 'https://api.github.com.example.com', false],
  ['https://api.github.com', 'https://api.github.com@example.com', false],
  ['https://api.github.com', 'api.github.com', false]
])('%s and %s are the same host: %s', (one, other, same) => {
  expect(sameOrigin(one, other)).toBe(same)
  expect(sameOrigin(other, one)).toBe(same)
})

test.each([
  ['https://api.github.com', 'https://github.com'],
  ['https://ghe.example.com/api/v3', 'https://ghe.example.com'],
  ['https://api.octo.ghe.com', 'https://octo.ghe.com']
])('the website for the API %s is %s', (apiUrl, server) => {
  expect(serverOf(apiUrl, run)).toBe(server)
  expect(serverOf(apiUrl, { ...run, apiUrl, serverUrl: 'https://own.example.com' })).toBe('https://own.example.com')
})
