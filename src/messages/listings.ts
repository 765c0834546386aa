import { Problem, type Values } from './problem.ts'

/** A list of deployments has more pages than the action reads, so the kept deployments cannot be decided. */
export const deploymentsEndless = ({ environments }: Values<'environments'>): Problem =>
  new Problem(
    `GitHub's list of the deployments of ${environments} does not end.`,
    'Name fewer environments, and re-run the job when GitHub has recovered.',
    'deployments-endless'
  )
