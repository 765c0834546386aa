import { startJob, type JobOptions, type JobResult, type RunningJob } from '../simulator/runner/job.ts'
import { run, type Ending, type Play, type Player, type Scene } from './story.ts'

/** Returns a player that runs the action in this way. */
export const playerWith =
  (underTest: Partial<JobOptions>): Player =>
  async (play, scene, options) =>
    endingOf(await startPlay(play, scene, { ...underTest, ...options }).finished)

/** Starts the job of a story. A later step provides the late inputs. */
export function startPlay(play: Play, { github, token }: Scene, options: Partial<JobOptions>): RunningJob {
  const inputs = Object.fromEntries(Object.entries(play.inputs).map(([name, text]) => [name, literal(text)]))
  const lateInputs: Record<string, string> = {}
  for (const name of Object.keys(play.late ?? {})) lateInputs[name] = `\${{ steps.work.outputs['${name}'] }}`
  return startJob({
    github,
    token,
    event: play.event,
    ...run,
    steps: [
      { id: 'deployment', uses: './', with: { ...inputs, ...lateInputs } },
      { id: 'work', uses: 'octo/work@v1' }
    ],
    actions: {
      'octo/work': async () => {
        if (play.workMs !== undefined) await new Promise(resolve => setTimeout(resolve, play.workMs))
        if (play.ends === 'failure') throw new Error('The work of the job has failed.')
        return play.late
      }
    },
    ...options
  })
}

/** Returns a text for a workflow file, in which the runner would evaluate expressions. */
const literal = (text: string): string => text.replaceAll('${{', "${{ '${{' }}")

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
    errors: [
      ...said('error').filter(message => message !== 'The operation was canceled.'),
      ...stages.flatMap(({ problems }) => problems)
    ],
    warnings: said('warning'),
    commands: stages.flatMap(({ commands }) => commands),
    printed: stages.map(({ raw }) => raw).join('\n'),
    written: stages
      .flatMap(({ summary, state }) => [summary, ...Object.values(state), ...Object.values(outputs)])
      .join()
  }
}
