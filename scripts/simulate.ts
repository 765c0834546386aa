/**
 * Checks at length that nothing is lost and nothing is done twice (`npm run simulate`, about fifteen minutes):
 * - every fault in every request of every operation, with the bundle, in processes like the runner's
 * - the same with a second fault in the next request, with the sources, in one process
 * - every operation with one or two beliefs about GitHub reversed (docs/beliefs.md)
 * - random histories of jobs with faults and cancellations, and of jobs at the same time, compared with a model
 * - random inputs (`npm run simulate -- --seed 7`)
 */
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { playerWith } from '../__tests__/faults/in-a-job.ts'
import { nameOf, originals, runCell, singles } from '../__tests__/faults/matrix.ts'
import { playOn } from '../__tests__/play/playing.ts'
import type { Order, Outcome } from './simulate/part.ts'

const { values } = parseArgs({ options: { seed: { type: 'string' }, histories: { type: 'string', default: '1000' } } })
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const cores = availableParallelism()
/** How much faster than real time the bundle runs: a minute takes three seconds, which a slow machine can still handle. */
const speed = 20

/** Plays every fault in every request, with several jobs in parallel, because most of them only wait. */
async function onTheBundle(): Promise<Outcome> {
  const { underTest, clock } = await playOn('bundle', { speed })
  const play = playerWith(underTest)
  const options = { ...(clock && { clock }), checkSchema: false }
  const told = new Map((await originals(play, options)).map(original => [original.story, original]))
  const cells = singles([...told.values()])
  const outcome: Outcome = { passed: 0, failed: [] }
  const waiting = [...cells]
  const work = async (): Promise<void> => {
    for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
      const original = told.get(cell.story)
      const why = original && (await runCell(cell, original, play, options))
      if (why === undefined) outcome.passed++
      else outcome.failed.push(`${nameOf(cell)}: ${why}`)
    }
  }
  await Promise.all(Array.from({ length: 3 * cores }, work))
  return outcome
}

/** Splits an order among as many processes as the machine has cores. */
async function within(what: Order['what'], count = 0): Promise<Outcome> {
  return sumOf(
    await Promise.all(Array.from({ length: cores }, (_, part) => partOf({ what, count, seed, part, parts: cores })))
  )
}

function partOf(order: Order): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'simulate', 'part.ts'))
    child.once('message', outcome => resolve(outcome as Outcome))
    // Changes nothing if the outcome has arrived.
    child.once('exit', code =>
      reject(new Error(`A part of ${order.what} ended with ${String(code)} and without a word.`))
    )
    child.send(order)
  })
}

const sumOf = (some: readonly Outcome[]): Outcome => ({
  passed: some.reduce((sum, { passed }) => sum + passed, 0),
  failed: some.flatMap(({ failed }) => failed)
})

const allOf = ({ passed, failed }: Outcome): string => `${passed} of ${passed + failed.length}`

const histories = Number(values.histories)
const rounds = [
  {
    title: 'Every request of every operation, every fault, on the bundle',
    survived: 'faults survived',
    play: onTheBundle
  },
  {
    title: 'The same with a second fault on the request after it',
    survived: 'pairs of faults survived',
    play: () => within('doubles')
  },
  {
    title: 'Every operation with every belief about GitHub reversed, and with every two of them',
    survived: 'beliefs survived',
    play: () => within('beliefs')
  },
  {
    title: `Random histories, seed ${seed}`,
    survived: 'histories as the model has them',
    play: () => within('histories', histories)
  },
  {
    title: `Random jobs at once, seed ${seed}`,
    survived: 'histories that left nothing active or open that they should not',
    play: () => within('together', histories)
  },
  { title: `Random inputs, seed ${seed}`, survived: 'inputs without harm', play: () => within('inputs', 10_000) }
]

const outcomes: Outcome[] = []
for (const { title, survived, play } of rounds) {
  const began = performance.now()
  console.log(title)
  const outcome = await play()
  for (const failure of outcome.failed) console.log(`✗ ${failure}`)
  console.log(`  ${survived} ${allOf(outcome)} in ${Math.round((performance.now() - began) / 1000)} s\n`)
  outcomes.push(outcome)
}
console.log(`faults survived ${allOf(sumOf(outcomes.slice(0, 2)))}`)
const { passed, failed } = sumOf(outcomes)
console.log(`${passed} passed, ${failed.length} failed`)
process.exitCode = failed.length === 0 ? 0 : 1
