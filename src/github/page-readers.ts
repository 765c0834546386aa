import type { Call, TimeLimits } from './call.ts'
import type { Client } from './client.ts'
import { connectionOf } from './connection.ts'
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

/** Returns the first page of a list. */
export async function firstPage<T>(pages: AsyncIterable<Page<T>>): Promise<Page<T>> {
  for await (const page of pages) return page
  return { entries: [], isLast: true }
}

/** Page of a connection with the cursor of the next one. */
export interface Batch<T> extends Page<T> {
  next: string | undefined
}

/** Reads a page of a connection with the parser for its nodes. */
export function pageFrom<T>(value: unknown, parse: (node: unknown) => T | undefined): Batch<T> | undefined {
  const connection = connectionOf(value)
  if (connection === undefined) return undefined
  const entries = connection.nodes.map(parse).filter(entry => entry !== undefined)
  if (entries.length < connection.nodes.length) return undefined
  return { entries, next: connection.next, isLast: connection.next === undefined }
}
