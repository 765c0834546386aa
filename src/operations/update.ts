import { describeRefusal, mayHaveSiblings, whyNotUpdated } from '../domain/choice.ts'
import { shortened, shortRef, type Deployment } from '../domain/deployment.ts'
import { describeMaking } from '../domain/maker.ts'
import { describeOutcome, outcomeOf, type Outcome } from '../domain/outcome.ts'
import { noDeploymentToUpdate, notMadeByThisRun } from '../messages/existing-deployment.ts'
import { replicaLagMs, type Ports } from '../ports.ts'
import { Candidates, type WantedDeployment } from './candidates.ts'
import type { StatusTexts } from './deploy.ts'
import { adviseOneRecord } from './job-record.ts'
import { writeStatus } from './status.ts'
import { deploymentById, whyNotOurs, type ByEvent, type Target } from './target.ts'
import { describeOther, describeWanted, hints, takeOwn, wantedBy, type Found } from './wanted.ts'

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
  const { target, words, description, environmentUrl, logUrl, autoInactive } = command
  const { deployment, text = '' } = await find(target, ports)
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
      environmentUrl,
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
      const candidates = await look(await wantedBy(target, ports), { orByOthers: true }, ports)
      return (await takeOwn(candidates, ports)) ?? (await takeOthers(candidates, ports))
    }
  }
}

/** Returns the deployment of the event. If the inputs name another one, only returns one that this run made. */
async function findBesideEvent(target: ByEvent, ports: Ports): Promise<Partial<Found>> {
  const { deployment, environment = deployment.environment, task } = target
  const text = whyNotOurs(deployment, target)
  if (text === undefined) return { deployment }
  const wanted = { environment, ref: deployment.sha, orAnyCommit: true, task }
  const candidates = await look(wanted, { orByOthers: false }, ports)
  return (await takeOwn(candidates, ports)) ?? { text }
}

/**
 * Reads the candidates. Reads them twice if a replica may not show this run's latest deployments yet.
 *
 * @param orByOthers whether a deployment that somebody else made is accepted, too
 */
async function look(
  wanted: WantedDeployment,
  { orByOthers }: { orByOthers: boolean },
  ports: Ports
): Promise<Candidates> {
  const candidates = await Candidates.read(wanted, ports)
  if (!isOwnFound(candidates, ports) && !(orByOthers && (await isOtherFound(candidates, ports)))) {
    await ports.clock.sleep(replicaLagMs)
    await candidates.readNewest()
  }
  if (candidates.isBesideJobsOwn) adviseOneRecord(ports, wanted.environment)
  return candidates
}

const isOwnFound = ({ own, wanted }: Candidates, { github, run }: Ports): boolean =>
  own !== undefined &&
  (own.kind === 'several' || wanted.task !== undefined || !mayHaveSiblings(own.chosen, run, github.now))

async function isOtherFound(candidates: Candidates, { run }: Ports): Promise<boolean> {
  if (candidates.own !== undefined) return false
  const other = await candidates.newestOfOthers()
  return other !== undefined && whyNotUpdated(other, run) === undefined
}

/** Returns a deployment that somebody else made. @throws Problem if none may be updated */
async function takeOthers(candidates: Candidates, ports: Ports): Promise<Found> {
  const { wanted } = candidates
  const other = await candidates.newestOfOthers()
  if (other === undefined) {
    throw noDeploymentToUpdate({ wanted: describeWanted(wanted), hints: await hints(candidates, ports) })
  }
  const { deployment, maker } = other
  const refusal = whyNotUpdated(other, ports.run)
  if (refusal !== undefined) {
    const { now } = ports.github
    throw notMadeByThisRun({
      id: deployment.id,
      wanted: describeWanted(wanted),
      making: describeMaking(deployment, maker, now),
      reason: describeRefusal(refusal, now)
    })
  }
  return { deployment, text: describeOther(other, ports) }
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
  const hasSucceeded = await github.everSucceeded(deployment).catch(() => true)
  const undeployed = isCancelled ? 'cancelled' : 'never deployed'
  return shortened(describeOutcome(word, commit, undefined, hasSucceeded ? undefined : undeployed))
}
