/** How many names, and how many reasons, a sentence has room for. */
export const mostNamed = 5

/** Names in a sentence: the first ones, and how many more there are. */
export function inShort(names: readonly string[], most = mostNamed): string {
  const more = names.length - most
  return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** `1 deployment`, `2 deployments`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
