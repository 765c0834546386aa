import { isNotFound } from '../messages/problem.ts'
import type { GitHub } from '../ports.ts'

/**
 * Whether an error about a deployment says that somebody deleted it. GitHub also answers "not found" if the token may
 * not see the repository. In that case, it does not list the repository's deployments, either.
 *
 * @throws Problem if GitHub does not list the deployments
 */
export async function saysDeleted(error: unknown, github: GitHub): Promise<boolean> {
  if (!isNotFound(error)) return false
  await github.deployments.list({})[Symbol.asyncIterator]().next()
  return true
}
