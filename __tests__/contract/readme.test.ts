import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { withTables } from '../../scripts/readme-tables.ts'
import { inputs, outputs } from '../../src/action/contract.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const readme = read('README.md')

/** Returns the lines between two markers. */
const between = (name: string): string[] =>
  new RegExp(`<!-- ${name} -->([^]*)<!-- /${name} -->`).exec(readme)?.[1]?.trim().split('\n') ?? []

describe('the tables of the README', () => {
  test('match action.yml and action-types.yml', () => {
    expect(withTables(readme)).toBe(readme)
  })

  test.each([
    ['inputs', Object.keys(inputs)],
    ['outputs', [...outputs]]
  ])('have a row for each of the %s', (name, names) => {
    const rows = between(name).slice(2)
    expect(rows.map(row => /^\| `([\w-]+)` \|/.exec(row)?.[1])).toEqual(names)
    const cells = rows.map(row => row.split(/(?<!\\)\|/).length)
    expect(new Set(cells).size).toBe(1)
  })

  test('are restored after a change', () => {
    const [first = ''] = between('outputs').slice(2)
    expect(withTables(readme.replace(first, '| `deployment-id` | string | Anything. |'))).toBe(readme)
    expect(withTables(readme.replace(/(<!-- inputs -->)[^]*(<!-- \/inputs -->)/, '$1$2'))).toBe(readme)
    expect(() => withTables(readme.replace('<!-- /outputs -->', ''))).toThrow('<!-- outputs -->')
  })
})

describe('the documentation', () => {
  const pages = ['.', 'docs', '.github']
    .flatMap(folder => readdirSync(join(root, folder)).map(name => join(folder, name)))
    .filter(name => name.endsWith('.md'))

  /** Returns the anchor that GitHub makes from a heading. */
  const anchor = (heading: string): string =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-')
  const anchorsOf = (page: string): string[] =>
    Array.from(page.replaceAll(/```[^]*?```/g, '').matchAll(/^#+ (.*)$/gm), ([, heading = '']) => anchor(heading))

  const linked = pages.flatMap(page =>
    Array.from(read(page).matchAll(/\]\((?!https?:)([^)\s]*)\)/g), ([, target = '']): [string, string] => [
      page,
      target
    ])
  )

  test.each(linked)('%s links to %s, which exists', (page, target) => {
    const [path = '', fragment] = target.split('#')
    const file = path === '' ? page : join(dirname(page), path)
    expect(existsSync(join(root, file))).toBe(true)
    if (fragment !== undefined) expect(anchorsOf(read(file))).toContain(fragment)
  })
})
