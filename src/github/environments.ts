import { sameEnvironment, type ListedDeployment } from '../domain/deployment.ts'
import { isObject, textAt } from '../domain/json.ts'
import { environmentHasNoAddress } from '../messages/teardown.ts'
import { isNotFound, Problem } from '../messages/problem.ts'
import type { Existence, Page } from '../ports.ts'
import type { Client } from './client.ts'
import type { Deployments } from './deployments.ts'
import { firstPage, orMissing, restPages } from './paging.ts'

/** Result of a request about the name of an environment. */
interface Lookup {
  existence: Existence
  spelling?: string
}

export const withLowerCase = (names: readonly string[]): string[] => [
  ...new Set(names.flatMap(name => [name, name.toLowerCase()]))
]

/**
 * Lists, finds and deletes the environments of a repository. Only the REST API can list them by name and delete them.
 * https://docs.github.com/rest/deployments/environments
 *
 * Also reads lists of deployments by the names of environments. These names are not case sensitive, but GitHub does not
 * document whether filters by them are. So a list that shows nothing for a name is read again with GitHub's spelling of
 * that name, which is requested only once.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
 */
export class Environments {
  readonly #client: Client
  readonly #deployments: Deployments
  /** Names for which a list has shown something, in lower case. */
  readonly #shown = new Set<string>()
  readonly #lookups = new Map<string, Promise<Lookup>>()
  /** Names of all environments, or `undefined` if the token cannot list them. */
  #names: Promise<string[] | undefined> | undefined

  constructor(client: Client, deployments: Deployments) {
    this.#client = client
    this.#deployments = deployments
  }

  /**
   * Returns the names of all environments, or `undefined` if the token cannot list them.
   * https://docs.github.com/rest/deployments/environments#list-environments
   */
  names(): Promise<string[] | undefined> {
    this.#names ??= ifVisible(async () => {
      const names: string[] = []
      for await (const { entries } of this.#pages()) names.push(...entries)
      return names
    })
    return this.#names
  }

  #pages(): AsyncIterable<Page<string>> {
    return restPages(this.#client, {
      doing: 'list the environments',
      path: '/environments',
      parameters: {},
      listAt: 'environments',
      parseEntry: environment => textAt(environment, 'name')
    })
  }

  /**
   * Returns the name of an environment as GitHub spells it.
   * https://docs.github.com/rest/deployments/environments#get-an-environment
   */
  #one(name: string): Promise<string> {
    demandAddress(name)
    return this.#client.read({
      doing: `find environment ${name}`,
      path: '/environments/{environment_name}',
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
      path: '/environments/{environment_name}',
      parameters: { environment_name: name },
      parse: data => (isObject(data) ? undefined : true),
      check: async () => ({ value: (await this.#isMissing(name)) || undefined })
    })
  }

  /** Whether an environment certainly does not exist: "not found", from a token that can list the environments. */
  async #isMissing(name: string): Promise<boolean> {
    // A token that may delete an environment may not be able to see it.
    const isVisible = (await ifVisible(() => firstPage(this.#pages()))) !== undefined
    return isVisible && (await orMissing(() => this.#one(name))) === undefined
  }

  /** Whether an environment exists. Sends no request if a list has already asked for its spelling. */
  async existence(name: string): Promise<Existence> {
    return (await this.#lookUp(name)).existence
  }

  /** Reads a list, and reads it again with GitHub's spelling of the names for which it shows nothing. */
  async *listBySpelling(
    names: readonly string[],
    list: (names: readonly string[]) => AsyncIterable<Page<ListedDeployment>>
  ): AsyncIterable<Page<ListedDeployment>> {
    let held: Page<ListedDeployment> | undefined
    for await (const page of list(names)) {
      for (const { environment } of page.entries) this.#shown.add(environment.toLowerCase())
      // An empty page is held back, because the list may go on with GitHub's spelling.
      held = page.entries.length === 0 ? page : undefined
      if (held === undefined) yield page
    }
    const others: string[] = []
    for (const name of names.filter(each => !this.#shown.has(each.toLowerCase()))) {
      const { spelling = name } = await this.#lookUp(name)
      if (!names.includes(spelling)) others.push(spelling)
    }
    if (others.length > 0) yield* list(others)
    else if (held !== undefined) yield held
  }

  /** Reads by the name of an environment and, if that finds nothing, by GitHub's spelling of it. */
  async readBySpelling<T>(name: string, read: (name: string) => Promise<T>, isFound: (read: T) => boolean): Promise<T> {
    const found = await read(name)
    if (isFound(found)) return found
    const { spelling = name } = await this.#lookUp(name)
    return spelling === name ? found : read(spelling)
  }

  #lookUp(name: string): Promise<Lookup> {
    const lookup = this.#lookups.get(name) ?? this.#ask(name)
    this.#lookups.set(name, lookup)
    return lookup
  }

  /**
   * Asks for a name. A token that cannot list the environments gets "not found" for those that exist, too. It may still
   * see the newest deployments, which contain the names of their environments.
   */
  async #ask(name: string): Promise<Lookup> {
    try {
      const names = await this.#names
      if (names === undefined) return { existence: 'exists', spelling: await this.#one(name) }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (!isNotFound(error)) return this.#guess(name)
    }
    const names = await this.names().catch(ignoreProblem)
    if (names === undefined) return this.#guess(name)
    const spelling = names.find(other => sameEnvironment(other, name))
    return { existence: spelling === undefined ? 'missing' : 'exists', spelling }
  }

  /** Returns the spelling of a name in the newest deployments, from a token that cannot see environments. */
  async #guess(name: string): Promise<Lookup> {
    const newest = await this.#deployments.newest({}).catch(ignoreProblem)
    const spelled = newest?.entries.find(({ environment }) => sameEnvironment(environment, name))
    return { existence: 'unknown', spelling: spelled?.environment }
  }
}

/** Returns `undefined` if the token cannot list or read environments, or if there is none. */
const ifVisible = <T>(read: () => Promise<T>): Promise<T | undefined> => orMissing(read, [403, 404])

/** Ignores that a request failed, for example because the token lacks a permission. */
function ignoreProblem(error: unknown): undefined {
  if (!(error instanceof Problem)) throw error
}

/**
 * Rejects the names `.` and `..`. As the last segment of a URL path, they mean the parent, even if they are
 * percent-encoded. A delete request would then delete the repository.
 * https://url.spec.whatwg.org/#double-dot-path-segment
 */
function demandAddress(name: string): void {
  if (name === '.' || name === '..') throw environmentHasNoAddress({ name })
}
