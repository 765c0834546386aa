import { isFinal, shortened, shortRef, type State } from '../domain/deployment.ts'
import { describeOutcome } from '../domain/outcome.ts'
import type { Ports, ReceiptWriter } from '../ports.ts'
import { createPlanned, type Plan, type StatusTexts } from './deploy.ts'
import { writeStatus } from './status.ts'

export interface CreateCommand extends StatusTexts {
  operation: 'create'
  plan: Plan
  state?: State
  /** Whether GitHub triggers no workflows for the deployment created here. */
  startsNoWorkflow: boolean
}

/** Creates a deployment for work that ends elsewhere. If a state is given, also adds the first status. */
export async function create(command: CreateCommand, ports: Ports, receipt: ReceiptWriter): Promise<void> {
  const { plan, state, description, environmentUrl, logUrl, autoInactive } = command
  const deployment = await createPlanned(plan, command, ports, receipt)
  if (state !== undefined) {
    await writeStatus(
      deployment,
      {
        state,
        description: description ?? shortened(describeOutcome(state, shortRef(deployment.sha))),
        environmentUrl,
        logUrl,
        autoInactive
      },
      {},
      ports
    )
  }
  // https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/trigger-a-workflow#triggering-a-workflow-from-a-workflow
  if (command.startsNoWorkflow && !isFinal(state) && state !== 'in_progress') {
    ports.report.info(
      'GITHUB_TOKEN created this deployment, so it does not trigger workflows "on: deployment". To trigger them, set "token" to a GitHub App or personal access token.'
    )
  }
}
