import type { Runner } from '../ports.ts'
import { table } from './html.ts'

/**
 * Returns as many entries as fit, in their order, as JSON, and the number of all others.
 *
 * @param longest maximum number of characters
 * @param byImportance sorts the most important entries, which are kept, to the front
 */
export function fitting<T>(
  all: readonly T[],
  longest: number,
  entryOf: (one: T) => unknown,
  byImportance: (one: T, other: T) => number = () => 0
): { json: string; left: number } {
  const texts = new Map<T, string>()
  let length = 0
  for (const one of all.toSorted(byImportance)) {
    const text = JSON.stringify(entryOf(one))
    length += text.length + 1
    if (length > longest) break
    texts.set(one, text)
  }
  return { json: `[${all.flatMap(one => texts.get(one) ?? []).join(',')}]`, left: all.length - texts.size }
}

/**
 * Maximum length of an output, in characters. All outputs of a job together may have 1 MiB, and the runner counts two
 * bytes per character. https://docs.github.com/actions/reference/limits
 */
export const maxDeploymentsLength = 350_000
export const maxEnvironmentsLength = 100_000

/** Maximum number of lines in the log, or rows in the summary, that are not folded. */
export const maxUnfolded = 20

/** Writes a list to the log. Folds a long list. */
export function printList(runner: Runner, headline: string, lines: readonly string[]): void {
  if (lines.length > maxUnfolded) runner.group(headline, lines)
  else [headline, ...lines].forEach(line => runner.info(line))
}

/** Maximum size of a table in bytes. The job summary may have 1 MiB, and nobody reads a table that long. */
const maxTableBytes = 512 * 1024
const maxRows = 1000

/**
 * Returns an HTML table with the rows that fit in the job summary, and the number of all others.
 *
 * @param cellsOf returns the cells of a row as HTML
 * @param total number of all rows, if `all` does not have them all
 */
export function fittingTable<T>(
  titles: readonly string[],
  all: readonly T[],
  cellsOf: (one: T) => readonly string[],
  total = all.length
): string {
  let bytes = 0
  const rows = all
    .slice(0, maxRows)
    .map(one =>
      cellsOf(one)
        .map(cell => `<td>${cell}</td>`)
        .join('')
    )
    .filter(row => (bytes += Buffer.byteLength(row)) <= maxTableBytes)
  const left = total - rows.length
  const cut = left === 0 ? [] : [`<td colspan="${titles.length}">and ${left} more, for which there is no room</td>`]
  return table([titles.map(title => `<th>${title}</th>`).join(''), ...rows, ...cut])
}
