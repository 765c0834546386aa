import type { ListedDeployment } from '../domain/deployment.ts'
import { isObject } from '../domain/json.ts'
import { Cancelled, explain, GitHubProblem, isForAll, isUnanswered, Problem } from '../messages/problem.ts'
import type { Attempt, EndingStatus, Written } from '../ports.ts'
import { timeLimitsOf, type Call } from './call.ts'
import type { Client } from './client.ts'
import type { Deployments } from './deployments.ts'
import type { Identities } from './identities.ts'
import { ifMissing } from './paging.ts'
import type { Statuses } from './statuses.ts'

/** Writes to deployments one request at a time, by REST ID. `inDoubt` is set if some may already be written. */
export class OneByOne {
  readonly #client: Client
  readonly #deployments: Deployments
  readonly #statuses: Statuses
  readonly #identities: Identities

  constructor(client: Client, deployments: Deployments, statuses: Statuses, identities: Identities) {
    this.#client = client
    this.#deployments = deployments
    this.#statuses = statuses
    this.#identities = identities
  }

  end(
    listed: readonly ListedDeployment[],
    end: EndingStatus,
    attempt: Attempt | undefined,
    inDoubt: boolean
  ): Promise<Written> {
    const timeLimits = timeLimitsOf(attempt)
    return this.#each(listed, attempt, async id => {
      const isEnded = async (): Promise<true | undefined> =>
        (await this.#statuses.newest(id, timeLimits))[0]?.state === end.state ? true : undefined
      if (inDoubt && (await this.#client.lookTwice(isEnded)) === true) return
      await this.#statuses.add({ id }, end, timeLimits)
    })
  }

  /**
   * Deletes deployments that are not active.
   * https://docs.github.com/rest/deployments/deployments#delete-a-deployment
   */
  async delete(listed: readonly ListedDeployment[], attempt: Attempt | undefined, inDoubt: boolean): Promise<Written> {
    const timeLimits = timeLimitsOf(attempt)
    const written = await this.#each(listed, attempt, async id => {
      let isRepeated = false
      const call: Call<true> = {
        doing: `delete deployment ${id}`,
        method: 'DELETE',
        path: '/deployments/{deployment_id}',
        parameters: { deployment_id: id },
        onRepeat: () => (isRepeated = true),
        parse: data => (isObject(data) ? undefined : true)
      }
      const find = (): Promise<true | undefined> => ifMissing(() => this.#deployments.one(id, timeLimits))
      await this.#client.write(call, find, timeLimits).catch((error: unknown) => {
        // If the deployment is gone after a repeat, the earlier request deleted it.
        if (!isRepeated || !isNotFound(error)) throw error
      })
    })
    return inDoubt ? { ...written, done: [...written.done, ...written.gone], gone: [] } : written
  }

  /** Sends one request at a time, by REST ID. If only the GraphQL ID is known, the REST ID is looked up. */
  async #each(
    listed: readonly ListedDeployment[],
    attempt: Attempt | undefined,
    write: (id: number) => Promise<unknown>
  ): Promise<Written> {
    try {
      await this.#identities.learn(listed, timeLimitsOf(attempt))
    } catch (error) {
      // Only some of these deployments may be ambiguous. Others can still be written.
      if (error instanceof Problem && !(error instanceof GitHubProblem)) return failedAs(listed, explain(error))
      throw error
    }
    const written: Written = { done: [], gone: [], failed: [], open: [] }
    let unanswered = 0
    for (const [place, deployment] of listed.entries()) {
      const id = this.#identities.idOf(deployment)
      if (id === undefined) {
        written.gone.push(deployment)
        continue
      }
      try {
        await write(id)
        written.done.push(deployment)
        unanswered = 0
      } catch (error) {
        // After a cancel, the writes that are already done are still reported.
        if (error instanceof Cancelled && attempt === 'first') return withRest(written, listed.slice(place), attempt)
        if (!(error instanceof GitHubProblem)) throw error
        unanswered = isUnanswered(error) ? unanswered + 1 : 0
        if (isNotFound(error) && (await this.#deployments.isGone(id))) written.gone.push(deployment)
        else if (isForAll(error) && written.done.length === 0) throw error
        else if (unanswered > 0 && attempt === 'first') written.open.push(deployment)
        else written.failed.push({ deployment, why: explain(error) })
        if (unanswered < 2) continue
        // Two unanswered requests in a row are not a coincidence.
        if (attempt !== 'first' && written.done.length === 0) throw error
        return withRest(written, listed.slice(place + 1), attempt)
      }
    }
    return written
  }
}

/** Adds the deployments that are not attempted. */
function withRest(written: Written, rest: readonly ListedDeployment[], attempt: Attempt | undefined): Written {
  if (attempt === 'first') return { ...written, open: [...written.open, ...rest] }
  return both(written, failedAs(rest, 'not attempted'))
}

export function both(one: Written, other: Written): Written {
  return {
    done: [...one.done, ...other.done],
    gone: [...one.gone, ...other.gone],
    failed: [...one.failed, ...other.failed],
    open: [...one.open, ...other.open]
  }
}

export function failedAs(listed: readonly ListedDeployment[], why: string): Written {
  return { done: [], gone: [], open: [], failed: listed.map(deployment => ({ deployment, why })) }
}

const isNotFound = (error: unknown): boolean => error instanceof GitHubProblem && error.answer.status === 404
