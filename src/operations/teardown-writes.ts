import { shortened, type ListedDeployment } from '../domain/deployment.ts'
import { GitHubProblem } from '../messages/problem.ts'
import { plannedChanges } from '../domain/teardown-plan.ts'
import type { Plan, Result } from '../domain/teardown-plan.ts'
import type { Ports, Written, WriteOptions } from '../ports.ts'
import { inBatches } from './supersede.ts'

const changes = ['deactivate', 'delete'] as const
type Change = (typeof changes)[number]

/** Deployments that are written together. */
interface Batch {
  change: Change
  deployments: readonly ListedDeployment[]
  /** Whether GitHub had no answer the first time, so the change may be done. */
  isSecond: boolean
}

/** Deactivates and deletes deployments as planned, and collects the results. A failure does not stop the rest. */
export class TeardownWrites {
  readonly result: Result = { deactivated: [], deleted: [], gone: [], environments: [], failed: [] }
  readonly #texts: { description?: string; logUrl: string }
  readonly #ports: Ports
  /** Deployments without a result. */
  readonly #left = { deactivate: new Set<ListedDeployment>(), delete: new Set<ListedDeployment>() }
  /** Reasons why GitHub had no answer. */
  readonly #unanswered = new Map<ListedDeployment, string>()
  /** Set if no further write can succeed. The rest is not attempted then. */
  stopped: GitHubProblem | undefined

  constructor(texts: { description?: string; logUrl: string }, ports: Ports) {
    this.#texts = texts
    this.#ports = ports
  }

  /**
   * Deactivates before it deletes, because GitHub does not delete an active deployment while others exist. If GitHub has
   * no answer for a batch in time, the batch goes to the end of the queue, once.
   */
  async carryOut(plan: Plan): Promise<void> {
    const planned = plannedChanges(plan)
    const queue: Batch[] = []
    for (const change of changes) {
      for (const deployment of planned[change]) this.#left[change].add(deployment)
      queue.push(...inBatches(planned[change]).map(deployments => ({ change, deployments, isSecond: false })))
    }
    const reached = {
      deactivate: progressOf('deployments deactivated', planned.deactivate.length, this.#ports),
      delete: progressOf('deployments deleted', planned.delete.length, this.#ports)
    }
    try {
      for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
        const { change } = batch
        queue.push(...(await this.#carryOut(batch, queue)))
        reached[change](planned[change].length - this.#left[change].size)
      }
    } catch (error) {
      if (!(error instanceof GitHubProblem)) throw error
      this.stopped = error
    }
    for (const deployment of new Set([...this.#left.deactivate, ...this.#left.delete])) {
      this.#fail(deployment, this.#unanswered.get(deployment) ?? 'not attempted')
    }
  }

  /** Carries out a batch while others wait. Returns what has to be done at the end. */
  async #carryOut({ change, deployments, isSecond }: Batch, others: readonly Batch[]): Promise<Batch[]> {
    const left = deployments.filter(deployment => this.#left[change].has(deployment))
    // A deployment that is still active can only be deleted later.
    const active = change === 'delete' ? left.filter(deployment => this.#left.deactivate.has(deployment)) : []
    const ready = left.filter(deployment => !active.includes(deployment))
    const isAwaited = others.some(other => other.deployments.some(deployment => !deployments.includes(deployment)))
    const options = { mayBeDone: isSecond, isAwaited: isSecond || isAwaited }
    const late: ListedDeployment[] = []
    for await (const written of ready.length === 0 ? [] : this.#write(change, ready, options)) {
      if (written.result === 'unanswered') this.#unanswered.set(written.deployment, written.why)
      if (written.result === 'unanswered' && !isSecond) late.push(written.deployment)
      else this.#settle(change, written)
    }
    if (late.length > 0) this.#report(late.length)
    return [
      { change, deployments: late, isSecond: true },
      { change, deployments: active, isSecond: false }
    ].filter(batch => batch.deployments.length > 0)
  }

  #write(change: Change, batch: readonly ListedDeployment[], options: WriteOptions): AsyncIterable<Written> {
    const { github, run } = this.#ports
    if (change === 'delete') return github.writes.delete(batch, options)
    const { description = shortened(`Torn down by ${run.workflow || 'a workflow'}`), logUrl } = this.#texts
    return github.writes.end(batch, { state: 'inactive', description, logUrl }, options)
  }

  /** Records the result for one deployment. A deployment that could not be deactivated is not deleted. */
  #settle(change: Change, written: Written): void {
    const { deployment, result } = written
    this.#left[change].delete(deployment)
    if (result === 'done') {
      this.result[change === 'delete' ? 'deleted' : 'deactivated'].push(deployment)
      return
    }
    this.#left.delete.delete(deployment)
    if ('why' in written) this.#fail(deployment, written.why)
    else this.result.gone.push(deployment)
  }

  #fail(deployment: ListedDeployment, why: string): void {
    this.result.failed.push({ environment: deployment.environment, deployment, why })
  }

  #report(late: number): void {
    const them = late === 1 ? 'One deployment is' : `${late} deployments are`
    const text = `${them} left for the end: GitHub had no answer within a minute.`
    this.#ports.report.info(text)
  }
}

/** Number of steps between two lines of progress, or a tenth of all steps if that is more. */
const minStep = 100
/** Time after which a line of progress follows even if fewer steps are done. */
const maxSilenceMs = 15_000

/** Returns a function to call after each step of a long list of writes. It reports the progress at regular intervals. */
export function progressOf(what: string, total: number, { clock, github, report }: Ports): (doneCount: number) => void {
  let reportedCount = 0
  let reportedAtMs: number | undefined
  return doneCount => {
    reportedAtMs ??= clock.now()
    const isFar = doneCount - reportedCount >= Math.max(minStep, total / 10)
    if (doneCount >= total || (!isFar && clock.now() - reportedAtMs < maxSilenceMs)) return
    reportedCount = doneCount
    reportedAtMs = clock.now()
    const text = `Progress    ${doneCount} of ${total} ${what}, ${github.requests} requests so far`
    report.info(text)
  }
}
