import type { Deployment, ListedDeployment } from '../domain/deployment.ts'
import type { NewestDeployments } from '../domain/superseding.ts'
import { maxListed, type Look, type ReadOptions } from '../ports.ts'
import { deploymentsEndless } from '../messages/listings.ts'
import type { TimeLimits } from './call.ts'
import type { Deployments } from './deployments.ts'
import { orMissing, type Page } from './paging.ts'
import { listedFromRest } from './listed-deployment.ts'
import { isSuccess, type Statuses } from './statuses.ts'

/** Number of newest deployments whose statuses are read one by one. */
const maxOneByOne = 20

/** Returns the deployments of a page that have not been listed yet. */
export type Unseen = (page: readonly Deployment[]) => readonly Deployment[]

/**
 * Lists deployments through REST, which returns statuses for only one deployment per request. Used only if GraphQL
 * refuses.
 */
export class RestListing {
  readonly #deployments: Deployments
  readonly #statuses: Statuses

  constructor(deployments: Deployments, statuses: Statuses) {
    this.#deployments = deployments
    this.#statuses = statuses
  }

  /** Lists one deployment at a time, because each costs a request and the caller may stop early. */
  async *history(environment: string, unseen: Unseen): AsyncIterable<Page<ListedDeployment>> {
    for await (const { entries: page } of this.#deployments.pages({ environment })) {
      for (const deployment of unseen(page)) {
        const { entries, isLast } = await this.#statuses.newestPage(deployment.id)
        const succeeded = entries.some(isSuccess)
        const listed = {
          ...listedFromRest(deployment, entries),
          succeeded: succeeded || isLast ? succeeded : undefined
        }
        yield { entries: [listed], isLast: false }
      }
    }
  }

  /** Lists all deployments of environments, up to the end of the list. */
  async *survey(environments: readonly string[], unseen: Unseen): AsyncIterable<Page<ListedDeployment>> {
    const known = new Set<number>()
    for (const environment of environments) {
      let count = 0
      for await (const { entries: page, isLast } of this.#deployments.pages({ environment })) {
        count += page.length
        const entries: ListedDeployment[] = []
        for (const deployment of unseen(page.filter(({ id }) => !known.has(id)))) {
          const statuses = await orMissing(() => this.#statuses.newest(deployment.id))
          if (statuses !== undefined) entries.push(listedFromRest(deployment, statuses))
        }
        page.forEach(({ id }) => known.add(id))
        yield { entries, isLast }
      }
      if (count === maxListed) throw deploymentsEndless({ environments: environment })
    }
  }

  /** Adds the statuses to the newest 20 deployments of a list. */
  async newestStates(newest: Page<Deployment>, options: ReadOptions): Promise<NewestDeployments> {
    const deployments: ListedDeployment[] = []
    for (const deployment of newest.entries.slice(0, maxOneByOne)) {
      const listed = listedFromRest(deployment, await this.#statuses.newest(deployment.id, options))
      deployments.push({ ...listed, payload: deployment.payload })
      if (options.untilSuccess === true && listed.state === 'success') break
    }
    return { deployments, of: 'task', isAll: newest.isLast && deployments.length === newest.entries.length }
  }

  /** Returns a deployment's latest state and newest URL, and if it ever succeeded. */
  async look(deployment: Deployment, timeLimits: TimeLimits): Promise<Look> {
    const statuses = await this.#statuses.newest(deployment.id, timeLimits)
    const { state, environmentUrl } = listedFromRest(deployment, statuses)
    return {
      state,
      environmentUrl,
      succeeded: statuses.some(isSuccess),
      also: []
    }
  }
}
