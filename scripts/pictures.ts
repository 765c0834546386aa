/** Draws the pictures and diagrams of the documentation from jobs on the simulated runner and GitHub. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawings } from './pictures/drawings.ts'

for (const [path, content] of await drawings()) {
  writeFileSync(join(import.meta.dirname, '..', path), content)
  console.log(path)
}
