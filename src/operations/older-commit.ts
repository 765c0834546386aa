import { shortRef } from '../domain/deployment.ts'
import { liveAmong } from '../domain/superseding.ts'
import { commitIsOlder, commitsNotCompared, liveCommitNotFound, olderCommitSkipped } from '../messages/creating.ts'
import { isNotFound } from '../messages/problem.ts'
import type { Comparison, EnvironmentTask, GitHub, Ports } from '../ports.ts'
import { reportNewest, type Older } from './previous.ts'

/** Values of `older-commit`: what to do if the commit is older than the live one. */
export const olderCommitChoices = ['deploy', 'fail', 'skip'] as const
export type OlderCommit = (typeof olderCommitChoices)[number]

/** Result of the guard. */
interface Guarded {
  /** Whether nothing must be created. */
  isSkipped: boolean
  /** SHA that was compared with the live one. */
  compared?: string
}

/**
 * Compares the commit to deploy with the live one, if the author asks for it. It sees what is live, not what another
 * run is deploying.
 *
 * @throws Problem if the commit is older and must not be deployed, or if anything about the two commits is unknown
 */
export async function guardAgainstOlder(
  where: EnvironmentTask,
  ref: string,
  choice: OlderCommit,
  older: Promise<Older>,
  ports: Ports
): Promise<Guarded> {
  if (choice === 'deploy') return { isSkipped: false }
  const { environment, task } = where
  const list = await older
  if (list instanceof Error) throw list
  const live = liveAmong(list.deployments, where, ports.run)
  if (live === undefined) {
    const among = list.deployments.filter(one => one.task === task).length
    if (!list.isAll) ports.report.note(liveCommitNotFound({ environment, among }))
    return { isSkipped: false }
  }
  const { status, base } = await compare(ref, live.sha, ports.github)
  if (status !== 'ahead') return { isSkipped: false, compared: base }
  const commits = { ours: shortRef(base ?? ref), live: shortRef(live.sha), environment }
  if (choice === 'fail') throw commitIsOlder(commits)
  ports.report.note(olderCommitSkipped(commits))
  reportNewest(list, where, ports)
  return { isSkipped: true }
}

async function compare(ref: string, live: string, github: GitHub): Promise<Comparison> {
  try {
    return await github.commits.compare(ref, live)
  } catch (error) {
    if (!isNotFound(error)) throw error
    const { answer } = error
    const doing = `compare ${shortRef(ref)} with ${shortRef(live)}`
    throw commitsNotCompared({ doing, answer, live: shortRef(live) })
  }
}
