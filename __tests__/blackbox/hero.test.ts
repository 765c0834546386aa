import { describe, expect } from '@jest/globals'
import type { Step } from '../simulator/runner/step.ts'
import { states, story } from './stage.ts'

/** The first example in the README: the deploy step sets the URL long after the main step has run. */
const inputs = { environment: 'staging', 'environment-url': '${{ steps.ship.outputs.url }}' }
const url = 'https://staging.example.com'
const ship: Step = { id: 'ship', run: `echo "url=${url}" >> "$GITHUB_OUTPUT"` }

describe('one step, first in the job', () => {
  story('records the deployment, then its success with the URL of a later step', async stage => {
    const { github, repository, made, run } = stage
    const { job, main, post, outputs, said } = await run(inputs, { later: [ship] })

    const deployment = made()
    const commit = repository.tip.slice(0, 7)
    expect(job.conclusion).toBe('success')
    expect([main.exitCode, post?.exitCode]).toEqual([0, 0])
    expect([...said('error'), ...said('warning'), ...said('notice')]).toEqual([])
    expect(deployment).toMatchObject({
      environment: 'staging',
      sha: repository.tip,
      ref: repository.tip,
      task: 'deploy',
      transient: false,
      production: false,
      description: `Deploy ${commit} to staging`
    })
    expect(deployment.payload).toEqual({
      run_id: job.runId,
      run_attempt: 1,
      run_url: `${github.serverUrl}/octo/app/actions/runs/${job.runId}/attempts/1`,
      check_run_id: job.checkRunId,
      workflow: 'Deploy',
      job: 'deploy',
      step: 'deployment',
      actor: 'octocat',
      event: 'push',
      operation: 'deploy'
    })
    const logUrl = `${github.serverUrl}/octo/app/actions/runs/${job.runId}/job/${job.checkRunId}`
    expect(deployment.statuses).toHaveLength(2)
    expect(deployment.statuses[0]).toMatchObject({
      state: 'in_progress',
      description: `Deploying ${commit}`,
      environmentUrl: '',
      logUrl
    })
    expect(deployment.statuses[1]).toMatchObject({ state: 'success', environmentUrl: url, logUrl })
    expect(deployment.statuses[1]?.description).toMatch(new RegExp(`^Deployed ${commit} in \\d+s$`))
    expect(outputs).toMatchObject({ 'deployment-id': String(deployment.id), state: 'in_progress' })
    const page = `${github.serverUrl}/octo/app/deployments/activity_log?environments_filter=staging`
    expect(main.log).toContain(`Created     deployment ${deployment.id} of ${commit} to environment staging: ${page}\n`)
    expect(`${main.log}${post?.log ?? ''}`.split(page)).toHaveLength(2)
    expect(post?.log).toContain(`URL         ${url}\n`)
  })

  story('writes a summary with the state, the commit, the URL and the log', async ({ github, repository, run }) => {
    repository.addDeployment({ environment: 'staging', sha: repository.tip, state: 'success' })
    const before = repository.tip
    const now = repository.commit('Next')
    const { job, main, post } = await run(inputs, { later: [ship] })

    const page = `${github.serverUrl}/octo/app`
    expect(main.summary).toBe('')
    expect(post?.summary).toMatch(/^<h3>Deployed to staging<\/h3><table>/)
    expect(post?.summary).toContain('<td>🟢 success</td>')
    expect(post?.summary).toContain(`<a href="${page}/commit/${now}">${now.slice(0, 7)}</a>`)
    expect(post?.summary).toContain(`<a href="${page}/compare/${before}...${now}">`)
    expect(post?.summary).toContain(`<a href="${url}">${url}</a>`)
    expect(post?.summary).toContain(`<a href="${page}/actions/runs/${job.runId}/job/${job.checkRunId}">job log</a>`)
  })

  story('writes no summary if it is turned off', async ({ run }) => {
    const { main, post } = await run({ ...inputs, summary: false }, { later: [ship] })
    expect([main.summary, post?.summary]).toEqual(['', ''])
  })

  story('records the failure of a later step, and keeps its URL', async ({ made, run }) => {
    const { job, post, said } = await run(inputs, { later: [ship, { run: 'exit 3' }] })
    expect(job.conclusion).toBe('failure')
    expect(post?.exitCode).toBe(0)
    expect(said('error')).toEqual([])
    expect(states(made())).toEqual(['in_progress', 'failure'])
    expect(made().latestStatus?.environmentUrl).toBe(url)
    expect(made().latestStatus?.description).toMatch(/^Deploying [0-9a-f]{7} failed after \d+s$/)
  })

  story('omits a URL that was never set', async ({ github, made, run }) => {
    await run(inputs, { later: [{ id: 'ship', run: 'exit 1' }] })
    expect(states(made())).toEqual(['in_progress', 'failure'])
    expect(github.writes().at(-1)?.body).not.toHaveProperty('environment_url')
  })

  story('ignores the failure of a step with continue-on-error', async ({ made, run }) => {
    await run(inputs, { later: [{ run: 'exit 1', 'continue-on-error': true }] })
    expect(states(made())).toEqual(['in_progress', 'success'])
  })
})

describe('a job that is cancelled during a later step', () => {
  const slow: Step = { id: 'slow', run: 'exec sleep 30' }
  const cancel = { step: 'slow', at: (now: () => void) => now() }

  story('ends the deployment as an error, because it may be incomplete', async ({ made, run }) => {
    const { job, post } = await run(inputs, { later: [slow], cancel })
    expect(job.conclusion).toBe('cancelled')
    expect(post?.exitCode).toBe(0)
    expect(states(made())).toEqual(['in_progress', 'error'])
    expect(made().latestStatus?.description).toMatch(/^Deploying [0-9a-f]{7} was cancelled after \d+s$/)
  })

  story('ends a transient deployment as inactive', async ({ repository, events, made, run }) => {
    const event = events.pullRequest(repository.pullRequest())
    await run(inputs, { event, later: [slow], cancel })
    expect(states(made())).toEqual(['in_progress', 'inactive'])
    expect(made().shown).toBe('destroyed')
  })

  story('is recognized by "result" if it names a step that never ran', async ({ made, run }) => {
    const later = [slow, { id: 'ship', run: 'true' }]
    await run({ ...inputs, result: '${{ steps.ship.outcome }}' }, { later, cancel })
    expect(states(made())).toEqual(['in_progress', 'inactive'])
    expect(made().latestStatus?.description).toMatch(/was skipped$/)
  })
})

describe('a job that is cancelled before the step starts', () => {
  story('has nothing to end, and creates nothing', async ({ github, run }) => {
    const cancel = { step: 'deployment', at: (now: () => void) => now() }
    const { job, main, post } = await run(inputs, { cancel })
    expect(job.conclusion).toBe('cancelled')
    expect([main.outcome, post?.exitCode]).toEqual(['cancelled', 0])
    expect(post?.log).toBe('Nothing to finish.\n')
    expect(github.requests).toEqual([])
  })
})

describe('"result" sets the final state', () => {
  const result = '${{ steps.ship.outcome }}'

  story('with a step that was skipped', async ({ made, run }) => {
    const { job } = await run({ ...inputs, result }, { later: [{ id: 'ship', if: false, run: 'true' }] })
    expect(job.conclusion).toBe('success')
    expect(states(made())).toEqual(['in_progress', 'inactive'])
    expect(made().latestStatus?.description).toMatch(/^Deploying [0-9a-f]{7} was skipped$/)
  })

  story('with a step that was skipped, so no page is linked', async ({ made, run }) => {
    const given = { ...inputs, result, 'environment-url': 'https://staging.example.com' }
    await run(given, { later: [{ id: 'ship', if: false, run: 'true' }] })
    expect(states(made())).toEqual(['in_progress', 'inactive'])
    expect(made().latestStatus?.environmentUrl).toBe('')
  })

  story('with a step that failed with continue-on-error', async ({ made, run }) => {
    const ship = { id: 'ship', run: 'exit 1', 'continue-on-error': true }
    const { job } = await run({ ...inputs, result }, { later: [ship] })
    expect(job.conclusion).toBe('success')
    expect(states(made())).toEqual(['in_progress', 'failure'])
  })

  story('with a step that succeeded before another one failed', async ({ made, run }) => {
    const { job } = await run({ ...inputs, result }, { later: [ship, { run: 'exit 1' }] })
    expect(job.conclusion).toBe('failure')
    expect(states(made())).toEqual(['in_progress', 'success'])
  })

  story('with a step that does not exist: the job status is used', async ({ made, run }) => {
    await run({ ...inputs, result }, { later: [{ run: 'exit 1' }] })
    expect(states(made())).toEqual(['in_progress', 'failure'])
  })

  for (const word of ['inactive', 'queued', 'SUCCESS']) {
    story(`with the state ${word}`, async ({ made, run }) => {
      await run({ ...inputs, result: word })
      expect(states(made())).toEqual(['in_progress', word.toLowerCase()])
    })
  }
})

describe('inside composite actions', () => {
  story('in one, post reads the inputs as they are at the end', async ({ made, run }) => {
    const { post } = await run(inputs, { later: [ship], nesting: 'composite' })
    expect(post?.exitCode).toBe(0)
    expect(states(made())).toEqual(['in_progress', 'success'])
    expect(made().latestStatus?.environmentUrl).toBe(url)
  })

  story('in nested ones, they are lost: main has saved what to end', async ({ github, made, run }) => {
    const lost = {
      environment: '${{ inputs.environment }}',
      token: '${{ inputs.token }}',
      result: '${{ steps.ship.outcome }}',
      'environment-url': '${{ steps.ship.outputs.url }}'
    }
    const token = github.token({ kind: 'pat' })
    const { post } = await run(lost, {
      later: [ship, { run: 'exit 1' }],
      nesting: 'nested-composite',
      inputs: { environment: 'staging', token }
    })
    expect(post?.exitCode).toBe(0)
    expect(made().environment).toBe('staging')
    expect(states(made())).toEqual(['in_progress', 'failure'])
    const owners = github.requests.map(request => request.token?.split(' ')[0])
    expect(owners).toEqual(['pat', 'pat', 'pat', 'workflow', 'workflow'])
  })

  story('there, an update can still set a URL', async ({ made, run }) => {
    const id = '${{ steps.deployment.outputs.deployment-id }}'
    const update = { operation: 'update', state: 'in_progress', 'deployment-id': id, 'environment-url': url }
    await run(inputs, { later: [{ uses: './', with: update }], nesting: 'nested-composite' })
    expect(states(made())).toEqual(['in_progress', 'in_progress', 'success'])
    expect(made().latestStatus?.environmentUrl).toBe(url)
  })
})
