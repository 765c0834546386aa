import { errorsOf, messageOf, type Api, type Reply } from './api.ts'
import { environments, type Deployments, type Listed, type Made, type Node } from './deployments.ts'
import type { Findings } from './findings.ts'

interface Kit {
  api: Api
  deployments: Deployments
  findings: Findings
  /** Moves the server's clock forward, and lets its replicas catch up. */
  pause: () => Promise<void>
}

/** Checks every belief that can be checked from outside. */
export async function check(kit: Kit): Promise<void> {
  aboutToken(kit)
  await aboutUrls(kit)
  const made = await makeThree(kit)
  const listed = await aboutRest(kit, made)
  await aboutGraphql(kit, listed, made)
  await aboutExpense(kit)
  await aboutMutations(kit, made)
  await aboutNames(kit)
  await aboutAutoInactive(kit)
  aboutTheRest(kit)
}

function aboutToken({ api, findings }: Kit): void {
  const { token } = api
  if (!token.startsWith('ghs_')) {
    findings.note(15, undefined, 'needs the token of a workflow or a GitHub App')
    return
  }
  const isNew = /^ghs_\d+_[^.]+\.[^.]+\.[^.]+$/.test(token)
  findings.note(15, isNew, `${token.length} characters, ${token.split('.').length - 1} dots`)
}

async function aboutUrls({ deployments, findings }: Kit): Promise<void> {
  const url = 'http://probe.localhost:8080/a%20b?c=[d]#e'
  const made = await deployments.create(environments.latest)
  const { status, data } = await deployments.status(made, 'in_progress', { environment_url: url })
  findings.note(14, status === 201, status === 201 ? `${url} was taken` : `${status}: ${messageOf(data)}`)
}

/** Creates three deployments, each in another second. The oldest has two statuses, and the next one is successful. */
async function makeThree({ deployments, pause }: Kit): Promise<Made[]> {
  const made: Made[] = []
  for (const states of [['queued', 'in_progress'], ['success'], ['in_progress']]) {
    const one = await deployments.create(environments.main)
    made.push(one)
    await pause()
    for (const state of states) {
      await deployments.status(one, state)
      if (states.length > 1) await pause()
    }
  }
  await pause()
  return made
}

const newestFirst = (times: readonly string[]): boolean =>
  times.every((time, place) => place === 0 || time <= (times[place - 1] ?? ''))

async function aboutRest({ api, deployments, findings }: Kit, made: readonly Made[]): Promise<Listed[]> {
  const listed = await deployments.list(environments.main)
  const ours = listed.filter(({ id }) => made.some(one => one.id === id))
  const order = ours.map(({ id }) => made.findIndex(one => one.id === id) + 1)
  const isSorted = order.join() === '3,2,1' && newestFirst(listed.map(({ created_at }) => created_at))
  findings.note(10, ours.length === 3 ? isSorted : undefined, `REST lists the three made here as ${order.join(', ')}`)
  const [first] = made
  const statuses = first === undefined ? [] : await deployments.statuses(first)
  const states = statuses.map(({ state }) => state).join(', ')
  findings.note(
    10,
    states === 'in_progress, queued',
    `REST lists 3, 2, 1 and the statuses queued, in_progress as ${states}`
  )
  const page = await api.must('GET', `/deployments?per_page=1&environment=${environments.main}`)
  const link = page.headers.get('link') ?? 'none'
  findings.note(
    9,
    link.includes('rel="next"'),
    `the Link header of a page of one of ${listed.length}: ${link.replaceAll(/<[^>]*>; /g, '')}`
  )
  await aboutSpelling({ deployments, findings }, listed.length)
  return listed
}

async function aboutGraphql(
  { deployments, findings }: Kit,
  listed: readonly Listed[],
  made: readonly Made[]
): Promise<void> {
  const nodes = await deployments.nodes(environments.main)
  if (typeof nodes === 'string') {
    const isHidden = nodes.startsWith('NOT_FOUND')
    if (isHidden) findings.note(1, false, `REST shows the repository, and GraphQL says ${nodes}`)
    if (/resource limits/i.test(nodes)) findings.note(5, false, nodes)
    for (const row of [2, 11, 13]) findings.note(row, undefined, `GraphQL says ${nodes}`)
    return
  }
  const there = nodes.filter(node => node !== null)
  findings.note(13, there.length === nodes.length, `${nodes.length - there.length} of ${nodes.length} nodes are null`)
  const joined = listed.filter(({ node_id }) => there.some(({ id }) => id === node_id)).length
  const { node_id: restId = '' } = listed[0] ?? {}
  findings.note(
    2,
    joined >= there.length && joined > 0,
    `${joined} of ${listed.length} ids are the same; ${restId} and ${there[0]?.id ?? ''}`
  )
  const times = there.map(({ createdAt }) => createdAt)
  findings.note(10, newestFirst(times) && isOrdered(there, made), 'both list the three made here as 3, 2, 1')
  const wrong = there.find(node => node.latestStatus?.state !== newestOf(node)?.state)
  const shown =
    wrong === undefined
      ? 'it is'
      : `${wrong.latestStatus?.state ?? 'null'}, and the newest is ${newestOf(wrong)?.state ?? 'none'}`
  findings.note(11, wrong === undefined, shown)
  const other = environments.main.toLowerCase()
  const apart = await deployments.nodes(other)
  if (typeof apart === 'string') return
  findings.note(
    6,
    apart.length < nodes.length,
    `both list ${other} apart: GraphQL ${apart.length}, beside ${nodes.length}`
  )
}

/** Creates a deployment with another spelling of the environment. It is recorded as given, and listed separately. */
async function aboutSpelling({ deployments, findings }: Pick<Kit, 'deployments' | 'findings'>, count: number) {
  const { main } = environments
  const other = main.toLowerCase()
  const made = await deployments.create(other)
  const listed = await deployments.list(other)
  const isApart = made.environment === other && listed.length > 0 && listed.every(one => one.environment === other)
  const seen = `a deployment of ${other} is recorded as ${made.environment}; REST lists ${listed.length} under ${other}`
  findings.note(6, isApart, `${seen}, ${count} under ${main}`)
}

/** If the IDs of the two APIs differ, matches deployments by time. */
function isOrdered(nodes: readonly Node[], made: readonly Made[]): boolean {
  const order = nodes.map(({ id }) => made.findIndex(({ nodeId }) => nodeId === id)).filter(place => place !== -1)
  return order.every((place, index) => index === 0 || place < (order[index - 1] ?? 0))
}

function newestOf({ statuses, latestStatus }: Node): { state: string } | undefined {
  const times = statuses.nodes.map(({ createdAt }) => createdAt)
  const newest = times.reduce((one, other) => (other > one ? other : one), '')
  const candidates = statuses.nodes.filter(({ createdAt }) => createdAt === newest)
  return candidates.find(({ state }) => state === latestStatus?.state) ?? candidates[0]
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
  if (error === undefined) findings.note(5, true, 'a hundred deployments with twenty statuses each')
  else findings.note(5, /resource limits/i.test(error) ? false : undefined, error)
}

async function aboutMutations({ api, deployments, findings }: Kit, made: readonly Made[]): Promise<void> {
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
  const isMissing = errors.some(error => error.startsWith('NOT_FOUND'))
  if (isMissing) {
    findings.note(1, false, `REST has the deployments, and a mutation says ${errors[0] ?? ''}`)
    findings.note(4, undefined, 'the mutations do not find the deployments')
  } else {
    findings.note(
      4,
      done === ids.length,
      `${done} of ${ids.length} set to INACTIVE${errors.length === 0 ? '' : `: ${errors[0] ?? ''}`}`
    )
  }
  const [first] = made
  if (first === undefined) return
  await deployments.delete(first)
  const [error] = errorsOf(
    await api.graphql(
      'mutation Again($id: ID!) { createDeploymentStatus(input: { deploymentId: $id, state: INACTIVE }) { clientMutationId } }',
      { id: first.nodeId }
    )
  )
  findings.note(
    1,
    error?.startsWith('NOT_FOUND') === true || undefined,
    `a mutation of a deleted deployment: ${error ?? 'no error'}`
  )
}

const resultsOf = ({ data }: Reply): Record<string, unknown> =>
  (data as { data?: Record<string, unknown> | null } | undefined)?.data ?? {}

async function aboutNames({ deployments, findings, pause }: Kit): Promise<void> {
  const { first, latest } = environments
  const made = await deployments.create(first)
  await deployments.status(made, 'in_progress', { environment: latest })
  await pause()
  const isIn = async (environment: string): Promise<boolean> =>
    (await deployments.list(environment)).some(({ id }) => id === made.id)
  const [byFirst, byLatest] = [await isIn(first), await isIn(latest)]
  const under = [...(byFirst ? ['its first name'] : []), ...(byLatest ? ['its latest name'] : [])]
  findings.note(12, byLatest && !byFirst, `REST lists it under ${under.join(' and ') || 'neither name'}`)
}

async function aboutAutoInactive({ deployments, findings, pause }: Kit): Promise<void> {
  const isLeft = async (environment: string, kinds: readonly [object, object]): Promise<string> => {
    const older = await deployments.create(environment, kinds[0])
    await deployments.status(older, 'success')
    await pause()
    const newer = await deployments.create(environment, kinds[1])
    await deployments.status(newer, 'success', { auto_inactive: true })
    await pause()
    const statuses = await deployments.statuses(older)
    return statuses.some(({ state }) => state === 'inactive') ? 'inactive' : 'success'
  }
  const production = { production_environment: true }
  const left = await isLeft(environments.production, [production, production])
  findings.note(17, left === 'success', `the older production deployment is ${left}`)
  const other = await isLeft(environments.tasks, [{ task: 'probe:a' }, { task: 'probe:b' }])
  findings.note(18, other === 'inactive', `the older deployment of another task is ${other}`)
}

function aboutTheRest({ findings }: Kit): void {
  findings.note(3, undefined, 'needs a workflow on a merged pull request')
  findings.note(7, undefined, 'needs a job with `environment:`')
  findings.note(
    8,
    undefined,
    'needs a job with `environment: { deployment: false }` on github.com and on a GitHub Enterprise Server'
  )
}
