import { originOf, type Deployment, type Sighting } from '../domain/deployment.ts'
import { GitHubProblem } from '../domain/problem.ts'
import type { Glance, Look, Past } from '../ports.ts'
import { isRefusal, type GraphqlAccess } from './access.ts'
import type { GraphqlListing } from './listing-graphql.ts'
import type { RestListing, Unseen } from './listing-rest.ts'
import { entriesOf, newestFirst, type Page } from './paging.ts'

/** Best effort: never delays the deployment. */
const glancePatience = { within: 5000 }
/** A look before the final state is worth more, but the state must still be written in time. */
const lookPatience = { within: 30_000 }

interface Sources {
  access: GraphqlAccess
  graphql: GraphqlListing
  /** Loaded only if GraphQL refuses. */
  rest: () => Promise<RestListing>
}

/**
 * The deployments of environments with their latest statuses: through GraphQL, and what that refuses, in whole or from
 * some page on, through REST.
 */
export class Listing {
  readonly #access: GraphqlAccess
  readonly #graphql: GraphqlListing
  readonly #rest: () => Promise<RestListing>

  constructor({ access, graphql, rest }: Sources) {
    this.#access = access
    this.#graphql = graphql
    this.#rest = rest
  }

  /** The deployments of an environment, newest first, a page at a time. */
  scan(environment: string): AsyncIterable<Sighting[]> {
    return entriesOf(this.#scan(environment, () => this.#graphql.scan(environment)))
  }

  #scan(environment: string, graphql: () => AsyncIterable<Page<Sighting>>): AsyncIterable<Page<Sighting>> {
    const pages = this.#either(graphql, (rest, unseen) => rest.scan(environment, unseen))
    return newestFirst(pages, ({ createdAt }) => createdAt)
  }

  /** The deployments of an environment with their past, newest first, a page at a time. */
  async *history(environment: string): AsyncIterable<Past[]> {
    const pages = this.#either(
      () => this.#graphql.history(environment),
      (rest, unseen) => rest.history(environment, unseen)
    )
    let place = 0
    for await (const { entries } of newestFirst(pages, ({ createdAt }) => createdAt)) {
      yield entries.map(entry => ({ ...entry, place: place++ }))
    }
  }

  /** All the deployments of environments, in no order that anything depends on. */
  survey(environments: readonly string[]): AsyncIterable<Sighting[]> {
    const pages = this.#either(
      () => this.#graphql.survey(environments),
      (rest, unseen) => rest.survey(environments, unseen)
    )
    return entriesOf(pages)
  }

  glance(environment: string): Promise<Glance> {
    const graphql = async (): Promise<Glance> => {
      const pages = newestFirst(
        this.#graphql.scan(environment, undefined, glancePatience),
        ({ createdAt }) => createdAt
      )
      for await (const { entries, isLast } of pages) return { sightings: entries, isAll: isLast }
      return { sightings: [], isAll: true }
    }
    return this.#access.orRest(graphql, async () => (await this.#rest()).glance(environment, glancePatience))
  }

  async look(deployment: Deployment, withEnvironment: boolean): Promise<Look> {
    const { environment } = deployment
    try {
      if (this.#access.reads) {
        const { page, ...look } = await this.#graphql.look(deployment, withEnvironment, lookPatience)
        const pages = this.#scan(environment, () => this.#graphql.scan(environment, page))
        return { ...look, ...(page && { seen: page.entries }), environment: entriesOf(pages) }
      }
    } catch (error) {
      // Whatever is wrong with GraphQL, its own limit among it, may not be wrong with REST.
      if (!(error instanceof GitHubProblem) || error.answer.limit === 'secondary') throw error
    }
    return { ...(await (await this.#rest()).look(deployment, lookPatience)), environment: this.scan(environment) }
  }

  /** GraphQL's pages and, from where it refuses to go on, those of REST without what has been seen. */
  async *#either<T extends Sighting>(
    graphql: () => AsyncIterable<Page<T>>,
    rest: (listing: RestListing, unseen: Unseen) => AsyncIterable<Page<T>>
  ): AsyncIterable<Page<T>> {
    const seen = new Seen()
    if (this.#access.reads) {
      try {
        for await (const page of graphql()) {
          for (const { nodeId } of page.entries) this.#access.shown.add(nodeId)
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

/** What GraphQL has shown of a list. */
class Seen {
  readonly #nodeIds = new Set<string>()
  /** How many there are of each origin. */
  readonly #origins = new Map<string, number>()
  /** Set once a page of REST had an id that GraphQL had shown. */
  #sharesIds = false

  add(sightings: readonly Sighting[]): void {
    for (const sighting of sightings) {
      if (this.#nodeIds.has(sighting.nodeId)) continue
      this.#nodeIds.add(sighting.nodeId)
      const origin = originOf(sighting)
      this.#origins.set(origin, (this.#origins.get(origin) ?? 0) + 1)
    }
  }

  /** Those of a page of REST that have not been seen. If no id of the first page is known, REST has other ids: origins tell. */
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
