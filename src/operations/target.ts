import type { CommitSource } from '../domain/commit.ts'
import { isSha, shortRef, type Deployment } from '../domain/deployment.ts'
import { isOfCommit, whyNotNamed } from '../domain/match.ts'
import { Problem } from '../domain/problem.ts'
import type { Ports } from '../ports.ts'
import { resolveCommit } from './commit.ts'

/** An existing deployment, as the author points at it. */
export type Target = ById | ByEvent | ByCommit

/** What is given beside the number has to fit. */
export interface ById extends Named {
  by: 'id'
  id: number
  commit?: CommitSource
}

/** The event's own deployment, unless another one is named. */
export interface ByEvent extends Named {
  by: 'event'
  deployment: Deployment
}

export interface ByCommit extends Named {
  by: 'commit'
  environment: string
  commit: CommitSource
  /** Whether what this run made for another commit will do if it made nothing for this one. */
  orAnyCommit: boolean
}

interface Named {
  environment?: string
  task?: string
}

/** Reads a deployment by its number. @throws Problem if it is not the one that the other inputs name */
export async function deploymentById(target: ById, ports: Ports): Promise<Deployment> {
  const deployment = await ports.github.deployment(target.id)
  demandNamed(deployment, target)
  const ref = target.commit === undefined ? undefined : await resolveCommit(target.commit, ports)
  if (ref !== undefined && !(await isOf(deployment, ref, ports))) {
    throw misfit(deployment, `its ref is ${deployment.ref} and its commit is ${shortRef(deployment.sha)}, not ${ref}`)
  }
  return deployment
}

/** @throws Problem if a deployment is not the one that `environment` and `task` name */
export function demandNamed(deployment: Deployment, named: Named): void {
  const why = whyNotNamed(deployment, named)
  if (why !== undefined) throw misfit(deployment, why)
}

async function isOf(deployment: Deployment, ref: string, { github }: Ports): Promise<boolean> {
  if (isOfCommit(deployment, { ref })) return true
  const sha = isSha(ref) ? undefined : await github.commit(ref)
  return sha !== undefined && isOfCommit(deployment, { ref, sha })
}

const misfit = ({ id }: Deployment, why: string): Problem =>
  new Problem(
    `Deployment ${id} does not match the inputs: ${why}.`,
    'Check "deployment-id", and correct or remove the input that differs.'
  )

/**
 * Returns why a deployment that an event brought is none of this workflow's business; `undefined` if it is. Other
 * systems' deployments raise the same events.
 */
export function whyNotOurs(deployment: Deployment, named: Named): string | undefined {
  const why = whyNotNamed(deployment, named)
  return why === undefined ? undefined : `Deployment ${deployment.id} is left alone: ${why}.`
}
