import type { Listed } from '../domain/deployment.ts'
import type { DeploymentFilter, GitHub } from '../ports.ts'

/** How many requests may be spent on ids and refs. */
export const mostIdentifying = 100

/** What only the REST API tells of a deployment. */
interface Identity {
  id: number
  ref: string
}

/**
 * Looks up ids and refs of deployments that GraphQL has shown, in at most a hundred requests: first in the newest of the
 * repository, as long as a page has several of them, then environment by environment, then one by one. Those that are not
 * reached keep neither.
 *
 * @param sha the commit that all of them are of, if they are of one
 */
export async function identify<T extends Listed>(
  deployments: readonly T[],
  sha: string | undefined,
  github: GitHub
): Promise<T[]> {
  const search = new IdentitySearch(deployments, github)
  if (sha === undefined) {
    await search.through({}, { asLongAs: found => found > 1 })
    for (const environment of search.environments) await search.through({ environment }, { asLongAs: () => false })
  }
  for (const filter of sha === undefined ? search.each : [{ sha }]) {
    await search.through(filter, { asLongAs: () => true })
  }
  return deployments.map(one => ({ ...one, ...search.known.get(one.nodeId) }))
}

class IdentitySearch {
  readonly known = new Map<string, Identity>()
  readonly #wanted: Map<string, Listed>
  readonly #github: GitHub
  #requests = 0

  constructor(deployments: readonly Listed[], github: GitHub) {
    const unknown = deployments.filter(({ id, ref }) => id === undefined || ref === undefined)
    this.#wanted = new Map(unknown.map(one => [one.nodeId, one]))
    this.#github = github
  }

  /** The environments of those that are still looked for. */
  get environments(): Set<string> {
    return new Set(Array.from(this.#wanted.values(), ({ environment }) => environment))
  }

  /** What finds each of those that are still looked for. */
  get each(): DeploymentFilter[] {
    return Array.from(this.#wanted.values(), ({ environment, task, sha }) => ({ environment, task, sha }))
  }

  /** @param asLongAs whether to read the next page, by how many the last one has brought */
  async through(filter: DeploymentFilter, { asLongAs }: { asLongAs: (found: number) => boolean }): Promise<void> {
    if (this.#isOver()) return
    this.#requests++
    for await (const page of this.#github.deployments(filter)) {
      const before = this.known.size
      for (const { nodeId, id, ref } of page) if (this.#wanted.delete(nodeId)) this.known.set(nodeId, { id, ref })
      if (this.#isOver() || !asLongAs(this.known.size - before)) return
      this.#requests++
    }
  }

  #isOver(): boolean {
    return this.#wanted.size === 0 || this.#requests >= mostIdentifying
  }
}
