/** Text as it may stand in HTML; on one line, since a blank one would end the table and begin Markdown. */
export function escape(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** A link, where the address is one of the web; its text alone otherwise. */
export function link(address: string, text: string): string {
  return /^https?:\/\//i.test(address) ? `<a href="${escape(address)}">${escape(text)}</a>` : escape(text)
}

/** A heading of a summary: several steps of a job may write one each. */
export const heading = (text: string): string => `<h3>${escape(text)}</h3>`

/** @param rows the cells of each row */
export const table = (rows: readonly string[]): string =>
  `<table>${rows.map(row => `<tr>${row}</tr>`).join('')}</table>`

const marks: Record<string, string> = {
  success: '🟢',
  failure: '🔴',
  error: '🔴',
  inactive: '⚪',
  in_progress: '🟡',
  queued: '🟡',
  pending: '🟡',
  waiting: '🟡'
}

/** A state behind its mark. */
export const marked = (state: string | undefined, without: string): string =>
  `${marks[state ?? ''] ?? '⚪'} ${escape(state ?? without)}`

/** Where GitHub shows the deployments of an environment. */
export const environmentPage = (repo: string, environment: string): string =>
  `${repo}/deployments/activity_log?environments_filter=${encodeURIComponent(environment.toWellFormed())}`
