import { answerNotFromApi } from '../messages/network.ts'
import type { Answer } from '../messages/problem.ts'

/** Number of characters of a page to search for its first words. */
const maxPageLength = 20_000
const maxQuoteLength = 120

/**
 * Describes an answer that is not JSON, so it does not come from GitHub's API. It has no HTTP status, because the
 * status is not GitHub's answer to the request. For example, a page with 404 does not mean that the deployment was
 * deleted.
 */
export function foreignAnswer(status: number, page: string, requestId: string | undefined): Answer {
  return { status: 0, message: answerNotFromApi({ status, words: firstTextOf(page) }), isForeign: true, requestId }
}

/** Returns the first words of a page without its markup. */
function firstTextOf(page: string): string {
  const text = page
    .slice(0, maxPageLength)
    .replaceAll(/<(script|style)\b[^>]*>.*?(<\/\1>|$)|<!--.*?(-->|$)|<[^>]*(>|$)/gis, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return text.length > maxQuoteLength ? `${text.slice(0, maxQuoteLength).trimEnd()}…` : text
}
