import { valueAt, isObject, numberAt, textAt } from '../domain/json.ts'
import { environmentHasNoAddress } from '../messages/teardown.ts'
import { listEndless } from '../messages/answers.ts'
import { GitHubProblem, isNotFound } from '../messages/problem.ts'
import type { Call } from './call.ts'
import type { Client } from './client.ts'
import { maxRestPages, orMissing, pageSize } from './paging.ts'

const list = '/environments'

/**
 * Lists, finds and deletes the environments of a repository. Only the REST API can list them by name and delete them.
 * https://docs.github.com/rest/deployments/environments
 */
export class Environments {
  readonly #client: Client
  #canList: Promise<boolean> | undefined

  constructor(client: Client) {
    this.#client = client
  }

  /**
   * Returns the names of all environments, or `undefined` if the token cannot list them.
   * https://docs.github.com/rest/deployments/environments#list-environments
   */
  async names(): Promise<string[] | undefined> {
    const names: string[] = []
    for (let number = 1; number <= maxRestPages; number++) {
      const page = await this.#page(number)
      if (page === undefined) return undefined
      names.push(...page.names)
      if (page.names.length === 0 || names.length >= page.total) return names
    }
    throw listEndless({ doing: 'list the environments' })
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
      if (!isNotFound(error)) throw error
      this.#canList ??= this.#page(1).then(page => page !== undefined)
      if (!(await this.#canList)) throw error
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
