import { originOf, type Deployment, type Listed } from '../domain/deployment.ts'
import { Problem } from '../domain/problem.ts'
import type { DeploymentFilter } from '../ports.ts'
import type { GraphqlAccess } from './access.ts'
import type { Patience } from './call.ts'
import type { Deployments } from './deployments.ts'

/**
 * Joins what GraphQL shows with what REST does: the REST ids of deployments of which only GraphQL's id is known. If the
 * ids of the two APIs differ, a deployment is known by its environment, task, commit and creation time.
 * https://docs.github.com/graphql/guides/migrating-graphql-global-node-ids
 */
export class Identities {
  readonly #deployments: Deployments
  readonly #ids = new Map<string, number>()
  /** All ids that GraphQL has shown: what REST shows with one of them is no other deployment. */
  readonly #shown: Set<string>

  constructor(deployments: Deployments, { shown }: GraphqlAccess) {
    this.#deployments = deployments
    this.#shown = shown
  }

  /** The REST id, if it is known. */
  idOf({ id, nodeId }: Listed): number | undefined {
    return id ?? this.#ids.get(nodeId)
  }

  /**
   * Learns the REST ids of deployments and returns those that REST does not have either.
   *
   * @throws Problem if it stays open which of several deployments is meant: it is then never taken for gone
   */
  async learn(wanted: readonly Listed[], patience: Patience): Promise<Set<Listed>> {
    for (const { nodeId } of wanted) this.#shown.add(nodeId)
    const strangers = new Map<number, Deployment>()
    const unknown = (): Listed[] => wanted.filter(one => this.idOf(one) === undefined)
    const list = async (filter: DeploymentFilter): Promise<void> => {
      for await (const page of this.#deployments.list(filter, patience)) {
        for (const deployment of page) {
          if (this.#shown.has(deployment.nodeId)) this.#ids.set(deployment.nodeId, deployment.id)
          else strangers.set(deployment.id, deployment)
        }
        if (unknown().length === 0) return
      }
    }
    for (const environment of new Set(unknown().map(it => it.environment))) await list({ environment })
    this.#join(unknown(), strangers)
    // An old one may stand beyond the end of the list, or be listed under another name of its environment.
    for (const sha of new Set(unknown().map(it => it.sha))) {
      if (unknown().some(it => it.sha === sha)) await list({ sha })
    }
    this.#join(unknown(), strangers)
    return new Set(unknown())
  }

  /** Takes those that nobody has another name for. */
  #join(unknown: readonly Listed[], strangers: ReadonlyMap<number, Deployment>): void {
    const taken = new Set(this.#ids.values())
    const free = Map.groupBy(
      [...strangers.values()].filter(({ id }) => !taken.has(id)),
      originOf
    )
    for (const [origin, those] of Map.groupBy(unknown, originOf)) {
      const candidates = free.get(origin) ?? []
      if (candidates.length === 0) continue
      if (candidates.length !== those.length) throw ambiguous(those, candidates)
      those.forEach(({ nodeId }, place) => {
        const candidate = candidates[place]
        if (candidate !== undefined) this.#ids.set(nodeId, candidate.id)
      })
    }
  }
}

function ambiguous([one]: readonly Listed[], candidates: readonly Deployment[]): Problem {
  const ids = candidates.map(({ id }) => id).join(', ')
  return new Problem(
    `GitHub's REST API does not know a deployment of ${one?.environment ?? ''} by the id that GraphQL shows, and ${candidates.length} deployments could be it: ${ids}.`,
    'Give their numbers one at a time with the input "deployment-id".'
  )
}
