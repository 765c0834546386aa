import { originOf, type Deployment, type ListedDeployment } from '../domain/deployment.ts'
import { idsAmbiguous } from '../messages/writes.ts'
import type { DeploymentFilter } from '../ports.ts'
import type { GraphqlAccess } from './access.ts'
import type { TimeLimits } from './call.ts'
import type { Deployments } from './deployments.ts'

/**
 * Finds the REST IDs of deployments for which only the GraphQL ID is known. If the two APIs return different IDs,
 * deployments are matched by environment, task, commit and creation time.
 * https://docs.github.com/graphql/guides/migrating-graphql-global-node-ids
 */
export class Identities {
  readonly #deployments: Deployments
  readonly #ids = new Map<string, number>()
  /** All IDs that GraphQL has returned. A REST deployment with one of these IDs is never another deployment. */
  readonly #shown: Set<string>

  constructor(deployments: Deployments, { seenNodeIds }: GraphqlAccess) {
    this.#deployments = deployments
    this.#shown = seenNodeIds
  }

  /** Returns the REST ID if it is known. */
  idOf({ id, nodeId }: ListedDeployment): number | undefined {
    return id ?? this.#ids.get(nodeId)
  }

  /**
   * Looks up the REST IDs of deployments. The ID of a deployment that REST does not find either stays unknown.
   *
   * @throws Problem if several deployments match, so an ambiguous deployment is never treated as deleted
   */
  async learn(wanted: readonly ListedDeployment[], timeLimits: TimeLimits): Promise<void> {
    for (const { nodeId } of wanted) this.#shown.add(nodeId)
    const unmatched = new Map<number, Deployment>()
    const unknown = (): ListedDeployment[] => wanted.filter(one => this.idOf(one) === undefined)
    const list = async (filter: DeploymentFilter): Promise<void> => {
      for await (const page of this.#deployments.list(filter, timeLimits)) {
        for (const deployment of page) {
          if (this.#shown.has(deployment.nodeId)) this.#ids.set(deployment.nodeId, deployment.id)
          else unmatched.set(deployment.id, deployment)
        }
        if (unknown().length === 0) return
      }
    }
    for (const environment of new Set(unknown().map(it => it.environment))) await list({ environment })
    this.#join(unknown(), unmatched)
    // An old deployment may be past the end of the list, or listed under a renamed environment.
    for (const sha of new Set(unknown().map(it => it.sha))) {
      if (unknown().some(it => it.sha === sha)) await list({ sha })
    }
    this.#join(unknown(), unmatched)
  }

  /** Matches deployments without a known ID to REST deployments that no other GraphQL deployment matches. */
  #join(unknown: readonly ListedDeployment[], unmatched: ReadonlyMap<number, Deployment>): void {
    const taken = new Set(this.#ids.values())
    const free = Map.groupBy(
      [...unmatched.values()].filter(({ id }) => !taken.has(id)),
      originOf
    )
    for (const [origin, those] of Map.groupBy(unknown, originOf)) {
      const candidates = free.get(origin) ?? []
      if (candidates.length === 0) continue
      if (candidates.length !== those.length) {
        throw idsAmbiguous({ environment: those[0]?.environment ?? '', ids: candidates.map(({ id }) => id) })
      }
      those.forEach(({ nodeId }, place) => {
        const candidate = candidates[place]
        if (candidate !== undefined) this.#ids.set(nodeId, candidate.id)
      })
    }
  }
}
