import type { Command } from './inputs.ts'

/** Command of a step. Post uses `deploy` because it ends a deployment. */
export type ReportedCommand = Command | { operation: 'deploy' }

/** Returns a heading of the job summary for the deployment of a step. */
export function headingOf(
  asked: ReportedCommand,
  environment: string,
  state: string | undefined,
  hasFailed: boolean
): string {
  switch (asked.operation) {
    case 'create':
      return `Created a deployment to ${environment}`
    case 'update':
      return hasFailed
        ? `Could not update the deployment to ${environment}`
        : `Updated the deployment to ${environment}`
    case 'wait':
      return `Waited for the deployment to ${environment}`
    case 'find':
      return `Found a deployment to ${environment}`
  }
  switch (state) {
    case 'success':
      return `Deployed to ${environment}`
    case 'failure':
    case 'error':
      return `Deployment to ${environment} failed`
    default:
      return `Deployment to ${environment} is ${state ?? 'without a status'}`
  }
}
