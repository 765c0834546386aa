/**
 * Runs actionlint and zizmor on the repository's own workflows, the examples, and the snippets in the documentation. Writes
 * all of them to a temporary folder first. Both tools must be installed (CONTRIBUTING.md).
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { workflows } from './snippets.ts'

const root = join(import.meta.dirname, '..')
// actionlint looks for its configuration from the root of a Git repository.
const folder = mkdtempSync(join(tmpdir(), 'workflows-'))
try {
  execFileSync('git', ['init', '--quiet', folder])
  const paths = workflows().map(({ name, yaml }) => {
    // An example keeps its file name, because another one may call it as a reusable workflow.
    const file = name.startsWith('examples/')
      ? basename(name)
      : `${name.replaceAll(/[/:]/g, '-').replace(/\.yml$/, '')}.yml`
    const path = join('.github', 'workflows', file)
    mkdirSync(join(folder, '.github', 'workflows'), { recursive: true })
    writeFileSync(join(folder, path), yaml)
    return path
  })
  for (const path of ['action.yml', 'dist', 'zizmor.yml', '.github/actionlint.yaml', '.github/dependabot.yml']) {
    cpSync(join(root, path), join(folder, path), { recursive: true })
  }
  run('actionlint', paths)
  run('zizmor', ['--quiet', '--config', 'zizmor.yml', ...paths, 'action.yml', '.github/dependabot.yml'])
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function run(command: string, options: readonly string[]): void {
  console.log(`\n== ${command}`)
  const { status, error } = spawnSync(command, options, { cwd: folder, stdio: 'inherit' })
  if (error !== undefined)
    console.error(`${command} could not run: ${error.message}. CONTRIBUTING.md says how to install it.`)
  if (status !== 0) process.exitCode = 1
}
