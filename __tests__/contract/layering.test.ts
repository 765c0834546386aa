import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import ts from 'typescript'

const root = join(import.meta.dirname, '..', '..')

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(name => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter(path => /\.[jt]s$/.test(path))
    .sort()

/** What a file imports, types included: paths below `src`, and the names of packages. */
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

/** A package's name without what is taken out of it: `@actions/core` of `@actions/core/lib/command`. */
const packageOf = (name: string): string => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name

const sources = filesIn('src')
const imports = new Map(sources.map(path => [path, importsOf(path)]))
const filesOf = (path: string): string[] => imports.get(path)?.files ?? []

/** `src/domain/commit.ts` stands in the room `domain`, `src/ports.ts` in the room `ports`. */
const roomOf = (path: string): string => /^src\/(\w+)/.exec(path)?.[1] ?? path

const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}
/** What the action depends on: no more than that is in the bundle. */
const outside = ['node:*', ...Object.keys(dependencies)]

/** docs/design.md: which other rooms a room sees, and what it takes from outside. */
const house: Record<string, { sees: string[]; packages: string[] }> = {
  index: { sees: ['action', 'domain', 'github', 'runner', 'ports'], packages: [] },
  post: { sees: ['index'], packages: [] },
  action: { sees: ['operations', 'domain', 'ports'], packages: [] },
  operations: { sees: ['domain', 'ports'], packages: [] },
  // Both are pure: a digest, and what a pattern means.
  domain: { sees: [], packages: ['node:crypto', 'picomatch'] },
  ports: { sees: ['domain'], packages: [] },
  github: { sees: ['domain', 'ports'], packages: outside },
  runner: { sees: ['domain', 'ports'], packages: outside }
}

const isAllowed = (name: string, allowed: readonly string[]): boolean =>
  allowed.some(pattern => name === pattern || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1))))

describe('the house has one direction', () => {
  /** What stands in for packages in the bundle is seen by the bundler alone. */
  const rooms = sources.filter(path => roomOf(path) !== 'shims')

  test.each(rooms)('%s', path => {
    const room = house[roomOf(path)]
    const foreign = filesOf(path).filter(file => roomOf(file) !== roomOf(path))
    expect(foreign.filter(file => !isAllowed(roomOf(file), room?.sees ?? []))).toEqual([])
    expect(imports.get(path)?.packages.filter(name => !isAllowed(name, room?.packages ?? []))).toEqual([])
  })

  test('and no dependency that nobody takes', () => {
    const taken = new Set([...imports.values()].flatMap(({ packages }) => packages))
    expect(Object.keys(dependencies).filter(name => !taken.has(name))).toEqual([])
  })

  test('and no circle, not even of types', () => {
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

  test('and no file that nobody enters', () => {
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

describe('a file has one purpose, and its name says which', () => {
  const all = [...sources, ...filesIn('__tests__'), ...filesIn('scripts')]

  test('no drawer for what has no place', () => {
    const drawers = /^(utils?|helpers?|common|misc|shared|lib|types?|constants?|interfaces?)(\.|$)/i
    expect(all.filter(path => path.split('/').some(part => drawers.test(part)))).toEqual([])
  })

  test('no file that only hands on what others export', () => {
    const handsOn = (path: string): boolean =>
      ts
        .createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.ES2024)
        .statements.some(statement => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined)
    expect(sources.filter(handsOn)).toEqual([])
    expect(all.filter(path => basename(path).startsWith('index.') && path !== 'src/index.ts')).toEqual([])
  })
})
