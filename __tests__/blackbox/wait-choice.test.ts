import { describe, expect, test } from '@jest/globals'
import { after, atList, onFastStage } from './fast-stage.ts'
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
})

describe('wait in a re-run, for a deployment of an earlier attempt', () => {
  test('that failed: waits for the deployment of this attempt', () =>
    onFastStage(async stage => {
      const first = add(stage, { state: 'failure' })
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
    }))

  test('that succeeded: selects it, and the log says so', () =>
    onFastStage(async stage => {
      const first = add(stage, { statuses: ['in_progress', 'success'] })
      const { main, outputs } = await stage.wait(staging, { ...here, runAttempt: 2 })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(first.id)])
      expect(main.log).toContain(`Deployment ${first.id} was made by this run in attempt 1.\n`)
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

  test('takes the newest, although another task has one, too', () =>
    onFastStage(async stage => {
      add(stage, { task: 'deploy:api', payload: created, state: 'failure' })
      const web = add(stage, { task: 'deploy:web', payload: created, state: 'success' })
      const { main, outputs } = await stage.wait(staging, here)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(web.id)])
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

  test('is skipped if another deployment exists, however many there are', () =>
    onFastStage(async stage => {
      const older = add(stage, { payload: 'by hand', state: 'success' })
      for (let count = 0; count < 10; count++) add(stage, { payload: 'older', createdAt: Date.now() - 2 * hour })
      const { tip } = stage.repository
      for (const checkRunId of [9, 10]) stage.repository.jobDeployment({ ...record, checkRunId, sha: tip })
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
