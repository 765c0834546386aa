import type { CommitSource } from '../domain/commit.ts'
import { sameEnvironment, type State } from '../domain/deployment.ts'
import { isExclusion, isPattern } from '../domain/pattern.ts'
import type { Ports } from '../ports.ts'
import { resolveCommit } from './commit.ts'
import type { DeployedReporter } from './find-deployed.ts'
import { findOne } from './find-one.ts'

export interface FindCommand {
  operation: 'find'
  /** One name, or several lines of names, patterns and exclusions. */
  lines: readonly string[]
  /** The deployment is in one of these states. */
  states: readonly State[]
  commit?: CommitSource
  task?: string
}

/** Finds the newest deployment of one environment, or of each task in several environments. */
export async function find(command: FindCommand, ports: Ports, deployedReport: DeployedReporter): Promise<void> {
  const { lines, states, task, commit } = command
  const ref = commit === undefined ? undefined : await resolveCommit(commit, ports)
  const search = { states, ref, task }
  const [line = ''] = lines
  // A single line cannot exclude anything, so it is a name even if it starts with `!`.
  if (lines.length === 1 && (isExclusion(line) || !isPattern(line))) return findOne(line, search, ports)
  const { resolveEnvironments } = await import('./environment-names.ts')
  const selected = await resolveEnvironments(lines, 'find', ports)
  const [name] = selected.names
  if (lines.length === 1 && name !== undefined && sameEnvironment(name, line)) return findOne(name, search, ports)
  return (await import('./find-deployed.ts')).findDeployed(selected, search, ports, deployedReport)
}
