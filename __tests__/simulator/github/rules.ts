/**
 * Behaviour that is open: GitHub does not document it, and no recorded traffic shows it. The defaults follow the evidence
 * in docs/beliefs.md, which has the same numbers. Each one can be reversed.
 */
export interface Rules {
  /**
   * 1: the mutations for which GraphQL answers NOT_FOUND, although REST can read and change the deployment.
   * https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps (repo_deployment, a private repository)
   */
  hiddenFromGraphql: 'nothing' | 'mutations' | 'everything'
  /**
   * 2: the mutations that GraphQL refuses, how it does so, and whether with one error or one error each.
   * https://github.com/andykenward/github-actions-cloudflare-pages/issues/234
   */
  refusedMutations?: RefusedMutations
  /** 3: whether the `environment` filters ignore case, as the names of environments do. Others use GitHub's exact spelling. */
  environmentFilterIgnoresCase: boolean
  /** 3: the spelling in which a new deployment of an existing environment is recorded, and in which it is listed. */
  environmentSpelling: 'as given' | "the environment's" | "listed under the environment's"
  /** 4: the log URL of GitHub's own record for a job. https://docs.github.com/rest/checks/runs */
  jobLog: 'job' | 'jobs' | 'check run' | 'query' | 'case'
  /** 5: the allowed hosts of `environment_url`. Defaults to all. */
  environmentUrlHosts?: RegExp
  /**
   * 8: how many entries of the outermost list a query can request, and on which pages: "Resource limits for this query exceeded".
   * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#resource-limits
   */
  mostEntries?: { entries: number; pages: 'all' | 'later' }
  /** 13: whether a bot's login ends in `[bot]`: only in REST, or in both APIs. */
  botLogins: '[bot] in REST' | '[bot] in both'
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
  environmentFilterIgnoresCase: false,
  environmentSpelling: 'as given',
  jobLog: 'job',
  botLogins: '[bot] in REST'
}

const names = new Set([...Object.keys(evidence), 'refusedMutations', 'mostEntries', 'environmentUrlHosts'])

/** The defaults: what the evidence says. */
export function rulesWith(reversed: Partial<Rules>): Rules {
  return { ...evidence, ...Object.fromEntries(Object.entries(reversed).filter(([name]) => names.has(name))) }
}
