import picomatch from 'picomatch'
import { inNaturalOrder } from './deployment.ts'
import { isBoundless, isExclusion, isPattern } from './pattern.ts'

/** Names with a leading dot are ordinary names. `a/**` matches only names below `a`, and `{1..3}` matches nothing. */
// Stryker disable next-line BooleanLiteral: without `windows`, only Windows behaves differently
const options = { dot: true, strictSlashes: true, windows: false, expandRange: () => '(?!)' }

/** Purpose of the lines. A teardown protects some names from patterns. `find` only reads, so any name can match. */
export type Use = 'teardown' | 'find'

/**
 * Returns the environments that the lines select. A line is a name, a pattern, or an exclusion with a leading `!`. A
 * line that equals an existing name is always that name, regardless of its characters. A name that does not exist is
 * also selected, because it may still have deployments. Case is ignored. In a teardown, no pattern matches
 * `production`. If one of the patterns matches everything, no pattern matches `github-pages` either.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
 *
 * @param existing the known names, as GitHub writes them
 */
export function selectEnvironments(lines: readonly string[], existing: readonly string[], use: Use): string[] {
  const known = byKey(existing)
  const literalOnly = boundless(lines, known).length > 0 ? protectedAlways : protectedFromPatterns
  const isProtected = (key: string): boolean => use === 'teardown' && literalOnly.includes(key)
  const selected = new Map<string, string>()
  for (const line of lines) {
    const key = line.toLowerCase()
    const name = known.get(key)
    if (name === undefined && isExclusion(line)) continue
    if (name !== undefined || !isPattern(line)) selected.set(key, name ?? line)
    else {
      const isMatch = matcher(key)
      for (const [other, found] of known) if (isMatch(other) && !isProtected(other)) selected.set(other, found)
    }
  }
  const excludes = exclusions(lines, known).map(line => exclusion(line, known))
  return [...selected].filter(([key]) => !excludes.some(isExcluded => isExcluded(key))).map(([, name]) => name)
}

const protectedFromPatterns = ['production']
const protectedAlways = ['production', 'github-pages']

/** Pattern that matches everything, and the names that it selects after the exclusions. */
export interface PatternMatches {
  pattern: string
  names: readonly string[]
}

/** Returns the names that each pattern that matches everything selects in a teardown. */
export function matchesOfBoundless(lines: readonly string[], existing: readonly string[]): PatternMatches[] {
  const known = byKey(existing)
  const excluded = exclusions(lines, known)
  return boundless(lines, known).map(pattern => ({
    pattern,
    names: selectEnvironments([pattern, ...excluded], existing, 'teardown').sort(inNaturalOrder)
  }))
}

/**
 * Returns the exclusions among the lines. If an exclusion matches no existing environment, it is idle, and may be a
 * typo. A line that equals an existing name is not an exclusion.
 */
export function exclusionsAmong(
  lines: readonly string[],
  existing: readonly string[]
): { exclusions: string[]; idle: string[] } {
  const known = byKey(existing)
  const all = exclusions(lines, known)
  return { exclusions: all, idle: all.filter(line => ![...known.keys()].some(exclusion(line, known))) }
}

type Known = ReadonlyMap<string, string>

const byKey = (names: readonly string[]): Known => new Map(names.map(name => [name.toLowerCase(), name]))

const boundless = (lines: readonly string[], known: Known): string[] =>
  lines.filter(line => isBoundless(line) && !known.has(line.toLowerCase()))

const exclusions = (lines: readonly string[], known: Known): string[] =>
  lines.filter(line => isExclusion(line) && !known.has(line.toLowerCase()))

/** Returns a test for the names that a line with a leading `!` excludes. */
function exclusion(line: string, known: Known): (key: string) => boolean {
  const key = line.slice(1).toLowerCase()
  return isPattern(key) && !known.has(key) ? matcher(key) : other => other === key
}

/** Replacement for a literal `\`. With several `\` in a row, the library would run forever. */
const backslash = '\uE000'

function matcher(pattern: string): (key: string) => boolean {
  const isMatch = picomatch(quoted(spread(pattern)), options)
  return key => isMatch(key.replaceAll('\\', backslash))
}

/**
 * Rewrites each `**` that shares its path segment with other characters, so that it also matches `/`. The library would
 * treat it as `*`.
 */
function spread(pattern: string): string {
  return pattern.replaceAll(/\\.|\[[^\]]*\]|\*{2,}/gs, (found, place: number) => {
    const isWhole = /^[/{,]?$/.test(pattern[place - 1] ?? '') && /^[/},]?$/.test(pattern[place + found.length] ?? '')
    return found.startsWith('*') && !isWhole ? '{*,*/**/*}' : found
  })
}

/**
 * Returns the pattern for the library, which supports more syntax than this action documents. Groups, quantifiers,
 * quotes and a leading `./` are escaped, because they are plain text here. An ordinary character after a `\` is also
 * plain text.
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
