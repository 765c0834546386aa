import { beforeAll, describe, expect, test } from '@jest/globals'
import { beliefStories } from './belief-stories.ts'
import { joining, pairs, play, reversals, whyLost, type Outcome } from './beliefs.ts'
import { playerInProcess } from './player.ts'

// Only the slow command, `npm run simulate`, tests all pairs.
const player = playerInProcess()
const originals = new Map<string, Outcome>()

beforeAll(async () => {
  for (const story of beliefStories) originals.set(story.name, await play(story, { rules: {} }, player))
})

describe.each(reversals.map(({ row, name }) => [`${row}: ${name}`, name] as const))('%s', (_title, name) => {
  test('leaves the expected state on GitHub, or the action reports why not', async () => {
    const reversal = reversals.find(one => one.name === name)
    const lost: string[] = []
    for (const story of beliefStories) {
      const original = originals.get(story.name)
      if (reversal === undefined || original === undefined) throw new Error(name)
      const why = whyLost(reversal, await play(story, reversal, player), original)
      if (why !== undefined) lost.push(`${story.name}: ${why}`)
    }
    expect(lost).toEqual([])
  })
})

test('a sample of pairs leaves the expected state on GitHub, or the action reports why not', async () => {
  const cells = pairs.flatMap(reversal => joining.map(story => ({ story, reversal })))
  const sample = cells.filter((_cell, place) => place % 41 === 0)
  const lost: string[] = []
  for (const { story, reversal } of sample) {
    const original = originals.get(story.name)
    const why = original && whyLost(reversal, await play(story, reversal, player), original)
    if (why !== undefined) lost.push(`${reversal.name}: ${story.name}: ${why}`)
  }
  expect(sample.length).toBeGreaterThan(30)
  expect(lost).toEqual([])
})
