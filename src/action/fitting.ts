/**
 * As many entries as there is room for as JSON, chosen by the given order, in the order in which they came.
 *
 * @param longest how many characters they may have together
 */
export function fitting<T>(
  all: readonly T[],
  order: (one: T, other: T) => number,
  longest: number,
  entry: (one: T) => unknown
): string[] {
  const texts = new Map<T, string>()
  let length = 0
  for (const one of all.toSorted(order)) {
    const text = JSON.stringify(entry(one))
    length += text.length + 1
    if (length > longest) break
    texts.set(one, text)
  }
  return all.flatMap(one => texts.get(one) ?? [])
}

export const inOrder = (): number => 0

export const inJson = (entries: readonly string[]): string => `[${entries.join(',')}]`

/** Job outputs together may have 1 MiB, which the runner counts with two bytes a character. https://docs.github.com/actions/reference/limits */
export const longestDeployments = 350_000
export const longestEnvironments = 100_000

/** More lines than these are folded in the log, more rows in the summary. */
export const mostUnfolded = 20

/** The job summary may have 1 MiB, and nobody reads a table that long. */
const longestTable = 512 * 1024
const mostRows = 1000

/** The rows that there is room for in the job summary. */
export function fittingRows<T>(all: readonly T[], rowOf: (one: T) => string): string[] {
  let bytes = 0
  return all
    .slice(0, mostRows)
    .map(rowOf)
    .filter(row => (bytes += Buffer.byteLength(row)) <= longestTable)
}
