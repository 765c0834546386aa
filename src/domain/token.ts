import { isPullRequestEvent, type Event } from './commit.ts'
import { textAt } from './json.ts'
import { sameRepository, type Repository, type Run } from './run.ts'

/** Whose token a request carries: what helps where GitHub refuses it depends on that. */
export type TokenKind =
  /** The workflow's own. */
  | 'workflow'
  /** The workflow's own, lowered to reading because the pull request comes from a fork. */
  | 'fork'
  /** The workflow's own, which only reads for Dependabot unless the job asks for more. */
  | 'Dependabot'
  /** The workflow's own, in a repository that it is not for. */
  | 'elsewhere'
  /** One that the author gave. */
  | 'given'

/** The events on which the token of a workflow that Dependabot started only reads unless the job asks for more. */
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
 * Whose token it is, and what GitHub has made of it on this event.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories
 * https://docs.github.com/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions
 *
 * @param repository where the token is to be used
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
  // A fork that has been deleted since has no repository any more.
  return base !== undefined && textAt(event.payload, 'pull_request', 'head', 'repo', 'full_name') !== base
}
