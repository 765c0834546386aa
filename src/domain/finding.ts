import { isInState, isJobsOwn, type ListedDeployment, type State } from './deployment.ts'
import { goBack, wasAtWork } from './going-back.ts'
import { isPassedOver } from './maker.ts'
import type { Run } from './run.ts'

/** Deployment to find. */
export interface Wanted {
  /** It is in one of these states. */
  states: readonly State[]
  task?: string
  sha?: string
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
  const parts = [...partsOf(listed, run).values()]
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
interface Start {
  part: readonly ListedDeployment[]
  from: ListedDeployment
}

/** Returns the newest deployment of each task that passes a test. */
const startsIn = (parts: readonly ListedDeployment[][], test: (one: ListedDeployment) => boolean): Start[] =>
  parts.flatMap(part => {
    const from = part.find(test)
    return from === undefined ? [] : [{ part, from }]
  })

/** Returns the deployment to go back to. If there are several tasks, it is not clear which is meant. */
function onlyTarget([only, ...others]: readonly Start[]): ListedDeployment | undefined {
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

const isWanted = ({ state, sha }: ListedDeployment, wanted: Wanted): boolean =>
  isInState(state, wanted.states) && (wanted.sha === undefined || sha === wanted.sha)

/** Returns the deployments of each task. GitHub's own records and another app's only count if there is no other. */
function partsOf(listed: readonly ListedDeployment[], run: Run): Map<string, ListedDeployment[]> {
  const parts = Map.groupBy(
    listed.filter(one => !isJobsOwn(one, run)),
    ({ task }) => task
  )
  for (const [task, part] of parts) {
    const counting = part.filter(one => !isPassedOver(one, run))
    if (counting.length > 0) parts.set(task, counting)
  }
  return parts
}
