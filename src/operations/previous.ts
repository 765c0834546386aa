import { isJobsOwn, isLive, type Deployment } from '../domain/deployment.ts'
import { Cancelled, explain } from '../messages/problem.ts'
import { hasOtherTasks, predecessorOf, type NewestDeployments } from '../domain/superseding.ts'
import type { EnvironmentTask, Ports, ReceiptWriter } from '../ports.ts'
import { adviseOneRecord } from './job-record.ts'

/** Options that keep the request short, because its result only informs and must not delay the deployment. */
const options = { withinMs: 5000, untilSuccess: true, mayBeNew: true }

/** Deployments found in the environment. */
interface Shown {
  newest: NewestDeployments
  /** Deployments of the task. Set if the newest of the environment do not include the previous deployment. */
  ofTask?: NewestDeployments
}

/**
 * Lookup in the environment that runs in parallel with the creation, not after it. Continues when the deployment is
 * known. The result reports the previous deployment.
 */
export type PreviousLookup = (own: Deployment) => () => Promise<void>

/**
 * Finds out which commit the same task deployed before, and whether GitHub keeps its own record for this job. If this
 * fails, the deployment continues.
 */
export function lookUpPrevious(where: EnvironmentTask, ports: Ports, receipt: ReceiptWriter): PreviousLookup {
  const { github } = ports
  const first = settled(github.newestOfEnvironment(where, options))
  const complete = async (own: Deployment): Promise<Shown> => {
    // GitHub's response to the creation shows how it spells the environment.
    const { environment, task } = own
    const isRespelled = environment !== where.environment
    const newest = isRespelled ? await github.newestOfEnvironment({ environment, task }, options) : await first
    if (newest instanceof Error) throw newest
    if (newest.of === 'task' || newest.isAll || predecessorOf(newest.deployments, own) !== undefined) return { newest }
    return { newest, ofTask: await github.newestOfTask({ environment, task }, options) }
  }
  return own => {
    const shown = settled(complete(own))
    return async () => reportPrevious(await shown, own, ports, receipt)
  }
}

/** Returns a promise that never rejects, so that it can be awaited later. */
const settled = <T>(promise: Promise<T>): Promise<T | Error> => promise.catch((error: unknown) => error as Error)

function reportPrevious(shown: Shown | Error, own: Deployment, ports: Ports, receipt: ReceiptWriter): void {
  const { report, run } = ports
  if (shown instanceof Error) {
    if (shown instanceof Cancelled) throw shown
    const text = `Could not check what was deployed to ${own.environment} before. ${explain(shown)}`
    report.info(text)
    return
  }
  const { newest, ofTask } = shown
  const list = ofTask ?? newest
  const others = list.deployments.filter(({ nodeId }) => nodeId !== own.nodeId)
  const sha = predecessorOf(list.deployments, own)?.sha
  if (sha !== undefined) receipt.save({ previousSha: sha })
  report.previous({ sha, among: list.isAll ? undefined : others.length })
  if (ofTask !== undefined) {
    const nodeIds = others.filter(({ state }) => isLive(state)).map(({ nodeId }) => nodeId)
    receipt.save({ older: { nodeIds, isAll: ofTask.isAll } })
  }
  if (newest.deployments.some(other => isJobsOwn(other, run))) {
    adviseOneRecord(ports, own.environment, own.task !== 'deploy' || hasOtherTasks(newest, own))
  }
}
