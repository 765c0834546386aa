import { main, type Surroundings } from './action/main-phase.ts'
import { post } from './action/post-phase.ts'
import { duration } from './domain/deployment.ts'
import { Client } from './github/client.ts'
import { connected } from './github/github.ts'
import { Cancelled, explain } from './messages/problem.ts'
import { tokenReplaced } from './messages/job.ts'
import { ActionsRunner } from './runner/runner.ts'
import { clockUntil, proxyFor, readEvent, readRun, workspace, type Variables } from './runner/surroundings.ts'

/** Start of a phase by the runner. */
export interface Start {
  phase: 'main' | 'post'
  /** Variables of the process. `@actions/core` reads the same ones. */
  env: Variables
  eventPath: string
  /** Aborted with `Cancelled` when the job is cancelled. */
  cancelled: AbortSignal
}

/** Time for a pending write after a cancellation, in milliseconds. The runner sends SIGINT and waits 7.5 seconds. */
const cancelGraceMs = 6000

/** Runs main with the operation, or post, which ends it after the job. Prints the error, and returns the exit code. */
export async function runPhase({ phase, env, eventPath, cancelled }: Start): Promise<0 | 1> {
  const isPost = phase === 'post'
  const runner = new ActionsRunner(env)
  const clock = clockUntil(cancelled)
  const clients: Client[] = []
  try {
    const run = readRun(env, runner.input('check-run-id'))
    const connect: Surroundings['connect'] = (connection, limits) => {
      const client = new Client({
        ...connection,
        proxyFor: url => proxyFor(env, url),
        isRunnersApi: connection.apiUrl === run.apiUrl,
        clock,
        ...limits,
        // Main reports a mistyped `api-url` soon. Post keeps trying: a missing final state is worse than a late one.
        unknownHostMs: isPost ? Infinity : 20_000,
        cancelled,
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
      return connected(client)
    }
    const event = readEvent(env, eventPath, note => runner.note(note))
    const surroundings = { runner, workspace, clock, run, event, cancelled, connect }
    await (isPost ? post(surroundings) : main(surroundings))
    return 0
  } catch (error) {
    if (error instanceof Cancelled) runner.info(explain(error))
    else runner.error(error)
    if (error instanceof Error && error.stack !== undefined) runner.debug(error.stack)
    return 1
  } finally {
    clients.forEach(client => client.close())
    await runner.printed()
  }
}
