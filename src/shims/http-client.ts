/**
 * Stands in for `@actions/http-client` in the bundle (tsconfig.json beside it). `@actions/core` needs it for OIDC tokens,
 * which this action never asks for, and `@actions/github` for a transport of its own; with it come TLS and tunnels, which
 * are loaded by `src/github/transport.ts` only where a request needs them.
 */
export class HttpClient {
  getAgent(): undefined {
    return undefined
  }

  getAgentDispatcher(): undefined {
    return undefined
  }
}
