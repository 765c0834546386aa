import { byAge, chooseOwn, madeByOthers, type Candidate, type Choice } from '../domain/choice.ts'
import { githubsRecordOf, isSha, type Deployment, type Status } from '../domain/deployment.ts'
import { hasForeignPayload, makerOf } from '../domain/maker.ts'
import { isOfCommit } from '../domain/match.ts'
import type { Run } from '../domain/run.ts'
import { replicaLagMs, type DeploymentFilter, type Ports } from '../ports.ts'

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

/** Deployments that the inputs may refer to, as far as they were read. */
export interface Candidates {
  /** Has the environment as GitHub spells it. */
  wanted: WantedDeployment
  /** Commit that `ref` is or points to. */
  sha?: string
  /** Newest first. Includes other commits only if `orAnyCommit` is set and this run made none for the commit. */
  all: readonly Candidate[]
}

/** Maximum number of deployments with a custom payload whose first status is read to find out who made them. */
const maxStatusReads = 10

/**
 * Reads all deployments for the commit. If this run made none of them and `orAnyCommit` is set, also reads the newest
 * hundred for any commit. If it made none of those either and `orByOthers` is set, finds out what others made.
 */
export async function readCandidates(wanted: WantedDeployment, ports: Ports): Promise<Candidates> {
  const candidates = await ports.github.environments.readBySpelling(
    wanted.environment,
    environment => readAs({ ...wanted, environment }, ports),
    ({ all }) => all.length > 0
  )
  return withOthersRead(candidates, ports)
}

/** Reads the newest hundred deployments after a while, because a replica may have lagged behind. */
export async function readAgain(candidates: Candidates, ports: Ports): Promise<Candidates> {
  await ports.clock.sleep(replicaLagMs)
  return withOthersRead(await withNewest(candidates, ports), ports)
}

/** Returns the candidates for the commit, newest first. */
export const forCommit = (candidates: Candidates): Candidate[] =>
  candidates.all.filter(({ deployment }) => isForCommit(deployment, candidates))

/** Returns the choice among the deployments that this run made. */
export const ownAmong = (candidates: Candidates, run: Run): Choice | undefined =>
  chooseOwn(forCommit(candidates), run) ?? chooseOwn(candidates.all, run)

/** Whether GitHub's own record for this job is among the candidates. It is never chosen. */
export const isBesideJobsOwn = (candidates: Candidates): boolean =>
  forCommit(candidates).some(({ record }) => record === 'this job')

/** Returns the candidate with its statuses. Reads them if necessary. */
export const withStatuses = async (candidate: Candidate, { github, run }: Ports): Promise<Candidate> =>
  candidate.statuses === undefined
    ? candidateOf(candidate.deployment, await github.statuses.newest(candidate.deployment.id), run)
    : candidate

/** Returns the newest hundred deployments of the commit in any environment and of any task. Sends one request. */
export const elsewhere = ({ wanted, sha }: Candidates, ports: Ports): Promise<readonly Deployment[]> =>
  listNewest(sha === undefined ? { ref: wanted.ref } : { sha }, ports)

/** Whether the environment and task have a deployment of any commit. Sends one request. */
export async function isEverDeployed({ wanted: { environment, task } }: Candidates, ports: Ports): Promise<boolean> {
  return (await listNewest({ environment, task }, ports)).length > 0
}

async function listNewest(filter: DeploymentFilter, { github }: Ports): Promise<readonly Deployment[]> {
  for await (const { entries } of github.deployments.pages(filter)) return entries
  return []
}

async function readAs(wanted: WantedDeployment, ports: Ports): Promise<Candidates> {
  const { sha, deployments } = await listForCommit(wanted, ports)
  const candidates = await withAdded({ wanted, sha, all: [] }, deployments, ports)
  return isAnyWanted(candidates, ports) ? withNewest(candidates, ports) : candidates
}

/** Adds what is missing from the newest hundred deployments of the environment and task. */
async function withNewest(candidates: Candidates, ports: Ports): Promise<Candidates> {
  const { environment, task } = candidates.wanted
  const newest = await listNewest({ environment, task }, ports)
  const ofCommit = newest.filter(each => isForCommit(each, candidates))
  const completed = await withAdded(candidates, ofCommit, ports)
  return isAnyWanted(completed, ports) ? withAdded(completed, newest, ports) : completed
}

const isForCommit = (deployment: Deployment, { wanted: { ref }, sha }: Candidates): boolean =>
  isOfCommit(deployment, { ref, sha })

/** Whether deployments for other commits count, because this run made none for the commit. */
const isAnyWanted = (candidates: Candidates, { run }: Ports): boolean =>
  candidates.wanted.orAnyCommit && chooseOwn(forCommit(candidates), run) === undefined

/**
 * Reads the statuses of the newest deployment of each task that somebody else made for the commit. If it turns
 * out to be GitHub's own record for a job, goes on to the next one.
 */
async function withOthersRead(candidates: Candidates, ports: Ports): Promise<Candidates> {
  if (!candidates.wanted.orByOthers || ownAmong(candidates, ports.run) !== undefined) return candidates
  const read = new Map<Candidate, Candidate>()
  const tasks = new Set<string>()
  for (const candidate of madeByOthers(forCommit(candidates), ports.run)) {
    const { task } = candidate.deployment
    if (tasks.has(task)) continue
    const known = await withStatuses(candidate, ports)
    read.set(candidate, known)
    if (madeByOthers([known], ports.run).length > 0) tasks.add(task)
  }
  return { ...candidates, all: candidates.all.map(each => read.get(each) ?? each) }
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
  const listPointedAt = async (): Promise<{ sha?: string; deployments: Deployment[] }> => {
    const sha = await github.commits.of(ref)
    return { sha, deployments: sha === undefined ? [] : await listAll({ sha }) }
  }
  const [named, { sha, deployments }] = await Promise.all([listAll({ ref }), listPointedAt()])
  return { sha, deployments: [...named, ...deployments] }
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
  return { ...candidates, all: [...candidates.all, ...added].sort(byAge) }
}

const isBare = ({ description }: Deployment): boolean => description === ''

function candidateOf(deployment: Deployment, statuses: readonly Status[] | undefined, run: Run): Candidate {
  const maker = makerOf(deployment, statuses, run)
  const latest = statuses?.[0]
  if (latest === undefined) return { deployment, maker, statuses }
  const { state, logUrl, description: statusDescription } = latest
  const record = githubsRecordOf({ description: deployment.description, state, logUrl, statusDescription }, run)
  return { deployment, maker, statuses, record }
}
