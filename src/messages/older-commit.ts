import { GitHubProblem, Problem, warning, type FailedRequest, type Note, type Values } from './problem.ts'

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
