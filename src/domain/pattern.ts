/** Whether a line means more than the name that it is. */
export const isPattern = (line: string): boolean => /[*?[\]{}\\]/.test(line)

/** Whether a line leaves out what it matches. */
export const isExclusion = (line: string): boolean => line.startsWith('!')

/** Whether only the names of what exists can tell what the lines mean. */
export const hasPatterns = (lines: readonly string[]): boolean =>
  lines.some(line => isExclusion(line) || isPattern(line))

/** Whether a pattern has an alternative without any literal character: it matches everything. */
export function isBoundless(line: string): boolean {
  if (isExclusion(line) || !isPattern(line)) return false
  let rest = line.replaceAll(/\\./gsu, 'x').replaceAll(/\[(\[:\w+:\]|[^\]])+\]/g, '')
  // Alternatives are as literal as the one that is least so.
  while (innermost.test(rest)) {
    rest = rest.replace(innermost, (_, inner: string) => (inner.split(',').some(isWild) ? '' : 'x'))
  }
  return isWild(rest)
}

const innermost = /\{([^{}]*)\}/

const isWild = (text: string): boolean => text.replaceAll(/[*?{},!/\s]/g, '') === ''
