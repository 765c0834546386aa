import { isOnEnterpriseServer } from '../domain/run.ts'
import { githubKeepsOwnRecord } from '../messages/job.ts'
import type { Ports } from '../ports.ts'

/** Advises how to have only one record, if GitHub keeps one of its own for this job. */
export function adviseOneRecord(environment: string, { report, run }: Pick<Ports, 'report' | 'run'>): void {
  report.note(githubKeepsOwnRecord({ environment, isOnEnterpriseServer: isOnEnterpriseServer(run) }))
}
