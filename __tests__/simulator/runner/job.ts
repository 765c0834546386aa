import { randomInt, randomUUID } from 'node:crypto'
import {
  accessSync,
  appendFileSync,
  chmodSync,
  constants,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ROOT } from './action.ts'
import type { Entry } from './action.ts'
import { baseEnvironment, foldersIn, githubContext, runnerContext } from './contexts.ts'
import type { Folders, RunOptions } from './contexts.ts'
import {
  evaluateField,
  evaluateText,
  evaluateTexts,
  hashFiles,
  holds,
  holdsAlone,
  messageOf,
  statusFunctions
} from './expressions.ts'
import type { Scope, Status } from './expressions.ts'
import type { Names } from './ignoring-case.ts'
import { loadManifest, ManifestError } from './manifest.ts'
import { Masker } from './masker.ts'
import { endOrphans } from './process.ts'
import type { Patience } from './process.ts'
import { StageRecord } from './record.ts'
import type { Annotation } from './record.ts'
import { Brake, NOTHING_RAN, runStage } from './stage.ts'
import type { Bench, Ran } from './stage.ts'
import type { ActionStub, OutputListener, Phase, Step } from './step.ts'
import type { Command } from './workflow-commands.ts'

export interface JobOptions extends RunOptions {
  steps: readonly Step[]
  /** The folder of `uses: ./` and `uses: OWNER/deployment-lifecycle@…`. Defaults to the root of the repository. */
  action?: string
  /** Which of the action's files run. `src` runs the sources, for coverage. */
  entry?: Entry
  /**
   * Other actions by `OWNER/NAME` or `./path`: a folder or a stub. A missing `./path` is a folder of the workspace. Any
   * other missing action does nothing and succeeds.
   */
  actions?: Readonly<Record<string, string | ActionStub>>
  secrets?: Readonly<Record<string, string>>
  vars?: Readonly<Record<string, string>>
  inputs?: Readonly<Record<string, unknown>>
  needs?: Readonly<Record<string, unknown>>
  matrix?: Readonly<Record<string, unknown>>
  strategy?: Readonly<Record<string, unknown>>
  /** Empty on GitHub Enterprise Server, which does not have it. */
  checkRunId?: number | ''
  /** The job's `env:`. */
  env?: Readonly<Record<string, string>>
  /** The environment of the runner itself, which every step inherits. */
  processEnv?: Readonly<Record<string, string>>
  /** Files of the workspace. Files that start with `#!` are executable. */
  files?: Readonly<Record<string, string>>
  /** Folders of the workspace to add to the start of PATH. */
  path?: readonly string[]
  /** Prepares the workspace, for example with a Git checkout. */
  prepare?: (workspace: string) => void | Promise<void>
  debug?: boolean
  onOutput?: OutputListener
  /** Calls `at` when the main stage of the step has started. */
  cancel?: { step: string; at: (cancel: () => void) => void }
  /** Time limits in milliseconds. `worker` is the time for everything that is left after a cancellation. */
  cancelTimeouts?: Partial<Patience & { worker: number }>
  /**
   * The place of the steps. `composite`: in a composite action. `nested-composite`: in a local composite action inside
   * another one. Its post stages get the inputs and steps of the outermost one:
   * https://github.com/actions/runner/issues/2009
   */
  nesting?: 'none' | 'composite' | 'nested-composite'
  /** The job's `outputs:` and the `url` of its `environment:`. They are evaluated after all post steps. */
  outputs?: Readonly<Record<string, unknown>>
  environmentUrl?: unknown
  /** Keeps the folders of the job. */
  keep?: boolean
}

export interface RunningJob {
  /** Cancels the job like the button on the run's page. */
  cancel: () => void
  /** Simulates that the runner dies. Nothing runs after that, not even a post step. */
  shutdown: () => void
  finished: Promise<JobResult>
}

export interface JobResult {
  conclusion: Status
  steps: StepResult[]
  /** Returns the result of the step with this ID. Throws if it does not exist. */
  step(id: string): StepResult
  /** The log that people see, with masked secrets. */
  log: string
  outputs: Record<string, string>
  environmentUrl: string
  /** Complaints of the runner outside of the steps. */
  problems: string[]
  runId: number
  checkRunId: number | ''
  workspace: string
}

export type StepStatus = Status | 'skipped'

export interface StepResult {
  id: string
  outcome: StepStatus
  conclusion: StepStatus
  outputs: Record<string, string>
  /** Undefined if the step was skipped. */
  main?: StageResult
  /** Undefined if there is no post stage, or if it did not run. */
  post?: StageResult
}

export interface StageResult extends Ran {
  outcome: StepStatus
  conclusion: StepStatus
  durationMs: number
  /** The log that people see: without commands, with masked secrets. */
  log: string
  /** All commands that the runner executed, so a test can check that none was injected. */
  commands: Command[]
  annotations: Annotation[]
  outputs: Record<string, string>
  state: Record<string, string>
  masks: string[]
  /** The runner's own complaints. */
  problems: string[]
}

/**
 * Starts a job. Runs its steps in order, then the post steps in reverse order.
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/StepsRunner.cs
 */
export function startJob(options: JobOptions): RunningJob {
  const job = new Job(options)
  return { cancel: () => job.cancel(), shutdown: () => job.shutdown(), finished: job.run() }
}

export async function runJob(options: JobOptions): Promise<JobResult> {
  return startJob(options).finished
}

/** A file to which each job adds a character if it has run the bundle: `scripts/jest-reporter.js`. */
const counter = process.env['JOBS_ON_THE_BUNDLE']

const inMemory = '/dev/shm'
/** Uses that this machine allows for a folder in memory. Containers often forbid programs there. */
const memory = usesOf(inMemory)

const PATIENCE = { interrupt: 7500, terminate: 2500, output: 5000, worker: 285_000 }
const NO_MATRIX = { 'fail-fast': true, 'job-index': 0, 'job-total': 1, 'max-parallel': 1 }

/** A step in progress. */
interface Station {
  step: Step
  id: string
  /** Whether the workflow sets the ID. Other steps can only use its outputs if it does. */
  named: boolean
  result: StepResult
  /** State that its stages have saved for later stages. */
  state: Names
  postIf: string
}

/** A running stage of the step. */
interface Visit {
  station: Station
  phase: Phase
  /** Variables of the job and the step. */
  env: Names
  scope: (github?: Record<string, string>) => Scope
  /** Whether its condition is still true. */
  wanted: () => boolean
  record: StageRecord
  brake: Brake
}

class Job {
  readonly #options: JobOptions
  readonly #patience: Patience & { worker: number }
  readonly #stations: Station[]
  readonly #posts: Station[] = []
  readonly #steps: Record<string, Pick<StepResult, 'outputs' | 'outcome' | 'conclusion'>> = {}
  readonly #log: string[] = []
  readonly #problems: string[] = []
  readonly #masker = new Masker()
  readonly #runId: number
  readonly #checkRunId: number | ''
  #status: Status = 'success'
  #cancelled = false
  #dead = false
  #hasRunBundle = false
  #current: Visit | undefined
  #lastMinutes: NodeJS.Timeout | undefined

  constructor(options: JobOptions) {
    this.#options = options
    this.#patience = { ...PATIENCE, ...options.cancelTimeouts }
    this.#stations = stations(options.steps)
    this.#runId = options.runId ?? randomInt(10_000_000_000, 100_000_000_000)
    this.#checkRunId = options.checkRunId ?? randomInt(100_000_000_000, 1_000_000_000_000)
    for (const secret of [options.token, ...Object.values(options.secrets ?? {})]) this.#masker.add(secret)
  }

  /** Cancels the running stage, unless its condition is still true. Later stages are not affected. */
  cancel(): void {
    if (this.#cancelled || this.#dead) return
    this.#cancelled = true
    this.#status = 'cancelled'
    this.#lastMinutes = setTimeout(() => this.shutdown(), this.#patience.worker)
    const current = this.#current
    if (current !== undefined && !stillWanted(current)) current.brake.pull('cancelled')
  }

  shutdown(): void {
    this.#dead = true
    if (!this.#cancelled) this.#status = 'failure'
    this.#current?.brake.kill()
  }

  async run(): Promise<JobResult> {
    const root = this.#makeRoot()
    const trackingId = `github_${randomUUID()}`
    const bench = this.#bench(foldersIn(root, this.#options.repository), trackingId)
    try {
      await this.#prepare(bench.folders)
      for (const station of this.#stations) await this.#visit(bench, station, 'main')
      for (let station = this.#posts.pop(); station !== undefined; station = this.#posts.pop()) {
        await this.#visit(bench, station, 'post')
      }
      return this.#complete(bench)
    } finally {
      this.#dead = true
      clearTimeout(this.#lastMinutes)
      if (this.#hasRunBundle && counter !== undefined) appendFileSync(counter, '.')
      if (bench.hasStartedProcess) await endOrphans(trackingId)
      if (this.#options.keep !== true) rmSync(root, { recursive: true, force: true, maxRetries: 3 })
    }
  }

  /** Makes the folder of the job, in memory if possible: half of the time of a job goes to small files. */
  #makeRoot(): string {
    const { entry, steps } = this.#options
    const startsNoProcess = typeof entry === 'function' && steps.every(({ run }) => run === undefined)
    const isInMemory = memory === 'programs' || (memory === 'files' && startsNoProcess)
    return realpathSync(mkdtempSync(join(isInMemory ? inMemory : tmpdir(), 'job-')))
  }

  #bench(folders: Folders, trackingId: string): Bench {
    const { env, processEnv, path = [], event, entry = 'dist', onOutput } = this.#options
    return {
      folders,
      masker: this.#masker,
      base: { ...baseEnvironment(folders, trackingId), ...processEnv },
      env: { ...env },
      paths: path.map(folder => join(folders.workspace, folder)),
      payload: event.payload,
      entry,
      patience: this.#patience,
      onOutput,
      hasStartedProcess: false
    }
  }

  async #prepare({ workspace, temp, tools, home, event }: Folders): Promise<void> {
    for (const path of [workspace, temp, tools, home, dirname(event)]) mkdirSync(path, { recursive: true })
    for (const [name, text] of Object.entries(this.#options.files ?? {})) {
      const path = join(workspace, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
      if (text.startsWith('#!')) chmodSync(path, 0o755)
    }
    await this.#options.prepare?.(workspace)
  }

  /** Runs one stage of one step if its condition is true, and records the result. */
  async #visit(bench: Bench, station: Station, phase: Phase): Promise<void> {
    if (this.#dead) return
    const { step, result } = station
    const record = new StageRecord(this.#masker, this.#options.debug === true)
    const began = performance.now()
    let ran = NOTHING_RAN
    let outcome: StepStatus = 'failure'
    let conclusion: StepStatus = 'failure'
    try {
      const env = {
        ...bench.env,
        ...evaluateTexts(step.env, this.#scope(bench, phase, bench.env, { action: station.id }))
      }
      const scope = (github = {}): Scope => this.#scope(bench, phase, env, { action: station.id, ...github })
      const wanted = (): boolean => this.#wanted(station, phase, scope())
      if (!wanted()) {
        if (phase === 'main') this.#settle(station, { outcome: 'skipped', conclusion: 'skipped', outputs: {} })
        return
      }
      const brake = new Brake()
      ran = await this.#attempt(bench, { station, phase, env, scope, wanted, record, brake })
      outcome = verdict(step, ran, brake, record)
      conclusion = outcome === 'failure' && forgives(step, scope(), record) ? 'success' : outcome
    } catch (error) {
      record.fail(messageOf(error))
    }
    const { commands, annotations, problems, masks, state, log } = record
    const outputs = phase === 'main' ? record.outputs : {}
    const durationMs = performance.now() - began
    result[phase] = {
      ...ran,
      outcome,
      conclusion,
      durationMs,
      log,
      commands,
      annotations,
      outputs,
      state,
      masks,
      problems
    }
    this.#log.push(record.prefaced, log)
    if (phase === 'main') this.#settle(station, { outcome, conclusion, outputs })
    if (conclusion === 'failure' && this.#status === 'success') this.#status = 'failure'
  }

  #settle(station: Station, end: Pick<StepResult, 'outcome' | 'conclusion' | 'outputs'>): void {
    Object.assign(station.result, end)
    if (station.named) this.#steps[station.id] = end
  }

  #wanted({ step, postIf }: Station, phase: Phase, { contexts, functions }: Scope): boolean {
    const visible = Object.fromEntries(Object.entries(contexts).filter(([name]) => name !== 'secrets'))
    const scope = { contexts: visible, functions: [...functions, ...statusFunctions(this.#status)] }
    return phase === 'main' ? holds(step.if, scope) : holdsAlone(postIf, scope)
  }

  /** Runs a stage within its time limit. An error before its process starts fails the step. */
  async #attempt(bench: Bench, visit: Visit): Promise<Ran> {
    const { station, phase, scope, record, brake } = visit
    const { step, id, state } = station
    let timer: NodeJS.Timeout | undefined
    this.#current = visit
    try {
      record.preface(title(step, phase, scope()))
      const minutes = Number(evaluateField(step['timeout-minutes'], scope()) ?? 0)
      if (minutes > 0) {
        timer = setTimeout(() => brake.pull(this.#cancelled ? 'cancelled' : 'timeout'), minutes * 60_000)
      }
      const found = step.uses === undefined ? undefined : this.#find(step.uses, bench.folders.workspace)
      if (step.uses !== undefined && found === undefined) {
        record.show(`${step.uses} is not simulated: taken as done.`)
        return NOTHING_RAN
      }
      const action = typeof found === 'string' ? loadManifest(found) : found
      if (typeof action === 'object' && action.folder === ROOT) this.#hasRunBundle = typeof bench.entry !== 'function'
      if (phase === 'main' && typeof action === 'object' && action.post !== undefined) {
        station.postIf = action.postIf
        this.#posts.push(station)
      }
      const { cancel } = this.#options
      const onStart = phase === 'main' && cancel?.step === id ? () => cancel.at(() => this.cancel()) : undefined
      return await runStage(bench, { ...visit, step, id, state, action, onStart })
    } catch (error) {
      record.fail(...(error instanceof ManifestError ? error.reasons : []), messageOf(error))
      return NOTHING_RAN
    } finally {
      clearTimeout(timer)
      this.#current = undefined
    }
  }

  #find(uses: string, workspace: string): string | ActionStub | undefined {
    const name = uses.split('@')[0] ?? uses
    const known = this.#options.actions?.[name]
    if (known !== undefined) return known
    if (name.startsWith('./') && name !== './') return join(workspace, name)
    return name === './' || name.endsWith('/deployment-lifecycle') ? (this.#options.action ?? ROOT) : undefined
  }

  /** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts */
  #scope(bench: Bench, phase: Phase, env: Names, github: Record<string, string> = {}): Scope {
    const { folders } = bench
    const { nesting = 'none', token, secrets, vars = {}, inputs = {}, needs = {} } = this.#options
    const composite = nesting !== 'none' && { action_path: join(folders.workspace, '.github', 'actions', 'composite') }
    const foreign = nesting === 'nested-composite' && phase === 'post'
    const contexts: Record<string, unknown> = {
      github: { ...githubContext({ ...this.#options, runId: this.#runId }, folders), ...composite, ...github },
      env,
      job: { status: this.#status, ...(this.#checkRunId !== '' && { check_run_id: this.#checkRunId }) },
      steps: foreign ? {} : this.#steps,
      runner: runnerContext(folders, this.#options.debug === true),
      strategy: this.#options.strategy ?? NO_MATRIX,
      matrix: this.#options.matrix ?? null,
      inputs: foreign ? {} : inputs,
      ...(nesting === 'none' && { secrets: { ...secrets, GITHUB_TOKEN: token, github_token: token }, vars, needs })
    }
    return { contexts, functions: [hashFiles(folders.workspace)] }
  }

  #complete(bench: Bench): JobResult {
    const { outputs, environmentUrl } = this.#ends(bench)
    const steps = this.#stations.map(({ result }) => result)
    const step = (id: string): StepResult => {
      const found = steps.find(candidate => candidate.id === id)
      if (found !== undefined) return found
      throw new Error(`The job has no step '${id}', only ${steps.map(candidate => candidate.id).join(', ')}`)
    }
    return {
      conclusion: this.#status,
      steps,
      step,
      log: this.#log.join(''),
      outputs,
      environmentUrl,
      problems: this.#problems,
      runId: this.#runId,
      checkRunId: this.#checkRunId,
      workspace: bench.folders.workspace
    }
  }

  /** Returns the outputs of the job. Drops values that contain a secret. */
  #ends(bench: Bench): Pick<JobResult, 'outputs' | 'environmentUrl'> {
    const reveals = (value: string): boolean => this.#masker.mask(value) !== value
    try {
      const scope = this.#scope(bench, 'main', bench.env)
      const url = evaluateText(this.#options.environmentUrl, scope)
      const outputs = Object.entries(evaluateTexts(this.#options.outputs, scope)).filter(([, value]) => value !== '')
      for (const [name] of outputs.filter(([, value]) => reveals(value))) {
        this.#problems.push(`Skip output '${name}' since it may contain secret.`)
      }
      if (reveals(url)) this.#problems.push('Skip setting environment url as environment may contain secret.')
      return {
        outputs: Object.fromEntries(outputs.filter(([, value]) => !reveals(value))),
        environmentUrl: reveals(url) ? '' : url
      }
    } catch (error) {
      this.#problems.push(messageOf(error))
      if (!this.#cancelled) this.#status = 'failure'
      return { outputs: {}, environmentUrl: '' }
    }
  }
}

function usesOf(folder: string): 'programs' | 'files' | 'nothing' {
  let own: string | undefined
  try {
    own = mkdtempSync(join(folder, 'job-'))
    const program = join(own, 'program')
    writeFileSync(program, '', { mode: 0o755 })
    accessSync(program, constants.X_OK)
    return 'programs'
  } catch {
    return own === undefined ? 'nothing' : 'files'
  } finally {
    if (own !== undefined) rmSync(own, { recursive: true })
  }
}

/** Steps without an ID get one from the runner: `__run`, `__run_2`, `__self`, `__octo_action`. */
function stations(steps: readonly Step[]): Station[] {
  const taken = new Set<string>()
  return steps.map(step => {
    const base = step.id ?? generated(step)
    let id = base
    for (let n = 2; taken.has(id); n++) id = `${base}_${n}`
    taken.add(id)
    const result: StepResult = { id, outcome: 'skipped', conclusion: 'skipped', outputs: {} }
    return { step, id, named: step.id !== undefined, result, state: {}, postIf: '' }
  })
}

function generated({ uses }: Step): string {
  if (uses === undefined) return '__run'
  return uses.startsWith('./') ? '__self' : `__${(uses.split('@')[0] ?? '').replaceAll(/[^A-Za-z0-9-]/g, '_')}`
}

/** A condition that cannot be evaluated is false. */
function stillWanted({ wanted }: Visit): boolean {
  try {
    return wanted()
  } catch {
    return false
  }
}

/** A name that cannot be evaluated is shown as it is written. */
function title(step: Step, phase: Phase, scope: Scope): string {
  const [line = ''] = (step.uses ?? step.run ?? '').trim().split('\n')
  let name = step.name ?? `Run ${line}`
  try {
    name = evaluateText(name, scope)
  } catch {
    // The name is only shown.
  }
  return phase === 'post' ? `Post ${name}` : name
}

/** The outcome of a cancelled step does not depend on its exit code. */
function verdict(step: Step, ran: Ran, brake: Brake, record: StageRecord): StepStatus {
  if (brake.pulled === 'cancelled') {
    record.annotate('error', 'The operation was canceled.')
    return 'cancelled'
  }
  if (brake.pulled === 'timeout') {
    const name = step.name ?? step.uses ?? step.run ?? ''
    record.annotate('error', `The action '${name}' has timed out after ${String(step['timeout-minutes'])} minutes.`)
    return 'failure'
  }
  return record.failed || ran.signal !== null || (ran.exitCode ?? 0) !== 0 ? 'failure' : 'success'
}

function forgives(step: Step, scope: Scope, record: StageRecord): boolean {
  try {
    return evaluateField(step['continue-on-error'], scope) === true
  } catch (error) {
    record.complain('error', messageOf(error))
    return false
  }
}
