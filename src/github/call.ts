import type { Attempt } from '../ports.ts'

/** A request, and how to read its answer. */
export interface Call<T> {
  /** What is being done, as in "could not …". */
  doing: string
  method: string
  /** A path with `{placeholders}`; GraphQL has a place of its own. */
  path: string | typeof graphql
  parameters: Record<string, unknown>
  /** Set if GraphQL may do a part and report errors for the rest, as with several mutations in one request. */
  partial?: true
  /** Set if not every replica may know yet of what is asked for: "not found" counts the third time only. */
  mayLag?: true
  /** The value of a good answer; `undefined` if it is not what GitHub documents. */
  parse: (data: unknown, headers: unknown) => T | undefined
  /** For a write: called before it is sent again, however much later. */
  onLater?: () => void
  /** For a write: called before it is sent again although nobody knows whether it has happened before. */
  onRepeat?: () => void
  /** For a write: called if it is given up and known not to have happened. */
  onUndone?: () => void
}

export const graphql = Symbol('graphql')

/** How long a request is repeated, where less than the client's whole budget is wanted; in milliseconds. */
export interface Patience {
  within?: number
  /** The same, but for GitHub's limits, which are waited for. */
  unanswered?: number
}

/** Of what is tried once more at the end, nothing holds up the others for long. */
export const patienceOf = (attempt: Attempt | undefined): Patience =>
  attempt === 'first' ? { unanswered: 60_000 } : {}
