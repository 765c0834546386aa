import type { ListedDeployment } from '../domain/deployment.ts'
import type { DeploymentFilter, GitHub } from '../ports.ts'

/** Maximum number of requests for ids and refs. */
export const maxRequests = 100

/** Properties of a deployment that only the REST API returns. */
interface Identity {
  id: number
  ref: string
}

/**
 * Looks up ids and refs of deployments that GraphQL returned, in at most a hundred requests. First reads the newest
 * deployments of the repository while a page has several of the wanted ones. Then searches by environment, and finally
 * one by one. Deployments that are not reached have neither id nor ref.
 *
 * @param sha the commit of all deployments, if they have the same one
 */
export async function identify<T extends ListedDeployment>(
  deployments: readonly T[],
  sha: string | undefined,
  github: GitHub
): Promise<T[]> {
  const search = new IdentitySearch(deployments, github)
  if (sha === undefined) {
    await search.through({}, 2)
    for (const environment of search.environments) await search.through({ environment }, Infinity)
  }
  for (const filter of sha === undefined ? search.each : [{ sha }]) await search.through(filter, 0)
  return deployments.map(one => ({ ...one, ...search.known.get(one.nodeId) }))
}

class IdentitySearch {
  readonly known = new Map<string, Identity>()
  readonly #wanted: Map<string, ListedDeployment>
  readonly #github: GitHub
  #requests = 0

  constructor(deployments: readonly ListedDeployment[], github: GitHub) {
    const unknown = deployments.filter(({ id, ref }) => id === undefined || ref === undefined)
    this.#wanted = new Map(unknown.map(one => [one.nodeId, one]))
    this.#github = github
  }

  /** Environments of the deployments that are still missing. */
  get environments(): Set<string> {
    return new Set(Array.from(this.#wanted.values(), ({ environment }) => environment))
  }

  /** One filter for each deployment that is still missing. */
  get each(): DeploymentFilter[] {
    return Array.from(this.#wanted.values(), ({ environment, task, sha }) => ({ environment, task, sha }))
  }

  /** @param leastFound number of wanted deployments on a page that makes the next page worth reading */
  async through(filter: DeploymentFilter, leastFound: number): Promise<void> {
    if (this.#isOver()) return
    this.#requests++
    for await (const page of this.#github.deployments(filter)) {
      const before = this.known.size
      for (const { nodeId, id, ref } of page) if (this.#wanted.delete(nodeId)) this.known.set(nodeId, { id, ref })
      if (this.#isOver() || this.known.size - before < leastFound) return
      this.#requests++
    }
  }

  #isOver(): boolean {
    return this.#wanted.size === 0 || this.#requests >= maxRequests
  }
}
