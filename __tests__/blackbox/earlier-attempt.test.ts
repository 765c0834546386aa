import { describe, expect } from '@jest/globals'
import type { Deployment, Repository } from '../simulator/github/model.ts'
import { sequence, states, story } from './stage.ts'

const runId = 36_000_000_001
const second = { runId, runAttempt: 2 }

/** The payload of the deployment that the same step created in the first attempt. */
const payload = { run_id: runId, run_attempt: 1, job: 'deploy', step: 'deployment', operation: 'deploy' }

const leftOpen = (repository: Repository, more: object = {}): Deployment =>
  repository.addDeployment({
    environment: 'staging',
    state: 'in_progress',
    payload: { ...payload, ...more },
    createdAt: Date.now() - 600_000
  })

describe('what the same step left open in an earlier attempt, because its runner was lost', () => {
  for (const [how, inputs] of Object.entries({
    'when the second one succeeds': {},
    'when it fails': { result: 'failure' },
    'with "auto-inactive: false"': { 'auto-inactive': 'false' },
    'of a preview': { 'transient-environment': 'true' }
  })) {
    story(`is ended as error ${how}, with one request`, async ({ github, repository, run }) => {
      const lost = leftOpen(repository)
      const { job, post } = await run({ environment: 'staging', ...inputs }, second)
      expect(states(lost)).toEqual(['in_progress', 'error'])
      expect(lost.latestStatus).toMatchObject({
        description: 'Superseded by attempt 2',
        logUrl: `${github.serverUrl}/octo/app/actions/runs/${runId}/job/${String(job.checkRunId)}`
      })
      expect(post?.log).toContain(
        `Ended       ${lost.sha.slice(0, 7)}, left open by an earlier attempt of this run (set to error)\n`
      )
      expect(sequence(github.requests)).toHaveLength(6)
    })
  }

  story('is ended with the real payload of the first attempt', async ({ repository, run }) => {
    const lost: Deployment[] = []
    const dies = { uses: 'octo/power-cut@v1' }
    await run(
      { environment: 'staging', result: 'queued' },
      {
        ...second,
        runAttempt: 1,
        later: [dies],
        actions: { 'octo/power-cut': () => void lost.push(...repository.deployments) }
      }
    )
    // The simulated runner survives, so its post step records a state that is not final.
    expect(lost.map(states)).toEqual([['in_progress', 'queued']])
    await run({ environment: 'staging' }, second)
    expect(lost.map(states)).toEqual([['in_progress', 'queued', 'error']])
  })

  const others: Record<string, object> = {
    'of another run': { run_id: 1 },
    'of another job': { job: 'web' },
    'of another step': { step: '__run' },
    'of this attempt': { run_attempt: 2 },
    'created for somebody else': { operation: 'create' }
  }
  for (const [which, more] of Object.entries(others)) {
    story(`one ${which} stays`, async ({ repository, run }) => {
      const other = leftOpen(repository, more)
      await run({ environment: 'staging' }, second)
      expect(states(other)).toEqual(['in_progress'])
    })
  }

  story('in the first attempt, nothing is searched for', async ({ github, repository, run }) => {
    const other = leftOpen(repository, { run_attempt: 0 })
    await run({ environment: 'staging', result: 'failure' }, { runId })
    expect(states(other)).toEqual(['in_progress'])
    const look = github.graphqlRequests().find(({ operation }) => operation === 'Look')
    expect(look?.body).toMatchObject({ variables: { around: false, payloads: false } })
  })

  story('that cannot be ended causes a warning', async ({ github, repository, run }) => {
    leftOpen(repository)
    const headers = { 'content-type': 'application/json' }
    const refusal = { errors: [{ type: 'UNPROCESSABLE', path: ['m0'], message: 'Not today' }], data: { m0: null } }
    github.fault({
      match: { operation: 'End' },
      times: 9,
      effect: { type: 'respond', status: 200, headers, body: JSON.stringify(refusal) }
    })
    const { job, said } = await run({ environment: 'staging' }, second)
    expect(job.conclusion).toBe('success')
    expect(said('warning')).toEqual([
      expect.stringMatching(/^Could not end the deployment that an earlier attempt of this run left open\. Not today/)
    ])
  })
})
