import type { Fetch, FetchAnswer } from './transport.ts'

/** Number of answers to remember. Only polling repeats reads, and it polls few addresses. */
const maxRemembered = 20

/**
 * Makes repeated reads conditional. If nothing has changed, GitHub answers 304, which does not count against the rate
 * limit. The remembered answer is then returned again.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export function conditional(fetch: Fetch): Fetch {
  const remembered = new Map<string, { etag: string; answer: FetchAnswer }>()
  return async (address, init) => {
    if (init.method !== 'GET') return fetch(address, init)
    const known = remembered.get(address)
    const condition: Record<string, string> = known === undefined ? {} : { 'if-none-match': known.etag }
    const answer = await fetch(address, { ...init, headers: { ...init.headers, ...condition } })
    // The remembered answer gets the new headers, such as the date, rate limits and request ID.
    if (known !== undefined && answer.status === 304) {
      return { ...known.answer, headers: new Map([...known.answer.headers, ...answer.headers]) }
    }
    const etag = answer.headers.get('etag')
    if (answer.status !== 200 || etag === undefined) return answer
    remembered.delete(address)
    remembered.set(address, { etag, answer })
    const [oldest] = remembered.keys()
    if (remembered.size > maxRemembered && oldest !== undefined) remembered.delete(oldest)
    return answer
  }
}
