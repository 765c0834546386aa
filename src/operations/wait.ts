import type { Target } from './target.ts'

export interface WaitCommand {
  operation: 'wait'
  target: Target
  /** Milliseconds. */
  timeout: number
  /** Milliseconds. */
  interval: number
}
