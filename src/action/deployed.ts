import { shortRef } from '../domain/deployment.ts'
import type { Deployed, DeployedSearch } from '../domain/search.ts'
import { counted, inShort, nameOrCount } from '../messages/list.ts'
import type { DeployedReporter } from '../operations/find-everywhere.ts'
import { fitting, fittingTable, inJson, inOrder, maxDeploymentsLength, printList } from './fitting.ts'
import { environmentPage, escape, heading, link, marked } from './html.ts'
import type { Report } from './report.ts'

/** Maximum number of environments without a deployment that the log names. */
const maxWithoutDeployment = 20

/** Returns the part of the report that shows the deployments that `find` lists. */
export const deployedReport = (report: Report): DeployedReporter => ({
  deployed: (search, deployed) => {
    const { runner, repo } = report
    const headline = headlineOf(search, deployed)
    printList(runner, headline, deployed.length === 0 ? [] : linesOf(search, deployed))
    const entries = fitting(deployed, inOrder, maxDeploymentsLength, entryOf)
    runner.output('deployments', inJson(entries))
    const left = deployed.length - entries.length
    if (left > 0) runner.info(`The output "deployments" has no room for ${left} of them.`)
    const title = search.ref === undefined ? 'What is deployed where' : `Where ${shortRef(search.ref)} is deployed`
    const body = deployed.length === 0 ? `<p>${escape(headline)}</p>` : tableOf(search, deployed, repo)
    report.summarizeAs(`${heading(title)}${body}\n`)
  }
})

function headlineOf({ environments, states, ref, task }: DeployedSearch, deployed: readonly Deployed[]): string {
  if (environments.length === 0) return 'No environment matches.'
  const ofRef = ref === undefined ? '' : ` of ${shortRef(ref)}`
  const withTask = task === undefined ? '' : ` with task ${task}`
  const wanted = `${ofRef}${withTask} in state ${states.join(' or ')} in ${nameOrCount(environments)}`
  if (deployed.length === 0) return `No deployment${wanted}.`
  return `Found       ${counted(deployed.length, 'deployment')}${wanted}`
}

function linesOf({ environments }: DeployedSearch, deployed: readonly Deployed[]): string[] {
  const lines = deployed.map(({ environment, task, sha, newest }) => {
    const later = newest ? '' : ', not the newest'
    return `${shortRef(sha).padEnd(12)}${environment}${task === 'deploy' ? '' : ` (${task})`}${later}`
  })
  const found = new Set(deployed.map(({ environment }) => environment.toLowerCase()))
  const without = environments.filter(name => !found.has(name.toLowerCase()))
  if (without.length > 0) lines.push(`${'none'.padEnd(12)}${inShort(without, maxWithoutDeployment)}`)
  return lines
}

function entryOf(deployed: Deployed): Record<string, unknown> {
  const {
    id = null,
    environment,
    task,
    state = 'pending',
    sha,
    ref = null,
    environmentUrl = '',
    logUrl = ''
  } = deployed
  const { createdAt, newest } = deployed
  const urls = { environment_url: environmentUrl, log_url: logUrl }
  return { id, environment, task, state, sha, ref, ...urls, created_at: createdAt, newest }
}

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
