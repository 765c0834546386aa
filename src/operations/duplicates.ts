import type { Deployment } from '../domain/deployment.ts'
import type { Intent } from '../domain/intent.ts'
import { duplicateFound, duplicateNotRemoved } from '../messages/duplicates.ts'
import { explain } from '../messages/problem.ts'
import type { Ports } from '../ports.ts'
import { writeAll } from './written.ts'

/**
 * Removes duplicates of a deployment. If GitHub's response to a creation is lost, the request is sent again, and the
 * first deployment may appear only afterwards. Deletes duplicates with the mark of this step. Only warns about others
 * because they may belong to somebody else. If this fails, the deployment continues.
 */
export async function removeDuplicates(
  deployment: Deployment,
  intent: Intent,
  { github, report }: Ports
): Promise<void> {
  const { id, environment } = deployment
  try {
    const duplicates = await github.duplicates(deployment, intent)
    if (duplicates.length === 0) return
    const ids = duplicates.map(duplicate => duplicate.id).join(', ')
    if (!intent.isMarked) {
      report.note(duplicateFound({ id, others: ids }))
      return
    }
    const {
      failed: [failed]
    } = await writeAll(duplicates, batch => github.delete(batch))
    if (failed !== undefined) {
      report.note(duplicateNotRemoved({ id, environment, reason: failed.why }))
      return
    }
    const text = `Deleted ${ids}, a twin of deployment ${id}: its creation was sent again because the first answer was lost.`
    report.info(text)
  } catch (error) {
    report.note(duplicateNotRemoved({ id, environment, reason: explain(error) }))
  }
}
