import { expect, test } from '@jest/globals'
import { fittingTable } from '../../src/action/size-limits.ts'

/** Returns the number of columns of each row. */
const widths = (html: string): number[] =>
  html
    .split('<tr>')
    .slice(1)
    .map(row =>
      Array.from(row.matchAll(/<t[hd](?: colspan="(\d+)")?>/g), ([, span = '1']) => Number(span)).reduce(
        (sum, span) => sum + span
      )
    )

test.each([1, 3, 6, 7])('a table of %d columns that has no room for all rows has the same width in each', columns => {
  const titles = Array.from({ length: columns }, (_, place) => `Title ${place}`)
  const html = fittingTable(titles, Array.from({ length: 1001 }, String), row => titles.map(() => row))
  expect(html).toContain('and 1 more, for which there is no room')
  expect(widths(html)).toEqual(Array.from({ length: 1002 }, () => columns))
})
