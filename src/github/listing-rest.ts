import type { Deployment, Sighting } from '../domain/deployment.ts'
import { mostListed, type Glance, type Look } from '../ports.ts'
import type { Patience } from './client.ts'
import type { Deployments } from './deployments.ts'
import type { WithPast } from './listing-graphql.ts'
import { endless, orMissing, type Page } from './paging.ts'
import { sightingOf } from './sighting.ts'
import { isSuccess, type Statuses } from './statuses.ts'

/** How many deployments are asked for their status, one by one, if nothing hangs on it. */
const mostGlances = 10

/** Picks those of a page that nobody has seen yet. */
export type Unseen = (page: readonly Deployment[]) => readonly Deployment[]

/** Deployments through REST, which shows their statuses one deployment at a time: only for when GraphQL refuses. */
export class RestListing {
  readonly #deployments: Deployments
  readonly #statuses: Statuses

  constructor(deployments: Deployments, statuses: Statuses) {
    this.#deployments = deployments
    this.#statuses = statuses
  }

  async *scan(environment: string, unseen: Unseen): AsyncIterable<Page<Sighting>> {
    for await (const { entries: page, isLast } of this.#deployments.pages({ environment })) {
      const entries: Sighting[] = []
      for (const deployment of unseen(page)) {
        entries.push(sightingOf(deployment, await this.#statuses.newest(deployment.id)))
      }
      yield { entries, isLast }
    }
  }

  /** One deployment at a time, since each costs a request: who has seen enough need not ask for the others. */
  async *history(environment: string, unseen: Unseen): AsyncIterable<Page<WithPast>> {
    for await (const { entries: page } of this.#deployments.pages({ environment })) {
      for (const deployment of unseen(page)) {
        const { entries, isLast } = await this.#statuses.newestPage(deployment.id)
        const succeeded = entries.some(isSuccess)
        const past = { ...sightingOf(deployment, entries), ...(succeeded || isLast ? { succeeded } : {}) }
        yield { entries: [past], isLast: false }
      }
    }
  }

  /** As a scan, but for several names, and without an end before that of the list. */
  async *survey(environments: readonly string[], unseen: Unseen): AsyncIterable<Page<Sighting>> {
    const known = new Set<number>()
    for (const environment of environments) {
      let count = 0
      for await (const { entries: page, isLast } of this.#deployments.pages({ environment })) {
        count += page.length
        const entries: Sighting[] = []
        for (const deployment of unseen(page.filter(({ id }) => !known.has(id)))) {
          const statuses = await orMissing(() => this.#statuses.newest(deployment.id))
          if (statuses !== undefined) entries.push(sightingOf(deployment, statuses))
        }
        page.forEach(({ id }) => known.add(id))
        yield { entries, isLast }
      }
      if (count === mostListed) throw endless(environment)
    }
  }

  /** The newest deployments of an environment, down to the one that is live. */
  async glance(environment: string, patience: Patience): Promise<Glance> {
    for await (const { entries, isLast } of this.#deployments.pages({ environment }, patience)) {
      const sightings: Sighting[] = []
      for (const deployment of entries.slice(0, mostGlances)) {
        const sighting = sightingOf(deployment, await this.#statuses.newest(deployment.id, patience))
        sightings.push(sighting)
        if (sighting.state === 'success') break
      }
      return { sightings, isAll: isLast && entries.length <= mostGlances }
    }
    return { sightings: [], isAll: true }
  }

  /** The deployment's latest state and URL. */
  async look(deployment: Deployment, patience: Patience): Promise<Omit<Look, 'environment'>> {
    const statuses = await this.#statuses.newest(deployment.id, patience)
    const { state, environmentUrl } = sightingOf(deployment, statuses)
    return {
      ...(state === undefined ? {} : { state }),
      ...(environmentUrl === undefined ? {} : { environmentUrl })
    }
  }
}
