import { GitHubProblem, notice, Problem, type Note, type Values } from './problem.ts'

/** Deployment that `wait` follows. */
interface Followed {
  id: number
  environment: string
}

/** Texts of its latest status. */
interface Latest {
  description: string
  logUrl: string
}

/** The deployment ended as something other than a success. */
export const deploymentEndedAs = ({
  id,
  environment,
  state,
  description,
  logUrl
}: Followed & Latest & Values<'state'>): Problem =>
  new Problem(
    `Deployment ${id} of ${environment} ended as ${state}${described(description)}`,
    logAt(logUrl),
    'deployment-ended-as'
  )

/** Somebody deactivated the deployment before it succeeded. */
export const inactiveWithoutSuccess = ({ id, environment, description, logUrl }: Followed & Latest): Problem =>
  new Problem(
    `Deployment ${id} of ${environment} became inactive without ever having succeeded${described(description)}`,
    logAt(logUrl),
    'inactive-without-success'
  )

/** The deployment still has no status at the timeout. */
export const noStatusInTime = ({ id, environment, timeout }: Followed & Values<'timeout'>): Problem =>
  new Problem(
    `Deployment ${id} of ${environment} has not ended within ${timeout}: it is still without any status.`,
    'Increase "timeout", or check why it takes so long.',
    'no-status-in-time'
  )

/** The deployment has not ended at the timeout. */
export const notEndedInTime = ({
  id,
  environment,
  timeout,
  state,
  description,
  logUrl
}: Followed & Latest & Values<'timeout' | 'state'>): Problem =>
  new Problem(
    `Deployment ${id} of ${environment} has not ended within ${timeout}: it is still ${state}${described(description)}`,
    `Increase "timeout", or check why it takes so long. ${logAt(logUrl)}`,
    'not-ended-in-time'
  )

/** GitHub fails while `wait` follows the deployment. Keeps the entry of the caught error. */
export const followingFailed = ({
  id,
  environment,
  state,
  error
}: Followed & { state: string | undefined; error: GitHubProblem }): GitHubProblem =>
  new GitHubProblem(
    {
      doing: `follow deployment ${id} of ${environment}, last seen ${state ?? 'without any status'}`,
      answer: error.answer
    },
    error.remedy,
    error.entry
  )

/** The deployment succeeded, but it is no longer live. */
export const supersededMeanwhile = ({ id, environment }: Followed): Note =>
  notice(
    `Deployment ${id} of ${environment} succeeded, and has been superseded or taken down since: it is inactive.`,
    'superseded-meanwhile'
  )

const described = (description: string): string => (description === '' ? '.' : `: ${description.replace(/\.?$/, '.')}`)

const logAt = (logUrl: string): string => (logUrl === '' ? 'None of its statuses has a log URL.' : `Its log: ${logUrl}`)
