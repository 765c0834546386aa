import { deploymentFrom, shortRef, type Deployment } from '../domain/deployment.ts'
import { textAt } from '../domain/json.ts'
import { GitHubProblem } from '../messages/problem.ts'
import type { Comparison, DeploymentFilter } from '../ports.ts'
import type { Call, Looked, TimeLimits } from './call.ts'
import type { Client } from './client.ts'
import { ifMissing, orMissing, restPages, type Page } from './paging.ts'

const comparisons = ['ahead', 'behind', 'identical', 'diverged'] as const

/**
 * Reads deployments and their commits.
 * https://docs.github.com/rest/deployments/deployments
 */
export class Deployments {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  /**
   * Returns a deployment.
   * https://docs.github.com/rest/deployments/deployments#get-a-deployment
   */
  one(id: number, timeLimits?: TimeLimits): Promise<Deployment> {
    return this.#client.read({ ...this.#lookup(id), mayLag: true }, timeLimits)
  }

  /**
   * Whether a deployment was deleted. This only reads, because a write also gets "not found" if the token can only
   * read.
   */
  async isGone(id: number): Promise<boolean> {
    const look = async (): Promise<Looked<true>> => ({
      value: await ifMissing(() => this.#client.read(this.#lookup(id)))
    })
    const { value } = await this.#client.lookTwice({ look }, this.#client.ourNow)
    return value === true
  }

  #lookup(id: number): Call<Deployment> {
    return {
      doing: `find deployment ${id}`,
      method: 'GET',
      path: '/deployments/{deployment_id}',
      parameters: { deployment_id: id },
      parse: deploymentFrom
    }
  }

  /**
   * Lists deployments, filtered by the values they were created with, newest first.
   * https://docs.github.com/rest/deployments/deployments#list-deployments
   */
  pages(filter: DeploymentFilter, timeLimits?: TimeLimits): AsyncIterable<Page<Deployment>> {
    const list = {
      doing: 'list the deployments',
      path: '/deployments',
      parameters: { ...filter },
      parseEntry: deploymentFrom
    }
    return restPages(this.#client, list, timeLimits)
  }

  /**
   * Returns the head commit of a pull request.
   * https://docs.github.com/rest/pulls/pulls#get-a-pull-request
   */
  pullRequestHead(number: number): Promise<string> {
    return this.#client.read({
      doing: `find the head of pull request #${number}`,
      method: 'GET',
      path: '/pulls/{pull_number}',
      parameters: { pull_number: number },
      parse: data => textAt(data, 'head', 'sha')
    })
  }

  /**
   * Returns the commit of a ref, or `undefined` if there is none.
   * https://docs.github.com/rest/commits/commits#get-a-commit
   */
  async commit(ref: string): Promise<string | undefined> {
    const call: Call<string> = {
      doing: `find the commit of ${ref}`,
      method: 'GET',
      path: '/commits/{ref}',
      parameters: { ref, per_page: 1 },
      parse: data => textAt(data, 'sha')
    }
    // GitHub answers 422 for a ref that it cannot resolve.
    return orMissing(() => this.#client.read(call), [404, 422])
  }

  /**
   * Compares two commits. If the second one is an ancestor of the first, GitHub computes no diff.
   * https://docs.github.com/rest/commits/commits#compare-two-commits
   */
  async compare(base: string, head: string): Promise<Comparison> {
    const call: Call<Comparison> = {
      doing: `compare ${shortRef(base)} with ${shortRef(head)}`,
      method: 'GET',
      path: '/compare/{basehead}',
      parameters: { basehead: `${base}...${head}`, per_page: 1 },
      parse: data => {
        const status = comparisons.find(one => one === textAt(data, 'status'))
        return status && { status, base: textAt(data, 'base_commit', 'sha') }
      }
    }
    try {
      return await this.#client.read(call)
    } catch (error) {
      // GitHub has no status for histories without a common ancestor.
      const { status, message = '' } = error instanceof GitHubProblem ? error.answer : {}
      if (status === 404 && /^No common ancestor/i.test(message)) return { status: 'diverged' }
      throw error
    }
  }
}
