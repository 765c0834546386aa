import { isInState, isJobsOwn, shortRef, type State, type ListedDeployment } from '../domain/deployment.ts'
import { deletedWhileLookedUp, severalTasks } from '../messages/existing-deployment.ts'
import { maxListed, type Ports } from '../ports.ts'
import { adviseOneRecord } from './job-record.ts'
import { Recorded } from './recorded.ts'

/** Properties of the deployment to find. */
export interface Search {
  /** The deployment is in one of these states. */
  states: readonly State[]
  ref?: string
  task?: string
}

/** Minimum number of newest deployments to check before a task counts as the only one. */
const minChecked = 100

/**
 * Finds the newest deployment of an environment in a state. Also finds its predecessor: the newest older deployment of
 * the same task that ever succeeded. Workflows compare with it or roll back to it.
 *
 * @throws Problem if several tasks have a deployment in that state and no task is given
 */
export async function findOne(environment: string, search: Search, ports: Ports): Promise<void> {
  const { github, report } = ports
  let finder = new Finder(environment, search, ports)
  await finder.read()
  const spelling = finder.looked === 0 ? await github.spelling(environment) : undefined
  if (spelling !== undefined) {
    finder = new Finder(spelling, search, ports)
    await finder.read()
  }
  const { candidates, previous, looked, isBesideOwn } = finder
  if (isBesideOwn) adviseOneRecord(ports, environment)
  const [found, ...others] = candidates.values()
  if (found === undefined) {
    report.info(nothing(environment, search, looked))
    return
  }
  if (others.length > 0) {
    const tasks = [found, ...others].map(({ task, sha }) => `${task} (${shortRef(sha)})`)
    throw severalTasks({ environment, states: search.states, tasks })
  }
  const records = await github.records(previous === undefined ? [found] : [found, previous])
  const deployment = records.get(found.nodeId)
  if (deployment === undefined) throw deletedWhileLookedUp({ sha: found.sha, environment: found.environment })
  report.deployment('found', deployment)
  const { state = 'pending', environmentUrl = '', logUrl = '' } = found
  report.seen({ state, environmentUrl, logUrl, description: '', createdAt: '' })
  const id = previous === undefined ? undefined : records.get(previous.nodeId)?.id
  report.previous({ sha: previous?.sha, id })
}

/** Reads an environment's history as far back as necessary. */
class Finder {
  readonly #environment: string
  readonly #search: Search
  readonly #ports: Ports
  /** Newest matching deployment of each task, in the order in which they were found. */
  readonly candidates = new Map<string, ListedDeployment>()
  previous: ListedDeployment | undefined
  /** Number of deployments checked. */
  looked = 0
  /** Whether GitHub's own record for this job was among them. */
  isBesideOwn = false
  #recorded: Recorded | undefined

  constructor(environment: string, search: Search, ports: Ports) {
    this.#environment = environment
    this.#search = search
    this.#ports = ports
  }

  async read(): Promise<void> {
    const { github } = this.#ports
    const { ref, task } = this.#search
    const filter = { environment: this.#environment, task }
    if (ref !== undefined) this.#recorded = await Recorded.for(ref, filter, github)
    for await (const page of github.history(this.#environment)) {
      for (const listed of page) {
        this.looked++
        await this.#take(listed)
        if (this.candidates.size === 0 && this.#recorded?.endsBefore(listed) === true) return
      }
      if (this.previous === undefined) continue
      // With REST, a page is one deployment because each costs a request. With GraphQL, it is a hundred or all of them.
      const isOneByOne = page.length === 1
      if (isOneByOne && this.looked < minChecked && task === undefined) await this.#lookForOtherTasks()
      return
    }
  }

  async #take(listed: ListedDeployment): Promise<void> {
    const { task } = this.#search
    if (isJobsOwn(listed, this.#ports.run)) {
      this.isBesideOwn = true
      return
    }
    if (task !== undefined && listed.task !== task) return
    const [found] = this.candidates.values()
    if (found?.task === listed.task) this.previous ??= (await this.#hasSucceeded(listed)) ? listed : undefined
    else if (!this.candidates.has(listed.task) && (await this.#fits(listed))) this.candidates.set(listed.task, listed)
  }

  async #hasSucceeded(listed: ListedDeployment): Promise<boolean> {
    return listed.succeeded ?? this.#ports.github.everSucceeded(listed)
  }

  /** Whether a deployment has the state and the ref to find. Its predecessor may have any ref. */
  async #fits(listed: ListedDeployment): Promise<boolean> {
    const isRecorded = this.#recorded === undefined || (await this.#recorded.has(listed))
    return isRecorded && isInState(listed.state, this.#search.states)
  }

  /** Reads the statuses of deployments of other tasks among the newest hundred. Their list shows the tasks. */
  async #lookForOtherTasks(): Promise<void> {
    const { github, run } = this.#ports
    for await (const page of github.deployments({ environment: this.#environment })) {
      for (const deployment of page.slice(this.looked)) {
        if (this.candidates.has(deployment.task)) continue
        const [latest] = await github.statuses(deployment.id)
        const { state, logUrl, description: statusDescription } = latest ?? {}
        const listed: ListedDeployment = { ...deployment, state, logUrl, statusDescription, place: this.looked }
        if (!isJobsOwn(listed, run) && (await this.#fits(listed))) this.candidates.set(listed.task, listed)
      }
      return
    }
  }
}

/** Describes the deployment that was not found. */
function nothing(environment: string, { states, ref, task }: Search, looked: number): string {
  const of = ref === undefined ? '' : ` of ${shortRef(ref)}`
  const withTask = task === undefined ? '' : ` with task ${task}`
  const among = looked < maxListed ? '' : ` among its newest ${looked}`
  return `"${environment}" has no deployment${of}${withTask} in state ${states.join(' or ')}${among}.`
}
