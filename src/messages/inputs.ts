import { type Note, Problem, type Values, warning } from './problem.ts'

/**
 * The inputs have problems.
 *
 * @param migrationPage page about the inputs of other actions, if one of them is set
 */
export const wrongInputs = ({
  lines,
  migrationPage
}: {
  lines: readonly string[]
  migrationPage: string | undefined
}): Problem => {
  const list = lines.map(line => `- ${line}`).join('\n')
  const page = migrationPage === undefined ? '' : ` For the inputs of other actions, see ${migrationPage}.`
  return new Problem(
    lines.length > 1 ? `${lines.length} things are wrong with the inputs:\n${list}\n` : lines.join(''),
    `Correct the "with:" of this step; nothing was sent to GitHub.${page}`,
    migrationPage === undefined ? 'the-inputs' : undefined
  )
}

/** An input of another action is set. */
export const inputOfOtherAction = ({ name, replacement }: Values<'name' | 'replacement'>): string =>
  `"${name}" is not an input of this action: use ${replacement}.`

/** The operation does not use an input that is set. */
export const notUsedByOperation = ({
  name,
  usedBy,
  operation
}: {
  name: string
  usedBy: readonly string[]
  operation: string
}): string => `"${name}" belongs to ${inWords(usedBy)}, not to ${operation}.`

/** Joins words for a sentence: `a`, `a and b`, `a, b and c`. */
const inWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`

/** `environment` is not set, and the operation needs it. */
export const environmentMissing = ({ operation }: Values<'operation'>): string =>
  `"environment" is missing: ${operation} needs it.`

/** A teardown has neither `environment` nor `deployment-id`. */
export const teardownTargetMissing = ({ operation }: Values<'operation'>): string =>
  `"environment" or "deployment-id" is missing: ${operation} needs one of them.`

/** `update` or `wait` has neither `deployment-id` nor `environment`. */
export const deploymentMissing = ({ operation }: Values<'operation'>): string =>
  `"deployment-id" or "environment" is missing: ${operation} needs a deployment.`

/** The payload of a `deployment` or `deployment_status` event is incomplete. */
export const eventWithoutDeployment = ({ event }: Values<'event'>): string =>
  `The event ${event} holds no deployment that can be read: give "deployment-id".`

/** `ref` is not set, and the operation uses another repository than the workflow's. */
export const refMissing = (): string => '"ref" is missing: the event says nothing about another repository.'

/** `update` has no `state`. */
export const stateMissing = (): string => '"state" is missing: update needs it.'

/** `create` has an `environment-url`, but no `state`. */
export const environmentUrlWithoutState = (): string => '"environment-url" belongs to a status: give "state" with it.'

/** `skip-after` is not over before `timeout`. */
export const skipAfterTooLong = ({ skipAfter, timeout }: Values<'skipAfter' | 'timeout'>): string =>
  `"skip-after" must be shorter than "timeout": it is ${skipAfter}, and "timeout" is ${timeout}.`

/** An input that selects deployments has no effect on one that is selected by its id. */
export const notWithDeploymentId = ({ name }: Values<'name'>): string =>
  `"${name}" cannot be given together with "deployment-id".`

/** `deploy` takes over a deployment, and has an input for a new one. */
export const notForExistingDeployment = ({ name }: Values<'name'>): string =>
  `"${name}" cannot be given for a deployment that exists already and is taken over.`

/** A value has several lines or control characters. */
export const mustBeOneLine = ({ name }: Values<'name'>): string =>
  `"${name}" must be one line without control characters.`

/** A value is not a boolean. */
export const mustBeTrueOrFalse = ({ name, value }: Values<'name' | 'value'>): string =>
  `"${name}" must be true or false, not "${value}".`

/** `auto-inactive` has a value of an earlier version. */
export const autoInactiveAlways = (): string =>
  '"auto-inactive" must be true or false, not "always": "true" also deactivates older production and transient deployments.'

/** A word that an input does not allow. */
interface UnknownWord {
  name: string
  allowed: readonly string[]
  value: string
}

/** A value is not one of the allowed words. */
export const mustBeOneOf = ({ name, allowed, value }: UnknownWord): string =>
  `"${name}" must be one of ${allowed.join(', ')}, not "${value}".`

/** A word in a list is not one of the allowed words. */
export const mustBeSomeOf = ({ name, allowed, value }: UnknownWord): string =>
  `"${name}" must be one or more of ${allowed.join(', ')}, not "${value}".`

/** A value is not a whole number, or is too small. */
export const mustBeWholeNumber = ({ name, least, value }: Values<'name' | 'least' | 'value'>): string =>
  `"${name}" must be a whole number of at least ${least}, not "${value}".`

/** A value is not a duration. */
export const mustBeDuration = ({ name, value }: Values<'name' | 'value'>): string =>
  `"${name}" must be a number with s, m, h or d, such as 90s, 30m, 12h or 14d, not "${value}".`

/** A value is not a URL, or has quotes around it, as `terraform output` prints it without `-raw`. */
export const mustBeUrl = ({ name, value }: { name: string; value: string }): string =>
  /^(["'`]).*\1$/.test(value)
    ? `"${name}" must be a URL without quotes around it, not ${value}. With Terraform, use "terraform output -raw".`
    : `"${name}" must be an absolute http or https URL, not "${value}".`

/** `payload` starts like JSON, but is a list or has a syntax error. */
export const payloadNotObject = (): string => '"payload" begins like JSON, but is not a JSON object.'

/** `required-contexts` combines `none` or `all` with names. */
export const requiredContextsMixed = (): string => '"required-contexts" must be none, all, or names; not a mixture.'

/** `environment` has several lines, and the operation accepts one name. */
export const environmentNotOneName = (): string =>
  '"environment" must be one name: for several, run the job as a matrix.'

/** `environment` is a JSON list, and the operation accepts one name. */
export const environmentIsList = (): string =>
  `"environment" must be one name, not a JSON list: for several, run the job as a matrix. ${listAsName}`

/** `environment` is a JSON list, and the operation accepts several names. */
export const environmentsAreList = (): string =>
  `"environment" must have one name or pattern per line, not a JSON list. ${listAsName}`

const listAsName = 'If an environment has this name, write "\\[" instead of "[" at its start.'

/** The name of an environment has control characters. */
export const environmentWithControls = (): string => '"environment" must not contain control characters.'

/** The name of an environment is longer than GitHub accepts. */
export const environmentTooLong = ({ length }: Values<'length'>): string =>
  `"environment" must have at most 255 characters, not ${length}.`

/** A pattern of a teardown matches every environment, and no line excludes any. */
export const environmentMatchesAll = ({ pattern }: Values<'pattern'>): string =>
  `"environment" must not be "${pattern}" without an exclusion: it matches every environment. Add a line for each one that must stay, such as "!staging".`

/** A line of `environment` is only `!`. */
export const exclusionEmpty = (): string =>
  '"environment" has a line "!" that excludes nothing: a name or pattern must follow.'

/** All lines of `environment` are exclusions. */
export const onlyExclusions = ({ lines: [first = ''] }: { lines: readonly string[] }): string =>
  `"environment" only excludes: give at least one name or pattern to begin with. If the name of an environment starts with "!", write "\\${first}".`

/** Names of environments look as if an expression in them were empty. */
export const environmentsIncomplete = ({ names }: { names: readonly string[] }): Note =>
  warning(
    `An expression in "environment" may be empty: ${names.map(name => `"${name}"`).join(', ')}. The step uses the value as it is. Check the expression.`,
    'environments-incomplete'
  )

/** `description` is longer than GitHub accepts. */
export const descriptionCut = (): Note =>
  warning('"description" is longer than the 140 characters that GitHub accepts, so it was cut.', 'description-cut')

/** `repository` is not set, and the runner does not set `GITHUB_REPOSITORY`. */
export const repositoryMissing = (): string =>
  '"repository" is missing, and the runner does not say where the workflow runs.'

/** `repository` is not in the form `owner/name`. */
export const repositoryMalformed = ({ value }: Values<'value'>): string =>
  `"repository" must be owner/name, not "${value}".`

/** `token` is empty, and the runner has no `GITHUB_TOKEN`. */
export const tokenMissing = (): string =>
  '"token" is missing: the runner has none for this job. With act, run "act -s GITHUB_TOKEN=…".'

/** `token` is empty, and `api-url` is on another host than the workflow. */
export const tokenForHostMissing = (): string => '"token" is missing: the host of "api-url" needs a token of its own.'

/** `token` is the `GITHUB_TOKEN`, and `api-url` is on another host than the workflow. */
export const workflowTokenForOtherHost = (): string =>
  '"api-url" is another host\'s, for which the workflow\'s own token is not: give one of that host as "token".'

/** `environment-token` is the `GITHUB_TOKEN`, and `api-url` is on another host than the workflow. */
export const environmentTokenForOtherHost = (): string =>
  '"environment-token" is the workflow\'s own token, which is not for the host of "api-url".'

/** A token has line breaks, spaces or characters outside ASCII. */
export const tokenMalformed = ({ name }: Values<'name'>): string => `"${name}" has characters that no token has.`
