import { isPullRequestEvent, type Event } from './commit.ts'
import { textAt } from './json.ts'
import { sameRepository, type Repository, type Run } from './run.ts'

/** Kind of token in a request. The remedy depends on it if GitHub refuses the token. */
export type TokenKind =
  /** The workflow's `GITHUB_TOKEN`. */
  | 'workflow'
  /** The workflow's `GITHUB_TOKEN`, read-only because the pull request comes from a fork. */
  | 'fork'
  /** The workflow's `GITHUB_TOKEN`, read-only for Dependabot unless the job requests more permissions. */
  | 'Dependabot'
  /** The workflow's `GITHUB_TOKEN`, used for a repository that it is not valid for. */
  | 'elsewhere'
  /** A token that the author set. */
  | 'given'

/** Events on which a workflow that Dependabot started gets a read-only token, unless the job requests more. */
const dependabotEvents = new Set([
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'push',
  'create',
  'deployment',
  'deployment_status'
])

/**
 * Returns the kind of a token, with GitHub's restrictions for this event.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories
 * https://docs.github.com/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions
 *
 * @param repository the repository that the token is used for
 */
export function tokenKind(
  token: string,
  workflowToken: string,
  repository: Repository,
  run: Pick<Run, 'repository' | 'actor'>,
  event: Event
): TokenKind {
  if (token !== workflowToken) return 'given'
  if (!sameRepository(repository, run.repository)) return 'elsewhere'
  if (run.actor === 'dependabot[bot]' && dependabotEvents.has(event.name)) return 'Dependabot'
  return isFromFork(event) ? 'fork' : 'workflow'
}

function isFromFork(event: Event): boolean {
  if (!isPullRequestEvent(event) || event.name === 'pull_request_target') return false
  const base = textAt(event.payload, 'pull_request', 'base', 'repo', 'full_name')
  // A fork that was deleted meanwhile has no repository.
  return base !== undefined && textAt(event.payload, 'pull_request', 'head', 'repo', 'full_name') !== base
}
