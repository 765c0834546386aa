import type { Deployment, ListedDeployment } from '../domain/deployment.ts'
import type { DeploymentFilter } from '../ports.ts'
import type { TimeLimits } from './call.ts'
import type { Deployments } from './deployments.ts'
import { entriesOf } from './paging.ts'

/** Limits of a search for records. */
interface SearchLimits extends TimeLimits {
  maxRequests?: number
}

/**
 * Finds the REST records of deployments that GraphQL has listed. GraphQL shows neither the REST id, which does not fit
 * into its `databaseId`, nor the ref of a deployment. REST's `node_id` is the id in GraphQL.
 * https://docs.github.com/graphql/guides/using-global-node-ids
 */
export class Identities {
  readonly #deployments: Deployments
  /** Records by GraphQL id. */
  readonly #known = new Map<string, Deployment>()

  constructor(deployments: Deployments) {
    this.#deployments = deployments
  }

  /** Returns the REST id if it is known. */
  idOf({ id, nodeId }: ListedDeployment): number | undefined {
    return id ?? this.#known.get(nodeId)?.id
  }

  /** Looks up the REST ids of deployments. The id of a deployment that REST does not find stays unknown. */
  async learn(listed: readonly ListedDeployment[], timeLimits: TimeLimits): Promise<void> {
    const unknown = listed.filter(one => this.idOf(one) === undefined)
    await this.records(unknown, timeLimits)
  }

  /**
   * Returns records by GraphQL id, without those that were deleted. First reads the newest deployments of the
   * repository, then the newest ones of each environment, as long as a page has several wanted ones. Then searches by
   * commit and task, which never change.
   */
  async records(
    listed: readonly ListedDeployment[],
    { maxRequests = Infinity, ...timeLimits }: SearchLimits = {}
  ): Promise<Map<string, Deployment>> {
    const wanted = new Map(listed.map(one => [one.nodeId, one]))
    for (const nodeId of this.#known.keys()) wanted.delete(nodeId)
    let requests = 0
    /** @param isDone decides after each page, from the number of wanted deployments on it */
    const search = async (filter: DeploymentFilter, isDone: (found: number) => boolean): Promise<void> => {
      if (wanted.size === 0 || ++requests > maxRequests) return
      for await (const page of entriesOf(this.#deployments.pages(filter, timeLimits))) {
        for (const record of page) this.#known.set(record.nodeId, record)
        const found = page.filter(({ nodeId }) => wanted.delete(nodeId))
        if (isDone(found.length) || wanted.size === 0 || ++requests > maxRequests) return
      }
    }
    const isFew = (found: number): boolean => found < 2
    const environments = Map.groupBy(wanted.values(), ({ environment }) => environment)
    if (environments.size > 1) await search({}, isFew)
    for (const [environment, those] of environments) {
      const left = those.filter(({ nodeId }) => wanted.has(nodeId))
      if (left.length > 1) await search({ environment }, isFew)
    }
    for (const those of Map.groupBy(wanted.values(), originOf).values()) {
      const { sha, task } = those[0] ?? {}
      await search({ sha, task }, () => !those.some(({ nodeId }) => wanted.has(nodeId)))
    }
    return this.#known
  }
}

/** Returns the same text for deployments of the same commit and task. */
const originOf = ({ sha, task }: ListedDeployment): string => JSON.stringify([sha, task])
