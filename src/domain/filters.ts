import { duration, isInState, type ListedDeployment, type State } from './deployment.ts'

/** Filters for the deployments that a teardown changes in an environment. They combine with *and*. */
export interface Filters {
  task?: string
  /** States of the latest status; empty for all. */
  states: readonly State[]
  /** Minimum age in milliseconds. */
  olderThanMs?: number
  /** Number of newest deployments to keep per environment and task. The newest success is always kept, too. */
  keep?: number
  keepOpenPullRequests: boolean
}

/** Deployments that some rules keep. */
export interface Protected {
  /** Number of the open pull request for each commit. */
  openPullRequests: ReadonlyMap<string, number>
  /** GitHub's own records for this job, by `nodeId`. */
  jobsOwn: ReadonlySet<string>
}

/** Returns why a deployment is kept, or `undefined` if the rule does not keep it. */
export type Rule = (listed: ListedDeployment) => string | undefined

/**
 * Returns the rules that keep deployments of one environment. The first rule that applies gives the reason.
 *
 * @param listed all deployments of the environment, the newest first
 * @param now milliseconds since 1970, by GitHub's clock
 */
export function rulesFor(
  listed: readonly ListedDeployment[],
  { task, states, olderThanMs, keep, keepOpenPullRequests }: Filters,
  { openPullRequests, jobsOwn }: Protected,
  now: number
): Rule[] {
  const rules: Rule[] = [({ nodeId }) => (jobsOwn.has(nodeId) ? "it is GitHub's own record for this job" : undefined)]
  if (task !== undefined) rules.push(ofOtherTask(task))
  if (keepOpenPullRequests) rules.push(perTask(listed, ofTask => inOpenPullRequest(ofTask, openPullRequests)))
  if (keep !== undefined) rules.push(perTask(listed, ofTask => amongNewest(ofTask, keep)))
  if (olderThanMs !== undefined) rules.push(tooYoung(olderThanMs, now))
  if (states.length > 0) rules.push(inOtherState(states))
  return rules
}

function ofOtherTask(wanted: string): Rule {
  return ({ task }) => (task === wanted ? undefined : `its task is ${task}, not ${wanted}`)
}

/** Applies a rule to the deployments of each task separately. */
function perTask(listed: readonly ListedDeployment[], ruleFor: (ofTask: readonly ListedDeployment[]) => Rule): Rule {
  const tasks = Map.groupBy(listed, ({ task }) => task)
  const rules = new Map([...tasks].map(([task, ofTask]) => [task, ruleFor(ofTask)]))
  // Stryker disable next-line OptionalChaining: the map contains the task of every deployment.
  return one => rules.get(one.task)?.(one)
}

function inOpenPullRequest(listed: readonly ListedDeployment[], openPullRequests: ReadonlyMap<string, number>): Rule {
  const [open] = listed.flatMap(({ sha }) => openPullRequests.get(sha) ?? [])
  const reason =
    open === undefined ? undefined : `a commit of its environment and task belongs to the open pull request #${open}`
  return () => reason
}

/**
 * Keeps the newest deployments and the newest success. Also keeps deployments from the same second as the last one
 * kept, because their order is unknown.
 */
function amongNewest(listed: readonly ListedDeployment[], keep: number): Rule {
  const last = keep > 0 ? (listed[keep - 1] ?? listed.at(-1)) : undefined
  const newestSuccess = listed.find(({ state }) => state === 'success')?.createdAt
  return ({ state, createdAt }) => {
    if (last !== undefined && createdAt >= last.createdAt) {
      return `it is among the newest ${keep} of its environment and task`
    }
    const isNewestSuccess = state === 'success' && createdAt === newestSuccess
    return isNewestSuccess ? 'it is the newest successful one of its environment and task' : undefined
  }
}

/** Keeps deployments that are too young. Also keeps a deployment of unknown age, because it may be too young. */
function tooYoung(olderThan: number, now: number): Rule {
  const reason = `it is not older than ${duration(olderThan)}`
  return ({ createdAt }) => (now - Date.parse(createdAt) > olderThan ? undefined : reason)
}

function inOtherState(states: readonly State[]): Rule {
  return ({ state }) =>
    isInState(state, states) ? undefined : `it is ${state ?? 'without a status'}, not ${states.join(' or ')}`
}
