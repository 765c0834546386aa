import { at, decoded, isBottomless, isObject, jsonText, numberAt, textAt } from './json.ts'
import { isOwnLog, logPageOf, type Run } from './run.ts'

/** The states that a deployment can be given. https://docs.github.com/rest/deployments/statuses#create-a-deployment-status */
export const states = ['error', 'failure', 'inactive', 'in_progress', 'pending', 'queued', 'success'] as const
export type State = (typeof states)[number]

/**
 * A deployment, in our words.
 * https://docs.github.com/rest/deployments/deployments#get-a-deployment
 */
export interface Deployment {
  /** The REST API's number: above 2³² for years. */
  id: number
  /** GraphQL's name for the same record. */
  nodeId: string
  /** The deployment in the REST API. */
  url: string
  sha: string
  /** The branch, tag or SHA that was given when it was created. */
  ref: string
  task: string
  environment: string
  description: string
  payload: unknown
  transient: boolean
  production: boolean
  /** ISO 8601, whole seconds, GitHub's clock. */
  createdAt: string
}

/** A status of a deployment. https://docs.github.com/rest/deployments/statuses */
export interface Status {
  id: number
  /** One of `states`, or `waiting`, which only GitHub sets; new words may come. */
  state: string
  description: string
  environmentUrl: string
  logUrl: string
  createdAt: string
}

/** A status to be added. Empty texts are not sent. */
export interface NewStatus {
  state: State
  description: string
  environmentUrl?: string
  logUrl: string
  /** Whether GitHub's own rule ends older deployments on `success`; see `supersedingOf`. */
  autoInactive: boolean
}

/** A deployment to be created. */
export interface NewDeployment {
  ref: string
  task: string
  environment: string
  description: string
  payload: Record<string, unknown> | string
  transient: boolean
  production?: boolean
  autoMerge: boolean
  /** The contexts that must be green: `undefined` means all of them. */
  requiredContexts?: string[]
}

/** A deployment among many others: GraphQL tells neither its REST id nor always its ref. */
export interface Listed {
  nodeId: string
  /** Known where the list went by REST. */
  id?: number
  /** Known where the list went by REST. */
  ref?: string
  sha: string
  task: string
  environment: string
  createdAt: string
  /** The latest status's, in lower case; `undefined` where there is none yet. */
  state?: string
}

/** A deployment as a scan through an environment sees it: GraphQL has no flags. */
export interface Sighting extends Listed {
  description: string
  environmentUrl?: string
  logUrl?: string
  /** The latest status's; `undefined` where there is none yet. */
  statusDescription?: string
  /** Read only if it was asked for. */
  payload?: unknown
}

/** Reads a deployment as the REST API and the events write it; `undefined` for anything else. */
export function deploymentFrom(json: unknown): Deployment | undefined {
  const id = numberAt(json, 'id')
  const sha = textAt(json, 'sha')
  const environment = textAt(json, 'environment')
  const payload = at(json, 'payload') ?? {}
  if (id === undefined || sha === undefined || environment === undefined || isBottomless(payload)) return undefined
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
    transient: at(json, 'transient_environment') === true,
    production: at(json, 'production_environment') === true,
    createdAt: textAt(json, 'created_at') ?? ''
  }
}

/** Reads a status as the REST API and the events write it; `undefined` for anything else. */
export function statusFrom(json: unknown): Status | undefined {
  const id = numberAt(json, 'id')
  const state = textAt(json, 'state')
  if (id === undefined || state === undefined) return undefined
  return {
    id,
    state,
    description: textAt(json, 'description') ?? '',
    environmentUrl: textAt(json, 'environment_url') ?? '',
    logUrl: textAt(json, 'log_url') ?? textAt(json, 'target_url') ?? '',
    createdAt: textAt(json, 'created_at') ?? ''
  }
}

/**
 * Live, by the latest status itself: everything that has not ended badly and has not been taken away. A deployment
 * without any status is live, too: somebody is about to begin.
 */
export const isLive = (state: string | undefined): boolean => !['failure', 'error', 'inactive'].includes(state ?? '')

/** Whether a state is an end: nobody is expected to change it. */
export const isFinal = (state: string | undefined): boolean => state === 'success' || !isLive(state)

/** Environment names are not case sensitive. https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments */
export const sameEnvironment = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** What a record never changes, whichever API and whichever kind of id shows it. */
type Origin = Pick<Listed, 'environment' | 'task' | 'sha' | 'createdAt'>

/** The same text for records that may be one and the same. */
export const originOf = ({ environment, task, sha, createdAt }: Origin): string =>
  JSON.stringify([environment.toLowerCase(), task, sha, createdAt])

/** Whether two records may be one and the same, though their ids do not say so. */
export const isSameRecord = (one: Origin, other: Origin): boolean => originOf(one) === originOf(other)

/** What tells the record that GitHub keeps for a job from a deployment that somebody created. */
export type Signs = Pick<Sighting, 'description' | 'logUrl' | 'statusDescription' | 'state'>

/**
 * Returns whose record of GitHub's own a deployment is: GitHub keeps one for each job with `environment:`. Its log is the
 * page of a job, and neither it nor its statuses have a description, which every status of ours has. Only GitHub sets
 * `waiting`. `undefined` for a deployment that somebody created.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments
 */
export function githubsRecordOf(seen: Signs, run: Run): 'this job' | 'another job' | undefined {
  const isDescribed = seen.description !== '' || (seen.statusDescription ?? '') !== ''
  const page = isDescribed ? undefined : logPageOf(seen.logUrl, run)
  if (page?.checkRunId !== undefined) return isOwnLog(page, run) ? 'this job' : 'another job'
  return seen.state === 'waiting' ? 'another job' : undefined
}

/** Whether a deployment is the record that GitHub keeps for this very job. */
export const isJobsOwn = (seen: Signs, run: Run): boolean => githubsRecordOf(seen, run) === 'this job'

/** The longest description that GitHub takes. https://docs.github.com/rest/deployments/statuses#create-a-deployment-status */
const longest = 140

/** The text in at most 140 code points, the last of them `…` where something was cut. */
export function shortened(text: string): string {
  const points = Array.from(text)
  return points.length <= longest ? text : `${points.slice(0, longest - 1).join('')}…`
}

/** Whether a ref is a commit rather than a branch or a tag. */
export const isSha = (ref: string): boolean => /^[0-9a-f]{40}$/i.test(ref)

/** A commit as people write it: the first seven digits of a SHA; branches and tags as they are. */
export const shortRef = (ref: string): string => (isSha(ref) ? ref.slice(0, 7) : ref)

/** A time span as people say it: `4s`, `1m 23s`, `2h 5m`. */
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

/**
 * Returns the object in a payload that is text: GraphQL encodes an object twice, and some tools do so, too. Every other
 * payload is returned as it is.
 */
export function decodedPayload(payload: unknown): unknown {
  const value = decoded(decoded(payload))
  return isObject(value) && !isBottomless(value) ? value : payload
}

/** A payload as JSON text, so that `fromJSON` reads it. A string that holds an object was encoded twice: one layer goes. */
export function payloadJson(payload: unknown): string {
  const value = decoded(payload)
  return jsonText(isObject(value) ? value : (payload ?? {}))
}
