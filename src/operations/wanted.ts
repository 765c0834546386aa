import { mayHaveSiblings, type Candidate, type Choice } from '../domain/choice.ts'
import { isSha, sameEnvironment, shortRef, type Deployment, type Status } from '../domain/deployment.ts'
import { describeMaking, isByEarlierAttempt, isByRun, makerFrom } from '../domain/maker.ts'
import { severalDeploymentsOfRun } from '../messages/finding.ts'
import { Cancelled } from '../messages/problem.ts'
import type { Ports } from '../ports.ts'
import { elsewhere, ownAmong, withStatuses, type Candidates, type WantedDeployment } from './candidates.ts'
import { resolveCommit } from './commit.ts'
import type { ByCommit } from './target.ts'

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

/** Deployment, and a note about it, which may be empty. */
export interface Found {
  deployment: Deployment
  text: string
  /** Newest first, or `undefined` if they were not read. */
  statuses?: readonly Status[]
}

/** Returns this run's deployment if it made any. @throws Problem if the inputs do not tell several apart */
export async function takeOwn(candidates: Candidates, ports: Ports): Promise<Found | undefined> {
  const own = ownAmong(candidates, ports.run)
  if (own === undefined) return undefined
  if (own.kind === 'several') {
    const { environment } = candidates.wanted
    throw severalDeploymentsOfRun({ environment, deployments: await listed(own.candidates, ports) })
  }
  const { deployment, statuses } = own.chosen
  return { deployment, statuses, text: describeChoice(own.chosen, own.others, ports) }
}

/** Whether a second look may show siblings of this run's deployment, because other jobs have just started. */
export const mayLackSiblings = (own: Choice, { task }: WantedDeployment, { github, run }: Ports): boolean =>
  own.kind === 'one' && task === undefined && mayHaveSiblings(own.chosen, run, github.now)

/** Lists candidates with their states for an error. Leaves out those that turn out to be GitHub's own records. */
export async function listed(candidates: readonly Candidate[], ports: Ports): Promise<string> {
  const most = 10
  const read = await Promise.all(candidates.slice(0, most).map(each => withStatuses(each, ports)))
  const deployments = read.flatMap(({ deployment: { id, task, sha }, statuses, record }) => {
    const state = statuses?.[0]?.state ?? 'no status'
    return record === undefined ? `${id} (task ${task}, commit ${shortRef(sha)}, ${state})` : []
  })
  const more = candidates.length - read.length
  return [...deployments, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

/** Returns hints about other tasks and environments with deployments, as far as one request shows them. */
export async function hints(candidates: Candidates, ports: Ports): Promise<string> {
  const { run } = ports
  const { environment, task } = candidates.wanted
  const deployments = await elsewhere(candidates, ports).catch((error: unknown) => {
    if (error instanceof Cancelled) throw error
    return undefined
  })
  if (deployments === undefined) return ''
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

/** Describes the chosen deployment. Returns an empty text if it is the only one and from this attempt. */
function describeChoice({ deployment, maker }: Candidate, others: readonly Candidate[], { run }: Ports): string {
  const isEarlier = isByEarlierAttempt(maker, run) === true
  if (others.length === 0 && !isEarlier) return ''
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
