/** Which of an environment's deployments a teardown is about. Filters combine with *and*. */
export interface Filters {
  /** States by the latest status; empty for all. */
  states: readonly string[]
  /** Milliseconds. */
  olderThan?: number
  /** Spare the newest so many of each environment, and its newest successful one. */
  keep?: number
  keepOpenPullRequests: boolean
}

export interface TeardownCommand {
  operation: 'deactivate' | 'delete'
  target: { by: 'id'; id: number } | { by: 'environments'; lines: readonly string[] }
  filters: Filters
  description?: string
  logUrl: string
  dryRun: boolean
  deleteEnvironment: boolean
}
