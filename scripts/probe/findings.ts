/** The result for one belief. `row` is its number in docs/beliefs.md. */
export interface Finding {
  row: number
  belief: string
  /** The observation, or what is necessary to observe it. */
  seen: string
  verdict: 'holds' | 'does not hold' | 'not answered'
}

const beliefs: Record<number, string> = {
  1: 'GraphQL answers NOT_FOUND only for what is gone',
  2: "REST's `node_id` is GraphQL's `id`",
  3: 'The event of a merged pull request has `merge_commit_sha`',
  4: 'The token may use the mutations',
  5: 'A page of a hundred is welcome',
  6: "Filters by environment need GitHub's spelling",
  7: "The log URL of GitHub's own record is `…/actions/runs/R/job/C`",
  8: '`environment: { deployment: false }` is known on github.com',
  9: 'A page of REST has a `Link` header if there is more',
  10: 'Both APIs list the newest first',
  11: '`latestStatus` is the newest status',
  12: 'Filters go by the environment that the latest status names',
  13: 'Pages of GraphQL have no null nodes',
  14: 'Any absolute URL is taken as `environment_url`',
  15: 'Installation tokens are `ghs_<app id>_<JWT>`',
  16: 'REST version 2022-11-28 is supported',
  17: '`auto_inactive` leaves production deployments alone',
  18: '`auto_inactive` goes by environment, not by task'
}

/** Collects results. A belief is wrong if it is wrong once. */
export class Findings {
  readonly #found = new Map<number, Finding>()

  /** @param holds `undefined` if it could not be checked */
  note(row: number, holds: boolean | undefined, seen: string): void {
    const before = this.#found.get(row)
    if (before?.verdict === 'does not hold' || (before !== undefined && holds === undefined)) return
    const verdict = holds === undefined ? 'not answered' : holds ? 'holds' : 'does not hold'
    this.#found.set(row, { row, belief: beliefs[row] ?? '', seen, verdict })
  }

  /** Returns all beliefs in order. Those without a result were not reached. */
  all(): Finding[] {
    return Object.keys(beliefs).map(key => {
      const row = Number(key)
      const unreached = { row, belief: beliefs[row] ?? '', seen: 'the probe did not get this far' }
      return this.#found.get(row) ?? { ...unreached, verdict: 'not answered' }
    })
  }
}

/** Returns a table for an issue. */
export function tableOf(findings: readonly Finding[]): string {
  const cell = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')
  const mark = { holds: 'holds', 'does not hold': '**does not hold**', 'not answered': '*not answered*' }
  const rows = findings.map(({ row, belief, seen, verdict }) => [String(row), belief, seen, mark[verdict]].map(cell))
  return [['#', 'Belief', 'Seen', ''], ['---', '---', '---', '---'], ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n')
}
