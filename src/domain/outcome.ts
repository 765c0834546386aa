import { states, type State } from './deployment.ts'
import { decoded } from './json.ts'

/** Outcome of a deployment: the state to record, and a word for people. */
export interface Outcome {
  state: State
  /** Word that decided. It can be more precise than the state: a cancelled job is recorded as an `error`. */
  word: string
  /** Words that are not a known outcome. */
  unknown: readonly string[]
  /** Word that decided and the number of all others: `success (1 skipped)`. Only set if others exist. */
  tally?: string
}

/** Outcomes of a job or a step. https://docs.github.com/actions/reference/workflows-and-actions/contexts#steps-context */
const results = ['success', 'failure', 'error', 'cancelled', 'skipped']

/** Words that are valid alone: outcomes of a job or a step, and deployment states. */
const soleWords = [...states, 'cancelled', 'skipped']

/** Returns the known words. Deployment states are known only if the word is the only one. */
export const knownWords = (words: readonly string[]): readonly string[] => (words.length > 1 ? results : soleWords)

/**
 * Reads one or more outcomes and returns them in lower case. Accepts commas, spaces or line breaks between them, such
 * as from `${{ join(needs.*.result) }}`, or a JSON list, such as from `${{ toJSON(needs.*.result) }}`.
 */
export function outcomeWords(text: string): string[] {
  return (jsonList(text) ?? text.split(/[\s,]/)).map(word => word.trim().toLowerCase()).filter(word => word !== '')
}

function jsonList(text: string): string[] | undefined {
  const list = decoded(text)
  if (!Array.isArray(list)) return undefined
  return list.map((entry: unknown) => (typeof entry === 'string' ? entry : JSON.stringify(entry)))
}

/** Whether everything was skipped, so there is nothing to record. */
export const isSkipped = (words: readonly string[]): boolean =>
  words.length > 0 && words.every(word => word === 'skipped')

/** Returns the rank of a word, 0 for the worst. Words of the same rank are equally bad, so the first one decides. */
function rankOf(word: string, known: readonly string[]): number {
  if (word === 'failure' || word === 'error') return 0
  if (word === 'cancelled') return 1
  if (!known.includes(word)) return 2
  return word === 'skipped' ? 4 : 3
}

/**
 * Returns the deployment state for one or more outcomes. The worst outcome counts. `skipped` becomes `inactive`,
 * because nothing was deployed. `cancelled` becomes `inactive` for a transient deployment. For any other deployment, it
 * becomes `error`, because the deployment may be half done. An unknown word becomes `error`.
 */
export function outcomeOf(words: readonly string[], deployment: { transient: boolean }): Outcome {
  const known = knownWords(words)
  const [word = ''] = words.toSorted((one, other) => rankOf(one, known) - rankOf(other, known))
  const unknown = words.length === 0 ? [''] : [...new Set(words.filter(each => !known.includes(each)))]
  const others = words.filter(each => each !== word)
  return {
    state: stateFor(word, known, deployment),
    word,
    unknown,
    tally: others.length === 0 ? undefined : `${word} (${tallyOf(others)})`
  }
}

function stateFor(word: string, known: readonly string[], { transient }: { transient: boolean }): State {
  if (!known.includes(word)) return 'error'
  if (word === 'cancelled') return transient ? 'inactive' : 'error'
  if (word === 'skipped') return 'inactive'
  return states.find(state => state === word) ?? 'error'
}

/** Returns how often each word occurs: `1 success, 2 skipped`. */
const tallyOf = (words: readonly string[]): string =>
  [...new Set(words)].map(word => `${words.filter(each => each === word).length} ${word}`).join(', ')

/**
 * Returns the default description of a status: the commit, the outcome and the duration.
 *
 * @param undeployed set if the deployment becomes inactive and never succeeded; `cancelled` if its job was cancelled
 */
export function describeOutcome(
  word: string,
  commit: string,
  took?: string,
  undeployed?: 'never deployed' | 'cancelled'
): string {
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
      if (undeployed === 'cancelled') return `Deploying ${commit} was cancelled${after}`
      return undeployed === undefined ? `${commit} is no longer deployed` : `${commit} was never deployed`
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

/**
 * Returns the value of a text input when the job ends. This is the late value, unless it is empty or equals main's
 * value with parts missing. Then main's value counts. In nested composite actions, the runner evaluates expressions to
 * an empty text when the job ends.
 * https://github.com/actions/runner/issues/2009
 */
export function lateText(main: string | undefined, late: string): string | undefined {
  if (late === '' || (main !== undefined && isPartOf(late, main))) return main
  return late
}

/** Whether all characters of a text occur in another one, in the same order. */
function isPartOf(part: string, whole: string): boolean {
  const rest = whole[Symbol.iterator]()
  return Array.from(part).every(character => {
    for (let next = rest.next(); next.done !== true; next = rest.next()) if (next.value === character) return true
    return false
  })
}
