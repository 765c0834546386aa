import { isLive, shortened, shortRef, type Listed } from '../domain/deployment.ts'
import { explain, GitHubProblem, isForAll, isUnanswered, Problem } from '../domain/problem.ts'
import { planTeardown, type Failure, type Filters, type Plan, type Result, type Survey } from '../domain/teardown.ts'
import { batchSize, type Attempt, type GitHub, type Ports, type Written } from '../ports.ts'
import { seenIn, survey, type TeardownTarget } from './survey.ts'

export interface TeardownCommand {
  operation: 'deactivate' | 'delete'
  target: TeardownTarget
  filters: Filters
  description?: string
  logUrl: string
  dryRun: boolean
  deleteEnvironment: boolean
}

/** GitHub, with the token that may delete environments; asked for nothing else. */
export type Caretaker = Pick<GitHub, 'deleteEnvironment'>

/**
 * Ends what is live in environments, and with `delete` removes it: deactivates, deletes the deployments, deletes the
 * environments. What fails does not stop the rest.
 * https://docs.github.com/rest/deployments/deployments#delete-a-deployment
 *
 * @throws Problem that lists what could not be done
 */
export async function teardown(command: TeardownCommand, ports: Ports, caretaker: () => Caretaker): Promise<void> {
  const { github, tell } = ports
  const found = await surveyOf(command, ports)
  const plan = planTeardown(command, found, github.now)
  tell({ kind: 'plan', plan, dryRun: command.dryRun })
  const own = plan.decisions.find(({ seen, action }) => action === 'spare' && seen.isJobsOwn)
  if (own !== undefined) tell({ kind: 'note', level: 'warning', text: sparedJobsOwn(own.seen.environment) })
  if (command.dryRun) {
    tell({ kind: 'torn down', plan })
    return
  }
  const work = new Work(command, ports)
  try {
    await work.carryOut(plan)
    await work.deleteEnvironments(plan, caretaker)
  } finally {
    tell({ kind: 'torn down', plan, result: work.result })
  }
  work.throwFailures()
}

const sparedJobsOwn = (environment: string): string =>
  `GitHub's own deployment for this job is spared, because GitHub would set it live again when the job ends: the job has "environment: ${environment}". ` +
  `Tear it down in a job without "environment:", or write "environment: { name: ${environment}, deployment: false }" to keep secrets and approvals and to have one record only.`

async function surveyOf(command: TeardownCommand, ports: Ports): Promise<Survey> {
  const { operation, target } = command
  try {
    return await survey(command, ports)
  } catch (error) {
    const isGone = error instanceof GitHubProblem && error.answer.status === 404
    if (!isGone || operation !== 'delete' || target.by !== 'id') throw error
    // A repository that the token may not see is answered alike: its list is an error then.
    await ports.github.deployments({})[Symbol.asyncIterator]().next()
    const text = `Deployment ${target.id} is not there, so there is nothing to delete.`
    ports.tell({ kind: 'note', level: 'notice', text })
    return { environments: [], seen: [], more: 0, openPullRequests: new Map() }
  }
}

/** Carries a plan out, and keeps count. */
class Work {
  readonly result: Result = { deactivated: [], deleted: [], gone: [], environments: [], failed: [] }
  readonly #command: TeardownCommand
  readonly #ports: Ports
  /** Set where GitHub takes nothing any more, so that the rest is not even tried. */
  #stopped: GitHubProblem | undefined

  constructor(command: TeardownCommand, ports: Ports) {
    this.#command = command
    this.#ports = ports
  }

  /** Deactivates first, then deletes: an active deployment cannot be deleted while there are others. */
  async carryOut({ decisions }: Plan): Promise<void> {
    const { github, run } = this.#ports
    const { description = shortened(`Torn down by ${run.workflow || 'a workflow'}`), logUrl } = this.#command
    const planned = decisions.filter(({ action }) => action === 'deactivate' || action === 'delete')
    let live: Listed[] = planned.map(({ seen }) => seen).filter(({ state }) => isLive(state))
    let toDelete: Listed[] = planned.filter(({ action }) => action === 'delete').map(({ seen }) => seen)
    const { gone } = this.result
    for (const attempt of ['first', 'last'] as const) {
      live = await this.#inBatches(live, 'deployments made inactive', this.result.deactivated, attempt, batch =>
        github.deactivate(batch, description, logUrl, attempt)
      )
      const failed = new Set(this.result.failed.map(({ seen }) => seen))
      const waiting = new Set(live)
      const deletable = toDelete.filter(seen => !failed.has(seen) && !gone.includes(seen) && !waiting.has(seen))
      const open = await this.#inBatches(deletable, 'deployments deleted', this.result.deleted, attempt, batch =>
        github.delete(batch, attempt)
      )
      toDelete = [...open, ...toDelete.filter(seen => waiting.has(seen))]
      const left = live.length + open.length
      if (left > 0 && this.#stopped === undefined) this.#tellLater(left)
    }
  }

  #tellLater(count: number): void {
    const them = count === 1 ? 'One deployment is' : `${count} deployments are`
    const text = `${them} left for the end: GitHub had no answer within a minute.`
    this.#ports.tell({ kind: 'note', level: 'info', text })
  }

  /** Writes to ten deployments at a time; after a first attempt, those are left of which GitHub had no answer. */
  async #inBatches(
    seen: readonly Listed[],
    what: string,
    done: Listed[],
    attempt: Attempt,
    write: (batch: readonly Listed[]) => Promise<Written>
  ): Promise<Listed[]> {
    const progress = new Progress(what, seen.length, this.#ports)
    const open: Listed[] = []
    /** How many batches in a row have brought nothing about. */
    let failures = 0
    for (let start = 0; start < seen.length; start += batchSize) {
      const batch = seen.slice(start, start + batchSize)
      if (this.#stopped !== undefined) {
        this.#fail(batch, 'not tried any more')
        continue
      }
      if (failures === 2) {
        open.push(...batch)
        continue
      }
      try {
        const written = await write(batch)
        done.push(...written.done)
        open.push(...written.open)
        this.result.gone.push(...written.gone)
        for (const { sighting, why } of written.failed) this.#fail([sighting], why)
        failures = written.open.length > 0 && written.done.length === 0 ? failures + 1 : 0
      } catch (error) {
        if (!(error instanceof GitHubProblem)) throw error
        failures++
        if (attempt === 'first' && isUnanswered(error)) open.push(...batch)
        else {
          this.#fail(batch, explain(error))
          // Two in a row are no accident.
          if (failures === 2 || isForAll(error)) this.#stopped = error
        }
      }
      progress.reached(start + batch.length)
    }
    return open
  }

  #fail(batch: readonly Listed[], why: string): void {
    this.result.failed.push(...batch.map((seen): Failure => ({ environment: seen.environment, seen, why })))
  }

  /** Deletes the environments of which nothing is left. That the token may not is a warning: the rest stands. */
  async deleteEnvironments({ doomed }: Plan, caretaker: () => Caretaker): Promise<void> {
    const failed = new Set(this.result.failed.map(({ environment }) => environment.toLowerCase()))
    const empty = doomed.filter(name => !failed.has(name.toLowerCase()))
    if (this.#stopped !== undefined) {
      this.#failEnvironments(empty)
      return
    }
    const names = await this.#uninhabited(empty)
    if (names.length === 0) return
    const progress = new Progress('environments deleted', names.length, this.#ports)
    const keeper = caretaker()
    const hidden: string[] = []
    for (const [place, name] of names.entries()) {
      const fate = await this.#deleteEnvironment(name, keeper, hidden.length === 0)
      if (fate === 'hidden') hidden.push(name)
      else if (fate === 'limited') {
        this.#failEnvironments(names.slice(place + 1))
        break
      } else if (fate !== 'settled') {
        // What it may not do to one it may not do to the others.
        this.#warn(environmentsStay(names.slice(place), fate.refusal))
        break
      }
      progress.reached(place + 1)
    }
    if (hidden.length > 0) this.#warn(environmentsHidden(hidden))
  }

  #failEnvironments(names: readonly string[], why = 'not tried any more'): void {
    this.result.failed.push(...names.map(environment => ({ environment, why })))
  }

  /** The environments in which nothing is left; somebody may have deployed there while we worked. */
  async #uninhabited(names: readonly string[]): Promise<string[]> {
    const found = await seenIn(names, this.#ports).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
      this.#failEnvironments(names, explain(error))
      return undefined
    })
    if (found === undefined) return []
    // A replica may still show what was deleted.
    const deleted = new Set(this.result.deleted.map(({ nodeId }) => nodeId))
    const left = found.seen.filter(({ nodeId }) => !deleted.has(nodeId))
    const inhabited = new Set(left.map(({ environment }) => environment.toLowerCase()))
    return names.filter(name => {
      const isInhabited = inhabited.has(name.toLowerCase())
      if (isInhabited) this.#warn(`Environment ${name} stays: it has a deployment that was not deleted here.`)
      return !isInhabited
    })
  }

  /** @param mayAsk whether it makes sense to ask with the other token whether an environment is there */
  async #deleteEnvironment(name: string, caretaker: Caretaker, mayAsk: boolean): Promise<EnvironmentFate> {
    try {
      if (await caretaker.deleteEnvironment(name)) {
        this.result.environments.push(name)
        return 'settled'
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const { status, limit } = error instanceof GitHubProblem ? error.answer : {}
      if (limit === undefined && (status === 401 || status === 403)) return { refusal: error.message }
      this.#failEnvironments([name], explain(error))
      return limit === undefined ? 'settled' : 'limited'
    }
    // One that is gone already is answered like one that the token may not delete: the other token may know.
    const isThere = mayAsk ? await this.#isThere(name) : undefined
    if (isThere === undefined) return 'hidden'
    if (isThere) return { refusal: 'Not Found (HTTP 404).' }
    this.#ports.tell({
      kind: 'note',
      level: 'info',
      text: `Environment ${name} is not there, so there is nothing to delete.`
    })
    return 'settled'
  }

  /** `undefined` where the token may not see it. */
  async #isThere(name: string): Promise<boolean | undefined> {
    try {
      return (await this.#ports.github.environment(name)) !== undefined
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return undefined
    }
  }

  #warn(text: string): void {
    this.#ports.tell({ kind: 'note', level: 'warning', text })
  }

  /** @throws Problem that lists what could not be done */
  throwFailures(): void {
    const { failed, deactivated, deleted } = this.result
    if (failed.length === 0) return
    if (this.#stopped !== undefined && deactivated.length + deleted.length === 0) throw this.#stopped
    const verb = this.#command.operation === 'delete' ? 'deleted' : 'made inactive'
    const count = failed.length === 1 ? 'One could' : `${failed.length} could`
    throw new Problem(
      `The teardown is not complete: ${count} not be ${verb}.\n${listed(failed)}\n`,
      'Everything else is done; run it again for the rest.'
    )
  }
}

/** What has become of an environment: done with, not to be seen, not before a limit is lifted, or not with this token. */
type EnvironmentFate = 'settled' | 'hidden' | 'limited' | { refusal: string }

const environmentsStay = (names: readonly string[], refusal: string): string =>
  `${names.length === 1 ? 'An environment stays' : `${names.length} environments stay`}: ${inShort(names)}. GitHub says: ${refusal} ` +
  'Deleting an environment needs administration: write, which the workflow\'s own token never has: give a token that has it as the input "environment-token". The deployments are deleted all the same.'

const environmentsHidden = (names: readonly string[]): string =>
  `Not known to be gone: ${names.length === 1 ? 'environment' : 'environments'} ${inShort(names)}. GitHub says Not Found (HTTP 404) both of one that is gone and of one that the token may not delete. ` +
  'Give the job "permissions: actions: read", which sees them, and as the input "environment-token" a token with administration: write.'

/** How many names, and how many reasons, an error has room for. */
const mostNamed = 5

function inShort(names: readonly string[]): string {
  const more = names.length - mostNamed
  return `${names.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** What failed, by the reason; of those that differ by the request only, the first stands for all. */
function listed(failed: readonly Failure[]): string {
  const reasons = Object.values(
    Object.groupBy(failed, ({ why }) => why.replace(/ \[request .*\]$/, '').replace(/\bdeployment \d+/, ''))
  )
  const lines = reasons.map((those = []) => {
    const names = those.map(({ environment, seen }) =>
      seen === undefined ? `environment ${environment}` : `${shortRef(seen.sha)} in ${environment}`
    )
    return `- ${inShort(names)}: ${those[0]?.why ?? ''}`
  })
  const more = lines.length - mostNamed
  return [...lines.slice(0, mostNamed), ...(more > 0 ? [`- and more, for ${more} other reasons`] : [])].join('\n')
}

/** A line of progress comes after so many deployments, or a tenth of very many. */
const fewest = 100
/** And after so much time, however few they are. */
const longestSilence = 15_000

/** Says how far it is, at sensible intervals. */
class Progress {
  readonly #what: string
  readonly #total: number
  readonly #ports: Ports
  #told = 0
  #toldAt: number

  constructor(what: string, total: number, ports: Ports) {
    this.#what = what
    this.#total = total
    this.#ports = ports
    this.#toldAt = ports.clock.now()
  }

  reached(count: number): void {
    const { clock, github, tell } = this.#ports
    const isFar = count - this.#told >= Math.max(fewest, this.#total / 10)
    if (count >= this.#total || (!isFar && clock.now() - this.#toldAt < longestSilence)) return
    this.#told = count
    this.#toldAt = clock.now()
    const text = `Progress    ${count} of ${this.#total} ${this.#what}, ${github.requests} requests so far`
    tell({ kind: 'note', level: 'info', text })
  }
}
