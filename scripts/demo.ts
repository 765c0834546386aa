/**
 * Tells a story: the shipped bundle, started as the runner starts it, against the simulated GitHub. After each chapter
 * stands what the steps logged and what GitHub then holds; a chapter that does not end as it should fails the command.
 */
import { chapters } from './demo/story.ts'
import { Teller } from './demo/teller.ts'

const teller = await Teller.start()
try {
  for (const chapter of chapters) await teller.tell(chapter)
  teller.close()
} finally {
  await teller.stop()
}
