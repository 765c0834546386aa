/**
 * Builds `dist/`: the bundle, its licences, and the entry file of the post step. `--check` builds to a temporary folder
 * and compares, to prove that the committed files come from these sources.
 */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { bundle, licencesOf } from './bundle.ts'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

async function build(into: string): Promise<void> {
  writeFileSync(join(into, 'licenses.txt'), licencesOf(await bundle(into)))
  const post = stripTypeScriptTypes(readFileSync(join(root, 'src', 'post.ts'), 'utf8'))
  writeFileSync(join(into, 'post.js'), post.replace("await import('./index.ts')", "require('./index.js')"))
  writeFileSync(join(into, 'package.json'), '{ "type": "commonjs" }\n')
}

/** Returns the names of the files that differ between two folders. */
function differences(one: string, other: string): string[] {
  const names = new Set([...readdirSync(one), ...readdirSync(other)])
  return [...names].filter(name => {
    const [a, b] = [one, other].map(folder => {
      try {
        return readFileSync(join(folder, name))
      } catch {
        return undefined
      }
    })
    return a === undefined || b === undefined || !a.equals(b)
  })
}

const fresh = mkdtempSync(join(root, '.dist-'))
try {
  await build(fresh)
  if (process.argv.includes('--check')) {
    const different = differences(dist, fresh)
    if (different.length > 0) {
      console.error(`dist/ is not what these sources build: ${different.join(', ')} (npm run build)`)
      process.exitCode = 1
    }
  } else {
    // Removes files of earlier builds, and never leaves half a bundle.
    rmSync(dist, { recursive: true, force: true })
    renameSync(fresh, dist)
    chmodSync(dist, 0o755)
  }
} finally {
  rmSync(fresh, { recursive: true, force: true })
}
