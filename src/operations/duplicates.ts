import type { Deployment } from '../domain/deployment.ts'
import type { Intent } from '../domain/intent.ts'
import { explain } from '../messages/problem.ts'
import type { Ports } from '../ports.ts'

/**
 * Removes duplicates of a deployment. If GitHub's response to a creation is lost, the request is sent again, and the
 * first deployment may appear only afterwards. Deletes duplicates with the mark of this step. Only warns about others
 * because they may belong to somebody else. If this fails, the deployment continues.
 */
export async function removeDuplicates(
  deployment: Deployment,
  intent: Intent,
  { github, notify }: Ports
): Promise<void> {
  const warn = (text: string): void => notify({ kind: 'note', level: 'warning', text })
  try {
    const duplicates = await github.duplicates(deployment, intent)
    if (duplicates.length === 0) return
    const ids = duplicates.map(({ id }) => id).join(', ')
    if (!intent.isMarked) {
      warn(
        `The creation of deployment ${deployment.id} was sent again because its first answer was lost. There is also ${ids}, which may be what came of the first: delete it if no other job is about to use it.`
      )
      return
    }
    const { failed } = await github.delete(duplicates)
    const [first] = failed
    if (first !== undefined) throw new Error(first.why)
    const text = `Deleted ${ids}, a twin of deployment ${deployment.id}: its creation was sent again because the first answer was lost.`
    notify({ kind: 'note', level: 'info', text })
  } catch (error) {
    warn(
      `Deployment ${deployment.id} may have a twin in ${deployment.environment} that is not in use. ${explain(error)}`
    )
  }
}
