import type { Deployment, Sighting } from '../domain/deployment.ts'
import { at, textAt } from '../domain/json.ts'
import { GitHubProblem } from '../domain/problem.ts'
import type { Repository } from '../domain/run.ts'
import type { Glance, Look } from '../ports.ts'
import { graphql, type Call, type Patience } from './call.ts'
import type { Client } from './client.ts'
import { endless, mostPages } from './rest.ts'

export const sightingFields = `
  id commitOid task environment createdAt description
  latestStatus { state environmentUrl logUrl description }`

const scanFields = `
  deployments(environments: $environments, first: 100, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
    pageInfo { hasNextPage endCursor }
    nodes { ${sightingFields} }
  }`

const scanQuery = `
query Scan($owner: String!, $repo: String!, $environments: [String!], $after: String) {
  repository(owner: $owner, name: $repo) { ${scanFields} }
}`

const lookQuery = `
query Look($id: ID!, $owner: String!, $repo: String!, $environments: [String!], $after: String, $around: Boolean!) {
  node(id: $id) {
    ... on Deployment {
      latestStatus { id state }
      statuses(first: 100) { nodes { id environmentUrl } }
    }
  }
  repository(owner: $owner, name: $repo) @include(if: $around) { ${scanFields} }
}`

interface Page {
  sightings: Sighting[]
  next: string | undefined
}

/** How many names one request asks for. */
const namesAtOnce = 100
/** Where a survey ends at the latest, so that no server can keep us longer: 100,000 deployments. */
const mostSurveyed = 1000

/** GitHub's GraphQL API: much in one answer. https://docs.github.com/graphql/reference/objects#deployment */
export class Graphql {
  readonly #client: Client
  readonly #in: { owner: string; repo: string }

  constructor(client: Client, repository: Repository) {
    this.#client = client
    this.#in = { owner: repository.owner, repo: repository.name }
  }

  /** @param from the first page, where somebody has read it already */
  async *scan(environment: string, from?: Page): AsyncIterable<Sighting[]> {
    let page = from ?? (await this.#page([environment]))
    for (let count = 1; ; count++) {
      yield page.sightings
      if (page.next === undefined || count === mostPages) return
      page = await this.#page([environment], page.next)
    }
  }

  /** All the deployments of environments; within a hundred names the newest first. */
  async *survey(environments: readonly string[]): AsyncIterable<Sighting[]> {
    for (let start = 0; start < environments.length; start += namesAtOnce) {
      const names = environments.slice(start, start + namesAtOnce)
      const cursors = new Set<string>()
      let page = await this.#page(names)
      for (;;) {
        yield page.sightings
        if (page.next === undefined) break
        if (cursors.has(page.next) || cursors.size === mostSurveyed) throw endless(inShort(names))
        cursors.add(page.next)
        page = await this.#page(names, page.next)
      }
    }
  }

  /** The first page, if it comes soon. */
  async glance(environment: string, patience: Patience): Promise<Glance> {
    const { sightings, next } = await this.#page([environment], undefined, patience)
    return { sightings, isAll: next === undefined }
  }

  #page(environments: readonly string[], after?: string, patience?: Patience): Promise<Page> {
    const call: Call<Page> = {
      doing: `read the deployments of ${inShort(environments)}`,
      method: 'POST',
      path: graphql,
      parameters: { query: scanQuery, variables: { ...this.#in, environments, after: after ?? null } },
      parse: data => pageOf(at(data, 'data', 'repository'))
    }
    return this.#client.read(call, patience)
  }

  /** The deployment's latest state and URL and, in the same answer, the first page of its environment. */
  look(deployment: Deployment, withEnvironment: boolean, patience: Patience): Promise<Look> {
    const call: Call<Look> = {
      doing: `look at deployment ${deployment.id}`,
      method: 'POST',
      path: graphql,
      parameters: {
        query: lookQuery,
        variables: {
          ...this.#in,
          id: deployment.nodeId,
          environments: [deployment.environment],
          after: null,
          around: withEnvironment
        }
      },
      parse: data => {
        const node = at(data, 'data', 'node')
        const page = withEnvironment ? pageOf(at(data, 'data', 'repository')) : undefined
        if (node === undefined || (withEnvironment && page === undefined)) return undefined
        const state = textAt(node, 'latestStatus', 'state')?.toLowerCase()
        const environmentUrl = newestUrl(node)
        return {
          ...(state === undefined ? {} : { state }),
          ...(environmentUrl === undefined ? {} : { environmentUrl }),
          ...(page === undefined ? {} : { seen: page.sightings }),
          environment: this.scan(deployment.environment, page)
        }
      }
    }
    return this.#client.read(call, patience)
  }
}

/**
 * A refusal of GraphQL itself, after which REST may still do: a token without its scopes, an old server, a used-up limit.
 * A secondary limit is none: it is for both of them.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#secondary-rate-limits
 */
export function isRefusal(error: unknown): error is GitHubProblem {
  if (!(error instanceof GitHubProblem)) return false
  const { status, limit, isForeign } = error.answer
  return isForeign === true || (status >= 200 && status < 500 && limit !== 'secondary')
}

const inShort = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} and ${others.length} more`

/** A page of a list. https://docs.github.com/graphql/guides/using-pagination-in-the-graphql-api */
export interface Connection {
  nodes: unknown[]
  /** The cursor of the next page; `undefined` on the last one. */
  next: string | undefined
}

const forward = { hasMore: 'hasNextPage', cursor: 'endCursor' }
export const backward = { hasMore: 'hasPreviousPage', cursor: 'startCursor' }

/** Reads a connection; `undefined` where it is none. */
export function connectionOf(connection: unknown, { hasMore, cursor } = forward): Connection | undefined {
  const nodes = at(connection, 'nodes')
  if (!Array.isArray(nodes)) return undefined
  const isNext = at(connection, 'pageInfo', hasMore) === true
  const next = textAt(connection, 'pageInfo', cursor)
  // Where it goes on, and not said from where, nobody may take this page for the last one.
  if (isNext && next === undefined) return undefined
  return { nodes, next: isNext ? next : undefined }
}

function pageOf(repository: unknown): Page | undefined {
  const connection = connectionOf(at(repository, 'deployments'))
  if (connection === undefined) return undefined
  const sightings = connection.nodes.map(sightingFrom).filter(sighting => sighting !== undefined)
  return { sightings, next: connection.next }
}

/** Reads `sightingFields`. */
export function sightingFrom(node: unknown): Sighting | undefined {
  const nodeId = textAt(node, 'id')
  const sha = textAt(node, 'commitOid')
  if (nodeId === undefined || sha === undefined) return undefined
  const state = textAt(node, 'latestStatus', 'state')?.toLowerCase()
  const environmentUrl = textAt(node, 'latestStatus', 'environmentUrl')
  const logUrl = textAt(node, 'latestStatus', 'logUrl')
  const statusDescription = textAt(node, 'latestStatus', 'description')
  return {
    nodeId,
    sha,
    task: textAt(node, 'task') ?? 'deploy',
    environment: textAt(node, 'environment') ?? '',
    createdAt: textAt(node, 'createdAt') ?? '',
    description: textAt(node, 'description') ?? '',
    ...(state === undefined ? {} : { state }),
    ...(environmentUrl === undefined ? {} : { environmentUrl }),
    ...(logUrl === undefined ? {} : { logUrl }),
    ...(statusDescription === undefined ? {} : { statusDescription })
  }
}

/**
 * The newest URL of any of the statuses that were read. GitHub does not say in which order it lists them; the latest
 * status tells.
 */
export function newestUrl(node: unknown): string | undefined {
  const nodes = at(node, 'statuses', 'nodes')
  const statuses: unknown[] = Array.isArray(nodes) ? nodes : []
  const isNewestFirst = textAt(statuses[0], 'id') === textAt(node, 'latestStatus', 'id')
  return (isNewestFirst ? statuses : statuses.toReversed())
    .map(status => textAt(status, 'environmentUrl'))
    .find(url => url !== undefined)
}
