import { describe, expect } from '@jest/globals'
import type { DeploymentSeed, Repository } from '../simulator/github/model.ts'
import { states, story } from './stage.ts'

const sweep = { operation: 'deactivate', environment: 'preview/*' }
const left = (count: number | string): string =>
  `Left        environments with only failed deployments: ${count}. "deactivate" leaves them as they are, "delete" finds them.`

/** Adds deployments to `preview/1`, `preview/2` and so on, each a day old, newest last. */
function previews(repository: Repository, ...all: DeploymentSeed['statuses'][]): void {
  for (const [place, statuses = []] of all.entries()) {
    for (const status of statuses) {
      const environment = `preview/${place + 1}`
      repository.addDeployment({ environment, statuses: [status], createdAt: Date.now() - 86_400_000 })
    }
  }
}

const leftLines = (log: string): string[] => log.split('\n').filter(line => line.startsWith('Left'))

describe('a sweep that deactivates', () => {
  story('says how many environments have only failed deployments', async ({ repository, run }) => {
    previews(
      repository,
      ['success'],
      ['failure'],
      ['error', 'failure'],
      ['failure', 'success'],
      ['inactive', 'failure'],
      ['inactive']
    )
    const { main, outputs, said } = await run(sweep)
    expect(main.exitCode).toBe(0)
    expect(leftLines(main.log)).toEqual([left(2)])
    expect(outputs['environments']).toBe('["preview/1","preview/4"]')
    expect(repository.deploymentsOf('preview/2').map(states)).toEqual([['failure']])
    expect([...said('warning'), ...said('notice')]).toEqual([])
    const { outputs: planned } = await run({ ...sweep, operation: 'delete', 'dry-run': true })
    expect(JSON.parse(planned['environments'] ?? '')).toEqual([1, 2, 3, 4, 5, 6].map(number => `preview/${number}`))
  })

  story('says so if there is nothing else, in a dry run, too', async ({ github, repository, run }) => {
    previews(repository, ['failure'])
    for (const given of [{}, { 'dry-run': true }]) {
      const { main, outputs } = await run({ ...sweep, ...given })
      expect(main.exitCode).toBe(0)
      expect(main.log).toContain('Nothing to do: 1 not live (1 deployment in environment preview/1)\n')
      expect(leftLines(main.log)).toEqual([left(1)])
      expect(outputs).toMatchObject({ deactivated: '0', environments: '[]' })
    }
    expect(github.writes()).toEqual([])
  })

  story('does not count what delete would keep, too', async ({ repository, run }) => {
    previews(repository, ['failure'], ['error'])
    repository.addDeployment({ environment: 'preview/2', state: 'failure' })
    const { main } = await run({ ...sweep, 'older-than': '2d' })
    expect(leftLines(main.log)).toEqual([])
    const { main: younger } = await run({ ...sweep, 'older-than': '12h' })
    expect(leftLines(younger.log)).toEqual([left(2)])
  })

  story('does not say so of environments that are named', async ({ repository, run }) => {
    previews(repository, ['failure'], ['success'])
    const { main } = await run({ ...sweep, environment: 'preview/1\npreview/2' })
    expect(leftLines(main.log)).toEqual([])
  })

  story('does not say so if delete does it', async ({ repository, run }) => {
    previews(repository, ['failure'], ['success'])
    const { main } = await run({ ...sweep, operation: 'delete' })
    expect(leftLines(main.log)).toEqual([])
    expect(repository.deployments).toEqual([])
  })
})

describe('a dry run', () => {
  for (const operation of ['deactivate', 'delete']) {
    for (const environment of ['preview/1', 'preview/*']) {
      story(`of ${operation} in ${environment} needs only to read`, async ({ github, repository, run }) => {
        previews(repository, ['success'], ['failure'])
        const token = github.token({ permissions: { deployments: 'read', actions: 'read' } })
        const given = { operation, environment, 'dry-run': true }
        const { main, outputs, said } = await run(given, { token })
        expect(main.exitCode).toBe(0)
        expect(JSON.parse(outputs['environments'] ?? '')).toContain('preview/1')
        expect([...said('error'), ...said('warning')]).toEqual([])
        expect(github.writes()).toEqual([])
      })
    }
  }

  for (const target of ['environment', 'deployment-id']) {
    story(`with ${target} and no permission names the one it needs`, async ({ github, run }) => {
      const repository = github.repository('octo/secret', { private: true })
      const { id } = repository.addDeployment({ environment: 'preview/1', state: 'success' })
      const token = github.token({ kind: 'pat', permissions: { metadata: 'read' } })
      const given = { operation: 'deactivate', [target]: target === 'environment' ? 'preview/1' : id, token }
      const { main, said } = await run({ ...given, repository: 'octo/secret', 'dry-run': true })
      expect(main.exitCode).toBe(1)
      expect(said('error')).toHaveLength(1)
      expect(said('error')[0]).toContain('"deployments: read"')
      expect(said('error')[0]).not.toContain('write')
    })
  }
})
