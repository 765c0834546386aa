import { isOnEnterpriseServer } from '../domain/run.ts'
import { githubKeepsOwnRecord, ownRecordEndsOtherTasks } from '../messages/job.ts'
import type { Ports } from '../ports.ts'

/**
 * Tells the author how to have only one record if GitHub keeps its own record for this job. Logs a warning if several
 * tasks share the environment: when GitHub's record succeeds, GitHub deactivates older deployments of every task.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments
 */
export function adviseOneRecord({ report, run }: Ports, environment: string, hasSeveralTasks = false): void {
  const record = { environment, isOnEnterpriseServer: isOnEnterpriseServer(run) }
  report.note(hasSeveralTasks ? ownRecordEndsOtherTasks(record) : githubKeepsOwnRecord(record))
}
