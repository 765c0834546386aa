/**
 * Stands in for `undici` in the bundle (tsconfig.json beside it). `@actions/github` and `@actions/http-client` import it
 * for their own transport; this action sends every request through `src/github/transport.ts`, so the 0.9 MB package and
 * the 75 ms that it takes to load would be for nothing.
 */
export class ProxyAgent {
  readonly options: unknown

  constructor(options: unknown) {
    this.options = options
  }
}

export function fetch(): never {
  throw new Error('undici is not bundled: every request goes through src/github/transport.ts')
}
