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

  story('with "task" set, updates only the deployment with this task', async stage => {
    const [api, web] = [add(stage, { task: 'deploy:api' }), add(stage, { task: 'deploy:web' })]
    const { main } = await stage.run({ ...update, task: 'deploy:api' }, here)
    expect(main.exitCode).toBe(0)
    expect([api, web].map(states)).toEqual([['failure'], []])
    expect(sequence(stage.github.requests)).toEqual(['GET deployments', 'POST deployments/{id}/statuses'])
  })

  story('with "task: deploy", updates only the deployment with this task', async stage => {
    const [usual, web] = [add(stage), add(stage, { task: 'deploy:web' })]
    await stage.run({ ...update, task: 'deploy' }, here)
    expect([usual, web].map(states)).toEqual([['failure'], []])
  })

  story('prefers the deployment of this job', async stage => {
    const own = add(stage, { task: 'deploy:api', payload: payload({ check_run_id: here.checkRunId, job: here.job }) })
    const web = add(stage, { task: 'deploy:web' })
    await stage.run(update, here)
    expect([own, web].map(states)).toEqual([['failure'], []])
  })

  story('prefers the deployment of this job if it has a custom payload', async stage => {
    const statuses = [{ state: 'in_progress', logUrl: logOf(stage, here.runId, here.checkRunId) }] as const
    const own = add(stage, { task: 'deploy:api', payload: 'mine', statuses: [...statuses] })
    const web = add(stage, { task: 'deploy:web' })
    await stage.run(update, here)
    expect([own, web].map(states)).toEqual([['in_progress', 'failure'], []])
  })

  story('fails if this job made deployments with two tasks', async stage => {
    const mine = payload({ check_run_id: here.checkRunId })
    add(stage, { task: 'deploy:api', payload: mine })
    add(stage, { task: 'deploy:web', payload: mine })
    const { main } = await stage.run(update, here)
    expect(main.exitCode).toBe(1)
    expect(stage.github.writes()).toEqual([])
  })

  const unnumbered = { ...here, checkRunId: '' as const, runAttempt: 2 }
  const numberless = (more: object): Record<string, unknown> => payload({ check_run_id: undefined, ...more })

  story('without job IDs, prefers the deployment of the same job in this attempt', async stage => {
    const own = add(stage, { task: 'deploy:api', payload: numberless({ job: here.job, run_attempt: 2 }) })
    const before = add(stage, { task: 'deploy:web', payload: numberless({ job: here.job, run_attempt: 1 }) })
    await stage.run(update, unnumbered)
    expect([own, before].map(states)).toEqual([['failure'], []])
  })

  story('without job IDs, fails if the same job made several deployments', async stage => {
    const seed = { payload: numberless({ job: here.job, run_attempt: 2 }) }
    add(stage, seed)
    add(stage, seed)
    const { main, said } = await stage.run(update, unnumbered)
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([expect.stringMatching(/^This run made several deployments/)])
    expect(stage.github.writes()).toEqual([])
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

  story('logs nothing about the choice if the deployment is from this attempt', async stage => {
    add(stage)
    const { main } = await stage.run(update, here)
    expect(main.log).not.toContain('was made by this run')
  })

  story('fails if two attempts made deployments with different tasks', async stage => {
    add(stage, { task: 'deploy:api' })
    add(stage, { task: 'deploy:web', payload: payload({ run_attempt: 2 }) })
    const { main } = await stage.run(update, { ...here, runAttempt: 2 })
    expect(main.exitCode).toBe(1)
    expect(stage.github.writes()).toEqual([])
  })

  story('fails and lists both tasks if 120 newer deployments exist', async stage => {
    add(stage, { task: 'deploy:api', createdAt: Date.now() - 2 * hour })
    add(stage, { task: 'deploy:web', createdAt: Date.now() - 2 * hour })
    for (let count = 0; count < 120; count++) add(stage, { payload: created, state: 'inactive' })
    const { main, said } = await stage.run(update, here)
    expect(main.exitCode).toBe(1)
    expect(said('error')[0]).toMatch(/deploy:web, .*deploy:api, /)
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

  story('fails if the deployment names no run, and the error says so', async stage => {
    const deployment = add(stage, { payload: 'v1', state: 'success' })
    const { main, said } = await stage.run(update, here)
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([
      expect.stringContaining(
        'it was created 1h ago by somebody else (neither its payload nor the log of its first status names a run), and ended as success 1h ago.'
      )
    ])
    expect(states(deployment)).toEqual(['success'])
  })
})

describe('update without a deployment for the commit of the event', () => {
  story('updates the deployment of this run for another commit', async stage => {
    const { repository, run } = stage
    const sha = repository.commit('Tagged', { branch: 'release' })
    const ours = add(stage, { ref: 'v1.2.3', sha })
    const others = add(stage, { payload: created })
    const { main } = await run(update, here)
    expect(main.exitCode).toBe(0)
    expect([ours, others].map(states)).toEqual([['failure'], []])
  })

  story('updates the deployment of this run for another commit if it has a custom payload', async stage => {
    const sha = stage.repository.commit('Tagged', { branch: 'release' })
    const statuses = [{ state: 'success', logUrl: logOf(stage, here.runId, 5) }] as const
    const ours = add(stage, { sha, payload: 'v1', statuses: [...statuses] })
    await stage.run(update, here)
    expect(states(ours)).toEqual(['success', 'failure'])
  })

  story('fails if this run made deployments for several commits', async stage => {
    const commit = (branch: string): string => stage.repository.commit(branch, { branch })
    add(stage, { sha: commit('one') })
    add(stage, { sha: commit('two') })
    const { main, said } = await stage.run(update, here)
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([expect.stringMatching(/^This run made several deployments/)])
    expect(stage.github.writes()).toEqual([])
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

  story('looks only once if "task" is set', async stage => {
    add(stage, { createdAt: Date.now() })
    await stage.run({ ...update, task: 'deploy' }, here)
    expect(lists(stage)).toBe(1)
  })

  story('looks only once if this job created it, or it is older than a minute', async stage => {
    add(stage, { createdAt: Date.now(), payload: payload({ check_run_id: here.checkRunId }) })
    await stage.run(update, here)
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
    ['that failed', () => ({ payload: created, state: 'failure' }), /ended as failure 1h ago/],
    ['that ended with an error', () => ({ payload: created, state: 'error' }), /ended as error 1h ago/],
    ['that is inactive', () => ({ payload: created, state: 'inactive' }), /ended as inactive 1h ago/],
    [
      'that this other run is deploying',
      () => ({ payload: byDeploy, state: 'in_progress' }),
      /run 1111 is working on it/
    ],
    ['that this other run is about to deploy', () => ({ payload: byDeploy }), /run 1111 is working on it/],
    [
      'that a third run is deploying',
      stage => ({ payload: created, statuses: ['queued', { state: 'in_progress', logUrl: logOf(stage, 2222) }] }),
      /by run 1111, and run 2222 is working on it/
    ],
    [
      'that is in progress, with a custom payload',
      stage => ({ payload: 'v1', statuses: [{ state: 'in_progress', logUrl: logOf(stage, otherRun) }] }),
      /by run 1111, and run 1111 is working on it/
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

  const taken: [name: string, seed: (stage: Stage) => DeploymentSeed][] = [
    ['without a status', () => ({ payload: created })],
    ['by hand, without a status', () => ({ payload: {}, description: '' })],
    ['queued', () => ({ payload: created, state: 'queued' })],
    ['pending, by hand', () => ({ payload: 'by hand', state: 'pending' })],
    [
      'in progress elsewhere',
      () => ({ payload: created, statuses: [{ state: 'in_progress', logUrl: 'https://ci.example.com' }] })
    ],
    [
      'in progress by the run that created it for others',
      stage => ({ payload: created, statuses: [{ state: 'in_progress', logUrl: logOf(stage, otherRun) }] })
    ],
    [
      'in progress by this run',
      stage => ({ payload: created, statuses: [{ state: 'in_progress', logUrl: logOf(stage, here.runId) }] })
    ]
  ]
  story('is updated if no other run is working on it and it has not finished', async stage => {
    const played = taken.map(async ([environment, seed]) => {
      const deployment = add(stage, { environment, ...seed(stage) })
      const { main } = await stage.run({ ...update, environment }, here)
      return [
        environment,
        main.exitCode,
        deployment.state,
        main.log.includes(`Deployment ${deployment.id} was created 1h ago by`)
      ]
    })
    expect(await Promise.all(played)).toEqual(taken.map(([environment]) => [environment, 0, 'failure', true]))
  })

  story('is not updated instead of a newer one that cannot be updated', async stage => {
    const older = add(stage, { payload: created })
    add(stage, { payload: byDeploy, state: 'success' })
    const { main } = await stage.run(update, here)
    expect(main.exitCode).toBe(1)
    expect(states(older)).toEqual([])
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
    [{ task: 'deploy:web' }, () => 'its task is deploy, not deploy:web'],
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

describe('update sends a limited number of requests to find', () => {
  const cases: [name: string, play: (stage: Stage) => Promise<unknown>, most: number][] = [
    [
      'a deployment of this run',
      async stage => {
        add(stage)
        await stage.run(update, here)
      },
      1
    ],
    [
      'a deployment of this run for another commit',
      async stage => {
        add(stage, { sha: stage.repository.commit('Tagged', { branch: 'release' }) })
        await stage.run(update, here)
      },
      2
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
