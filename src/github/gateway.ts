import type { Deployment, Listed, NewDeployment, NewStatus, Sighting, Status } from '../domain/deployment.ts'
import type { Intent } from '../domain/intent.ts'
import { explain, GitHubProblem } from '../domain/problem.ts'
import type { Repository } from '../domain/run.ts'
import type { NewestDeployments } from '../domain/superseding.ts'
import {
  batchSize,
  type Attempt,
  type CourseOfCreation,
  type DeploymentFilter,
  type EndingStatus,
  type EnvironmentTask,
  type GitHub,
  type Look,
  type LookScope,
  type Past,
  type ReadOptions,
  type Written
} from '../ports.ts'
import { Batches } from './batches.ts'
import type { Client } from './client.ts'
import { Environments } from './environments.ts'
import { Graphql, isRefusal } from './graphql.ts'
import { History } from './history.ts'
import { Newest } from './newest.ts'
import { PullRequests } from './pull-requests.ts'
import { Rest } from './rest.ts'

/** The final state must still be written in time, whatever becomes of the look before it. */
const lookFirst = { within: 30_000 }

/** The GitHub port: GraphQL where much is read or written at once, REST for the rest and where GraphQL is refused. */
export class Gateway implements GitHub {
  readonly #client: Client
  readonly #rest: Rest
  readonly #graphql: Graphql
  readonly #history: History
  readonly #newest: Newest
  readonly #batches: Batches
  readonly #environments: Environments
  readonly #pullRequests: PullRequests
  /** Set once GraphQL has refused to write, so that it is not asked again. */
  #writesOneByOne = false

  constructor(client: Client, repository: Repository) {
    this.#client = client
    this.#rest = new Rest(client, repository)
    this.#graphql = new Graphql(client, repository)
    this.#history = new History(client, repository)
    this.#newest = new Newest(client, repository, this.#rest)
    this.#batches = new Batches(client)
    this.#environments = new Environments(client, repository)
    this.#pullRequests = new PullRequests(client, repository)
  }

  get now(): number {
    return this.#client.ourNow + this.#client.githubAhead
  }

  get requests(): number {
    return this.#client.sent
  }

  get pollInterval(): number {
    return this.#client.pollInterval
  }

  createDeployment(
    deployment: NewDeployment,
    intent: Intent,
    hear: (course: CourseOfCreation) => void
  ): Promise<Deployment> {
    return this.#rest.createDeployment(deployment, intent, hear)
  }

  findBegun(intent: Intent): Promise<Deployment | undefined> {
    return this.#rest.findBegun(intent)
  }

  twins(deployment: Deployment, intent: Intent): Promise<Sighting[]> {
    return this.#rest.twins(deployment, intent)
  }

  addStatus(deployment: { id: number }, status: NewStatus): Promise<Status> {
    return this.#rest.addStatus(deployment, status)
  }

  deployment(id: number): Promise<Deployment> {
    return this.#rest.deployment(id)
  }

  deployments(filter: DeploymentFilter): AsyncIterable<Deployment[]> {
    return this.#rest.deployments(filter)
  }

  statuses(id: number): Promise<Status[]> {
    return this.#rest.statuses(id)
  }

  pullRequestHead(number: number): Promise<string> {
    return this.#rest.pullRequestHead(number)
  }

  commit(ref: string): Promise<string | undefined> {
    return this.#rest.commit(ref)
  }

  history(environment: string): AsyncIterable<Past[]> {
    return orElse(this.#history.scan(environment), () => this.#rest.history(environment))
  }

  everSucceeded({ nodeId, id }: { nodeId: string; id?: number }): Promise<boolean> {
    return id === undefined ? this.#history.everSucceeded(nodeId) : this.#rest.everSucceeded(id)
  }

  records(seen: readonly Past[]): Promise<Map<string, Deployment>> {
    return this.#rest.records(seen)
  }

  newestOfEnvironment(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments> {
    return this.#newest.ofEnvironment(where, options)
  }

  newestOfTask(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments> {
    return this.#newest.ofTask(where, options)
  }

  look(deployment: Deployment, scope: LookScope): Promise<Look> {
    return this.#newest.look(deployment, scope, lookFirst)
  }

  end(seen: readonly Listed[], end: EndingStatus, attempt?: Attempt): Promise<Written> {
    return this.#write(seen, {
      atOnce: batch => this.#batches.end(batch, end, attempt),
      oneByOne: (batch, inDoubt) => this.#rest.end(batch, end, { attempt, inDoubt })
    })
  }

  delete(seen: readonly Listed[], attempt?: Attempt): Promise<Written> {
    return this.#write(seen, {
      atOnce: batch => this.#batches.delete(batch, attempt),
      oneByOne: (batch, inDoubt) => this.#rest.delete(batch, { attempt, inDoubt })
    })
  }

  /** Batch after batch: what one has done is not done again where the next is refused. */
  async #write(seen: readonly Listed[], ways: Ways): Promise<Written> {
    const written: Written = { done: [], gone: [], failed: [], open: [] }
    for (let start = 0; start < seen.length; start += batchSize) {
      try {
        const { done, gone, failed, open } = await this.#writeBatch(seen.slice(start, start + batchSize), ways)
        written.done.push(...done)
        written.gone.push(...gone)
        written.failed.push(...failed)
        written.open.push(...open)
      } catch (error) {
        // What was done before is not forgotten.
        if (!(error instanceof GitHubProblem) || start === 0) throw error
        const why = explain(error)
        written.failed.push(...seen.slice(start).map(sighting => ({ sighting, why })))
        return written
      }
    }
    return written
  }

  async #writeBatch(batch: readonly Listed[], { atOnce, oneByOne }: Ways): Promise<Written> {
    if (this.#writesOneByOne) return oneByOne(batch, false)
    try {
      return await atOnce(batch)
    } catch (error) {
      if (!isRefusal(error)) throw error
      this.#writesOneByOne = true
      return oneByOne(batch, error.answer.mayBeDone === true)
    }
  }

  sight(id: number): Promise<Sighting> {
    return this.#rest.sight(id)
  }

  survey(environments: readonly string[]): AsyncIterable<Sighting[]> {
    return orElse(this.#graphql.survey(environments), () => this.#rest.survey(environments))
  }

  environments(): Promise<string[] | undefined> {
    return this.#environments.names()
  }

  environment(name: string): Promise<string | undefined> {
    return this.#environments.find(name)
  }

  deleteEnvironment(name: string): Promise<boolean> {
    return this.#environments.delete(name)
  }

  async openPullRequests(): Promise<Map<string, number>> {
    try {
      return await this.#pullRequests.byCommit()
    } catch (error) {
      if (!isRefusal(error)) throw error
      return this.#pullRequests.byCommitThroughRest()
    }
  }
}

/** How a batch is written: in one request of GraphQL, or in a request of REST for each. */
interface Ways {
  atOnce: (batch: readonly Listed[]) => Promise<Written>
  /** @param inDoubt whether some of them may have been written already */
  oneByOne: (batch: readonly Listed[], inDoubt: boolean) => Promise<Written>
}

/** The pages of the one listing, or of the other where the first is refused as a whole. */
async function* orElse<Page>(first: AsyncIterable<Page>, other: () => AsyncIterable<Page>): AsyncIterable<Page> {
  let begun = false
  try {
    for await (const page of first) {
      begun = true
      yield page
    }
  } catch (error) {
    if (begun || !isRefusal(error)) throw error
    yield* other()
  }
}
