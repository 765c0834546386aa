// First, because it hides the event file from `@actions/github`.
import { eventPath } from './runner/event-path.ts'
import { Cancelled } from './messages/problem.ts'
import { runPhase } from './phase.ts'

declare global {
  /** Set by `post.ts`, which the runner starts after the job. */
  var deploymentLifecyclePhase: 'post' | undefined
}

const phase = globalThis.deploymentLifecyclePhase ?? 'main'
const cancelled = new AbortController()

// Post ignores signals and finishes, because no later phase could complete its work.
const stop = (): void => {
  if (phase === 'main') cancelled.abort(new Cancelled())
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)

// If the process ends early for any reason, it has failed.
process.exitCode = 1
void runPhase({ phase, env: process.env, eventPath, cancelled: cancelled.signal }).then(code => {
  process.exitCode = code
})
