import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'

const root = join(import.meta.dirname, '..', '..')

interface Locked {
  engines?: { node?: string }
  hasInstallScript?: boolean
}

const json = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'))
const { allowScripts } = json('package.json') as { allowScripts: Record<string, boolean> }
const { packages } = json('package-lock.json') as { packages: Record<string, Locked> }

/** Without these settings, npm prints warnings during the installation. */
describe('npm ci', () => {
  test('decides for each install script whether to run it, and only runs the script that downloads Node', () => {
    const scripted = Object.keys(packages).filter(path => packages[path]?.hasInstallScript === true)
    const names = scripted.map(path => path.replace(/^.*node_modules\//, ''))
    expect(Object.keys(allowScripts).sort()).toEqual(names.sort())
    expect(names.filter(name => allowScripts[name])).toEqual(['node'])
  })

  test('installs on Node 20.19', () => {
    const ranges = Object.entries(packages).map(([path, { engines }]): [string, string] => [path, engines?.node ?? '*'])
    // A range without a major version up to 20 needs a newer Node.
    const tooNew = ranges.filter(([, range]) => !/(?:^|[^\d.])(?:0|[4-9]|1\d|20)(?=\D|$)|\*/.test(range))
    expect(tooNew).toEqual([])
  })
})
