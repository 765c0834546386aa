import { Problem, warning, type Note, type Values } from './problem.ts'

/** The event is about a deleted branch or tag. */
export const eventOfDeletedRef = ({ event }: Values<'event'>): Problem =>
  new Problem(
    `The event ${event} is for a deleted branch or tag, so it has no commit.`,
    'Skip this step with an "if:", or set the input "ref" to the commit.',
    'event-of-deleted-ref'
  )

/** The payload of the event does not contain the commit. */
export const eventWithoutCommit = ({ event, path }: Values<'event' | 'path'>): Problem =>
  new Problem(
    `The event ${event} has no commit (${path} is empty).`,
    'Set the input "ref" to the commit.',
    'event-without-commit'
  )

/** The author's `ref` is `HEAD`, but nothing is checked out. */
export const noCheckout = (): Problem =>
  new Problem(
    'There is no commit in the workspace for "ref: HEAD".',
    'Add an actions/checkout step before this one, or remove the input "ref".',
    'no-checkout'
  )

/** The author's `ref` is GitHub's test merge commit. A pull request only shows the deployments of its own commits. */
export const mergeCommitRecorded = ({ what }: Values<'what'>): Note =>
  warning(
    `${what} is GitHub's merge commit: the deployment will not show on the pull request. Leave the input "ref" out to record the pull request's own commit.`,
    'merge-commit'
  )
