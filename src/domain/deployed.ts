import type { Sighting, State } from './deployment.ts'
import { inNaturalOrder } from './natural-order.ts'

/** Deployment found for one environment and task. */
export interface Deployed extends Sighting {
  /** Whether the environment and task have no newer deployment in the wanted state. */
  newest: boolean
}

/** Search criteria: the environments and the wanted deployments. */
export interface DeployedSearch {
  environments: readonly string[]
  state: State
  task?: string
  /** Commit as the author gave it. */
  ref?: string
}

/** Finds the newest deployment in a state for each environment and task. Takes deployments in any order. */
export class DeployedParts {
  readonly #wanted: { state: State; task?: string; sha?: string }
  readonly #parts = new Map<string, { newest: Sighting; found: Sighting | undefined }>()

  constructor(wanted: { state: State; task?: string; sha?: string }) {
    this.#wanted = wanted
  }

  take(sighting: Sighting): void {
    const { state, task, sha } = this.#wanted
    if (sighting.state !== state || (task !== undefined && sighting.task !== task)) return
    const key = JSON.stringify([sighting.environment.toLowerCase(), sighting.task])
    const part = this.#parts.get(key)
    const newest = newerOf(part?.newest, sighting)
    const found = sha === undefined || sighting.sha === sha ? newerOf(part?.found, sighting) : part?.found
    this.#parts.set(key, { newest, found })
  }

  /** Returns the deployments in natural order of environment and task. */
  get deployed(): Deployed[] {
    return [...this.#parts.values()]
      .flatMap(({ newest, found }) => (found === undefined ? [] : [{ ...found, newest: found === newest }]))
      .sort((one, other) => inNaturalOrder(one.environment, other.environment) || inNaturalOrder(one.task, other.task))
  }
}

/** Returns the newer deployment. If both were created in the same second, the first in the list counts as newer. */
const newerOf = (known: Sighting | undefined, other: Sighting): Sighting =>
  known === undefined || other.createdAt > known.createdAt ? other : known
