import { sameEnvironment } from '../domain/deployment.ts'
import { valueAt, isObject, numberAt, textAt } from '../domain/json.ts'
import { environmentHasNoAddress } from '../messages/environments.ts'
import { GitHubProblem, Problem } from '../messages/problem.ts'
import type { Call } from './call.ts'
import type { Client } from './client.ts'
import type { Deployments } from './deployments.ts'
import { orMissing, pageSize } from './paging.ts'

const list = '/environments'

/**
 * Lists, finds and deletes the environments of a repository. Only the REST API can list them by name and delete them.
 * https://docs.github.com/rest/deployments/environments
 */
export class Environments {
  readonly #client: Client
  readonly #deployments: Deployments
  /** Spellings by requested name. */
  readonly #spellings = new Map<string, Promise<string | undefined>>()

  constructor(client: Client, deployments: Deployments) {
    this.#client = client
    this.#deployments = deployments
  }

  /**
   * Returns the names of all environments, or `undefined` if the token cannot list them.
   * https://docs.github.com/rest/deployments/environments#list-environments
   */
  async names(): Promise<string[] | undefined> {
    const names: string[] = []
    for (let number = 1; ; number++) {
      const page = await this.#page(number)
      if (page === undefined) return undefined
      names.push(...page.names)
      if (page.names.length === 0 || names.length >= page.total) return names
    }
  }

  /** Returns a page of names and the number of all environments, or `undefined` if the token cannot list them. */
  #page(number: number): Promise<{ names: string[]; total: number } | undefined> {
    const call: Call<{ names: string[]; total: number }> = {
      doing: 'list the environments',
      method: 'GET',
      path: list,
      parameters: { per_page: pageSize, page: number },
      parse: data => {
        const environments = valueAt(data, 'environments')
        const total = numberAt(data, 'total_count')
        if (!Array.isArray(environments) || total === undefined) return undefined
        return { total, names: environments.flatMap((environment: unknown) => textAt(environment, 'name') ?? []) }
      }
    }
    return orMissing(() => this.#client.read(call), [403, 404])
  }

  /**
   * Returns the name of an environment as GitHub spells it, or `undefined` if there is none.
   *
   * @throws GitHubProblem also for "not found" if the token cannot list the environments, because GitHub then gives the
   * same answer for those that exist
   */
  async find(name: string): Promise<string | undefined> {
    try {
      return await this.#one(name)
    } catch (error) {
      const isNotFound = error instanceof GitHubProblem && error.answer.status === 404
      if (!isNotFound || (await this.#page(1)) === undefined) throw error
      return undefined
    }
  }

  /** https://docs.github.com/rest/deployments/environments#get-an-environment */
  #one(name: string): Promise<string> {
    demandAddress(name)
    return this.#client.read({
      doing: `find environment ${name}`,
      method: 'GET',
      path: `${list}/{environment_name}`,
      parameters: { environment_name: name },
      parse: data => textAt(data, 'name')
    })
  }

  /**
   * Returns GitHub's spelling of a name, or `undefined` if the spelling is the same. GitHub is asked only once.
   * Environment names are case-insensitive, but GitHub does not document if the deployment filters are, too.
   */
  async spelling(name: string): Promise<string | undefined> {
    const asked = this.#spellings.get(name) ?? this.#askSpelling(name)
    this.#spellings.set(name, asked)
    const spelling = await asked
    return spelling === name ? undefined : spelling
  }

  /**
   * Asks for the spelling of a name. A token that cannot see environments may still see the newest deployments, which
   * contain environment names.
   */
  async #askSpelling(name: string): Promise<string | undefined> {
    try {
      const spelling = await orMissing(() => this.#one(name), [403, 404])
      if (spelling !== undefined) return spelling
      for await (const page of this.#deployments.list({})) {
        return page.find(({ environment }) => sameEnvironment(environment, name))?.environment
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
    }
    return undefined
  }

  /**
   * Deletes an environment.
   * https://docs.github.com/rest/deployments/environments#delete-an-environment
   */
  async delete(name: string): Promise<void> {
    demandAddress(name)
    await this.#client.write<true>({
      doing: `delete environment ${name}`,
      method: 'DELETE',
      path: `${list}/{environment_name}`,
      parameters: { environment_name: name },
      parse: data => (isObject(data) ? undefined : true),
      look: async () => ({ value: (await this.#isMissing(name)) || undefined })
    })
  }

  /** Whether an environment certainly does not exist. A token that may delete it may not be able to read it. */
  async #isMissing(name: string): Promise<boolean> {
    const found = await this.find(name).catch((error: unknown) => {
      if (error instanceof GitHubProblem && [403, 404].includes(error.answer.status)) return name
      throw error
    })
    return found === undefined
  }
}

/**
 * Rejects the names `.` and `..`. As the last segment of a URL path, they mean the parent, even if they are
 * percent-encoded. A delete request would then delete the repository.
 * https://url.spec.whatwg.org/#double-dot-path-segment
 */
function demandAddress(name: string): void {
  if (name === '.' || name === '..') throw environmentHasNoAddress({ name })
}
