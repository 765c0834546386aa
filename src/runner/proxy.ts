import { checkBypass } from '@actions/http-client/lib/proxy'

/**
 * The proxy that the environment names for a URL, by the rules of `@actions/http-client`. Its own reader does not take a
 * password with a bare `%`, and reads what stands before the first colon of `localhost:3128` as a protocol.
 */
export function proxyFor(url: URL): URL | undefined {
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const [proxy] = [name, name.toUpperCase()].map(variable => process.env[variable] ?? '').filter(text => text !== '')
  if (proxy === undefined || checkBypass(url)) return undefined
  return URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`) ?? undefined
}
