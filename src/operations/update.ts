import { chooseOthers, describeRefusal, whyNotUpdated } from '../domain/choice.ts'
import { shortened, shortRef, type Deployment, type Status } from '../domain/deployment.ts'
import { describeMaking } from '../domain/maker.ts'
import { describeOutcome, outcomeOf, type Outcome } from '../domain/outcome.ts'
import { isOnEnterpriseServer } from '../domain/run.ts'
import { noDeploymentToUpdate, notMadeByThisRun, severalTasksOfOthers } from '../messages/finding.ts'
import { githubKeepsOwnRecord } from '../messages/job.ts'
import { Cancelled, explain } from '../messages/problem.ts'
import type { Ports } from '../ports.ts'
import {
  describeOther,
  describeWanted,
  forCommit,
  hints,
  isBesideJobsOwn,
  listed,
  mayLackSiblings,
  ownAmong,
  readAgain,
  readCandidates,
  takeOwn,
  wantedBy,
  type Candidates,
  type Found,
  type WantedDeployment
} from './candidates.ts'
import type { StatusTexts } from './deploy.ts'
import { writeStatus } from './status.ts'
import { deploymentById, whyNotOurs, type ByEvent, type Target } from './target.ts'

export interface UpdateCommand extends StatusTexts {
  operation: 'update'
  target: Target
  /** Deployment states, `cancelled` or `skipped`. */
  words: readonly string[]
  /** Whether the job was already cancelled. */
  isCancelled: boolean
}

/** Adds one status to an existing deployment. */
export async function update(command: UpdateCommand, ports: Ports): Promise<void> {
  const { target, words, description, logUrl, autoInactive } = command
  const { deployment, statuses, text = '' } = await find(target, ports)
  if (deployment !== undefined) ports.report.deployment('found', deployment, logUrl)
  if (text !== '') ports.report.info(text)
  if (deployment === undefined) return
  const outcome = outcomeOf(words, deployment)
  if (outcome.tally !== undefined) ports.report.info(`Outcome     ${outcome.tally}`)
  await writeStatus(
    deployment,
    {
      state: outcome.state,
      description: description ?? (await describe(outcome, deployment, command, ports)),
      environmentUrl: command.environmentUrl ?? (await carriedUrl(outcome, deployment, statuses, ports)),
      logUrl,
      autoInactive
    },
    {},
    ports
  )
}

/** Returns the deployment with a note about it, or only the reason why there is nothing to do. */
async function find(target: Target, ports: Ports): Promise<Partial<Found>> {
  switch (target.by) {
    case 'id':
      return { deployment: await deploymentById(target, ports) }
    case 'event':
      return findBesideEvent(target, ports)
    case 'commit': {
      const candidates = await look(await wantedBy(target, ports), ports)
      return (await takeOwn(candidates, ports)) ?? (await takeOthers(candidates, ports))
    }
  }
}

/** Returns the deployment of the event. If the inputs name another one, only returns one that this run made. */
async function findBesideEvent(target: ByEvent, ports: Ports): Promise<Partial<Found>> {
  const { deployment, environment = deployment.environment, task } = target
  const text = whyNotOurs(deployment, target)
  if (text === undefined) return { deployment }
  const wanted = { environment, ref: deployment.sha, orAnyCommit: true, orByOthers: false, task }
  const candidates = await look(wanted, ports)
  return (await takeOwn(candidates, ports)) ?? { text }
}

/** Reads the candidates. Reads them twice if a replica may not show this run's latest deployments yet. */
async function look(wanted: WantedDeployment, ports: Ports): Promise<Candidates> {
  const first = await readCandidates(wanted, ports)
  const candidates = isCertain(first, ports) ? first : await readAgain(first, ports)
  if (isBesideJobsOwn(candidates)) {
    const { environment } = wanted
    ports.report.note(githubKeepsOwnRecord({ environment, isOnEnterpriseServer: isOnEnterpriseServer(ports.run) }))
  }
  return candidates
}

/** Whether there is a deployment to take, and a second look cannot show a better one. */
function isCertain(candidates: Candidates, ports: Ports): boolean {
  const own = ownAmong(candidates, ports.run)
  if (own !== undefined) return !mayLackSiblings(own, candidates.wanted, ports)
  if (!candidates.wanted.orByOthers) return false
  const other = chooseOthers(forCommit(candidates), ports.run)
  return other?.kind === 'one' && whyNotUpdated(other.chosen, ports.run) === undefined
}

/** Returns a deployment that somebody else made. @throws Problem if none may be updated, or several could be meant */
async function takeOthers(candidates: Candidates, ports: Ports): Promise<Found> {
  const wanted = describeWanted(candidates.wanted)
  const other = chooseOthers(forCommit(candidates), ports.run)
  if (other === undefined) throw noDeploymentToUpdate({ wanted, hints: await hints(candidates, ports) })
  if (other.kind === 'several') {
    throw severalTasksOfOthers({ wanted, deployments: await listed(other.candidates, ports) })
  }
  const { deployment, maker, statuses } = other.chosen
  const refusal = whyNotUpdated(other.chosen, ports.run)
  if (refusal !== undefined) {
    const { now } = ports.github
    throw notMadeByThisRun({
      id: deployment.id,
      wanted,
      making: describeMaking(deployment, maker, now),
      reason: describeRefusal(refusal, now)
    })
  }
  return { deployment, statuses, text: describeOther(other.chosen, ports) }
}

/** Describes the outcome. A deployment that becomes inactive without any success is not "no longer" deployed. */
async function describe(
  { state, word }: Outcome,
  deployment: Deployment,
  { isCancelled }: UpdateCommand,
  { github }: Ports
): Promise<string> {
  const commit = shortRef(deployment.sha)
  if (state !== 'inactive' || word !== 'inactive') return shortened(describeOutcome(word, commit))
  const hasSucceeded = await github.statuses.everSucceeded(deployment.id).catch(() => true)
  const undeployed = isCancelled ? 'cancelled' : 'never deployed'
  return shortened(describeOutcome(word, commit, undefined, hasSucceeded ? undefined : undeployed))
}

/** Time limit for reading the URL to carry on, half of the time of the step. The state must still be written in time. */
const urlWithinMs = 5 * 60_000

/**
 * Returns the newest URL in the deployment's newest hundred statuses, because GitHub links only the URL of the newest
 * status. Returns none for a deployment that becomes inactive, because nothing runs there any more. If the statuses
 * cannot be read, only says so, because the state is more important than its link.
 *
 * @param statuses the newest first, or `undefined` if they were not read
 */
async function carriedUrl(
  { state }: Outcome,
  { id }: Deployment,
  statuses: readonly Status[] | undefined,
  { github, report }: Ports
): Promise<string | undefined> {
  if (state === 'inactive') return undefined
  try {
    const newest = statuses ?? (await github.statuses.newest(id, { withinMs: urlWithinMs }))
    return newest.find(({ environmentUrl }) => environmentUrl !== '')?.environmentUrl
  } catch (error) {
    if (error instanceof Cancelled) throw error
    report.info(`Could not read the environment URL of deployment ${id}, so its new status has none. ${explain(error)}`)
    return undefined
  }
}
