import type { Deployment, ListedDeployment, Status } from '../domain/deployment.ts'
import { needsMoreStatuses, wasGood, type NewestDeployments } from '../domain/history.ts'
import { GitHubProblem } from '../messages/problem.ts'
import type { EnvironmentTask, Look, LookScope, Page, ReadOptions } from '../ports.ts'
import type { Deployments, Statuses } from './deployments.ts'
import { withLowerCase, type Environments } from './environments.ts'
import { isGraphqlRefusal, type GraphqlAccess } from './graphql-access.ts'
import type { GraphqlListing } from './listing-graphql.ts'
import { orMissing } from './paging.ts'

/** Time limit that leaves enough time to write the final state, even if this read fails. */
const lookTimeLimits = { withinMs: 30_000 }
/** Number of newest deployments whose statuses are read one by one. */
const maxOneByOne = 20
/** Maximum number of deployments in a history, and in the part of it that is read through REST. */
const maxHistory = { graphql: 1000, rest: 100 }

/** Parts of this room that lists use. */
interface Parts {
  access: GraphqlAccess
  deployments: Deployments
  statuses: Statuses
  environments: Environments
  graphqlListing: GraphqlListing
}

/**
 * Lists deployments with their latest states. Uses GraphQL. If GraphQL refuses, continues with REST, which needs one
 * more request for the statuses of each deployment. No list returns a deployment twice.
 */
export class Listing {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async one(id: number): Promise<ListedDeployment> {
    return withStatusFields(await this.#parts.deployments.one(id), await this.#parts.statuses.newest(id))
  }

  /** Lists all deployments of environments. The order does not matter. */
  survey(environments: readonly string[]): AsyncIterable<Page<ListedDeployment>> {
    return this.#list(environments)
  }

  /**
   * Lists the newest deployments of an environment with the states of their statuses, newest first. REST returns only
   * the deployments of the task, without statuses: `withStatuses` reads them.
   */
  async *history(environment: string, task: string | undefined): AsyncIterable<Page<ListedDeployment>> {
    let left = maxHistory.graphql
    for await (const page of this.#list([environment], { task })) {
      yield page
      left -= page.entries.length
      if (left <= 0) return
    }
  }

  /**
   * Lists deployments of environments, each once.
   *
   * @param history set for a history, with the task that REST lists
   */
  #list(environments: readonly string[], history?: { task?: string }): AsyncIterable<Page<ListedDeployment>> {
    const seen = new Set<string>()
    return this.#parts.environments.listBySpelling(environments, names => this.#listEither(names, seen, history))
  }

  /** Lists deployments through GraphQL. If GraphQL refuses, continues with those that REST lists in addition. */
  async *#listEither(
    names: readonly string[],
    seen: Set<string>,
    history?: { task?: string }
  ): AsyncIterable<Page<ListedDeployment>> {
    const { access, graphqlListing } = this.#parts
    if (access.reads) {
      try {
        // GraphQL answers for several names at once, so it is also asked in lower case.
        const pages = graphqlListing.list(withLowerCase(names), { withStatuses: history !== undefined })
        for await (const { entries, isLast } of pages) yield { entries: takeUnseen(entries, seen), isLast }
        return
      } catch (error) {
        if (!isGraphqlRefusal(error)) throw error
        access.refused(error)
      }
    }
    let left = history === undefined ? Infinity : maxHistory.rest
    for (const environment of names) {
      for await (const { entries, isLast } of this.#parts.deployments.pages({ environment, task: history?.task })) {
        const unseen = takeUnseen(entries, seen)
        const listed = history === undefined ? await this.#withNewestStatuses(unseen) : unseen
        yield { entries: listed, isLast }
        left -= unseen.length
        if (left <= 0) return
      }
    }
  }

  /**
   * Reads the statuses of a listed deployment, as far as they decide how it went. Returns `undefined` if it was
   * deleted.
   */
  async withStatuses(listed: ListedDeployment): Promise<ListedDeployment | undefined> {
    const id = listed.id ?? (await this.#parts.deployments.records([listed])).get(listed.nodeId)?.id
    if (id === undefined) return undefined
    return orMissing(async () => {
      const statuses: Status[] = []
      let read = listed
      for await (const { entries, isLast } of this.#parts.statuses.pages(id)) {
        statuses.push(...entries)
        read = { ...withStatusFields(listed, statuses), hasMoreStatuses: !isLast }
        if (!needsMoreStatuses(read)) break
      }
      return read
    })
  }

  /** Returns the newest page of an environment. If GraphQL refuses, returns the newest deployments of the task. */
  newestOfEnvironment(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments> {
    return this.#parts.access.orRest(
      async () => {
        const { entries, isLast } = await this.#readBySpelling(where, options, name =>
          this.#parts.graphqlListing.page(withLowerCase([name]), options)
        )
        return { deployments: entries, of: 'environment', isAll: isLast }
      },
      async () => this.#oneByOne(await this.#newestOf(where, options), options)
    )
  }

  /** Returns the newest 100 deployments of a task. REST filters by task, and GraphQL returns the states. */
  async newestOfTask(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments> {
    const newest = await this.#newestOf(where, options)
    return this.#parts.access.orRest(
      async () => {
        const ids = newest.entries.map(({ nodeId }) => nodeId)
        const nodes = ids.length === 0 ? [] : await this.#parts.graphqlListing.nodes(ids, options)
        const deployments = nodes.flatMap((node, place) => {
          const record = newest.entries[place]
          return node === undefined || record === undefined ? [] : [{ ...node, id: record.id, ref: record.ref }]
        })
        return { deployments, of: 'task', isAll: newest.isLast }
      },
      () => this.#oneByOne(newest, options)
    )
  }

  #newestOf(where: EnvironmentTask, options: ReadOptions): Promise<Page<Deployment>> {
    const { task } = where
    return this.#readBySpelling(where, options, environment =>
      this.#parts.deployments.newest({ environment, task }, options)
    )
  }

  /** Reads a page. An empty page is read again with another spelling, unless the environment may be new. */
  #readBySpelling<T>(
    { environment }: EnvironmentTask,
    { mayBeNew = false }: ReadOptions,
    read: (name: string) => Promise<Page<T>>
  ): Promise<Page<T>> {
    return this.#parts.environments.readBySpelling(environment, read, ({ entries }) => mayBeNew || entries.length > 0)
  }

  /** Reads the statuses of the newest 20 deployments of a list. */
  async #oneByOne(newest: Page<Deployment>, options: ReadOptions): Promise<NewestDeployments> {
    const deployments = await this.#withNewestStatuses(newest.entries.slice(0, maxOneByOne), options)
    return { deployments, of: 'task', isAll: newest.isLast && deployments.length === newest.entries.length }
  }

  /** Reads the statuses of deployments one by one. Leaves out those that were deleted meanwhile. */
  async #withNewestStatuses(
    records: readonly Deployment[],
    { untilSuccess = false, withinMs }: ReadOptions = {}
  ): Promise<ListedDeployment[]> {
    const listed: ListedDeployment[] = []
    for (const record of records) {
      const statuses = await orMissing(() => this.#parts.statuses.newest(record.id, { withinMs }))
      if (statuses === undefined) continue
      const one = withStatusFields(record, statuses)
      listed.push(one)
      if (untilSuccess && wasGood(one)) break
    }
    return listed
  }

  /** Reads one deployment, its environment and a few other deployments in one request. */
  async look(deployment: Deployment, scope: LookScope): Promise<Look> {
    try {
      if (this.#parts.access.reads) return await this.#parts.graphqlListing.look(deployment, scope, lookTimeLimits)
    } catch (error) {
      // REST may still work if GraphQL fails, even because of GraphQL's own rate limit.
      if (!(error instanceof GitHubProblem) || error.answer.limit === 'secondary') throw error
      this.#parts.access.refused(error)
    }
    const statuses = await this.#parts.statuses.newest(deployment.id, lookTimeLimits)
    const { state, environmentUrl, states = [] } = withStatusFields(deployment, statuses)
    return { state, environmentUrl, succeeded: states.includes('success'), also: [] }
  }
}

/** Returns a deployment with the fields that its statuses decide. They are listed newest first. */
function withStatusFields(deployment: ListedDeployment, statuses: readonly Status[]): ListedDeployment {
  const [latest] = statuses
  return {
    ...deployment,
    state: latest?.state,
    logUrl: latest?.logUrl,
    statusDescription: latest?.description,
    environmentUrl: statuses.find(({ environmentUrl }) => environmentUrl !== '')?.environmentUrl,
    states: statuses.map(({ state }) => state)
  }
}

/** Returns the deployments that are not in `seen`, and adds them. */
function takeUnseen<T extends { nodeId: string }>(entries: readonly T[], seen: Set<string>): T[] {
  const unseen = entries.filter(({ nodeId }) => !seen.has(nodeId))
  for (const { nodeId } of unseen) seen.add(nodeId)
  return unseen
}
