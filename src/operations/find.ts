import type { CommitSource } from '../domain/commit.ts'
import { DeployedParts, type Deployed, type DeployedSearch } from '../domain/deployed.ts'
import { isJobsOwn, isSha, sameEnvironment, shortRef, type ListedDeployment, type State } from '../domain/deployment.ts'
import {
  findAmong,
  isComplete,
  isForRollback,
  isTaskDecided,
  minRead,
  type Finding,
  type Wanted
} from '../domain/finding.ts'
import { needsMoreStatuses } from '../domain/going-back.ts'
import { isExclusion, isPattern } from '../domain/pattern.ts'
import { deletedWhileLookedUp, severalTasks } from '../messages/finding.ts'
import type { Ports } from '../ports.ts'
import { resolveCommit } from './commit.ts'
import type { resolveEnvironments } from './environment-names.ts'
import { adviseOneRecord } from './job-record.ts'

export interface FindCommand {
  operation: 'find'
  /** One name, or several lines of names, patterns and exclusions. */
  lines: readonly string[]
  /** The deployment is in one of these states. */
  states: readonly State[]
  commit?: CommitSource
  task?: string
}

/** Deployment to find, with its commit as the author gave it. */
interface Search extends Wanted {
  ref?: string
}

/** Receives the deployments that were found in several environments. */
export interface DeployedReporter {
  deployed(search: DeployedSearch, deployed: readonly Deployed[]): void
}

/** Dependencies for several environments. */
export interface SeveralEnvironments extends DeployedReporter {
  resolve: typeof resolveEnvironments
}

/** Maximum number of requests for the ids and refs of deployments in several environments. */
const maxRequests = 100

/** Finds the newest deployment of one environment, or of each environment and task. */
export async function find(
  command: FindCommand,
  ports: Ports,
  severalEnvironments: () => Promise<SeveralEnvironments>
): Promise<void> {
  const { lines, states, task, commit } = command
  const { github, report } = ports
  const ref = commit === undefined ? undefined : await resolveCommit(commit, ports)
  const sha = ref === undefined || isSha(ref) ? ref?.toLowerCase() : await github.commits.of(ref)
  const isUnknown = ref !== undefined && sha === undefined
  if (isUnknown) report.info(`GitHub found no commit for "${ref}".`)
  const search: Search = { states, task, ref, sha }

  const [line = ''] = lines
  // A single line cannot exclude anything, so it is a name even if it starts with `!`.
  const isName = lines.length === 1 && (isExclusion(line) || !isPattern(line))
  if (isName) return findIn(line, search, isUnknown, ports)
  const several = await severalEnvironments()
  const { names } = await several.resolve(lines, 'find', ports)
  const [name = ''] = names
  if (lines.length === 1 && names.length === 1 && sameEnvironment(name, line)) {
    return findIn(name, search, isUnknown, ports)
  }
  const deployed = isUnknown ? [] : await findEverywhere(names, search, ports)
  several.deployed({ ...search, environments: names }, deployed)
  const unknown = deployed.filter(({ id }) => id === undefined).length
  if (unknown > 0) {
    report.info(
      `Neither id nor ref of ${unknown} of these deployments is known: looking them up would take more than ${maxRequests} requests.`
    )
  }
}

/** Finds the newest deployment of each environment and task, with its id and ref if they are not too many. */
async function findEverywhere(
  environments: readonly string[],
  search: Search,
  ports: Ports
): Promise<readonly Deployed[]> {
  const { github, run } = ports
  const parts = new DeployedParts(search, run)
  let besideOwn: string | undefined
  for await (const { entries } of github.listing.survey(environments)) {
    for (const listed of entries) {
      if (isJobsOwn(listed, run)) besideOwn = listed.environment
      else parts.take(listed)
    }
  }
  if (besideOwn !== undefined) adviseOneRecord(ports, besideOwn)
  const { deployed } = parts
  const records = await github.deployments.records(
    deployed.filter(({ id }) => id === undefined),
    { maxRequests }
  )
  return deployed.map(one => {
    const { id = one.id, ref = one.ref } = records.get(one.nodeId) ?? {}
    return { ...one, id, ref }
  })
}

/**
 * Finds the newest deployment of one environment, its predecessor, and the commit to roll back to.
 *
 * @throws Problem if several tasks have such a deployment and no task is given
 */
async function findIn(environment: string, search: Search, isUnknown: boolean, ports: Ports): Promise<void> {
  const { github, report, run } = ports
  const { listed, looked, isAll } = isUnknown ? nothingListed : await readHistory(environment, search, ports)
  if (listed.some(one => isJobsOwn(one, run))) adviseOneRecord(ports, environment)
  const finding = findAmong(listed, search, run)
  const [found, ...others] = finding.found
  if (others.length > 0) {
    const tasks = finding.found.map(({ task, sha }) => `${task} (${shortRef(sha)})`)
    throw severalTasks({ environment, states: search.states, tasks })
  }
  if (search.ref === undefined && isForRollback(search)) reportRollback(finding, ports)
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

const nothingListed: History = { listed: [], looked: 0, isAll: true }

/** Reads an environment's history as far back as necessary. */
async function readHistory(environment: string, wanted: Wanted, ports: Ports): Promise<History> {
  const { github, run } = ports
  const listed: ListedDeployment[] = []
  const seen = new Set<string>()
  let ofCommit: Promise<readonly string[] | undefined> | undefined
  let isAll = true
  for await (const { entries, isLast } of github.listing.history(environment, wanted.task)) {
    for (const entry of entries) {
      seen.add(entry.nodeId)
      if (wanted.task !== undefined && entry.task !== wanted.task) continue
      const hasStatuses = entry.states !== undefined
      if (!hasStatuses && isTaskDecided(entry.task, listed, wanted, run, seen.size)) continue
      const read = !hasStatuses || needsMoreStatuses(entry) ? await github.listing.withStatuses(entry) : entry
      if (read !== undefined) listed.push(read)
    }
    const finding = findAmong(listed, wanted, run)
    isAll = isLast || (seen.size >= minRead.graphql && isComplete(finding, wanted))
    if (!isAll && wanted.sha !== undefined && finding.found.length === 0) {
      ofCommit ??= idsOfCommit(environment, wanted.sha, ports)
      isAll = (await ofCommit)?.every(nodeId => seen.has(nodeId)) === true
    }
    if (isAll) break
  }
  return { listed, looked: seen.size, isAll }
}

/** Returns the ids of all deployments of a commit, or `undefined` if they may not fit on one page. */
async function idsOfCommit(environment: string, sha: string, { github }: Ports): Promise<string[] | undefined> {
  for await (const { entries, isLast } of github.deployments.pages({ sha })) {
    const here = entries.filter(one => sameEnvironment(one.environment, environment))
    return isLast ? here.map(({ nodeId }) => nodeId) : undefined
  }
  return []
}

/** Describes the deployment that was not found. */
function describeNothing(environment: string, { states, ref, task }: Search): string {
  const of = ref === undefined ? '' : ` of ${shortRef(ref)}`
  const withTask = task === undefined ? '' : ` with task ${task}`
  return `"${environment}" has no deployment${of}${withTask} in state ${states.join(' or ')}.`
}
