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
}

/** Request that must be completed exactly once, with a way to find out what GitHub has done. */
export interface Write<T> extends Call<T>, Sought<T> {
  /** Called before the request is sent again, even if that is much later. */
  onRepeat?: () => void
}

/** Possible result of a write whose answer is missing or incomplete. */
export interface Sought<T> {
  /** Looks for the result on GitHub. */
  look: () => Promise<Looked<T>>
  /** Time after which GitHub has completed or aborted the request, in milliseconds. The last look is not earlier. */
  settledAfterMs?: number
}

export interface Looked<T> {
  /** Result of the write, or `undefined` if it is not complete. */
  value: T | undefined
  /** Write for the rest, if a part is done. */
  rest?: Write<T>
}

export const graphql = Symbol('graphql')

/** Time limits for repeating a request, in milliseconds, if it may not use the client's whole budget. */
export interface TimeLimits {
  withinMs?: number
  /** Time limit in milliseconds that does not include waits for rate limits. */
  unansweredMs?: number
}
