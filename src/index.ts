import './runner/event-path.ts'
import type { Surroundings } from './action/main.ts'
import { duration } from './domain/deployment.ts'
import { Cancelled, explain } from './messages/problem.ts'
import { tokenReplaced } from './messages/runner.ts'
import { Client } from './github/client.ts'
import { gateway } from './github/gateway.ts'
import { clockUntil } from './runner/clock.ts'
import { proxyFor } from './runner/proxy.ts'
import { ActionsRunner } from './runner/runner.ts'
import { readActionUrl, readApiUrl, readEvent, readRun } from './runner/surroundings.ts'
import { workspace } from './runner/workspace.ts'

declare global {
  /** Set by `post.ts`, which the runner starts after the job. */
  var deploymentLifecyclePhase: 'post' | undefined
}

/** Time for a pending write after a cancellation, in milliseconds. The runner sends SIGINT and waits 7.5 seconds. */
const cancelGraceMs = 6000

const isPost = globalThis.deploymentLifecyclePhase === 'post'
const runner = new ActionsRunner(readActionUrl())
const cancelled = new AbortController()
const clock = clockUntil(cancelled.signal)
const clients: Client[] = []

/**
 * Time until an unknown host fails, so that main reports a mistyped `api-url` soon. Post keeps trying because a missing
 * final state is worse than a late one.
 */
const unknownHostMs = isPost ? Infinity : 20_000

const connect: Surroundings['connect'] = (connection, budgetMs) => {
  const client = new Client({
    ...connection,
    proxyFor,
    isRunnersApi: connection.apiUrl === readApiUrl(),
    clock,
    budgetMs,
    unknownHostMs,
    cancelled: cancelled.signal,
    cancelGraceMs,
    onAllSent: () => void runner.getReady(),
    onAnswer: ({ doing, tookMs, status, requestId }) =>
      runner.debug(
        `${status === 0 ? 'no answer' : status} in ${tookMs} ms: ${doing}${requestId === undefined ? '' : ` [${requestId}]`}`
      ),
    onTokenReplaced: () => runner.note({ ...tokenReplaced(), level: isPost ? 'info' : 'warning' }),
    onWait: (why, wait) => runner.info(`${why} Trying again in ${duration(wait)}.`)
  })
  clients.push(client)
  return gateway(client)
}

/** Runs the phase that the runner started: the operation, or its end after the job. */
async function run(): Promise<void> {
  try {
    // Post ignores signals and finishes, because no later phase could complete its work.
    const stop = (): void => {
      if (!isPost) cancelled.abort(new Cancelled())
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
    const run = readRun(runner.input('check-run-id'))
    const event = readEvent(note => runner.note(note))
    const surroundings = { runner, workspace, clock, run, event, cancelled: cancelled.signal, connect }
    // Each phase loads only its own code.
    if (isPost) await (await import('./action/post.ts')).post(surroundings)
    else await (await import('./action/main.ts')).main(surroundings)
    process.exitCode = 0
  } catch (error) {
    if (error instanceof Cancelled) runner.info(explain(error))
    else runner.error(error)
    if (error instanceof Error && error.stack !== undefined) runner.debug(error.stack)
    process.exitCode = 1
  } finally {
    clients.forEach(client => client.close())
  }
}

// If the process ends early for any reason, it has failed.
process.exitCode = 1
void run()
