import type { Plan, Result } from '../domain/teardown.ts'
import type { Notification, Runner } from '../ports.ts'
import type { TeardownCommand } from '../operations/teardown.ts'
import { teardownHeading } from './heading.ts'
import { heading } from './html.ts'
import { printList, type ReportPart } from './report.ts'
import { planLines, resultLine, teardownOutputs, teardownSummary } from './teardown.ts'

/** Prints the plan and the result of a teardown. */
export class TeardownReport implements ReportPart {
  readonly #runner: Runner
  readonly #command: TeardownCommand
  #teardown: { plan: Plan; result?: Result } | undefined

  constructor(runner: Runner, command: TeardownCommand) {
    this.#runner = runner
    this.#command = command
  }

  notify(notification: Notification): void {
    if (notification.kind === 'plan') this.#planIs(notification.plan)
    if (notification.kind === 'torn down') this.#tornDown(notification)
  }

  #planIs(plan: Plan): void {
    const { meanings, ...list } = planLines(plan)
    meanings.forEach(line => this.#runner.info(line))
    printList(this.#runner, list)
  }

  #tornDown(notification: { plan: Plan; result?: Result }): void {
    const { plan, result } = notification
    this.#teardown = notification
    const { left, ...outputs } = teardownOutputs(plan, result)
    for (const name of ['deactivated', 'deleted', 'environments', 'deployments'] as const) {
      this.#runner.output(name, outputs[name])
    }
    const line = resultLine(plan, result)
    if (line !== undefined) this.#runner.info(line)
    if (left === 0) return
    this.#runner.info(`The output "deployments" has no room for ${left} of them. Unchanged ones are left out first.`)
  }

  summary(repo: string): string | undefined {
    if (this.#teardown === undefined) return undefined
    const { plan, result } = this.#teardown
    return `${heading(teardownHeading(this.#command, plan))}${teardownSummary(plan, result, repo)}`
  }
}
