import {
  environmentInUse,
  environmentsHidden,
  environmentsMayStay,
  environmentsStay
} from '../messages/environments.ts'
import { explain, GitHubProblem, Problem } from '../messages/problem.ts'
import type { Result } from '../domain/teardown.ts'
import type { GitHub, Ports } from '../ports.ts'
import { progressOf } from './progress.ts'
import { listAll } from './survey.ts'

/** GitHub client with the token that may delete environments. Only used for that. */
export type EnvironmentAdmin = Pick<GitHub, 'deleteEnvironment'>

/** Deletes environments without deployments. If the token lacks permission, only warns and keeps all other results. */
export class EnvironmentDeletion {
  readonly #result: Result
  readonly #ports: Ports
  /** Environments that are known to exist, in lower case. */
  readonly #existing: ReadonlySet<string>

  /** @param result collects deleted environments and failures */
  constructor(result: Result, existing: ReadonlySet<string>, ports: Ports) {
    this.#result = result
    this.#existing = existing
    this.#ports = ports
  }

  async run(doomed: readonly string[], environmentAdmin: () => EnvironmentAdmin): Promise<void> {
    const names = await this.#uninhabited(this.withoutFailures(doomed))
    if (names.length === 0) return
    const reached = progressOf('environments deleted', names.length, this.#ports)
    const admin = environmentAdmin()
    const hidden: string[] = []
    for (const [place, name] of names.entries()) {
      const outcome = await this.#delete(name, admin)
      if (outcome === 'limited') {
        this.fail(names.slice(place + 1))
        break
      }
      if (outcome === 'hidden') hidden.push(name)
      else if (outcome !== 'settled') {
        await this.#refused(names.slice(place), outcome.refusal)
        break
      }
      reached(place + 1)
    }
    if (hidden.length > 0) this.#ports.report.note(environmentsHidden({ names: hidden }))
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

  async #delete(name: string, environmentAdmin: EnvironmentAdmin): Promise<Outcome> {
    try {
      if (await environmentAdmin.deleteEnvironment(name)) {
        this.#result.environments.push(name)
        return 'settled'
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const { status, limit } = error instanceof GitHubProblem ? error.answer : {}
      if (limit === undefined && (status === 401 || status === 403)) return { refusal: error.message }
      this.fail([name], explain(error))
      return limit === undefined ? 'settled' : 'limited'
    }
    // GitHub returns 404 for an environment that is gone, and also if the token may not delete it.
    const exists = await this.#exists(name)
    if (exists === undefined) return 'hidden'
    if (exists) return { refusal: 'Not Found (HTTP 404).' }
    this.#reportMissing(name)
    return 'settled'
  }

  /** Reports the environments that stay. A token that may not delete one environment may not delete the others. */
  async #refused(names: readonly string[], refusal: string): Promise<void> {
    const staying: string[] = []
    const unknown: string[] = []
    for (const name of names) {
      const exists = this.#existing.has(name.toLowerCase()) || (await this.#exists(name))
      if (exists === undefined) unknown.push(name)
      else if (exists) staying.push(name)
      else this.#reportMissing(name)
    }
    const { report } = this.#ports
    if (staying.length > 0) report.note(environmentsStay({ names: staying, refusal }))
    if (unknown.length > 0) report.note(environmentsMayStay({ names: unknown, refusal }))
  }

  /** Returns whether an environment exists, or `undefined` if the token may not look it up. */
  async #exists(name: string): Promise<boolean | undefined> {
    try {
      return (await this.#ports.github.environment(name)) !== undefined
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return undefined
    }
  }

  #reportMissing(name: string): void {
    const text = `Environment ${name} does not exist, so there is nothing to delete.`
    this.#ports.report.info(text)
  }
}

/** Result for one environment: settled, not visible, blocked until a rate limit resets, or refused for this token. */
type Outcome = 'settled' | 'hidden' | 'limited' | { refusal: string }
