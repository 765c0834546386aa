import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import ts from 'typescript'
import { inputs } from '../../src/action/contract.ts'

const root = join(import.meta.dirname, '..', '..')

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(name => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter(path => /\.[jt]s$/.test(path))
    .sort()

/** The imports of a file, including types: paths below `src`, and names of packages. */
interface Imports {
  files: string[]
  packages: string[]
}

function importsOf(path: string): Imports {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, path), 'utf8'))
  const names = importedFiles.map(({ fileName }) => fileName)
  return {
    files: names.filter(name => name.startsWith('.')).map(name => join(dirname(path), name).replaceAll('\\', '/')),
    packages: names.filter(name => !name.startsWith('.')).map(packageOf)
  }
}

/** Returns a package's name without the path in it: `@actions/core` for `@actions/core/lib/command`. */
const packageOf = (name: string): string => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name

const sources = filesIn('src')
const imports = new Map(sources.map(path => [path, importsOf(path)]))
const filesOf = (path: string): string[] => imports.get(path)?.files ?? []

/** `src/domain/commit.ts` is in the room `domain`, `src/ports.ts` is in the room `ports`. */
const roomOf = (path: string): string => /^src\/(\w+)/.exec(path)?.[1] ?? path

const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}
/** The packages that can be in the bundle: dependencies, and Node.js itself. */
const outside = ['node:*', ...Object.keys(dependencies)]

/** docs/design.md: the other rooms and the packages that each room can import. */
const house: Record<string, { sees: string[]; packages: string[] }> = {
  index: { sees: ['phase', 'messages', 'runner'], packages: [] },
  phase: { sees: ['action', 'domain', 'github', 'messages', 'runner', 'ports'], packages: [] },
  post: { sees: ['index'], packages: [] },
  action: { sees: ['operations', 'domain', 'messages', 'ports'], packages: [] },
  operations: { sees: ['domain', 'messages', 'ports'], packages: [] },
  // Both are pure: a hash, and matching of patterns.
  domain: { sees: ['messages'], packages: ['node:crypto', 'picomatch'] },
  messages: { sees: [], packages: [] },
  ports: { sees: ['domain', 'messages'], packages: [] },
  github: { sees: ['domain', 'messages', 'ports'], packages: outside },
  runner: { sees: ['domain', 'messages', 'ports'], packages: outside }
}

const isAllowed = (name: string, allowed: readonly string[]): boolean =>
  allowed.some(pattern => name === pattern || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1))))

describe('imports go in one direction', () => {
  /** Only the bundler uses the shims. */
  const rooms = sources.filter(path => roomOf(path) !== 'shims')

  test.each(rooms)('%s', path => {
    const room = house[roomOf(path)]
    const foreign = filesOf(path).filter(file => roomOf(file) !== roomOf(path))
    expect(foreign.filter(file => !isAllowed(roomOf(file), room?.sees ?? []))).toEqual([])
    expect(imports.get(path)?.packages.filter(name => !isAllowed(name, room?.packages ?? []))).toEqual([])
  })

  test('every dependency is used', () => {
    const taken = new Set([...imports.values()].flatMap(({ packages }) => packages))
    expect(Object.keys(dependencies).filter(name => !taken.has(name))).toEqual([])
  })

  test('there are no circular imports, not even of types', () => {
    const circles: string[] = []
    const done = new Set<string>()
    const walk = (path: string, way: readonly string[]): void => {
      if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '))
      if (done.has(path) || way.includes(path)) return
      for (const file of filesOf(path)) walk(file, [...way, path])
      done.add(path)
    }
    sources.forEach(path => walk(path, []))
    expect(circles).toEqual([])
  })

  test('every file is imported', () => {
    const entered = new Set<string>()
    const enter = (path: string): void => {
      if (entered.has(path)) return
      entered.add(path)
      filesOf(path).forEach(enter)
    }
    enter('src/post.ts')
    expect(rooms.filter(path => !entered.has(path))).toEqual([])
    expect(entered.size).toBeGreaterThan(20)
  })
})

/** Returns a node and everything in it. */
function allIn(node: ts.Node): ts.Node[] {
  const inner: ts.Node[] = []
  ts.forEachChild(node, child => void inner.push(...allIn(child)))
  return [node, ...inner]
}

const nodesOf = (path: string): ts.Node[] =>
  allIn(ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.ES2024, true))

describe('a value such as environment, task or deployment-id only moves down', () => {
  const names = new Set<string>(Object.keys(inputs))

  test('only src/action and src/phase.ts read inputs', () => {
    const reads = (node: ts.Node): boolean =>
      ts.isCallExpression(node) &&
      /\b(reader|runner|#reader)\.\w+$/.test(node.expression.getText()) &&
      node.arguments.some(name => ts.isStringLiteralLike(name) && names.has(name.text))
    const readers = sources.filter(path => nodesOf(path).some(reads))
    expect(readers.filter(path => !['action', 'phase'].includes(roomOf(path)))).toEqual([])
    expect(readers).toContain('src/action/shared-inputs.ts')
  })

  test('operations return nothing: what they find out is reported as notifications', () => {
    const calls = sources.filter(path => roomOf(path) === 'action').flatMap(nodesOf)
    const called = new Set(calls.filter(ts.isCallExpression).map(({ expression }) => lastName(expression)))
    const functions = sources
      .filter(path => roomOf(path) === 'operations')
      .flatMap(nodesOf)
      .filter(ts.isFunctionDeclaration)
      .filter(({ name, modifiers }) => isExported(modifiers) && name !== undefined && called.has(name.text))
    expect(functions.map(({ name }) => name?.text).sort()).toEqual([
      'begin',
      'create',
      'find',
      'findEverywhere',
      'finish',
      'teardown',
      'update',
      'wait'
    ])
    expect(functions.filter(({ type }) => type?.getText() !== 'Promise<void>').map(({ name }) => name?.text)).toEqual(
      []
    )
  })

  test("only src/github writes GitHub's names of fields, apart from outputs and the payload", () => {
    const writes = (node: ts.Node): boolean =>
      ts.isPropertyAssignment(node) &&
      /^(auto|deployment|environment|log|production|required|transient)_/.test(node.name.getText())
    const writers = sources.filter(path => nodesOf(path).some(writes))
    expect(writers.filter(path => roomOf(path) !== 'github')).toEqual([
      // Names of inputs of other actions.
      'src/action/contract.ts',
      // The output `deployments` of `find`.
      'src/action/several-environments.ts'
    ])
  })
})

const isExported = (modifiers: readonly ts.ModifierLike[] | undefined): boolean =>
  modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true

/** Returns `find` for `(await import('…')).find`. */
const lastName = (expression: ts.Expression): string =>
  ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText()

describe('docs/design.md has every file, and only files that exist', () => {
  const page = readFileSync(join(root, 'docs', 'design.md'), 'utf8')
  const rooms = ['action', 'operations', 'domain', 'messages', 'github', 'runner']

  test.each(rooms)('in src/%s/', room => {
    const start = page.indexOf(`\n\`src/${room}/\``)
    const table = page.slice(start).split('\n\n')[1] ?? ''
    // The file of the room's own name is described below its table.
    const named = [...(room === 'github' ? [room] : [])]
    for (const row of table.split('\n').slice(2)) {
      const files = row.split('|').find(cell => cell.includes('`')) ?? ''
      named.push(...Array.from(files.matchAll(/`([\w-]+)`/g), ([, name = '']) => name))
    }
    const existing = sources.filter(path => roomOf(path) === room).map(path => basename(path, '.ts'))
    expect(named.sort()).toEqual(existing.sort())
  })
})

describe('the name of a file tells its purpose', () => {
  const all = [...sources, ...filesIn('__tests__'), ...filesIn('scripts')]

  test('no file is named utils, helpers or similar', () => {
    const drawers = /^(utils?|helpers?|common|misc|shared|lib|types?|constants?|interfaces?)(\.|$)/i
    expect(all.filter(path => path.split('/').some(part => drawers.test(part)))).toEqual([])
  })

  test('no file only re-exports other files', () => {
    const handsOn = (path: string): boolean =>
      ts
        .createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.ES2024)
        .statements.some(statement => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined)
    expect(sources.filter(handsOn)).toEqual([])
    expect(all.filter(path => basename(path).startsWith('index.') && path !== 'src/index.ts')).toEqual([])
  })
})
