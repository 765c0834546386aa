import { main, type Surroundings } from '../../src/action/main-phase.ts'
import { post } from '../../src/action/post-phase.ts'
import type { Run } from '../../src/domain/run.ts'
import { Client } from '../../src/github/client.ts'
import { connected } from '../../src/github/github.ts'
import { Problem } from '../../src/messages/problem.ts'
import { clockUntil } from '../../src/runner/surroundings.ts'
import { RecordedRunner } from '../action/recorded-runner.ts'
import type { Play, Scene } from './story.ts'

/** The numbers of a run and its job. */
type Numbers = Pick<Run, 'runId' | 'checkRunId' | 'runAttempt'>

/**
 * Plays a job in this process beside other jobs. A job of the simulated runner cannot do that, because
 * `@actions/core` has one set of variables, one output and one summary for the whole process. So this one has a runner
 * that only records, and prints nothing.
 *
 * @returns whether the job succeeded
 */
export async function playAtOnce(play: Play, scene: Scene, numbers: Numbers): Promise<boolean> {
  const { token } = scene
  const given = {
    operation: 'deploy',
    summary: 'true',
    token,
    'workflow-token': token,
    'check-run-id': String(numbers.checkRunId),
    ...play.inputs
  }
  const started = new RecordedRunner({ ...given, 'job-status': 'success' })
  const hasStarted = await succeeds(main, started, play, scene, numbers)
  await new Promise(resolve => setTimeout(resolve, play.workMs ?? 0))
  const status = hasStarted ? (play.ends ?? 'success') : 'failure'
  const finished = new RecordedRunner({ ...given, ...play.late, 'job-status': status }, started.saved())
  const hasFinished = await succeeds(post, finished, play, scene, numbers)
  return hasFinished && status === 'success'
}

/** Runs a stage as `src/phase.ts` does. Returns whether it succeeded. */
async function succeeds(
  enter: (surroundings: Surroundings) => Promise<void>,
  runner: RecordedRunner,
  { event }: Play,
  { github, repository }: Scene,
  numbers: Numbers
): Promise<boolean> {
  const clients: Client[] = []
  const cancelled = new AbortController().signal
  const clock = clockUntil(cancelled)
  const [owner = '', name = ''] = repository.fullName.split('/')
  const run: Run = {
    serverUrl: github.serverUrl,
    apiUrl: github.apiUrl,
    repository: { owner, name },
    ...numbers,
    workflow: 'Deploy',
    job: 'deploy',
    step: 'deployment',
    actor: 'octocat',
    event: event.name
  }
  const connect: Surroundings['connect'] = (connection, limits) => {
    const client = new Client({
      ...connection,
      proxyFor: () => undefined,
      isRunnersApi: true,
      clock,
      ...limits,
      unknownHostMs: Infinity,
      cancelled,
      cancelGraceMs: 6000,
      onAllSent: () => undefined,
      onAnswer: () => undefined,
      onTokenReplaced: () => undefined,
      onWait: () => undefined
    })
    clients.push(client)
    return connected(client)
  }
  const workspace = { head: () => Promise.reject(new Problem('The workspace has no commit.', 'Check one out.')) }
  try {
    await enter({ runner, workspace, clock, run, event, cancelled, connect })
    return true
  } catch (error) {
    runner.error(error)
    return false
  } finally {
    clients.forEach(client => client.close())
  }
}
