import { type FailedRequest, GitHubProblem, type Note, Problem, type Values, warning } from './problem.ts'

/** The event is about a deleted branch or tag. */
export const eventOfDeletedRef = ({ event }: Values<'event'>): Problem =>
  new Problem(
    `The event ${event} is for a deleted branch or tag, so it has no commit.`,
    'Skip this step with an "if:", or set the input "ref" to the commit.',
    'event-of-deleted-ref'
  )

/** The payload of the event does not contain the commit. */
export const eventWithoutCommit = ({ event, path }: Values<'event' | 'path'>): Problem =>
  new Problem(
    `The event ${event} has no commit (${path} is empty).`,
    'Set the input "ref" to the commit.',
    'event-without-commit'
  )

/** The author's `ref` is `HEAD`, but nothing is checked out. */
export const noCheckout = (): Problem =>
  new Problem(
    'There is no commit in the workspace for "ref: HEAD".',
    'Add an actions/checkout step before this one, or remove the input "ref".',
    'no-checkout'
  )

/** The author's `ref` is GitHub's test merge commit. A pull request only shows the deployments of its own commits. */
export const mergeCommitRecorded = ({ what }: Values<'what'>): Note =>
  warning(
    `${what} is GitHub's merge commit: the deployment will not show on the pull request. Leave the input "ref" out to record the pull request's own commit.`,
    'merge-commit'
  )

/** Commits of a comparison, in short form. */
type Compared = Values<'ours' | 'live' | 'environment'>

const isOlder = ({ ours, live, environment }: Compared): string =>
  `Commit ${ours} is older than ${live}, which is live in ${environment}`

const goBack = 'To go back on purpose, set "older-commit: deploy", as the recipe "Rollback" in docs/recipes.md does.'

/** The commit is older than the live one, and `older-commit` is `fail`. */
export const commitIsOlder = (compared: Compared): Problem =>
  new Problem(`${isOlder(compared)}, so nothing was created.`, goBack, 'commit-is-older')

/** The commit is older than the live one, and `older-commit` is `skip`. */
export const olderCommitSkipped = (compared: Compared): Note =>
  warning(
    `${isOlder(compared)}, so no deployment was created. Later steps and jobs that deploy need "if: steps.<id>.outputs.deployment-id != ''". ${goBack}`,
    'older-commit-skipped'
  )

/** GitHub does not find one of the commits to compare, or the token may not see them. */
export const commitsNotCompared = ({ live, ...failed }: FailedRequest & Values<'live'>): GitHubProblem =>
  new GitHubProblem(
    failed,
    `Add "permissions: contents: read" to the job, or push "ref" first. If GitHub no longer has commit ${live}, set "older-commit: deploy" for one run. Nothing was created.`,
    'commits-not-compared'
  )

/** None of the deployments that were read is live, but there are older ones. */
export const liveCommitNotFound = ({ environment, among }: Values<'environment' | 'among'>): Note =>
  warning(
    `"older-commit" compared nothing: none of the newest ${among} deployments of ${environment} is live, and older ones were not read.`,
    'live-commit-not-found'
  )

/** The created deployment has another commit than the compared one. */
export const comparedCommitMoved = ({ compared, sha }: Values<'compared' | 'sha'>): Note =>
  warning(
    `The deployment records commit ${sha}, but "older-commit" compared ${compared}: "ref" moved in the meantime. Set "ref" to a SHA, or leave it empty.`,
    'compared-commit-moved'
  )

/** `auto-merge` merged the default branch, so GitHub created no deployment. */
export const autoMerged = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'No deployment exists yet: run the job again, on the merged commit, or set "auto-merge: false".',
    'auto-merged'
  )

/** A write failed, and nobody knows if GitHub completed it. */
export const writeUncertain = ({ doing, cause }: { doing: string; cause: GitHubProblem }): GitHubProblem =>
  new GitHubProblem(
    { doing, answer: { ...cause.answer, mayBeDone: true } },
    `GitHub may or may not have completed this request. ${cause.remedy}`,
    'write-uncertain'
  )

/** Several deployments may come from the request that was not answered. */
export const creationAmbiguous = ({ environment, ids }: { environment: string; ids: number[] }): Problem =>
  new Problem(
    `The answer to the creation of a deployment of ${environment} was lost, and ${ids.length} deployments could be it: ${ids.join(', ')}.`,
    'Set the final state of the unfinished one by hand, and give the jobs of a matrix different environments, tasks or payloads.',
    'creation-ambiguous'
  )
