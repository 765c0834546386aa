import type { Deployment, Sighting } from '../domain/deployment.ts'
import { at, textAt } from '../domain/json.ts'
import type { Repository } from '../domain/run.ts'
import { mostListed, type Look, type LookScope } from '../ports.ts'
import { graphql, type Call, type Patience } from './call.ts'
import type { Client } from './client.ts'
import { Failed, graphqlErrors, graphqlFault } from './failure.ts'
import { connectionOf, inBites, PageSize, type Connection } from './connection.ts'
import { endless, mostPages, type Page } from './paging.ts'
import { lacksStatus, newestUrl, sightingFields, sightingFrom, statusesFields, statusesOf } from './sighting.ts'

/** Enough for nearly every deployment, and a page of a hundred stays far below what makes GitHub give up. */
const statusesAtOnce = 20

const pageFields = (more = ''): string => `
  deployments(environments: $environments, first: $first, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
    pageInfo { hasNextPage endCursor }
    nodes { ${sightingFields} ${more} }
  }`

/** Payloads are large, so they are read only if somebody asks for them. */
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
    ${pageFields(`statuses(first: ${statusesAtOnce}) { pageInfo { hasNextPage } ${statusesFields} }`)}
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
  nodes(ids: $also) { ... on Deployment { ${sightingFields} } }
  repository(owner: $owner, name: $repo) @include(if: $around) { ${pageFields(payloadField)} }
}`

const nodesQuery = `
query States($ids: [ID!]!, $payloads: Boolean!) {
  nodes(ids: $ids) { ... on Deployment { ${sightingFields} ${payloadField} } }
}`

const statesQuery = `
query StatesOf($id: ID!, $first: Int!, $after: String) {
  node(id: $id) {
    ... on Deployment { statuses(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { state } } }
  }
}`

const statusesQuery = `
query StatusesOf($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Deployment { ${sightingFields} statuses(first: 100) { ${statusesFields} } } }
}`

/** How many names one request asks for. */
const namesAtOnce = 100
/** Where a survey ends at the latest, so that no server can keep us longer: 100,000 deployments in full pages. */
const mostSurveyed = 1000

/** What a page of a listing with the statuses shows. */
export type WithPast = Sighting & { succeeded?: boolean }

interface Batch<T> extends Page<T> {
  next: string | undefined
}

interface ScanOptions {
  /** The first page, if somebody has read it already. */
  from?: Batch<Sighting>
  withPayloads?: boolean
  patience?: Patience
}

interface Looked {
  node: unknown
  others: unknown[]
  page: Batch<WithNode> | undefined
}

/** Deployments through GraphQL: many in one answer. https://docs.github.com/graphql/reference/objects#deployment */
export class GraphqlListing {
  readonly #client: Client
  readonly #in: { owner: string; repo: string }
  readonly #size = new PageSize(100, 25, 6)

  constructor(client: Client, repository: Repository) {
    this.#client = client
    this.#in = { owner: repository.owner, repo: repository.name }
  }

  /** The deployments of an environment, a page at a time. */
  scan(environment: string, { from, ...how }: ScanOptions = {}): AsyncIterable<Page<Sighting>> {
    return this.#pages(after => this.#page([environment], after, how), from)
  }

  history(environment: string): AsyncIterable<Page<WithPast>> {
    return this.#pages(after => this.#read(historyQuery, [environment], pastFrom, { after }))
  }

  async *#pages<T>(read: (after?: string) => Promise<Batch<T>>, from?: Batch<T>): AsyncIterable<Page<T>> {
    let page = from ?? (await read())
    let left = mostListed
    for (;;) {
      yield page
      left -= this.#size.entries
      if (page.next === undefined || page.entries.length === 0 || left <= 0) return
      page = await read(page.next)
    }
  }

  /** All the deployments of environments; within a hundred names the newest first. */
  async *survey(environments: readonly string[]): AsyncIterable<Page<Sighting>> {
    for (let start = 0; start < environments.length; start += namesAtOnce) {
      const names = environments.slice(start, start + namesAtOnce)
      const cursors = new Set<string>()
      let page = await this.#page(names)
      for (;;) {
        yield page
        if (page.next === undefined) break
        if (cursors.has(page.next) || cursors.size === mostSurveyed) throw endless(inShort(names))
        cursors.add(page.next)
        page = await this.#page(names, page.next)
      }
    }
  }

  async #page(
    environments: readonly string[],
    after?: string,
    { patience, withPayloads = false }: Omit<ScanOptions, 'from'> = {}
  ): Promise<Batch<Sighting>> {
    const more = { after, patience, variables: { payloads: withPayloads } }
    return this.#complete(await this.#read(scanQuery, environments, withNode, more), patience)
  }

  #read<T>(
    query: string,
    environments: readonly string[],
    parse: (node: unknown) => T | undefined,
    more: { after: string | undefined; patience?: Patience | undefined; variables?: Record<string, unknown> }
  ): Promise<Batch<T>> {
    const { after, patience } = more
    const doing = `read the deployments of ${inShort(environments)}`
    const variables = { ...this.#in, environments, after: after ?? null, ...more.variables }
    const question = { doing, query, variables, parse: (data: unknown) => pageFrom(data, parse) }
    return inBites(this.#client, this.#size, question, patience)
  }

  /** Asks for the statuses of those that GitHub shows without one, though in a state that only a status brings about. */
  async #complete(page: Batch<WithNode>, patience?: Patience): Promise<Batch<Sighting>> {
    const incomplete = page.entries.filter(({ node }) => lacksStatus(node)).map(({ sighting }) => sighting.nodeId)
    const entries = page.entries.map(({ sighting }) => sighting)
    if (incomplete.length === 0) return { ...page, entries }
    const call: Call<Sighting[]> = {
      doing: 'read the statuses of deployments',
      method: 'POST',
      path: graphql,
      parameters: { query: statusesQuery, variables: { ids: incomplete } },
      parse: data => {
        const nodes = at(data, 'data', 'nodes')
        if (!Array.isArray(nodes) || nodes.length !== incomplete.length) return undefined
        const sightings = nodes.map(sightingFrom).filter(sighting => sighting !== undefined)
        return sightings.length < nodes.length ? undefined : sightings
      }
    }
    const complete = new Map((await this.#client.read(call, patience)).map(sighting => [sighting.nodeId, sighting]))
    return { ...page, entries: entries.map(entry => complete.get(entry.nodeId) ?? entry) }
  }

  /**
   * Returns the states of deployments that REST listed, by their REST ids. Those that GraphQL does not find are missing.
   */
  async states(
    listed: readonly Deployment[],
    withPayloads: boolean,
    patience: Patience
  ): Promise<Map<number, Sighting>> {
    if (listed.length === 0) return new Map()
    const call: Call<Map<number, Sighting>> = {
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
        const nodes = at(data, 'data', 'nodes')
        if (!Array.isArray(nodes)) return undefined
        const seen = listed.flatMap(({ id, nodeId, ref }, place): [number, Sighting][] => {
          const node: unknown = nodes[place]
          const sighting = lacksStatus(node) ? undefined : sightingFrom(node)
          return sighting === undefined ? [] : [[id, { ...sighting, id, nodeId, ref }]]
        })
        return new Map(seen)
      }
    }
    return this.#client.read(call, patience)
  }

  /** The deployment's latest state and URL and, in the same answer, the first page of its environment and others. */
  async look(
    deployment: Deployment,
    scope: LookScope,
    patience: Patience
  ): Promise<Omit<Look, 'newest'> & { page?: Batch<Sighting> }> {
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
      const node = at(data, 'data', 'node')
      const others = at(data, 'data', 'nodes')
      const page = scope.withEnvironment ? pageFrom(data, withNode) : undefined
      // GraphQL may know a deployment by another id than REST does.
      const isMissing = node === undefined || node === null || (scope.withEnvironment && page === undefined)
      return isMissing || !Array.isArray(others) ? undefined : { node, others, page }
    }
    const doing = `look at deployment ${deployment.id}`
    // One of the others may be gone.
    const question = { doing, query: lookQuery, variables, parse, partial: true as const }
    const { node, others, page } = await inBites(this.#client, this.#size, question, patience)
    const statuses = statusesOf(node)
    const [newest = at(node, 'latestStatus')] = statuses
    const state = textAt(newest, 'state')?.toLowerCase()
    const environmentUrl = newestUrl(node)
    return {
      ...(state === undefined ? {} : { state }),
      ...(environmentUrl === undefined ? {} : { environmentUrl }),
      succeeded: statuses.some(isSuccess),
      also: others.map(sightingFrom).filter(other => other !== undefined),
      ...(page === undefined ? {} : { page: await this.#complete(page, patience) })
    }
  }

  /** Whether any status of a deployment was a success, however many it has. */
  async everSucceeded(nodeId: string): Promise<boolean> {
    let after: string | undefined
    for (let page = 1; page <= mostPages; page++) {
      const question = {
        doing: 'read the history of a deployment',
        query: statesQuery,
        variables: { id: nodeId, after: after ?? null },
        parse: (data: unknown): Connection | undefined => connectionOf(at(data, 'data', 'node', 'statuses'))
      }
      const { nodes, next } = await inBites(this.#client, this.#size, question)
      if (nodes.some(isSuccess)) return true
      if (next === undefined) return false
      after = next
    }
    return false
  }
}

/** @throws Failed if anything but one of several nodes is wrong */
function demandNoOtherErrors(data: unknown, headers: unknown): void {
  const isOfNode = (error: unknown): boolean =>
    graphqlErrors({ errors: [error] })[0]?.path.startsWith('nodes.') === true
  const errors = at(data, 'errors')
  const others = Array.isArray(errors) ? errors.filter(error => !isOfNode(error)) : []
  const requestId = textAt(headers, 'x-github-request-id')
  const about = { status: 200, ...(requestId === undefined ? {} : { requestId }) }
  const fault = graphqlFault({ data: at(data, 'data'), errors: others }, headers, about, false)
  if (fault !== undefined) throw new Failed(fault)
}

export const inShort = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} and ${others.length} more`

function pageFrom<T>(data: unknown, parse: (node: unknown) => T | undefined): Batch<T> | undefined {
  const connection = connectionOf(at(data, 'data', 'repository', 'deployments'))
  if (connection === undefined) return undefined
  const entries = connection.nodes.map(parse).filter(entry => entry !== undefined)
  if (entries.length < connection.nodes.length) return undefined
  return { entries, next: connection.next, isLast: connection.next === undefined }
}

interface WithNode {
  sighting: Sighting
  node: unknown
}

function withNode(node: unknown): WithNode | undefined {
  const sighting = sightingFrom(node)
  return sighting === undefined ? undefined : { sighting, node }
}

const isSuccess = (status: unknown): boolean => textAt(status, 'state') === 'SUCCESS'

function pastFrom(node: unknown): WithPast | undefined {
  const sighting = sightingFrom(node)
  const statuses = at(node, 'statuses', 'nodes')
  if (sighting === undefined || !Array.isArray(statuses)) return undefined
  const succeeded = statuses.some(isSuccess)
  const isAll = at(node, 'statuses', 'pageInfo', 'hasNextPage') !== true
  const environmentUrl = sighting.environmentUrl ?? newestUrl(node)
  return {
    ...sighting,
    ...(environmentUrl === undefined ? {} : { environmentUrl }),
    ...(succeeded || isAll ? { succeeded } : {})
  }
}
