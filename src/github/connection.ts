import { valueAt, textAt } from '../domain/json.ts'
import { GitHubProblem } from '../messages/problem.ts'
import { graphql, type Call, type TimeLimits } from './call.ts'
import type { Client } from './client.ts'
import { isTooExpensive } from './failure.ts'

/**
 * Page of a GraphQL connection.
 * https://docs.github.com/graphql/guides/using-pagination-in-the-graphql-api
 */
export interface Connection {
  nodes: unknown[]
  /** Cursor of the next page. `undefined` on the last page. */
  next: string | undefined
}

const forward = { hasMore: 'hasNextPage', cursor: 'endCursor' }
export const backward = { hasMore: 'hasPreviousPage', cursor: 'startCursor' }

/**
 * Reads a connection. Returns `undefined` if the value is not a connection. The meaning of a `null` node is unknown, so
 * a page with one is requested again.
 */
export function connectionOf(connection: unknown, { hasMore, cursor } = forward): Connection | undefined {
  const nodes = valueAt(connection, 'nodes')
  if (!Array.isArray(nodes) || nodes.some(node => node === null)) return undefined
  const isNext = valueAt(connection, 'pageInfo', hasMore) === true
  const next = textAt(connection, 'pageInfo', cursor)
  // If there is a next page but no cursor, this page must not be treated as the last one.
  if (isNext && next === undefined) return undefined
  return { nodes, next: isNext ? next : undefined }
}

/**
 * Page sizes, starting with the first. If a page is too expensive, it is requested again in smaller pages, about a
 * quarter of the size.
 */
export class PageSize {
  readonly #sizes: number[]

  constructor(...sizes: [number, ...number[]]) {
    this.#sizes = sizes
  }

  get entries(): number {
    return this.#sizes[0] ?? 1
  }

  /** Switches to the next smaller size for all further pages. Returns false if there is none. */
  shrink(): boolean {
    if (this.#sizes.length === 1) return false
    this.#sizes.shift()
    return true
  }
}

/** Query for one page of a connection. `$first` in the query is the page size. */
export interface PageQuery<T> {
  doing: string
  query: string
  variables: Record<string, unknown>
  parse: (data: unknown, headers: unknown) => T | undefined
  /** Set if a partial answer is accepted, see `Call`. */
  partial?: true
}

/** Requests one page, and requests smaller pages as long as GitHub reports that it is too expensive. */
export async function readPage<T>(
  client: Client,
  size: PageSize,
  { doing, query, variables, parse, partial }: PageQuery<T>,
  timeLimits?: TimeLimits
): Promise<T> {
  for (;;) {
    try {
      const parameters = { query, variables: { ...variables, first: size.entries } }
      const call: Call<T> = { doing, method: 'POST', path: graphql, parameters, parse, ...(partial && { partial }) }
      return await client.read(call, timeLimits)
    } catch (error) {
      const isSmallerBetter = error instanceof GitHubProblem && isTooExpensive(error.answer.message)
      if (!isSmallerBetter || !size.shrink()) throw error
    }
  }
}
