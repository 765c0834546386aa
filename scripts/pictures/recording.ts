import { parse } from 'yaml'
import { Events, type WorkflowEvent } from '../../__tests__/simulator/events.ts'
import type { Deployment, Repository } from '../../__tests__/simulator/github/model.ts'
import { SimulatedGitHub, type LoggedRequest } from '../../__tests__/simulator/github/server.ts'
import { runJob, type StageResult } from '../../__tests__/simulator/runner/job.ts'
import type { Step } from '../../__tests__/simulator/runner/step.ts'

/** The run ID of every story. */
export const runId = 21_000_000_001

/** A job to record. The action is the step with the id `deployment`. */
export interface Story {
  steps: string
  /** Prepares GitHub, and returns the event that starts the job. */
  begin: (scene: Scene) => WorkflowEvent
  secrets?: (github: SimulatedGitHub) => Record<string, string>
}

export interface Scene {
  github: SimulatedGitHub
  repository: Repository
  events: Events
}

/** The log and the summary of the action's step, and what GitHub holds afterwards. */
export interface Recording {
  main: Seen
  post: Seen
  exchanges: Exchange[]
  deployments: ShownDeployment[]
}

/** A deployment as GitHub shows it. */
export interface ShownDeployment {
  environment: string
  sha: string
  /** `active`, `destroyed` … */
  shown: string
  /** The description of the newest status. */
  description: string
  url: string
  creator: string
}

export interface Seen {
  /** The printed lines without workflow commands. */
  lines: string[]
  /** The HTML that it added to the job summary. */
  summary: string
}

/** A request and its answer. */
export interface Exchange {
  phase: 'main' | 'post'
  request: LoggedRequest
  began: number
  ended: number
}

/** All clocks are fixed, so the drawings are reproducible. The job takes this long. */
export const noon = Date.parse('2026-02-03T12:00:00Z')
const jobTakes = 83_000
const files = {
  'deploy.sh': '#!/usr/bin/env bash\necho Shipping …\necho "url=https://pr-1.example.com" >> "$GITHUB_OUTPUT"\n'
}
const standStill = `Date.now = () => ${noon} + (process.argv[1]?.endsWith('post.js') ? ${jobTakes} : 0)`

/** Runs the shipped action on the simulated runner and GitHub, and records it. */
export async function record({ steps, begin, secrets }: Story): Promise<Recording> {
  const github = await SimulatedGitHub.start({ clock: { now: () => noon }, latency: 100 })
  try {
    const repository = github.repository('octo/app')
    const event = begin({ github, repository, events: new Events(repository) })
    github.requests.length = 0
    const exchanges: Exchange[] = []
    let phase: Exchange['phase'] = 'main'
    github.onRequest(request => void exchanges.push({ phase, request, began: performance.now(), ended: Infinity }))
    github.onAnswer(answered => {
      const exchange = exchanges.find(({ request }) => request === answered)
      if (exchange !== undefined) exchange.ended = performance.now()
    })
    const job = await runJob({
      github,
      event,
      steps: parse(steps) as Step[],
      token: github.token(),
      files,
      runId,
      checkRunId: 61_000_000_001,
      processEnv: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(standStill)}` },
      ...(secrets === undefined ? {} : { secrets: secrets(github) }),
      // The action sends nothing during the other steps, so later requests come from post.
      onOutput: (_line, _stream, stage) => {
        if (stage.step !== 'deployment') phase = 'post'
      }
    })
    const { main, post } = job.step('deployment')
    if (job.conclusion !== 'success' || main === undefined || github.violations.length > 0) {
      throw new Error(`The story did not go well:\n${job.log}\n${github.violations.join('\n')}`)
    }
    const seen = (stage: StageResult | undefined): Seen => seenOf(stage, github.serverUrl)
    return { main: seen(main), post: seen(post), exchanges, deployments: repository.deployments.map(shownOf) }
  } finally {
    await github.stop()
  }
}

function shownOf({ environment, sha, shown, latestStatus, creator }: Deployment): ShownDeployment {
  const { description = '', environmentUrl = '' } = latestStatus ?? {}
  return { environment, sha, shown, description, url: environmentUrl, creator: creator.login }
}

function seenOf(stage: StageResult | undefined, serverUrl: string): Seen {
  const real = (text: string): string => text.replaceAll(serverUrl, 'https://github.com')
  const lines = real(stage?.raw ?? '').split('\n')
  return { lines: lines.filter(line => line !== '' && !line.startsWith('::')), summary: real(stage?.summary ?? '') }
}
