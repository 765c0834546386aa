import { deploymentFrom, isSameRecord, type Deployment } from '../domain/deployment.ts'
import { textAt } from '../domain/json.ts'
import type { Repository } from '../domain/run.ts'
import type { DeploymentFilter, Past } from '../ports.ts'
import type { Call, Patience } from './call.ts'
import type { Client } from './client.ts'
import { entriesOf, mostPages, newestFirst, orMissing, pageOf, pageSize, type Page } from './paging.ts'

export const root = '/repos/{owner}/{repo}'

/** The records of deployments, and the commits that they are about. https://docs.github.com/rest/deployments/deployments */
export class Deployments {
  readonly #client: Client
  readonly #in: { owner: string; repo: string }

  constructor(client: Client, repository: Repository) {
    this.#client = client
    this.#in = { owner: repository.owner, repo: repository.name }
  }

  /** https://docs.github.com/rest/deployments/deployments#get-a-deployment */
  one(id: number, patience?: Patience): Promise<Deployment> {
    return this.#client.read({ ...this.#lookup(id), mayLag: true }, patience)
  }

  /** Whether a deployment is gone. GitHub answers the same for what a token may see and not change, so this only reads. */
  async isGone(id: number): Promise<boolean> {
    const look = (): Promise<Deployment> => this.#client.read(this.#lookup(id))
    return (
      (await this.#client.lookTwice(async () => ((await orMissing(look)) === undefined ? true : undefined))) === true
    )
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

  /** Deployments by what they were created with, newest first. */
  list(filter: DeploymentFilter, options?: Patience & { from?: number }): AsyncIterable<Deployment[]> {
    return entriesOf(this.pages(filter, options))
  }

  pages(filter: DeploymentFilter, options?: Patience & { from?: number }): AsyncIterable<Page<Deployment>> {
    return newestFirst(this.#pages(filter, options), ({ createdAt }) => createdAt)
  }

  /** https://docs.github.com/rest/deployments/deployments#list-deployments */
  async *#pages(
    filter: DeploymentFilter,
    { from = 1, ...patience }: Patience & { from?: number } = {}
  ): AsyncIterable<Page<Deployment>> {
    for (let number = from; number <= mostPages; number++) {
      const page = await this.#client.read(
        {
          doing: 'list the deployments',
          method: 'GET',
          path: `${root}/deployments`,
          parameters: { ...this.#in, ...filter, per_page: pageSize, page: number },
          parse: pageOf(deploymentFrom)
        },
        patience
      )
      yield page
      if (page.isLast) return
    }
  }

  /**
   * Reads the records of deployments that were seen, by `nodeId`; those that are gone are missing. Each is looked for on
   * the page of its environment where it was seen, and then among those of its commit: the environment may have changed
   * meanwhile.
   *
   * @param shown all ids that GraphQL has shown: a record with one of them is no other deployment
   */
  async records(seen: readonly Past[], shown: ReadonlySet<string>): Promise<Map<string, Deployment>> {
    const records = new Map<string, Deployment>()
    const read: Deployment[] = []
    const isFound = (wanted: Past): boolean => {
      const record =
        read.find(({ nodeId }) => nodeId === wanted.nodeId) ??
        read.find(one => !shown.has(one.nodeId) && isSameRecord(one, wanted))
      if (record !== undefined) records.set(wanted.nodeId, record)
      return record !== undefined
    }
    for (const wanted of seen) {
      if (isFound(wanted)) continue
      for await (const page of this.#pagesWith(wanted)) {
        read.push(...page)
        if (isFound(wanted)) break
      }
    }
    return records
  }

  async *#pagesWith({ environment, sha, place }: Past): AsyncIterable<Deployment[]> {
    const from = Math.floor(place / pageSize) + 1
    for await (const page of this.list({ environment }, { from })) {
      yield page
      break
    }
    yield* this.list({ environment, sha })
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
}
