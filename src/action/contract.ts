/** Names of the public interface, the same as in action.yml (`__tests__/contract`). */

export const operations = ['deploy', 'create', 'update', 'deactivate', 'delete', 'find', 'wait'] as const
export type Operation = (typeof operations)[number]

/** An input: the operations that use it and, if it has one, its default in action.yml. */
export interface InputContract {
  usedBy: readonly Operation[]
  default?: string
}

const all = operations
const records = ['deploy', 'create'] as const
const writers = ['deploy', 'create', 'update'] as const
const teardown = ['deactivate', 'delete'] as const

export const inputs = {
  operation: { usedBy: all, default: 'deploy' },
  environment: { usedBy: all },
  'deployment-id': { usedBy: ['deploy', 'update', ...teardown, 'wait'] },
  ref: { usedBy: [...writers, 'find', 'wait'] },
  task: { usedBy: all, default: 'deploy' },
  payload: { usedBy: records },
  description: { usedBy: [...writers, ...teardown] },
  state: { usedBy: ['create', 'update', 'find', 'wait', ...teardown] },
  result: { usedBy: ['deploy'] },
  'environment-url': { usedBy: writers },
  'log-url': { usedBy: [...writers, ...teardown] },
  'auto-inactive': { usedBy: writers, default: 'true' },
  'older-commit': { usedBy: ['deploy'], default: 'deploy' },
  'transient-environment': { usedBy: records },
  'production-environment': { usedBy: records },
  'auto-merge': { usedBy: records, default: 'false' },
  'required-contexts': { usedBy: records, default: 'none' },
  'older-than': { usedBy: teardown },
  keep: { usedBy: teardown },
  'keep-open-pull-requests': { usedBy: teardown, default: 'false' },
  'delete-environment': { usedBy: ['delete'], default: 'false' },
  'environment-token': { usedBy: ['delete'] },
  'dry-run': { usedBy: teardown, default: 'false' },
  timeout: { usedBy: ['wait'], default: '30m' },
  interval: { usedBy: ['wait'], default: '10s' },
  'skip-after': { usedBy: ['wait'] },
  repository: { usedBy: all },
  'api-url': { usedBy: all },
  token: { usedBy: all },
  summary: { usedBy: all, default: 'true' },
  'job-status': { usedBy: all },
  'check-run-id': { usedBy: all },
  'workflow-token': { usedBy: all }
} as const satisfies Record<string, InputContract>

export type InputName = keyof typeof inputs

export const outputs = [
  'deployment-id',
  'deployment-url',
  'status-id',
  'state',
  'environment',
  'environment-url',
  'log-url',
  'ref',
  'sha',
  'task',
  'payload',
  'previous-sha',
  'previous-deployment-id',
  'rollback-sha',
  'deactivated',
  'deleted',
  'deployments',
  'environments'
] as const

/**
 * Inputs of the actions in docs/migrating.md that this action does not declare, with their replacements. The runner
 * warns about undeclared inputs but still passes them on, and an ignored input does not fail the step.
 */
export const inputsOfOtherActions: Readonly<Record<string, string>> = {
  // bobheadxi/deployments
  step: '"operation", or nothing to record a deployment from start to end',
  env: '"environment"',
  env_url: '"environment-url"',
  desc: '"description"',
  logs: '"log-url"',
  status: '"result", or nothing to record the status of the job',
  deployment_id: '"deployment-id"',
  override: '"auto-inactive"',
  auto_inactive: '"auto-inactive"',
  transient: '"transient-environment"',
  debug: 'debug logging, when you re-run the job',
  // chrnorm/deployment-action and chrnorm/deployment-status
  owner: '"repository: owner/name"',
  repo: '"repository: owner/name"',
  'initial-status': '"state" with "operation: create"',
  initial_status: '"state" with "operation: create"',
  sha: '"ref"',
  'target-url': '"environment-url"',
  target_url: '"environment-url"',
  'github-base-url': '"api-url"',
  // strumwolf/delete-deployment-environment
  onlyRemoveDeployments: '"operation: delete"',
  onlyDeactivateDeployments: '"operation: deactivate"'
}
