import { describe, expect } from '@jest/globals'
import type { DeploymentSeed, Repository } from '../simulator/github/model.ts'
import { story } from './stage.ts'

const left = (repository: Repository): string[] =>
  repository.deployments.map(({ environment, task, state }) => `${environment} ${task}: ${state ?? 'no status'}`)

const listed = (outputs: Readonly<Record<string, string>>): Record<string, unknown>[] =>
  JSON.parse(outputs['deployments'] ?? '') as Record<string, unknown>[]

/** A live deployment of a pull request. */
const pull = (number: number, others: DeploymentSeed = {}): DeploymentSeed => ({
  task: `preview-pr-${number}`,
  state: 'success',
  ...others
})

describe('"task" of a teardown', () => {
  story('deactivates one task, and keeps all others', async ({ repository, run }) => {
    repository.addTransient(
      'preview',
      pull(7),
      pull(8),
      pull(7, { state: 'failure' }),
      pull(7, { state: 'in_progress' })
    )
    const inputs = { operation: 'deactivate', environment: 'preview', task: 'preview-pr-7' }
    const { main, outputs } = await run(inputs)
    expect(main.exitCode).toBe(0)
    expect(left(repository)).toEqual([
      'preview preview-pr-7: inactive',
      'preview preview-pr-8: success',
      'preview preview-pr-7: failure',
      'preview preview-pr-7: inactive'
    ])
    expect(listed(outputs).map(({ task, action, because }) => [task, action, because])).toEqual([
      ['preview-pr-7', 'deactivate', 'it is live (in_progress)'],
      ['preview-pr-7', 'none', 'it is not live (failure)'],
      ['preview-pr-8', 'spare', 'its task is preview-pr-8, not preview-pr-7'],
      ['preview-pr-7', 'deactivate', 'it is live (success)']
    ])
    expect(main.log).toContain('2 to deactivate, 1 kept, 1 not live (4 deployments in environment preview)')
    expect(main.log).toMatch(/keep {8}[0-9a-f]{7} in preview \(preview-pr-8\), created 3 minutes ago: its task is /)
    // Another task is still live in the environment.
    expect(outputs).toMatchObject({ deactivated: '2', environments: '[]' })
  })

  story('"deploy" matches only the default task', async ({ repository, run }) => {
    repository.addTransient('staging', 'success', pull(7))
    await run({ operation: 'deactivate', environment: 'staging', task: 'deploy' })
    expect(left(repository)).toEqual(['staging deploy: inactive', 'staging preview-pr-7: success'])
  })

  story('deletes one task, and keeps the environment for other tasks', async ({ github, repository, run }) => {
    repository.addTransient('preview', pull(7), pull(8, { state: 'failure' }))
    const admin = github.token({ kind: 'admin' })
    const inputs = { operation: 'delete', environment: 'preview', 'delete-environment': true }
    const { main, outputs } = await run({ ...inputs, task: 'preview-pr-7', 'environment-token': admin })
    expect(left(repository)).toEqual(['preview preview-pr-8: failure'])
    expect(repository.environments.map(({ name }) => name)).toEqual(['preview'])
    expect(outputs).toMatchObject({ deactivated: '1', deleted: '1', environments: '["preview"]' })
    const reason = '1 deployment is kept: its task is preview-pr-8, not preview-pr-7'
    expect(main.log).toContain(`keep        environment preview: ${reason}\n`)
    expect(main.summary).toContain(`<td>keep</td><td>${reason}</td>`)
    await run({ ...inputs, task: 'preview-pr-8', 'environment-token': admin })
    expect(repository.environments).toEqual([])
  })
})

describe('filters apply per environment and task', () => {
  story('keep: keeps the newest five and the newest success of each task', async ({ repository, run }) => {
    const api = Array.from({ length: 8 }, (): DeploymentSeed => ({ task: 'api', statuses: ['success', 'inactive'] }))
    const rare: DeploymentSeed[] = [
      { task: 'web', state: 'success' },
      ...Array.from({ length: 6 }, (): DeploymentSeed => ({ task: 'web', state: 'failure' }))
    ]
    repository.addTransient('staging', ...rare, ...api, { task: 'api', state: 'success' })
    const { outputs } = await run({ operation: 'delete', environment: 'staging', keep: 5 })
    expect(outputs['deleted']).toBe('5')
    expect(left(repository)).toEqual([
      'staging web: success',
      ...Array<string>(5).fill('staging web: failure'),
      ...Array<string>(4).fill('staging api: inactive'),
      'staging api: success'
    ])
  })

  story('keep-open-pull-requests: keeps only the task of the open pull request', async ({ repository, run }) => {
    repository.commit('One', { branch: 'one' })
    const open = repository.pullRequest({ head: 'one', base: 'main' })
    repository.commit('Two', { branch: 'two' })
    const closed = repository.pullRequest({ head: 'two', base: 'main' })
    repository.addTransient('preview', pull(1, { sha: open.head.sha }), pull(2, { sha: closed.head.sha }))
    repository.close(closed)
    const { main } = await run({ operation: 'deactivate', environment: 'preview', 'keep-open-pull-requests': true })
    expect(left(repository)).toEqual(['preview preview-pr-1: success', 'preview preview-pr-2: inactive'])
    expect(main.log).toContain('a commit of its environment and task belongs to the open pull request #1')
  })
})
