import { sameEnvironment, type Deployment } from './deployment.ts'

/** Whether a deployment is of a commit, by the name it was created with or by its commit. */
export const isOfCommit = ({ sha, ref }: Deployment, wanted: { ref: string; sha?: string }): boolean =>
  ref === wanted.ref || sha === (wanted.sha ?? wanted.ref.toLowerCase())

/** Returns why a deployment is not the one that `environment` and `task` name; `undefined` if it is. */
export function whyNotNamed(
  deployment: Deployment,
  { environment, task }: { environment?: string; task?: string }
): string | undefined {
  if (environment !== undefined && !sameEnvironment(environment, deployment.environment)) {
    return `its environment is ${deployment.environment}, not ${environment}`
  }
  if (task !== undefined && task !== deployment.task) return `its task is ${deployment.task}, not ${task}`
  return undefined
}
