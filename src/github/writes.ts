import type { ListedDeployment } from '../domain/deployment.ts'
import { explain, GitHubProblem } from '../messages/problem.ts'
import { batchSize, type Attempt, type EndingStatus, type Written } from '../ports.ts'
import { isRefusal, type GraphqlAccess } from './access.ts'
import { deleteBatch, endBatch, type BatchWritten } from './batches.ts'
import type { Client } from './client.ts'
import type { Deployments } from './deployments.ts'
import type { Identities } from './identities.ts'
import { both, failedAs, OneByOne } from './one-by-one.ts'
import type { Statuses } from './statuses.ts'

/** Two methods to write a batch: one GraphQL request, or one REST request for each deployment. */
interface WriteMethods {
  atOnce: (batch: readonly ListedDeployment[]) => Promise<BatchWritten>
  /**
   * Writes through REST.
   * @param inDoubt whether some deployments may have been written already
   */
  byRest: (batch: readonly ListedDeployment[], inDoubt: boolean) => Promise<Written>
}

/**
 * Writes to many deployments in GraphQL batches. REST handles the deployments that GraphQL refuses or does not find,
 * and decides if a deployment was deleted.
 */
export class Writes {
  readonly #access: GraphqlAccess
  readonly #client: Client
  readonly #oneByOne: OneByOne

  constructor(
    client: Client,
    access: GraphqlAccess,
    deployments: Deployments,
    statuses: Statuses,
    identities: Identities
  ) {
    this.#access = access
    this.#client = client
    this.#oneByOne = new OneByOne(client, deployments, statuses, identities)
  }

  /** Sets deployments to a final state. Returns the failed deployments with their reasons. */
  end(listed: readonly ListedDeployment[], end: EndingStatus, attempt?: Attempt): Promise<Written> {
    return this.#write(listed, {
      atOnce: batch => endBatch(this.#client, batch, end, attempt),
      byRest: (batch, inDoubt) => this.#oneByOne.end(batch, end, attempt, inDoubt || attempt === 'last')
    })
  }

  /** Deletes deployments that are not active. Returns the failed deployments with their reasons. */
  delete(listed: readonly ListedDeployment[], attempt?: Attempt): Promise<Written> {
    return this.#write(listed, {
      atOnce: batch => deleteBatch(this.#client, batch, attempt),
      byRest: (batch, inDoubt) => this.#oneByOne.delete(batch, attempt, inDoubt || attempt === 'last')
    })
  }

  /** Writes one batch after another, and keeps the results of completed batches if the next one is refused. */
  async #write(listed: readonly ListedDeployment[], methods: WriteMethods): Promise<Written> {
    let written: Written = { done: [], gone: [], failed: [], open: [] }
    for (let start = 0; start < listed.length; start += batchSize) {
      try {
        written = both(written, await this.#writeBatch(listed.slice(start, start + batchSize), methods))
      } catch (error) {
        // The results of earlier batches are kept.
        if (!(error instanceof GitHubProblem) || start === 0) throw error
        return both(written, failedAs(listed.slice(start), explain(error)))
      }
    }
    return written
  }

  async #writeBatch(batch: readonly ListedDeployment[], { atOnce, byRest }: WriteMethods): Promise<Written> {
    const [only] = batch
    // A single deployment with a known REST ID does not need its GraphQL ID.
    const isSingle = batch.length === 1 && only?.id !== undefined
    if (isSingle || !this.#access.writes) return byRest(batch, false)
    let written: BatchWritten
    try {
      written = await atOnce(batch)
    } catch (error) {
      if (!isRefusal(error)) throw error
      this.#access.writes = false
      return byRest(batch, error.answer.mayBeDone === true)
    }
    const { forRest, isRepeated, ...others } = written
    if (forRest.length === 0) return others
    try {
      const rest = await byRest(forRest, isRepeated)
      // If GraphQL wrote none of the batch and REST wrote some of it, GraphQL is not used for further writes.
      if (others.done.length === 0 && rest.done.length > 0) this.#access.writes = false
      return both(others, rest)
    } catch (error) {
      if (!(error instanceof GitHubProblem) || others.done.length === 0) throw error
      return both(others, failedAs(forRest, explain(error)))
    }
  }
}
