import { decodedPayload, type ListedDeployment } from '../domain/deployment.ts'
import { isObject, textAt, valueAt } from '../domain/json.ts'
import { explain, GitHubProblem, isForAll, isNotFound, isUnanswered } from '../messages/problem.ts'
import type { EndingStatus, WriteOptions, Written } from '../ports.ts'
import type { Client, TimeLimits, Write, WriteTerms } from './client.ts'
import type { Deployments, Statuses } from './deployments.ts'
import { graphqlErrors } from './fault.ts'
import { isGraphqlRefusal, type GraphqlAccess } from './graphql-access.ts'
import type { GraphqlListing } from './listing-graphql.ts'
import { graphqlRequest } from './sender.ts'

/** Parts of this room that writes use. */
interface Parts {
  client: Client
  access: GraphqlAccess
  deployments: Deployments
  statuses: Statuses
  graphqlListing: GraphqlListing
}

/** Change to deployments: as a GraphQL mutation, which one request sends for many, and through REST. */
interface Change {
  /** Action in messages. */
  doing: string
  /** Name of the GraphQL operation. */
  name: string
  /** Variables that all mutations share. Each is a required text. */
  variables: Record<string, string>
  /**
   * Returns the mutation for one deployment.
   * @param id the variable that holds the deployment
   */
  fieldFor: (id: string) => string
  /** Fields to read from the answer to each mutation. */
  selection: string
  /** Whether a deployment shows that the change was made. `undefined`: the deployment does not exist. */
  isDone: (current: ListedDeployment | undefined) => boolean
  byRest: (id: number, terms: WriteTerms) => Promise<unknown>
}

/** Deployment that GraphQL does not find, or refuses to change. REST decides about it. */
interface Refused {
  deployment: ListedDeployment
  result: 'refused'
  /** Whether an earlier request may have changed it. */
  mayBeDone: boolean
}

/** Time limits for a write while others wait. */
const awaited: TimeLimits = { unansweredMs: 60_000 }

/** GraphQL demands that something is read. This is always `null`. */
const nothing = 'clientMutationId'

/**
 * Writes to many deployments in one GraphQL request. REST handles the deployments that GraphQL refuses or does not
 * find, and decides if a deployment was deleted.
 */
export class Writes {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /**
   * Sets deployments to a final state.
   * https://docs.github.com/graphql/reference/mutations#createdeploymentstatus
   */
  end(batch: readonly ListedDeployment[], end: EndingStatus, options: WriteOptions = {}): AsyncIterable<Written> {
    const { state, description, logUrl, withPayloads = false } = end
    const change: Change = {
      doing: `set deployments of ${environmentOf(batch)} to ${state}`,
      name: state === 'inactive' ? 'Deactivate' : 'End',
      variables: { description, logUrl },
      fieldFor: id =>
        `createDeploymentStatus(input: { deploymentId: ${id}, state: ${state.toUpperCase()}, description: $description, logUrl: $logUrl, autoInactive: false })`,
      selection: withPayloads ? 'deploymentStatus { deployment { payload } }' : nothing,
      isDone: current => current?.state === state,
      byRest: (id, terms) => this.#parts.statuses.add({ id }, end, terms)
    }
    return this.#write(batch, change, options)
  }

  /**
   * Deletes deployments that are not active.
   * https://docs.github.com/graphql/reference/mutations#deletedeployment
   */
  delete(batch: readonly ListedDeployment[], options: WriteOptions = {}): AsyncIterable<Written> {
    const change: Change = {
      doing: `delete deployments of ${environmentOf(batch)}`,
      name: 'Delete',
      variables: {},
      fieldFor: id => `deleteDeployment(input: { id: ${id} })`,
      selection: nothing,
      isDone: current => current === undefined,
      byRest: (id, terms) => this.#parts.deployments.delete(id, terms)
    }
    return this.#write(batch, change, options)
  }

  /** @throws GitHubProblem if no further write can succeed */
  async *#write(
    batch: readonly ListedDeployment[],
    change: Change,
    { mayBeDone = false, isAwaited = false }: WriteOptions
  ): AsyncIterable<Written> {
    const { access } = this.#parts
    const terms: WriteTerms = { ...(isAwaited && awaited), mayBeDone }
    const refused = access.writes
      ? yield* this.#byGraphql(batch, change, terms)
      : batch.map(deployment => asRefused(deployment, mayBeDone))
    for await (const written of this.#byRest(refused, change, terms)) {
      // If GraphQL wrote none of the batch and REST writes one, GraphQL is not used for further writes.
      if (written.result === 'done' && refused.length === batch.length) access.writes = false
      yield written
    }
  }

  /** Writes a batch with one request. Returns the deployments about which REST decides. */
  async *#byGraphql(
    batch: readonly ListedDeployment[],
    change: Change,
    terms: WriteTerms
  ): AsyncGenerator<Written, Refused[]> {
    const done: ListedDeployment[] = []
    const write = this.#batchWrite(batch, change, terms, those => done.push(...those))
    const results = await this.#parts.client.write(write, terms).catch(asProblem)
    yield* done.map(deployment => ({ deployment, result: 'done' as const }))
    if (!(results instanceof GitHubProblem)) {
      yield* results.filter(one => one.result !== 'refused')
      return results.filter(one => one.result === 'refused')
    }
    const left = batch.filter(deployment => !done.includes(deployment))
    if (!isGraphqlRefusal(results)) {
      yield* left.map(deployment => notWritten(deployment, results))
      this.#demandMore(results)
      return []
    }
    this.#parts.access.writes = false
    const mayBeDone = terms.mayBeDone === true || results.answer.mayBeDone === true
    return left.map(deployment => asRefused(deployment, mayBeDone))
  }

  /**
   * Returns the write of a batch: one GraphQL request with a mutation for each deployment. Mutations run one after
   * another, and GitHub does not roll them back together. If the answer does not show which mutations ran, the states
   * of the deployments do. Only the remaining mutations are then sent again.
   *
   * @param onDone called with deployments if a check shows that the change was made. They are not sent again.
   */
  #batchWrite(
    batch: readonly ListedDeployment[],
    change: Change,
    terms: WriteTerms,
    onDone: (deployments: readonly ListedDeployment[]) => void
  ): Write<(Written | Refused)[]> {
    const ids = batch.map(({ nodeId }) => nodeId)
    const variables = { ...change.variables, ...Object.fromEntries(ids.map((id, place) => [`id${place}`, id])) }
    return {
      doing: change.doing,
      ...graphqlRequest(documentOf(change, batch.length), variables),
      isPartial: () => true,
      parse: (data, headers) => resultsOf(batch, terms.mayBeDone === true, data, headers),
      check: async () => {
        const current = await this.#parts.graphqlListing.nodes(ids, terms)
        const isDone = (_: unknown, place: number): boolean => change.isDone(current[place])
        onDone(batch.filter(isDone))
        const rest = batch.filter((one, place) => !isDone(one, place))
        if (rest.length === 0) return { value: [] }
        return { value: undefined, rest: this.#batchWrite(rest, change, { ...terms, mayBeDone: true }, onDone) }
      }
    }
  }

  async *#byRest(refused: readonly Refused[], change: Change, terms: WriteTerms): AsyncIterable<Written> {
    const unknown = refused.map(({ deployment }) => deployment).filter(({ id }) => id === undefined)
    const records = await this.#parts.deployments.records(unknown, terms).catch(asProblem)
    if (records instanceof GitHubProblem) {
      yield* refused.map(({ deployment }) => notWritten(deployment, records))
      this.#demandMore(records)
      return
    }
    for (const one of refused) {
      const { deployment, mayBeDone } = one
      const limits = one === refused.at(-1) ? terms : awaited
      const id = deployment.id ?? records.get(deployment.nodeId)?.id
      const result = await this.#oneByRest(id, change, { ...limits, mayBeDone }).catch(asProblem)
      if (result instanceof GitHubProblem) {
        yield notWritten(deployment, result)
        this.#demandMore(result)
      } else yield { deployment, result }
    }
  }

  /**
   * Writes to one deployment. If REST does not know its id or does not find it, it was deleted: by somebody else, or by
   * an earlier request.
   */
  async #oneByRest(id: number | undefined, change: Change, terms: WriteTerms): Promise<'done' | 'gone'> {
    const missing = (mayBeDone: boolean): 'done' | 'gone' => (mayBeDone && change.isDone(undefined) ? 'done' : 'gone')
    if (id === undefined) return missing(terms.mayBeDone === true)
    try {
      await change.byRest(id, terms)
      return 'done'
    } catch (error) {
      // GitHub also answers "not found" to a token that can read the deployment but not change it.
      if (!isNotFound(error) || !(await this.#parts.deployments.isGone(id))) throw error
      return missing(terms.mayBeDone === true || error.answer.mayBeDone === true)
    }
  }

  /** @throws the error if it means that no further write can succeed */
  #demandMore(problem: GitHubProblem): void {
    if (isForAll(problem) || this.#parts.client.leftMs <= 0) throw problem
  }
}

const environmentOf = ([first]: readonly ListedDeployment[]): string => first?.environment ?? ''

const asRefused = (deployment: ListedDeployment, mayBeDone: boolean): Refused => ({
  deployment,
  result: 'refused',
  mayBeDone
})

/** Returns a GraphQL document with the mutation for each deployment of a batch. */
function documentOf({ name, variables, fieldFor, selection }: Change, count: number): string {
  const places = Array.from({ length: count }, (_, place) => place)
  const shared = Object.keys(variables).map(variable => `$${variable}: String!`)
  const own = places.map(place => `$id${place}: ID!`)
  const fields = places.map(place => `m${place}: ${fieldFor(`$id${place}`)} { ${selection} }`)
  return `mutation ${name}(${[...shared, ...own].join(', ')}) {\n  ${fields.join('\n  ')}\n}`
}

/** Returns the result of each mutation in an answer. */
function resultsOf(
  batch: readonly ListedDeployment[],
  mayBeDone: boolean,
  data: unknown,
  headers: unknown
): (Written | Refused)[] | undefined {
  const answered = valueAt(data, 'data')
  if (!isObject(answered)) return undefined
  const errors = graphqlErrors(data)
  return batch.map((deployment, place): Written | Refused => {
    const answer = answered[`m${place}`]
    if (isObject(answer)) return { deployment: withPayload(deployment, answer), result: 'done' }
    const error = errors.find(({ path }) => path === `m${place}` || path.startsWith(`m${place}.`)) ?? errors[0]
    // REST would reject an invalid value, too.
    if (error?.type !== 'UNPROCESSABLE') return asRefused(deployment, mayBeDone)
    const requestId = textAt(headers, 'x-github-request-id')
    const why = requestId === undefined ? error.message : `${error.message} [request ${requestId}]`
    return { deployment, result: 'failed', why }
  })
}

/** Returns a deployment with the payload in an answer, if it is there. */
function withPayload(deployment: ListedDeployment, answer: unknown): ListedDeployment {
  const payload = valueAt(answer, 'deploymentStatus', 'deployment', 'payload')
  return payload === undefined ? deployment : { ...deployment, payload: decodedPayload(payload) }
}

/** Returns an error of GitHub. @throws any other error */
function asProblem(error: unknown): GitHubProblem {
  if (error instanceof GitHubProblem) return error
  throw error
}

const notWritten = (deployment: ListedDeployment, problem: GitHubProblem): Written => ({
  deployment,
  result: isUnanswered(problem) ? 'unanswered' : 'failed',
  why: explain(problem)
})
