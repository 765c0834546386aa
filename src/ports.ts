import type { Deployment, ListedDeployment, NewDeployment, NewStatus, State, Status } from './domain/deployment.ts'
import type { Note } from './messages/problem.ts'
import type { Intent } from './domain/intent.ts'
import type { OpenPullRequestList } from './domain/open-pull-requests.ts'
import type { Run } from './domain/run.ts'
import type { NewestDeployments } from './domain/history.ts'

/**
 * Access to GitHub for the operations. Every method ends within the time limit of its client, and only repeats requests
 * if that is safe. Each deployment and status is written exactly once. Failures are `GitHubProblem`s that explain how
 * to fix them. If the job is cancelled, methods throw `Cancelled`.
 */
export interface GitHub {
  /** Milliseconds since 1970 on GitHub's clock, according to its latest answer. */
  readonly now: number
  /** Number of requests sent, including repeats. */
  readonly requests: number

  readonly creation: {
    /**
     * Creates a deployment.
     *
     * @param onRepeat called before the request is sent again
     * @throws GitHubProblem with `mayBeDone` if GitHub may have created the deployment all the same
     */
    create(deployment: NewDeployment, intent: Intent, onRepeat: () => void): Promise<Deployment>
    /** Finds the deployment that was created with this intent if the answer was lost. */
    find(intent: Intent): Promise<Deployment | undefined>
  }

  readonly deployments: {
    one(id: number): Promise<Deployment>
    /**
     * Whether somebody deleted a deployment. GitHub also answers "not found" if the token may not see the repository.
     *
     * @throws GitHubProblem if GitHub does not list the repository's deployments, either
     */
    isDeleted(id: number): Promise<boolean>
    /** Lists deployments, filtered by the values they were created with, newest first. */
    pages(filter: DeploymentFilter): AsyncIterable<Page<Deployment>>
    /** Returns the first page of such a list, with one request. */
    newest(filter: DeploymentFilter): Promise<Page<Deployment>>
    /** Returns the full records of listed deployments by `nodeId`, without those that were deleted. */
    records(
      listed: readonly ListedDeployment[],
      limits?: { maxRequests?: number }
    ): Promise<ReadonlyMap<string, Deployment>>
  }

  readonly statuses: {
    add(deployment: { id: number }, status: NewStatus): Promise<Status>
    /** Returns the newest hundred statuses of a deployment, newest first. */
    newest(id: number, options?: Pick<ReadOptions, 'withinMs'>): Promise<readonly Status[]>
    everSucceeded(id: number, timeLimits?: { withinMs?: number }): Promise<boolean>
  }

  readonly commits: {
    /** Returns the commit of a branch or tag, or `undefined` if there is none. */
    of(ref: string): Promise<string | undefined>
    compare(base: string, head: string): Promise<Comparison>
  }

  /** Deployments with their states. */
  readonly listing: {
    one(id: number): Promise<ListedDeployment>
    /**
     * Lists the newest thousand deployments of an environment with the states of their statuses, newest first. If
     * GraphQL is refused, lists the newest hundred, of the task if there is one, without statuses.
     */
    history(environment: string, task: string | undefined): AsyncIterable<Page<ListedDeployment>>
    /** Reads the statuses of a listed deployment as far as they decide how it went, unless it was deleted. */
    withStatuses(listed: ListedDeployment): Promise<ListedDeployment | undefined>
    /**
     * Returns the newest 100 deployments of an environment. If GraphQL is refused, returns the newest 20 of the task.
     */
    newestOfEnvironment(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments>
    /** Returns the newest 100 deployments of a task in an environment. If GraphQL is refused, returns the newest 20. */
    newestOfTask(where: EnvironmentTask, options: ReadOptions): Promise<NewestDeployments>
    /** Reads one deployment and, in the same request, everything else in the scope. */
    look(deployment: Deployment, scope: LookScope): Promise<Look>
    /** Lists all deployments of environments. */
    survey(environments: readonly string[]): AsyncIterable<Page<ListedDeployment>>
  }

  readonly writes: {
    /**
     * Sets deployments to a final state. GraphQL does so with one request, so they must not be many. Yields results as
     * soon as they are known.
     *
     * @throws GitHubProblem if no further write can succeed, for example because the token lacks a permission
     */
    end(batch: readonly ListedDeployment[], end: EndingStatus, options?: WriteOptions): AsyncIterable<Written>
    /** Deletes deployments that are not active. Otherwise like `end`. */
    delete(batch: readonly ListedDeployment[], options?: WriteOptions): AsyncIterable<Written>
  }

  /** Environments and their names, as GitHub spells them. */
  readonly environments: {
    /** Returns the names of all environments, or `undefined` if the token cannot list them. */
    names(): Promise<string[] | undefined>
    /** Whether an environment exists. Sends no request if a list has already asked for its spelling. */
    existence(name: string): Promise<Existence>
    /** Reads by the name of an environment and, if that finds nothing, by GitHub's spelling of it. */
    readBySpelling<T>(name: string, read: (name: string) => Promise<T>, isFound: (read: T) => boolean): Promise<T>
    /** Deletes an environment with its secrets and rules. */
    delete(name: string): Promise<void>
  }

  readonly pullRequests: {
    head(number: number): Promise<string>
    /** Returns the open pull requests with all their commits. */
    open(): Promise<OpenPullRequestList>
  }
}

/** Time for GitHub's replicas to catch up with a write, in milliseconds. */
export const replicaLagMs = 1500

export interface DeploymentFilter {
  sha?: string
  ref?: string
  task?: string
  environment?: string
}

export interface Comparison {
  /** Position of the second commit, seen from the first one. Unrelated histories are `diverged`. */
  status: 'ahead' | 'behind' | 'identical' | 'diverged'
  /** SHA of the first commit. Unknown if the histories are unrelated. */
  base?: string
}

/** Environment and task, which together identify "the" deployment and "the older ones". */
export interface EnvironmentTask {
  environment: string
  task: string
}

export interface Page<T> {
  entries: readonly T[]
  /** Whether the list has no further pages. */
  isLast: boolean
}

/** Whether an environment exists. `unknown` if the token cannot see it. */
export type Existence = 'exists' | 'missing' | 'unknown'

/** Options for reading a list. */
export interface ReadOptions {
  /** Time limit in milliseconds. Defaults to the whole time of the step. */
  withinMs?: number
  /** Whether to read the states of the newest statuses, too. */
  withStatuses?: boolean
  /** Whether the environment may be new, so an empty list does not mean that GitHub spells its name differently. */
  mayBeNew?: boolean
  /** Whether to stop at the newest success if each state costs a request. */
  untilSuccess?: boolean
}

/** Data to read in addition to the deployment itself. */
export interface LookScope {
  /** Whether to read the newest deployments of its environment. */
  withEnvironment: boolean
  /** Whether to read their payloads. */
  withPayloads: boolean
  /** Other deployments to read, by `nodeId`. */
  also: readonly string[]
}

/** Latest state of a deployment, the newest URL in any status, and whether any of the newest 100 was a success. */
export interface Look extends Pick<ListedDeployment, 'state' | 'environmentUrl'> {
  succeeded: boolean
  /** Newest deployments of the environment, if requested and GraphQL was not refused. */
  newest?: NewestDeployments
  /** Other requested deployments that still exist. Empty if GraphQL was refused. */
  also: readonly ListedDeployment[]
}

/** Final status for a deployment that is no longer needed. */
export interface EndingStatus {
  state: Extract<State, 'inactive' | 'error'>
  description: string
  logUrl: string
  /** Whether to read the payloads, too. */
  withPayloads?: boolean
}

/** How to write to deployments. */
export interface WriteOptions {
  /** Set if an earlier write may have been completed. Their states are then read first. */
  mayBeDone?: boolean
  /** Set if others wait for this write. GitHub then has a minute to answer, without waits for rate limits. */
  isAwaited?: boolean
}

/**
 * Result of a write to one deployment:
 * - `done`: this action wrote it.
 * - `gone`: somebody else deleted the deployment, confirmed by both APIs.
 * - `unanswered`: GitHub had no answer in time, so it may be done.
 */
export type Written = { deployment: ListedDeployment } & (
  { result: 'done' | 'gone' } | { result: 'failed' | 'unanswered'; why: string }
)

/** Checkout of the job. */
export interface Workspace {
  /** Returns the commit that is checked out. */
  head(): Promise<string>
}

export interface Clock {
  /** Returns the milliseconds since 1970. */
  now(): number
  /**
   * Waits for a number of milliseconds.
   * @throws Cancelled as soon as the job is cancelled, or `closed` is aborted
   */
  sleep(milliseconds: number, closed?: AbortSignal): Promise<void>
}

/** Input and output of the runner that started this action. Printed text is never interpreted as a workflow command. */
export interface Runner {
  /** Returns the trimmed value of an input, or an empty string if it is not set. */
  input(name: string): string
  output(name: string, value: string): void
  /** Saves state in the main step for the post step, which reads it with `saved`. */
  save(receipt: string): void
  saved(): string
  debug(text: string): void
  info(text: string): void
  /** Prints lines that can be folded in the log. */
  group(title: string, lines: readonly string[]): void
  /** Prints a note, with a link to its entry in docs/errors.md. */
  note(note: Note): void
  /** Prints an error, with a link to its entry in docs/errors.md. */
  error(error: unknown): void
  /** Adds HTML to the job summary. */
  summary(html: string): Promise<void>
}

/**
 * Receives what an operation finds and does. Operations print nothing themselves: `action/report.ts` decides which log
 * lines, outputs and summary show it.
 */
export interface Reporter {
  info(text: string): void
  note(note: Note): void
  deployment(how: 'created' | 'taken over' | 'found', deployment: Deployment, logUrl?: string): void
  /** Reports a status that this step wrote. */
  status(status: Status, deployment: Deployment): void
  /** Reports a status that somebody else set. It has no time if the time is unknown. */
  seen(status: Omit<Status, 'id'>): void
  /** Reports a final state that somebody else set, which is kept. */
  ended(state: string, environmentUrl: string): void
  previous(previous: Previous): void
  /** Reports the commit to roll back to, if there is one. */
  rollback(sha: string | undefined): void
  superseded(deployments: readonly ListedDeployment[]): void
}

/** Previous deployment of the same environment and task, if there is one. */
export interface Previous {
  sha: string | undefined
  id?: number
  /** Number of newest deployments that were searched, if there are other ones. */
  among?: number
}

/** Saves what post needs to find and end a deployment that main starts. */
export interface ReceiptWriter {
  /** Saves facts as soon as they are known, and before any log line or output shows them. */
  save(facts: StartedFacts): void
  /** Records that post has nothing to end. */
  close(): void
}

/** Facts about a deployment that main starts. */
interface StartedFacts {
  /** Saved before the creation is sent. */
  intent?: Intent
  /** Saved in the tick in which GitHub's answer arrives. */
  deployment?: Deployment
  previousSha?: string
  /** Live deployments of the same task, if the newest of the environment did not show them all. */
  older?: { nodeIds: string[]; isAll: boolean }
}

/** Dependencies of every operation, in addition to its command. */
export interface Ports {
  github: GitHub
  workspace: Workspace
  clock: Clock
  run: Run
  report: Reporter
}
