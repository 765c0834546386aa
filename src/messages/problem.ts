/** Error for workflow authors. It has two sentences: the failure and the remedy. */
export class Problem extends Error {
  readonly remedy: string
  /** Anchor of its entry in docs/errors.md. */
  readonly entry: string | undefined

  constructor(message: string, remedy: string, entry?: string) {
    super(message)
    this.name = 'Problem'
    this.remedy = remedy
    this.entry = entry
  }
}

/** Error for a cancelled job. It has no remedy, because the post step ends a deployment that this step started. */
export class Cancelled extends Error {
  constructor() {
    super('Cancelled. If this step started a deployment, its post step will record the final state.')
    this.name = 'Cancelled'
  }
}

/** Answer to a failed request, from GitHub or from the network in between. */
export interface Answer {
  /** HTTP status, or 0 if no answer arrived. */
  status: number
  /** Error message from GitHub or from the network. */
  message: string
  /** `x-github-request-id`. GitHub Support asks for it. */
  requestId?: string
  /** GitHub's rate limit that blocked the request. */
  limit?: 'primary' | 'secondary'
  /** Set if GitHub did not answer the request itself. A later attempt may get an answer. */
  unanswered?: true
  /** Set if the answer comes from something in between, not from GitHub's API. */
  isForeign?: true
  /** Set if GitHub may have completed the request anyway. */
  mayBeDone?: true
}

/** Failed request: what the action tried, and GitHub's answer. */
export interface FailedRequest {
  doing: string
  answer: Answer
}

/** Failure at GitHub: the failed step, GitHub's answer and the remedy. */
export class GitHubProblem extends Problem {
  readonly answer: Answer

  constructor(failed: FailedRequest, remedy: string, entry?: string) {
    super(couldNot(failed), remedy, entry)
    this.name = 'GitHubProblem'
    this.answer = failed.answer
  }
}

/** Returns the sentence about a request that failed. */
export const couldNot = ({ doing, answer }: FailedRequest): string => sentence(`Could not ${doing}: ${inWords(answer)}`)

/** Returns an answer without a full stop, with its HTTP status. */
export const inWords = ({ message, status }: Answer): string =>
  `${message.trim().replace(/\.$/, '')}${status === 0 ? '' : ` (HTTP ${status})`}`

/** Whether GitHub answered "not found". */
export const isNotFound = (error: unknown): error is GitHubProblem =>
  error instanceof GitHubProblem && error.answer.status === 404

/** Whether the only problem is that GitHub did not answer in time. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof GitHubProblem && error.answer.unanswered === true

/**
 * Whether GitHub refuses a request for a reason that applies to all others, too: anything but a conflict or an invalid
 * value. If the token can read something but not change it, GitHub answers "not found".
 */
export const isForAll = (error: unknown): boolean =>
  error instanceof GitHubProblem && !isUnanswered(error) && ![409, 422].includes(error.answer.status)

/** Returns the text as a sentence with one full stop at its end. */
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

/** Describes an error in one paragraph: the failure, the remedy and GitHub's request id. */
export function explain(error: unknown): string {
  if (error instanceof GitHubProblem) {
    const id = error.answer.requestId
    return `${error.message} ${error.remedy}${id === undefined ? '' : ` [request ${id}]`}`
  }
  // After a list, the second sentence starts on a new line.
  if (error instanceof Problem) return `${error.message}${error.message.endsWith('\n') ? '' : ' '}${error.remedy}`
  if (error instanceof Cancelled) return error.message
  const detail = error instanceof Error ? error.message : String(error)
  return `Unexpected error: ${sentence(detail)} Please report this with the log of a run with debug logging.`
}

/** Line in the log that is not an error. */
export interface Note {
  level: 'info' | 'notice' | 'warning'
  text: string
  /** Anchor of its entry in docs/errors.md. */
  entry?: string
}

/** Returns a warning: something went wrong, but the step continues. */
export const warning = (text: string, entry: string): Note => ({ level: 'warning', text, entry })

/** Returns a notice: nothing went wrong, but the author should know. */
export const notice = (text: string, entry: string): Note => ({ level: 'notice', text, entry })

/**
 * Returns the link to the entry in docs/errors.md, to print after a message. It is empty if there is no entry, or if
 * the address of this action is unknown.
 *
 * @param actionUrl address of this action's files
 */
export const linkTo = ({ entry }: { entry?: string | undefined }, actionUrl: string | undefined): string =>
  entry === undefined || actionUrl === undefined ? '' : ` See ${actionUrl}/docs/errors.md#${entry}`

/** Values in the sentences of a message. */
export type Values<Name extends string> = Readonly<Record<Name, string | number>>
