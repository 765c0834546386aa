import { describe, expect, test } from '@jest/globals'
import type { DeploymentSeed } from '../simulator/github/model.ts'
import { after, atList, atStatuses, onFastStage } from './fast-stage.ts'
import { add, addAfterLists, created, here, hour, logOf, otherRun, payload } from './runs.ts'

const staging = { environment: 'staging' }

describe('wait selects a deployment of this run', () => {
  test.concurrent('several tasks but no "task": an error that lists them', () =>
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
    })
  )

  test.concurrent('with a task, exactly that one', () =>
    onFastStage(async stage => {
      const api = add(stage, { task: 'deploy:api', state: 'success' })
      add(stage, { task: 'deploy:web', state: 'failure' })
      const { main, outputs } = await stage.wait({ ...staging, task: 'deploy:api' }, here)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(api.id)])
    })
  )

  test.concurrent('a replica may lag: a deployment that another job has just created is looked up twice', () =>
    onFastStage(async stage => {
      add(stage, { task: 'deploy:api', state: 'success', createdAt: Date.now() })
      addAfterLists(stage, 1, { task: 'deploy:web', createdAt: Date.now() })
      const { main, said } = await stage.wait(staging, here)
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([expect.stringMatching(/^This run made several deployments/)])
    })
  )

  test.concurrent('siblings of another task that are there by the end are the same error', () =>
    onFastStage(async stage => {
      const api = add(stage, { task: 'deploy:api', state: 'in_progress' })
      after(stage.github, 2, () => {
        add(stage, { task: 'deploy:web' })
        stage.report(api, 'success')
      })
      const { main, outputs, said } = await stage.wait(staging, here)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([1, String(api.id)])
      expect(said('error')).toEqual([expect.stringMatching(/^This run made several deployments/)])
    })
  )

  test.concurrent('with "task" set, there is no poll after the end', () =>
    onFastStage(async stage => {
      const api = add(stage, { task: 'deploy:api', state: 'in_progress' })
      after(stage.github, 2, () => {
        add(stage, { task: 'deploy:web' })
        stage.report(api, 'success')
      })
      const { main } = await stage.wait({ ...staging, task: 'deploy:api' }, here)
      expect(main.exitCode).toBe(0)
      expect(stage.github.requests.filter(atList)).toHaveLength(1)
    })
  )

  test.concurrent('for another commit, if it made none for the one of the event', () =>
    onFastStage(async stage => {
      const sha = stage.repository.commit('Tagged', { branch: 'release' })
      const ours = add(stage, { sha, state: 'success' })
      add(stage, { payload: created, state: 'failure' })
      const { main, outputs } = await stage.wait(staging, here)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(ours.id)])
    })
  )
})

describe('of an earlier attempt', () => {
  const byCreate = payload({ operation: 'create' })
  const again: [name: string, seed: DeploymentSeed][] = [
    ['failed', { state: 'failure' }],
    ['ended with an error', { state: 'error' }],
    ['never succeeded', { statuses: ['in_progress', 'inactive'] }],
    ['was lost while it was deployed', { state: 'in_progress' }],
    ['was created for somebody else and failed', { state: 'failure', payload: byCreate }]
  ]
  test.concurrent.each(again)('what %s is run again, so its successor is waited for', (_name, seed) =>
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
  test.concurrent.each(taken)('what %s is taken, and the line says so', (_name, seed) =>
    onFastStage(async stage => {
      const first = add(stage, seed)
      const { main, outputs } = await stage.wait(staging, { ...here, runAttempt: 2 })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(first.id)])
      expect(main.log).toContain(`Deployment ${first.id} was made by this run in attempt 1.\n`)
    })
  )

  test.concurrent('a deployment that has not finished is selected', () =>
    onFastStage(async stage => {
      const first = add(stage, { payload: byCreate, state: 'queued' })
      after(stage.github, 2, () => stage.report(first, 'success'))
      const { main, outputs } = await stage.wait(staging, { ...here, runAttempt: 2 })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(first.id)])
    })
  )

  test.concurrent('with a custom payload, whose log URL has no attempt: only a success is selected', () =>
    onFastStage(async stage => {
      const log = (state: 'in_progress' | 'success') => ({ state, logUrl: logOf(stage, here.runId, 5) })
      const ours = add(stage, { payload: 'v1', statuses: [log('in_progress')] })
      after(stage.github, 4, () => stage.report(ours, log('success')))
      const { main, outputs } = await stage.wait(staging, { ...here, runAttempt: 2 })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(ours.id)])
    })
  )
})

describe('a deployment of another user', () => {
  test.concurrent('is selected although it has finished, and the log says when and by which run', () =>
    onFastStage(async stage => {
      const createdAt = Date.now() - 22 * hour
      const deployment = add(stage, { payload: payload({ run_id: otherRun }), state: 'success', createdAt })
      const { main, outputs } = await stage.wait(staging, here)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(deployment.id)])
      expect(main.log).toMatch(
        new RegExp(`^Deployment ${deployment.id} was created 22h( \\d+m)? ago by run 1111\\.$`, 'm')
      )
      expect(stage.github.requests.length).toBeLessThanOrEqual(5)
    })
  )

  test.concurrent('with a custom payload, the log URL identifies the run', () =>
    onFastStage(async stage => {
      const logUrl = logOf(stage, otherRun)
      const deployment = add(stage, { payload: 'v1', statuses: [{ state: 'success', logUrl }] })
      const { main } = await stage.wait(staging, here)
      expect(main.log).toMatch(new RegExp(`^Deployment ${deployment.id} was created .* ago by run 1111\\.$`, 'm'))
    })
  )
})

describe("GitHub's own record for another job", () => {
  const record = { ...staging, runId: otherRun, checkRunId: 9 }

  test.concurrent('is waited for if there is no other, and the log says what it is', () =>
    onFastStage(async stage => {
      const own = stage.repository.jobDeployment({ ...record, sha: stage.repository.tip })
      after(stage.github, 2, () => stage.report(own, 'success'))
      const { main, outputs } = await stage.wait(staging, here)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(own.id)])
      expect(main.log).toMatch(
        new RegExp(`^Deployment ${own.id} is GitHub's own record for another job, created .* ago by run 1111\\.$`, 'm')
      )
    })
  )

  test.concurrent('is skipped if there is any other', () =>
    onFastStage(async stage => {
      const older = add(stage, { payload: created, state: 'success' })
      stage.repository.jobDeployment({ ...record, sha: stage.repository.tip })
      const { main, outputs } = await stage.wait(staging, here)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(older.id)])
    })
  )
})

test.concurrent('on a timeout, one request finds out where the commit has deployments, for the error', () =>
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
  })
)

describe('beside an event', () => {
  test.concurrent('another task: the one of the commit of the event is waited for', () =>
    onFastStage(async stage => {
      const received = add(stage, { payload: {} })
      const smoke = add(stage, { payload: created, task: 'smoke', state: 'success' })
      const event = stage.events.deployment(received)
      const { main, outputs } = await stage.wait({ task: 'smoke' }, { ...here, event })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(smoke.id)])
    })
  )

  test.concurrent('and not one of another commit, though this run made it', () =>
    onFastStage(async stage => {
      const sha = stage.repository.commit('Other', { branch: 'release' })
      add(stage, { environment: 'smoke', sha, state: 'success' })
      const event = stage.events.deployment(add(stage, { payload: {} }))
      const { main, said } = await stage.wait({ environment: 'smoke', timeout: '1m' }, { ...here, event })
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([expect.stringMatching(/^No deployment to wait for/)])
    })
  )
})

test.concurrent('"deployment-id" must match the inputs', () =>
  onFastStage(async stage => {
    const { id } = add(stage, { state: 'success' })
    const { main, said } = await stage.wait({ 'deployment-id': id, environment: 'production' }, here)
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([expect.stringMatching(/does not match the inputs: its environment is staging, not/)])
    expect(stage.github.requests.filter(atStatuses)).toEqual([])
  })
)
