import { sameEnvironment, type Deployment, type NewDeployment } from './deployment.ts'
import { canonical } from './json.ts'

/**
 * Deployment that is about to be created. The step saves it before it sends the request. If no answer arrives, the
 * saved fields are enough to recognize the deployment.
 */
export interface Intent {
  ref: string
  task: string
  environment: string
  /**
   * Our own payload, which names the step, with sorted keys. The SHA-256 of an author's payload, because only GitHub
   * may see it.
   */
  payload: string
  description: string
  /** Set if the payload is our own. It names this very step, so nothing else could have made the deployment. */
  isMarked: boolean
  /** Time of saving by our own clock, in milliseconds. */
  savedAtMs: number
  /** Time of the last request, if that was later. */
  sentAtMs?: number
}

/**
 * Returns our own payload as text, or the SHA-256 of an author's payload. Loads the module for this only if needed,
 * because loading it takes 4 ms before every deploy.
 */
async function known(payload: unknown, isMarked: boolean): Promise<string> {
  const text = canonical(payload)
  if (isMarked) return text
  const { hash } = await import('node:crypto')
  return hash('sha256', text)
}

/** Returns the intent to create a deployment at this moment. */
export async function intentOf(deployment: NewDeployment, isMarked: boolean, savedAtMs: number): Promise<Intent> {
  const { ref, task, environment, description } = deployment
  const payload = await known(deployment.payload, isMarked)
  return { ref, task, environment, payload, description, isMarked, savedAtMs }
}

/**
 * Whether a deployment matches an intent. All the fields that were sent must be equal. Unless the payload names this
 * very step, the deployment must also not be older than the intent.
 *
 * @param githubAhead milliseconds by which GitHub's clock is ahead of ours
 */
export async function matchesIntent(deployment: Deployment, intent: Intent, githubAhead: number): Promise<boolean> {
  const same =
    deployment.task === intent.task &&
    sameEnvironment(deployment.environment, intent.environment) &&
    deployment.description === intent.description &&
    (deployment.ref === intent.ref || deployment.sha === intent.ref)
  if (!same) return false
  if ((await known(deployment.payload, intent.isMarked)) !== intent.payload) return false
  if (intent.isMarked) return true
  // GitHub writes whole seconds by its own clock, and we know this clock to the second.
  return Date.parse(deployment.createdAt) >= Math.floor((intent.savedAtMs + githubAhead) / 1000) * 1000 - 1000
}
