import { statusFrom, type NewStatus, type Status } from '../domain/deployment.ts'
import type { TimeLimits, Write } from './call.ts'
import type { Client } from './client.ts'
import { firstPage, restPages, type Page } from './paging.ts'

/** GitHub's clock is only known to the second, and its timestamps are whole seconds. */
const clockToleranceMs = 2000

/**
 * Reads and adds deployment statuses.
 * https://docs.github.com/rest/deployments/statuses
 */
export class Statuses {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  /**
   * Adds a status.
   * https://docs.github.com/rest/deployments/statuses#create-a-deployment-status
   */
  add(deployment: { id: number }, status: NewStatus, timeLimits?: TimeLimits): Promise<Status> {
    const since = this.#client.ourNow
    const find = async (): Promise<Status | undefined> => {
      const earliest = since + this.#client.githubAheadMs - clockToleranceMs
      return (await this.newest(deployment.id, timeLimits)).find(
        ({ state, description, logUrl, environmentUrl, createdAt }) =>
          state === status.state &&
          description === status.description &&
          logUrl === status.logUrl &&
          environmentUrl === (status.environmentUrl ?? '') &&
          Date.parse(createdAt) >= earliest
      )
    }
    const write: Write<Status> = {
      doing: `set deployment ${deployment.id} to ${status.state}`,
      method: 'POST',
      path: '/deployments/{deployment_id}/statuses',
      parameters: {
        deployment_id: deployment.id,
        state: status.state,
        description: status.description,
        log_url: status.logUrl,
        // GitHub's own rule ignores tasks, and passes transient and production deployments over.
        auto_inactive: false,
        environment_url: status.environmentUrl
      },
      parse: statusFrom,
      look: async () => ({ value: await find() })
    }
    return this.#client.write(write, timeLimits)
  }

  /** Returns the newest hundred statuses of a deployment, newest first. */
  async newest(id: number, timeLimits?: TimeLimits): Promise<Status[]> {
    return (await firstPage(this.pages(id, timeLimits))).entries
  }

  /** Whether any status was a success. Reads the statuses until the newest success. */
  async everSucceeded(id: number): Promise<boolean> {
    for await (const { entries } of this.pages(id)) if (entries.some(({ state }) => state === 'success')) return true
    return false
  }

  /**
   * Lists the statuses of a deployment, newest first.
   * https://docs.github.com/rest/deployments/statuses#list-deployment-statuses
   */
  pages(id: number, timeLimits?: TimeLimits): AsyncIterable<Page<Status>> {
    const list = {
      doing: `list the statuses of deployment ${id}`,
      path: '/deployments/{deployment_id}/statuses',
      parameters: { deployment_id: id },
      mayLag: true as const,
      parseEntry: statusFrom
    }
    return restPages(this.#client, list, timeLimits)
  }
}
