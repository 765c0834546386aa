/**
 * Tells a story: the simulated runner starts the shipped bundle, and the bundle talks to the simulated GitHub. Each chapter
 * shows the log of its steps and the changes on GitHub. The command fails if a chapter has an unexpected end.
 * `npm run demo -- 2` shows one chapter. The chapters before it run first, without output.
 */
import { chapters } from './demo/story.ts'
import { Teller } from './demo/teller.ts'

const [asked, ...others] = process.argv.slice(2)
const only = asked === undefined ? undefined : Number(asked)
if (others.length > 0 || (only !== undefined && chapters[only - 1] === undefined)) {
  console.error(`Usage: npm run demo, or npm run demo -- CHAPTER with a number from 1 to ${chapters.length}`)
  process.exit(1)
}

const teller = await Teller.start()
try {
  for (const [place, chapter] of chapters.slice(0, only).entries()) {
    await teller.tell(chapter, only === undefined || place + 1 === only)
  }
  teller.close()
} finally {
  await teller.stop()
}
