import type { Deployed, DeployedSearch } from '../domain/deployed.ts'
import { shortRef } from '../domain/deployment.ts'
import type { Notification, Runner } from '../ports.ts'
import { deployedLines, deployedOutput, deployedSummary } from './deployed.ts'
import { heading } from './html.ts'
import { printList, type ReportPart } from './report.ts'

/** Prints the deployments that `find` lists. */
export class DeployedReport implements ReportPart {
  readonly #runner: Runner
  #found: { search: DeployedSearch; deployed: readonly Deployed[] } | undefined

  constructor(runner: Runner) {
    this.#runner = runner
  }

  notify(notification: Notification): void {
    if (notification.kind !== 'deployed') return
    this.#found = notification
    printList(this.#runner, deployedLines(notification.search, notification.deployed))
    const { deployments, left } = deployedOutput(notification.deployed)
    this.#runner.output('deployments', deployments)
    if (left > 0) this.#runner.info(`The output "deployments" has no room for ${left} of them.`)
  }

  summary(repo: string): string | undefined {
    if (this.#found === undefined) return undefined
    const { search, deployed } = this.#found
    const title = search.ref === undefined ? 'What is deployed where' : `Where ${shortRef(search.ref)} is deployed`
    return `${heading(title)}${deployedSummary(search, deployed, repo)}`
  }
}
