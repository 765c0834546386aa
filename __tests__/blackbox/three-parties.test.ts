import { describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { runWorkflow, type WorkflowResult } from '../simulator/runner/workflow.ts'
import { onStage, states, type Stage } from './stage.ts'

/**
 * The deployment flow from GitHub's documentation, with a process for each party. Tooling creates a deployment and waits.
 * A third party receives the event, deploys, and reports. https://docs.github.com/rest/deployments/deployments
 */
interface Parties extends Stage {
  /** Runs the tooling's workflow, and the receiver's workflow for each deployment that triggers one. */
  play: (deploy: string, token: string) => Promise<{ tooling: WorkflowResult; receivers: WorkflowResult[] }>
}

const example = (name: string): Promise<string> =>
  readFile(new URL(`../../examples/three-parties/${name}.yml`, import.meta.url), 'utf8')

const onStageTogether = (story: (parties: Parties) => Promise<void>, speed = 30): Promise<void> =>
  onStage(
    async stage => {
      const { github, repository, events, token, underTest } = stage
      const options = { github, token, ...underTest }
      const play: Parties['play'] = async (deploy, asking) => {
        const [tooling, receiver] = await Promise.all([example('tooling'), example('receiver')])
        const heard: Promise<WorkflowResult>[] = []
        github.onAnswer(({ method, path, status, token: label = '' }) => {
          // https://docs.github.com/actions/concepts/security/github_token#when-github_token-triggers-workflow-runs
          if (method !== 'POST' || !path.endsWith('/deployments') || status !== 201 || label.startsWith('workflow'))
            return
          const deployment = repository.deployments.at(-1)
          if (deployment === undefined) throw new Error('It was created just now.')
          const event = events.deployment(deployment)
          heard.push(runWorkflow(receiver, { ...options, event, files: { 'deploy.sh': `#!/bin/sh\n${deploy}\n` } }))
        })
        const result = await runWorkflow(tooling, {
          ...options,
          event: events.workflowDispatch(),
          inputs: { environment: 'staging' },
          secrets: { DEPLOY_TOKEN: asking }
        })
        return { tooling: result, receivers: await Promise.all(heard) }
      }
      await story({ ...stage, play })
    },
    { speed, timeLimits: 'real' }
  )

const logOf = (workflow: WorkflowResult, job: string): string => workflow.job(job).result?.log ?? ''

describe('three parties', () => {
  test('one requests a deployment, another deploys, and the first gets the result', () =>
    onStageTogether(async ({ github, repository, made, play }) => {
      const pat = github.token({ kind: 'pat' })
      const { tooling, receivers } = await play('test "$1 $2" = "staging green" && sleep 1', pat)
      expect(receivers.map(({ conclusion }) => conclusion)).toEqual(['success'])
      expect(tooling.conclusion).toBe('success')
      const deployment = made()
      expect(deployment).toMatchObject({ environment: 'staging', sha: repository.tip, payload: { colour: 'green' } })
      expect(states(deployment)).toEqual(['in_progress', 'success'])
      expect(logOf(tooling, 'wait')).toMatch(/^\d\d:\d\d:\d\dZ {3}success: Deployed /m)
    }))

  test('if the deployment fails, the waiting job fails too and links to the log', () =>
    onStageTogether(async ({ github, play }) => {
      const { tooling, receivers } = await play('exit 1', github.token({ kind: 'pat' }))
      expect(receivers.map(({ conclusion }) => conclusion)).toEqual(['failure'])
      expect(tooling.job('ask').conclusion).toBe('success')
      expect(tooling.job('wait').conclusion).toBe('failure')
      const { runId, checkRunId } = receivers[0]?.job('deploy').result ?? {}
      const page = `${github.serverUrl}/octo/app/actions/runs/${String(runId)}/job/${String(checkRunId)}`
      expect(logOf(tooling, 'wait')).toContain(`Its log: ${page}`)
    }))

  test('GITHUB_TOKEN triggers no workflow: a message says so, and wait times out', () =>
    onStageTogether(async ({ made, play, token }) => {
      const { tooling, receivers } = await play('exit 0', token)
      expect(receivers).toEqual([])
      expect(made().statuses).toEqual([])
      expect(logOf(tooling, 'ask')).toContain('so it does not trigger workflows "on: deployment"')
      expect(tooling.job('ask').conclusion).toBe('success')
      expect(logOf(tooling, 'wait')).toContain('has not ended within 20m: it is still without any status.')
    }, 300))
})
