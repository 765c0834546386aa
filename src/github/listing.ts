import { originOf, type Deployment, type ListedDeployment } from '../domain/deployment.ts'
import { GitHubProblem } from '../messages/problem.ts'
import type { NewestDeployments } from '../domain/superseding.ts'
import type { EnvironmentTask, Look, LookScope, ReadOptions } from '../ports.ts'
import { isRefusal, type GraphqlAccess } from './access.ts'
import type { Deployments } from './deployments.ts'
import type { GraphqlListing } from './listing-graphql.ts'
import type { RestListing, Unseen } from './listing-rest.ts'
import { entriesOf, newestFirst, type Page } from './paging.ts'
import { firstPage } from './page-readers.ts'

/** Time limit that leaves enough time to write the final state, even if this read fails. */
const lookTimeLimits = { withinMs: 30_000 }

/**
 * Lists the deployments of environments with their latest statuses. Uses GraphQL, and continues with REST if GraphQL
 * refuses the whole list or a later page.
 */
export class Listing {
  readonly #access: GraphqlAccess
  readonly #deployments: Deployments
  readonly #graphql: GraphqlListing
  /** Loaded only if GraphQL refuses. */
  readonly #rest: () => Promise<RestListing>

  constructor(
    access: GraphqlAccess,
    deployments: Deployments,
    graphql: GraphqlListing,
    rest: () => Promise<RestListing>
  ) {
    this.#access = access
    this.#deployments = deployments
    this.#graphql = graphql
    this.#rest = rest
  }

  /** Lists the deployments of an environment with `succeeded` and `place`, newest first, one page at a time. */
  async *history(environment: string): AsyncIterable<ListedDeployment[]> {
    const pages = this.#either(
      () => this.#graphql.history(environment),
      (rest, unseen) => rest.history(environment, unseen)
    )
    let place = 0
    for await (const { entries } of newestFirst(pages, ({ createdAt }) => createdAt)) {
      yield entries.map(entry => ({ ...entry, place: place++ }))
    }
  }

  /** Lists all deployments of environments. The order does not matter. */
  survey(environments: readonly string[]): AsyncIterable<ListedDeployment[]> {
    const pages = this.#either(
      () => this.#graphql.survey(environments),
      (rest, unseen) => rest.survey(environments, unseen)
    )
    return entriesOf(pages)
  }

  /** Returns the newest page of an environment. If GraphQL refuses, returns the newest deployments of the task. */
  newestOfEnvironment(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments> {
    return this.#access.orRest(
      () => newestOf(this.#graphql.scan(where.environment, options)),
      async () => (await this.#rest()).newestStates(await this.#newestOf(where, options), options)
    )
  }

  /**
   * Returns the newest 100 deployments of a task in an environment. REST filters by task, and GraphQL returns the
   * states.
   */
  async newestOfTask(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments> {
    const listed = await this.#newestOf(where, options)
    const oneByOne = async (those: Page<Deployment>): Promise<NewestDeployments> =>
      (await this.#rest()).newestStates(those, options)
    return this.#access.orRest(
      async () => {
        const seen = await this.#graphql.states(listed.entries, options)
        const missing = listed.entries.filter(({ id }) => !seen.has(id))
        const others = missing.length === 0 ? [] : (await oneByOne({ entries: missing, isLast: true })).deployments
        for (const other of others) if (other.id !== undefined) seen.set(other.id, other)
        const deployments = listed.entries.flatMap(({ id }) => seen.get(id) ?? [])
        const isAll = listed.isLast && deployments.length === listed.entries.length
        return { deployments, of: 'task' as const, isAll }
      },
      () => oneByOne(listed)
    )
  }

  #newestOf({ environment, task }: EnvironmentTask, options: ReadOptions): Promise<Page<Deployment>> {
    return firstPage(this.#deployments.pages({ environment, task }, options))
  }

  /** Reads one deployment, its environment and a few other deployments in one request. */
  async look(deployment: Deployment, scope: LookScope): Promise<Look> {
    try {
      if (this.#access.reads) {
        const { page, ...look } = await this.#graphql.look(deployment, scope, lookTimeLimits)
        if (page === undefined) return look
        const options = { ...lookTimeLimits, withPayloads: scope.withPayloads }
        return { ...look, newest: await newestOf(this.#graphql.scan(deployment.environment, options, page)) }
      }
    } catch (error) {
      // REST may still work if GraphQL fails, even because of GraphQL's own rate limit.
      if (!(error instanceof GitHubProblem) || error.answer.limit === 'secondary') throw error
      this.#access.refused(error)
    }
    return (await this.#rest()).look(deployment, lookTimeLimits)
  }

  /**
   * Returns pages from GraphQL. If GraphQL refuses to continue, returns REST pages without the deployments that were
   * already listed.
   */
  async *#either<T extends ListedDeployment>(
    graphql: () => AsyncIterable<Page<T>>,
    rest: (listing: RestListing, unseen: Unseen) => AsyncIterable<Page<T>>
  ): AsyncIterable<Page<T>> {
    const seen = new SeenDeployments()
    if (this.#access.reads) {
      try {
        for await (const page of graphql()) {
          for (const { nodeId } of page.entries) this.#access.seenNodeIds.add(nodeId)
          seen.add(page.entries)
          yield page
        }
        return
      } catch (error) {
        if (!isRefusal(error)) throw error
        this.#access.refused(error)
      }
    }
    yield* rest(await this.#rest(), page => seen.without(page))
  }
}

/** Returns the newest page of an environment. */
async function newestOf(pages: AsyncIterable<Page<ListedDeployment>>): Promise<NewestDeployments> {
  const { entries, isLast } = await firstPage(newestFirst(pages, ({ createdAt }) => createdAt))
  return { deployments: entries, of: 'environment', isAll: isLast }
}

/** Deployments of a list that GraphQL has returned. */
class SeenDeployments {
  readonly #nodeIds = new Set<string>()
  /** Number of deployments per origin. */
  readonly #origins = new Map<string, number>()
  /** True after a REST page contained an ID from GraphQL. */
  #sharesIds = false

  add(deployments: readonly ListedDeployment[]): void {
    for (const listed of deployments) {
      if (this.#nodeIds.has(listed.nodeId)) continue
      this.#nodeIds.add(listed.nodeId)
      const origin = originOf(listed)
      this.#origins.set(origin, (this.#origins.get(origin) ?? 0) + 1)
    }
  }

  /**
   * Returns the deployments of a REST page that have not been listed yet. If the first page contains no known ID, the
   * two APIs use different IDs. Deployments are then compared by origin.
   */
  without(page: readonly Deployment[]): readonly Deployment[] {
    this.#sharesIds ||= page.some(({ nodeId }) => this.#nodeIds.has(nodeId))
    if (this.#sharesIds) return page.filter(({ nodeId }) => !this.#nodeIds.has(nodeId))
    return page.filter(deployment => {
      const origin = originOf(deployment)
      const count = this.#origins.get(origin) ?? 0
      this.#origins.set(origin, count - 1)
      return count <= 0
    })
  }
}
