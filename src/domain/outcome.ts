import { states, type State } from './deployment.ts'

/** How a deployment ended: the state to record, and a word for people. */
export interface Outcome {
  state: State
  /** What the author's word was, where it says more than the state: a cancelled job is recorded as an `error`. */
  word: string
  /** Set where the word was not understood. */
  unknown?: true
}

/**
 * The deployment state for a step's outcome, a job's status or a state's own name. `skipped` becomes `inactive`:
 * nothing was deployed. `cancelled` becomes `inactive` for a transient deployment and `error` for any other, which may
 * be half done. A word that nobody knows is an `error`.
 * https://docs.github.com/actions/reference/workflows-and-actions/contexts#steps-context
 */
export function outcomeOf(word: string, deployment: { transient: boolean }): Outcome {
  const known = word.trim().toLowerCase()
  if (known === 'cancelled') return { state: deployment.transient ? 'inactive' : 'error', word: known }
  if (known === 'skipped') return { state: 'inactive', word: 'skipped' }
  const state = states.find(name => name === known)
  return state === undefined ? { state: 'error', word: known, unknown: true } : { state, word: state }
}

/** What to write beside a state when the author gave no description: which commit, and how long it took. */
export function describeOutcome(word: string, commit: string, took?: string): string {
  const after = took === undefined ? '' : ` after ${took}`
  switch (word) {
    case 'success':
      return `Deployed ${commit}${took === undefined ? '' : ` in ${took}`}`
    case 'failure':
      return `Deploying ${commit} failed${after}`
    case 'cancelled':
      return `Deploying ${commit} was cancelled${after}`
    case 'skipped':
      return `Deploying ${commit} was skipped`
    case 'inactive':
      return `${commit} is no longer deployed`
    case 'in_progress':
      return `Deploying ${commit}`
    case 'queued':
      return `Deploying ${commit} is queued`
    case 'pending':
      return `Deploying ${commit} is pending`
    default:
      return `Deploying ${commit} ended with an error${after}`
  }
}
