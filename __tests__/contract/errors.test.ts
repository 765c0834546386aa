import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import ts from 'typescript'

const root = join(import.meta.dirname, '..', '..')

/** The messages in the sources, with `…` for every value. */
interface Messages {
  /** Errors that the user can fix. */
  problems: Set<string>
  /** `Could not …`: what the action tried. */
  doings: Set<string>
  /** Advice after GitHub's answer. */
  remedies: Set<string>
  /** Messages if there is no answer. */
  answers: Set<string>
  /** Warnings and notices: the step continues. */
  remarks: Set<string>
}

/** Reads the messages from the sources. */
class Reader {
  readonly messages: Messages = {
    problems: new Set(),
    doings: new Set(),
    remedies: new Set(),
    answers: new Set(),
    remarks: new Set()
  }

  read(source: ts.SourceFile): void {
    this.#visit(source)
  }

  #visit(node: ts.Node): void {
    const { problems, doings, remedies, answers, remarks } = this.messages
    if (ts.isNewExpression(node)) {
      const [first, , third] = node.arguments ?? []
      if (node.expression.getText() === 'Problem') add(problems, first)
      if (node.expression.getText() === 'GitHubProblem') {
        add(doings, first)
        add(remedies, third)
      }
      if (node.expression.getText() === 'TransportError') add(answers, first)
    }
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'message') add(answers, node.initializer)
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'doing') add(doings, node.initializer)
    if (ts.isCallExpression(node)) {
      const [first] = node.arguments
      const called = node.expression.getText()
      if (/\bproblems\.push$/.test(called)) add(problems, first)
      if (called === 'say') add(remedies, first)
      if (/\bwarnings\.push$|\.warning$|\bwarn$/.test(called)) add(remarks, first)
      // Errors without a second sentence.
      if (node.expression.kind === ts.SyntaxKind.SuperKeyword && isText(first)) add(problems, first)
    }
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'doing') add(doings, node.initializer)
    if (ts.isObjectLiteralExpression(node) && /^'(warning|notice)'$/.test(property(node, 'level')?.getText() ?? '')) {
      add(remarks, property(node, 'text'))
    }
    if (ts.isFunctionDeclaration(node) && node.name?.text === 'explain') add(problems, lastReturn(node))
    // Network errors in words, without the code in brackets.
    if (ts.isFunctionDeclaration(node) && node.name?.text === 'describeCode')
      returnsOf(node).forEach(it => add(answers, it))
    if (ts.isFunctionDeclaration(node) && /^(remedyOf|foreignRemedy)$/.test(node.name?.text ?? '')) {
      returnsOf(node).forEach(it => add(remedies, it))
    }
    ts.forEachChild(node, child => this.#visit(child))
  }
}

const isText = (node: ts.Node | undefined): boolean =>
  node !== undefined && (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))

/** Returns a property of an object: `text: …` or the shorthand `text`. */
function property(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = node.properties.find(({ name: its }) => its?.getText() === name)
  if (found === undefined) return undefined
  return ts.isPropertyAssignment(found)
    ? found.initializer
    : ts.isShorthandPropertyAssignment(found)
      ? found.name
      : undefined
}

function lastReturn({ body }: ts.FunctionDeclaration): ts.Expression | undefined {
  return body?.statements.filter(statement => ts.isReturnStatement(statement)).at(-1)?.expression
}

function add(to: Set<string>, expression: ts.Expression | undefined): void {
  if (expression === undefined) return
  for (const text of textsOf(expression)) if (/\p{L}{2}/u.test(text)) to.add(bare(text))
}

/** Returns the first sentence without values at its start and end. */
const bare = (text: string): string =>
  text
    .replaceAll(/\n-? ?/g, ' ')
    .replace(/(?<=\.) \p{Lu}.*$/u, '')
    .replaceAll(/…+/g, '…')
    .replaceAll('… and … more', '…')
    .replaceAll(/^…(?=\p{L})|[\s.:;,…]+$/gu, '')

const folder = join(root, 'src')
const sources = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => join(folder, name))
    .map(path => [path, ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2024, true)])
)

/** The file that a name is imported from. */
function importedFrom(name: ts.Identifier): ts.SourceFile | undefined {
  const file = name.getSourceFile()
  const found = file.statements.find(
    (statement): statement is ts.ImportDeclaration =>
      ts.isImportDeclaration(statement) &&
      statement.importClause?.namedBindings !== undefined &&
      ts.isNamedImports(statement.importClause.namedBindings) &&
      statement.importClause.namedBindings.elements.some(element => element.name.text === name.text)
  )
  if (found === undefined || !ts.isStringLiteral(found.moduleSpecifier)) return undefined
  return sources.get(join(dirname(file.fileName), found.moduleSpecifier.text))
}

/** How many names and calls to follow. */
const deepest = 5

/** Returns all texts that an expression can have. */
function textsOf(node: ts.Expression, depth = 0): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression, depth)
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue, depth), ...textsOf(node.whenFalse, depth)]
  if (ts.isBinaryExpression(node)) {
    const sides = [textsOf(node.left, depth), textsOf(node.right, depth)]
    if (node.operatorToken.kind === ts.SyntaxKind.PlusToken) return joined(sides)
    if (depth === 0 && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) return sides.flat()
  }
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.flatMap(({ expression, literal }) => [
      textsOf(expression, depth + 1),
      [literal.text]
    ])
    return joined([[node.head.text], ...parts])
  }
  if (depth < deepest && ts.isIdentifier(node)) {
    const { initializer } = declarationOf(node) ?? (depth === 0 ? importedConst(node) : undefined) ?? {}
    if (initializer !== undefined && !ts.isArrowFunction(initializer)) return textsOf(initializer, depth + 1)
  }
  if (depth < deepest && ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression, name } = node.expression
    if (expression.kind === ts.SyntaxKind.ThisKeyword) {
      return methodReturns(name).flatMap(returned => textsOf(returned, depth + 1))
    }
  }
  if (depth < deepest && ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    if (node.expression.text === 'sentence' && node.arguments[0] !== undefined) {
      return textsOf(node.arguments[0], depth + 1).map(text => `${text.charAt(0).toUpperCase()}${text.slice(1)}`)
    }
    // The test reads explanations of errors in the file that defines them.
    if (node.expression.text === 'explain') return ['…']
    // Whole messages are followed to the file that makes them, but parts of messages are not.
    const file = depth === 0 ? importedFrom(node.expression) : undefined
    const returned = returnedBy(node.expression, file)
    if (returned !== undefined) return textsOf(returned, depth + 1)
  }
  return ['…']
}

const joined = (parts: string[][]): string[] =>
  parts.reduce((sofar, part) => sofar.flatMap(start => part.map(end => start + end)), [''])

function importedConst(name: ts.Identifier): ts.VariableDeclaration | undefined {
  const file = importedFrom(name)
  return file && declaredIn(file, name.text)
}

/** Returns the result of a function in this file, or in another one, if it is a single expression. */
function returnedBy(name: ts.Identifier, file = name.getSourceFile()): ts.Expression | undefined {
  const declared = file.statements.find(
    statement => ts.isFunctionDeclaration(statement) && statement.name?.text === name.text
  )
  if (declared !== undefined) return lastReturn(declared as ts.FunctionDeclaration)
  const { initializer } = declarationOf(name) ?? {}
  if (initializer === undefined || !ts.isArrowFunction(initializer) || ts.isBlock(initializer.body)) return undefined
  return initializer.body
}

/** Returns the results of a method in the same class. */
function methodReturns(name: ts.MemberName): ts.Expression[] {
  const methods = ts.findAncestor(name, ts.isClassLike)?.members.filter(member => ts.isMethodDeclaration(member)) ?? []
  const found = methods.find(method => method.name.getText() === name.text)
  return found === undefined ? [] : returnsOf(found)
}

function returnsOf({ body }: ts.FunctionLikeDeclaration): ts.Expression[] {
  const returns: ts.Expression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression !== undefined) returns.push(node.expression)
    ts.forEachChild(node, visit)
  }
  if (body !== undefined) visit(body)
  return returns
}

/** Returns the nearest `const` with this name. */
function declarationOf(name: ts.Identifier): ts.VariableDeclaration | undefined {
  for (let scope: ts.Node = name.parent; !ts.isSourceFile(scope); scope = scope.parent) {
    const found = declaredIn(scope.parent, name.text)
    if (found !== undefined) return found
  }
  return undefined
}

function declaredIn(scope: ts.Node, name: string): ts.VariableDeclaration | undefined {
  const statements = ts.isBlock(scope) || ts.isSourceFile(scope) || ts.isCaseClause(scope) ? scope.statements : []
  return statements
    .flatMap(statement => (ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : []))
    .find(declaration => declaration.name.getText() === name)
}

const reader = new Reader()
for (const source of sources.values()) reader.read(source)
const { problems, doings, remedies, answers, remarks } = reader.messages

const page = readFileSync(join(root, 'docs', 'errors.md'), 'utf8')

/** Returns a column of the tables below a heading, without code quotes. */
function column(heading: string, place: number): string[] {
  const [section = ''] = page.split(`\n## ${heading}\n\n`)[1]?.split('\n## ') ?? []
  return section
    .split('\n\n')
    .filter(paragraph => paragraph.startsWith('|'))
    .flatMap(table => table.trim().split('\n').slice(2))
    .map(row => row.split('|')[place]?.trim().replaceAll(/^`|`$/g, '') ?? '')
}

describe('docs/errors.md has all messages of the sources, and only these', () => {
  test.each([
    ['errors', problems, [...column('The inputs', 1), ...column('The deployment', 1), ...column('The step', 1)]],
    ['what the action tried', doings, column('What was being done', 1)],
    ['advice after an answer', remedies, column('What GitHub answered', 3)],
    ['messages if there is no answer', answers, column('No answer', 1)],
    ['warnings and notices', remarks, column('Warnings and notices', 1)]
  ])('%s', (_name, said, written) => {
    expect(written.map(bare).sort()).toEqual([...said].sort())
  })
})
