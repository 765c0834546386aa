import {
  duration,
  isFinal,
  payloadJson,
  shortRef,
  type Deployment,
  type ListedDeployment,
  type Status
} from '../domain/deployment.ts'
import type { Note } from '../messages/problem.ts'
import type { Previous, Reporter, Runner } from '../ports.ts'
import type { Operation } from './contract.ts'
import { environmentPage, escape, factTable, heading, link, marked } from './html.ts'
import type { Command } from './operation-inputs.ts'

/** Returns a line of the log, with its text in a column of its own. */
export const logLine = (label: string, text: string): string => `${label.padEnd(12)}${text}`

/** Turns what an operation reports into log lines, outputs and the job summary. */
export class Report implements Reporter {
  readonly runner: Runner
  /** Page of the repository. */
  readonly repo: string
  readonly #command: Command | { operation: 'deploy' }
  #deployment: Deployment | undefined
  #status: Omit<Status, 'id'> | undefined
  #superseded = 0
  #previousSha: string | undefined
  #summary: string | undefined

  /** @param command the command of the step, which post does not have */
  constructor(runner: Runner, repo: string, command: Command | { operation: 'deploy' } = { operation: 'deploy' }) {
    this.runner = runner
    this.repo = repo
    this.#command = command
  }

  info(text: string): void {
    this.runner.info(text)
  }

  note(note: Note): void {
    this.runner.note(note)
  }

  previous(previous: Previous): void {
    this.#previousSha = previous.sha
    this.runner.output('previous-sha', previous.sha ?? '')
    if (previous.id !== undefined) this.runner.output('previous-deployment-id', String(previous.id))
    this.runner.info(logLine('Previous', describePrevious(previous)))
  }

  rollback(sha: string | undefined): void {
    this.runner.output('rollback-sha', sha ?? '')
    if (sha !== undefined) this.runner.info(logLine('Rollback', shortRef(sha)))
  }

  superseded(deployments: readonly ListedDeployment[]): void {
    this.#superseded += deployments.length
    this.runner.info(
      logLine('Superseded', `${deployments.map(({ sha }) => shortRef(sha)).join(', ')} (set to inactive)`)
    )
  }

  /** Sets the output with the number of superseded deployments, even if it is 0. */
  countSuperseded(): void {
    this.runner.output('deactivated', String(this.#superseded))
  }

  /** Sets what post knows from main. */
  deploymentWas(deployment: Deployment, previousSha: string | undefined): void {
    this.#deployment = deployment
    this.#previousSha = previousSha
  }

  deployment(how: 'created' | 'taken over' | 'found', deployment: Deployment, logUrl?: string): void {
    this.#deployment = deployment
    const { id, url, environment, ref, sha, task, payload } = deployment
    this.runner.output('deployment-id', String(id))
    this.runner.output('deployment-url', url)
    this.runner.output('environment', environment)
    this.runner.output('ref', ref)
    this.runner.output('sha', sha)
    this.runner.output('task', task)
    this.runner.output('payload', payloadJson(payload))
    if (logUrl !== undefined) this.runner.output('log-url', logUrl)
    const kind = deployment.transient ? 'transient ' : deployment.production ? 'production ' : ''
    const verb = { created: 'Created', 'taken over': 'Taken over', found: 'Found' }[how].padEnd(12)
    const page = environmentPage(this.repo, environment)
    this.runner.info(`${verb}deployment ${id} of ${shortRef(sha)} to ${kind}environment ${environment}: ${page}`)
  }

  status(status: Status, deployment: Deployment): void {
    this.#status = status
    this.runner.output('status-id', String(status.id))
    this.runner.output('state', status.state)
    this.runner.output('environment-url', status.environmentUrl)
    this.runner.info(logLine('Status', `${status.state}: ${status.description}`))
    if (status.environmentUrl !== '') this.runner.info(logLine('URL', status.environmentUrl))
    this.#deployment ??= deployment
  }

  seen(status: Omit<Status, 'id'>): void {
    this.#status = status
    const { state, description, environmentUrl, logUrl, createdAt } = status
    this.runner.output('state', state)
    this.runner.output('environment-url', environmentUrl)
    this.runner.output('log-url', logUrl)
    const label = createdAt === '' ? 'State' : `${createdAt.slice(11, 19)}Z`
    this.runner.info(`${label.padEnd(12)}${state}${description === '' ? '' : `: ${description}`}`)
    if (isFinal(state) && environmentUrl !== '') this.runner.info(logLine('URL', environmentUrl))
  }

  ended(state: string, environmentUrl: string): void {
    this.#status = { state, environmentUrl, description: '', logUrl: '', createdAt: '' }
  }

  /** Replaces the usual job summary with the HTML of an operation. */
  summarizeAs(html: string): void {
    this.#summary = html
  }

  /**
   * Writes the job summary: a heading for the operation, and a table with the result of the deployment. Escapes all
   * external text.
   *
   * @param took duration of the deployment, in milliseconds
   */
  async summarize({ took, hasFailed = false }: { took?: number; hasFailed?: boolean } = {}): Promise<void> {
    const repo = this.repo
    const asked = this.#command
    if (this.#summary !== undefined) {
      await this.runner.summary(this.#summary)
      return
    }
    const deployment = this.#deployment
    const status = this.#status
    if (deployment === undefined) {
      if (asked.operation !== 'find' || hasFailed) return
      const { lines, states } = asked
      await this.runner.summary(`${heading(`${lines.join(', ')} has no deployment in state ${states.join(' or ')}`)}\n`)
      return
    }
    const compare =
      this.#previousSha === undefined || this.#previousSha === deployment.sha
        ? ''
        : ` (${link(`${repo}/compare/${this.#previousSha}...${deployment.sha}`, `changes since ${shortRef(this.#previousSha)}`)})`
    const rows: [string, string][] = [
      ['Environment', link(environmentPage(repo, deployment.environment), deployment.environment)],
      ['State', marked(status?.state, 'created, no status yet')],
      ['Commit', `${link(`${repo}/commit/${deployment.sha}`, shortRef(deployment.sha))}${compare}`],
      ['Description', escape(status?.description ?? '')],
      ['URL', link(status?.environmentUrl ?? '', status?.environmentUrl ?? '')],
      ['Duration', took === undefined ? '' : duration(took)],
      ['Log', status === undefined || status.logUrl === '' ? '' : link(status.logUrl, 'job log')],
      ['Superseded', this.#superseded === 0 ? '' : String(this.#superseded)]
    ]
    const body = factTable(rows.filter(([, value]) => value !== ''))
    const title = heading(headingOf(asked.operation, deployment.environment, status?.state, hasFailed))
    await this.runner.summary(`${title}${body}\n`)
  }
}

/** Returns the previous deployment as text, with the number of deployments that were searched if that is limited. */
function describePrevious({ sha, among }: Previous): string {
  if (sha !== undefined) return shortRef(sha)
  return among === undefined ? 'none' : `none among the newest ${among} deployments`
}

/** Returns a heading of the job summary for the deployment of a step. */
export function headingOf(
  operation: Operation,
  environment: string,
  state: string | undefined,
  hasFailed: boolean
): string {
  switch (operation) {
    case 'create':
      return `Created a deployment to ${environment}`
    case 'update':
      return hasFailed
        ? `Could not update the deployment to ${environment}`
        : `Updated the deployment to ${environment}`
    case 'wait':
      return `Waited for the deployment to ${environment}`
    case 'find':
      return `Found a deployment to ${environment}`
  }
  switch (state) {
    case 'success':
      return `Deployed to ${environment}`
    case 'failure':
    case 'error':
      return `Deployment to ${environment} failed`
    default:
      return `Deployment to ${environment} is ${state ?? 'without a status'}`
  }
}
