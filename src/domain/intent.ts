import { hash } from 'node:crypto'
import type { Deployment, NewDeployment } from './deployment.ts'
import { canonical } from './json.ts'

/**
 * What is about to be created, noted down before the request leaves, and enough to recognise the deployment when the
 * answer never comes. It holds a digest of the payload, not the payload: a state variable has its limits, and a payload
 * is nobody's business but GitHub's.
 */
export interface Intent {
  ref: string
  task: string
  environment: string
  /** SHA-256 over the payload with its keys in order. */
  payloadDigest: string
  description: string
  /** Set where the payload is ours, and so names the very step: then nothing else could have made it. */
  marked: boolean
  /** When it was noted down, by our own clock, in milliseconds. */
  at: number
  /** When it left for the last time, where that was later. */
  sentAt?: number
}

const digest = (payload: unknown): string => hash('sha256', canonical(payload))

/** The intent of creating a deployment, at this moment. */
export const intentOf = (deployment: NewDeployment, marked: boolean, at: number): Intent => ({
  ref: deployment.ref,
  task: deployment.task,
  environment: deployment.environment,
  payloadDigest: digest(deployment.payload),
  description: deployment.description,
  marked,
  at
})

/**
 * Whether a deployment is the one that was begun: it has everything that was sent, and, unless its payload names this
 * very step, it is no older than the intent.
 *
 * @param githubAhead how far GitHub's clock is ahead of ours, in milliseconds
 */
export function fulfils(deployment: Deployment, intent: Intent, githubAhead: number): boolean {
  const same =
    deployment.task === intent.task &&
    deployment.environment.toLowerCase() === intent.environment.toLowerCase() &&
    deployment.description === intent.description &&
    digest(deployment.payload) === intent.payloadDigest &&
    (deployment.ref === intent.ref || deployment.sha === intent.ref)
  if (!same || intent.marked) return same
  // GitHub writes whole seconds, on its own clock, which we know to a second.
  return Date.parse(deployment.createdAt) >= Math.floor((intent.at + githubAhead) / 1000) * 1000 - 1000
}
