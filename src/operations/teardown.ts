import { shortRef } from '../domain/deployment.ts'
import type { Filters } from '../domain/filters.ts'
import { isJobsOwn } from '../domain/maker.ts'
import { isOnEnterpriseServer } from '../domain/run.ts'
import { planTeardown, type Failure, type Plan, type Result, type Survey } from '../domain/teardown-plan.ts'
import { ownRecordKept } from '../messages/job.ts'
import { inShort } from '../messages/list.ts'
import { isNotFound } from '../messages/problem.ts'
import { deploymentDoesNotExist, teardownIncomplete } from '../messages/teardown.ts'
import type { Ports } from '../ports.ts'
import { deleteEnvironments, type EnvironmentAdmin } from './environment-deletion.ts'
import { nothingFound, survey, type TeardownTarget } from './survey.ts'
import { TeardownWrites } from './teardown-writes.ts'

/** Receives the plan and the result of a teardown. */
export interface TeardownReporter {
  plan(plan: Plan): void
  /** Has no result after a dry run. */
  tornDown(plan: Plan, result?: Result): void
}

export interface TeardownCommand {
  operation: 'deactivate' | 'delete'
  target: TeardownTarget
  filters: Filters
  description?: string
  logUrl: string
  dryRun: boolean
  deleteEnvironment: boolean
}

/**
 * Deactivates live deployments in environments. With `delete`, then deletes the deployments and the environments. A
 * failure does not stop the rest.
 * https://docs.github.com/rest/deployments/deployments#delete-a-deployment
 *
 * @throws Problem that lists all failures
 */
export async function teardown(
  command: TeardownCommand,
  ports: Ports,
  teardownReport: TeardownReporter,
  environmentAdmin: () => EnvironmentAdmin
): Promise<void> {
  const { github, run, report } = ports
  const found = await surveyOf(command, ports)
  const plan = planTeardown(command, found, run, github.now)
  teardownReport.plan(plan)
  const own = plan.decisions.find(({ deployment, action }) => action === 'spare' && isJobsOwn(deployment, run))
  if (own !== undefined) {
    const { environment } = own.deployment
    report.note(ownRecordKept({ environment, isOnEnterpriseServer: isOnEnterpriseServer(run) }))
  }
  if (command.dryRun) {
    teardownReport.tornDown(plan)
    return
  }
  const writes = new TeardownWrites(plan, command, ports)
  const { result } = writes
  try {
    await writes.carryOut()
    const doomed = withoutFailures(plan.environmentsToDelete, result)
    if (writes.stopped === undefined) {
      await deleteEnvironments(doomed, found.deployments, result, environmentAdmin, ports)
    } else {
      result.failed.push(...doomed.map(environment => ({ environment, why: 'not attempted' })))
    }
  } finally {
    teardownReport.tornDown(plan, result)
  }
  const { failed } = result
  if (failed.length === 0) return
  if (writes.stopped !== undefined && result.deactivated.length + result.deleted.length === 0) throw writes.stopped
  throw teardownIncomplete({ operation: command.operation, failed: failed.length, reasons: reasonsOf(failed) })
}

async function surveyOf(command: TeardownCommand, ports: Ports): Promise<Survey> {
  const { operation, target } = command
  try {
    return await survey(command, ports)
  } catch (error) {
    if (operation !== 'delete' || target.by !== 'id' || !isNotFound(error)) throw error
    if (!(await ports.github.deployments.isDeleted(target.id))) throw error
    ports.report.note(deploymentDoesNotExist({ id: target.id }))
    return nothingFound
  }
}

/** Returns the environments without failed deployments. */
function withoutFailures(names: readonly string[], { failed }: Result): string[] {
  const withFailures = new Set(failed.map(({ environment }) => environment.toLowerCase()))
  return names.filter(name => !withFailures.has(name.toLowerCase()))
}

/** Lists failures by reason. If reasons differ only in the request or the deployment, shows only the first one. */
function reasonsOf(failed: readonly Failure[]): string[] {
  const reasons = Map.groupBy(failed, ({ why }) => why.replace(/ \[request .*\]$/, '').replace(/\bdeployment \d+/, ''))
  return Array.from(reasons.values(), those => {
    const names = those.map(({ environment, deployment }) =>
      deployment === undefined ? `environment ${environment}` : `${shortRef(deployment.sha)} in ${environment}`
    )
    return `${inShort(names)}: ${those[0]?.why ?? ''}`
  })
}
