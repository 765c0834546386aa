import { expect, test } from '@jest/globals'
import { lateText } from '../../src/domain/late-text.ts'

test.each<[main: string | undefined, late: string, expected: string | undefined]>([
  ['terraform apply ()', 'terraform apply (3 added)', 'terraform apply (3 added)'],
  ['terraform apply (3 added)', 'terraform apply ()', 'terraform apply (3 added)'],
  ['Ship it', 'Ship it', 'Ship it'],
  ['Ship it', '', 'Ship it'],
  ['Ship it', 'Shipped', 'Shipped'],
  ['Ship it', 'it Ship', 'it Ship'],
  ['Ship 🚀 it', 'Ship  it', 'Ship 🚀 it'],
  ['ab', 'aab', 'aab'],
  [undefined, 'Ship it', 'Ship it'],
  [undefined, '', undefined]
])('with %j in the main step and %j in the post step, the text is %j', (main, late, expected) => {
  expect(lateText(main, late)).toBe(expected)
})
