import { duration, isInState, type ListedDeployment, type State } from './deployment.ts'
import { isJobsOwn } from './maker.ts'
import type { openPullRequestRule, Reason } from './open-pull-requests.ts'
import type { Run } from './run.ts'

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

/** Data that some rules need. */
export interface RuleData {
  /** Returns why an environment and task belongs to an open pull request. */
  whyOpen: ReturnType<typeof openPullRequestRule>
  /** Run that this job belongs to. GitHub's own record for this job is kept. */
  run: Run
}

/** Returns why a deployment is kept, or `undefined` if the rule does not keep it. */
export type Rule = (listed: ListedDeployment) => Reason | undefined

/**
 * Returns the rules that keep deployments of one environment. The first rule that applies gives the reason.
 *
 * @param environment its name
 * @param listed all its deployments, the newest first
 * @param now milliseconds since 1970, by GitHub's clock
 */
export function rulesFor(
  environment: string,
  listed: readonly ListedDeployment[],
  { task, states, olderThanMs, keep, keepOpenPullRequests }: Filters,
  { whyOpen, run }: RuleData,
  now: number
): Rule[] {
  const rules: Rule[] = [one => (isJobsOwn(one, run) ? { text: "it is GitHub's own record for this job" } : undefined)]
  if (task !== undefined) rules.push(ofOtherTask(task))
  if (keepOpenPullRequests) {
    rules.push(
      perTask(listed, (ofTask, task) => {
        const reason = whyOpen({ environment, task, shas: ofTask.map(({ sha }) => sha) })
        return () => reason
      })
    )
  }
  if (keep !== undefined) rules.push(perTask(listed, ofTask => amongNewest(ofTask, keep)))
  if (olderThanMs !== undefined) rules.push(tooYoung(olderThanMs, now))
  if (states.length > 0) rules.push(inOtherState(states))
  return rules
}

function ofOtherTask(wanted: string): Rule {
  return ({ task }) => (task === wanted ? undefined : { text: `its task is ${task}, not ${wanted}` })
}

/** Applies a rule to the deployments of each task separately. */
function perTask(
  listed: readonly ListedDeployment[],
  ruleFor: (ofTask: readonly ListedDeployment[], task: string) => Rule
): Rule {
  const tasks = Map.groupBy(listed, ({ task }) => task)
  const rules = new Map([...tasks].map(([task, ofTask]) => [task, ruleFor(ofTask, task)]))
  // Stryker disable next-line OptionalChaining: the map contains the task of every deployment.
  return one => rules.get(one.task)?.(one)
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
      return { text: `it is among the newest ${keep} of its environment and task` }
    }
    const isNewestSuccess = state === 'success' && createdAt === newestSuccess
    return isNewestSuccess ? { text: 'it is the newest successful one of its environment and task' } : undefined
  }
}

/** Keeps deployments that are too young. Also keeps a deployment of unknown age, because it may be too young. */
function tooYoung(olderThan: number, now: number): Rule {
  const reason = { text: `it is not older than ${duration(olderThan)}` }
  return ({ createdAt }) => (now - Date.parse(createdAt) > olderThan ? undefined : reason)
}

function inOtherState(states: readonly State[]): Rule {
  return ({ state }) =>
    isInState(state, states) ? undefined : { text: `it is ${state ?? 'without a status'}, not ${states.join(' or ')}` }
}
