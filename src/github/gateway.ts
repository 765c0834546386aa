import type { Deployment, NewDeployment, NewStatus, Sighting, Status } from '../domain/deployment.ts'
import type { Intent } from '../domain/intent.ts'
import type { Repository } from '../domain/run.ts'
import type { Deactivation, DeploymentFilter, GitHub, Look } from '../ports.ts'
import type { Client } from './client.ts'
import { Graphql, isRefusal } from './graphql.ts'
import { Rest } from './rest.ts'

/** A look around is a courtesy: it must not keep a deployment waiting. */
const courtesy = { within: 15_000 }

/** The GitHub port: GraphQL where much is read or written at once, REST for the rest and where GraphQL is refused. */
export class Gateway implements GitHub {
  readonly repository: Repository
  readonly #rest: Rest
  readonly #graphql: Graphql

  constructor(client: Client, repository: Repository) {
    this.repository = repository
    this.#rest = new Rest(client, repository)
    this.#graphql = new Graphql(client, repository)
  }

  createDeployment(deployment: NewDeployment, intent: Intent): Promise<Deployment> {
    return this.#rest.createDeployment(deployment, intent)
  }

  findBegun(intent: Intent): Promise<Deployment | undefined> {
    return this.#rest.findBegun(intent)
  }

  addStatus(deployment: { id: number }, status: NewStatus): Promise<Status> {
    return this.#rest.addStatus(deployment, status)
  }

  deployment(id: number): Promise<Deployment> {
    return this.#rest.deployment(id)
  }

  deployments(filter: DeploymentFilter): AsyncIterable<Deployment[]> {
    return this.#rest.deployments(filter)
  }

  statuses(id: number): Promise<Status[]> {
    return this.#rest.statuses(id)
  }

  pullRequestHead(number: number): Promise<string> {
    return this.#rest.pullRequestHead(number)
  }

  commit(ref: string): Promise<string | undefined> {
    return this.#rest.commit(ref)
  }

  async *scan(environment: string): AsyncIterable<Sighting[]> {
    let begun = false
    try {
      for await (const page of this.#graphql.scan(environment)) {
        begun = true
        yield page
      }
    } catch (error) {
      if (begun || !isRefusal(error)) throw error
      yield* this.#rest.scan(environment)
    }
  }

  async glance(environment: string): Promise<Sighting[]> {
    try {
      return await this.#graphql.glance(environment, courtesy)
    } catch (error) {
      if (!isRefusal(error)) throw error
      return this.#rest.glance(environment, courtesy)
    }
  }

  async look(deployment: Deployment, withEnvironment: boolean): Promise<Look> {
    try {
      return await this.#graphql.look(deployment, withEnvironment)
    } catch (error) {
      if (!isRefusal(error)) throw error
      return this.#rest.look(deployment)
    }
  }

  async deactivate(seen: readonly Sighting[], description: string, logUrl: string): Promise<Deactivation> {
    try {
      return await this.#graphql.deactivate(seen, description, logUrl)
    } catch (error) {
      if (!isRefusal(error)) throw error
      return this.#rest.deactivate(seen, description, logUrl)
    }
  }
}
