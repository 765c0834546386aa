import { resolveEnvironments } from '../operations/environment-names.ts'
import type { SeveralEnvironments } from '../operations/find.ts'
import { teardown, type EnvironmentAdmin, type TeardownCommand } from '../operations/teardown.ts'
import type { Ports } from '../ports.ts'
import { deployedReport } from './deployed.ts'
import type { Report } from './report.ts'
import { teardownReport } from './teardown-report.ts'

/** Tears deployments down, and reports the plan and the result. */
export const tearDown = (
  command: TeardownCommand,
  ports: Ports,
  report: Report,
  environmentAdmin: () => EnvironmentAdmin
): Promise<void> => teardown(command, ports, teardownReport(command, report), environmentAdmin)

/** Returns what `find` needs for several environments: their names, and a report of what is deployed there. */
export const severalEnvironments = (report: Report): SeveralEnvironments => ({
  resolve: resolveEnvironments,
  ...deployedReport(report)
})
