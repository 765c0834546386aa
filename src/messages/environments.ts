import { counted, inShort } from './list.ts'
import { inWords, Problem, warning, type Answer, type Note, type Values } from './problem.ts'

/** Somebody deployed to an environment during the teardown. */
export const environmentInUse = ({ name }: Values<'name'>): Note =>
  warning(`Environment ${name} stays: it has a deployment that was not deleted here.`, 'environment-in-use')

/** GitHub refuses to delete environments. Some of them may not exist. */
export const environmentsNotDeleted = ({
  refused,
  unknown
}: {
  refused: readonly { name: string; answer: Answer }[]
  unknown: readonly string[]
}): Note => {
  const names = inShort(refused.map(({ name }) => name))
  const answers = new Set(refused.map(({ answer }) => inWords(answer)))
  const maybe =
    unknown.length === 0
      ? ''
      : ` Not known to exist: ${inShort(unknown)}. To look it up, add "permissions: actions: read" to the job.`
  return warning(
    `Could not delete ${counted(refused.length, 'environment')}: ${names}. GitHub says: ${[...answers].join(', ')}. Deleting an environment needs administration: write, which GITHUB_TOKEN never has: set "environment-token" to a token that has it.${maybe} Everything else is done.`,
    'environments-not-deleted'
  )
}

/** The name of an environment cannot be part of a URL path. */
export const environmentHasNoAddress = ({ name }: Values<'name'>): Problem =>
  new Problem(
    `GitHub's REST API has no address for an environment called "${name}".`,
    'Look at it in the settings of the repository.',
    'environment-has-no-address'
  )
