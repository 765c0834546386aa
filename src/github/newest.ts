import type { Deployment, Sighting } from '../domain/deployment.ts'
import { at, isObject, textAt } from '../domain/json.ts'
import { GitHubProblem } from '../domain/problem.ts'
import type { Repository } from '../domain/run.ts'
import type { NewestDeployments } from '../domain/superseding.ts'
import type { EnvironmentTask, Look, LookScope, ReadOptions } from '../ports.ts'
import { graphql, type Call, type Patience } from './call.ts'
import type { Client } from './client.ts'
import { Failed, graphqlErrors, graphqlFault } from './failure.ts'
import { isRefusal, newestUrl, pageOf, scanFields, sightingFields, sightingFrom } from './graphql.ts'
import { sightingOf, type Rest } from './rest.ts'

/** How many deployments are asked for their statuses one by one if GraphQL is refused. */
const mostOneByOne = 20

const newestQuery = `
query Scan($owner: String!, $repo: String!, $environments: [String!], $after: String, $payloads: Boolean!) {
  repository(owner: $owner, name: $repo) { ${scanFields('payload @include(if: $payloads)')} }
}`

const lookQuery = `
query Look(
  $id: ID!, $also: [ID!]!, $owner: String!, $repo: String!, $environments: [String!], $after: String,
  $around: Boolean!, $payloads: Boolean!
) {
  node(id: $id) {
    ... on Deployment {
      latestStatus { id state }
      statuses(first: 100) { nodes { id state environmentUrl } }
    }
  }
  nodes(ids: $also) { ... on Deployment { ${sightingFields} } }
  repository(owner: $owner, name: $repo) @include(if: $around) { ${scanFields('payload @include(if: $payloads)')} }
}`

const statesQuery = `
query States($ids: [ID!]!, $payloads: Boolean!) {
  nodes(ids: $ids) { ... on Deployment { ${sightingFields} payload @include(if: $payloads) } }
}`

/**
 * Reads the newest deployments of an environment, or of one task in it, with their latest states. GraphQL tells the states
 * of a hundred in one answer, but has no filter for tasks. REST has that filter, but needs a request for each state.
 * https://docs.github.com/graphql/reference/objects#deployment
 */
export class Newest {
  readonly #client: Client
  readonly #rest: Rest
  readonly #in: { owner: string; repo: string }
  /** Set once GraphQL is refused, so that it is not asked again. */
  #isRefused = false

  constructor(client: Client, repository: Repository, rest: Rest) {
    this.#client = client
    this.#rest = rest
    this.#in = { owner: repository.owner, repo: repository.name }
  }

  /** Returns the newest hundred of an environment. If GraphQL is refused, the newest 20 of the task. */
  async ofEnvironment(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments> {
    return this.#throughGraphql(
      () => this.#page(where.environment, options),
      () => this.#ofTaskOneByOne(where, options)
    )
  }

  /** Returns the newest hundred of a task in an environment. If GraphQL is refused, the newest 20. */
  async ofTask(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments> {
    if (this.#isRefused) return this.#ofTaskOneByOne(where, options)
    const { entries, isLast } = await this.#rest.page(keyOf(where), 1, patienceOf(options))
    return this.#throughGraphql(
      async () => ({
        deployments: await this.#withStates(entries, options),
        of: 'task' as const,
        isAll: isLast
      }),
      () => this.#oneByOne(entries, isLast, options)
    )
  }

  /** Looks at one deployment, at its environment and at a few others, in one request. */
  async look(deployment: Deployment, scope: LookScope, patience: Patience): Promise<Look> {
    const throughRest = (): Promise<Look> => this.#rest.look(deployment, patience)
    if (this.#isRefused) return throughRest()
    try {
      return await this.#look(deployment, scope, patience)
    } catch (error) {
      // Whatever is wrong with GraphQL, its own limit included, may not be wrong with REST.
      if (!(error instanceof GitHubProblem) || error.answer.limit === 'secondary') throw error
      this.#isRefused = isRefusal(error)
      return throughRest()
    }
  }

  async #throughGraphql<T>(first: () => Promise<T>, other: () => Promise<T>): Promise<T> {
    if (this.#isRefused) return other()
    try {
      return await first()
    } catch (error) {
      if (!isRefusal(error)) throw error
      this.#isRefused = true
      return other()
    }
  }

  async #page(environment: string, options: ReadOptions): Promise<NewestDeployments> {
    const call: Call<NewestDeployments> = {
      doing: `read the deployments of ${environment}`,
      method: 'POST',
      path: graphql,
      parameters: {
        query: newestQuery,
        variables: { ...this.#in, environments: [environment], after: null, payloads: options.withPayloads === true }
      },
      parse: data => newestFrom(at(data, 'data', 'repository'))
    }
    return this.#client.read(call, patienceOf(options))
  }

  async #look(deployment: Deployment, scope: LookScope, patience: Patience): Promise<Look> {
    const call: Call<Look> = {
      doing: `look at deployment ${deployment.id}`,
      method: 'POST',
      path: graphql,
      parameters: {
        query: lookQuery,
        variables: {
          ...this.#in,
          id: deployment.nodeId,
          also: scope.also,
          environments: [deployment.environment],
          after: null,
          around: scope.withEnvironment,
          payloads: scope.withPayloads
        }
      },
      // One of the others may be gone.
      partial: true,
      parse: (data, headers) => {
        demandNoOtherErrors(data, headers)
        return lookFrom(data, scope)
      }
    }
    return this.#client.read(call, patience)
  }

  /** Adds their states to deployments that REST listed; those that GraphQL does not show are asked for one by one. */
  async #withStates(listed: readonly Deployment[], options: ReadOptions): Promise<Sighting[]> {
    if (listed.length === 0) return []
    const call: Call<Map<string, Sighting>> = {
      doing: `read the states of the deployments of ${listed[0]?.environment ?? ''}`,
      method: 'POST',
      path: graphql,
      parameters: {
        query: statesQuery,
        variables: { ids: listed.map(({ nodeId }) => nodeId), payloads: options.withPayloads === true }
      },
      partial: true,
      parse: (data, headers) => {
        demandNoOtherErrors(data, headers)
        const nodes = at(data, 'data', 'nodes')
        if (!Array.isArray(nodes)) return undefined
        const seen = nodes.map(sightingFrom).filter(node => node !== undefined)
        return new Map(seen.map(sighting => [sighting.nodeId, sighting]))
      }
    }
    const seen = await this.#client.read(call, patienceOf(options))
    const missing = listed.filter(({ nodeId }) => !seen.has(nodeId)).slice(0, mostOneByOne)
    const others = await this.#oneByOne(missing, true, options)
    for (const sighting of others.deployments) seen.set(sighting.nodeId, sighting)
    return listed.flatMap(({ nodeId, id, ref }) => {
      const sighting = seen.get(nodeId)
      return sighting === undefined ? [] : [{ ...sighting, id, ref }]
    })
  }

  async #ofTaskOneByOne(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments> {
    const { entries, isLast } = await this.#rest.page(keyOf(where), 1, patienceOf(options))
    return this.#oneByOne(entries, isLast, options)
  }

  /** Reads the statuses of the newest ones, each with a request of its own. */
  async #oneByOne(listed: readonly Deployment[], isAll: boolean, options: ReadOptions): Promise<NewestDeployments> {
    const deployments: Sighting[] = []
    for (const deployment of listed.slice(0, mostOneByOne)) {
      const sighting = sightingOf(deployment, await this.#rest.statuses(deployment.id, patienceOf(options)))
      deployments.push({ ...sighting, payload: deployment.payload })
      if (options.untilSuccess === true && sighting.state === 'success') break
    }
    return { deployments, of: 'task', isAll: isAll && deployments.length === listed.length }
  }
}

/** Nothing else of what is given may reach the request. */
const keyOf = ({ environment, task }: EnvironmentTask): EnvironmentTask => ({ environment, task })

const patienceOf = ({ withinMs }: ReadOptions): Patience => (withinMs === undefined ? {} : { within: withinMs })

function newestFrom(repository: unknown): NewestDeployments | undefined {
  const page = pageOf(repository)
  return page && { deployments: page.sightings, of: 'environment', isAll: page.next === undefined }
}

function lookFrom(data: unknown, { withEnvironment }: LookScope): Look | undefined {
  const node = at(data, 'data', 'node')
  const newest = withEnvironment ? newestFrom(at(data, 'data', 'repository')) : undefined
  if (!isObject(node) || (withEnvironment && newest === undefined)) return undefined
  const state = textAt(node, 'latestStatus', 'state')?.toLowerCase()
  const environmentUrl = newestUrl(node)
  const statuses = at(node, 'statuses', 'nodes')
  const others = at(data, 'data', 'nodes')
  return {
    ...(state === undefined ? {} : { state }),
    ...(environmentUrl === undefined ? {} : { environmentUrl }),
    ...(newest === undefined ? {} : { newest }),
    succeeded: Array.isArray(statuses) && statuses.some(status => textAt(status, 'state') === 'SUCCESS'),
    also: Array.isArray(others) ? others.map(sightingFrom).filter(other => other !== undefined) : []
  }
}

/** @throws Failed if anything but one of several nodes is wrong */
function demandNoOtherErrors(data: unknown, headers: unknown): void {
  const isOfNode = (error: unknown): boolean =>
    graphqlErrors({ errors: [error] })[0]?.path.startsWith('nodes.') === true
  const errors = at(data, 'errors')
  const others = Array.isArray(errors) ? errors.filter(error => !isOfNode(error)) : []
  const requestId = textAt(headers, 'x-github-request-id')
  const about = { status: 200, ...(requestId === undefined ? {} : { requestId }) }
  const fault = graphqlFault({ data: at(data, 'data'), errors: others }, headers, about, false)
  if (fault !== undefined) throw new Failed(fault)
}
