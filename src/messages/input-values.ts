import { warning, type Note, type Values } from './problem.ts'

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
