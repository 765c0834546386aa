export type Combination = Record<string, unknown>

/**
 * Returns the combinations of a `strategy.matrix`.
 * https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations
 */
export function combinations(matrix: Readonly<Record<string, unknown>>): Combination[] {
  const { include, exclude, ...axes } = matrix
  const excluded = list(exclude)
  const product = Object.entries(axes)
    .reduce<Combination[]>(
      (found, [name, values]) =>
        found.flatMap(combination =>
          (Array.isArray(values) ? (values as unknown[]) : [values]).map(value => ({ ...combination, [name]: value }))
        ),
      Object.keys(axes).length === 0 ? [] : [{}]
    )
    .filter(combination => !excluded.some(pattern => matches(combination, pattern, Object.keys(pattern))))

  const extended = product.map(combination => ({ original: combination, value: { ...combination } }))
  const added: Combination[] = []
  for (const extra of list(include)) {
    // An entry of `include` never overwrites an original value. If it fits no combination, it becomes a new one.
    const shared = Object.keys(extra).filter(name => name in axes)
    const fitting = extended.filter(({ original }) => matches(original, extra, shared))
    for (const { value } of fitting) Object.assign(value, extra)
    if (fitting.length === 0) added.push(extra)
  }
  return [...extended.map(({ value }) => value), ...added]
}

function matches(combination: Combination, pattern: Combination, names: string[]): boolean {
  return names.every(name => JSON.stringify(combination[name]) === JSON.stringify(pattern[name]))
}

function list(entries: unknown): Combination[] {
  return Array.isArray(entries) ? (entries as Combination[]) : []
}
