/** What happened, and what to do about it: the two sentences of every error that a workflow author meets. */
export class Problem extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'Problem'
    this.remedy = remedy
  }
}

/** The job was cancelled while we worked: nothing to repair here, post ends what was begun. */
export class Cancelled extends Error {
  constructor() {
    super('Cancelled. If this step started a deployment, its post step will record the final state.')
    this.name = 'Cancelled'
  }
}

/** What GitHub, or the way to it, answered instead of doing what it was asked. */
export interface Answer {
  /** HTTP status; 0 where no answer came. */
  status: number
  /** GitHub's own words, or the words of the network. */
  message: string
  /** `x-github-request-id`: what GitHub's support asks for. */
  requestId?: string
  /** The limit of GitHub's that stood against it. */
  limit?: 'primary' | 'secondary'
  /** Set where it is no answer of GitHub's to what it was asked: another time it may be. */
  unanswered?: true
  /** Set if it does not come from GitHub's API, but from something between. */
  isForeign?: true
  /** Set where it may have been done all the same. */
  mayBeDone?: true
}

/** A failure at GitHub: which step failed, how GitHub answered, and what to do. */
export class GitHubProblem extends Problem {
  readonly answer: Answer

  constructor(doing: string, answer: Answer, remedy: string) {
    const status = answer.status === 0 ? '' : ` (HTTP ${answer.status})`
    super(sentence(`Could not ${doing}: ${answer.message.trim().replace(/\.$/, '')}${status}`), remedy)
    this.name = 'GitHubProblem'
    this.answer = answer
  }
}

/** Whether it is only that GitHub had no answer in time. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof GitHubProblem && error.answer.unanswered === true

/**
 * Whether what was refused to the token for one is refused for the others as well. GitHub says "not found", too, of what a
 * token may see and not change.
 */
export const isForAll = ({ answer }: GitHubProblem): boolean => [401, 403, 404, 429].includes(answer.status)

/** The text as a sentence: one full stop at its end. */
function sentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`
}

/** An error in one paragraph: what happened, what to do, and GitHub's request id. */
export function explain(error: unknown): string {
  if (error instanceof GitHubProblem) {
    const id = error.answer.requestId
    return `${error.message} ${error.remedy}${id === undefined ? '' : ` [request ${id}]`}`
  }
  // After a list, the second sentence begins a line of its own.
  if (error instanceof Problem) return `${error.message}${error.message.endsWith('\n') ? '' : ' '}${error.remedy}`
  if (error instanceof Cancelled) return error.message
  const detail = error instanceof Error ? error.message : String(error)
  return `Unexpected error: ${sentence(detail)} Please report this with the log of a run with debug logging.`
}
