import type { ListedDeployment } from '../domain/deployment.ts'
import { explain, GitHubProblem, Problem } from '../messages/problem.ts'
import { batchSize, type Attempt, type EndingStatus, type Written } from '../ports.ts'
import { isRefusal, type GraphqlAccess } from './access.ts'
import { Batches, type BatchWritten } from './batches.ts'
import type { Client } from './client.ts'
import type { Deployments } from './deployments.ts'
import { Identities } from './identities.ts'
import { OneByOne } from './one-by-one.ts'
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
  readonly #batches: Batches
  readonly #oneByOne: OneByOne

  constructor(client: Client, access: GraphqlAccess, deployments: Deployments, statuses: Statuses) {
    this.#access = access
    this.#batches = new Batches(client)
    this.#oneByOne = new OneByOne(client, deployments, statuses, new Identities(deployments, access))
  }

  /** Sets deployments to a final state. Returns the failed deployments with their reasons. */
  end(listed: readonly ListedDeployment[], end: EndingStatus, attempt?: Attempt): Promise<Written> {
    return this.#write(listed, {
      atOnce: batch => this.#batches.end(batch, end, attempt),
      byRest: (batch, inDoubt) => this.#oneByOne.end(batch, end, attempt, inDoubt || attempt === 'last')
    })
  }

  /** Deletes deployments that are not active. Returns the failed deployments with their reasons. */
  delete(listed: readonly ListedDeployment[], attempt?: Attempt): Promise<Written> {
    return this.#write(listed, {
      atOnce: batch => this.#batches.delete(batch, attempt),
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
        return both(written, failedAs(listed.slice(start), error))
      }
    }
    return written
  }

  async #writeBatch(batch: readonly ListedDeployment[], { atOnce, byRest }: WriteMethods): Promise<Written> {
    const [only] = batch
    // A single deployment with a known REST ID does not need its GraphQL ID.
    const isSingle = batch.length === 1 && only?.id !== undefined
    if (isSingle || !this.#access.writes) return this.#byRest(batch, byRest, false)
    let written: BatchWritten
    try {
      written = await atOnce(batch)
    } catch (error) {
      if (!isRefusal(error)) throw error
      this.#access.writes = false
      return this.#byRest(batch, byRest, error.answer.mayBeDone === true)
    }
    const { refused, missing, isRepeated, ...others } = written
    const left = [...missing, ...refused]
    if (left.length === 0) return others
    return this.#finish(left, others, rest => this.#byRest(rest, byRest, isRepeated))
  }

  /** Writes the deployments that GraphQL did not write. */
  async #finish(
    left: readonly ListedDeployment[],
    written: Written,
    byRest: (batch: readonly ListedDeployment[]) => Promise<Written>
  ): Promise<Written> {
    try {
      const rest = await byRest(left)
      // If GraphQL wrote none of the batch and REST wrote some of it, GraphQL is not used for further writes.
      if (written.done.length === 0 && rest.done.length > 0) this.#access.writes = false
      return both(written, rest)
    } catch (error) {
      if (!(error instanceof GitHubProblem) || written.done.length === 0) throw error
      return both(written, failedAs(left, error))
    }
  }

  async #byRest(
    batch: readonly ListedDeployment[],
    byRest: WriteMethods['byRest'],
    inDoubt: boolean
  ): Promise<Written> {
    try {
      return await byRest(batch, inDoubt)
    } catch (error) {
      // Only some deployments of the batch may be ambiguous.
      if (error instanceof Problem && !(error instanceof GitHubProblem)) return failedAs(batch, error)
      throw error
    }
  }
}

function both(one: Written, other: Written): Written {
  return {
    done: [...one.done, ...other.done],
    gone: [...one.gone, ...other.gone],
    failed: [...one.failed, ...other.failed],
    open: [...one.open, ...other.open]
  }
}

function failedAs(listed: readonly ListedDeployment[], error: Problem): Written {
  const why = explain(error)
  return { done: [], gone: [], open: [], failed: listed.map(deployment => ({ deployment, why })) }
}
