import { expect, test } from '@jest/globals'
import { placeOfStory } from '../play/place.ts'
import { playOn, type Pace, type Playing } from '../play/playing.ts'
import { Events, type WorkflowEvent } from '../simulator/events.ts'
import type { Deployment, Repository } from '../simulator/github/model.ts'
import { SimulatedGitHub, type LoggedRequest, type SimulatedGitHubOptions } from '../simulator/github/server.ts'
import { startJob, type JobOptions, type JobResult, type StageResult } from '../simulator/runner/job.ts'
import type { Level } from '../simulator/runner/record.ts'
import type { Step } from '../simulator/runner/step.ts'
import { runWorkflow, type WorkflowOptions, type WorkflowResult } from '../simulator/runner/workflow.ts'

export type Inputs = Readonly<Record<string, unknown>>

export interface Surroundings extends Partial<Omit<JobOptions, 'event' | 'steps'>> {
  /** Defaults to a push to the default branch. */
  event?: WorkflowEvent
  /** Properties of the action's step besides its inputs. Its id is `deployment`. */
  step?: Step
  /** The steps before and after it. */
  earlier?: readonly Step[]
  later?: readonly Step[]
  /** Allow inputs that action.yml does not declare. The runner warns about them. */
  hasUndeclared?: boolean
}

/** A completed job that runs the action. */
export interface Played {
  job: JobResult
  /** The main and post stages of the action's step. */
  main: StageResult
  post: StageResult | undefined
  outputs: Readonly<Record<string, string>>
  /** The annotations of both stages. */
  said: (level: Level) => string[]
}

/** A simulated GitHub with one repository, `octo/app`, and a workflow. */
export interface Stage {
  github: SimulatedGitHub
  repository: Repository
  events: Events
  /** The workflow's GITHUB_TOKEN. */
  token: string
  /** How every job of the story runs the action. */
  underTest: Playing['underTest']
  /** Runs a job that uses the action. */
  run: (inputs: Inputs, surroundings?: Surroundings) => Promise<Played>
  /** Runs a workflow whose jobs use the action. */
  runWorkflow: (yaml: string, options?: Partial<WorkflowOptions>) => Promise<WorkflowResult>
  /** Returns the only deployment in the repository. */
  made: () => Deployment
}

type Tell = (stage: Stage) => Promise<void>

export type StageOptions = SimulatedGitHubOptions & Pace

/** A test that tells a story. */
export const story = (name: string, tell: Tell, options?: StageOptions): void =>
  test(name, () => onStage(tell, options))

/** Runs a story on its own simulated GitHub, and checks that nothing breaks the rules of GitHub or the runner. */
export async function onStage(tell: Tell, { speed, timeLimits, ...options }: StageOptions = {}): Promise<void> {
  const { underTest, clock, end } = await playOn(placeOfStory(), { speed, timeLimits })
  const github = await SimulatedGitHub.start({ ...(clock && { clock }), ...options })
  try {
    const repository = github.repository()
    const events = new Events(repository)
    const token = github.token()
    const made = (): Deployment => {
      const [only, ...others] = repository.deployments
      expect(others).toHaveLength(0)
      if (only === undefined) throw new Error('There is no deployment.')
      return only
    }
    const run: Stage['run'] = async (
      inputs,
      { step = {}, earlier = [], later = [], hasUndeclared = false, ...others } = {}
    ) => {
      const { processEnv = {}, ...rest } = others
      const job = await startJob({
        github,
        token,
        event: events.push(),
        ...underTest,
        ...rest,
        processEnv: { ...underTest.processEnv, ...processEnv },
        steps: [...earlier, { id: 'deployment', uses: './', with: inputs, ...step }, ...later]
      }).finished
      return played(job, hasUndeclared)
    }
    await tell({
      github,
      repository,
      events,
      token,
      underTest,
      run,
      runWorkflow: (yaml, given) =>
        runWorkflow(yaml, { github, token, event: given?.event ?? events.push(), ...underTest, ...given }),
      made
    })
    expect(github.violations).toEqual([])
  } finally {
    await github.stop()
    end()
  }
}

function played(job: JobResult, hasUndeclared: boolean): Played {
  const { main, post, outputs } = job.step('deployment')
  if (main === undefined) throw new Error(`The step did not run:\n${job.log}`)
  const problems = [...job.problems, ...main.problems, ...(post?.problems ?? [])]
  expect(problems.filter(text => !(hasUndeclared && text.startsWith('Unexpected input(s)')))).toEqual([])
  const annotations = [...main.annotations, ...(post?.annotations ?? [])]
  const said = (level: Level): string[] =>
    annotations.filter(annotation => annotation.level === level).map(({ message }) => message)
  return { job, main, post, outputs, said }
}

/** Returns the states of a deployment, oldest first. */
export const states = (deployment: Deployment): string[] => deployment.statuses.map(({ state }) => state)

/** Lists requests in a readable form: `POST deployments`, `POST deployments/{id}/statuses`, `Scan`. */
export const sequence = (requests: readonly LoggedRequest[]): string[] =>
  requests.map(({ kind, operation, method, path }) =>
    kind === 'graphql'
      ? (operation ?? '?')
      : `${method} ${path.replace(/^\/repos\/[^/]+\/[^/]+\//, '').replaceAll(/\/\d+/g, '/{id}')}`
  )
