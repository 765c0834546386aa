import { GitHubProblem, Problem, type FailedRequest } from './problem.ts'

/** `auto-merge` merged the default branch, so GitHub created no deployment. */
export const autoMerged = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'No deployment exists yet: run the job again, on the merged commit, or set "auto-merge: false".',
    'auto-merged'
  )

/** A write failed, and nobody knows if GitHub completed it. */
export const writeUncertain = ({ doing, cause }: { doing: string; cause: GitHubProblem }): GitHubProblem =>
  new GitHubProblem(
    { doing, answer: { ...cause.answer, mayBeDone: true } },
    `GitHub may or may not have completed this request. ${cause.remedy}`,
    'write-uncertain'
  )

/** Several deployments may come from the request that was not answered. */
export const creationAmbiguous = ({ environment, ids }: { environment: string; ids: number[] }): Problem =>
  new Problem(
    `The answer to the creation of a deployment of ${environment} was lost, and ${ids.length} deployments could be it: ${ids.join(', ')}.`,
    'Set the final state of the unfinished one by hand, and give the jobs of a matrix different environments, tasks or payloads.',
    'creation-ambiguous'
  )
