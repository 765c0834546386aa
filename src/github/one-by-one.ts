import type { ListedDeployment } from '../domain/deployment.ts'
import { isObject } from '../domain/json.ts'
import { isNotFound, type GitHubProblem } from '../messages/problem.ts'
import type { EndingStatus } from '../ports.ts'
import type { Looked, TimeLimits, Write } from './call.ts'
import type { Client } from './client.ts'
import type { Deployments } from './deployments.ts'
import type { Identities } from './identities.ts'
import { ifMissing } from './paging.ts'
import type { Statuses } from './statuses.ts'

/** How to write to one deployment. */
export interface OneOptions {
  timeLimits: TimeLimits
  /** Whether an earlier request may have written to it already. */
  mayBeDone: boolean
}

/** Writes to one deployment through REST. If REST does not know its id, somebody has deleted it. */
export class OneByOne {
  readonly #client: Client
  readonly #deployments: Deployments
  readonly #statuses: Statuses
  readonly #identities: Identities

  constructor(client: Client, deployments: Deployments, statuses: Statuses, identities: Identities) {
    this.#client = client
    this.#deployments = deployments
    this.#statuses = statuses
    this.#identities = identities
  }

  /** Sets a deployment to a final state. */
  async end(
    deployment: ListedDeployment,
    end: EndingStatus,
    { timeLimits, mayBeDone }: OneOptions
  ): Promise<'done' | 'gone'> {
    const id = this.#identities.idOf(deployment)
    if (id === undefined) return 'gone'
    try {
      const isEnded = mayBeDone && (await this.#isEnded(id, end, timeLimits))
      if (!isEnded) await this.#statuses.add({ id }, end, timeLimits)
      return 'done'
    } catch (error) {
      await this.#demandGone(id, error)
      return 'gone'
    }
  }

  /**
   * Deletes a deployment that is not active.
   * https://docs.github.com/rest/deployments/deployments#delete-a-deployment
   */
  async delete(deployment: ListedDeployment, { timeLimits, mayBeDone }: OneOptions): Promise<'done' | 'gone'> {
    const id = this.#identities.idOf(deployment)
    if (id === undefined) return mayBeDone ? 'done' : 'gone'
    const write: Write<true> = {
      doing: `delete deployment ${id}`,
      method: 'DELETE',
      path: '/deployments/{deployment_id}',
      parameters: { deployment_id: id },
      parse: data => (isObject(data) ? undefined : true),
      look: async () => ({ value: await ifMissing(() => this.#deployments.one(id, timeLimits)) })
    }
    try {
      await this.#client.write(write, timeLimits)
      return 'done'
    } catch (error) {
      const { answer } = await this.#demandGone(id, error)
      return mayBeDone || answer.mayBeDone === true ? 'done' : 'gone'
    }
  }

  async #isEnded(id: number, { state }: EndingStatus, timeLimits: TimeLimits): Promise<boolean> {
    const look = async (): Promise<Looked<true>> => {
      const [newest] = await this.#statuses.newest(id, timeLimits)
      return { value: newest?.state === state || undefined }
    }
    return (await this.#client.lookTwice({ look }, this.#client.ourNow)).value === true
  }

  /**
   * Returns an error that says "not found" if the deployment was deleted. GitHub also answers "not found" to a token
   * that can read the deployment but not change it.
   *
   * @throws the error itself if the deployment still exists, or if it is another error
   */
  async #demandGone(id: number, error: unknown): Promise<GitHubProblem> {
    if (!isNotFound(error) || !(await this.#deployments.isGone(id))) throw error
    return error
  }
}
