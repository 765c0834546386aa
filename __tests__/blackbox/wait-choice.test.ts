import { describe, expect, test } from '@jest/globals'
import type { DeploymentSeed } from '../simulator/github/model.ts'
import { after, atList, atStatuses, onFastStage } from './fast-stage.ts'
import { add, addAfterLists, created, here, hour, logOf, otherRun, payload } from './runs.ts'

const staging = { environment: 'staging' }

describe('wait for a deployment of this run', () => {
  test('if there are several tasks and "task" is not set, fails and lists them', () =>
    onFastStage(async stage => {
      const api = add(stage, { task: 'deploy:api', state: 'in_progress' })
      const web = add(stage, { task: 'deploy:web', state: 'success' })
      const { main, said } = await stage.wait(staging, here)
      expect(main.exitCode).toBe(1)
      const [error = ''] = said('error')
      expect(error).toMatch(
        /^This run made several deployments in environment "staging", and any of them could be meant/
      )
      expect(error).toContain(`${api.id} (task deploy:api, commit ${stage.repository.tip.slice(0, 7)}, in_progress)`)
      expect(error).toContain(`${web.id} (task deploy:web, commit ${stage.repository.tip.slice(0, 7)}, success)`)
    }))

  test('with "task" set, waits for the deployment with this task', () =>
    onFastStage(async stage => {
      const api = add(stage, { task: 'deploy:api', state: 'success' })
      add(stage, { task: 'deploy:web', state: 'failure' })
      const { main, outputs } = await stage.wait({ ...staging, task: 'deploy:api' }, here)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(api.id)])
    }))

  test('if another job has just created it, looks twice because a replica may lag', () =>
    onFastStage(async stage => {
      add(stage, { task: 'deploy:api', state: 'success', createdAt: Date.now() })
      addAfterLists(stage, 1, { task: 'deploy:web', createdAt: Date.now() })
      const { main, said } = await stage.wait(staging, here)
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([expect.stringMatching(/^This run made several deployments/)])
    }))

  test('fails if this run made another task before the deployment finished', () =>
    onFastStage(async stage => {
      const api = add(stage, { task: 'deploy:api', state: 'in_progress' })
      after(stage.github, 2, () => {
        add(stage, { task: 'deploy:web' })
        stage.report(api, 'success')
      })
      const { main, outputs, said } = await stage.wait(staging, here)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([1, String(api.id)])
      expect(said('error')).toEqual([expect.stringMatching(/^This run made several deployments/)])
    }))

  test('with "task" set, does not look again when the deployment finishes', () =>
    onFastStage(async stage => {
      const api = add(stage, { task: 'deploy:api', state: 'in_progress' })
      after(stage.github, 2, () => {
        add(stage, { task: 'deploy:web' })
        stage.report(api, 'success')
      })
      const { main } = await stage.wait({ ...staging, task: 'deploy:api' }, here)
      expect(main.exitCode).toBe(0)
      expect(stage.github.requests.filter(atList)).toHaveLength(1)
    }))

  test('waits for another commit if it made none for the commit of the event', () =>
    onFastStage(async stage => {
      const sha = stage.repository.commit('Tagged', { branch: 'release' })
      const ours = add(stage, { sha, state: 'success' })
      add(stage, { payload: created, state: 'failure' })
      const { main, outputs } = await stage.wait(staging, here)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(ours.id)])
    }))
})

describe('wait in a re-run, for a deployment of an earlier attempt', () => {
  const byCreate = payload({ operation: 'create' })
  const again: [name: string, seed: DeploymentSeed][] = [
    ['failed', { state: 'failure' }],
    ['ended with an error', { state: 'error' }],
    ['became inactive without a success', { statuses: ['in_progress', 'inactive'] }],
    ['stayed in progress', { state: 'in_progress' }],
    ['was created by "operation: create" and failed', { state: 'failure', payload: byCreate }]
  ]
  test.each(again)('that %s: waits for the deployment of this attempt', (_name, seed) =>
    onFastStage(async stage => {
      const first = add(stage, seed)
      const others = add(stage, { payload: created, state: 'success' })
      let second = first
      const succeed = (): void => {
        second = add(stage, { payload: payload({ run_attempt: 2, check_run_id: 8 }), state: 'success' })
      }
      after(stage.github, 3, succeed, atList)
      const { main, outputs } = await stage.wait(staging, { ...here, runAttempt: 2 })
      expect(second.id).not.toBe(first.id)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(second.id)])
      expect(outputs['deployment-id']).not.toBe(String(others.id))
    })
  )

  const taken: [name: string, seed: DeploymentSeed][] = [
    ['succeeded', { statuses: ['in_progress', 'success'] }],
    ['succeeded and was superseded since', { statuses: ['success', 'inactive'] }]
  ]
  test.each(taken)('that %s: selects it, and the log says so', (_name, seed) =>
    onFastStage(async stage => {
      const first = add(stage, seed)
      const { main, outputs } = await stage.wait(staging, { ...here, runAttempt: 2 })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(first.id)])
      expect(main.log).toContain(`Deployment ${first.id} was made by this run in attempt 1.\n`)
    })
  )

  test('that "operation: create" made and has not finished: selects it', () =>
    onFastStage(async stage => {
      const first = add(stage, { payload: byCreate, state: 'queued' })
      after(stage.github, 2, () => stage.report(first, 'success'))
      const { main, outputs } = await stage.wait(staging, { ...here, runAttempt: 2 })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(first.id)])
    }))

  test('with a custom payload and no attempt in its log URL: waits until it succeeds', () =>
    onFastStage(async stage => {
      const log = (state: 'in_progress' | 'success') => ({ state, logUrl: logOf(stage, here.runId, 5) })
      const ours = add(stage, { payload: 'v1', statuses: [log('in_progress')] })
      after(stage.github, 4, () => stage.report(ours, log('success')))
      const { main, outputs } = await stage.wait(staging, { ...here, runAttempt: 2 })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(ours.id)])
    }))
})

describe('wait for a deployment of another run', () => {
  test('selects a finished one, and logs its age and run', () =>
    onFastStage(async stage => {
      const createdAt = Date.now() - 22 * hour
      const deployment = add(stage, { payload: payload({ run_id: otherRun }), state: 'success', createdAt })
      const { main, outputs } = await stage.wait(staging, here)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(deployment.id)])
      expect(main.log).toMatch(
        new RegExp(`^Deployment ${deployment.id} was created 22h( \\d+m)? ago by run 1111\\.$`, 'm')
      )
      expect(stage.github.requests.length).toBeLessThanOrEqual(5)
    }))

  test('identifies the run by the log URL if the payload is custom', () =>
    onFastStage(async stage => {
      const logUrl = logOf(stage, otherRun)
      const deployment = add(stage, { payload: 'v1', statuses: [{ state: 'success', logUrl }] })
      const { main } = await stage.wait(staging, here)
      expect(main.log).toMatch(new RegExp(`^Deployment ${deployment.id} was created .* ago by run 1111\\.$`, 'm'))
    }))
})

describe("GitHub's own deployment for another job", () => {
  const record = { ...staging, runId: otherRun, checkRunId: 9 }

  test('is selected if it is the only one, and the log says what it is', () =>
    onFastStage(async stage => {
      const own = stage.repository.jobDeployment({ ...record, sha: stage.repository.tip })
      after(stage.github, 2, () => stage.report(own, 'success'))
      const { main, outputs } = await stage.wait(staging, here)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(own.id)])
      expect(main.log).toMatch(
        new RegExp(`^Deployment ${own.id} is GitHub's own record for another job, created .* ago by run 1111\\.$`, 'm')
      )
    }))

  test('is skipped if another deployment exists', () =>
    onFastStage(async stage => {
      const older = add(stage, { payload: created, state: 'success' })
      stage.repository.jobDeployment({ ...record, sha: stage.repository.tip })
      const { main, outputs } = await stage.wait(staging, here)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(older.id)])
    }))
})

test('if wait times out, the error lists the environments of the commit, with one request', () =>
  onFastStage(async stage => {
    add(stage, { environment: 'qa', payload: created })
    add(stage, { environment: 'prod/eu', payload: created })
    const { main, said } = await stage.wait({ ...staging, timeout: '1m' }, here)
    expect(main.exitCode).toBe(1)
    const commit = stage.repository.tip.slice(0, 7)
    expect(said('error')).toEqual([
      `No deployment to wait for: found none in environment "staging" for commit ${commit} within 1m. This commit has deployments in prod/eu, qa. Check that one is created there, or set a longer "timeout".`
    ])
    const everywhere = stage.github
      .restRequests()
      .filter(({ query }) => query['environment'] === undefined && query['sha'] !== undefined)
    expect(everywhere).toHaveLength(1)
    expect(everywhere[0]).toBe(stage.github.restRequests().at(-1))
  }))

describe('wait on a deployment event', () => {
  test('with another task, waits for the deployment of the same commit', () =>
    onFastStage(async stage => {
      const received = add(stage, { payload: {} })
      const smoke = add(stage, { payload: created, task: 'smoke', state: 'success' })
      const event = stage.events.deployment(received)
      const { main, outputs } = await stage.wait({ task: 'smoke' }, { ...here, event })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(smoke.id)])
    }))

  test('does not wait for another commit, even if this run deployed it', () =>
    onFastStage(async stage => {
      const sha = stage.repository.commit('Other', { branch: 'release' })
      add(stage, { environment: 'smoke', sha, state: 'success' })
      const event = stage.events.deployment(add(stage, { payload: {} }))
      const { main, said } = await stage.wait({ environment: 'smoke', timeout: '1m' }, { ...here, event })
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([expect.stringMatching(/^No deployment to wait for/)])
    }))
})

test('wait fails if "deployment-id" does not match the inputs', () =>
  onFastStage(async stage => {
    const { id } = add(stage, { state: 'success' })
    const { main, said } = await stage.wait({ 'deployment-id': id, environment: 'production' }, here)
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([expect.stringMatching(/does not match the inputs: its environment is staging, not/)])
    expect(stage.github.requests.filter(atStatuses)).toEqual([])
  }))
