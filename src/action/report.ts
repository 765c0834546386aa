import { duration, payloadJson, shortRef, type Deployment, type Status } from '../domain/deployment.ts'
import { fullName, type Repository } from '../domain/run.ts'
import type { News, Runner } from '../ports.ts'
import type { OutputName } from './contract.ts'

/** What an operation tells becomes log lines, outputs and the job summary here, and nowhere else. */
export class Report {
  readonly #runner: Runner
  readonly #links: { serverUrl: string; repository: Repository }
  #deployment: Deployment | undefined
  #status: Status | undefined
  #superseded = 0
  #previousSha: string | undefined

  constructor(runner: Runner, links: { serverUrl: string; repository: Repository }) {
    this.#runner = runner
    this.#links = links
  }

  tell(news: News): void {
    switch (news.kind) {
      case 'intent':
        return
      case 'deployment':
        this.#deploymentIs(news.deployment, news.how, news.logUrl)
        return
      case 'status':
        this.#statusIs(news.status, news.deployment)
        return
      case 'previous':
        this.previousWas(news.sha)
        this.#output('previous-sha', news.sha ?? '')
        this.#runner.info(
          news.sha === undefined
            ? 'Before      nothing was live here'
            : `Before      ${shortRef(news.sha)} was live here`
        )
        return
      case 'superseded':
        this.#superseded += news.sightings.length
        this.#runner.info(`Superseded  ${news.sightings.map(({ sha }) => shortRef(sha)).join(', ')}, now inactive`)
        return
      case 'note':
        this.#runner[news.level](news.text)
    }
  }

  /** Counts are an answer even when they are nothing. */
  count(name: 'deactivated'): void {
    this.#output(name, String(this.#superseded))
  }

  /** What post knows from main. */
  deploymentWas(deployment: Deployment): void {
    this.#deployment = deployment
  }

  previousWas(sha: string | undefined): void {
    this.#previousSha = sha
  }

  #deploymentIs(deployment: Deployment, how: 'created' | 'taken over' | 'found', logUrl: string): void {
    this.#deployment = deployment
    const { id, url, environment, ref, sha, task, payload } = deployment
    this.#output('deployment-id', String(id))
    this.#output('deployment-url', url)
    this.#output('environment', environment)
    this.#output('ref', ref)
    this.#output('sha', sha)
    this.#output('task', task)
    this.#output('payload', payloadJson(payload))
    this.#output('log-url', logUrl)
    const kind = deployment.transient ? 'transient ' : deployment.production ? 'production ' : ''
    const verb = { created: 'Created', 'taken over': 'Taken over', found: 'Found' }[how].padEnd(12)
    this.#runner.info(`${verb}deployment ${id} of ${shortRef(sha)} to ${kind}environment ${environment}`)
  }

  #statusIs(status: Status, deployment: Deployment): void {
    this.#status = status
    this.#output('status-id', String(status.id))
    this.#output('state', status.state)
    this.#output('environment-url', status.environmentUrl)
    this.#runner.info(`Status      ${status.state}: ${status.description}`)
    if (status.environmentUrl !== '') this.#runner.info(`URL         ${status.environmentUrl}`)
    this.#deployment ??= deployment
  }

  #output(name: OutputName, value: string): void {
    this.#runner.output(name, value)
  }

  /** The job summary: what became of the deployment, as a table. Everything from outside is escaped. */
  async summarize(took?: number): Promise<void> {
    const deployment = this.#deployment
    const status = this.#status
    if (deployment === undefined) return
    const { serverUrl, repository } = this.#links
    const repo = `${serverUrl}/${fullName(repository)}`
    const compare =
      this.#previousSha === undefined || this.#previousSha === deployment.sha
        ? ''
        : ` (${link(`${repo}/compare/${this.#previousSha}...${deployment.sha}`, `changes since ${shortRef(this.#previousSha)}`)})`
    const rows: [string, string][] = [
      [
        'Environment',
        link(
          `${repo}/deployments/activity_log?environments_filter=${encodeURIComponent(deployment.environment)}`,
          deployment.environment
        )
      ],
      ['State', `${marks[status?.state ?? ''] ?? '⚪'} ${escape(status?.state ?? 'created, no status yet')}`],
      ['Commit', `${link(`${repo}/commit/${deployment.sha}`, shortRef(deployment.sha))}${compare}`]
    ]
    if (status !== undefined && status.description !== '') rows.push(['Description', escape(status.description)])
    if (status !== undefined && status.environmentUrl !== '') {
      rows.push(['URL', link(status.environmentUrl, status.environmentUrl)])
    }
    if (took !== undefined) rows.push(['Duration', duration(took)])
    if (status !== undefined && status.logUrl !== '') rows.push(['Log', link(status.logUrl, 'job log')])
    if (this.#superseded > 0) rows.push(['Superseded', String(this.#superseded)])
    const body = rows.map(([name, value]) => `<tr><th align="left">${name}</th><td>${value}</td></tr>`).join('')
    await this.#runner.summary(`<table>${body}</table>\n`)
  }
}

const marks: Record<string, string> = {
  success: '🟢',
  failure: '🔴',
  error: '🔴',
  inactive: '⚪',
  in_progress: '🟡',
  queued: '🟡',
  pending: '🟡',
  waiting: '🟡'
}

/** Text as it may stand in HTML; on one line, since a blank one would end the table and begin Markdown. */
function escape(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

function link(address: string, text: string): string {
  return /^https?:\/\//i.test(address) ? `<a href="${escape(address)}">${escape(text)}</a>` : escape(text)
}
