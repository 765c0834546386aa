import { isInState, type ListedDeployment, type State } from './deployment.ts'
import { inNaturalOrder } from './natural-order.ts'

/** Deployment found for one environment and task. */
export interface Deployed extends ListedDeployment {
  /** Whether the environment and task have no newer deployment in one of the wanted states. */
  newest: boolean
}

/** Search criteria: the environments and the wanted deployments. */
export interface DeployedSearch {
  environments: readonly string[]
  states: readonly State[]
  task?: string
  /** Commit as the author gave it. */
  ref?: string
}

/** Finds the newest deployment in one of the states for each environment and task. Takes deployments in any order. */
export class DeployedParts {
  readonly #wanted: { states: readonly State[]; task?: string; sha?: string }
  readonly #parts = new Map<string, { newest: ListedDeployment; found: ListedDeployment | undefined }>()

  constructor(wanted: { states: readonly State[]; task?: string; sha?: string }) {
    this.#wanted = wanted
  }

  take(summary: ListedDeployment): void {
    const { states, task, sha } = this.#wanted
    if (!isInState(summary.state, states) || (task !== undefined && summary.task !== task)) return
    const key = JSON.stringify([summary.environment.toLowerCase(), summary.task])
    const part = this.#parts.get(key)
    const newest = newerOf(part?.newest, summary)
    const found = sha === undefined || summary.sha === sha ? newerOf(part?.found, summary) : part?.found
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
const newerOf = (known: ListedDeployment | undefined, other: ListedDeployment): ListedDeployment =>
  known === undefined || other.createdAt > known.createdAt ? other : known
