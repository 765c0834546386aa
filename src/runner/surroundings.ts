import { readFileSync } from 'node:fs'
import { getExecOutput } from '@actions/exec'
import { checkBypass } from '@actions/http-client/lib/proxy'
import type { Event } from '../domain/commit.ts'
import type { Run } from '../domain/run.ts'
import { noCheckout } from '../messages/creating.ts'
import { eventFileUnreadable } from '../messages/job.ts'
import { Cancelled, type Note } from '../messages/problem.ts'
import type { Clock, Workspace } from '../ports.ts'

/**
 * Variables of the runner. A variable that is not set is `undefined`.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export type Variables = Readonly<Record<string, string | undefined>>

/** Returns a variable, or an empty string if it is not set. */
export const variable = (env: Variables, name: string): string => env[name] ?? ''

const serverUrlOf = (env: Variables): string => variable(env, 'GITHUB_SERVER_URL') || 'https://github.com'

/** Returns the page with the files of this action, or `undefined` if the action is used from the workspace. */
export function readActionUrl(env: Variables): string | undefined {
  const action = variable(env, 'GITHUB_ACTION_REPOSITORY')
  return action === ''
    ? undefined
    : `${serverUrlOf(env)}/${action}/blob/${variable(env, 'GITHUB_ACTION_REF') || 'HEAD'}`
}

export function readRun(env: Variables, checkRunId: string): Run {
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
export function readEvent(env: Variables, eventPath: string, warn: (note: Note) => void): Event {
  const event = { name: variable(env, 'GITHUB_EVENT_NAME'), sha: variable(env, 'GITHUB_SHA') }
  try {
    return { ...event, payload: JSON.parse(readFileSync(eventPath, 'utf8')) as unknown }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    warn(eventFileUnreadable({ isInvalidJson: error instanceof SyntaxError, code }))
    return { ...event, payload: {} }
  }
}

/**
 * Returns the proxy for a URL, by the rules of `@actions/http-client`. The parser in that package rejects a password
 * with a bare `%`. It also reads `localhost` in `localhost:3128` as a protocol.
 */
export function proxyFor(env: Variables, url: URL): URL | undefined {
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const proxy = variable(env, name) || variable(env, name.toUpperCase())
  if (proxy === '' || checkBypass(url)) return undefined
  return URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`) ?? undefined
}

/** Reads the checkout of the job with git. */
export const workspace: Workspace = {
  async head() {
    // The checkout may belong to another user, for example in a container job.
    const command = ['-c', 'safe.directory=*', 'rev-parse', '--verify', 'HEAD^{commit}']
    // Without `cwd`, a folder that no longer exists would end the process because its name cannot be read.
    const options = { cwd: '.', silent: true, ignoreReturnCode: true }
    const { stdout } = await getExecOutput('git', command, options).catch(() => ({ stdout: '' }))
    const sha = stdout.trim()
    if (/^[0-9a-f]{40,64}$/.test(sha)) return sha
    throw noCheckout()
  }
}

/** Returns the system clock. Its `sleep` rejects when the job is cancelled. */
export const clockUntil = (cancelled: AbortSignal): Clock => ({
  now: () => Date.now(),
  sleep: (milliseconds, closed) =>
    new Promise((resolve, reject) => {
      const ends = closed === undefined ? cancelled : AbortSignal.any([cancelled, closed])
      const stop = (): void => {
        clearTimeout(timer)
        reject(new Cancelled())
      }
      const timer = setTimeout(() => {
        ends.removeEventListener('abort', stop)
        resolve()
      }, milliseconds)
      if (ends.aborted) stop()
      else ends.addEventListener('abort', stop, { once: true })
    })
})
