import { mustBeUrl } from './input-values.ts'
import { Problem, warning, type Note, type Values } from './problem.ts'

/** The state that main saved for post is damaged. */
export const savedStateUnreadable = (): Problem =>
  new Problem(
    'The state that the main step saved cannot be read, so a deployment that it started cannot be finished.',
    'Check the environment, and set the final state with "operation: update".',
    'saved-state-unreadable'
  )

/** `token` is empty when the job ends, and the `GITHUB_TOKEN` cannot be used instead. */
export const tokenGone = ({ repository }: Values<'repository'>): Problem =>
  new Problem(
    `The token for ${repository} is no longer available, so the deployment that this step started there cannot be finished.`,
    'Set the final state with "operation: update". Inside nested composite actions, expressions may be empty when the job ends.',
    'token-gone'
  )

/** `environment-url` or `log-url` is not a URL when the job ends. */
export const lateLinkInvalid = ({ name, value }: { name: string; value: string }): Note =>
  warning(`The final status is recorded without this link: ${mustBeUrl({ name, value })}`, 'late-link-invalid')
