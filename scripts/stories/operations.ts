import { parse } from 'yaml'
import type { Deployment, Repository } from '../../__tests__/simulator/github/model.ts'
import type { Step } from '../../__tests__/simulator/runner/step.ts'
import { snippets } from '../snippets.ts'
import { action, type Stories } from './story.ts'

const minute = 60_000

/** The time of every story, which stands still, and its run. The pictures must not change from day to day. */
export const noon = Date.parse('2026-02-03T12:00:00Z')
export const runId = 21_000_000_001

/** Adds a deployment that another job of the run has made. */
const addDeploymentOfRun = (repository: Repository): Deployment =>
  repository.addDeployment({
    environment: 'staging',
    state: 'in_progress',
    description: 'Next',
    payload: { run_id: runId, operation: 'create' },
    createdAt: noon - 5 * minute
  })

function addPreview(repository: Repository, number: number, sha = repository.tip, minutes = 90): void {
  const createdAt = noon - minutes * minute
  repository.addDeployment({ environment: `preview/pr-${number}`, sha, state: 'success', transient: true, createdAt })
}

/** Returns the steps of the first workflow in the README. */
function stepsOfReadme(): Step[] {
  const { jobs } = parse(snippets()[0]?.yaml ?? '') as { jobs: { deploy: { steps: Step[] } } }
  return jobs.deploy.steps
}

const deploy = { run: './deploy.sh' }
const sweep = { operation: 'deactivate', environment: 'preview/**', 'keep-open-pull-requests': true }

/** Each story has one job, on a new GitHub. */
export const operations = {
  /** The first workflow of the README, after another deployment to the same environment. */
  hero: {
    jobs: ({ events, repository }) => {
      repository.addDeployment({ environment: 'staging', state: 'success', createdAt: noon - 90 * minute })
      repository.commit('Next')
      return [{ event: events.push(), steps: stepsOfReadme() }]
    },
    ends: { staging: 'active, in_progress https://staging.example.com, success https://staging.example.com' }
  },
  /** Deploys a preview again after another push, with the URL from a later step. */
  deploy: {
    jobs: ({ events, repository }) => {
      const pull = repository.pullRequest()
      addPreview(repository, 1, pull.head.sha)
      repository.pushTo(pull)
      const inputs = { environment: 'preview/pr-1', 'environment-url': '${{ steps.ship.outputs.url }}' }
      const steps = [action(inputs), { id: 'ship', ...deploy }]
      return [{ event: events.pullRequest(pull, 'synchronize'), steps }]
    },
    ends: { 'preview/pr-1': 'active, in_progress, success https://pr-1.example.com' }
  },
  'take-over': {
    jobs: ({ events, repository }) => {
      const event = events.deployment(repository.addDeployment({ environment: 'staging' }))
      return [{ event, steps: [action(), deploy] }]
    },
    ends: { staging: 'active, in_progress, success' }
  },
  create: {
    jobs: ({ events }) => {
      const inputs = { operation: 'create', environment: 'staging', state: 'queued' }
      return [{ event: events.push(), steps: [action(inputs)] }]
    },
    ends: { staging: 'queued, queued' }
  },
  update: {
    jobs: ({ events, repository }) => {
      addDeploymentOfRun(repository)
      const inputs = { operation: 'update', environment: 'staging', state: 'success' }
      return [{ event: events.push(), steps: [action(inputs)] }]
    },
    ends: { staging: 'active, in_progress, success' }
  },
  /** Fourteen previews in three environments. One environment belongs to an open pull request. */
  deactivate: {
    jobs: ({ events, repository }) => {
      const pull = repository.pullRequest()
      addPreview(repository, 1, pull.head.sha)
      for (let count = 0; count < 12; count++) addPreview(repository, 2)
      addPreview(repository, 3)
      return [{ event: events.schedule(), steps: [action(sweep)] }]
    },
    ends: {
      'preview/pr-1': 'active, success',
      'preview/pr-2': 'destroyed, success, inactive',
      'preview/pr-3': 'destroyed, success, inactive'
    }
  },
  /** The plan of a sweep for an open pull request, and for a pull request that was closed without a teardown. */
  plan: {
    jobs: ({ events, repository }) => {
      const open = repository.pullRequest({ head: 'open' })
      const closed = repository.pullRequest({ head: 'closed' })
      addPreview(repository, 1, open.head.sha)
      for (const days of [3, 2, 1]) addPreview(repository, 2, repository.pushTo(closed), days * 24 * 60)
      repository.close(closed)
      return [{ event: events.schedule(), steps: [action({ ...sweep, 'dry-run': true })] }]
    },
    ends: { 'preview/pr-1': 'active, success', 'preview/pr-2': 'active, success' }
  },
  delete: {
    jobs: ({ events, github, repository }) => {
      for (let count = 0; count < 3; count++) addPreview(repository, 2)
      const inputs = {
        operation: 'delete',
        environment: 'preview/pr-2',
        'delete-environment': true,
        'environment-token': '${{ secrets.ADMIN_TOKEN }}'
      }
      const secrets = { ADMIN_TOKEN: github.token({ kind: 'admin' }) }
      return [{ event: events.push(), steps: [action(inputs)], secrets }]
    },
    ends: { 'preview/pr-2': 'missing' }
  },
  find: {
    jobs: ({ events, repository }) => {
      repository.addDeployment({ environment: 'staging', statuses: ['success', 'inactive'] })
      repository.commit('Next')
      repository.addDeployment({ environment: 'staging', state: 'success' })
      return [{ event: events.push(), steps: [action({ operation: 'find', environment: 'staging' })] }]
    },
    ends: { staging: 'active, success' }
  },
  /** The deployment ends before the third poll. */
  wait: {
    jobs: ({ events, github, repository }) => {
      const deployment = addDeploymentOfRun(repository)
      let polls = 0
      github.onRequest(({ path }) => {
        if (!path.endsWith('/statuses')) return
        polls += 1
        if (polls === 3) repository.addStatus(deployment, { state: 'success' }, deployment.creator)
      })
      const inputs = { operation: 'wait', environment: 'staging', interval: '1s' }
      return [{ event: events.push(), steps: [action(inputs)] }]
    },
    ends: { staging: 'active, in_progress, success' }
  }
} satisfies Stories
