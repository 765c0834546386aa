/**
 * Behaviour that GitHub does not document, or that was contradicted. The defaults follow the evidence in docs/beliefs.md,
 * which has the same numbers. Each one can be reversed.
 */
export interface Rules {
  /**
   * 1: the mutations for which GraphQL answers NOT_FOUND, although REST can read and change the deployment.
   * https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps (repo_deployment, a private repository)
   */
  hiddenFromGraphql: 'nothing' | 'mutations' | 'everything'
  /** 2: whether REST's `node_id` is GraphQL's `id`. https://docs.github.com/graphql/guides/migrating-graphql-global-node-ids */
  restNodeIds: 'as in GraphQL' | 'legacy'
  /** 3: whether pull requests of REST and of events have `merge_commit_sha`. https://github.com/github/rest-api-description/issues/6344 */
  hasMergeCommitSha: boolean
  /**
   * 4: the mutations that GraphQL refuses, how it does so, and whether with one error or one error each.
   * https://github.com/andykenward/github-actions-cloudflare-pages/issues/234
   */
  refusedMutations?: RefusedMutations
  /**
   * 5: how many entries of the outermost list a query can request, and on which pages: "Resource limits for this query exceeded".
   * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#resource-limits
   */
  mostEntries?: { entries: number; pages: 'all' | 'later' }
  /** 6: whether the `environment` filters ignore case, as the names of environments do. Others use GitHub's exact spelling. */
  environmentFilterIgnoresCase: boolean
  /** 6: the spelling in which a new deployment of an existing environment is recorded, and in which it is listed. */
  environmentSpelling: 'as given' | "the environment's" | "listed under the environment's"
  /** 7: the log URL of GitHub's own record for a job. https://docs.github.com/rest/checks/runs */
  jobLog: 'job' | 'jobs' | 'check run' | 'query' | 'case'
  /** 9: whether REST names the next page. https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
  hasLinkHeader: boolean
  /** 10: the order of lists, regardless of the requested order. */
  listOrder: 'newest first' | 'oldest first'
  /** 10: whether GraphQL's `Deployment.statuses` starts with the oldest status. REST starts with the newest. */
  statusesOldestFirst: boolean
  /** 11: whether GraphQL's `latestStatus` is set if there are statuses. */
  hasLatestStatus: boolean
  /** 12: the environment that lists a deployment after a status has moved it to another one. */
  listedUnder: 'latest environment' | 'first environment'
  /** 13: whether a GraphQL page of deployments can contain `null` without an error. */
  nullNodes: 'never' | 'once' | 'always'
  /** 14: the allowed hosts of `environment_url`. Defaults to all. */
  environmentUrlHosts?: RegExp
  /**
   * 15: the form of installation tokens.
   * https://github.blog/changelog/2026-04-24-notice-about-upcoming-new-format-for-github-app-installation-tokens/
   */
  tokens: 'ghs_<app id>_<JWT>' | '40 characters'
  /** 16: the versions of REST that are supported. https://docs.github.com/rest/about-the-rest-api/api-versions */
  restVersions: readonly string[]
  /** 17: whether a success also deactivates earlier production deployments. The API description says no. */
  autoInactiveOnProduction: boolean
  /** 18: whether `auto_inactive` ignores deployments of other tasks. The API description says no. */
  autoInactiveHeedsTask: boolean
}

export interface RefusedMutations {
  /** All mutations of a request, or every second one. */
  which: 'all' | 'every second'
  type?: 'FORBIDDEN'
  message: string
  /** One error per mutation, or one without a path. */
  errors: 'each' | 'one' | 'none'
}

export const evidence: Rules = {
  hiddenFromGraphql: 'nothing',
  restNodeIds: 'as in GraphQL',
  hasMergeCommitSha: true,
  environmentFilterIgnoresCase: false,
  environmentSpelling: 'as given',
  jobLog: 'job',
  hasLinkHeader: true,
  listOrder: 'newest first',
  statusesOldestFirst: false,
  hasLatestStatus: true,
  listedUnder: 'latest environment',
  nullNodes: 'never',
  tokens: 'ghs_<app id>_<JWT>',
  restVersions: ['2022-11-28', '2026-03-10'],
  autoInactiveOnProduction: false,
  autoInactiveHeedsTask: false
}

const names = new Set([...Object.keys(evidence), 'refusedMutations', 'mostEntries', 'environmentUrlHosts'])

/** The defaults: what the evidence says. */
export function rulesWith(reversed: Partial<Rules>): Rules {
  return { ...evidence, ...Object.fromEntries(Object.entries(reversed).filter(([name]) => names.has(name))) }
}
