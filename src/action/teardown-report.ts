import { ago, shortRef, type ListedDeployment } from '../domain/deployment.ts'
import { hasPatterns } from '../domain/pattern.ts'
import {
  clearedEnvironments,
  plannedChanges,
  type Action,
  type Decision,
  type Plan,
  type Result
} from '../domain/teardown-plan.ts'
import { counted, inShort, nameOrCount } from '../messages/list.ts'
import type { TeardownCommand, TeardownReporter } from '../operations/teardown.ts'
import type { Runner } from '../ports.ts'
import { environmentPage, escape, factTable, heading, link, marked } from './html.ts'
import { logLine, type Report } from './report.ts'
import {
  fitting,
  fittingTable,
  maxDeploymentsLength,
  maxEnvironmentsLength,
  maxUnfolded,
  printList
} from './size-limits.ts'

/** Maximum number of environments that a heading names. */
const maxNamed = 3
/** Maximum number of names that the log lists for a pattern. */
const maxPatternNames = 100

/** Returns the part of the report that shows the plan and the result of a teardown. */
export const teardownReport = (command: TeardownCommand, report: Report): TeardownReporter => ({
  plan: plan => {
    patternLines(plan).forEach(line => report.info(line))
    printList(report.runner, planHeadline(plan), planLines(plan))
    remarks(plan, isSweep(command.target)).forEach(line => report.info(line))
  },
  tornDown: (plan, result) => {
    writeOutputs(plan, result, report.runner)
    report.summarizeAs(`${heading(teardownHeading(command, plan))}${teardownSummary(plan, result, report.repo)}`)
  }
})

function writeOutputs(plan: Plan, result: Result | undefined, runner: Runner): void {
  const environments = fitting(clearedEnvironments(plan, result), maxEnvironmentsLength, name => name)
  const failures = failuresOf(result)
  const entry = (decision: Decision): object => entryOf(decision, failures)
  const deployments = fitting(plan.decisions, maxDeploymentsLength, entry, byImportance)
  runner.output('deactivated', String(result?.deactivated.length ?? 0))
  runner.output('deleted', String(result?.deleted.length ?? 0))
  runner.output('environments', environments.json)
  runner.output('deployments', deployments.json)
  if (!isIdle(plan)) runner.info(resultLine(result))
  const left = deployments.left + plan.more
  if (left > 0) {
    runner.info(`The output "deployments" has no room for ${left} of them. Unchanged ones are left out first.`)
  }
  if (environments.left > 0) {
    runner.info(`The output "environments" has no room for ${counted(environments.left, 'more environment')}.`)
  }
}

/** Whether the teardown goes by a pattern, so you do not name each environment. */
const isSweep = (target: TeardownCommand['target']): boolean =>
  target.by === 'environments' && hasPatterns(target.lines)

/** Returns the heading of the job summary for a teardown or its dry run. */
export function teardownHeading({ target, dryRun }: TeardownCommand, plan: Plan): string {
  const what =
    target.by === 'id'
      ? `Teardown of deployment ${target.id}`
      : `${isSweep(target) ? 'Sweep' : 'Teardown'} of ${inShort(target.lines, maxNamed)}`
  return `${what}${dryRun ? ' (dry run)' : ''}${isIdle(plan) ? ': nothing to do' : ''}`
}

/** Order of decisions: changes, kept, unchanged. If room runs out, unchanged deployments are left out first. */
const importance: Record<Action, number> = { deactivate: 0, delete: 0, spare: 1, none: 2 }
const byImportance = (one: Decision, other: Decision): number => importance[one.action] - importance[other.action]

/** Names of the actions in texts for people. */
const words: Record<Action, string> = { deactivate: 'deactivate', delete: 'delete', spare: 'keep', none: 'unchanged' }

const withAction = ({ decisions }: Plan, ...actions: Action[]): Decision[] =>
  decisions.filter(({ action }) => actions.includes(action))

const age = ({ createdAt }: ListedDeployment, { madeAtMs }: Plan): string => ago(madeAtMs - Date.parse(createdAt))

const isIdle = (plan: Plan): boolean =>
  withAction(plan, 'deactivate', 'delete').length === 0 && plan.environmentsToDelete.length === 0

/** Returns a line for each pattern that matches everything, with the names that it matches. */
const patternLines = ({ boundless }: Plan): string[] =>
  boundless.map(({ pattern, names }) =>
    logLine(
      'Pattern',
      `${pattern} stands for ${names.length === 0 ? 'no environment' : inShort(names, maxPatternNames)}`
    )
  )

/**
 * Returns the plan as log lines: the changes, then the kept deployments and environments. Unchanged deployments are
 * only counted in the headline.
 */
function planLines(plan: Plan): string[] {
  const decided = ({ deployment, action, reason }: Decision): string => {
    const task = deployment.task === 'deploy' ? '' : ` (${deployment.task})`
    const what = `${shortRef(deployment.sha)} in ${deployment.environment}${task}, created ${age(deployment, plan)}`
    return logLine(words[action], `${what}: ${reason}`)
  }
  return [
    ...withAction(plan, 'deactivate', 'delete').map(decided),
    ...plan.environmentsToDelete.map(name => logLine('delete', `environment ${name}, with its secrets and rules`)),
    ...withAction(plan, 'spare').map(decided),
    ...plan.environmentsToKeep.map(({ name, reason }) => logLine('keep', `environment ${name}: ${reason}`))
  ]
}

function planHeadline(plan: Plan): string {
  const { environments, decisions, more, environmentsToDelete, missing } = plan
  const where = nameOrCount(environments)
  if (environments.length === 0) return 'Nothing to do: no such environment or deployment.'
  if (decisions.length === 0 && environmentsToDelete.length === 0) {
    const moved = 'Deployments that a status moved to another environment are not looked for.'
    const isOne = environments.length === 1
    if (missing.length < environments.length) return `Nothing to do: GitHub lists no deployments for ${where}. ${moved}`
    const shown = isOne ? `no ${where}` : `none of ${where}`
    return `Nothing to do: GitHub shows ${shown} and lists no deployments for ${isOne ? 'it' : 'them'}. ${moved}`
  }
  const count = (action: Action): number => withAction(plan, action).length
  const parts: [number, string][] = [
    [count('deactivate'), 'to deactivate'],
    [count('delete'), 'to delete'],
    [count('spare'), 'kept'],
    [count('none') + more, 'not live']
  ]
  const counts = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`)
  if (environmentsToDelete.length > 0) counts.push(`${counted(environmentsToDelete.length, 'environment')} to delete`)
  const title = isIdle(plan) ? 'Nothing to do: ' : logLine('Plan', '')
  return `${title}${counts.join(', ')} (${counted(decisions.length + more, 'deployment')} in ${where})`
}

/** Returns what else may need your attention: what only a number keeps, and in a sweep what only failed. */
function remarks({ keptByNumber, onlyFailed, more }: Plan, isInSweep: boolean): string[] {
  const lines: string[] = []
  if (keptByNumber > 0) {
    const text = 'environments and tasks only because of a pull request number in their names'
    lines.push(logLine('Kept', `${text}: ${keptByNumber}`))
  }
  if (isInSweep && onlyFailed.length > 0) {
    // The states of further deployments are not known here.
    const count = `${more > 0 ? 'about ' : ''}${onlyFailed.length}`
    const hint = '"deactivate" leaves them as they are, "delete" finds them.'
    lines.push(logLine('Left', `environments with only failed deployments: ${count}. ${hint}`))
  }
  return lines
}

function resultLine(result: Result | undefined): string {
  if (result === undefined) return logLine('Dry run', 'nothing was written')
  const { deactivated, deleted, gone, environments, failed } = result
  const parts = [
    `${counted(deactivated.length, 'deployment')} deactivated`,
    ...(deleted.length > 0 ? [`${deleted.length} deleted`] : []),
    ...(environments.length > 0 ? [`${counted(environments.length, 'environment')} deleted`] : []),
    ...(gone.length > 0 ? [`${gone.length} ${gone.length === 1 ? 'was' : 'were'} already gone`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed`] : [])
  ]
  return logLine('Torn down', parts.join(', '))
}

type Failures = ReadonlyMap<ListedDeployment | undefined, string>

const failuresOf = (result: Result | undefined): Failures =>
  new Map((result?.failed ?? []).map(({ deployment, why }) => [deployment, why]))

function entryOf({ deployment, action, reason }: Decision, failures: Failures): Record<string, unknown> {
  const { nodeId, id, environment, sha, ref, task, state } = deployment
  const failed = failures.get(deployment)
  return { node_id: nodeId, id, environment, sha, ref, task, state: state ?? null, action, because: reason, failed }
}

/** Returns the plan and its result for the job summary. Escapes all external text. */
export function teardownSummary(plan: Plan, result: Result | undefined, repo: string): string {
  const title = result === undefined ? '<p>Dry run: nothing was written.</p>' : ''
  const overview = factTable(countsOf(plan, result))
  const deployments = plan.decisions.length === 0 ? '' : details(plan, result, repo)
  return `${title}${overview}${environmentsTable(plan, result, repo)}${deployments}\n`
}

/** Returns the numbers of changes, or of planned changes in a dry run. Always includes the first number. */
function countsOf(plan: Plan, result: Result | undefined): [name: string, count: number][] {
  const planned = plannedChanges(plan)
  const counts: [string, number][] =
    result === undefined
      ? [
          ['Would deactivate', planned.deactivate.length],
          ['Would delete', planned.delete.length],
          ['Would delete environments', plan.environmentsToDelete.length]
        ]
      : [
          ['Deactivated', result.deactivated.length],
          ['Deleted', result.deleted.length],
          ['Environments deleted', result.environments.length],
          ['Failed', result.failed.length]
        ]
  counts.push(['Kept', withAction(plan, 'spare').length])
  counts.push(['Unchanged', withAction(plan, 'none').length + plan.more])
  return counts.filter(([, count], place) => place === 0 || count > 0)
}

/** Returns a table of environments: deleted together with their deployments, or kept. */
function environmentsTable(plan: Plan, result: Result | undefined, repo: string): string {
  const { environmentsToDelete, environmentsToKeep } = plan
  if (environmentsToDelete.length + environmentsToKeep.length === 0) return ''
  const outcome = (name: string): [action: string, reason: string] => {
    if (result === undefined) return ['delete', 'no deployment is kept']
    if (result.environments.includes(name)) return ['deleted', 'no deployment was kept']
    const failure = result.failed.find(
      ({ environment, deployment }) => deployment === undefined && environment === name
    )
    return ['not deleted', failure === undefined ? 'see the log' : `failed: ${failure.why}`]
  }
  const rows = [
    ...environmentsToDelete.map(name => ({ name, cells: outcome(name) })),
    ...environmentsToKeep.map(({ name, reason }) => ({ name, cells: ['keep', reason] }))
  ]
  return fittingTable(['Environment', 'Action', 'Reason'], rows, ({ name, cells }) => [
    link(environmentPage(repo, name), name),
    ...cells.map(escape)
  ])
}

function details(plan: Plan, result: Result | undefined, repo: string): string {
  const failures = failuresOf(result)
  const total = plan.decisions.length + plan.more
  const body = fittingTable(
    ['Environment', 'Task', 'Commit', 'Created', 'State', 'Action', 'Reason'],
    plan.decisions.toSorted(byImportance),
    ({ deployment, action, reason }) => {
      const { environment, task, sha, createdAt, state } = deployment
      const failed = failures.get(deployment)
      return [
        link(environmentPage(repo, environment), environment),
        escape(task),
        link(`${repo}/commit/${sha}`, shortRef(sha)),
        escape(`${createdAt} (${age(deployment, plan)})`),
        marked(state, 'no status'),
        words[action],
        escape(failed === undefined ? reason : `failed: ${failed}`)
      ]
    },
    total
  )
  return total > maxUnfolded ? `<details><summary>${counted(total, 'deployment')}</summary>${body}</details>` : body
}
