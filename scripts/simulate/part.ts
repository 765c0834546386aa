/** Plays one part of the simulation in its own process, with a clock that jumps from event to event. */
import * as fc from 'fast-check'
import {
  beliefCells,
  play as playBelief,
  whyLost,
  type Outcome as BeliefOutcome
} from '../../__tests__/faults/beliefs.ts'
import { histories, live } from '../../__tests__/faults/history.ts'
import { playerWith } from '../../__tests__/faults/in-a-job.ts'
import { doubles, nameOf, originals, runCell } from '../../__tests__/faults/matrix.ts'
import { randomInputs, tryOut } from '../../__tests__/faults/random-inputs.ts'
import type { Player, Story } from '../../__tests__/faults/story.ts'
import { liveTogether, waves } from '../../__tests__/faults/together.ts'
import { playOn } from '../../__tests__/play/playing.ts'

/** The part of a simulation that one process plays. */
export interface Order {
  what: 'doubles' | 'beliefs' | 'histories' | 'together' | 'inputs'
  /** How many histories, or inputs, in all parts together. */
  count: number
  seed: number
  /** The number of this part, and the number of all parts. */
  part: number
  parts: number
}

export interface Outcome {
  passed: number
  /** Why the other ones failed. */
  failed: string[]
}

const options = { checkSchema: false }

async function pairs({ part, parts }: Order, play: Player): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: [] }
  const told = new Map((await originals(play, options)).map(original => [original.story, original]))
  for (const [place, cell] of doubles([...told.values()]).entries()) {
    const original = told.get(cell.story)
    if (place % parts !== part || original === undefined) continue
    const why = await runCell(cell, original, play, options)
    if (why === undefined) outcome.passed++
    else outcome.failed.push(`${nameOf(cell)}: ${why}`)
  }
  return outcome
}

/** Plays every operation with each belief reversed, and those that join the most lists with each pair of beliefs. */
async function beliefs({ part, parts }: Order, play: Player): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: [] }
  const originals = new Map<Story, BeliefOutcome>()
  for (const [place, { story, reversal }] of beliefCells().entries()) {
    if (place % parts !== part) continue
    const original = originals.get(story) ?? (await playBelief(story, { rules: {} }, play))
    originals.set(story, original)
    const why = whyLost(reversal, await playBelief(story, reversal, play), original)
    if (why === undefined) outcome.passed++
    else outcome.failed.push(`${reversal.name}: ${story.name}: ${why}`)
  }
  return outcome
}

/** Plays as many random values as ordered. If one fails, reports it, and then the smallest value that fails. */
async function tries<T>(order: Order, values: fc.Arbitrary<T>, wrongWith: (value: T) => Promise<string | undefined>) {
  const { count, part, parts } = order
  const seed = order.seed + part
  const property = fc.asyncProperty(values, async value => {
    const wrong = await wrongWith(value)
    if (wrong !== undefined) throw new Error(wrong)
  })
  const numRuns = Math.floor((count + part) / parts)
  const { failed, numRuns: passed, counterexample, errorInstance } = await fc.check(property, { numRuns, seed })
  if (!failed) return { passed, failed: [] }
  const why = errorInstance instanceof Error ? errorInstance.message : 'unknown'
  return { passed: passed - 1, failed: [`seed ${seed}: ${why}\n${JSON.stringify(counterexample)}`] }
}

async function carryOut(order: Order): Promise<Outcome> {
  const { underTest } = await playOn('process')
  const play = playerWith(underTest)
  switch (order.what) {
    case 'doubles':
      return pairs(order, play)
    case 'beliefs':
      return beliefs(order, play)
    case 'histories':
      return tries(order, histories, live)
    case 'together':
      return tries(order, waves, liveTogether)
    case 'inputs':
      return tries(order, randomInputs, given => tryOut(given, play))
  }
}

process.once('message', (order: Order) => {
  void carryOut(order).then(outcome => {
    process.send?.(outcome, () => process.disconnect())
  })
})
