import {
  deploymentFrom,
  statusFrom,
  type Deployment,
  type NewDeployment,
  type NewStatus,
  type Listed,
  type Sighting,
  type Status
} from '../domain/deployment.ts'
import { fulfils, type Intent } from '../domain/intent.ts'
import { isObject, textAt } from '../domain/json.ts'
import { Cancelled, explain, GitHubProblem, isForAll, isUnanswered, Problem } from '../domain/problem.ts'
import type { Repository } from '../domain/run.ts'
import {
  mostListed,
  replicaLag,
  type Attempt,
  type CourseOfCreation,
  type DeploymentFilter,
  type EndingStatus,
  type Look,
  type Past,
  type Written
} from '../ports.ts'
import { patienceOf, type Call, type Patience } from './call.ts'
import type { Client } from './client.ts'

const root = '/repos/{owner}/{repo}'
/** The largest page. https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
const pageSize = 100
/** The pages of a listing, at most: no server can keep us longer. */
export const mostPages = mostListed / pageSize
/** GitHub's clock is known to a second, and it writes whole seconds. */
const clockSlack = 2000
/** GitHub gives up after 10 seconds what it was asked for: later, nothing comes of it any more. */
const longestCreation = 12_000

/** Deployments through GitHub's REST API, in the domain's words. https://docs.github.com/rest/deployments */
export class Rest {
  readonly #client: Client
  readonly #in: { owner: string; repo: string }
  /** The REST ids of deployments that GraphQL had shown, by its names for them. */
  readonly #ids = new Map<string, number>()

  constructor(client: Client, repository: Repository) {
    this.#client = client
    this.#in = { owner: repository.owner, repo: repository.name }
  }

  /** https://docs.github.com/rest/deployments/deployments#create-a-deployment */
  createDeployment(
    wanted: NewDeployment,
    intent: Intent,
    hear: (course: CourseOfCreation) => void
  ): Promise<Deployment> {
    const call: Call<Deployment> = {
      doing: `create a deployment of ${wanted.environment}`,
      method: 'POST',
      path: `${root}/deployments`,
      parameters: {
        ...this.#in,
        ref: wanted.ref,
        task: wanted.task,
        environment: wanted.environment,
        description: wanted.description,
        payload: wanted.payload,
        transient_environment: wanted.transient,
        auto_merge: wanted.autoMerge,
        ...(wanted.production === undefined ? {} : { production_environment: wanted.production }),
        ...(wanted.requiredContexts === undefined ? {} : { required_contexts: wanted.requiredContexts })
      },
      parse: (data, headers) => deploymentFrom(data) ?? merged(call.doing, data, headers),
      onLater: () => hear('later'),
      onRepeat: () => hear('repeated'),
      onUndone: () => hear('undone')
    }
    return this.#client.write(call, () => this.#findBegun(intent))
  }

  /** Looks once more when GitHub must have done what it was asked, or have given it up. */
  findBegun(intent: Intent): Promise<Deployment | undefined> {
    return this.#client.lookTwice(() => this.#findBegun(intent), (intent.sentAt ?? intent.at) + longestCreation)
  }

  /** Looks for the deployment whose creation was not answered. Two that could be it are an error, never a guess. */
  async #findBegun(intent: Intent): Promise<Deployment | undefined> {
    const candidates = await this.#candidates(intent)
    // Nothing else leaves the mark of this step, unless the step stands in the job twice.
    if (intent.marked && candidates.length < 2) return candidates[0]
    const untouched = await this.#untouched(candidates)
    if (intent.marked) return untouched[0]
    if (untouched.length > 1) {
      throw new Problem(
        `The answer to the creation of a deployment of ${intent.environment} was lost, and ${untouched.length} deployments could be it: ${untouched.map(({ id }) => id).join(', ')}.`,
        'Set the final state of the one that is left over by hand, and give the sibling jobs of a matrix different environments or payloads.'
      )
    }
    if (untouched.length === 0) return undefined
    // A sibling job's would be under way by the next look.
    await this.#client.sleep(replicaLag)
    const [still] = await this.#untouched(untouched)
    return still
  }

  /** What else a creation that was sent again may have brought about: never touched, and made since the intent. */
  async twins(deployment: Deployment, intent: Intent): Promise<Sighting[]> {
    const candidates = await this.#candidates({ ...intent, marked: false })
    const untouched = await this.#untouched(candidates.filter(({ id }) => id !== deployment.id))
    return untouched.map(twin => sightingOf(twin, []))
  }

  /** The deployments that an intent may have brought about. */
  async #candidates(intent: Intent): Promise<Deployment[]> {
    const candidates: Deployment[] = []
    for await (const page of this.deployments({ environment: intent.environment, task: intent.task })) {
      // The answer may be the first that tells GitHub's time.
      const { githubAhead } = this.#client
      for (const deployment of page) if (await fulfils(deployment, intent, githubAhead)) candidates.push(deployment)
      const oldest = page.at(-1)
      if (oldest !== undefined && Date.parse(oldest.createdAt) < intent.at + githubAhead - 60_000) break
    }
    return candidates
  }

  /** Those without any status. One that is under way belongs to somebody else: ours never got that far. */
  async #untouched(candidates: readonly Deployment[]): Promise<Deployment[]> {
    const untouched: Deployment[] = []
    for (const candidate of candidates) {
      if ((await this.#statusesKnown(candidate.id)).length === 0) untouched.push(candidate)
    }
    return untouched
  }

  /** A replica may know less than the one that was asked before: then there are none. */
  async #statusesKnown(id: number, patience?: Patience): Promise<Status[]> {
    return (await orMissing(() => this.statuses(id, patience))) ?? []
  }

  /** https://docs.github.com/rest/deployments/statuses#create-a-deployment-status */
  addStatus(deployment: { id: number }, status: NewStatus, patience?: Patience): Promise<Status> {
    const call: Call<Status> = {
      doing: `set deployment ${deployment.id} to ${status.state}`,
      method: 'POST',
      path: `${root}/deployments/{deployment_id}/statuses`,
      parameters: {
        ...this.#in,
        deployment_id: deployment.id,
        state: status.state,
        description: status.description,
        log_url: status.logUrl,
        // GitHub says in one place that only a success does it, and in another that every state does.
        auto_inactive: status.autoInactive && status.state === 'success',
        ...(status.environmentUrl === undefined ? {} : { environment_url: status.environmentUrl })
      },
      parse: statusFrom
    }
    const since = this.#client.ourNow
    const find = async (): Promise<Status | undefined> => {
      const earliest = since + this.#client.githubAhead - clockSlack
      return (await this.#statusesKnown(deployment.id, patience)).find(
        ({ state, description, logUrl, environmentUrl, createdAt }) =>
          state === status.state &&
          description === status.description &&
          logUrl === status.logUrl &&
          environmentUrl === (status.environmentUrl ?? '') &&
          Date.parse(createdAt) >= earliest
      )
    }
    return this.#client.write(call, find, patience)
  }

  /** https://docs.github.com/rest/deployments/deployments#get-a-deployment */
  deployment(id: number, patience?: Patience): Promise<Deployment> {
    return this.#client.read({ ...this.#lookup(id), mayLag: true }, patience)
  }

  #lookup(id: number): Call<Deployment> {
    return {
      doing: `find deployment ${id}`,
      method: 'GET',
      path: `${root}/deployments/{deployment_id}`,
      parameters: { ...this.#in, deployment_id: id },
      parse: deploymentFrom
    }
  }

  async *deployments(
    filter: DeploymentFilter,
    { from = 1, ...patience }: Patience & { from?: number } = {}
  ): AsyncIterable<Deployment[]> {
    for (let page = from; page <= mostPages; page++) {
      const { entries, isLast } = await this.page(filter, page, patience)
      yield entries
      if (isLast) return
    }
  }

  /** https://docs.github.com/rest/deployments/deployments#list-deployments */
  page(filter: DeploymentFilter, page: number, patience?: Patience): Promise<Page<Deployment>> {
    const call: Call<Page<Deployment>> = {
      doing: 'list the deployments',
      method: 'GET',
      path: `${root}/deployments`,
      parameters: { ...this.#in, ...filter, per_page: pageSize, page },
      parse: pageOf(deploymentFrom)
    }
    return this.#client.read(call, patience)
  }

  /** https://docs.github.com/rest/deployments/statuses#list-deployment-statuses */
  async statuses(id: number, patience?: Patience): Promise<Status[]> {
    const { entries } = await this.#statusPage(id, 1, patience)
    return entries
  }

  /** Reads all statuses, down to the first success. */
  async everSucceeded(id: number): Promise<boolean> {
    for (let page = 1; page <= mostPages; page++) {
      const { entries, isLast } = await this.#statusPage(id, page)
      if (entries.some(isSuccess)) return true
      if (isLast) break
    }
    return false
  }

  #statusPage(id: number, page: number, patience?: Patience): Promise<Page<Status>> {
    return this.#client.read(
      {
        doing: `list the statuses of deployment ${id}`,
        method: 'GET',
        path: `${root}/deployments/{deployment_id}/statuses`,
        parameters: { ...this.#in, deployment_id: id, per_page: pageSize, page },
        mayLag: true,
        parse: pageOf(statusFrom)
      },
      patience
    )
  }

  /** https://docs.github.com/rest/pulls/pulls#get-a-pull-request */
  pullRequestHead(number: number): Promise<string> {
    return this.#client.read({
      doing: `find the head of pull request #${number}`,
      method: 'GET',
      path: `${root}/pulls/{pull_number}`,
      parameters: { ...this.#in, pull_number: number },
      parse: data => textAt(data, 'head', 'sha')
    })
  }

  /** https://docs.github.com/rest/commits/commits#get-a-commit */
  async commit(ref: string): Promise<string | undefined> {
    const call: Call<string> = {
      doing: `find the commit of ${ref}`,
      method: 'GET',
      path: `${root}/commits/{ref}`,
      parameters: { ...this.#in, ref, per_page: 1 },
      parse: data => textAt(data, 'sha')
    }
    // 422 is what GitHub answers for a ref that it cannot resolve here.
    return orMissing(() => this.#client.read(call), [404, 422])
  }

  /** One deployment at a time, since each costs a request: who has seen enough need not ask for the others. */
  async *history(environment: string): AsyncIterable<Past[]> {
    let place = 0
    for await (const page of this.deployments({ environment })) {
      for (const deployment of page) {
        const { entries, isLast } = await this.#statusPage(deployment.id, 1)
        const succeeded = entries.some(isSuccess)
        yield [{ ...sightingOf(deployment, entries), place: place++, ...(succeeded || isLast ? { succeeded } : {}) }]
      }
    }
  }

  /**
   * Each is looked for on the page of its environment where it was seen, and then among those of its commit: the
   * environment may have changed meanwhile.
   */
  async records(seen: readonly Past[]): Promise<Map<string, Deployment>> {
    const records = new Map<string, Deployment>()
    for (const wanted of seen) {
      if (records.has(wanted.nodeId)) continue
      for await (const page of this.#pagesWith(wanted)) {
        for (const deployment of page) records.set(deployment.nodeId, deployment)
        if (records.has(wanted.nodeId)) break
      }
    }
    return records
  }

  async *#pagesWith({ environment, sha, place }: Past): AsyncIterable<Deployment[]> {
    const from = Math.floor(place / pageSize) + 1
    for await (const page of this.deployments({ environment }, { from })) {
      yield page
      break
    }
    yield* this.deployments({ environment, sha })
  }

  /** Looks at the statuses of a deployment: its latest state, its newest URL, and whether it ever succeeded. */
  async look(deployment: Deployment, patience: Patience): Promise<Look> {
    const statuses = await this.statuses(deployment.id, patience)
    const { state, environmentUrl } = sightingOf(deployment, statuses)
    return {
      ...(state === undefined ? {} : { state }),
      ...(environmentUrl === undefined ? {} : { environmentUrl }),
      succeeded: statuses.some(isSuccess),
      also: []
    }
  }

  /** All deployments of environments, without an end before that of the list. */
  async *survey(environments: readonly string[]): AsyncIterable<Sighting[]> {
    const known = new Set<number>()
    for (const environment of environments) {
      let count = 0
      for await (const page of this.deployments({ environment })) {
        count += page.length
        const seen: Sighting[] = []
        for (const deployment of page) {
          if (known.has(deployment.id)) continue
          known.add(deployment.id)
          const statuses = await orMissing(() => this.statuses(deployment.id))
          if (statuses !== undefined) seen.push(sightingOf(deployment, statuses))
        }
        yield seen
      }
      if (count === mostListed) throw endless(environment)
    }
  }

  /** One deployment with its latest status. */
  async sight(id: number): Promise<Sighting> {
    return sightingOf(await this.deployment(id), await this.statuses(id))
  }

  end(seen: readonly Listed[], end: EndingStatus, doubts: Doubts): Promise<Written> {
    const patience = patienceOf(doubts.attempt)
    return this.#oneByOne(seen, doubts, async id => {
      const isEnded = async (): Promise<true | undefined> =>
        (await this.statuses(id, patience))[0]?.state === end.state ? true : undefined
      if (isOpen(doubts) && (await this.#client.lookTwice(isEnded)) === true) return
      await this.addStatus({ id }, { ...end, autoInactive: false }, patience)
    })
  }

  /** https://docs.github.com/rest/deployments/deployments#delete-a-deployment */
  async delete(seen: readonly Listed[], doubts: Doubts): Promise<Written> {
    const patience = patienceOf(doubts.attempt)
    const written = await this.#oneByOne(seen, doubts, async id => {
      let isRepeated = false
      const call: Call<true> = {
        doing: `delete deployment ${id}`,
        method: 'DELETE',
        path: `${root}/deployments/{deployment_id}`,
        parameters: { ...this.#in, deployment_id: id },
        onRepeat: () => (isRepeated = true),
        parse: data => (isObject(data) ? undefined : true)
      }
      const find = (): Promise<true | undefined> => ifMissing(() => this.deployment(id, patience))
      await this.#client.write(call, find, patience).catch((error: unknown) => {
        // What is gone after a repeat was done by the request before.
        if (!isRepeated || !isNotFound(error)) throw error
      })
    })
    return isOpen(doubts) ? { ...written, done: [...written.done, ...written.gone], gone: [] } : written
  }

  /** One request at a time, each by the REST id, which is looked up where only GraphQL's name is known. */
  async #oneByOne(
    seen: readonly Listed[],
    { attempt }: Doubts,
    write: (id: number) => Promise<unknown>
  ): Promise<Written> {
    await this.#learnIds(seen, patienceOf(attempt))
    const written: Written = { done: [], gone: [], failed: [], open: [] }
    let silences = 0
    for (const [place, sighting] of seen.entries()) {
      const id = sighting.id ?? this.#ids.get(sighting.nodeId)
      if (id === undefined) {
        written.gone.push(sighting)
        continue
      }
      try {
        await write(id)
        written.done.push(sighting)
        silences = 0
      } catch (error) {
        // What was done before a cancel is not forgotten.
        if (error instanceof Cancelled && attempt === 'first') return withRest(written, seen.slice(place), attempt)
        if (!(error instanceof GitHubProblem)) throw error
        silences = isUnanswered(error) ? silences + 1 : 0
        if (isNotFound(error) && (await this.#isMissing(id))) written.gone.push(sighting)
        else if (isForAll(error) && written.done.length === 0) throw error
        else if (silences > 0 && attempt === 'first') written.open.push(sighting)
        else written.failed.push({ sighting, why: explain(error) })
        if (silences < 2) continue
        // Two in a row are no accident.
        if (attempt !== 'first' && written.done.length === 0) throw error
        return withRest(written, seen.slice(place + 1), attempt)
      }
    }
    return written
  }

  /** What the token may not change is answered like what is gone, though it may see it. */
  async #isMissing(id: number): Promise<boolean> {
    const look = (): Promise<Deployment> => this.#client.read(this.#lookup(id))
    return (await this.#client.lookTwice(() => ifMissing(look))) === true
  }

  async #learnIds(seen: readonly Listed[], patience: Patience): Promise<void> {
    const isUnknown = ({ id, nodeId }: Listed): boolean => id === undefined && !this.#ids.has(nodeId)
    const learn = async (filter: DeploymentFilter): Promise<void> => {
      for await (const page of this.deployments(filter, patience)) {
        for (const { nodeId, id } of page) this.#ids.set(nodeId, id)
        if (!seen.some(isUnknown)) return
      }
    }
    for (const environment of new Set(seen.filter(isUnknown).map(it => it.environment))) await learn({ environment })
    // An old one may stand beyond the end of the list.
    for (const sighting of seen) {
      if (isUnknown(sighting)) await learn({ environment: sighting.environment, sha: sighting.sha })
    }
  }
}

/** What is known of writes that are about to be sent. */
interface Doubts {
  attempt: Attempt | undefined
  /** Whether some of them may have been sent already. */
  inDoubt: boolean
}

/** Those that are not tried any more. */
function withRest(written: Written, rest: readonly Listed[], attempt: Attempt | undefined): Written {
  if (attempt === 'first') return { ...written, open: [...written.open, ...rest] }
  const failed = rest.map(sighting => ({ sighting, why: 'not tried any more' }))
  return { ...written, failed: [...written.failed, ...failed] }
}

const isOpen = ({ attempt, inDoubt }: Doubts): boolean => inDoubt || attempt === 'last'

/** `undefined` for what is not there: somebody may have deleted it since another request has shown it. */
export async function orMissing<T>(
  read: () => Promise<T>,
  statuses: readonly number[] = [404]
): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    const isMissing = error instanceof GitHubProblem && statuses.includes(error.answer.status)
    if (isMissing && error.answer.limit === undefined) return undefined
    throw error
  }
}

/** `true` for what is not there. */
const ifMissing = async (read: () => Promise<unknown>): Promise<true | undefined> =>
  (await orMissing(read)) === undefined ? true : undefined

const isNotFound = (error: unknown): boolean => error instanceof GitHubProblem && error.answer.status === 404

/** A list without an end cannot be torn down: what is spared depends on all of it. */
export const endless = (what: string): Problem =>
  new Problem(
    `GitHub's list of the deployments of ${what} does not end.`,
    'Name fewer environments, and run it again when GitHub is well.'
  )

/** 202: GitHub merged the default branch and created nothing. */
function merged(doing: string, data: unknown, headers: unknown): undefined {
  const message = textAt(data, 'message')
  if (message === undefined || !/auto-?merged/i.test(message)) return undefined
  const requestId = textAt(headers, 'x-github-request-id')
  throw new GitHubProblem(
    doing,
    { status: 202, message, ...(requestId === undefined ? {} : { requestId }) },
    'No deployment exists yet: run the job again, on the merged commit, or set "auto-merge: false".'
  )
}

/** A deployment with its statuses, newest first. */
export function sightingOf(deployment: Deployment, statuses: readonly Status[]): Sighting {
  const [latest] = statuses
  const environmentUrl = statuses.find(status => status.environmentUrl !== '')?.environmentUrl
  return {
    nodeId: deployment.nodeId,
    id: deployment.id,
    ref: deployment.ref,
    sha: deployment.sha,
    task: deployment.task,
    environment: deployment.environment,
    createdAt: deployment.createdAt,
    description: deployment.description,
    ...(latest === undefined
      ? {}
      : { state: latest.state, logUrl: latest.logUrl, statusDescription: latest.description }),
    ...(environmentUrl === undefined ? {} : { environmentUrl })
  }
}

const isSuccess = ({ state }: Status): boolean => state === 'success'

export interface Page<T> {
  entries: T[]
  isLast: boolean
}

/** A page of a list, and whether it is the last one. https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export const pageOf =
  <T>(parse: (entry: unknown) => T | undefined) =>
  (data: unknown, headers: unknown): Page<T> | undefined => {
    if (!Array.isArray(data)) return undefined
    const entries = data.map(parse).filter(entry => entry !== undefined)
    if (entries.length < data.length) return undefined
    return { entries, isLast: !(textAt(headers, 'link') ?? '').includes('rel="next"') }
  }
