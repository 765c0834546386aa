/**
 * Replaces `@actions/http-client` in the bundle (see tsconfig.json in this folder). `@actions/core` needs it for OIDC
 * tokens, which this action never requests. `@actions/github` needs it for a separate transport. The real module also
 * loads TLS and tunnels. `src/github/transport.ts` only loads them if a request needs them.
 */
export class HttpClient {
  getAgent(): undefined {
    return undefined
  }

  getAgentDispatcher(): undefined {
    return undefined
  }
}
