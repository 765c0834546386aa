import type { FastClock } from '../simulator/fast-clock.ts'
import { startJob, type JobOptions, type JobResult, type RunningJob } from '../simulator/runner/job.ts'
import { run, type Ending, type Play, type Player, type Scene } from './story.ts'

/** Options of the job that the story does not set. */
export type Circumstances = Pick<JobOptions, 'cancelTimeouts' | 'debug' | 'nesting' | 'secrets' | 'prepare'>

/** Plays stories as the runner does, at the clock's pace: the bundle runs in a process for main, then one for post. */
export const playInAJob =
  (clock: FastClock): Player =>
  async (play, scene) =>
    endingOf(await startPlay(play, scene, { processEnv: clock.processEnv }).finished)

/** Starts the job of a story. A later step provides the late inputs. */
export function startPlay(play: Play, { github, token }: Scene, options: Partial<JobOptions> = {}): RunningJob {
  const lateInputs: Record<string, string> = {}
  for (const name of Object.keys(play.late ?? {})) lateInputs[name] = `\${{ steps.work.outputs['${name}'] }}`
  return startJob({
    github,
    token,
    event: play.event,
    runId: run.runId,
    runAttempt: run.runAttempt,
    checkRunId: run.checkRunId,
    steps: [
      { id: 'deployment', uses: './', with: { ...play.inputs, ...lateInputs } },
      { id: 'work', uses: 'octo/work@v1' }
    ],
    actions: {
      'octo/work': () => {
        if (play.ends === 'failure') throw new Error('The work of the job has failed.')
        return play.late
      }
    },
    ...options
  })
}

export function endingOf(job: JobResult): Ending {
  const { main, post, outputs } = job.step('deployment')
  const stages = [main, post].filter(stage => stage !== undefined)
  const said = (wanted: string): string[] =>
    stages.flatMap(({ annotations }) =>
      annotations.filter(({ level }) => level === wanted).map(({ message }) => message)
    )
  return {
    conclusion: job.conclusion,
    outputs,
    errors: [...said('error'), ...stages.flatMap(({ problems }) => problems)],
    warnings: said('warning'),
    printed: stages.map(({ raw }) => raw).join('\n'),
    written: stages
      .flatMap(({ summary, state }) => [summary, ...Object.values(state), ...Object.values(outputs)])
      .join()
  }
}
