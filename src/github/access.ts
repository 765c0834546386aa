import { GitHubProblem } from '../domain/problem.ts'

/**
 * A refusal of GraphQL itself, after which REST may still do: a token without its scopes, an old server, a used-up limit.
 * A secondary limit is none: it is for both of them.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#secondary-rate-limits
 */
export function isRefusal(error: unknown): error is GitHubProblem {
  if (!(error instanceof GitHubProblem)) return false
  const { status, limit, isForeign } = error.answer
  return isForeign === true || (status >= 200 && status < 500 && limit !== 'secondary')
}

/** What has been learned in this step about GraphQL, so that it is not asked in vain again. */
export class GraphqlAccess {
  #seesRepository = true
  /** All ids of deployments that GraphQL has shown. */
  readonly shown = new Set<string>()
  /** Set once GraphQL has refused to write. */
  writes = true

  /** Whether GraphQL is worth asking. */
  get reads(): boolean {
    return this.#seesRepository
  }

  /**
   * Returns what GraphQL answers, or what REST does if GraphQL refuses. GraphQL says "not found" of everything in a private
   * repository that the token may not read the code of, though REST shows its deployments to the same token.
   * https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps (repo_deployment)
   */
  async orRest<T>(graphql: () => Promise<T>, rest: () => Promise<T>): Promise<T> {
    if (!this.reads) return rest()
    try {
      return await graphql()
    } catch (error) {
      if (!isRefusal(error)) throw error
      this.refused(error)
      return rest()
    }
  }

  /** Takes note of a refusal to read what is in the repository. */
  refused({ answer }: GitHubProblem): void {
    if (answer.status !== 404) return
    this.#seesRepository = false
    this.writes = false
  }
}
