import type { Event } from '../domain/commit.ts'
import { fullName, isRunsOwn, sameOrigin, type Repository, type Run } from '../domain/run.ts'
import { tokenKind, type TokenKind } from '../domain/token.ts'
import type { InputReader } from './input-reader.ts'

/** API, repository and tokens that the step uses. */
export interface Connection {
  apiUrl: string
  repository: Repository
  /** The token and, if available, a fallback for when the token has expired. */
  tokens: readonly [string, ...string[]]
  /** Token for deleting an environment. */
  environmentToken: string
  tokenKind: TokenKind
}

/** Reads the API, the repository and the tokens from the inputs. */
export function readConnection(reader: InputReader, run: Run, event: Event): Connection {
  const name = reader.line('repository') ?? fullName(run.repository)
  // A name of only dots would lead to a parent folder in the path of a request URL.
  const [, owner, repo] = /^(?!\.+\/)([\w.-]+)\/(?!\.+$)([\w.-]+)$/.exec(name) ?? []
  if (owner === undefined || repo === undefined) {
    reader.problems.push(
      name === '/'
        ? '"repository" is missing, and the runner does not say where the workflow runs.'
        : `"repository" must be owner/name, not "${name}".`
    )
  }
  const apiUrl = (URL.parse(reader.url('api-url') ?? '')?.href ?? run.apiUrl).replace(/\/+$/, '')
  const repository = { owner: owner ?? '', name: repo ?? '' }
  const isOwnHost = sameOrigin(apiUrl, run.apiUrl)
  const workflowToken = reader.text('workflow-token') ?? ''
  const given = reader.text('token') ?? ''
  const token = given === '' && isOwnHost ? workflowToken : given
  if (token === '') {
    reader.problems.push(
      isOwnHost
        ? '"token" is missing: the runner has none for this job. With act, run "act -s GITHUB_TOKEN=…".'
        : '"token" is missing: the host of "api-url" needs a token of its own.'
    )
  }
  if (token !== '' && !isOwnHost && token === workflowToken) {
    reader.problems.push(
      '"api-url" is another host\'s, for which the workflow\'s own token is not: give one of that host as "token".'
    )
  }
  const environmentToken = reader.text('environment-token') ?? token
  if (!isOwnHost && environmentToken === workflowToken && environmentToken !== token) {
    reader.problems.push('"environment-token" is the workflow\'s own token, which is not for the host of "api-url".')
  }
  for (const input of ['token', 'environment-token'] as const) {
    const isStrange = /[^\x21-\x7e]/.test(reader.text(input) ?? '')
    if (isStrange) reader.problems.push(`"${input}" has characters that no token has.`)
  }
  const isOwn = isRunsOwn({ apiUrl, repository }, run)
  const spare = isOwn && workflowToken !== '' && workflowToken !== token ? [workflowToken] : []
  return {
    apiUrl,
    repository,
    tokens: [token, ...spare],
    environmentToken,
    tokenKind: tokenKind(token, workflowToken, repository, run, event)
  }
}
