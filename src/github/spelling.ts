import { sameEnvironment } from '../domain/deployment.ts'
import { Problem } from '../messages/problem.ts'
import type { Existence } from '../ports.ts'
import type { Deployments } from './deployments.ts'
import type { Environments } from './environments.ts'
import { firstPage, type Page } from './paging.ts'

/** Result of a request about the name of an environment. */
interface Lookup {
  existence: Existence
  /** Name as GitHub spells it. */
  spelling?: string
}

/** Returns each name as it is and in lower case. */
export const withLowerCase = (names: readonly string[]): string[] => [
  ...new Set(names.flatMap(name => [name, name.toLowerCase()]))
]

/**
 * Reads lists by the names of environments. These names are not case sensitive, but GitHub does not document whether
 * filters by them are. So a list that shows nothing for a name is read again with GitHub's spelling of that name, which
 * is requested only once.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
 */
export class Spelling {
  readonly #deployments: Deployments
  readonly #environments: Environments
  /** Names for which a list has shown something, in lower case. */
  readonly #shown = new Set<string>()
  /** Results by name. */
  readonly #lookups = new Map<string, Promise<Lookup>>()
  /** Names of all environments by name in lower case, if they were listed. */
  #listed: ReadonlyMap<string, string> | undefined
  #newest: Promise<string[]> | undefined

  constructor(deployments: Deployments, environments: Environments) {
    this.#deployments = deployments
    this.#environments = environments
  }

  /** Reads a list, and reads it again with other spellings of the names for which it shows nothing. */
  async *read<T extends { environment: string }>(
    names: readonly string[],
    list: (names: readonly string[]) => AsyncIterable<Page<T>>
  ): AsyncIterable<Page<T>> {
    for await (const page of list(names)) {
      for (const { environment } of page.entries) this.#shown.add(environment.toLowerCase())
      // After an empty page, the list may go on with another spelling.
      if (page.entries.length > 0) yield page
    }
    const others: string[] = []
    for (const name of names.filter(each => !this.#shown.has(each.toLowerCase())))
      others.push(...(await this.#othersOf(name)))
    const unread = others.filter(other => !names.includes(other))
    if (unread.length > 0) yield* list([...new Set(unread)])
  }

  /** Reads by a name and, if that finds nothing, by GitHub's spelling of it. */
  async first<T>(name: string, read: (name: string) => Promise<T>, isFound: (read: T) => boolean): Promise<T> {
    const found = await read(name)
    if (isFound(found)) return found
    const { spelling = name } = await this.#lookUp(name)
    return spelling === name ? found : read(spelling)
  }

  /** Returns the names of all environments, or `undefined` if the token cannot list them. */
  async names(): Promise<string[] | undefined> {
    const names = await this.#environments.names()
    this.#listed = names && new Map(names.map(name => [name.toLowerCase(), name]))
    return names
  }

  /** Whether an environment exists. */
  async existence(name: string): Promise<Existence> {
    return (await this.#lookUp(name)).existence
  }

  async #othersOf(name: string): Promise<string[]> {
    const { spelling = name } = await this.#lookUp(name)
    return [name.toLowerCase(), spelling]
  }

  #lookUp(name: string): Promise<Lookup> {
    const lookup = this.#lookups.get(name) ?? this.#ask(name)
    this.#lookups.set(name, lookup)
    return lookup
  }

  /**
   * Asks for a name. A token that cannot see environments may still see the newest deployments, which contain the names
   * of their environments.
   */
  async #ask(name: string): Promise<Lookup> {
    if (this.#listed !== undefined) {
      const spelling = this.#listed.get(name.toLowerCase())
      return { existence: spelling === undefined ? 'missing' : 'exists', spelling }
    }
    const found = await tried(() => this.#environments.find(name))
    if (found !== undefined)
      return { existence: found.value === undefined ? 'missing' : 'exists', spelling: found.value }
    const newest = await tried(() => this.#newestNames())
    return { existence: 'unknown', spelling: newest?.value.find(other => sameEnvironment(other, name)) }
  }

  #newestNames(): Promise<string[]> {
    this.#newest ??= firstPage(this.#deployments.pages({})).then(({ entries }) =>
      entries.map(({ environment }) => environment)
    )
    return this.#newest
  }
}

/** Returns `undefined` if a request fails, for example because the token lacks a permission. */
async function tried<T>(read: () => Promise<T>): Promise<{ value: T } | undefined> {
  try {
    return { value: await read() }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return undefined
  }
}
