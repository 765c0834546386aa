import { globSync } from 'node:fs'
import { join } from 'node:path'
import { Cancelled } from '../../src/messages/problem.ts'
import type { Start } from '../../src/phase.ts'
import type { ActionStarter } from '../simulator/runner/action.ts'
import { Lines, type Exit } from '../simulator/runner/process.ts'

const sources = join(import.meta.dirname, '../../src')

/** The action, loaded into this process. */
interface Action {
  runPhase: (start: Start) => Promise<0 | 1>
  /** The summary of `@actions/core`, which remembers the path of its first file and the text that it could not write. */
  summary: { _filePath?: string | undefined; emptyBuffer(): unknown }
}

let action: Action | undefined

/**
 * Loads all parts of the action. A clock that jumps does not see that modules are being loaded, so this comes before it.
 * No variable of this process reaches the action, because `@actions/github` reads the event file when it is loaded.
 */
export async function loadAction(): Promise<void> {
  if (action !== undefined) return
  const env = process.env
  process.env = {}
  try {
    const files = globSync('**/*.ts', { cwd: sources, exclude: ['index.ts', 'post.ts', 'shims/**'] })
    for (const file of files) await import(join(sources, file))
    const entry = (await import(join(sources, 'phase.ts'))) as Pick<Action, 'runPhase'>
    const core = (await import('@actions/core')) as unknown as Pick<Action, 'summary'>
    action = { runPhase: start => entry.runPhase(start), summary: core.summary }
  } finally {
    process.env = env
  }
}

/** The end of the latest stage. All stages share the variables and the output of this process, so each waits for it. */
let latest: Promise<unknown> = Promise.resolve()

/**
 * Runs a stage of the action in this process, which takes a tenth of the time of a process of its own. The stage gets
 * the variables of its job and no others, and nothing that it prints leaves this process. One stage runs at a time, so
 * jobs that have to run at once are played on the bundle.
 */
export const inProcess: ActionStarter = (phase, { env, ...output }) => {
  const cancelled = new AbortController()
  const lines = new Lines(line => output.onLine(line, 'stdout'))
  const { GITHUB_EVENT_PATH: eventPath = '', ...variables } = env
  const printed = (text: string): void => {
    output.onText(text)
    lines.add(text)
  }
  const start = { phase, env: variables, eventPath, cancelled: cancelled.signal }
  const exit = latest.then(() => play(start, printed)).finally(() => lines.end())
  latest = exit.catch(() => undefined)
  return {
    exit,
    // The entry file ignores signals in post.
    interrupt: () => {
      if (phase === 'main') cancelled.abort(new Cancelled())
    },
    kill: () => {
      throw new Error('A stage in this process cannot be killed: play this story on the bundle.')
    }
  }
}

async function play(start: Start, onText: (text: string) => void): Promise<Exit> {
  if (action === undefined) throw new Error('The action is not loaded.')
  const { env, stdout } = process
  const write = stdout.write.bind(stdout)
  process.env = { ...start.env }
  stdout.write = (text: string | Uint8Array): boolean => {
    onText(String(text))
    return true
  }
  action.summary.emptyBuffer()
  action.summary._filePath = undefined
  try {
    return { exitCode: await action.runPhase({ ...start, env: process.env }), signal: null }
  } finally {
    stdout.write = write
    process.env = env
  }
}
