import { warning, type Note, type Values } from './problem.ts'

/** The creation was sent again, and there is another deployment that may be the result of the first request. */
export const duplicateFound = ({ id, others }: Values<'id' | 'others'>): Note =>
  warning(
    `The creation of deployment ${id} was sent again because its first answer was lost. There is also ${others}, which may be what came of the first: delete it if no other job is about to use it.`,
    'duplicate-found'
  )

/** The creation was sent again, and a duplicate could not be looked up or deleted. */
export const duplicateNotRemoved = ({ id, environment, reason }: Values<'id' | 'environment' | 'reason'>): Note =>
  warning(`Deployment ${id} may have a twin in ${environment} that is not in use. ${reason}`, 'duplicate-not-removed')
