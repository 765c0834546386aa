import { Problem } from '../domain/problem.ts'
import { hasPatterns } from '../domain/pattern.ts'
import { selectEnvironments } from '../domain/selection.ts'
import type { Seen, Survey } from '../domain/teardown.ts'
import type { Ports } from '../ports.ts'

/** What a teardown is about, as the author points at it. */
export type TeardownTarget =
  { by: 'id'; id: number } | { by: 'environments'; lines: readonly string[]; keepOpenPullRequests: boolean }

/** Where a listing of deployments ends: 50 pages of a hundred. */
const mostListed = 5000

/** Looks at what a teardown is about, and no further. */
export async function survey(target: TeardownTarget, ports: Ports): Promise<Survey> {
  if (target.by === 'id') {
    const seen = await ports.github.sight(target.id)
    return { environments: [seen.environment], seen: [seen], openPullRequests: new Map() }
  }
  const isListed = hasPatterns(target.lines)
  const environments = selectEnvironments(target.lines, isListed ? await namesOfAll(ports) : [])
  const seen = await seenIn(environments, ports)
  if (!isListed) seen.push(...(await seenIn(await otherNames(environments, seen, ports), ports)))
  const openPullRequests =
    target.keepOpenPullRequests && seen.length > 0 ? await ports.github.openPullRequests() : new Map<string, number>()
  return { environments, seen, openPullRequests }
}

/** The names of all environments, or where they cannot be listed, those that deployments have. */
async function namesOfAll({ github, tell }: Ports): Promise<string[]> {
  const listed = await github.environments()
  if (listed !== undefined) return listed
  const text = 'The token may not list the environments, so their names are taken from the deployments.'
  tell({ kind: 'note', level: 'info', text })
  const names = new Set<string>()
  let count = 0
  for await (const page of github.deployments({})) {
    for (const { environment } of page) names.add(environment)
    count += page.length
  }
  if (count < mostListed) return [...names]
  throw new Problem(
    `Which environments the patterns mean is not known: the token may not list them, and ${mostListed.toLocaleString('en')} deployments did not show all of them.`,
    'Give the job "permissions: actions: read", beside what it has, or name the environments without patterns.'
  )
}

/**
 * The deployments of environments. GitHub does not say whether its lists heed the case of a name, as nothing else does,
 * so the name is asked for in lower case as well.
 */
export async function seenIn(environments: readonly string[], { github }: Ports): Promise<Seen[]> {
  const names = new Set(environments.flatMap(name => [name, name.toLowerCase()]))
  const seen: Seen[] = []
  for await (const page of github.survey([...names])) seen.push(...page)
  return seen
}

/** How GitHub writes the names of which no deployment was seen, where that is neither as given nor in lower case. */
async function otherNames(
  environments: readonly string[],
  seen: readonly Seen[],
  { github }: Ports
): Promise<string[]> {
  const found = new Set(seen.map(({ environment }) => environment.toLowerCase()))
  const names: string[] = []
  for (const environment of environments) {
    if (found.has(environment.toLowerCase())) continue
    const name = await github.environment(environment).catch(unlessProblem)
    if (name !== undefined && ![environment, environment.toLowerCase()].includes(name)) names.push(name)
  }
  return names
}

/** A name that GitHub does not tell is taken as it was given. */
function unlessProblem(error: unknown): undefined {
  if (!(error instanceof Problem)) throw error
}
