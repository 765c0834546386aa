import { isOnEnterpriseServer, type Run } from '../domain/run.ts'
import type { Ports } from '../ports.ts'

/**
 * Tells the author how to have only one record if GitHub keeps its own record for this job. Logs a warning if several
 * tasks share the environment: when GitHub's record succeeds, GitHub deactivates older deployments of every task.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments
 */
export function adviseOneRecord({ notify, run }: Ports, environment: string, hasSeveralTasks = false): void {
  const danger = hasSeveralTasks
    ? ' When that deployment succeeds, GitHub deactivates older deployments of every task in the environment.'
    : ''
  const text = `GitHub keeps a deployment of its own for this job, because the job has "environment: ${environment}".${danger} ${remedy(environment, run)}`
  notify(hasSeveralTasks ? { kind: 'note', level: 'warning', text } : { kind: 'note', level: 'notice', text })
}

const remedy = (environment: string, run: Run): string =>
  isOnEnterpriseServer(run)
    ? 'Remove "environment:" from the job to have only one record.'
    : `Write "environment: { name: ${environment}, deployment: false }" to keep secrets and approvals and have only one record.`
