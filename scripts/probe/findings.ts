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
  2: 'The token may use the mutations',
  3: "Filters by environment need GitHub's spelling",
  4: "The log URL of GitHub's own record is `…/actions/runs/R/job/C`",
  5: 'Any absolute URL is taken as `environment_url`',
  6: 'A read shows what was written just before',
  7: 'A creation may be done although the answer is a 5xx',
  8: 'A hundred deployments with twenty statuses each are answered',
  9: 'Comparing commits without access to the code is 403',
  10: 'Comparing histories that share nothing is 404 "No common ancestor"',
  11: 'Comparing with a very large diff is 500',
  12: 'A deleted deployment is 404 while the list answers 200',
  13: "A bot's login ends in `[bot]` in REST only"
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
