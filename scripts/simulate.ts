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
async function within(order: Pick<Order, 'what' | 'count'>): Promise<Outcome> {
  const parts = await Promise.all(
    Array.from({ length: cores }, (_, part) => partOf({ ...order, seed, part, parts: cores }))
  )
  return sumOf(parts)
}

function partOf(order: Order): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'simulate', 'part.ts'))
    let outcome: Outcome | undefined
    child.once('message', message => (outcome = message as Outcome))
    child.once('exit', code => {
      if (outcome === undefined)
        reject(new Error(`A part of ${order.what} ended with ${String(code)} and without a word.`))
      else resolve(outcome)
    })
    child.send(order)
  })
}

function sumOf(some: readonly Outcome[]): Outcome {
  return { passed: some.reduce((sum, { passed }) => sum + passed, 0), failed: some.flatMap(({ failed }) => failed) }
}

async function show(
  title: string,
  work: () => Promise<Outcome>,
  sentence: (outcome: Outcome) => string
): Promise<Outcome> {
  const began = performance.now()
  console.log(title)
  const outcome = await work()
  for (const failure of outcome.failed) console.log(`✗ ${failure}`)
  console.log(`  ${sentence(outcome)} in ${Math.round((performance.now() - began) / 1000)} s\n`)
  return outcome
}

const allOf = ({ passed, failed }: Outcome): string => `${passed} of ${passed + failed.length}`

const outcomes = [
  await show(
    'Every request of every operation, every fault, on the bundle',
    onTheBundle,
    outcome => `faults survived ${allOf(outcome)}`
  ),
  await show(
    'The same with a second fault on the request after it',
    () => within({ what: 'doubles', count: 0 }),
    outcome => `pairs of faults survived ${allOf(outcome)}`
  ),
  await show(
    'Every operation with every belief about GitHub reversed, and with every two of them',
    () => within({ what: 'beliefs', count: 0 }),
    outcome => `beliefs survived ${allOf(outcome)}`
  ),
  await show(
    `Random histories, seed ${seed}`,
    () => within({ what: 'histories', count: Number(values.histories) }),
    outcome => `histories as the model has them ${allOf(outcome)}`
  ),
  await show(
    `Random jobs at once, seed ${seed}`,
    () => within({ what: 'together', count: Number(values.histories) }),
    outcome => `histories that left nothing active or open that they should not ${allOf(outcome)}`
  ),
  await show(
    `Random inputs, seed ${seed}`,
    () => within({ what: 'inputs', count: 10_000 }),
    outcome => `inputs without harm ${allOf(outcome)}`
  )
]
console.log(`faults survived ${allOf(sumOf(outcomes.slice(0, 2)))}`)
const { passed, failed } = sumOf(outcomes)
console.log(`${passed} passed, ${failed.length} failed`)
process.exitCode = failed.length === 0 ? 0 : 1
