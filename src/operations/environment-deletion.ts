import { sameEnvironment, type ListedDeployment } from '../domain/deployment.ts'
import type { Result } from '../domain/teardown-plan.ts'
import { explain, GitHubProblem, Problem, type Answer } from '../messages/problem.ts'
import { environmentInUse, environmentsNotDeleted } from '../messages/teardown.ts'
import type { GitHub, Ports } from '../ports.ts'
import { listAll } from './survey.ts'
import { progressOf } from './teardown-writes.ts'

/** GitHub client with the token that may delete environments. Only used for that. */
export interface EnvironmentAdmin {
  environments: Pick<GitHub['environments'], 'delete'>
}

/** Environment that GitHub refuses to delete, and its answer. */
interface RefusedEnvironment {
  name: string
  answer: Answer
}

/**
 * Deletes environments without deployments. If GitHub refuses, warns and keeps all other results.
 *
 * @param before deployments that the environments had before the teardown
 * @param result collects deleted environments and failures
 */
export async function deleteEnvironments(
  doomed: readonly string[],
  before: readonly ListedDeployment[],
  result: Result,
  environmentAdmin: () => EnvironmentAdmin,
  ports: Ports
): Promise<void> {
  const fail = (environment: string, why: string): void => void result.failed.push({ environment, why })
  const names = await uninhabited(doomed, result, ports).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error
    doomed.forEach(name => fail(name, explain(error)))
    return []
  })
  if (names.length === 0) return
  const reached = progressOf('environments deleted', names.length, ports)
  const admin = environmentAdmin()
  const refused: RefusedEnvironment[] = []
  for (const [place, name] of names.entries()) {
    try {
      await admin.environments.delete(name)
      result.environments.push(name)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const answer = error instanceof GitHubProblem ? error.answer : undefined
      const isRateLimit = answer?.limit !== undefined
      // The token may not delete the environment, or GitHub does not find it.
      if (answer !== undefined && !isRateLimit && [401, 403, 404].includes(answer.status)) {
        refused.push({ name, answer })
        continue
      }
      fail(name, explain(error))
      if (!isRateLimit) continue
      names.slice(place + 1).forEach(other => fail(other, 'not attempted'))
      break
    }
    reached(place + 1)
  }
  await reportRefused(refused, before, ports)
}

/** Returns the environments without deployments. Reads them again because somebody may have deployed meanwhile. */
async function uninhabited(names: readonly string[], { deleted }: Result, ports: Ports): Promise<string[]> {
  const { deployments } = await listAll(names, ports)
  // A replica may still show deleted deployments.
  const gone = new Set(deleted.map(({ nodeId }) => nodeId))
  const left = deployments.filter(({ nodeId }) => !gone.has(nodeId))
  const inhabited = new Set(left.map(({ environment }) => environment.toLowerCase()))
  const isInhabited = (name: string): boolean => inhabited.has(name.toLowerCase())
  for (const name of names.filter(isInhabited)) ports.report.note(environmentInUse({ name }))
  return names.filter(name => !isInhabited(name))
}

/**
 * Warns about environments that GitHub refuses to delete. If one does not exist, there is nothing to delete. If one had
 * deployments and nothing shows that it is gone, it exists.
 */
async function reportRefused(
  refused: readonly RefusedEnvironment[],
  before: readonly ListedDeployment[],
  { github, report }: Ports
): Promise<void> {
  const staying: RefusedEnvironment[] = []
  const unknown: string[] = []
  for (const { name, answer } of refused) {
    const existence = await github.environments.existence(name)
    if (existence === 'missing') {
      report.info(`Environment ${name} does not exist, so there is nothing to delete.`)
      continue
    }
    staying.push({ name, answer })
    const wasInhabited = before.some(({ environment }) => sameEnvironment(environment, name))
    if (existence === 'unknown' && !wasInhabited) unknown.push(name)
  }
  if (staying.length > 0) report.note(environmentsNotDeleted({ refused: staying, unknown }))
}
