import { shortened, type ListedDeployment } from '../domain/deployment.ts'
import { explain, GitHubProblem, isForAll, isUnanswered } from '../messages/problem.ts'
import { plannedChanges } from '../domain/teardown-outcome.ts'
import type { Failure, Plan, Result } from '../domain/teardown.ts'
import { batchSize, type Attempt, type Ports, type Written } from '../ports.ts'
import { progressOf } from './progress.ts'

/** Deactivates and deletes deployments as planned, and collects the results. A failure does not stop the rest. */
export class TeardownWrites {
  readonly result: Result = { deactivated: [], deleted: [], gone: [], environments: [], failed: [] }
  readonly #texts: { description?: string; logUrl: string }
  readonly #ports: Ports
  /** Set if GitHub refuses all requests. The rest is not tried then. */
  stopped: GitHubProblem | undefined

  constructor(texts: { description?: string; logUrl: string }, ports: Ports) {
    this.#texts = texts
    this.#ports = ports
  }

  /** Deactivates before it deletes, because GitHub does not delete an active deployment while others exist. */
  async carryOut(plan: Plan): Promise<void> {
    const { github, run, report } = this.#ports
    const { description = shortened(`Torn down by ${run.workflow || 'a workflow'}`), logUrl } = this.#texts
    let { deactivate: live, delete: toDelete } = plannedChanges(plan)
    for (const attempt of ['first', 'last'] as const) {
      live = await this.#inBatches(live, 'deployments deactivated', this.result.deactivated, attempt, batch =>
        github.end(batch, { state: 'inactive', description, logUrl }, attempt)
      )
      const failed = new Set(this.result.failed.map(({ deployment }) => deployment))
      const waiting = new Set(live)
      const deletable = toDelete.filter(one => !failed.has(one) && !this.result.gone.includes(one) && !waiting.has(one))
      const open = await this.#inBatches(deletable, 'deployments deleted', this.result.deleted, attempt, batch =>
        github.delete(batch, attempt)
      )
      toDelete = [...open, ...toDelete.filter(one => waiting.has(one))]
      const left = live.length + open.length
      if (left === 0 || this.stopped !== undefined) continue
      const them = left === 1 ? 'One deployment is' : `${left} deployments are`
      const text = `${them} left for the end: GitHub had no answer within a minute.`
      report.info(text)
    }
  }

  /** Writes to ten deployments at a time. After a first attempt, returns deployments that GitHub had no answer for. */
  async #inBatches(
    listed: readonly ListedDeployment[],
    what: string,
    done: ListedDeployment[],
    attempt: Attempt,
    write: (batch: readonly ListedDeployment[]) => Promise<Written>
  ): Promise<ListedDeployment[]> {
    const reached = progressOf(what, listed.length, this.#ports)
    const open: ListedDeployment[] = []
    /** Number of consecutive batches without any effect. */
    let failures = 0
    for (let start = 0; start < listed.length; start += batchSize) {
      const batch = listed.slice(start, start + batchSize)
      if (this.stopped !== undefined) {
        this.#fail(batch, 'not attempted')
        continue
      }
      if (failures === 2) {
        open.push(...batch)
        continue
      }
      try {
        const written = await write(batch)
        done.push(...written.done)
        open.push(...written.open)
        this.result.gone.push(...written.gone)
        for (const { deployment, why } of written.failed) this.#fail([deployment], why)
        failures = written.open.length > 0 && written.done.length === 0 ? failures + 1 : 0
      } catch (error) {
        if (!(error instanceof GitHubProblem)) throw error
        failures++
        if (attempt === 'first' && isUnanswered(error)) open.push(...batch)
        else {
          this.#fail(batch, explain(error))
          // Two failures in a row are not a coincidence.
          if (failures === 2 || isForAll(error)) this.stopped = error
        }
      }
      reached(start + batch.length)
    }
    return open
  }

  #fail(batch: readonly ListedDeployment[], why: string): void {
    this.result.failed.push(
      ...batch.map((deployment): Failure => ({ environment: deployment.environment, deployment, why }))
    )
  }
}
