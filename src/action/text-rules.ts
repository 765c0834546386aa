import { decoded } from '../domain/json.ts'

/**
 * Whether a text is a JSON list, as `toJSON` writes it over several lines. On one line, a list without quotes, such as
 * `[12]`, is a pattern.
 */
export function isJsonList(text: string): boolean {
  const list = decoded(text)
  return Array.isArray(list) && (list.length === 0 || /["\n]/.test(text))
}

/** Whether the name of an environment looks as if an expression in it were empty, such as `preview/pr-`. */
export const looksIncomplete = (name: string): boolean => /^[-_/]|[-–_./#:]$|\/\/|\(\)/.test(name)

/** Whether a text is an absolute http(s) URL. */
export function isWebAddress(text: string): boolean {
  const url = URL.parse(text)
  // An empty output leaves a URL such as `https://.example.com`.
  const isWhole = url !== null && !/^\.|\.\./.test(url.hostname)
  return isWhole && /^https?:\/\/\S+$/i.test(text) && !hasControls(text)
}

/**
 * Whether a text has control characters. Avoids the Unicode class because compiling it would add a millisecond to every
 * deployment.
 */
export const hasControls = (text: string): boolean => !/^[ -~\u00a0-\uffff]*$/.test(text)
