import type { ListedDeployment } from '../domain/deployment.ts'
import { explain, GitHubProblem, isForAll, isUnanswered, Problem } from '../messages/problem.ts'
import type { EndingStatus, WriteOptions, Written } from '../ports.ts'
import { isRefusal, type GraphqlAccess } from './access.ts'
import { batchOf, deletion, ending, type Mutation, type MutationResult } from './batches.ts'
import type { TimeLimits, Write } from './call.ts'
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
  isDeletion: boolean
  one: (id: number, options: OneOptions) => Promise<'done' | 'gone'>
}

/** Deployments that could not be written, and the error. */
interface Unwritten {
  deployments: readonly ListedDeployment[]
  problem: Problem
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
    this.#oneByOne = new OneByOne(client, deployments, statuses)
  }

  /** Sets deployments to a final state. */
  end(batch: readonly ListedDeployment[], end: EndingStatus, options: WriteOptions = {}): AsyncIterable<Written> {
    const change: Change = {
      mutation: environment => ending(end, environment),
      isDeletion: false,
      one: (id, how) => this.#oneByOne.end(id, end, how)
    }
    return this.#write(batch, change, options)
  }

  /** Deletes deployments that are not active. */
  delete(batch: readonly ListedDeployment[], options: WriteOptions = {}): AsyncIterable<Written> {
    const change: Change = {
      mutation: deletion,
      isDeletion: true,
      one: (id, how) => this.#oneByOne.delete(id, how)
    }
    return this.#write(batch, change, options)
  }

  /** @throws GitHubProblem if no further write can succeed */
  async *#write(
    batch: readonly ListedDeployment[],
    change: Change,
    { mayBeDone = false, isAwaited = false }: WriteOptions
  ): AsyncIterable<Written> {
    const timeLimits = isAwaited ? awaited : {}
    for await (const step of this.#attempt(batch, change, { mayBeDone, timeLimits })) {
      if (!('problem' in step)) {
        yield step
        continue
      }
      const { deployments, problem } = step
      const result = isUnanswered(problem) ? 'unanswered' : 'failed'
      for (const deployment of deployments) yield { deployment, result, why: explain(problem) }
      if (isForAll(problem) || this.#client.leftMs <= 0) throw problem
    }
  }

  /** Writes a batch with one request, and what GraphQL refuses with one REST request for each deployment. */
  async *#attempt(
    batch: readonly ListedDeployment[],
    change: Change,
    { mayBeDone, timeLimits }: OneOptions
  ): AsyncIterable<Written | Unwritten> {
    if (!this.#access.writes) {
      yield* this.#byRest(batch, change, { mayBeDone, timeLimits })
      return
    }
    const done: ListedDeployment[] = []
    const onDone = (those: readonly ListedDeployment[]): unknown => done.push(...those)
    const mutation = change.mutation(batch[0]?.environment ?? '')
    const write = batchOf(this.#client, mutation, batch, { mayBeDone, timeLimits, onDone })
    const answer = await this.#send(write, { mayBeDone, timeLimits })
    for (const deployment of done) yield { deployment, result: 'done' }
    if (!(answer instanceof GitHubProblem)) {
      yield* this.#takeResults(answer, change, timeLimits)
      return
    }
    const rest = batch.filter(deployment => !done.includes(deployment))
    if (!isRefusal(answer)) {
      yield { deployments: rest, problem: answer }
      return
    }
    this.#access.writes = false
    yield* this.#byRest(rest, change, { mayBeDone: mayBeDone || answer.answer.mayBeDone === true, timeLimits })
  }

  /** Sends a batch, after a look if it may be done already. Returns the error if GitHub refuses it as a whole. */
  async #send(
    write: Write<MutationResult[]>,
    { mayBeDone, timeLimits }: OneOptions
  ): Promise<MutationResult[] | GitHubProblem> {
    try {
      if (!mayBeDone) return await this.#client.write(write, timeLimits)
      const { value, rest = write } = await this.#client.lookTwice(write, this.#client.ourNow)
      return value ?? (await this.#client.write(rest, timeLimits))
    } catch (error) {
      if (error instanceof GitHubProblem) return error
      throw error
    }
  }

  /** Returns the results of a batch. REST writes what GraphQL refuses. */
  async *#takeResults(
    results: readonly MutationResult[],
    change: Change,
    timeLimits: TimeLimits
  ): AsyncIterable<Written | Unwritten> {
    yield* results.filter(one => one.result !== 'refused')
    const refused = results.filter(one => one.result === 'refused')
    const those = refused.map(({ deployment }) => deployment)
    const mayBeDone = refused.some(one => one.mayBeDone)
    for await (const step of this.#byRest(those, change, { mayBeDone, timeLimits })) {
      // If GraphQL wrote none of the batch and REST writes one, GraphQL is not used for further writes.
      const isWritten = 'result' in step && step.result === 'done'
      if (isWritten && refused.length === results.length) this.#access.writes = false
      yield step
    }
  }

  /** Writes to one deployment after another. A deployment that REST does not have either was deleted. */
  async *#byRest(
    deployments: readonly ListedDeployment[],
    change: Change,
    { mayBeDone, timeLimits }: OneOptions
  ): AsyncIterable<Written | Unwritten> {
    try {
      await this.#identities.learn(deployments, timeLimits)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      yield { deployments, problem: error }
      return
    }
    for (const deployment of deployments) {
      const id = this.#identities.idOf(deployment)
      const options = { mayBeDone, timeLimits: deployment === deployments.at(-1) ? timeLimits : awaited }
      try {
        const missing = mayBeDone && change.isDeletion ? 'done' : 'gone'
        yield { deployment, result: id === undefined ? missing : await change.one(id, options) }
      } catch (error) {
        if (!(error instanceof GitHubProblem)) throw error
        yield { deployments: [deployment], problem: error }
      }
    }
  }
}
