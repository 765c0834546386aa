import { duration, type Listed } from './deployment.ts'

/** Which of an environment's deployments a teardown is about. Filters combine with *and*. */
export interface Filters {
  task?: string
  /** States by the latest status; empty for all. A deployment without any status counts as pending, as GitHub shows it. */
  states: readonly string[]
  /** Milliseconds. */
  olderThan?: number
  /** Keep the newest N of each environment and task, and each one's newest success. */
  keep?: number
  keepOpenPullRequests: boolean
}

/** What a teardown keeps of a deployment: there may be very many. */
export interface Seen extends Listed {
  /** Whether it is GitHub's own record for this job. */
  isJobsOwn: boolean
}

/** Why a deployment is spared; `undefined` where it is not. */
export type Rule = (seen: Seen) => string | undefined

/**
 * What spares deployments of one environment; the first rule that says so gives the reason.
 *
 * @param seen all of the environment, the newest first
 */
export function rulesFor(
  seen: readonly Seen[],
  { task, states, olderThan, keep, keepOpenPullRequests }: Filters,
  openPullRequests: ReadonlyMap<string, number>,
  now: number
): Rule[] {
  const rules: Rule[] = [({ isJobsOwn }) => (isJobsOwn ? "it is GitHub's own record for this job" : undefined)]
  if (task !== undefined) rules.push(ofOtherTask(task))
  if (keepOpenPullRequests) rules.push(perTask(seen, ofTask => inOpenPullRequest(ofTask, openPullRequests)))
  if (keep !== undefined) rules.push(perTask(seen, ofTask => amongNewest(ofTask, keep)))
  if (olderThan !== undefined) rules.push(tooYoung(olderThan, now))
  if (states.length > 0) rules.push(inOtherState(states))
  return rules
}

function ofOtherTask(wanted: string): Rule {
  return ({ task }) => (task === wanted ? undefined : `its task is ${task}, not ${wanted}`)
}

/** Judges the deployments of each task by themselves. */
function perTask(seen: readonly Seen[], ruleFor: (ofTask: readonly Seen[]) => Rule): Rule {
  const tasks = Map.groupBy(seen, ({ task }) => task)
  const rules = new Map([...tasks].map(([task, ofTask]) => [task, ruleFor(ofTask)]))
  // Stryker disable next-line OptionalChaining: each deployment that is judged is one of those in the map.
  return one => rules.get(one.task)?.(one)
}

function inOpenPullRequest(seen: readonly Seen[], openPullRequests: ReadonlyMap<string, number>): Rule {
  const [open] = seen.flatMap(({ sha }) => openPullRequests.get(sha) ?? [])
  const because =
    open === undefined ? undefined : `a commit of its environment and task belongs to the open pull request #${open}`
  return () => because
}

/** Those of the same second as the last one that is kept are kept as well: nobody knows which of them is newer. */
function amongNewest(seen: readonly Seen[], keep: number): Rule {
  const last = keep > 0 ? (seen[keep - 1] ?? seen.at(-1)) : undefined
  const newestSuccess = seen.find(({ state }) => state === 'success')?.createdAt
  return ({ state, createdAt }) => {
    if (last !== undefined && createdAt >= last.createdAt) {
      return `it is among the newest ${keep} of its environment and task`
    }
    const isNewestSuccess = state === 'success' && createdAt === newestSuccess
    return isNewestSuccess ? 'it is the newest successful one of its environment and task' : undefined
  }
}

/** One whose age is not known is not known to be old enough. */
function tooYoung(olderThan: number, now: number): Rule {
  const because = `it is not older than ${duration(olderThan)}`
  return ({ createdAt }) => (now - Date.parse(createdAt) > olderThan ? undefined : because)
}

function inOtherState(states: readonly string[]): Rule {
  return ({ state }) =>
    states.includes(state ?? 'pending') ? undefined : `it is ${state ?? 'without a status'}, not ${states.join(' or ')}`
}
