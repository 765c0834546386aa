import { main, type Surroundings } from '../../src/action/main.ts'
import { post } from '../../src/action/post.ts'
import type { Run } from '../../src/domain/run.ts'
import { Cancelled, explain, Problem, type Note } from '../../src/messages/problem.ts'
import { Client } from '../../src/github/client.ts'
import { gateway } from '../../src/github/gateway.ts'
import type { Runner } from '../../src/ports.ts'
import { clockUntil } from '../../src/runner/clock.ts'
import { safeForLog } from '../../src/runner/safe-for-log.ts'
import { run, type Ending, type Play, type Scene } from './story.ts'

export interface Circumstances {
  /** Receives a function that cancels the job while main runs. */
  onStart?: (cancel: () => void) => void
  onMainEnd?: () => void
  /** Milliseconds between main and post. */
  work?: number
  run?: { runId: number; checkRunId: number; runAttempt: number }
}

/**
 * Plays a story with the sources in this process, which is about fifty times as fast as a job with two processes.
 * This file replaces `src/index.ts`, which starts the action, and `@actions/core`, which talks to the runner.
 */
export async function playInProcess(play: Play, scene: Scene, circumstances: Circumstances = {}): Promise<Ending> {
  const runner = new RememberingRunner()
  const cancelled = new AbortController()
  circumstances.onStart?.(() => cancelled.abort(new Cancelled()))
  const given = { ...defaultsFor(scene, circumstances), ...play.inputs }
  runner.inputs = { ...given, 'job-status': 'success' }
  const begun = await stage(main, runner, { play, scene, cancelled, circumstances })
  circumstances.onMainEnd?.()
  await new Promise(resolve => setTimeout(resolve, circumstances.work ?? 0))
  const status = cancelled.signal.aborted ? 'cancelled' : begun ? (play.ends ?? 'success') : 'failure'
  runner.inputs = { ...given, ...play.late, 'job-status': status }
  // Post gets no signal, also after a cancellation.
  const ended = await stage(post, runner, { play, scene, cancelled: new AbortController(), circumstances })
  return {
    conclusion: status === 'success' && !ended ? 'failure' : status,
    outputs: Object.fromEntries(runner.outputs),
    errors: runner.errors,
    warnings: runner.warnings,
    printed: runner.lines.join('\n'),
    written: [runner.summaries, runner.saves, ...runner.outputs.values()].flat().join('\n')
  }
}

function defaultsFor({ token }: Scene, circumstances: Circumstances): Record<string, string> {
  const { checkRunId } = circumstances.run ?? run
  return {
    operation: 'deploy',
    summary: 'true',
    token,
    'workflow-token': token,
    'check-run-id': String(checkRunId)
  }
}

interface Cast {
  play: Play
  scene: Scene
  cancelled: AbortController
  circumstances: Circumstances
}

/** Runs a stage as `src/index.ts` does. Returns whether it succeeded. */
async function stage(enter: (surroundings: Surroundings) => Promise<void>, runner: RememberingRunner, cast: Cast) {
  const clients: Client[] = []
  const clock = clockUntil(cast.cancelled.signal)
  const connect: Surroundings['connect'] = ({ apiUrl, repository, tokens, tokenKind }, limits) => {
    const client = new Client({
      tokens,
      apiUrl,
      repository,
      proxyFor: () => undefined,
      clock,
      ...limits,
      unknownHostMs: Infinity,
      cancelled: cast.cancelled.signal,
      cancelGraceMs: 6000,
      tokenKind,
      onAllSent: () => undefined,
      onAnswer: ({ doing, status, requestId }) => runner.debug(`${status}: ${doing} [${requestId ?? ''}]`),
      onTokenReplaced: () => undefined,
      onWait: (why, wait) => runner.info(`${why} Trying again in ${wait} ms.`)
    })
    clients.push(client)
    return gateway(client)
  }
  const { event } = cast.play
  const workspace = {
    head: () => Promise.reject(new Problem('There is no commit in the workspace.', 'Check one out.'))
  }
  runner.open()
  try {
    await enter({ runner, workspace, clock, run: runOf(cast), event, cancelled: cast.cancelled.signal, connect })
    return true
  } catch (error) {
    if (!(error instanceof Cancelled)) runner.error(error)
    return false
  } finally {
    clients.forEach(client => client.close())
  }
}

function runOf({ play: { event }, scene: { github, repository }, circumstances }: Cast): Run {
  const [owner = '', name = ''] = repository.fullName.split('/')
  const { serverUrl, apiUrl } = github
  return {
    serverUrl,
    apiUrl,
    repository: { owner, name },
    ...(circumstances.run ?? run),
    workflow: 'Deploy',
    job: 'deploy',
    step: 'deployment',
    actor: 'octocat',
    event: event.name
  }
}

/** A runner that only records calls. */
class RememberingRunner implements Runner {
  inputs: Readonly<Record<string, string>> = {}
  readonly outputs = new Map<string, string>()
  readonly lines: string[] = []
  readonly errors: string[] = []
  readonly warnings: string[] = []
  readonly summaries: string[] = []
  readonly saves: string[] = []
  #saved = ''

  #stages = 0

  /** Starts a stage: state saved by the previous stage becomes visible. Only main can set outputs. */
  open(): void {
    this.#stages++
    this.#saved = this.saves.at(-1) ?? ''
  }

  input(name: string): string {
    return this.inputs[name]?.trim() ?? ''
  }

  output(name: string, value: string): void {
    if (this.#stages === 1) this.outputs.set(name, value)
  }

  save(receipt: string): void {
    this.saves.push(receipt)
  }

  saved(): string {
    return this.#saved
  }

  debug(text: string): void {
    this.lines.push(safeForLog(text))
  }

  info(text: string): void {
    this.lines.push(safeForLog(text))
  }

  group(title: string, lines: readonly string[]): void {
    this.lines.push(...[title, ...lines].map(safeForLog))
  }

  note({ level, text }: Note): void {
    if (level === 'warning') this.warnings.push(safeForLog(text))
    this.lines.push(safeForLog(text))
  }

  error(error: unknown): void {
    this.lines.push(safeForLog(explain(error)))
    this.errors.push(safeForLog(explain(error)))
  }

  summary(html: string): Promise<void> {
    this.summaries.push(html)
    return Promise.resolve()
  }
}
