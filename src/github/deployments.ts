import { deploymentFrom, type Deployment } from '../domain/deployment.ts'
import type { DeploymentFilter } from '../ports.ts'
import type { Call, Looked, TimeLimits } from './call.ts'
import type { Client } from './client.ts'
import { entriesOf, ifMissing, restPages, type Page } from './paging.ts'

/**
 * Reads deployments.
 * https://docs.github.com/rest/deployments/deployments
 */
export class Deployments {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  /**
   * Returns a deployment.
   * https://docs.github.com/rest/deployments/deployments#get-a-deployment
   */
  one(id: number, timeLimits?: TimeLimits): Promise<Deployment> {
    return this.#client.read({ ...this.#lookup(id), mayLag: true }, timeLimits)
  }

  /**
   * Whether a deployment was deleted. This only reads, because a write also gets "not found" if the token can only
   * read.
   */
  async isGone(id: number): Promise<boolean> {
    const look = async (): Promise<Looked<true>> => ({
      value: await ifMissing(() => this.#client.read(this.#lookup(id)))
    })
    const { value } = await this.#client.lookTwice({ look }, this.#client.ourNow)
    return value === true
  }

  #lookup(id: number): Call<Deployment> {
    return {
      doing: `find deployment ${id}`,
      method: 'GET',
      path: '/deployments/{deployment_id}',
      parameters: { deployment_id: id },
      parse: deploymentFrom
    }
  }

  /**
   * Lists deployments, filtered by the values they were created with, newest first.
   * https://docs.github.com/rest/deployments/deployments#list-deployments
   */
  list(filter: DeploymentFilter): AsyncIterable<Deployment[]> {
    return entriesOf(this.pages(filter))
  }

  /** Like `list`, with whether a page is the last one. */
  pages(filter: DeploymentFilter, timeLimits?: TimeLimits): AsyncIterable<Page<Deployment>> {
    const list = {
      doing: 'list the deployments',
      path: '/deployments',
      parameters: { ...filter },
      parseEntry: deploymentFrom
    }
    return restPages(this.#client, list, timeLimits)
  }
}
