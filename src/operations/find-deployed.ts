import { DeployedParts, type Deployed, type DeployedSearch } from '../domain/deployed.ts'
import { isJobsOwn, isSha } from '../domain/deployment.ts'
import type { Ports } from '../ports.ts'
import { whatExists, type SelectedEnvironments } from './environment-names.ts'
import type { Search } from './find-one.ts'
import { identify, maxRequests } from './identify.ts'
import { adviseOneRecord } from './job-record.ts'
import { deploymentsIn, otherSpellings } from './survey.ts'

/** Receives the deployments that `findDeployed` lists. */
export interface DeployedReporter {
  deployed(search: DeployedSearch, deployed: readonly Deployed[]): void
}

/** Finds the newest deployment in a state for each environment and task, optionally for one commit only. */
export async function findDeployed(
  selected: SelectedEnvironments,
  search: Search,
  ports: Ports,
  deployedReport: DeployedReporter
): Promise<void> {
  const { github, report } = ports
  const { ref } = search
  const sha = ref === undefined ? undefined : isSha(ref) ? ref.toLowerCase() : await github.commit(ref)
  const isKnown = ref === undefined || sha !== undefined
  if (!isKnown) report.info(`GitHub found no commit for "${ref}".`)
  const parts = new DeployedParts({ ...search, sha })
  if (isKnown) await read(selected, parts, ports)
  const deployed = await identify(parts.deployed, sha, github)
  deployedReport.deployed({ ...search, environments: selected.names }, deployed)
  const unknown = deployed.filter(({ id }) => id === undefined).length
  if (unknown > 0) {
    const text = `Neither id nor ref of ${unknown} of these deployments is known: looking them up would take more than ${maxRequests} requests.`
    report.info(text)
  }
}

async function read(selected: SelectedEnvironments, parts: DeployedParts, ports: Ports): Promise<void> {
  const { github, run } = ports
  let own: string | undefined
  const names = new Set<string>()
  const readAll = async (environments: readonly string[]): Promise<void> => {
    for await (const page of deploymentsIn(environments, github)) {
      for (const summary of page) {
        names.add(summary.environment.toLowerCase())
        if (isJobsOwn(summary, run)) own = summary.environment
        else parts.take(summary)
      }
    }
  }
  await readAll(selected.names)
  const { existing } = await whatExists(selected, names, ports)
  await readAll(otherSpellings(existing, selected))
  if (own !== undefined) adviseOneRecord(ports, own)
}
