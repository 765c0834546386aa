import { randomInt } from 'node:crypto'
import { parse } from 'yaml'
import { foldersIn, githubContext } from './contexts.ts'
import {
  evaluateField,
  evaluateText,
  evaluateTexts,
  evaluateTree,
  holds,
  print,
  statusFunctions
} from './expressions.ts'
import type { Scope } from './expressions.ts'
import { startJob } from './job.ts'
import type { JobOptions, JobResult, RunningJob, StepStatus } from './job.ts'
import { combinations } from './matrix.ts'
import type { Combination } from './matrix.ts'
import type { Step } from './step.ts'

type FromWorkflow = 'steps' | 'job' | 'matrix' | 'strategy' | 'needs' | 'outputs' | 'environmentUrl' | 'env' | 'cancel'

export interface WorkflowOptions extends Omit<JobOptions, FromWorkflow | 'checkRunId'> {
  /** Empty on GitHub Enterprise Server. Otherwise each job gets its own number. */
  checkRunId?: ''
  /** Returns the token for a job with these `permissions:`. Defaults to `token`. */
  tokenFor?: (permissions: Permissions | undefined, job: string) => string
  /**
   * Called before a job with `environment:` starts. Its result is called after the job, as GitHub ends the deployment for such
   * a job.
   */
  onJobEnvironment?: (name: string, job: JobEnvironment) => EnvironmentEnd | undefined
  /** Called when a job has started. */
  onJobStart?: (start: JobStart) => void
}

export type Permissions = 'read-all' | 'write-all' | Record<string, 'read' | 'write' | 'none'>

export interface JobEnvironment {
  /** Whether GitHub creates a deployment for the job. */
  deployment: boolean
  checkRunId: number | ''
  runId: number
  /** The name on the run's page: `deploy (eu)`. */
  jobName: string
}

export type EnvironmentEnd = (conclusion: StepStatus, url: string) => void

export interface JobStart extends Pick<RunningJob, 'cancel' | 'shutdown'> {
  id: string
  name: string
  checkRunId: number | ''
}

export interface WorkflowResult {
  conclusion: StepStatus
  /** All jobs that ran or were skipped, with one entry per matrix combination. */
  jobs: JobRun[]
  /** Returns the job with this ID. Throws if there is not exactly one. */
  job(id: string): JobRun
}

export interface JobRun {
  id: string
  name: string
  matrix?: Combination
  conclusion: StepStatus
  outputs: Record<string, string>
  /** Undefined if the job was skipped. */
  result?: JobResult
}

/** A job in a workflow file, with the keys that are simulated. */
interface JobText {
  name?: string
  needs?: string | string[]
  if?: unknown
  uses?: string
  strategy?: { matrix?: unknown; 'fail-fast'?: unknown; 'max-parallel'?: unknown }
  permissions?: Permissions
  env?: Record<string, unknown>
  defaults?: Defaults
  environment?: string | { name?: unknown; url?: unknown; deployment?: unknown }
  outputs?: Record<string, unknown>
  'continue-on-error'?: unknown
  'timeout-minutes'?: unknown
  steps?: Step[]
}

interface WorkflowText {
  name?: string
  permissions?: Permissions
  env?: Record<string, unknown>
  defaults?: Defaults
  jobs?: Record<string, JobText>
}

interface Defaults {
  run?: Pick<Step, 'shell' | 'working-directory'>
}

type Needs = Record<string, { result: StepStatus; outputs: Record<string, string> }>

/** Contexts that only some fields of a job can use. */
interface Contexts {
  needs: Needs
  matrix: Combination | null
  strategy: Record<string, unknown>
}

/** All runs of one job in the file, and their results for other jobs. */
interface Done {
  runs: JobRun[]
  result: StepStatus
  outputs: Record<string, string>
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability */
const IN_JOB_IF = ['github', 'needs', 'vars', 'inputs']

/**
 * Runs a workflow file. A job starts when the jobs that it needs have ended. The jobs of a matrix run in parallel.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export async function runWorkflow(text: string, options: WorkflowOptions): Promise<WorkflowResult> {
  const jobs = await new Workflow(parse(text) as WorkflowText, options).run()
  return {
    conclusion: overall(jobs.map(job => job.conclusion).filter(conclusion => conclusion !== 'skipped')),
    jobs,
    job: id => {
      const [found, ...others] = jobs.filter(job => job.id === id)
      if (found === undefined || others.length > 0) throw new Error(`There are ${others.length} other jobs '${id}'`)
      return found
    }
  }
}

class Workflow {
  readonly #text: WorkflowText
  readonly #options: WorkflowOptions
  readonly #runId: number
  readonly #done = new Map<string, Promise<Done>>()

  constructor(text: WorkflowText, options: WorkflowOptions) {
    this.#text = text
    this.#options = options
    this.#runId = options.runId ?? randomInt(10_000_000_000, 100_000_000_000)
  }

  async run(): Promise<JobRun[]> {
    const done = await Promise.all(Object.keys(this.#jobs).map(id => this.#job(id)))
    return done.flatMap(({ runs }) => runs)
  }

  get #jobs(): Record<string, JobText> {
    return this.#text.jobs ?? {}
  }

  /** Runs each job once, even if several jobs need it. */
  #job(id: string): Promise<Done> {
    const known = this.#done.get(id)
    if (known !== undefined) return known
    const job = this.#jobs[id]
    if (job === undefined) throw new Error(`There is no job '${id}'`)
    if (job.uses !== undefined) throw new Error(`Job '${id}' calls a reusable workflow, which is not simulated`)
    const done = this.#decide(id, job)
    this.#done.set(id, done)
    return done
  }

  async #decide(id: string, job: JobText): Promise<Done> {
    const needs: Needs = {}
    for (const need of needed(job)) {
      const { result, outputs } = await this.#job(need)
      needs[need] = { result, outputs }
    }
    const { contexts } = this.#scope({ needs })
    const visible = Object.fromEntries(Object.entries(contexts).filter(([name]) => IN_JOB_IF.includes(name)))
    const ancestors = await this.#ancestors(id)
    if (!holds(job.if, { contexts: visible, functions: statusFunctions(overall(ancestors)) })) {
      return {
        runs: [{ id, name: named(id, job, null), conclusion: 'skipped', outputs: {} }],
        result: 'skipped',
        outputs: {}
      }
    }
    const runs = await this.#matrix(id, job, needs)
    return {
      runs,
      result: overall(runs.map(({ conclusion }) => conclusion)),
      outputs: Object.assign({}, ...runs.map(({ outputs }) => outputs)) as Record<string, string>
    }
  }

  async #ancestors(id: string): Promise<StepStatus[]> {
    const parents = needed(this.#jobs[id] ?? {})
    const results = await Promise.all(
      parents.map(async parent => [(await this.#job(parent)).result, ...(await this.#ancestors(parent))])
    )
    return results.flat()
  }

  /** Runs the jobs of a matrix. If one fails, the others are cancelled, unless `fail-fast: false` is set. */
  async #matrix(id: string, job: JobText, needs: Needs): Promise<JobRun[]> {
    const scope = this.#scope({ needs })
    const { matrix, ...strategy } = (evaluateTree(job.strategy ?? {}, scope) ?? {}) as JobText['strategy'] & object
    const found: (Combination | null)[] =
      typeof matrix === 'object' && matrix !== null ? combinations(matrix as Combination) : [null]
    const atOnce = Number(strategy['max-parallel'] ?? found.length)
    const failFast = strategy['fail-fast'] !== false

    const waiting = [...found.entries()]
    const running = new Set<RunningJob>()
    const runs: JobRun[] = []
    let failed = false
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, combination] = next
        const place = {
          'fail-fast': failFast,
          'job-index': index,
          'job-total': found.length,
          'max-parallel': atOnce
        }
        const run = failed
          ? { id, name: named(id, job, combination), conclusion: 'cancelled' as const, outputs: {} }
          : await this.#run(id, job, { needs, matrix: combination, strategy: place }, running)
        runs[index] = run
        if (run.conclusion === 'failure' && failFast) {
          failed = true
          for (const sibling of running) sibling.cancel()
        }
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    return runs
  }

  async #run(id: string, job: JobText, contexts: Contexts, running: Set<RunningJob>): Promise<JobRun> {
    const { needs, matrix, strategy } = contexts
    const scope = this.#scope(contexts)
    const name = job.name === undefined ? named(id, job, matrix) : evaluateText(job.name, scope)
    const permissions = job.permissions ?? this.#text.permissions
    const token = this.#options.tokenFor?.(permissions, id) ?? this.#options.token
    const checkRunId = this.#options.checkRunId ?? randomInt(100_000_000_000, 1_000_000_000_000)
    const environment = this.#environment(job, scope)
    const endEnvironment =
      environment &&
      this.#options.onJobEnvironment?.(environment.name, {
        deployment: environment.deployment,
        checkRunId,
        runId: this.#runId,
        jobName: name
      })

    const started = startJob({
      ...this.#options,
      ...this.#about,
      job: id,
      token,
      checkRunId,
      needs,
      strategy,
      env: { ...evaluateTexts(this.#text.env, this.#scope({ needs: {} })), ...evaluateTexts(job.env, scope) },
      steps: (job.steps ?? []).map(step => ({ ...this.#defaults(job, step), ...step })),
      outputs: job.outputs ?? {},
      environmentUrl: environment?.url,
      ...(matrix !== null && { matrix })
    })
    running.add(started)
    const minutes = Number(evaluateField(job['timeout-minutes'], scope) ?? 0)
    const timer = minutes > 0 ? setTimeout(() => started.cancel(), minutes * 60_000) : undefined
    this.#options.onJobStart?.({ id, name, checkRunId, cancel: started.cancel, shutdown: started.shutdown })
    const result = await started.finished
    clearTimeout(timer)
    running.delete(started)
    endEnvironment?.(result.conclusion, result.environmentUrl)

    const forgiven = result.conclusion === 'failure' && evaluateField(job['continue-on-error'], scope) === true
    const conclusion = forgiven ? 'success' : result.conclusion
    return { id, name, conclusion, outputs: result.outputs, result, ...(matrix !== null && { matrix }) }
  }

  #environment(job: JobText, scope: Scope): { name: string; url: unknown; deployment: boolean } | undefined {
    if (job.environment === undefined) return undefined
    const { name, url, deployment } =
      typeof job.environment === 'string' ? { name: job.environment, url: '', deployment: true } : job.environment
    return { name: evaluateText(name, scope), url: url ?? '', deployment: evaluateField(deployment, scope) !== false }
  }

  #defaults(job: JobText, step: Step): Defaults['run'] {
    return step.run === undefined ? {} : { ...this.#text.defaults?.run, ...job.defaults?.run }
  }

  get #about(): { runId: number; workflow: string } {
    return { runId: this.#runId, workflow: this.#text.name ?? this.#options.workflow ?? 'Deploy' }
  }

  /** Returns the values that fields of a job can use before it runs. */
  #scope(contexts: Partial<Contexts>): Scope {
    const { token, secrets, vars = {}, inputs = {}, repository } = this.#options
    const github = githubContext({ ...this.#options, ...this.#about }, foldersIn('', repository))
    return {
      contexts: {
        github,
        vars,
        inputs,
        secrets: { ...secrets, GITHUB_TOKEN: token, github_token: token },
        matrix: null,
        ...contexts
      },
      functions: []
    }
  }
}

function needed({ needs = [] }: JobText): string[] {
  return typeof needs === 'string' ? [needs] : needs
}

/** Returns a name such as `deploy (eu, 20)` if the job has none. */
function named(id: string, job: JobText, matrix: Combination | null): string {
  if (job.name !== undefined) return job.name
  return matrix === null ? id : `${id} (${Object.values(matrix).map(print).join(', ')})`
}

function overall(results: readonly StepStatus[]): StepStatus {
  const [worst] = (['cancelled', 'failure', 'skipped'] as const).filter(status => results.includes(status))
  return worst ?? 'success'
}
