import { beforeAll, expect, test } from '@jest/globals'
import { FastClock } from '../simulator/fast-clock.ts'
import { playInAJob } from './in-a-job.ts'
import { faults, nameOf, originals, runCell, singles, type Cell, type Original } from './matrix.ts'

// Only the slow command, `npm run simulate`, runs all cells on the bundle. Here, each fault takes its turn.
const clock = new FastClock(20)
const options = { clock, checkSchema: false }
const play = playInAJob(clock)
let told: Original[] = []

beforeAll(async () => {
  told = await originals(play, options)
}, 60_000)

test.each(faults.map(({ name }) => name))(
  'the bundle leaves the expected state after the fault "%s"',
  async name => {
    const cells = singles(told).filter(cell => cell.faults.some(fault => fault.name === name))
    const stride = Math.floor(cells.length / 2) || 1
    const start = faults.findIndex(fault => fault.name === name) % stride
    const some = cells.filter((_cell, place) => place % stride === start)
    const lost = await Promise.all(some.map(survive))
    expect(some.length).toBeGreaterThan(0)
    expect(lost.filter(why => why !== undefined)).toEqual([])
  },
  60_000
)

async function survive(cell: Cell): Promise<string | undefined> {
  const original = told.find(({ story }) => story === cell.story)
  const why = original && (await runCell(cell, original, play, options))
  return why === undefined ? undefined : `${nameOf(cell)}: ${why}`
}
