import { mustBeUrl } from './inputs.ts'
import { type Note, notice, Problem, type Values, warning } from './problem.ts'

/** A file for outputs, state or the job summary is missing, or cannot be written. */
export const commandFileNotWritten = ({ what, why }: Values<'what' | 'why'>): Note =>
  warning(`${what} could not be written: ${why}`, 'command-file-not-written')

/** The event file is missing, or is not JSON. */
export const eventFileUnreadable = ({ code, isInvalidJson }: Values<'code'> & { isInvalidJson: boolean }): Note =>
  warning(
    `The file with the event cannot be read (${isInvalidJson ? 'it is not JSON' : code}); only the variables of the runner are known.`,
    'event-file-unreadable'
  )

/** GitHub rejected `token`, and the `GITHUB_TOKEN` is used instead. */
export const tokenReplaced = (): Note =>
  warning(
    'GitHub rejected the token (401), so the workflow\'s GITHUB_TOKEN is used instead. Events it creates do not trigger other workflows. If you need them, check the input "token".',
    'token-replaced'
  )

/** Environment of the job, and whether the job runs on GitHub Enterprise Server, which has no `deployment: false`. */
interface JobRecord {
  environment: string
  isOnEnterpriseServer: boolean
}

/** The job has `environment:`, so GitHub keeps its own deployment beside the one of this action. */
export const githubKeepsOwnRecord = ({ environment, isOnEnterpriseServer }: JobRecord): Note =>
  notice(
    `GitHub keeps a deployment of its own for this job, because the job has "environment: ${environment}". ${onlyOneRecord({ environment, isOnEnterpriseServer })}`,
    'github-keeps-own-record'
  )

/** The job has `environment:`, and several tasks share this environment. */
export const ownRecordEndsOtherTasks = ({ environment, isOnEnterpriseServer }: JobRecord): Note =>
  warning(
    `GitHub keeps a deployment of its own for this job, because the job has "environment: ${environment}". When that deployment succeeds, GitHub deactivates older deployments of every task in the environment. ${onlyOneRecord({ environment, isOnEnterpriseServer })}`,
    'own-record-ends-other-tasks'
  )

/** A teardown finds GitHub's own deployment for its job. */
export const ownRecordKept = ({ environment, isOnEnterpriseServer }: JobRecord): Note =>
  warning(
    `GitHub's own deployment for this job is kept, because GitHub would set it live again when the job ends: the job has "environment: ${environment}". Run the teardown in a job without "environment:"${isOnEnterpriseServer ? '.' : `, or write "environment: { name: ${environment}, deployment: false }", which keeps secrets and approvals and leaves one record.`}`,
    'own-record-kept'
  )

const onlyOneRecord = ({ environment, isOnEnterpriseServer }: JobRecord): string =>
  isOnEnterpriseServer
    ? 'Remove "environment:" from the job to have only one record.'
    : `Write "environment: { name: ${environment}, deployment: false }" to keep secrets and approvals and have only one record.`

/** The state that main saved for post is damaged. */
export const savedStateUnreadable = (): Problem =>
  new Problem(
    'The state that the main step saved cannot be read, so a deployment that it started cannot be finished.',
    'Check the environment, and set the final state with "operation: update".',
    'saved-state-unreadable'
  )

/** `token` is empty when the job ends, and the `GITHUB_TOKEN` cannot be used instead. */
export const tokenGone = ({ repository }: Values<'repository'>): Problem =>
  new Problem(
    `The token for ${repository} is no longer available, so the deployment that this step started there cannot be finished.`,
    'Set the final state with "operation: update". Inside nested composite actions, expressions may be empty when the job ends.',
    'token-gone'
  )

/** `environment-url` or `log-url` is not a URL when the job ends. */
export const lateLinkInvalid = ({ name, value }: { name: string; value: string }): Note =>
  warning(`The final status is recorded without this link: ${mustBeUrl({ name, value })}`, 'late-link-invalid')

/** The author's `result` has words that are not an outcome. */
export const unknownResult = ({ words, state }: Values<'state'> & { words: readonly string[] }): Note =>
  warning(
    `Unknown result "${words.join('", "')}": the deployment is recorded as ${state}. Use step outcomes, job statuses or one deployment state.`,
    'unknown-result'
  )

/** Somebody deleted the deployment while the job ran. */
export const deletedMeanwhile = ({ id, state }: Values<'id' | 'state'>): Note =>
  notice(
    `Deployment ${id} was deleted while the job ran, so its final state (${state}) is not recorded.`,
    'deleted-meanwhile'
  )

/** GitHub rejected a status, but accepted it without its environment URL. */
export const environmentUrlRejected = ({ url, reason }: { url: string; reason: string }): Note =>
  warning(
    `GitHub rejected the environment URL "${url}" (${reason.replace(/\.$/, '')}), so the state is recorded without a link. Check the input "environment-url".`,
    'environment-url-rejected'
  )
