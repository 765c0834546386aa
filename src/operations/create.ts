import { isFinal, shortened, shortRef, type Deployment } from '../domain/deployment.ts'
import { describeOutcome, isSkipped, outcomeOf, type Outcome } from '../domain/outcome.ts'
import type { Ports, ReceiptWriter } from '../ports.ts'
import { createPlanned, type PlannedDeployment, type StatusTexts } from './deploy.ts'
import { writeStatus } from './status.ts'
import { resolveCommit } from './target.ts'

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
  if (isSkipped(words)) {
    ports.report.info('No deployment was created, because "state" says that the work was skipped.')
    return
  }
  const deployment = await createPlanned(plan, await resolveCommit(plan.commit, ports), command, ports, receipt)
  const outcome = words.length === 0 ? undefined : outcomeOf(words, deployment)
  if (outcome !== undefined) await addFirstStatus(deployment, outcome, command, ports)
  const state = outcome?.state
  // https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/trigger-a-workflow#triggering-a-workflow-from-a-workflow
  if (command.startsNoWorkflow && !isFinal(state) && state !== 'in_progress') {
    ports.report.info(
      'GITHUB_TOKEN created this deployment, so it does not trigger workflows "on: deployment". To trigger them, set "token" to a GitHub App or personal access token.'
    )
  }
}

async function addFirstStatus(
  deployment: Deployment,
  { state, word, tally }: Outcome,
  { description, environmentUrl, logUrl, autoInactive }: CreateCommand,
  ports: Ports
): Promise<void> {
  if (tally !== undefined) ports.report.info(`Outcome     ${tally}`)
  await writeStatus(
    deployment,
    {
      state,
      description: description ?? shortened(describeOutcome(word, shortRef(deployment.sha))),
      environmentUrl,
      logUrl,
      autoInactive
    },
    {},
    ports
  )
}
