import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { hasPatterns, isBoundless } from '../../src/domain/pattern.ts'
import { exclusionsAmong, matchesOfBoundless, selectEnvironments } from '../../src/domain/environment-selection.ts'

const existing = [
  'Staging',
  'staging-eu',
  'production',
  'Production-eu',
  'preview',
  'preview/pr-1',
  'preview/pr-2/web',
  '.hidden',
  'pr-1',
  'pr-a',
  'pr-*',
  'PR #82 Review',
  'release[1]',
  'release1',
  'a(b|c)d',
  'ab',
  'a\\b',
  'a+b',
  'aab',
  'a$b',
  'a^b',
  '"q"x',
  'qx',
  './x',
  'x.y',
  'xzy',
  '!odd',
  'c,1..2',
  'café',
  '環境/一'
]

describe('the lines of "environment"', () => {
  const cases: [lines: string[], selected: string[]][] = [
    // Names.
    [['staging'], ['Staging']],
    [['nowhere'], ['nowhere']],
    [
      ['staging', 'STAGING', 'nowhere'],
      ['Staging', 'nowhere']
    ],
    [['PR #82 Review'], ['PR #82 Review']],
    [['a\\b'], ['a\\b']],
    [['release[1]'], ['release[1]']],
    [['!odd'], ['!odd']],
    [['環境/一'], ['環境/一']],
    // Patterns.
    [['staging*'], ['Staging', 'staging-eu']],
    [['STAGING-??'], ['staging-eu']],
    [['preview/*'], ['preview/pr-1']],
    [['preview/**'], ['preview/pr-1', 'preview/pr-2/web']],
    [['**/web'], ['preview/pr-2/web']],
    // `**` also matches `/` if it is only part of a segment.
    [['prev**'], ['preview', 'preview/pr-1', 'preview/pr-2/web']],
    [['preview/pr**'], ['preview/pr-1', 'preview/pr-2/web']],
    [['p**-2**b'], ['preview/pr-2/web']],
    [['{prev**,ab}'], ['preview', 'preview/pr-1', 'preview/pr-2/web', 'ab']],
    [['preview/**', '!preview/pr-2**'], ['preview/pr-1']],
    [['*hidden'], ['.hidden']],
    [['pr-[0-9]'], ['pr-1']],
    [['pr-[!0-9]'], ['pr-a', 'pr-*']],
    [['pr-[^0-9]'], ['pr-a', 'pr-*']],
    [
      ['{staging,pr}-*', 'caf?'],
      ['staging-eu', 'pr-1', 'pr-a', 'pr-*', 'café']
    ],
    [['PR #* Review'], ['PR #82 Review']],
    [['環境/*'], ['環境/一']],
    // Escapes.
    [['pr-\\*'], ['pr-*']],
    [['release\\[1\\]'], ['release[1]']],
    [['release\\1'], ['release1']],
    [['a\\b*'], ['ab']],
    [['a\\\\b'], ['a\\b']],
    [['\\!o*'], ['!odd']],
    // Special characters of other pattern languages are literal here.
    [['a(b|c)*'], ['a(b|c)d']],
    [['[a]+*'], ['a+b']],
    [['a$*'], ['a$b']],
    [['a^*'], ['a^b']],
    [['"q"*'], ['"q"x']],
    [['./*'], ['./x']],
    [['x.*'], ['x.y']],
    [['c{,1..2}*'], []],
    [['{1..3}*'], []],
    // Exclusions.
    [['pr-*', '!pr-[0-9]'], ['pr-a', 'pr-*'].filter(name => name === 'pr-*')],
    [['staging', 'staging-eu', '!STAGING'], ['staging-eu']],
    [['!staging-eu', 'staging*'], ['Staging']],
    [['preview/**', '!**/web'], ['preview/pr-1']],
    [['production', '!prod*'], []],
    // Production.
    [['PRODUCTION'], ['production']],
    [['prod*'], ['Production-eu']],
    [['p[r]oduction'], []],
    [['{production,pr-1}'], ['pr-1']],
    [['\\production'], []]
  ]

  test.each(cases)('%j select %j', (lines, selected) => {
    expect(selectEnvironments(lines, existing, 'teardown')).toEqual(selected)
  })

  test.each<[pattern: string, names: string[], selected: string[]]>([
    ['**/web', ['web', 'x/web', 'x/y/web', 'x/webs'], ['web', 'x/web', 'x/y/web']],
    ['**web', ['web', 'x/web', 'x/y-web', 'x/webs'], ['web', 'x/web', 'x/y-web']],
    ['x/**', ['x', 'x/', 'x/y', 'x/y/'], ['x/', 'x/y', 'x/y/']],
    // Stars in brackets are literal.
    ['x[a**]', ['xa', 'x*', 'xb', 'x{', 'x,'], ['xa', 'x*']],
    ['*{1..3}', ['1', 'x1', '{1..3}'], []],
    // A backslash at the end is literal.
    ['*\\', ['x', 'x\\'], ['x\\']]
  ])('%j, among %j, select %j', (pattern, names, selected) => {
    expect(selectEnvironments([pattern], names, 'teardown')).toEqual(selected)
  })

  test('need the list of environments only for patterns', () => {
    expect(hasPatterns(['staging', 'PR #82 Review!'])).toBe(false)
    for (const line of ['a*', 'a?', 'a[b]', '{a,b}', '\\a', '!a']) expect(hasPatterns(['staging', line])).toBe(true)
  })

  test.each([
    '*',
    '**',
    '?',
    '*/*',
    '{*,?}',
    '[a-z]*',
    '[!x]',
    '{,}',
    '{*,zzz}',
    '{zzz,{*,x}}',
    '{,zzz}*',
    '[[:alpha:]]*'
  ])('match every environment: %s', line => {
    expect(isBoundless(line)).toBe(true)
  })

  test.each([
    'a*',
    '*a',
    '\\**',
    '!a',
    '!*',
    '!',
    '!a*',
    '{a,b}',
    '{a,b}*',
    '{a*,{b,c}}',
    'x{,-*}',
    '/',
    ',',
    'x[a-z]',
    '環*'
  ])('match only some environments: %s', line => {
    expect(isBoundless(line)).toBe(false)
  })
})

describe('a pattern that matches every environment', () => {
  const known = ['production', 'github-pages', 'Staging', 'pr-10', 'pr-2', '!odd', '*']

  test.each<[lines: string[], selected: string[]]>([
    [
      ['**', '!pr-*'],
      ['Staging', '!odd', '*']
    ],
    [
      ['{x,*}', 'GitHub-Pages', '!staging'],
      ['pr-10', 'pr-2', '!odd', '*', 'github-pages']
    ],
    [
      ['**', 'github-*', '!pr-*'],
      ['Staging', '!odd', '*']
    ],
    [['**', 'production', '!*[a-z]*'], ['*']],
    [['github-*'], ['github-pages']],
    // It is the name of an environment.
    [['*'], ['*']]
  ])('%j selects %j', (lines, selected) => {
    expect(selectEnvironments(lines, known, 'teardown').toSorted()).toEqual(selected.toSorted())
  })

  test('includes production and github-pages for find', () => {
    expect(selectEnvironments(['**'], known, 'find')).toEqual(known)
    expect(selectEnvironments(['prod*', '?ithub-pages'], known, 'find')).toEqual(['production', 'github-pages'])
  })

  test('lists the matched names without exclusions, in natural order', () => {
    expect(matchesOfBoundless(['pr-1', '**', 'x*', '[!y]*', '!staging'], known)).toEqual([
      { pattern: '**', names: ['!odd', '*', 'pr-2', 'pr-10'] },
      { pattern: '[!y]*', names: ['!odd', '*', 'pr-2', 'pr-10'] }
    ])
    expect(matchesOfBoundless(['pr-*', '*'], known)).toEqual([])
    expect(matchesOfBoundless(['[A-Z]*'], ['[a-z]*', 'x'])).toEqual([])
  })

  test('reports exclusions that match nothing', () => {
    const lines = ['**', '!STAGING', '!stagign', '!pr-?', '!x*', '!odd', '!production']
    expect(exclusionsAmong(lines, known)).toEqual({
      exclusions: ['!STAGING', '!stagign', '!pr-?', '!x*', '!production'],
      idle: ['!stagign', '!x*']
    })
    expect(exclusionsAmong(['**', '!ODD'], known)).toEqual({ exclusions: [], idle: [] })
  })
})

/** A piece of a pattern: its text, and a description of the names that it matches. */
interface Piece {
  text: string
  meaning: string
}

const oneOfCharacters = (text: string): fc.Arbitrary<string> => fc.constantFrom(...Array.from(text))

const quote = (text: string): string => `\\u{${text.codePointAt(0)?.toString(16) ?? ''}}`

const letter = fc.constantFrom('a', 'b', 'c', 'é', '環')
const special = oneOfCharacters('()|+@^$".#~&%=:;<>\'`- ')
const plain = fc.oneof(letter, special).map((text): Piece => ({ text, meaning: quote(text) }))
const escaped = oneOfCharacters('*?[]{}!,\\').map((text): Piece => ({ text: `\\${text}`, meaning: quote(text) }))
const anyText = fc.constant<Piece>({ text: '*', meaning: '[^/]*' })
const anyOne = fc.constant<Piece>({ text: '?', meaning: '[^/]' })
const oneOf = fc.constant<Piece>({ text: '[ab]', meaning: '[ab]' })
const noneOf = fc.constantFrom('!', '^').map((not): Piece => ({ text: `[${not}ab]`, meaning: '[^ab/]' }))
const either = fc
  .tuple(letter, letter)
  .map(([one, other]): Piece => ({ text: `{${one},${other}}`, meaning: `(?:${one}|${other})` }))
const slash = fc.constant<Piece>({ text: '/', meaning: '/' })

const pieces = fc.array(fc.oneof(plain, plain, plain, escaped, anyText, anyOne, oneOf, noneOf, either, slash), {
  minLength: 1,
  maxLength: 8
})
const names = fc.uniqueArray(
  fc.string({ unit: oneOfCharacters('abcé環()|+@^$".#*?[]{}!,\\- /'), minLength: 1, maxLength: 8 }),
  { selector: name => name.toLowerCase(), maxLength: 30 }
)

describe('a random pattern', () => {
  test('matches the same names as an equivalent regular expression', () => {
    fc.assert(
      fc.property(pieces, names, (parts, known) => {
        const pattern = parts.map(({ text }) => text).join('')
        // Adjacent stars also match slashes, and a leading `!` excludes.
        fc.pre(!/\*\*|^!/.test(pattern) && hasPatterns([pattern]) && !known.includes(pattern))
        // Nobody uses `.` or `..` as a segment of a name.
        const meant = known.filter(name => !/(^|\/)\.\.?(\/|$)/.test(name))
        const means = new RegExp(`^${parts.map(({ meaning }) => meaning).join('')}$`, 'su')
        const expected = meant.filter(name => means.test(name))
        // A `*` that is a whole segment does not match an empty segment.
        fc.pre(!parts.some(({ text }, place) => text === '*' && [undefined, '/'].includes(parts[place - 1]?.text)))
        expect(selectEnvironments([pattern], meant, 'teardown')).toEqual(expected)
      }),
      { numRuns: 2000 }
    )
  })

  test('never matches production, in any case', () => {
    const like = fc.constantFrom('production', 'PRODUCTION', 'Production', 'pRoDuCtIoN')
    const pattern = fc.constantFrom(
      'p*',
      '*n',
      '**n',
      'prod?ction',
      '[p]roduction',
      '{production,x}',
      'produc*on',
      'P**'
    )
    fc.assert(
      fc.property(like, fc.array(pattern, { minLength: 1 }), names, (name, patterns, others) => {
        const selected = selectEnvironments(patterns, [name, ...others], 'teardown')
        expect(selected.map(other => other.toLowerCase())).not.toContain('production')
      })
    )
  })

  test('selects only existing names, each once, and no excluded names', () => {
    const line = fc.string({ unit: oneOfCharacters('abc*?[]{}!,\\/.^-()|+@"'), minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), names, (lines, known) => {
        const selected = selectEnvironments(lines, known, 'teardown')
        expect(new Set(selected.map(name => name.toLowerCase())).size).toBe(selected.length)
        for (const name of selected) expect(known.includes(name) || lines.includes(name)).toBe(true)
        const excluded = known
          .map(name => `!${name}`)
          .filter(name => !known.includes(name) && !/[*?[\]{}\\]/.test(name))
        const left = selectEnvironments([...lines, ...excluded], known, 'teardown')
        for (const name of excluded) expect(left).not.toContain(name.slice(1))
      }),
      { numRuns: 1000 }
    )
  })
})
