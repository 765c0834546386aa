import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** A module in the bundle. */
export interface Part {
  /** The file of the bundle that it is in. */
  file: string
  /** The package it comes from, or `undefined` for a file of this repository. */
  package: string | undefined
  /** Size in bytes. */
  size: number
}

/** A module in the bundler's statistics. A module that was merged into another has no `id`. */
interface Module {
  id: number | null
  name: string
}

/** A file of the bundle in the bundler's statistics, and the imports that load it. */
interface Chunk {
  id: number
  files: string[]
  origins: { request: string }[]
}

/** The bundler, which has no types of its own. https://github.com/vercel/ncc#programmatically-from-nodejs */
const ncc = createRequire(import.meta.url)('@vercel/ncc') as (
  entry: string,
  options: { filename: string; esm: boolean; transpileOnly: boolean; cache: boolean; quiet: boolean }
) => Promise<{
  code: string
  assets: Record<string, { source: string | Buffer }>
  stats: { toJson(): { modules: Module[]; chunks: Chunk[] } }
}>

/** Bundles the sources with ncc into `index.js` and the parts that are loaded on demand. */
export async function bundle(into: string): Promise<Part[]> {
  const before = process.cwd()
  // ncc reads the tsconfig.json of the current folder, which maps packages to their shims.
  process.chdir(join(root, 'src', 'shims'))
  // Node loads CommonJS faster than ESM.
  const options = { filename: 'index.js', esm: false, transpileOnly: true, cache: false, quiet: true }
  const { code, assets, stats } = await ncc(join(root, 'src', 'index.ts'), options).finally(() => process.chdir(before))
  const { modules, chunks } = stats.toJson()
  writeFileSync(join(into, 'index.js'), inAscii(withNames(code, chunks)))
  const parts = chunks.filter(({ files }) => !files.includes('index.js'))
  for (const [name, those] of Map.groupBy(parts, nameOf)) {
    const sources = those.flatMap(({ files }) => files.map(file => String(assets[file]?.source)))
    writeFileSync(join(into, name), inAscii(joined(sources)))
  }
  return partsOf(into, modules)
}

/** Returns the file name of a part: the name of the module or the package that is imported on demand. */
function nameOf({ origins }: Chunk): string {
  const request = origins[0]?.request ?? ''
  const [, name] = /([^/]+?)(?:\.[jt]s)?$/.exec(request) ?? []
  if (name === undefined) throw new Error(`A part of the bundle has no name: ${request}`)
  return `${name}.js`
}

/** Joins parts that are loaded together: the bundler puts packages into files of their own. */
function joined(sources: readonly string[]): string {
  const parts = sources.map(source => {
    const [, id, modules] =
      /^"use strict";\nexports\.id = (\d+);\n.*\nexports\.modules = \{\n([^]*)\n\};\n;$/.exec(source) ?? []
    if (id === undefined || modules === undefined)
      throw new Error('The bundler writes its parts in another way than before.')
    return { id, modules: modules.trimEnd() }
  })
  const ids = parts.map(({ id }) => id).join(', ')
  return `"use strict";\nexports.ids = [${ids}];\nexports.modules = {\n${parts.map(({ modules }) => modules).join(',\n')}\n};\n`
}

/** Lets the bundle load its parts by their names. The bundler only knows numbers. */
function withNames(code: string, chunks: readonly Chunk[]): string {
  const numbered = 'return "" + chunkId + ".index.js";'
  if (!code.includes(numbered)) throw new Error('The bundler names its parts in another way than before.')
  const names = Object.fromEntries(chunks.map(chunk => [chunk.id, nameOf(chunk)]))
  return code.replace(numbered, `return ${JSON.stringify(names)}[chunkId];`)
}

/**
 * Returns the same code in ASCII. With a single other character, Node decodes the whole file and needs two bytes per
 * character. In strings, regular expressions and comments an escape is equivalent, unless a backslash precedes it.
 */
function inAscii(code: string): string {
  const [risk] = /\\[^\0-\x7f]|String\.raw/.exec(code) ?? []
  if (risk !== undefined) throw new Error(`The bundle cannot be written in ASCII because of ${risk}`)
  return code.replaceAll(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Splits the bundle into its modules. Each one starts with a comment that has its name or number. */
function partsOf(folder: string, modules: readonly Module[]): Part[] {
  const names = new Map(modules.map(({ id, name }) => [String(id), name]))
  const files = readdirSync(folder).filter(file => file.endsWith('.js'))
  return files.flatMap(file => {
    const source = readFileSync(join(folder, file), 'utf8')
    const [head = '', ...rest] = source.split(/^(?:;\/\/ CONCATENATED MODULE: (.*)|\/\*{3}\/ (\d+):)$/m)
    const parts: Part[] = [{ file, package: undefined, size: Buffer.byteLength(head) }]
    for (let at = 0; at < rest.length; at += 3) {
      const name = rest[at] ?? names.get(rest[at + 1] ?? '') ?? ''
      parts.push({ file, package: packageOf(name), size: Buffer.byteLength(rest[at + 2] ?? '') })
    }
    return parts
  })
}

const packageOf = (module: string): string | undefined => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(module)?.[1]

/** Returns the licences of the packages in the bundle. */
export function licencesOf(parts: readonly Part[]): string {
  const names = new Set(parts.map(part => part.package).filter(name => name !== undefined))
  return [...names].sort().map(licenceOf).join('\n')
}

function licenceOf(name: string): string {
  const folder = join(root, 'node_modules', ...name.split('/'))
  const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { license: string }
  const file = readdirSync(folder).find(entry => /^licen[cs]e(\.|$)/i.test(entry))
  if (file === undefined) throw new Error(`${name} has no licence`)
  return `${name}\n${license}\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
}
