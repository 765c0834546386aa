import { notice, warning, type Note, type Values } from './problem.ts'

/** The author's `result` has words that are not an outcome. */
export const unknownResult = ({ words, state }: Values<'state'> & { words: readonly string[] }): Note =>
  warning(
    `Unknown result "${words.join('", "')}": the deployment is recorded as ${state}. Use step outcomes, job statuses or one deployment state.`,
    'unknown-result'
  )

/** Somebody deleted the deployment while the job ran. */
export const deletedMeanwhile = ({ id, state }: Values<'id' | 'state'>): Note =>
  notice(
    `Deployment ${id} was deleted while the job ran, so its final state (${state}) is not recorded.`,
    'deleted-meanwhile'
  )

/** GitHub rejected a status, but accepted it without its environment URL. */
export const environmentUrlRejected = ({ url, reason }: { url: string; reason: string }): Note =>
  warning(
    `GitHub rejected the environment URL "${url}" (${reason.replace(/\.$/, '')}), so the state is recorded without a link. Check the input "environment-url".`,
    'environment-url-rejected'
  )
