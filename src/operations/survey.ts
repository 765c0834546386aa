import { isJobsOwn, isLive, type ListedDeployment } from '../domain/deployment.ts'
import type { OpenPullRequest } from '../domain/open-pull-requests.ts'
import { needsHistory, type Aim, type Survey } from '../domain/teardown.ts'
import { replacedHeadsUnknown } from '../messages/teardown.ts'
import type { Ports } from '../ports.ts'
import { resolveEnvironments } from './environment-names.ts'

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
  const missing = new Set<string>()
  for (const name of selected.names.filter(each => !found.names.has(each.toLowerCase()))) {
    if ((await ports.github.environments.existence(name)) === 'missing') missing.add(name.toLowerCase())
  }
  // Without deployments, the name of an environment to delete still tells whether it belongs to a pull request.
  const isNeeded = found.deployments.length > 0 || (deleteEnvironment && selected.names.length > 0)
  const openPullRequests = filters.keepOpenPullRequests && isNeeded ? await openPullRequestsOf(ports) : []
  return {
    environments: selected.names,
    deployments: found.deployments,
    more: found.more,
    openPullRequests,
    jobsOwn: found.jobsOwn,
    missing,
    boundless: selected.boundless
  }
}

async function openPullRequestsOf({ github, report }: Ports): Promise<readonly OpenPullRequest[]> {
  const { open, hasReplacedHeads } = await github.pullRequests.open()
  if (open.length > 0 && !hasReplacedHeads) report.note(replacedHeadsUnknown())
  return open
}

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
  for await (const { entries } of github.listing.survey(environments)) {
    for (const summary of entries) {
      names.add(summary.environment.toLowerCase())
      if (isLive(summary.state) || ++history <= most) deployments.push(summary)
      if (isJobsOwn(summary, run)) jobsOwn.add(summary.nodeId)
    }
  }
  return { deployments, more: Math.max(0, history - most), jobsOwn, names }
}
