import { whyNotNamed } from '../domain/choice.ts'
import { commitOf, isTransientByEvent, type CommitSource, type Event } from '../domain/commit.ts'
import { deploymentFrom, shortened, type Deployment } from '../domain/deployment.ts'
import { decoded, isObject, valueAt } from '../domain/json.ts'
import { isRunsOwn, logUrl, runPayload, type Run } from '../domain/run.ts'
import {
  autoInactiveAlways,
  deploymentMissing,
  descriptionCut,
  environmentIsList,
  environmentMissing,
  environmentNotOneName,
  environmentsIncomplete,
  environmentTooLong,
  environmentWithControls,
  eventWithoutDeployment,
  payloadNotObject,
  refMissing,
  requiredContextsMixed
} from '../messages/inputs.ts'
import type { PlannedDeployment } from '../operations/create.ts'
import type { StatusTexts } from '../operations/status.ts'
import type { Target } from '../operations/target.ts'
import type { Connection } from './connection.ts'
import type { Operation } from './contract.ts'
import { hasControls, isJsonList, isWebAddress, looksIncomplete, type InputReader } from './input-reader.ts'

/**
 * Reads the inputs that several operations share: texts, a new deployment, an existing deployment, its environment and
 * its commit.
 */
export class SharedInputs {
  readonly reader: InputReader
  readonly run: Run
  readonly event: Event
  /** Whether the event belongs to the repository that the operation uses. */
  readonly isOwn: boolean
  readonly usesWorkflowToken: boolean
  readonly #operation: Operation

  constructor(reader: InputReader, operation: Operation, run: Run, event: Event, connection: Connection) {
    this.reader = reader
    this.run = run
    this.event = event
    this.isOwn = isRunsOwn(connection, run)
    this.usesWorkflowToken = connection.tokens[0] === reader.text('workflow-token')
    this.#operation = operation
  }

  /** Returns a URL that is already complete in main. */
  wholeUrl(name: 'environment-url' | 'log-url'): string | undefined {
    const given = this.reader.text(name)
    return given !== undefined && isWebAddress(given) ? given : undefined
  }

  /** Returns the texts and settings that every status has. */
  texts(log = this.reader.url('log-url') ?? logUrl(this.run)): StatusTexts {
    const reader = this.reader
    const given = reader.text('description')
    const description = given === undefined ? undefined : shortened(given)
    if (description !== given) reader.warnings.push(descriptionCut())
    return { logUrl: log, autoInactive: this.#autoInactive(), description }
  }

  #autoInactive(): boolean {
    if (this.reader.text('auto-inactive')?.toLowerCase() !== 'always') return this.reader.flag('auto-inactive') ?? true
    this.reader.problems.push(autoInactiveAlways())
    return true
  }

  plan(): PlannedDeployment | undefined {
    const reader = this.reader
    const environment = this.requiredEnvironment()
    const production = reader.flag('production-environment')
    const transient = reader.flag('transient-environment')
    const payload = this.#payload()
    const commit = this.commit()
    const task = reader.line('task') ?? 'deploy'
    const autoMerge = reader.flag('auto-merge') ?? false
    const requiredContexts = this.#requiredContexts()
    if (environment === undefined || commit === undefined) return undefined
    const target = { environment, production: production === true }
    return {
      commit,
      task,
      environment,
      payload: payload ?? runPayload(this.run, this.#operation === 'create' ? 'create' : 'deploy'),
      isMarked: payload === undefined && this.run.checkRunId !== undefined,
      transient: transient ?? (this.isOwn && isTransientByEvent(this.event, target)),
      production,
      autoMerge,
      requiredContexts
    }
  }

  /**
   * Returns the payload as GitHub accepts it: an object or a string.
   * https://docs.github.com/rest/deployments/deployments#create-a-deployment (payload)
   */
  #payload(): Record<string, unknown> | string | undefined {
    const text = this.reader.text('payload')
    if (text === undefined || !/^[{[]/.test(text)) return text
    const json = decoded(text)
    if (isObject(json)) return json
    this.reader.problems.push(payloadNotObject())
    return undefined
  }

  /** Returns the required contexts: `undefined` means all contexts, an empty list means none. */
  #requiredContexts(): string[] | undefined {
    const names = this.reader.words('required-contexts')
    const only = names.length === 1 ? names[0]?.toLowerCase() : undefined
    if (only === 'all') return undefined
    if (only === 'none') return []
    if (names.some(name => /^(all|none|[\s,]+)$/i.test(name))) this.reader.problems.push(requiredContextsMixed())
    return [...new Set(names)]
  }

  commit(): CommitSource | undefined {
    const ref = this.reader.line('ref')
    if (this.reader.text('ref') !== undefined && ref === undefined) return undefined
    if (ref === undefined && !this.isOwn) {
      this.reader.problems.push(refMissing())
      return undefined
    }
    return this.reader.attempt(() => commitOf(this.event, ref))
  }

  target(): Target | undefined {
    const reader = this.reader
    const id = reader.whole('deployment-id', 1)
    const environment = this.environment()
    const task = reader.line('task')
    const named = { environment, task }
    const isRefGiven = reader.text('ref') !== undefined
    if (reader.text('deployment-id') !== undefined) {
      const commit = isRefGiven ? this.commit() : undefined
      return id === undefined ? undefined : { by: 'id', id, ...named, commit }
    }
    if (this.isOwn && !isRefGiven && ['deployment', 'deployment_status'].includes(this.event.name)) {
      const deployment = this.received()
      if (deployment === undefined) return undefined
      if (this.#operation === 'update' || whyNotNamed(deployment, named) === undefined) {
        return { by: 'event', deployment, ...named }
      }
      // If the event is about another environment or task, wait for a different deployment of the same commit.
      const commit: CommitSource = { kind: 'ref', ref: deployment.sha }
      return { by: 'commit', ...named, environment: environment ?? deployment.environment, commit, orAnyCommit: false }
    }
    const commit = this.commit()
    if (reader.text('environment') === undefined) {
      reader.problems.push(deploymentMissing({ operation: this.#operation }))
    }
    return environment === undefined || commit === undefined
      ? undefined
      : { by: 'commit', ...named, environment, commit, orAnyCommit: !isRefGiven }
  }

  /** Returns the deployment of a `deployment` or `deployment_status` event. */
  received(): Deployment | undefined {
    const deployment = deploymentFrom(valueAt(this.event.payload, 'deployment'))
    if (deployment === undefined) this.reader.problems.push(eventWithoutDeployment({ event: this.event.name }))
    return deployment
  }

  requiredEnvironment(): string | undefined {
    if (this.reader.text('environment') === undefined) {
      this.reader.problems.push(environmentMissing({ operation: this.#operation }))
    }
    return this.environment()
  }

  /** Returns the name of the only environment. A name that is a JSON list needs a `\` at its start. */
  environment(): string | undefined {
    const given = this.reader.text('environment')
    if (given === undefined) return undefined
    if (isJsonList(given)) {
      this.reader.problems.push(environmentIsList())
      return undefined
    }
    if (/[\r\n]/.test(given)) {
      this.reader.problems.push(environmentNotOneName())
      return undefined
    }
    const name = given.startsWith('\\') && isJsonList(given.slice(1)) ? given.slice(1) : given
    if (!this.checkName(name)) return undefined
    this.warnOfIncomplete([name])
    return name
  }

  warnOfIncomplete(lines: readonly string[]): void {
    const names = lines.filter(line => looksIncomplete(line.replace(/^!/, '')))
    if (names.length > 0) this.reader.warnings.push(environmentsIncomplete({ names }))
  }

  /**
   * Whether GitHub accepts the name of an environment. Reports a problem if not.
   * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
   */
  checkName(name: string): boolean {
    if (hasControls(name)) {
      this.reader.problems.push(environmentWithControls())
      return false
    }
    const { length } = Array.from(name)
    if (length <= 255) return true
    this.reader.problems.push(environmentTooLong({ length }))
    return false
  }
}
