import type { Listed } from '../domain/deployment.ts'
import { at, isObject, textAt } from '../domain/json.ts'
import { isUnanswered } from '../domain/problem.ts'
import type { Attempt, EndingStatus, Written } from '../ports.ts'
import { graphql, patienceOf, type Call, type Patience } from './call.ts'
import type { Client } from './client.ts'
import { Failed, graphqlErrors, type GraphqlError } from './failure.ts'

const fatesQuery = `
query Fates($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Deployment { id latestStatus { state } } }
}`

/** A mutation that is sent for many deployments at once. */
interface Change {
  doing: string
  /** The operation's name, and the variables that all mutations share. */
  head: string
  variables: Record<string, string>
  /** @param id the variable with the deployment */
  mutation: (id: string) => string
  /** Whether a look at a deployment shows that it has been done. */
  isDone: (fate: Fate) => boolean
}

/** The latest status's state; empty without any status, `gone` without the deployment. */
type Fate = string

/**
 * Writes to many deployments in one request of GraphQL, to ten at most. Mutations run one after another and are not undone
 * together: after an answer that leaves it open which were done, GitHub is looked at, and only the rest is sent again.
 */
export class Batches {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  /** https://docs.github.com/graphql/reference/mutations#createdeploymentstatus */
  end(seen: readonly Listed[], { state, description, logUrl }: EndingStatus, attempt?: Attempt): Promise<Written> {
    const change: Change = {
      doing: `set deployments of ${seen[0]?.environment ?? ''} to ${state}`,
      head: `${state === 'inactive' ? 'Deactivate' : 'End'}($description: String!, $logUrl: String!`,
      variables: { description, logUrl },
      mutation: id =>
        `createDeploymentStatus(input: { deploymentId: ${id}, state: ${state.toUpperCase()}, description: $description, logUrl: $logUrl, autoInactive: false })`,
      isDone: fate => fate === state
    }
    return this.#write(seen, change, attempt)
  }

  /** https://docs.github.com/graphql/reference/mutations#deletedeployment */
  delete(seen: readonly Listed[], attempt?: Attempt): Promise<Written> {
    const change: Change = {
      doing: `delete deployments of ${seen[0]?.environment ?? ''}`,
      head: 'Delete(',
      variables: {},
      mutation: id => `deleteDeployment(input: { id: ${id} })`,
      isDone: fate => fate === 'gone'
    }
    return this.#write(seen, change, attempt)
  }

  async #write(batch: readonly Listed[], change: Change, attempt: Attempt | undefined): Promise<Written> {
    const patience = patienceOf(attempt)
    let left = [...batch]
    /** What a look has shown, after an answer that left it open. */
    const known: Written = { done: [], gone: [], failed: [], open: [] }
    let isRepeated = attempt === 'last'
    const call: Call<Written> = {
      doing: change.doing,
      method: 'POST',
      path: graphql,
      // A repeat asks for what is left by then.
      get parameters() {
        const ids = Object.fromEntries(left.map(({ nodeId }, place) => [`id${place}`, nodeId]))
        return { query: documentOf(change, left.length), variables: { ...change.variables, ...ids } }
      },
      partial: true,
      // What is gone after a repeat was done by the request before.
      onRepeat: () => (isRepeated = true),
      parse: (data, headers) => {
        const written = outcomeOf(left, known, data, textAt(headers, 'x-github-request-id'))
        if (written === undefined || !isRepeated || !change.isDone('gone')) return written
        return { ...written, done: [...written.done, ...written.gone], gone: [] }
      }
    }
    const look = async (): Promise<Written | undefined> => {
      const fates = await this.#fates(left, patience)
      const fateOf = ({ nodeId }: Listed): Fate | undefined => fates.get(nodeId)
      const isDone = (sighting: Listed): boolean => change.isDone(fateOf(sighting) ?? '')
      known.done.push(...left.filter(isDone))
      left = left.filter(sighting => !isDone(sighting))
      known.gone.push(...left.filter(sighting => fateOf(sighting) === 'gone'))
      left = left.filter(sighting => fateOf(sighting) !== 'gone')
      return left.length === 0 ? known : undefined
    }
    try {
      return (attempt === 'last' ? await look() : undefined) ?? (await this.#client.write(call, look, patience))
    } catch (error) {
      if (attempt !== 'first' || !isUnanswered(error)) throw error
      return { ...known, open: left }
    }
  }

  /** What has become of deployments. */
  #fates(seen: readonly Listed[], patience: Patience): Promise<Map<string, Fate>> {
    const call: Call<Map<string, Fate>> = {
      doing: 'see what has become of the deployments',
      method: 'POST',
      path: graphql,
      parameters: { query: fatesQuery, variables: { ids: seen.map(({ nodeId }) => nodeId) } },
      partial: true,
      parse: data => {
        const nodes = at(data, 'data', 'nodes')
        if (!Array.isArray(nodes)) return undefined
        const errors = graphqlErrors(data)
        const fates = seen.map(({ nodeId }, place): [string, Fate] => {
          const node: unknown = nodes[place]
          if (isObject(node)) return [nodeId, textAt(node, 'latestStatus', 'state')?.toLowerCase() ?? '']
          const error = errorAt(`nodes.${place}`, errors) ?? errors[0]
          if (error === undefined || error.type === 'NOT_FOUND') return [nodeId, 'gone']
          // One that could not be looked at may be there all the same.
          throw new Failed({ certainty: 'open', answer: { status: 200, message: error.message } })
        })
        return new Map(fates)
      }
    }
    return this.#client.read(call, patience)
  }
}

function documentOf({ head, mutation }: Change, count: number): string {
  const places = Array.from({ length: count }, (_, place) => place)
  const variables = places.map(place => `$id${place}: ID!`).join(', ')
  const mutations = places.map(place => `m${place}: ${mutation(`$id${place}`)} { clientMutationId }`)
  return `mutation ${head}${head.endsWith('(') ? '' : ', '}${variables}) {\n  ${mutations.join('\n  ')}\n}`
}

/** @throws Failed where every mutation was refused for want of a permission: the next request would be as well */
function outcomeOf(
  asked: readonly Listed[],
  known: Written,
  data: unknown,
  requestId: string | undefined
): Written | undefined {
  const answered = at(data, 'data')
  if (!isObject(answered)) return undefined
  const errors = graphqlErrors(data)
  const [first] = errors
  if (first !== undefined && errors.length >= asked.length && errors.every(({ type }) => type === 'FORBIDDEN')) {
    const answer = { status: 403, message: first.message, ...(requestId === undefined ? {} : { requestId }) }
    throw new Failed({ certainty: 'answered', answer, data })
  }
  const written: Written = { done: [...known.done], gone: [...known.gone], failed: [], open: [] }
  asked.forEach((sighting, place) => {
    const error = errorAt(`m${place}`, errors)
    if (isObject(answered[`m${place}`])) written.done.push(sighting)
    else if (error?.type === 'NOT_FOUND') written.gone.push(sighting)
    else {
      const why = error?.message ?? 'GitHub does not say why'
      written.failed.push({ sighting, why: requestId === undefined ? why : `${why} [request ${requestId}]` })
    }
  })
  return written
}

const errorAt = (place: string, errors: readonly GraphqlError[]): GraphqlError | undefined =>
  errors.find(({ path }) => path === place || path.startsWith(`${place}.`))
