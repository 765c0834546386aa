import type { CommitSource } from '../domain/commit.ts'
import { isSha, sameEnvironment, shortRef, type ListedDeployment, type State } from '../domain/deployment.ts'
import { needsMoreStatuses } from '../domain/history.ts'
import { isJobsOwn } from '../domain/maker.ts'
import { isExclusion, isPattern } from '../domain/pattern.ts'
import {
  describeSearch,
  findAmong,
  isComplete,
  isForRollback,
  isTaskDecided,
  minRead,
  type Finding,
  type Search
} from '../domain/search.ts'
import { deletedWhileLookedUp, severalTasks } from '../messages/finding.ts'
import type { Ports } from '../ports.ts'
import { adviseOneRecord } from './job-record.ts'
import { resolveCommit } from './target.ts'

export interface FindCommand {
  operation: 'find'
  /** One name, or several lines of names, patterns and exclusions. */
  lines: readonly string[]
  /** The deployment is in one of these states. */
  states: readonly State[]
  commit?: CommitSource
  task?: string
}

/**
 * Whether the lines are the name of one environment. A single line cannot exclude anything, so it is a name even if it
 * starts with `!`.
 */
export const isOneName = ([line = '', ...others]: readonly string[]): boolean =>
  others.length === 0 && (isExclusion(line) || !isPattern(line))

/**
 * Finds the newest deployment of one environment, its predecessor, and the commit to roll back to.
 *
 * @throws Problem if several tasks have such a deployment and no task is given
 */
export async function find(command: FindCommand, ports: Ports): Promise<void> {
  const [environment = ''] = command.lines
  await findIn(environment, await searchOf(command, ports), ports)
}

/** Returns the search with the commit that is meant now. */
export async function searchOf({ states, task, commit }: FindCommand, ports: Ports): Promise<Search> {
  if (commit === undefined) return { states, task }
  const ref = await resolveCommit(commit, ports)
  const sha = isSha(ref) ? ref.toLowerCase() : await ports.github.commits.of(ref)
  if (sha === undefined) ports.report.info(`GitHub found no commit for "${ref}".`)
  return { states, task, ref, sha }
}

/** Whether no deployment can be found, because there is no such commit. */
export const isHopeless = ({ ref, sha }: Search): boolean => ref !== undefined && sha === undefined

/** Finds the newest deployment of one environment. @throws Problem if several tasks have one and no task is given */
export async function findIn(environment: string, search: Search, ports: Ports): Promise<void> {
  const { github, report, run } = ports
  if (isHopeless(search)) {
    report.info(describeNothing(environment, search))
    return
  }
  const { listed, looked, isAll } = await readHistory(environment, search, ports)
  if (listed.some(one => isJobsOwn(one, run))) adviseOneRecord(environment, ports)
  const finding = findAmong(listed, search, run)
  const [found, ...others] = finding.found
  if (others.length > 0) {
    const tasks = finding.found.map(({ task, sha }) => `${task} (${shortRef(sha)})`)
    throw severalTasks({ environment, states: search.states, tasks })
  }
  if (isForRollback(search)) reportRollback(finding, ports)
  if (!isAll) report.info(`Only the newest ${looked} deployments of "${environment}" were searched.`)
  if (found === undefined) {
    report.info(describeNothing(environment, search))
    return
  }
  const { previous } = finding
  const records = await github.deployments.records(previous === undefined ? [found] : [found, previous])
  const deployment = records.get(found.nodeId)
  if (deployment === undefined) throw deletedWhileLookedUp({ sha: found.sha, environment: found.environment })
  report.deployment('found', deployment)
  const { state = 'pending', environmentUrl = '', logUrl = '' } = found
  report.seen({ state, environmentUrl, logUrl, description: '', createdAt: '' })
  report.previous({ sha: previous?.sha, id: previous && records.get(previous.nodeId)?.id })
}

function reportRollback({ tasksAtWork, rollback }: Finding, { report }: Ports): void {
  report.rollback(rollback?.sha)
  if (tasksAtWork.length < 2) return
  report.info(`"rollback-sha" is empty, because several tasks were deployed: ${tasksAtWork.join(', ')}. Set "task".`)
}

/** Deployments that were read, the newest first. */
interface History {
  listed: readonly ListedDeployment[]
  /** Number of deployments that were looked at, of any task. */
  looked: number
  /** Whether older deployments do not exist or cannot change the result. */
  isAll: boolean
}

/** Reads an environment's history as far back as necessary. */
async function readHistory(environment: string, search: Search, ports: Ports): Promise<History> {
  const { github, run } = ports
  const listed: ListedDeployment[] = []
  const seen = new Set<string>()
  let ofCommit: readonly string[] | 'too many' | undefined
  for await (const { entries, isLast } of github.listing.history(environment, search.task)) {
    for (const entry of entries) {
      seen.add(entry.nodeId)
      if (search.task !== undefined && entry.task !== search.task) continue
      const hasStatuses = entry.states !== undefined
      if (!hasStatuses && isTaskDecided(entry.task, listed, search, run, seen.size)) continue
      const read = !hasStatuses || needsMoreStatuses(entry) ? await github.listing.withStatuses(entry) : entry
      if (read !== undefined) listed.push(read)
    }
    const finding = findAmong(listed, search, run)
    const isEnough = isLast || (seen.size >= minRead.graphql && isComplete(finding, search))
    if (isEnough) return { listed, looked: seen.size, isAll: true }
    if (search.sha !== undefined && finding.found.length === 0) {
      ofCommit ??= await idsOfCommit(environment, search.sha, ports)
      const isSeen = ofCommit !== 'too many' && ofCommit.every(nodeId => seen.has(nodeId))
      if (isSeen) return { listed, looked: seen.size, isAll: true }
    }
  }
  return { listed, looked: seen.size, isAll: false }
}

/** Returns the ids of all deployments of a commit. Sends one request, which may not show them all. */
async function idsOfCommit(
  environment: string,
  sha: string,
  { github }: Ports
): Promise<readonly string[] | 'too many'> {
  const { entries, isLast } = await github.deployments.newest({ sha })
  if (!isLast) return 'too many'
  return entries.filter(one => sameEnvironment(one.environment, environment)).map(({ nodeId }) => nodeId)
}

/** Describes the deployment that was not found. */
const describeNothing = (environment: string, search: Search): string =>
  `"${environment}" has no deployment${describeSearch(search)}.`
