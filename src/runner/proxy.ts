import { checkBypass } from '@actions/http-client/lib/proxy'
import { variable, type Environment } from './surroundings.ts'

/**
 * Returns the proxy that the environment sets for a URL, by the rules of `@actions/http-client`. The parser in that
 * package rejects a password with a bare `%`. It also reads `localhost` in `localhost:3128` as a protocol.
 */
export function proxyFor(env: Environment, url: URL): URL | undefined {
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const proxy = variable(env, name) || variable(env, name.toUpperCase())
  if (proxy === '' || checkBypass(url)) return undefined
  return URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`) ?? undefined
}
