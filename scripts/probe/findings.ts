import { readFileSync } from 'node:fs'

/** The result for one belief. `row` is its number in docs/beliefs.md. */
export interface Finding {
  row: number
  belief: string
  /** The observation, or what is necessary to observe it. */
  seen: string
  verdict: 'holds' | 'does not hold' | 'not answered'
}

const page = new URL('../../docs/beliefs.md', import.meta.url)

/** Collects results. A belief is wrong if it is wrong once. Those without a result were not reached. */
export class Findings {
  /** All beliefs, in the order of docs/beliefs.md. */
  readonly all: Finding[] = Array.from(
    readFileSync(page, 'utf8').matchAll(/^\| (\d+) \| (.*?) \|/gm),
    ([, row, belief = '']) => ({
      row: Number(row),
      belief,
      seen: 'the probe did not get this far',
      verdict: 'not answered'
    })
  )

  /** @param holds `undefined` if it could not be checked */
  note(row: number, holds: boolean | undefined, seen: string): void {
    const finding = this.all.find(one => one.row === row)
    if (finding === undefined) throw new Error(`docs/beliefs.md has no row ${row}`)
    if (finding.verdict === 'does not hold' || (finding.verdict === 'holds' && holds === undefined)) return
    const verdict = holds === undefined ? 'not answered' : holds ? 'holds' : 'does not hold'
    Object.assign(finding, { seen, verdict })
  }
}

/** Returns a table for an issue. */
export function tableOf(findings: readonly Finding[]): string {
  const cell = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')
  const mark = { holds: 'holds', 'does not hold': '**does not hold**', 'not answered': '*not answered*' }
  const rows = findings.map(({ row, belief, seen, verdict }) => [String(row), belief, cell(seen), mark[verdict]])
  return [['#', 'Belief', 'Seen', ''], ['---', '---', '---', '---'], ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n')
}
