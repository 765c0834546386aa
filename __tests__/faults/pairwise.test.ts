import { beforeAll, describe, expect, test } from '@jest/globals'
import { nameOf, originals, pairwise, runCell, type Original } from './matrix.ts'
import { playerInProcess } from './player.ts'
import { stories } from './stories.ts'

// Every third cell of the sample. `npm run simulate` runs all cells, and those with one fault on the bundle.
const options = { checkSchema: false }
const play = playerInProcess()
let told: Original[] = []

beforeAll(async () => {
  told = await originals(play, options)
})

describe('two faults in a row do not change the result', () => {
  test.each(stories.map(({ name }) => name))('%s', async name => {
    const original = told.find(({ story }) => story.name === name)
    const cells = original === undefined ? [] : pairwise([original]).filter((_cell, place) => place % 3 === 0)
    expect(cells.length).toBeGreaterThan(0)
    const lost: string[] = []
    for (const cell of cells) {
      const why = original && (await runCell(cell, original, play, options))
      if (why !== undefined) lost.push(`${nameOf(cell)}: ${why}`)
    }
    expect(lost).toEqual([])
  })
})
