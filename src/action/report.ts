import { duration, isFinal, payloadJson, shortRef, type Deployment, type Status } from '../domain/deployment.ts'
import { fullName, type Repository } from '../domain/run.ts'
import type { Plan, Result } from '../domain/teardown.ts'
import type { News, Runner } from '../ports.ts'
import type { OutputName } from './contract.ts'
import { environmentPage, escape, link, marked, table } from './html.ts'
import { planLines, resultLine, teardownOutputs, teardownSummary } from './teardown.ts'

/** What an operation tells becomes log lines, outputs and the job summary here, and nowhere else. */
export class Report {
  readonly #runner: Runner
  readonly #links: { serverUrl: string; repository: Repository }
  #deployment: Deployment | undefined
  #status: Omit<Status, 'id'> | undefined
  #superseded = 0
  #previousSha: string | undefined
  #teardown: { plan: Plan; result?: Result } | undefined

  constructor(runner: Runner, links: { serverUrl: string; repository: Repository }) {
    this.#runner = runner
    this.#links = links
  }

  tell(news: News): void {
    switch (news.kind) {
      case 'intent':
      case 'creation':
        return
      case 'deployment':
        this.#deploymentIs(news.deployment, news.how, news.logUrl)
        return
      case 'status':
        this.#statusIs(news.status, news.deployment)
        return
      case 'seen':
        this.#seen(news.status)
        return
      case 'ended':
        this.#status = { ...news, description: '', logUrl: '', createdAt: '' }
        return
      case 'previous':
        this.previousWas(news.sha)
        this.#output('previous-sha', news.sha ?? '')
        if (news.id !== undefined) this.#output('previous-deployment-id', String(news.id))
        this.#runner.info(`Before      ${before(news)}`)
        return
      case 'superseded':
        this.#superseded += news.deployments.length
        this.#runner.info(`Superseded  ${news.deployments.map(({ sha }) => shortRef(sha)).join(', ')}, now inactive`)
        return
      case 'plan':
        this.#planIs(news.plan)
        return
      case 'torn down':
        this.#tornDown(news)
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

  #deploymentIs(deployment: Deployment, how: 'created' | 'taken over' | 'found', logUrl?: string): void {
    this.#deployment = deployment
    const { id, url, environment, ref, sha, task, payload } = deployment
    this.#output('deployment-id', String(id))
    this.#output('deployment-url', url)
    this.#output('environment', environment)
    this.#output('ref', ref)
    this.#output('sha', sha)
    this.#output('task', task)
    this.#output('payload', payloadJson(payload))
    if (logUrl !== undefined) this.#output('log-url', logUrl)
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
    if (status.refusedUrl !== undefined) {
      const { url, why } = status.refusedUrl
      this.#runner.warning(
        `GitHub did not accept the environment URL "${url}" (${why.trim().replace(/\.$/, '')}), so the status was recorded without it. Change the input "environment-url".`
      )
    }
    this.#deployment ??= deployment
  }

  #seen(status: Omit<Status, 'id'>): void {
    this.#status = status
    const { state, description, environmentUrl, logUrl, createdAt } = status
    this.#output('state', state)
    this.#output('environment-url', environmentUrl)
    this.#output('log-url', logUrl)
    const label = createdAt === '' ? 'State' : `${createdAt.slice(11, 19)}Z`
    this.#runner.info(`${label.padEnd(12)}${state}${description === '' ? '' : `: ${description}`}`)
    if (isFinal(state) && environmentUrl !== '') this.#runner.info(`URL         ${environmentUrl}`)
  }

  #planIs(plan: Plan): void {
    const { headline, lines, isLong } = planLines(plan)
    if (isLong) this.#runner.group(headline, lines)
    else [headline, ...lines].forEach(line => this.#runner.info(line))
  }

  #tornDown(news: { plan: Plan; result?: Result }): void {
    const { plan, result } = news
    this.#teardown = news
    const { left, ...outputs } = teardownOutputs(plan, result)
    for (const name of ['deactivated', 'deleted', 'environments', 'deployments'] as const) {
      this.#output(name, outputs[name])
    }
    const line = resultLine(plan, result)
    if (line !== undefined) this.#runner.info(line)
    if (left > 0) {
      this.#runner.info(`The output "deployments" has no room for ${left} of them; those that needed nothing go first.`)
    }
  }

  #output(name: OutputName, value: string): void {
    this.#runner.output(name, value)
  }

  /** The job summary: what became of the deployment, as a table. Everything from outside is escaped. */
  async summarize(took?: number): Promise<void> {
    const { serverUrl, repository } = this.#links
    const repo = `${serverUrl}/${fullName(repository)}`
    if (this.#teardown !== undefined) {
      await this.#runner.summary(teardownSummary(this.#teardown.plan, this.#teardown.result, repo))
      return
    }
    const deployment = this.#deployment
    const status = this.#status
    if (deployment === undefined) return
    const compare =
      this.#previousSha === undefined || this.#previousSha === deployment.sha
        ? ''
        : ` (${link(`${repo}/compare/${this.#previousSha}...${deployment.sha}`, `changes since ${shortRef(this.#previousSha)}`)})`
    const rows: [string, string][] = [
      ['Environment', link(environmentPage(repo, deployment.environment), deployment.environment)],
      ['State', marked(status?.state, 'created, no status yet')],
      ['Commit', `${link(`${repo}/commit/${deployment.sha}`, shortRef(deployment.sha))}${compare}`]
    ]
    if (status !== undefined && status.description !== '') rows.push(['Description', escape(status.description)])
    if (status !== undefined && status.environmentUrl !== '') {
      rows.push(['URL', link(status.environmentUrl, status.environmentUrl)])
    }
    if (took !== undefined) rows.push(['Duration', duration(took)])
    if (status !== undefined && status.logUrl !== '') rows.push(['Log', link(status.logUrl, 'job log')])
    if (this.#superseded > 0) rows.push(['Superseded', String(this.#superseded)])
    const body = table(rows.map(([name, value]) => `<th align="left">${name}</th><td>${value}</td>`))
    await this.#runner.summary(`${body}\n`)
  }
}

/** What was live before, as far as somebody has looked. */
function before({ sha, among }: { sha: string | undefined; among?: number }): string {
  if (sha !== undefined) return `${shortRef(sha)} was live here`
  return among === undefined ? 'nothing was live here' : `none of the newest ${among} deployments was live here`
}
