import type { InputName } from './contract.ts'

/** Warning about a description that was cut because GitHub would reject it. */
export const tooLong = '"description" is longer than the 140 characters that GitHub accepts, so it was cut.'

/** Whether a text is an absolute http(s) URL. */
export function isWebAddress(text: string): boolean {
  const url = URL.parse(text)
  // An empty output leaves a URL such as `https://.example.com`.
  const isWhole = url !== null && !/^\.|\.\./.test(url.hostname)
  return isWhole && /^https?:\/\/\S+$/i.test(text) && !hasControls(text) && /^https?:$/.test(url.protocol)
}

/** Returns an error message about a URL. `terraform output` without `-raw` prints quotes around the URL. */
export function urlProblem(name: InputName, value: string): string {
  return /^(["'`]).*\1$/.test(value)
    ? `"${name}" must be a URL without quotes around it, not ${value}. With Terraform, use "terraform output -raw".`
    : `"${name}" must be an absolute http or https URL, not "${value}".`
}

/**
 * Whether a text has control characters. Avoids the Unicode class because compiling it would add a millisecond to every
 * deployment.
 */
export const hasControls = (text: string): boolean => !/^[ -~\u00a0-\uffff]*$/.test(text)
