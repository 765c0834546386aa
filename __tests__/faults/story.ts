import { Events, type WorkflowEvent } from '../simulator/events.ts'
import type { Deployment, Repository } from '../simulator/github/model.ts'
import { SimulatedGitHub, type SimulatedGitHubOptions } from '../simulator/github/server.ts'
import type { TokenOptions } from '../simulator/github/tokens.ts'

/** A job with the action in it, and the GitHub that it meets. */
export interface Story {
  readonly name: string
  readonly token?: TokenOptions
  /** Set where what the story begins with was made a moment ago, so that not every replica knows of it. */
  readonly isFresh?: true
  set(scene: Scene): Play
}

export interface Scene {
  github: SimulatedGitHub
  repository: Repository
  events: Events
  token: string
}

/** What the job gives to the action. */
export interface Play {
  event: WorkflowEvent
  inputs: Readonly<Record<string, string>>
  /** Inputs whose values are known only when the job ends. */
  late?: Readonly<Record<string, string>>
  /** How the job ends but for the action; a success when not given. */
  ends?: 'failure'
}

/** How the job went. */
export interface Ending {
  conclusion: 'success' | 'failure' | 'cancelled'
  outputs: Readonly<Record<string, string>>
  errors: string[]
  warnings: string[]
  /** All that the action printed, and all that it left in files. */
  printed: string
  written: string
}

/** Plays a story in one way or another: as a job with the bundle, or within this process. */
export type Player = (play: Play, scene: Scene) => Promise<Ending>

/** A run and a job that are always the same, so that one telling of a story can be held against another. */
export const run = { runId: 36_744_327_825, checkRunId: 109_986_525_349, runAttempt: 1 }

/** Tells a story on a GitHub of its own. */
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
 * What GitHub holds, without what changes with each telling: its address, and how long things took.
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
