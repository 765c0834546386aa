import type { Intent } from '../domain/intent.ts'
import { decoded, isObject } from '../domain/json.ts'
import type { Repository } from '../domain/run.ts'
import { savedStateUnreadable } from '../messages/post.ts'
import type { StartedDeployment } from '../operations/finish.ts'

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
  /** Deployment to create. Kept until GitHub answers, or longer if there may be a second deployment. */
  intent?: Intent
  /** Set if post does not need to end the deployment. */
  isEnded?: true
  previousSha?: string
}

/** Serializes a receipt without the payload, which post does not need and which may be too large for a variable. */
export function writeReceipt({ deployment, ...rest }: Receipt): string {
  return JSON.stringify(deployment === undefined ? rest : { ...rest, deployment: { ...deployment, payload: {} } })
}

/**
 * Parses a receipt.
 *
 * @throws Problem if the text was cut off, for example by a full disk
 */
export function readReceipt(text: string): Receipt {
  const receipt = decoded(text)
  if (!isObject(receipt)) throw savedStateUnreadable()
  return receipt as unknown as Receipt
}
