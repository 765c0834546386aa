import type { Deployment, DeploymentSeed, Repository, State } from '../simulator/github/model.ts'
import type { TokenOptions } from '../simulator/github/tokens.ts'
import { run, type Story } from './story.ts'

const hour = 60 * 60_000

/** Creates deployments one second apart, starting an hour ago, with statuses at distinct times. */
class Seeds {
  readonly #repository: Repository
  #at: number

  constructor(repository: Repository) {
    this.#repository = repository
    this.#at = Math.floor(repository.world.clock.now() / 1000) * 1000 - hour
  }

  add(environment: string, states: readonly State[], more: DeploymentSeed = {}): Deployment {
    const at = (this.#at += 1000)
    const seed = { environment, sha: this.#repository.tip, transient: true, createdAt: at, ...more }
    const deployment = this.#repository.addDeployment(seed)
    states.forEach((state, place) => deployment.append({ state }, deployment.creator, at + place * 100_000))
    return deployment
  }

  /** Creates this many deployments. Every third is active. */
  many(environment: string, count: number): void {
    const states: State[][] = [
      ['in_progress', 'success'],
      ['success', 'inactive'],
      ['in_progress', 'failure']
    ]
    for (let place = 0; place < count; place++) this.add(environment, states[place % 3] ?? [])
  }
}

const all: TokenOptions = {
  permissions: { contents: 'read', deployments: 'write', actions: 'read', 'pull-requests': 'read' }
}

/** Every operation, set up so that each belief can affect it. */
export const beliefStories: readonly Story[] = [
  {
    name: 'deploy a preview that supersedes older ones',
    token: all,
    set({ repository, events }) {
      const pull = repository.pullRequest({ head: 'feature', base: 'main' })
      new Seeds(repository).many('preview-1', 7)
      const late = { 'environment-url': 'https://preview-1.example.com' }
      return { event: events.pullRequest(pull), inputs: { environment: 'preview-1' }, late }
    }
  },
  {
    name: 'deploy to production, superseding older ones',
    token: all,
    set({ repository, events }) {
      new Seeds(repository).many('production', 36)
      return { event: events.push(), inputs: { environment: 'production' } }
    }
  },
  {
    name: 'deploy what was merged',
    token: all,
    set({ repository, events }) {
      const pull = repository.pullRequest({ head: 'feature', base: 'main' })
      repository.merge(pull)
      return { event: events.pullRequest(pull), inputs: { environment: 'staging' } }
    }
  },
  {
    name: 'deploy what was merged, on pull_request_target',
    token: all,
    set({ repository, events }) {
      const pull = repository.pullRequest({ head: 'feature', base: 'main' })
      repository.merge(pull)
      repository.commit('Somebody else')
      return { event: events.pullRequestTarget(pull), inputs: { environment: 'staging' } }
    }
  },
  {
    name: 'create with a first status that supersedes older ones',
    token: all,
    set({ repository, events }) {
      new Seeds(repository).many('preview-1', 7)
      const inputs = { operation: 'create', environment: 'preview-1', state: 'success' }
      return { event: events.push(), inputs: { ...inputs, 'environment-url': 'https://preview-1.example.com' } }
    }
  },
  {
    name: 'update by number, superseding older ones',
    token: all,
    set({ repository, events }) {
      const seeds = new Seeds(repository)
      seeds.many('preview-1', 7)
      const { id } = seeds.add('preview-1', ['in_progress'])
      const inputs = { operation: 'update', 'deployment-id': String(id), state: 'success' }
      return { event: events.push(), inputs: { ...inputs, 'environment-url': 'https://preview-1.example.com' } }
    }
  },
  {
    name: "update beside GitHub's own record for the job",
    token: all,
    set({ repository, events }) {
      const seeds = new Seeds(repository)
      seeds.add('staging', ['in_progress'], { description: 'Ours', payload: { run_id: run.runId } })
      repository.jobDeployment({ ...run, environment: 'staging', sha: repository.tip })
      const inputs = { operation: 'update', environment: 'staging', state: 'failure' }
      return { event: events.push(), inputs }
    }
  },
  {
    name: 'update under another spelling of the environment',
    token: all,
    set({ repository, events }) {
      new Seeds(repository).add('Staging', ['in_progress'], { payload: { run_id: run.runId } })
      const inputs = { operation: 'update', environment: 'staging', state: 'failure' }
      return { event: events.push(), inputs }
    }
  },
  {
    name: 'deactivate an environment of two pages',
    token: all,
    set({ repository, events }) {
      new Seeds(repository).many('preview-1', 130)
      return { event: events.schedule(), inputs: { operation: 'deactivate', environment: 'preview-1' } }
    }
  },
  {
    name: 'deactivate one by its number',
    token: all,
    set({ repository, events }) {
      const seeds = new Seeds(repository)
      seeds.many('preview-1', 3)
      const { id } = seeds.add('preview-1', ['success'])
      return { event: events.schedule(), inputs: { operation: 'deactivate', 'deployment-id': String(id) } }
    }
  },
  {
    name: 'deactivate by a pattern, without what open pull requests use',
    token: all,
    set({ repository, events }) {
      const seeds = new Seeds(repository)
      for (let number = 1; number <= 30; number++) {
        const pull = repository.pullRequest({ head: `feature-${number}`, base: 'main' })
        seeds.add(`pr-${number}`, ['success'], { sha: pull.head.sha })
        if (number % 3 === 0) repository.close(pull)
      }
      const inputs = { operation: 'deactivate', environment: 'pr-*', 'keep-open-pull-requests': 'true' }
      return { event: events.schedule(), inputs }
    }
  },
  {
    name: "deactivate beside GitHub's own record for the job",
    token: all,
    set({ repository, events }) {
      new Seeds(repository).many('staging', 4)
      repository.jobDeployment({ ...run, environment: 'staging', sha: repository.tip })
      return { event: events.schedule(), inputs: { operation: 'deactivate', environment: 'staging' } }
    }
  },
  {
    name: 'deactivate under another spelling of the environment',
    token: all,
    set({ repository, events }) {
      new Seeds(repository).many('STAGING', 4)
      return { event: events.schedule(), inputs: { operation: 'deactivate', environment: 'Staging' } }
    }
  },
  {
    name: 'deactivate an environment to which a status has moved a deployment',
    token: all,
    set({ repository, events }) {
      const moved = new Seeds(repository).add('old', ['success'])
      moved.append({ state: 'success', environment: 'new' }, moved.creator)
      return { event: events.schedule(), inputs: { operation: 'deactivate', environment: 'new' } }
    }
  },
  {
    name: 'delete an environment, all but the newest',
    token: all,
    set({ repository, events }) {
      new Seeds(repository).many('preview-1', 25)
      return { event: events.schedule(), inputs: { operation: 'delete', environment: 'preview-1', keep: '3' } }
    }
  },
  {
    name: 'delete one by its number',
    token: all,
    set({ repository, events }) {
      const seeds = new Seeds(repository)
      const { id } = seeds.add('preview-1', ['success'])
      seeds.many('preview-1', 3)
      return { event: events.schedule(), inputs: { operation: 'delete', 'deployment-id': String(id) } }
    }
  },
  {
    name: 'find what is live, and what was before',
    token: all,
    set({ repository, events }) {
      new Seeds(repository).many('production', 12)
      return { event: events.push(), inputs: { operation: 'find', environment: 'production' } }
    }
  },
  {
    name: "find beside a host's record",
    token: all,
    set({ repository, events }) {
      const seeds = new Seeds(repository)
      seeds.many('production', 4)
      const host = repository.addDeployment({ environment: 'production', creator: 'vercel[bot]' })
      host.append({ state: 'success', logUrl: 'https://vercel.com/octo/app/7' }, host.creator)
      return { event: events.push(), inputs: { operation: 'find', environment: 'production' } }
    }
  },
  {
    name: 'find where a commit is',
    token: all,
    set({ repository, events }) {
      const seeds = new Seeds(repository)
      seeds.many('production', 4)
      const sha = repository.tip
      repository.commit('Later')
      seeds.many('production', 4)
      return { event: events.push(), inputs: { operation: 'find', environment: 'production', ref: sha } }
    }
  },
  {
    name: 'find under another spelling of the environment',
    token: all,
    set({ repository, events }) {
      new Seeds(repository).many('Production', 4)
      return { event: events.push(), inputs: { operation: 'find', environment: 'production' } }
    }
  },
  {
    name: 'wait for a deployment that was superseded since',
    token: all,
    set({ repository, events }) {
      const { id } = new Seeds(repository).add('staging', ['in_progress', 'success', 'inactive'])
      return { event: events.push(), inputs: { operation: 'wait', 'deployment-id': String(id) } }
    }
  }
]
