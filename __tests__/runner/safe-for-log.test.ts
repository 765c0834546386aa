import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { anyCharacter } from '../arbitraries.ts'
import { safeForLog } from '../../src/runner/safe-for-log.ts'
import { COMMANDS, parseCommand, type Command } from '../simulator/runner/workflow-commands.ts'

/** Returns the lines that the runner sees. */
const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/)
const commandsIn = (text: string): Command[] =>
  linesOf(text).flatMap(line => parseCommand(line, new Set(COMMANDS)) ?? [])

/** Characters that a linguistic comparison ignores. https://www.unicode.org/reports/tr10/#Contractions */
const passedOver = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cs}]/gu

describe('text is never parsed as a workflow command', () => {
  test.each([
    ['::error::x', ': :error::x'],
    ['  ::set-output name=url::x', '  : :set-output name=url::x'],
    ['\t::error::x', '  : :error::x'],
    ['\u00a0\u3000::error::x', '\u00a0\u3000: :error::x'],
    ['\u0085::error::x', ': :error::x'],
    ['\ufeff::error::x', ': :error::x'],
    ['fine\n::error::x', 'fine\n: :error::x'],
    ['fine\r::error::x', 'fine\n: :error::x'],
    ['fine\r\n::error::x', 'fine\n: :error::x'],
    ['fine\u2028::error::x', 'fine\n: :error::x'],
    ['##[error]x', '#[error]x'],
    ['before ##[save-state name=receipt]x', 'before #[save-state name=receipt]x'],
    ['###[error]x', '#[error]x'],
    ['####[error]x', '#[error]x'],
    ['##[##[error]x', '#[#[error]x'],
    ['#\u200b#[error]x', '#[error]x'],
    ['##\u00ad[error]x', '#[error]x'],
    [':\u200d:error::x', ': :error::x'],
    [':\u0000:error::x', ': :error::x'],
    [':\ufe0f:error::x', ': :error::x'],
    ['#\u034f#\u115f[add-mask]a', '#[add-mask]a']
  ])('for example %j', (text, expected) => {
    expect(safeForLog(text)).toBe(expected)
    expect(commandsIn(expected)).toEqual([])
  })

  const piece = fc.oneof(
    fc.constantFrom('::', ':', '##[', '#', '[', ']', ' ', '\t', '\n', '\r', '\r\n', '\u2028', '\u0085', '%0A', ','),
    fc.constantFrom(
      '\u200b',
      '\u200d',
      '\ufeff',
      '\u00ad',
      '\u034f',
      '\u180e',
      '\u202e',
      '\u2066',
      '\ufe0f',
      '\u{e0001}'
    ),
    fc.constantFrom(
      '\u0000',
      '\u0007',
      '\u001b[31m',
      '\u001b]8;;https://example.com\u0007',
      '\u009b',
      '\ud83d',
      '\ude80'
    ),
    fc.constantFrom(...COMMANDS),
    fc.constantFrom('::set-output name=url::', '##[save-state name=receipt]', '::stop-commands::x', '##[add-mask]'),
    fc.string({ unit: anyCharacter, maxLength: 4 })
  )
  const hostile = fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join(''))

  test('in random text', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(commandsIn(safeForLog(text))).toEqual([])
      }),
      { numRuns: 5000 }
    )
  })

  test('on a second line', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        expect(commandsIn(`Status      ${safeForLog(one)}\n${safeForLog(other)}`)).toEqual([])
      }),
      { numRuns: 1000 }
    )
  })

  test('even if a comparison ignores invisible characters', () => {
    fc.assert(
      fc.property(hostile, text => {
        const lines = linesOf(safeForLog(text))
        for (const line of lines) expect(line).not.toMatch(passedOver)
        expect(lines.flatMap(line => parseCommand(line.replaceAll(passedOver, ''), new Set(COMMANDS)) ?? [])).toEqual(
          []
        )
      }),
      { numRuns: 2000 }
    )
  })

  test('although the random text contains commands before it is escaped', () => {
    const seen = fc.sample(hostile, { numRuns: 500, seed: 7 }).filter(text => commandsIn(text).length > 0)
    expect(seen.length).toBeGreaterThan(20)
  })
})

describe('visible text is kept', () => {
  test.each([
    ['', ''],
    ['Created     deployment 5000000001 of a1b2c3d to environment staging', undefined],
    ['PR #12 (ä) 🚀 日本語', undefined],
    ['https://example.com/?a=1&b=::2#[x]', undefined],
    ['a::b ::c', undefined],
    ['one\ntwo\n', undefined],
    ['1\t2', '1  2'],
    // Colors, a link, a bell, and a character that reverses the text direction.
    ['\u001b[31mred\u001b[0m', '[31mred[0m'],
    ['\u001b]8;;https://example.com\u0007here', ']8;;https://example.comhere'],
    ['main\u202egnp.exe', 'maingnp.exe'],
    ['\u2066a\u2069', 'a'],
    ['x\u{e0061}\u{e0062}', 'x']
  ])('in %j', (text, expected = text) => {
    expect(safeForLog(text)).toBe(expected)
  })

  test('unchanged if it contains no command', () => {
    const plain = fc.string({ unit: fc.constantFrom(...Array.from('aZ09äß語🚀 .-_/?!()[]{}<>&"\'%=+*~^|\\;,@$')) })
    fc.assert(
      fc.property(plain, text => {
        expect(safeForLog(text)).toBe(text)
      })
    )
  })

  test('unchanged by a second pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), text => {
        expect(safeForLog(safeForLog(text))).toBe(safeForLog(text))
      })
    )
  })
})
