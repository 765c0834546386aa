import { states, type State } from './deployment.ts'
import { decoded } from './json.ts'

/** How a deployment ended: the state to record, and a word for people. */
export interface Outcome {
  state: State
  /** The word that decided. It can say more than the state: a cancelled job is recorded as an `error`. */
  word: string
  /** The words that are no known outcome. */
  unknown: readonly string[]
  /** The word that decided and how many others there were: `success (1 skipped)`. Only set if there were others. */
  tally?: string
}

/** The words that a job or a step ends with. https://docs.github.com/actions/reference/workflows-and-actions/contexts#steps-context */
const results = ['success', 'failure', 'error', 'cancelled', 'skipped']

/** The words that can stand alone: those of a job or a step, and the deployment states. */
export const soleWords = [...states, 'cancelled', 'skipped']

/** Returns the words that are known: the deployment states only if the word stands alone. */
export const knownWords = (words: readonly string[]): readonly string[] => (words.length > 1 ? results : soleWords)

/**
 * Reads one or more outcomes in lower case: separated by commas, spaces or lines, or as a JSON list, as
 * `${{ join(needs.*.result) }}` and `${{ toJSON(needs.*.result) }}` write them.
 */
export function outcomeWords(text: string): string[] {
  return (jsonList(text) ?? text.split(/[\s,]/)).map(word => word.trim().toLowerCase()).filter(word => word !== '')
}

function jsonList(text: string): string[] | undefined {
  const list = decoded(text)
  if (!Array.isArray(list)) return undefined
  return list.map((entry: unknown) => (typeof entry === 'string' ? entry : JSON.stringify(entry)))
}

/** From worst to best; words of the same rank are equally bad, so the first one of them decides. */
const ranks: readonly ((word: string, isKnown: boolean) => boolean)[] = [
  word => word === 'failure' || word === 'error',
  word => word === 'cancelled',
  (_word, isKnown) => !isKnown,
  word => word !== 'skipped',
  () => true
]

/**
 * Returns the deployment state for one or more outcomes: the worst one counts. `skipped` becomes `inactive`, because
 * nothing was deployed. `cancelled` becomes `inactive` for a transient deployment and `error` for any other, which may
 * be half done. An unknown word becomes an `error`.
 */
export function outcomeOf(words: readonly string[], deployment: { transient: boolean }): Outcome {
  const known = knownWords(words)
  const rankOf = (word: string): number => ranks.findIndex(includes => includes(word, known.includes(word)))
  const [word = ''] = words.toSorted((one, other) => rankOf(one) - rankOf(other))
  const unknown = words.length === 0 ? [''] : [...new Set(words.filter(each => !known.includes(each)))]
  const others = words.filter(each => each !== word)
  return {
    state: stateFor(word, known, deployment),
    word,
    unknown,
    ...(others.length === 0 ? {} : { tally: `${word} (${counted(others)})` })
  }
}

function stateFor(word: string, known: readonly string[], { transient }: { transient: boolean }): State {
  if (!known.includes(word)) return 'error'
  if (word === 'cancelled') return transient ? 'inactive' : 'error'
  if (word === 'skipped') return 'inactive'
  return states.find(state => state === word) ?? 'error'
}

/** `1 success, 2 skipped` */
const counted = (words: readonly string[]): string =>
  [...new Set(words)].map(word => `${words.filter(each => each === word).length} ${word}`).join(', ')

/**
 * Returns the description of a status for which the author gave none: which commit, and how long it took.
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
