import { decodedPayload, type Sighting } from '../domain/deployment.ts'
import { at, textAt } from '../domain/json.ts'
import { GitHubProblem } from '../domain/problem.ts'
import type { Repository } from '../domain/run.ts'
import { graphql, type Call } from './call.ts'
import type { Client } from './client.ts'
import { endless } from './rest.ts'

export const sightingFields = `
  id commitOid task environment createdAt description
  latestStatus { state environmentUrl logUrl description }`

/** @param more fields that are wanted besides */
export const scanFields = (more = ''): string => `
  deployments(environments: $environments, first: 100, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
    pageInfo { hasNextPage endCursor }
    nodes { ${sightingFields} ${more} }
  }`

const scanQuery = `
query Scan($owner: String!, $repo: String!, $environments: [String!], $after: String) {
  repository(owner: $owner, name: $repo) { ${scanFields()} }
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

  #page(environments: readonly string[], after?: string): Promise<Page> {
    const call: Call<Page> = {
      doing: `read the deployments of ${inShort(environments)}`,
      method: 'POST',
      path: graphql,
      parameters: { query: scanQuery, variables: { ...this.#in, environments, after: after ?? null } },
      parse: data => pageOf(at(data, 'data', 'repository'))
    }
    return this.#client.read(call)
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

/** Reads `scanFields`. */
export function pageOf(repository: unknown): Page | undefined {
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
  const payload = at(node, 'payload')
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
    ...(statusDescription === undefined ? {} : { statusDescription }),
    ...(payload === undefined ? {} : { payload: decodedPayload(payload) })
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
