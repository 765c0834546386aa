import { environmentInUse, environmentsNotDeleted } from '../messages/teardown.ts'
import { explain, GitHubProblem, Problem, type Answer } from '../messages/problem.ts'
import { sameEnvironment, type ListedDeployment } from '../domain/deployment.ts'
import type { Result, Survey } from '../domain/teardown.ts'
import type { Existence, GitHub, Ports } from '../ports.ts'
import { progressOf } from './progress.ts'
import { listAll } from './survey.ts'

/** GitHub client with the token that may delete environments. Only used for that. */
export interface EnvironmentAdmin {
  environments: Pick<GitHub['environments'], 'delete'>
}

/** Deletes environments without deployments. If GitHub refuses, warns and keeps all other results. */
export class EnvironmentDeletion {
  readonly #result: Result
  readonly #ports: Ports
  /** Deployments that the environments had before the teardown. */
  readonly #deployments: readonly ListedDeployment[]

  /** @param result collects deleted environments and failures */
  constructor(result: Result, { deployments }: Pick<Survey, 'deployments'>, ports: Ports) {
    this.#result = result
    this.#deployments = deployments
    this.#ports = ports
  }

  async run(doomed: readonly string[], environmentAdmin: () => EnvironmentAdmin): Promise<void> {
    const names = await this.#uninhabited(this.withoutFailures(doomed))
    if (names.length === 0) return
    const reached = progressOf('environments deleted', names.length, this.#ports)
    const admin = environmentAdmin()
    const refused = new Map<string, GitHubProblem>()
    for (const [place, name] of names.entries()) {
      try {
        await admin.environments.delete(name)
        this.#result.environments.push(name)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        if (isRefusal(error)) {
          refused.set(name, error)
          continue
        }
        this.fail([name], explain(error))
        if (!isRateLimit(error)) continue
        this.fail(names.slice(place + 1))
        break
      }
      reached(place + 1)
    }
    await this.#reportRefused(refused)
  }

  /** Returns the environments without failed deployments. */
  withoutFailures(names: readonly string[]): string[] {
    const failed = new Set(this.#result.failed.map(({ environment }) => environment.toLowerCase()))
    return names.filter(name => !failed.has(name.toLowerCase()))
  }

  fail(names: readonly string[], why = 'not attempted'): void {
    this.#result.failed.push(...names.map(environment => ({ environment, why })))
  }

  /** Returns the environments without deployments. Reads them again because somebody may have deployed meanwhile. */
  async #uninhabited(names: readonly string[]): Promise<string[]> {
    const found = await listAll(names, this.#ports).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
      this.fail(names, explain(error))
    })
    if (found === undefined) return []
    // A replica may still show deleted deployments.
    const deleted = new Set(this.#result.deleted.map(({ nodeId }) => nodeId))
    const left = found.deployments.filter(({ nodeId }) => !deleted.has(nodeId))
    const inhabited = new Set(left.map(({ environment }) => environment.toLowerCase()))
    return names.filter(name => {
      const isInhabited = inhabited.has(name.toLowerCase())
      if (isInhabited) this.#ports.report.note(environmentInUse({ name }))
      return !isInhabited
    })
  }

  /** Warns about environments that GitHub refuses to delete. If one does not exist, there is nothing to delete. */
  async #reportRefused(refused: ReadonlyMap<string, GitHubProblem>): Promise<void> {
    const staying: { name: string; answer: Answer }[] = []
    const unknown: string[] = []
    for (const [name, { answer }] of refused) {
      const existence = await this.#existence(name)
      if (existence === 'missing') {
        this.#ports.report.info(`Environment ${name} does not exist, so there is nothing to delete.`)
        continue
      }
      staying.push({ name, answer })
      if (existence === 'unknown') unknown.push(name)
    }
    if (staying.length > 0) this.#ports.report.note(environmentsNotDeleted({ refused: staying, unknown }))
  }

  /** Whether an environment exists. If it had deployments and nothing shows that it is gone, it does. */
  async #existence(name: string): Promise<Existence> {
    const existence = await this.#ports.github.environments.existence(name)
    const isInhabited = this.#deployments.some(({ environment }) => sameEnvironment(environment, name))
    return existence === 'unknown' && isInhabited ? 'exists' : existence
  }
}

/** Whether the token may not delete the environment, or GitHub does not find it. */
const isRefusal = (error: Problem): error is GitHubProblem =>
  error instanceof GitHubProblem && error.answer.limit === undefined && [401, 403, 404].includes(error.answer.status)

const isRateLimit = (error: Problem): boolean => error instanceof GitHubProblem && error.answer.limit !== undefined
