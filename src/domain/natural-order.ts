const naturally = new Intl.Collator('en', { numeric: true })

/** Compares names as people sort them, ignoring case: `pr-2` before `pr-10`. */
export function inNaturalOrder(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  return naturally.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
