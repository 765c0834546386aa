import { valueAt, numberAt, textAt } from './json.ts'
import { eventOfDeletedRef, eventWithoutCommit } from '../messages/creating.ts'

/** Event that started the workflow: its name, its payload as GitHub sent it, and `GITHUB_SHA`. */
export interface Event {
  name: string
  payload: unknown
  sha: string
}

/** Source of the commit of a deployment. */
export type CommitSource =
  /** A branch, tag or SHA, sent as it is. `isTestMerge` is set for GitHub's test merge commit of a pull request. */
  | { kind: 'ref'; ref: string; isTestMerge?: true }
  /** The commit checked out in the workspace. */
  | { kind: 'head'; mergeCommits: readonly string[] }
  /** The head of a pull request, if the event contains only the pull request's number. */
  | { kind: 'pull-request'; number: number }

/** Whether the event is about a pull request, its review, or a comment on its code. */
export const isPullRequestEvent = (event: Event): boolean => event.name.startsWith('pull_request')

/** Whether the event is about a pull request that has been merged. */
function isMerged(event: Event): boolean {
  const pull = valueAt(event.payload, 'pull_request')
  return valueAt(pull, 'merged') === true || textAt(pull, 'merged_at') !== undefined
}

const isCommentOnPullRequest = (event: Event): boolean =>
  event.name === 'issue_comment' && valueAt(event.payload, 'issue', 'pull_request') !== undefined

/**
 * Returns the commit that the event is about. The workflow deploys this commit, which is not always `GITHUB_SHA`. On a
 * pull request, `GITHUB_SHA` is GitHub's test merge commit, and a deployment of it does not show on the pull request.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function commitOf(event: Event, ref?: string): CommitSource {
  if (ref === 'HEAD') return { kind: 'head', mergeCommits: mergeCommitsOf(event) }
  if (ref !== undefined) return { kind: 'ref', ref, ...(isTestMerge(event, ref) ? { isTestMerge: true } : {}) }
  if (isCommentOnPullRequest(event)) {
    const number = numberAt(event.payload, 'issue', 'number')
    if (number !== undefined) return { kind: 'pull-request', number }
  }
  if (isDeletion(event)) throw eventOfDeletedRef({ event: event.name })
  const [path, sha] = commitIn(event)
  if (sha !== undefined) return { kind: 'ref', ref: sha }
  // After a merge, `GITHUB_SHA` of `pull_request` is the merge commit.
  // https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
  if (event.name === 'pull_request' && isMerged(event) && event.sha !== '') return { kind: 'ref', ref: event.sha }
  throw eventWithoutCommit({ event: event.name, path })
}

/** Returns the test merge commits of a pull request. On `pull_request_target`, `GITHUB_SHA` is from the base branch. */
function mergeCommitsOf(event: Event): string[] {
  if (!isPullRequestEvent(event) || isMerged(event)) return []
  const tried = textAt(event.payload, 'pull_request', 'merge_commit_sha') ?? ''
  return [tried, event.name === 'pull_request_target' ? '' : event.sha].filter(sha => sha !== '')
}

/**
 * Whether a ref is GitHub's test merge commit of a pull request.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 */
const isTestMerge = (event: Event, ref: string): boolean =>
  /^(refs\/)?pull\/\d+\/merge$/.test(ref) || mergeCommitsOf(event).includes(ref.toLowerCase())

const isDeletion = (event: Event): boolean =>
  event.name === 'delete' || (event.name === 'push' && valueAt(event.payload, 'deleted') === true)

/** Returns the path of the commit in the event, and the commit itself. */
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
  }
  return ['GITHUB_SHA', event.sha === '' ? undefined : event.sha]
}

/**
 * Whether a deployment made on this event is transient by default. A preview of a pull request is transient, unless the
 * pull request was merged or the deployment goes to production.
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
