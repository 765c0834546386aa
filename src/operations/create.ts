import type { CommitSource } from '../domain/commit.ts'
import { isFinal, shortened, shortRef, type Deployment, type NewDeployment } from '../domain/deployment.ts'
import { intentOf } from '../domain/intent.ts'
import { describeOutcome, isSkipped, outcomeOf } from '../domain/outcome.ts'
import { GitHubProblem } from '../messages/problem.ts'
import type { Ports, ReceiptWriter } from '../ports.ts'
import { writeStatus, type StatusTexts } from './status.ts'
import { resolveCommit } from './target.ts'

/** Deployment as the inputs describe it, before its commit is known. */
export interface PlannedDeployment extends Omit<NewDeployment, 'ref' | 'description'> {
  commit: CommitSource
  /** Whether this action writes the payload, which then identifies this step. */
  isMarked: boolean
}

export interface CreateCommand extends StatusTexts {
  operation: 'create'
  plan: PlannedDeployment
  /** Outcomes of the work, as for `result`. Empty if the deployment gets no status. */
  words: readonly string[]
  /** Whether GitHub triggers no workflows for the deployment created here. */
  startsNoWorkflow: boolean
}

/**
 * Creates a deployment for work that ends elsewhere. If an outcome is given, also adds the first status. Creates nothing
 * if the work was skipped.
 */
export async function create(command: CreateCommand, ports: Ports, receipt: ReceiptWriter): Promise<void> {
  const { plan, words } = command
  const { report } = ports
  if (isSkipped(words)) {
    report.info('No deployment was created, because "state" says that the work was skipped.')
    return
  }
  const deployment = await createPlanned(plan, await resolveCommit(plan.commit, ports), command, ports, receipt)
  const outcome = words.length === 0 ? undefined : outcomeOf(words, deployment)
  if (outcome !== undefined) {
    const { state, word, tally } = outcome
    if (tally !== undefined) report.info(`Outcome     ${tally}`)
    const { environmentUrl, logUrl, autoInactive } = command
    const description = command.description ?? shortened(describeOutcome(word, shortRef(deployment.sha)))
    await writeStatus(deployment, { state, description, environmentUrl, logUrl, autoInactive }, ports)
  }
  // https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/trigger-a-workflow#triggering-a-workflow-from-a-workflow
  if (command.startsNoWorkflow && !isFinal(outcome?.state) && outcome?.state !== 'in_progress') {
    report.info(
      'GITHUB_TOKEN created this deployment, so it does not trigger workflows "on: deployment". To trigger them, set "token" to a GitHub App or personal access token.'
    )
  }
}

/** Creates a deployment as planned. Saves the intent before the request, and the deployment as soon as it is known. */
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
