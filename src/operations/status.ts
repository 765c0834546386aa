import type { Deployment, NewStatus, Status } from '../domain/deployment.ts'
import { environmentUrlRejected } from '../messages/job.ts'
import { GitHubProblem } from '../messages/problem.ts'
import type { Ports } from '../ports.ts'
import { reportStillActive, supersede, type KnownLists } from './supersede.ts'

/** Fields to write with every state. */
export interface StatusTexts {
  description?: string
  environmentUrl?: string
  logUrl: string
  /** Whether a success makes older successful deployments inactive. */
  autoInactive: boolean
}

/** Status to write, and what happens to older deployments after a success. */
export type StatusToWrite = NewStatus & Pick<StatusTexts, 'autoInactive'>

/** Writes a status and, after a success, ends the older deployments. */
export async function writeStatus(
  deployment: Deployment,
  { autoInactive, ...wanted }: StatusToWrite,
  ports: Ports,
  known: KnownLists = {}
): Promise<void> {
  await addStatus(deployment, wanted, ports)
  if (wanted.state !== 'success') return
  if (autoInactive) await supersede(deployment, wanted.logUrl, known, ports)
  else reportStillActive(deployment, known, ports)
}

/** Adds a status and reports it. */
export async function addStatus(deployment: Deployment, wanted: NewStatus, ports: Ports): Promise<void> {
  ports.report.status(await addedStatus(deployment, wanted, ports), deployment)
}

/**
 * Adds a status. If GitHub rejects it but accepts it without its URL, records the state without the link. GitHub does
 * not document which URLs it accepts.
 */
async function addedStatus(deployment: Deployment, wanted: NewStatus, { github, report }: Ports): Promise<Status> {
  try {
    return await github.statuses.add(deployment, wanted)
  } catch (error) {
    const isRefused = error instanceof GitHubProblem && error.answer.status === 422
    if (!isRefused || wanted.environmentUrl === undefined) throw error
    const { environmentUrl, ...others } = wanted
    const status = await github.statuses.add(deployment, others)
    report.note(environmentUrlRejected({ url: environmentUrl, reason: error.answer.message }))
    return status
  }
}
