import type { Call, TimeLimits } from './call.ts'
import type { Client } from './client.ts'
import { maxPages, pageOf, pageSize, type Page } from './paging.ts'

/** REST list with the parser for its entries. */
export interface RestList<T> extends Pick<Call<T>, 'doing' | 'path' | 'parameters' | 'mayLag'> {
  parseEntry: (entry: unknown) => T | undefined
}

export interface RestPagesOptions extends TimeLimits {
  /** Number of the first page. */
  from?: number
}

/** Reads the pages of a REST list in GitHub's order. */
export async function* restPages<T>(
  client: Client,
  { parseEntry, parameters, ...list }: RestList<T>,
  { from = 1, ...timeLimits }: RestPagesOptions = {}
): AsyncIterable<Page<T>> {
  for (let number = from; number <= maxPages; number++) {
    const page = await client.read(
      {
        ...list,
        method: 'GET',
        parameters: { ...parameters, per_page: pageSize, page: number },
        parse: pageOf(parseEntry)
      },
      timeLimits
    )
    yield page
    if (page.isLast) return
  }
}
