import {
  deploymentFrom,
  hasPayload,
  statusFrom,
  type Deployment,
  type NewDeployment,
  type NewStatus,
  type Sighting,
  type Status
} from '../domain/deployment.ts'
import { fulfils, type Intent } from '../domain/intent.ts'
import { textAt } from '../domain/json.ts'
import { GitHubProblem, Problem } from '../domain/problem.ts'
import type { Repository } from '../domain/run.ts'
import type { Deactivation, DeploymentFilter, Look } from '../ports.ts'
import type { Call, Client, Patience } from './client.ts'

const root = '/repos/{owner}/{repo}'
/** The largest page. https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
const pageSize = 100
/** Where a listing ends at the latest: 5,000 entries, and no server can keep us longer. */
export const mostPages = 50
/** How many deployments are asked for their status, one by one, for a courtesy. */
const mostGlances = 10
/** GitHub's clock is known to a second, and it writes whole seconds. */
const clockSlack = 2000

/** GitHub's REST API, in the domain's words: the one place where its names stand. https://docs.github.com/rest/deployments */
export class Rest {
  readonly #client: Client
  readonly #in: { owner: string; repo: string }

  constructor(client: Client, repository: Repository) {
    this.#client = client
    this.#in = { owner: repository.owner, repo: repository.name }
  }

  /** https://docs.github.com/rest/deployments/deployments#create-a-deployment */
  createDeployment(wanted: NewDeployment, intent: Intent): Promise<Deployment> {
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
      parse: data => deploymentFrom(data) ?? merged(data)
    }
    return this.#client.write(call, () => this.#findBegun(intent))
  }

  findBegun(intent: Intent): Promise<Deployment | undefined> {
    return this.#client.lookTwice(() => this.#findBegun(intent))
  }

  /** Looks for the deployment whose creation was not answered. Two that could be it are an error, never a guess. */
  async #findBegun(intent: Intent): Promise<Deployment | undefined> {
    const candidates: Deployment[] = []
    for await (const page of this.deployments({ environment: intent.environment, task: intent.task })) {
      for (const deployment of page) {
        if (!fulfils(deployment, intent, this.#client.githubAhead)) continue
        // A deployment that is under way belongs to somebody else: ours never got that far.
        if (intent.marked || (await this.statuses(deployment.id)).length === 0) candidates.push(deployment)
      }
      const oldest = page.at(-1)
      if (oldest !== undefined && Date.parse(oldest.createdAt) < intent.at + this.#client.githubAhead - 60_000) break
    }
    const [first, second] = candidates
    if (first === undefined || second === undefined) return first
    throw new Problem(
      `The answer to the creation of a deployment of ${intent.environment} was lost, and ${candidates.length} deployments could be it: ${candidates.map(({ id }) => id).join(', ')}.`,
      'Set the final state of the one that is left over by hand, and give the sibling jobs of a matrix different environments or payloads.'
    )
  }

  /** https://docs.github.com/rest/deployments/statuses#create-a-deployment-status */
  addStatus(deployment: { id: number }, status: NewStatus): Promise<Status> {
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
        auto_inactive: status.autoInactive,
        ...(status.environmentUrl === undefined ? {} : { environment_url: status.environmentUrl })
      },
      parse: statusFrom
    }
    const since = this.#client.ourNow
    return this.#client.write(call, async () => {
      const earliest = since + this.#client.githubAhead - clockSlack
      return (await this.statuses(deployment.id)).find(
        ({ state, description, logUrl, environmentUrl, createdAt }) =>
          state === status.state &&
          description === status.description &&
          logUrl === status.logUrl &&
          environmentUrl === (status.environmentUrl ?? '') &&
          Date.parse(createdAt) >= earliest
      )
    })
  }

  /** https://docs.github.com/rest/deployments/deployments#get-a-deployment */
  deployment(id: number): Promise<Deployment> {
    return this.#client.read({
      doing: `find deployment ${id}`,
      method: 'GET',
      path: `${root}/deployments/{deployment_id}`,
      parameters: { ...this.#in, deployment_id: id },
      parse: deploymentFrom
    })
  }

  /** https://docs.github.com/rest/deployments/deployments#list-deployments */
  async *deployments(filter: DeploymentFilter, patience?: Patience): AsyncIterable<Deployment[]> {
    for (let page = 1; page <= mostPages; page++) {
      const { entries, isLast } = await this.#client.read(
        {
          doing: 'list the deployments',
          method: 'GET',
          path: `${root}/deployments`,
          parameters: { ...this.#in, ...filter, per_page: pageSize, page },
          parse: pageOf(deploymentFrom)
        },
        patience
      )
      yield entries
      if (isLast) return
    }
  }

  /** https://docs.github.com/rest/deployments/statuses#list-deployment-statuses */
  async statuses(id: number, patience?: Patience): Promise<Status[]> {
    const { entries } = await this.#client.read(
      {
        doing: `list the statuses of deployment ${id}`,
        method: 'GET',
        path: `${root}/deployments/{deployment_id}/statuses`,
        parameters: { ...this.#in, deployment_id: id, per_page: pageSize },
        parse: pageOf(statusFrom)
      },
      patience
    )
    return entries
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
    try {
      return await this.#client.read({
        doing: `find the commit of ${ref}`,
        method: 'GET',
        path: `${root}/commits/{ref}`,
        parameters: { ...this.#in, ref, per_page: 1 },
        parse: data => textAt(data, 'sha')
      })
    } catch (error) {
      // 422 is what GitHub answers for a ref that it cannot resolve here.
      if (error instanceof GitHubProblem && [404, 422].includes(error.answer.status)) return undefined
      throw error
    }
  }

  /** The newest deployments of an environment, down to the one that is live. */
  async glance(environment: string, patience: Patience): Promise<Sighting[]> {
    const sightings: Sighting[] = []
    for await (const page of this.deployments({ environment }, patience)) {
      for (const deployment of page.slice(0, mostGlances)) {
        const sighting = sightingOf(deployment, await this.statuses(deployment.id, patience))
        sightings.push(sighting)
        if (sighting.state === 'success') break
      }
      break
    }
    return sightings
  }

  /** The deployments of an environment with their latest status: a request for each, so only where GraphQL is refused. */
  async *scan(environment: string): AsyncIterable<Sighting[]> {
    for await (const page of this.deployments({ environment })) {
      const sightings: Sighting[] = []
      for (const deployment of page) sightings.push(sightingOf(deployment, await this.statuses(deployment.id)))
      yield sightings
    }
  }

  async look(deployment: Deployment): Promise<Look> {
    const statuses = await this.statuses(deployment.id)
    const { state, environmentUrl } = sightingOf(deployment, statuses)
    return {
      ...(state === undefined ? {} : { state }),
      ...(environmentUrl === undefined ? {} : { environmentUrl }),
      environment: this.scan(deployment.environment)
    }
  }

  /** One request at a time, each by the REST id, which is looked up where only GraphQL's name is known. */
  async deactivate(seen: readonly Sighting[], description: string, logUrl: string): Promise<Deactivation> {
    const ids = await this.#idsOf(seen)
    const result: Deactivation = { done: [], failed: [] }
    for (const sighting of seen) {
      const id = ids.get(sighting.nodeId)
      if (id === undefined) {
        result.failed.push({ sighting, why: 'It is gone.' })
        continue
      }
      try {
        await this.addStatus({ id }, { state: 'inactive', description, logUrl, autoInactive: false })
        result.done.push(sighting)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        result.failed.push({ sighting, why: `${error.message} ${error.remedy}` })
      }
    }
    return result
  }

  async #idsOf(seen: readonly Sighting[]): Promise<Map<string, number>> {
    const ids = new Map(seen.flatMap(({ nodeId, id }) => (id === undefined ? [] : [[nodeId, id] as const])))
    const environments = new Set(seen.filter(({ id }) => id === undefined).map(({ environment }) => environment))
    for (const environment of environments) {
      for await (const page of this.deployments({ environment })) {
        for (const { nodeId, id } of page) ids.set(nodeId, id)
        if (seen.every(({ nodeId }) => ids.has(nodeId))) break
      }
    }
    return ids
  }
}

/** 202: GitHub merged the default branch and created nothing. */
function merged(data: unknown): undefined {
  const message = textAt(data, 'message')
  if (message === undefined || !/auto-?merged/i.test(message)) return undefined
  throw new Problem(
    `No deployment exists yet: ${message.replace(/\.?$/, '.')}`,
    'Run the job again, on the merged commit, or set "auto-merge: false".'
  )
}

function sightingOf(deployment: Deployment, statuses: readonly Status[]): Sighting {
  const [latest] = statuses
  const environmentUrl = statuses.find(status => status.environmentUrl !== '')?.environmentUrl
  return {
    nodeId: deployment.nodeId,
    id: deployment.id,
    sha: deployment.sha,
    task: deployment.task,
    environment: deployment.environment,
    createdAt: deployment.createdAt,
    description: deployment.description,
    hasPayload: hasPayload(deployment.payload),
    ...(latest === undefined ? {} : { state: latest.state, logUrl: latest.logUrl }),
    ...(environmentUrl === undefined ? {} : { environmentUrl })
  }
}

/** A page of a list, and whether it is the last one. https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
const pageOf =
  <T>(parse: (entry: unknown) => T | undefined) =>
  (data: unknown, headers: unknown): { entries: T[]; isLast: boolean } | undefined => {
    if (!Array.isArray(data)) return undefined
    const entries = data.map(parse).filter(entry => entry !== undefined)
    if (entries.length < data.length) return undefined
    return { entries, isLast: !(textAt(headers, 'link') ?? '').includes('rel="next"') }
  }
