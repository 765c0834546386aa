/** Escapes text for HTML. Returns one line because a blank line would end the table and start Markdown. */
export function escape(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** Returns a link if the address is a web URL, otherwise only the text. */
export function link(address: string, text: string): string {
  return /^https?:\/\//i.test(address) ? `<a href="${escape(address)}">${escape(text)}</a>` : escape(text)
}

/** Returns the heading of a summary. Each step of a job may write one. */
export const heading = (text: string): string => `<h3>${escape(text)}</h3>`

/** @param rows the cells of each row */
export const table = (rows: readonly string[]): string =>
  `<table>${rows.map(row => `<tr>${row}</tr>`).join('')}</table>`

/** @param facts names with their values as HTML, one for each row */
export const factTable = (facts: readonly (readonly [name: string, value: string | number])[]): string =>
  table(facts.map(([name, value]) => `<th align="left">${name}</th><td>${value}</td>`))

const marks: Record<string, string> = {
  success: '🟢',
  failure: '🔴',
  error: '🔴',
  in_progress: '🟡',
  queued: '🟡',
  pending: '🟡',
  waiting: '🟡'
}

/** Returns a state with its mark in front. */
export const marked = (state: string | undefined, without: string): string =>
  `${marks[state ?? ''] ?? '⚪'} ${escape(state ?? without)}`

/** Returns the URL of the page that lists the deployments of an environment. */
export const environmentPage = (repo: string, environment: string): string =>
  `${repo}/deployments/activity_log?environments_filter=${encodeURIComponent(environment)}`
