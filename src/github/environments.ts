import { sameEnvironment } from '../domain/deployment.ts'
import { at, isObject, numberAt, textAt } from '../domain/json.ts'
import { Problem } from '../domain/problem.ts'
import type { Repository } from '../domain/run.ts'
import type { Call } from './call.ts'
import type { Client } from './client.ts'
import type { Deployments } from './deployments.ts'
import { orMissing } from './paging.ts'

const list = '/repos/{owner}/{repo}/environments'
const pageSize = 100
/** Where the list ends at the latest: 50,000 entries. */
const mostPages = 500

/** The environments of a repository, which only the REST API can list by name, and delete. https://docs.github.com/rest/deployments/environments */
export class Environments {
  readonly #client: Client
  readonly #in: { owner: string; repo: string }
  readonly #deployments: Deployments
  /** Names that the token does not see; it is not asked again how GitHub writes them. */
  readonly #unseen = new Set<string>()
  /** Spellings by the names that were asked for. */
  readonly #spellings = new Map<string, Promise<string | undefined>>()

  constructor(client: Client, repository: Repository, deployments: Deployments) {
    this.#client = client
    this.#deployments = deployments
    this.#in = { owner: repository.owner, repo: repository.name }
  }

  /** https://docs.github.com/rest/deployments/environments#list-environments */
  async names(): Promise<string[] | undefined> {
    const names: string[] = []
    for (let page = 1; page <= mostPages; page++) {
      const read = await orMissing(() => this.#page(page), [403, 404])
      if (read === undefined) return undefined
      names.push(...read.names)
      if (read.names.length === 0 || names.length >= read.total) return names
    }
    throw new Problem(
      `The repository has more than ${mostPages * pageSize} environments.`,
      'Name the environments without patterns.'
    )
  }

  #page(page: number): Promise<{ names: string[]; total: number }> {
    return this.#client.read({
      doing: 'list the environments',
      method: 'GET',
      path: list,
      parameters: { ...this.#in, per_page: pageSize, page },
      parse: data => {
        const environments = at(data, 'environments')
        const total = numberAt(data, 'total_count')
        if (!Array.isArray(environments) || total === undefined) return undefined
        return { total, names: environments.flatMap((environment: unknown) => textAt(environment, 'name') ?? []) }
      }
    })
  }

  /** https://docs.github.com/rest/deployments/environments#get-an-environment */
  async find(name: string): Promise<string | undefined> {
    demandAddress(name)
    this.#unseen.add(name)
    const found = await orMissing(() =>
      this.#client.read({
        doing: `find environment ${name}`,
        method: 'GET',
        path: `${list}/{environment_name}`,
        parameters: { ...this.#in, environment_name: name },
        parse: data => textAt(data, 'name')
      })
    )
    if (found !== undefined) this.#unseen.delete(name)
    return found
  }

  /**
   * Returns how GitHub writes a name, if that is another spelling. It is asked for once. The names of environments ignore
   * case; whether the filters of deployments do, GitHub does not say.
   */
  async spelling(name: string): Promise<string | undefined> {
    const asked = this.#spellings.get(name) ?? this.#askSpelling(name)
    this.#spellings.set(name, asked)
    const spelling = await asked
    return spelling === name ? undefined : spelling
  }

  /** A token that may not see environments may still see the newest deployments, which name theirs. */
  async #askSpelling(name: string): Promise<string | undefined> {
    try {
      const isUnseen = this.#unseen.has(name)
      const spelling = isUnseen ? undefined : await orMissing(() => this.find(name), [403, 404])
      if (spelling !== undefined) return spelling
      for await (const page of this.#deployments.list({})) {
        return page.find(({ environment }) => sameEnvironment(environment, name))?.environment
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
    }
    return undefined
  }

  /** Deleting once more what is deleted already changes nothing. https://docs.github.com/rest/deployments/environments#delete-an-environment */
  async delete(name: string): Promise<boolean> {
    demandAddress(name)
    let isRepeated = false
    const call: Call<true> = {
      doing: `delete environment ${name}`,
      method: 'DELETE',
      path: `${list}/{environment_name}`,
      parameters: { ...this.#in, environment_name: name },
      onRepeat: () => (isRepeated = true),
      parse: data => (isObject(data) ? undefined : true)
    }
    const deleted = await orMissing(() => this.#client.write(call, () => Promise.resolve(undefined)))
    // What is gone after a repeat was done by the request before.
    const wasDone = async (): Promise<boolean> => isRepeated && (await this.find(name)) === undefined
    return deleted === true || wasDone()
  }
}

/**
 * `.` and `..` as the last segment of a path mean the one above, however they are written: what is deleted then would be
 * the repository. https://url.spec.whatwg.org/#double-dot-path-segment
 */
function demandAddress(name: string): void {
  if (name !== '.' && name !== '..') return
  throw new Problem(
    `GitHub's REST API has no address for an environment called "${name}".`,
    'Look at it in the settings of the repository.'
  )
}
