import type { Deployment, StatusRequest } from '../simulator/github/model.ts'
import type { LoggedRequest, SimulatedGitHub } from '../simulator/github/server.ts'
import { onStage, type Inputs, type Played, type Stage, type Surroundings } from './stage.ts'

export interface FastStage extends Stage {
  /** Runs a job with the operation `wait` on a fast clock. */
  wait: (inputs: Inputs, surroundings?: Surroundings) => Promise<Played>
  /** Adds a status from another user. */
  report: (deployment: Deployment, ...statuses: (StatusRequest['state'] | StatusRequest)[]) => void
  /** Adds a deployment of the newest commit by another user. */
  made: (...statuses: string[]) => Deployment
}

/** Runs a story in which the action waits for something. */
export const onFastStage = (story: (stage: FastStage) => Promise<void>, speed = 60): Promise<void> =>
  onStage(
    stage => {
      const { repository, run } = stage
      const wait: FastStage['wait'] = (inputs, surroundings) => run({ operation: 'wait', ...inputs }, surroundings)
      const report: FastStage['report'] = (deployment, ...statuses) => {
        for (const status of statuses) {
          const request = typeof status === 'string' ? { state: status } : status
          repository.createStatus(deployment, request, deployment.creator)
        }
      }
      const made: FastStage['made'] = (...statuses) => {
        const deployment = repository.addDeployment({ environment: 'staging', sha: repository.tip })
        report(deployment, ...statuses)
        return deployment
      }
      return story({ ...stage, wait, report, made })
    },
    { speed, timeLimits: 'real' }
  )

export const looksAt = (path: RegExp) => (request: LoggedRequest) => request.method === 'GET' && path.test(request.path)
export const atStatuses = looksAt(/\/statuses$/)
export const atList = looksAt(/\/deployments$/)

/** Does something after the given number of polls, so that the next poll sees it. */
export function after(github: SimulatedGitHub, looks: number, work: () => void, at = atStatuses): void {
  let count = 0
  github.onAnswer(request => {
    if (at(request) && ++count === looks) work()
  })
}
