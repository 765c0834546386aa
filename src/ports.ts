import type { Deployment, NewDeployment, NewStatus, Sighting, Status } from './domain/deployment.ts'
import type { Intent } from './domain/intent.ts'
import type { Repository, Run } from './domain/run.ts'

/**
 * What the operations need from GitHub, in the words of the domain. Every method ends within the time that its client
 * was given, and repeats only what is safe to repeat: a deployment or a status is written exactly once.
 * Failures are `GitHubProblem`s that say what to do; a cancelled job is `Cancelled`.
 */
export interface GitHub {
  readonly repository: Repository

  createDeployment(deployment: NewDeployment, intent: Intent): Promise<Deployment>
  /** The deployment that was begun with this intent, when the answer to its creation never came. */
  findBegun(intent: Intent): Promise<Deployment | undefined>
  addStatus(deployment: { id: number; environment: string }, status: NewStatus): Promise<Status>

  deployment(id: number): Promise<Deployment>
  /** Deployments by what they were created with, newest first, a page at a time. */
  deployments(filter: DeploymentFilter): AsyncIterable<Deployment[]>
  /** The newest statuses of a deployment, newest first; one page. */
  statuses(id: number): Promise<Status[]>
  /** The commit at the head of a pull request. */
  pullRequestHead(number: number): Promise<string>
  /** The commit that a branch or a tag points at; `undefined` where there is none. */
  commit(ref: string): Promise<string | undefined>

  /** The deployments of an environment, newest first, a page of a hundred at a time. */
  scan(environment: string): AsyncIterable<Sighting[]>
  /** The newest deployments of an environment, newest first, if they come soon: nothing hangs on it. */
  glance(environment: string): Promise<Sighting[]>
  /** One look at a deployment and, where asked, at the first page of its environment. */
  look(deployment: Deployment, withEnvironment: boolean): Promise<Look>
  /** Sets deployments inactive; what could not be done comes back with the reason. */
  deactivate(seen: readonly Sighting[], description: string, logUrl: string): Promise<Deactivation>
}

export interface DeploymentFilter {
  sha?: string
  ref?: string
  task?: string
  environment?: string
}

export interface Look {
  /** The latest status's state; `undefined` where there is no status. */
  state?: string
  /** The newest URL that any status carries. */
  environmentUrl?: string
  /** The environment's deployments, newest first, page by page, where asked for. */
  environment: AsyncIterable<Sighting[]>
}

export interface Deactivation {
  done: Sighting[]
  failed: { sighting: Sighting; why: string }[]
}

/** The checkout of the job. */
export interface Workspace {
  /** The commit that is checked out. */
  head(): Promise<string>
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
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
  notice(text: string): void
  warning(text: string): void
  error(text: string): void
  /** Adds HTML to the job summary. */
  summary(html: string): Promise<void>
}

/** What an operation tells while it works. It prints nothing itself: `action/report.ts` decides what becomes of it. */
export type News =
  | { kind: 'intent'; intent: Intent }
  | { kind: 'deployment'; how: 'created' | 'taken over' | 'found'; deployment: Deployment; logUrl: string }
  | { kind: 'status'; status: Status; deployment: Deployment }
  | { kind: 'previous'; sha: string | undefined }
  | { kind: 'superseded'; sightings: Sighting[] }
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
