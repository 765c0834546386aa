import { GitHubProblem, type Answer } from './problem.ts'

/** The token cannot read pull requests. */
export const pullRequestsNotReadable = ({ answer }: { answer: Answer }): GitHubProblem =>
  new GitHubProblem(
    { doing: 'read the open pull requests', answer },
    'Add "permissions: pull-requests: read" and "contents: read" to the job.',
    'pull-requests-not-readable'
  )
