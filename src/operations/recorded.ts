import { isSha, originOf, type Deployment, type ListedDeployment } from '../domain/deployment.ts'
import type { DeploymentFilter, GitHub } from '../ports.ts'

/**
 * Deployments that were recorded for a ref, whatever their state. They have the name of the ref or, because many tools
 * record commits, the commit that it points to. The lists are read only as far back as necessary.
 */
export class Recorded {
  readonly #lists: readonly List[]

  private constructor(lists: readonly List[]) {
    this.#lists = lists
  }

  static async for(ref: string, filter: DeploymentFilter, github: GitHub): Promise<Recorded> {
    const list = (by: DeploymentFilter): List => new List(github.deployments({ ...filter, ...by }))
    if (isSha(ref)) return new Recorded([list({ sha: ref.toLowerCase() })])
    const sha = await github.commit(ref)
    return new Recorded([list({ ref }), ...(sha === undefined ? [] : [list({ sha })])])
  }

  async has(listed: ListedDeployment): Promise<boolean> {
    for (const list of this.#lists) if (await list.has(listed)) return true
    return false
  }

  /** Whether these deployments cannot include one that is as old as `listed` or older. */
  endsBefore(listed: ListedDeployment): boolean {
    return this.#lists.every(list => list.endsBefore(listed))
  }
}

/** One list of deployments, newest first. */
class List {
  readonly #pages: AsyncIterator<Deployment[]>
  /** Ids and origins of the deployments. REST and GraphQL may write ids differently, but an origin never changes. */
  readonly #names = new Set<string>()
  /** Creation date of the oldest deployment that was read. At first, it is later than every date on GitHub. */
  #oldest = '9999'
  /** Whether the whole list was read. */
  #isRead = false

  constructor(pages: AsyncIterable<Deployment[]>) {
    this.#pages = pages[Symbol.asyncIterator]()
  }

  async has(listed: ListedDeployment): Promise<boolean> {
    const { nodeId, createdAt } = listed
    const isKnown = (): boolean => this.#names.has(nodeId) || this.#names.has(originOf(listed))
    while (!this.#isRead && createdAt <= this.#oldest && !isKnown()) {
      const page = await this.#pages.next()
      if (page.done === true) {
        this.#isRead = true
        break
      }
      for (const deployment of page.value) {
        this.#names.add(deployment.nodeId).add(originOf(deployment))
        this.#oldest = deployment.createdAt
      }
    }
    return isKnown()
  }

  endsBefore({ createdAt }: ListedDeployment): boolean {
    return this.#isRead && createdAt < this.#oldest
  }
}
