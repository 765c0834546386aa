import { writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter } from 'node:path'
import { actionInputs, launchAction, listed } from './action.ts'
import type { Entry } from './action.ts'
import { CommandFiles } from './command-files.ts'
import type { Left } from './command-files.ts'
import { exported } from './contexts.ts'
import type { Folders } from './contexts.ts'
import { evaluateTexts } from './expressions.ts'
import type { Scope } from './expressions.ts'
import { put } from './ignoring-case.ts'
import type { Names } from './ignoring-case.ts'
import type { Manifest } from './manifest.ts'
import type { Masker } from './masker.ts'
import { startProcess } from './process.ts'
import type { Exit, Patience, RunningProcess } from './process.ts'
import type { StageRecord } from './record.ts'
import { launchScript } from './script.ts'
import type { ActionStub, Launch, OutputListener, Phase, Step } from './step.ts'

/** Data that all stages of a job share. */
export interface Bench {
  folders: Folders
  masker: Masker
  /** The environment of the runner's own process. */
  base: Names
  /** The variables of the job, and those that steps have added. */
  env: Names
  /** Folders that steps have added to PATH, newest first. */
  paths: string[]
  payload: unknown
  entry: Entry
  patience: Patience
  onOutput?: OutputListener | undefined
  /** Whether a stage has started a process, which may have left others behind. */
  hasStartedProcess: boolean
}

/** One stage to run. */
export interface Order {
  step: Step
  id: string
  phase: Phase
  /** The action in `uses:`. Undefined for a script. */
  action?: Manifest | ActionStub | undefined
  /** Variables of the job and the step. */
  env: Names
  /** State that earlier stages of the step have saved, and that this stage saves. */
  state: Names
  /** Values for expressions, with this action in the `github` context. */
  scope: (github: Record<string, string>) => Scope
  record: StageRecord
  brake: Brake
  onStart?: (() => void) | undefined
}

/** The result of a process, and the content of its files. */
export interface Ran extends Left {
  exitCode: number | null
  signal: NodeJS.Signals | null
  /** Standard output and standard error. */
  raw: string
}

export const NOTHING_RAN: Ran = { exitCode: null, signal: null, raw: '', env: {}, paths: [], summary: '' }

/** Stops a stage from outside, at once or when its process has started. */
export class Brake {
  #process: RunningProcess | undefined
  #pulled: 'cancelled' | 'timeout' | 'lost' | undefined

  get pulled(): 'cancelled' | 'timeout' | 'lost' | undefined {
    return this.#pulled
  }

  pull(reason: 'cancelled' | 'timeout'): void {
    if (this.#pulled !== undefined) return
    this.#pulled = reason
    this.#process?.interrupt()
  }

  /** The runner dies, so nothing reports how the stage ended. */
  kill(): void {
    this.#pulled ??= 'lost'
    this.#process?.kill()
  }

  holdTo(process: RunningProcess): void {
    this.#process = process
    if (this.#pulled === 'lost') process.kill()
    else if (this.#pulled !== undefined) process.interrupt()
  }
}

/**
 * Runs one stage: evaluates its inputs, starts its process with empty files, and reads the files.
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionRunner.cs
 */
export async function runStage(bench: Bench, order: Order): Promise<Ran> {
  const { step, action, record } = order
  const { folders, masker } = bench
  const [name = '', ref = ''] = step.uses?.startsWith('./') === true ? [] : (step.uses ?? '').split('@')
  const github = { action: order.id, action_repository: name, action_ref: ref }

  if (typeof action === 'function') {
    const outputs = await action({
      inputs: evaluateTexts(step.with, order.scope(github)),
      env: order.env,
      workspace: folders.workspace
    })
    for (const [output, value] of Object.entries(outputs ?? {})) put(record.outputs, output, value)
    return NOTHING_RAN
  }

  writeFileSync(folders.event, JSON.stringify(bench.payload ?? {}))
  const files = new CommandFiles(folders.temp)
  const scope = order.scope({ ...files.paths, ...github })
  const launch =
    action === undefined
      ? launchScript(step, scope, folders)
      : launchAction(order.phase, action, actionInputs(step, action, scope, record), bench.entry, folders.workspace)
  for (const line of [...launch.header, ...(order.phase === 'main' ? listed('env:', order.env) : [])])
    record.preface(line)

  const { raw, ...exit } = await watch(bench, order, launch, environment(bench, order, launch, scope))
  const left = files.process(record, masker)
  Object.assign(bench.env, left.env)
  for (const path of left.paths) bench.paths.unshift(path)
  for (const [key, value] of Object.entries(record.state)) put(order.state, key, value)

  if (exit.refusal !== undefined) record.fail(exit.refusal)
  else if (action === undefined && exit.exitCode !== 0 && order.brake.pulled === undefined) {
    record.annotate('error', `Process completed with exit code ${codeOf(exit)}.`)
  }
  return { exitCode: exit.exitCode, signal: exit.signal, raw, ...left }
}

/** Returns 128 and the number of the signal for a process that a signal ended, as .NET does on Unix. */
const codeOf = ({ exitCode, signal }: Exit): number =>
  exitCode ?? 128 + (signal === null ? 0 : constants.signals[signal])

/** Later values win, so users cannot change GITHUB_* and RUNNER_*. */
function environment(bench: Bench, order: Order, launch: Launch, scope: Scope): Names {
  const state = Object.entries(order.state).map(([name, value]) => [`STATE_${name}`, value] as const)
  const variables: Names = {
    ...bench.base,
    ...order.env,
    ...Object.fromEntries(state),
    ...launch.env,
    ...exported(scope.contexts)
  }
  variables['PATH'] = [...bench.paths, variables['PATH'] ?? ''].join(delimiter)
  return variables
}

async function watch(bench: Bench, order: Order, launch: Launch, env: Names): Promise<Exit & { raw: string }> {
  let raw = ''
  const stage = { step: order.id, phase: order.phase }
  bench.hasStartedProcess ||= launch.start === undefined
  const running = (launch.start ?? startProcess)({
    file: launch.file,
    args: launch.args,
    cwd: launch.cwd,
    env,
    patience: bench.patience,
    onText: text => {
      raw += text
    },
    onLine: (line, stream) => {
      order.record.read(line)
      bench.onOutput?.(line, stream, stage)
    }
  })
  order.brake.holdTo(running)
  order.onStart?.()
  return { ...(await running.exit), raw }
}
