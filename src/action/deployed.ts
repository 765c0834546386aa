import type { Deployed, DeployedSearch } from '../domain/deployed.ts'
import { shortRef } from '../domain/deployment.ts'
import { counted, inShort } from '../messages/list.ts'
import { fitting, fittingRows, inJson, inOrder, maxDeploymentsLength, maxUnfolded } from './fitting.ts'
import { environmentPage, escape, link, marked, table } from './html.ts'

/** Maximum number of environments without a deployment that the log names. */
const maxWithoutDeployment = 20

const wanted = ({ state, ref, task }: DeployedSearch): string =>
  `${ref === undefined ? '' : ` of ${shortRef(ref)}`}${task === undefined ? '' : ` with task ${task}`} in state ${state}`

/** Returns log lines for the deployments that were found. */
export function deployedLines(
  search: DeployedSearch,
  deployed: readonly Deployed[]
): { headline: string; lines: string[]; isLong: boolean } {
  const { environments } = search
  const [only = ''] = environments
  const where = environments.length === 1 ? `environment ${only}` : counted(environments.length, 'environment')
  if (environments.length === 0) return { headline: 'No environment matches.', lines: [], isLong: false }
  if (deployed.length === 0) {
    return { headline: `No deployment${wanted(search)} in ${where}.`, lines: [], isLong: false }
  }
  const lines = deployed.map(({ environment, task, sha, newest }) => {
    const later = newest ? '' : ', not the newest'
    return `${shortRef(sha).padEnd(12)}${environment}${task === 'deploy' ? '' : ` (${task})`}${later}`
  })
  const found = new Set(deployed.map(({ environment }) => environment.toLowerCase()))
  const without = environments.filter(name => !found.has(name.toLowerCase()))
  if (without.length > 0) lines.push(`${'none'.padEnd(12)}${inShort(without, maxWithoutDeployment)}`)
  const headline = `Found       ${counted(deployed.length, 'deployment')}${wanted(search)} in ${where}`
  return { headline, lines, isLong: lines.length > maxUnfolded }
}

/** Returns the value of the output, and the number of deployments that do not fit in it. */
export function deployedOutput(deployed: readonly Deployed[]): { deployments: string; left: number } {
  const entries = fitting(deployed, inOrder, maxDeploymentsLength, entryOf)
  return { deployments: inJson(entries), left: deployed.length - entries.length }
}

function entryOf(deployed: Deployed): Record<string, unknown> {
  const { id = null, environment, task, state, sha, ref = null, environmentUrl = '', logUrl = '' } = deployed
  const { createdAt, newest } = deployed
  const urls = { environment_url: environmentUrl, log_url: logUrl }
  return { id, environment, task, state, sha, ref, ...urls, created_at: createdAt, newest }
}

/** Returns HTML for the job summary with the deployments that were found. Escapes all external text. */
export function deployedSummary(search: DeployedSearch, deployed: readonly Deployed[], repo: string): string {
  if (deployed.length === 0) return `<p>${escape(deployedLines(search, deployed).headline)}</p>\n`
  const isOfRef = search.ref !== undefined
  const titles = ['Environment', 'Task', 'State', 'Commit', 'Created', 'URL', ...(isOfRef ? ['Newest'] : [])]
  const rows = fittingRows(deployed, one => rowOf(one, isOfRef, repo))
  const left = deployed.length - rows.length
  const cut = left === 0 ? [] : [`<td colspan="7">and ${left} more, for which there is no room</td>`]
  const heading = titles.map(title => `<th>${title}</th>`).join('')
  return `${table([heading, ...rows, ...cut])}\n`
}

function rowOf(deployed: Deployed, isOfRef: boolean, repo: string): string {
  const { environment, task, state, sha, createdAt, environmentUrl = '', newest } = deployed
  return [
    link(environmentPage(repo, environment), environment),
    escape(task),
    marked(state, 'no status'),
    link(`${repo}/commit/${sha}`, shortRef(sha)),
    escape(createdAt),
    environmentUrl === '' ? '' : link(environmentUrl, environmentUrl),
    ...(isOfRef ? [newest ? 'yes' : 'no'] : [])
  ]
    .map(cell => `<td>${cell}</td>`)
    .join('')
}
