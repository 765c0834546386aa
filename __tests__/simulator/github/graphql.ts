import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLResolveInfo,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
  ValueNode
} from 'graphql'
import { GraphQLError, Kind, OperationTypeNode, buildASTSchema, execute, parse, validate } from 'graphql'
import { readFileSync } from 'node:fs'
import type { Answer } from './answer.ts'
import { failure, json, unicorn } from './answer.ts'
import { timestamp } from './bodies.ts'
import type { Account, Commit } from './git.ts'
import { PullRequest } from './git.ts'
import type { CheckRun, DeploymentStatus, World } from './model.ts'
import { Deployment, Environment, NOW, Refusal, Repository } from './model.ts'
import type { Source } from './rest.ts'
import { given } from './rest.ts'
import type { Token } from './tokens.ts'
import { demand, permits, sees } from './tokens.ts'

/** https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#node-limit */
const nodeLimit = 500_000

/** Mutations that older GitHub Enterprise Servers only have with a preview header, or do not have. */
const lateMutations = ['createDeployment', 'createDeploymentStatus', 'deleteDeployment']

const schemas = new Map<boolean, GraphQLSchema>()

/** Returns the part of GitHub's schema that `scripts/extract-graphql.ts` writes. A test checks that it is valid. */
function schema(withMutations: boolean): GraphQLSchema {
  const known = schemas.get(withMutations)
  if (known !== undefined) return known
  const file = new URL('../schema.graphql', import.meta.url)
  const { definitions, ...document } = parse(readFileSync(file, 'utf8'), { noLocation: true })
  const kept = withMutations
    ? definitions
    : definitions.map(definition =>
        definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Mutation'
          ? {
              ...definition,
              fields: definition.fields?.filter(({ name }) => !lateMutations.includes(name.value)) ?? []
            }
          : definition
      )
  const built = buildASTSchema({ ...document, definitions: kept }, { assumeValid: true })
  schemas.set(withMutations, built)
  return built
}

export interface GraphqlRequest {
  document: DocumentNode
  operation: OperationDefinitionNode
  variables: Record<string, unknown>
  mutates: boolean
}

/** Returns the operation of a request, or the answer to an invalid body. */
export function readGraphql(text: string): GraphqlRequest | Answer {
  let body: { query?: unknown; variables?: Record<string, unknown> | null; operationName?: string | null }
  try {
    body = JSON.parse(text) as typeof body
  } catch {
    return failure(400, 'Problems parsing JSON', 'https://docs.github.com/graphql')
  }
  if (typeof body.query !== 'string')
    return failure(400, 'A query attribute must be specified and must be a string.', 'https://docs.github.com/graphql')
  try {
    const document = documentOf(body.query)
    const operations = document.definitions.filter(definition => definition.kind === Kind.OPERATION_DEFINITION)
    const operation = operations.find(({ name }) => !body.operationName || name?.value === body.operationName)
    if (operation === undefined) return json(200, { errors: [{ message: 'No operation was given' }] })
    const mutates = operation.operation === OperationTypeNode.MUTATION
    return { document, operation, variables: body.variables ?? {}, mutates }
  } catch (error) {
    if (error instanceof GraphQLError) return json(200, { errors: [error.toJSON()] })
    throw error
  }
}

/** Returns the root fields of an operation. For a mutation, these are the mutations. */
export function rootFields({ operation }: GraphqlRequest): string[] {
  return operation.selectionSet.selections.flatMap(selection =>
    selection.kind === Kind.FIELD ? [selection.name.value] : []
  )
}

export interface GraphqlSource extends Source {
  token: Token
  withMutations: boolean
  /** How many mutations are completed before the request times out. */
  mutationsInTime: number
}

export interface Served {
  answer: Answer
  /** Points for the primary rate limit. */
  cost: number
  /** Requests that a careful client would not send. */
  violations: string[]
}

/** Everything that serving a request needs. */
interface View extends GraphqlSource {
  mutates: boolean
  cost: Cost
  violations: string[]
  mutationsDone: number
  /** Number of requested mutations. */
  mutationsAsked: number
  outOfTime: boolean
}

interface Cost {
  points: number
  nodes: number
}

/** Parsed queries by their text, and their problems, because a client sends few different ones. */
const documents = new Map<string, DocumentNode>()
const validated = {
  withMutations: new WeakMap<DocumentNode, Problems>(),
  without: new WeakMap<DocumentNode, Problems>()
}
type Problems = ReturnType<typeof validate>

function documentOf(query: string): DocumentNode {
  const document = documents.get(query) ?? parse(query)
  documents.set(query, document)
  return document
}

function problemsIn(document: DocumentNode, withMutations: boolean): Problems {
  const known = withMutations ? validated.withMutations : validated.without
  const problems = known.get(document) ?? validate(schema(withMutations), document)
  known.set(document, problems)
  return problems
}

/** Executes an operation with GitHub's schema. */
export function serveGraphql(request: GraphqlRequest, source: GraphqlSource): Served {
  const { document, operation, variables, mutates } = request
  const violations: string[] = []
  const cost = costOf(request)
  const done = (answer: Answer): Served => ({ answer, cost: cost.points, violations })
  // For a private repository, GraphQL answers NOT_FOUND instead.
  const isPrivate = source.world.repositories.some(repository => repository.private)
  if (source.token.kind === 'repo_deployment' && !isPrivate) return done(insufficientScopes(request))
  const invalid = problemsIn(document, source.withMutations)
  if (invalid.length > 0) {
    const full = problemsIn(document, true)
    violations.push(...full.map(({ message }) => `GraphQL: ${message}`))
    return done(json(200, { errors: invalid.map(error => undefinedField(error, operation)) }))
  }
  if (cost.nodes > nodeLimit) {
    const requested = cost.nodes.toLocaleString('en')
    const message = `This query requests up to ${requested} possible nodes which exceeds the maximum limit of 500,000.`
    violations.push(`GraphQL: ${message}`)
    return done(json(200, { errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED', message }] }))
  }
  const view: View = {
    ...source,
    version: mutates ? NOW : source.version,
    mutates,
    cost,
    violations,
    mutationsDone: 0,
    mutationsAsked: 0,
    outOfTime: false
  }
  const result = execute({
    schema: schema(source.withMutations),
    document,
    operationName: operation.name?.value ?? null,
    variableValues: variables,
    rootValue: mutates ? mutation(view) : query(view),
    contextValue: view,
    fieldResolver: resolve
  })
  if (result instanceof Promise) throw new Error('all resolvers are synchronous')
  const { data, errors } = result
  if (view.outOfTime) return done(unicorn(502))
  if (data === undefined) violations.push(...(errors ?? []).map(({ message }) => `GraphQL: ${message}`))
  const shown = shownErrors(view, (errors ?? []).map(reported))
  return done(json(200, { ...(data === undefined ? {} : { data }), ...(shown.length > 0 ? { errors: shown } : {}) }))
}

/** GitHub may refuse several mutations with one error, or with none. */
function shownErrors({ world }: View, errors: Record<string, unknown>[]): Record<string, unknown>[] {
  const { refusedMutations: refused } = world.rules
  if (refused === undefined || refused.errors === 'each') return errors
  const [first] = errors.filter(({ message }) => message === refused.message)
  const others = errors.filter(({ message }) => message !== refused.message)
  if (first === undefined || refused.errors === 'none') return others
  const { type, message } = first
  return [...(type === undefined ? [{ message }] : [{ type, message }]), ...others]
}

/** Resolves a field with the method of that name. Fails if the simulation lacks the field, instead of returning null. */
function resolve(source: Record<string, unknown>, args: unknown, view: View, info: GraphQLResolveInfo): unknown {
  const value = source[info.fieldName]
  if (value === undefined) {
    const field = `${info.parentType.name}.${info.fieldName}`
    view.violations.push(`the simulated GitHub does not know ${field}`)
    throw new Error(`the simulated GitHub does not know ${field}`)
  }
  return typeof value === 'function'
    ? (value as (args: unknown, info: GraphQLResolveInfo) => unknown)(args, info)
    : value
}

const errorTypes: Record<number, string> = {
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'UNPROCESSABLE',
  422: 'UNPROCESSABLE'
}

/** Returns errors in an answer with status 200: https://docs.github.com/graphql/guides/forming-calls-with-graphql */
function reported({ message, path, locations, originalError }: GraphQLError): Record<string, unknown> {
  const refusal = originalError instanceof Refusal ? originalError : undefined
  const type =
    refusal?.details['untyped'] === true
      ? undefined
      : refusal && (refusal.details['type'] ?? errorTypes[refusal.status])
  const [reason] = (refusal?.details['errors'] ?? []) as (string | { message?: string })[]
  return {
    ...(type === undefined ? {} : { type }),
    path,
    ...(type === 'FORBIDDEN' ? { extensions: { saml_failure: false } } : {}),
    locations,
    message: (typeof reason === 'string' ? reason : reason?.message) ?? message
  }
}

/** Returns an error in the words GitHub uses if its schema lacks something. */
function undefinedField({ message, locations }: GraphQLError, { operation }: OperationDefinitionNode) {
  const [, fieldName, typeName] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message) ?? []
  if (fieldName === undefined) return { message, locations }
  return {
    path: [operation, fieldName],
    extensions: { code: 'undefinedField', typeName, fieldName },
    locations,
    message: `Field '${fieldName}' doesn't exist on type '${typeName ?? ''}'`
  }
}

/** https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps */
function insufficientScopes(request: GraphqlRequest): Answer {
  const errors = rootFields(request).map(field => ({
    type: 'INSUFFICIENT_SCOPES',
    locations: [{ line: 1, column: 1 }],
    message: `Your token has not been granted the required scopes to execute this query. The '${field}' field requires one of the following scopes: ['repo'], but your token has only been granted the: ['repo_deployment'] scopes. Please modify your token's scopes at: https://github.com/settings/tokens.`
  }))
  return json(200, { errors })
}

/**
 * Returns the points and nodes of a call, from the sizes of its connections.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
function costOf({ document, operation, variables }: GraphqlRequest): Cost {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  let requests = 0
  let nodes = 0
  const number = (value: ValueNode): number => {
    if (value.kind === Kind.INT) return Number(value.value)
    return value.kind === Kind.VARIABLE ? Number(variables[value.name.value] ?? 0) : 0
  }
  const size = (field: FieldNode): number | undefined => {
    const bound = field.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')
    return bound && number(bound.value)
  }
  const walk = (set: SelectionSetNode, times: number): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const page = size(selection)
        if (page !== undefined) {
          requests += times
          nodes += times * page
        }
        if (selection.selectionSet) walk(selection.selectionSet, times * (page ?? 1))
      } else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, times)
      else {
        const fragment = fragments.get(selection.name.value)
        if (fragment) walk(fragment.selectionSet, times)
      }
    }
  }
  walk(operation.selectionSet, 1)
  return { points: Math.max(1, Math.round(requests / 100)), nodes }
}

interface Page {
  first?: number | null
  last?: number | null
  after?: string | null
  before?: string | null
}

/** The sort key. Two items can share the first part, but not both. */
type Rank = [number | string, number]

interface Ordered<T> {
  items: readonly T[]
  rank: (item: T) => Rank
  descending: boolean
  node: (item: T) => unknown
}

function compare(one: Rank, other: Rank): number {
  const [first, second] = one[0] === other[0] ? [one[1], other[1]] : [one[0], other[0]]
  return first === second ? 0 : first < second ? -1 : 1
}

function cursorOf(rank: Rank): string {
  return Buffer.from(`cursor:v2:${JSON.stringify(rank)}`).toString('base64')
}

function rankOf(cursor: string): Rank {
  const text = Buffer.from(cursor, 'base64').toString()
  if (!text.startsWith('cursor:v2:'))
    throw new Refusal(422, `\`${cursor}\` does not appear to be a valid cursor.`, {
      type: 'INVALID_CURSOR_ARGUMENTS'
    })
  return JSON.parse(text.slice('cursor:v2:'.length)) as Rank
}

/** https://docs.github.com/graphql/guides/using-pagination-in-the-graphql-api */
function connection<T>(view: View, page: Page, field: string, { items, rank, descending, node }: Ordered<T>) {
  const { first, last, after, before } = page
  const refuse = (type: string, message: string) => {
    view.violations.push(`GraphQL: ${message}`)
    return new Refusal(422, message, { type })
  }
  if ((first ?? last ?? null) === null)
    throw refuse(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`
    )
  const size = first ?? last ?? 0
  const bound = (first ?? null) === null ? 'last' : 'first'
  if (size > 100)
    throw refuse(
      'EXCESSIVE_PAGINATION',
      `Requesting ${size} records on the \`${field}\` connection exceeds the \`${bound}\` limit of 100 records.`
    )
  if (size < 1) throw refuse('INVALID_PAGINATION', `\`${bound}\` on the \`${field}\` connection must be within 1-100.`)
  const direction = descending ? -1 : 1
  const all = items.toSorted((one, other) => direction * compare(rank(one), rank(other)))
  const start = after && !view.endless ? rankOf(after) : undefined
  const end = before ? rankOf(before) : undefined
  const between = all.filter(
    item =>
      (start === undefined || direction * compare(rank(item), start) > 0) &&
      (end === undefined || direction * compare(rank(item), end) < 0)
  )
  const shown = bound === 'first' ? between.slice(0, size) : between.slice(-size)
  const isTooExpensive = exceedsResources(view, field, size, start !== undefined)
  const cut = shown.length < between.length
  const edge = (item: T | undefined) => (item === undefined ? null : cursorOf(rank(item)))
  return {
    totalCount: all.length,
    nodes: () => shown.map(item => (isTooExpensive ? tooExpensive() : node(item))),
    edges: () => shown.map(item => ({ cursor: cursorOf(rank(item)), node: node(item) })),
    pageInfo: {
      hasNextPage: view.endless || (bound === 'first' ? cut : end !== undefined),
      hasPreviousPage: bound === 'last' ? cut : start !== undefined,
      startCursor: edge(shown[0]),
      endCursor: edge(shown.at(-1))
    }
  }
}

/** https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#resource-limits */
function tooExpensive(): Refusal {
  return new Refusal(200, 'Resource limits for this query exceeded.', { type: 'RESOURCE_LIMITS_EXCEEDED' })
}

function exceedsResources({ world, cost }: View, field: string, size: number, isLater: boolean): boolean {
  // A hundred pull requests with their commits: https://github.com/spiceai/spiceai/pull/13762
  if (field === 'pullRequests' && size === 100 && cost.nodes >= 100 * 100) return true
  const { mostEntries: most } = world.rules
  if (most === undefined || !['deployments', 'pullRequests'].includes(field)) return false
  return size > most.entries && (most.pages === 'all' || isLater)
}

/** Returns whether GraphQL hides a repository, because the token cannot read its code. */
function hides({ world, token, mutates }: View, repository: Repository): boolean {
  const { hiddenFromGraphql } = world.rules
  return (
    hiddenFromGraphql === 'everything' ||
    (hiddenFromGraphql === 'mutations' && mutates) ||
    (token.kind === 'repo_deployment' && repository.private) ||
    !sees(token, repository)
  )
}

function nodeNotFound(id: string): Refusal {
  return new Refusal(404, `Could not resolve to a node with the global id of '${id}'`)
}

/** Returns the object with a global node ID if the token may see it. */
function lookUp(view: View, id: string): unknown {
  const node = view.world.node(id) ?? findRef(view.world, id)
  const home =
    node instanceof Repository ? node : typeof node === 'object' && 'repository' in node ? node.repository : undefined
  if (node instanceof Deployment && !node.existsAsOf(view.version)) throw nodeNotFound(id)
  if (node instanceof Environment && !(node.born <= view.version && node.deleted > view.version)) throw nodeNotFound(id)
  if (node === undefined || (home instanceof Repository && hides(view, home))) throw nodeNotFound(id)
  return node
}

interface Ref {
  repository: Repository
  prefix: 'refs/heads/' | 'refs/tags/'
  name: string
  sha: string
}

function refId({ repository, prefix, name }: Ref): string {
  return repository.world.nodeId('REF', repository.id, `${prefix}${name}`)
}

function refs(repository: Repository): Ref[] {
  const heads = [...repository.branches].map(([name, sha]): Ref => ({ repository, prefix: 'refs/heads/', name, sha }))
  const tags = [...repository.tags].map(([name, sha]): Ref => ({ repository, prefix: 'refs/tags/', name, sha }))
  return [...heads, ...tags]
}

function isRef(node: unknown): node is Ref {
  return node !== null && typeof node === 'object' && 'prefix' in node
}

function findRef(world: World, id: string): Ref | undefined {
  return id.startsWith('REF_') ? world.repositories.flatMap(refs).find(ref => refId(ref) === id) : undefined
}

function nodeOf(view: View, id: string): unknown {
  const node = lookUp(view, id)
  if (node instanceof Repository) return repositoryNode(view, node)
  if (node instanceof Deployment) {
    demand(view.token, node.repository, 'deployments', 'read')
    return deploymentNode(view, node)
  }
  if (node instanceof Environment) return environmentNode(view, node)
  if (node instanceof PullRequest) return pullRequestNode(view, node)
  if (isRef(node)) return refNode(view, node)
  if (isStatus(node)) {
    if (!node.deployment.existsAsOf(view.version) || node.born > view.version) throw nodeNotFound(id)
    return statusNode(view, node)
  }
  return checkRunNode(view, node as CheckRun)
}

function isStatus(node: unknown): node is DeploymentStatus {
  return node !== null && typeof node === 'object' && 'deployment' in node && 'environmentUrl' in node
}

function query(view: View) {
  return {
    node: ({ id }: { id: string }) => nodeOf(view, id),
    nodes: ({ ids }: { ids: string[] }, info: GraphQLResolveInfo) =>
      ids.map((id, index) => {
        try {
          return nodeOf(view, id)
        } catch (error) {
          return new GraphQLError((error as Error).message, {
            nodes: info.fieldNodes,
            path: [...pathOf(info), index],
            originalError: error as Error
          })
        }
      }),
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const fullName = `${owner}/${name}`
      const repository = view.world.find(fullName) ?? view.world.findRenamed(fullName)
      if (repository === undefined || hides(view, repository))
        throw new Refusal(404, `Could not resolve to a Repository with the name '${fullName}'.`)
      return repositoryNode(view, repository)
    },
    viewer: () => ({
      __typename: 'User',
      login: view.token.account.login.replace('[bot]', ''),
      id: view.token.account.nodeId
    }),
    rateLimit: () => {
      const { limit, remaining, used, reset } = view.limits.quota(view.token, 'graphql')
      return {
        cost: view.cost.points,
        limit,
        nodeCount: view.cost.nodes,
        remaining: Math.max(0, remaining - view.cost.points),
        resetAt: timestamp(reset * 1000),
        used: used + view.cost.points
      }
    }
  }
}

function pathOf({ path }: GraphQLResolveInfo): (string | number)[] {
  const keys: (string | number)[] = []
  for (let part: GraphQLResolveInfo['path'] | undefined = path; part; part = part.prev) keys.unshift(part.key)
  return keys
}

function actor(world: World, account: Account) {
  const name = account.login.replace('[bot]', '')
  const login = world.rules.botLogins === '[bot] in both' ? account.login : name
  return {
    __typename: account.type,
    id: account.nodeId,
    databaseId: account.id,
    login,
    url: `${world.serverUrl}/${account.type === 'Bot' ? 'apps/' : ''}${name}`,
    resourcePath: `/${account.type === 'Bot' ? 'apps/' : ''}${name}`,
    avatarUrl: `${world.serverUrl}/avatars/${account.id}`
  }
}

interface DeploymentsArguments extends Page {
  environments?: string[] | null
  orderBy?: { direction: 'ASC' | 'DESC' } | null
}

function deploymentsConnection(view: View, repository: Repository, args: DeploymentsArguments, sha?: string) {
  demand(view.token, repository, 'deployments', 'read')
  const names = args.environments ?? []
  const items = repository
    .deploymentsAsOf(view.version)
    .filter(
      deployment =>
        (sha === undefined || deployment.sha === sha) &&
        (names.length === 0 || names.some(name => repository.inEnvironment(deployment, name, view.version)))
    )
  return connection(view, args, 'deployments', {
    items,
    rank: ({ createdAt, id }) => [createdAt, id],
    descending: args.orderBy?.direction === 'DESC',
    node: deployment => deploymentNode(view, deployment)
  })
}

interface PullRequestsArguments extends Page {
  states?: ('OPEN' | 'CLOSED' | 'MERGED')[] | null
  headRefName?: string | null
  baseRefName?: string | null
  orderBy?: { direction: 'ASC' | 'DESC' } | null
}

function pullRequestsConnection(
  view: View,
  repository: Repository,
  pulls: PullRequest[],
  args: PullRequestsArguments,
  field: string
) {
  demand(view.token, repository, 'pull_requests', 'read')
  const items = pulls.filter(
    pull =>
      (!args.states || args.states.includes(pullState(pull))) &&
      (!args.headRefName || pull.head.ref === args.headRefName) &&
      (!args.baseRefName || pull.base.ref === args.baseRefName)
  )
  return connection(view, args, field, {
    items,
    rank: ({ createdAt, id }) => [createdAt, id],
    descending: args.orderBy?.direction === 'DESC',
    node: pull => pullRequestNode(view, pull)
  })
}

function pullState({ merged, state }: PullRequest): 'OPEN' | 'CLOSED' | 'MERGED' {
  return merged ? 'MERGED' : state === 'open' ? 'OPEN' : 'CLOSED'
}

function repositoryNode(view: View, repository: Repository) {
  const { world } = view
  const { defaultBranch } = repository
  return {
    __typename: 'Repository',
    id: repository.nodeId,
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: repository.fullName,
    owner: actor(world, repository.owner),
    url: `${world.serverUrl}/${repository.fullName}`,
    isPrivate: repository.private,
    isFork: repository.fork,
    createdAt: timestamp(repository.createdAt),
    defaultBranchRef: () =>
      refNode(view, { repository, prefix: 'refs/heads/', name: defaultBranch, sha: repository.tip }),
    deployments: (args: DeploymentsArguments) => deploymentsConnection(view, repository, args),
    environment: ({ name }: { name: string }) => {
      demand(view.token, repository, 'actions', 'read')
      const environment = repository.findEnvironment(name, view.version)
      return environment === undefined ? null : environmentNode(view, environment)
    },
    environments: (args: Page & { names?: string[] | null; orderBy?: { direction: 'ASC' | 'DESC' } | null }) => {
      demand(view.token, repository, 'actions', 'read')
      const wanted = (args.names ?? []).map(name => name.toLowerCase())
      return connection(view, args, 'environments', {
        items: repository
          .environmentsAsOf(view.version)
          .filter(({ name }) => wanted.length === 0 || wanted.includes(name.toLowerCase())),
        rank: ({ name, id }) => [name.toLowerCase(), id],
        descending: args.orderBy?.direction === 'DESC',
        node: environment => environmentNode(view, environment)
      })
    },
    object: ({ oid, expression }: { oid?: string | null; expression?: string | null }) => {
      demand(view.token, repository, 'contents', 'read')
      const sha = oid ?? repository.resolve(expression === 'HEAD' ? defaultBranch : (expression ?? ''))?.sha ?? ''
      const commit = repository.commits.get(sha)
      return commit === undefined ? null : commitNode(view, repository, commit)
    },
    pullRequest: ({ number }: { number: number }) => {
      demand(view.token, repository, 'pull_requests', 'read')
      const pull = repository.pullRequests.find(candidate => candidate.number === number)
      if (pull === undefined) throw new Refusal(404, `Could not resolve to a PullRequest with the number of ${number}.`)
      return pullRequestNode(view, pull)
    },
    pullRequests: (args: PullRequestsArguments) =>
      pullRequestsConnection(view, repository, repository.pullRequests, args, 'pullRequests'),
    ref: ({ qualifiedName }: { qualifiedName: string }) => {
      const found = refs(repository).find(
        ({ prefix, name }) => qualifiedName === `${prefix}${name}` || qualifiedName === name
      )
      return found === undefined ? null : refNode(view, found)
    }
  }
}

function refNode(view: View, ref: Ref) {
  const commit = ref.repository.commits.get(ref.sha)
  return {
    __typename: 'Ref',
    id: refId(ref),
    name: ref.name,
    prefix: ref.prefix,
    target: () =>
      commit === undefined ? null : (tagNode(view, ref, commit) ?? commitNode(view, ref.repository, commit)),
    repository: () => repositoryNode(view, ref.repository)
  }
}

/** Returns the object of an annotated tag: https://docs.github.com/graphql/reference/objects#tag */
function tagNode(view: View, { repository, prefix, name }: Ref, commit: Commit) {
  const oid = prefix === 'refs/tags/' ? repository.tagObjects.get(name) : undefined
  if (oid === undefined) return undefined
  return {
    __typename: 'Tag',
    id: view.world.nodeId('TA', repository.id, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    name,
    message: name,
    repository: () => repositoryNode(view, repository),
    target: () => commitNode(view, repository, commit)
  }
}

function commitNode(view: View, repository: Repository, commit: Commit) {
  const { sha, message, createdAt } = commit
  const path = `/${repository.fullName}/commit/${sha}`
  return {
    __typename: 'Commit',
    id: view.world.nodeId('C', repository.id, sha),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    message,
    messageHeadline: message.split('\n')[0],
    messageBody: message.split('\n').slice(1).join('\n').trim(),
    authoredDate: timestamp(createdAt),
    committedDate: timestamp(createdAt),
    url: `${view.world.serverUrl}${path}`,
    commitUrl: `${view.world.serverUrl}${path}`,
    resourcePath: path,
    repository: () => repositoryNode(view, repository),
    deployments: (args: DeploymentsArguments) => deploymentsConnection(view, repository, args, sha),
    associatedPullRequests: (args: PullRequestsArguments) =>
      pullRequestsConnection(view, repository, repository.pullRequestsOf(sha), args, 'associatedPullRequests')
  }
}

function environmentNode(view: View, environment: Environment) {
  const { repository } = environment
  const ended = ['success', 'failure', 'error', 'inactive']
  return {
    __typename: 'Environment',
    id: environment.nodeId,
    databaseId: environment.id,
    name: environment.name,
    isPinned: false,
    pinnedPosition: null,
    latestCompletedDeployment: () => {
      const deployment = repository
        .deploymentsAsOf(view.version)
        .findLast(
          candidate =>
            repository.inEnvironment(candidate, environment.name, view.version) &&
            ended.includes(candidate.latestStatusAsOf(view.version)?.state ?? '')
        )
      return deployment === undefined ? null : deploymentNode(view, deployment)
    }
  }
}

function pullRequestNode(view: View, pull: PullRequest) {
  const { head, base } = pull
  const home = view.world.repositories.find(({ id }) => id === pull.repository.id)
  const commit = (sha: string | null) => {
    const found = home?.commits.get(sha ?? '')
    return home === undefined || found === undefined ? null : commitNode(view, home, found)
  }
  const source = view.world.repositories.find(({ id }) => id === head.repo?.id)
  return {
    __typename: 'PullRequest',
    id: pull.nodeId,
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    number: pull.number,
    title: pull.title,
    state: pullState(pull),
    merged: pull.merged,
    closed: pull.state === 'closed',
    isDraft: pull.draft,
    createdAt: timestamp(pull.createdAt),
    closedAt: pull.closedAt === null ? null : timestamp(pull.closedAt),
    mergedAt: pull.merged && pull.closedAt !== null ? timestamp(pull.closedAt) : null,
    url: `${view.world.serverUrl}/${pull.repository.fullName}/pull/${pull.number}`,
    author: actor(view.world, pull.author),
    headRefName: head.ref,
    headRefOid: head.sha,
    baseRefName: base.ref,
    baseRefOid: base.sha,
    headRef: () => {
      const sha = source?.branches.get(head.ref)
      return source === undefined || sha === undefined
        ? null
        : refNode(view, { repository: source, prefix: 'refs/heads/', name: head.ref, sha })
    },
    headRepository: () => (source === undefined ? null : repositoryNode(view, source)),
    headRepositoryOwner: () => (source === undefined ? null : actor(view.world, source.owner)),
    isCrossRepository: head.repo !== pull.repository,
    commits: (args: Page) => {
      const commits = [...pull.commits()].reverse().flatMap(sha => home?.commits.get(sha) ?? [])
      return connection(view, args, 'commits', {
        items: commits,
        rank: ({ createdAt, sha }) => [createdAt, commits.findIndex(commit => commit.sha === sha)],
        descending: false,
        node: ({ sha }) => ({ __typename: 'PullRequestCommit', commit: () => commit(sha) })
      })
    },
    /** The simulated GitHub only records one kind of timeline event: forced pushes. */
    timelineItems: (args: Page & { itemTypes?: string[] | null }) => {
      const pushes = [...pull.replacedHeads.entries()]
      return connection(view, args, 'timelineItems', {
        items: args.itemTypes?.includes('HEAD_REF_FORCE_PUSHED_EVENT') === false ? [] : pushes,
        rank: ([place]) => [place, place],
        descending: false,
        node: ([place, sha]) => ({
          __typename: 'HeadRefForcePushedEvent',
          id: view.world.nodeId('HRFPE', pull.id, String(place)),
          beforeCommit: () => commit(sha)
        })
      })
    },
    mergeCommit: () => (pull.merged ? commit(pull.merge_commit_sha) : null),
    potentialMergeCommit: () => (pull.merged ? null : commit(pull.merge_commit_sha)),
    repository: () => (home === undefined ? null : repositoryNode(view, home))
  }
}

function checkRunNode(view: View, run: CheckRun) {
  const path = `/${run.repository.fullName}/runs/${run.id}`
  return {
    __typename: 'CheckRun',
    id: run.nodeId,
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    startedAt: timestamp(run.startedAt),
    completedAt: run.completedAt === null ? null : timestamp(run.completedAt),
    url: `${view.world.serverUrl}${path}`,
    detailsUrl: `${view.world.serverUrl}${path}`,
    permalink: `${view.world.serverUrl}${path}`,
    resourcePath: path,
    deployment: () => (run.deployment?.existsAsOf(view.version) === true ? deploymentNode(view, run.deployment) : null),
    repository: () => repositoryNode(view, run.repository)
  }
}

/** Returns the payload as text. GitHub already stores an object as text, so it is encoded twice. */
function payloadText({ payload }: Deployment): string | null {
  if (payload === undefined) return null
  return JSON.stringify(typeof payload === 'string' ? payload : JSON.stringify(payload))
}

/** https://docs.github.com/graphql/reference/objects#deployment */
function deploymentNode(view: View, deployment: Deployment) {
  const { repository, sha } = deployment
  const { version } = view
  const environment = deployment.environmentAsOf(version)
  return {
    __typename: 'Deployment',
    id: deployment.nodeId,
    databaseId: deployment.id,
    commitOid: sha,
    commit: () => {
      const commit = repository.commits.get(sha)
      return commit === undefined ? null : commitNode(view, repository, commit)
    },
    createdAt: timestamp(deployment.createdAt),
    updatedAt: timestamp(deployment.updatedAtAsOf(version)),
    creator: actor(view.world, deployment.creator),
    description: deployment.description,
    environment,
    latestEnvironment: environment,
    originalEnvironment: deployment.originalEnvironment,
    payload: payloadText(deployment),
    task: deployment.task,
    state: deployment.shownAsOf(version).toUpperCase(),
    repository: () => repositoryNode(view, repository),
    ref: () => {
      const ref = refs(repository).find(
        ({ prefix, name }) => deployment.ref === name || deployment.ref === `${prefix}${name}`
      )
      return ref === undefined ? null : refNode(view, ref)
    },
    latestStatus: () => {
      const status = deployment.latestStatusAsOf(version)
      return status === undefined ? null : statusNode(view, status)
    },
    statuses: (args: Page) =>
      connection(view, args, 'statuses', {
        items: deployment.statusesAsOf(version),
        rank: ({ createdAt, id }) => [createdAt, id],
        descending: true,
        node: status => statusNode(view, status)
      })
  }
}

/** https://docs.github.com/graphql/reference/objects#deploymentstatus */
function statusNode(view: View, status: DeploymentStatus) {
  return {
    __typename: 'DeploymentStatus',
    id: status.nodeId,
    state: status.state.toUpperCase(),
    description: status.description,
    environment: status.environment,
    environmentUrl: status.environmentUrl === '' ? null : status.environmentUrl,
    logUrl: status.logUrl === '' ? null : status.logUrl,
    creator: actor(view.world, status.creator),
    createdAt: timestamp(status.createdAt),
    updatedAt: timestamp(status.createdAt),
    deployment: () => deploymentNode(view, status.deployment)
  }
}

interface Mutation {
  clientMutationId?: string | null
}

interface CreateDeploymentStatusInput extends Mutation {
  deploymentId: string
  state: string
  autoInactive?: boolean | null
  description?: string | null
  environment?: string | null
  environmentUrl?: string | null
  logUrl?: string | null
}

interface CreateDeploymentInput extends Mutation {
  repositoryId: string
  refId: string
  autoMerge?: boolean | null
  description?: string | null
  environment?: string | null
  payload?: string | null
  requiredContexts?: string[] | null
  task?: string | null
}

function mutation(view: View) {
  /** Mutations run one after another. If the request times out, the completed ones persist: https://github.com/shurcooL/githubv4/issues/17 */
  const inTime =
    <Input extends Mutation>(change: (input: Input) => Record<string, unknown>) =>
    ({ input }: { input: Input }) => {
      const { refusedMutations: refused } = view.world.rules
      if (refused !== undefined && (refused.which === 'all' || view.mutationsAsked++ % 2 === 1)) {
        const { type, message } = refused
        throw new Refusal(403, message, type === undefined ? { untyped: true } : { type })
      }
      if (view.mutationsDone >= view.mutationsInTime) {
        view.outOfTime = true
        throw new Refusal(502, 'out of time')
      }
      view.mutationsDone += 1
      return { clientMutationId: input.clientMutationId ?? null, ...change(input) }
    }
  /** Here GitHub does not hide deployments that the token may read and not change. */
  const demandWrite = (repository: Repository, resource: string): void => {
    const { kind, account } = view.token
    if (kind === 'reader')
      throw new Refusal(403, `${account.login} does not have the correct permissions to execute this mutation`)
    demand(view.token, repository, resource, 'write')
  }
  const deploymentOf = (id: string): Deployment => {
    const node = lookUp(view, id)
    if (!(node instanceof Deployment)) throw nodeNotFound(id)
    demandWrite(node.repository, 'deployments')
    return node
  }
  return {
    createDeployment: inTime((input: CreateDeploymentInput) => {
      const repository = lookUp(view, input.repositoryId)
      const ref = lookUp(view, input.refId)
      if (!(repository instanceof Repository)) throw nodeNotFound(input.repositoryId)
      if (!isRef(ref)) throw nodeNotFound(input.refId)
      demandWrite(repository, 'deployments')
      const made = repository.createDeployment(
        {
          ref: ref.name,
          ...given({
            task: input.task ?? undefined,
            autoMerge: input.autoMerge ?? undefined,
            requiredContexts: input.requiredContexts ?? undefined,
            payload: input.payload === '{}' ? undefined : (input.payload ?? undefined),
            environment: input.environment ?? undefined,
            description: input.description ?? undefined
          })
        },
        view.token.account,
        permits(view.token, repository, 'contents', 'write')
      )
      return 'merged' in made
        ? { autoMerged: true, deployment: null }
        : { autoMerged: false, deployment: () => deploymentNode(view, made.deployment) }
    }),
    createDeploymentStatus: inTime((input: CreateDeploymentStatusInput) => {
      const deployment = deploymentOf(input.deploymentId)
      const status = deployment.repository.createStatus(
        deployment,
        {
          state: input.state.toLowerCase(),
          ...given({
            logUrl: input.logUrl ?? undefined,
            description: input.description ?? undefined,
            environment: input.environment ?? undefined,
            environmentUrl: input.environmentUrl ?? undefined,
            autoInactive: input.autoInactive ?? undefined
          })
        },
        view.token.account
      )
      return { deploymentStatus: () => statusNode(view, status) }
    }),
    deleteDeployment: inTime((input: Mutation & { id: string }) => {
      const deployment = deploymentOf(input.id)
      deployment.repository.deleteDeployment(deployment)
      return {}
    }),
    createEnvironment: inTime((input: Mutation & { repositoryId: string; name: string }) => {
      const repository = lookUp(view, input.repositoryId)
      if (!(repository instanceof Repository)) throw nodeNotFound(input.repositoryId)
      demandWrite(repository, 'administration')
      const environment = repository.addEnvironment(input.name)
      return { environment: () => environmentNode(view, environment) }
    }),
    deleteEnvironment: inTime((input: Mutation & { id: string }) => {
      const environment = lookUp(view, input.id)
      if (!(environment instanceof Environment)) throw nodeNotFound(input.id)
      demandWrite(environment.repository, 'administration')
      environment.repository.deleteEnvironment(environment)
      return {}
    })
  }
}
