/**
 * Returns the value of a text input when the job ends. This is the late value, unless it is empty or equals main's
 * value with parts missing. Then main's value counts. In nested composite actions, the runner evaluates expressions to
 * an empty text when the job ends.
 * https://github.com/actions/runner/issues/2009
 */
export function lateText(main: string | undefined, late: string): string | undefined {
  if (late === '' || (main !== undefined && isPartOf(late, main))) return main
  return late
}

/** Whether all characters of a text occur in another one, in the same order. */
function isPartOf(part: string, whole: string): boolean {
  const rest = whole[Symbol.iterator]()
  return Array.from(part).every(character => {
    for (let next = rest.next(); next.done !== true; next = rest.next()) if (next.value === character) return true
    return false
  })
}
