import { isJobsOwn, isLive, type Sighting } from '../domain/deployment.ts'
import { Problem } from '../domain/problem.ts'
import { hasPatterns } from '../domain/pattern.ts'
import type { Run } from '../domain/run.ts'
import { selectEnvironments } from '../domain/selection.ts'
import { heedsHistory, type Aim, type Seen, type Survey } from '../domain/teardown.ts'
import { mostListed, type Ports } from '../ports.ts'

/** What a teardown is about, as the author points at it. */
export type TeardownTarget = { by: 'id'; id: number } | { by: 'environments'; lines: readonly string[] }

/** Of what is not live and no decision depends on, so many are kept for the outputs and the summary. */
const mostHistory = 1000

/** Looks at what a teardown is about, and no further. */
export async function survey(
  { operation, target, filters }: Pick<Aim, 'operation' | 'filters'> & { target: TeardownTarget },
  ports: Ports
): Promise<Survey> {
  if (target.by === 'id') {
    const seen = seenFrom(await ports.github.sight(target.id), ports.run)
    return { environments: [seen.environment], seen: [seen], more: 0, openPullRequests: new Map() }
  }
  const isListed = hasPatterns(target.lines)
  const environments = selectEnvironments(target.lines, isListed ? await namesOfAll(ports) : [])
  const most = heedsHistory({ operation, filters }) ? Infinity : mostHistory
  const { seen, more, names } = await seenIn(environments, ports, most)
  tellMoved(environments, names, ports)
  if (!isListed) {
    const others = await seenIn(await otherNames(environments, names, ports), ports)
    seen.push(...others.seen)
  }
  const openPullRequests =
    filters.keepOpenPullRequests && seen.length > 0 ? await ports.github.openPullRequests() : new Map<string, number>()
  return { environments, seen, more, openPullRequests }
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

interface Found {
  seen: Seen[]
  /** How many more, not live, were only counted. */
  more: number
  /** The environments of all of them, in lower case. */
  names: ReadonlySet<string>
}

/**
 * The deployments of environments. GitHub does not say whether its lists heed the case of a name, as nothing else does,
 * so the name is asked for in lower case as well.
 *
 * @param most how many of those that are not live are kept
 */
export async function seenIn(environments: readonly string[], { github, run }: Ports, most = Infinity): Promise<Found> {
  const asked = new Set(environments.flatMap(name => [name, name.toLowerCase()]))
  const seen: Seen[] = []
  const names = new Set<string>()
  let history = 0
  for await (const page of github.survey([...asked])) {
    for (const sighting of page) {
      names.add(sighting.environment.toLowerCase())
      if (isLive(sighting.state) || ++history <= most) seen.push(seenFrom(sighting, run))
    }
  }
  return { seen, more: Math.max(0, history - most), names }
}

function seenFrom(sighting: Sighting, run: Run): Seen {
  const { nodeId, id, ref, sha, task, environment, createdAt, state } = sighting
  return {
    nodeId,
    ...(id === undefined ? {} : { id }),
    ...(ref === undefined ? {} : { ref }),
    sha,
    task,
    environment,
    createdAt,
    ...(state === undefined ? {} : { state }),
    isJobsOwn: isJobsOwn(sighting, run)
  }
}

/** Names the environments to which a status has moved deployments that GitHub still lists under a name that was asked for. */
function tellMoved(environments: readonly string[], found: ReadonlySet<string>, { tell }: Ports): void {
  const asked = new Set(environments.map(name => name.toLowerCase()))
  const moved = [...found].filter(name => !asked.has(name))
  if (moved.length === 0) return
  tell({
    kind: 'note',
    level: 'warning',
    text: `GitHub lists deployments here that a status has moved to another environment (${moved.join(', ')}): they are left alone. Add that name to the input "environment" to include them.`
  })
}

/** How GitHub writes the names of which no deployment was seen, where that is neither as given nor in lower case. */
async function otherNames(
  environments: readonly string[],
  found: ReadonlySet<string>,
  { github }: Ports
): Promise<string[]> {
  const names: string[] = []
  for (const environment of environments) {
    if (found.has(environment.toLowerCase())) continue
    const name = await github.spelling(environment)
    if (name !== undefined && name !== environment.toLowerCase()) names.push(name)
  }
  return names
}
