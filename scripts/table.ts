import Table from 'cli-table3'

/** The result of a bench. */
export interface Measured {
  title: string
  head: readonly string[]
  rows: readonly (readonly (number | string)[])[]
  /** Explanations of the figures. */
  notes: readonly string[]
}

const noBorders = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle']
  ].map(side => [side, ''])
)

/** Returns a table without borders, for terminals, files and documents. */
export function plainTable(head: readonly string[], rows: readonly (readonly (number | string)[])[]): string {
  const numeric = head.map((_, column) => rows.every(row => typeof row[column] === 'number'))
  const table = new Table({
    head: [...head],
    colAligns: numeric.map(isNumber => (isNumber ? 'right' : 'left')),
    chars: noBorders,
    style: { head: [], border: [], 'padding-left': 3, 'padding-right': 0 }
  })
  table.push(...rows.map(row => row.map(String)))
  return table.toString().replaceAll(/ +$/gm, '')
}
