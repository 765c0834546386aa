import {
  creatorFrom,
  decodedPayload,
  type Deployment,
  type ListedDeployment,
  type Status
} from '../domain/deployment.ts'
import { textAt, valueAt } from '../domain/json.ts'

/** Returns a deployment from REST, with its newest statuses if they were read. */
export const listedFromRest = (deployment: Deployment, statuses?: readonly Status[]): ListedDeployment =>
  statuses === undefined ? deployment : { ...deployment, ...statusFields(statuses) }

/** Returns the fields of a deployment that its statuses decide. They are listed newest first. */
export function statusFields(statuses: readonly Status[]): Partial<ListedDeployment> {
  const [latest] = statuses
  return {
    state: latest?.state,
    logUrl: latest?.logUrl,
    statusDescription: latest?.description,
    environmentUrl: statuses.find(({ environmentUrl }) => environmentUrl !== '')?.environmentUrl,
    states: statuses.map(({ state }) => state)
  }
}

/**
 * Fields of a deployment in a list. The query decides with `$payloads` and `$statuses` whether to read payloads, which
 * are large, and statuses. Twenty statuses are more than nearly every deployment has.
 * https://docs.github.com/graphql/reference/objects#deployment
 */
export const listedFragment = `
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

/** Reads a deployment with the fields of `listedFragment`. */
export function listedFromGraphql(node: unknown): ListedDeployment | undefined {
  const nodeId = textAt(node, 'id')
  const sha = textAt(node, 'commitOid')
  if (nodeId === undefined || sha === undefined) return undefined
  const latest = valueAt(node, 'latestStatus')
  const payload = valueAt(node, 'payload')
  const statuses = valueAt(node, 'statuses', 'nodes')
  return {
    nodeId,
    sha,
    task: textAt(node, 'task') ?? 'deploy',
    environment: textAt(node, 'environment') ?? '',
    createdAt: textAt(node, 'createdAt') ?? '',
    description: textAt(node, 'description') ?? '',
    creator: creatorFrom(valueAt(node, 'creator'), '__typename'),
    state: stateIn(latest),
    environmentUrl: textAt(latest, 'environmentUrl') ?? newestUrlIn(statuses),
    logUrl: textAt(latest, 'logUrl'),
    statusDescription: textAt(latest, 'description'),
    payload: payload === undefined ? undefined : decodedPayload(payload),
    states: Array.isArray(statuses) ? statesIn(statuses) : undefined,
    hasMoreStatuses: valueAt(node, 'statuses', 'pageInfo', 'hasNextPage') === true
  }
}

const stateIn = (status: unknown): string | undefined => textAt(status, 'state')?.toLowerCase()

/** Returns the states in a list of statuses. */
export const statesIn = (statuses: unknown): string[] =>
  Array.isArray(statuses) ? statuses.map(stateIn).filter(state => state !== undefined) : []

/** Returns the newest URL in a list of statuses. */
export const newestUrlIn = (statuses: unknown): string | undefined =>
  Array.isArray(statuses)
    ? statuses.map(status => textAt(status, 'environmentUrl')).find(url => url !== undefined)
    : undefined
