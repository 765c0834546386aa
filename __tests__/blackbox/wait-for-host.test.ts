import { describe, expect, test } from '@jest/globals'
import type { Deployment, DeploymentSeed } from '../simulator/github/model.ts'
import { after, atList, atStatuses, onFastStage, type FastStage } from './fast-stage.ts'
import { add, here, hour, payload } from './runs.ts'

const preview = { environment: 'Preview – web' }
const waiting = { ...preview, 'skip-after': '2m' }
const address = 'https://web-git-feature.example.app'

/** Adds a deployment as a host such as Vercel creates it. */
const built = ({ repository }: FastStage, seed: DeploymentSeed = {}): Deployment =>
  repository.addDeployment({
    ...preview,
    sha: repository.tip,
    payload: {},
    description: null,
    creator: 'vercel[bot]',
    ...seed
  })

/** Adds a deployment of an older commit. */
const builtBefore = (stage: FastStage, seed: DeploymentSeed = {}): Deployment => {
  const sha = stage.repository.commit('Older', { branch: 'older' })
  return built(stage, { sha, state: 'success', createdAt: Date.now() - hour, ...seed })
}

const remarks = (said: (level: 'notice' | 'warning') => string[]): string[] => [...said('notice'), ...said('warning')]

describe('wait for a host that builds', () => {
  test('for longer than "skip-after", waits until the build ends', () =>
    onFastStage(async stage => {
      let build: Deployment | undefined
      after(stage.github, 3, () => (build = built(stage, { state: 'pending' })), atList)
      after(stage.github, 30, () => build && stage.report(build, { state: 'success', environmentUrl: address }))
      const { main, outputs, said } = await stage.wait(waiting)
      expect([main.exitCode, outputs['deployment-id'], outputs['environment-url']]).toEqual([
        0,
        String(build?.id),
        address
      ])
      expect(remarks(said)).toEqual([])
    }))

  test('and fails, fails at once', () =>
    onFastStage(async stage => {
      const build = built(stage, { state: 'in_progress' })
      after(stage.github, 2, () => stage.report(build, { state: 'failure', description: 'Build failed' }))
      const { main, said } = await stage.wait(waiting)
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([
        `Deployment ${build.id} of Preview – web ended as failure: Build failed. None of its statuses has a log URL.`
      ])
    }))

  test('and is superseded between two looks, succeeds with a notice', () =>
    onFastStage(async stage => {
      const build = built(stage, { state: 'in_progress' })
      after(stage.github, 2, () => stage.report(build, 'success', 'inactive'))
      const { main, outputs, said } = await stage.wait(waiting)
      expect([main.exitCode, outputs['state']]).toEqual([0, 'inactive'])
      expect(said('notice')).toEqual([
        expect.stringContaining('succeeded, and has been superseded or taken down since')
      ])
    }))
})

describe('wait for a host that builds nothing', () => {
  test('succeeds after "skip-after", with a notice, empty outputs and a last look', () =>
    onFastStage(async stage => {
      builtBefore(stage)
      const { main, outputs, said, job } = await stage.wait(
        { ...waiting, interval: '50s' },
        {
          later: [
            { id: 'test', if: "steps.deployment.outputs.deployment-id != ''", run: 'true' },
            { id: 'always', run: 'true' }
          ]
        }
      )
      expect([main.exitCode, outputs]).toEqual([0, {}])
      const commit = stage.repository.tip.slice(0, 7)
      expect(remarks(said)).toEqual([
        `Found no deployment in environment "Preview – web" for commit ${commit} within 2m ("skip-after"), so there is nothing to wait for.`
      ])
      expect(said('warning')).toEqual([])
      expect([job.step('test').outcome, job.step('always').outcome]).toEqual(['skipped', 'success'])
      const looks = stage.github.restRequests().filter(each => atList(each) && each.query['sha'] !== undefined)
      const last = ((looks.at(-1)?.at ?? 0) - (looks[0]?.at ?? 0)) / 1000
      expect(last).toBeGreaterThan(115)
      expect(last).toBeLessThan(140)
    }))

  test('until the last look, takes what this look shows', () =>
    onFastStage(async stage => {
      builtBefore(stage)
      after(
        stage.github,
        1,
        () => {
          stage.github.onRequest(request => {
            const elapsed = request.at - (stage.github.requests[0]?.at ?? 0)
            if (elapsed > 100_000 && stage.repository.deployments.length === 1) built(stage, { state: 'success' })
          })
        },
        atList
      )
      const { main, outputs } = await stage.wait({ ...waiting, interval: '10m' })
      expect([main.exitCode, outputs['state']]).toEqual([0, 'success'])
    }))

  test('in an environment that never had a deployment, warns and names those of the commit', () =>
    onFastStage(async stage => {
      built(stage, { state: 'success' })
      const { main, outputs, said } = await stage.wait({ environment: 'Preview', 'skip-after': '30s' })
      expect([main.exitCode, outputs]).toEqual([0, {}])
      const commit = stage.repository.tip.slice(0, 7)
      expect(remarks(said)).toEqual([
        `Found no deployment in environment "Preview" for commit ${commit} within 30s ("skip-after"), and there has never been one of any commit in environment "Preview". Check that the name is right. This commit has deployments in Preview – web.`
      ])
      expect(said('warning')).toHaveLength(1)
    }))

  test('with a task that never had a deployment there, warns, too', () =>
    onFastStage(async stage => {
      builtBefore(stage)
      const { main, said } = await stage.wait({ ...waiting, task: 'deploy:web' })
      expect(main.exitCode).toBe(0)
      expect(said('warning')).toEqual([
        expect.stringContaining(
          'there has never been one of any commit in environment "Preview – web" with task "deploy:web". Check that the name is right.'
        )
      ])
    }))

  test('asks once whether there ever was a deployment', () =>
    onFastStage(async stage => {
      builtBefore(stage)
      await stage.wait({ ...waiting, ref: stage.repository.tip, 'skip-after': '5s', interval: '10s' })
      const lists = stage.github.restRequests().filter(atList)
      expect(
        lists.filter(({ query }) => query['sha'] === undefined && query['environment'] !== undefined)
      ).toHaveLength(1)
    }))
})

describe('"state" for wait', () => {
  test('is enough as soon as the deployment is in it', () =>
    onFastStage(async stage => {
      const build = built(stage, { state: 'queued' })
      after(stage.github, 2, () => stage.report(build, 'in_progress'))
      const { main, outputs } = await stage.wait({ ...preview, state: 'in_progress' })
      expect([main.exitCode, outputs['state'], build.state]).toEqual([0, 'in_progress', 'in_progress'])
    }))

  test.each([
    ['success', ['in_progress', 'success']],
    ['inactive', ['in_progress', 'success', 'inactive']]
  ])('that was passed between two looks is enough if the deployment succeeded: %s', (state, statuses) =>
    onFastStage(async stage => {
      const build = built(stage, { state: 'queued' })
      after(stage.github, 2, () => stage.report(build, ...(statuses as 'success'[])))
      const { main, outputs, said } = await stage.wait({ ...preview, state: 'in_progress' })
      expect([main.exitCode, outputs['state']]).toEqual([0, state])
      expect(said('notice')).toHaveLength(state === 'inactive' ? 1 : 0)
    })
  )

  test('that was passed is not enough if the deployment failed since', () =>
    onFastStage(async stage => {
      const build = built(stage, { state: 'queued' })
      after(stage.github, 2, () => stage.report(build, 'in_progress', 'failure'))
      const { main, said } = await stage.wait({ ...preview, state: 'in_progress' })
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([
        `Deployment ${build.id} of Preview – web ended as failure instead of in_progress. None of its statuses has a log URL.`
      ])
    }))

  test('can be inactive, because a host records a skipped build so, with an address that works', () =>
    onFastStage(async stage => {
      const build = built(stage, { statuses: [{ state: 'inactive', environmentUrl: address }] })
      const { main, outputs, said } = await stage.wait({ ...preview, state: 'success, inactive' })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(build.id)])
      expect(outputs).toMatchObject({ state: 'inactive', 'environment-url': address })
      expect(remarks(said)).toEqual([])
      expect(stage.github.requests.filter(atStatuses)).toHaveLength(2)
    }))

  test('fails if the deployment succeeds instead of ending so', () =>
    onFastStage(async stage => {
      const build = built(stage, { state: 'success' })
      const { main, said } = await stage.wait({ ...preview, state: 'failure, inactive' })
      expect(main.exitCode).toBe(1)
      expect(said('error')[0]).toContain(
        `Deployment ${build.id} of Preview – web ended as success instead of failure or inactive.`
      )
    }))

  test('"pending" is enough for a deployment without a status', () =>
    onFastStage(async stage => {
      const build = built(stage)
      const { main, outputs } = await stage.wait({ ...preview, state: 'pending' })
      expect([main.exitCode, outputs['deployment-id'], outputs['state']]).toEqual([0, String(build.id), 'pending'])
      expect(main.log).toContain('State       pending\n')
    }))
})

describe('wait in attempt 2', () => {
  const second = { ...here, runAttempt: 2 }

  test('takes the newest build of the host, also one from before', () =>
    onFastStage(async stage => {
      built(stage, { state: 'failure', createdAt: Date.now() - hour })
      const rebuilt = built(stage, { state: 'success' })
      const { main, outputs } = await stage.wait(waiting, second)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(rebuilt.id)])
    }))

  test('takes one of attempt 1 that ended in one of the states', () =>
    onFastStage(async stage => {
      const first = add(stage, { ...preview, state: 'failure' })
      const { main, outputs } = await stage.wait({ ...waiting, state: 'success, failure' }, second)
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(first.id)])
    }))

  test('is over at "skip-after" if only attempt 1 made one, which failed, and says so', () =>
    onFastStage(async stage => {
      const first = add(stage, { ...preview, state: 'failure', payload: payload() })
      const { main, outputs, said } = await stage.wait(waiting, second)
      expect([main.exitCode, outputs]).toEqual([0, {}])
      expect(said('notice')).toEqual([
        expect.stringMatching(
          new RegExp(`nothing to wait for\\. An earlier attempt made ${first.id}, which does not count\\.$`)
        )
      ])
    }))
})

describe('wait in a workflow on several events', () => {
  test('on the host\'s deployment_status, waits for the event\'s deployment, whatever "skip-after" says', () =>
    onFastStage(async stage => {
      const build = built(stage, { state: 'pending' })
      const [status] = build.statuses
      if (status === undefined) throw new Error('The deployment has no status.')
      after(stage.github, 30, () => stage.report(build, 'success'))
      const { main, outputs } = await stage.wait(waiting, { event: stage.events.deploymentStatus(status) })
      expect([main.exitCode, outputs['deployment-id']]).toEqual([0, String(build.id)])
      expect(stage.github.requests.filter(atList)).toEqual([])
    }))

  test('on a deployment_status of another environment, is over at "skip-after"', () =>
    onFastStage(async stage => {
      builtBefore(stage)
      const docs = built(stage, { environment: 'Preview – docs', state: 'success' })
      const [status] = docs.statuses
      if (status === undefined) throw new Error('The deployment has no status.')
      const { main, outputs, said } = await stage.wait(waiting, { event: stage.events.deploymentStatus(status) })
      expect([main.exitCode, outputs, said('notice').length]).toEqual([0, {}, 1])
    }))
})
