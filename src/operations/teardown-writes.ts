import { shortened, type ListedDeployment } from '../domain/deployment.ts'
import { plannedChanges, type Plan, type Result } from '../domain/teardown-plan.ts'
import { GitHubProblem } from '../messages/problem.ts'
import type { Ports, Written, WriteOptions } from '../ports.ts'
import { inBatches } from './supersede.ts'

type TeardownStep = 'deactivate' | 'delete'

/** Deployments that are written together. */
interface Batch {
  change: TeardownStep
  deployments: readonly ListedDeployment[]
  /** Whether GitHub had no answer the first time, so the change may be done. */
  isSecond: boolean
}

/** Deactivates and deletes deployments as planned, and collects the results. A failure does not stop the rest. */
export class TeardownWrites {
  readonly result: Result = { deactivated: [], deleted: [], gone: [], environments: [], failed: [] }
  /** Set if no further write can succeed. The rest is not attempted then. */
  stopped: GitHubProblem | undefined
  readonly #texts: { description?: string; logUrl: string }
  readonly #ports: Ports
  readonly #planned: Record<TeardownStep, readonly ListedDeployment[]>
  /** Deployments without a result. */
  readonly #left: Record<TeardownStep, Set<ListedDeployment>>
  /** Reasons why GitHub had no answer. */
  readonly #unanswered = new Map<ListedDeployment, string>()

  constructor(plan: Plan, texts: { description?: string; logUrl: string }, ports: Ports) {
    this.#texts = texts
    this.#ports = ports
    this.#planned = plannedChanges(plan)
    this.#left = { deactivate: new Set(this.#planned.deactivate), delete: new Set(this.#planned.delete) }
  }

  /**
   * Deactivates before it deletes, because GitHub does not delete an active deployment while others exist. If GitHub has
   * no answer for a batch in time, the batch goes to the end of the queue, once.
   */
  async carryOut(): Promise<void> {
    const planned = this.#planned
    const batchesOf = (change: TeardownStep): Batch[] =>
      inBatches(planned[change]).map(deployments => ({ change, deployments, isSecond: false }))
    const queue = [...batchesOf('deactivate'), ...batchesOf('delete')]
    const reached = {
      deactivate: progressOf('deployments deactivated', planned.deactivate.length, this.#ports),
      delete: progressOf('deployments deleted', planned.delete.length, this.#ports)
    }
    try {
      for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
        queue.push(...(await this.#write(batch, queue)))
        reached[batch.change](planned[batch.change].length - this.#left[batch.change].size)
      }
    } catch (error) {
      if (!(error instanceof GitHubProblem)) throw error
      this.stopped = error
    }
    for (const deployment of new Set([...this.#left.deactivate, ...this.#left.delete])) {
      this.#fail(deployment, this.#unanswered.get(deployment) ?? 'not attempted')
    }
  }

  /** Writes a batch while others wait. Returns what has to be done at the end. */
  async #write({ change, deployments, isSecond }: Batch, others: readonly Batch[]): Promise<Batch[]> {
    const left = deployments.filter(deployment => this.#left[change].has(deployment))
    // A deployment that is still active can only be deleted later.
    const active = change === 'delete' ? left.filter(deployment => this.#left.deactivate.has(deployment)) : []
    const ready = left.filter(deployment => !active.includes(deployment))
    const isAwaited = others.some(other => other.deployments.some(deployment => !deployments.includes(deployment)))
    const options = { mayBeDone: isSecond, isAwaited: isSecond || isAwaited }
    const late: ListedDeployment[] = []
    for await (const written of ready.length === 0 ? [] : this.#send(change, ready, options)) {
      if (written.result === 'unanswered') this.#unanswered.set(written.deployment, written.why)
      if (written.result === 'unanswered' && !isSecond) late.push(written.deployment)
      else this.#settle(change, written)
    }
    if (late.length > 0) {
      const them = late.length === 1 ? 'One deployment is' : `${late.length} deployments are`
      this.#ports.report.info(`${them} left for the end: GitHub had no answer within a minute.`)
    }
    return [
      { change, deployments: late, isSecond: true },
      { change, deployments: active, isSecond: false }
    ].filter(batch => batch.deployments.length > 0)
  }

  #send(change: TeardownStep, batch: readonly ListedDeployment[], options: WriteOptions): AsyncIterable<Written> {
    const { github, run } = this.#ports
    if (change === 'delete') return github.writes.delete(batch, options)
    const { description = shortened(`Torn down by ${run.workflow || 'a workflow'}`), logUrl } = this.#texts
    return github.writes.end(batch, { state: 'inactive', description, logUrl }, options)
  }

  /** Records the result for one deployment. A deployment that could not be deactivated is not deleted. */
  #settle(change: TeardownStep, written: Written): void {
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
    report.info(`Progress    ${doneCount} of ${total} ${what}, ${github.requests} requests so far`)
  }
}
