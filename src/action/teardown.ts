import { shortRef, type Listed } from '../domain/deployment.ts'
import type { Action, Decision, Plan, Result } from '../domain/teardown.ts'
import { environmentPage, escape, link, marked, table } from './html.ts'

/** More lines than these are folded in the log, more rows in the summary. */
const mostUnfolded = 20

/** Job outputs together may have 1 MiB, which the runner counts with two bytes a character. https://docs.github.com/actions/reference/limits */
const longestDeployments = 350_000
const longestEnvironments = 100_000

/** The job summary may have 1 MiB; a table that long is read by nobody. */
const longestTable = 512 * 1024
const mostRows = 1000

/** Where something must be left out, what needed nothing goes first. */
const importance: Record<Action, number> = { deactivate: 0, delete: 0, spare: 1, none: 2 }
const byImportance = (one: Decision, other: Decision): number => importance[one.action] - importance[other.action]

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

const withAction = ({ decisions }: Plan, ...actions: Action[]): Decision[] =>
  decisions.filter(({ action }) => actions.includes(action))

/** The plan as log lines: a headline, and what is to be done or spared. What needs nothing is only counted. */
export function planLines(plan: Plan): { headline: string; lines: string[]; isLong: boolean } {
  const lines = withAction(plan, 'deactivate', 'delete', 'spare').map(
    ({ seen: { sha, environment, createdAt }, action, because }) =>
      `${action.padEnd(12)}${shortRef(sha)} in ${environment}, created ${createdAt}: ${because}`
  )
  lines.push(...plan.doomed.map(name => `${'delete'.padEnd(12)}environment ${name}, with its secrets and rules`))
  return { headline: headlineOf(plan), lines, isLong: lines.length > mostUnfolded }
}

function headlineOf(plan: Plan): string {
  const { environments, decisions, doomed, more } = plan
  const [only = ''] = environments
  const where = environments.length === 1 ? `environment ${only}` : counted(environments.length, 'environment')
  if (environments.length === 0) return 'Nothing to do: there is no such environment or deployment.'
  if (decisions.length === 0 && doomed.length === 0)
    return `Nothing to do: GitHub lists no deployments for ${where}. Deployments that a status moved to another environment are not looked for.`
  const count = (action: Action): number => withAction(plan, action).length
  const parts: [number, string][] = [
    [count('deactivate'), 'to make inactive'],
    [count('delete'), 'to delete'],
    [count('spare'), 'spared'],
    [count('none') + more, 'not live']
  ]
  const words = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`)
  if (doomed.length > 0) words.push(`${counted(doomed.length, 'environment')} to delete`)
  const isIdle = count('deactivate') + count('delete') + doomed.length === 0
  const title = isIdle ? 'Nothing to do: ' : 'Plan        '
  return `${title}${words.join(', ')} (of ${counted(decisions.length + more, 'deployment')} in ${where})`
}

/** What was done, in a line; `undefined` where there was nothing to do. */
export function resultLine(plan: Plan, result: Result | undefined): string | undefined {
  if (withAction(plan, 'deactivate', 'delete').length === 0 && plan.doomed.length === 0) return undefined
  if (result === undefined) return 'Dry run     nothing was written'
  const { deactivated, deleted, gone, environments, failed } = result
  const parts = [
    `${counted(deactivated.length, 'deployment')} made inactive`,
    ...(deleted.length > 0 ? [`${deleted.length} deleted`] : []),
    ...(environments.length > 0 ? [`${counted(environments.length, 'environment')} deleted`] : []),
    ...(gone.length > 0 ? [`${gone.length} ${gone.length === 1 ? 'was' : 'were'} already gone`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed`] : [])
  ]
  return `Torn down   ${parts.join(', ')}`
}

/** The values of the outputs, and how many deployments there was no room for. */
export interface TeardownOutputs {
  deployments: string
  environments: string
  deactivated: string
  deleted: string
  left: number
}

/** The plan and what became of it as outputs; without a result, nothing was touched. */
export function teardownOutputs(plan: Plan, result: Result | undefined): TeardownOutputs {
  const failures = failuresOf(result)
  const deployments = fitting(plan.decisions, byImportance, longestDeployments, decision => entryOf(decision, failures))
  const environments = result === undefined ? [] : touched(result)
  return {
    deployments: inJson(deployments),
    environments: inJson(fitting(environments, inOrder, longestEnvironments, name => name)),
    deactivated: String(result?.deactivated.length ?? 0),
    deleted: String(result?.deleted.length ?? 0),
    left: plan.decisions.length + plan.more - deployments.length
  }
}

/** Why a deployment could not be written; `undefined` stands for an environment. */
type Failures = ReadonlyMap<Listed | undefined, string>

const failuresOf = (result: Result | undefined): Failures =>
  new Map((result?.failed ?? []).map(({ seen, why }) => [seen, why]))

function entryOf({ seen, action, because }: Decision, failures: Failures): Record<string, unknown> {
  const { nodeId, id, environment, sha, ref, state } = seen
  const failed = failures.get(seen)
  return { node_id: nodeId, id, environment, sha, ref, state: state ?? null, action, because, failed }
}

/** The environments in which something was done. */
function touched({ deactivated, deleted, environments }: Result): string[] {
  const names = new Set([...[...deactivated, ...deleted].map(({ environment }) => environment), ...environments])
  return [...new Map([...names].map(name => [name.toLowerCase(), name])).values()]
}

/** As many as there is room for as JSON: chosen by the given order, and given as they came. */
function fitting<T>(
  all: readonly T[],
  order: (one: T, other: T) => number,
  longest: number,
  entry: (one: T) => unknown
): string[] {
  const texts = new Map<T, string>()
  let length = 0
  for (const one of all.toSorted(order)) {
    const text = JSON.stringify(entry(one))
    length += text.length + 1
    if (length > longest) break
    texts.set(one, text)
  }
  return all.flatMap(one => texts.get(one) ?? [])
}

const inOrder = (): number => 0

const inJson = (entries: readonly string[]): string => `[${entries.join(',')}]`

/** The plan and what became of it for the job summary. Everything from outside is escaped. */
export function teardownSummary(plan: Plan, result: Result | undefined, repo: string): string {
  const counts: [string, number][] = [
    ['Made inactive', result?.deactivated.length ?? 0],
    ['Deleted', result?.deleted.length ?? 0],
    ['Environments deleted', result?.environments.length ?? 0],
    ['Failed', result?.failed.length ?? 0],
    ['Spared', withAction(plan, 'spare').length],
    ['Needed nothing', withAction(plan, 'none').length + plan.more]
  ]
  const rows = counts.filter(([name, count]) => count > 0 || name === 'Made inactive')
  const title = result === undefined ? '<p>Dry run: nothing was written.</p>' : ''
  const overview = table(rows.map(([name, count]) => `<th align="left">${name}</th><td>${count}</td>`))
  return `${title}${overview}${plan.decisions.length === 0 ? '' : details(plan, result, repo)}\n`
}

function details(plan: Plan, result: Result | undefined, repo: string): string {
  const failures = failuresOf(result)
  const all = plan.decisions
    .toSorted(byImportance)
    .slice(0, mostRows)
    .map(decision => rowOf(decision, failures, repo))
  let bytes = 0
  const rows = all.filter(row => (bytes += Buffer.byteLength(row)) <= longestTable)
  const total = plan.decisions.length + plan.more
  const left = total - rows.length
  const titles = ['Environment', 'Commit', 'State', 'Action', 'Because'].map(title => `<th>${title}</th>`).join('')
  const cut = left === 0 ? [] : [`<td colspan="5">and ${left} more, for which there is no room</td>`]
  const body = table([titles, ...rows, ...cut])
  const summary = counted(total, 'deployment')
  return total > mostUnfolded ? `<details><summary>${summary}</summary>${body}</details>` : body
}

function rowOf({ seen, action, because }: Decision, failures: Failures, repo: string): string {
  const failed = failures.get(seen)
  return [
    link(environmentPage(repo, seen.environment), seen.environment),
    link(`${repo}/commit/${seen.sha}`, shortRef(seen.sha)),
    marked(seen.state, 'no status'),
    action,
    escape(failed === undefined ? because : `failed: ${failed}`)
  ]
    .map(cell => `<td>${cell}</td>`)
    .join('')
}
