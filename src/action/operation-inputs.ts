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
import { olderCommitChoices } from '../operations/older-deployments.ts'
import type { TeardownCommand } from '../operations/teardown.ts'
import type { UpdateCommand } from '../operations/update.ts'
import type { WaitCommand } from '../operations/wait.ts'
import { readConnection, type Connection } from './connection.ts'
import { operations, type Operation } from './contract.ts'
import { InputReader, isJsonList, type RawInputs } from './input-reader.ts'
import { SharedInputs } from './shared-inputs.ts'

export type Command = DeployCommand | CreateCommand | UpdateCommand | TeardownCommand | FindCommand | WaitCommand

export interface Inputs {
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
export function readInputs(raw: RawInputs, run: Run, event: Event): Inputs {
  const reader = new InputReader(raw)
  reader.refuseUndeclared(run)
  const operation = reader.text('operation') === undefined ? 'deploy' : reader.choice('operation', operations)
  if (operation !== undefined) reader.refuseUnused(operation)
  const summary = reader.flag('summary') ?? true
  const connection = readConnection(reader, run, event)
  // The operation decides which values of the other inputs are valid.
  const command = operation && readers[operation](new SharedInputs(reader, operation, run, event, connection))
  if (reader.problems.length > 0 || command === undefined) throw reader.problem()
  return { command, connection, summary, warnings: reader.warnings }
}

/** Reads the inputs of each operation, after the inputs that all operations share. */
const readers: Record<Operation, (shared: SharedInputs) => Command | undefined> = {
  deploy: readDeploy,
  create: readCreate,
  update: readUpdate,
  deactivate: shared => readTeardown(shared, 'deactivate'),
  delete: shared => readTeardown(shared, 'delete'),
  find: readFind,
  wait: readWait
}

function readDeploy(shared: SharedInputs): DeployCommand | undefined {
  const { reader, event } = shared
  // In main, both URLs may be incomplete because they use outputs of later steps. Post validates them.
  const environmentUrl = shared.wholeUrl('environment-url')
  const texts = { ...shared.texts(shared.wholeUrl('log-url') ?? logUrl(shared.run)), environmentUrl }
  const id = reader.whole('deployment-id', 1)
  const isReceived = shared.isOwn && event.name === 'deployment'
  if (reader.text('deployment-id') === undefined && !isReceived) {
    const olderCommit = reader.choice('older-commit', olderCommitChoices) ?? 'deploy'
    const plan = shared.plan()
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
  const named = { environment: shared.environment(), task: reader.line('task') }
  const received = isReceived ? shared.received() : undefined
  const existing = id === received?.id ? received : (id ?? received)
  if (existing === undefined) return undefined
  return { operation: 'deploy', ...texts, begin: { kind: 'take over', existing, ...named } }
}

function readCreate(shared: SharedInputs): CreateCommand | undefined {
  const { reader } = shared
  const words = reader.outcomes('state')
  const environmentUrl = reader.url('environment-url')
  if (environmentUrl !== undefined && words.length === 0) reader.problems.push(environmentUrlWithoutState())
  const plan = shared.plan()
  const texts = shared.texts()
  return (
    plan && { operation: 'create', plan, ...texts, startsNoWorkflow: shared.usesWorkflowToken, environmentUrl, words }
  )
}

function readUpdate(shared: SharedInputs): UpdateCommand | undefined {
  const { reader } = shared
  const words = reader.outcomes('state')
  if (words.length === 0) reader.problems.push(stateMissing())
  const environmentUrl = reader.url('environment-url')
  const target = shared.target()
  const texts = shared.texts()
  const isCancelled = reader.text('job-status') === 'cancelled'
  return target && { operation: 'update', target, words, isCancelled, ...texts, environmentUrl }
}

function readTeardown(shared: SharedInputs, operation: 'deactivate' | 'delete'): TeardownCommand {
  const { reader } = shared
  const id = reader.whole('deployment-id', 1)
  const lines = environmentLines(shared)
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
  const olderThanMs = reader.durationMs('older-than')
  const keep = reader.whole('keep', 0)
  const wantedStates = reader.choices('state', states)
  const { description, logUrl: log } = shared.texts()
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

function readFind(shared: SharedInputs): FindCommand {
  const { reader } = shared
  const lines = environmentLines(shared)
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
    commit: ref === undefined ? undefined : commitOf(shared.event, ref),
    task
  }
}

/** Returns the states to look for. `success` is the default. */
function statesOrSuccess(reader: InputReader): readonly State[] {
  const wanted = reader.choices('state', states)
  return wanted.length === 0 ? ['success'] : wanted
}

/** Returns names and patterns of environments, one per line. */
function environmentLines(shared: SharedInputs): string[] {
  const { reader } = shared
  if (isJsonList(reader.text('environment') ?? '')) {
    reader.problems.push(environmentsAreList())
    return []
  }
  const lines = reader.lines('environment', /\n/)
  for (const line of lines) shared.checkName(line)
  if (lines.includes('!')) reader.problems.push(exclusionEmpty())
  shared.warnOfIncomplete(lines)
  return lines
}

function readWait(shared: SharedInputs): WaitCommand | undefined {
  const { reader } = shared
  const timeoutMs = reader.durationMs('timeout') ?? 30 * 60_000
  const intervalMs = reader.durationMs('interval') ?? 10_000
  const skipAfterMs = reader.durationMs('skip-after')
  if (skipAfterMs !== undefined && skipAfterMs >= timeoutMs) {
    reader.problems.push(skipAfterTooLong({ skipAfter: duration(skipAfterMs), timeout: duration(timeoutMs) }))
  }
  if (skipAfterMs !== undefined && reader.text('deployment-id') !== undefined) {
    reader.problems.push(notWithDeploymentId({ name: 'skip-after' }))
  }
  const wantedStates = statesOrSuccess(reader)
  const target = shared.target()
  return target && { operation: 'wait', target, states: wantedStates, timeoutMs, skipAfterMs, intervalMs }
}
