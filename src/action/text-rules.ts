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
