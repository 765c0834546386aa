import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'

const root = join(import.meta.dirname, '..', '..')
const read = (name: string): string => readFileSync(join(root, 'dist', name), 'utf8')

const require = createRequire(import.meta.url)

/** Files that the bundle loads on demand, named after their content. */
const parts = ['core.js', 'exec.js', 'several-environments.js']

/** `npm run check:dist` proves that the bundle comes from these sources. */
describe('dist', () => {
  test('has the bundle, the parts that it loads on demand, the entry file of post, and the licences', () => {
    const files = readdirSync(join(root, 'dist')).sort()
    expect(files).toEqual([...['index.js', 'licenses.txt', 'package.json', 'post.js'], ...parts].sort())
    expect(JSON.parse(read('package.json'))).toEqual({ type: 'commonjs' })
  })

  test.each(parts)('has a part that can be loaded: %s', name => {
    const part = require(join(root, 'dist', name)) as { ids: number[]; modules: Record<string, unknown> }
    expect(Object.values(part.modules).map(module => typeof module)).toContain('function')
    const names = JSON.parse(/return (\{.*\})\[chunkId\];/.exec(read('index.js'))?.[1] ?? '{}') as Record<
      string,
      string
    >
    expect(part.ids.map(id => names[id])).toEqual(part.ids.map(() => name))
  })

  test('has each module once', () => {
    const modules = ['index.js', ...parts].flatMap(name =>
      Array.from(read(name).matchAll(/^(?:;\/\/ CONCATENATED MODULE: (.*)|\/\*{3}\/ (\d+):)$/gm), ([line]) => line)
    )
    expect(modules.length).toBeGreaterThan(100)
    expect(modules.filter((line, place) => modules.indexOf(line) !== place)).toEqual([])
  })

  test('has an entry file of post that only sets the phase and loads the bundle', () => {
    const lines = read('post.js')
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '' && !line.startsWith('//'))
    expect(lines).toEqual(["globalThis.deploymentLifecyclePhase = 'post'", "require('./index.js')"])
    expect(statSync(join(root, 'dist', 'post.js')).size).toBeLessThan(500)
  })

  test('has the licence of each dependency, without undici', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object }
    const licences = read('licenses.txt')
    const missing = Object.keys(dependencies).filter(name => !new RegExp(`^${name}$`, 'm').test(licences))
    expect(missing).toEqual([])
    expect(licences).not.toMatch(/undici/)
    expect(statSync(join(root, 'dist', 'index.js')).size).toBeLessThan(450_000)
  })

  test('has separate files for code that most runs do not load', () => {
    const concatenated = (name: string): RegExp => new RegExp(`MODULE: .*node_modules/${name}/`)
    // The word occurs only in picomatch.
    const elsewhere = {
      'core.js': /@actions\/core/,
      'exec.js': concatenated('@actions/exec'),
      'several-environments.js': /WIN_SLASH/
    }
    for (const [name, pattern] of Object.entries(elsewhere)) {
      expect(read(name)).toMatch(pattern)
      if (name !== 'core.js') expect(read('index.js')).not.toMatch(pattern)
    }
  })

  test('has only ASCII characters, because Node needs twice the memory for others', () => {
    const parts = readdirSync(join(root, 'dist')).filter(name => name.endsWith('.js'))
    expect(parts.filter(name => /[^\0-\x7f]/.test(read(name)))).toEqual([])
  })

  test('does not reveal anything about the build machine', () => {
    const bundle = readdirSync(join(root, 'dist')).map(read).join('')
    const places = [root, homedir(), tmpdir()].flatMap(place => [`${place}/`, `${place}\\`])
    expect(places.filter(place => bundle.includes(place))).toEqual([])
    expect(/file:\/\/\/(home|Users|[A-Z]:)/.exec(bundle)?.[0]).toBeUndefined()
  })
})
