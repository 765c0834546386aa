import { isInState, type ListedDeployment, type State } from './deployment.ts'
import { isPassedOver } from './maker.ts'
import { inNaturalOrder } from './natural-order.ts'
import type { Run } from './run.ts'

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

/** Deployments of one environment and task in one of the wanted states. */
interface Part {
  newest?: ListedDeployment
  /** Newest deployment of the wanted commit. */
  found?: ListedDeployment
}

/**
 * Finds the newest deployment in one of the states for each environment and task. Takes deployments in any order.
 * GitHub's own records and another app's only count if there is no other deployment of the environment and task.
 */
export class DeployedParts {
  readonly #wanted: { states: readonly State[]; task?: string; sha?: string }
  readonly #run: Run
  readonly #parts = new Map<string, { counting?: Part; passedOver: Part }>()

  constructor(wanted: { states: readonly State[]; task?: string; sha?: string }, run: Run) {
    this.#wanted = wanted
    this.#run = run
  }

  take(listed: ListedDeployment): void {
    const { states, task, sha } = this.#wanted
    if (task !== undefined && listed.task !== task) return
    const key = JSON.stringify([listed.environment.toLowerCase(), listed.task])
    const parts = this.#parts.get(key) ?? { passedOver: {} }
    this.#parts.set(key, parts)
    const part = isPassedOver(listed, this.#run) ? parts.passedOver : (parts.counting ??= {})
    if (!isInState(listed.state, states)) return
    part.newest = newerOf(part.newest, listed)
    if (sha === undefined || listed.sha === sha) part.found = newerOf(part.found, listed)
  }

  /** Returns the deployments in natural order of environment and task. */
  get deployed(): Deployed[] {
    return [...this.#parts.values()]
      .map(({ counting, passedOver }) => counting ?? passedOver)
      .flatMap(({ newest, found }) => (found === undefined ? [] : [{ ...found, newest: found === newest }]))
      .sort((one, other) => inNaturalOrder(one.environment, other.environment) || inNaturalOrder(one.task, other.task))
  }
}

/** Returns the newer deployment. If both were created in the same second, the first in the list counts as newer. */
const newerOf = (known: ListedDeployment | undefined, other: ListedDeployment): ListedDeployment =>
  known === undefined || other.createdAt > known.createdAt ? other : known
