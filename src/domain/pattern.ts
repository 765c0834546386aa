/** Whether a line means more than the name that it is. */
export const isPattern = (line: string): boolean => /[*?[\]{}\\]/.test(line)

/** Whether only the names of what exists can tell what the lines mean. */
export const hasPatterns = (lines: readonly string[]): boolean =>
  lines.some(line => line.startsWith('!') || isPattern(line))

/** Whether a pattern, or an exclusion, has no literal character at all: it would take everything. */
export function isBoundless(line: string): boolean {
  if (!hasPatterns([line])) return false
  let rest = line.replaceAll(/\\./gsu, 'x').replaceAll(/\[(\[:\w+:\]|[^\]])+\]/g, '')
  // Alternatives are as literal as the one that is least so.
  while (innermost.test(rest)) {
    rest = rest.replace(innermost, (_, inner: string) => (inner.split(',').some(isWild) ? '' : 'x'))
  }
  return isWild(rest)
}

const innermost = /\{([^{}]*)\}/

const isWild = (text: string): boolean => text.replaceAll(/[*?{},!/\s]/g, '') === ''
