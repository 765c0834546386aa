import type { InputName } from './contract.ts'

/** What becomes of a description that GitHub would reject. */
export const tooLong = '"description" is longer than the 140 characters that GitHub accepts, so it was cut.'

/** Whether a text is an absolute http(s) URL. */
export function isWebAddress(text: string): boolean {
  const url = URL.parse(text)
  // `https://.example.com` is what an empty output leaves.
  const isWhole = url !== null && !/^\.|\.\./.test(url.hostname)
  return isWhole && /^https?:\/\/\S+$/i.test(text) && !hasControls(text) && /^https?:$/.test(url.protocol)
}

/** Returns what is wrong with a URL. `terraform output` without `-raw` prints quotes around it. */
export function urlProblem(name: InputName, value: string): string {
  return /^(["'`]).*\1$/.test(value)
    ? `"${name}" must be a URL without quotes around it, not ${value}. With Terraform, use "terraform output -raw".`
    : `"${name}" must be an absolute http or https URL, not "${value}".`
}

/** Without the Unicode class for them: a regular expression takes a millisecond to build that, in front of every deploy. */
export const hasControls = (text: string): boolean => !/^[ -~\u00a0-\uffff]*$/.test(text)
