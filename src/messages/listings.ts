import { GitHubProblem, Problem, type Values } from './problem.ts'

/** A list has more pages than the action reads, or the server returns the same page again and again. */
export const listEndless = ({ doing }: Values<'doing'>): Problem =>
  new Problem(
    `Could not ${doing}: GitHub's list does not end.`,
    'Name fewer environments, or remove "keep-open-pull-requests". If the list is not that long, check "api-url", or re-run the job when GitHub has recovered.',
    'list-endless'
  )

/** GraphQL's rate limit is used up. A large teardown through REST would use up the repository's other rate limit, too. */
export const restSpared = ({
  doing,
  requests,
  limited
}: Values<'doing' | 'requests'> & { limited: GitHubProblem }): GitHubProblem => {
  const message = `GraphQL's rate limit is used up, and this step has sent ${requests} REST requests instead`
  return new GitHubProblem(
    { doing: String(doing), answer: { status: 0, message } },
    `The REST limit is shared with other jobs, so this step stops here. ${limited.remedy}`,
    'rest-spared'
  )
}
