import { Problem, type Values } from './problem.ts'

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
