import {
  byAge,
  chooseOwn,
  isOfCommit,
  madeByOthers,
  mayHaveSiblings,
  type Candidate,
  type Choice
} from '../domain/choice.ts'
import { isSha, sameEnvironment, shortRef, type Deployment, type Status } from '../domain/deployment.ts'
import {
  describeMaking,
  githubsRecordOf,
  hasForeignPayload,
  isByEarlierAttempt,
  isByRun,
  makerFrom,
  makerOf
} from '../domain/maker.ts'
import type { Run } from '../domain/run.ts'
import { severalDeploymentsOfRun } from '../messages/finding.ts'
import { Cancelled } from '../messages/problem.ts'
import { replicaLagMs, type DeploymentFilter, type Ports } from '../ports.ts'
import { resolveCommit, type ByCommit } from './target.ts'

/** Deployment to look for. */
export interface WantedDeployment {
  environment: string
  task?: string
  /** A branch, tag or SHA. */
  ref: string
  /** Whether a deployment that this run made for another commit is accepted if it made none for this commit. */
  orAnyCommit: boolean
  /** Whether a deployment that somebody else made for this commit is accepted if this run made none. */
  orByOthers: boolean
}

/** Resolves the commit only once, so that later commits of a pull request do not count. */
export async function wantedBy(
  { environment, task, commit, orAnyCommit }: ByCommit,
  ports: Ports
): Promise<WantedDeployment> {
  const ref = await resolveCommit(commit, ports)
  return { environment, ref, orAnyCommit, orByOthers: true, task }
}

/** Returns a phrase such as `in environment "staging" with task "deploy:api" for commit 1a2b3c4`. */
export const describeWanted = (wanted: WantedDeployment): string =>
  `${describePlace(wanted)} for ${isSha(wanted.ref) ? `commit ${shortRef(wanted.ref)}` : `ref "${wanted.ref}"`}`

/** Returns a phrase such as `in environment "staging" with task "deploy:api"`. */
export const describePlace = ({ environment, task }: WantedDeployment): string =>
  `in environment "${environment}"${task === undefined ? '' : ` with task "${task}"`}`

/** Deployments that the inputs may refer to, as far as they were read. */
export interface Candidates {
  /** Has the environment as GitHub spells it. */
  wanted: WantedDeployment
  /** Commit that `ref` is or points to. */
  sha?: string
  /** Newest first. Includes other commits only if `orAnyCommit` is set and this run made none for the commit. */
  all: readonly Candidate[]
  /** Those for the commit. */
  forCommit: readonly Candidate[]
  /** Choice among those that this run made, if there are any. */
  own?: Choice
}

/** Maximum number of deployments with a custom payload whose first status is read to find out who made them. */
const maxStatusReads = 10

/**
 * Reads all deployments for the commit. If this run made none of them and `orAnyCommit` is set, also reads the newest
 * hundred for any commit. If it made none of those either and `orByOthers` is set, finds out what others made.
 */
export async function readCandidates(wanted: WantedDeployment, ports: Ports): Promise<Candidates> {
  const read = async (environment: string): Promise<Candidates> => {
    const { sha, deployments } = await listForCommit({ ...wanted, environment }, ports)
    const none: Candidates = { wanted: { ...wanted, environment }, sha, all: [], forCommit: [] }
    const candidates = await withAdded(none, deployments, ports)
    return isAnyWanted(candidates, ports) ? withNewest(candidates, ports) : candidates
  }
  const candidates = await ports.github.environments.readBySpelling(
    wanted.environment,
    read,
    ({ all }) => all.length > 0
  )
  return withOthersRead(candidates, ports)
}

/** Reads the newest hundred deployments after a while, because a replica may have lagged behind. */
export async function readAgain(candidates: Candidates, ports: Ports): Promise<Candidates> {
  await ports.clock.sleep(replicaLagMs)
  return withOthersRead(await withNewest(candidates, ports), ports)
}

/** Lists deployments created with the name of the branch or tag, or with the commit that it points to. */
async function listForCommit(
  { environment, task, ref }: WantedDeployment,
  { github }: Ports
): Promise<{ sha?: string; deployments: Deployment[] }> {
  const listAll = async (by: DeploymentFilter): Promise<Deployment[]> => {
    const all: Deployment[] = []
    for await (const { entries } of github.deployments.pages({ ...by, environment, task })) all.push(...entries)
    return all
  }
  if (isSha(ref)) {
    const sha = ref.toLowerCase()
    return { sha, deployments: await listAll({ sha }) }
  }
  const [named, sha] = await Promise.all([listAll({ ref }), github.commits.of(ref)])
  return { sha, deployments: sha === undefined ? named : [...named, ...(await listAll({ sha }))] }
}

/** Whether deployments for other commits count, because this run made none for the commit. */
const isAnyWanted = ({ wanted, forCommit }: Candidates, { run }: Ports): boolean =>
  wanted.orAnyCommit && chooseOwn(forCommit, run) === undefined

/** Adds what is missing from the newest hundred deployments of the environment and task. */
async function withNewest(candidates: Candidates, ports: Ports): Promise<Candidates> {
  const { environment, task } = candidates.wanted
  const { entries: newest } = await ports.github.deployments.newest({ environment, task })
  const ofCommit = newest.filter(each => isForCommit(each, candidates))
  const completed = await withAdded(candidates, ofCommit, ports)
  return isAnyWanted(completed, ports) ? withAdded(completed, newest, ports) : completed
}

/** Adds the deployments that are not known yet, and finds out who made them. */
async function withAdded(
  candidates: Candidates,
  deployments: readonly Deployment[],
  ports: Ports
): Promise<Candidates> {
  const fresh = new Map(deployments.map(each => [each.id, each]))
  for (const { deployment } of candidates.all) fresh.delete(deployment.id)
  const readBefore = candidates.all.filter(each => each.statuses !== undefined && hasForeignPayload(each.deployment))
  const foreign = [...fresh.values()]
    // This action always sets a description, so for other commits the statuses are not read without one.
    .filter(each => hasForeignPayload(each) && (!isBare(each) || isForCommit(each, candidates)))
    // GitHub's own records have no description, so they come last.
    .sort((one, other) => Number(isBare(one)) - Number(isBare(other)))
  const asked = foreign.slice(0, Math.max(0, maxStatusReads - readBefore.length))
  const read = asked.map(async ({ id }) => [id, await ports.github.statuses.newest(id)] as const)
  const statuses = new Map(await Promise.all(read))
  const added = Array.from(fresh.values(), each => candidateOf(each, statuses.get(each.id), ports.run))
  return chosenFrom({ ...candidates, all: [...candidates.all, ...added].sort(byAge) }, ports)
}

const isBare = ({ description }: Deployment): boolean => description === ''

/**
 * Reads the statuses of the newest deployment of each task that somebody else made for the commit. If it turns
 * out to be GitHub's own record for a job, goes on to the next one.
 */
async function withOthersRead(candidates: Candidates, ports: Ports): Promise<Candidates> {
  if (!candidates.wanted.orByOthers || candidates.own !== undefined) return candidates
  const read = new Map<Candidate, Candidate>()
  const tasks = new Set<string>()
  for (const candidate of madeByOthers(candidates.forCommit, ports.run)) {
    const { task } = candidate.deployment
    if (tasks.has(task)) continue
    const known = await withStatuses(candidate, ports)
    read.set(candidate, known)
    if (madeByOthers([known], ports.run).length > 0) tasks.add(task)
  }
  return chosenFrom({ ...candidates, all: candidates.all.map(each => read.get(each) ?? each) }, ports)
}

/** Chooses again after the deployments have changed. */
function chosenFrom(candidates: Candidates, { run }: Ports): Candidates {
  const { all } = candidates
  const forCommit = all.filter(({ deployment }) => isForCommit(deployment, candidates))
  return { ...candidates, forCommit, own: chooseOwn(forCommit, run) ?? chooseOwn(all, run) }
}

const isForCommit = (deployment: Deployment, { wanted: { ref }, sha }: Candidates): boolean =>
  isOfCommit(deployment, { ref, sha })

/** Returns the candidate with its statuses. Reads them if necessary. */
export const withStatuses = async (candidate: Candidate, { github, run }: Ports): Promise<Candidate> =>
  candidate.statuses === undefined
    ? candidateOf(candidate.deployment, await github.statuses.newest(candidate.deployment.id), run)
    : candidate

function candidateOf(deployment: Deployment, statuses: readonly Status[] | undefined, run: Run): Candidate {
  const maker = makerOf(deployment, statuses, run)
  const latest = statuses?.[0]
  if (latest === undefined) return { deployment, maker, statuses }
  const { state, logUrl, description: statusDescription } = latest
  const record = githubsRecordOf({ description: deployment.description, state, logUrl, statusDescription }, run)
  return { deployment, maker, statuses, record }
}

/** Whether GitHub's own record for this job is among the candidates. It is never chosen. */
export const isBesideJobsOwn = ({ forCommit }: Candidates): boolean =>
  forCommit.some(({ record }) => record === 'this job')

/** Whether a second look may show siblings of this run's deployment, because other jobs have just started. */
export const mayLackSiblings = (own: Choice, { task }: WantedDeployment, { github, run }: Ports): boolean =>
  !own.isGuess && task === undefined && mayHaveSiblings(own.chosen, run, github.now)

/** Deployment, and a note about it if there is something to say. */
export interface Found {
  deployment: Deployment
  text?: string
  /** Newest first, or `undefined` if they were not read. */
  statuses?: readonly Status[]
}

/** Returns this run's deployment if it made any. @throws Problem if the inputs do not tell several apart */
export async function takeOwn({ wanted, own }: Candidates, ports: Ports): Promise<Found | undefined> {
  if (own === undefined) return undefined
  if (own.isGuess) {
    const deployments = await describeAll([own.chosen, ...own.others], ports)
    throw severalDeploymentsOfRun({ environment: wanted.environment, deployments })
  }
  const { deployment, statuses } = own.chosen
  return { deployment, statuses, text: describeChoice(own, ports) }
}

/** Describes why a deployment of this run was chosen, unless it is the only one and from this attempt. */
function describeChoice({ chosen: { deployment, maker }, others }: Choice, { run }: Ports): string | undefined {
  const isEarlier = isByEarlierAttempt(maker, run) === true
  if (others.length === 0 && !isEarlier) return undefined
  const attempt = isEarlier ? ` in attempt ${maker.runAttempt ?? ''}` : ''
  const newer = others.length === 0 ? '' : ` It is newer than ${others.map(each => each.deployment.id).join(', ')}.`
  return `Deployment ${deployment.id} was made by this run${attempt}.${newer}`
}

/** Describes who made somebody else's deployment, and when. */
export function describeOther({ deployment, maker, record }: Candidate, { github }: Ports): string {
  const making = describeMaking(deployment, maker, github.now)
  return record === undefined
    ? `Deployment ${deployment.id} was ${making}.`
    : `Deployment ${deployment.id} is GitHub's own record for another job, ${making}.`
}

/** Lists candidates with their states for an error. Leaves out those that turn out to be GitHub's own records. */
export async function describeAll(candidates: readonly Candidate[], ports: Ports): Promise<string> {
  const most = 10
  const read = await Promise.all(candidates.slice(0, most).map(each => withStatuses(each, ports)))
  const deployments = read.flatMap(({ deployment: { id, task, sha }, statuses, record }) => {
    const state = statuses?.[0]?.state ?? 'no status'
    return record === undefined ? `${id} (task ${task}, commit ${shortRef(sha)}, ${state})` : []
  })
  const more = candidates.length - read.length
  return [...deployments, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

/** Whether the environment and task have a deployment of any commit. Sends one request. */
export async function isEverDeployed(
  { wanted: { environment, task } }: Candidates,
  { github }: Ports
): Promise<boolean> {
  return (await github.deployments.newest({ environment, task })).entries.length > 0
}

/** Returns hints about other tasks and environments with deployments, as far as one request shows them. */
export async function hints({ wanted, sha }: Candidates, { github, run }: Ports): Promise<string> {
  const { environment, task, ref } = wanted
  const page = await github.deployments.newest(sha === undefined ? { ref } : { sha }).catch((error: unknown) => {
    if (error instanceof Cancelled) throw error
    return undefined
  })
  if (page === undefined) return ''
  const deployments = page.entries
  const isHere = (each: Deployment): boolean => sameEnvironment(each.environment, environment)
  const isOfRun = ({ payload }: Deployment): boolean => isByRun(makerFrom(payload, undefined, run), run)
  const tasks = new Set(deployments.filter(each => isHere(each) && isOfRun(each)).map(each => each.task))
  const others = deployments.filter(each => task !== undefined || !isHere(each))
  const environments = new Set(others.map(each => each.environment))
  return [
    tasks.size === 0 ? '' : `This run's deployments there have the task ${[...tasks].join(', ')}. `,
    environments.size === 0
      ? 'This commit has no deployments in other environments. '
      : `This commit has deployments in ${[...environments].join(', ')}. `
  ].join('')
}
