import type { Deployment, ListedDeployment, Status } from '../domain/deployment.ts'
import { needsMoreStatuses, wasGood, type NewestDeployments } from '../domain/history.ts'
import { GitHubProblem } from '../messages/problem.ts'
import type { EnvironmentTask, Look, LookScope, ReadOptions } from '../ports.ts'
import { isRefusal, type GraphqlAccess } from './access.ts'
import type { Deployments } from './deployments.ts'
import type { Identities } from './identities.ts'
import { listedFromRest, statusFields } from './listed-deployment.ts'
import type { GraphqlListing } from './listing-graphql.ts'
import { entriesOf, firstPage, orMissing, type Page } from './paging.ts'
import { withLowerCase, type Spelling } from './spelling.ts'
import type { Statuses } from './statuses.ts'

/** Time limit that leaves enough time to write the final state, even if this read fails. */
const lookTimeLimits = { withinMs: 30_000 }
/** Number of newest deployments whose statuses are read one by one. */
const maxOneByOne = 20
/** Maximum number of deployments in a history, and in the part of it that is read through REST. */
const maxHistory = { graphql: 1000, rest: 100 }

/**
 * Lists deployments with their latest states. Uses GraphQL. If GraphQL refuses, continues with REST, which needs one
 * more request for the statuses of each deployment. No list returns a deployment twice.
 */
export class Listing {
  readonly #access: GraphqlAccess
  readonly #deployments: Deployments
  readonly #statuses: Statuses
  readonly #identities: Identities
  readonly #spelling: Spelling
  readonly #graphql: GraphqlListing

  constructor(
    access: GraphqlAccess,
    deployments: Deployments,
    statuses: Statuses,
    identities: Identities,
    spelling: Spelling,
    graphql: GraphqlListing
  ) {
    this.#access = access
    this.#deployments = deployments
    this.#statuses = statuses
    this.#identities = identities
    this.#spelling = spelling
    this.#graphql = graphql
  }

  /** Returns one deployment with its latest state. */
  async one(id: number): Promise<ListedDeployment> {
    return listedFromRest(await this.#deployments.one(id), await this.#statuses.newest(id))
  }

  /** Lists all deployments of environments. The order does not matter. */
  survey(environments: readonly string[]): AsyncIterable<ListedDeployment[]> {
    const seen = new Set<string>()
    return entriesOf(
      this.#spelling.read(this.#namesToAsk(environments), names =>
        this.#either(
          seen,
          () => this.#graphql.list(names),
          () => this.#surveyByRest(names, seen)
        )
      )
    )
  }

  async *#surveyByRest(names: readonly string[], seen: ReadonlySet<string>): AsyncIterable<Page<ListedDeployment>> {
    for (const environment of names) {
      for await (const { entries, isLast } of this.#deployments.pages({ environment })) {
        const listed: ListedDeployment[] = []
        for (const record of entries.filter(({ nodeId }) => !seen.has(nodeId))) {
          const statuses = await orMissing(() => this.#statuses.newest(record.id))
          if (statuses !== undefined) listed.push(listedFromRest(record, statuses))
        }
        yield { entries: listed, isLast }
      }
    }
  }

  /**
   * Lists the newest deployments of an environment with the states of their statuses, newest first. REST returns only
   * the deployments of the task, without statuses: `withStatuses` reads them.
   */
  async *history(environment: string, task: string | undefined): AsyncIterable<Page<ListedDeployment>> {
    const seen = new Set<string>()
    const pages = this.#spelling.read(this.#namesToAsk([environment]), names =>
      this.#either(
        seen,
        () => this.#graphql.list(names, { withStatuses: true }),
        () => this.#newestByRest(names, task, seen)
      )
    )
    let left = maxHistory.graphql
    for await (const page of pages) {
      yield page
      left -= page.entries.length
      if (left <= 0) return
    }
  }

  async *#newestByRest(
    names: readonly string[],
    task: string | undefined,
    seen: ReadonlySet<string>
  ): AsyncIterable<Page<ListedDeployment>> {
    const newest: Deployment[] = []
    let isAll = true
    for (const environment of names) {
      const unseen: Deployment[] = []
      let isEnd = true
      for await (const { entries, isLast } of this.#deployments.pages({ environment, task })) {
        unseen.push(...entries.filter(({ nodeId }) => !seen.has(nodeId)))
        isEnd = isLast
        if (unseen.length >= maxHistory.rest) break
      }
      newest.push(...unseen)
      isAll &&= isEnd
    }
    newest.sort((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt))
    const entries = newest.slice(0, maxHistory.rest).map(record => listedFromRest(record))
    yield { entries, isLast: isAll && entries.length === newest.length }
  }

  /**
   * Reads the statuses of a listed deployment, as far as they decide how it went. Returns `undefined` if it was
   * deleted.
   */
  async withStatuses(listed: ListedDeployment): Promise<ListedDeployment | undefined> {
    const byRest = async (): Promise<ListedDeployment | undefined> => {
      const id = listed.id ?? (await this.#identities.records([listed])).get(listed.nodeId)?.id
      return id === undefined ? undefined : orMissing(() => this.#withStatusesByRest(listed, id))
    }
    return listed.id === undefined ? this.#access.orRest(() => this.#withStatusesByGraphql(listed), byRest) : byRest()
  }

  async #withStatusesByGraphql(listed: ListedDeployment): Promise<ListedDeployment> {
    const states: string[] = []
    for await (const { entries, isLast } of this.#graphql.states(listed.nodeId)) {
      states.push(...entries)
      if (!needsMoreStatuses({ ...listed, states, hasMoreStatuses: !isLast })) break
    }
    return { ...listed, states, hasMoreStatuses: false }
  }

  async #withStatusesByRest(listed: ListedDeployment, id: number): Promise<ListedDeployment> {
    const statuses: Status[] = []
    for await (const { entries, isLast } of this.#statuses.pages(id)) {
      statuses.push(...entries)
      const states = statuses.map(({ state }) => state)
      if (!needsMoreStatuses({ ...listed, states, hasMoreStatuses: !isLast })) break
    }
    return { ...listed, ...statusFields(statuses), hasMoreStatuses: false }
  }

  /** Returns the newest page of an environment. If GraphQL refuses, returns the newest deployments of the task. */
  newestOfEnvironment(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments> {
    return this.#access.orRest(
      async () => {
        const read = (name: string): Promise<Page<ListedDeployment>> =>
          this.#graphql.page(withLowerCase([name]), options)
        const { entries, isLast } = await this.#spelling.first(where.environment, read, isFoundWith(options))
        return { deployments: entries, of: 'environment', isAll: isLast }
      },
      async () => this.#oneByOne(await this.#newestOf(where, options), options)
    )
  }

  /** Returns the newest 100 deployments of a task. REST filters by task, and GraphQL returns the states. */
  async newestOfTask(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments> {
    const newest = await this.#newestOf(where, options)
    return this.#access.orRest(
      async () => {
        const ids = newest.entries.map(({ nodeId }) => nodeId)
        const nodes = ids.length === 0 ? [] : await this.#graphql.nodes(ids, options)
        const deployments = nodes.flatMap((node, place) => {
          const record = newest.entries[place]
          return node === undefined || record === undefined ? [] : [{ ...node, id: record.id, ref: record.ref }]
        })
        // If GraphQL shows none of them, the token cannot see the repository through GraphQL.
        if (deployments.length === 0 && ids.length > 0) return this.#oneByOne(newest, options)
        return { deployments, of: 'task', isAll: newest.isLast }
      },
      () => this.#oneByOne(newest, options)
    )
  }

  #newestOf({ environment, task }: EnvironmentTask, options: ReadOptions): Promise<Page<Deployment>> {
    const { withinMs } = options
    const read = (name: string): Promise<Page<Deployment>> =>
      firstPage(this.#deployments.pages({ environment: name, task }, { withinMs }))
    return this.#spelling.first(environment, read, isFoundWith(options))
  }

  /** Reads the statuses of the newest 20 deployments of a list. */
  async #oneByOne(newest: Page<Deployment>, { untilSuccess, withinMs }: ReadOptions): Promise<NewestDeployments> {
    const deployments: ListedDeployment[] = []
    for (const record of newest.entries.slice(0, maxOneByOne)) {
      const statuses = await orMissing(() => this.#statuses.newest(record.id, { withinMs }))
      if (statuses === undefined) continue
      const listed = listedFromRest(record, statuses)
      deployments.push(listed)
      if (untilSuccess === true && wasGood(listed)) break
    }
    return { deployments, of: 'task', isAll: newest.isLast && deployments.length === newest.entries.length }
  }

  /** Reads one deployment, its environment and a few other deployments in one request. */
  async look(deployment: Deployment, scope: LookScope): Promise<Look> {
    try {
      if (this.#access.reads) return await this.#graphql.look(deployment, scope, lookTimeLimits)
    } catch (error) {
      // REST may still work if GraphQL fails, even because of GraphQL's own rate limit.
      if (!(error instanceof GitHubProblem) || error.answer.limit === 'secondary') throw error
      this.#access.refused(error)
    }
    const {
      state,
      environmentUrl,
      states = []
    } = listedFromRest(deployment, await this.#statuses.newest(deployment.id, lookTimeLimits))
    return { state, environmentUrl, succeeded: states.includes('success'), also: [] }
  }

  /** Returns the names to ask for. GraphQL answers for several names at once, so it is also asked in lower case. */
  #namesToAsk(names: readonly string[]): readonly string[] {
    return this.#access.reads ? withLowerCase(names) : names
  }

  /** Returns pages from GraphQL. If GraphQL refuses, continues with the deployments that REST lists in addition. */
  async *#either(
    seen: Set<string>,
    graphql: () => AsyncIterable<Page<ListedDeployment>>,
    rest: () => AsyncIterable<Page<ListedDeployment>>
  ): AsyncIterable<Page<ListedDeployment>> {
    if (this.#access.reads) {
      try {
        for await (const page of graphql()) yield withoutSeen(page, seen)
        return
      } catch (error) {
        if (!isRefusal(error)) throw error
        this.#access.refused(error)
      }
    }
    for await (const page of rest()) yield withoutSeen(page, seen)
  }
}

/** Returns a test for pages. An empty page is read again with another spelling, unless the environment may be new. */
const isFoundWith =
  ({ mayBeNew }: ReadOptions) =>
  ({ entries }: Page<unknown>): boolean =>
    mayBeNew === true || entries.length > 0

/** Returns the deployments of a page that are not in `seen`, and adds them. */
function withoutSeen({ entries, isLast }: Page<ListedDeployment>, seen: Set<string>): Page<ListedDeployment> {
  const unseen = entries.filter(({ nodeId }) => !seen.has(nodeId))
  for (const { nodeId } of unseen) seen.add(nodeId)
  return { entries: unseen, isLast }
}
