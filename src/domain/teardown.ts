import { duration, isLive, type Listed } from './deployment.ts'

/** Which of an environment's deployments a teardown is about. Filters combine with *and*. */
export interface Filters {
  /** States by the latest status; empty for all. A deployment without any status counts as pending, as GitHub shows it. */
  states: readonly string[]
  /** Milliseconds. */
  olderThan?: number
  /** Spare the newest so many of each environment, and its newest successful one. */
  keep?: number
  keepOpenPullRequests: boolean
}

/** What a teardown is to do. */
export interface Aim {
  operation: 'deactivate' | 'delete'
  filters: Filters
  deleteEnvironment: boolean
}

/** What a teardown keeps of a deployment: there may be very many. */
export interface Seen extends Listed {
  /** Whether it is GitHub's own record for this job. */
  isJobsOwn: boolean
}

/** What there is before a teardown. */
export interface Survey {
  /** The environments that were asked for, as GitHub writes them where that is known. */
  environments: readonly string[]
  seen: readonly Seen[]
  /** How many more there are, not live, that no decision depends on. */
  more: number
  /** The numbers of open pull requests, by each of their commits. */
  openPullRequests: ReadonlyMap<string, number>
}

/** `none`: there is nothing to do, because it is not live. `spare`: there would be, but a filter or a rule keeps it. */
export type Action = 'deactivate' | 'delete' | 'spare' | 'none'

/** What becomes of one deployment, and why. */
export interface Decision {
  seen: Seen
  action: Action
  because: string
}

export interface Plan {
  /** The environments it is about. */
  environments: readonly string[]
  /** By environment, the newest first. */
  decisions: readonly Decision[]
  /** How many more there are, not live, for which there is nothing to do. */
  more: number
  /** The environments that go with their deployments, since nothing of them is spared. */
  doomed: readonly string[]
}

/** What could not be done, of a deployment or, without one, of an environment itself. */
export interface Failure {
  environment: string
  seen?: Listed
  why: string
}

/** What became of a plan; it counts what we did ourselves. */
export interface Result {
  deactivated: Listed[]
  deleted: Listed[]
  /** Those that somebody else has deleted meanwhile. */
  gone: Listed[]
  /** The environments that were deleted. */
  environments: string[]
  failed: Failure[]
}

/** Whether a decision can depend on deployments that are not live: on their number, their age or their commit. */
export const heedsHistory = ({ operation, filters }: Pick<Aim, 'operation' | 'filters'>): boolean =>
  operation === 'delete' || filters.keep !== undefined || filters.keepOpenPullRequests

/**
 * Decides about each deployment of the environments that were asked for, and about no other.
 *
 * @param now milliseconds since 1970, by GitHub's clock
 */
export function planTeardown(aim: Aim, survey: Survey, now: number): Plan {
  const environments = byName(survey).map(({ name, seen }) => {
    const rules = rulesFor(seen, aim.filters, survey.openPullRequests, now)
    return { name, decisions: seen.map(one => decide(one, aim.operation, rules)) }
  })
  const doomed = environments.filter(({ decisions }) => decisions.every(({ action }) => action === 'delete'))
  return {
    environments: environments.map(({ name }) => name),
    decisions: environments.flatMap(({ decisions }) => decisions),
    more: survey.more,
    doomed: aim.deleteEnvironment ? doomed.map(({ name }) => name) : []
  }
}

/** The environments that were asked for, with what was seen of them, in an order that does not depend on the reading. */
function byName({ environments, seen }: Survey): { name: string; seen: Seen[] }[] {
  const found = new Map(environments.map(name => [name.toLowerCase(), { name, seen: new Map<string, Seen>() }]))
  for (const deployment of seen) {
    found.get(deployment.environment.toLowerCase())?.seen.set(deployment.nodeId, deployment)
  }
  return [...found]
    .sort(([one], [other]) => compare(one, other))
    .map(([, environment]) => {
      const sorted = [...environment.seen.values()].sort(newestFirst)
      return { name: sorted[0]?.environment ?? environment.name, seen: sorted }
    })
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const newestFirst = (one: Seen, other: Seen): number =>
  compare(other.createdAt, one.createdAt) || compare(one.nodeId, other.nodeId)

function decide(seen: Seen, operation: Aim['operation'], rules: readonly Rule[]): Decision {
  const state = seen.state ?? 'without a status'
  const isNow = isLive(seen.state) ? `it is live (${state})` : `it is not live (${state})`
  if (operation === 'deactivate' && !isLive(seen.state)) return { seen, action: 'none', because: isNow }
  for (const rule of rules) {
    const because = rule(seen)
    if (because !== undefined) return { seen, action: 'spare', because }
  }
  if (operation === 'deactivate') return { seen, action: 'deactivate', because: isNow }
  return { seen, action: 'delete', because: isLive(seen.state) ? `${isNow}, so it is made inactive first` : isNow }
}

/** Why a deployment is spared; `undefined` where it is not. */
type Rule = (seen: Seen) => string | undefined

/**
 * What spares deployments of one environment; the first rule that says so gives the reason.
 *
 * @param seen all of the environment, the newest first
 */
function rulesFor(
  seen: readonly Seen[],
  { states, olderThan, keep, keepOpenPullRequests }: Filters,
  openPullRequests: ReadonlyMap<string, number>,
  now: number
): Rule[] {
  const rules: Rule[] = [({ isJobsOwn }) => (isJobsOwn ? "it is GitHub's own record for this job" : undefined)]
  if (keepOpenPullRequests) rules.push(inOpenPullRequest(seen, openPullRequests))
  if (keep !== undefined) rules.push(amongNewest(seen, keep))
  if (olderThan !== undefined) rules.push(tooYoung(olderThan, now))
  if (states.length > 0) rules.push(inOtherState(states))
  return rules
}

function inOpenPullRequest(seen: readonly Seen[], openPullRequests: ReadonlyMap<string, number>): Rule {
  const [open] = seen.flatMap(({ sha }) => openPullRequests.get(sha) ?? [])
  const because =
    open === undefined ? undefined : `a commit of its environment belongs to the open pull request #${open}`
  return () => because
}

/** Those of the same second as the last one that is kept are kept as well: nobody knows which of them is newer. */
function amongNewest(seen: readonly Seen[], keep: number): Rule {
  const last = keep > 0 ? (seen[keep - 1] ?? seen.at(-1)) : undefined
  const newest = seen.find(({ state }) => state === 'success')
  return ({ state, createdAt }) => {
    if (last !== undefined && createdAt >= last.createdAt) return `it is among the newest ${keep} of its environment`
    const isNewestSuccess = state === 'success' && createdAt === newest?.createdAt
    return isNewestSuccess ? 'it is the newest successful one of its environment' : undefined
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
