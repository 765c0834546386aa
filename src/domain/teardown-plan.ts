import { inNaturalOrder, isFailed, isLive, newestFirst, type ListedDeployment } from './deployment.ts'
import { rulesFor, type Filters, type Rule, type RuleData } from './filters.ts'
import { openPullRequestRule, type OpenPullRequest } from './open-pull-requests.ts'
import type { Run } from './run.ts'
import type { PatternMatches } from './environment-selection.ts'

/** Goal of a teardown. */
export interface Aim {
  operation: 'deactivate' | 'delete'
  filters: Filters
  deleteEnvironment: boolean
}

/** State of the repository before a teardown. */
export interface Survey {
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
export function planTeardown(aim: Aim, survey: Survey, run: Run, now: number): Plan {
  const known = { missing: survey.missing, run, whyOpen: openPullRequestRule(survey.openPullRequests) }
  const environments = byName(survey).map(environment => planEnvironment(environment, aim, known, now))
  const targets = aim.deleteEnvironment ? environments.filter(({ isMissing }) => !isMissing) : []
  const left = aim.operation === 'delete' ? [] : environments.filter(({ hasOnlyFailed }) => hasOnlyFailed)
  return {
    madeAtMs: now,
    environments: environments.map(({ name }) => name),
    decisions: environments.flatMap(({ decisions }) => decisions),
    more: survey.more,
    environmentsToDelete: targets.filter(({ whyKept }) => whyKept === undefined).map(({ name }) => name),
    environmentsToKeep: targets.flatMap(({ name, whyKept: reason }) =>
      reason === undefined ? [] : [{ name, reason }]
    ),
    onlyFailed: left.map(({ name }) => name),
    keptByNumber: environments.reduce((sum, environment) => sum + environment.keptByNumber, 0),
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
  /** Why the environment is not deleted, if something keeps it. */
  whyKept: string | undefined
  /** Number of its tasks that only a number in a name keeps, or 1 if the environment has no deployments. */
  keptByNumber: number
}

function planEnvironment(
  { name, deployments }: { name: string; deployments: readonly ListedDeployment[] },
  { operation, filters, deleteEnvironment }: Aim,
  known: RuleData & Pick<Survey, 'missing'>,
  now: number
): EnvironmentPlan {
  const rules = rulesFor(name, deployments, filters, known, now)
  const decisions = deployments.map(one => decide(one, operation, rules))
  const wouldDelete = (one: ListedDeployment): boolean => decide(one, 'delete', rules).action === 'delete'
  const isMissing = known.missing.has(name.toLowerCase())
  // Without deployments, only the name tells whether an environment to delete belongs to a pull request.
  const isNameEnough = filters.keepOpenPullRequests && deleteEnvironment && deployments.length === 0 && !isMissing
  const openByName = isNameEnough ? known.whyOpen({ environment: name, task: '', shas: [] }) : undefined
  const tasksByNumber = new Set(
    decisions.filter(({ isByNumber }) => isByNumber).map(({ deployment }) => deployment.task)
  )
  return {
    name,
    isMissing,
    decisions,
    hasOnlyFailed: deployments.every(({ state }) => isFailed(state)) && deployments.some(wouldDelete),
    whyKept: openByName?.text ?? whyKeptBy(decisions),
    keptByNumber: openByName?.isByNumber === true ? 1 : tasksByNumber.size
  }
}

/** Returns which deployments keep their environment, or `undefined` if none does. */
function whyKeptBy(decisions: readonly Decision[]): string | undefined {
  const [first, ...others] = decisions.filter(({ action }) => action === 'spare')
  if (first === undefined) return undefined
  const count = others.length === 0 ? '1 deployment is kept' : `${others.length + 1} deployments are kept`
  return `${count}: ${first.reason}`
}

/** Returns the requested environments with their deployments, in an order that does not depend on the reading. */
function byName({ environments, deployments }: Survey): { name: string; deployments: ListedDeployment[] }[] {
  const found = Map.groupBy(deployments, ({ environment }) => environment.toLowerCase())
  return environments.toSorted(inNaturalOrder).map(name => {
    const sorted = (found.get(name.toLowerCase()) ?? []).sort(
      (one, other) => newestFirst(one, other) || one.nodeId.localeCompare(other.nodeId)
    )
    return { name: sorted[0]?.environment ?? name, deployments: sorted }
  })
}

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

/** Returns the deployments that a teardown changes if nothing fails. */
export function plannedChanges({ decisions }: Plan): { deactivate: ListedDeployment[]; delete: ListedDeployment[] } {
  const planned = decisions.filter(({ action }) => action === 'deactivate' || action === 'delete')
  return {
    deactivate: planned.map(({ deployment }) => deployment).filter(({ state }) => isLive(state)),
    delete: planned.filter(({ action }) => action === 'delete').map(({ deployment }) => deployment)
  }
}

/**
 * Returns the environments that the teardown changed and that have no live deployment left. Without a result, the plan
 * counts as done.
 */
export function clearedEnvironments(plan: Plan, result: Result | undefined): string[] {
  const planned = plannedChanges(plan)
  const { deactivated, deleted, environments } = result ?? {
    deactivated: planned.deactivate,
    deleted: planned.delete,
    environments: plan.environmentsToDelete
  }
  const changed = new Set([...deactivated, ...deleted])
  const gone = new Set(result?.gone)
  const remains = ({ deployment }: Decision): boolean =>
    isLive(deployment.state) && !changed.has(deployment) && !gone.has(deployment)
  const live = plan.decisions.filter(remains).map(({ deployment }) => deployment)
  const keys = (names: readonly string[]): Set<string> => new Set(names.map(name => name.toLowerCase()))
  const touched = keys([...Array.from(changed, ({ environment }) => environment), ...environments])
  const inhabited = keys(live.map(({ environment }) => environment))
  return plan.environments.filter(name => touched.has(name.toLowerCase()) && !inhabited.has(name.toLowerCase()))
}
