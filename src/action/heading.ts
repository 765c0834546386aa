import { hasPatterns } from '../domain/pattern.ts'
import type { Plan } from '../domain/teardown.ts'
import type { TeardownCommand } from '../operations/teardown.ts'
import type { Command } from './inputs.ts'

/** Command of a step. Post uses `deploy` because it ends a deployment. */
export type ReportedCommand = Command | { operation: 'deploy' }

/** Maximum number of environments that a heading names. */
const maxNamed = 3

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

/** Returns a heading of the job summary for a teardown or its dry run. */
export function teardownHeading({ target, dryRun }: TeardownCommand, plan: Plan): string {
  const isIdle =
    plan.environmentsToDelete.length === 0 && plan.decisions.every(({ action }) => ['spare', 'none'].includes(action))
  const what =
    target.by === 'id'
      ? `Teardown of deployment ${target.id}`
      : `${hasPatterns(target.lines) ? 'Sweep' : 'Teardown'} of ${named(target.lines)}`
  return `${what}${dryRun ? ' (dry run)' : ''}${isIdle ? ': nothing to do' : ''}`
}

function named(lines: readonly string[]): string {
  const more = lines.length - maxNamed
  return more > 0 ? `${lines.slice(0, maxNamed).join(', ')} and ${more} more` : lines.join(', ')
}
