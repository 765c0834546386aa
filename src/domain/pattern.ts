/** Whether a line is a pattern, not only a name. */
export const isPattern = (line: string): boolean => /[*?[\]{}\\]/.test(line)

/** Whether a line excludes the names that it matches. */
export const isExclusion = (line: string): boolean => line.startsWith('!')

/** Whether the lines can be resolved only with the names of existing environments. */
export const hasPatterns = (lines: readonly string[]): boolean =>
  lines.some(line => isExclusion(line) || isPattern(line))

/** Whether a pattern matches everything, because one of its alternatives has no literal character. */
export function isBoundless(line: string): boolean {
  if (isExclusion(line) || !isPattern(line)) return false
  let rest = line.replaceAll(/\\./gsu, 'x').replaceAll(/\[(\[:\w+:\]|[^\]])+\]/g, '')
  // A group is literal only if all its alternatives are literal.
  while (innermost.test(rest)) {
    rest = rest.replace(innermost, (_, inner: string) => (inner.split(',').some(isWild) ? '' : 'x'))
  }
  return isWild(rest)
}

const innermost = /\{([^{}]*)\}/

const isWild = (text: string): boolean => text.replaceAll(/[*?{},!/\s]/g, '') === ''
