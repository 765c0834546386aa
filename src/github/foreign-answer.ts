import type { Answer } from '../domain/problem.ts'

/** Number of characters of a page to search for its first words. */
const pageStart = 20_000
const longestWords = 120

/**
 * Describes an answer that is not JSON, so it does not come from GitHub's API. It has no HTTP status, because the
 * status is not GitHub's answer to the request. For example, a page with 404 does not mean that the deployment was
 * deleted.
 */
export function foreignAnswer(status: number, page: string, requestId: string | undefined): Answer {
  const words = firstWords(page)
  const said = words === '' ? 'it is empty' : `it begins with "${words}"`
  const message = `The answer (HTTP ${status}) does not come from a GitHub API: ${said}`
  return { status: 0, message, isForeign: true, requestId }
}

/** Returns the first words of a page without its markup. */
function firstWords(page: string): string {
  const text = page
    .slice(0, pageStart)
    .replaceAll(/<(script|style)\b[^>]*>.*?(<\/\1>|$)|<!--.*?(-->|$)|<[^>]*(>|$)/gis, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return text.length > longestWords ? `${text.slice(0, longestWords).trimEnd()}…` : text
}
