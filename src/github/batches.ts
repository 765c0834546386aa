import { decodedPayload, type ListedDeployment } from '../domain/deployment.ts'
import { valueAt, isObject, textAt } from '../domain/json.ts'
import type { EndingStatus } from '../ports.ts'
import { graphql, type Call, type TimeLimits, type Write } from './call.ts'
import type { Client } from './client.ts'
import { graphqlErrors } from './failure.ts'

const latestStatesQuery = `
query LatestStates($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Deployment { id latestStatus { state } } }
}`

/** GraphQL demands that something is read. This is always `null`. */
const nothing = 'clientMutationId'

/** Mutation that one request sends for many deployments. */
export interface Mutation {
  /** Action in messages. */
  doing: string
  /** Name of the operation. */
  name: string
  /** Variables that all mutations share. Each is a required text. */
  variables: Record<string, string>
  /**
   * Returns the mutation for one deployment.
   * @param id the variable that holds the deployment
   */
  fieldFor: (id: string) => string
  /** Fields to read from the answer to each mutation. */
  selection: string
  /** Whether the state of a deployment shows that the mutation was applied. `undefined`: there is no deployment. */
  isDone: (state: string | undefined) => boolean
}

/**
 * Adds a final status to each deployment.
 * https://docs.github.com/graphql/reference/mutations#createdeploymentstatus
 */
export const ending = (
  { state, description, logUrl, withPayloads = false }: EndingStatus,
  environment: string
): Mutation => ({
  doing: `set deployments of ${environment} to ${state}`,
  name: state === 'inactive' ? 'Deactivate' : 'End',
  variables: { description, logUrl },
  fieldFor: id =>
    `createDeploymentStatus(input: { deploymentId: ${id}, state: ${state.toUpperCase()}, description: $description, logUrl: $logUrl, autoInactive: false })`,
  selection: withPayloads ? 'deploymentStatus { deployment { payload } }' : nothing,
  isDone: latest => latest === state
})

/**
 * Deletes each deployment.
 * https://docs.github.com/graphql/reference/mutations#deletedeployment
 */
export const deletion = (environment: string): Mutation => ({
  doing: `delete deployments of ${environment}`,
  name: 'Delete',
  variables: {},
  fieldFor: id => `deleteDeployment(input: { id: ${id} })`,
  selection: nothing,
  isDone: latest => latest === undefined
})

/** Result of a mutation. `refused`: GraphQL does not find the deployment, or refuses to change it. */
export type MutationResult = { deployment: ListedDeployment } & (
  { result: 'done' } | { result: 'failed'; why: string } | { result: 'refused'; mayBeDone: boolean }
)

/** How to write a batch. */
export interface BatchOptions {
  timeLimits: TimeLimits
  /** Whether an earlier request may have written to some of the deployments already. */
  mayBeDone: boolean
  /** Called with deployments if a look shows that the mutation was applied to them. They are not sent again. */
  onDone: (deployments: readonly ListedDeployment[]) => void
}

/**
 * Returns the write of a batch: one GraphQL request with a mutation for each deployment. Mutations run one after
 * another, and GitHub does not roll them back together. If the answer does not show which mutations ran, the states of
 * the deployments do. Only the remaining mutations are then sent again.
 */
export function batchOf(
  client: Client,
  mutation: Mutation,
  batch: readonly ListedDeployment[],
  options: BatchOptions
): Write<MutationResult[]> {
  return {
    doing: mutation.doing,
    method: 'POST',
    path: graphql,
    parameters: documentOf(mutation, batch),
    partial: true,
    parse: (data, headers) => resultsOf(batch, options, data, textAt(headers, 'x-github-request-id')),
    look: async () => {
      const states = await latestStates(client, batch, options.timeLimits)
      const isDone = (_: unknown, place: number): boolean => mutation.isDone(states[place])
      options.onDone(batch.filter(isDone))
      const rest = batch.filter((one, place) => !isDone(one, place))
      return rest.length === 0
        ? { value: [] }
        : { value: undefined, rest: batchOf(client, mutation, rest, { ...options, mayBeDone: true }) }
    }
  }
}

/**
 * Reads the latest state of each deployment: an empty text if it has no status, `undefined` if it does not exist. With
 * any error other than "not found", a missing deployment may exist, so the answer is not used.
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
      if (!Array.isArray(nodes) || graphqlErrors(data).some(({ type }) => type !== 'NOT_FOUND')) return undefined
      return listed.map((_, place) => {
        const node: unknown = nodes[place]
        return isObject(node) ? (textAt(node, 'latestStatus', 'state')?.toLowerCase() ?? '') : undefined
      })
    }
  }
  return client.read(call, timeLimits)
}

function documentOf(
  { name, variables, fieldFor, selection }: Mutation,
  batch: readonly ListedDeployment[]
): { query: string; variables: Record<string, string> } {
  const ids = Object.fromEntries(batch.map(({ nodeId }, place) => [`id${place}`, nodeId]))
  const shared = Object.keys(variables).map(variable => `$${variable}: String!`)
  const own = Object.keys(ids).map(id => `$${id}: ID!`)
  const fields = Object.keys(ids).map((id, place) => `m${place}: ${fieldFor(`$${id}`)} { ${selection} }`)
  const query = `mutation ${name}(${[...shared, ...own].join(', ')}) {\n  ${fields.join('\n  ')}\n}`
  return { query, variables: { ...variables, ...ids } }
}

/** Returns a deployment with the payload in an answer, if it is there. */
function withPayload(deployment: ListedDeployment, answer: unknown): ListedDeployment {
  const payload = valueAt(answer, 'deploymentStatus', 'deployment', 'payload')
  return payload === undefined ? deployment : { ...deployment, payload: decodedPayload(payload) }
}

/** Returns the result of each mutation in an answer. */
function resultsOf(
  batch: readonly ListedDeployment[],
  { mayBeDone }: BatchOptions,
  data: unknown,
  requestId: string | undefined
): MutationResult[] | undefined {
  const answered = valueAt(data, 'data')
  if (!isObject(answered)) return undefined
  const errors = graphqlErrors(data)
  return batch.map((deployment, place): MutationResult => {
    const answer = answered[`m${place}`]
    if (isObject(answer)) return { result: 'done', deployment: withPayload(deployment, answer) }
    const error = errors.find(({ path }) => path === `m${place}` || path.startsWith(`m${place}.`)) ?? errors[0]
    // REST would reject an invalid value, too.
    if (error?.type !== 'UNPROCESSABLE') return { result: 'refused', deployment, mayBeDone }
    const why = requestId === undefined ? error.message : `${error.message} [request ${requestId}]`
    return { result: 'failed', deployment, why }
  })
}
