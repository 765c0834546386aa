/**
 * Builds `dist/`: one bundle with its licences, and beside it the few lines that the runner starts for post.
 * `--check` builds somewhere else and compares, so that what is committed is known to come from these sources.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

function build(into: string): void {
  const ncc = join(root, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js')
  const options = ['--transpile-only', '--license', 'licenses.txt', '--quiet', '--no-cache']
  // ncc takes the tsconfig.json of the folder that it runs in: there stands what the bundle does without.
  const cwd = join(root, 'src', 'shims')
  execFileSync(process.execPath, [ncc, 'build', '../index.ts', '-o', into, ...options], { cwd, stdio: 'inherit' })
  const post = stripTypeScriptTypes(readFileSync(join(root, 'src', 'post.ts'), 'utf8'))
  writeFileSync(join(into, 'post.js'), post.replace('./index.ts', './index.js'))
}

/** The names of the files that are not the same in both folders. */
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
  build(fresh)
  if (process.argv.includes('--check')) {
    const different = differences(dist, fresh)
    if (different.length > 0) {
      console.error(`dist/ is not what these sources build: ${different.join(', ')} (npm run build)`)
      process.exitCode = 1
    }
  } else {
    // Nothing of an earlier build stays, and nobody ever finds half a bundle.
    rmSync(dist, { recursive: true, force: true })
    renameSync(fresh, dist)
    chmodSync(dist, 0o755)
  }
} finally {
  rmSync(fresh, { recursive: true, force: true })
}
