import { shortRef } from '../domain/deployment.ts'
import { textAt } from '../domain/json.ts'
import { GitHubProblem } from '../messages/problem.ts'
import type { Comparison } from '../ports.ts'
import type { Client } from './client.ts'
import { orMissing } from './paging.ts'
import type { Call } from './sender.ts'

const comparisons = ['ahead', 'behind', 'identical', 'diverged'] as const

/**
 * Finds and compares commits.
 * https://docs.github.com/rest/commits/commits
 */
export class Commits {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  /**
   * Returns the commit of a ref, or `undefined` if there is none.
   * https://docs.github.com/rest/commits/commits#get-a-commit
   */
  async of(ref: string): Promise<string | undefined> {
    const call: Call<string> = {
      doing: `find the commit of ${ref}`,
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
