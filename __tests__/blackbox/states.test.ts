import { describe, expect } from '@jest/globals'
import type { Deployment, Seed } from '../simulator/github/model.ts'
import { states, story } from './stage.ts'

/** The places in `all` of the deployments that are still live. */
const left = (all: readonly Deployment[]): number[] =>
  all.flatMap((deployment, place) => (states(deployment).at(-1) === 'inactive' ? [] : [place]))

/** One deployment in each state, oldest first. The first has no status. */
const everyState: Seed[] = [{}, 'pending', 'queued', 'in_progress', 'success', 'failure', 'error', 'inactive']

const kinds = ['workflow', 'repo_deployment'] as const

describe('find with several states', () => {
  for (const kind of kinds) {
    const withToken = `with a token of kind ${kind}`

    story(`returns the newest deployment in one of them, ${withToken}`, async ({ github, repository, run }) => {
      const [, , expected] = repository.addHistory('staging', 'success', 'queued', 'failure', {})
      const given = { operation: 'find', environment: 'staging', token: github.token({ kind }) }
      const { main, outputs } = await run({ ...given, state: 'Success, failure\nerror' })
      expect(main.exitCode).toBe(0)
      expect(outputs).toMatchObject({ 'deployment-id': String(expected.id), state: 'failure' })
      expect(github.writes()).toEqual([])
    })

    story(`counts a deployment without a status as pending, ${withToken}`, async ({ github, repository, run }) => {
      const [pending, bare] = repository.addHistory('staging', 'pending', {}, 'in_progress')
      const given = { operation: 'find', environment: 'staging', token: github.token({ kind }) }
      const { outputs } = await run({ ...given, state: 'pending' })
      expect(outputs).toMatchObject({ 'deployment-id': String(bare.id), state: 'pending' })
      const { outputs: older } = await run({ ...given, state: 'pending', ref: pending.sha })
      expect(older).toMatchObject({ 'deployment-id': String(pending.id), state: 'pending' })
      const { main, outputs: none } = await run({ ...given, state: 'queued, inactive' })
      expect(none).not.toHaveProperty('deployment-id')
      expect(main.log).toContain('"staging" has no deployment in state queued or inactive.')
    })
  }

  story('lists the newest of each environment and task in one of them', async ({ repository, run }) => {
    const [bare, , failed] = repository.addDeployments([
      { environment: 'a' },
      { environment: 'b', state: 'failure' },
      { environment: 'b', state: 'error' },
      { environment: 'c', state: 'success' }
    ])
    const given = { operation: 'find', environment: 'a\nb\nc' }
    const { main, outputs } = await run({ ...given, state: 'pending, failure, error' })
    expect(JSON.parse(outputs['deployments'] ?? '')).toMatchObject([
      { environment: 'a', id: bare.id, state: 'pending' },
      { environment: 'b', id: failed.id, state: 'error' }
    ])
    expect(main.log).toContain('2 deployments in state pending or failure or error in 3 environments')
    const { main: none } = await run({ ...given, state: 'queued,in_progress' })
    expect(none.log).toContain('No deployment in state queued or in_progress in 3 environments.')
  })
})

describe('deactivate and delete with several states', () => {
  for (const [state, expected] of [
    ['pending', [2, 3, 4, 5, 6]],
    ['pending,queued', [3, 4, 5, 6]],
    ['In_Progress\nsuccess', [0, 1, 2, 5, 6]],
    ['failure, error', [0, 1, 2, 3, 4, 5, 6]]
  ] as const) {
    story(`deactivates what is live in ${JSON.stringify(state)}`, async ({ repository, run }) => {
      const all = repository.addHistory('staging', ...everyState)
      const { main, outputs } = await run({ operation: 'deactivate', environment: 'staging', state })
      expect(main.exitCode).toBe(0)
      expect(left(all)).toEqual(expected)
      expect(outputs['deactivated']).toBe(String(7 - expected.length))
    })
  }

  story('deletes in any of the states, and a deployment without a status with pending', async ({ repository, run }) => {
    const [bare, pending, queued, , , failed] = repository.addHistory('staging', ...everyState)
    const { outputs } = await run({ operation: 'delete', environment: 'staging', state: 'pending, failure' })
    expect(outputs['deleted']).toBe('3')
    const kept = repository.deployments
    expect([bare, pending, failed].some(one => one !== undefined && kept.includes(one))).toBe(false)
    expect(kept).toContain(queued)
    expect(kept).toHaveLength(5)
  })
})
