/** Reading JSON that somebody else wrote (events, answers, state): every value is `unknown` until looked at. */

/** Whether a value has keys. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a path of keys, or `undefined` where the path ends early. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value)
}

/** The non-empty text at a path of keys, or `undefined`. Half a character, which no URL can hold, becomes `\ufffd`. */
export function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path)
  return typeof found === 'string' && found !== '' ? found.toWellFormed() : undefined
}

/** The whole number at a path of keys, or `undefined`. */
export function numberAt(value: unknown, ...path: string[]): number | undefined {
  const found = at(value, ...path)
  return Number.isSafeInteger(found) ? (found as number) : undefined
}

/** Returns the value of a JSON text, `undefined` for any other text, and everything that is no text as it is. */
export function decoded(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    // Not JSON.
  }
  return undefined
}

/** What nobody nests who means well; what walks through a value would run out of stack somewhere beyond. */
const deepest = 500

/** Whether a value is nested deeper than anything that is meant to be read. */
export function isBottomless(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === deepest || Object.values(value).some(inner => isBottomless(inner, depth + 1))
}

/** JSON text of a value as Octokit reads it: whole numbers beyond 2⁵³ come as `bigint`, and leave as numbers. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner))
}

/** The same text for equal JSON values, whatever the order of their keys. */
export function canonical(value: unknown): string {
  const sort = (inner: unknown): unknown =>
    isObject(inner)
      ? Object.fromEntries(
          Object.keys(inner)
            .sort()
            .map(key => [key, sort(inner[key])])
        )
      : Array.isArray(inner)
        ? inner.map(sort)
        : inner
  return jsonText(sort(value))
}
