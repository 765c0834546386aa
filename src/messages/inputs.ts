import { Problem, type Values } from './problem.ts'

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
