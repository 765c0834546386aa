import { creatorFrom, decodedPayload, type Deployment, type ListedDeployment } from '../domain/deployment.ts'
import { textAt, valueAt } from '../domain/json.ts'
import { GitHubProblem } from '../messages/problem.ts'
import type { Look, LookScope, Page, ReadOptions } from '../ports.ts'
import type { Client, TimeLimits } from './client.ts'
import { withLowerCase } from './environments.ts'
import { isTooExpensive, type GraphqlError } from './fault.ts'
import { graphqlPageFrom, graphqlPages, pageSize, type GraphqlPage } from './paging.ts'
import { graphqlRequest, type Call } from './sender.ts'

/**
 * Fields of a deployment in a list. The query decides with `$payloads` and `$statuses` whether to read payloads, which
 * are large, and statuses. Twenty statuses are more than nearly every deployment has.
 * https://docs.github.com/graphql/reference/objects#deployment
 */
const listedFragment = `
fragment Listed on Deployment {
  id commitOid task environment createdAt description
  creator { __typename login }
  latestStatus { state environmentUrl logUrl description }
  payload @include(if: $payloads)
  statuses(first: 20) @include(if: $statuses) {
    pageInfo { hasNextPage }
    nodes { state environmentUrl }
  }
}`

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
query LatestStates($ids: [ID!]!, $payloads: Boolean!, $statuses: Boolean!) { nodes(ids: $ids) { ...Listed } }
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

const namesPerRequest = 100
/** Page size after GitHub found a page with statuses too expensive. */
const smallPageSize = 25

interface ListOptions extends TimeLimits, Pick<ReadOptions, 'withStatuses'> {}

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
      yield* graphqlPages(doingFor(names), after => this.page(names, options, after))
    }
  }

  async page(
    environments: readonly string[],
    options: ListOptions,
    after?: string
  ): Promise<GraphqlPage<ListedDeployment>> {
    const { withStatuses = false } = options
    const first = withStatuses ? this.#pageSizeWithStatuses : pageSize
    const variables = { environments, first, after, payloads: false, statuses: withStatuses }
    const call: Call<GraphqlPage<ListedDeployment>> = {
      doing: doingFor(environments),
      ...graphqlRequest(scanQuery, { ...this.#client.repository, ...variables }),
      parse: deploymentsFrom
    }
    try {
      return await this.#client.read(call, options)
    } catch (error) {
      const isTooLarge = error instanceof GitHubProblem && isTooExpensive(error.answer.message)
      if (!isTooLarge || !withStatuses || first === smallPageSize) throw error
      this.#pageSizeWithStatuses = smallPageSize
      return this.page(environments, options, after)
    }
  }

  /** Returns deployments in the order of their ids. A deployment that does not exist is `undefined`. */
  nodes(ids: readonly string[], options: ListOptions): Promise<(ListedDeployment | undefined)[]> {
    const { withStatuses = false } = options
    const call: Call<(ListedDeployment | undefined)[]> = {
      doing: 'read the states of the deployments',
      ...graphqlRequest(nodesQuery, { ids, payloads: false, statuses: withStatuses }),
      isPartial: isMissingNode,
      parse: nodesFrom
    }
    return this.#client.read(call, options)
  }

  /**
   * Returns the latest state and URL of a deployment. The same request reads other deployments and the first page of
   * its environment.
   */
  look(deployment: Deployment, scope: LookScope, timeLimits: TimeLimits): Promise<Look> {
    const variables = {
      id: deployment.nodeId,
      ids: scope.also,
      environments: withLowerCase([deployment.environment]),
      first: pageSize,
      around: scope.withEnvironment,
      payloads: scope.withPayloads,
      statuses: false
    }
    const call: Call<Look> = {
      doing: `look at deployment ${deployment.id}`,
      ...graphqlRequest(lookQuery, { ...this.#client.repository, ...variables }),
      isPartial: isMissingNode,
      parse: data => {
        const statuses = valueAt(data, 'data', 'node', 'newestStatuses', 'nodes')
        const others = nodesFrom(data)
        const page = scope.withEnvironment ? deploymentsFrom(data) : undefined
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
}

const doingFor = ([first = '', ...others]: readonly string[]): string =>
  `read the deployments of ${others.length === 0 ? first : `${first} and ${others.length} more`}`

const deploymentsFrom = (data: unknown): GraphqlPage<ListedDeployment> | undefined =>
  graphqlPageFrom(valueAt(data, 'data', 'repository', 'deployments'), listedFromGraphql)

function nodesFrom(data: unknown): (ListedDeployment | undefined)[] | undefined {
  const nodes = valueAt(data, 'data', 'nodes')
  return Array.isArray(nodes) ? nodes.map(listedFromGraphql) : undefined
}

/** Whether an error says that a single node does not exist. With any other error, a missing node proves nothing. */
const isMissingNode = ({ type, path }: GraphqlError): boolean => type === 'NOT_FOUND' && path.startsWith('nodes.')

/** Reads a deployment with the fields of `listedFragment`. */
export function listedFromGraphql(node: unknown): ListedDeployment | undefined {
  const nodeId = textAt(node, 'id')
  const sha = textAt(node, 'commitOid')
  if (nodeId === undefined || sha === undefined) return undefined
  const latest = valueAt(node, 'latestStatus')
  const payload = valueAt(node, 'payload')
  const statuses = valueAt(node, 'statuses', 'nodes')
  const isRead = Array.isArray(statuses)
  return {
    nodeId,
    sha,
    task: textAt(node, 'task') ?? 'deploy',
    environment: textAt(node, 'environment') ?? '',
    createdAt: textAt(node, 'createdAt') ?? '',
    description: textAt(node, 'description') ?? '',
    creator: creatorFrom(valueAt(node, 'creator'), '__typename'),
    state: stateIn(latest),
    environmentUrl: textAt(latest, 'environmentUrl') ?? (isRead ? newestUrlIn(statuses) : undefined),
    logUrl: textAt(latest, 'logUrl'),
    statusDescription: textAt(latest, 'description'),
    payload: payload === undefined ? undefined : decodedPayload(payload),
    states: isRead ? statesIn(statuses) : undefined,
    hasMoreStatuses: valueAt(node, 'statuses', 'pageInfo', 'hasNextPage') === true
  }
}

const stateIn = (status: unknown): string | undefined => textAt(status, 'state')?.toLowerCase()

const statesIn = (statuses: readonly unknown[]): string[] => statuses.map(stateIn).filter(state => state !== undefined)

const newestUrlIn = (statuses: readonly unknown[]): string | undefined =>
  statuses.map(status => textAt(status, 'environmentUrl')).find(url => url !== undefined)
