import type { ListedDeployment } from '../domain/deployment.ts'
import { valueAt, isObject, textAt } from '../domain/json.ts'
import { isUnanswered } from '../messages/problem.ts'
import type { Attempt, EndingStatus, Written } from '../ports.ts'
import { graphql, timeLimitsOf, type Call, type TimeLimits } from './call.ts'
import type { Client } from './client.ts'
import { Failed, graphqlErrors, type GraphqlError } from './failure.ts'

const latestStatesQuery = `
query LatestStates($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Deployment { id latestStatus { state } } }
}`

/** Mutation that one request sends for many deployments. */
interface Change {
  doing: string
  /** Name of the operation. */
  name: string
  /** Variables that all mutations share. Each is a required text. */
  variables: Record<string, string>
  /**
   * Returns the mutation for one deployment.
   * @param id the variable that holds the deployment
   */
  mutation: (id: string) => string
  /** Whether the state of a deployment proves that the mutation was applied. A missing deployment proves nothing. */
  isDone: (latestState: LatestState) => boolean
}

/** State of the latest status. Empty if there is no status, `missing` if GraphQL does not find the deployment. */
type LatestState = string

/** Result of a batch, including the deployments that REST must handle. */
export interface BatchWritten extends Written {
  /** Deployments that GraphQL refuses to write. */
  refused: ListedDeployment[]
  /** Deployments that GraphQL does not find. They may be deleted, or the token may not see them through GraphQL. */
  missing: ListedDeployment[]
  /** Whether the request was sent more than once. An earlier request may then have deleted the missing deployments. */
  isRepeated: boolean
}

/**
 * Writes to up to ten deployments in one GraphQL request. Mutations run one after another, and GitHub does not roll
 * them back together. If the answer does not show which mutations ran, the states are read first. Only the remaining
 * mutations are sent again.
 */
export class Batches {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  /**
   * Adds a final status to each deployment.
   * https://docs.github.com/graphql/reference/mutations#createdeploymentstatus
   */
  end(
    listed: readonly ListedDeployment[],
    { state, description, logUrl }: EndingStatus,
    attempt?: Attempt
  ): Promise<BatchWritten> {
    const change: Change = {
      doing: `set deployments of ${listed[0]?.environment ?? ''} to ${state}`,
      name: state === 'inactive' ? 'Deactivate' : 'End',
      variables: { description, logUrl },
      mutation: id =>
        `createDeploymentStatus(input: { deploymentId: ${id}, state: ${state.toUpperCase()}, description: $description, logUrl: $logUrl, autoInactive: false })`,
      isDone: latestState => latestState === state
    }
    return this.#write(listed, change, attempt)
  }

  /**
   * Deletes each deployment.
   * https://docs.github.com/graphql/reference/mutations#deletedeployment
   */
  delete(listed: readonly ListedDeployment[], attempt?: Attempt): Promise<BatchWritten> {
    const change: Change = {
      doing: `delete deployments of ${listed[0]?.environment ?? ''}`,
      name: 'Delete',
      variables: {},
      mutation: id => `deleteDeployment(input: { id: ${id} })`,
      isDone: () => false
    }
    return this.#write(listed, change, attempt)
  }

  async #write(
    batch: readonly ListedDeployment[],
    change: Change,
    attempt: Attempt | undefined
  ): Promise<BatchWritten> {
    const timeLimits = timeLimitsOf(attempt)
    let left = [...batch]
    /** Result of reading the states after an uncertain answer. */
    const known: BatchWritten = {
      ...{ done: [], gone: [], failed: [], open: [], refused: [], missing: [] },
      isRepeated: attempt === 'last'
    }
    const call: Call<BatchWritten> = {
      doing: change.doing,
      method: 'POST',
      path: graphql,
      // A repeat only asks for the deployments that are left at that time.
      get parameters() {
        const ids = Object.fromEntries(left.map(({ nodeId }, place) => [`id${place}`, nodeId]))
        return { query: documentOf(change, left.length), variables: { ...change.variables, ...ids } }
      },
      partial: true,
      onRepeat: () => (known.isRepeated = true),
      parse: (data, headers) => outcomeOf(left, known, data, textAt(headers, 'x-github-request-id'))
    }
    const look = async (): Promise<BatchWritten | undefined> => {
      known.isRepeated = true
      const states = await this.#latestStates(left, timeLimits)
      const latestStateOf = ({ nodeId }: ListedDeployment): LatestState => states.get(nodeId) ?? ''
      known.done.push(...left.filter(one => change.isDone(latestStateOf(one))))
      known.missing.push(...left.filter(one => latestStateOf(one) === 'missing'))
      left = left.filter(one => !change.isDone(latestStateOf(one)) && latestStateOf(one) !== 'missing')
      return left.length === 0 ? known : undefined
    }
    try {
      return (attempt === 'last' ? await look() : undefined) ?? (await this.#client.write(call, look, timeLimits))
    } catch (error) {
      if (attempt !== 'first' || !isUnanswered(error)) throw error
      return { ...known, open: left }
    }
  }

  /** Reads the current states of deployments. */
  #latestStates(listed: readonly ListedDeployment[], timeLimits: TimeLimits): Promise<Map<string, LatestState>> {
    const call: Call<Map<string, LatestState>> = {
      doing: 'check the state of the deployments',
      method: 'POST',
      path: graphql,
      parameters: { query: latestStatesQuery, variables: { ids: listed.map(({ nodeId }) => nodeId) } },
      partial: true,
      parse: data => {
        const nodes = valueAt(data, 'data', 'nodes')
        if (!Array.isArray(nodes)) return undefined
        const errors = graphqlErrors(data)
        const states = listed.map(({ nodeId }, place): [string, LatestState] => {
          const node: unknown = nodes[place]
          if (isObject(node)) return [nodeId, textAt(node, 'latestStatus', 'state')?.toLowerCase() ?? '']
          const error = errorAt(`nodes.${place}`, errors) ?? errors[0]
          if (error === undefined || error.type === 'NOT_FOUND') return [nodeId, 'missing']
          // A deployment that could not be read may still exist.
          throw new Failed({ certainty: 'open', answer: { status: 200, message: error.message } })
        })
        return new Map(states)
      }
    }
    return this.#client.read(call, timeLimits)
  }
}

function documentOf({ name, variables, mutation }: Change, count: number): string {
  const places = Array.from({ length: count }, (_, place) => place)
  const shared = Object.keys(variables).map(variable => `$${variable}: String!`)
  const ids = places.map(place => `$id${place}: ID!`)
  const mutations = places.map(place => `m${place}: ${mutation(`$id${place}`)} { clientMutationId }`)
  return `mutation ${name}(${[...shared, ...ids].join(', ')}) {\n  ${mutations.join('\n  ')}\n}`
}

/** Sorts the deployments of a batch by their results. */
function outcomeOf(
  asked: readonly ListedDeployment[],
  known: BatchWritten,
  data: unknown,
  requestId: string | undefined
): BatchWritten | undefined {
  const answered = valueAt(data, 'data')
  if (!isObject(answered)) return undefined
  const errors = graphqlErrors(data)
  const [first] = errors
  const written: BatchWritten = {
    ...known,
    done: [...known.done],
    missing: [...known.missing],
    refused: [],
    failed: []
  }
  asked.forEach((deployment, place) => {
    const error = errorAt(`m${place}`, errors) ?? first
    if (isObject(answered[`m${place}`])) written.done.push(deployment)
    else if (error?.type === 'NOT_FOUND') written.missing.push(deployment)
    // REST would reject an invalid value, too.
    else if (error?.type === 'UNPROCESSABLE') {
      const why = requestId === undefined ? error.message : `${error.message} [request ${requestId}]`
      written.failed.push({ deployment, why })
    } else written.refused.push(deployment)
  })
  return written
}

const errorAt = (place: string, errors: readonly GraphqlError[]): GraphqlError | undefined =>
  errors.find(({ path }) => path === place || path.startsWith(`${place}.`))
