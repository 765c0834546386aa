import { describe, expect } from '@jest/globals'
import type { Surroundings } from './stage.ts'
import { sequence, states, story } from './stage.ts'

const inputs = { environment: 'staging' }
const here = { runId: 36_000_000_001, checkRunId: 110_000_000_001 } satisfies Surroundings
const advice =
  'GitHub keeps a deployment of its own for this job, because the job has "environment: staging". Write "environment: { name: staging, deployment: false }" to keep secrets and approvals and have only one record.'

describe("beside the job's own environment", () => {
  story(
    'one notice advises to have one record only; no request is spent for it',
    async ({ github, repository, run }) => {
      const own = repository.jobDeployment({ environment: 'staging', sha: repository.tip, ...here })
      const { job, said, outputs } = await run(inputs, here)
      expect(job.conclusion).toBe('success')
      expect(said('notice')).toEqual([advice])
      expect(states(own)).toEqual(['queued', 'in_progress'])
      expect(states(repository.deployment(outputs['deployment-id'] ?? ''))).toEqual(['in_progress', 'success'])
      expect(sequence(github.requests).toSorted()).toEqual([
        'Look',
        'POST deployments',
        'POST deployments/{id}/statuses',
        'POST deployments/{id}/statuses',
        'Scan'
      ])
    }
  )

  story('it is also detected if GraphQL is refused', async ({ github, repository, run }) => {
    repository.jobDeployment({ environment: 'staging', sha: repository.tip, ...here })
    const { said } = await run({ ...inputs, token: github.token({ kind: 'repo_deployment' }) }, here)
    expect(said('notice')).toEqual([advice])
  })

  story('it is detected on a server without job IDs', async ({ repository, run }) => {
    repository.jobDeployment({ environment: 'staging', sha: repository.tip, ...here })
    const { said } = await run(inputs, { ...here, checkRunId: '' })
    expect(said('notice')).toEqual([advice])
  })

  for (const [why, inputs, another] of [
    ['ours has a task of its own', { environment: 'staging', task: 'deploy:web' }, undefined],
    ['another task is live', { environment: 'staging' }, 'deploy:web']
  ] as const) {
    story(`it is a warning if ${why}: GitHub's record ends every task`, async ({ repository, run }) => {
      if (another !== undefined) repository.addDeployment({ environment: 'staging', task: another, state: 'success' })
      repository.jobDeployment({ environment: 'staging', sha: repository.tip, ...here })
      const { said } = await run(inputs, here)
      expect(said('notice')).toEqual([])
      expect(said('warning')).toEqual([
        advice.replace(
          'Write',
          'When that deployment succeeds, GitHub deactivates older deployments of every task in the environment. Write'
        )
      ])
    })
  }

  story(
    'on GitHub Enterprise Server, which does not know "deployment: false", the advice is to leave it out',
    async ({ repository, run }) => {
      repository.jobDeployment({ environment: 'staging', sha: repository.tip, ...here })
      const { said } = await run(inputs, here)
      expect(said('notice')).toEqual([
        'GitHub keeps a deployment of its own for this job, because the job has "environment: staging". Remove "environment:" from the job to have only one record.'
      ])
    },
    { flavour: 'enterprise' }
  )

  for (const operation of ['update', 'find', 'wait']) {
    story(`${operation} passes it over, and says so`, async ({ repository, run }) => {
      const payload = { run_id: here.runId }
      const other = repository.addDeployment({ environment: 'staging', sha: repository.tip, state: 'success', payload })
      repository.jobDeployment({ environment: 'staging', sha: repository.tip, ...here })
      const state = operation === 'update' ? { state: 'success' } : {}
      const { said, outputs } = await run({ ...inputs, operation, ...state }, here)
      expect(outputs['deployment-id']).toBe(String(other.id))
      expect(said('notice')).toEqual([advice])
    })
  }

  story("somebody else's is none, though this job has set its status", async ({ repository, run }) => {
    const bare = repository.addDeployment({ environment: 'staging', sha: repository.tip })
    const update = { uses: './', with: { ...inputs, operation: 'update', state: 'success' } }
    const deactivate = { uses: './', with: { ...inputs, operation: 'deactivate' } }
    const { job, said } = await run(
      { ...inputs, operation: 'update', state: 'in_progress' },
      { ...here, later: [update, deactivate] }
    )
    expect(job.conclusion).toBe('success')
    expect(states(bare)).toEqual(['in_progress', 'success', 'inactive'])
    expect([...said('notice'), ...said('warning')]).toEqual([])
  })

  story('a teardown by its ID also keeps it', async ({ repository, run }) => {
    const own = repository.jobDeployment({ environment: 'staging', sha: repository.tip, ...here })
    const { said } = await run({ operation: 'deactivate', 'deployment-id': own.id }, here)
    expect(states(own)).toEqual(['queued', 'in_progress'])
    expect(said('warning')).toEqual([expect.stringMatching(/^GitHub's own deployment for this job is kept/)])
  })

  story('that of another job is no matter, nor is ours', async ({ repository, run }) => {
    repository.jobDeployment({ environment: 'staging', sha: repository.tip, ...here, checkRunId: here.checkRunId - 1 })
    repository.jobDeployment({ environment: 'production', sha: repository.tip, ...here })
    repository.addDeployment({ environment: 'staging', sha: repository.tip })
    const first = await run(inputs, here)
    const second = await run(inputs, here)
    expect([...first.said('notice'), ...second.said('notice')]).toEqual([])
  })
})
