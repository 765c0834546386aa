import {
  deploymentFrom,
  statusFrom,
  type Deployment,
  type ListedDeployment,
  type NewStatus,
  type Status
} from '../domain/deployment.ts'
import { isObject } from '../domain/json.ts'
import type { DeploymentFilter, Page } from '../ports.ts'
import type { Checked, Client, TimeLimits, WriteTerms } from './client.ts'
import { firstPage, orMissing, restPages } from './paging.ts'
import type { Call } from './sender.ts'

/**
 * Reads and deletes deployments.
 * https://docs.github.com/rest/deployments/deployments
 */
export class Deployments {
  readonly #client: Client
  /** Records by GraphQL id. */
  readonly #records = new Map<string, Deployment>()

  constructor(client: Client) {
    this.#client = client
  }

  /**
   * Returns a deployment.
   * https://docs.github.com/rest/deployments/deployments#get-a-deployment
   */
  one(id: number): Promise<Deployment> {
    return this.#client.read({ ...this.#lookup(id), mayLag: true })
  }

  /** Whether somebody deleted a deployment: GitHub does not find it, but lists the repository's deployments. */
  async isDeleted(id: number): Promise<boolean> {
    if (!(await this.isGone(id, { mayLag: true }))) return false
    await this.newest({})
    return true
  }

  /**
   * Whether GitHub does not find a deployment. If it does, asks again, because a replica may still show it.
   *
   * @param mayLag set if the deployment is so new that some replicas may not have it yet
   */
  async isGone(id: number, { mayLag = false } = {}): Promise<boolean> {
    const check = (): Promise<Checked<true>> => this.#checkMissing({ ...this.#lookup(id), mayLag })
    return (await this.#client.checkTwice({ check }, this.#client.ourNow)).value === true
  }

  async #checkMissing(lookup: Call<Deployment>, timeLimits?: TimeLimits): Promise<Checked<true>> {
    const found = await orMissing(() => this.#client.read(lookup, timeLimits))
    return { value: found === undefined ? true : undefined }
  }

  #lookup(id: number): Call<Deployment> {
    return {
      doing: `find deployment ${id}`,
      path: '/deployments/{deployment_id}',
      parameters: { deployment_id: id },
      parse: deploymentFrom
    }
  }

  /**
   * Deletes a deployment that is not active.
   * https://docs.github.com/rest/deployments/deployments#delete-a-deployment
   */
  async delete(id: number, terms: WriteTerms): Promise<void> {
    await this.#client.write<true>(
      {
        doing: `delete deployment ${id}`,
        method: 'DELETE',
        path: '/deployments/{deployment_id}',
        parameters: { deployment_id: id },
        parse: data => (isObject(data) ? undefined : true),
        check: () => this.#checkMissing(this.#lookup(id), terms)
      },
      terms
    )
  }

  /**
   * Lists deployments, filtered by the values they were created with, newest first.
   * https://docs.github.com/rest/deployments/deployments#list-deployments
   */
  pages(filter: DeploymentFilter, timeLimits?: TimeLimits): AsyncIterable<Page<Deployment>> {
    const list = {
      doing: 'list the deployments',
      path: '/deployments',
      parameters: { ...filter },
      parseEntry: deploymentFrom
    }
    return restPages(this.#client, list, timeLimits)
  }

  /** Returns the first page of a list: the newest hundred. */
  newest(filter: DeploymentFilter, timeLimits?: TimeLimits): Promise<Page<Deployment>> {
    return firstPage(this.pages(filter, timeLimits))
  }

  /**
   * Returns the records of deployments that GraphQL has listed, by their GraphQL id, without those that were deleted.
   * GraphQL shows neither the REST id, which does not fit into its `databaseId`, nor the ref of a deployment. REST's
   * `node_id` is the id in GraphQL.
   * https://docs.github.com/graphql/guides/using-global-node-ids
   *
   * First reads the newest deployments of the environment, or of the repository for several environments, as long as a
   * page has several wanted ones. Then searches by commit and task, which never change.
   */
  async records(
    listed: readonly ListedDeployment[],
    { maxRequests = Infinity, ...timeLimits }: TimeLimits & { maxRequests?: number } = {}
  ): Promise<Map<string, Deployment>> {
    const wanted = new Map(listed.map(one => [one.nodeId, one]))
    for (const nodeId of this.#records.keys()) wanted.delete(nodeId)
    let requestsLeft = maxRequests
    /** @param isDone decides after each page, from the number of wanted deployments on it */
    const search = async (filter: DeploymentFilter, isDone: (found: number) => boolean): Promise<void> => {
      if (wanted.size === 0 || requestsLeft <= 0) return
      for await (const { entries } of this.pages(filter, timeLimits)) {
        requestsLeft--
        for (const record of entries) this.#records.set(record.nodeId, record)
        const found = entries.filter(({ nodeId }) => wanted.delete(nodeId))
        if (isDone(found.length) || wanted.size === 0 || requestsLeft <= 0) return
      }
    }
    const [environment, ...others] = new Set(Array.from(wanted.values(), one => one.environment))
    const isFew = (found: number): boolean => found < 2
    if (wanted.size > 1) await search(others.length === 0 ? { environment } : {}, isFew)
    for (const those of Map.groupBy(wanted.values(), originOf).values()) {
      const { sha, task } = those[0] ?? {}
      await search({ sha, task }, () => !those.some(({ nodeId }) => wanted.has(nodeId)))
    }
    return this.#records
  }
}

/** Returns the same text for deployments of the same commit and task. */
const originOf = ({ sha, task }: ListedDeployment): string => JSON.stringify([sha, task])

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
  add(deployment: { id: number }, status: NewStatus, terms: WriteTerms = {}): Promise<Status> {
    const since = terms.mayBeDone === true ? -Infinity : this.#client.ourNow
    const check = async (): Promise<{ value: Status | undefined }> => {
      const earliest = since + this.#client.githubAheadMs - clockToleranceMs
      const newest = await this.newest(deployment.id, terms)
      // An earlier status may look the same. If the time of the request is unknown, only the newest one counts.
      const written = terms.mayBeDone === true ? newest.slice(0, 1) : newest
      const value = written.find(
        ({ state, description, logUrl, environmentUrl, createdAt }) =>
          state === status.state &&
          description === status.description &&
          logUrl === status.logUrl &&
          environmentUrl === (status.environmentUrl ?? '') &&
          Date.parse(createdAt) >= earliest
      )
      return { value }
    }
    return this.#client.write(
      {
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
        check
      },
      terms
    )
  }

  /** Returns the newest hundred statuses of a deployment, newest first. */
  async newest(id: number, timeLimits?: TimeLimits): Promise<readonly Status[]> {
    return (await firstPage(this.pages(id, timeLimits))).entries
  }

  /** Whether any status was a success. Reads the statuses until the newest success. */
  async everSucceeded(id: number, timeLimits?: TimeLimits): Promise<boolean> {
    for await (const { entries } of this.pages(id, timeLimits))
      if (entries.some(({ state }) => state === 'success')) return true
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
      mayLag: true,
      parseEntry: statusFrom
    }
    return restPages(this.#client, list, timeLimits)
  }
}
