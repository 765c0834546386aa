import { valueAt, numberAt, textAt } from '../domain/json.ts'
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
        number headRefOid
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

interface PullRequest {
  number: number
  commits: string[]
  /** Cursor of the commits that are not in this list. */
  before: string | undefined
}

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

  /** Returns the numbers of the open pull requests by commit. */
  async byCommit(): Promise<Map<string, number>> {
    const numbers = new Map<string, number>()
    await this.#access.orRest(
      () => this.#readByGraphql(numbers),
      () => this.#readByRest(numbers).catch(notReadable)
    )
    return numbers
  }

  async #readByGraphql(numbers: Map<string, number>): Promise<void> {
    let after: string | undefined
    for (let count = 1; count <= maxPages; count++) {
      const page: Batch<PullRequest> = await readPage(this.#client, this.#size, {
        doing: 'read the open pull requests',
        query: openQuery,
        variables: { ...this.#client.repository, after: after ?? null },
        parse: data => pageFrom(valueAt(data, 'data', 'repository', 'pullRequests'), pullRequestFrom)
      })
      for (const pullRequest of page.entries) {
        for await (const commits of this.#commitsOf(pullRequest)) {
          for (const sha of commits) numbers.set(sha, pullRequest.number)
        }
      }
      after = page.next
      if (after === undefined) return
    }
    throw pullRequestsEndless()
  }

  async *#commitsOf({ number, commits, before }: PullRequest): AsyncIterable<string[]> {
    yield commits
    for (let count = 1; before !== undefined && count <= maxPages; count++) {
      const earlier: Omit<PullRequest, 'number'> = await this.#client.read({
        doing: `read the commits of pull request #${number}`,
        method: 'POST',
        path: graphql,
        parameters: { query: commitsQuery, variables: { ...this.#client.repository, number, before } },
        parse: data => commitsFrom(valueAt(data, 'data', 'repository', 'pullRequest', 'commits'))
      })
      yield earlier.commits
      before = earlier.before
    }
  }

  /**
   * Reads all open pull requests and their commits through REST, with one request for each pull request.
   * https://docs.github.com/rest/pulls/pulls#list-commits-on-a-pull-request
   */
  async #readByRest(numbers: Map<string, number>): Promise<void> {
    for await (const pullRequests of this.#list('/pulls', { state: 'open' }, headFrom)) {
      for (const { number, commits } of pullRequests) {
        for (const sha of commits) numbers.set(sha, number)
        const path = '/pulls/{pull_number}/commits'
        const shaOf = (entry: unknown): string | undefined => textAt(entry, 'sha')
        for await (const shas of this.#list(path, { pull_number: number }, shaOf)) {
          for (const sha of shas) numbers.set(sha, number)
        }
      }
    }
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
  return { number, ...commits, commits: [...commits.commits, ...others.filter(sha => sha !== undefined)] }
}

/** Returns the head before each force push, which may still be deployed until the new head is. */
function replaced(node: unknown): (string | undefined)[] {
  const pushes = valueAt(node, 'timelineItems', 'nodes')
  return Array.isArray(pushes) ? pushes.map((push: unknown) => textAt(push, 'beforeCommit', 'oid')) : []
}

function commitsFrom(connection: unknown): Omit<PullRequest, 'number'> | undefined {
  const page = connectionOf(connection, backward)
  if (page === undefined) return undefined
  const commits = page.nodes.flatMap(node => textAt(node, 'commit', 'oid') ?? [])
  return { commits, before: page.next }
}

function headFrom(entry: unknown): PullRequest | undefined {
  const number = numberAt(entry, 'number')
  if (number === undefined) return undefined
  const shas = [textAt(entry, 'head', 'sha'), textAt(entry, 'merge_commit_sha')]
  return { number, commits: shas.filter(sha => sha !== undefined), before: undefined }
}
