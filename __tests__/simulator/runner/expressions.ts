import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { data, Evaluator, ExpressionError, Lexer, Parser } from '@actions/expressions'
import type { Expr } from '@actions/expressions'
import type { FunctionDefinition } from '@actions/expressions/funcs/info'
import type { Token } from '@actions/expressions/lexer'

/** Contexts and functions for an expression, in addition to the built-in functions. */
export interface Scope {
  contexts: Readonly<Record<string, unknown>>
  functions: readonly FunctionDefinition[]
}

export type Status = 'success' | 'failure' | 'cancelled'

const OPEN = '${{'

/** Evaluates one expression without its `${{ }}`. */
export function evaluate(expression: string, scope: Scope): unknown {
  const names = Object.keys(scope.contexts)
  const { tree, tokens } = parse(expression, names, scope.functions)
  const lexemes = tokens.map(token => token.lexeme.toLowerCase())
  const contexts = new data.Dictionary()
  for (const name of names) {
    if (lexemes.includes(name.toLowerCase())) contexts.add(name, toData(partRead(scope.contexts[name], name, lexemes)))
  }
  const functions = new Map(scope.functions.map(definition => [definition.name.toLowerCase(), definition]))
  return fromData(new Evaluator(tree, contexts, functions).evaluate())
}

/** Returns the properties of a context that an expression reads, because converting a whole event takes long. */
function partRead(context: unknown, name: string, lexemes: readonly string[]): unknown {
  if (typeof context !== 'object' || context === null) return context
  const read = new Set<string>()
  for (const [at, lexeme] of lexemes.entries()) {
    if (lexeme !== name.toLowerCase()) continue
    const [dot, property] = lexemes.slice(at + 1)
    if (dot !== '.' || property === undefined || property === '*') return context
    read.add(property)
  }
  return Object.fromEntries(Object.entries(context).filter(([property]) => read.has(property.toLowerCase())))
}

/**
 * Evaluates a field of a workflow or an action. A single expression keeps its type, and text around expressions makes a string.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
export function evaluateField(field: unknown, scope: Scope): unknown {
  if (typeof field !== 'string' || !field.includes(OPEN)) return field
  return explained(() => resolve(field, scope))
}

/** Evaluates a field that must be a string, such as `with:`, `env:` and `run:`. Fails for a mapping or a sequence. */
export function evaluateText(field: unknown, scope: Scope): string {
  const value = evaluateField(field, scope)
  if (typeof value === 'object' && value !== null) {
    const kind = Array.isArray(value) ? 'sequence' : 'mapping'
    throw new Error(`The template is not valid. A ${kind} was not expected`)
  }
  return print(value)
}

/** Evaluates a mapping of such strings. */
export function evaluateTexts(fields: Readonly<Record<string, unknown>> = {}, scope: Scope): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, evaluateText(field, scope)]))
}

/** Evaluates a field with nested fields, such as `strategy.matrix`. */
export function evaluateTree(node: unknown, scope: Scope): unknown {
  if (Array.isArray(node)) return node.map(item => evaluateTree(item, scope))
  if (typeof node !== 'object' || node === null) return evaluateField(node, scope)
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, evaluateTree(value, scope)]))
}

/**
 * Evaluates an `if:`. Without a status function, it also requires `success()`.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions
 */
export function holds(condition: unknown, scope: Scope): boolean {
  const field = condition === undefined || condition === null || condition === '' ? 'success()' : print(condition)
  return explained(() => {
    const isTemplate = field.includes(OPEN)
    const expressions = isTemplate ? split(field).flatMap(({ expression }) => expression ?? []) : [field]
    if (!expressions.some(asksForStatus) && !truthy(evaluate('success()', scope))) return false
    return truthy(isTemplate ? resolve(field, scope) : evaluate(field, scope))
  })
}

/** Evaluates a `post-if:`: an expression to which the runner adds nothing. */
export function holdsAlone(expression: string, scope: Scope): boolean {
  return explained(() => truthy(evaluate(expression, scope)))
}

/** Returns why the runner would refuse a field when it reads the file. Returns `undefined` if it would not. */
export function objection(
  field: string,
  contexts: readonly string[],
  functions: readonly FunctionDefinition[] = []
): string | undefined {
  if (!field.includes(OPEN)) return undefined
  try {
    const segments = split(field)
    for (const { expression } of segments) {
      if (expression !== undefined) parse(expression, contexts, functions)
    }
    const isLiteral = segments.length === 1 && /^'(?:[^']|'')*'$/.test(segments[0]?.expression ?? '')
    return contexts.length > 0 || isLiteral ? undefined : 'A template expression is not allowed in this context'
  } catch (error) {
    return messageOf(error)
  }
}

/** Returns `success()`, `failure()`, `cancelled()` and `always()`. */
export function statusFunctions(status: Status | 'skipped'): FunctionDefinition[] {
  return [
    answering('success', () => new data.BooleanData(status === 'success')),
    answering('failure', () => new data.BooleanData(status === 'failure')),
    answering('cancelled', () => new data.BooleanData(status === 'cancelled')),
    answering('always', () => new data.BooleanData(true))
  ]
}

/** Returns `hashFiles()`: one digest over the digests of all matching files in the workspace. Empty without a match. */
export function hashFiles(workspace: string): FunctionDefinition {
  const call = (...patterns: data.ExpressionData[]): data.ExpressionData => {
    const files = globSync(
      patterns.map(pattern => pattern.coerceString()),
      { cwd: workspace }
    ).sort()
    const digests = files
      .filter(file => statSync(join(workspace, file)).isFile())
      .map(file =>
        createHash('sha256')
          .update(readFileSync(join(workspace, file)))
          .digest()
      )
    return new data.StringData(
      digests.length === 0 ? '' : createHash('sha256').update(Buffer.concat(digests)).digest('hex')
    )
  }
  return { name: 'hashFiles', minArgs: 1, maxArgs: 255, call }
}

/** Returns a value as text, as the runner prints it into a string. */
export function print(value: unknown): string {
  return typeof value === 'string' ? value : toData(value).coerceString()
}

/** Does not use `instanceof`, because errors of Node.js come from another realm in jest. */
export function messageOf(error: unknown): string {
  const { message } = Object(error) as { message?: unknown }
  return typeof message === 'string' ? message : String(error)
}

interface Segment {
  literal: string
  expression?: string
}

interface Parsed {
  tree: Expr
  tokens: Token[]
}

function resolve(field: string, scope: Scope): unknown {
  const segments = split(field)
  if (segments.length === 1 && segments[0]?.expression !== undefined) return evaluate(segments[0].expression, scope)
  return segments
    .map(({ literal, expression }) => (expression === undefined ? literal : print(evaluate(expression, scope))))
    .join('')
}

/** A `}}` in a quoted string does not end an expression. */
function split(field: string): Segment[] {
  const segments: Segment[] = []
  let at = 0
  for (let start = field.indexOf(OPEN); start >= 0; start = field.indexOf(OPEN, at)) {
    if (start > at) segments.push({ literal: field.slice(at, start) })
    const expression = /^(?:'[^']*'|(?!\}\})[^'])*(?=\}\})/.exec(field.slice(start + OPEN.length))
    if (expression === null) {
      throw new Error(
        'The expression is not closed. An unescaped ${{ sequence was found, but the closing }} sequence was not found.'
      )
    }
    if (expression[0].trim() === '') throw new Error('An expression was expected')
    segments.push({ literal: '', expression: expression[0].trim() })
    at = start + OPEN.length + expression[0].length + 2
  }
  if (at < field.length) segments.push({ literal: field.slice(at) })
  return segments
}

function parse(expression: string, contexts: readonly string[], functions: readonly FunctionDefinition[]): Parsed {
  try {
    const { tokens } = new Lexer(expression).lex()
    return { tree: new Parser(tokens, [...contexts], [...functions]).parse(), tokens }
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    const position = error.pos.column + 1
    throw new Error(`${error.message}. Located at position ${position} within expression: ${expression}`, {
      cause: error
    })
  }
}

function asksForStatus(expression: string): boolean {
  const { tokens } = new Lexer(expression).lex()
  return tokens.some(
    ({ lexeme }, at) => /^(?:success|failure|cancelled|always)$/i.test(lexeme) && tokens[at + 1]?.lexeme === '('
  )
}

function truthy(value: unknown): boolean {
  return Boolean(value)
}

function toData(value: unknown): data.ExpressionData {
  return JSON.parse(JSON.stringify(value ?? null), data.reviver) as data.ExpressionData
}

function fromData(value: data.ExpressionData): unknown {
  return JSON.parse(JSON.stringify(value, data.replacer))
}

function answering(name: string, call: () => data.ExpressionData): FunctionDefinition {
  return { name, minArgs: 0, maxArgs: 0, call }
}

function explained<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Error(`The template is not valid. ${messageOf(error)}`, { cause: error })
  }
}
