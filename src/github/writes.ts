import type { ListedDeployment } from '../domain/deployment.ts'
import { explain, GitHubProblem, isForAll, isUnanswered } from '../messages/problem.ts'
import type { EndingStatus, WriteOptions, Written } from '../ports.ts'
import { isRefusal, type GraphqlAccess } from './access.ts'
import { batchOf, deletion, ending, type Mutation } from './batches.ts'
import type { TimeLimits } from './call.ts'
import type { Client } from './client.ts'
import type { Deployments } from './deployments.ts'
import type { Identities } from './identities.ts'
import { OneByOne, type OneOptions } from './one-by-one.ts'
import type { Statuses } from './statuses.ts'

/** Time limits for a write while others wait. */
const awaited: TimeLimits = { unansweredMs: 60_000 }

/** Change to deployments: for GraphQL and, one deployment at a time, for REST. */
interface Change {
  /** Returns the mutation for deployments of an environment. */
  mutation: (environment: string) => Mutation
  rest: (deployment: ListedDeployment, options: OneOptions) => Promise<'done' | 'gone'>
}

/** Result of a batch: what GraphQL has decided, and the deployments that REST has to decide about. */
interface BatchResult {
  written: readonly Written[]
  refused: readonly ListedDeployment[]
  /** Whether an earlier request may have written to the refused deployments. */
  mayBeDone: boolean
  /** Error for the whole batch. */
  problem?: GitHubProblem
}

/**
 * Writes to many deployments in one GraphQL request. REST handles the deployments that GraphQL refuses or does not
 * find, and decides if a deployment was deleted.
 */
export class Writes {
  readonly #access: GraphqlAccess
  readonly #client: Client
  readonly #identities: Identities
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
    this.#identities = identities
    this.#oneByOne = new OneByOne(client, deployments, statuses, identities)
  }

  /** Sets deployments to a final state. */
  end(batch: readonly ListedDeployment[], end: EndingStatus, options: WriteOptions = {}): AsyncIterable<Written> {
    const change: Change = {
      mutation: environment => ending(end, environment),
      rest: (deployment, how) => this.#oneByOne.end(deployment, end, how)
    }
    return this.#write(batch, change, options)
  }

  /** Deletes deployments that are not active. */
  delete(batch: readonly ListedDeployment[], options: WriteOptions = {}): AsyncIterable<Written> {
    const change: Change = { mutation: deletion, rest: (deployment, how) => this.#oneByOne.delete(deployment, how) }
    return this.#write(batch, change, options)
  }

  /** @throws GitHubProblem if no further write can succeed */
  async *#write(
    batch: readonly ListedDeployment[],
    change: Change,
    { mayBeDone = false, isAwaited = false }: WriteOptions
  ): AsyncIterable<Written> {
    const options = { mayBeDone, timeLimits: isAwaited ? awaited : {} }
    const { written, refused, problem, ...how } = this.#access.writes
      ? await this.#byGraphql(batch, change, options)
      : { written: [], refused: batch, mayBeDone }
    yield* written
    if (problem !== undefined) this.#demandMore(problem)
    const lookup = await this.#identities.learn(refused, options.timeLimits).catch(asProblem)
    if (lookup !== undefined) {
      yield* refused.map(deployment => notWritten(deployment, lookup))
      this.#demandMore(lookup)
      return
    }
    for (const deployment of refused) {
      const timeLimits = deployment === refused.at(-1) ? options.timeLimits : awaited
      try {
        const result = await change.rest(deployment, { ...how, timeLimits })
        // If GraphQL wrote none of the batch and REST writes one, GraphQL is not used for further writes.
        if (result === 'done' && written.length === 0) this.#access.writes = false
        yield { deployment, result }
      } catch (error) {
        yield notWritten(deployment, asProblem(error))
        this.#demandMore(asProblem(error))
      }
    }
  }

  /** Writes a batch with one request. If the batch may be done already, looks first. */
  async #byGraphql(
    batch: readonly ListedDeployment[],
    change: Change,
    { mayBeDone, timeLimits }: OneOptions
  ): Promise<BatchResult> {
    const written: Written[] = []
    const onDone = (those: readonly ListedDeployment[]): void =>
      those.forEach(deployment => written.push({ deployment, result: 'done' }))
    const mutation = change.mutation(batch[0]?.environment ?? '')
    const write = batchOf(this.#client, mutation, batch, { mayBeDone, timeLimits, onDone })
    try {
      const { value, rest = write } = mayBeDone
        ? await this.#client.lookTwice(write, this.#client.ourNow)
        : { value: undefined }
      const results = value ?? (await this.#client.write(rest, timeLimits))
      written.push(...results.filter(one => one.result !== 'refused'))
      const refused = results.filter(one => one.result === 'refused')
      return {
        written,
        refused: refused.map(({ deployment }) => deployment),
        mayBeDone: refused.some(one => one.mayBeDone)
      }
    } catch (error) {
      const problem = asProblem(error)
      const left = batch.filter(deployment => !written.some(one => one.deployment === deployment))
      if (!isRefusal(problem)) {
        written.push(...left.map(deployment => notWritten(deployment, problem)))
        return { written, refused: [], mayBeDone, problem }
      }
      this.#access.writes = false
      return { written, refused: left, mayBeDone: mayBeDone || problem.answer.mayBeDone === true }
    }
  }

  /** @throws the error if it means that no further write can succeed */
  #demandMore(problem: GitHubProblem): void {
    if (isForAll(problem) || this.#client.leftMs <= 0) throw problem
  }
}

/** Returns an error of GitHub. @throws any other error */
function asProblem(error: unknown): GitHubProblem {
  if (error instanceof GitHubProblem) return error
  throw error
}

/** Returns the result for a deployment that could not be written. */
const notWritten = (deployment: ListedDeployment, problem: GitHubProblem): Written => ({
  deployment,
  result: isUnanswered(problem) ? 'unanswered' : 'failed',
  why: explain(problem)
})
