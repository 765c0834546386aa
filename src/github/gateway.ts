import type { Deployment, ListedDeployment, NewDeployment, NewStatus, Status } from '../domain/deployment.ts'
import type { Intent } from '../domain/intent.ts'
import type { Repository } from '../domain/run.ts'
import type { NewestDeployments } from '../domain/superseding.ts'
import type {
  Attempt,
  CourseOfCreation,
  DeploymentFilter,
  EndingStatus,
  EnvironmentTask,
  GitHub,
  Look,
  LookScope,
  ReadOptions,
  Written
} from '../ports.ts'
import { GraphqlAccess } from './access.ts'
import type { Client } from './client.ts'
import { Creation } from './creation.ts'
import { Deployments } from './deployments.ts'
import type { Environments } from './environments.ts'
import { GraphqlListing } from './listing-graphql.ts'
import { Listing } from './listing.ts'
import type { PullRequests } from './pull-requests.ts'
import { summaryOf } from './summary.ts'
import { Statuses } from './statuses.ts'
import type { Writes } from './writes.ts'

/** Creates a value on first use, so steps that do not need it do not load its code. */
function later<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}

/**
 * Implements the GitHub port. Uses GraphQL for large reads and writes, and REST for everything else and if GraphQL
 * refuses.
 */
export class Gateway implements GitHub {
  readonly #client: Client
  readonly #access = new GraphqlAccess()
  readonly #deployments: Deployments
  readonly #statuses: Statuses
  readonly #creation: Creation
  readonly #graphql: GraphqlListing
  readonly #listing: Listing
  readonly #writes: () => Promise<Writes>
  readonly #environments: () => Promise<Environments>
  readonly #pullRequests: () => Promise<PullRequests>

  constructor(client: Client, repository: Repository) {
    const deployments = new Deployments(client, repository)
    const statuses = new Statuses(client, repository)
    const graphql = new GraphqlListing(client, repository)
    const rest = later(async () => new (await import('./listing-rest.ts')).RestListing(deployments, statuses))
    const access = this.#access
    this.#client = client
    this.#deployments = deployments
    this.#statuses = statuses
    this.#graphql = graphql
    this.#creation = new Creation(client, repository, { deployments, statuses })
    this.#listing = new Listing({ access, deployments, graphql, rest })
    const sources = { client, repository, access, deployments, statuses }
    this.#writes = later(async () => new (await import('./writes.ts')).Writes(sources))
    this.#environments = later(
      async () => new (await import('./environments.ts')).Environments(client, repository, deployments)
    )
    this.#pullRequests = later(
      async () => new (await import('./pull-requests.ts')).PullRequests(client, repository, access)
    )
  }

  get now(): number {
    return this.#client.ourNow + this.#client.githubAheadMs
  }

  get requests(): number {
    return this.#client.sent
  }

  get pollIntervalMs(): number {
    return this.#client.pollIntervalMs
  }

  createDeployment(
    deployment: NewDeployment,
    intent: Intent,
    onProgress: (course: CourseOfCreation) => void
  ): Promise<Deployment> {
    return this.#creation.create(deployment, intent, onProgress)
  }

  findCreated(intent: Intent): Promise<Deployment | undefined> {
    return this.#creation.findCreated(intent)
  }

  duplicates(deployment: Deployment, intent: Intent): Promise<ListedDeployment[]> {
    return this.#creation.duplicates(deployment, intent)
  }

  addStatus(deployment: { id: number }, status: NewStatus): Promise<Status> {
    return this.#statuses.add(deployment, status)
  }

  deployment(id: number): Promise<Deployment> {
    return this.#deployments.one(id)
  }

  deployments(filter: DeploymentFilter): AsyncIterable<Deployment[]> {
    return this.#deployments.list(filter)
  }

  statuses(id: number): Promise<Status[]> {
    return this.#statuses.newest(id)
  }

  pullRequestHead(number: number): Promise<string> {
    return this.#deployments.pullRequestHead(number)
  }

  async mergeCommit(number: number): Promise<string | undefined> {
    return (await this.#pullRequests()).mergeCommit(number)
  }

  commit(ref: string): Promise<string | undefined> {
    return this.#deployments.commit(ref)
  }

  history(environment: string): AsyncIterable<ListedDeployment[]> {
    return this.#listing.history(environment)
  }

  everSucceeded(deployment: ListedDeployment | { nodeId: string; id: number }): Promise<boolean> {
    const { id, nodeId } = deployment
    if (id !== undefined) return this.#statuses.everSucceeded(id)
    const byRest = async (listed: ListedDeployment): Promise<boolean> => {
      const record = (await this.records([listed])).get(nodeId)
      return record !== undefined && this.#statuses.everSucceeded(record.id)
    }
    return this.#access.orRest(
      () => this.#graphql.everSucceeded(nodeId),
      () => byRest(deployment as ListedDeployment)
    )
  }

  records(listed: readonly ListedDeployment[]): Promise<Map<string, Deployment>> {
    return this.#deployments.records(listed, this.#access.seenNodeIds)
  }

  newestOfEnvironment(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments> {
    return this.#listing.newestOfEnvironment(where, options)
  }

  newestOfTask(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments> {
    return this.#listing.newestOfTask(where, options)
  }

  look(deployment: Deployment, scope: LookScope): Promise<Look> {
    return this.#listing.look(deployment, scope)
  }

  async end(listed: readonly ListedDeployment[], end: EndingStatus, attempt?: Attempt): Promise<Written> {
    return (await this.#writes()).end(listed, end, attempt)
  }

  async delete(listed: readonly ListedDeployment[], attempt?: Attempt): Promise<Written> {
    return (await this.#writes()).delete(listed, attempt)
  }

  /** Returns one deployment with its latest status. */
  async listed(id: number): Promise<ListedDeployment> {
    return summaryOf(await this.#deployments.one(id), await this.#statuses.newest(id))
  }

  survey(environments: readonly string[]): AsyncIterable<ListedDeployment[]> {
    return this.#listing.survey(environments)
  }

  async environments(): Promise<string[] | undefined> {
    return (await this.#environments()).names()
  }

  async environment(name: string): Promise<string | undefined> {
    return (await this.#environments()).find(name)
  }

  async spelling(environment: string): Promise<string | undefined> {
    return (await this.#environments()).spelling(environment)
  }

  async deleteEnvironment(name: string): Promise<boolean> {
    return (await this.#environments()).delete(name)
  }

  async openPullRequests(): Promise<Map<string, number>> {
    return (await this.#pullRequests()).byCommit()
  }
}
