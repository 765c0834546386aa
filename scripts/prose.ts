/**
 * Checks that all texts for people have short and direct sentences. Prints what to change.
 */
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { TextlintKernel } from '@textlint/kernel'
import type * as Markdown from '@textlint/textlint-plugin-markdown'
import { files } from './prose/files.ts'
import { rules } from './prose/rules.ts'
import { textOf } from './prose/texts.ts'

const root = join(import.meta.dirname, '..')
// In Node, the default export of a CommonJS module is the whole module.
const require = createRequire(import.meta.url)
const { default: plugin } = require('@textlint/textlint-plugin-markdown') as typeof Markdown
const kernel = new TextlintKernel()

/** Returns what to change in a file, one line per finding. */
export async function findingsIn(path: string, content: string): Promise<string[]> {
  const { markdown: text, lines } = textOf(path, content)
  const { messages } = await kernel.lintText(text, {
    ext: '.md',
    filePath: path,
    plugins: [{ pluginId: 'markdown', plugin }],
    rules: Object.entries(rules).map(([ruleId, rule]) => ({ ruleId, rule }))
  })
  return messages.map(({ loc, message }) => `${path}:${lines[loc.start.line - 1] ?? 1}: ${message}`)
}

if (import.meta.main) {
  const paths = globSync(files, { cwd: root }).map(path => path.replaceAll('\\', '/'))
  for (const path of paths.sort()) {
    for (const finding of await findingsIn(path, readFileSync(join(root, path), 'utf8'))) {
      console.error(finding)
      process.exitCode = 1
    }
  }
}
