import { isLive, type ListedDeployment } from './deployment.ts'
import type { Decision, Plan, Result } from './teardown.ts'

/** Returns the deployments that a teardown changes if nothing fails. */
export function plannedChanges({ decisions }: Plan): { deactivate: ListedDeployment[]; delete: ListedDeployment[] } {
  const planned = decisions.filter(({ action }) => action === 'deactivate' || action === 'delete')
  return {
    deactivate: planned.map(({ deployment }) => deployment).filter(({ state }) => isLive(state)),
    delete: planned.filter(({ action }) => action === 'delete').map(({ deployment }) => deployment)
  }
}

/**
 * Returns the environments that the teardown changed and that have no live deployment left. Without a result, the plan
 * counts as done.
 */
export function clearedEnvironments(plan: Plan, result: Result | undefined): string[] {
  const planned = plannedChanges(plan)
  const done = result ?? {
    deactivated: planned.deactivate,
    deleted: planned.delete,
    environments: plan.environmentsToDelete
  }
  const changed = new Set<ListedDeployment>([...done.deactivated, ...done.deleted])
  const failed = new Set(result?.failed.map(({ deployment }) => deployment))
  const remains = ({ deployment, action }: Decision): boolean =>
    isLive(deployment.state) && (action === 'spare' || (failed.has(deployment) && !changed.has(deployment)))
  const live = new Set(plan.decisions.filter(remains).map(({ deployment }) => deployment.environment.toLowerCase()))
  const touched = new Set([...[...changed].map(({ environment }) => environment), ...done.environments].map(lowerCase))
  return plan.environments.filter(name => touched.has(name.toLowerCase()) && !live.has(name.toLowerCase()))
}

const lowerCase = (text: string): string => text.toLowerCase()
