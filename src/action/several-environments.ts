import type { EnvironmentAdmin } from '../operations/environment-deletion.ts'
import type { FindCommand } from '../operations/find.ts'
import { findEverywhere } from '../operations/find-everywhere.ts'
import { teardown, type TeardownCommand } from '../operations/teardown.ts'
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

/** Finds what is deployed in several environments, and reports it. */
export const findInSeveral = (command: FindCommand, ports: Ports, report: Report): Promise<void> =>
  findEverywhere(command, ports, deployedReport(report))
