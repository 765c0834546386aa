import { describe, expect } from '@jest/globals'
import type { Deployment } from '../simulator/github/model.ts'
import { story, type Surroundings } from './stage.ts'

const later = (...outputs: string[]): Surroundings => ({
  later: [{ id: 'ship', run: outputs.map(output => `echo "${output}" >> "$GITHUB_OUTPUT"`).join('\n') }]
})
const descriptions = ({ description, statuses }: Deployment): (string | null)[] => [
  description,
  ...statuses.map(status => status.description)
]
const logs = ({ statuses }: Deployment): string[] => statuses.map(({ logUrl }) => logUrl)
const description = 'terraform apply (${{ steps.ship.outputs.summary }})'

describe('a description from a later step', () => {
  story('is read again when the job ends', async ({ made, run }) => {
    await run({ environment: 'staging', description }, later('summary=3 added'))
    expect(descriptions(made())).toEqual(['terraform apply ()', 'terraform apply ()', 'terraform apply (3 added)'])
  })

  story('may be the whole description', async ({ repository, made, run }) => {
    await run({ environment: 'staging', description: '${{ steps.ship.outputs.summary }}' }, later('summary=3 added'))
    const commit = repository.tip.slice(0, 7)
    expect(descriptions(made())).toEqual([`Deploy ${commit} to staging`, `Deploying ${commit}`, '3 added'])
  })

  story('is kept from main if it is empty then', async ({ made, run }) => {
    const forgotten = { env: { TEXT: 'Ship it' }, later: [{ run: 'echo "TEXT=" >> "$GITHUB_ENV"' }] }
    await run({ environment: 'staging', description: '${{ env.TEXT }}' }, forgotten)
    expect(descriptions(made())).toEqual(['Ship it', 'Ship it', 'Ship it'])
  })

  story('is kept from main if a part of it is missing then', async ({ made, run }) => {
    const forgotten = { env: { TEXT: 'it' }, later: [{ run: 'echo "TEXT=" >> "$GITHUB_ENV"' }] }
    await run({ environment: 'staging', description: 'Ship ${{ env.TEXT }} now' }, forgotten)
    expect(descriptions(made())).toEqual(['Ship it now', 'Ship it now', 'Ship it now'])
  })

  story('is kept from main inside nested composite actions', async ({ made, run }) => {
    await run(
      { environment: 'staging', description: 'Ship ${{ inputs.what }}' },
      { inputs: { what: 'it' }, nesting: 'nested-composite' }
    )
    expect(descriptions(made())).toEqual(['Ship it', 'Ship it', 'Ship it'])
  })

  story('is cut at 140 characters, with a warning', async ({ made, run }) => {
    const { said } = await run({ environment: 'staging', description }, later(`summary=${'a'.repeat(200)}`))
    expect(made().latestStatus?.description).toBe(`terraform apply (${'a'.repeat(122)}…`)
    expect(said('warning')).toEqual([
      '"description" is longer than the 140 characters that GitHub accepts, so it was cut.'
    ])
  })
})

describe('a log URL from a later step', () => {
  const url = 'https://ci.example.com/7'
  const logUrl = '${{ steps.ship.outputs.base }}/log'

  story('is read again when the job ends; until then the job page is linked', async ({ github, made, run }) => {
    const { job, said } = await run({ environment: 'staging', 'log-url': logUrl }, later(`base=${url}`))
    const page = `${github.serverUrl}/octo/app/actions/runs/${job.runId}/job/${String(job.checkRunId)}`
    expect(logs(made())).toEqual([page, `${url}/log`])
    expect([...said('warning'), ...said('error')]).toEqual([])
  })

  story('that is not a URL then is a warning, and the job page is linked', async ({ made, run }) => {
    const { job, said } = await run({ environment: 'staging', 'log-url': logUrl }, later())
    expect(job.conclusion).toBe('success')
    expect(new Set(logs(made())).size).toBe(1)
    expect(made().state).toBe('success')
    expect(said('warning')).toEqual([
      'The final status is recorded without this link: "log-url" must be an absolute http or https URL, not "/log".'
    ])
  })

  story('is kept from main if a part of it is missing then', async ({ made, run }) => {
    const forgotten = { env: { RUN: '7' }, later: [{ run: 'echo "RUN=" >> "$GITHUB_ENV"' }] }
    await run({ environment: 'staging', 'log-url': 'https://ci.example.com/${{ env.RUN }}' }, forgotten)
    expect(logs(made())).toEqual([url, url])
  })

  story('is kept from main if it is empty then', async ({ made, run }) => {
    const forgotten = { env: { LOG: url }, later: [{ run: 'echo "LOG=" >> "$GITHUB_ENV"' }] }
    await run({ environment: 'staging', 'log-url': '${{ env.LOG }}' }, forgotten)
    expect(logs(made())).toEqual([url, url])
  })
})

describe('an environment URL that GitHub rejects', () => {
  const url = 'https://staging.example.com'
  const errors = [
    { resource: 'DeploymentStatus', code: 'custom', field: 'environment_url', message: 'environment_url is invalid' }
  ]
  const rejected = {
    type: 'respond',
    status: 422,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message: 'Validation Failed', errors })
  } as const
  const warning = `GitHub rejected the environment URL "${url}" (Validation Failed: environment_url is invalid), so the state is recorded without a link. Check the input "environment-url".`

  story('does not keep the final state from being recorded', async ({ github, made, run }) => {
    github.fault({ match: { method: 'POST', path: '/statuses', nth: 2 }, effect: rejected })
    const late = { environment: 'staging', 'environment-url': '${{ steps.ship.outputs.url }}' }
    const { job, said } = await run(late, later(`url=${url}`))
    expect(job.conclusion).toBe('success')
    expect(made().statuses.map(({ state, environmentUrl }) => [state, environmentUrl])).toEqual([
      ['in_progress', ''],
      ['success', '']
    ])
    expect(said('warning')).toEqual([warning])
  })

  story('does not keep an update from being recorded', async ({ github, repository, made, run }) => {
    const { id } = repository.addDeployment({ environment: 'staging' })
    github.fault({ match: { method: 'POST', path: '/statuses' }, effect: rejected })
    const { main, said } = await run({
      operation: 'update',
      'deployment-id': id,
      state: 'failure',
      'environment-url': url
    })
    expect([main.exitCode, made().state]).toEqual([0, 'failure'])
    expect(said('warning')).toEqual([warning])
  })

  story('is not blamed for what GitHub rejects without it, too', async ({ github, repository, made, run }) => {
    const { id } = repository.addDeployment({ environment: 'staging' })
    github.fault({ match: { method: 'POST', path: '/statuses' }, times: 2, effect: rejected })
    const { main, said } = await run({
      operation: 'update',
      'deployment-id': id,
      state: 'failure',
      'environment-url': url
    })
    expect([main.exitCode, made().state]).toEqual([1, undefined])
    expect(said('error')).toEqual([expect.stringContaining('environment_url is invalid')])
    expect(said('warning')).toEqual([])
  })
})
