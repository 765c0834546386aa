import { deploymentFrom, type Deployment, type NewDeployment } from '../domain/deployment.ts'
import { matchesIntent, type Intent } from '../domain/intent.ts'
import { textAt } from '../domain/json.ts'
import { autoMerged, creationAmbiguous } from '../messages/creating.ts'
import { replicaLagMs } from '../ports.ts'
import type { Client, Checkable } from './client.ts'
import type { Deployments, Statuses } from './deployments.ts'

/**
 * GitHub aborts requests after 10 seconds, so a creation cannot appear later than this, in milliseconds.
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts
 */
const settledAfterMs = 12_000

/** Creates deployments exactly once, and finds a created deployment if the answer was lost. */
export class Creation {
  readonly #client: Client
  readonly #deployments: Deployments
  readonly #statuses: Statuses

  constructor(client: Client, deployments: Deployments, statuses: Statuses) {
    this.#client = client
    this.#deployments = deployments
    this.#statuses = statuses
  }

  /**
   * Creates a deployment.
   * https://docs.github.com/rest/deployments/deployments#create-a-deployment
   */
  create(wanted: NewDeployment, intent: Intent, onRepeat: () => void): Promise<Deployment> {
    const doing = `create a deployment of ${wanted.environment}`
    return this.#client.write({
      doing,
      method: 'POST',
      path: '/deployments',
      parameters: {
        ref: wanted.ref,
        task: wanted.task,
        environment: wanted.environment,
        description: wanted.description,
        payload: wanted.payload,
        transient_environment: wanted.transient,
        auto_merge: wanted.autoMerge,
        production_environment: wanted.production,
        required_contexts: wanted.requiredContexts
      },
      parse: (data, headers) => deploymentFrom(data) ?? merged(doing, data, headers),
      ...this.#checkFor(intent),
      onRepeat
    })
  }

  /** Finds the deployment whose creation was not answered. */
  async find(intent: Intent): Promise<Deployment | undefined> {
    const sentAtMs = intent.sentAtMs ?? intent.savedAtMs
    return (await this.#client.checkTwice(this.#checkFor(intent), sentAtMs)).value
  }

  #checkFor(intent: Intent): Checkable<Deployment> {
    return { check: async () => ({ value: await this.#lookFor(intent) }), settledAfterMs }
  }

  /**
   * Looks for the deployment whose creation was not answered. Throws an error if several deployments match, because it
   * must never guess.
   */
  async #lookFor(intent: Intent): Promise<Deployment | undefined> {
    const candidates = await this.#candidates(intent)
    // Only this step leaves its mark, but the same step may be in the job twice.
    if (intent.isMarked && candidates.length < 2) return candidates[0]
    const untouched = await this.#untouched(candidates)
    if (intent.isMarked) return untouched[0]
    if (untouched.length > 1) {
      throw creationAmbiguous({ environment: intent.environment, ids: untouched.map(({ id }) => id) })
    }
    if (untouched.length === 0) return undefined
    // A deployment of a sibling job would have a status by the next check.
    await this.#client.sleep(replicaLagMs)
    const [still] = await this.#untouched(untouched)
    return still
  }

  /** Returns the deployments that an intent may have created. */
  async #candidates(intent: Intent): Promise<Deployment[]> {
    const candidates: Deployment[] = []
    // GitHub may have recorded the environment in another spelling, and its filter may be case-sensitive.
    for await (const { entries: page } of this.#deployments.pages({ task: intent.task })) {
      // This answer may be the first that shows GitHub's time.
      const { githubAheadMs } = this.#client
      for (const deployment of page)
        if (await matchesIntent(deployment, intent, githubAheadMs)) candidates.push(deployment)
      const oldest = page.at(-1)
      if (oldest !== undefined && Date.parse(oldest.createdAt) < intent.savedAtMs + githubAheadMs - 60_000) break
    }
    return candidates
  }

  /**
   * Returns the deployments without any status. A deployment with a status belongs to another job, because this step
   * has not set a status yet.
   */
  async #untouched(candidates: readonly Deployment[]): Promise<Deployment[]> {
    const untouched: Deployment[] = []
    for (const candidate of candidates) {
      if ((await this.#statuses.newest(candidate.id)).length === 0) untouched.push(candidate)
    }
    return untouched
  }
}

/** Throws if GitHub answered 202, which means that it merged the default branch and created nothing. */
function merged(doing: string, data: unknown, headers: unknown): undefined {
  const message = textAt(data, 'message')
  if (message === undefined || !/auto-?merged/i.test(message)) return undefined
  const requestId = textAt(headers, 'x-github-request-id')
  throw autoMerged({ doing, answer: { status: 202, message, requestId } })
}
