import { maxNamed } from './list.ts'
import { notice, Problem, type Note, type Values } from './problem.ts'

/** A teardown tried everything, but could not change some deployments or environments. */
export const teardownIncomplete = ({
  operation,
  failed,
  reasons
}: {
  operation: 'deactivate' | 'delete'
  failed: number
  reasons: readonly string[]
}): Problem => {
  const more = reasons.length - maxNamed
  const lines = [...reasons.slice(0, maxNamed), ...(more > 0 ? [`and more, for ${more} other reasons`] : [])]
  return new Problem(
    `The teardown is not complete: ${failed === 1 ? 'One could' : `${failed} could`} not be ${operation === 'delete' ? 'deleted' : 'deactivated'}.\n- ${lines.join('\n- ')}\n`,
    'Everything else is done. Run it again for the rest.',
    'teardown-incomplete'
  )
}

/** The deployment to delete does not exist. */
export const deploymentDoesNotExist = ({ id }: Values<'id'>): Note =>
  notice(`Deployment ${id} does not exist, so there is nothing to delete.`, 'deployment-does-not-exist')
