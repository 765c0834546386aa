import { describe, expect } from '@jest/globals'
import { add, created, here } from './runs.ts'
import { states, story } from './stage.ts'

/** One deployment across four jobs. The last job records the results of the others. */
const fourJobs = (outcome: string, ship: string): string => `
name: Deploy
on: push
jobs:
  create:
    steps:
      - uses: ./
        with: { operation: create, environment: staging, state: queued }
  deploy:
    needs: create
    steps:
      - run: ${ship}
  verify:
    needs: deploy
    steps:
      - run: 'true'
  end:
    needs: [create, deploy, verify]
    if: always()
    steps:
      - uses: ./
        with:
          operation: update
          environment: staging
          state: ${outcome}
`

describe('one deployment across several jobs ends with the worst result', () => {
  for (const outcome of [
    '${{ needs.deploy.result }} ${{ needs.verify.result }}',
    '${{ needs.deploy.result }}, ${{ needs.verify.result }}',
    '${{ join(needs.*.result) }}',
    '${{ toJSON(needs.*.result) }}'
  ]) {
    story(outcome, async stage => {
      const failed = await stage.runWorkflow(fourJobs(outcome, 'exit 1'))
      expect(failed.job('verify').conclusion).toBe('skipped')
      expect(failed.job('end').conclusion).toBe('success')
      expect(states(stage.made())).toEqual(['queued', 'failure'])
      const worked = await stage.runWorkflow(fourJobs(outcome, "'true'"))
      expect(worked.conclusion).toBe('success')
      expect(stage.repository.deployments.map(states)).toEqual([
        ['queued', 'failure'],
        ['queued', 'success']
      ])
    })
  }
})

describe('"state" of update with several words', () => {
  const cases: [words: string, transient: boolean, state: string, line: string | undefined][] = [
    ['success skipped', false, 'success', 'success (1 skipped)'],
    ['skipped, skipped', false, 'inactive', undefined],
    ['success\ncancelled', true, 'inactive', 'cancelled (1 success)'],
    ['["cancelled", "success"]', false, 'error', 'cancelled (1 success)'],
    ['error failure', false, 'error', 'error (1 failure)'],
    ['["In_Progress"]', false, 'in_progress', undefined]
  ]
  story('is the worst one', async ({ repository, run }) => {
    const played = cases.map(async ([state, transient]) => {
      const deployment = repository.addDeployment({ environment: 'staging', transient })
      const { main } = await run({ operation: 'update', 'deployment-id': deployment.id, state })
      return [state, transient, deployment.state, /^Outcome {5}(.*)$/m.exec(main.log)?.[1]]
    })
    expect(await Promise.all(played)).toEqual(cases)
  })

  story('an unknown one is an error, and nothing is sent', async ({ github, repository, run }) => {
    const { id } = repository.addDeployment({ environment: 'staging' })
    const { main, said } = await run({ operation: 'update', 'deployment-id': id, state: 'failure, in_progress' })
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([
      '"state" must be one or more of success, failure, error, cancelled, skipped, not "in_progress". Correct the "with:" of this step; nothing was sent to GitHub.'
    ])
    expect(github.requests).toEqual([])
  })

  story('an empty list is no state', async ({ github, run }) => {
    const { said } = await run({ operation: 'update', 'deployment-id': 1, state: '[]' })
    expect(said('error')).toEqual([expect.stringMatching(/^"state" is missing: update needs it\./)])
    expect(github.requests).toEqual([])
  })
})

/** Records in a second job, with one step, how the first one ended. */
const recordedAfterwards = (condition: string, ship: string): string => `
name: Deploy
on: push
jobs:
  deploy:
    if: ${condition}
    steps:
      - run: ${ship}
  record:
    needs: deploy
    if: always()
    steps:
      - uses: ./
        with:
          operation: create
          environment: staging
          state: \${{ needs.deploy.result }}
`

describe('create records in one step what another job did', () => {
  for (const [result, condition, ship, expected] of [
    ['success', 'true', "'true'", [['success']]],
    ['failure', 'true', 'exit 1', [['failure']]],
    ['skipped', 'false', "'true'", []]
  ] as const) {
    story(result, async stage => {
      const played = await stage.runWorkflow(recordedAfterwards(condition, ship))
      expect([played.job('deploy').conclusion, played.job('record').conclusion]).toEqual([result, 'success'])
      expect(stage.repository.deployments.map(states)).toEqual(expected)
    })
  }

  const cases: [
    words: string,
    transient: boolean,
    state: string | undefined,
    description: string | undefined,
    line: string | undefined
  ][] = [
    ['cancelled', false, 'error', 'Deploying C was cancelled', undefined],
    ['Cancelled', true, 'inactive', 'Deploying C was cancelled', undefined],
    ['success skipped', false, 'success', 'Deployed C', 'success (1 skipped)'],
    ['success\ncancelled', false, 'error', 'Deploying C was cancelled', 'cancelled (1 success)'],
    ['success, cancelled', true, 'inactive', 'Deploying C was cancelled', 'cancelled (1 success)'],
    ['["failure", "cancelled", "error"]', true, 'failure', 'Deploying C failed', 'failure (1 cancelled, 1 error)'],
    ['error failure', false, 'error', 'Deploying C ended with an error', 'error (1 failure)'],
    ['["Queued"]', false, 'queued', 'Deploying C is queued', undefined],
    ['[]', false, undefined, undefined, undefined]
  ]
  story('the worst of several words counts', async ({ repository, run }) => {
    const played = cases.map(async ([state, transient], place) => {
      const environment = `place-${place}`
      const given = { operation: 'create', environment, 'transient-environment': transient }
      const { main, outputs } = await run({ ...given, state })
      const [deployment, ...others] = repository.deploymentsOf(environment)
      expect([main.exitCode, others]).toEqual([0, []])
      expect(outputs['state']).toBe(deployment?.latestStatus?.state)
      const description = deployment?.latestStatus?.description.replace(repository.tip.slice(0, 7), 'C')
      return [state, transient, deployment?.latestStatus?.state, description, /^Outcome {5}(.*)$/m.exec(main.log)?.[1]]
    })
    expect(await Promise.all(played)).toEqual(cases)
  })

  for (const state of ['skipped', 'Skipped, skipped', '["skipped"]']) {
    story(`${state} creates nothing, which one line says`, async ({ github, repository, run }) => {
      const given = { operation: 'create', environment: 'staging', 'environment-url': 'https://example.com' }
      const { main, post, outputs, said } = await run({ ...given, state })
      expect([main.exitCode, post?.exitCode]).toEqual([0, 0])
      expect(main.log.trim()).toBe('No deployment was created, because "state" says that the work was skipped.')
      expect(post?.log).toContain('Nothing to finish.')
      expect(outputs).toEqual({})
      expect(main.summary).toBe('')
      expect([...said('error'), ...said('warning'), ...said('notice')]).toEqual([])
      expect(repository.deployments).toEqual([])
      expect(github.requests).toEqual([])
    })
  }

  for (const state of ['canceled', 'success fine']) {
    story(`${state} is an error, and nothing is sent`, async ({ github, run }) => {
      const { main, said } = await run({ operation: 'create', environment: 'staging', state })
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([expect.stringMatching(/^"state" must be one .*, not "(canceled|fine)"\. Correct/)])
      expect(github.requests).toEqual([])
    })
  }
})

describe('"result" of deploy with several words', () => {
  const cases: [result: string, state: string, line: string | undefined, unknown: string | undefined][] = [
    ['success, skipped, success', 'success', 'success (1 skipped)', undefined],
    ['["failure", "error"]', 'failure', 'failure (1 error)', undefined],
    ['success cancelled', 'error', 'cancelled (1 success)', undefined],
    ['skipped skipped', 'inactive', undefined, undefined],
    ['success fine', 'error', 'fine (1 success)', 'fine'],
    ['failure fine', 'failure', 'failure (1 fine)', 'fine'],
    ['[]', 'success', undefined, undefined],
    ['["queued"]', 'queued', undefined, undefined]
  ]
  story('is the worst one, and an unknown one is warned about', async ({ repository, run }) => {
    const played = cases.map(async ([result], place) => {
      const environment = `place-${place}`
      const { main, post, said } = await run({ environment, result })
      expect([main.exitCode, post?.exitCode]).toEqual([0, 0])
      const state = repository.deploymentsOf(environment)[0]?.state
      const unknown = said('warning').map(
        text => /^Unknown result "(.*)": the deployment is recorded as/.exec(text)?.[1]
      )
      return [result, state, /^Outcome {5}(.*)$/m.exec(post?.log ?? '')?.[1], unknown[0]]
    })
    expect(await Promise.all(played)).toEqual(cases)
  })

  story('an empty list is the status of the job', async ({ made, run }) => {
    await run({ environment: 'staging', result: '[]' }, { later: [{ run: 'exit 1' }] })
    expect(states(made())).toEqual(['in_progress', 'failure'])
  })
})

describe('a deployment that becomes inactive with update', () => {
  const inactive = { operation: 'update', environment: 'staging', state: 'inactive' }

  story('and never succeeded: its status says so', async stage => {
    const deployment = add(stage, { statuses: ['queued', 'in_progress'] })
    await stage.run(inactive, here)
    expect(deployment.latestStatus?.description).toBe(`${stage.repository.tip.slice(0, 7)} was never deployed`)
  })

  story('and never succeeded because the job was cancelled: its status says so', async stage => {
    const deployment = add(stage, { state: 'in_progress' })
    await stage.run(inactive, {
      ...here,
      earlier: [{ id: 'ship', run: 'sleep 60' }],
      step: { if: 'always()' },
      cancel: { step: 'ship', at: cancel => void setTimeout(cancel, 300) },
      cancelTimeouts: { interrupt: 100, terminate: 100, output: 100 }
    })
    expect(deployment.latestStatus?.description).toBe(`Deploying ${stage.repository.tip.slice(0, 7)} was cancelled`)
  })

  story('and succeeded once: it is no longer deployed', async stage => {
    const deployment = add(stage, { statuses: ['success', 'in_progress'] })
    await stage.run(inactive, here)
    expect(deployment.latestStatus?.description).toBe(`${stage.repository.tip.slice(0, 7)} is no longer deployed`)
  })

  story('a description needs no check, and a refused check does no harm', async stage => {
    const deployment = add(stage)
    await stage.run({ ...inactive, description: 'Gone' }, here)
    const looks = stage.github
      .restRequests()
      .filter(({ method, path }) => method === 'GET' && path.endsWith('/statuses'))
    expect([deployment.latestStatus?.description, looks.length]).toEqual(['Gone', 0])
    const headers = { 'content-type': 'application/json' }
    const effect = { type: 'respond', status: 422, body: '{"message":"No"}', headers } as const
    stage.github.fault({ match: { method: 'GET', path: '/statuses' }, effect })
    const { main } = await stage.run(inactive, here)
    expect(main.exitCode).toBe(0)
    expect(states(deployment)).toEqual(['inactive', 'inactive'])
  })
})

const smokeTest = `
name: Deploy
on: push
jobs:
  deploy:
    steps:
      - uses: ./
        with:
          environment: staging
          payload: '{"version":"1.2"}'
  smoke:
    needs: deploy
    steps:
      - run: exit 1
      - if: failure()
        uses: ./
        with: { operation: update, environment: staging, state: failure }
`

story('a smoke test in a later job finds a deployment with a custom payload', async stage => {
  await stage.runWorkflow(smokeTest)
  expect(stage.made().payload).toEqual({ version: '1.2' })
  expect(states(stage.made())).toEqual(['in_progress', 'success', 'failure'])
})

const release = `
name: Release
on: push
jobs:
  create:
    steps:
      - uses: ./
        with: { operation: create, environment: staging, ref: v1.2.3 }
  ship:
    needs: create
    steps:
      - uses: ./
        with: { operation: update, environment: staging, state: success }
`

story('a later job finds a deployment of this run for another commit', async stage => {
  stage.repository.commit('Release', { branch: 'v1.2.3' })
  const others = add(stage, { payload: created, state: 'queued' })
  const { conclusion } = await stage.runWorkflow(release)
  expect(conclusion).toBe('success')
  const [, ours] = stage.repository.deployments
  expect([ours?.ref, ours?.state, others.state]).toEqual(['v1.2.3', 'success', 'queued'])
})

const parts = (task: string): string => `
name: Deploy
on: push
jobs:
  deploy:
    strategy:
      matrix: { app: [api, web] }
    steps:
      - uses: ./
        with:
          operation: create
          environment: staging
          task: deploy:\${{ matrix.app }}
      - uses: ./
        with: { operation: update, environment: staging, state: in_progress }
  end:
    needs: deploy
    steps:
      - uses: ./
        with: { operation: update, environment: staging, state: success, task: '${task}' }
`

describe('several parts in one environment', () => {
  story('each job of a matrix finds its own; a later job needs the task', async stage => {
    const played = await stage.runWorkflow(parts(''))
    expect(played.job('end').conclusion).toBe('failure')
    expect(stage.repository.deployments.map(each => [each.task, states(each)]).sort()).toEqual([
      ['deploy:api', ['in_progress']],
      ['deploy:web', ['in_progress']]
    ])
  })

  story('and takes exactly that one', async stage => {
    const { conclusion } = await stage.runWorkflow(parts('deploy:api'))
    expect(conclusion).toBe('success')
    expect(stage.repository.deployments.map(each => [each.task, states(each)]).sort()).toEqual([
      ['deploy:api', ['in_progress', 'success']],
      ['deploy:web', ['in_progress']]
    ])
  })
})
