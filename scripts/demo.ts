/**
 * Tells a story: the shipped bundle, started as the runner starts it, against the simulated GitHub. Each chapter shows
 * what the steps log and what has changed on GitHub. A chapter that does not end as it should fails the command.
 * `npm run demo -- 2` shows one chapter; the chapters before it run first, unseen.
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
