import { decodedPayload, type Deployment, type ListedDeployment, type Status } from '../domain/deployment.ts'
import { valueAt, textAt } from '../domain/json.ts'

/** Returns a REST deployment with its statuses, newest first. */
export function listedFromRest(deployment: Deployment, statuses: readonly Status[]): ListedDeployment {
  const [latest] = statuses
  const environmentUrl = statuses.find(status => status.environmentUrl !== '')?.environmentUrl
  return {
    nodeId: deployment.nodeId,
    id: deployment.id,
    ref: deployment.ref,
    sha: deployment.sha,
    task: deployment.task,
    environment: deployment.environment,
    createdAt: deployment.createdAt,
    description: deployment.description,
    state: latest?.state,
    logUrl: latest?.logUrl,
    statusDescription: latest?.description,
    environmentUrl
  }
}

const statusFields = 'id createdAt state environmentUrl logUrl description'

export const listedFields = `
  id commitOid task environment createdAt description state
  latestStatus { ${statusFields} }`

/** Fields of the connection `statuses`, to read together with `listedFields`. */
export const statusesFields = `nodes { ${statusFields} }`

/** Reads `listedFields` and, if present, `statusesFields`. */
export function listedFromGraphql(node: unknown): ListedDeployment | undefined {
  const nodeId = textAt(node, 'id')
  const sha = textAt(node, 'commitOid')
  if (nodeId === undefined || sha === undefined) return undefined
  const latest = latestOf(node)
  const state = textAt(latest, 'state')?.toLowerCase()
  const environmentUrl = textAt(latest, 'environmentUrl')
  const logUrl = textAt(latest, 'logUrl')
  const statusDescription = textAt(latest, 'description')
  const payload = valueAt(node, 'payload')
  return {
    nodeId,
    sha,
    task: textAt(node, 'task') ?? 'deploy',
    environment: textAt(node, 'environment') ?? '',
    createdAt: textAt(node, 'createdAt') ?? '',
    description: textAt(node, 'description') ?? '',
    state,
    environmentUrl,
    logUrl,
    statusDescription,
    payload: payload === undefined ? undefined : decodedPayload(payload)
  }
}

/**
 * Whether a deployment has no status, although only a status leads to the state that GitHub returned.
 * https://docs.github.com/graphql/reference/enums#deploymentstate
 */
export const lacksStatus = (node: unknown): boolean =>
  latestOf(node) === undefined && !['PENDING', 'ABANDONED', undefined].includes(textAt(node, 'state'))

/**
 * Returns the newest status. If the statuses in the same answer include a newer one than `latestStatus`, it is used
 * instead.
 */
function latestOf(node: unknown): unknown {
  const named = valueAt(node, 'latestStatus') ?? undefined
  const [newest] = statusesOf(node)
  return named === undefined || madeAt(newest) > madeAt(named) ? newest : named
}

const madeAt = (status: unknown): string => textAt(status, 'createdAt') ?? ''

/** Returns the newest URL in the statuses that were read. */
export const newestUrl = (node: unknown): string | undefined =>
  statusesOf(node)
    .map(status => textAt(status, 'environmentUrl'))
    .find(url => url !== undefined)

/**
 * Returns the statuses that were read, newest first. GitHub does not document their order, so they are sorted by time.
 * If all have the same second, the latest status decides.
 */
export function statusesOf(node: unknown): unknown[] {
  const nodes = valueAt(node, 'statuses', 'nodes')
  const statuses: unknown[] = Array.isArray(nodes) ? nodes : []
  const [first] = statuses
  const last = statuses.at(-1)
  const latest = textAt(node, 'latestStatus', 'id')
  const isOldestFirst =
    madeAt(first) === madeAt(last)
      ? latest !== undefined && textAt(last, 'id') === latest && textAt(first, 'id') !== latest
      : madeAt(first) < madeAt(last)
  return isOldestFirst ? statuses.toReversed() : statuses
}
