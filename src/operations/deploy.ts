import type { CommitSource } from '../domain/commit.ts'
import { shortened, shortRef, type Deployment, type NewDeployment } from '../domain/deployment.ts'
import { intentOf } from '../domain/intent.ts'
import { describeOutcome } from '../domain/outcome.ts'
import { comparedCommitMoved } from '../messages/creating.ts'
import { GitHubProblem } from '../messages/problem.ts'
import type { Ports, ReceiptWriter } from '../ports.ts'
import { guardAgainstOlder, readOlder, reportPrevious, type Older, type OlderCommit } from './previous.ts'
import { addStatus } from './status.ts'
import { deploymentById, resolveCommit, whyNotOurs } from './target.ts'

/** Deployment as the inputs describe it, before its commit is known. */
export interface PlannedDeployment extends Omit<NewDeployment, 'ref' | 'description'> {
  commit: CommitSource
  /** Whether this action writes the payload, which then identifies this step. */
  isMarked: boolean
}

/** Fields to write with every state. */
export interface StatusTexts {
  description?: string
  environmentUrl?: string
  logUrl: string
  /** Whether a success makes older successful deployments inactive. */
  autoInactive: boolean
}

export interface DeployCommand extends StatusTexts {
  operation: 'deploy'
  begin: { kind: 'new'; plan: PlannedDeployment; olderCommit: OlderCommit } | TakeOver
}

export interface TakeOver {
  kind: 'take over'
  existing: number | Deployment
  /** Environment and task that the workflow is responsible for. */
  environment?: string
  task?: string
}

/** Runs the main step: creates a deployment or takes over an existing one, and sets it to `in_progress`. */
export async function begin(command: DeployCommand, ports: Ports, receipt: ReceiptWriter): Promise<void> {
  if (command.begin.kind === 'take over') {
    const deployment = await takeOver(command.begin, command, ports, receipt)
    if (deployment !== undefined) await start(command, deployment, readOlder(deployment, false, ports), ports, receipt)
    return
  }
  const { plan, olderCommit } = command.begin
  // This read runs in parallel with the creation, unless it decides whether to create anything.
  const older = readOlder(plan, olderCommit !== 'deploy', ports)
  const ref = await resolveCommit(plan.commit, ports)
  const { isSkipped, compared } = await guardAgainstOlder(plan, ref, olderCommit, older, ports)
  if (isSkipped) return
  const deployment = await createPlanned(plan, ref, command, ports, receipt)
  if (compared !== undefined && compared !== deployment.sha) {
    ports.report.note(comparedCommitMoved({ compared: shortRef(compared), sha: shortRef(deployment.sha) }))
  }
  // GitHub's response to the creation shows how it spells the environment.
  const isRespelled = deployment.environment !== plan.environment
  await start(command, deployment, isRespelled ? readOlder(deployment, false, ports) : older, ports, receipt)
}

/** Takes over an existing deployment. Returns `undefined` if the workflow is not responsible for it. */
async function takeOver(
  { existing, ...wanted }: TakeOver,
  { logUrl }: StatusTexts,
  ports: Ports,
  receipt: ReceiptWriter
): Promise<Deployment | undefined> {
  const deployment =
    typeof existing === 'number' ? await deploymentById({ by: 'id', id: existing, ...wanted }, ports) : existing
  const notOurs = whyNotOurs(deployment, wanted)
  if (notOurs !== undefined) {
    ports.report.info(notOurs)
    return undefined
  }
  receipt.save({ deployment })
  ports.report.deployment('taken over', deployment, logUrl)
  return deployment
}

/** Creates a deployment as planned. */
export async function createPlanned(
  plan: PlannedDeployment,
  ref: string,
  { description, logUrl }: StatusTexts,
  ports: Ports,
  receipt: ReceiptWriter
): Promise<Deployment> {
  const { isMarked, ...fields } = plan
  const wanted: NewDeployment = {
    ...fields,
    ref,
    description: description ?? shortened(`Deploy ${shortRef(ref)} to ${plan.environment}`)
  }
  const intent = await intentOf(wanted, isMarked, ports.clock.now())
  receipt.save({ intent })
  const onRepeat = (): void => receipt.save({ intent: { ...intent, sentAtMs: ports.clock.now() } })
  const deployment = await ports.github.creation.create(wanted, intent, onRepeat).catch((error: unknown) => {
    const isNotCreated = error instanceof GitHubProblem && error.answer.mayBeDone !== true
    if (isNotCreated) receipt.close()
    throw error
  })
  receipt.save({ deployment })
  ports.report.deployment('created', deployment, logUrl)
  return deployment
}

async function start(
  { description, environmentUrl, logUrl }: DeployCommand,
  deployment: Deployment,
  older: Promise<Older>,
  ports: Ports,
  receipt: ReceiptWriter
): Promise<void> {
  await addStatus(
    deployment,
    {
      state: 'in_progress',
      description: description ?? describeOutcome('in_progress', shortRef(deployment.sha)),
      environmentUrl,
      logUrl
    },
    ports
  )
  reportPrevious(await older, deployment, ports, receipt)
}
