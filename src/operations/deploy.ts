import { shortRef, type Deployment } from '../domain/deployment.ts'
import { describeOutcome } from '../domain/outcome.ts'
import { comparedCommitMoved } from '../messages/creating.ts'
import type { Ports, ReceiptWriter } from '../ports.ts'
import { createPlanned, type PlannedDeployment } from './create.ts'
import { guardAgainstOlder, readOlder, reportPrevious, type Older, type OlderCommit } from './older-deployments.ts'
import { addStatus, type StatusTexts } from './status.ts'
import { deploymentById, resolveCommit, whyNotOurs } from './target.ts'

export interface DeployCommand extends StatusTexts {
  operation: 'deploy'
  begin: CreateNew | TakeOver
}

interface CreateNew {
  kind: 'new'
  plan: PlannedDeployment
  olderCommit: OlderCommit
}

interface TakeOver {
  kind: 'take over'
  existing: number | Deployment
  /** Environment and task that the workflow is responsible for. */
  environment?: string
  task?: string
}

/** Deployment to start, and the older ones, which may still be on their way. */
interface Ready {
  deployment: Deployment
  older: Promise<Older>
}

/** Runs the main step: creates a deployment or takes over an existing one, and sets it to `in_progress`. */
export async function begin(command: DeployCommand, ports: Ports, receipt: ReceiptWriter): Promise<void> {
  const ready =
    command.begin.kind === 'new'
      ? await createNew(command.begin, command, ports, receipt)
      : await takeOver(command.begin, command, ports, receipt)
  if (ready === undefined) return
  const { deployment, older } = ready
  const { environmentUrl, logUrl } = command
  const description = command.description ?? describeOutcome('in_progress', shortRef(deployment.sha))
  await addStatus(deployment, { state: 'in_progress', description, environmentUrl, logUrl }, ports)
  reportPrevious(await older, deployment, ports, receipt)
}

/** Creates a deployment. Returns `undefined` if a newer commit is live and the author wants to skip older ones. */
async function createNew(
  { plan, olderCommit }: CreateNew,
  texts: StatusTexts,
  ports: Ports,
  receipt: ReceiptWriter
): Promise<Ready | undefined> {
  // This read runs in parallel with the creation, unless it decides whether to create anything.
  const older = readOlder(plan, olderCommit !== 'deploy', ports)
  const ref = await resolveCommit(plan.commit, ports)
  const { isSkipped, compared } = await guardAgainstOlder(plan, ref, olderCommit, older, ports)
  if (isSkipped) return undefined
  const deployment = await createPlanned(plan, ref, texts, ports, receipt)
  if (compared !== undefined && compared !== deployment.sha) {
    ports.report.note(comparedCommitMoved({ compared: shortRef(compared), sha: shortRef(deployment.sha) }))
  }
  // GitHub's response to the creation shows how it spells the environment.
  const isRespelled = deployment.environment !== plan.environment
  return { deployment, older: isRespelled ? readOlder(deployment, false, ports) : older }
}

/** Takes over an existing deployment. Returns `undefined` if the workflow is not responsible for it. */
async function takeOver(
  { existing, environment, task }: TakeOver,
  { logUrl }: StatusTexts,
  ports: Ports,
  receipt: ReceiptWriter
): Promise<Ready | undefined> {
  const named = { environment, task }
  const deployment =
    typeof existing === 'number' ? await deploymentById({ by: 'id', id: existing, ...named }, ports) : existing
  const notOurs = whyNotOurs(deployment, named)
  if (notOurs !== undefined) {
    ports.report.info(notOurs)
    return undefined
  }
  receipt.save({ deployment })
  ports.report.deployment('taken over', deployment, logUrl)
  return { deployment, older: readOlder(deployment, false, ports) }
}
