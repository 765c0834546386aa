import type { Deployment, Sighting } from '../domain/deployment.ts'
import { hasPayload } from '../domain/deployment.ts'
import { at, textAt } from '../domain/json.ts'
import { GitHubProblem } from '../domain/problem.ts'
import type { Repository } from '../domain/run.ts'
import type { Deactivation, Look } from '../ports.ts'
import { graphql, type Call, type Client, type Patience } from './client.ts'
import { graphqlErrors } from './failure.ts'
import { mostPages } from './rest.ts'

/** What more than ten mutations in one request lead to is a time-out on GitHub's side. */
const batchSize = 10

const sightingFields = `
  id commitOid task environment createdAt description payload
  latestStatus { state environmentUrl logUrl }`

const scanFields = `
  deployments(environments: $environments, first: 100, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
    pageInfo { hasNextPage endCursor }
    nodes { ${sightingFields} }
  }`

const scanQuery = `
query Scan($owner: String!, $repo: String!, $environments: [String!], $after: String) {
  repository(owner: $owner, name: $repo) { ${scanFields} }
}`

const lookQuery = `
query Look($id: ID!, $owner: String!, $repo: String!, $environments: [String!], $after: String, $around: Boolean!) {
  node(id: $id) {
    ... on Deployment {
      latestStatus { id state }
      statuses(first: 100) { nodes { id environmentUrl } }
    }
  }
  repository(owner: $owner, name: $repo) @include(if: $around) { ${scanFields} }
}`

const statesQuery = `
query States($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Deployment { id latestStatus { state } } }
}`

interface Page {
  sightings: Sighting[]
  next: string | undefined
}

/** GitHub's GraphQL API: much in one answer, and many mutations in one request. https://docs.github.com/graphql/reference/objects#deployment */
export class Graphql {
  readonly #client: Client
  readonly #in: { owner: string; repo: string }

  constructor(client: Client, repository: Repository) {
    this.#client = client
    this.#in = { owner: repository.owner, repo: repository.name }
  }

  /** @param from the first page, where somebody has read it already */
  async *scan(environment: string, from?: Page): AsyncIterable<Sighting[]> {
    let page = from ?? (await this.#page(environment))
    for (let count = 1; ; count++) {
      yield page.sightings
      if (page.next === undefined || count === mostPages) return
      page = await this.#page(environment, page.next)
    }
  }

  /** The first page, if it comes soon. */
  async glance(environment: string, patience: Patience): Promise<Sighting[]> {
    return (await this.#page(environment, undefined, patience)).sightings
  }

  #page(environment: string, after?: string, patience?: Patience): Promise<Page> {
    const call: Call<Page> = {
      doing: `read the deployments of ${environment}`,
      method: 'POST',
      path: graphql,
      parameters: { query: scanQuery, variables: { ...this.#in, environments: [environment], after: after ?? null } },
      parse: data => pageOf(at(data, 'data', 'repository'))
    }
    return this.#client.read(call, patience)
  }

  look(deployment: Deployment, withEnvironment: boolean): Promise<Look> {
    const call: Call<Look> = {
      doing: `look at deployment ${deployment.id}`,
      method: 'POST',
      path: graphql,
      parameters: {
        query: lookQuery,
        variables: {
          ...this.#in,
          id: deployment.nodeId,
          environments: [deployment.environment],
          after: null,
          around: withEnvironment
        }
      },
      parse: data => {
        const node = at(data, 'data', 'node')
        const page = withEnvironment ? pageOf(at(data, 'data', 'repository')) : undefined
        if (node === undefined || (withEnvironment && page === undefined)) return undefined
        const state = textAt(node, 'latestStatus', 'state')?.toLowerCase()
        const environmentUrl = newestUrl(node)
        return {
          ...(state === undefined ? {} : { state }),
          ...(environmentUrl === undefined ? {} : { environmentUrl }),
          environment: this.scan(deployment.environment, page)
        }
      }
    }
    return this.#client.read(call)
  }

  /**
   * Sets deployments inactive, ten in a request. Mutations run one after another and are not undone together: after an
   * answer that leaves it open which were done, the states are read, and only the rest is sent again.
   * https://docs.github.com/graphql/reference/mutations#createdeploymentstatus
   */
  async deactivate(seen: readonly Sighting[], description: string, logUrl: string): Promise<Deactivation> {
    const result: Deactivation = { done: [], failed: [] }
    for (let start = 0; start < seen.length; start += batchSize) {
      const batch = seen.slice(start, start + batchSize)
      const outcome = await this.#deactivateBatch(batch, description, logUrl)
      result.done.push(...outcome.done)
      result.failed.push(...outcome.failed)
    }
    return result
  }

  #deactivateBatch(batch: readonly Sighting[], description: string, logUrl: string): Promise<Deactivation> {
    let left = [...batch]
    const done: Sighting[] = []
    const call: Call<Deactivation> = {
      doing: `set deployments of ${batch[0]?.environment ?? ''} to inactive`,
      method: 'POST',
      path: graphql,
      // A repeat asks for what is left by then.
      get parameters() {
        const ids = Object.fromEntries(left.map(({ nodeId }, place) => [`id${place}`, nodeId]))
        return { query: deactivation(left.length), variables: { description, logUrl, ...ids } }
      },
      partial: true,
      parse: data => {
        const answered = at(data, 'data')
        const errors = graphqlErrors(data)
        if (answered === undefined) return undefined
        const outcome: Deactivation = { done: [...done], failed: [] }
        left.forEach((sighting, place) => {
          const error = errors.find(({ path }) => path.split('.')[0] === `m${place}`)
          if (textAt(answered, `m${place}`, 'deploymentStatus', 'id') !== undefined) outcome.done.push(sighting)
          else outcome.failed.push({ sighting, why: error?.message ?? 'GitHub does not say why.' })
        })
        return outcome
      }
    }
    return this.#client.write(call, async (): Promise<Deactivation | undefined> => {
      const states = await this.#states(left)
      done.push(...left.filter(({ nodeId }) => states.get(nodeId) === 'inactive'))
      left = left.filter(({ nodeId }) => states.get(nodeId) !== 'inactive')
      return left.length === 0 ? { done, failed: [] } : undefined
    })
  }

  async #states(seen: readonly Sighting[]): Promise<Map<string, string | undefined>> {
    const nodes = await this.#client.read({
      doing: 'see which deployments are inactive',
      method: 'POST',
      path: graphql,
      parameters: { query: statesQuery, variables: { ids: seen.map(({ nodeId }) => nodeId) } },
      partial: true,
      parse: data => {
        const found = at(data, 'data', 'nodes')
        return Array.isArray(found) ? (found as unknown[]) : undefined
      }
    })
    return new Map(nodes.map(node => [textAt(node, 'id') ?? '', textAt(node, 'latestStatus', 'state')?.toLowerCase()]))
  }
}

/** A refusal of GraphQL itself, after which REST may still do: a token without its scopes, an old server. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof GitHubProblem &&
  error.answer.status >= 200 &&
  error.answer.status < 500 &&
  error.answer.status !== 429

function deactivation(count: number): string {
  const places = Array.from({ length: count }, (_, place) => place)
  const variables = places.map(place => `$id${place}: ID!`).join(', ')
  const mutations = places.map(
    place =>
      `m${place}: createDeploymentStatus(input: { deploymentId: $id${place}, state: INACTIVE, description: $description, logUrl: $logUrl, autoInactive: false }) { deploymentStatus { id } }`
  )
  return `mutation Deactivate($description: String!, $logUrl: String!, ${variables}) {\n  ${mutations.join('\n  ')}\n}`
}

function pageOf(repository: unknown): Page | undefined {
  const nodes = at(repository, 'deployments', 'nodes')
  if (!Array.isArray(nodes)) return undefined
  const isNext = at(repository, 'deployments', 'pageInfo', 'hasNextPage') === true
  return {
    sightings: nodes.map(sightingFrom).filter(sighting => sighting !== undefined),
    next: isNext ? textAt(repository, 'deployments', 'pageInfo', 'endCursor') : undefined
  }
}

function sightingFrom(node: unknown): Sighting | undefined {
  const nodeId = textAt(node, 'id')
  const sha = textAt(node, 'commitOid')
  if (nodeId === undefined || sha === undefined) return undefined
  const state = textAt(node, 'latestStatus', 'state')?.toLowerCase()
  const environmentUrl = textAt(node, 'latestStatus', 'environmentUrl')
  const logUrl = textAt(node, 'latestStatus', 'logUrl')
  return {
    nodeId,
    sha,
    task: textAt(node, 'task') ?? 'deploy',
    environment: textAt(node, 'environment') ?? '',
    createdAt: textAt(node, 'createdAt') ?? '',
    description: textAt(node, 'description') ?? '',
    hasPayload: hasPayload(at(node, 'payload')),
    ...(state === undefined ? {} : { state }),
    ...(environmentUrl === undefined ? {} : { environmentUrl }),
    ...(logUrl === undefined ? {} : { logUrl })
  }
}

/** The newest URL of any status. GitHub does not say in which order it lists them; the latest status tells. */
function newestUrl(node: unknown): string | undefined {
  const nodes = at(node, 'statuses', 'nodes')
  const statuses: unknown[] = Array.isArray(nodes) ? nodes : []
  const isNewestFirst = textAt(statuses[0], 'id') === textAt(node, 'latestStatus', 'id')
  return (isNewestFirst ? statuses : statuses.toReversed())
    .map(status => textAt(status, 'environmentUrl'))
    .find(url => url !== undefined)
}
