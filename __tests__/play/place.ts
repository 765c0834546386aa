import { basename } from 'node:path'
import { expect } from '@jest/globals'
import { onTheBundle } from './on-the-bundle.ts'
import type { Place } from './playing.ts'

/** Returns where the current story is played. */
export function placeOfStory(): Place {
  const { testPath = '', currentTestName = '' } = expect.getState()
  const names = onTheBundle[basename(testPath)] ?? []
  return process.env['ON'] === 'bundle' || names.some(start => currentTestName.startsWith(start)) ? 'bundle' : 'process'
}
