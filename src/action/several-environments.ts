import { shortRef } from '../domain/deployment.ts'
import { describeSearch, type Deployed, type DeployedSearch } from '../domain/search.ts'
import { counted, inShort, nameOrCount } from '../messages/list.ts'
import type { EnvironmentAdmin } from '../operations/environment-deletion.ts'
import type { FindCommand } from '../operations/find.ts'
import { findEverywhere, type DeployedReporter } from '../operations/find-everywhere.ts'
import { teardown, type TeardownCommand } from '../operations/teardown.ts'
import type { Ports } from '../ports.ts'
import { environmentPage, escape, heading, link, marked } from './html.ts'
import { logLine, type Report } from './report.ts'
import { fitting, fittingTable, maxDeploymentsLength, printList } from './size-limits.ts'
import { teardownReport } from './teardown-report.ts'

/** Maximum number of environments without a deployment that the log names. */
const maxWithoutDeployment = 20

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

const deployedReport = (report: Report): DeployedReporter => ({
  deployed: (search, deployed) => {
    const { runner, repo } = report
    const headline = headlineOf(search, deployed)
    printList(runner, headline, deployed.length === 0 ? [] : linesOf(search, deployed))
    const { json, left } = fitting(deployed, maxDeploymentsLength, entryOf)
    runner.output('deployments', json)
    if (left > 0) runner.info(`The output "deployments" has no room for ${left} of them.`)
    const title = search.ref === undefined ? 'What is deployed where' : `Where ${shortRef(search.ref)} is deployed`
    const body = deployed.length === 0 ? `<p>${escape(headline)}</p>` : tableOf(search, deployed, repo)
    report.summarizeAs(`${heading(title)}${body}\n`)
  }
})

function headlineOf({ environments, ...search }: DeployedSearch, deployed: readonly Deployed[]): string {
  if (environments.length === 0) return 'No environment matches.'
  const wanted = `${describeSearch(search)} in ${nameOrCount(environments)}`
  if (deployed.length === 0) return `No deployment${wanted}.`
  return logLine('Found', `${counted(deployed.length, 'deployment')}${wanted}`)
}

function linesOf({ environments }: DeployedSearch, deployed: readonly Deployed[]): string[] {
  const lines = deployed.map(({ environment, task, sha, newest }) => {
    const later = newest ? '' : ', not the newest'
    return logLine(shortRef(sha), `${environment}${task === 'deploy' ? '' : ` (${task})`}${later}`)
  })
  const found = new Set(deployed.map(({ environment }) => environment.toLowerCase()))
  const without = environments.filter(name => !found.has(name.toLowerCase()))
  if (without.length > 0) lines.push(logLine('none', inShort(without, maxWithoutDeployment)))
  return lines
}

const entryOf = (deployed: Deployed): Record<string, unknown> => ({
  id: deployed.id ?? null,
  environment: deployed.environment,
  task: deployed.task,
  state: deployed.state ?? 'pending',
  sha: deployed.sha,
  ref: deployed.ref ?? null,
  environment_url: deployed.environmentUrl ?? '',
  log_url: deployed.logUrl ?? '',
  created_at: deployed.createdAt,
  newest: deployed.newest
})

function tableOf(search: DeployedSearch, deployed: readonly Deployed[], repo: string): string {
  const isOfRef = search.ref !== undefined
  const titles = ['Environment', 'Task', 'State', 'Commit', 'Created', 'URL', ...(isOfRef ? ['Newest'] : [])]
  return fittingTable(titles, deployed, ({ environment, task, state, sha, createdAt, environmentUrl = '', newest }) => [
    link(environmentPage(repo, environment), environment),
    escape(task),
    marked(state, 'no status'),
    link(`${repo}/commit/${sha}`, shortRef(sha)),
    escape(createdAt),
    link(environmentUrl, environmentUrl),
    ...(isOfRef ? [newest ? 'yes' : 'no'] : [])
  ])
}
