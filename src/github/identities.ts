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
   * repository, then those of each environment, as long as a page has several of the wanted ones. Then searches for
   * each one by its commit and task, which never change.
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
        const found = page.filter(({ nodeId }) => wanted.delete(nodeId))
        for (const record of found) this.#known.set(record.nodeId, record)
        if (isDone(found.length) || wanted.size === 0 || ++requests > maxRequests) return
      }
    }
    const isFew = (found: number): boolean => found < 2
    const environments = Map.groupBy(wanted.values(), ({ environment }) => environment)
    const shas = new Set(Array.from(wanted.values(), ({ sha }) => sha))
    const [sha] = shas
    if (wanted.size > 1 && shas.size === 1) await search({ sha }, () => false)
    if (environments.size > 1) await search({}, isFew)
    for (const [environment, those] of environments) {
      const isWorthwhile = those.filter(({ nodeId }) => wanted.has(nodeId)).length > 1
      if (isWorthwhile) await search({ environment }, isFew)
    }
    for (const [nodeId, { sha, task }] of wanted) await search({ sha, task }, () => !wanted.has(nodeId))
    return this.#known
  }
}
