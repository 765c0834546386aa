import { DeployedParts } from '../domain/deployed.ts'
import { isJobsOwn, isSha } from '../domain/deployment.ts'
import type { Ports } from '../ports.ts'
import type { MeantEnvironments } from './environment-names.ts'
import type { Search } from './find-one.ts'
import { identify, mostIdentifying } from './identify.ts'
import { adviseOneRecord } from './jobs-own.ts'
import { deploymentsIn, whatExists, writtenOtherwise } from './survey.ts'

/** Finds the newest deployment in a state for each environment and task, optionally for one commit only. */
export async function findDeployed(meant: MeantEnvironments, search: Search, ports: Ports): Promise<void> {
  const { github, notify } = ports
  const { ref } = search
  const sha = ref === undefined ? undefined : isSha(ref) ? ref.toLowerCase() : await github.commit(ref)
  const isKnown = ref === undefined || sha !== undefined
  if (!isKnown) notify({ kind: 'note', level: 'info', text: `GitHub found no commit for "${ref}".` })
  const parts = new DeployedParts({ ...search, sha })
  if (isKnown) await read(meant, parts, ports)
  const deployed = await identify(parts.deployed, sha, github)
  notify({ kind: 'deployed', search: { ...search, environments: meant.names }, deployed })
  const unknown = deployed.filter(({ id }) => id === undefined).length
  if (unknown > 0) {
    const text = `Neither id nor ref of ${unknown} of these deployments is known: looking them up would take more than ${mostIdentifying} requests.`
    notify({ kind: 'note', level: 'info', text })
  }
}

async function read(meant: MeantEnvironments, parts: DeployedParts, ports: Ports): Promise<void> {
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
  await readAll(meant.names)
  const { existing } = await whatExists(meant, names, ports)
  await readAll(writtenOtherwise(existing, meant))
  if (own !== undefined) adviseOneRecord(ports, own)
}
