/** Functions that read JSON from outside (events, answers, state). Every value is `unknown` until it is checked. */

/** Whether a value is an object with keys. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns the value at a path of keys, or `undefined` if the path ends early. */
export function valueAt(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value)
}

/** Returns the non-empty text at a path of keys, or `undefined`. */
export function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = valueAt(value, ...path)
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** Returns the whole number at a path of keys, or `undefined`. */
export function numberAt(value: unknown, ...path: string[]): number | undefined {
  const found = valueAt(value, ...path)
  return Number.isSafeInteger(found) ? (found as number) : undefined
}

/** Parses a JSON text. Returns `undefined` for any other text, and every value that is not a text as it is. */
export function decoded(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    // Not JSON.
  }
  return undefined
}

/** Returns the JSON text of a value. */
export const jsonText = (value: unknown): string => JSON.stringify(value ?? null)

/** Returns the same text for equal JSON values, regardless of the order of their keys. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value ?? null, (_key, inner: unknown) =>
    isObject(inner)
      ? Object.fromEntries(
          Object.keys(inner)
            .sort()
            .map(key => [key, inner[key]])
        )
      : inner
  )
