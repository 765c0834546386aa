import type { Deployment, ListedDeployment } from '../domain/deployment.ts'
import { textAt, valueAt } from '../domain/json.ts'
import { GitHubProblem } from '../messages/problem.ts'
import type { Look, LookScope, ReadOptions } from '../ports.ts'
import { graphql, type Call, type TimeLimits } from './call.ts'
import type { Client } from './client.ts'
import { Failed, graphqlErrors, graphqlFault, isTooExpensive } from './failure.ts'
import { listedFragment, listedFromGraphql, newestUrlIn, statesIn } from './listed-deployment.ts'
import { connectionFrom, graphqlPages, pageSize, type Connection, type Page } from './paging.ts'
import { withLowerCase } from './spelling.ts'

const deploymentsField = `
  deployments(environments: $environments, first: $first, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
    pageInfo { hasNextPage endCursor }
    nodes { ...Listed }
  }`

const scanQuery = `
query Scan(
  $owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String,
  $payloads: Boolean!, $statuses: Boolean!
) {
  repository(owner: $owner, name: $repo) { ${deploymentsField} }
}
${listedFragment}`

const nodesQuery = `
query States($ids: [ID!]!, $payloads: Boolean!, $statuses: Boolean!) { nodes(ids: $ids) { ...Listed } }
${listedFragment}`

const lookQuery = `
query Look(
  $id: ID!, $ids: [ID!]!, $owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String,
  $payloads: Boolean!, $statuses: Boolean!, $around: Boolean!
) {
  node(id: $id) { ... on Deployment { newestStatuses: statuses(first: 100) { nodes { state environmentUrl } } } }
  nodes(ids: $ids) { ...Listed }
  repository(owner: $owner, name: $repo) @include(if: $around) { ${deploymentsField} }
}
${listedFragment}`

const statusesQuery = `
query StatesOf($id: ID!, $first: Int!, $after: String) {
  node(id: $id) {
    ... on Deployment { statuses(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { state } } }
  }
}`

/** Number of environment names per request. */
const namesPerRequest = 100
/** Page size after GitHub found a page with statuses too expensive. */
const smallPageSize = 25

type ListOptions = Pick<ReadOptions, 'withinMs' | 'withPayloads' | 'withStatuses'>

/**
 * Lists deployments through GraphQL, many per request.
 * https://docs.github.com/graphql/reference/objects#deployment
 */
export class GraphqlListing {
  readonly #client: Client
  #pageSizeWithStatuses = pageSize

  constructor(client: Client) {
    this.#client = client
  }

  /** Lists the deployments of environments, newest first within each group of 100 names. */
  async *list(environments: readonly string[], options: ListOptions = {}): AsyncIterable<Page<ListedDeployment>> {
    for (let start = 0; start < environments.length; start += namesPerRequest) {
      const names = environments.slice(start, start + namesPerRequest)
      yield* graphqlPages(`read the deployments of ${firstAndCount(names)}`, after => this.page(names, options, after))
    }
  }

  /** Reads one page of the deployments of environments. */
  async page(
    environments: readonly string[],
    options: ListOptions,
    after?: string
  ): Promise<Connection<ListedDeployment>> {
    const { withPayloads = false, withStatuses = false, withinMs } = options
    const first = withStatuses ? this.#pageSizeWithStatuses : pageSize
    const call: Call<Connection<ListedDeployment>> = {
      doing: `read the deployments of ${firstAndCount(environments)}`,
      method: 'POST',
      path: graphql,
      parameters: {
        query: scanQuery,
        variables: {
          ...this.#client.repository,
          environments,
          first,
          after: after ?? null,
          payloads: withPayloads,
          statuses: withStatuses
        }
      },
      parse: data => connectionFrom(deploymentsIn(data), listedFromGraphql)
    }
    try {
      return await this.#client.read(call, { withinMs })
    } catch (error) {
      const isTooLarge = error instanceof GitHubProblem && isTooExpensive(error.answer.message)
      if (!isTooLarge || !withStatuses || first === smallPageSize) throw error
      this.#pageSizeWithStatuses = smallPageSize
      return this.page(environments, options, after)
    }
  }

  /** Returns deployments in the order of their ids. A deployment that does not exist is `undefined`. */
  nodes(ids: readonly string[], options: ListOptions): Promise<(ListedDeployment | undefined)[]> {
    const { withPayloads = false, withStatuses = false, withinMs } = options
    const call: Call<(ListedDeployment | undefined)[]> = {
      doing: 'read the states of the deployments',
      method: 'POST',
      path: graphql,
      parameters: { query: nodesQuery, variables: { ids, payloads: withPayloads, statuses: withStatuses } },
      partial: true,
      parse: (data, headers) => {
        demandNoOtherErrors(data, headers)
        return nodesIn(data)
      }
    }
    return this.#client.read(call, { withinMs })
  }

  /**
   * Returns the latest state and URL of a deployment. The same request reads other deployments and the first page of
   * its environment.
   */
  look(deployment: Deployment, scope: LookScope, timeLimits: TimeLimits): Promise<Look> {
    const call: Call<Look> = {
      doing: `look at deployment ${deployment.id}`,
      method: 'POST',
      path: graphql,
      parameters: {
        query: lookQuery,
        variables: {
          ...this.#client.repository,
          id: deployment.nodeId,
          ids: scope.also,
          environments: withLowerCase([deployment.environment]),
          first: pageSize,
          after: null,
          around: scope.withEnvironment,
          payloads: scope.withPayloads,
          statuses: false
        }
      },
      // Another deployment may have been deleted.
      partial: true,
      parse: (data, headers) => {
        demandNoOtherErrors(data, headers)
        const statuses = valueAt(data, 'data', 'node', 'newestStatuses', 'nodes')
        const others = nodesIn(data)
        const page = scope.withEnvironment ? connectionFrom(deploymentsIn(data), listedFromGraphql) : undefined
        if (!Array.isArray(statuses) || others === undefined) return undefined
        if (scope.withEnvironment && page === undefined) return undefined
        const states = statesIn(statuses)
        return {
          state: states[0],
          environmentUrl: newestUrlIn(statuses),
          succeeded: states.includes('success'),
          also: others.filter(other => other !== undefined),
          newest: page && { deployments: page.entries, of: 'environment', isAll: page.isLast }
        }
      }
    }
    return this.#client.read(call, timeLimits)
  }

  /** Reads the states of a deployment's statuses, newest first, in pages. */
  states(nodeId: string): AsyncIterable<Page<string>> {
    const doing = 'read the statuses of a deployment'
    return graphqlPages(doing, after =>
      this.#client.read({
        doing,
        method: 'POST',
        path: graphql,
        parameters: { query: statusesQuery, variables: { id: nodeId, first: pageSize, after: after ?? null } },
        parse: data =>
          connectionFrom(valueAt(data, 'data', 'node', 'statuses'), status => textAt(status, 'state')?.toLowerCase())
      })
    )
  }
}

const deploymentsIn = (data: unknown): unknown => valueAt(data, 'data', 'repository', 'deployments')

function nodesIn(data: unknown): (ListedDeployment | undefined)[] | undefined {
  const nodes = valueAt(data, 'data', 'nodes')
  return Array.isArray(nodes) ? nodes.map(listedFromGraphql) : undefined
}

/**
 * Ignores that single nodes do not exist.
 *
 * @throws Failed if there is any other error, because then a missing node does not prove anything
 */
function demandNoOtherErrors(data: unknown, headers: unknown): void {
  const errors = valueAt(data, 'errors')
  const others = Array.isArray(errors) ? errors.filter(error => !isMissingNode(error)) : []
  const about = { status: 200, requestId: textAt(headers, 'x-github-request-id') }
  const fault = graphqlFault({ data: valueAt(data, 'data'), errors: others }, headers, about, false)
  if (fault !== undefined) throw new Failed(fault)
}

function isMissingNode(error: unknown): boolean {
  const [{ type, path } = {}] = graphqlErrors({ errors: [error] })
  return type === 'NOT_FOUND' && path?.startsWith('nodes.') === true
}

const firstAndCount = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} and ${others.length} more`
