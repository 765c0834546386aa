import { describe, expect } from '@jest/globals'
import type { DeploymentSeed } from '../simulator/github/model.ts'
import { add, addAfterLists, created, here, hour, logOf, otherRun, payload } from './runs.ts'
import { sequence, states, story, type Stage } from './stage.ts'

const update = { operation: 'update', environment: 'staging', state: 'failure' }
const find = 'look it up with "operation: find" and set "deployment-id".'
const lists = ({ github }: Stage): number =>
  github.restRequests().filter(({ method, path }) => method === 'GET' && path.endsWith('/deployments')).length

describe('update of a deployment of this run', () => {
  story('if there are several tasks and "task" is not set, fails and lists them', async stage => {
    const { github, repository, run } = stage
    const api = add(stage, { task: 'deploy:api', state: 'success' })
    const web = add(stage, { task: 'deploy:web' })
    const { main, said, outputs } = await run(update, here)
    expect(main.exitCode).toBe(1)
    const commit = `commit ${repository.tip.slice(0, 7)}`
    expect(said('error')).toEqual([
      `This run made several deployments in environment "staging", and any of them could be meant: ${web.id} (task deploy:web, ${commit}, no status), ${api.id} (task deploy:api, ${commit}, success). Set "task", "ref" or "deployment-id" to choose one.`
    ])
    expect(outputs['deployment-id']).toBeUndefined()
    expect(github.writes()).toEqual([])
    expect(github.requests.length).toBeLessThanOrEqual(5)
  })

  story('with "task" set, also to "deploy", updates only the deployment with this task', async stage => {
    const [usual, web] = [add(stage), add(stage, { task: 'deploy:web' })]
    const { main } = await stage.run({ ...update, task: 'deploy' }, here)
    expect(main.exitCode).toBe(0)
    expect(main.log).not.toContain('was made by this run')
    expect([usual, web].map(states)).toEqual([['failure'], []])
    expect(sequence(stage.github.requests)).toEqual([
      'GET deployments',
      'GET deployments/{id}/statuses',
      'POST deployments/{id}/statuses'
    ])
  })

  story('updates the newest one of an earlier attempt, and the log lists the others', async stage => {
    const first = add(stage, { state: 'failure' })
    const second = add(stage, { payload: payload({ run_attempt: 2, check_run_id: 8 }) })
    const { main } = await stage.run(update, { ...here, runAttempt: 3 })
    expect([first, second].map(states)).toEqual([['failure'], ['failure']])
    expect(main.log).toContain(
      `Deployment ${second.id} was made by this run in attempt 2. It is newer than ${first.id}.\n`
    )
  })
})

describe('update of a deployment with a custom payload', () => {
  story('identifies the run by the log URL of the first status', async stage => {
    const [mine, others] = [logOf(stage, here.runId, 5), logOf(stage, otherRun)]
    const ours = add(stage, {
      payload: { version: '1.2' },
      statuses: [
        { state: 'in_progress', logUrl: mine },
        { state: 'success', logUrl: others }
      ]
    })
    const newer = add(stage, {
      payload: { version: '1.3' },
      statuses: [
        { state: 'in_progress', logUrl: others },
        { state: 'success', logUrl: mine }
      ]
    })
    const { main } = await stage.run(update, here)
    expect(main.exitCode).toBe(0)
    expect([ours, newer].map(states)).toEqual([
      ['in_progress', 'success', 'failure'],
      ['in_progress', 'success']
    ])
  })

  story('reads the statuses of at most ten deployments', async stage => {
    const seed = (runId: number): DeploymentSeed => ({
      payload: 'v1',
      statuses: [{ state: 'success', logUrl: logOf(stage, runId) }]
    })
    add(stage, seed(here.runId))
    for (let count = 0; count < 10; count++) add(stage, seed(otherRun))
    const { main } = await stage.run(update, here)
    expect(main.exitCode).toBe(1)
    const asked = sequence(stage.github.requests).filter(each => each === 'GET deployments/{id}/statuses')
    expect(asked).toHaveLength(10)
    expect(stage.github.writes()).toEqual([])
  })
})

describe('update without a deployment for the commit of the event', () => {
  story('updates the deployment of this run for another commit', async stage => {
    const sha = stage.repository.commit('Tagged', { branch: 'release' })
    const statuses = [{ state: 'success', logUrl: logOf(stage, here.runId, 5) }] as const
    const ours = add(stage, { sha, payload: 'v1', statuses: [...statuses] })
    const others = add(stage, { payload: created })
    await stage.run(update, here)
    expect([ours, others].map(states)).toEqual([['success', 'failure'], []])
  })

  story('fails if "ref" is set', async stage => {
    const sha = stage.repository.commit('Tagged', { branch: 'release' })
    const ours = add(stage, { sha })
    const { main } = await stage.run({ ...update, ref: 'main' }, here)
    expect(main.exitCode).toBe(1)
    expect(states(ours)).toEqual([])
  })

  story('checks only the newest hundred deployments', async stage => {
    const sha = stage.repository.commit('Tagged', { branch: 'release' })
    const ours = add(stage, { sha, createdAt: Date.now() - 2 * hour })
    for (let count = 0; count < 100; count++) add(stage, { sha, payload: created })
    const { main } = await stage.run(update, here)
    expect(main.exitCode).toBe(1)
    expect(states(ours)).toEqual([])
  })
})

describe('update while a replica lags', () => {
  story('looks twice if another job has just created the deployment', async stage => {
    const api = add(stage, { task: 'deploy:api', createdAt: Date.now() })
    addAfterLists(stage, 1, { task: 'deploy:web', createdAt: Date.now() })
    const { main, said } = await stage.run(update, here)
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([expect.stringMatching(/^This run made several deployments/)])
    expect(states(api)).toEqual([])
    expect(lists(stage)).toBe(2)
  })

  story('looks twice if the new deployment is for another commit', async stage => {
    const seed = { sha: stage.repository.commit('Tagged', { branch: 'release' }), createdAt: Date.now() }
    const api = add(stage, { task: 'deploy:api', ...seed })
    addAfterLists(stage, 2, { task: 'deploy:web', ...seed })
    const { main, said } = await stage.run(update, here)
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([expect.stringMatching(/^This run made several deployments/)])
    expect(states(api)).toEqual([])
  })

  story('looks only once if "task" is set, or it is older than a minute', async stage => {
    add(stage, { createdAt: Date.now() })
    await stage.run({ ...update, task: 'deploy' }, here)
    expect(lists(stage)).toBe(1)
    add(stage, { environment: 'qa', createdAt: Date.now() - 90_000 })
    await stage.run({ ...update, environment: 'qa' }, here)
    expect(lists(stage)).toBe(2)
  })

  story('looks for a new deployment of this run before it rejects another one', async stage => {
    const live = add(stage, { payload: payload({ run_id: otherRun }), state: 'success' })
    addAfterLists(stage, 1, { createdAt: Date.now() })
    const { main } = await stage.run(update, here)
    expect(main.exitCode).toBe(0)
    expect(stage.repository.deployments.map(each => each.state)).toEqual(['success', 'failure'])
    expect(states(live)).toEqual(['success'])
  })
})

describe('a deployment of another run', () => {
  const byDeploy = payload({ run_id: otherRun })
  const refused: [name: string, seed: (stage: Stage) => DeploymentSeed, why: RegExp][] = [
    ['that is live', () => ({ payload: byDeploy, statuses: ['in_progress', 'success'] }), /ended as success 1h ago/],
    [
      'that a third run is deploying',
      stage => ({ payload: created, statuses: ['queued', { state: 'in_progress', logUrl: logOf(stage, 2222) }] }),
      /by run 1111, and run 2222 is working on it/
    ]
  ]
  for (const [name, seed, why] of refused) {
    story(`${name} is not updated`, async stage => {
      const { github, repository, run } = stage
      const deployment = add(stage, seed(stage))
      const before = states(deployment)
      const { main, said, outputs } = await run(update, here)
      expect(main.exitCode).toBe(1)
      const [error = ''] = said('error')
      const commit = repository.tip.slice(0, 7)
      expect(error).toContain(
        `Deployment ${deployment.id} in environment "staging" for commit ${commit} is not updated because this run did not make it: it was created 1h ago by run 1111, and`
      )
      expect(error).toMatch(why)
      expect(error.endsWith(find) || error.includes(find)).toBe(true)
      expect(outputs['deployment-id']).toBeUndefined()
      expect(states(deployment)).toEqual(before)
      expect(github.writes()).toEqual([])
    })
  }

  story('that is pending is updated, and the log says who made it', async stage => {
    const deployment = add(stage, { payload: created, state: 'pending' })
    const { main } = await stage.run(update, here)
    expect([main.exitCode, states(deployment)]).toEqual([0, ['pending', 'failure']])
    expect(main.log).toMatch(new RegExp(`^Deployment ${deployment.id} was created 1h ago by run 1111\\.$`, 'm'))
  })

  story('is not updated instead of a newer one that cannot be updated', async stage => {
    const older = add(stage, { payload: created })
    add(stage, { payload: byDeploy, state: 'success' })
    const { main } = await stage.run(update, here)
    expect(main.exitCode).toBe(1)
    expect(states(older)).toEqual([])
  })

  story('is not updated if those of others have several tasks, and the error lists them', async stage => {
    const { github, repository, run } = stage
    const api = add(stage, { task: 'deploy:api', payload: byDeploy, state: 'success' })
    const older = add(stage, { task: 'deploy:web', payload: created, state: 'failure' })
    const web = add(stage, { task: 'deploy:web', payload: 'by hand' })
    const { main, said, outputs } = await run(update, here)
    expect(main.exitCode).toBe(1)
    const commit = `commit ${repository.tip.slice(0, 7)}`
    expect(said('error')).toEqual([
      `This run made no deployment in environment "staging" for ${commit}, and others made several with different tasks: ${web.id} (task deploy:web, ${commit}, no status), ${older.id} (task deploy:web, ${commit}, failure), ${api.id} (task deploy:api, ${commit}, success). Set "task" or "deployment-id" to choose one.`
    ])
    expect(outputs['deployment-id']).toBeUndefined()
    expect(github.writes()).toEqual([])
    const { main: named } = await run({ ...update, task: 'deploy:web' }, here)
    expect([named.exitCode, states(web), states(api)]).toEqual([0, ['failure'], ['success']])
  })

  story("is updated although GitHub's own records of jobs have another task, or hide it", async stage => {
    const { repository, run } = stage
    const awaited = add(stage, { task: 'deploy:web', payload: 'by hand' })
    for (let count = 0; count < 10; count++)
      add(stage, { task: 'deploy:web', payload: created, createdAt: Date.now() - 2 * hour })
    for (let count = 0; count < 14; count++) {
      repository.jobDeployment({ environment: 'staging', runId: otherRun, checkRunId: count + 1, sha: repository.tip })
    }
    const { main } = await run(update, here)
    expect([main.exitCode, states(awaited)]).toEqual([0, ['failure']])
  })

  story('is not updated by an "if: always()" step if "deployment-id" is from a skipped step', async stage => {
    const deployment = add(stage, { payload: byDeploy, statuses: ['in_progress', 'success'] })
    const skipped = { id: 'd', if: 'false', uses: './', with: { environment: 'staging' } }
    const { job, main } = await stage.run(
      { ...update, 'deployment-id': '${{ steps.d.outputs.deployment-id }}' },
      { ...here, earlier: [skipped], step: { if: 'always()' } }
    )
    expect([job.conclusion, main.exitCode]).toEqual(['failure', 1])
    expect(states(deployment)).toEqual(['in_progress', 'success'])
  })
})

describe('update without a matching deployment', () => {
  story("fails and lists this run's tasks and the environments of the commit", async stage => {
    add(stage, { task: 'deploy:web' })
    add(stage, { environment: 'qa' })
    add(stage, { environment: 'prod/eu', payload: created })
    const { main, said } = await stage.run({ ...update, task: 'deploy:api' }, here)
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([
      `No deployment to update: found none in environment "staging" with task "deploy:api" for commit ${stage.repository.tip.slice(0, 7)}. This run's deployments there have the task deploy:web. This commit has deployments in prod/eu, qa, staging. Create one first with "operation: create", or set "deployment-id".`
    ])
    expect(stage.github.requests.length).toBeLessThanOrEqual(5)
  })
})

describe('update on a deployment event', () => {
  story('with another environment or task, updates the deployment of this run', async stage => {
    const { events, run } = stage
    const received = add(stage, { payload: {} })
    const production = add(stage, { environment: 'production' })
    const web = add(stage, { task: 'deploy:web' })
    const [status] = add(stage, { payload: {}, state: 'queued' }).statuses
    if (status === undefined) throw new Error('There is no status.')
    await run({ ...update, environment: 'production' }, { ...here, event: events.deployment(received) })
    await run({ ...update, task: 'deploy:web' }, { ...here, event: events.deploymentStatus(status) })
    expect([received, production, web].map(states)).toEqual([[], ['failure'], ['failure']])
  })

  story('looks twice for the deployment of this run', async stage => {
    const received = add(stage, { payload: {} })
    const others = add(stage, { environment: 'production', payload: created })
    addAfterLists(stage, 2, { environment: 'production' })
    const { main } = await stage.run(
      { ...update, environment: 'production' },
      { ...here, event: stage.events.deployment(received) }
    )
    expect(main.exitCode).toBe(0)
    expect(stage.repository.deployments.map(states)).toEqual([[], [], ['failure']])
    expect(states(others)).toEqual([])
  })

  for (const inputs of [{ environment: 'production' }, { environment: '', task: 'deploy:web' }]) {
    story(`does not update deployments of other runs: ${JSON.stringify(inputs)}`, async stage => {
      const { github, events, run } = stage
      const received = add(stage, { payload: {} })
      add(stage, { environment: 'production', payload: created })
      add(stage, { task: 'deploy:web', payload: created })
      const { main } = await run({ ...update, ...inputs }, { ...here, event: events.deployment(received) })
      expect(main.exitCode).toBe(0)
      expect(main.log).toMatch(new RegExp(`^Deployment ${received.id} is left alone: its .*\\n$`))
      expect(github.writes()).toEqual([])
    })
  }
})

describe('"deployment-id" for update', () => {
  const misfits: [inputs: object, why: (stage: Stage) => string][] = [
    [{ environment: 'production' }, () => 'its environment is staging, not production'],
    [
      { ref: 'feature' },
      ({ repository }) => `its ref is main and its commit is ${repository.tip.slice(0, 7)}, not feature`
    ]
  ]
  for (const [inputs, why] of misfits) {
    story(`must match ${JSON.stringify(inputs)}`, async stage => {
      const { github, repository, run } = stage
      repository.commit('Other', { branch: 'feature' })
      const deployment = repository.addDeployment({ environment: 'staging', ref: 'main' })
      const id = { operation: 'update', state: 'failure', 'deployment-id': deployment.id }
      const { main, said, outputs } = await run({ ...id, ...inputs })
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([
        `Deployment ${deployment.id} does not match the inputs: ${why(stage)}. Check "deployment-id", and correct or remove the input that differs.`
      ])
      expect(outputs['deployment-id']).toBeUndefined()
      expect(states(deployment)).toEqual([])
      expect(github.writes()).toEqual([])
    })
  }

  story('selects a deployment of another run if all inputs match', async stage => {
    const { repository, run } = stage
    repository.commit('Other', { branch: 'feature' })
    const deployment = add(stage, {
      ref: 'main',
      task: 'deploy:api',
      state: 'success',
      payload: payload({ run_id: 1 })
    })
    const refs = ['main', repository.tip, repository.tip.toUpperCase(), 'refs/heads/main', '']
    for (const ref of refs) {
      const inputs = { ...update, environment: 'Staging', task: 'deploy:api', ref, 'deployment-id': deployment.id }
      const { main } = await run(inputs, here)
      expect([ref, main.exitCode]).toEqual([ref, 0])
    }
    expect(states(deployment)).toEqual(['success', ...refs.map(() => 'failure')])
  })
})

describe('update reads a limited number of times for', () => {
  const cases: [name: string, play: (stage: Stage) => Promise<unknown>, most: number][] = [
    [
      'a deployment of this run',
      async stage => {
        add(stage)
        await stage.run(update, here)
      },
      2
    ],
    [
      'a deployment of this run for another commit',
      async stage => {
        add(stage, { sha: stage.repository.commit('Tagged', { branch: 'release' }) })
        await stage.run(update, here)
      },
      3
    ],
    [
      'a deployment of another run, on a comment on a pull request',
      async stage => {
        const pull = stage.repository.pullRequest()
        add(stage, { sha: pull.head.sha, payload: created })
        await stage.run(update, { ...here, event: stage.events.issueComment(pull) })
      },
      4
    ],
    [
      'a deployment that it cannot update, on a comment on a pull request',
      async stage => {
        const pull = stage.repository.pullRequest()
        add(stage, { sha: pull.head.sha, payload: created, state: 'success' })
        await stage.run(update, { ...here, event: stage.events.issueComment(pull) })
      },
      5
    ],
    [
      'a deployment that it cannot update, by branch',
      async stage => {
        add(stage, { payload: created, state: 'success' })
        await stage.run({ ...update, ref: 'main' }, here)
      },
      5
    ],
    [
      'no deployment, on a comment on a pull request',
      async stage => {
        await stage.run(update, { ...here, event: stage.events.issueComment(stage.repository.pullRequest()) })
      },
      // Two of the requests read how GitHub spells the environment.
      7
    ]
  ]
  for (const [name, play, most] of cases) {
    story(name, async stage => {
      await play(stage)
      expect(stage.github.requests.filter(({ writes }) => !writes)).toHaveLength(most)
    })
  }
})
