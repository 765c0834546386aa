import { valueAt, isObject, numberAt, textAt } from '../domain/json.ts'
import { environmentHasNoAddress } from '../messages/environments.ts'
import { listEndless } from '../messages/listings.ts'
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

  constructor(client: Client) {
    this.#client = client
  }

  /**
   * Returns the names of all environments, or `undefined` if the token cannot list them.
   * https://docs.github.com/rest/deployments/environments#list-environments
   */
  async names(): Promise<string[] | undefined> {
    const names: string[] = []
    for (let page = 1; page <= maxRestPages; page++) {
      const call: Call<{ names: string[]; total: number }> = {
        doing: 'list the environments',
        method: 'GET',
        path: list,
        parameters: { per_page: pageSize, page },
        parse: data => {
          const environments = valueAt(data, 'environments')
          const total = numberAt(data, 'total_count')
          if (!Array.isArray(environments) || total === undefined) return undefined
          return { total, names: environments.flatMap((environment: unknown) => textAt(environment, 'name') ?? []) }
        }
      }
      const read = await orMissing(() => this.#client.read(call), [403, 404])
      if (read === undefined) return undefined
      names.push(...read.names)
      if (read.names.length === 0 || names.length >= read.total) return names
    }
    throw listEndless({ doing: 'list the environments' })
  }

  /**
   * Returns the name of an environment as GitHub spells it, or `undefined` if there is none.
   * https://docs.github.com/rest/deployments/environments#get-an-environment
   */
  async find(name: string): Promise<string | undefined> {
    demandAddress(name)
    return orMissing(() =>
      this.#client.read({
        doing: `find environment ${name}`,
        method: 'GET',
        path: `${list}/{environment_name}`,
        parameters: { environment_name: name },
        parse: data => textAt(data, 'name')
      })
    )
  }

  /**
   * Deletes an environment. A repeat is safe, because deleting a deleted environment changes nothing.
   * https://docs.github.com/rest/deployments/environments#delete-an-environment
   */
  async delete(name: string): Promise<boolean> {
    demandAddress(name)
    let isRepeated = false
    const call: Call<true> = {
      doing: `delete environment ${name}`,
      method: 'DELETE',
      path: `${list}/{environment_name}`,
      parameters: { environment_name: name },
      onRepeat: () => (isRepeated = true),
      parse: data => (isObject(data) ? undefined : true)
    }
    const deleted = await orMissing(() => this.#client.write(call, () => Promise.resolve(undefined)))
    // If the environment is gone after a repeat, the earlier request deleted it.
    const wasDone = async (): Promise<boolean> => isRepeated && (await this.find(name)) === undefined
    return deleted === true || wasDone()
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
