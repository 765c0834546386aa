import { expect, test } from '@jest/globals'
import { ago } from '../../src/domain/age.ts'

test.each([
  [-5000, 'just now'],
  [0, 'just now'],
  [999, 'just now'],
  [1000, '1 second ago'],
  [59_999, '59 seconds ago'],
  [60_000, '1 minute ago'],
  [3_599_999, '59 minutes ago'],
  [3_600_000, '1 hour ago'],
  [86_399_999, '23 hours ago'],
  [86_400_000, '1 day ago'],
  [260_000_000, '3 days ago']
])('an age of %d ms is written "%s"', (milliseconds, text) => {
  expect(ago(milliseconds)).toBe(text)
})
