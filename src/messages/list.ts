/** Maximum number of names or reasons in a sentence. */
export const maxNamed = 5

/** Lists names for a sentence: the first names and the number of all others. */
export function inShort(names: readonly string[], most = maxNamed): string {
  const more = names.length - most
  return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** Names one environment, or counts several: `environment staging`, `2 environments`. */
export const nameOrCount = (environments: readonly string[]): string =>
  environments.length === 1 ? `environment ${environments.join('')}` : counted(environments.length, 'environment')

/** Returns a count with its noun: `1 deployment`, `2 deployments`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
