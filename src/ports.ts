import type { Deployed, DeployedSearch } from './domain/deployed.ts'
import type { Deployment, Listed, NewDeployment, NewStatus, Sighting, State, Status } from './domain/deployment.ts'
import type { Intent } from './domain/intent.ts'
import type { Run } from './domain/run.ts'
import type { NewestDeployments } from './domain/superseding.ts'
import type { Plan, Result } from './domain/teardown.ts'

/**
 * What the operations need from GitHub, in the words of the domain. Every method ends within the time that its client
 * was given, and repeats only what is safe to repeat: a deployment or a status is written exactly once.
 * Failures are `GitHubProblem`s that say what to do; a cancelled job is `Cancelled`.
 */
export interface GitHub {
  /** How long GitHub asked to be left alone between two looks, in milliseconds; 0 where it did not. */
  readonly pollInterval: number
  /** Milliseconds since 1970 by GitHub's clock, as far as its latest answer tells. */
  readonly now: number
  /** How many requests were sent, repeats included. */
  readonly requests: number

  createDeployment(
    deployment: NewDeployment,
    intent: Intent,
    hear: (course: CourseOfCreation) => void
  ): Promise<Deployment>
  /** The deployment that was begun with this intent, when the answer to its creation never came. */
  findBegun(intent: Intent): Promise<Deployment | undefined>
  /** What a creation that was sent again may have brought about besides its deployment; nobody has touched it. */
  twins(deployment: Deployment, intent: Intent): Promise<Sighting[]>
  addStatus(deployment: { id: number }, status: NewStatus): Promise<Status>

  deployment(id: number): Promise<Deployment>
  /** Deployments by what they were created with, newest first, a page at a time. */
  deployments(filter: DeploymentFilter): AsyncIterable<Deployment[]>
  /** The newest statuses of a deployment, newest first; one page. */
  statuses(id: number): Promise<Status[]>
  /** The commit at the head of a pull request. */
  pullRequestHead(number: number): Promise<string>
  /** The commit that a pull request was merged as; `undefined` if GitHub does not say. */
  mergeCommit(number: number): Promise<string | undefined>
  /** The commit that a branch or a tag points at; `undefined` where there is none. */
  commit(ref: string): Promise<string | undefined>

  /** The deployments of an environment with their past, newest first, a page of at most a hundred at a time. */
  history(environment: string): AsyncIterable<Past[]>
  /** Whether any status of a deployment was a success. */
  everSucceeded(deployment: Past | { nodeId: string; id: number }): Promise<boolean>
  /** The full records of deployments that were seen, by `nodeId`; those that are gone are missing. */
  records(seen: readonly Past[]): Promise<Map<string, Deployment>>
  /** Returns the newest hundred of an environment. If GraphQL is refused, the newest 20 of the task. */
  newestOfEnvironment(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments>
  /** Returns the newest hundred of a task in an environment. If GraphQL is refused, the newest 20. */
  newestOfTask(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments>
  /** Looks at one deployment and, in the same request, at whatever else the scope asks for. */
  look(deployment: Deployment, scope: LookScope): Promise<Look>
  /** Sets deployments to a final state; what could not be done comes back with the reason. */
  end(seen: readonly Listed[], end: EndingStatus, attempt?: Attempt): Promise<Written>
  /** Deletes deployments that are not active; what could not be done comes back with the reason. */
  delete(seen: readonly Listed[], attempt?: Attempt): Promise<Written>

  /** One deployment, as a survey sees it. */
  sight(id: number): Promise<Sighting>
  /** All the deployments of environments, by the names as GitHub writes them, a page of a hundred at a time. */
  survey(environments: readonly string[]): AsyncIterable<Sighting[]>
  /** The names of all environments; `undefined` where the token may not list them. */
  environments(): Promise<string[] | undefined>
  /** An environment's name as GitHub writes it; `undefined` where there is none. */
  environment(name: string): Promise<string | undefined>
  /** How GitHub writes an environment's name, if that is another spelling and the token may know. Asked for once. */
  spelling(environment: string): Promise<string | undefined>
  /** Deletes an environment with its secrets and rules; `false` where GitHub knows none to delete. */
  deleteEnvironment(name: string): Promise<boolean>
  /** The numbers of the open pull requests, by each of their commits. */
  openPullRequests(): Promise<Map<string, number>>
}

/** As many deployments as are written in one request: more of them lead to a time-out on GitHub's side. */
export const batchSize = 10

/** Where a listing of deployments ends at the latest. */
export const mostListed = 5000

/** How long a replica of GitHub's is given to learn of a write, in milliseconds. */
export const replicaLag = 1500

/**
 * What cannot be seen from how a creation ends: it is sent later than intended; it is sent again although its first
 * answer was lost, so there may be two; or it failed and nothing has come of it.
 */
export type CourseOfCreation = 'later' | 'repeated' | 'undone'

export interface DeploymentFilter {
  sha?: string
  ref?: string
  task?: string
  environment?: string
}

/** A deployment of an environment as a look into the past sees it. */
export interface Past extends Sighting {
  /** How many newer ones the environment has. */
  place: number
  /** Whether any of its statuses was a success; `undefined` where it has more of them than were read. */
  succeeded?: boolean
}

/** The key of everything that looks for "the" deployment or "the older ones". */
export interface EnvironmentTask {
  environment: string
  task: string
}

/** How a list is read. */
export interface ReadOptions {
  /** After which time to give up, in milliseconds; the step's whole time if not given. */
  withinMs?: number
  /** Whether payloads are read as well. */
  withPayloads?: boolean
  /** Whether nothing older than the newest success is wanted, if each state costs a request. */
  untilSuccess?: boolean
}

/** What a look shows besides the deployment itself. */
export interface LookScope {
  /** The newest deployments of its environment. */
  withEnvironment: boolean
  /** Their payloads. */
  withPayloads: boolean
  /** Other deployments, by `nodeId`. */
  also: readonly string[]
}

export interface Look {
  /** The latest status's state; `undefined` if there is no status. */
  state?: string
  /** The newest URL that any status carries. */
  environmentUrl?: string
  /** Whether any of the newest hundred statuses was a success. */
  succeeded: boolean
  /** The environment's newest deployments, if they were asked for and GraphQL was not refused. */
  newest?: NewestDeployments
  /** The others that were asked for and that still exist; none if GraphQL was refused. */
  also: readonly Sighting[]
}

/** A status that ends a deployment of which nobody expects anything any more. */
export interface EndingStatus {
  state: Extract<State, 'inactive' | 'error'>
  description: string
  logUrl: string
}

/**
 * How much is made of a write: in a `first` attempt, what GitHub has no answer for within a minute is left open; the
 * `last` looks at what became of it and takes all the time there is. Without a word it is the only one.
 */
export type Attempt = 'first' | 'last'

/** What became of a write to several deployments. */
export interface Written {
  done: Listed[]
  /** After a first attempt: those of which GitHub has not said what became of them. */
  open: Listed[]
  /** Those that somebody else has deleted, as both APIs say. */
  gone: Listed[]
  failed: { sighting: Listed; why: string }[]
}

/** The checkout of the job. */
export interface Workspace {
  /** The commit that is checked out. */
  head(): Promise<string>
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /**
   * Ends after so many milliseconds.
   * @throws Cancelled as soon as the job is cancelled, or `closed` is aborted
   */
  sleep(milliseconds: number, closed?: AbortSignal): Promise<void>
}

/** The runner that started us: what it says, and what it hears. Nothing that is printed can be taken for a command. */
export interface Runner {
  /** The value of an input, trimmed; empty where not given. */
  input(name: string): string
  output(name: string, value: string): void
  /** What main leaves for post, and what post finds. */
  save(receipt: string): void
  saved(): string
  debug(text: string): void
  info(text: string): void
  /** Lines that can be folded in the log. */
  group(title: string, lines: readonly string[]): void
  notice(text: string): void
  warning(text: string): void
  error(text: string): void
  /** Adds HTML to the job summary. */
  summary(html: string): Promise<void>
}

/** What an operation tells while it works. It prints nothing itself: `action/report.ts` decides what becomes of it. */
export type News =
  | { kind: 'intent'; intent: Intent }
  | { kind: 'creation'; course: CourseOfCreation }
  | { kind: 'deployment'; how: 'created' | 'taken over' | 'found'; deployment: Deployment; logUrl?: string }
  | { kind: 'status'; status: Status; deployment: Deployment }
  /** The status of somebody else's, as it was read; without a time where that is not known. */
  | { kind: 'seen'; status: Omit<Status, 'id'> }
  /** Somebody else's end of the deployment, which stays. */
  | { kind: 'ended'; state: string; environmentUrl: string }
  /** `among` so many of the newest deployments, where there are others. */
  | { kind: 'previous'; sha: string | undefined; id?: number; among?: number }
  /** Older deployments of the same task that the newest of the environment do not show. */
  | { kind: 'older'; nodeIds: string[]; isAll: boolean }
  | { kind: 'superseded'; deployments: Listed[] }
  /** What is deployed where. */
  | { kind: 'deployed'; search: DeployedSearch; deployed: readonly Deployed[] }
  | { kind: 'plan'; plan: Plan; dryRun: boolean }
  /** Without a result it was a dry run. */
  | { kind: 'torn down'; plan: Plan; result?: Result }
  | { kind: 'note'; level: 'info' | 'notice' | 'warning'; text: string }

export type Tell = (news: News) => void

/** What every operation is given besides its command. */
export interface Ports {
  github: GitHub
  workspace: Workspace
  clock: Clock
  run: Run
  tell: Tell
}
