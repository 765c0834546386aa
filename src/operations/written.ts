import type { ListedDeployment } from '../domain/deployment.ts'
import { explain, GitHubProblem } from '../messages/problem.ts'
import type { Written } from '../ports.ts'

/** Deployments per write request. GitHub times out on larger batches. */
const batchSize = 10

/** Splits deployments into batches that are written together. */
export function inBatches(listed: readonly ListedDeployment[]): (readonly ListedDeployment[])[] {
  const count = Math.ceil(listed.length / batchSize)
  return Array.from({ length: count }, (_, place) => listed.slice(place * batchSize, (place + 1) * batchSize))
}

/** Writes to deployments. Returns those that this action wrote, and the reasons why it could not write others. */
export async function writeAll(
  listed: readonly ListedDeployment[],
  write: (batch: readonly ListedDeployment[]) => AsyncIterable<Written>
): Promise<{ done: ListedDeployment[]; failed: { why: string }[] }> {
  const done: ListedDeployment[] = []
  const failed: { why: string }[] = []
  const left = new Set(listed.map(({ nodeId }) => nodeId))
  try {
    for (const batch of inBatches(listed)) {
      for await (const written of write(batch)) {
        left.delete(written.deployment.nodeId)
        if ('why' in written) failed.push(written)
        else if (written.result === 'done') done.push(written.deployment)
      }
    }
  } catch (error) {
    if (!(error instanceof GitHubProblem)) throw error
    // No further write can succeed.
    failed.push(...Array.from(left, () => ({ why: explain(error) })))
  }
  return { done, failed }
}
