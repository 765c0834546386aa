import { GitRepository } from './git.ts'
import type { Account, RepositoryOptions } from './git.ts'
import type { Rules } from './rules.ts'

export interface Clock {
  now(): number
}

/** Only GitHub sets `waiting`, for a protection rule. Nobody can post it. */
export type State = 'error' | 'failure' | 'inactive' | 'in_progress' | 'pending' | 'queued' | 'success' | 'waiting'

/** A request that GitHub's rules refuse, with the answer. */
export class Refusal extends Error {
  readonly status: number
  readonly details: Record<string, unknown>

  constructor(status: number, message: string, details: Record<string, unknown> = {}) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.details = details
  }
}

/** The newest version of the world. A lagging replica shows an older one. */
export const NOW = Number.MAX_SAFE_INTEGER
/** The deletion time of everything that exists: later than now. */
const never = Number.POSITIVE_INFINITY

const firstId = {
  account: 100_001,
  'check run': 109_986_525_349,
  deployment: 4_512_000_001,
  environment: 9_400_000_001,
  'protection rule': 5_101,
  'pull number': 1,
  'pull request': 2_900_000_001,
  repository: 1_023_000_001,
  status: 17_300_000_001,
  'workflow run': 36_744_327_825
}

class Ids {
  readonly #last = new Map<string, number>()

  next(kind: keyof typeof firstId): number {
    const last = this.#last.get(kind)
    const id = last === undefined ? firstId[kind] : last + (kind === 'pull number' ? 1 : 7)
    this.#last.set(kind, id)
    return id
  }
}

/** All data on one GitHub server. */
export class World {
  readonly clock: Clock
  readonly rules: Rules
  readonly ids = new Ids()
  readonly repositories: Repository[] = []
  /** Counts changes, so a read can see an older version of the world. */
  version = 0
  apiUrl = ''
  serverUrl = ''
  readonly #accounts = new Map<string, Account>()
  readonly #nodes = new Map<string, unknown>()
  readonly #renamed = new Map<string, Repository>()

  constructor(clock: Clock, rules: Rules) {
    this.clock = clock
    this.rules = rules
  }

  /** Returns the repository with this name. The first use creates it. */
  repository(fullName: string, options?: RepositoryOptions): Repository {
    return this.find(fullName) ?? this.#add(new Repository(this, fullName, options))
  }

  fork(parent: GitRepository, fullName: string): Repository {
    return this.find(fullName) ?? this.#add(new Repository(this, fullName, { forkOf: parent }))
  }

  /** Names are not case-sensitive. */
  find(fullName: string): Repository | undefined {
    const name = fullName.toLowerCase()
    return this.repositories.find(repository => repository.fullName.toLowerCase() === name)
  }

  findRenamed(fullName: string): Repository | undefined {
    return this.#renamed.get(fullName.toLowerCase())
  }

  /** Renames a repository. The old name then redirects: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects */
  rename(repository: Repository, name: string): void {
    this.#renamed.set(repository.fullName.toLowerCase(), repository)
    repository.name = name
  }

  account(login: string): Account {
    const known = this.#accounts.get(login)
    if (known !== undefined) return known
    const bot = login.endsWith('[bot]')
    const id = login === 'github-actions[bot]' ? 41_898_282 : this.ids.next('account')
    const type = bot ? 'Bot' : login === 'octo' ? 'Organization' : 'User'
    const account: Account = { login, id, nodeId: this.nodeId(bot ? 'BOT' : 'U', id), type }
    this.#accounts.set(login, account)
    return account
  }

  /** Returns a global node ID in GitHub's format: a prefix and the MessagePack array [0, ids…] in base64url. */
  nodeId(prefix: string, ...ids: (number | string)[]): string {
    const parts = ids.map(id => {
      if (typeof id === 'string') return Buffer.concat([Buffer.from([0xd9, Buffer.byteLength(id)]), Buffer.from(id)])
      const bytes = Buffer.alloc(id > 0xffffffff ? 9 : 5)
      bytes[0] = id > 0xffffffff ? 0xcf : 0xce
      if (id > 0xffffffff) bytes.writeBigUInt64BE(BigInt(id), 1)
      else bytes.writeUInt32BE(id, 1)
      return bytes
    })
    return `${prefix}_${Buffer.concat([Buffer.from([0x91 + ids.length, 0]), ...parts]).toString('base64url')}`
  }

  register(node: { nodeId: string }): void {
    this.#nodes.set(node.nodeId, node)
  }

  node(nodeId: string): unknown {
    return this.#nodes.get(nodeId)
  }

  change(): number {
    this.version += 1
    return this.version
  }

  #add(repository: Repository): Repository {
    this.repositories.push(repository)
    this.register(repository)
    return repository
  }
}

export interface DeploymentRequest {
  ref: string
  task?: string
  autoMerge?: boolean
  requiredContexts?: readonly string[]
  payload?: object | string
  environment?: string
  description?: string | null
  transient?: boolean
  production?: boolean
}

export interface StatusRequest {
  state: string
  logUrl?: string
  description?: string
  environment?: string
  environmentUrl?: string
  autoInactive?: boolean
}

/** A status, which by default has the time and the creator of its deployment. */
export interface StatusSeed extends Omit<StatusRequest, 'state'> {
  state: State
  createdAt?: number
  creator?: string
}

export interface DeploymentSeed {
  environment?: string
  ref?: string
  sha?: string
  /** The latest state, or all states with the oldest first. */
  state?: State
  statuses?: readonly (State | StatusSeed)[]
  transient?: boolean
  production?: boolean
  task?: string
  payload?: object | string
  createdAt?: number
  description?: string | null
  creator?: string
}

/** A deployment in this state, or with these properties. */
export type Seed = State | DeploymentSeed

/** As many deployments as there are seeds. */
export type Deployments<S extends readonly Seed[]> = { -readonly [K in keyof S]: Deployment }

export interface JobDeploymentSeed {
  environment: string
  checkRunId: number
  runId: number
  sha: string
  ref?: string
  creator?: string
}

export interface Context {
  context: string
  state: string
}

export interface CheckRunSeed {
  id?: number
  name: string
  sha: string
  status?: 'queued' | 'in_progress' | 'completed'
  conclusion?: 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required' | null
}

export interface CheckRun extends Required<CheckRunSeed> {
  readonly nodeId: string
  readonly repository: Repository
  readonly startedAt: number
  completedAt: number | null
  deployment?: Deployment
}

export interface WorkflowRunSeed {
  id?: number
  sha?: string
  branch?: string
  event?: string
  name?: string
  attempt?: number
  conclusion?: string | null
  /** The repository the commit comes from: a fork, for its pull requests. */
  headRepository?: GitRepository
}

export interface WorkflowRun extends Required<WorkflowRunSeed> {
  readonly repository: Repository
  readonly createdAt: number
}

/** The settings of an environment: https://docs.github.com/rest/deployments/environments#create-or-update-an-environment */
export interface Protection {
  waitTimer?: number
  preventSelfReview?: boolean
  reviewers?: { type: 'User' | 'Team'; id: number }[]
  branchPolicy?: { protected_branches: boolean; custom_branch_policies: boolean } | null
}

export class Environment {
  readonly repository: Repository
  readonly name: string
  readonly id: number
  readonly nodeId: string
  readonly createdAt: number
  readonly born: number
  updatedAt: number
  deleted = never
  protection: Protection

  constructor(repository: Repository, name: string, protection: Protection) {
    const { world } = repository
    this.repository = repository
    this.name = name
    this.protection = protection
    this.id = world.ids.next('environment')
    this.nodeId = world.nodeId('EN', repository.id, this.id)
    this.createdAt = world.clock.now()
    this.updatedAt = this.createdAt
    this.born = world.change()
    world.register(this)
  }

  get protected(): boolean {
    const { waitTimer = 0, reviewers = [], branchPolicy } = this.protection
    return waitTimer > 0 || reviewers.length > 0 || (branchPolicy ?? null) !== null
  }
}

export interface DeploymentStatus {
  readonly id: number
  readonly nodeId: string
  readonly deployment: Deployment
  readonly state: State
  readonly description: string
  readonly environment: string
  readonly environmentUrl: string
  readonly logUrl: string
  readonly creator: Account
  readonly createdAt: number
  readonly born: number
}

export class Deployment {
  readonly repository: Repository
  readonly id: number
  readonly nodeId: string
  readonly sha: string
  readonly ref: string
  readonly task: string
  /** Undefined if it was not given. REST then shows an empty object. */
  readonly payload: object | string | undefined
  readonly description: string | null
  readonly originalEnvironment: string
  readonly transient: boolean
  readonly production: boolean
  readonly creator: Account
  readonly createdAt: number
  readonly born: number
  deleted = never
  /** Oldest first. */
  readonly statuses: DeploymentStatus[] = []

  constructor(
    repository: Repository,
    sha: string,
    request: DeploymentRequest,
    creator: Account,
    createdAt = repository.world.clock.now()
  ) {
    const { world } = repository
    const environment = request.environment ?? 'production'
    this.repository = repository
    this.id = world.ids.next('deployment')
    this.nodeId = world.nodeId('DE', repository.id, this.id)
    this.sha = sha
    this.ref = request.ref
    this.task = request.task ?? 'deploy'
    this.payload = request.payload
    this.description = request.description === undefined ? '' : request.description
    this.originalEnvironment = environment
    this.transient = request.transient ?? false
    this.production = request.production ?? environment === 'production'
    this.creator = creator
    this.createdAt = createdAt
    this.born = world.change()
    world.register(this)
  }

  get latestStatus(): DeploymentStatus | undefined {
    return this.statuses.at(-1)
  }

  /** The state of the latest status, or undefined. */
  get state(): State | undefined {
    return this.latestStatus?.state
  }

  /** The environment of the latest status. A status can move a deployment to another environment. */
  get environment(): string {
    return this.environmentAsOf(NOW)
  }

  /** The state that GitHub shows: https://docs.github.com/graphql/reference/enums#deploymentstate */
  get shown(): string {
    return this.shownAsOf(NOW)
  }

  existsAsOf(version: number): boolean {
    return this.born <= version && this.deleted > version
  }

  statusesAsOf(version: number): DeploymentStatus[] {
    return version === NOW ? this.statuses : this.statuses.filter(({ born }) => born <= version)
  }

  latestStatusAsOf(version: number): DeploymentStatus | undefined {
    return version === NOW ? this.statuses.at(-1) : this.statuses.findLast(({ born }) => born <= version)
  }

  environmentAsOf(version: number): string {
    return this.latestStatusAsOf(version)?.environment ?? this.originalEnvironment
  }

  updatedAtAsOf(version: number): number {
    return this.latestStatusAsOf(version)?.createdAt ?? this.createdAt
  }

  shownAsOf(version: number): string {
    const state = this.latestStatusAsOf(version)?.state ?? 'pending'
    if (state === 'success') return 'active'
    if (state === 'inactive' && this.transient) return 'destroyed'
    const age = this.repository.world.clock.now() - this.updatedAtAsOf(version)
    return state === 'pending' && age > 30 * 60_000 ? 'abandoned' : state
  }

  /** Adds a status without any rules. The rules for posted statuses are in the repository. */
  append(request: StatusRequest & { state: State }, creator: Account, createdAt?: number): DeploymentStatus {
    const { world } = this.repository
    const id = world.ids.next('status')
    const status: DeploymentStatus = {
      id,
      nodeId: world.nodeId('DES', this.repository.id, id),
      deployment: this,
      state: request.state,
      description: request.description ?? '',
      environment:
        request.environment === undefined || request.environment === '' ? this.environment : request.environment,
      environmentUrl: request.environmentUrl ?? '',
      logUrl: request.logUrl ?? '',
      creator,
      createdAt: createdAt ?? world.clock.now(),
      born: world.change()
    }
    this.statuses.push(status)
    world.register(status)
    return status
  }
}

/** The deployment that GitHub creates for a job with `environment:`. It ends with the job, despite posted statuses. */
export class JobDeployment extends Deployment {
  finish(state: 'success' | 'failure', { url = '' }: { url?: string } = {}): DeploymentStatus {
    return this.repository.addStatus(
      this,
      { state, environmentUrl: url, logUrl: this.latestStatus?.logUrl ?? '' },
      this.creator
    )
  }
}

const postable: readonly string[] = ['error', 'failure', 'inactive', 'in_progress', 'pending', 'queued', 'success']

function isPostable(state: string): state is State {
  return postable.includes(state)
}

export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** A repository with its deployments. */
export class Repository extends GitRepository {
  readonly checkRuns: CheckRun[] = []
  readonly workflowRuns: WorkflowRun[] = []
  readonly #contexts = new Map<string, Context[]>()
  readonly #environments: Environment[] = []
  readonly #environmentByName = new Map<string, Environment>()
  /** Sorted by creation time, oldest first. Includes deleted ones, for reads of older versions. */
  readonly #deployments: Deployment[] = []
  readonly #deploymentsById = new Map<number, Deployment>()

  /** Commit statuses: https://docs.github.com/rest/commits/statuses */
  contexts(sha: string, contexts: readonly Context[]): void {
    const others = (this.#contexts.get(sha) ?? []).filter(
      known => !contexts.some(given => given.context === known.context)
    )
    this.#contexts.set(sha, [...others, ...contexts])
  }

  /** Returns commit statuses and check runs, as the contexts of a deployment. */
  contextsOf(sha: string): Context[] {
    const runs = this.checkRuns.filter(run => run.sha === sha)
    return [
      ...(this.#contexts.get(sha) ?? []),
      ...runs.map(({ name, conclusion }) => ({ context: name, state: conclusion ?? 'pending' }))
    ]
  }

  checkRun(seed: CheckRunSeed): CheckRun {
    const id = seed.id ?? this.world.ids.next('check run')
    const now = this.world.clock.now()
    const status = seed.status ?? (seed.conclusion === undefined ? 'in_progress' : 'completed')
    const run: CheckRun = {
      id,
      nodeId: this.world.nodeId('CR', this.id, id),
      repository: this,
      name: seed.name,
      sha: seed.sha,
      status,
      conclusion: seed.conclusion ?? null,
      startedAt: now,
      completedAt: status === 'completed' ? now : null
    }
    this.checkRuns.push(run)
    this.world.register(run)
    return run
  }

  workflowRun(seed: WorkflowRunSeed = {}): WorkflowRun {
    const run: WorkflowRun = {
      id: seed.id ?? this.world.ids.next('workflow run'),
      sha: seed.sha ?? this.tip,
      branch: seed.branch ?? this.defaultBranch,
      event: seed.event ?? 'push',
      name: seed.name ?? 'CI',
      attempt: seed.attempt ?? 1,
      conclusion: seed.conclusion === undefined ? 'success' : seed.conclusion,
      headRepository: seed.headRepository ?? this,
      repository: this,
      createdAt: this.world.clock.now()
    }
    this.workflowRuns.push(run)
    return run
  }

  get environments(): Environment[] {
    return this.environmentsAsOf(NOW)
  }

  environmentsAsOf(version: number): Environment[] {
    return this.#environments.filter(({ born, deleted }) => born <= version && deleted > version)
  }

  /** Names are not case-sensitive: https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments */
  findEnvironment(name: string, version = NOW): Environment | undefined {
    if (version === NOW) return this.#environmentByName.get(name.toLowerCase())
    return this.environmentsAsOf(version).find(environment => sameName(environment.name, name))
  }

  /** Creates an environment, or changes an existing one. */
  addEnvironment(name: string, { protection }: { protection?: Protection } = {}): Environment {
    const known = this.findEnvironment(name)
    if (known === undefined) {
      const environment = new Environment(this, name, protection ?? {})
      this.#environments.push(environment)
      this.#environmentByName.set(name.toLowerCase(), environment)
      return environment
    }
    if (protection !== undefined) {
      known.protection = protection
      known.updatedAt = this.world.clock.now()
      this.world.change()
    }
    return known
  }

  /** Deletes an environment. Its deployments stay: https://docs.github.com/rest/deployments/environments#delete-an-environment */
  deleteEnvironment(environment: Environment): void {
    environment.deleted = this.world.change()
    this.#environmentByName.delete(environment.name.toLowerCase())
  }

  /** Oldest first. */
  get deployments(): Deployment[] {
    return this.deploymentsAsOf(NOW)
  }

  deploymentsAsOf(version: number): Deployment[] {
    return this.#deployments.filter(deployment => deployment.existsAsOf(version))
  }

  findDeployment(id: number, version = NOW): Deployment | undefined {
    const deployment = this.#deploymentsById.get(id)
    return deployment?.existsAsOf(version) === true ? deployment : undefined
  }

  /** Returns the deployment with this ID, which must exist. */
  deployment(id: number | string): Deployment {
    const deployment = this.findDeployment(Number(id))
    if (deployment === undefined) throw new Error(`${this.fullName} has no deployment ${id}`)
    return deployment
  }

  deploymentsOf(environment: string): Deployment[] {
    return this.deployments.filter(deployment => this.inEnvironment(deployment, environment))
  }

  inEnvironment(deployment: Deployment, name: string, version = NOW): boolean {
    const { environmentFilterIgnoresCase, environmentSpelling } = this.world.rules
    const recorded = deployment.environmentAsOf(version)
    const isRespelled = environmentSpelling === "listed under the environment's"
    const environment = isRespelled ? (this.findEnvironment(recorded)?.name ?? recorded) : recorded
    return environmentFilterIgnoresCase ? sameName(environment, name) : environment === name
  }

  /** The state that GitHub shows for an environment: `active` if any deployment is active, else the newest state. */
  live(environment: string): string | undefined {
    const deployments = this.deployments.filter(deployment => sameName(deployment.environment, environment))
    return deployments.some(({ shown }) => shown === 'active') ? 'active' : deployments.at(-1)?.shown
  }

  /**
   * POST /deployments: https://docs.github.com/rest/deployments/deployments#create-a-deployment
   * If `autoMerge` is set and the branch is behind, merges and creates nothing.
   */
  createDeployment(
    request: DeploymentRequest,
    creator: Account,
    mayPush: boolean
  ): { deployment: Deployment } | { merged: string } {
    const given = request.environment ?? 'production'
    const isRespelled = this.world.rules.environmentSpelling === "the environment's"
    const environment = isRespelled ? (this.findEnvironment(given)?.name ?? given) : given
    if (environment === '' || Array.from(environment).length > 255)
      throw new Refusal(422, 'Environment name is invalid')
    const target = this.resolve(request.ref)
    if (target === undefined) throw new Refusal(422, `No ref found for: ${request.ref}`)
    if (request.autoMerge ?? true) {
      if (this.conflicts.has(target.name) || this.conflicts.has(target.sha))
        throw new Refusal(409, `Conflict merging ${this.defaultBranch} into ${request.ref}.`)
      if (target.kind === 'branch' && !this.reachable(target.sha).has(this.tip)) {
        if (!mayPush) throw new Refusal(403, 'Resource not accessible by integration')
        const merge = this.record(`Merge ${this.defaultBranch} into ${target.name}`, [target.sha, this.tip])
        this.branches.set(target.name, merge.sha)
        return { merged: `Auto-merged ${this.defaultBranch} into ${request.ref} on deployment.` }
      }
    }
    this.#demandContexts(target.sha, request)
    this.addEnvironment(environment)
    return { deployment: this.#insert(new Deployment(this, target.sha, { ...request, environment }, creator)) }
  }

  /** POST /deployments/{id}/statuses: https://docs.github.com/rest/deployments/statuses#create-a-deployment-status */
  createStatus(deployment: Deployment, request: StatusRequest, creator: Account): DeploymentStatus {
    const { state, description = '' } = request
    if (!isPostable(state)) throw invalidStatus('state', 'state is not included in the list')
    if (Array.from(description).length > 140)
      throw invalidStatus('description', 'description is too long (maximum is 140 characters)')
    const host = URL.parse(request.environmentUrl ?? '')?.hostname
    if (host !== undefined && this.world.rules.environmentUrlHosts?.test(host) === false)
      throw invalidStatus('environment_url', 'environment_url is not an acceptable URL')
    return this.addStatus(deployment, { ...request, state }, creator)
  }

  /**
   * Adds a status. A success deactivates earlier successful deployments of the environment, except transient and production
   * deployments: https://docs.github.com/rest/deployments/deployments#inactive-deployments
   */
  addStatus(deployment: Deployment, request: StatusRequest & { state: State }, creator: Account): DeploymentStatus {
    const status = deployment.append(request, creator)
    if (request.state !== 'success' || request.autoInactive === false) return status
    for (const earlier of this.deploymentsOf(deployment.environment)) {
      if (earlier === deployment) break
      if (earlier.state === 'success' && !earlier.transient && !earlier.production)
        earlier.append({ state: 'inactive' }, creator)
    }
    return status
  }

  /** DELETE /deployments/{id}: https://docs.github.com/rest/deployments/deployments#delete-a-deployment */
  deleteDeployment(deployment: Deployment): void {
    if (deployment.state === 'success') {
      const name = deployment.environment
      if (this.deployments.some(other => other !== deployment && sameName(other.environment, name)))
        throw new Refusal(422, 'Validation Failed', {
          errors: ['We cannot delete an active deployment unless it is the only deployment in a given environment.']
        })
    }
    deployment.deleted = this.world.change()
  }

  /** Adds a deployment without a request. */
  addDeployment(seed: DeploymentSeed = {}): Deployment {
    const ref = seed.ref ?? seed.sha ?? this.defaultBranch
    const sha = seed.sha ?? this.resolve(ref)?.sha
    if (sha === undefined) throw new Error(`${this.fullName} has no ref ${ref}`)
    const creator = this.world.account(seed.creator ?? 'github-actions[bot]')
    const { environment = 'production', createdAt, state, statuses = state === undefined ? [] : [state] } = seed
    this.addEnvironment(environment)
    const deployment = this.#insert(new Deployment(this, sha, { ...seed, ref, environment }, creator, createdAt))
    for (const status of statuses) {
      const { creator: login, ...seeded }: StatusSeed = typeof status === 'string' ? { state: status } : status
      const by = login === undefined ? creator : this.world.account(login)
      deployment.append(seeded, by, seeded.createdAt ?? createdAt)
    }
    return deployment
  }

  /**
   * Adds earlier deployments without requests, oldest first and a minute apart. The newest is a minute old.
   * @param like what all of them have in common
   */
  addDeployments<const S extends readonly Seed[]>(seeds: S, like: DeploymentSeed = {}): Deployments<S> {
    const now = this.world.clock.now()
    return seeds.map((seed, place) =>
      this.addDeployment({ createdAt: now - (seeds.length - place) * 60_000, ...like, ...seedOf(seed) })
    ) as Deployments<S>
  }

  /** Adds earlier deployments to one environment, each of a new commit on the default branch. */
  addHistory<const S extends readonly Seed[]>(environment: string, ...seeds: S): Deployments<S> {
    const ofCommits = seeds.map((seed, place): DeploymentSeed => {
      const { sha = this.commit(`Change ${place + 1}`), ...own } = seedOf(seed)
      return { ...own, sha }
    })
    return this.addDeployments(ofCommits, { environment }) as Deployments<S>
  }

  /** Adds earlier transient deployments, such as previews, to one environment. */
  addTransient<const S extends readonly Seed[]>(environment: string, ...seeds: S): Deployments<S> {
    return this.addDeployments(seeds, { environment, transient: true })
  }

  /**
   * Creates the deployment for a job with `environment:`, as GitHub does before the first step.
   * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments
   */
  jobDeployment(seed: JobDeploymentSeed): JobDeployment {
    const creator = this.world.account(seed.creator ?? 'octocat')
    const environment = this.addEnvironment(seed.environment)
    const request = {
      ref: seed.ref ?? this.defaultBranch,
      environment: environment.name,
      description: null,
      production: false
    }
    const deployment = this.#insert(new JobDeployment(this, seed.sha, request, creator))
    const logUrl = this.#jobLog(seed)
    const states: State[] = [...(environment.protected ? (['waiting'] as const) : []), 'queued', 'in_progress']
    for (const state of states) deployment.append({ state, logUrl }, creator)
    const run =
      this.checkRuns.find(({ id }) => id === seed.checkRunId) ??
      this.checkRun({ id: seed.checkRunId, name: seed.environment, sha: seed.sha })
    run.deployment = deployment
    return deployment
  }

  #jobLog({ runId, checkRunId }: JobDeploymentSeed): string {
    const { serverUrl, rules } = this.world
    const run = `${serverUrl}/${this.fullName}/actions/runs/${runId}`
    switch (rules.jobLog) {
      case 'job':
        return `${run}/job/${checkRunId}`
      case 'jobs':
        return `${run}/jobs/${checkRunId}`
      case 'check run':
        return `${serverUrl}/${this.fullName}/runs/${checkRunId}?check_suite_focus=true`
      case 'query':
        return `${run}/job/${checkRunId}?pr=1#step:1:1`
      case 'case':
        return `${serverUrl}/${this.fullName.toUpperCase()}/actions/runs/${runId}/job/${checkRunId}`
    }
  }

  #insert<D extends Deployment>(deployment: D): D {
    const after = this.#deployments.findLastIndex(({ createdAt }) => createdAt <= deployment.createdAt)
    this.#deployments.splice(after + 1, 0, deployment)
    this.#deploymentsById.set(deployment.id, deployment)
    return deployment
  }

  #demandContexts(sha: string, { ref, requiredContexts }: DeploymentRequest): void {
    const reported = this.contextsOf(sha)
    const demanded =
      requiredContexts?.flatMap(name => {
        const found = reported.filter(({ context }) => context === name)
        return found.length > 0 ? found : [{ context: name, state: 'pending' }]
      }) ?? reported
    if (demanded.every(({ state }) => state === 'success')) return
    throw new Refusal(409, `Conflict: Commit status checks failed for ${ref}.`, {
      errors: [{ contexts: demanded, resource: 'Deployment', field: 'required_contexts', code: 'invalid' }]
    })
  }
}

function seedOf(seed: Seed): DeploymentSeed {
  return typeof seed === 'string' ? { state: seed } : seed
}

function invalidStatus(field: string, message: string): Refusal {
  return new Refusal(422, 'Validation Failed', {
    errors: [{ resource: 'DeploymentStatus', code: 'custom', field, message }]
  })
}
