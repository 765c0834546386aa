import { counted, inShort, maxNamed } from './list.ts'
import { type Answer, GitHubProblem, inWords, type Note, notice, Problem, type Values, warning } from './problem.ts'

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

/** The token cannot read pull requests. */
export const pullRequestsNotReadable = ({ answer }: { answer: Answer }): GitHubProblem =>
  new GitHubProblem(
    { doing: 'read the open pull requests', answer },
    'Add "permissions: pull-requests: read" and "contents: read" to the job.',
    'pull-requests-not-readable'
  )

/** The open pull requests were read with REST, which does not show which commits a force push replaced. */
export const replacedHeadsUnknown = (): Note =>
  warning(
    "GitHub's REST API does not show commits that a force push replaced. A deployment of such a commit is kept only if its environment or task has the number or the branch of the pull request in its name.",
    'replaced-heads-unknown'
  )

/** The token may not list the environments, and there are too many deployments to find all names. */
export const patternsNotResolved = ({ deployments }: { deployments: number }): Problem =>
  new Problem(
    `Could not resolve the patterns: the token may not list the environments, and ${deployments.toLocaleString('en')} deployments did not show all of them.`,
    'Add "permissions: actions: read" to the job, or name the environments without patterns.',
    'patterns-not-resolved'
  )

/** An exclusion matches no environment, and a pattern matches everything. The exclusion may be a typo. */
export const exclusionMatchesNothing = ({
  exclusions,
  pattern
}: Values<'pattern'> & { exclusions: readonly string[] }): Problem =>
  new Problem(
    `No existing environment matches the exclusion ${exclusions.map(line => `"${line}"`).join(' or ')}, and "${pattern}" matches every environment.`,
    'Nothing was changed. Correct the exclusion, or remove it if it is not needed.',
    'exclusion-matches-nothing'
  )

/** A pattern matches everything, and all lines that start with `!` are names of existing environments. */
export const nothingExcluded = ({ pattern }: Values<'pattern'>): Problem =>
  new Problem(
    `No line excludes anything from "${pattern}": the lines that start with "!" are names of existing environments.`,
    'Nothing was changed. Add a line for each environment that must stay.',
    'nothing-excluded'
  )
