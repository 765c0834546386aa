import { messageOf, type Api } from './api.ts'
import { environment, type Deployment, type Deployments } from './deployments.ts'
import type { Findings } from './findings.ts'

interface Kit {
  api: Api
  deployments: Deployments
  findings: Findings
  /** Whether the token is one of an App, as a workflow's token. */
  isOfApp: boolean
  /** Moves the server's clock forward, and lets its replicas catch up. */
  pause: () => Promise<void>
}

/** Checks every belief that can be checked from outside. Returns what GraphQL answers to `databaseId`. */
export async function check(kit: Kit): Promise<string> {
  await aboutUrls(kit)
  const three = [await createAndRead(kit), await createAndRead(kit), await createAndRead(kit)] as const
  await aboutFilters(kit)
  await aboutExpense(kit)
  await aboutBots(kit, three[0])
  const databaseId = await askDatabaseId(kit, three[0])
  await aboutComparisons(kit)
  await aboutMutations(kit, three)
  await aboutDeletions(kit, three[0])
  aboutTheRest(kit)
  return databaseId
}

async function aboutUrls({ deployments, findings }: Kit): Promise<void> {
  const url = 'http://probe.localhost:8080/a%20b?c=[d]#e'
  const created = await deployments.create()
  const { status, data } = await deployments.status(created, 'in_progress', { environment_url: url })
  findings.note(5, status === 201, status === 201 ? `${url} was taken` : `${status}: ${messageOf(data)}`)
}

/** Creates a deployment and its status, and reads each at once. */
async function createAndRead({ deployments, findings, pause }: Kit): Promise<Deployment> {
  const created = await deployments.create()
  const isListed = (await deployments.list()).some(({ id }) => id === created.id)
  await deployments.status(created, 'success')
  const isShown = (await deployments.newestState(created)) === 'success' && isListed
  findings.note(6, isShown, isShown ? 'a deployment and its status are there at once' : 'a read lacks what was written')
  await pause()
  return created
}

/** Creates a deployment with another spelling of the environment. It is recorded as given, and listed separately. */
async function aboutFilters({ deployments, findings }: Kit): Promise<void> {
  const other = environment.toLowerCase()
  const created = await deployments.create(other)
  const [upper, lower] = [await deployments.list(), await deployments.list(other)]
  const isApart = created.environment === other && lower.length > 0 && lower.every(one => one.environment === other)
  const seen = `a deployment of ${other} is recorded as ${created.environment}; REST lists ${lower.length} under ${other}`
  findings.note(3, isApart, `${seen}, ${upper.length} under ${environment}`)
  const [all, apart] = [await deployments.count(), await deployments.count(other)]
  if (typeof all === 'string' || typeof apart === 'string') {
    const error = String(typeof all === 'string' ? all : apart)
    if (error.startsWith('NOT_FOUND')) findings.note(1, false, `REST shows the repository, and GraphQL says ${error}`)
    return
  }
  findings.note(3, apart < all, `both list ${other} apart: GraphQL ${apart}, beside ${all}`)
}

async function aboutExpense({ api, findings }: Kit): Promise<void> {
  const { error } = await api.graphql(`
query Expensive($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    deployments(first: 100, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { id state latestStatus { state description } statuses(first: 20) { nodes { state environmentUrl } } }
    }
  }
}`)
  if (error === undefined) findings.note(8, true, 'a hundred deployments with twenty statuses each')
  else findings.note(8, /resource limits/i.test(error) ? false : undefined, error)
}

/** Asks for some fields of a deployment. */
async function ask({ api }: Kit, { node_id: id }: Deployment, fields: string) {
  const query = `query Ask($id: ID!) { node(id: $id) { ... on Deployment { ${fields} } } }`
  const { data, error } = await api.graphql(query, { id })
  const { node } = (data ?? {}) as { node?: { creator?: { __typename: string; login: string }; databaseId?: unknown } }
  return { ...node, error }
}

async function aboutBots(kit: Kit, deployment: Deployment): Promise<void> {
  const { creator, error } = await ask(kit, deployment, 'creator { __typename login }')
  if (deployment.creator.type !== 'Bot' || creator === undefined) {
    kit.findings.note(13, undefined, error ?? 'needs the token of a workflow or a GitHub App')
    return
  }
  const { login } = deployment.creator
  const isBot = login === `${creator.login}[bot]` && creator.__typename === 'Bot'
  kit.findings.note(13, isBot, `${login} in REST, ${creator.login} in GraphQL`)
}

async function askDatabaseId(kit: Kit, deployment: Deployment): Promise<string> {
  const { databaseId, error } = await ask(kit, deployment, 'databaseId')
  return `GraphQL's databaseId of deployment ${deployment.id}: ${error ?? JSON.stringify(databaseId)}`
}

async function aboutComparisons({ api, deployments, findings, isOfApp }: Kit): Promise<void> {
  const { status, data } = await api.rest('GET', `/compare/${deployments.ref}...${deployments.ref}`)
  if (status === 200 || !isOfApp) {
    findings.note(9, undefined, `needs an App's token without access to the code (${status})`)
    return
  }
  findings.note(9, status === 403, `${status}: ${messageOf(data)}`)
}

const deactivation = (id: string): string =>
  `createDeploymentStatus(input: { deploymentId: "${id}", state: INACTIVE, autoInactive: false }) { clientMutationId }`

async function aboutMutations({ api, findings }: Kit, deployments: readonly Deployment[]): Promise<void> {
  const mutations = deployments.map(({ node_id: id }, place) => `m${place}: ${deactivation(id)}`)
  const { data, error } = await api.graphql(`mutation Deactivate { ${mutations.join('\n')} }`)
  if (error?.startsWith('NOT_FOUND') === true) {
    findings.note(1, false, `REST has the deployments, and a mutation says ${error}`)
    findings.note(2, undefined, 'the mutations do not find the deployments')
    return
  }
  const done = Object.values((data ?? {}) as Record<string, unknown>).filter(result => result !== null).length
  const seen = `${done} of ${deployments.length} set to INACTIVE${error === undefined ? '' : `: ${error}`}`
  findings.note(2, done === deployments.length, seen)
}

async function aboutDeletions({ api, deployments, findings, pause }: Kit, deployment: Deployment): Promise<void> {
  await deployments.status(deployment, 'inactive')
  await deployments.delete(deployment)
  await pause()
  const [one, list] = [await api.rest('GET', `/deployments/${deployment.id}`), await api.rest('GET', '/deployments')]
  const seen = `the deleted deployment is answered with ${one.status}, and the list with ${list.status}`
  findings.note(12, one.status === 404 && list.status === 200, seen)
  const { error } = await api.graphql(`mutation Again { ${deactivation(deployment.node_id)} }`)
  const isNotFound = error?.startsWith('NOT_FOUND') === true
  findings.note(1, isNotFound || undefined, `a mutation of a deleted deployment: ${error ?? 'no error'}`)
}

function aboutTheRest({ findings }: Kit): void {
  findings.note(4, undefined, 'needs a job with `environment:`')
  findings.note(7, undefined, 'needs a creation that GitHub answers with a 5xx')
  findings.note(10, undefined, 'needs two branches that share no commit')
  findings.note(11, undefined, 'needs a comparison with a very large diff')
}
