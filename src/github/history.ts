import { at, textAt } from '../domain/json.ts'
import type { Repository } from '../domain/run.ts'
import type { Past } from '../ports.ts'
import { graphql, type Call } from './call.ts'
import type { Client } from './client.ts'
import { connectionOf, newestUrl, sightingFields, sightingFrom, type Connection } from './graphql.ts'
import { mostPages } from './rest.ts'

/** Enough for nearly every deployment, and a page of a hundred stays far below what makes GitHub give up. */
const statusesAtOnce = 20

const historyQuery = `
query History($owner: String!, $repo: String!, $environments: [String!], $after: String) {
  repository(owner: $owner, name: $repo) {
    deployments(environments: $environments, first: 100, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes {
        ${sightingFields}
        latestStatus { id }
        statuses(first: ${statusesAtOnce}) { pageInfo { hasNextPage } nodes { id state environmentUrl } }
      }
    }
  }
}`

const statesQuery = `
query StatesOf($id: ID!, $after: String) {
  node(id: $id) {
    ... on Deployment { statuses(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { state } } }
  }
}`

/** An environment's deployments with their past, through GraphQL. https://docs.github.com/graphql/reference/objects#deployment */
export class History {
  readonly #client: Client
  readonly #in: { owner: string; repo: string }

  constructor(client: Client, repository: Repository) {
    this.#client = client
    this.#in = { owner: repository.owner, repo: repository.name }
  }

  async *scan(environment: string): AsyncIterable<Past[]> {
    let after: string | undefined
    let place = 0
    for (let page = 1; page <= mostPages; page++) {
      const variables = { ...this.#in, environments: [environment], after: after ?? null }
      const doing = `read the deployments of ${environment}`
      const connection = await this.#read({
        doing,
        query: historyQuery,
        variables,
        path: ['repository', 'deployments']
      })
      const pasts = connection.nodes.flatMap(node => pastFrom(node, place++) ?? [])
      yield pasts
      if (connection.next === undefined) return
      after = connection.next
    }
  }

  /** Whether any status of a deployment was a success, however many it has. */
  async everSucceeded(nodeId: string): Promise<boolean> {
    let after: string | undefined
    for (let page = 1; page <= mostPages; page++) {
      const variables = { id: nodeId, after: after ?? null }
      const doing = 'read the history of a deployment'
      const connection = await this.#read({ doing, query: statesQuery, variables, path: ['node', 'statuses'] })
      if (connection.nodes.some(isSuccess)) return true
      if (connection.next === undefined) return false
      after = connection.next
    }
    return false
  }

  #read({ doing, query, variables, path }: Question): Promise<Connection> {
    const call: Call<Connection> = {
      doing,
      method: 'POST',
      path: graphql,
      parameters: { query, variables },
      parse: data => connectionOf(at(data, 'data', ...path))
    }
    return this.#client.read(call)
  }
}

interface Question {
  doing: string
  query: string
  variables: Record<string, unknown>
  /** Where in the answer the connection stands. */
  path: string[]
}

const isSuccess = (status: unknown): boolean => textAt(status, 'state') === 'SUCCESS'

function pastFrom(node: unknown, place: number): Past | undefined {
  const sighting = sightingFrom(node)
  const statuses = at(node, 'statuses', 'nodes')
  if (sighting === undefined || !Array.isArray(statuses)) return undefined
  const succeeded = statuses.some(isSuccess)
  const isAll = at(node, 'statuses', 'pageInfo', 'hasNextPage') !== true
  const environmentUrl = sighting.environmentUrl ?? newestUrl(node)
  return {
    ...sighting,
    place,
    ...(environmentUrl === undefined ? {} : { environmentUrl }),
    ...(succeeded || isAll ? { succeeded } : {})
  }
}
