import { errorsOf, messageOf, type Api, type Reply } from './api.ts'
import { environments, type Deployments, type Made } from './deployments.ts'
import type { Findings } from './findings.ts'

interface Kit {
  api: Api
  deployments: Deployments
  findings: Findings
  /** Moves the server's clock forward, and lets its replicas catch up. */
  pause: () => Promise<void>
}

/** Checks every belief that can be checked from outside. Returns what GraphQL answers to `databaseId`. */
export async function check(kit: Kit): Promise<string> {
  await aboutUrls(kit)
  const made = await makeThree(kit)
  await aboutFilters(kit)
  await aboutExpense(kit)
  await aboutBots(kit, made)
  const databaseId = await askDatabaseId(kit, made)
  await aboutComparisons(kit)
  await aboutMutations(kit, made)
  await aboutDeletions(kit, made)
  aboutTheRest(kit)
  return databaseId
}

async function aboutUrls({ deployments, findings }: Kit): Promise<void> {
  const url = 'http://probe.localhost:8080/a%20b?c=[d]#e'
  const made = await deployments.create(environments.main)
  const { status, data } = await deployments.status(made, 'in_progress', { environment_url: url })
  findings.note(5, status === 201, status === 201 ? `${url} was taken` : `${status}: ${messageOf(data)}`)
}

/** Creates three deployments, and reads each at once. */
async function makeThree({ deployments, findings, pause }: Kit): Promise<Made[]> {
  const made: Made[] = []
  for (let place = 0; place < 3; place++) {
    const one = await deployments.create(environments.main)
    made.push(one)
    const listed = await deployments.list(environments.main)
    await deployments.status(one, 'success')
    const [newest] = await deployments.statuses(one)
    const isShown = listed.some(({ id }) => id === one.id) && newest?.state === 'success'
    findings.note(
      6,
      isShown,
      isShown ? 'a deployment and its status are there at once' : 'a read lacks what was written'
    )
    await pause()
  }
  return made
}

/** Creates a deployment with another spelling of the environment. It is recorded as given, and listed separately. */
async function aboutFilters({ deployments, findings }: Kit): Promise<void> {
  const { main } = environments
  const other = main.toLowerCase()
  const made = await deployments.create(other)
  const [upper, lower] = [await deployments.list(main), await deployments.list(other)]
  const isApart = made.environment === other && lower.length > 0 && lower.every(one => one.environment === other)
  const seen = `a deployment of ${other} is recorded as ${made.environment}; REST lists ${lower.length} under ${other}`
  findings.note(3, isApart, `${seen}, ${upper.length} under ${main}`)
  const [all, apart] = [await deployments.nodes(main), await deployments.nodes(other)]
  if (typeof all === 'string' || typeof apart === 'string') {
    const error = [all, apart].find(each => typeof each === 'string') ?? ''
    if (error.startsWith('NOT_FOUND')) findings.note(1, false, `REST shows the repository, and GraphQL says ${error}`)
    return
  }
  findings.note(3, apart.length < all.length, `both list ${other} apart: GraphQL ${apart.length}, beside ${all.length}`)
}

async function aboutExpense({ api, findings }: Kit): Promise<void> {
  const reply = await api.graphql(`
query Expensive($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    deployments(first: 100, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { id state latestStatus { state description } statuses(first: 20) { nodes { state environmentUrl } } }
    }
  }
}`)
  const [error] = errorsOf(reply)
  if (error === undefined) findings.note(8, true, 'a hundred deployments with twenty statuses each')
  else findings.note(8, /resource limits/i.test(error) ? false : undefined, error)
}

/** Asks for one field of a deployment. Returns its JSON, or the error. */
async function ask({ api }: Kit, [made]: readonly Made[], field: string): Promise<{ value?: unknown; error?: string }> {
  const query = `query Ask($id: ID!) { node(id: $id) { ... on Deployment { ${field} } } }`
  const reply = await api.graphql(query, { id: made?.nodeId })
  const [error] = errorsOf(reply)
  return error === undefined ? { value: resultsOf(reply)['node'] } : { error }
}

async function aboutBots(kit: Kit, made: readonly Made[]): Promise<void> {
  const [one] = made
  const { value, error } = await ask(kit, made, 'creator { __typename login }')
  const { creator } = (value ?? {}) as { creator?: { __typename: string; login: string } }
  if (one?.creator.type !== 'Bot' || creator === undefined) {
    kit.findings.note(13, undefined, error ?? 'needs the token of a workflow or a GitHub App')
    return
  }
  const seen = `${one.creator.login} in REST, ${creator.login} in GraphQL`
  kit.findings.note(13, one.creator.login === `${creator.login}[bot]` && creator.__typename === 'Bot', seen)
}

async function askDatabaseId(kit: Kit, made: readonly Made[]): Promise<string> {
  const { value, error } = await ask(kit, made, 'databaseId')
  const { databaseId } = (value ?? {}) as { databaseId?: unknown }
  return `GraphQL's databaseId of deployment ${made[0]?.id ?? ''}: ${error ?? JSON.stringify(databaseId)}`
}

async function aboutComparisons({ api, deployments, findings }: Kit): Promise<void> {
  const { status, data } = await api.rest('GET', `/compare/${deployments.ref}...${deployments.ref}`)
  if (status === 200 || !api.token.startsWith('ghs_')) {
    findings.note(9, undefined, `needs an App's token without access to the code (${status})`)
    return
  }
  findings.note(9, status === 403, `${status}: ${messageOf(data)}`)
}

async function aboutMutations({ api, findings }: Kit, made: readonly Made[]): Promise<void> {
  const ids = made.map(({ nodeId }) => nodeId)
  const variables = Object.fromEntries(ids.map((id, place) => [`id${place}`, id]))
  const declared = ids.map((_id, place) => `$id${place}: ID!`).join(', ')
  const mutations = ids.map(
    (_id, place) =>
      `m${place}: createDeploymentStatus(input: { deploymentId: $id${place}, state: INACTIVE, autoInactive: false }) { clientMutationId }`
  )
  const reply = await api.graphql(`mutation Deactivate(${declared}) { ${mutations.join('\n')} }`, variables)
  const errors = errorsOf(reply)
  const done = Object.values(resultsOf(reply)).filter(result => result !== null).length
  if (errors.some(error => error.startsWith('NOT_FOUND'))) {
    findings.note(1, false, `REST has the deployments, and a mutation says ${errors[0] ?? ''}`)
    findings.note(2, undefined, 'the mutations do not find the deployments')
    return
  }
  const seen = `${done} of ${ids.length} set to INACTIVE${errors.length === 0 ? '' : `: ${errors[0] ?? ''}`}`
  findings.note(2, done === ids.length, seen)
}

async function aboutDeletions({ api, deployments, findings, pause }: Kit, [first]: readonly Made[]): Promise<void> {
  if (first === undefined) return
  await deployments.status(first, 'inactive')
  await deployments.delete(first)
  await pause()
  const [one, list] = [await api.rest('GET', `/deployments/${first.id}`), await api.rest('GET', '/deployments')]
  const seen = `the deleted deployment is answered with ${one.status}, and the list with ${list.status}`
  findings.note(12, one.status === 404 && list.status === 200, seen)
  const again =
    'mutation Again($id: ID!) { createDeploymentStatus(input: { deploymentId: $id, state: INACTIVE }) { clientMutationId } }'
  const [error] = errorsOf(await api.graphql(again, { id: first.nodeId }))
  const isNotFound = error?.startsWith('NOT_FOUND') === true
  findings.note(1, isNotFound || undefined, `a mutation of a deleted deployment: ${error ?? 'no error'}`)
}

const resultsOf = ({ data }: Reply): Record<string, unknown> =>
  (data as { data?: Record<string, unknown> | null } | undefined)?.data ?? {}

function aboutTheRest({ findings }: Kit): void {
  findings.note(4, undefined, 'needs a job with `environment:`')
  findings.note(7, undefined, 'needs a creation that GitHub answers with a 5xx')
  findings.note(10, undefined, 'needs two branches that share no commit')
  findings.note(11, undefined, 'needs a comparison with a very large diff')
}
