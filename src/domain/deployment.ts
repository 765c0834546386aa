import { valueAt, decoded, isObject, jsonText, numberAt, textAt } from './json.ts'

/** States that the API accepts for a deployment. https://docs.github.com/rest/deployments/statuses#create-a-deployment-status */
export const states = ['error', 'failure', 'inactive', 'in_progress', 'pending', 'queued', 'success'] as const
export type State = (typeof states)[number]

/**
 * Deployment in the action's own format.
 * https://docs.github.com/rest/deployments/deployments#get-a-deployment
 */
export interface Deployment {
  /** Id in the REST API. Ids have been above 2³² for years. */
  id: number
  /** Id of the same record in GraphQL. */
  nodeId: string
  /** URL of the deployment in the REST API. */
  url: string
  sha: string
  /** Branch, tag or SHA that the deployment was created with. */
  ref: string
  task: string
  environment: string
  description: string
  payload: unknown
  transient: boolean
  production: boolean
  /** Not set in events that do not contain it. */
  creator?: Creator
  /** ISO 8601 in whole seconds, by GitHub's clock. */
  createdAt: string
}

/** Account that created a deployment. */
export interface Creator {
  /** Login without the ending `[bot]`, which a bot has only in the REST API. */
  login: string
  isBot: boolean
}

/** Status of a deployment. https://docs.github.com/rest/deployments/statuses */
export interface Status {
  id: number
  /** One of `states`, or `waiting`, which only GitHub sets. GitHub may add new states. */
  state: string
  description: string
  environmentUrl: string
  logUrl: string
  createdAt: string
}

/** Status to add. Empty texts are not sent. */
export interface NewStatus {
  state: State
  description: string
  environmentUrl?: string
  logUrl: string
}

/** Deployment to create. */
export interface NewDeployment {
  ref: string
  task: string
  environment: string
  description: string
  payload: Record<string, unknown> | string
  transient: boolean
  production?: boolean
  autoMerge: boolean
  /** Status checks that must pass. `undefined` means all of them. */
  requiredContexts?: string[]
}

/** Deployment as a list shows it. A field that was not read is not set. */
export interface ListedDeployment {
  nodeId: string
  /** Only the REST API returns it. */
  id?: number
  /** Branch, tag or SHA that the deployment was created with. Only the REST API returns it. */
  ref?: string
  sha: string
  task: string
  environment: string
  createdAt: string
  /** State of the latest status in lower case, or `undefined` if the deployment has no status yet. */
  state?: string
  description?: string
  environmentUrl?: string
  logUrl?: string
  /** Description of the latest status, or `undefined` if the deployment has no status yet. */
  statusDescription?: string
  payload?: unknown
  creator?: Creator
  /** States of its newest statuses in lower case, newest first. */
  states?: readonly string[]
  /** Whether it has older statuses that were not read. */
  hasMoreStatuses?: boolean
}

/** Reads a deployment in the format of the REST API and of events. Returns `undefined` for anything else. */
export function deploymentFrom(json: unknown): Deployment | undefined {
  const id = numberAt(json, 'id')
  const sha = textAt(json, 'sha')
  const environment = textAt(json, 'environment')
  const payload = valueAt(json, 'payload') ?? {}
  if (id === undefined || sha === undefined || environment === undefined) return undefined
  return {
    id,
    nodeId: textAt(json, 'node_id') ?? '',
    url: textAt(json, 'url') ?? '',
    sha,
    ref: textAt(json, 'ref') ?? sha,
    task: textAt(json, 'task') ?? 'deploy',
    environment,
    description: textAt(json, 'description') ?? '',
    payload,
    transient: valueAt(json, 'transient_environment') === true,
    production: valueAt(json, 'production_environment') === true,
    creator: creatorFrom(valueAt(json, 'creator'), 'type'),
    createdAt: textAt(json, 'created_at') ?? ''
  }
}

/**
 * Reads the creator of a deployment.
 *
 * @param typeKey `type` in the REST API, `__typename` in GraphQL
 */
export function creatorFrom(account: unknown, typeKey: 'type' | '__typename'): Creator | undefined {
  const login = textAt(account, 'login')
  if (login === undefined) return undefined
  return { login: login.replace(/\[bot\]$/, ''), isBot: textAt(account, typeKey) === 'Bot' }
}

/** Reads a status in the format of the REST API and of events. Returns `undefined` for anything else. */
export function statusFrom(json: unknown): Status | undefined {
  const id = numberAt(json, 'id')
  const state = textAt(json, 'state')
  if (id === undefined || state === undefined) return undefined
  return {
    id,
    state,
    description: textAt(json, 'description') ?? '',
    environmentUrl: textAt(json, 'environment_url') ?? '',
    logUrl: textAt(json, 'log_url') ?? '',
    createdAt: textAt(json, 'created_at') ?? ''
  }
}

/**
 * Whether a deployment is live by its latest status: it has not failed and is not inactive. A deployment without a
 * status is also live, because somebody is about to start it.
 */
export const isLive = (state: string | undefined): boolean => !isFailed(state) && state !== 'inactive'

/** Whether a state says that a deployment failed. */
export const isFailed = (state: string | undefined): boolean => state === 'failure' || state === 'error'

/** Whether a state is final, so nobody is expected to change it. */
export const isFinal = (state: string | undefined): boolean => state === 'success' || !isLive(state)

/** Whether the latest status is in one of the states. GitHub shows a deployment without a status as pending. */
export const isInState = (state: string | undefined, wanted: readonly string[]): boolean =>
  wanted.includes(state ?? 'pending')

/** Environment names are not case sensitive. https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments */
export const sameEnvironment = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Compares names as people sort them, ignoring case: `pr-2` before `pr-10`. */
export const inNaturalOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'accent' }).compare

/** Compares deployments, the newest first. Several can be from the same second. */
export const newestFirst = (one: { createdAt: string }, other: { createdAt: string }): number =>
  other.createdAt.localeCompare(one.createdAt)

/** Maximum length of a description at GitHub. https://docs.github.com/rest/deployments/statuses#create-a-deployment-status */
const maxDescriptionLength = 140

/** Shortens a text to at most 140 code points. If it cuts the text, the last code point is `…`. */
export function shortened(text: string): string {
  const points = Array.from(text)
  return points.length <= maxDescriptionLength ? text : `${points.slice(0, maxDescriptionLength - 1).join('')}…`
}

/** Whether a ref is a commit SHA, not a branch or a tag. */
export const isSha = (ref: string): boolean => /^[0-9a-f]{40}$/i.test(ref)

/** Returns a ref in short form: the first seven digits of a SHA, or the branch or tag as it is. */
export const shortRef = (ref: string): string => (isSha(ref) ? ref.slice(0, 7) : ref)

/** Formats a time span: `4s`, `1m 23s`, `2h 5m`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's']
  ] as const
  const first = parts.findIndex(([count]) => count > 0)
  if (first === -1) return '0s'
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join(' ')
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000]
] as const

/** Describes the age of something in its largest unit: `3 days ago`. */
export function ago(milliseconds: number): string {
  for (const [unit, length] of units) {
    const count = Math.floor(milliseconds / length)
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'} ago`
  }
  return 'just now'
}

/**
 * Returns the object in a payload that is text, because GraphQL and some tools encode an object twice. Returns every
 * other payload as it is.
 */
export function decodedPayload(payload: unknown): unknown {
  const value = decoded(decoded(payload))
  return isObject(value) ? value : payload
}

/** Returns a payload as JSON text for `fromJSON`. */
export const payloadJson = (payload: unknown): string => jsonText(decodedPayload(payload) ?? {})
