import { older, shortRef, supersedes, type AutoInactive, type Deployment, type Sighting } from '../domain/deployment.ts'
import { Cancelled, explain } from '../domain/problem.ts'
import type { Ports } from '../ports.ts'

/**
 * Deactivates the older successful deployments that GitHub leaves active: those of transient environments, and with
 * `always` all of them. What fails here is a warning: the deployment itself stands.
 * https://docs.github.com/rest/deployments/deployments#inactive-deployments
 *
 * @param environment the environment's deployments, newest first, where somebody has begun to read them already
 */
export async function supersede(
  deployment: Deployment,
  { autoInactive, state, logUrl }: { autoInactive: AutoInactive; state: string; logUrl: string },
  ports: Ports,
  environment: AsyncIterable<Sighting[]> = ports.github.scan(deployment.environment)
): Promise<void> {
  if (!supersedes(autoInactive, deployment, state)) return
  try {
    // A deployment that is made while the pages are read pushes others onto the next page: they come twice.
    const seen = new Map<string, Sighting>()
    for await (const page of environment) for (const sighting of page) seen.set(sighting.nodeId, sighting)
    // A list of this environment that lacks the deployment was asked for under another spelling than GitHub's.
    const spelling = seen.has(deployment.nodeId) ? undefined : await ports.github.spelling(deployment.environment)
    if (spelling !== undefined) {
      for await (const page of ports.github.scan(spelling))
        for (const sighting of page) seen.set(sighting.nodeId, sighting)
    }
    const superseded = older([...seen.values()], deployment)
    if (superseded.length === 0) return
    const by = `Superseded by ${shortRef(deployment.sha)}`
    const { done, failed } = await ports.github.deactivate(superseded, by, logUrl)
    if (done.length > 0) ports.tell({ kind: 'superseded', deployments: done })
    const [first] = failed
    if (first !== undefined) {
      ports.tell({
        kind: 'note',
        level: 'warning',
        text: `${failed.length} of ${superseded.length} older deployments of ${deployment.environment} could not be made inactive and still look live. ${first.why}`
      })
    }
  } catch (error) {
    if (error instanceof Cancelled) throw error
    ports.tell({
      kind: 'note',
      level: 'warning',
      text: `Older deployments of ${deployment.environment} may still look live. ${explain(error)}`
    })
  }
}
