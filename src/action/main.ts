import type { Event } from '../domain/commit.ts'
import { isSkipped } from '../domain/outcome.ts'
import { fullName, serverOf, type Run } from '../domain/run.ts'
import { create } from '../operations/create.ts'
import { begin } from '../operations/deploy.ts'
import type { EnvironmentAdmin } from '../operations/teardown.ts'
import type { Clock, CourseOfCreation, GitHub, Notification, Ports, Runner, Workspace } from '../ports.ts'
import type { Connection } from './connection.ts'
import { readRequest, type Command, type Request } from './inputs.ts'
import { writeReceipt, type Receipt } from './receipt.ts'
import { Report } from './report.ts'

/** Dependencies that the entry point (`src/index.ts`) passes to main and post. */
export interface Surroundings {
  runner: Runner
  workspace: Workspace
  clock: Clock
  run: Run
  event: Event
  /**
   * Returns a GitHub client for a connection.
   *
   * @param budget total time for all requests, in milliseconds
   */
  connect: (connection: Connection, budget: number) => GitHub
}

const budgetMs = 10 * 60_000
/** Longer than `budget` because hundreds of writes may have to wait for GitHub's rate limits several times. */
const teardownBudgetMs = 30 * 60_000

/** Runs the main phase: one operation. */
export async function main(surroundings: Surroundings): Promise<void> {
  const { runner, workspace, clock, run, event, connect } = surroundings
  const request = readRequest(name => runner.input(name), run, event)
  const { command, connection, summary, warnings } = request
  warnings.forEach(note => runner.note(note))
  const { apiUrl, repository } = connection
  const report = new Report(runner, `${serverOf(apiUrl, run)}/${fullName(repository)}`, command)
  const receipt = new ReceiptBook(runner, clock, request)
  const notify = (notification: Notification): void => {
    receipt.record(notification)
    report.notify(notification)
  }
  const github = connect(connection, budgetMsOf(command))
  const environmentAdmin = (): EnvironmentAdmin =>
    connect({ ...connection, tokens: [connection.environmentToken] }, teardownBudgetMs)
  try {
    await carryOut(command, { github, workspace, clock, run, notify }, report, receipt, environmentAdmin)
  } catch (error) {
    // Post writes the summary of a deployment that main started but did not complete.
    if (summary && command.operation !== 'deploy' && command.operation !== 'create') {
      await report.summarize({ hasFailed: true })
    }
    throw error
  }
  if (summary && command.operation !== 'deploy') await report.summarize()
}

/** Returns the total time for all requests, in milliseconds. */
function budgetMsOf(command: Command): number {
  switch (command.operation) {
    case 'wait':
      return command.timeoutMs
    case 'deactivate':
    case 'delete':
      return teardownBudgetMs
    default:
      return budgetMs
  }
}

async function carryOut(
  command: Command,
  ports: Ports,
  report: Report,
  receipt: ReceiptBook,
  environmentAdmin: () => EnvironmentAdmin
): Promise<void> {
  switch (command.operation) {
    case 'deploy':
      return begin(command, ports)
    case 'create':
      await create(command, ports)
      // Throws if the job was cancelled in the meantime. Post then ends the deployment because nobody will use it.
      await ports.clock.sleep(0)
      if (!isSkipped(command.words)) report.countSuperseded()
      receipt.close()
      return
    case 'update':
      await (await import('../operations/update.ts')).update(command, ports)
      report.countSuperseded()
      return
    case 'deactivate':
    case 'delete':
      report.extend((await import('./teardown-report.ts')).teardownReport(command))
      return (await import('../operations/teardown.ts')).teardown(command, ports, environmentAdmin)
    case 'find':
      report.extend((await import('./deployed.ts')).reportDeployed)
      return (await import('../operations/find.ts')).find(command, ports)
    case 'wait':
      return (await import('../operations/wait.ts')).wait(command, ports)
  }
}

/** Keeps the receipt up to date, so post can always find a deployment that main started. */
class ReceiptBook {
  readonly #runner: Runner
  readonly #clock: Clock
  #receipt: Receipt | undefined
  /** Set if the creation was sent again. Post then looks for a deployment from the first request. */
  #mayHaveDuplicate = false

  constructor(runner: Runner, clock: Clock, { command, connection, summary }: Request) {
    this.#runner = runner
    this.#clock = clock
    if (command.operation !== 'deploy' && command.operation !== 'create') return
    const { operation, logUrl, autoInactive, description, environmentUrl } = command
    const { apiUrl, repository } = connection
    this.#receipt = {
      operation,
      apiUrl,
      repository,
      startedAtMs: clock.now(),
      logUrl,
      autoInactive,
      summary,
      description,
      environmentUrl
    }
  }

  record(notification: Notification): void {
    if (notification.kind === 'intent') this.#save({ intent: notification.intent })
    if (notification.kind === 'creation') this.#creationIs(notification.course)
    if (notification.kind === 'deployment') this.#save({ deployment: notification.deployment })
    if (notification.kind === 'previous' && notification.sha !== undefined)
      this.#save({ previousSha: notification.sha })
    if (notification.kind === 'older')
      this.#save({ older: { nodeIds: notification.nodeIds, isAll: notification.isAll } })
  }

  /** Records that post does not need to end a deployment. */
  close(): void {
    if (this.#mayHaveDuplicate) this.#save({ isEnded: true })
    else this.#runner.save('')
  }

  #creationIs(course: CourseOfCreation): void {
    const intent = this.#receipt?.intent
    if (course === 'repeated') this.#mayHaveDuplicate = true
    else if (course === 'undone') this.close()
    else if (intent !== undefined) this.#save({ intent: { ...intent, sentAtMs: this.#clock.now() } })
  }

  #save(step: Partial<Receipt>): void {
    if (this.#receipt === undefined) return
    this.#receipt = { ...this.#receipt, ...step }
    if (this.#receipt.deployment !== undefined && !this.#mayHaveDuplicate) delete this.#receipt.intent
    this.#runner.save(writeReceipt(this.#receipt))
  }
}
