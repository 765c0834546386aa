import { commitOf, type Event } from '../domain/commit.ts'
import { states } from '../domain/deployment.ts'
import { isBoundless, isExclusion } from '../domain/pattern.ts'
import { logUrl, type Run } from '../domain/run.ts'
import { environmentMatchesAll, exclusionEmpty, onlyExclusions } from '../messages/input-values.ts'
import {
  environmentMissing,
  environmentUrlWithoutState,
  notForExistingDeployment,
  notWithDeploymentId,
  stateMissing,
  teardownTargetMissing
} from '../messages/inputs.ts'
import type { Note } from '../messages/problem.ts'
import type { CreateCommand } from '../operations/create.ts'
import type { DeployCommand } from '../operations/deploy.ts'
import type { FindCommand } from '../operations/find.ts'
import type { TeardownCommand } from '../operations/teardown.ts'
import type { UpdateCommand } from '../operations/update.ts'
import type { WaitCommand } from '../operations/wait.ts'
import { readConnection, type Connection } from './connection.ts'
import { operations, type Operation } from './contract.ts'
import { Fields } from './fields.ts'
import { InputReader, type RawInputs } from './input-reader.ts'

export type Command = DeployCommand | CreateCommand | UpdateCommand | TeardownCommand | FindCommand | WaitCommand

export interface Request {
  command: Command
  connection: Connection
  summary: boolean
  warnings: readonly Note[]
}

/**
 * Parses the inputs into a command. Sends nothing to GitHub, and reports all problems in one error.
 *
 * @throws Problem that lists all problems of the inputs
 */
export function readRequest(raw: RawInputs, run: Run, event: Event): Request {
  const reader = new InputReader(raw, migrationPage(run))
  reader.refuseUndeclared()
  const operation = reader.text('operation') === undefined ? 'deploy' : reader.choice('operation', operations)
  if (operation !== undefined) reader.refuseUnused(operation)
  const summary = reader.flag('summary') ?? true
  const connection = readConnection(reader, run, event)
  // The operation decides which values of the other inputs are valid.
  const command = operation && reader.attempt(() => new CommandReader(reader, operation, run, event, connection).read())
  if (reader.problems.length > 0 || command === undefined) throw reader.problem()
  return { command, connection, summary, warnings: reader.warnings }
}

/** Reads the inputs of one operation, after the inputs that all operations share. */
class CommandReader {
  readonly #reader: InputReader
  readonly #operation: Operation
  readonly #run: Run
  readonly #event: Event
  readonly #fields: Fields
  readonly #usesWorkflowToken: boolean

  constructor(reader: InputReader, operation: Operation, run: Run, event: Event, connection: Connection) {
    this.#reader = reader
    this.#operation = operation
    this.#run = run
    this.#event = event
    this.#fields = new Fields(reader, operation, run, event, connection)
    this.#usesWorkflowToken = connection.tokens[0] === reader.text('workflow-token')
  }

  read(): Command | undefined {
    switch (this.#operation) {
      case 'deploy':
        return this.#deploy()
      case 'create':
        return this.#create()
      case 'update':
        return this.#update()
      case 'deactivate':
      case 'delete':
        return this.#teardown(this.#operation)
      case 'find':
        return this.#find()
      case 'wait':
        return this.#wait()
    }
  }

  #deploy(): DeployCommand | undefined {
    const reader = this.#reader
    // In main, both URLs may be incomplete because they use outputs of later steps. Post validates them.
    const environmentUrl = this.#fields.wholeUrl('environment-url')
    const givenLogUrl = this.#fields.wholeUrl('log-url')
    const texts = {
      ...this.#fields.texts(givenLogUrl ?? logUrl(this.#run)),
      environmentUrl,
      isLogUrlGiven: givenLogUrl === undefined ? undefined : true
    }
    const id = reader.whole('deployment-id', 1)
    const isReceived = this.#fields.isOwn && this.#event.name === 'deployment'
    if (reader.text('deployment-id') === undefined && !isReceived) {
      const plan = this.#fields.plan()
      return plan === undefined ? undefined : { operation: 'deploy', ...texts, begin: { kind: 'new', plan } }
    }
    for (const name of [
      'ref',
      'payload',
      'transient-environment',
      'production-environment',
      'auto-merge',
      'required-contexts'
    ] as const) {
      if (reader.text(name) !== undefined) reader.problems.push(notForExistingDeployment({ name }))
    }
    const environment = this.#fields.environment()
    const task = reader.line('task')
    const received = isReceived ? this.#fields.received() : undefined
    const existing = id === received?.id ? received : (id ?? received)
    if (existing === undefined) return undefined
    return {
      operation: 'deploy',
      ...texts,
      begin: {
        kind: 'take over',
        existing,
        environment,
        task
      }
    }
  }

  #create(): CreateCommand | undefined {
    const reader = this.#reader
    const state = reader.choice('state', states)
    const environmentUrl = reader.url('environment-url')
    if (environmentUrl !== undefined && reader.text('state') === undefined) {
      reader.problems.push(environmentUrlWithoutState())
    }
    const plan = this.#fields.plan()
    const texts = this.#fields.texts()
    if (plan === undefined) return undefined
    return {
      operation: 'create',
      plan,
      ...texts,
      startsNoWorkflow: this.#usesWorkflowToken,
      environmentUrl,
      state
    }
  }

  #update(): UpdateCommand | undefined {
    const reader = this.#reader
    const words = reader.outcomes('state')
    if (words.length === 0) reader.problems.push(stateMissing())
    const environmentUrl = reader.url('environment-url')
    const target = this.#fields.target()
    const texts = this.#fields.texts()
    if (target === undefined) return undefined
    return {
      operation: 'update',
      target,
      words,
      isCancelled: reader.text('job-status') === 'cancelled',
      ...texts,
      environmentUrl
    }
  }

  #teardown(operation: 'deactivate' | 'delete'): TeardownCommand | undefined {
    const reader = this.#reader
    const id = reader.whole('deployment-id', 1)
    const lines = this.#environments()
    const task = reader.line('task')
    const filters = ['state', 'older-than', 'keep', 'keep-open-pull-requests', 'delete-environment'] as const
    if (reader.text('deployment-id') !== undefined) {
      const given = [
        ...(task === undefined ? [] : ['task']),
        ...(['environment', ...filters] as const).filter(name => reader.isGiven(name))
      ]
      for (const name of given) reader.problems.push(notWithDeploymentId({ name }))
    } else if (lines.length === 0) {
      reader.problems.push(teardownTargetMissing({ operation }))
    }
    if (!lines.some(isExclusion)) {
      for (const pattern of lines.filter(isBoundless)) reader.problems.push(environmentMatchesAll({ pattern }))
    }
    if (lines.length > 0 && lines.every(isExclusion)) reader.problems.push(onlyExclusions({ lines }))
    const olderThanMs = reader.span('older-than')
    const keep = reader.whole('keep', 0)
    const states_ = reader.choices('state', states)
    const { description, logUrl: log } = this.#fields.texts()
    const dryRun = reader.flag('dry-run') ?? false
    const keepOpenPullRequests = reader.flag('keep-open-pull-requests') ?? false
    const deleteEnvironment = operation === 'delete' && (reader.flag('delete-environment') ?? false)
    return {
      operation,
      target: id === undefined ? { by: 'environments', lines } : { by: 'id', id },
      filters: {
        task,
        states: states_,
        keepOpenPullRequests,
        olderThanMs,
        keep
      },
      logUrl: log,
      dryRun,
      deleteEnvironment,
      description
    }
  }

  #find(): FindCommand | undefined {
    const reader = this.#reader
    const lines = this.#environments()
    if (lines.length === 0) reader.problems.push(environmentMissing({ operation: this.#operation }))
    // A single line is a name, because it has nothing to exclude from.
    if (lines.length > 1 && lines.every(isExclusion)) reader.problems.push(onlyExclusions({ lines }))
    const state = reader.choice('state', states) ?? 'success'
    const ref = reader.line('ref')
    const task = reader.line('task')
    return {
      operation: 'find',
      lines,
      state,
      commit: ref === undefined ? undefined : commitOf(this.#event, ref),
      task
    }
  }

  /** Returns names and patterns of environments, one per line. */
  #environments(): string[] {
    const lines = this.#reader.lines('environment', /\n/)
    for (const line of lines) this.#fields.checkName(line)
    if (lines.includes('!')) this.#reader.problems.push(exclusionEmpty())
    return lines
  }

  #wait(): WaitCommand | undefined {
    const timeoutMs = this.#reader.span('timeout') ?? 30 * 60_000
    const intervalMs = this.#reader.span('interval') ?? 10_000
    const target = this.#fields.target()
    return target === undefined ? undefined : { operation: 'wait', target, timeoutMs, intervalMs }
  }
}

/** Returns the page of this action about the inputs of other actions. */
const migrationPage = ({ actionUrl }: Run): string =>
  actionUrl === undefined ? 'docs/migrating.md' : `${actionUrl}/docs/migrating.md`
