/**
 * How much of `src/` the tests run, those that start the action as a process included: they start the sources, then,
 * instead of the bundle. Arguments are handed to jest. Fails where fewer than 95 % of the lines have run.
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

/** Each process has noted down every module that it loaded, and they were many: only our own are kept. */
function keepSources(): void {
  for (const name of readdirSync(raw)) {
    const path = join(raw, name)
    const { result } = JSON.parse(readFileSync(path, 'utf8')) as { result: { url: string }[] }
    // In a process they go by their URL, inside jest by their path.
    const own = result.filter(({ url }) => url.startsWith(`${pathToFileURL(sources).href}/`) || url.startsWith(sources))
    writeFileSync(path, JSON.stringify({ result: own }))
  }
}

rmSync(report, { recursive: true, force: true })
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js']
const tested = run([...jest, ...process.argv.slice(2)], { NODE_V8_COVERAGE: raw, COVERAGE_OF_SOURCES: raw })
keepSources()
const from = ['--temp-directory', raw, '--reports-dir', report, '--src', sources, '--all']
// The shim is for the bundle alone: the sources have the real module.
const which = ['--include', 'src/**', '--exclude', 'src/shims/**']
// No limit to the width: every line that has not run is to be seen.
const shown = ['--reporter', 'text', '--reporterOptions.text.maxCols', '0', '--check-coverage', '--lines', '95']
const covered = run(['node_modules/c8/bin/c8.js', 'report', ...from, ...which, ...shown])
process.exitCode = Math.max(tested, covered)
