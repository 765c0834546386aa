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
