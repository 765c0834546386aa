import { commitOf, type Event } from '../domain/commit.ts'
import { duration, states, type State } from '../domain/deployment.ts'
import { isBoundless, isExclusion } from '../domain/pattern.ts'
import { logUrl, type Run } from '../domain/run.ts'
import {
  environmentMatchesAll,
  environmentMissing,
  environmentsAreList,
  environmentUrlWithoutState,
  exclusionEmpty,
  notForExistingDeployment,
  notWithDeploymentId,
  onlyExclusions,
  skipAfterTooLong,
  stateMissing,
  teardownTargetMissing
} from '../messages/inputs.ts'
import type { Note } from '../messages/problem.ts'
import type { CreateCommand } from '../operations/create.ts'
import type { DeployCommand } from '../operations/deploy.ts'
import type { FindCommand } from '../operations/find.ts'
import { olderCommitChoices } from '../operations/previous.ts'
import type { TeardownCommand } from '../operations/teardown.ts'
import type { UpdateCommand } from '../operations/update.ts'
import type { WaitCommand } from '../operations/wait.ts'
import { readConnection, type Connection } from './connection.ts'
import { operations, type Operation } from './contract.ts'
import { Fields } from './fields.ts'
import { InputReader, type RawInputs } from './input-reader.ts'
import { isJsonList } from './text-rules.ts'

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
  const reader = new InputReader(raw)
  reader.refuseUndeclared(run)
  const operation = reader.text('operation') === undefined ? 'deploy' : reader.choice('operation', operations)
  if (operation !== undefined) reader.refuseUnused(operation)
  const summary = reader.flag('summary') ?? true
  const connection = readConnection(reader, run, event)
  // The operation decides which values of the other inputs are valid.
  const command = operation && readers[operation](new Fields(reader, operation, run, event, connection))
  if (reader.problems.length > 0 || command === undefined) throw reader.problem()
  return { command, connection, summary, warnings: reader.warnings }
}

/** Reads the inputs of each operation, after the inputs that all operations share. */
const readers: Record<Operation, (fields: Fields) => Command | undefined> = {
  deploy: readDeploy,
  create: readCreate,
  update: readUpdate,
  deactivate: fields => readTeardown(fields, 'deactivate'),
  delete: fields => readTeardown(fields, 'delete'),
  find: readFind,
  wait: readWait
}

function readDeploy(fields: Fields): DeployCommand | undefined {
  const { reader, event } = fields
  // In main, both URLs may be incomplete because they use outputs of later steps. Post validates them.
  const environmentUrl = fields.wholeUrl('environment-url')
  const texts = { ...fields.texts(fields.wholeUrl('log-url') ?? logUrl(fields.run)), environmentUrl }
  const id = reader.whole('deployment-id', 1)
  const isReceived = fields.isOwn && event.name === 'deployment'
  if (reader.text('deployment-id') === undefined && !isReceived) {
    const olderCommit = reader.choice('older-commit', olderCommitChoices) ?? 'deploy'
    const plan = fields.plan()
    return plan && { operation: 'deploy', ...texts, begin: { kind: 'new', plan, olderCommit } }
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
  if (reader.isGiven('older-commit')) reader.problems.push(notForExistingDeployment({ name: 'older-commit' }))
  const named = { environment: fields.environment(), task: reader.line('task') }
  const received = isReceived ? fields.received() : undefined
  const existing = id === received?.id ? received : (id ?? received)
  if (existing === undefined) return undefined
  return { operation: 'deploy', ...texts, begin: { kind: 'take over', existing, ...named } }
}

function readCreate(fields: Fields): CreateCommand | undefined {
  const { reader } = fields
  const words = reader.outcomes('state')
  const environmentUrl = reader.url('environment-url')
  if (environmentUrl !== undefined && words.length === 0) reader.problems.push(environmentUrlWithoutState())
  const plan = fields.plan()
  const texts = fields.texts()
  return (
    plan && { operation: 'create', plan, ...texts, startsNoWorkflow: fields.usesWorkflowToken, environmentUrl, words }
  )
}

function readUpdate(fields: Fields): UpdateCommand | undefined {
  const { reader } = fields
  const words = reader.outcomes('state')
  if (words.length === 0) reader.problems.push(stateMissing())
  const environmentUrl = reader.url('environment-url')
  const target = fields.target()
  const texts = fields.texts()
  const isCancelled = reader.text('job-status') === 'cancelled'
  return target && { operation: 'update', target, words, isCancelled, ...texts, environmentUrl }
}

function readTeardown(fields: Fields, operation: 'deactivate' | 'delete'): TeardownCommand {
  const { reader } = fields
  const id = reader.whole('deployment-id', 1)
  const lines = environmentLines(fields)
  const task = reader.line('task')
  if (reader.text('deployment-id') !== undefined) {
    const filters = ['state', 'older-than', 'keep', 'keep-open-pull-requests', 'delete-environment'] as const
    const given = (['environment', ...filters] as const).filter(name => reader.isGiven(name))
    for (const name of [...(task === undefined ? [] : ['task']), ...given]) {
      reader.problems.push(notWithDeploymentId({ name }))
    }
  } else if (reader.text('environment') === undefined) {
    reader.problems.push(teardownTargetMissing({ operation }))
  }
  if (!lines.some(isExclusion)) {
    for (const pattern of lines.filter(isBoundless)) reader.problems.push(environmentMatchesAll({ pattern }))
  }
  if (lines.length > 0 && lines.every(isExclusion)) reader.problems.push(onlyExclusions({ lines }))
  const olderThanMs = reader.span('older-than')
  const keep = reader.whole('keep', 0)
  const wantedStates = reader.choices('state', states)
  const { description, logUrl: log } = fields.texts()
  const dryRun = reader.flag('dry-run') ?? false
  const keepOpenPullRequests = reader.flag('keep-open-pull-requests') ?? false
  return {
    operation,
    target: id === undefined ? { by: 'environments', lines } : { by: 'id', id },
    filters: { task, states: wantedStates, keepOpenPullRequests, olderThanMs, keep },
    logUrl: log,
    dryRun,
    deleteEnvironment: operation === 'delete' && (reader.flag('delete-environment') ?? false),
    description
  }
}

function readFind(fields: Fields): FindCommand {
  const { reader } = fields
  const lines = environmentLines(fields)
  if (reader.text('environment') === undefined) reader.problems.push(environmentMissing({ operation: 'find' }))
  // A single line is a name, because it has nothing to exclude from.
  if (lines.length > 1 && lines.every(isExclusion)) reader.problems.push(onlyExclusions({ lines }))
  const wantedStates = statesOrSuccess(reader)
  const ref = reader.line('ref')
  const task = reader.line('task')
  return {
    operation: 'find',
    lines,
    states: wantedStates,
    commit: ref === undefined ? undefined : commitOf(fields.event, ref),
    task
  }
}

/** Returns the states to look for. `success` is the default. */
function statesOrSuccess(reader: InputReader): readonly State[] {
  const wanted = reader.choices('state', states)
  return wanted.length === 0 ? ['success'] : wanted
}

/** Returns names and patterns of environments, one per line. */
function environmentLines(fields: Fields): string[] {
  const { reader } = fields
  if (isJsonList(reader.text('environment') ?? '')) {
    reader.problems.push(environmentsAreList())
    return []
  }
  const lines = reader.lines('environment', /\n/)
  for (const line of lines) fields.checkName(line)
  if (lines.includes('!')) reader.problems.push(exclusionEmpty())
  fields.warnOfIncomplete(lines)
  return lines
}

function readWait(fields: Fields): WaitCommand | undefined {
  const timeoutMs = fields.reader.span('timeout') ?? 30 * 60_000
  const intervalMs = fields.reader.span('interval') ?? 10_000
  const skipAfterMs = fields.reader.span('skip-after')
  if (skipAfterMs !== undefined && skipAfterMs >= timeoutMs) {
    fields.reader.problems.push(skipAfterTooLong({ skipAfter: duration(skipAfterMs), timeout: duration(timeoutMs) }))
  }
  if (skipAfterMs !== undefined && fields.reader.text('deployment-id') !== undefined) {
    fields.reader.problems.push(notWithDeploymentId({ name: 'skip-after' }))
  }
  const wantedStates = statesOrSuccess(fields.reader)
  const target = fields.target()
  return target && { operation: 'wait', target, states: wantedStates, timeoutMs, skipAfterMs, intervalMs }
}
