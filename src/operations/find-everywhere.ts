import { sameEnvironment, type ListedDeployment } from '../domain/deployment.ts'
import { isJobsOwn } from '../domain/maker.ts'
import { deployedAmong, type Deployed, type DeployedSearch } from '../domain/search.ts'
import type { Ports } from '../ports.ts'
import { findIn, isHopeless, searchOf, type FindCommand } from './find.ts'
import { adviseOneRecord } from './job-record.ts'
import { resolveEnvironments } from './survey.ts'

/** Receives the deployments that were found in several environments. */
export interface DeployedReporter {
  deployed(search: DeployedSearch, deployed: readonly Deployed[]): void
}

/** Maximum number of requests for the ids and refs of the deployments. */
const maxRequests = 100

/** Finds the newest deployment of each environment and task in the environments that the lines select. */
export async function findEverywhere(
  command: FindCommand,
  ports: Ports,
  deployedReport: DeployedReporter
): Promise<void> {
  const { github, report, run } = ports
  const search = await searchOf(command, ports)
  const { names } = await resolveEnvironments(command.lines, 'find', ports)
  const [line = '', ...otherLines] = command.lines
  const [name = '', ...otherNames] = names
  // A single line that looks like a pattern may be the name of an existing environment.
  if (otherLines.length === 0 && otherNames.length === 0 && sameEnvironment(name, line)) {
    return findIn(name, search, ports)
  }
  const listed: ListedDeployment[] = []
  if (!isHopeless(search)) {
    for await (const { entries } of github.listing.survey(names)) listed.push(...entries)
  }
  const own = listed.find(one => isJobsOwn(one, run))
  if (own !== undefined) adviseOneRecord(own.environment, ports)
  const deployed = await withRecords(deployedAmong(listed, search, run), ports)
  deployedReport.deployed({ ...search, environments: names }, deployed)
  const unknown = deployed.filter(({ id }) => id === undefined).length
  if (unknown === 0) return
  report.info(
    `Neither id nor ref of ${unknown} of these deployments is known: looking them up would take more than ${maxRequests} requests.`
  )
}

/** Adds the ids and refs, which only REST returns, as far as the requests suffice. */
async function withRecords(deployed: readonly Deployed[], { github }: Ports): Promise<Deployed[]> {
  const without = deployed.filter(({ id }) => id === undefined)
  const records = await github.deployments.records(without, { maxRequests })
  return deployed.map(one => {
    const { id = one.id, ref = one.ref } = records.get(one.nodeId) ?? {}
    return { ...one, id, ref }
  })
}
