import { describe, expect } from '@jest/globals'
import type { DeploymentSeed, State } from '../simulator/github/model.ts'
import { sequence, story } from './stage.ts'

/** Counts the requests of each kind. */
const counted = (kinds: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(kinds)].map(kind => [kind, kinds.filter(other => other === kind).length]))

describe('a teardown sends', () => {
  story('at most 12 requests for 1,000 deployments if one is live', async ({ github, repository, run }) => {
    repository.addTransient('preview/pr-12', ...Array<State>(999).fill('inactive'), 'success')
    const { outputs, main } = await run({ operation: 'deactivate', environment: 'preview/pr-12' })
    expect(main.exitCode).toBe(0)
    expect(outputs['deactivated']).toBe('1')
    expect(repository.live('preview/pr-12')).toBe('destroyed')
    expect(counted(sequence(github.requests))).toEqual({ Scan: 10, Deactivate: 1 })
    expect(github.requests.length).toBeLessThanOrEqual(12)
  })

  story('at most 30 requests for 250 live deployments', async ({ github, repository, run }) => {
    repository.addTransient('preview/pr-12', ...Array<State>(250).fill('success'))
    const { outputs } = await run({ operation: 'deactivate', environment: 'preview/pr-12' })
    expect(outputs['deactivated']).toBe('250')
    expect(repository.deployments.every(({ shown }) => shown === 'destroyed')).toBe(true)
    expect(counted(sequence(github.requests))).toEqual({ Scan: 3, Deactivate: 25 })
    expect(github.requests.length).toBeLessThanOrEqual(30)
  })

  story('at most 26 requests to delete 120 live deployments', async ({ github, repository, run }) => {
    repository.addTransient('preview/pr-12', ...Array<State>(120).fill('success'))
    const { outputs } = await run({ operation: 'delete', environment: 'preview/pr-12' })
    expect(outputs).toMatchObject({ deactivated: '120', deleted: '120' })
    expect(repository.deployments).toEqual([])
    expect(counted(sequence(github.requests))).toEqual({ Scan: 2, Deactivate: 12, Delete: 12 })
    expect(github.requests.length).toBeLessThanOrEqual(26)
  })

  story('at most 40 requests for 250 environments that match a pattern', async ({ github, repository, run }) => {
    for (let number = 1; number <= 250; number++) repository.addTransient(`preview/pr-${number}`, 'success')
    const { outputs } = await run({ operation: 'deactivate', environment: 'preview/pr-*' })
    expect(outputs['deactivated']).toBe('250')
    expect(counted(sequence(github.requests))).toEqual({ 'GET environments': 3, Scan: 3, Deactivate: 25 })
    expect(github.requests.length).toBeLessThanOrEqual(40)
  })

  story('at most 40 requests for 250 environments it cannot list', async ({ github, repository, run }) => {
    for (let number = 1; number <= 250; number++) repository.addTransient(`preview/pr-${number}`, 'success')
    github.fault({
      match: { path: /\/environments$/ },
      effect: { type: 'respond', status: 403, body: '{"message":"Resource not accessible by integration"}' }
    })
    const { outputs } = await run({ operation: 'deactivate', environment: 'preview/pr-*' })
    expect(outputs['deactivated']).toBe('250')
    expect(github.requests.length).toBeLessThanOrEqual(40)
  })

  story('only the lookup if no deployment is live', async ({ github, repository, run }) => {
    repository.addDeployments(['inactive', 'failure', 'error'], { environment: 'staging' })
    const { outputs, main } = await run({ operation: 'deactivate', environment: 'staging' })
    expect(outputs).toMatchObject({ deactivated: '0', deleted: '0', environments: '[]' })
    expect(sequence(github.requests)).toEqual(['Scan'])
    expect(main.log).toContain('Nothing to do: 3 not live (3 deployments in environment staging)')
  })

  story('110 requests for 10,000 deployments, with 12 MB of memory', async ({ github, repository, run, underTest }) => {
    const payload = { note: 'What the author has written down. '.repeat(50) }
    const seeds = Array.from({ length: 10_000 }, (_, place): DeploymentSeed => {
      const state = place % 100 === 0 ? 'success' : 'inactive'
      return { statuses: [{ state, description: 'Shipped' }] }
    })
    repository.addDeployments(seeds, { environment: 'preview/pr-12', payload })
    // In megabytes. The bundle alone needs eight, and more than twice as much if it kept the pages in memory.
    const processEnv: Record<string, string> =
      underTest.entry === 'dist' ? { NODE_OPTIONS: '--max-old-space-size=12' } : {}
    const { outputs, main } = await run({ operation: 'deactivate', environment: 'preview/pr-12' }, { processEnv })
    expect(main.exitCode).toBe(0)
    expect(outputs['deactivated']).toBe('100')
    expect(main.log).toContain('100 to deactivate, 9900 not live (10000 deployments in environment preview/pr-12)')
    expect(counted(sequence(github.requests))).toEqual({ Scan: 100, Deactivate: 10 })
  })
})
