/**
 * Checks that all texts for people have short and direct sentences. Prints what to change.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '@textlint/markdown-to-ast'
import { split } from 'sentence-splitter'
import { StringSource } from 'textlint-util-to-string'
import { adviceFor } from './prose/rules.ts'
import { textOf } from './prose/texts.ts'

const root = join(import.meta.dirname, '..')

/** Files with text for people. */
const files = [
  '*.{md,yml}',
  'docs/*.md',
  '.github/**/*.{md,yml,yaml}',
  'examples/**/*.yml',
  'scripts/**/*.{js,cjs,ts}',
  'src/**/*.ts',
  '__tests__/**/*.ts'
]

type Node = ReturnType<typeof parse> | ReturnType<typeof parse>['children'][number]

const paragraphsIn = (node: Node): Node[] =>
  ['Paragraph', 'TableCell'].includes(node.type)
    ? [node]
    : 'children' in node
      ? node.children.flatMap(child => paragraphsIn(child))
      : []

/** Returns the sentences of a paragraph as a reader sees them, each with its place. Code counts as one word. */
function sentencesIn(paragraph: Node): { sentence: string; place: number }[] {
  const source = new StringSource(paragraph as never, {
    replacer: ({ node, maskValue }) => (node.type === 'Code' ? maskValue('_') : undefined)
  })
  return split(source.toString())
    .filter(({ type }) => type === 'Sentence')
    .map(({ raw, range }) => ({
      sentence: raw.replaceAll(/\s+/g, ' '),
      place: paragraph.range[0] + (source.originalIndexFromIndex(range[0]) ?? 0)
    }))
}

/** Returns what to change in a file, one line per finding. */
export function findingsIn(path: string, content: string): string[] {
  const { markdown, lines } = textOf(path, content)
  const lineAt = (place: number): number => lines[markdown.slice(0, place).split('\n').length - 1] ?? 1
  return paragraphsIn(parse(markdown))
    .flatMap(sentencesIn)
    .flatMap(({ sentence, place }) => adviceFor(sentence).map(advice => `${path}:${lineAt(place)}: ${advice}`))
}

if (import.meta.main) {
  const paths = globSync(files, { cwd: root }).map(path => path.replaceAll('\\', '/'))
  for (const path of paths.sort()) {
    for (const finding of findingsIn(path, readFileSync(join(root, path), 'utf8'))) {
      console.error(finding)
      process.exitCode = 1
    }
  }
}
