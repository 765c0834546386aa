import { GitHubProblem, Problem, type Answer } from './problem.ts'

/** The token cannot read pull requests. */
export const pullRequestsNotReadable = ({ answer }: { answer: Answer }): GitHubProblem =>
  new GitHubProblem(
    { doing: 'read the open pull requests', answer },
    'Add "permissions: pull-requests: read" and "contents: read" to the job.',
    'pull-requests-not-readable'
  )

/** The list of open pull requests has more pages than the action reads. */
export const pullRequestsEndless = (): Problem =>
  new Problem(
    "GitHub's list of the open pull requests does not end.",
    'Name the environments of closed pull requests, without "keep-open-pull-requests".',
    'pull-requests-endless'
  )
