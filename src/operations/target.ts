import { isOfCommit, whyNotNamed } from '../domain/choice.ts'
import type { CommitSource } from '../domain/commit.ts'
import { isSha, shortRef, type Deployment } from '../domain/deployment.ts'
import { mergeCommitRecorded } from '../messages/creating.ts'
import { deploymentDoesNotMatch } from '../messages/finding.ts'
import type { Ports } from '../ports.ts'

/** Existing deployment, as the inputs identify it. */
export type Target = ById | ByEvent | ByCommit

/** Deployment identified by its id. The other inputs must match it. */
interface ById extends Named {
  by: 'id'
  id: number
  commit?: CommitSource
}

/** Deployment of the event, unless the inputs name another one. */
export interface ByEvent extends Named {
  by: 'event'
  deployment: Deployment
}

export interface ByCommit extends Named {
  by: 'commit'
  environment: string
  commit: CommitSource
  /** Whether a deployment that this run made for another commit is accepted if it made none for this commit. */
  orAnyCommit: boolean
}

interface Named {
  environment?: string
  task?: string
}

/** Reads a deployment by its id. @throws Problem if it does not match the other inputs */
export async function deploymentById(target: ById, ports: Ports): Promise<Deployment> {
  const deployment = await ports.github.deployments.one(target.id)
  const reason = whyNotNamed(deployment, target) ?? (await whyNotOfCommit(deployment, target.commit, ports))
  if (reason !== undefined) throw deploymentDoesNotMatch({ id: deployment.id, reason })
  return deployment
}

async function whyNotOfCommit(
  deployment: Deployment,
  commit: CommitSource | undefined,
  ports: Ports
): Promise<string | undefined> {
  if (commit === undefined) return undefined
  const ref = await resolveCommit(commit, ports)
  if (isOfCommit(deployment, { ref })) return undefined
  const sha = isSha(ref) ? undefined : await ports.github.commits.of(ref)
  if (isOfCommit(deployment, { ref, sha })) return undefined
  return `its ref is ${deployment.ref} and its commit is ${shortRef(deployment.sha)}, not ${ref}`
}

/**
 * Returns why this workflow ignores the deployment of an event, or `undefined` if it does not. Deployments of other
 * systems trigger the same events.
 */
export function whyNotOurs(deployment: Deployment, named: Named): string | undefined {
  const why = whyNotNamed(deployment, named)
  return why === undefined ? undefined : `Deployment ${deployment.id} is left alone: ${why}.`
}

/** Returns the ref to send for a commit. Reads it from the workspace or a pull request if necessary. */
export async function resolveCommit(source: CommitSource, { github, workspace, report }: Ports): Promise<string> {
  switch (source.kind) {
    case 'ref':
      if (source.isTestMerge === true) {
        report.note(mergeCommitRecorded({ what: `${shortRef(source.ref)}, given as "ref",` }))
      }
      return source.ref
    case 'pull-request': {
      const sha = await github.pullRequests.head(source.number)
      report.info(`The head of pull request #${source.number} is ${sha}.`)
      return sha
    }
    case 'head': {
      const sha = await workspace.head()
      if (source.mergeCommits.includes(sha)) {
        report.note(mergeCommitRecorded({ what: `${shortRef(sha)}, checked out in the workspace,` }))
      }
      return sha
    }
  }
}
