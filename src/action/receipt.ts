import type { Intent } from '../domain/intent.ts'
import { decoded, isObject } from '../domain/json.ts'
import type { Repository } from '../domain/run.ts'
import { savedStateUnreadable } from '../messages/job.ts'
import type { CreateCommand } from '../operations/create.ts'
import type { DeployCommand } from '../operations/deploy.ts'
import type { StartedDeployment } from '../operations/finish.ts'
import type { Clock, ReceiptWriter, Runner } from '../ports.ts'
import type { Inputs } from './operation-inputs.ts'

/**
 * State that main passes to post: the deployment that main started, and all data needed to end it. Contains no secrets.
 * Post trusts this state more than its inputs, which may be empty or belong to another action inside nested composite
 * actions.
 */
export interface Receipt extends Omit<StartedDeployment, 'deployment'> {
  operation: 'deploy' | 'create'
  apiUrl: string
  repository: Repository
  /** Set as soon as GitHub returns it. */
  deployment?: StartedDeployment['deployment']
  summary: boolean
  /** Deployment to create. Kept until GitHub answers. */
  intent?: Intent
  previousSha?: string
}

/** Keeps the receipt up to date, so post can always find a deployment that main started. */
export class ReceiptBook implements ReceiptWriter {
  readonly #runner: Runner
  #receipt: Receipt

  constructor(command: DeployCommand | CreateCommand, { connection, summary }: Inputs, runner: Runner, clock: Clock) {
    this.#runner = runner
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

  save(facts: Partial<Receipt>): void {
    this.#receipt = { ...this.#receipt, ...facts }
    if (this.#receipt.deployment !== undefined) delete this.#receipt.intent
    this.#runner.save(writeReceipt(this.#receipt))
  }

  close(): void {
    this.#runner.save('')
  }
}

/** Serializes a receipt without the payload, which post does not need and which may be too large for a variable. */
export function writeReceipt({ deployment, ...rest }: Receipt): string {
  return JSON.stringify(deployment === undefined ? rest : { ...rest, deployment: { ...deployment, payload: {} } })
}

/** @throws Problem if the text was cut off, for example by a full disk */
export function readReceipt(text: string): Receipt {
  const receipt = decoded(text)
  if (!isObject(receipt)) throw savedStateUnreadable()
  return receipt as unknown as Receipt
}
