import type { Api, Reply } from './api.ts'

/** A deployment as REST returns it. */
export interface Deployment {
  id: number
  node_id: string
  environment: string
  creator: { login: string; type: string }
}

/** The environment of the probe, which is always the same, because a workflow's token cannot delete it. */
export const environment = 'Probe-Main'

/** The deployments that the probe created. */
export class Deployments {
  readonly #api: Api
  readonly ref: string
  readonly #created = new Map<number, Deployment>()

  constructor(api: Api, ref: string) {
    this.#api = api
    this.ref = ref
  }

  async create(name = environment): Promise<Deployment> {
    const created = (await this.#api.must('POST', '/deployments', {
      ...{ ref: this.ref, environment: name, description: 'A probe of what GitHub does', task: 'probe' },
      ...{ auto_merge: false, required_contexts: [], production_environment: false, transient_environment: false }
    })) as Deployment
    this.#created.set(created.id, created)
    return created
  }

  status({ id }: Deployment, state: string, more: object = {}): Promise<Reply> {
    return this.#api.rest('POST', `/deployments/${id}/statuses`, { state, auto_inactive: false, ...more })
  }

  async newestState({ id }: Deployment): Promise<string | undefined> {
    const statuses = await this.#api.must('GET', `/deployments/${id}/statuses?per_page=100`)
    return (statuses as { state: string }[])[0]?.state
  }

  async list(name = environment): Promise<Deployment[]> {
    return (await this.#api.must('GET', `/deployments?per_page=100&environment=${name}`)) as Deployment[]
  }

  /** Returns the length of the GraphQL list, or the error. */
  async count(name = environment): Promise<number | string> {
    const query = `
query Probe($owner: String!, $name: String!, $environments: [String!]) {
  repository(owner: $owner, name: $name) { deployments(environments: $environments, first: 100) { nodes { id } } }
}`
    const { data, error } = await this.#api.graphql(query, { environments: [name] })
    const { repository } = (data ?? {}) as { repository?: { deployments?: { nodes?: unknown[] } | null } | null }
    return error ?? repository?.deployments?.nodes?.length ?? 'an answer without deployments'
  }

  async delete({ id }: Deployment): Promise<void> {
    const { status } = await this.#api.rest('DELETE', `/deployments/${id}`)
    if (status === 204 || status === 404) this.#created.delete(id)
  }

  /** Deletes everything that was created. Returns what is left. */
  async putAway(): Promise<Deployment[]> {
    for (const deployment of [...this.#created.values()].reverse()) {
      try {
        await this.status(deployment, 'inactive')
        await this.delete(deployment)
      } catch {
        // Continues with the others. The report names what is left.
      }
    }
    return [...this.#created.values()]
  }
}
