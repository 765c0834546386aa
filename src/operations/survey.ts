import { isJobsOwn, isLive, type ListedDeployment } from '../domain/deployment.ts'
import type { OpenPullRequest } from '../domain/open-pull-requests.ts'
import { needsHistory, type Aim, type Survey } from '../domain/teardown.ts'
import { replacedHeadsUnknown } from '../messages/pull-requests.ts'
import { deploymentsMoved } from '../messages/teardown.ts'
import type { GitHub, Ports } from '../ports.ts'
import { resolveEnvironments, whatExists, type SelectedEnvironments } from './environment-names.ts'

/** Deployments to tear down, as the inputs name them. */
export type TeardownTarget = { by: 'id'; id: number } | { by: 'environments'; lines: readonly string[] }

/** Maximum number of deployments to keep for outputs and summary if they are not live and no decision needs them. */
const maxHistory = 1000

/** Empty survey. */
export const nothingFound: Survey = {
  environments: [],
  deployments: [],
  more: 0,
  openPullRequests: [],
  jobsOwn: new Set(),
  existing: new Set(),
  missing: new Set(),
  boundless: []
}

/** Reads the deployments and environments that a teardown needs, and no others. */
export async function survey(
  { operation, target, filters, deleteEnvironment }: Aim & { target: TeardownTarget },
  ports: Ports
): Promise<Survey> {
  if (target.by === 'id') {
    const listed = await ports.github.listed(target.id)
    const jobsOwn = isJobsOwn(listed, ports.run) ? [listed.nodeId] : []
    return {
      ...nothingFound,
      environments: [listed.environment],
      deployments: [listed],
      jobsOwn: new Set(jobsOwn)
    }
  }
  const selected = await resolveEnvironments(target.lines, 'teardown', ports)
  const most = needsHistory({ operation, filters }) ? Infinity : maxHistory
  const found = await listAll(selected.names, ports, most)
  warnOfMoved(selected.names, found.names, ports)
  const { existing, missing } = await whatExists(selected, found.names, ports)
  const others = await listAll(otherSpellings(existing, selected), ports)
  const deployments = [...found.deployments, ...others.deployments]
  // Without deployments, the name of an environment to delete still tells whether it belongs to a pull request.
  const isNeeded = deployments.length > 0 || (deleteEnvironment && selected.names.length > 0)
  const openPullRequests = filters.keepOpenPullRequests && isNeeded ? await openPullRequestsOf(ports) : []
  return {
    environments: selected.names,
    deployments,
    more: found.more,
    openPullRequests,
    jobsOwn: new Set([...found.jobsOwn, ...others.jobsOwn]),
    existing: lowerCase(selected.existing ?? existing),
    missing: lowerCase(missing),
    boundless: selected.boundless
  }
}

async function openPullRequestsOf({ github, report }: Ports): Promise<readonly OpenPullRequest[]> {
  const { open, hasReplacedHeads } = await github.openPullRequests()
  if (open.length > 0 && !hasReplacedHeads) report.note(replacedHeadsUnknown())
  return open
}

const lowerCase = (names: Iterable<string>): Set<string> => new Set(Array.from(names, name => name.toLowerCase()))

/** Returns the names that GitHub spells neither as given nor in lower case. */
export const otherSpellings = (existing: readonly string[], { names }: SelectedEnvironments): string[] =>
  existing.filter(name => !names.includes(name) && name !== name.toLowerCase())

/**
 * Returns all deployments of environments, newest first, one page at a time. Also requests each name in lower case,
 * because GitHub does not document whether its lists are case-sensitive. Elsewhere, environment names are not.
 */
export const deploymentsIn = (environments: readonly string[], github: GitHub): AsyncIterable<ListedDeployment[]> =>
  github.survey([...new Set(environments.flatMap(name => [name, name.toLowerCase()]))])

interface Found {
  deployments: ListedDeployment[]
  /** Number of other deployments, not live, that were only counted. */
  more: number
  /** GitHub's own records for this job, by `nodeId`. */
  jobsOwn: ReadonlySet<string>
  /** Environments of all these deployments, in lower case. */
  names: ReadonlySet<string>
}

/** @param most maximum number of deployments to keep that are not live */
export async function listAll(
  environments: readonly string[],
  { github, run }: Ports,
  most = Infinity
): Promise<Found> {
  const deployments: ListedDeployment[] = []
  const jobsOwn = new Set<string>()
  const names = new Set<string>()
  let history = 0
  for await (const page of deploymentsIn(environments, github)) {
    for (const summary of page) {
      names.add(summary.environment.toLowerCase())
      if (isLive(summary.state) || ++history <= most) deployments.push(summary)
      if (isJobsOwn(summary, run)) jobsOwn.add(summary.nodeId)
    }
  }
  return { deployments, more: Math.max(0, history - most), jobsOwn, names }
}

/** Warns about deployments that a status moved to another environment, but that GitHub lists under a requested name. */
function warnOfMoved(environments: readonly string[], found: ReadonlySet<string>, { report }: Ports): void {
  const asked = new Set(environments.map(name => name.toLowerCase()))
  const moved = [...found].filter(name => !asked.has(name))
  if (moved.length > 0) report.note(deploymentsMoved({ environments: moved }))
}
