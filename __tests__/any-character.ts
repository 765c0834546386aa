import * as fc from 'fast-check'

const surrogates = { first: 0xd8_00, count: 0x8_00 }
const last = 0x10_ff_ff

/**
 * Any character, for `fc.string({ unit: anyCharacter })`. The same as the unit `binary` of fast-check, for which each test
 * file would need a second to list all characters.
 */
export const anyCharacter: fc.Arbitrary<string> = fc.nat(last - surrogates.count).map(
  place => String.fromCodePoint(place < surrogates.first ? place : place + surrogates.count),
  text => {
    const point = typeof text === 'string' ? (text.codePointAt(0) ?? NaN) : NaN
    if (Number.isNaN(point) || text !== String.fromCodePoint(point)) throw new Error('It is not one character.')
    return point < surrogates.first ? point : point - surrogates.count
  }
)
