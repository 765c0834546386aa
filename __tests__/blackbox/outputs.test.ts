import { describe, expect } from '@jest/globals'
import type { Step } from '../simulator/runner/step.ts'
import { states, story, type Stage } from './stage.ts'

const inputs = { environment: 'staging' }

/** Outputs that are set as soon as the deployment exists. */
const known = ({ github, made }: Stage, logUrl: string) => ({
  'deployment-id': String(made().id),
  'deployment-url': `${github.apiUrl}/repos/octo/app/deployments/${made().id}`,
  environment: 'staging',
  ref: made().ref,
  sha: made().sha,
  task: 'deploy',
  payload: JSON.stringify(made().payload),
  'log-url': logUrl
})

describe('several steps in one job', () => {
  story('each write a summary with a heading for what was done', async ({ run, repository }) => {
    repository.addDeployment({ environment: 'preview/1', state: 'success' })
    const step = (inputs: Record<string, string>, id: string): Step => ({ id, uses: './', with: inputs })
    const steps = [
      step({ operation: 'find', environment: 'nowhere' }, 'nowhere'),
      step({ operation: 'find', environment: 'preview/1' }, 'found'),
      step({ operation: 'deactivate', environment: 'preview/**', 'dry-run': 'true' }, 'plan'),
      step({ operation: 'deactivate', environment: 'preview/**' }, 'sweep'),
      step({ operation: 'deactivate', environment: 'preview/1' }, 'again'),
      step({ operation: 'create', environment: 'preview/2', state: 'queued' }, 'create'),
      step({ operation: 'update', environment: 'preview/2', state: 'success' }, 'update')
    ]
    const { job, post } = await run(inputs, { later: steps })
    expect(job.conclusion).toBe('success')
    const summaries = steps.map(({ id = '' }) => job.step(id).main?.summary ?? '')
    const headings = [...summaries, post?.summary ?? ''].map(html => /^<h3>(.*?)<\/h3>/.exec(html)?.[1])
    expect(headings).toEqual([
      'nowhere has no deployment in state success',
      'Found a deployment to preview/1',
      'Sweep of preview/** (dry run)',
      'Sweep of preview/**',
      'Teardown of preview/1: nothing to do',
      'Created a deployment to preview/2',
      'Updated the deployment to preview/2',
      'Deployed to staging'
    ])
  })
})

describe('the outputs of deploy', () => {
  story('are all there for the next step', async stage => {
    const { repository, made, run } = stage
    const live = repository.commit('Live')
    repository.addDeployment({ environment: 'staging', sha: live, statuses: ['success', 'inactive'] })
    const before = repository.addDeployment({ environment: 'staging', sha: live, state: 'success' })
    repository.commit('Next')
    const { outputs } = await run({ ...inputs, 'environment-url': 'https://staging.example.com' })
    const deployment = repository.deployments.at(-1)
    expect(() => made()).toThrow()
    const { latestStatus, statuses = [] } = deployment ?? {}
    expect(outputs).toEqual({
      ...known({ ...stage, made: () => deployment ?? before }, latestStatus?.logUrl ?? ''),
      'status-id': String(statuses[0]?.id),
      state: 'in_progress',
      'environment-url': 'https://staging.example.com',
      'previous-sha': live
    })
  })

  story('can be read by later steps and by other jobs', async ({ made, run }) => {
    const id = '${{ steps.deployment.outputs.deployment-id }}'
    const update = { operation: 'update', 'deployment-id': id, state: 'queued' }
    const { job } = await run(inputs, { later: [{ uses: './', with: update }], outputs: { id } })
    expect(states(made())).toEqual(['in_progress', 'queued', 'success'])
    expect(job.outputs).toEqual({ id: String(made().id) })
  })

  story('are those of main: post adds none', async ({ run }) => {
    const { outputs, post } = await run(inputs)
    expect(outputs['state']).toBe('in_progress')
    expect(post?.outputs).toEqual({})
    expect(post?.commands.filter(({ name }) => name === 'set-output')).toEqual([])
  })

  story('preserve big numbers and special characters', async ({ repository, made, run }) => {
    const payload = { 'multi\nline': 'a\r\nb', text: 'ghadelimiter_\n<<EOF=x', '%0A': '::set-output name=x::y' }
    repository.commit('Work', { branch: 'feature/ünï=<<x' })
    const { outputs } = await run({ ...inputs, ref: 'feature/ünï=<<x', payload: JSON.stringify(payload) })
    expect(made().id).toBeGreaterThan(2 ** 32)
    expect(outputs['ref']).toBe('feature/ünï=<<x')
    expect(JSON.parse(outputs['payload'] ?? '')).toEqual(payload)
  })
})

describe('an output is set as soon as it is known', () => {
  story('if a status cannot be written, the other outputs are kept', async stage => {
    const { github, made, run } = stage
    const body = JSON.stringify({ message: 'Validation Failed' })
    const headers = { 'content-type': 'application/json' }
    github.fault({
      match: { method: 'POST', path: '/statuses' },
      effect: { type: 'respond', status: 422, body, headers }
    })
    const { job, main, outputs } = await run(inputs, {
      later: [
        {
          id: 'after',
          if: 'always()',
          run: 'echo "id=${{ steps.deployment.outputs.deployment-id }}" >> "$GITHUB_OUTPUT"'
        }
      ]
    })
    expect(main.exitCode).toBe(1)
    expect(outputs).toEqual(known(stage, made().latestStatus?.logUrl ?? ''))
    expect(job.step('after').outputs).toEqual({ id: String(made().id) })
    expect(states(made())).toEqual(['failure'])
  })

  story('even if the step is killed afterwards', async stage => {
    const { github, made, run } = stage
    const deaf = { interrupt: 100, terminate: 100 }
    github.fault({ match: { method: 'POST', path: '/statuses' }, effect: { type: 'hang', when: 'before' } })
    const cancel = {
      step: 'deployment',
      at: (now: () => void) =>
        void github.onRequest(({ method, path }) => {
          if (method === 'POST' && path.endsWith('/statuses')) now()
        })
    }
    const { main, outputs } = await run(inputs, { cancel, cancelTimeouts: deaf })
    expect(main.outcome).toBe('cancelled')
    expect(outputs).toEqual(known(stage, made().latestStatus?.logUrl ?? ''))
    expect(states(made())).toEqual(['error'])
  })
})
