import type { Attempt } from '../ports.ts'

/** Request with the parser for its answer. */
export interface Call<T> {
  /** Action that the request performs, used in messages after "Could not". */
  doing: string
  method: string
  /** Path in the repository with `{placeholders}`, or `graphql` because that endpoint has a separate address. */
  path: string | typeof graphql
  parameters: Record<string, unknown>
  /** Set if GraphQL may do only a part and report errors for the rest, as with several mutations in one request. */
  partial?: true
  /** Set if some replicas may not have the data yet. "Not found" is then only believed the third time. */
  mayLag?: true
  /** Returns the value of a successful answer, or `undefined` if the answer is not documented by GitHub. */
  parse: (data: unknown, headers: unknown) => T | undefined
  /** For a write: called before every repeat, even a much later one. */
  onLater?: () => void
  /** For a write: called before a repeat if an earlier request may have been completed. */
  onRepeat?: () => void
  /** For a write: called if the request is given up and was certainly not completed. */
  onUndone?: () => void
}

export const graphql = Symbol('graphql')

/** Time limits for repeating a request, in milliseconds, if it may not use the client's whole budget. */
export interface TimeLimits {
  withinMs?: number
  /** Time limit in milliseconds that does not apply to rate limits: the client still waits for those. */
  unansweredMs?: number
}

/**
 * Returns the time limits for an attempt. A first attempt is short, because it is repeated at the end and must not
 * delay other writes.
 */
export const timeLimitsOf = (attempt: Attempt | undefined): TimeLimits =>
  attempt === 'first' ? { unansweredMs: 60_000 } : {}
