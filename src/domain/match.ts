import { sameEnvironment, type Deployment } from './deployment.ts'

/** Whether a deployment is for a commit. Compares the ref that it was created with, and its SHA. */
export const isOfCommit = ({ sha, ref }: Deployment, wanted: { ref: string; sha?: string }): boolean =>
  ref === wanted.ref || sha === (wanted.sha ?? wanted.ref.toLowerCase())

/** Returns why a deployment does not match `environment` and `task`, or `undefined` if it matches. */
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
