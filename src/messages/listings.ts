import { Problem, type Values } from './problem.ts'

/** A list of deployments has more pages than the action reads, so the kept deployments cannot be decided. */
export const deploymentsEndless = ({ environments }: Values<'environments'>): Problem =>
  new Problem(
    `GitHub's list of the deployments of ${environments} does not end.`,
    'Name fewer environments, and re-run the job when GitHub has recovered.',
    'deployments-endless'
  )

/** The list of open pull requests has more pages than the action reads. */
export const pullRequestsEndless = (): Problem =>
  new Problem(
    "GitHub's list of the open pull requests does not end.",
    'Name the environments of closed pull requests, without "keep-open-pull-requests".',
    'pull-requests-endless'
  )

/** The name of an environment cannot be part of a URL path. */
export const environmentHasNoAddress = ({ name }: Values<'name'>): Problem =>
  new Problem(
    `GitHub's REST API has no address for an environment called "${name}".`,
    'Look at it in the settings of the repository.',
    'environment-has-no-address'
  )
