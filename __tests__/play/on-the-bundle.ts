import { basename } from 'node:path'
import { expect } from '@jest/globals'
import type { Place } from './playing.ts'

/**
 * Stories that are always played on the bundle, by their file, with the start of their full names. `ON=bundle npm test`
 * plays all of them there. An empty start stands for all stories of the file.
 */
export const onTheBundle: Readonly<Record<string, readonly string[]>> = {
  'outcomes.test.ts': [
    'a deployment that becomes inactive with update and never succeeded because the job was cancelled'
  ],
  'several-parts.test.ts': ['several parts in one environment'],
  'once.test.ts': ['a deployment whose creation had no response is not confused'],
  'commit.test.ts': ['"ref: HEAD" is the commit in the workspace'],
  'hero.test.ts': ['a job that is cancelled before the step starts'],
  'proxy.test.ts': [''],
  'tls.test.ts': [''],
  'network.test.ts': [''],
  'three-parties.test.ts': [''],
  'matrix.test.ts': [''],
  'recipes.test.ts': ['']
}

/** Returns where the current story is played. */
export function placeOfStory(): Place {
  const { testPath = '', currentTestName = '' } = expect.getState()
  const names = onTheBundle[basename(testPath)] ?? []
  return process.env['ON'] === 'bundle' || names.some(start => currentTestName.startsWith(start)) ? 'bundle' : 'process'
}
