import { join, relative, sep } from 'node:path'
import { expect } from '@jest/globals'
import { onTheBundle } from './on-the-bundle.ts'
import type { Place } from './playing.ts'

const tests = join(import.meta.dirname, '..')

/** Returns where the current story is played. */
export function placeOfStory(): Place {
  const { testPath = '', currentTestName = '' } = expect.getState()
  const names = onTheBundle[relative(tests, testPath).replaceAll(sep, '/')] ?? []
  return process.env['ON'] === 'bundle' || names.some(start => currentTestName.startsWith(start)) ? 'bundle' : 'process'
}
