import type { Answer } from './answer.ts'
import { failure, json } from './answer.ts'
import type { Body } from './bodies.ts'
import {
  changedFiles,
  checkRunBody,
  commitBody,
  comparisonBody,
  deploymentBody,
  environmentBody,
  pullRequestBody,
  pullRequestSimpleBody,
  repositoryBody,
  statusBody,
  wholeCommitBody,
  workflowRunBody
} from './bodies.ts'
import type { Commit, PullRequest } from './git.ts'
import type { Limits } from './limits.ts'
import type { Deployment, Environment, Repository, World } from './model.ts'
import { NOW, Refusal } from './model.ts'
import type { Access, Token } from './tokens.ts'
import { demand, permits, sees } from './tokens.ts'

export interface RestRequest {
  method: string
  /** Path below the root of the API, still encoded. */
  path: string
  query: URLSearchParams
  headers: Record<string, string | undefined>
  text: string
  token: Token | undefined
}

/** Everything that serving a request needs. */
export interface Source {
  world: World
  limits: Limits
  /** The version of the world for reads. */
  version: number
  /** Whether every page has a next page. */
  endless: boolean
  /** Whether every diff takes too long. */
  slowDiff: boolean
}

interface Call extends Source {
  request: RestRequest
  repository: Repository
  parameters: Record<string, string>
  body: Body
}

interface Route {
  method: string
  /** Path as in GitHub's OpenAPI description. */
  path: string
  resource: string
  access: Access
  documentation: string
  handle(call: Call): Answer
}

const docs = 'https://docs.github.com/rest'
const deployments = `${docs}/deployments/deployments`
const statuses = `${docs}/deployments/statuses`
const environments = `${docs}/deployments/environments`

const routes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}',
    resource: 'metadata',
    access: 'read',
    documentation: `${docs}/repos/repos#get-a-repository`,
    handle: ({ repository }) => json(200, { ...repositoryBody(repository), network_count: 0, subscribers_count: 0 })
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/deployments',
    resource: 'deployments',
    access: 'read',
    documentation: `${deployments}#list-deployments`,
    handle: listDeployments
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/deployments',
    resource: 'deployments',
    access: 'write',
    documentation: `${deployments}#create-a-deployment`,
    handle: createDeployment
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/deployments/{deployment_id}',
    resource: 'deployments',
    access: 'read',
    documentation: `${deployments}#get-a-deployment`,
    handle: call => json(200, deploymentBody(namedDeployment(call), call.version))
  },
  {
    method: 'DELETE',
    path: '/repos/{owner}/{repo}/deployments/{deployment_id}',
    resource: 'deployments',
    access: 'write',
    documentation: `${deployments}#delete-a-deployment`,
    handle: call => {
      call.repository.deleteDeployment(namedDeployment(call))
      return json(204, undefined)
    }
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
    resource: 'deployments',
    access: 'read',
    documentation: `${statuses}#list-deployment-statuses`,
    handle: call => page(call, namedDeployment(call).statusesAsOf(call.version).toReversed(), statusBody)
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
    resource: 'deployments',
    access: 'write',
    documentation: `${statuses}#create-a-deployment-status`,
    handle: createStatus
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses/{status_id}',
    resource: 'deployments',
    access: 'read',
    documentation: `${statuses}#get-a-deployment-status`,
    handle: call => {
      const id = Number(call.parameters['status_id'])
      return json(
        200,
        statusBody(
          found(
            namedDeployment(call)
              .statusesAsOf(call.version)
              .find(status => status.id === id)
          )
        )
      )
    }
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/environments',
    resource: 'actions',
    access: 'read',
    documentation: `${environments}#list-environments`,
    handle: call => {
      const all = call.repository.environmentsAsOf(call.version)
      return page(call, all, environmentBody, items => ({ total_count: all.length, environments: items }))
    }
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/environments/{environment_name}',
    resource: 'actions',
    access: 'read',
    documentation: `${environments}#get-an-environment`,
    handle: call => json(200, environmentBody(namedEnvironment(call)))
  },
  {
    method: 'PUT',
    path: '/repos/{owner}/{repo}/environments/{environment_name}',
    resource: 'administration',
    access: 'write',
    documentation: `${environments}#create-or-update-an-environment`,
    handle: putEnvironment
  },
  {
    method: 'DELETE',
    path: '/repos/{owner}/{repo}/environments/{environment_name}',
    resource: 'administration',
    access: 'write',
    documentation: `${environments}#delete-an-environment`,
    handle: call => {
      call.repository.deleteEnvironment(namedEnvironment(call))
      return json(204, undefined)
    }
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls',
    resource: 'pull_requests',
    access: 'read',
    documentation: `${docs}/pulls/pulls#list-pull-requests`,
    handle: listPullRequests
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}',
    resource: 'pull_requests',
    access: 'read',
    documentation: `${docs}/pulls/pulls#get-a-pull-request`,
    handle: ({ repository, parameters }) => {
      const number = Number(parameters['pull_number'])
      return json(200, pullRequestBody(found(repository.pullRequests.find(pull => pull.number === number))))
    }
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/commits',
    resource: 'pull_requests',
    access: 'read',
    documentation: `${docs}/pulls/pulls#list-commits-on-a-pull-request`,
    handle: call => {
      const number = Number(call.parameters['pull_number'])
      const pull = found(call.repository.pullRequests.find(one => one.number === number))
      const commits = [...pull.commits()].reverse().flatMap(sha => call.repository.commits.get(sha) ?? [])
      return page(call, commits, commit => commitBody(call.repository, commit))
    }
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    resource: 'pull_requests',
    access: 'read',
    documentation: `${docs}/commits/commits#list-pull-requests-associated-with-a-commit`,
    handle: call => {
      const sha = commitOf(call, 'commit_sha').sha
      return page(call, call.repository.pullRequestsOf(sha), pullRequestSimpleBody)
    }
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{ref}',
    resource: 'contents',
    access: 'read',
    documentation: `${docs}/commits/commits#get-a-commit`,
    handle: call => {
      const commit = commitOf(call, 'ref')
      if (/application\/vnd\.github\.(v3\.)?sha/.test(call.request.headers['accept'] ?? ''))
        return {
          status: 200,
          headers: { 'content-type': 'application/vnd.github.sha; charset=utf-8' },
          body: commit.sha
        }
      return json(200, wholeCommitBody(call.repository, commit))
    }
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/compare/{basehead}',
    resource: 'contents',
    access: 'read',
    documentation: `${docs}/commits/commits#compare-two-commits`,
    handle: compare
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/check-runs/{check_run_id}',
    resource: 'checks',
    access: 'read',
    documentation: `${docs}/checks/runs#get-a-check-run`,
    handle: ({ repository, parameters, version }) => {
      const id = Number(parameters['check_run_id'])
      return json(200, checkRunBody(found(repository.checkRuns.find(run => run.id === id)), version))
    }
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/runs/{run_id}',
    resource: 'actions',
    access: 'read',
    documentation: `${docs}/actions/workflow-runs#get-a-workflow-run`,
    handle: ({ repository, parameters }) => {
      const id = Number(parameters['run_id'])
      return json(200, workflowRunBody(found(repository.workflowRuns.find(run => run.id === id))))
    }
  }
]

/** The routes as patterns. Only commit references may contain slashes, so the name of an environment must be encoded. */
const patterns = routes.map(({ path }) => {
  const source = path
    .replace('/repos/{owner}/{repo}', '(?:/repos/(?<owner>[^/]+)/(?<repo>[^/]+)|/repositories/(?<repository_id>\\d+))')
    .replaceAll(/\{(ref|basehead)\}/g, '(?<$1>.+)')
    .replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')
  return new RegExp(`^${source}$`)
})

export interface Matched {
  route: Pick<Route, 'method' | 'path'>
  parameters: Record<string, string>
}

/** Returns the operation of the OpenAPI description for a request. */
export function match(method: string, path: string): (Matched & { route: Route }) | undefined {
  for (const [index, route] of routes.entries()) {
    const groups = route.method === method ? patterns[index]?.exec(path)?.groups : undefined
    if (groups === undefined) continue
    const given = Object.entries(groups).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    return { route, parameters: Object.fromEntries(given.map(([name, value]) => [name, decode(value)])) }
  }
  return undefined
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** Serves one request of the REST API. */
export function serveRest(request: RestRequest, source: Source): Answer {
  if (request.method === 'GET' && request.path === '/rate_limit') return rateLimit(request, source.limits)
  const matched = match(request.method, request.path)
  if (matched === undefined) return failure(404, 'Not Found')
  const { route, parameters } = matched
  const answer = handle(route, parameters, request, source)
  answer.headers['x-accepted-github-permissions'] = `${route.resource}=${route.access}`
  return answer
}

function handle(route: Route, parameters: Record<string, string>, request: RestRequest, source: Source): Answer {
  try {
    const repository = findRepository(parameters, source.world)
    if (repository === undefined) {
      const renamed = source.world.findRenamed(`${parameters['owner'] ?? ''}/${parameters['repo'] ?? ''}`)
      if (renamed !== undefined && sees(request.token, renamed)) return redirect(request, renamed)
      throw new Refusal(404, 'Not Found')
    }
    demand(request.token, repository, route.resource, route.access)
    const body = parse(request)
    const version = request.method === 'GET' ? source.version : NOW
    return route.handle({ ...source, version, request, repository, parameters, body })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return failure(error.status, error.message, route.documentation, error.details)
  }
}

function findRepository(parameters: Record<string, string>, world: World): Repository | undefined {
  const id = parameters['repository_id']
  if (id !== undefined) return world.repositories.find(repository => repository.id === Number(id))
  return world.find(`${parameters['owner'] ?? ''}/${parameters['repo'] ?? ''}`)
}

/** https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects */
function redirect({ method, path, query }: RestRequest, repository: Repository): Answer {
  const rest = path.split('/').slice(4).join('/')
  const search = query.size > 0 ? `?${query.toString()}` : ''
  const location = `${repository.world.apiUrl}/repositories/${repository.id}${rest === '' ? '' : `/${rest}`}${search}`
  const documentation = `${docs}/guides/best-practices-for-using-the-rest-api#follow-redirects`
  const [status, message] = method === 'GET' ? [301, 'Moved Permanently'] : [307, 'Temporary Redirect']
  return json(status, { message, url: location, documentation_url: documentation }, { location })
}

function parse({ method, text }: RestRequest): Body {
  if (method === 'GET' || text === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'Problems parsing JSON')
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Refusal(400, 'Body should be a JSON object')
  return { ...value }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Refusal(404, 'Not Found')
  return value
}

/** Returns the answer to parameters with a wrong type: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#invalid-parameters */
function invalid(name: string, value: unknown, type: string): Refusal {
  return new Refusal(422, `Invalid request.\n\nFor 'properties/${name}', ${JSON.stringify(value)} is not ${type}.`)
}

function text(body: Body, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || typeof value === 'string') return value
  throw invalid(name, value, 'a string')
}

function required(body: Body, name: string): string {
  const value = text(body, name)
  if (value === undefined) throw new Refusal(422, `Invalid request.\n\n"${name}" wasn't supplied.`)
  return value
}

function flag(body: Body, name: string): boolean | undefined {
  const value = body[name]
  if (value === undefined || typeof value === 'boolean') return value
  throw invalid(name, value, 'a boolean')
}

function names(body: Body, name: string): string[] | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string'))
    throw invalid(name, value, 'an array of strings')
  return value
}

/** Returns only the members that are set, without undefined ones. */
export function given<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

/** https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function page<T>(
  { request, repository, endless }: Call,
  items: readonly T[],
  body: (item: T) => Body,
  wrap: (items: Body[]) => unknown = bodies => bodies
): Answer {
  const asked = Number.parseInt(request.query.get('per_page') ?? '', 10)
  const size = Math.min(asked > 0 ? asked : 30, 100)
  const number = Math.max(1, Number.parseInt(request.query.get('page') ?? '', 10) || 1)
  const last = endless ? number + 1 : Math.max(1, Math.ceil(items.length / size))
  const start = endless ? 0 : (number - 1) * size
  const path = request.path.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${repository.id}`)
  const link = (relation: string, target: number) => {
    const query = new URLSearchParams(request.query)
    query.set('page', String(target))
    return `<${repository.world.apiUrl}${path}?${query.toString()}>; rel="${relation}"`
  }
  const links = [
    ...(number > 1 ? [link('prev', Math.min(number - 1, last))] : []),
    ...(number < last ? [link('next', number + 1), link('last', last)] : []),
    ...(number > 1 ? [link('first', 1)] : [])
  ]
  const headers: Record<string, string> = links.length > 0 ? { link: links.join(', ') } : {}
  return json(200, wrap(items.slice(start, start + size).map(item => body(item))), headers)
}

function namedDeployment({ repository, parameters, version }: Call): Deployment {
  return found(repository.findDeployment(Number(parameters['deployment_id']), version))
}

function namedEnvironment({ repository, parameters, version }: Call): Environment {
  return found(repository.findEnvironment(parameters['environment_name'] ?? '', version))
}

function commitOf({ repository, parameters }: Call, parameter: string): Commit {
  const ref = parameters[parameter] ?? ''
  const commit = repository.commitAt(ref)
  if (commit === undefined) throw new Refusal(422, `No commit found for SHA: ${ref}`)
  return commit
}

/**
 * Compares two commits. GitHub computes a diff only if the head has commits that the base lacks. Without parameters for
 * paging, the list ends with the newest commit, and has at most 250 of them.
 */
function compare(call: Call): Answer {
  const { repository, request, parameters, slowDiff } = call
  const basehead = parameters['basehead'] ?? ''
  const [base = '', head = '', ...others] = basehead.split('...')
  if (others.length > 0) throw new Refusal(404, 'Not Found')
  const comparison = repository.compare(found(repository.commitAt(base)), found(repository.commitAt(head)))
  if (comparison === undefined) throw new Refusal(404, `No common ancestor between ${base} and ${head}.`)
  const { ahead } = comparison
  if (slowDiff && ahead.length > 0) throw new Refusal(500, 'Sorry, this diff is taking too long to generate.')
  const body = comparisonBody(repository, basehead, comparison)
  const files = changedFiles(repository, comparison)
  const isPaged = request.query.has('page') || request.query.has('per_page')
  if (!isPaged) {
    const commits = ahead.slice(-250).map(commit => commitBody(repository, commit))
    return json(200, { ...body, commits, files })
  }
  const isFirst = Number(request.query.get('page') ?? 1) === 1
  return page(
    call,
    ahead,
    commit => commitBody(repository, commit),
    commits => ({ ...body, commits, ...(isFirst ? { files } : {}) })
  )
}

/** Lists deployments, newest first. Filters compare the recorded values, but the current environment. */
function listDeployments(call: Call): Answer {
  const { repository, version } = call
  const [sha, ref, task, environment] = ['sha', 'ref', 'task', 'environment'].map(name => call.request.query.get(name))
  const listed = repository
    .deploymentsAsOf(version)
    .filter(
      deployment =>
        (!sha || deployment.sha === sha) &&
        (!ref || deployment.ref === ref) &&
        (!task || deployment.task === task) &&
        (!environment || repository.inEnvironment(deployment, environment, version))
    )
  return page(call, listed.toReversed(), deployment => deploymentBody(deployment, version))
}

function createDeployment({ body, repository, request }: Call): Answer {
  const { token } = request
  if (token === undefined) throw new Refusal(401, 'Requires authentication')
  const { payload } = body
  if (payload !== undefined && typeof payload !== 'string' && (typeof payload !== 'object' || Array.isArray(payload)))
    throw invalid('payload', payload, 'an object')
  const made = repository.createDeployment(
    {
      ref: required(body, 'ref'),
      ...given({
        task: text(body, 'task'),
        autoMerge: flag(body, 'auto_merge'),
        requiredContexts: names(body, 'required_contexts'),
        payload: payload === '' || payload === null ? undefined : payload,
        environment: text(body, 'environment'),
        description: body['description'] === null ? null : text(body, 'description'),
        transient: flag(body, 'transient_environment'),
        production: flag(body, 'production_environment')
      })
    },
    token.account,
    permits(token, repository, 'contents', 'write')
  )
  if ('merged' in made) return json(202, { message: made.merged })
  const created = deploymentBody(made.deployment)
  return json(201, created, { location: String(created['url']) })
}

function createStatus(call: Call): Answer {
  const { body, repository, request } = call
  if (request.token === undefined) throw new Refusal(401, 'Requires authentication')
  const deployment = namedDeployment(call)
  const status = repository.createStatus(
    deployment,
    {
      state: required(body, 'state'),
      ...given({
        logUrl: text(body, 'log_url') ?? text(body, 'target_url'),
        description: text(body, 'description'),
        environment: text(body, 'environment'),
        environmentUrl: text(body, 'environment_url'),
        autoInactive: flag(body, 'auto_inactive')
      })
    },
    request.token.account
  )
  const created = statusBody(status)
  return json(201, created, { location: String(created['url']) })
}

function putEnvironment({ body, repository, parameters }: Call): Answer {
  const name = parameters['environment_name'] ?? ''
  const policy = body['deployment_branch_policy'] as Environment['protection']['branchPolicy'] | undefined
  const wrongPolicy = policy && policy.protected_branches === policy.custom_branch_policies
  if (name.length > 255 || wrongPolicy === true) throw new Refusal(422, 'Validation Failed')
  const reviewers = body['reviewers'] as NonNullable<Environment['protection']['reviewers']> | null | undefined
  const protection = {
    waitTimer: Number(body['wait_timer'] ?? 0),
    preventSelfReview: flag(body, 'prevent_self_review') ?? false,
    reviewers: reviewers ?? [],
    branchPolicy: policy ?? null
  }
  const environment = repository.addEnvironment(name, { protection })
  return json(200, environmentBody(environment))
}

/** Lists pull requests, newest first. Without `state`, only open ones. */
function listPullRequests(call: Call): Answer {
  const { repository, request } = call
  const state = request.query.get('state') ?? 'open'
  const head = request.query.get('head')
  const base = request.query.get('base')
  const wanted = ({ head: from, base: into, state: now, author }: PullRequest) =>
    (state === 'all' || now === state) &&
    (head === null || head === `${from.repo?.owner.login ?? author.login}:${from.ref}`) &&
    (base === null || base === into.ref)
  const listed = repository.pullRequests.filter(wanted)
  return page(call, request.query.get('direction') === 'asc' ? listed : listed.reverse(), pullRequestSimpleBody)
}

/** Costs nothing: https://docs.github.com/rest/rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user */
function rateLimit({ token }: RestRequest, limits: Limits): Answer {
  const core = limits.quota(token, 'rest')
  const search = { limit: 30, remaining: 30, reset: core.reset, used: 0 }
  return json(200, { resources: { core, graphql: limits.quota(token, 'graphql'), search }, rate: core })
}
