import type { Event } from '../domain/commit.ts'
import type { Run } from '../domain/run.ts'
import { create } from '../operations/create.ts'
import { begin } from '../operations/deploy.ts'
import { update } from '../operations/update.ts'
import type { Clock, GitHub, News, Ports, Runner, Workspace } from '../ports.ts'
import { readRequest, type Connection, type Request } from './inputs.ts'
import { writeReceipt, type Receipt } from './receipt.ts'
import { Report } from './report.ts'

/** What the action is given by whoever starts it (`src/index.ts`). */
export interface Surroundings {
  runner: Runner
  workspace: Workspace
  clock: Clock
  run: Run
  event: Event
  /** @param budget how long all requests together may take, in milliseconds */
  connect: (connection: Connection, budget: number) => GitHub
}

const budget = 10 * 60_000

/** The main stage: one operation. */
export async function main(surroundings: Surroundings): Promise<void> {
  const { runner, workspace, clock, run, event, connect } = surroundings
  const startedAt = clock.now()
  const request = readRequest(name => runner.input(name), run, event)
  request.warnings.forEach(text => runner.warning(text))
  const report = new Report(runner, { serverUrl: run.serverUrl, repository: request.connection.repository })
  const receipt = new ReceiptBook(runner, request, startedAt)
  const tell = (news: News): void => {
    receipt.hear(news)
    report.tell(news)
  }
  const github = connect(request.connection, budget)
  await carryOut(request, { github, workspace, clock, run, tell }, report, receipt)
  if (request.summary && request.command.operation !== 'deploy') await report.summarize()
}

async function carryOut({ command }: Request, ports: Ports, report: Report, receipt: ReceiptBook): Promise<void> {
  switch (command.operation) {
    case 'deploy':
      return begin(command, ports)
    case 'create':
      await create(command, ports)
      report.count('deactivated')
      receipt.close()
      return
    case 'update':
      await update(command, ports)
      report.count('deactivated')
      return
  }
}

/** Keeps the receipt in step with what has happened: whatever comes, post can find what was begun. */
class ReceiptBook {
  readonly #runner: Runner
  #receipt: Receipt | undefined

  constructor(runner: Runner, { command, connection, summary }: Request, startedAt: number) {
    this.#runner = runner
    if (command.operation !== 'deploy' && command.operation !== 'create') return
    const { operation, logUrl, autoInactive, description } = command
    const { apiUrl, repository } = connection
    this.#receipt = {
      operation,
      apiUrl,
      repository,
      startedAt,
      logUrl,
      autoInactive,
      summary,
      ...(description === undefined ? {} : { description })
    }
  }

  hear(news: News): void {
    if (news.kind === 'intent') this.#save({ intent: news.intent })
    if (news.kind === 'deployment') this.#save({ deployment: news.deployment })
    if (news.kind === 'previous' && news.sha !== undefined) this.#save({ previousSha: news.sha })
  }

  /** Nothing is left for post to do. */
  close(): void {
    this.#runner.save('')
  }

  #save(step: Partial<Receipt>): void {
    if (this.#receipt === undefined) return
    this.#receipt = { ...this.#receipt, ...step }
    if (this.#receipt.deployment !== undefined) delete this.#receipt.intent
    this.#runner.save(writeReceipt(this.#receipt))
  }
}
