import picomatch from 'picomatch'
import { isPattern } from './pattern.ts'

/** Names with a leading dot are names like any others, `a/**` is what is below `a`, and `{1..3}` means nothing. */
const options = { dot: true, noextglob: true, strictSlashes: true, windows: false, expandRange: () => '(?!)' }

/**
 * The environments that the lines mean. A line is a name, a pattern, or, with a leading `!`, what to leave out; one that
 * equals an existing name is that name, whatever characters it has. A name that does not exist may still have
 * deployments, so it is meant as well. Case is ignored, and no pattern ever takes `production`.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
 *
 * @param existing the names that are known, as GitHub writes them
 */
export function selectEnvironments(lines: readonly string[], existing: readonly string[]): string[] {
  const known = new Map(existing.map(name => [name.toLowerCase(), name]))
  const selected = new Map<string, string>()
  const isExcluded: ((name: string) => boolean)[] = []
  for (const line of lines) {
    const key = line.toLowerCase()
    const name = known.get(key)
    if (name === undefined && line.startsWith('!')) isExcluded.push(exclusion(line.slice(1), known))
    else if (name !== undefined || !isPattern(line)) selected.set(key, name ?? line)
    else for (const [match, found] of matches(line, known)) if (match !== 'production') selected.set(match, found)
  }
  return [...selected].filter(([key]) => !isExcluded.some(excludes => excludes(key))).map(([, name]) => name)
}

function matches(pattern: string, known: ReadonlyMap<string, string>): [key: string, name: string][] {
  const isMatch = matcher(pattern.toLowerCase())
  return [...known].filter(([key]) => isMatch(key))
}

function exclusion(line: string, known: ReadonlyMap<string, string>): (key: string) => boolean {
  const key = line.toLowerCase()
  return isPattern(line) && !known.has(key) ? matcher(key) : other => other === key
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
    .replaceAll(/\\(.)|\\$|\[!|(?<!\[)\^|[()|+@$"]/gsu, (found, escaped: string | undefined) => {
      if (found === '\\' || escaped === '\\') return backslash
      if (found === '[!') return '[^'
      if (escaped === undefined) return `\\${found}`
      return /[\p{L}\p{N}\p{So}_]/u.test(escaped) ? escaped : found
    })
}
