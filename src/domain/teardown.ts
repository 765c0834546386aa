import { duration, isJobsOwn, isLive, type Sighting } from './deployment.ts'
import type { Run } from './run.ts'

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

/** A deployment as a teardown sees it. */
export interface Seen extends Sighting {
  /** What it was created with, where that is known. */
  ref?: string
}

/** What there is before a teardown. */
export interface Survey {
  /** The environments that were asked for, as GitHub writes them where that is known. */
  environments: readonly string[]
  seen: readonly Seen[]
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
  /** The environments that go with their deployments, since nothing of them is spared. */
  doomed: readonly string[]
}

/** What could not be done, of a deployment or, without one, of an environment itself. */
export interface Failure {
  environment: string
  seen?: Seen
  why: string
}

/** What became of a plan; it counts what we did ourselves. */
export interface Result {
  deactivated: Seen[]
  deleted: Seen[]
  /** The environments that were deleted. */
  environments: string[]
  failed: Failure[]
}

interface Environment {
  name: string
  /** The newest first. */
  seen: Seen[]
}

/** Decides about each deployment of the environments that were asked for, and about no other. */
export function planTeardown(aim: Aim, survey: Survey, around: { now: number; run: Run }): Plan {
  const environments = byName(survey).map(environment => {
    const decisions = environment.seen.map(seen => decide(seen, environment, aim, survey, around))
    return { name: environment.name, decisions }
  })
  const doomed = environments.filter(({ decisions }) => decisions.every(({ action }) => action === 'delete'))
  return {
    environments: environments.map(({ name }) => name),
    decisions: environments.flatMap(({ decisions }) => decisions),
    doomed: aim.deleteEnvironment ? doomed.map(({ name }) => name) : []
  }
}

/** The environments that were asked for, with what was seen of them, in an order that does not depend on the reading. */
function byName({ environments, seen }: Survey): Environment[] {
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

function decide(
  seen: Seen,
  environment: Environment,
  { operation, filters }: Aim,
  { openPullRequests }: Survey,
  { now, run }: { now: number; run: Run }
): Decision {
  const state = seen.state ?? 'without a status'
  if (operation === 'deactivate' && !isLive(seen.state)) {
    return { seen, action: 'none', because: `it is not live (${state})` }
  }
  const reason =
    (isJobsOwn(seen, run) ? "it is GitHub's own record for this job" : undefined) ??
    (filters.keepOpenPullRequests ? openPullRequestOf(environment, openPullRequests) : undefined) ??
    (filters.keep === undefined ? undefined : whyKept(seen, environment, filters.keep)) ??
    (filters.olderThan === undefined ? undefined : whyTooYoung(seen, filters.olderThan, now)) ??
    whyOtherState(seen, filters.states)
  if (reason !== undefined) return { seen, action: 'spare', because: reason }
  if (operation === 'deactivate') return { seen, action: 'deactivate', because: `it is live (${state})` }
  const first = isLive(seen.state) ? `it is live (${state}), so it is made inactive first` : `it is not live (${state})`
  return { seen, action: 'delete', because: first }
}

function openPullRequestOf(environment: Environment, pullRequests: ReadonlyMap<string, number>): string | undefined {
  const commit = environment.seen.find(({ sha }) => pullRequests.has(sha))?.sha
  return commit === undefined
    ? undefined
    : `a commit of its environment belongs to the open pull request #${pullRequests.get(commit) ?? 0}`
}

/** Those of the same second as the last one that is kept are kept as well: nobody knows which of them is newer. */
function whyKept(seen: Seen, environment: Environment, keep: number): string | undefined {
  const last = environment.seen[keep - 1] ?? environment.seen.at(-1)
  if (keep > 0 && last !== undefined && seen.createdAt >= last.createdAt) {
    return `it is among the newest ${keep} of its environment`
  }
  const newest = environment.seen.find(({ state }) => state === 'success')
  return seen.state === 'success' && seen.createdAt === newest?.createdAt
    ? 'it is the newest successful one of its environment'
    : undefined
}

/** One whose age is not known is not known to be old enough. */
const whyTooYoung = (seen: Seen, olderThan: number, now: number): string | undefined =>
  now - Date.parse(seen.createdAt) > olderThan ? undefined : `it is not older than ${duration(olderThan)}`

const whyOtherState = (seen: Seen, states: readonly string[]): string | undefined =>
  states.length === 0 || states.includes(seen.state ?? 'pending')
    ? undefined
    : `it is ${seen.state ?? 'without a status'}, not ${states.join(' or ')}`
