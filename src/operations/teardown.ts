import { shortRef } from '../domain/deployment.ts'
import type { Filters } from '../domain/filters.ts'
import { ownRecordKept } from '../messages/job.ts'
import { inShort } from '../messages/list.ts'
import { isNotFound } from '../messages/problem.ts'
import { deploymentDoesNotExist, teardownIncomplete } from '../messages/teardown.ts'
import { isOnEnterpriseServer } from '../domain/run.ts'
import { planTeardown, type Failure, type Plan, type Result, type Survey } from '../domain/teardown.ts'
import type { Ports } from '../ports.ts'
import { EnvironmentDeletion, type EnvironmentAdmin } from './environment-deletion.ts'
import { nothingFound, survey, type TeardownTarget } from './survey.ts'
import { TeardownWrites } from './teardown-writes.ts'

export type { EnvironmentAdmin }

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
  const plan = planTeardown(command, found, github.now)
  teardownReport.plan(plan)
  const own = plan.decisions.find(
    ({ deployment, action }) => action === 'spare' && found.jobsOwn.has(deployment.nodeId)
  )
  if (own !== undefined) {
    const { environment } = own.deployment
    report.note(ownRecordKept({ environment, isOnEnterpriseServer: isOnEnterpriseServer(run) }))
  }
  if (command.dryRun) {
    teardownReport.tornDown(plan)
    return
  }
  const writes = new TeardownWrites(command, ports)
  const { result } = writes
  const environments = new EnvironmentDeletion(result, found, ports)
  try {
    await writes.carryOut(plan)
    if (writes.stopped === undefined) await environments.run(plan.environmentsToDelete, environmentAdmin)
    else environments.fail(environments.withoutFailures(plan.environmentsToDelete))
  } finally {
    teardownReport.tornDown(plan, result)
  }
  if (result.failed.length === 0) return
  if (writes.stopped !== undefined && result.deactivated.length + result.deleted.length === 0) throw writes.stopped
  const { failed } = result
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

/** Lists failures by reason. If reasons differ only in the request or the deployment, shows only the first one. */
function reasonsOf(failed: readonly Failure[]): string[] {
  const reasons = Object.values(
    Object.groupBy(failed, ({ why }) => why.replace(/ \[request .*\]$/, '').replace(/\bdeployment \d+/, ''))
  )
  return reasons.map((those = []) => {
    const names = those.map(({ environment, deployment }) =>
      deployment === undefined ? `environment ${environment}` : `${shortRef(deployment.sha)} in ${environment}`
    )
    return `${inShort(names)}: ${those[0]?.why ?? ''}`
  })
}
