import { decodedPayload, type Deployment, type Sighting, type Status } from '../domain/deployment.ts'
import { at, textAt } from '../domain/json.ts'

/** A deployment of REST with its statuses, the newest first. */
export function sightingOf(deployment: Deployment, statuses: readonly Status[]): Sighting {
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
    ...(latest === undefined
      ? {}
      : { state: latest.state, logUrl: latest.logUrl, statusDescription: latest.description }),
    ...(environmentUrl === undefined ? {} : { environmentUrl })
  }
}

const statusFields = 'id createdAt state environmentUrl logUrl description'

export const sightingFields = `
  id commitOid task environment createdAt description state
  latestStatus { ${statusFields} }`

/** Statuses of a deployment, to be read beside `sightingFields` as the connection `statuses`. */
export const statusesFields = `nodes { ${statusFields} }`

/** Reads `sightingFields` and, if they are there, `statusesFields`. */
export function sightingFrom(node: unknown): Sighting | undefined {
  const nodeId = textAt(node, 'id')
  const sha = textAt(node, 'commitOid')
  if (nodeId === undefined || sha === undefined) return undefined
  const latest = latestOf(node)
  const state = textAt(latest, 'state')?.toLowerCase()
  const environmentUrl = textAt(latest, 'environmentUrl')
  const logUrl = textAt(latest, 'logUrl')
  const statusDescription = textAt(latest, 'description')
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
 * Whether a deployment seems to have no status, though GitHub shows it in a state that only a status brings about.
 * https://docs.github.com/graphql/reference/enums#deploymentstate
 */
export const lacksStatus = (node: unknown): boolean =>
  latestOf(node) === undefined && !['PENDING', 'ABANDONED', undefined].includes(textAt(node, 'state'))

/** The newest status: GitHub names it, but if the statuses in the same answer have a newer one, they are right. */
function latestOf(node: unknown): unknown {
  const named = at(node, 'latestStatus') ?? undefined
  const [newest] = statusesOf(node)
  return named === undefined || madeAt(newest) > madeAt(named) ? newest : named
}

const madeAt = (status: unknown): string => textAt(status, 'createdAt') ?? ''

/** The newest URL of any of the statuses that were read. */
export const newestUrl = (node: unknown): string | undefined =>
  statusesOf(node)
    .map(status => textAt(status, 'environmentUrl'))
    .find(url => url !== undefined)

/**
 * The statuses that were read, the newest first. GitHub does not say in which order it lists them: their time tells, and if
 * all are of the same second, the latest status does.
 */
export function statusesOf(node: unknown): unknown[] {
  const nodes = at(node, 'statuses', 'nodes')
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
