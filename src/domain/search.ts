import { inNaturalOrder, isInState, newestFirst, shortRef, type ListedDeployment, type State } from './deployment.ts'
import { goBack, wasAtWork } from './history.ts'
import { isJobsOwn, isPassedOver } from './maker.ts'
import type { Run } from './run.ts'

/** Deployment to find. */
export interface Wanted {
  /** It is in one of these states. */
  states: readonly State[]
  task?: string
  sha?: string
}

/** Search for a deployment, with its commit as the author gave it. */
export interface Search extends Wanted {
  ref?: string
}

/** Returns a phrase such as ` of 1a2b3c4 with task deploy:api in state success`, which follows "deployment". */
export function describeSearch({ states, ref, task }: Search): string {
  const ofRef = ref === undefined ? '' : ` of ${shortRef(ref)}`
  const withTask = task === undefined ? '' : ` with task ${task}`
  return `${ofRef}${withTask} in state ${states.join(' or ')}`
}

/** Deployments that were found in one environment. */
export interface Finding {
  /** Newest wanted deployment of each task. */
  found: readonly ListedDeployment[]
  /** Deployment to go back to from the found one, if only one was found. */
  previous?: ListedDeployment
  /** Tasks whose deployments were ever at work. */
  tasksAtWork: readonly string[]
  /** Deployment to go back to from the newest one that was ever at work, if all of those have one task. */
  rollback?: ListedDeployment
}

/** Minimum number of newest deployments to read, because some only count if there is no other. */
export const minRead = { graphql: 100, rest: 20 }

/**
 * Finds the newest wanted deployment among the newest deployments of an environment. Never finds GitHub's own record
 * for this job.
 *
 * @param listed the newest first, with the states of their statuses
 */
export function findAmong(listed: readonly ListedDeployment[], wanted: Wanted, run: Run): Finding {
  const parts = partsOf(listed, run)
  const found = startsIn(parts, one => isWanted(one, wanted))
  const atWork = startsIn(parts, wasAtWork)
  return {
    found: found.map(({ from }) => from),
    previous: onlyTarget(found),
    tasksAtWork: atWork.map(({ from }) => from.task),
    rollback: onlyTarget(atWork)
  }
}

/** Deployment to go back from, among all deployments of its task. */
interface StartingPoint {
  part: readonly ListedDeployment[]
  from: ListedDeployment
}

/** Returns the newest deployment of each task that passes a test. */
const startsIn = (parts: readonly ListedDeployment[][], test: (one: ListedDeployment) => boolean): StartingPoint[] =>
  parts.flatMap(part => {
    const from = part.find(test)
    return from === undefined ? [] : [{ part, from }]
  })

/** Returns the deployment to go back to. If there are several tasks, it is not clear which is meant. */
function onlyTarget([only, ...others]: readonly StartingPoint[]): ListedDeployment | undefined {
  return only === undefined || others.length > 0 ? undefined : goBack(only.part, only.from)
}

/** Whether older deployments cannot change what was found. */
export function isComplete({ found, previous, tasksAtWork, rollback }: Finding, wanted: Wanted): boolean {
  const isRollbackKnown = !isForRollback(wanted) || rollback !== undefined || tasksAtWork.length > 1
  return found.length > 1 || (previous !== undefined && isRollbackKnown)
}

/** Whether a search is for the newest success of any commit. Only such a search also tells what to roll back to. */
export const isForRollback = ({ states, sha }: Wanted): boolean => sha === undefined && states.join() === 'success'

/**
 * Whether the statuses of older deployments of a task cannot change what was found of it. This saves requests if each
 * deployment costs one.
 *
 * @param looked number of deployments that were looked at, of any task
 */
export function isTaskDecided(
  task: string,
  listed: readonly ListedDeployment[],
  wanted: Wanted,
  run: Run,
  looked: number
): boolean {
  const ofTask = listed.filter(one => one.task === task)
  const finding = findAmong(ofTask, wanted, run)
  const [found] = finding.found
  const isSettled = looked >= minRead.rest || (found !== undefined && !isPassedOver(found, run))
  return isSettled && isComplete(finding, wanted)
}

/** Deployment found in one of several environments. */
export interface Deployed extends ListedDeployment {
  /** Whether the environment and task have no newer deployment in one of the wanted states. */
  newest: boolean
}

/** Search in several environments. */
export interface DeployedSearch extends Search {
  environments: readonly string[]
}

/**
 * Finds the newest wanted deployment of each environment and task, except GitHub's own record for this job.
 *
 * @param listed in any order. If two were created in the same second, the first one counts as newer.
 * @returns the deployments in natural order of environment and task
 */
export function deployedAmong(
  listed: readonly ListedDeployment[],
  { states, task, sha }: Wanted,
  run: Run
): Deployed[] {
  return partsOf(listed, run)
    .flatMap(part => {
      const inState = part.filter(one => isWanted(one, { states, task })).sort(newestFirst)
      const found = inState.find(one => sha === undefined || one.sha === sha)
      return found === undefined ? [] : [{ ...found, newest: found === inState[0] }]
    })
    .sort((one, other) => inNaturalOrder(one.environment, other.environment) || inNaturalOrder(one.task, other.task))
}

const isWanted = ({ state, task, sha }: ListedDeployment, wanted: Wanted): boolean =>
  isInState(state, wanted.states) &&
  (wanted.task === undefined || task === wanted.task) &&
  (wanted.sha === undefined || sha === wanted.sha)

/**
 * Returns the deployments of each environment and task. GitHub's own records and another app's only count if there is
 * no other.
 */
function partsOf(listed: readonly ListedDeployment[], run: Run): ListedDeployment[][] {
  const parts = Map.groupBy(
    listed.filter(one => !isJobsOwn(one, run)),
    ({ environment, task }) => JSON.stringify([environment.toLowerCase(), task])
  )
  return Array.from(parts.values(), part => {
    const counting = part.filter(one => !isPassedOver(one, run))
    return counting.length > 0 ? counting : part
  })
}
