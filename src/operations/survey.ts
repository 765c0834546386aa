import { isLive, type ListedDeployment } from '../domain/deployment.ts'
import type { OpenPullRequest } from '../domain/open-pull-requests.ts'
import { hasPatterns } from '../domain/pattern.ts'
import {
  exclusionsAmong,
  matchesOfBoundless,
  selectEnvironments,
  type PatternMatches,
  type Use
} from '../domain/environment-selection.ts'
import { needsHistory, type Aim, type Survey } from '../domain/teardown-plan.ts'
import {
  exclusionMatchesNothing,
  nothingExcluded,
  patternsNotResolved,
  replacedHeadsUnknown
} from '../messages/teardown.ts'
import type { Ports } from '../ports.ts'

/** Deployments to tear down, as the inputs name them. */
export type TeardownTarget = { by: 'id'; id: number } | { by: 'environments'; lines: readonly string[] }

/** Maximum number of deployments to keep in memory if they are not live and no decision needs them. */
const maxHistory = 1000

/** Empty survey. */
export const nothingFound: Survey = {
  environments: [],
  deployments: [],
  more: 0,
  openPullRequests: [],
  missing: new Set(),
  boundless: []
}

/** Reads the deployments and environments that a teardown needs, and no others. */
export async function survey(
  { operation, target, filters, deleteEnvironment }: Aim & { target: TeardownTarget },
  ports: Ports
): Promise<Survey> {
  if (target.by === 'id') {
    const listed = await ports.github.listing.one(target.id)
    return { ...nothingFound, environments: [listed.environment], deployments: [listed] }
  }
  const { names, boundless } = await resolveEnvironments(target.lines, 'teardown', ports)
  const mostHistory = needsHistory({ operation, filters }) ? Infinity : maxHistory
  const { deployments, more, inhabited } = await listAll(names, ports, mostHistory)
  const missing = new Set<string>()
  for (const name of names.filter(each => !inhabited.has(each.toLowerCase()))) {
    if ((await ports.github.environments.existence(name)) === 'missing') missing.add(name.toLowerCase())
  }
  // Without deployments, the name of an environment to delete still tells whether it belongs to a pull request.
  const isNeeded = deployments.length > 0 || (deleteEnvironment && names.length > 0)
  const openPullRequests = filters.keepOpenPullRequests && isNeeded ? await openPullRequestsOf(ports) : []
  return { environments: names, deployments, more, openPullRequests, missing, boundless }
}

/** Deployments of environments. */
interface Listed {
  deployments: readonly ListedDeployment[]
  /** Number of further deployments. They are not live, and were only counted. */
  more: number
  /** Environments with deployments, in lower case. */
  inhabited: ReadonlySet<string>
}

/**
 * Reads all deployments of environments.
 *
 * @param mostHistory maximum number of deployments to return that are not live
 */
export async function listAll(
  environments: readonly string[],
  { github }: Ports,
  mostHistory = Infinity
): Promise<Listed> {
  const deployments: ListedDeployment[] = []
  const inhabited = new Set<string>()
  let history = 0
  for await (const { entries } of github.listing.survey(environments)) {
    for (const listed of entries) {
      inhabited.add(listed.environment.toLowerCase())
      if (isLive(listed.state) || ++history <= mostHistory) deployments.push(listed)
    }
  }
  return { deployments, more: Math.max(0, history - mostHistory), inhabited }
}

async function openPullRequestsOf({ github, report }: Ports): Promise<readonly OpenPullRequest[]> {
  const { open, hasReplacedHeads } = await github.pullRequests.open()
  if (open.length > 0 && !hasReplacedHeads) report.note(replacedHeadsUnknown())
  return open
}

/** Maximum number of pages of deployments to read for the names of their environments. */
const maxPagesOfNames = 50

/** Environments that the lines of the input select. */
interface SelectedEnvironments {
  names: readonly string[]
  boundless: readonly PatternMatches[]
}

/**
 * Resolves lines to names. Lists the environments only if a pattern needs it.
 *
 * @throws Problem if a teardown could affect every environment by mistake
 */
export async function resolveEnvironments(
  lines: readonly string[],
  use: Use,
  ports: Ports
): Promise<SelectedEnvironments> {
  if (!hasPatterns(lines)) return { names: selectEnvironments(lines, [], use), boundless: [] }
  const known = (await ports.github.environments.names()) ?? (await namesOfDeployments(ports))
  const boundless = use === 'teardown' ? matchesOfBoundless(lines, known) : []
  if (boundless[0] !== undefined) demandExclusions(lines, known, boundless[0])
  return { names: selectEnvironments(lines, known, use), boundless }
}

/** Returns the environment names of all deployments, for a token that may not list the environments. */
async function namesOfDeployments({ github, report }: Ports): Promise<string[]> {
  report.info('The token may not list the environments, so their names are taken from the deployments.')
  const names = new Set<string>()
  let pages = 0
  let deployments = 0
  for await (const { entries } of github.deployments.pages({})) {
    if (++pages > maxPagesOfNames) throw patternsNotResolved({ deployments })
    for (const { environment } of entries) names.add(environment)
    deployments += entries.length
  }
  return [...names]
}

/** Rejects exclusions without effect. After a typo, a pattern that matches everything would not exclude anything. */
function demandExclusions(lines: readonly string[], known: readonly string[], { pattern }: PatternMatches): void {
  const { exclusions, idle } = exclusionsAmong(lines, known)
  if (idle.length > 0) throw exclusionMatchesNothing({ exclusions: idle, pattern })
  if (exclusions.length === 0) throw nothingExcluded({ pattern })
}
