import { valueAt, numberAt, textAt } from '../domain/json.ts'
import type { OpenPullRequest, OpenPullRequestList } from '../domain/open-pull-requests.ts'
import { pullRequestsNotReadable } from '../messages/teardown.ts'
import { GitHubProblem } from '../messages/problem.ts'
import type { Page } from '../ports.ts'
import type { Client } from './client.ts'
import type { GraphqlAccess } from './graphql-access.ts'
import { graphqlPageFrom, graphqlPages, restPages, type GraphqlPage } from './paging.ts'
import { graphqlRequest } from './sender.ts'

const commitsFields = `
  pageInfo { hasNextPage endCursor }
  nodes { commit { oid } }`

const openQuery = `
query OpenPullRequests($owner: String!, $repo: String!, $first: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: OPEN, first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number headRefOid headRefName isCrossRepository
        potentialMergeCommit { oid }
        commits(first: 100) { ${commitsFields} }
        timelineItems(last: 100, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT]) {
          nodes { ... on HeadRefForcePushedEvent { beforeCommit { oid } } }
        }
      }
    }
  }
}`

const commitsQuery = `
query CommitsOf($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) { commits(first: 100, after: $after) { ${commitsFields} } }
  }
}`

/** Open pull requests per page. GitHub refuses larger pages, because each pull request includes many commits. */
const pullRequestsPerPage = 25

/** Open pull request whose `commits` are not complete yet. */
interface PullRequestPage {
  pullRequest: OpenPullRequest
  first: GraphqlPage<string>
}

/**
 * Finds the open pull requests and all their commits. The lookup starts from the pull requests, because from a commit
 * GitHub does not find pull requests from forks. The result includes heads that a force push replaced.
 * https://docs.github.com/graphql/reference/objects#pullrequest
 */
export class PullRequests {
  readonly #client: Client
  readonly #access: GraphqlAccess

  constructor(client: Client, access: GraphqlAccess) {
    this.#client = client
    this.#access = access
  }

  /**
   * Returns the head commit of a pull request.
   * https://docs.github.com/rest/pulls/pulls#get-a-pull-request
   */
  head(number: number): Promise<string> {
    return this.#client.read({
      doing: `find the head of pull request #${number}`,
      path: '/pulls/{pull_number}',
      parameters: { pull_number: number },
      parse: data => textAt(data, 'head', 'sha')
    })
  }

  open(): Promise<OpenPullRequestList> {
    return this.#access.orRest<OpenPullRequestList>(
      async () => ({ open: await this.#readByGraphql(), hasReplacedHeads: true }),
      async () => ({ open: await this.#readByRest().catch(notReadable), hasReplacedHeads: false })
    )
  }

  async #readByGraphql(): Promise<OpenPullRequest[]> {
    const open: OpenPullRequest[] = []
    const doing = 'read the open pull requests'
    const pages = graphqlPages(doing, after =>
      this.#client.read({
        doing,
        ...graphqlRequest(openQuery, { ...this.#client.repository, first: pullRequestsPerPage, after }),
        parse: data => graphqlPageFrom(valueAt(data, 'data', 'repository', 'pullRequests'), pullRequestFrom)
      })
    )
    for await (const { entries } of pages) {
      for (const { pullRequest, first } of entries) {
        const commits = [...pullRequest.commits]
        for await (const page of this.#commitsOf(pullRequest.number, first)) commits.push(...page.entries)
        open.push({ ...pullRequest, commits })
      }
    }
    return open
  }

  /** Reads the commits of a pull request, starting with the page that was read with it. */
  #commitsOf(number: number, first: GraphqlPage<string>): AsyncIterable<Page<string>> {
    const doing = `read the commits of pull request #${number}`
    return graphqlPages(doing, async after =>
      after === undefined
        ? first
        : this.#client.read({
            doing,
            ...graphqlRequest(commitsQuery, { ...this.#client.repository, number, after }),
            parse: data => commitsFrom(valueAt(data, 'data', 'repository', 'pullRequest', 'commits'))
          })
    )
  }

  /**
   * Reads all open pull requests and their commits through REST, with one request for each pull request. REST does not
   * show heads that a force push replaced.
   * https://docs.github.com/rest/pulls/pulls#list-commits-on-a-pull-request
   */
  async #readByRest(): Promise<OpenPullRequest[]> {
    const open: OpenPullRequest[] = []
    for await (const { entries } of this.#list('/pulls', { state: 'open' }, pullRequestFromRest)) {
      for (const { number, branch, commits } of entries) {
        const all = [...commits]
        const path = '/pulls/{pull_number}/commits'
        const shaOf = (entry: unknown): string | undefined => textAt(entry, 'sha')
        for await (const page of this.#list(path, { pull_number: number }, shaOf)) all.push(...page.entries)
        open.push({ number, branch, commits: all })
      }
    }
    return open
  }

  #list<T>(
    path: string,
    parameters: Record<string, unknown>,
    parseEntry: (entry: unknown) => T | undefined
  ): AsyncIterable<Page<T>> {
    return restPages(this.#client, { doing: 'read the open pull requests', path, parameters, parseEntry })
  }
}

function notReadable(error: unknown): never {
  if (!(error instanceof GitHubProblem) || ![403, 404].includes(error.answer.status)) throw error
  throw pullRequestsNotReadable(error)
}

function pullRequestFrom(node: unknown): PullRequestPage | undefined {
  const number = numberAt(node, 'number')
  const first = commitsFrom(valueAt(node, 'commits'))
  if (number === undefined || first === undefined) return undefined
  const heads = [textAt(node, 'headRefOid'), textAt(node, 'potentialMergeCommit', 'oid'), ...replaced(node)]
  const branch = valueAt(node, 'isCrossRepository') === true ? undefined : textAt(node, 'headRefName')
  return { pullRequest: { number, branch, commits: heads.filter(sha => sha !== undefined) }, first }
}

/** Returns the head before each force push, which may still be deployed until the new head is. */
function replaced(node: unknown): (string | undefined)[] {
  const pushes = valueAt(node, 'timelineItems', 'nodes')
  return Array.isArray(pushes) ? pushes.map((push: unknown) => textAt(push, 'beforeCommit', 'oid')) : []
}

const commitsFrom = (connection: unknown): GraphqlPage<string> | undefined =>
  graphqlPageFrom(connection, node => textAt(node, 'commit', 'oid'))

/** Reads a pull request in the format of the REST API, with its head and GitHub's test merge as commits. */
function pullRequestFromRest(entry: unknown): OpenPullRequest | undefined {
  const number = numberAt(entry, 'number')
  if (number === undefined) return undefined
  const shas = [textAt(entry, 'head', 'sha'), textAt(entry, 'merge_commit_sha')]
  const home = numberAt(entry, 'head', 'repo', 'id')
  const isHere = home !== undefined && home === numberAt(entry, 'base', 'repo', 'id')
  const branch = isHere ? textAt(entry, 'head', 'ref') : undefined
  return { number, branch, commits: shas.filter(sha => sha !== undefined) }
}
