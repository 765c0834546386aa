/** Arbitraries that replace some from fast-check, because listing all characters takes a second in each test file. */
import * as fc from 'fast-check'

const surrogates = { first: 0xd8_00, count: 0x8_00 }
const last = 0x10_ff_ff

/** Any character, for `fc.string({ unit: anyCharacter })`. Like the unit `binary`. */
export const anyCharacter: fc.Arbitrary<string> = fc.nat(last - surrogates.count).map(
  place => String.fromCodePoint(place < surrogates.first ? place : place + surrogates.count),
  text => {
    const point = typeof text === 'string' ? (text.codePointAt(0) ?? NaN) : NaN
    if (Number.isNaN(point) || text !== String.fromCodePoint(point)) throw new Error('It is not one character.')
    return point < surrogates.first ? point : point - surrogates.count
  }
)

const segment = fc.oneof(
  fc.stringMatching(/^[\w.~!$&'()*+,;=:@-]*$/),
  fc.string({ unit: anyCharacter }).map(text => encodeURIComponent(text))
)

/** An address on the web. Like `fc.webUrl()`. */
export const webUrl: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('http', 'https'), fc.domain(), fc.array(segment, { maxLength: 3 }))
  .map(([scheme, host, path]) => [`${scheme}://${host}`, ...path].join('/'))
