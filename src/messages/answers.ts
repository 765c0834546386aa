import { GitHubProblem, type Answer } from './problem.ts'

/** Failed request: what the action tried, and GitHub's answer. */
export interface FailedRequest {
  doing: string
  answer: Answer
}

/** GitHub rejects the token. */
export const tokenRejected = ({ doing, answer }: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    'The token is expired, revoked or for another server. Check "token".',
    'token-rejected'
  )

/** A rule of the repository, the organization or the enterprise refuses the request. */
export const forbiddenByRule = ({ doing, answer }: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    'An owner of the repository or the organization can change this.',
    'forbidden-by-rule'
  )

/** The author's token lacks a permission. */
export const tokenLacksPermission = ({ doing, answer, needed }: FailedRequest & { needed: string }): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    `Set "token" to a token that has "${needed}" in this repository.`,
    'token-lacks-permission'
  )

/** `GITHUB_TOKEN` is used for another repository. */
export const workflowTokenElsewhere = ({ doing, answer, needed }: FailedRequest & { needed: string }): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    `The workflow's GITHUB_TOKEN only works in its own repository. Set "token" to a token that has "${needed}" in this one.`,
    'workflow-token-elsewhere'
  )

/** The run was started by Dependabot, so its token is read-only. */
export const dependabotReadOnly = ({ doing, answer, needed }: FailedRequest & { needed: string }): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    `Runs started by Dependabot get a read-only token by default. Add "permissions: ${needed}" to the job, or skip this step with an "if:".`,
    'dependabot-read-only'
  )

/** The pull request is from a fork, so its token is read-only. */
export const forkReadOnly = ({ doing, answer }: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    'Pull requests from forks get a read-only token, whatever "permissions" says. Skip this step with an "if:", or run it on pull_request_target or workflow_run without checking out the code of the pull request.',
    'fork-read-only'
  )

/** The job's `permissions:` lack one. */
export const jobLacksPermission = ({ doing, answer, needed }: FailedRequest & { needed: string }): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    `Add "permissions: ${needed}" to the job. Setting any permission sets all others to none.`,
    'job-lacks-permission'
  )

/** The token cannot read pull requests. */
export const pullRequestsNotReadable = ({ answer }: { answer: Answer }): GitHubProblem =>
  new GitHubProblem(
    'read the open pull requests',
    answer,
    'Add "permissions: pull-requests: read" and "contents: read" to the job.',
    'pull-requests-not-readable'
  )

/** GitHub does not find the record, or the token has no access. */
export const notFound = ({ doing, answer }: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    'Check that it exists in the repository and that the token can access it. GitHub also answers 404 if the token lacks access.',
    'not-found'
  )

/** Status checks are not green. */
export const checksNotGreen = ({ doing, answer, checks }: FailedRequest & { checks: string[] }): GitHubProblem =>
  new GitHubProblem(
    doing,
    {
      ...answer,
      message: `${answer.message.replace(/\.$/, '')}; not green: ${[...new Set(checks)].join(', ') || 'GitHub does not say which'}.`
    },
    'Wait until these checks are green, or list the required ones in "required-contexts". "all" includes this job, which is still pending.',
    'checks-not-green'
  )

/** `auto-merge` finds a merge conflict. */
export const mergeConflict = ({ doing, answer }: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    'Merge the default branch into the ref, or set "auto-merge: false".',
    'merge-conflict'
  )

/** GitHub reports another conflict. */
export const otherConflict = ({ doing, answer }: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    'GitHub cannot create this deployment now. Re-run the job after you have resolved the conflict.',
    'other-conflict'
  )

/** The ref does not exist in the repository. */
export const refNotFound = ({ doing, answer, ref }: FailedRequest & { ref: string }): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    `Push "${ref}" first, or change "ref". The branch of a fork does not exist here: leave "ref" empty to record the commit.`,
    'ref-not-found'
  )

/** GitHub rejects a value. */
export const valueRejected = ({ doing, answer, details }: FailedRequest & { details: string[] }): GitHubProblem =>
  new GitHubProblem(
    doing,
    {
      ...answer,
      message: details.length === 0 ? answer.message : `${answer.message.replace(/\.$/, '')}: ${details.join('; ')}`
    },
    'Correct the value that GitHub names.',
    'value-rejected'
  )

/** A GraphQL query is too expensive, even with small pages. */
export const queryTooExpensive = ({ doing, answer }: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    'GitHub found this query too expensive, even for a few entries at a time. Re-run the job later.',
    'query-too-expensive'
  )

/** Any other status below 500. */
export const requestRejected = ({ doing, answer }: FailedRequest): GitHubProblem =>
  new GitHubProblem(doing, answer, 'Check the inputs of this step against the README.', 'request-rejected')

/** The rate limit resets too late. */
export const rateLimited = ({ doing, answer, at }: FailedRequest & { at: string }): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    `The rate limit resets at ${at} UTC, which is longer than this step can wait. Re-run the job after that, or use a token with its own rate limit.`,
    'rate-limited'
  )

/** A rate limit names no time. */
export const rateLimitedWithoutTime = ({ doing, answer }: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    'GitHub does not say when the rate limit resets. Re-run the job later, or use a token with its own rate limit.',
    'rate-limited-without-time'
  )

/** GitHub has an outage. */
export const githubUnavailable = ({ doing, answer }: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    doing,
    answer,
    'Check https://www.githubstatus.com and re-run the job when GitHub has recovered.',
    'github-unavailable'
  )
