import { valueAt, numberAt, textAt } from '../domain/json.ts'
import type { OpenPullRequest, OpenPullRequestList } from '../domain/open-pull-requests.ts'
import { pullRequestsEndless, pullRequestsNotReadable } from '../messages/pull-requests.ts'
import { GitHubProblem } from '../messages/problem.ts'
import type { GraphqlAccess } from './access.ts'
import { graphql } from './call.ts'
import type { Client } from './client.ts'
import { backward, connectionOf, readPage, PageSize } from './connection.ts'
import { pageFrom, restPages, type Batch } from './page-readers.ts'

const commitsFields = `
  pageInfo { hasPreviousPage startCursor }
  nodes { commit { oid } }`

const openQuery = `
query OpenPullRequests($owner: String!, $repo: String!, $first: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: OPEN, first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number headRefOid headRefName isCrossRepository
        potentialMergeCommit { oid }
        commits(last: 100) { ${commitsFields} }
        timelineItems(last: 100, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT]) {
          nodes { ... on HeadRefForcePushedEvent { beforeCommit { oid } } }
        }
      }
    }
  }
}`

const commitsQuery = `
query CommitsOf($owner: String!, $repo: String!, $number: Int!, $before: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) { commits(last: 100, before: $before) { ${commitsFields} } }
  }
}`

/** Maximum number of pages: 10,000 open pull requests in full pages, or 40,000 commits of one pull request. */
const maxPages = 400

/** Commits of a pull request. */
interface Commits {
  commits: string[]
  /** Cursor of the commits that are not in this list. */
  before: string | undefined
}

type PullRequest = OpenPullRequest & Commits

/**
 * Finds the open pull requests and all their commits. The lookup starts from the pull requests, because from a commit
 * GitHub does not find pull requests from forks. The result includes heads that a force push replaced.
 * https://docs.github.com/graphql/reference/objects#pullrequest
 */
export class PullRequests {
  readonly #client: Client
  readonly #access: GraphqlAccess
  /** GitHub refuses larger pages, because each pull request includes many commits. */
  readonly #size = new PageSize(25, 6)

  constructor(client: Client, access: GraphqlAccess) {
    this.#client = client
    this.#access = access
  }

  open(): Promise<OpenPullRequestList> {
    return this.#access.orRest<OpenPullRequestList>(
      async () => ({ open: await this.#readByGraphql(), hasReplacedHeads: true }),
      async () => ({ open: await this.#readByRest().catch(notReadable), hasReplacedHeads: false })
    )
  }

  async #readByGraphql(): Promise<OpenPullRequest[]> {
    const open: OpenPullRequest[] = []
    let after: string | undefined
    for (let count = 1; count <= maxPages; count++) {
      const page: Batch<PullRequest> = await readPage(this.#client, this.#size, {
        doing: 'read the open pull requests',
        query: openQuery,
        variables: { ...this.#client.repository, after: after ?? null },
        parse: data => pageFrom(valueAt(data, 'data', 'repository', 'pullRequests'), pullRequestFrom)
      })
      for (const { number, branch, commits, before } of page.entries) {
        open.push({ number, branch, commits: [...commits, ...(await this.#earlierCommits(number, before))] })
      }
      after = page.next
      if (after === undefined) return open
    }
    throw pullRequestsEndless()
  }

  async #earlierCommits(number: number, before: string | undefined): Promise<string[]> {
    const commits: string[] = []
    for (let count = 1; before !== undefined && count <= maxPages; count++) {
      const earlier: Commits = await this.#client.read({
        doing: `read the commits of pull request #${number}`,
        method: 'POST',
        path: graphql,
        parameters: { query: commitsQuery, variables: { ...this.#client.repository, number, before } },
        parse: data => commitsFrom(valueAt(data, 'data', 'repository', 'pullRequest', 'commits'))
      })
      commits.push(...earlier.commits)
      before = earlier.before
    }
    return commits
  }

  /**
   * Reads all open pull requests and their commits through REST, with one request for each pull request. REST does not
   * show heads that a force push replaced.
   * https://docs.github.com/rest/pulls/pulls#list-commits-on-a-pull-request
   */
  async #readByRest(): Promise<OpenPullRequest[]> {
    const open: OpenPullRequest[] = []
    for await (const pullRequests of this.#list('/pulls', { state: 'open' }, pullRequestFromRest)) {
      for (const { number, branch, commits } of pullRequests) {
        const all = [...commits]
        const path = '/pulls/{pull_number}/commits'
        const shaOf = (entry: unknown): string | undefined => textAt(entry, 'sha')
        for await (const shas of this.#list(path, { pull_number: number }, shaOf)) all.push(...shas)
        open.push({ number, branch, commits: all })
      }
    }
    return open
  }

  async *#list<T>(
    path: string,
    parameters: Record<string, unknown>,
    parse: (entry: unknown) => T | undefined
  ): AsyncIterable<T[]> {
    const list = { doing: 'read the open pull requests', path, parameters, parseEntry: parse }
    for await (const { entries, isLast } of restPages(this.#client, list)) {
      yield entries
      if (isLast) return
    }
    throw pullRequestsEndless()
  }
}

function notReadable(error: unknown): never {
  if (!(error instanceof GitHubProblem) || ![403, 404].includes(error.answer.status)) throw error
  throw pullRequestsNotReadable(error)
}

function pullRequestFrom(node: unknown): PullRequest | undefined {
  const number = numberAt(node, 'number')
  const commits = commitsFrom(valueAt(node, 'commits'))
  if (number === undefined || commits === undefined) return undefined
  const others = [textAt(node, 'headRefOid'), textAt(node, 'potentialMergeCommit', 'oid'), ...replaced(node)]
  const branch = valueAt(node, 'isCrossRepository') === true ? undefined : textAt(node, 'headRefName')
  return { number, branch, ...commits, commits: [...commits.commits, ...others.filter(sha => sha !== undefined)] }
}

/** Returns the head before each force push, which may still be deployed until the new head is. */
function replaced(node: unknown): (string | undefined)[] {
  const pushes = valueAt(node, 'timelineItems', 'nodes')
  return Array.isArray(pushes) ? pushes.map((push: unknown) => textAt(push, 'beforeCommit', 'oid')) : []
}

function commitsFrom(connection: unknown): Commits | undefined {
  const page = connectionOf(connection, backward)
  if (page === undefined) return undefined
  const commits = page.nodes.flatMap(node => textAt(node, 'commit', 'oid') ?? [])
  return { commits, before: page.next }
}

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
