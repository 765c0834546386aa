import type { CommitSource } from '../domain/commit.ts'
import { isJobsOwn, isSha, sameEnvironment, type Deployment } from '../domain/deployment.ts'
import { madeByRun } from '../domain/run.ts'
import type { Ports } from '../ports.ts'
import { resolveCommit } from './commit.ts'

/** An existing deployment, as the author points at it. */
export type Target =
  | { by: 'id'; id: number }
  /** The event's own; with an environment, only if it is that one. */
  | { by: 'event'; deployment: Deployment; environment?: string }
  | ByCommit

interface ByCommit {
  by: 'commit'
  environment: string
  commit: CommitSource
  /** Whether an earlier step may have met another commit; where it is not said, the commit tells. */
  mayHaveMoved?: boolean
}

/** What was looked for, and what was found. */
export interface Found {
  /** For people: `a deployment of staging for 1a2b3c4`. */
  sought: string
  deployment: Deployment | undefined
  /** The environment in which GitHub's own record for this job was passed over. */
  besideJobsOwn?: string
}

/**
 * Finds an existing deployment. Of several for the same environment and commit it is the newest one that this run made,
 * or else the newest; GitHub's own record for this job is never taken. A pull request that an event only names may have
 * moved on since an earlier step: what this run made for it before comes before what others made since.
 */
export async function findTarget(target: Target, ports: Ports): Promise<Found> {
  switch (target.by) {
    case 'event':
      return { sought: `deployment ${target.deployment.id}`, deployment: target.deployment }
    case 'id':
      return { sought: `deployment ${target.id}`, deployment: await ports.github.deployment(target.id) }
    case 'commit': {
      const { environment, commit } = target
      const ref = await resolveCommit(commit, ports)
      const found = await findForCommit(ref, target, ports)
      const spelling = found.deployment === undefined ? await ports.github.spelling(environment) : undefined
      return spelling === undefined ? found : findForCommit(ref, { ...target, environment: spelling }, ports)
    }
  }
}

async function findForCommit(ref: string, target: ByCommit, ports: Ports): Promise<Found> {
  const { environment } = target
  const newest = await newestFor(ref, environment, ports)
  const mayBeEarlier = mayHaveMoved(target) && newest.isOurs !== true
  const earlier = mayBeEarlier ? await lastOfRun(environment, ports) : undefined
  return { sought: `a deployment of ${environment} for ${ref}`, ...newest, ...(earlier && { deployment: earlier }) }
}

/** A pull request that an event only names is what it is when it is asked for. */
export const mayHaveMoved = (target: ByCommit): boolean => target.mayHaveMoved ?? target.commit.kind === 'pull-request'

/**
 * Why a deployment that an event brought is none of this workflow's business; `undefined` where it is. Other systems'
 * deployments raise the same events.
 */
export function whyNotOurs(
  deployment: Deployment,
  wanted: { environment?: string; task?: string }
): string | undefined {
  const { environment, task } = wanted
  if (environment !== undefined && !sameEnvironment(environment, deployment.environment)) {
    return `Deployment ${deployment.id} is left alone: its environment is ${deployment.environment}, not ${environment}.`
  }
  if (task !== undefined && task !== deployment.task) {
    return `Deployment ${deployment.id} is left alone: its task is ${deployment.task}, not ${task}.`
  }
  return undefined
}

type Newest = Omit<Found, 'sought'> & { isOurs?: true }

/** It may have been created under the name of the branch or tag, or with the commit that this points at. */
async function newestFor(ref: string, environment: string, ports: Ports): Promise<Newest> {
  if (isSha(ref)) return newestOf({ sha: ref.toLowerCase(), environment }, ports)
  const pointedAt = async (): Promise<Newest> => {
    const sha = await ports.github.commit(ref)
    return sha === undefined ? { deployment: undefined } : newestOf({ sha, environment }, ports)
  }
  const [named, pointed] = await Promise.all([newestOf({ ref, environment }, ports), pointedAt()])
  return isBefore(named, pointed) ? { ...pointed, ...named } : { ...named, ...pointed }
}

/** Whether the one is to be taken rather than the other. */
function isBefore(one: Newest, other: Newest): boolean {
  if (one.deployment === undefined || other.deployment === undefined) return one.deployment !== undefined
  if (one.isOurs !== other.isOurs) return one.isOurs === true
  return one.deployment.createdAt > other.deployment.createdAt
}

async function newestOf(filter: { sha?: string; ref?: string; environment: string }, ports: Ports): Promise<Newest> {
  const others: Deployment[] = []
  for await (const page of ports.github.deployments(filter)) {
    const ours = page.find(({ payload }) => madeByRun(payload, ports.run))
    if (ours !== undefined) return { deployment: ours, isOurs: true }
    others.push(...page)
  }
  let beside: Pick<Newest, 'besideJobsOwn'> = {}
  for (const other of others) {
    if (!(await isJobsOwnRecord(other, ports))) return { deployment: other, ...beside }
    beside = { besideJobsOwn: filter.environment }
  }
  return { deployment: undefined, ...beside }
}

/** What this run made last, among the newest hundred of the environment. */
async function lastOfRun(environment: string, { github, run }: Ports): Promise<Deployment | undefined> {
  for await (const page of github.deployments({ environment })) {
    return page.find(({ payload }) => madeByRun(payload, run))
  }
  return undefined
}

/** Asks for the latest status only where the deployment itself looks like GitHub's own record. */
async function isJobsOwnRecord(deployment: Deployment, { github, run }: Ports): Promise<boolean> {
  const { id, description } = deployment
  if (description !== '') return false
  const [latest] = await github.statuses(id)
  return (
    latest !== undefined &&
    isJobsOwn({ description, state: latest.state, logUrl: latest.logUrl, statusDescription: latest.description }, run)
  )
}
