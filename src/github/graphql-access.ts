import { GitHubProblem } from '../messages/problem.ts'

/**
 * Whether GraphQL refused a request that REST may still answer. Examples are a missing token scope, an old server and
 * an exhausted rate limit. A secondary rate limit does not count, because it applies to both APIs.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#secondary-rate-limits
 */
export function isGraphqlRefusal(error: unknown): error is GitHubProblem {
  if (!(error instanceof GitHubProblem)) return false
  const { status, limit, isForeign } = error.answer
  return isForeign === true || (status >= 200 && status < 500 && limit !== 'secondary')
}

/** Remembers during this step if GraphQL can read and write, so requests that cannot succeed are not sent again. */
export class GraphqlAccess {
  /**
   * False after GraphQL did not find the repository or the deployment, or if its rate limit lasts longer than this step
   * can wait.
   */
  reads = true
  /** False after GraphQL refused to write. */
  writes = true

  /**
   * Returns the result from GraphQL, or from REST if GraphQL refuses. In a private repository, GraphQL answers "not
   * found" to every query if the token cannot read the code. REST returns the deployments to the same token.
   * https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps (repo_deployment)
   */
  async orRest<T>(graphql: () => Promise<T>, rest: () => Promise<T>): Promise<T> {
    if (!this.reads) return rest()
    try {
      return await graphql()
    } catch (error) {
      if (!isGraphqlRefusal(error)) throw error
      this.refused(error)
      return rest()
    }
  }

  /** Records that GraphQL refused to read the repository. */
  refused({ answer }: GitHubProblem): void {
    if (answer.status !== 404 && answer.limit !== 'primary') return
    this.reads = false
    this.writes = false
  }
}
