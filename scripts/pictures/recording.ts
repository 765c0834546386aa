import type { Deployment } from '../../__tests__/simulator/github/model.ts'
import type { LoggedRequest } from '../../__tests__/simulator/github/server.ts'
import type { StageResult } from '../../__tests__/simulator/runner/job.ts'
import type { Step } from '../../__tests__/simulator/runner/step.ts'
import { noon, runId } from '../stories/operations.ts'
import { isAction, problemsAfter, runOnRunner, startScene, type Story } from '../stories/story.ts'

/** The steps of a job, the log and the summary of the action's step, and what GitHub holds afterwards. */
export interface Recording {
  steps: Step[]
  main: Seen
  post: Seen
  exchanges: Exchange[]
  deployments: readonly Deployment[]
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

const jobTakes = 83_000
const files = {
  'deploy.sh': '#!/usr/bin/env bash\necho Shipping …\necho "url=https://pr-1.example.com" >> "$GITHUB_OUTPUT"\n'
}
/** Stops the clock of the action, too. */
const standStill = `Date.now = () => ${noon} + (process.argv[1]?.endsWith('post.js') ? ${jobTakes} : 0)`
const processEnv = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(standStill)}` }

/** Plays a story with one job, and records it. */
export async function record(story: Story): Promise<Recording> {
  const scene = await startScene({ now: () => noon, latency: 100 })
  const { github, repository } = scene
  try {
    const [job] = story.jobs(scene)
    if (job === undefined) throw new Error('The story has no job.')
    const exchanges: Exchange[] = []
    let phase: Exchange['phase'] = 'main'
    github.onRequest(request => void exchanges.push({ phase, request, began: performance.now(), ended: Infinity }))
    github.onAnswer(answered => {
      const exchange = exchanges.find(({ request }) => request === answered)
      if (exchange !== undefined) exchange.ended = performance.now()
    })
    const steps = job.steps.map(step => (isAction(step) ? { ...step, id: 'deployment' } : step))
    const { conclusion, log, ...result } = await runOnRunner({ ...job, steps }, scene, {
      ...{ files, runId, checkRunId: 61_000_000_001, processEnv },
      // The action sends nothing during the other steps, so later requests come from post.
      onOutput: (_line, _stream, { step }) => {
        if (step !== 'deployment') phase = 'post'
      }
    })
    const problems = problemsAfter(story, scene)
    if (conclusion !== 'success' || problems.length > 0) {
      throw new Error(`The story did not go well:\n${log}\n${problems.join('\n')}`)
    }
    const { main, post } = result.step('deployment')
    const seen = (stage: StageResult | undefined): Seen => seenOf(stage, github.serverUrl)
    return { steps, main: seen(main), post: seen(post), exchanges, deployments: repository.deployments }
  } finally {
    await github.stop()
  }
}

function seenOf(stage: StageResult | undefined, serverUrl: string): Seen {
  const real = (text: string): string => text.replaceAll(serverUrl, 'https://github.com')
  const lines = real(stage?.raw ?? '').split('\n')
  return { lines: lines.filter(line => line !== '' && !line.startsWith('::')), summary: real(stage?.summary ?? '') }
}
