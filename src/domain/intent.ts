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
   * may see it. Also the SHA-256 of a long payload, because a state variable has a size limit.
   */
  payload: string
  description: string
  /** Set if the payload is our own. It names this very step, so nothing else could have made the deployment. */
  marked: boolean
  /** Time of saving by our own clock, in milliseconds. */
  at: number
  /** Time of the last request, if that was later. */
  sentAt?: number
}

const longestPayload = 1000

/** Returns the SHA-256. Loads the module only if needed, because loading it takes 4 ms before every deploy. */
async function digest(text: string): Promise<string> {
  const { hash } = await import('node:crypto')
  return hash('sha256', text)
}

/** Returns the intent to create a deployment at this moment. */
export async function intentOf(deployment: NewDeployment, marked: boolean, at: number): Promise<Intent> {
  const { ref, task, environment, description } = deployment
  const payload = canonical(deployment.payload)
  const isKept = marked && payload.length <= longestPayload
  return { ref, task, environment, payload: isKept ? payload : await digest(payload), description, marked, at }
}

/**
 * Whether a deployment matches an intent. All the fields that were sent must be equal. Unless the payload names this
 * very step, the deployment must also not be older than the intent.
 *
 * @param githubAhead milliseconds by which GitHub's clock is ahead of ours
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
  // GitHub writes whole seconds by its own clock, and we know this clock to the second.
  return Date.parse(deployment.createdAt) >= Math.floor((intent.at + githubAhead) / 1000) * 1000 - 1000
}
