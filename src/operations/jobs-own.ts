import type { Ports } from '../ports.ts'

/**
 * Tells an author who meets GitHub's own record for this job how to have one record only.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments
 */
export function adviseOneRecord({ tell }: Pick<Ports, 'tell'>, environment: string): void {
  tell({
    kind: 'note',
    level: 'notice',
    text:
      `GitHub keeps a deployment of its own for this job, because the job has "environment: ${environment}". ` +
      `Write "environment: { name: ${environment}, deployment: false }" to keep secrets and approvals and to have one record only.`
  })
}
