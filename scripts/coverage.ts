/**
 * Measures how much of `src/` the tests cover. Tests that start the action as a process start the sources instead of the
 * bundle. Passes its arguments to jest. Fails if the tests cover less than 95 % of the lines.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..')
const report = join(root, 'coverage')
const raw = join(report, 'raw')
const sources = join(root, 'src')

function run(args: readonly string[], env: Record<string, string> = {}): number {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env }
  })
  return status ?? 1
}

/** Keeps only the modules in `src/`. Each process has recorded every module that it loaded. */
function keepSources(): void {
  for (const name of readdirSync(raw)) {
    const path = join(raw, name)
    const { result } = JSON.parse(readFileSync(path, 'utf8')) as { result: { url: string }[] }
    // A process records URLs, jest records paths.
    const own = result.filter(({ url }) => url.startsWith(`${pathToFileURL(sources).href}/`) || url.startsWith(sources))
    writeFileSync(path, JSON.stringify({ result: own }))
  }
}

rmSync(report, { recursive: true, force: true })
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js']
const tested = run([...jest, ...process.argv.slice(2)], { NODE_V8_COVERAGE: raw, COVERAGE_OF_SOURCES: raw })
keepSources()
const from = ['--temp-directory', raw, '--reports-dir', report, '--src', sources, '--all']
// Only the bundle uses the shims. The sources use the real modules.
const which = ['--include', 'src/**', '--exclude', 'src/shims/**']
// Shows every line that is not covered, without a limit for the width.
const shown = ['--reporter', 'text', '--reporterOptions.text.maxCols', '0', '--check-coverage', '--lines', '95']
const covered = run(['node_modules/c8/bin/c8.js', 'report', ...from, ...which, ...shown])
process.exitCode = Math.max(tested, covered)
