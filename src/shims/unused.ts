/**
 * Replaces the parts of packages that this action does not use (see tsconfig.json in this folder). `@actions/github`
 * imports all of them on load.
 */

/** Replaces `undici`, which has 0.9 MB and takes 75 ms to load. `src/github/transport.ts` sends every request. */
export function fetch(): never {
  throw new Error('undici is not bundled: every request goes through src/github/transport.ts')
}

/**
 * Replaces `@actions/http-client`, which `@actions/core` needs for OIDC tokens, and `@actions/github` for its own
 * transport. The real module also loads TLS and tunnels, which `src/github/transport.ts` loads only if a request needs
 * them.
 */
export class HttpClient {
  getAgent(): undefined {
    return undefined
  }

  getAgentDispatcher(): undefined {
    return undefined
  }
}

/** Replaces `@actions/http-client/lib/auth`, which `@actions/core` needs for OIDC tokens, too. */
export { HttpClient as BearerCredentialHandler }

/**
 * Replaces `json-with-bigint`, with which Octokit reads whole numbers beyond 2⁵³ as `bigint`. A payload with a `bigint`
 * could not be written as JSON again, and GitHub's own numbers are smaller.
 */
export const JSONParse = (text: string): unknown => JSON.parse(text)
export const JSONStringify = (value: unknown): string => JSON.stringify(value)

/** Replaces `@octokit/graphql`. This action sends GraphQL like every other request, so that it repeats it alike. */
export const withCustomRequest = (): { defaults: () => undefined } => ({ defaults: () => undefined })

/** Octokit's plugins add pagination and a method for each of about a thousand routes. This action uses a few. */
export const restEndpointMethods = (): Record<string, never> => ({})
export const paginateRest = (): Record<string, never> => ({})
