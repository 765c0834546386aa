import { afterAll, beforeAll } from '@jest/globals'
import { playOn, type Playing } from '../play/playing.ts'
import { playerWith } from './in-a-job.ts'
import type { Player } from './story.ts'

/** Returns a player for all stories of a test file. They run in this process, with a clock that jumps. */
export function playerInProcess(): Player {
  let playing: Playing | undefined
  beforeAll(async () => {
    playing = await playOn('process')
  })
  afterAll(() => playing?.end())
  return (play, scene, options) => playerWith({ ...playing?.underTest })(play, scene, options)
}
