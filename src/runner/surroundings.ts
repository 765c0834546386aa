import { readFileSync } from 'node:fs'
import type { Event } from '../domain/commit.ts'
import type { Run } from '../domain/run.ts'
import type { Note } from '../messages/problem.ts'
import { eventFileUnreadable } from '../messages/job.ts'

/**
 * Variables of the runner. A variable that is not set is `undefined`.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export type Environment = Readonly<Record<string, string | undefined>>

/** Returns a variable, or an empty string if it is not set. */
export const variable = (env: Environment, name: string): string => env[name] ?? ''

const serverUrlOf = (env: Environment): string => variable(env, 'GITHUB_SERVER_URL') || 'https://github.com'

/** Returns the page with the files of this action, or `undefined` if the action is used from the workspace. */
export function readActionUrl(env: Environment): string | undefined {
  const action = variable(env, 'GITHUB_ACTION_REPOSITORY')
  return action === ''
    ? undefined
    : `${serverUrlOf(env)}/${action}/blob/${variable(env, 'GITHUB_ACTION_REF') || 'HEAD'}`
}

export function readRun(env: Environment, checkRunId: string): Run {
  const [owner = '', name = ''] = variable(env, 'GITHUB_REPOSITORY').split('/')
  return {
    serverUrl: serverUrlOf(env),
    apiUrl: variable(env, 'GITHUB_API_URL') || 'https://api.github.com',
    repository: { owner, name },
    runId: Number(variable(env, 'GITHUB_RUN_ID')) || 0,
    runAttempt: Number(variable(env, 'GITHUB_RUN_ATTEMPT')) || 1,
    checkRunId: Number(checkRunId) || undefined,
    workflow: variable(env, 'GITHUB_WORKFLOW'),
    job: variable(env, 'GITHUB_JOB'),
    step: variable(env, 'GITHUB_ACTION'),
    actor: variable(env, 'GITHUB_ACTOR'),
    event: variable(env, 'GITHUB_EVENT_NAME'),
    actionUrl: readActionUrl(env)
  }
}

/** Returns the event that started the workflow. If the file is unreadable, returns only the data in variables. */
export function readEvent(env: Environment, eventPath: string, warn: (note: Note) => void): Event {
  const event = { name: variable(env, 'GITHUB_EVENT_NAME'), sha: variable(env, 'GITHUB_SHA') }
  try {
    return { ...event, payload: JSON.parse(readFileSync(eventPath, 'utf8')) as unknown }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    warn(eventFileUnreadable({ isInvalidJson: error instanceof SyntaxError, code }))
    return { ...event, payload: {} }
  }
}
