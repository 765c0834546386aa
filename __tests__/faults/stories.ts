import type { Story } from './story.ts'

const day = 24 * 60 * 60_000

/** Every operation, in each variant that sends different requests. */
export const stories: readonly Story[] = [
  {
    name: 'deploy a preview that supersedes an older one',
    set({ repository, events }) {
      const pull = repository.pullRequest({ head: 'feature', base: 'main' })
      seed(repository, { environment: 'preview-1', sha: repository.tip, state: 'success', transient: true })
      return {
        event: events.pullRequest(pull),
        inputs: { environment: 'preview-1' },
        late: { 'environment-url': 'https://preview-1.example.com' }
      }
    }
  },
  {
    name: "deploy with the user's payload in a job that fails",
    set: ({ events }) => ({
      event: events.push(),
      inputs: { environment: 'staging', payload: '{ "colour": "blue" }' },
      ends: 'failure'
    })
  },
  {
    name: 'deploy on a comment, superseding in production',
    set({ repository, events }) {
      const pull = repository.pullRequest({ head: 'feature', base: 'main' })
      for (let count = 0; count < 12; count++) {
        seed(repository, { environment: 'production', sha: repository.tip, state: 'success' })
      }
      return {
        event: events.issueComment(pull),
        inputs: { environment: 'production' }
      }
    }
  },
  {
    name: 'deploy one part among more than a hundred deployments',
    set({ repository, events }) {
      const lasting = { environment: 'staging', sha: repository.tip }
      seed(repository, { ...lasting, task: 'deploy:api', state: 'success' })
      seed(repository, { ...lasting, task: 'deploy:web', state: 'success' })
      for (let count = 0; count < 120; count++) seed(repository, { ...lasting, task: 'deploy:web', state: 'failure' })
      return { event: events.push(), inputs: { environment: 'staging', task: 'deploy:api' } }
    }
  },
  {
    name: 'deploy with a token that may not use GraphQL',
    token: { kind: 'repo_deployment' },
    set({ repository, events }) {
      const pull = repository.pullRequest({ head: 'feature', base: 'main' })
      seed(repository, { environment: 'preview-1', sha: repository.tip, state: 'success', transient: true })
      return { event: events.pullRequest(pull), inputs: { environment: 'preview-1' } }
    }
  },
  {
    name: 'deploy takes over a deployment by its number',
    isFresh: true,
    set({ repository, events }) {
      const { id } = seed(repository, { environment: 'staging', ref: 'main' })
      return { event: events.workflowDispatch(), inputs: { 'deployment-id': String(id) } }
    }
  },
  {
    name: 'deploy takes over the deployment of an event',
    isFresh: true,
    set({ repository, events }) {
      const deployment = seed(repository, { environment: 'staging', ref: 'main', payload: { colour: 'blue' } })
      return { event: events.deployment(deployment), inputs: {} }
    }
  },
  {
    name: 'create a preview with its first status',
    set({ repository, events }) {
      const pull = repository.pullRequest({ head: 'feature', base: 'main' })
      seed(repository, { environment: 'preview-1', sha: repository.tip, state: 'success', transient: true })
      const inputs = { operation: 'create', environment: 'preview-1', state: 'success' }
      return {
        event: events.pullRequest(pull),
        inputs: { ...inputs, 'environment-url': 'https://preview-1.example.com' }
      }
    }
  },
  {
    name: "create with the user's payload for somebody else",
    set: ({ events }) => ({
      event: events.push(),
      inputs: { operation: 'create', environment: 'staging', ref: 'main', payload: 'blue' }
    })
  },
  {
    name: 'update a deployment by its number, carrying its URL on',
    isFresh: true,
    set({ repository, events }) {
      const older = { environment: 'preview-1', sha: repository.tip, state: 'success', transient: true } as const
      seed(repository, older)
      const statuses = [{ state: 'in_progress', environmentUrl: 'https://preview-1.example.com' }] as const
      const { id } = seed(repository, { ...older, statuses: [...statuses] })
      return { event: events.push(), inputs: { operation: 'update', 'deployment-id': String(id), state: 'success' } }
    }
  },
  {
    name: 'update the deployment of a branch',
    isFresh: true,
    set({ repository, events }) {
      repository.branch('release')
      seed(repository, { environment: 'staging', sha: repository.tip, state: 'in_progress' })
      const inputs = { operation: 'update', environment: 'staging', ref: 'release', state: 'failure' }
      return { event: events.push(), inputs }
    }
  },
  {
    name: 'deactivate by a pattern',
    token: { permissions: { contents: 'read', deployments: 'write', actions: 'read', 'pull-requests': 'read' } },
    set({ repository, events }) {
      const pull = repository.pullRequest({ head: 'feature', base: 'main' })
      seed(repository, { environment: 'pr-1', sha: pull.head.sha, state: 'success', transient: true })
      for (let count = 0; count < 12; count++) {
        seed(repository, { environment: `pr-${count + 2}`, sha: repository.tip, state: 'success', transient: true })
      }
      const inputs = { operation: 'deactivate', environment: 'pr-*' }
      return { event: events.schedule(), inputs }
    }
  },
  {
    name: 'deactivate with a token that may not use GraphQL',
    token: { kind: 'repo_deployment' },
    set({ repository, events }) {
      seed(repository, { environment: 'pr-1', sha: repository.tip, state: 'success', transient: true })
      seed(repository, { environment: 'pr-1', sha: repository.tip, state: 'in_progress', transient: true })
      return { event: events.schedule(), inputs: { operation: 'deactivate', environment: 'pr-1' } }
    }
  },
  {
    name: 'delete an environment with all that is in it',
    token: { kind: 'admin' },
    set({ repository, events }) {
      for (const state of ['failure', 'inactive', 'success', 'in_progress', 'success'] as const) {
        seed(repository, { environment: 'pr-1', sha: repository.tip, state, transient: true })
      }
      const inputs = { operation: 'delete', environment: 'pr-1', 'delete-environment': 'true' }
      return { event: events.schedule(), inputs }
    }
  },
  {
    name: 'delete one deployment with a token that may not use GraphQL',
    token: { kind: 'repo_deployment' },
    set({ repository, events }) {
      seed(repository, { environment: 'staging', ref: 'main', state: 'success' })
      const { id } = seed(repository, { environment: 'staging', ref: 'main', state: 'success' })
      return { event: events.schedule(), inputs: { operation: 'delete', 'deployment-id': String(id) } }
    }
  },
  {
    name: 'find what is live, and what was before',
    set({ repository, events }) {
      seed(repository, { environment: 'production', ref: 'main', statuses: ['success', 'inactive'] })
      seed(repository, { environment: 'production', ref: 'main', state: 'failure' })
      seed(repository, { environment: 'production', ref: 'main', state: 'success' })
      return { event: events.push(), inputs: { operation: 'find', environment: 'production', ref: 'main' } }
    }
  },
  {
    name: 'wait for a host that builds nothing',
    set({ repository, events }) {
      const sha = repository.commit('Older', { branch: 'older' })
      seed(repository, { environment: 'preview', sha, state: 'success', payload: 'built elsewhere' })
      const inputs = { operation: 'wait', environment: 'preview', ref: repository.tip, 'skip-after': '30s' }
      return { event: events.push(), inputs }
    }
  },
  {
    name: 'wait for a deployment that has ended and was superseded',
    isFresh: true,
    set({ repository, events }) {
      const statuses = ['in_progress', 'success', 'inactive'] as const
      const { id } = seed(repository, { environment: 'staging', ref: 'main', statuses: [...statuses] })
      return { event: events.push(), inputs: { operation: 'wait', 'deployment-id': String(id) } }
    }
  }
]

/** Adds a deployment from a day ago, before anything that the story does. */
function seed(
  repository: Parameters<Story['set']>[0]['repository'],
  options: Parameters<typeof repository.addDeployment>[0]
): ReturnType<typeof repository.addDeployment> {
  return repository.addDeployment({ createdAt: repository.world.clock.now() - day, ...options })
}
