import { GitHubProblem, warning, type Answer, type Note } from './problem.ts'

/** The token cannot read pull requests. */
export const pullRequestsNotReadable = ({ answer }: { answer: Answer }): GitHubProblem =>
  new GitHubProblem(
    { doing: 'read the open pull requests', answer },
    'Add "permissions: pull-requests: read" and "contents: read" to the job.',
    'pull-requests-not-readable'
  )

/** The open pull requests were read with REST, which does not show which commits a force push replaced. */
export const replacedHeadsUnknown = (): Note =>
  warning(
    "GitHub's REST API does not show commits that a force push replaced. A deployment of such a commit is kept only if its environment or task has the number or the branch of the pull request in its name.",
    'replaced-heads-unknown'
  )
