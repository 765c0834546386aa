import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Measured } from '../table.ts'

const root = join(import.meta.dirname, '..', '..')

interface Module {
  name: string
  size: number
  modules?: Module[]
}

/** What a reviewer has to trust: the bundle's sources by the package that they come from. */
export function size(): Promise<Measured> {
  const bytes = new Map<string, number>()
  for (const { name, size } of bundled()) bytes.set(ownerOf(name), (bytes.get(ownerOf(name)) ?? 0) + size)
  const all = [...bytes.values()].reduce((sum, count) => sum + count, 0)
  const rows = [...bytes]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => [name, kilobytes(count), `${Math.round((100 * count) / all)} %`])
  const shipped = ['index.js', 'post.js'].map(file => statSync(join(root, 'dist', file)).size)
  return Promise.resolve({
    title: 'Size: what is in the bundle, by package',
    head: ['Package', 'kB', 'Share'],
    rows: [...rows, ['all sources', kilobytes(all), '100 %']],
    notes: [
      `dist/index.js has ${kilobytes(shipped[0] ?? 0)} kB, dist/post.js ${kilobytes(shipped[1] ?? 0)} kB; nothing is minified.`
    ]
  })
}

/** The modules of the bundle, as the bundler counts them. */
function bundled(): Module[] {
  const folder = mkdtempSync(join(tmpdir(), 'size-'))
  try {
    const ncc = join(root, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js')
    const stats = join(folder, 'stats.json')
    const options = ['-o', folder, '--transpile-only', '--quiet', '--no-cache', '--stats-out', stats]
    execFileSync(process.execPath, [ncc, 'build', '../index.ts', ...options], { cwd: join(root, 'src', 'shims') })
    return leaves(JSON.parse(readFileSync(stats, 'utf8')) as { modules: Module[] })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const leaves = ({ modules = [] }: { modules?: Module[] }): Module[] =>
  modules.flatMap(module => (module.modules === undefined ? [module] : leaves(module)))

const ownerOf = (module: string): string =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(module)?.[1] ?? (module.startsWith('external') ? 'Node' : 'this project')

const kilobytes = (count: number): number => Math.round(count / 100) / 10
