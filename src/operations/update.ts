import { chooseOthers, whyNotUpdated } from '../domain/choice.ts'
import { shortened, shortRef, type Deployment, type Status } from '../domain/deployment.ts'
import { describeMaking } from '../domain/maker.ts'
import { describeOutcome, outcomeOf, type Outcome } from '../domain/outcome.ts'
import { noDeploymentToUpdate, notMadeByThisRun, severalTasksOfOthers } from '../messages/finding.ts'
import { Cancelled, explain } from '../messages/problem.ts'
import type { Ports } from '../ports.ts'
import {
  describeAll,
  describeOther,
  describeWanted,
  hints,
  isBesideJobsOwn,
  mayLackSiblings,
  readAgain,
  readCandidates,
  takeOwn,
  wantedBy,
  type Candidates,
  type Found,
  type WantedDeployment
} from './candidates.ts'
import { adviseOneRecord } from './job-record.ts'
import { writeStatus, type StatusTexts } from './status.ts'
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
  const { report } = ports
  const found = await deploymentToUpdate(target, ports)
  if (found === undefined) return
  const { deployment, statuses, text } = found
  report.deployment('found', deployment, logUrl)
  if (text !== undefined) report.info(text)
  const outcome = outcomeOf(words, deployment)
  if (outcome.tally !== undefined) report.info(`Outcome     ${outcome.tally}`)
  const status = {
    state: outcome.state,
    description: description ?? (await describeUpdate(outcome, deployment, command, ports)),
    environmentUrl: command.environmentUrl ?? (await carriedUrl(outcome, deployment, statuses, ports)),
    logUrl,
    autoInactive
  }
  await writeStatus(deployment, status, ports)
}

/** Returns the deployment with a note about it, or `undefined` after reporting why there is nothing to do. */
async function deploymentToUpdate(target: Target, ports: Ports): Promise<Found | undefined> {
  switch (target.by) {
    case 'id':
      return { deployment: await deploymentById(target, ports) }
    case 'event':
      return deploymentBesideEvent(target, ports)
    case 'commit': {
      const candidates = await completeCandidates(await wantedBy(target, ports), ports)
      return (await takeOwn(candidates, ports)) ?? (await takeFromOthers(candidates, ports))
    }
  }
}

/** Returns the deployment of the event. If the inputs name another one, only returns one that this run made. */
async function deploymentBesideEvent(target: ByEvent, ports: Ports): Promise<Found | undefined> {
  const { deployment, environment = deployment.environment, task } = target
  const notOurs = whyNotOurs(deployment, target)
  if (notOurs === undefined) return { deployment }
  const wanted = { environment, ref: deployment.sha, orAnyCommit: true, orByOthers: false, task }
  const found = await takeOwn(await completeCandidates(wanted, ports), ports)
  if (found === undefined) ports.report.info(notOurs)
  return found
}

/** Reads the candidates. Reads them twice if a replica may not show this run's latest deployments yet. */
async function completeCandidates(wanted: WantedDeployment, ports: Ports): Promise<Candidates> {
  const first = await readCandidates(wanted, ports)
  const candidates = isCertain(first, ports) ? first : await readAgain(first, ports)
  if (isBesideJobsOwn(candidates)) adviseOneRecord(wanted.environment, ports)
  return candidates
}

/** Whether there is a deployment to take, and reading again cannot show a better one. */
function isCertain({ wanted, own, forCommit }: Candidates, ports: Ports): boolean {
  if (own !== undefined) return !mayLackSiblings(own, wanted, ports)
  if (!wanted.orByOthers) return false
  const other = chooseOthers(forCommit, ports.run)
  return other?.isGuess === false && whyNotUpdated(other.chosen, ports.run, ports.github.now) === undefined
}

/** Returns a deployment that somebody else made. @throws Problem if none may be updated, or several could be meant */
async function takeFromOthers(candidates: Candidates, ports: Ports): Promise<Found> {
  const { run } = ports
  const wanted = describeWanted(candidates.wanted)
  const other = chooseOthers(candidates.forCommit, run)
  if (other === undefined) throw noDeploymentToUpdate({ wanted, hints: await hints(candidates, ports) })
  if (other.isGuess) {
    throw severalTasksOfOthers({ wanted, deployments: await describeAll([other.chosen, ...other.others], ports) })
  }
  const { deployment, maker, statuses } = other.chosen
  const { now } = ports.github
  const reason = whyNotUpdated(other.chosen, run, now)
  if (reason === undefined) return { deployment, statuses, text: describeOther(other.chosen, ports) }
  throw notMadeByThisRun({ id: deployment.id, wanted, making: describeMaking(deployment, maker, now), reason })
}

/** Describes the outcome. A deployment that becomes inactive without any success is not "no longer" deployed. */
async function describeUpdate(
  { state, word }: Outcome,
  deployment: Deployment,
  { isCancelled }: UpdateCommand,
  { github }: Ports
): Promise<string> {
  const commit = shortRef(deployment.sha)
  if (state !== 'inactive' || word !== 'inactive') return shortened(describeOutcome(word, commit))
  const hasSucceeded = await github.statuses
    .everSucceeded(deployment.id, { withinMs: readWithinMs })
    .catch((error: unknown) => {
      if (error instanceof Cancelled) throw error
      return true
    })
  const undeployed = isCancelled ? 'cancelled' : 'never deployed'
  return shortened(describeOutcome(word, commit, undefined, hasSucceeded ? undefined : undeployed))
}

/** Time limit for reading statuses, half of the time of the step. The state must still be written in time. */
const readWithinMs = 5 * 60_000

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
    const newest = statuses ?? (await github.statuses.newest(id, { withinMs: readWithinMs }))
    return newest.find(({ environmentUrl }) => environmentUrl !== '')?.environmentUrl
  } catch (error) {
    if (error instanceof Cancelled) throw error
    report.info(`Could not read the environment URL of deployment ${id}, so its new status has none. ${explain(error)}`)
    return undefined
  }
}
