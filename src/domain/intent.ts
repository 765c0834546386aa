import { sameEnvironment, type Deployment, type NewDeployment } from './deployment.ts'
import { canonical } from './json.ts'

/**
 * What is about to be created, noted down before the request leaves, and enough to recognise the deployment when the
 * answer never comes.
 */
export interface Intent {
  ref: string
  task: string
  environment: string
  /**
   * The payload with its keys in order where it is ours and names the step; else, or where it is long, its SHA-256: the
   * author's is nobody's business but GitHub's, and a state variable has its limits.
   */
  payload: string
  description: string
  /** Set where the payload is ours, and so names the very step: then nothing else could have made it. */
  marked: boolean
  /** When it was noted down, by our own clock, in milliseconds. */
  at: number
  /** When it left for the last time, where that was later. */
  sentAt?: number
}

const longestPayload = 1000

/** Loaded only where it is needed: it would take four milliseconds in front of every deploy. */
async function digest(text: string): Promise<string> {
  const { hash } = await import('node:crypto')
  return hash('sha256', text)
}

/** The intent of creating a deployment, at this moment. */
export async function intentOf(deployment: NewDeployment, marked: boolean, at: number): Promise<Intent> {
  const { ref, task, environment, description } = deployment
  const payload = canonical(deployment.payload)
  const isKept = marked && payload.length <= longestPayload
  return { ref, task, environment, payload: isKept ? payload : await digest(payload), description, marked, at }
}

/**
 * Whether a deployment is the one that was begun: it has everything that was sent, and, unless its payload names this
 * very step, it is no older than the intent.
 *
 * @param githubAhead how far GitHub's clock is ahead of ours, in milliseconds
 */
export async function fulfils(deployment: Deployment, intent: Intent, githubAhead: number): Promise<boolean> {
  const same =
    deployment.task === intent.task &&
    sameEnvironment(deployment.environment, intent.environment) &&
    deployment.description === intent.description &&
    (deployment.ref === intent.ref || deployment.sha === intent.ref)
  if (!same) return false
  const payload = canonical(deployment.payload)
  if (payload !== intent.payload && (await digest(payload)) !== intent.payload) return false
  if (intent.marked) return true
  // GitHub writes whole seconds, on its own clock, which we know to a second.
  return Date.parse(deployment.createdAt) >= Math.floor((intent.at + githubAhead) / 1000) * 1000 - 1000
}
