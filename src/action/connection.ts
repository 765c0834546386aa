import type { Event } from '../domain/commit.ts'
import { fullName, isRunsOwn, sameOrigin, type Repository, type Run } from '../domain/run.ts'
import { tokenKind, type TokenKind } from '../domain/token.ts'
import {
  environmentTokenForOtherHost,
  repositoryMalformed,
  repositoryMissing,
  tokenForHostMissing,
  tokenMalformed,
  tokenMissing,
  workflowTokenForOtherHost
} from '../messages/inputs.ts'
import type { InputReader } from './input-reader.ts'

export interface Connection {
  apiUrl: string
  repository: Repository
  /** The token and, if available, a fallback for when the token has expired. */
  tokens: readonly [string, ...string[]]
  environmentToken: string
  tokenKind: TokenKind
}

export function readConnection(reader: InputReader, run: Run, event: Event): Connection {
  const name = reader.line('repository') ?? fullName(run.repository)
  // A name of only dots would lead to a parent folder in the path of a request URL.
  const [, owner, repo] = /^(?!\.+\/)([\w.-]+)\/(?!\.+$)([\w.-]+)$/.exec(name) ?? []
  if (owner === undefined || repo === undefined) {
    reader.problems.push(name === '/' ? repositoryMissing() : repositoryMalformed({ value: name }))
  }
  const apiUrl = (URL.parse(reader.url('api-url') ?? '')?.href ?? run.apiUrl).replace(/\/+$/, '')
  const repository = { owner: owner ?? '', name: repo ?? '' }
  const isOwnHost = sameOrigin(apiUrl, run.apiUrl)
  const workflowToken = reader.text('workflow-token') ?? ''
  const given = reader.text('token') ?? ''
  const token = given === '' && isOwnHost ? workflowToken : given
  if (token === '') reader.problems.push(isOwnHost ? tokenMissing() : tokenForHostMissing())
  if (token !== '' && !isOwnHost && token === workflowToken) reader.problems.push(workflowTokenForOtherHost())
  const environmentToken = reader.text('environment-token') ?? token
  if (!isOwnHost && environmentToken === workflowToken && environmentToken !== token) {
    reader.problems.push(environmentTokenForOtherHost())
  }
  for (const name of ['token', 'environment-token'] as const) {
    if (/[^\x21-\x7e]/.test(reader.text(name) ?? '')) reader.problems.push(tokenMalformed({ name }))
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
