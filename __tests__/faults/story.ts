import { Events, type WorkflowEvent } from '../simulator/events.ts'
import type { Deployment, Repository } from '../simulator/github/model.ts'
import { SimulatedGitHub, type SimulatedGitHubOptions } from '../simulator/github/server.ts'
import type { TokenOptions } from '../simulator/github/tokens.ts'
import type { JobOptions } from '../simulator/runner/job.ts'
import type { Command } from '../simulator/runner/workflow-commands.ts'

/** A job that uses the action, and the state on GitHub before it. */
export interface Story {
  readonly name: string
  readonly token?: TokenOptions
  /** Set if the initial deployments are so new that some replicas do not have them yet. */
  readonly isFresh?: true
  set(scene: Scene): Play
}

export interface Scene {
  github: SimulatedGitHub
  repository: Repository
  events: Events
  token: string
}

/** The job's event and inputs. */
export interface Play {
  event: WorkflowEvent
  inputs: Readonly<Record<string, string>>
  /** Inputs with values that are only known when the job ends. */
  late?: Readonly<Record<string, string>>
  /** The result of the job's other steps. Defaults to success. */
  ends?: 'failure'
  /** How long the job's other steps take, in milliseconds. */
  workMs?: number
}

/** The result of a job. */
export interface Ending {
  conclusion: 'success' | 'failure' | 'cancelled'
  outputs: Readonly<Record<string, string>>
  /** Also the runner's own complaints. */
  errors: string[]
  warnings: string[]
  /** The commands that the action gave the runner. */
  commands: Command[]
  /** Everything that the action printed. */
  printed: string
  /** Everything that the action wrote to files. */
  written: string
}

/** Plays a story as a job, with the bundle or in this process. */
export type Player = (play: Play, scene: Scene, options?: Partial<JobOptions>) => Promise<Ending>

/** Fixed numbers of the run and the job, so that repetitions of a story can be compared. */
export const run = { runId: 36_744_327_825, checkRunId: 109_986_525_349, runAttempt: 1 }

/** Plays a story on its own simulated GitHub. */
export async function tell<T>(
  story: Story,
  options: SimulatedGitHubOptions,
  telling: (play: Play, scene: Scene) => Promise<T>
): Promise<T> {
  const github = await SimulatedGitHub.start(options)
  try {
    const repository = github.repository()
    const scene: Scene = { github, repository, events: new Events(repository), token: github.token(story.token) }
    const play = story.set(scene)
    if (story.isFresh !== true) github.settle()
    return await telling(play, scene)
  } finally {
    await github.stop()
  }
}

/**
 * Returns the state on GitHub without the values that change with each repetition: its address, and durations.
 */
export function pictureOf({ github, repository }: Pick<Scene, 'github' | 'repository'>): string {
  const shown = {
    deployments: repository.deployments.map(recordOf),
    environments: repository.environments.map(({ name }) => name)
  }
  return JSON.stringify(shown, undefined, 1).replaceAll(github.serverUrl, '')
}

function recordOf({ environment, task, sha, ref, payload, description, transient, production, statuses }: Deployment) {
  return {
    deployment: [environment, task, sha, ref, payload, description, transient, production],
    statuses: statuses.map(({ state, description: text, environmentUrl, logUrl }) => [
      state,
      text.replace(/ (in|after) (\d+[smhd] ?)+$/, ''),
      environmentUrl,
      logUrl
    ])
  }
}
