import { randomBytes } from 'node:crypto'
import type { Account, GitRepository } from './git.ts'
import { Refusal, sameName } from './model.ts'
import type { World } from './model.ts'

export type TokenKind = 'workflow' | 'fork' | 'dependabot' | 'pat' | 'admin' | 'reader' | 'repo_deployment'
export type Access = 'read' | 'write'

export interface TokenOptions {
  /**
   * - `workflow`: `GITHUB_TOKEN`
   * - `fork`: the same, but read-only
   * - `dependabot`: the same, but read-only by default
   * - `pat`: a classic token of a user with write access, or a fine-grained one if `permissions` is set
   * - `admin`: a token of an administrator of the repository
   * - `reader`: a classic token of a user with read access
   * - `repo_deployment`: a classic token with only this scope
   */
  kind?: TokenKind
  /** As in a workflow file. Permissions that are not set are `none`. */
  permissions?: Record<string, Access>
  /** The repository of the workflow. */
  repository?: string
  /** Requests, and GraphQL points, per hour. No limit by default. */
  limit?: number
}

export interface Token {
  readonly secret: string
  readonly label: string
  readonly kind: TokenKind
  readonly account: Account
  /** Undefined for classic tokens, which have scopes instead. */
  readonly permissions: ReadonlyMap<string, Access> | undefined
  readonly repository: string | undefined
  readonly limit: number | undefined
  /** Who shares the rate limits: all workflows of a repository, or a user. */
  readonly subject: string
  revoked: boolean
  /** Whether it has lost its access to all repositories. */
  shutOut: boolean
}

const prefixes: Record<TokenKind, string> = {
  workflow: 'ghs_',
  fork: 'ghs_',
  dependabot: 'ghs_',
  pat: 'ghp_',
  admin: 'ghp_',
  reader: 'ghp_',
  repo_deployment: 'ghp_'
}

/** https://docs.github.com/actions/concepts/security/github_token */
export class Tokens {
  readonly #world: World
  readonly #tokens = new Map<string, Token>()

  constructor(world: World) {
    this.#world = world
  }

  issue(options: TokenOptions = {}): Token {
    const { kind = 'workflow', limit } = options
    const forJobs = kind === 'workflow' || kind === 'fork' || kind === 'dependabot'
    const repository = options.repository ?? (forJobs ? 'octo/app' : undefined)
    const login = forJobs ? 'github-actions[bot]' : kind === 'admin' ? 'octo-admin' : 'monalisa'
    const usual = kind === 'dependabot' ? 'read' : 'write'
    const given = options.permissions ?? (forJobs ? { contents: 'read', deployments: usual } : undefined)
    const prefix = kind === 'pat' && given !== undefined ? 'github_pat_' : prefixes[kind]
    const token: Token = {
      secret: prefix === 'ghs_' ? installationToken() : prefix + short(),
      label: `${kind} ${this.#tokens.size + 1}`,
      kind,
      account: this.#world.account(login),
      permissions: given && permissionMap(given, kind !== 'fork'),
      repository,
      limit,
      subject: forJobs && repository !== undefined ? `installation of ${repository.toLowerCase()}` : login,
      revoked: false,
      shutOut: false
    }
    this.#tokens.set(token.secret, token)
    return token
  }

  /** Revokes a token, as GitHub revokes a workflow's token at the end of the job. */
  revoke(secret: string): void {
    this.#issued(secret).revoked = true
  }

  /** Takes away the access to all repositories, as GitHub does if a user is removed or an app uninstalled. */
  shutOut(secret: string): void {
    this.#issued(secret).shutOut = true
  }

  /** Returns undefined for a token that this server did not issue. */
  find(authorization: string): Token | undefined {
    return this.#tokens.get(authorization.replace(/^(token|bearer)\s+/i, ''))
  }

  #issued(secret: string): Token {
    const token = this.#tokens.get(secret)
    if (token === undefined) throw new Error('no such token was issued')
    return token
  }
}

const short = (): string => randomBytes(27).toString('base64').replace(/[+/]/g, 'x')

/** A JWT behind the number of the app: about 520 characters with two dots. */
function installationToken(): string {
  const part = (bytes: number): string => randomBytes(bytes).toString('base64url')
  return `ghs_15368_${Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url')}.${part(96)}.${part(256)}`
}

function permissionMap(given: Record<string, Access>, mayWrite: boolean): Map<string, Access> {
  const entries = Object.entries(given).map(([name, access]): [string, Access] => [
    name.replaceAll('-', '_'),
    mayWrite ? access : 'read'
  ])
  return new Map<string, Access>([['metadata', 'read'], ...entries])
}

/**
 * GitHub hides private repositories from tokens without access: 404 instead of 403.
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#404-not-found-for-an-existing-resource
 */
export function sees(token: Token | undefined, repository: GitRepository): boolean {
  if (!repository.private) return true
  if (token === undefined || token.shutOut) return false
  return token.repository === undefined || sameName(token.repository, repository.fullName)
}

/**
 * Throws if the token lacks the permission. Reading a public repository needs no permission.
 * https://docs.github.com/rest/authentication/permissions-required-for-github-apps
 */
export function demand(token: Token | undefined, repository: GitRepository, resource: string, access: Access): void {
  if (!sees(token, repository)) throw new Refusal(404, 'Not Found')
  if (access === 'read' && !repository.private) return
  if (token === undefined) throw new Refusal(401, 'Requires authentication')
  if (token.permissions !== undefined) {
    const held = token.permissions.get(resource)
    const home = token.repository === undefined || sameName(token.repository, repository.fullName)
    if (home && !token.shutOut && (held === access || held === 'write')) return
    const holder = token.kind === 'pat' ? 'personal access token' : 'integration'
    throw new Refusal(403, `Resource not accessible by ${holder}`)
  }
  if (token.shutOut || !classicMay(token.kind, resource, access)) throw new Refusal(404, 'Not Found')
}

function classicMay(kind: TokenKind, resource: string, access: Access): boolean {
  if (kind === 'admin') return true
  if (kind === 'reader') return access === 'read'
  if (kind === 'repo_deployment') return resource === 'deployments'
  return resource !== 'administration' || access === 'read'
}

export function permits(
  token: Token | undefined,
  repository: GitRepository,
  resource: string,
  access: Access
): boolean {
  try {
    demand(token, repository, resource, access)
    return true
  } catch {
    return false
  }
}
