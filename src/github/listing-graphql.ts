import type { Deployment, ListedDeployment } from '../domain/deployment.ts'
import { isObject, valueAt, textAt } from '../domain/json.ts'
import { maxListed, type Look, type LookScope, type ReadOptions } from '../ports.ts'
import { deploymentsEndless } from '../messages/listings.ts'
import { graphql, type Call, type TimeLimits } from './call.ts'
import type { Client } from './client.ts'
import { readPage, PageSize } from './connection.ts'
import { pageFrom, type Batch } from './page-readers.ts'
import type { Page } from './paging.ts'
import {
  demandNoOtherErrors,
  deploymentsOf,
  historyFrom,
  historyQuery,
  isSuccess,
  lookQuery,
  nodesQuery,
  scanQuery,
  statesQuery,
  statusesQuery,
  withNode,
  type WithNode
} from './listing-queries.ts'
import { lacksStatus, newestUrl, statusesOf, listedFromGraphql } from './listed-deployment.ts'

/** Number of environment names per request. */
const namesPerRequest = 100
/**
 * Maximum number of pages of a survey, so a faulty server cannot keep it running: 100,000 deployments in full pages.
 */
const maxSurveyPages = 1000

type ScanOptions = Pick<ReadOptions, 'withinMs' | 'withPayloads'>

/**
 * Lists deployments through GraphQL, many per request.
 * https://docs.github.com/graphql/reference/objects#deployment
 */
export class GraphqlListing {
  readonly #client: Client
  readonly #size = new PageSize(100, 25, 6)

  constructor(client: Client) {
    this.#client = client
  }

  /**
   * Lists the deployments of an environment, one page at a time.
   * @param first the page to begin with, if it was already read
   */
  scan(
    environment: string,
    options: ScanOptions,
    first?: Batch<ListedDeployment>
  ): AsyncIterable<Page<ListedDeployment>> {
    return this.#pages(after => this.#page([environment], after, options), first)
  }

  history(environment: string): AsyncIterable<Page<ListedDeployment>> {
    return this.#pages(after => this.#read(historyQuery, [environment], historyFrom, { after }))
  }

  async *#pages<T>(read: (after?: string) => Promise<Batch<T>>, first?: Batch<T>): AsyncIterable<Page<T>> {
    let page = first ?? (await read())
    let left = maxListed
    for (;;) {
      yield page
      left -= this.#size.entries
      if (page.next === undefined || left <= 0) return
      page = await read(page.next)
    }
  }

  /** Lists all deployments of environments, newest first within each group of 100 names. */
  async *survey(environments: readonly string[]): AsyncIterable<Page<ListedDeployment>> {
    for (let start = 0; start < environments.length; start += namesPerRequest) {
      const names = environments.slice(start, start + namesPerRequest)
      let after: string | undefined
      let count = 0
      do {
        const page = await this.#page(names, after)
        yield page
        const isRepeated = page.next !== undefined && page.next === after
        if (isRepeated || ++count > maxSurveyPages) throw deploymentsEndless({ environments: firstAndCount(names) })
        after = page.next
      } while (after !== undefined)
    }
  }

  async #page(
    environments: readonly string[],
    after?: string,
    { withPayloads = false, ...timeLimits }: ScanOptions = {}
  ): Promise<Batch<ListedDeployment>> {
    const more = { after, timeLimits, variables: { payloads: withPayloads } }
    return this.#complete(await this.#read(scanQuery, environments, withNode, more), timeLimits)
  }

  #read<T>(
    query: string,
    environments: readonly string[],
    parse: (node: unknown) => T | undefined,
    more: { after?: string; timeLimits?: TimeLimits; variables?: Record<string, unknown> }
  ): Promise<Batch<T>> {
    const { after, timeLimits } = more
    const doing = `read the deployments of ${firstAndCount(environments)}`
    const variables = { ...this.#client.repository, environments, after: after ?? null, ...more.variables }
    const question = { doing, query, variables, parse: (data: unknown) => pageFrom(deploymentsOf(data), parse) }
    return readPage(this.#client, this.#size, question, timeLimits)
  }

  /**
   * Reads the statuses of deployments that GitHub returned without a status, although only a status leads to their
   * state.
   */
  async #complete(page: Batch<WithNode>, timeLimits?: TimeLimits): Promise<Batch<ListedDeployment>> {
    const incomplete = page.entries.filter(({ node }) => lacksStatus(node)).map(({ listed }) => listed.nodeId)
    const entries = page.entries.map(({ listed }) => listed)
    if (incomplete.length === 0) return { ...page, entries }
    const call: Call<ListedDeployment[]> = {
      doing: 'read the statuses of deployments',
      method: 'POST',
      path: graphql,
      parameters: { query: statusesQuery, variables: { ids: incomplete } },
      parse: data => {
        const nodes = valueAt(data, 'data', 'nodes')
        if (!Array.isArray(nodes) || nodes.length !== incomplete.length) return undefined
        const deployments = nodes.map(listedFromGraphql).filter(listed => listed !== undefined)
        return deployments.length < nodes.length ? undefined : deployments
      }
    }
    const complete = new Map((await this.#client.read(call, timeLimits)).map(listed => [listed.nodeId, listed]))
    return { ...page, entries: entries.map(entry => complete.get(entry.nodeId) ?? entry) }
  }

  /**
   * Returns the states of deployments that REST listed, by REST ID. Deployments that GraphQL does not find are left
   * out.
   */
  async states(
    records: readonly Deployment[],
    { withPayloads = false, ...timeLimits }: ScanOptions
  ): Promise<Map<number, ListedDeployment>> {
    if (records.length === 0) return new Map()
    const call: Call<Map<number, ListedDeployment>> = {
      doing: `read the states of the deployments of ${records[0]?.environment ?? ''}`,
      method: 'POST',
      path: graphql,
      parameters: {
        query: nodesQuery,
        variables: { ids: records.map(({ nodeId }) => nodeId), payloads: withPayloads }
      },
      partial: true,
      parse: (data, headers) => {
        demandNoOtherErrors(data, headers)
        const nodes = valueAt(data, 'data', 'nodes')
        if (!Array.isArray(nodes)) return undefined
        const states = records.flatMap(({ id, nodeId, ref }, place): [number, ListedDeployment][] => {
          const node: unknown = nodes[place]
          const listed = lacksStatus(node) ? undefined : listedFromGraphql(node)
          return listed === undefined ? [] : [[id, { ...listed, id, nodeId, ref }]]
        })
        return new Map(states)
      }
    }
    return this.#client.read(call, timeLimits)
  }

  /**
   * Returns the deployment's latest state and URL. The same request reads other deployments and the first page of its
   * environment.
   */
  async look(
    deployment: Deployment,
    scope: LookScope,
    timeLimits: TimeLimits
  ): Promise<Omit<Look, 'newest'> & { page?: Batch<ListedDeployment> }> {
    const variables = {
      ...this.#client.repository,
      id: deployment.nodeId,
      also: scope.also,
      environments: [deployment.environment],
      after: null,
      around: scope.withEnvironment,
      payloads: scope.withPayloads
    }
    const parse = (data: unknown, headers: unknown): { look: Look; page?: Batch<WithNode> } | undefined => {
      demandNoOtherErrors(data, headers)
      const node = valueAt(data, 'data', 'node')
      const others = valueAt(data, 'data', 'nodes')
      const page = scope.withEnvironment ? pageFrom(deploymentsOf(data), withNode) : undefined
      // GraphQL may use a different ID than REST.
      const isMissing = !isObject(node) || (scope.withEnvironment && page === undefined)
      if (isMissing || !Array.isArray(others)) return undefined
      const statuses = statusesOf(node)
      const [newest = valueAt(node, 'latestStatus')] = statuses
      const look = {
        state: textAt(newest, 'state')?.toLowerCase(),
        environmentUrl: newestUrl(node),
        succeeded: statuses.some(isSuccess),
        also: others.map(listedFromGraphql).filter(other => other !== undefined)
      }
      return { look, page }
    }
    const doing = `look at deployment ${deployment.id}`
    // Another deployment may have been deleted.
    const question = { doing, query: lookQuery, variables, parse, partial: true as const }
    const { look, page } = await readPage(this.#client, this.#size, question, timeLimits)
    return { ...look, page: page && (await this.#complete(page, timeLimits)) }
  }

  /** Whether any status of a deployment was a success, no matter how many statuses it has. */
  async everSucceeded(nodeId: string): Promise<boolean> {
    const pages = this.#pages(after =>
      readPage(this.#client, this.#size, {
        doing: 'read the history of a deployment',
        query: statesQuery,
        variables: { id: nodeId, after: after ?? null },
        parse: data => pageFrom(valueAt(data, 'data', 'node', 'statuses'), status => status)
      })
    )
    for await (const { entries } of pages) if (entries.some(isSuccess)) return true
    return false
  }
}

const firstAndCount = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} and ${others.length} more`
