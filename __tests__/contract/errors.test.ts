import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import ts from 'typescript'

const root = join(import.meta.dirname, '..', '..')
const folder = join(root, 'src')

const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => join(folder, name))
  .map(path => ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2024, true))
const isOfMessages = ({ fileName }: ts.SourceFile): boolean => fileName.startsWith(join(folder, 'messages'))

/** One error, warning or text from `src/messages`. */
interface Message {
  name: string
  /** Its first sentence with `…` for every value, or the advice after GitHub's answer: one text for each variant. */
  texts: string[]
  /** Anchor in docs/errors.md. Lines of the list of problems with the inputs and texts about the network have none. */
  entry: string | undefined
}

type Section = 'errors' | 'answers' | 'network' | 'remarks'

/** Files with texts that are not an error of their own: problems with the inputs are reported in one list. */
const textFiles: Record<string, Section> = { 'inputs.ts': 'errors', 'answers.ts': 'network' }

/** Functions that make a message: the section of the docs, and the places of the text and the anchor. */
const makers: Record<string, { section: Section; text: number; entry: number }> = {
  Problem: { section: 'errors', text: 0, entry: 2 },
  GitHubProblem: { section: 'answers', text: 1, entry: 2 },
  warning: { section: 'remarks', text: 0, entry: 1 },
  notice: { section: 'remarks', text: 0, entry: 1 }
}

/** Returns a node and everything in it. */
function allIn(node: ts.Node): ts.Node[] {
  const inner: ts.Node[] = []
  ts.forEachChild(node, child => void inner.push(...allIn(child)))
  return [node, ...inner]
}

/** Returns the functions and constants of a file with their results. */
function functionsIn(file: ts.SourceFile): { name: string; result: ts.Expression; isExported: boolean }[] {
  return file.statements.filter(ts.isVariableStatement).flatMap(({ modifiers, declarationList }) =>
    declarationList.declarations.flatMap(({ name, initializer }) => {
      const body = initializer !== undefined && ts.isArrowFunction(initializer) ? initializer.body : initializer
      const result = body !== undefined && ts.isBlock(body) ? lastReturn(body) : body
      const isExported = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
      return result === undefined ? [] : [{ name: name.getText(), result, isExported }]
    })
  )
}

const lastReturn = ({ statements }: ts.Block): ts.Expression | undefined =>
  statements.filter(ts.isReturnStatement).at(-1)?.expression

/** Returns the texts with words that an expression can have. */
const textsIn = (node: ts.Expression | undefined): string[] =>
  node === undefined
    ? []
    : [
        ...new Set(
          textsOf(node)
            .filter(text => /\p{L}{2}/u.test(text))
            .map(bare)
        )
      ]

/** Returns all texts that an expression can have. Follows names in the same file. */
function textsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression)
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)]
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.flatMap(({ expression, literal }) => [textsOf(expression), [literal.text]])
    return joined([[node.head.text], ...parts])
  }
  const called = ts.isCallExpression(node) ? node.expression : node
  const found = ts.isIdentifier(called) ? declared(called) : undefined
  return found === undefined ? ['…'] : textsOf(found)
}

/** Returns the value of a name: a constant of the same function or file, or the result of a function in the file. */
function declared(name: ts.Identifier): ts.Expression | undefined {
  const block = ts.findAncestor(name, ts.isBlock)
  const local = block?.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find(declaration => declaration.name.getText() === name.text)?.initializer
  return local ?? functionsIn(name.getSourceFile()).find(each => each.name === name.text)?.result
}

const joined = (parts: string[][]): string[] =>
  parts.reduce((sofar, part) => sofar.flatMap(start => part.map(end => start + end)), [''])

/** Returns the first sentence without values at its start and end. */
function bare(text: string): string {
  return text
    .replaceAll(/\n-? ?/g, ' ')
    .replace(/(?<=\.) \p{Lu}.*$/u, '')
    .replaceAll(/…+/g, '…')
    .replaceAll('… and … more', '…')
    .replaceAll(/^…(?=\p{L})|[\s.:;,…]+$/gu, '')
}

const messages: Record<Section, Message[]> = { errors: [], answers: [], network: [], remarks: [] }

for (const file of sources.filter(isOfMessages)) {
  const kind = textFiles[basename(file.fileName)]
  for (const { name, result } of functionsIn(file).filter(({ isExported }) => isExported)) {
    const calls = allIn(result).filter(node => ts.isNewExpression(node) || ts.isCallExpression(node))
    const made = calls.flatMap(({ expression, arguments: given = [] }) => {
      const maker = makers[expression.getText()]
      return maker === undefined ? [] : [{ ...maker, node: given[maker.text], anchor: given[maker.entry] }]
    })
    for (const { section, node, anchor } of made) {
      const entry = anchor !== undefined && ts.isStringLiteralLike(anchor) ? anchor.text : undefined
      messages[section].push({ name, texts: textsIn(node), entry })
    }
    if (made.length === 0 && kind !== undefined) messages[kind].push({ name, texts: textsIn(result), entry: undefined })
  }
}

/** Names of the requests, in the words of the errors. */
const doings = sources.flatMap(allIn).flatMap(node => {
  const isNamed = ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)
  return isNamed && node.name.getText() === 'doing' ? textsIn(node.initializer) : []
})

const page = readFileSync(join(root, 'docs', 'errors.md'), 'utf8')

/** A row of docs/errors.md. */
interface Row {
  text: string
  /** Anchor at its start. */
  entry: string | undefined
}

/** Returns the rows of the tables below a heading, with the text of one column without code quotes. */
function rows(heading: string, place: number): Row[] {
  const [section = ''] = page.split(`\n## ${heading}\n\n`)[1]?.split('\n## ') ?? []
  return section
    .split('\n\n')
    .filter(paragraph => paragraph.startsWith('|'))
    .flatMap(table => table.trim().split('\n').slice(2))
    .map(row => {
      const cells = row.split('|').map(cell => cell.trim())
      const entry = /^<a id="([\w-]+)"><\/a>/.exec(cells[1] ?? '')?.[1]
      const cell = (cells[place] ?? '').replace(/^<a id=.*?<\/a>/, '')
      return { text: bare(/^`([^`]+)`/.exec(cell)?.[1] ?? cell), entry }
    })
}

/** Errors that are classes: every failure can end in them. */
const others = ['Cancelled', 'Unexpected error: … Please report this with the log of a run with debug logging']

const documented: Record<Section, Row[]> = {
  errors: ['The inputs', 'The deployment', 'The step'].flatMap(heading => rows(heading, 1)),
  answers: rows('What GitHub answered', 3),
  network: rows('No answer', 1),
  remarks: rows('Warnings and notices', 1)
}
const sections = Object.keys(documented) as Section[]

describe('docs/errors.md has all messages of the sources, and only these', () => {
  test.each(sections)('%s', section => {
    const written = documented[section].map(({ text }) => text).filter(text => !others.includes(text))
    expect([...new Set(written)].sort()).toEqual([...new Set(messages[section].flatMap(({ texts }) => texts))].sort())
  })

  test('what the action tried', () => {
    expect(
      rows('What was being done', 1)
        .map(({ text }) => text)
        .sort()
    ).toEqual([...new Set(doings)].sort())
  })
})

describe('every error, warning and notice has an entry in docs/errors.md', () => {
  const withEntry = sections.flatMap(section => messages[section].map(message => ({ ...message, section })))
  const linked = withEntry.filter(({ entry }) => entry !== undefined && !page.includes(`(#${entry})`))

  test.each(linked)('$name', ({ section, texts, entry }) => {
    const rowsOfIt = documented[section].filter(({ text }) => texts.includes(text))
    expect(rowsOfIt.map(row => row.entry)).toContain(entry)
  })

  test('every anchor belongs to a message, and no two are the same', () => {
    const anchors = Array.from(page.matchAll(/<a id="([\w-]+)">/g), ([, id = '']) => id)
    expect(anchors.sort()).toEqual([...new Set(linked.map(({ entry }) => entry))].sort())
  })
})

describe('every error, warning and notice is made in src/messages', () => {
  const elsewhere = sources.filter(file => !isOfMessages(file))

  test.each(elsewhere.map(file => [file.fileName.slice(folder.length + 1), file] as const))('not in %s', (_, file) => {
    const own = allIn(file).filter(node => {
      if (ts.isNewExpression(node)) return /^(Problem|GitHubProblem)$/.test(node.expression.getText())
      if (ts.isPropertyAssignment(node)) return /^level: '(warning|notice)'$/.test(node.getText())
      const isPushed = ts.isCallExpression(node) && /\bproblems\.push$/.test(node.expression.getText())
      return isPushed && node.arguments.some(text => ts.isStringLiteralLike(text))
    })
    expect(own.map(node => node.getText())).toEqual([])
  })

  test('every message is used', () => {
    const counts = Map.groupBy(sources.flatMap(allIn).filter(ts.isIdentifier), ({ text }) => text)
    const names = sections.flatMap(section => messages[section].map(({ name }) => name))
    expect(names.filter(name => (counts.get(name)?.length ?? 0) < 2)).toEqual([])
  })
})
