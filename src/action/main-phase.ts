import type { Event } from '../domain/commit.ts'
import { isSkipped } from '../domain/outcome.ts'
import { fullName, serverOf, type Run } from '../domain/run.ts'
import { create } from '../operations/create.ts'
import { begin } from '../operations/deploy.ts'
import type { EnvironmentAdmin } from '../operations/environment-deletion.ts'
import { find, isOneName } from '../operations/find.ts'
import { update } from '../operations/update.ts'
import { wait } from '../operations/wait.ts'
import type { Clock, GitHub, Runner, Workspace } from '../ports.ts'
import type { Connection } from './connection.ts'
import { readInputs, type Command, type Inputs } from './operation-inputs.ts'
import { ReceiptBook } from './receipt.ts'
import { Report } from './report.ts'

/** Dependencies that the entry point (`src/phase.ts`) passes to main and post. */
export interface Surroundings {
  runner: Runner
  workspace: Workspace
  clock: Clock
  run: Run
  event: Event
  /** Aborted with `Cancelled` when the job is cancelled. */
  cancelled: AbortSignal
  /** Returns a GitHub client for a connection. */
  connect: (connection: Connection, limits: RequestLimits) => GitHub
}

/** Limits for all requests of a client. */
interface RequestLimits {
  /** Total time in milliseconds. */
  budgetMs: number
  /** Requests through REST if GraphQL's rate limit is used up. */
  maxRestRequests?: number
}

const budgetMs = 10 * 60_000
/** The time is longer because hundreds of writes may have to wait for GitHub's rate limits several times. */
const teardownLimits: RequestLimits = { budgetMs: 30 * 60_000, maxRestRequests: 100 }

export async function main(surroundings: Surroundings): Promise<void> {
  const { runner, run, event } = surroundings
  const inputs = readInputs(name => runner.input(name), run, event)
  const { command, connection, summary, warnings } = inputs
  warnings.forEach(note => runner.note(note))
  const { apiUrl, repository } = connection
  const report = new Report(runner, `${serverOf(apiUrl, run)}/${fullName(repository)}`, command)
  try {
    await carryOut(inputs, report, surroundings)
  } catch (error) {
    // Post writes the summary of a deployment that main started but did not complete.
    if (summary && command.operation !== 'deploy' && command.operation !== 'create') {
      await report.summarize({ hasFailed: true })
    }
    throw error
  }
  if (summary && command.operation !== 'deploy') await report.summarize()
}

function limitsOf(command: Command): RequestLimits {
  switch (command.operation) {
    case 'wait':
      return { budgetMs: command.timeoutMs }
    case 'deactivate':
    case 'delete':
      return teardownLimits
    default:
      return { budgetMs }
  }
}

/** Loads the code for teardowns and for lists of environments, which no deployment needs. */
const loadSeveralEnvironments = () => import('./several-environments.ts')

async function carryOut(
  inputs: Inputs,
  report: Report,
  { runner, workspace, clock, run, cancelled, connect }: Surroundings
): Promise<void> {
  const { command, connection } = inputs
  const ports = { github: connect(connection, limitsOf(command)), workspace, clock, run, report }
  switch (command.operation) {
    case 'deploy':
      return begin(command, ports, new ReceiptBook(command, inputs, runner, clock))
    case 'create': {
      const receipt = new ReceiptBook(command, inputs, runner, clock)
      await create(command, ports, receipt)
      // Nobody will use a deployment whose job is cancelled, so post ends it.
      cancelled.throwIfAborted()
      if (!isSkipped(command.words)) report.countSuperseded()
      receipt.close()
      return
    }
    case 'update':
      await update(command, ports)
      report.countSuperseded()
      return
    case 'deactivate':
    case 'delete': {
      const { tearDown } = await loadSeveralEnvironments()
      const environmentAdmin = (): EnvironmentAdmin =>
        connect({ ...connection, tokens: [connection.environmentToken] }, teardownLimits)
      return tearDown(command, ports, report, environmentAdmin)
    }
    case 'find': {
      if (isOneName(command.lines)) return find(command, ports)
      const { findInSeveral } = await loadSeveralEnvironments()
      return findInSeveral(command, ports, report)
    }
    case 'wait':
      return wait(command, ports)
  }
}
