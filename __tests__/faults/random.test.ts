import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { aRun as run } from '../a-run.ts'
import { readInputs } from '../../src/action/operation-inputs.ts'
import { Problem } from '../../src/messages/problem.ts'
import { safeForLog } from '../../src/runner/safe-for-log.ts'
import { COMMANDS, parseCommand } from '../simulator/runner/workflow-commands.ts'
import { histories, live } from './history.ts'
import { playerInProcess } from './player.ts'
import { randomInputs, tryOut } from './random-inputs.ts'
import { liveTogether, waves } from './together.ts'

// The slow command, `npm run simulate`, tries 10,000 sets of inputs and 1,000 histories of each kind.
const player = playerInProcess()

const event = { name: 'push', payload: {}, sha: 'a'.repeat(40) }
const token = 'ghs_a_token_that_nobody_may_see'
const commands = new Set<string>(COMMANDS)

test('10,000 random inputs are accepted, or rejected without workflow commands or tokens in the error', () => {
  let understood = 0
  fc.assert(
    fc.property(randomInputs, given => {
      const values: Record<string, string | undefined> = { token, 'workflow-token': token, ...given }
      try {
        const { command, connection } = readInputs(name => values[name]?.trim() ?? '', run, event)
        understood++
        const { owner, name } = connection.repository
        return owner !== '' && name !== '' && command.operation === given.operation
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        const text = safeForLog(`${error.message} ${error.remedy}`)
        return !text.includes(token) && !text.split('\n').some(line => parseCommand(line, commands) !== undefined)
      }
    }),
    { numRuns: 10_000 }
  )
  expect(understood).toBeGreaterThan(2000)
})

test('500 random inputs leave the expected state on GitHub', async () => {
  await fc.assert(
    fc.asyncProperty(randomInputs, async given => {
      expect(await tryOut(given, player)).toBeUndefined()
    }),
    { numRuns: 500 }
  )
}, 120_000)

test('100 random histories, with faults and cancellations, match the model', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async history => {
      expect(await live(history)).toBeUndefined()
    }),
    { numRuns: 100 }
  )
}, 120_000)

test('100 histories of concurrent jobs leave only the expected deployments active or in progress', async () => {
  await fc.assert(
    fc.asyncProperty(waves, async history => {
      expect(await liveTogether(history)).toBeUndefined()
    }),
    { numRuns: 100 }
  )
}, 120_000)
