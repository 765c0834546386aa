import type { ListedDeployment } from '../domain/deployment.ts'
import { valueAt, isObject, textAt } from '../domain/json.ts'
import { isUnanswered } from '../messages/problem.ts'
import type { Attempt, EndingStatus, Written } from '../ports.ts'
import { graphql, timeLimitsOf, type Call, type TimeLimits } from './call.ts'
import type { Client } from './client.ts'
import { graphqlErrors } from './failure.ts'

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
  /** State that proves that the mutation was applied. Nothing proves a deletion. */
  endState?: string
}

/** Result of a batch. */
export interface BatchWritten extends Written {
  /**
   * Deployments that GraphQL refuses to write or does not find. They may be deleted, or the token may not see them
   * through GraphQL, so REST must handle them.
   */
  forRest: ListedDeployment[]
  /** Whether the request was sent more than once. An earlier request may then have written to these deployments. */
  isRepeated: boolean
}

/**
 * Adds a final status to each deployment.
 * https://docs.github.com/graphql/reference/mutations#createdeploymentstatus
 */
export function endBatch(
  client: Client,
  batch: readonly ListedDeployment[],
  { state, description, logUrl }: EndingStatus,
  attempt?: Attempt
): Promise<BatchWritten> {
  const change: Change = {
    doing: `set deployments of ${batch[0]?.environment ?? ''} to ${state}`,
    name: state === 'inactive' ? 'Deactivate' : 'End',
    variables: { description, logUrl },
    mutation: id =>
      `createDeploymentStatus(input: { deploymentId: ${id}, state: ${state.toUpperCase()}, description: $description, logUrl: $logUrl, autoInactive: false })`,
    endState: state
  }
  return writeBatch(client, batch, change, attempt)
}

/**
 * Deletes each deployment.
 * https://docs.github.com/graphql/reference/mutations#deletedeployment
 */
export function deleteBatch(
  client: Client,
  batch: readonly ListedDeployment[],
  attempt?: Attempt
): Promise<BatchWritten> {
  const change: Change = {
    doing: `delete deployments of ${batch[0]?.environment ?? ''}`,
    name: 'Delete',
    variables: {},
    mutation: id => `deleteDeployment(input: { id: ${id} })`
  }
  return writeBatch(client, batch, change, attempt)
}

/**
 * Writes to up to ten deployments in one GraphQL request. Mutations run one after another, and GitHub does not roll
 * them back together. If the answer does not show which mutations ran, the states are read first. Only the remaining
 * mutations are sent again.
 */
async function writeBatch(
  client: Client,
  batch: readonly ListedDeployment[],
  change: Change,
  attempt: Attempt | undefined
): Promise<BatchWritten> {
  const timeLimits = timeLimitsOf(attempt)
  let left = batch
  /** Result of reading the states after an uncertain answer. */
  const known: BatchWritten = {
    ...{ done: [], gone: [], failed: [], open: [], forRest: [] },
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
    const states = await latestStates(client, left, timeLimits)
    left = left.filter((deployment, place) => {
      const state = states[place]
      if (state === undefined) known.forRest.push(deployment)
      else if (state === change.endState) known.done.push(deployment)
      else return true
      return false
    })
    return left.length === 0 ? known : undefined
  }
  try {
    return (attempt === 'last' ? await look() : undefined) ?? (await client.write(call, look, timeLimits))
  } catch (error) {
    if (attempt !== 'first' || !isUnanswered(error)) throw error
    return { ...known, open: [...left] }
  }
}

/**
 * Reads the latest state of each deployment: an empty text if it has no status, `undefined` if GraphQL does not return
 * the deployment.
 */
function latestStates(
  client: Client,
  listed: readonly ListedDeployment[],
  timeLimits: TimeLimits
): Promise<(string | undefined)[]> {
  const call: Call<(string | undefined)[]> = {
    doing: 'check the state of the deployments',
    method: 'POST',
    path: graphql,
    parameters: { query: latestStatesQuery, variables: { ids: listed.map(({ nodeId }) => nodeId) } },
    partial: true,
    parse: data => {
      const nodes: unknown = valueAt(data, 'data', 'nodes')
      if (!Array.isArray(nodes)) return undefined
      return listed.map((_deployment, place) => {
        const node: unknown = nodes[place]
        return isObject(node) ? (textAt(node, 'latestStatus', 'state')?.toLowerCase() ?? '') : undefined
      })
    }
  }
  return client.read(call, timeLimits)
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
  const written: BatchWritten = { ...known, done: [...known.done], failed: [], forRest: [...known.forRest] }
  asked.forEach((deployment, place) => {
    const error = errors.find(({ path }) => path === `m${place}` || path.startsWith(`m${place}.`)) ?? errors[0]
    if (isObject(answered[`m${place}`])) written.done.push(deployment)
    // REST would reject an invalid value, too.
    else if (error?.type === 'UNPROCESSABLE') {
      const why = requestId === undefined ? error.message : `${error.message} [request ${requestId}]`
      written.failed.push({ deployment, why })
    } else written.forRest.push(deployment)
  })
  return written
}
