import { errorsOf, type Api, type Reply } from './api.ts'

export interface Made {
  id: number
  nodeId: string
  environment: string
  creator: { login: string; type: string }
}

export interface Status {
  id: number
  state: string
}

export interface Listed {
  id: number
  node_id: string
  environment: string
  creator: { login: string; type: string }
}

/** The environments of the probe, which are always the same, because a workflow's token cannot delete them. */
export const environments = { main: 'Probe-Main' } as const

/** The deployments that the probe created. */
export class Deployments {
  readonly #api: Api
  readonly ref: string
  readonly #made = new Map<number, Made>()

  constructor(api: Api, ref: string) {
    this.#api = api
    this.ref = ref
  }

  async create(environment: string, more: object = {}): Promise<Made> {
    const { data } = await this.#api.must('POST', '/deployments', {
      ...{ ref: this.ref, environment, description: 'A probe of what GitHub does', task: 'probe' },
      ...{ auto_merge: false, required_contexts: [], production_environment: false, transient_environment: false },
      ...more
    })
    const { id, node_id, environment: recorded, creator } = data as Listed
    const made = { id, nodeId: node_id, environment: recorded, creator }
    this.#made.set(id, made)
    return made
  }

  status({ id }: Made, state: string, more: object = {}): Promise<Reply> {
    return this.#api.rest('POST', `/deployments/${id}/statuses`, { state, auto_inactive: false, ...more })
  }

  async statuses({ id }: Made): Promise<Status[]> {
    return (await this.#api.must('GET', `/deployments/${id}/statuses?per_page=100`)).data as Status[]
  }

  async list(environment: string): Promise<Listed[]> {
    const { data } = await this.#api.must('GET', `/deployments?per_page=100&environment=${environment}`)
    return data as Listed[]
  }

  /** Returns the ids of the GraphQL list, or the error. */
  async nodes(environment: string): Promise<{ id: string }[] | string> {
    const reply = await this.#api.graphql(scan, { environments: [environment] })
    const { data } = reply.data as {
      data?: { repository?: { deployments?: { nodes?: { id: string }[] } | null } | null }
    }
    const [error] = errorsOf(reply)
    return error ?? data?.repository?.deployments?.nodes ?? 'an answer without deployments'
  }

  async delete(made: Made): Promise<Reply> {
    const reply = await this.#api.rest('DELETE', `/deployments/${made.id}`)
    if (reply.status === 204 || reply.status === 404) this.#made.delete(made.id)
    return reply
  }

  /** Deletes everything that was created. Returns what is left. */
  async putAway(): Promise<Made[]> {
    for (const made of [...this.#made.values()].reverse()) {
      try {
        await this.status(made, 'inactive')
        await this.delete(made)
      } catch {
        // Continues with the others. The report names what is left.
      }
    }
    return [...this.#made.values()]
  }
}

const scan = `
query Probe($owner: String!, $name: String!, $environments: [String!]) {
  repository(owner: $owner, name: $name) { deployments(environments: $environments, first: 100) { nodes { id } } }
}`
