import { isJobsOwn, isLive, type Deployment } from '../domain/deployment.ts'
import { Cancelled, explain } from '../domain/problem.ts'
import { hasOtherTasks, predecessorOf, type NewestDeployments } from '../domain/superseding.ts'
import type { EnvironmentTask, Ports } from '../ports.ts'
import { adviseOneRecord } from './jobs-own.ts'

/** The deployment must not wait for a look that only informs. */
const options = { withinMs: 5000, untilSuccess: true }

/** What a look around shows. */
interface Shown {
  newest: NewestDeployments
  /** Those of the task, if the newest of the environment do not tell what was there before. */
  ofTask?: NewestDeployments
}

/** A look at the environment that runs beside the creation, not after it. */
export interface LookAround {
  /** Goes on, as soon as the deployment is known; the result says what was there before. */
  completeFor: (own: Deployment) => { tell: () => Promise<void> }
}

/**
 * Looks at an environment: which commit was deployed before by the same task, and whether GitHub keeps a record of its own
 * for this job. A failure of this look is no failure of the deployment.
 */
export function lookAround(where: EnvironmentTask, ports: Ports): LookAround {
  const { github } = ports
  const first = settled(github.newestOfEnvironment(where, options))
  const complete = async (own: Deployment): Promise<Shown> => {
    // GitHub's answer to the creation tells how it spells the environment.
    const { environment, task } = own
    const isRespelled = environment !== where.environment
    const newest = isRespelled ? await github.newestOfEnvironment({ environment, task }, options) : await first
    if (newest instanceof Error) throw newest
    if (newest.of === 'task' || newest.isAll || predecessorOf(newest.deployments, own) !== undefined) return { newest }
    return { newest, ofTask: await github.newestOfTask({ environment, task }, options) }
  }
  return {
    completeFor(own) {
      const shown = settled(complete(own))
      return { tell: async () => tellOf(await shown, own, ports) }
    }
  }
}

/** A promise that never rejects, so that it can be awaited later. */
const settled = <T>(promise: Promise<T>): Promise<T | Error> => promise.catch((error: unknown) => error as Error)

function tellOf(shown: Shown | Error, own: Deployment, ports: Ports): void {
  const { tell, run } = ports
  if (shown instanceof Error) {
    if (shown instanceof Cancelled) throw shown
    const text = `Could not check what was deployed to ${own.environment} before. ${explain(shown)}`
    tell({ kind: 'note', level: 'info', text })
    return
  }
  const { newest, ofTask } = shown
  const list = ofTask ?? newest
  const others = list.deployments.filter(({ nodeId }) => nodeId !== own.nodeId)
  const sha = predecessorOf(list.deployments, own)?.sha
  tell({ kind: 'previous', sha, ...(list.isAll ? {} : { among: others.length }) })
  if (ofTask !== undefined) {
    const nodeIds = others.filter(({ state }) => isLive(state)).map(({ nodeId }) => nodeId)
    tell({ kind: 'older', nodeIds, isAll: ofTask.isAll })
  }
  if (newest.deployments.some(other => isJobsOwn(other, run))) {
    adviseOneRecord(ports, own.environment, own.task !== 'deploy' || hasOtherTasks(newest, own))
  }
}
