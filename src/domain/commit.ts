import { at, numberAt, textAt } from './json.ts'
import { Problem } from './problem.ts'

/** What happened: the event's name, its payload as GitHub sent it, and `GITHUB_SHA`. */
export interface Event {
  name: string
  payload: unknown
  sha: string
}

/** Where the commit of a deployment comes from. */
export type CommitSource =
  /** A branch, tag or SHA, sent as it is; `from` says where it was found. */
  | { kind: 'ref'; ref: string; from: string }
  /** The commit checked out in the workspace. */
  | { kind: 'head'; mergeCommit?: string }
  /** The head of a pull request that the event only names. */
  | { kind: 'pull-request'; number: number }

const isPullRequestEvent = (event: Event): boolean => event.name.startsWith('pull_request')

/** Whether the event is about a pull request that has been merged. */
function isMerged(event: Event): boolean {
  const pull = at(event.payload, 'pull_request')
  return at(pull, 'merged') === true || (textAt(pull, 'state') === 'closed' && textAt(pull, 'merged_at') !== undefined)
}

const isCommentOnPullRequest = (event: Event): boolean =>
  event.name === 'issue_comment' && at(event.payload, 'issue', 'pull_request') !== undefined

/**
 * The commit that the event is about: what is really deployed, which is not always `GITHUB_SHA`. On a pull request that
 * is GitHub's merge commit, and a deployment of it does not show on the pull request.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function commitOf(event: Event, ref?: string): CommitSource {
  if (ref === 'HEAD') {
    return isPullRequestEvent(event) && event.name !== 'pull_request_target' && !isMerged(event) && event.sha !== ''
      ? { kind: 'head', mergeCommit: event.sha }
      : { kind: 'head' }
  }
  if (ref !== undefined) return { kind: 'ref', ref, from: 'the input "ref"' }
  if (isCommentOnPullRequest(event)) {
    const number = numberAt(event.payload, 'issue', 'number')
    if (number !== undefined) return { kind: 'pull-request', number }
  }
  const [path, sha] = commitIn(event)
  if (sha === undefined) {
    throw new Problem(
      `The event ${event.name} names no commit${path === '' ? '' : ` (${path} is empty)`}.`,
      'Give the commit with the input "ref".'
    )
  }
  return { kind: 'ref', ref: sha, from: path }
}

/** Where in the event the commit stands, and what stands there. */
function commitIn(event: Event): [path: string, sha: string | undefined] {
  const read = (...path: string[]): [string, string | undefined] => [
    `github.event.${path.join('.')}`,
    textAt(event.payload, ...path)
  ]
  if (isPullRequestEvent(event)) {
    return isMerged(event) ? read('pull_request', 'merge_commit_sha') : read('pull_request', 'head', 'sha')
  }
  switch (event.name) {
    case 'workflow_run':
    case 'merge_group':
    case 'check_suite':
    case 'check_run':
      return read(event.name, 'head_sha')
    case 'status':
      return read('sha')
    case 'deployment':
    case 'deployment_status':
      return read('deployment', 'sha')
    case 'delete':
      return ['', undefined]
    case 'push':
      if (at(event.payload, 'deleted') === true) return ['', undefined]
  }
  return ['GITHUB_SHA', event.sha === '' ? undefined : event.sha]
}

/**
 * Whether a deployment made on this event is transient when the author does not say: a preview of a pull request is,
 * unless it was merged or goes to production.
 * https://docs.github.com/rest/deployments/deployments#create-a-deployment (transient_environment)
 */
export function isTransientByEvent(event: Event, target: { environment: string; production: boolean }): boolean {
  if (target.production || target.environment.toLowerCase() === 'production') return false
  if (isPullRequestEvent(event)) return !isMerged(event)
  if (isCommentOnPullRequest(event)) return textAt(event.payload, 'issue', 'pull_request', 'merged_at') === undefined
  return (
    event.name === 'workflow_run' && (textAt(event.payload, 'workflow_run', 'event') ?? '').startsWith('pull_request')
  )
}

/** The events on which a workflow that Dependabot started gets no more than a fork would. */
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
 * Whose token a workflow gets on this event: GitHub lowers it to reading for pull requests from forks and from
 * Dependabot. https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories
 * https://docs.github.com/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions
 */
export function readOnlyTokenFor(event: Event, actor: string): 'fork' | 'Dependabot' | undefined {
  if (actor === 'dependabot[bot]' && dependabotEvents.has(event.name)) return 'Dependabot'
  if (!isPullRequestEvent(event) || event.name === 'pull_request_target') return undefined
  const base = textAt(event.payload, 'pull_request', 'base', 'repo', 'full_name')
  // A fork that has been deleted since has no repository any more.
  return base !== undefined && textAt(event.payload, 'pull_request', 'head', 'repo', 'full_name') !== base
    ? 'fork'
    : undefined
}
