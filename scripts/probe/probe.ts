import { Api, messageOf, Unanswered } from './api.ts'
import { check } from './checks.ts'
import { Deployments, environments, type Made } from './deployments.ts'
import { Findings, type Finding } from './findings.ts'

export interface ProbeOptions {
  apiUrl: string
  token: string
  /** `owner/name` */
  repository: string
  /** Aborted to stop early: what was created is still put away. */
  stopped?: AbortSignal
  /** Between two writes, in milliseconds: GitHub's times are whole seconds. */
  pauseMs?: number
}

export interface Report {
  findings: Finding[]
  /** Deployments that could not be put away. */
  left: Made[]
  /** The environments that are left, which only an administrator can delete. */
  environments: string[]
  requests: number
  /** Why the probe ended early. */
  ended?: string
}

/** Creates a few deployments, looks at them in every way, and puts them away. */
export async function probe(options: ProbeOptions): Promise<Report> {
  const { stopped = new AbortController().signal, pauseMs = 1100 } = options
  const api = new Api({ ...options, stopped })
  const findings = new Findings()
  let deployments: Deployments | undefined
  let ended: string | undefined
  try {
    const reply = await api.rest('GET', '')
    const isVersion = reply.status !== 400
    findings.note(16, isVersion, isVersion ? 'it is accepted' : `400: ${messageOf(reply.data)}`)
    if (!isVersion || reply.status === 401) {
      throw new Unanswered(`The repository was answered with ${reply.status}: ${messageOf(reply.data)}`)
    }
    // A token for deployments alone cannot read the repository.
    const { default_branch: ref = 'main' } = reply.data as { default_branch?: string }
    deployments = new Deployments(api, ref)
    const pause = (): Promise<void> => new Promise(resolve => setTimeout(resolve, pauseMs))
    await check({ api, deployments, findings, pause })
  } catch (error) {
    ended = error instanceof Error ? error.message : String(error)
    if (stopped.aborted) ended = 'Stopped.'
  }
  api.cleanUp()
  const left = (await deployments?.putAway()) ?? []
  const names = deployments === undefined ? [] : Object.values(environments)
  const report = { findings: findings.all(), left, environments: names, requests: api.sent }
  return ended === undefined ? report : { ...report, ended }
}
