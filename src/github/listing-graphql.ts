import type { Deployment, ListedDeployment } from '../domain/deployment.ts'
import { valueAt, textAt } from '../domain/json.ts'
import type { Repository } from '../domain/run.ts'
import { maxListed, type Look, type LookScope } from '../ports.ts'
import { graphql, type Call, type TimeLimits } from './call.ts'
import type { Client } from './client.ts'
import { Failed, graphqlErrors, graphqlFault } from './failure.ts'
import { connectionOf, readPage, PageSize, type Connection } from './connection.ts'
import { endless, maxPages, type Page } from './paging.ts'
import { lacksStatus, newestUrl, summaryFields, summaryFrom, statusesFields, statusesOf } from './summary.ts'

/** Covers nearly every deployment, and keeps a page of 100 deployments far below GitHub's resource limits. */
const statusesPerDeployment = 20

const pageFields = (more = ''): string => `
  deployments(environments: $environments, first: $first, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
    pageInfo { hasNextPage endCursor }
    nodes { ${summaryFields} ${more} }
  }`

/** Payloads are large, so they are only read on request. */
const payloadField = 'payload @include(if: $payloads)'

const scanQuery = `
query Scan(
  $owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String, $payloads: Boolean!
) {
  repository(owner: $owner, name: $repo) { ${pageFields(payloadField)} }
}`

const historyQuery = `
query History($owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    ${pageFields(`statuses(first: ${statusesPerDeployment}) { pageInfo { hasNextPage } ${statusesFields} }`)}
  }
}`

const lookQuery = `
query Look(
  $id: ID!, $also: [ID!]!, $owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String,
  $around: Boolean!, $payloads: Boolean!
) {
  node(id: $id) {
    ... on Deployment { latestStatus { id createdAt state } statuses(first: 100) { ${statusesFields} } }
  }
  nodes(ids: $also) { ... on Deployment { ${summaryFields} } }
  repository(owner: $owner, name: $repo) @include(if: $around) { ${pageFields(payloadField)} }
}`

const nodesQuery = `
query States($ids: [ID!]!, $payloads: Boolean!) {
  nodes(ids: $ids) { ... on Deployment { ${summaryFields} ${payloadField} } }
}`

const statesQuery = `
query StatesOf($id: ID!, $first: Int!, $after: String) {
  node(id: $id) {
    ... on Deployment { statuses(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { state } } }
  }
}`

const statusesQuery = `
query StatusesOf($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Deployment { ${summaryFields} statuses(first: 100) { ${statusesFields} } } }
}`

/** Number of environment names per request. */
const namesPerRequest = 100
/**
 * Maximum number of pages of a survey, so a faulty server cannot keep it running: 100,000 deployments in full pages.
 */
const maxSurveyPages = 1000

interface Batch<T> extends Page<T> {
  next: string | undefined
}

interface ScanOptions {
  /** First page, if it was already read. */
  from?: Batch<ListedDeployment>
  withPayloads?: boolean
  timeLimits?: TimeLimits
}

interface Looked {
  node: unknown
  others: unknown[]
  page: Batch<WithNode> | undefined
}

/**
 * Lists deployments through GraphQL, many per request.
 * https://docs.github.com/graphql/reference/objects#deployment
 */
export class GraphqlListing {
  readonly #client: Client
  readonly #in: { owner: string; repo: string }
  readonly #size = new PageSize(100, 25, 6)

  constructor(client: Client, repository: Repository) {
    this.#client = client
    this.#in = { owner: repository.owner, repo: repository.name }
  }

  /** Lists the deployments of an environment, one page at a time. */
  scan(environment: string, { from, ...how }: ScanOptions = {}): AsyncIterable<Page<ListedDeployment>> {
    return this.#pages(after => this.#page([environment], after, how), from)
  }

  history(environment: string): AsyncIterable<Page<ListedDeployment>> {
    return this.#pages(after => this.#read(historyQuery, [environment], historyFrom, { after }))
  }

  async *#pages<T>(read: (after?: string) => Promise<Batch<T>>, from?: Batch<T>): AsyncIterable<Page<T>> {
    let page = from ?? (await read())
    let left = maxListed
    for (;;) {
      yield page
      left -= this.#size.entries
      if (page.next === undefined || page.entries.length === 0 || left <= 0) return
      page = await read(page.next)
    }
  }

  /** Lists all deployments of environments, newest first within each group of 100 names. */
  async *survey(environments: readonly string[]): AsyncIterable<Page<ListedDeployment>> {
    for (let start = 0; start < environments.length; start += namesPerRequest) {
      const names = environments.slice(start, start + namesPerRequest)
      const cursors = new Set<string>()
      let page = await this.#page(names)
      for (;;) {
        yield page
        if (page.next === undefined) break
        if (cursors.has(page.next) || cursors.size === maxSurveyPages) throw endless(inShort(names))
        cursors.add(page.next)
        page = await this.#page(names, page.next)
      }
    }
  }

  async #page(
    environments: readonly string[],
    after?: string,
    { timeLimits, withPayloads = false }: Omit<ScanOptions, 'from'> = {}
  ): Promise<Batch<ListedDeployment>> {
    const more = { after, timeLimits, variables: { payloads: withPayloads } }
    return this.#complete(await this.#read(scanQuery, environments, withNode, more), timeLimits)
  }

  #read<T>(
    query: string,
    environments: readonly string[],
    parse: (node: unknown) => T | undefined,
    more: { after: string | undefined; timeLimits?: TimeLimits | undefined; variables?: Record<string, unknown> }
  ): Promise<Batch<T>> {
    const { after, timeLimits } = more
    const doing = `read the deployments of ${inShort(environments)}`
    const variables = { ...this.#in, environments, after: after ?? null, ...more.variables }
    const question = { doing, query, variables, parse: (data: unknown) => pageFrom(data, parse) }
    return readPage(this.#client, this.#size, question, timeLimits)
  }

  /**
   * Reads the statuses of deployments that GitHub returned without a status, although only a status leads to their
   * state.
   */
  async #complete(page: Batch<WithNode>, timeLimits?: TimeLimits): Promise<Batch<ListedDeployment>> {
    const incomplete = page.entries.filter(({ node }) => lacksStatus(node)).map(({ summary }) => summary.nodeId)
    const entries = page.entries.map(({ summary }) => summary)
    if (incomplete.length === 0) return { ...page, entries }
    const call: Call<ListedDeployment[]> = {
      doing: 'read the statuses of deployments',
      method: 'POST',
      path: graphql,
      parameters: { query: statusesQuery, variables: { ids: incomplete } },
      parse: data => {
        const nodes = valueAt(data, 'data', 'nodes')
        if (!Array.isArray(nodes) || nodes.length !== incomplete.length) return undefined
        const summaries = nodes.map(summaryFrom).filter(summary => summary !== undefined)
        return summaries.length < nodes.length ? undefined : summaries
      }
    }
    const complete = new Map((await this.#client.read(call, timeLimits)).map(summary => [summary.nodeId, summary]))
    return { ...page, entries: entries.map(entry => complete.get(entry.nodeId) ?? entry) }
  }

  /**
   * Returns the states of deployments that REST listed, by REST ID. Deployments that GraphQL does not find are left
   * out.
   */
  async states(
    listed: readonly Deployment[],
    withPayloads: boolean,
    timeLimits: TimeLimits
  ): Promise<Map<number, ListedDeployment>> {
    if (listed.length === 0) return new Map()
    const call: Call<Map<number, ListedDeployment>> = {
      doing: `read the states of the deployments of ${listed[0]?.environment ?? ''}`,
      method: 'POST',
      path: graphql,
      parameters: {
        query: nodesQuery,
        variables: { ids: listed.map(({ nodeId }) => nodeId), payloads: withPayloads }
      },
      partial: true,
      parse: (data, headers) => {
        demandNoOtherErrors(data, headers)
        const nodes = valueAt(data, 'data', 'nodes')
        if (!Array.isArray(nodes)) return undefined
        const seen = listed.flatMap(({ id, nodeId, ref }, place): [number, ListedDeployment][] => {
          const node: unknown = nodes[place]
          const summary = lacksStatus(node) ? undefined : summaryFrom(node)
          return summary === undefined ? [] : [[id, { ...summary, id, nodeId, ref }]]
        })
        return new Map(seen)
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
      ...this.#in,
      id: deployment.nodeId,
      also: scope.also,
      environments: [deployment.environment],
      after: null,
      around: scope.withEnvironment,
      payloads: scope.withPayloads
    }
    const parse = (data: unknown, headers: unknown): Looked | undefined => {
      demandNoOtherErrors(data, headers)
      const node = valueAt(data, 'data', 'node')
      const others = valueAt(data, 'data', 'nodes')
      const page = scope.withEnvironment ? pageFrom(data, withNode) : undefined
      // GraphQL may use a different ID than REST.
      const isMissing = node === undefined || node === null || (scope.withEnvironment && page === undefined)
      return isMissing || !Array.isArray(others) ? undefined : { node, others, page }
    }
    const doing = `look at deployment ${deployment.id}`
    // Another deployment may have been deleted.
    const question = { doing, query: lookQuery, variables, parse, partial: true as const }
    const { node, others, page } = await readPage(this.#client, this.#size, question, timeLimits)
    const statuses = statusesOf(node)
    const [newest = valueAt(node, 'latestStatus')] = statuses
    const state = textAt(newest, 'state')?.toLowerCase()
    const environmentUrl = newestUrl(node)
    return {
      state,
      environmentUrl,
      succeeded: statuses.some(isSuccess),
      also: others.map(summaryFrom).filter(other => other !== undefined),
      page: page && (await this.#complete(page, timeLimits))
    }
  }

  /** Whether any status of a deployment was a success, no matter how many statuses it has. */
  async everSucceeded(nodeId: string): Promise<boolean> {
    let after: string | undefined
    for (let page = 1; page <= maxPages; page++) {
      const question = {
        doing: 'read the history of a deployment',
        query: statesQuery,
        variables: { id: nodeId, after: after ?? null },
        parse: (data: unknown): Connection | undefined => connectionOf(valueAt(data, 'data', 'node', 'statuses'))
      }
      const { nodes, next } = await readPage(this.#client, this.#size, question)
      if (nodes.some(isSuccess)) return true
      if (next === undefined) return false
      after = next
    }
    return false
  }
}

/**
 * Ignores errors about single nodes.
 * @throws Failed if there is any other error
 */
function demandNoOtherErrors(data: unknown, headers: unknown): void {
  const isOfNode = (error: unknown): boolean =>
    graphqlErrors({ errors: [error] })[0]?.path.startsWith('nodes.') === true
  const errors = valueAt(data, 'errors')
  const others = Array.isArray(errors) ? errors.filter(error => !isOfNode(error)) : []
  const requestId = textAt(headers, 'x-github-request-id')
  const about = { status: 200, requestId }
  const fault = graphqlFault({ data: valueAt(data, 'data'), errors: others }, headers, about, false)
  if (fault !== undefined) throw new Failed(fault)
}

export const inShort = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} and ${others.length} more`

function pageFrom<T>(data: unknown, parse: (node: unknown) => T | undefined): Batch<T> | undefined {
  const connection = connectionOf(valueAt(data, 'data', 'repository', 'deployments'))
  if (connection === undefined) return undefined
  const entries = connection.nodes.map(parse).filter(entry => entry !== undefined)
  if (entries.length < connection.nodes.length) return undefined
  return { entries, next: connection.next, isLast: connection.next === undefined }
}

interface WithNode {
  summary: ListedDeployment
  node: unknown
}

function withNode(node: unknown): WithNode | undefined {
  const summary = summaryFrom(node)
  return summary === undefined ? undefined : { summary, node }
}

const isSuccess = (status: unknown): boolean => textAt(status, 'state') === 'SUCCESS'

function historyFrom(node: unknown): ListedDeployment | undefined {
  const summary = summaryFrom(node)
  const statuses = valueAt(node, 'statuses', 'nodes')
  if (summary === undefined || !Array.isArray(statuses)) return undefined
  const succeeded = statuses.some(isSuccess)
  const isAll = valueAt(node, 'statuses', 'pageInfo', 'hasNextPage') !== true
  const environmentUrl = summary.environmentUrl ?? newestUrl(node)
  return {
    ...summary,
    environmentUrl,
    succeeded: succeeded || isAll ? succeeded : undefined
  }
}
