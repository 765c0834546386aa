import type { Deployment, Sighting } from '../domain/deployment.ts'
import { at, textAt } from '../domain/json.ts'
import type { Repository } from '../domain/run.ts'
import { mostListed, type Look } from '../ports.ts'
import { graphql, type Call, type Client, type Patience } from './client.ts'
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

const scanQuery = `
query Scan($owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String) {
  repository(owner: $owner, name: $repo) { ${pageFields()} }
}`

const historyQuery = `
query History($owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    ${pageFields(`statuses(first: ${statusesAtOnce}) { pageInfo { hasNextPage } ${statusesFields} }`)}
  }
}`

const lookQuery = `
query Look($id: ID!, $owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String, $around: Boolean!) {
  node(id: $id) {
    ... on Deployment { latestStatus { id createdAt state } statuses(first: 100) { ${statusesFields} } }
  }
  repository(owner: $owner, name: $repo) @include(if: $around) { ${pageFields()} }
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

/** Deployments through GraphQL: many in one answer. https://docs.github.com/graphql/reference/objects#deployment */
export class GraphqlListing {
  readonly #client: Client
  readonly #in: { owner: string; repo: string }
  readonly #size = new PageSize(100, 25, 6)

  constructor(client: Client, repository: Repository) {
    this.#client = client
    this.#in = { owner: repository.owner, repo: repository.name }
  }

  /** @param from the first page, if somebody has read it already */
  scan(environment: string, from?: Batch<Sighting>, patience?: Patience): AsyncIterable<Page<Sighting>> {
    return this.#pages(after => this.#page([environment], after, patience), from)
  }

  history(environment: string): AsyncIterable<Page<WithPast>> {
    return this.#pages(after => this.#read(historyQuery, [environment], after, pastFrom))
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

  async #page(environments: readonly string[], after?: string, patience?: Patience): Promise<Batch<Sighting>> {
    return this.#complete(await this.#read(scanQuery, environments, after, withNode, patience), patience)
  }

  #read<T>(
    query: string,
    environments: readonly string[],
    after: string | undefined,
    parse: (node: unknown) => T | undefined,
    patience?: Patience
  ): Promise<Batch<T>> {
    const doing = `read the deployments of ${inShort(environments)}`
    const variables = { ...this.#in, environments, after: after ?? null }
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

  /** The deployment's latest state and URL and, in the same answer, the first page of its environment. */
  async look(
    deployment: Deployment,
    withEnvironment: boolean,
    patience: Patience
  ): Promise<Omit<Look, 'environment' | 'seen'> & { page?: Batch<Sighting> }> {
    const variables = {
      ...this.#in,
      id: deployment.nodeId,
      environments: [deployment.environment],
      after: null,
      around: withEnvironment
    }
    const parse = (data: unknown): { node: unknown; page: Batch<WithNode> | undefined } | undefined => {
      const node = at(data, 'data', 'node')
      const page = withEnvironment ? pageFrom(data, withNode) : undefined
      // GraphQL may know a deployment by another id than REST does.
      const isMissing = node === undefined || node === null || (withEnvironment && page === undefined)
      return isMissing ? undefined : { node, page }
    }
    const question = { doing: `look at deployment ${deployment.id}`, query: lookQuery, variables, parse }
    const { node, page } = await inBites(this.#client, this.#size, question, patience)
    const [newest = at(node, 'latestStatus')] = statusesOf(node)
    const state = textAt(newest, 'state')?.toLowerCase()
    const environmentUrl = newestUrl(node)
    return {
      ...(state === undefined ? {} : { state }),
      ...(environmentUrl === undefined ? {} : { environmentUrl }),
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
