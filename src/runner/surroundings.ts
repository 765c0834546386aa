import { readFileSync } from 'node:fs'
import type { Event } from '../domain/commit.ts'
import type { Run } from '../domain/run.ts'
import type { Note } from '../messages/problem.ts'
import { eventFileUnreadable } from '../messages/runner.ts'
import { eventPath } from './event-path.ts'

/** Returns a variable of the runner. https://docs.github.com/actions/reference/workflows-and-actions/variables */
const variable = (name: string): string => process.env[name] ?? ''

/** Returns the API URL of the server that the runner belongs to. */
export const readApiUrl = (): string => variable('GITHUB_API_URL') || 'https://api.github.com'

const readServerUrl = (): string => variable('GITHUB_SERVER_URL') || 'https://github.com'

/** Returns the page with the files of this action, or `undefined` if the action is used from the workspace. */
export function readActionUrl(): string | undefined {
  const action = variable('GITHUB_ACTION_REPOSITORY')
  return action === '' ? undefined : `${readServerUrl()}/${action}/blob/${variable('GITHUB_ACTION_REF') || 'HEAD'}`
}

export function readRun(checkRunId: string): Run {
  const [owner = '', name = ''] = variable('GITHUB_REPOSITORY').split('/')
  return {
    serverUrl: readServerUrl(),
    apiUrl: readApiUrl(),
    repository: { owner, name },
    runId: Number(variable('GITHUB_RUN_ID')) || 0,
    runAttempt: Number(variable('GITHUB_RUN_ATTEMPT')) || 1,
    checkRunId: Number(checkRunId) || undefined,
    workflow: variable('GITHUB_WORKFLOW'),
    job: variable('GITHUB_JOB'),
    step: variable('GITHUB_ACTION'),
    actor: variable('GITHUB_ACTOR'),
    event: variable('GITHUB_EVENT_NAME'),
    actionUrl: readActionUrl()
  }
}

/** Returns the event that started the workflow. If the file is unreadable, returns only the data in variables. */
export function readEvent(warn: (note: Note) => void): Event {
  const event = { name: variable('GITHUB_EVENT_NAME'), sha: variable('GITHUB_SHA') }
  try {
    return { ...event, payload: JSON.parse(readFileSync(eventPath, 'utf8')) as unknown }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    warn(eventFileUnreadable({ isInvalidJson: error instanceof SyntaxError, code }))
    return { ...event, payload: {} }
  }
}
