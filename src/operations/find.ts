import type { CommitSource } from '../domain/commit.ts'
import type { State } from '../domain/deployment.ts'

export interface FindCommand {
  operation: 'find'
  environment: string
  state: State
  commit?: CommitSource
  task?: string
}
