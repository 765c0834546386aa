import { GitHubProblem, notice, Problem, warning, type Note, type Values } from './problem.ts'

/** Deployment that `wait` follows. */
type Followed = Values<'id' | 'environment'>

/** Texts of its latest status. */
interface Latest {
  description: string
  logUrl: string
}

/** The deployment ended, but in none of the states that `wait` waits for. */
export const deploymentEndedAs = (
  ended: Followed & Latest & Values<'state'> & { wanted: readonly string[] }
): Problem => {
  const instead = ended.wanted.join() === 'success' ? '' : ` instead of ${ended.wanted.join(' or ')}`
  const what = `${named(ended)} ended as ${ended.state}${instead}${described(ended)}`
  return new Problem(what, logOf(ended), 'deployment-ended-as')
}

/** Somebody deactivated the deployment before it succeeded. */
export const inactiveWithoutSuccess = (ended: Followed & Latest): Problem =>
  new Problem(
    `${named(ended)} became inactive without ever having succeeded${described(ended)}`,
    logOf(ended),
    'inactive-without-success'
  )

/** The deployment still has no status at the timeout. */
export const noStatusInTime = (followed: Followed & Values<'timeout'>): Problem =>
  new Problem(
    `${named(followed)} has not ended within ${followed.timeout}: it is still without any status.`,
    'Increase "timeout", or check why it takes so long.',
    'no-status-in-time'
  )

/** The deployment has not ended at the timeout. */
export const notEndedInTime = (followed: Followed & Latest & Values<'timeout' | 'state'>): Problem =>
  new Problem(
    `${named(followed)} has not ended within ${followed.timeout}: it is still ${followed.state}${described(followed)}`,
    `Increase "timeout", or check why it takes so long. ${logOf(followed)}`,
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

/** Nothing appeared within `skip-after`. @param earlier ids of this run's deployments from earlier attempts */
export const nothingToWaitFor = ({ wanted, skipAfter, earlier }: Values<'wanted' | 'skipAfter' | 'earlier'>): Note =>
  notice(
    `Found no deployment ${wanted} within ${skipAfter} ("skip-after"), so there is nothing to wait for.${earlier === '' ? '' : ` An earlier attempt made ${earlier}, which does not count.`}`,
    'nothing-to-wait-for'
  )

/** Nothing appeared within `skip-after`, and the environment never had a deployment, so its name may be wrong. */
export const nothingEverThere = ({
  wanted,
  skipAfter,
  where,
  hints
}: Values<'wanted' | 'skipAfter' | 'where' | 'hints'>): Note =>
  warning(
    `Found no deployment ${wanted} within ${skipAfter} ("skip-after"), and there has never been one of any commit ${where}. Check that the name is right. ${hints}`,
    'nothing-ever-there'
  )

/** The deployment succeeded, but it is no longer live. */
export const supersededMeanwhile = ({ id, environment }: Followed): Note =>
  notice(
    `Deployment ${id} of ${environment} succeeded, and has been superseded or taken down since: it is inactive.`,
    'superseded-meanwhile'
  )

const named = ({ id, environment }: Followed): string => `Deployment ${id} of ${environment}`

const described = ({ description }: Latest): string =>
  description === '' ? '.' : `: ${description.replace(/\.?$/, '.')}`

const logOf = ({ logUrl }: Latest): string =>
  logUrl === '' ? 'None of its statuses has a log URL.' : `Its log: ${logUrl}`
