import { inShort } from './list.ts'
import { Problem, warning, type Note, type Values } from './problem.ts'

/** Environments that may stay, and GitHub's reason. */
interface Refused {
  names: readonly string[]
  refusal: string
}

const permission =
  'Deleting an environment needs administration: write, which the workflow\'s own token never has: give a token that has it as the input "environment-token". The deployments are deleted all the same.'

/** Somebody deployed to an environment during the teardown. */
export const environmentInUse = ({ name }: Values<'name'>): Note =>
  warning(`Environment ${name} stays: it has a deployment that was not deleted here.`, 'environment-in-use')

/** The token may not delete environments. */
export const environmentsStay = ({ names, refusal }: Refused): Note =>
  warning(
    `${names.length === 1 ? 'An environment stays' : `${names.length} environments stay`}: ${inShort(names)}. GitHub says: ${refusal} ${permission}`,
    'environments-stay'
  )

/** The token may not delete environments, and cannot see whether they exist. */
export const environmentsMayStay = ({ names, refusal }: Refused): Note =>
  warning(
    `${names.length === 1 ? 'An environment stays, if it exists' : `${names.length} environments stay, if they exist`}: ${inShort(names)}. GitHub says: ${refusal} To see whether an environment exists, the job needs "permissions: actions: read". ${permission}`,
    'environments-may-stay'
  )

/** GitHub does not find environments to delete, and the token cannot see whether they exist. */
export const environmentsHidden = ({ names }: { names: readonly string[] }): Note =>
  warning(
    `Not known to be gone: ${names.length === 1 ? 'environment' : 'environments'} ${inShort(names)}. GitHub answers Not Found (HTTP 404) for an environment that is gone, and also if the token may not delete it. To look it up, add "permissions: actions: read" to the job. To delete it, set "environment-token" to a token with administration: write.`,
    'environments-hidden'
  )

/** The name of an environment cannot be part of a URL path. */
export const environmentHasNoAddress = ({ name }: Values<'name'>): Problem =>
  new Problem(
    `GitHub's REST API has no address for an environment called "${name}".`,
    'Look at it in the settings of the repository.',
    'environment-has-no-address'
  )
