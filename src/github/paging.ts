import { textAt } from '../domain/json.ts'
import { GitHubProblem } from '../messages/problem.ts'
import { maxListed } from '../ports.ts'

/**
 * Maximum page size.
 * https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export const pageSize = 100
/** Maximum number of pages of a list, so a faulty server cannot keep it running. */
export const maxPages = maxListed / pageSize

/** Page of a list from either API. */
export interface Page<T> {
  entries: T[]
  isLast: boolean
}

/**
 * Reads a page of a REST list. GitHub names the next page in the `Link` header. If there is no such header, a full page
 * is not treated as the last one.
 */
export const pageOf =
  <T>(parse: (entry: unknown) => T | undefined) =>
  (data: unknown, headers: unknown): Page<T> | undefined => {
    if (!Array.isArray(data)) return undefined
    const entries = data.map(parse).filter(entry => entry !== undefined)
    if (entries.length < data.length) return undefined
    const link = textAt(headers, 'link')
    return { entries, isLast: link === undefined ? data.length < pageSize : !link.includes('rel="next"') }
  }

/**
 * Yields pages with the newest entry first, as GitHub lists them. If a page begins with an older entry than it ends
 * with, the order is unknown. The list is then read completely and sorted.
 *
 * @param at creation time of an entry, in a form that `<` compares
 */
export async function* newestFirst<T>(
  pages: AsyncIterable<Page<T>>,
  at: (entry: T) => string | number
): AsyncIterable<Page<T>> {
  let all: T[] | undefined
  for await (const page of pages) {
    const [first] = page.entries
    const last = page.entries.at(-1)
    if (all !== undefined) all.push(...page.entries)
    else if (first !== undefined && last !== undefined && at(first) < at(last)) all = [...page.entries]
    else yield page
  }
  if (all === undefined) return
  // Entries of the same second keep the order of the list, which is reversed here.
  all.reverse().sort((one, other) => (at(one) < at(other) ? 1 : at(one) > at(other) ? -1 : 0))
  yield { entries: all, isLast: true }
}

/** Yields the entries of each page. */
export async function* entriesOf<T>(pages: AsyncIterable<Page<T>>): AsyncIterable<T[]> {
  for await (const { entries } of pages) yield entries
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

/** Returns `true` if the entry does not exist. */
export const ifMissing = async (read: () => Promise<unknown>): Promise<true | undefined> =>
  (await orMissing(read)) === undefined ? true : undefined
