import { Api, messageOf, Unanswered } from './api.ts'
import { check } from './checks.ts'
import { Deployments, environments, type Made } from './deployments.ts'
import { Findings, type Finding } from './findings.ts'

export interface ProbeOptions {
  apiUrl: string
  token: string
  /** `owner/name` */
  repository: string
  /** Abort it to stop early. The probe still deletes everything it created. */
  stopped?: AbortSignal
  /** Time between two writes in milliseconds. GitHub's times are whole seconds. */
  pauseMs: number
}

export interface Report {
  findings: Finding[]
  /** Deployments that could not be deleted. */
  left: Made[]
  /** Environments that are left. Only an administrator can delete them. */
  environments: string[]
  requests: number
  /** GraphQL's answer to `databaseId`, a field that the action never reads. */
  databaseId?: string | undefined
  /** Why the probe stopped early. */
  ended?: string
}

/** Creates a few deployments, reads them in every way, and deletes them. */
export async function probe(options: ProbeOptions): Promise<Report> {
  const { stopped = new AbortController().signal, pauseMs } = options
  const api = new Api({ ...options, stopped })
  const findings = new Findings()
  let deployments: Deployments | undefined
  let databaseId: string | undefined
  let ended: string | undefined
  try {
    const reply = await api.rest('GET', '')
    if (reply.status === 401 || reply.status === 410) {
      throw new Unanswered(`The repository was answered with ${reply.status}: ${messageOf(reply.data)}`)
    }
    // A token with only deployment permissions cannot read the repository.
    const { default_branch: ref = 'main' } = reply.data as { default_branch?: string }
    deployments = new Deployments(api, ref)
    const pause = (): Promise<void> => new Promise(resolve => setTimeout(resolve, pauseMs))
    databaseId = await check({ api, deployments, findings, pause })
  } catch (error) {
    ended = error instanceof Error ? error.message : String(error)
    if (stopped.aborted) ended = 'Stopped.'
  }
  api.cleanUp()
  const left = (await deployments?.putAway()) ?? []
  const names = deployments === undefined ? [] : Object.values(environments)
  const report = { findings: findings.all(), left, environments: names, requests: api.sent, databaseId }
  return ended === undefined ? report : { ...report, ended }
}
