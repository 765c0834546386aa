import { expect, test } from '@jest/globals'
import { playOn, type Place } from '../play/playing.ts'
import { playerWith } from './in-a-job.ts'
import { faults, nameOf, originals, runCell, singles } from './matrix.ts'
import { stories } from './stories.ts'

/** A story with both APIs, reads, a creation, statuses and a batch of mutations. */
const story = stories.filter(({ name }) => name === 'deploy on a comment, superseding in production')

/** Plays with a player, whose time ends with it. */
async function using<T>(place: Place, play: (player: ReturnType<typeof playerWith>, options: Options) => Promise<T>) {
  const { underTest, clock, end } = await playOn(place, { speed: 20 })
  try {
    return await play(playerWith(underTest), { ...(clock && { clock }), checkSchema: false })
  } finally {
    end()
  }
}

type Options = Parameters<typeof originals>[1]

test('each kind of fault, in one request of a job on the bundle, leaves the same on GitHub as no fault', async () => {
  const told = await using('process', (player, options) => originals(player, options, story))
  const lost = await using('bundle', async (player, options) => {
    const [original] = told
    if (original === undefined) throw new Error('The story does not exist.')
    const cells = faults.map((fault, place) => {
      const possible = singles(told).filter(cell => cell.faults.includes(fault))
      return possible[(place * 5) % possible.length]
    })
    expect(cells).not.toContain(undefined)
    const waiting = cells.filter(cell => cell !== undefined)
    const why: string[] = []
    const work = async (): Promise<void> => {
      for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
        const problem = await runCell(cell, original, player, options)
        if (problem !== undefined) why.push(`${nameOf(cell)}: ${problem}`)
      }
    }
    await Promise.all([work(), work(), work(), work()])
    return why
  })
  expect(lost).toEqual([])
})
