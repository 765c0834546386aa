import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** A module in the bundle. */
export interface Part {
  /** The file of the bundle that it is in. */
  file: string
  /** The package that it comes from; `undefined` for our own. */
  package: string | undefined
  /** In bytes, as it stands there. */
  size: number
}

/** As the bundler tells it; a module that was merged into another has no `id`. */
interface Module {
  id: number | null
  name: string
}

/** Bundles the sources with ncc: `index.js`, and beside it what is loaded only where it is needed. */
export function bundle(into: string): Part[] {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'))
  try {
    const ncc = join(root, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js')
    const stats = join(folder, 'stats.json')
    const options = ['--transpile-only', '--quiet', '--no-cache', '--stats-out', stats]
    // ncc takes the tsconfig.json of the folder that it runs in: there stands what the bundle does without.
    const cwd = join(root, 'src', 'shims')
    execFileSync(process.execPath, [ncc, 'build', '../index.ts', '-o', into, ...options], { cwd, stdio: 'inherit' })
    return partsOf(into, (JSON.parse(readFileSync(stats, 'utf8')) as { modules: Module[] }).modules)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Takes the bundle apart again: where a module begins, a comment gives its name, or its number. */
function partsOf(folder: string, modules: readonly Module[]): Part[] {
  const names = new Map(modules.map(({ id, name }) => [String(id), name]))
  const files = readdirSync(folder).filter(file => file.endsWith('.js'))
  return files.flatMap(file => {
    const source = readFileSync(join(folder, file), 'utf8')
    const [head = '', ...rest] = source.split(/^(?:;\/\/ CONCATENATED MODULE: (.*)|\/\*{3}\/ (\d+):)$/m)
    const parts: Part[] = [{ file, package: undefined, size: Buffer.byteLength(head) }]
    for (let at = 0; at < rest.length; at += 3) {
      const name = rest[at] ?? names.get(rest[at + 1] ?? '') ?? ''
      parts.push({ file, package: packageOf(name), size: Buffer.byteLength(rest[at + 2] ?? '') })
    }
    return parts
  })
}

const packageOf = (module: string): string | undefined => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(module)?.[1]

/** The licences of the packages that the bundle is made of. */
export function licencesOf(parts: readonly Part[]): string {
  const names = new Set(parts.map(part => part.package).filter(name => name !== undefined))
  return [...names].sort().map(licenceOf).join('\n')
}

function licenceOf(name: string): string {
  const folder = join(root, 'node_modules', ...name.split('/'))
  const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { license: string }
  const file = readdirSync(folder).find(entry => /^licen[cs]e(\.|$)/i.test(entry))
  if (file === undefined) throw new Error(`${name} has no licence`)
  return `${name}\n${license}\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
}
