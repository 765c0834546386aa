import { describe, expect, test } from '@jest/globals'
import { statusBody } from '../simulator/github/bodies.ts'
import type { Effect } from '../simulator/github/faults.ts'
import type { Deployment } from '../simulator/github/model.ts'
import type { LoggedRequest } from '../simulator/github/server.ts'
import { after, atList, atStatuses, looksAt, onFastStage } from './fast-stage.ts'
import { onStage, sequence, type Played } from './stage.ts'

/** Returns the log lines that report a change of state. */
const changes = ({ main }: Played): string[] =>
  main.log.split('\n').flatMap(line => /^\d\d:\d\d:\d\dZ {3}(.*)$/.exec(line)?.[1] ?? [])

/** Returns the time between two requests, in milliseconds of GitHub's clock. */
const gaps = (requests: readonly LoggedRequest[]): number[] =>
  requests.slice(1).map(({ at }, place) => at - (requests[place]?.at ?? 0))

const named = (deployment: Deployment): string => `Deployment ${deployment.id} of staging`

describe('wait', () => {
  test('waits until a deployment succeeds, and logs every change of state', () =>
    onFastStage(async ({ github, made, report, wait }) => {
      const deployment = made()
      const end = { state: 'success', description: 'Up', environmentUrl: 'https://staging.example.com' }
      const logUrl = 'https://ci.example.com/7'
      after(github, 1, () => report(deployment, { state: 'queued', logUrl }))
      after(github, 3, () => report(deployment, { state: 'in_progress', description: 'On its way' }))
      after(github, 4, () => report(deployment, end))
      const waited = await wait({ 'deployment-id': deployment.id })

      const { main, outputs, said } = waited
      expect(main.exitCode).toBe(0)
      expect(changes(waited)).toEqual(['queued', 'in_progress: On its way', 'success: Up'])
      expect(outputs).toEqual({
        'deployment-id': String(deployment.id),
        'deployment-url': `${github.apiUrl}/repos/octo/app/deployments/${deployment.id}`,
        state: 'success',
        environment: 'staging',
        'environment-url': 'https://staging.example.com',
        'log-url': logUrl,
        ref: deployment.ref,
        sha: deployment.sha,
        task: 'deploy',
        payload: '{}'
      })
      expect(main.log).toContain('URL         https://staging.example.com\n')
      expect(main.summary).toContain('🟢 success')
      expect(['error', 'warning', 'notice'].flatMap(level => said(level as 'error'))).toEqual([])
      expect(github.writes()).toEqual([])
    }))

  test('logs changes between two polls, and no state twice', () =>
    onFastStage(async ({ github, made, report, wait }) => {
      const deployment = made('pending')
      after(github, 2, () => report(deployment, 'pending', 'queued', 'in_progress', 'in_progress', 'success'))
      const waited = await wait({ 'deployment-id': deployment.id })
      expect(waited.main.exitCode).toBe(0)
      expect(changes(waited)).toEqual(['pending', 'queued', 'in_progress', 'success'])
    }))

  test.each(['failure', 'error'])('fails where the deployment ended as %s, and says why', state =>
    onFastStage(async ({ github, made, report, wait }) => {
      const deployment = made('in_progress')
      const logUrl = 'https://ci.example.com/7'
      after(github, 2, () => report(deployment, { state, logUrl, description: 'The disk is full' }))
      const { main, outputs, said } = await wait({ 'deployment-id': deployment.id })
      expect(main.exitCode).toBe(1)
      expect(outputs).toMatchObject({ state, 'log-url': logUrl })
      expect(said('error')).toEqual([
        `${named(deployment)} ended as ${state}: The disk is full. Its log: https://ci.example.com/7`
      ])
      expect(main.summary).toContain(`🔴 ${state}`)
    })
  )

  test('a finished deployment needs one poll', () =>
    onFastStage(async ({ github, made, wait }) => {
      const { main } = await wait({ 'deployment-id': made('in_progress', 'success').id })
      expect(main.exitCode).toBe(0)
      expect(sequence(github.requests)).toEqual(['GET deployments/{id}', 'GET deployments/{id}/statuses'])
    }))

  test('success after inactive is a success', () =>
    onFastStage(async ({ made, wait }) => {
      const { main, outputs } = await wait({ 'deployment-id': made('success', 'inactive', 'success').id })
      expect([main.exitCode, outputs['state']]).toEqual([0, 'success'])
    }))
})

describe('inactive', () => {
  test('after a success: it was superseded, which is not a failure', () =>
    onFastStage(async ({ github, made, report, wait }) => {
      const deployment = made('in_progress')
      after(github, 2, () =>
        report(deployment, { state: 'success', environmentUrl: 'https://staging.example.com' }, 'inactive')
      )
      const { main, outputs, said } = await wait({ 'deployment-id': deployment.id })
      expect(main.exitCode).toBe(0)
      expect(outputs).toMatchObject({ state: 'inactive', 'environment-url': 'https://staging.example.com' })
      expect(said('notice')).toEqual([
        `${named(deployment)} succeeded, and has been superseded or taken down since: it is inactive.`
      ])
    }))

  test('from the start: its history says whether it ever succeeded, however long it is', () =>
    onFastStage(async ({ made, wait }) => {
      const progress = Array.from({ length: 150 }, () => 'in_progress')
      const { main, said } = await wait({ 'deployment-id': made('success', ...progress, 'inactive').id })
      expect([main.exitCode, said('notice').length]).toEqual([0, 1])
    }))

  test('without a success: nothing was deployed, which is a failure', () =>
    onFastStage(async ({ made, wait }) => {
      const deployment = made('in_progress', 'inactive')
      const { main, said } = await wait({ 'deployment-id': deployment.id })
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([
        `${named(deployment)} became inactive without ever having succeeded. None of its statuses has a log URL.`
      ])
    }))
})

describe('the deployment', () => {
  test('that does not exist yet is waited for, and is not replaced once found', () =>
    onFastStage(async ({ github, made, report, wait }) => {
      let awaited: Deployment | undefined
      after(github, 4, () => (awaited = made()), atList)
      // The first read shows who made it.
      after(github, 2, () => {
        made('failure')
        if (awaited) report(awaited, 'in_progress')
      })
      after(github, 3, () => awaited && report(awaited, 'success'))
      const { main, outputs, said } = await wait({ environment: 'staging' })
      expect(main.exitCode).toBe(0)
      expect(outputs['deployment-id']).toBe(String(awaited?.id))
      expect(main.log.match(/There is none yet/g)).toHaveLength(1)
      expect(said('error')).toEqual([])
    }))

  test.each([
    ['under the name of the branch', 'main'],
    ['with the commit of the branch', undefined]
  ])('is recorded %s', (_how, ref) =>
    onFastStage(async ({ github, repository, wait }) => {
      const seed = { environment: 'staging', sha: repository.tip, state: 'success' } as const
      after(github, 4, () => repository.addDeployment({ ...seed, ...(ref === undefined ? {} : { ref }) }), atList)
      const { main, outputs } = await wait({ environment: 'staging', ref: 'main' })
      expect([main.exitCode, outputs['ref']]).toEqual([0, ref ?? repository.tip])
    })
  )

  test('is the one of this run, not a newer one of another user', () =>
    onFastStage(async ({ repository, made, wait }) => {
      const runId = 36_744_327_825
      const seed = { environment: 'staging', sha: repository.tip, payload: { run_id: runId } }
      const ours = repository.addDeployment({ ...seed, state: 'success' })
      made('failure')
      const { main, outputs } = await wait({ environment: 'staging' }, { runId })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(ours.id)])
    }))

  test('is never the one that GitHub creates for this job', () =>
    onFastStage(async ({ github, repository, made, wait }) => {
      const [runId, checkRunId] = [36_744_327_825, 109_986_525_349]
      repository.jobDeployment({ environment: 'staging', checkRunId, runId, sha: repository.tip })
      let awaited: Deployment | undefined
      after(github, 3, () => (awaited = made('success')), atList)
      const { main, outputs } = await wait({ environment: 'staging' }, { runId, checkRunId })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(awaited?.id)])
    }))

  test('of a pull request is the one for its head when the wait started', () =>
    onFastStage(async ({ github, repository, events, wait }) => {
      const pull = repository.pullRequest({ head: 'feature' })
      const awaited = pull.head.sha
      after(github, 2, () => repository.pushTo(pull), atList)
      after(
        github,
        4,
        () => repository.addDeployment({ environment: 'staging', sha: awaited, state: 'success' }),
        atList
      )
      const { main, outputs } = await wait({ environment: 'staging' }, { event: events.issueComment(pull) })
      expect([main.exitCode, outputs['sha']]).toEqual([0, awaited])
      expect(github.requests.filter(looksAt(/\/pulls\/\d+$/))).toHaveLength(1)
    }))

  test('of a pull request with newer commits is the one that this run created before', () =>
    onFastStage(async ({ repository, events, report, wait }) => {
      const pull = repository.pullRequest({ head: 'feature' })
      const event = events.issueComment(pull)
      const by = (run_id: number): { environment: string; payload: object } => ({
        environment: 'staging',
        payload: { run_id }
      })
      const ours = repository.addDeployment({ ...by(11), sha: pull.head.sha })
      const others = repository.addDeployment({ ...by(12), sha: repository.pushTo(pull) })
      report(ours, 'failure')
      report(others, 'success')
      const { main, outputs } = await wait({ environment: 'staging' }, { event, runId: 11 })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([1, String(ours.id)])
    }))

  test('is found by an uppercase SHA', () =>
    onFastStage(async ({ repository, made, wait }) => {
      const { id } = made('success')
      const { outputs } = await wait({ environment: 'staging', ref: repository.tip.toUpperCase() })
      expect(outputs['deployment-id']).toBe(String(id))
    }))

  test('with an ID that does not exist is an error', () =>
    onFastStage(async ({ github, wait }) => {
      const { main, outputs, said } = await wait({ 'deployment-id': 4711 })
      expect([main.exitCode, outputs]).toEqual([1, {}])
      expect(said('error')).toEqual([expect.stringMatching(/^Could not find deployment 4711: Not Found \(HTTP 404\)/)])
      expect(github.requests.length).toBeLessThanOrEqual(3)
    }))

  test.each(['deployment', 'deploymentStatus'] as const)('is that of the event %s', event =>
    onFastStage(async ({ github, events, made, report, wait }) => {
      const deployment = made('queued')
      const [status] = deployment.statuses
      if (status === undefined) throw new Error('It has a status.')
      after(github, 1, () => report(deployment, 'success'))
      const { main, outputs } = await wait(
        {},
        { event: event === 'deployment' ? events.deployment(deployment) : events.deploymentStatus(status) }
      )
      expect([main.exitCode, outputs['deployment-id'], outputs['state']]).toEqual([0, String(deployment.id), 'success'])
    })
  )

  test('of the event is not used if "environment" names another one', () =>
    onFastStage(async ({ events, made, repository, wait }) => {
      const deployment = made('success')
      const smoke = repository.addDeployment({ environment: 'smoke', sha: deployment.sha, state: 'failure' })
      const { main, outputs } = await wait({ environment: 'smoke' }, { event: events.deployment(deployment) })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([1, String(smoke.id)])
    }))

  test('may be unknown to a replica for a moment', () =>
    onFastStage(async ({ github, made, wait }) => {
      const deployment = made('success')
      const body = '{"message":"Not Found","documentation_url":"https://docs.github.com/rest","status":"404"}'
      const effect: Effect = { type: 'respond', status: 404, headers: { 'content-type': 'application/json' }, body }
      github.fault({ match: { path: /\/deployments\/\d+$/ }, effect })
      github.fault({ match: { path: /\/statuses$/ }, effect })
      const { main } = await wait({ 'deployment-id': deployment.id })
      expect(main.exitCode).toBe(0)
      expect(github.requests).toHaveLength(4)
    }))

  test('that is deleted during the wait is an error with the last known state', () =>
    onFastStage(async ({ github, repository, made, wait }) => {
      const deployment = made('in_progress')
      after(github, 2, () => repository.deleteDeployment(deployment))
      const { main, said } = await wait({ 'deployment-id': deployment.id })
      expect(main.exitCode).toBe(1)
      expect(said('error')[0]).toContain(
        `Could not follow deployment ${deployment.id} of staging, last seen in_progress: Not Found (HTTP 404)`
      )
    }))
})

describe('time', () => {
  test('runs out: an error with the last state, after a final poll', () =>
    onFastStage(async ({ github, made, wait }) => {
      const deployment = made('in_progress')
      const { main, outputs, said } = await wait({ 'deployment-id': deployment.id, timeout: '10m', interval: '6m' })
      expect(main.exitCode).toBe(1)
      expect(outputs).toMatchObject({ 'deployment-id': String(deployment.id), state: 'in_progress' })
      expect(said('error')).toEqual([
        `${named(deployment)} has not ended within 10m: it is still in_progress. Increase "timeout", or check why it takes so long. None of its statuses has a log URL.`
      ])
      expect(github.requests.filter(atStatuses)).toHaveLength(3)
    }, 100))

  test('runs out without any status', () =>
    onFastStage(async ({ made, wait }) => {
      const deployment = made()
      const { main, said } = await wait({ 'deployment-id': deployment.id, timeout: '10s' })
      expect(main.exitCode).toBe(1)
      expect(said('error')[0]).toContain('has not ended within 10s: it is still without any status.')
    }))

  test('runs out before the deployment is created', () =>
    onFastStage(async ({ repository, wait }) => {
      const { main, outputs, said } = await wait({ environment: 'staging', timeout: '1m' })
      expect([main.exitCode, outputs]).toEqual([1, {}])
      expect(said('error')).toEqual([
        `No deployment to wait for: found none in environment "staging" for commit ${repository.tip.slice(0, 7)} within 1m. This commit has no deployments in other environments. Check that one is created there, or set a longer "timeout".`
      ])
    }))

  test('between two polls is the interval', () =>
    onFastStage(async ({ github, made, report, wait }) => {
      const deployment = made('in_progress')
      after(github, 4, () => report(deployment, 'success'))
      await wait({ 'deployment-id': deployment.id, interval: '30s' })
      const between = gaps(github.requests.filter(atStatuses))
      expect(between).toHaveLength(4)
      for (const gap of between) expect(gap).toBeGreaterThanOrEqual(28_000)
    }, 200))

  test('ends at once when the job is cancelled', () =>
    onStage(async ({ github, repository, run }) => {
      const deployment = repository.addDeployment({ environment: 'staging', state: 'in_progress' })
      const inputs = { operation: 'wait', 'deployment-id': deployment.id, interval: '1h', timeout: '2h' }
      let cancelledAt = Infinity
      const { job, main } = await run(inputs, {
        cancel: {
          step: 'deployment',
          at: cancel =>
            after(github, 1, () => {
              // The response has to arrive first.
              setTimeout(() => {
                cancelledAt = performance.now()
                cancel()
              }, 500)
            })
        }
      })
      expect(job.conclusion).toBe('cancelled')
      expect(main.signal).toBeNull()
      expect(main.log).toContain('Cancelled')
      expect(performance.now() - cancelledAt).toBeLessThan(5000)
    }))
})

describe('despite errors during the wait', () => {
  const faults: [name: string, effect: Effect][] = [
    ['an error of GitHub', { type: 'status', status: 502, when: 'before' }],
    ['a connection that breaks', { type: 'reset', when: 'after' }],
    ['half an answer', { type: 'truncate' }],
    ['a page of a proxy', { type: 'garbage', body: '<html>' }],
    ['a secondary limit', { type: 'rate', flavour: 'secondary', seconds: 60 }],
    ['a spent limit', { type: 'rate', flavour: 'primary', seconds: 300 }]
  ]

  test.each(faults)('%s, it goes on', (_name, effect) =>
    onFastStage(async ({ github, made, report, wait }) => {
      const deployment = made('in_progress')
      github.fault({ match: { path: /\/statuses$/, nth: 2 }, times: 3, effect })
      after(github, 7, () => report(deployment, 'success'))
      const waited = await wait({ 'deployment-id': deployment.id })
      expect(waited.main.exitCode).toBe(0)
      expect(changes(waited)).toEqual(['in_progress', 'success'])
    }, 400)
  )

  test('it continues after minutes of error pages from a proxy', () =>
    onFastStage(async ({ github, made, report, wait }) => {
      const deployment = made('in_progress')
      const effect: Effect = { type: 'garbage', body: '<html>' }
      const { struck } = github.fault({ match: { path: /\/statuses$/, nth: 2 }, times: 15, effect })
      after(github, 18, () => report(deployment, 'success'))
      const waited = await wait({ 'deployment-id': deployment.id })
      expect(waited.main.exitCode).toBe(0)
      expect(struck).toHaveLength(15)
    }, 200))

  test('it polls again when GitHub says so', () =>
    onFastStage(async ({ github, made, report, wait }) => {
      const deployment = made('in_progress')
      const effect: Effect = { type: 'rate', flavour: '429', seconds: 180 }
      const { struck } = github.fault({ match: { path: /\/statuses$/, nth: 2 }, effect })
      after(github, 3, () => report(deployment, 'success'))
      const { main } = await wait({ 'deployment-id': deployment.id })
      const [refused] = struck
      const next = github.requests.find(({ at }) => at > (refused?.at ?? Infinity))
      expect(main.exitCode).toBe(0)
      expect((next?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(178_000)
    }, 200))

  test('a lagging replica does not revert a final state', () =>
    onFastStage(async ({ github, made, report, wait }) => {
      const deployment = made('queued')
      const body = JSON.stringify(deployment.statuses.map(status => statusBody(status)))
      after(github, 1, () => report(deployment, 'in_progress'))
      const effect: Effect = { type: 'respond', status: 200, headers: { 'content-type': 'application/json' }, body }
      github.fault({ match: { path: /\/statuses$/, nth: 3 }, times: 3, effect })
      after(github, 7, () => report(deployment, 'success'))
      const waited = await wait({ 'deployment-id': deployment.id })
      expect(waited.main.exitCode).toBe(0)
      expect(changes(waited)).toEqual(['queued', 'in_progress', 'success'])
    }))

  test('an expired token is replaced with GITHUB_TOKEN', () =>
    onFastStage(async ({ github, made, report, wait }) => {
      const deployment = made('in_progress')
      const token = github.token({ kind: 'pat' })
      after(github, 2, () => github.revoke(token))
      after(github, 5, () => report(deployment, 'success'))
      const { main } = await wait({ 'deployment-id': deployment.id, token })
      expect(main.exitCode).toBe(0)
    }))

  test('an outage until the timeout is an error with the last state', () =>
    onFastStage(async ({ github, made, wait }) => {
      const deployment = made('in_progress')
      const effect: Effect = { type: 'status', status: 503, when: 'before' }
      github.fault({ match: { path: /\/statuses$/, nth: 2 }, times: 1000, effect })
      const { main, said } = await wait({ 'deployment-id': deployment.id, timeout: '10m' })
      const times = github.requests.map(({ at }) => at)
      expect(main.exitCode).toBe(1)
      expect(said('error')[0]).toContain(
        `Could not follow deployment ${deployment.id} of staging, last seen in_progress`
      )
      expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(9 * 60_000)
      expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(12 * 60_000)
    }, 100))
})

describe('an hour without changes', () => {
  const fast = 1000

  test('counts two requests toward the rate limit, however often the deployment is polled', () =>
    onFastStage(async ({ github, made, wait }) => {
      const deployment = made('in_progress')
      const token = github.token({ limit: 3 })
      const { main, said } = await wait({ 'deployment-id': deployment.id, timeout: '1h' }, { token })
      expect(main.exitCode).toBe(1)
      expect(said('error')[0]).toContain('has not ended within 1h: it is still in_progress.')
      expect(github.requests.filter(({ counted }) => counted)).toHaveLength(2)
      expect(github.requests.length).toBeGreaterThan(30)
      expect(github.requests.length).toBeLessThanOrEqual(1 + 361)
    }, fast))

  test('counts five if there is no deployment yet: two polls, two for the spelling, one for the error', () =>
    onFastStage(async ({ github, wait }) => {
      const { main } = await wait({ environment: 'staging', timeout: '1h' })
      expect(main.exitCode).toBe(1)
      expect(github.requests.filter(({ counted }) => counted)).toHaveLength(5)
      expect(github.requests.length).toBeGreaterThan(30)
    }, fast))

  test('counts six if there is no deployment of a branch yet', () =>
    onFastStage(async ({ github, wait }) => {
      const { main } = await wait({ environment: 'staging', ref: 'main', timeout: '1h' })
      expect(main.exitCode).toBe(1)
      expect(github.requests.filter(({ counted }) => counted)).toHaveLength(6)
      expect(github.requests.length).toBeGreaterThan(30)
    }, fast))
})
