import { textAt } from '../domain/json.ts'
import { GitHubProblem, Problem } from '../domain/problem.ts'
import { mostListed } from '../ports.ts'

/** The largest page. https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export const pageSize = 100
/** Pages of a listing, at most: no server can keep us longer. */
export const mostPages = mostListed / pageSize

/** A page of a list, whichever API it came from. */
export interface Page<T> {
  entries: T[]
  isLast: boolean
}

/**
 * Reads a page of a REST list. GitHub names the next page in the `Link` header. If there is no such header at all, a full
 * page is not taken for the last one.
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
 * Hands pages on with the newest entry first, as GitHub lists them. If a page begins with an older entry than it ends
 * with, the list is read to its end and sorted: which entries are the newest is not known before.
 *
 * @param at when an entry was made, in an order that `<` compares
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
  // Two of the same second come in the order of the list, which is turned around.
  all.reverse().sort((one, other) => (at(one) < at(other) ? 1 : at(one) > at(other) ? -1 : 0))
  yield { entries: all, isLast: true }
}

/** Hands the entries of pages on. */
export async function* entriesOf<T>(pages: AsyncIterable<Page<T>>): AsyncIterable<T[]> {
  for await (const { entries } of pages) yield entries
}

/** `undefined` for what is not there: somebody may have deleted it since another request has shown it. */
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

/** `true` for what is not there. */
export const ifMissing = async (read: () => Promise<unknown>): Promise<true | undefined> =>
  (await orMissing(read)) === undefined ? true : undefined

/** A list without an end cannot be torn down: what is spared depends on all of it. */
export const endless = (what: string): Problem =>
  new Problem(
    `GitHub's list of the deployments of ${what} does not end.`,
    'Name fewer environments, and re-run the job when GitHub has recovered.'
  )
