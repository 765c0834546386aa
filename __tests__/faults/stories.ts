import type { DeploymentSeed, State } from '../simulator/github/model.ts'
import type { Story } from './story.ts'

/** Every operation, in each variant that sends different requests. */
export const stories: readonly Story[] = [
  {
    name: 'deploy a preview that supersedes an older one',
    set({ repository, events }) {
      const pull = repository.pullRequest({ head: 'feature', base: 'main' })
      repository.addTransient('preview-1', { sha: repository.tip, state: 'success' })
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
      const lasting = { environment: 'production', sha: repository.tip }
      repository.addDeployments(Array<State>(12).fill('success'), lasting)
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
      const web = { task: 'deploy:web', state: 'failure' } as const
      repository.addDeployments(
        [
          { task: 'deploy:api', state: 'success' },
          { ...web, state: 'success' },
          ...Array<DeploymentSeed>(120).fill(web)
        ],
        lasting
      )
      return { event: events.push(), inputs: { environment: 'staging', task: 'deploy:api' } }
    }
  },
  {
    name: 'deploy with a token that may not use GraphQL',
    token: { kind: 'repo_deployment' },
    set({ repository, events }) {
      const pull = repository.pullRequest({ head: 'feature', base: 'main' })
      repository.addTransient('preview-1', { sha: repository.tip, state: 'success' })
      return { event: events.pullRequest(pull), inputs: { environment: 'preview-1' } }
    }
  },
  {
    name: 'deploy a newer commit than the live one',
    set({ repository, events }) {
      repository.addHistory('staging', 'success')
      repository.commit('Next')
      return { event: events.push(), inputs: { environment: 'staging', 'older-commit': 'fail' } }
    }
  },
  {
    name: 'deploy takes over a deployment by its number',
    isFresh: true,
    set({ repository, events }) {
      const [{ id }] = repository.addDeployments([{ environment: 'staging', ref: 'main' }])
      return { event: events.workflowDispatch(), inputs: { 'deployment-id': String(id) } }
    }
  },
  {
    name: 'deploy takes over the deployment of an event',
    isFresh: true,
    set({ repository, events }) {
      const seed = { environment: 'staging', ref: 'main', payload: { colour: 'blue' } }
      const [deployment] = repository.addDeployments([seed])
      return { event: events.deployment(deployment), inputs: {} }
    }
  },
  {
    name: 'create a preview with its first status',
    set({ repository, events }) {
      const pull = repository.pullRequest({ head: 'feature', base: 'main' })
      repository.addTransient('preview-1', { sha: repository.tip, state: 'success' })
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
      const { tip: sha } = repository
      const url = { state: 'in_progress', environmentUrl: 'https://preview-1.example.com' } as const
      const [, { id }] = repository.addTransient('preview-1', { sha, state: 'success' }, { sha, statuses: [url] })
      return { event: events.push(), inputs: { operation: 'update', 'deployment-id': String(id), state: 'success' } }
    }
  },
  {
    name: 'update the deployment of a branch',
    isFresh: true,
    set({ repository, events }) {
      repository.branch('release')
      repository.addDeployments(['in_progress'], { environment: 'staging', sha: repository.tip })
      const inputs = { operation: 'update', environment: 'staging', ref: 'release', state: 'failure' }
      return { event: events.push(), inputs }
    }
  },
  {
    name: 'deactivate by a pattern',
    token: { permissions: { contents: 'read', deployments: 'write', actions: 'read', 'pull-requests': 'read' } },
    set({ repository, events }) {
      const pull = repository.pullRequest({ head: 'feature', base: 'main' })
      const others = Array.from({ length: 12 }, (_, place) => ({ environment: `pr-${place + 2}`, sha: repository.tip }))
      const seeds = [{ environment: 'pr-1', sha: pull.head.sha }, ...others]
      repository.addDeployments(seeds, { state: 'success', transient: true })
      const inputs = { operation: 'deactivate', environment: 'pr-*' }
      return { event: events.schedule(), inputs }
    }
  },
  {
    name: 'deactivate with a token that may not use GraphQL',
    token: { kind: 'repo_deployment' },
    set({ repository, events }) {
      const { tip: sha } = repository
      repository.addTransient('pr-1', { sha, state: 'success' }, { sha, state: 'in_progress' })
      return { event: events.schedule(), inputs: { operation: 'deactivate', environment: 'pr-1' } }
    }
  },
  {
    name: 'delete an environment with all that is in it',
    token: { kind: 'admin' },
    set({ repository, events }) {
      const states = ['failure', 'inactive', 'success', 'in_progress', 'success'] as const
      repository.addTransient('pr-1', ...states.map(state => ({ state, sha: repository.tip })))
      const inputs = { operation: 'delete', environment: 'pr-1', 'delete-environment': 'true' }
      return { event: events.schedule(), inputs }
    }
  },
  {
    name: 'delete one deployment with a token that may not use GraphQL',
    token: { kind: 'repo_deployment' },
    set({ repository, events }) {
      const [, { id }] = repository.addDeployments(['success', 'success'], { environment: 'staging', ref: 'main' })
      return { event: events.schedule(), inputs: { operation: 'delete', 'deployment-id': String(id) } }
    }
  },
  {
    name: 'find what is live, and what was before',
    set({ repository, events }) {
      const seeds = [{ statuses: ['success', 'inactive'] }, 'failure', 'success'] as const
      repository.addDeployments(seeds, { environment: 'production', ref: 'main' })
      return { event: events.push(), inputs: { operation: 'find', environment: 'production', ref: 'main' } }
    }
  },
  {
    name: 'wait for a host that builds nothing',
    set({ repository, events }) {
      const sha = repository.commit('Older', { branch: 'older' })
      repository.addDeployments(['success'], { environment: 'preview', sha, payload: 'built elsewhere' })
      const inputs = { operation: 'wait', environment: 'preview', ref: repository.tip, 'skip-after': '30s' }
      return { event: events.push(), inputs }
    }
  },
  {
    name: 'wait for a deployment that has ended and was superseded',
    isFresh: true,
    set({ repository, events }) {
      const statuses = ['in_progress', 'success', 'inactive'] as const
      const [{ id }] = repository.addDeployments([{ environment: 'staging', ref: 'main', statuses }])
      return { event: events.push(), inputs: { operation: 'wait', 'deployment-id': String(id) } }
    }
  }
]
