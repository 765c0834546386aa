import { textAt, valueAt } from '../domain/json.ts'
import { listEndless } from '../messages/answers.ts'
import { GitHubProblem } from '../messages/problem.ts'
import type { Page } from '../ports.ts'
import type { Client, TimeLimits } from './client.ts'
import type { Call } from './sender.ts'

/**
 * Maximum page size.
 * https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export const pageSize = 100
/** Maximum number of pages of a REST list, so a faulty server cannot keep it running. */
const maxRestPages = 100
/** Maximum number of pages of a GraphQL list: 100,000 entries in full pages. */
const maxGraphqlPages = 1000

/** REST list with the parser for its entries. */
interface RestList<T> extends Pick<Call<T>, 'doing' | 'path' | 'parameters' | 'mayLag'> {
  /** Key of the list, if the answer is an object. */
  listAt?: string
  parseEntry: (entry: unknown) => T | undefined
}

/**
 * Reads the pages of a REST list, newest entry first.
 *
 * @throws Problem if the list does not end
 */
export async function* restPages<T>(
  client: Client,
  { parseEntry, listAt, parameters, ...list }: RestList<T>,
  timeLimits: TimeLimits = {}
): AsyncIterable<Page<T>> {
  for (let number = 1; number <= maxRestPages; number++) {
    const page = await client.read(
      {
        ...list,
        parameters: { ...parameters, per_page: pageSize, page: number },
        parse: restPageFrom(parseEntry, listAt)
      },
      timeLimits
    )
    yield page
    if (page.isLast) return
  }
  throw listEndless({ doing: list.doing })
}

/**
 * Reads a page of a REST list. GitHub names the next page in the `Link` header. A proxy may drop headers, so a full
 * page without this header is not treated as the last one.
 */
export const restPageFrom =
  <T>(parse: (entry: unknown) => T | undefined, listAt?: string) =>
  (data: unknown, headers: unknown): Page<T> | undefined => {
    const entries = parsedAll(listAt === undefined ? data : valueAt(data, listAt), parse)
    if (entries === undefined) return undefined
    const link = textAt(headers, 'link')
    return { entries, isLast: link === undefined ? entries.length < pageSize : !link.includes('rel="next"') }
  }

/** Page of a GraphQL connection. `next` is the cursor of the next page. */
export interface GraphqlPage<T> extends Page<T> {
  next: string | undefined
}

/**
 * Reads the pages of a connection.
 *
 * @throws Problem if the list does not end
 */
export async function* graphqlPages<T extends GraphqlPage<unknown>>(
  doing: string,
  read: (after: string | undefined) => Promise<T>
): AsyncIterable<T> {
  let page = await read(undefined)
  for (let count = 1; ; count++) {
    yield page
    const { next } = page
    if (next === undefined) return
    if (count === maxGraphqlPages) throw listEndless({ doing })
    page = await read(next)
    // A server that ignores the cursor returns the same page again.
    if (page.next === next) throw listEndless({ doing })
  }
}

/**
 * Reads a page of a connection with the parser for its nodes. A page with a node that cannot be parsed is requested
 * again.
 * https://docs.github.com/graphql/guides/using-pagination-in-the-graphql-api
 */
export function graphqlPageFrom<T>(
  connection: unknown,
  parse: (node: unknown) => T | undefined
): GraphqlPage<T> | undefined {
  const entries = parsedAll(valueAt(connection, 'nodes'), parse)
  const isLast = valueAt(connection, 'pageInfo', 'hasNextPage') !== true
  const next = isLast ? undefined : textAt(connection, 'pageInfo', 'endCursor')
  // If there is a next page but no cursor, this page must not be treated as the last one.
  if (entries === undefined || (!isLast && next === undefined)) return undefined
  return { entries, isLast, next }
}

/** Parses all entries of a list, or returns `undefined` if one of them cannot be parsed. */
function parsedAll<T>(list: unknown, parse: (entry: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(list)) return undefined
  const entries = list.map(parse).filter(entry => entry !== undefined)
  return entries.length < list.length ? undefined : entries
}

export async function firstPage<T>(pages: AsyncIterable<Page<T>>): Promise<Page<T>> {
  for await (const page of pages) return page
  return { entries: [], isLast: true }
}

/**
 * Returns `undefined` if the entry does not exist, for example because somebody deleted it after another request listed
 * it.
 */
export async function orMissing<T>(
  read: () => Promise<T>,
  statuses: readonly number[] = [404]
): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    const isMissing = error instanceof GitHubProblem && statuses.includes(error.answer.status)
    if (isMissing && error.answer.limit === undefined) return undefined
    throw error
  }
}
