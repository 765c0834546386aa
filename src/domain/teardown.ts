import { isLive, type ListedDeployment } from './deployment.ts'
import { rulesFor, whyOpen, type Filters, type Protected, type Reason, type Rule } from './filters.ts'
import { inNaturalOrder } from './natural-order.ts'
import { OpenPullRequests, type OpenPullRequest } from './open-pull-requests.ts'
import type { PatternMatches } from './selection.ts'

/** Goal of a teardown. */
export interface Aim {
  operation: 'deactivate' | 'delete'
  filters: Filters
  deleteEnvironment: boolean
}

/** State of the repository before a teardown. */
export interface Survey extends Omit<Protected, 'openPullRequests'> {
  openPullRequests: readonly OpenPullRequest[]
  /** Requested environments, as GitHub writes them if that is known. */
  environments: readonly string[]
  deployments: readonly ListedDeployment[]
  /** Number of further deployments. They are not live, and no decision depends on them. */
  more: number
  /** Requested environments that are known not to exist, in lower case. */
  missing: ReadonlySet<string>
  /** Patterns that match everything. */
  boundless: readonly PatternMatches[]
}

/** `none`: nothing to do, because the deployment is not live. `spare`: a filter or a rule keeps the deployment. */
export type Action = 'deactivate' | 'delete' | 'spare' | 'none'

/** Action for one deployment, and its reason. */
export interface Decision {
  deployment: ListedDeployment
  action: Action
  reason: string
  /** Set if only a number in a name keeps it, which may be a coincidence. */
  isByNumber?: true
}

export interface Plan {
  /** Time of the plan by GitHub's clock, in milliseconds since 1970. */
  madeAtMs: number
  /** Environments that the plan covers. */
  environments: readonly string[]
  /** Grouped by environment, the newest first. */
  decisions: readonly Decision[]
  /** Number of further deployments. They are not live, so they need no action. */
  more: number
  /** Environments to delete, because none of their deployments is kept. */
  environmentsToDelete: readonly string[]
  /** Environments that should be deleted, but have deployments that are kept. */
  environmentsToKeep: readonly { name: string; reason: string }[]
  /** Environments that `deactivate` leaves as they are, but `delete` would not: all their deployments have failed. */
  onlyFailed: readonly string[]
  /** Number of environments and tasks that only a number in their names keeps. */
  keptByNumber: number
  /** Requested environments that are known not to exist. */
  missing: readonly string[]
  /** Patterns that match everything, and the names that they select. */
  boundless: readonly PatternMatches[]
}

/** Failure of a deployment or, if `deployment` is not set, of the environment itself. */
export interface Failure {
  environment: string
  deployment?: ListedDeployment
  why: string
}

/** Result of a plan. Counts only the changes that this action made itself. */
export interface Result {
  deactivated: ListedDeployment[]
  deleted: ListedDeployment[]
  /** Deployments that somebody else has deleted meanwhile. */
  gone: ListedDeployment[]
  /** Deleted environments. */
  environments: string[]
  failed: Failure[]
}

/** Whether a decision can depend on deployments that are not live: on their number, their age or their commit. */
export const needsHistory = ({ operation, filters }: Pick<Aim, 'operation' | 'filters'>): boolean =>
  operation === 'delete' || filters.keep !== undefined || filters.keepOpenPullRequests

/**
 * Decides about each deployment of the requested environments only.
 *
 * @param now milliseconds since 1970, by GitHub's clock
 */
export function planTeardown(aim: Aim, survey: Survey, now: number): Plan {
  const openPullRequests = new OpenPullRequests(survey.openPullRequests)
  const environments = byName(survey).map(environment =>
    planEnvironment(environment, aim, { ...survey, openPullRequests }, now)
  )
  const targets = aim.deleteEnvironment ? environments.filter(({ isMissing }) => !isMissing) : []
  const left = aim.operation === 'delete' ? [] : environments.filter(({ hasOnlyFailed }) => hasOnlyFailed)
  return {
    madeAtMs: now,
    environments: environments.map(({ name }) => name),
    decisions: environments.flatMap(({ decisions }) => decisions),
    more: survey.more,
    environmentsToDelete: targets.filter(isEmptied).map(({ name }) => name),
    environmentsToKeep: targets
      .filter(environment => !isEmptied(environment))
      .map(environment => ({ name: environment.name, reason: whyItStays(environment) })),
    onlyFailed: left.map(({ name }) => name),
    keptByNumber: environments.reduce((sum, environment) => sum + keptByNumberIn(environment), 0),
    missing: environments.filter(({ isMissing }) => isMissing).map(({ name }) => name),
    boundless: survey.boundless
  }
}

interface EnvironmentPlan {
  name: string
  isMissing: boolean
  decisions: readonly Decision[]
  /** Whether all deployments have failed, and `delete` would delete at least one of them. */
  hasOnlyFailed: boolean
  /** Why the environment is not deleted, although it has no deployments. */
  keptByName: Reason | undefined
}

function planEnvironment(
  { name, deployments }: { name: string; deployments: readonly ListedDeployment[] },
  { operation, filters, deleteEnvironment }: Aim,
  known: Protected & Pick<Survey, 'missing'>,
  now: number
): EnvironmentPlan {
  const rules = rulesFor(name, deployments, filters, known, now)
  const wouldDelete = (one: ListedDeployment): boolean => decide(one, 'delete', rules).action === 'delete'
  const isMissing = known.missing.has(name.toLowerCase())
  const isEmpty = deleteEnvironment && deployments.length === 0 && !isMissing
  const isNameEnough = isEmpty && filters.keepOpenPullRequests
  return {
    name,
    isMissing,
    decisions: deployments.map(one => decide(one, operation, rules)),
    hasOnlyFailed: deployments.every(hasFailed) && deployments.some(wouldDelete),
    keptByName: isNameEnough ? whyOpen({ environment: name, task: '', shas: [] }, known.openPullRequests) : undefined
  }
}

const isEmptied = ({ decisions, keptByName }: EnvironmentPlan): boolean =>
  keptByName === undefined && decisions.every(({ action }) => action === 'delete')

/** Returns the number of tasks that only a number keeps, or 1 for an environment without deployments. */
function keptByNumberIn({ decisions, keptByName }: EnvironmentPlan): number {
  const tasks = new Set(decisions.filter(({ isByNumber }) => isByNumber).map(({ deployment }) => deployment.task))
  return keptByName?.isByNumber === true ? 1 : tasks.size
}

const hasFailed = ({ state }: ListedDeployment): boolean => state === 'failure' || state === 'error'

function whyItStays({ decisions, keptByName }: EnvironmentPlan): string {
  if (keptByName !== undefined) return keptByName.text
  const reasons = decisions.filter(({ action }) => action === 'spare').map(({ reason }) => reason)
  const count = reasons.length === 1 ? '1 deployment is kept' : `${reasons.length} deployments are kept`
  return `${count}: ${reasons[0] ?? ''}`
}

/** Returns the requested environments with their deployments, in an order that does not depend on the reading. */
function byName({ environments, deployments }: Survey): { name: string; deployments: ListedDeployment[] }[] {
  const found = new Map(
    environments.map(name => [name.toLowerCase(), { name, deployments: new Map<string, ListedDeployment>() }])
  )
  for (const deployment of deployments) {
    found.get(deployment.environment.toLowerCase())?.deployments.set(deployment.nodeId, deployment)
  }
  return [...found]
    .sort(([one], [other]) => inNaturalOrder(one, other))
    .map(([, environment]) => {
      const sorted = [...environment.deployments.values()].sort(newestFirst)
      return { name: sorted[0]?.environment ?? environment.name, deployments: sorted }
    })
}

const newestFirst = (one: ListedDeployment, other: ListedDeployment): number =>
  other.createdAt.localeCompare(one.createdAt) || one.nodeId.localeCompare(other.nodeId)

function decide(deployment: ListedDeployment, operation: Aim['operation'], rules: readonly Rule[]): Decision {
  const state = deployment.state ?? 'without a status'
  const isNow = isLive(deployment.state) ? `it is live (${state})` : `it is not live (${state})`
  if (operation === 'deactivate' && !isLive(deployment.state)) return { deployment, action: 'none', reason: isNow }
  const reasons = rules.flatMap(rule => rule(deployment) ?? [])
  const [first] = reasons
  if (first !== undefined) {
    const decision: Decision = { deployment, action: 'spare', reason: first.text }
    return reasons.every(({ isByNumber }) => isByNumber === true) ? { ...decision, isByNumber: true } : decision
  }
  if (operation === 'deactivate') return { deployment, action: 'deactivate', reason: isNow }
  return {
    deployment,
    action: 'delete',
    reason: isLive(deployment.state) ? `${isNow}, so it is deactivated first` : isNow
  }
}
