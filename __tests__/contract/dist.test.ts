import { readdirSync, readFileSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'

const root = join(import.meta.dirname, '..', '..')
const read = (name: string): string => readFileSync(join(root, 'dist', name), 'utf8')

/** `npm run check:dist` proves that the bundle comes from these sources. */
describe('dist', () => {
  test('has the bundle with its parts, the entry file of post, and the licences', () => {
    const files = readdirSync(join(root, 'dist')).filter(name => !/^\d+\.index\.js$/.test(name))
    expect(files.sort()).toEqual(['index.js', 'licenses.txt', 'package.json', 'post.js'])
    expect(JSON.parse(read('package.json'))).toEqual({ type: 'commonjs' })
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
    expect(statSync(join(root, 'dist', 'index.js')).size).toBeLessThan(300_000)
  })

  test('has separate files for code that most runs do not load', () => {
    const parts = readdirSync(join(root, 'dist')).filter(name => /^\d+\.index\.js$/.test(name))
    const beside = parts.map(read).join('')
    const concatenated = (name: string): RegExp => new RegExp(`MODULE: .*node_modules/${name}/`)
    const modules = ['@actions/core', '@actions/exec', '@actions/io'].map(concatenated)
    // Texts that only occur in picomatch, tunnels and advice.
    for (const module of [...modules, /WIN_SLASH/, /proxy-authorization/, /githubstatus/]) {
      expect(read('index.js')).not.toMatch(module)
      expect(beside).toMatch(module)
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
