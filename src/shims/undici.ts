/**
 * Replaces `undici` in the bundle (see tsconfig.json in this folder). `@actions/github` and `@actions/http-client`
 * import it for their own transport. This action sends every request through `src/github/transport.ts`, so it does not
 * need the 0.9 MB package, which takes 75 ms to load.
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
