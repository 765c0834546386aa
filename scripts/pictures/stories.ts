import { parse, stringify } from 'yaml'
import type { Deployment, Repository } from '../../__tests__/simulator/github/model.ts'
import type { Step } from '../../__tests__/simulator/runner/step.ts'
import { snippets } from '../lint/snippets.ts'
import { noon, runId, type Scene, type Story } from './recording.ts'

const minute = 60_000

/** A deployment that another job of the run has made. */
const madeByThisRun = (repository: Repository): Deployment =>
  repository.addDeployment({
    environment: 'staging',
    state: 'in_progress',
    description: 'Next',
    payload: { run_id: runId, operation: 'create' },
    createdAt: noon - 5 * minute
  })

/** The first workflow of the README, after another deployment to the same environment. */
const hero: Story = {
  steps: stepsOfHero(),
  begin: ({ events, repository }) => {
    repository.addDeployment({ environment: 'staging', state: 'success', createdAt: noon - 90 * minute })
    repository.commit('Next')
    return events.push()
  }
}

function stepsOfHero(): string {
  const { jobs } = parse(snippets()[0]?.yaml ?? '') as { jobs: { deploy: { steps: Step[] } } }
  return stringify(
    jobs.deploy.steps.map(step => (step.uses?.includes('deployment-lifecycle') ? { id: 'deployment', ...step } : step))
  )
}

/** Deploys a preview again after another push, with the URL from a later step. */
const deploy: Story = {
  steps: `
- id: deployment
  uses: OWNER/deployment-lifecycle@v1
  with:
    environment: preview/pr-1
    environment-url: \${{ steps.ship.outputs.url }}
- id: ship
  run: ./deploy.sh`,
  begin: ({ events, repository }) => {
    const pull = repository.pullRequest()
    preview(repository, 1, pull.head.sha)
    repository.pushTo(pull)
    return events.pullRequest(pull, 'synchronize')
  }
}

const takeOver: Story = {
  steps: `
- id: deployment
  uses: OWNER/deployment-lifecycle@v1
- run: ./deploy.sh`,
  begin: ({ events, repository }) => events.deployment(repository.addDeployment({ environment: 'staging' }))
}

const create: Story = {
  steps: `
- id: deployment
  uses: OWNER/deployment-lifecycle@v1
  with:
    operation: create
    environment: staging
    state: queued`,
  begin: ({ events }) => events.push()
}

const update: Story = {
  steps: `
- id: deployment
  uses: OWNER/deployment-lifecycle@v1
  with:
    operation: update
    environment: staging
    state: success`,
  begin: ({ events, repository }) => {
    madeByThisRun(repository)
    return events.push()
  }
}

/** Fourteen previews in three environments. One environment belongs to an open pull request. */
const deactivate: Story = {
  steps: `
- id: deployment
  uses: OWNER/deployment-lifecycle@v1
  with:
    operation: deactivate
    environment: preview/**
    keep-open-pull-requests: true`,
  begin: ({ events, repository }) => {
    const pull = repository.pullRequest()
    preview(repository, 1, pull.head.sha)
    for (let count = 0; count < 12; count++) preview(repository, 2)
    preview(repository, 3)
    return events.schedule()
  }
}

/** The plan of a sweep for an open pull request, and for a pull request that was closed without a teardown. */
const plan: Story = {
  steps: `${deactivate.steps}\n    dry-run: true`,
  begin: ({ events, repository }) => {
    const open = repository.pullRequest({ head: 'open' })
    const closed = repository.pullRequest({ head: 'closed' })
    preview(repository, 1, open.head.sha)
    for (const days of [3, 2, 1]) {
      preview(repository, 2, repository.pushTo(closed), days * 24 * 60)
    }
    repository.close(closed)
    return events.schedule()
  }
}

const remove: Story = {
  steps: `
- id: deployment
  uses: OWNER/deployment-lifecycle@v1
  with:
    operation: delete
    environment: preview/pr-2
    delete-environment: true
    environment-token: \${{ secrets.ADMIN_TOKEN }}`,
  begin: ({ events, repository }) => {
    for (let count = 0; count < 3; count++) preview(repository, 2)
    return events.push()
  },
  secrets: github => ({ ADMIN_TOKEN: github.token({ kind: 'admin' }) })
}

const find: Story = {
  steps: `
- id: deployment
  uses: OWNER/deployment-lifecycle@v1
  with:
    operation: find
    environment: staging`,
  begin: ({ events, repository }) => {
    repository.addDeployment({ environment: 'staging', statuses: ['success', 'inactive'] })
    repository.commit('Next')
    repository.addDeployment({ environment: 'staging', state: 'success' })
    return events.push()
  }
}

/** The deployment ends before the third poll. */
const wait: Story = {
  steps: `
- id: deployment
  uses: OWNER/deployment-lifecycle@v1
  with:
    operation: wait
    environment: staging
    interval: 1s`,
  begin: ({ events, github, repository }) => {
    const deployment = madeByThisRun(repository)
    let looks = 0
    github.onRequest(({ path }) => {
      if (!path.endsWith('/statuses')) return
      looks += 1
      if (looks === 3) repository.addStatus(deployment, { state: 'success' }, deployment.creator)
    })
    return events.push()
  }
}

function preview(repository: Scene['repository'], number: number, sha = repository.tip, minutes = 90): void {
  const createdAt = repository.world.clock.now() - minutes * minute
  repository.addDeployment({ environment: `preview/pr-${number}`, sha, state: 'success', transient: true, createdAt })
}

export const stories = {
  hero,
  deploy,
  'take-over': takeOver,
  create,
  update,
  deactivate,
  plan,
  delete: remove,
  find,
  wait
}
