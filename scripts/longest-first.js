// A Jest sequencer that starts the files that take longest. Without results of an earlier run, Jest starts the largest
// files, so a fresh clone would wait for a small file that takes long.
import Sequencer from '@jest/test-sequencer'

const longest =
  /__tests__[\\/](blackbox[\\/]recipes|faults[\\/](pairwise|random|beliefs|servers|bundle|cancel))\.test\.ts$/

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests)
    return [...sorted.filter(({ path }) => longest.test(path)), ...sorted.filter(({ path }) => !longest.test(path))]
  }
}
