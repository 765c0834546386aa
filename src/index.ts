import './runner/event-path.ts'
import type { Surroundings } from './action/main.ts'
import { duration } from './domain/deployment.ts'
import { Cancelled, explain } from './domain/problem.ts'
import { Client } from './github/client.ts'
import { Gateway } from './github/gateway.ts'
import { clockUntil } from './runner/clock.ts'
import { proxyFor } from './runner/proxy.ts'
import { ActionsRunner } from './runner/runner.ts'
import { readApiUrl, readEvent, readRun } from './runner/surroundings.ts'
import { GitWorkspace } from './runner/workspace.ts'

declare global {
  /** Set by `post.ts`, which is what the runner starts after the job. */
  var deploymentLifecyclePhase: 'post' | undefined
}

/** The runner sends SIGINT and waits 7.5 seconds: a write in flight may use most of them. */
const lastWords = 6000

const isPost = globalThis.deploymentLifecyclePhase === 'post'
const runner = new ActionsRunner()
const cancelled = new AbortController()
const clock = clockUntil(cancelled.signal)
const clients: Client[] = []

const tokenEnded =
  'GitHub rejected the token (401), so the workflow\'s GITHUB_TOKEN is used instead. Events it creates do not trigger other workflows. If you need them, check the input "token".'

/** A mistyped `api-url` is told soon. Post keeps trying: a final state that is not recorded is worse than a late one. */
const unknownHostMs = isPost ? Infinity : 20_000

const connect: Surroundings['connect'] = ({ apiUrl, repository, tokens, tokenKind }, budget) => {
  const client = new Client({
    tokens,
    apiUrl,
    proxyFor,
    isRunnersApi: apiUrl === readApiUrl(),
    clock,
    budget,
    unknownHostMs,
    cancelled: cancelled.signal,
    lastWords,
    tokenKind,
    underway: () => void runner.getReady(),
    observe: ({ doing, took, status, requestId }) =>
      runner.debug(
        `${status === 0 ? 'no answer' : status} in ${took} ms: ${doing}${requestId === undefined ? '' : ` [${requestId}]`}`
      ),
    replaced: () => (isPost ? runner.info(tokenEnded) : runner.warning(tokenEnded)),
    waiting: (why, wait) => runner.info(`${why.message} Trying again in ${duration(wait)}.`)
  })
  clients.push(client)
  return new Gateway(client, repository)
}

/** The phase that the runner started: the operation, or what is left of it when the job is over. */
async function run(): Promise<void> {
  try {
    // After post comes nobody who could end what it leaves: it finishes, whoever signals.
    const stop = (): void => {
      if (!isPost) cancelled.abort()
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
    const run = readRun(runner.input('check-run-id'))
    const event = readEvent(text => runner.warning(text))
    const surroundings = { runner, workspace: new GitWorkspace(), clock, run, event, connect }
    // Neither phase needs what only the other one does.
    if (isPost) await (await import('./action/post.ts')).post(surroundings)
    else await (await import('./action/main.ts')).main(surroundings)
    process.exitCode = 0
  } catch (error) {
    if (error instanceof Cancelled) runner.info(explain(error))
    else runner.error(explain(error))
    if (error instanceof Error && error.stack !== undefined) runner.debug(error.stack)
    process.exitCode = 1
  } finally {
    clients.forEach(client => client.close())
  }
}

// Whatever ends the process before its time, it has not succeeded.
process.exitCode = 1
void run()
