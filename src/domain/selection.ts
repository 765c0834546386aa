import picomatch from 'picomatch'
import { inNaturalOrder } from './natural-order.ts'
import { isBoundless, isExclusion, isPattern } from './pattern.ts'

/** Names with a leading dot are names like any others, `a/**` is what is below `a`, and `{1..3}` means nothing. */
// Stryker disable next-line BooleanLiteral: without `windows`, only a Windows machine could tell the difference
const options = { dot: true, strictSlashes: true, windows: false, expandRange: () => '(?!)' }

/** What lines are for: a teardown protects some names from patterns; `find` only reads, so every name can match. */
export type Use = 'teardown' | 'find'

/**
 * Returns the environments that the lines mean. A line is a name, a pattern, or, with a leading `!`, what to leave out;
 * one that equals an existing name is that name, whatever characters it has. A name that does not exist may still have
 * deployments, so it is meant as well. Case is ignored. In a teardown no pattern matches `production`, and beside a
 * pattern that matches everything none matches `github-pages`.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
 *
 * @param existing the names that are known, as GitHub writes them
 */
export function selectEnvironments(
  lines: readonly string[],
  existing: readonly string[],
  use: Use = 'teardown'
): string[] {
  const known = byKey(existing)
  const literalOnly = boundless(lines, known).length > 0 ? protectedAlways : protectedFromPatterns
  const isProtected = (key: string): boolean => use === 'teardown' && literalOnly.includes(key)
  const selected = new Map<string, string>()
  for (const line of lines) {
    const key = line.toLowerCase()
    const name = known.get(key)
    if (name === undefined && isExclusion(line)) continue
    if (name !== undefined || !isPattern(line)) selected.set(key, name ?? line)
    else for (const [match, found] of matches(line, known)) if (!isProtected(match)) selected.set(match, found)
  }
  const excludes = exclusions(lines, known).map(line => exclusion(line, known))
  return [...selected].filter(([key]) => !excludes.some(isExcluded => isExcluded(key))).map(([, name]) => name)
}

const protectedFromPatterns = ['production']
const protectedAlways = ['production', 'github-pages']

/** A pattern that matches everything, and the names that it stands for once the exclusions are taken out. */
export interface Meaning {
  pattern: string
  names: readonly string[]
}

/** Returns what each pattern that matches everything stands for in a teardown. */
export function boundlessMeanings(lines: readonly string[], existing: readonly string[]): Meaning[] {
  const known = byKey(existing)
  const excluded = exclusions(lines, known)
  return boundless(lines, known).map(pattern => ({
    pattern,
    names: selectEnvironments([pattern, ...excluded], existing).sort(inNaturalOrder)
  }))
}

/** Returns the exclusions that match no existing environment: each may be a slip of the pen. */
export function idleExclusions(lines: readonly string[], existing: readonly string[]): string[] {
  const known = byKey(existing)
  return exclusions(lines, known).filter(line => ![...known.keys()].some(exclusion(line, known)))
}

/** Returns whether a line leaves something out; one that equals an existing name does not. */
export const hasExclusions = (lines: readonly string[], existing: readonly string[]): boolean =>
  exclusions(lines, byKey(existing)).length > 0

type Known = ReadonlyMap<string, string>

const byKey = (names: readonly string[]): Known => new Map(names.map(name => [name.toLowerCase(), name]))

const boundless = (lines: readonly string[], known: Known): string[] =>
  lines.filter(line => isBoundless(line) && !known.has(line.toLowerCase()))

const exclusions = (lines: readonly string[], known: Known): string[] =>
  lines.filter(line => isExclusion(line) && !known.has(line.toLowerCase()))

function matches(pattern: string, known: Known): [key: string, name: string][] {
  const isMatch = matcher(pattern.toLowerCase())
  return [...known].filter(([key]) => isMatch(key))
}

/** What a line with a leading `!` leaves out. */
function exclusion(line: string, known: Known): (key: string) => boolean {
  const key = line.slice(1).toLowerCase()
  return isPattern(key) && !known.has(key) ? matcher(key) : other => other === key
}

/** What a `\` that is meant as itself is written as: several of them in a row would keep the library busy for ever. */
const backslash = '\uE000'

function matcher(pattern: string): (key: string) => boolean {
  const isMatch = picomatch(quoted(spread(pattern)), options)
  return key => isMatch(key.replaceAll('\\', backslash))
}

/**
 * A `**` that is only a part of what stands between two `/` crosses them as well; the library would take it for a `*`.
 */
function spread(pattern: string): string {
  return pattern.replaceAll(/\\.|\[[^\]]*\]|\*{2,}/gs, (found, place: number) => {
    const isWhole = /^[/{,]?$/.test(pattern[place - 1] ?? '') && /^[/},]?$/.test(pattern[place + found.length] ?? '')
    return found.startsWith('*') && !isWhole ? '{*,*/**/*}' : found
  })
}

/**
 * The pattern for the library, which knows more than is promised here: groups, quantifiers, quotes and a leading `./` are
 * meant as text, and so is an ordinary character after a `\`.
 */
function quoted(pattern: string): string {
  return pattern
    .replace(/^[!.]/, '\\$&')
    .replaceAll(/\\(.)|\\|\[!|(?<!\[)\^|[()|+@$"]/gsu, (found, escaped: string | undefined) => {
      if (found === '\\' || escaped === '\\') return backslash
      if (found === '[!') return '[^'
      if (escaped === undefined) return `\\${found}`
      return /[\p{L}\p{N}\p{So}_]/u.test(escaped) ? escaped : found
    })
}
