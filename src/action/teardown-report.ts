import { clearedEnvironments, type Plan, type Result } from '../domain/teardown-plan.ts'
import { hasPatterns } from '../domain/pattern.ts'
import { inShort } from '../messages/list.ts'
import type { TeardownCommand, TeardownReporter } from '../operations/teardown.ts'
import type { Runner } from '../ports.ts'
import { fitting, inJson, inOrder, maxEnvironmentsLength, printList } from './fitting.ts'
import { heading } from './html.ts'
import type { Report } from './report.ts'
import {
  fittingDecisions,
  isIdle,
  keptByNumberLine,
  onlyFailedLine,
  patternLines,
  planHeadline,
  planLines,
  resultLine,
  teardownSummary
} from './teardown.ts'

/** Maximum number of environments that a heading names. */
const maxNamed = 3

/** Returns the part of the report that shows the plan and the result of a teardown. */
export const teardownReport = (command: TeardownCommand, report: Report): TeardownReporter => ({
  plan: plan => {
    patternLines(plan).forEach(line => report.runner.info(line))
    printList(report.runner, planHeadline(plan), planLines(plan))
    keptByNumberLine(plan).forEach(line => report.runner.info(line))
    if (isSweep(command.target)) onlyFailedLine(plan).forEach(line => report.runner.info(line))
  },
  tornDown: (plan, result) => {
    writeOutputs(plan, result, report.runner)
    report.summarizeAs(`${heading(teardownHeading(command, plan))}${teardownSummary(plan, result, report.repo)}`)
  }
})

function writeOutputs(plan: Plan, result: Result | undefined, runner: Runner): void {
  const environments = fitting(clearedEnvironments(plan, result), inOrder, maxEnvironmentsLength, name => name)
  const deployments = fittingDecisions(plan, result)
  runner.output('deactivated', String(result?.deactivated.length ?? 0))
  runner.output('deleted', String(result?.deleted.length ?? 0))
  runner.output('environments', inJson(environments))
  runner.output('deployments', inJson(deployments))
  if (!isIdle(plan)) runner.info(resultLine(result))
  const left = plan.decisions.length - deployments.length
  if (left === 0) return
  runner.info(`The output "deployments" has no room for ${left} of them. Unchanged ones are left out first.`)
}

/** Whether the teardown goes by a pattern, so you do not name each environment. */
const isSweep = (target: TeardownCommand['target']): boolean =>
  target.by === 'environments' && hasPatterns(target.lines)

/** Returns the heading of the job summary for a teardown or its dry run. */
export function teardownHeading({ target, dryRun }: TeardownCommand, plan: Plan): string {
  const what =
    target.by === 'id'
      ? `Teardown of deployment ${target.id}`
      : `${isSweep(target) ? 'Sweep' : 'Teardown'} of ${inShort(target.lines, maxNamed)}`
  return `${what}${dryRun ? ' (dry run)' : ''}${isIdle(plan) ? ': nothing to do' : ''}`
}
