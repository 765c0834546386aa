import { isLive, type Listed } from './deployment.ts'
import { rulesFor, type Filters, type Rule, type Seen } from './filters.ts'
import { inNaturalOrder } from './natural-order.ts'
import type { Meaning } from './selection.ts'

/** What a teardown is to do. */
export interface Aim {
  operation: 'deactivate' | 'delete'
  filters: Filters
  deleteEnvironment: boolean
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
  /** Of the environments that were asked for, which ones exist and which do not, in lower case; unknown if in neither. */
  existing: ReadonlySet<string>
  missing: ReadonlySet<string>
  /** The patterns that match everything. */
  boundless: readonly Meaning[]
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
  /** When it was made, by GitHub's clock: milliseconds since 1970. */
  madeAt: number
  /** The environments it is about. */
  environments: readonly string[]
  /** By environment, the newest first. */
  decisions: readonly Decision[]
  /** How many more there are, not live, for which there is nothing to do. */
  more: number
  /** The environments to delete, because nothing of them is spared. */
  doomed: readonly string[]
  /** The environments that should have been deleted, but of which something is spared. */
  staying: readonly { name: string; because: string }[]
  /** The environments that were asked for and do not exist, as far as that is known. */
  missing: readonly string[]
  /** The patterns that match everything, and what they stand for. */
  boundless: readonly Meaning[]
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
  const isMissing = ({ name }: { name: string }): boolean => survey.missing.has(name.toLowerCase())
  const targets = aim.deleteEnvironment ? environments.filter(environment => !isMissing(environment)) : []
  const isEmptied = ({ decisions }: EnvironmentPlan): boolean => decisions.every(({ action }) => action === 'delete')
  return {
    madeAt: now,
    environments: environments.map(({ name }) => name),
    decisions: environments.flatMap(({ decisions }) => decisions),
    more: survey.more,
    doomed: targets.filter(isEmptied).map(({ name }) => name),
    staying: targets
      .filter(environment => !isEmptied(environment))
      .map(({ name, decisions }) => ({ name, because: whyItStays(decisions) })),
    missing: environments.filter(isMissing).map(({ name }) => name),
    boundless: survey.boundless
  }
}

interface EnvironmentPlan {
  name: string
  decisions: readonly Decision[]
}

function whyItStays(decisions: readonly Decision[]): string {
  const reasons = decisions.filter(({ action }) => action === 'spare').map(({ because }) => because)
  const count = reasons.length === 1 ? '1 deployment is kept' : `${reasons.length} deployments are kept`
  return `${count}: ${reasons[0] ?? ''}`
}

/** The environments that were asked for, with what was seen of them, in an order that does not depend on the reading. */
function byName({ environments, seen }: Survey): { name: string; seen: Seen[] }[] {
  const found = new Map(environments.map(name => [name.toLowerCase(), { name, seen: new Map<string, Seen>() }]))
  for (const deployment of seen) {
    found.get(deployment.environment.toLowerCase())?.seen.set(deployment.nodeId, deployment)
  }
  return [...found]
    .sort(([one], [other]) => inNaturalOrder(one, other))
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
  return { seen, action: 'delete', because: isLive(seen.state) ? `${isNow}, so it is deactivated first` : isNow }
}
