import { at, textAt } from '../domain/json.ts'
import { GitHubProblem } from '../domain/problem.ts'
import { graphql, type Call, type Patience } from './call.ts'
import type { Client } from './client.ts'

/** A page of a list. https://docs.github.com/graphql/guides/using-pagination-in-the-graphql-api */
export interface Connection {
  nodes: unknown[]
  /** The cursor of the next page; `undefined` on the last one. */
  next: string | undefined
}

const forward = { hasMore: 'hasNextPage', cursor: 'endCursor' }
export const backward = { hasMore: 'hasPreviousPage', cursor: 'startCursor' }

/**
 * Reads a connection; `undefined` if it is none. Nobody knows what a `null` among the nodes stands for, so such a page is
 * not read, but asked for again.
 */
export function connectionOf(connection: unknown, { hasMore, cursor } = forward): Connection | undefined {
  const nodes = at(connection, 'nodes')
  if (!Array.isArray(nodes) || nodes.some(node => node === null)) return undefined
  const isNext = at(connection, 'pageInfo', hasMore) === true
  const next = textAt(connection, 'pageInfo', cursor)
  // Where it goes on, and not said from where, nobody may take this page for the last one.
  if (isNext && next === undefined) return undefined
  return { nodes, next: isNext ? next : undefined }
}

/** Page sizes, the one to begin with first. A page that is too expensive is asked for again in quarters. */
export class PageSize {
  readonly #sizes: number[]

  constructor(...sizes: [number, ...number[]]) {
    this.#sizes = sizes
  }

  get entries(): number {
    return this.#sizes[0] ?? 1
  }

  /** Whether there is a smaller size; it then stays in use. */
  shrink(): boolean {
    if (this.#sizes.length === 1) return false
    this.#sizes.shift()
    return true
  }
}

/** A question about one page of a connection; `$first` in its query is the size of the page. */
export interface Question<T> {
  doing: string
  query: string
  variables: Record<string, unknown>
  parse: (data: unknown, headers: unknown) => T | undefined
  /** Set if a part of the answer is welcome; see `Call`. */
  partial?: true
}

/** Asks for one page, and for a smaller one for as long as GitHub says that it is too expensive. */
export async function inBites<T>(
  client: Client,
  size: PageSize,
  { doing, query, variables, parse, partial }: Question<T>,
  patience?: Patience
): Promise<T> {
  for (;;) {
    try {
      const parameters = { query, variables: { ...variables, first: size.entries } }
      const call: Call<T> = { doing, method: 'POST', path: graphql, parameters, parse, ...(partial && { partial }) }
      return await client.read(call, patience)
    } catch (error) {
      if (!isTooExpensive(error) || !size.shrink()) throw error
    }
  }
}

/** GitHub gives up on an expensive query long before its documented limits. */
const isTooExpensive = (error: unknown): boolean =>
  error instanceof GitHubProblem && /resource limits for this query exceeded/i.test(error.answer.message)
