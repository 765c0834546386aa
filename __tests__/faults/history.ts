import * as fc from 'fast-check'
import { isFinal, isLive } from '../../src/domain/deployment.ts'
import { Events } from '../simulator/events.ts'
import type { Effect } from '../simulator/github/faults.ts'
import type { Deployment, Repository } from '../simulator/github/model.ts'
import { SimulatedGitHub } from '../simulator/github/server.ts'
import type { ActionStarter } from '../simulator/runner/action.ts'
import { inProcess } from '../play/in-process.ts'
import { forgedIn } from './forged.ts'
import { endingOf, startPlay } from './in-a-job.ts'
import { faults } from './matrix.ts'
import type { Ending, Play, Scene } from './story.ts'

/** Consecutive jobs in one repository. */
export type History = readonly Job[]

export interface Job {
  /** `host`: another app records a deployment. */
  operation: 'deploy' | 'create' | 'update' | 'deactivate' | 'host'
  environment: string
  /** Empty if not set. */
  task: string
  autoInactive: 'true' | 'false'
  kind: 'preview' | 'production' | 'plain'
  /** Index of the deployment to update, counted from the newest. */
  target: number
  state: 'success' | 'failure'
  payload: string
  /** Index of the commit, counted from the newest, or a new one that has diverged from the default branch. */
  commit: number | 'diverged'
  olderCommit: 'deploy' | 'fail' | 'skip'
  /** When the URL is known: never, before the job, or when it ends. */
  url: 'none' | 'early' | 'late'
  faults: readonly Trouble[]
  /** Number of the request at which the job is cancelled. It is not cancelled if it sends fewer requests. */
  cancelAt: number
}

/** A fault and the number of the request that it affects. */
interface Trouble {
  at: number
  effect: Effect
}

/** Names of environments. */
const names = ['staging', 'preview-1', '##[set-output name=state]forged', '::error::<b>boom</b>', 'a`b` [c](d)']

const payloads = ['{ "colour": "::notice::blue" }', '##[error]text']

/** Random jobs: an operation, faults in up to three requests, and an optional cancellation. */
const jobs: fc.Arbitrary<Job> = fc.record({
  operation: fc.constantFrom(
    'deploy',
    'deploy',
    'deploy',
    'deploy',
    'create',
    'update',
    'update',
    'deactivate',
    'host',
    'host'
  ),
  environment: fc.oneof({ arbitrary: fc.constant('staging'), weight: 3 }, fc.constantFrom(...names)),
  task: fc.constantFrom('', '', '', 'deploy', 'deploy', 'deploy:api', 'deploy:web'),
  autoInactive: fc.constantFrom('true', 'true', 'true', 'false'),
  kind: fc.constantFrom('preview', 'production', 'plain'),
  target: fc.nat(3),
  state: fc.constantFrom('success', 'success', 'failure'),
  payload: fc.constantFrom('', '', ...payloads),
  commit: fc.constantFrom<Job['commit']>(0, 0, 1, 2, 3, 'diverged'),
  olderCommit: fc.constantFrom('deploy', 'fail', 'skip'),
  url: fc.constantFrom('none', 'early', 'late'),
  faults: fc.array(fc.record({ at: fc.nat(7), effect: fc.constantFrom(...faults.map(({ effect }) => effect)) }), {
    maxLength: 3
  }),
  cancelAt: fc.oneof({ arbitrary: fc.nat(7), weight: 1 }, { arbitrary: fc.constant(1000), weight: 3 })
})

export const histories: fc.Arbitrary<History> = fc.array(jobs, { minLength: 1, maxLength: 6 })

const host = 'vercel[bot]'
const workflow = 'github-actions[bot]'

/** A job in its place in the history. */
interface Turn {
  job: Job
  sha: string
  /** The URL of the job, unless its inputs have none. */
  url: string
  before: Memory[]
}

/** Runs a history. Returns the first problem, if there is one. */
export async function live(history: History): Promise<string | undefined> {
  const github = await SimulatedGitHub.start({ checkSchema: false })
  try {
    const repository = github.repository()
    const token = github.token()
    for (const [place, job] of history.entries()) {
      const wrong = await liveJob(job, { github, repository, token, events: new Events(repository) }, place)
      if (wrong !== undefined) return `job ${place + 1}: ${wrong}`
    }
    return undefined
  } finally {
    await github.stop()
  }
}

async function liveJob(job: Job, scene: Scene, place: number): Promise<string | undefined> {
  const { github, repository } = scene
  const before = repository.deployments.map(memoryOf)
  const turn: Turn = { job, sha: commitOf(job, repository, place), url: `https://${place}.example.com`, before }
  if (job.operation === 'host') return recordByHost(turn, repository)
  const play = playOf(turn, scene)
  if (play === undefined) return undefined
  // Replicas catch up between two jobs.
  github.settle()
  const began = github.requests.length
  const handles = job.faults.map(({ at, effect }) => github.fault({ match: { nth: at + 1 }, effect }))
  let isInMain = true
  const entry: ActionStarter = (phase, options) => {
    isInMain = phase === 'main'
    return inProcess(phase, options)
  }
  const numbers = { runId: 40_000_000_000 + place, checkRunId: 50_000_000_000 + place }
  const running = startPlay({ ...play, workMs: 30_000 }, scene, { entry, ...numbers })
  const deaf = github.onRequest(() => {
    if (isInMain && github.requests.length === began + job.cancelAt + 1) running.cancel()
  })
  const ending = endingOf(await running.finished)
  deaf()
  handles.forEach(handle => handle.remove())
  return unsafe(ending, scene) ?? unexpected(turn, ending, repository)
}

/** Adds a commit to the default branch, and returns the commit to deploy. */
function commitOf({ commit }: Job, repository: Repository, place: number): string {
  const root = repository.tip
  const tip = repository.commit(`Change ${place}`, { branch: repository.defaultBranch })
  if (commit === 'diverged') return repository.commit(`Aside ${place}`, { parent: root })
  let sha = tip
  for (let back = 0; back < commit; back++) sha = repository.commits.get(sha)?.parents[0] ?? sha
  return sha
}

/** Lets another app record a deployment that has succeeded, which changes no other. */
async function recordByHost({ job, sha, url }: Turn, repository: Repository): Promise<undefined> {
  const { environment, task } = job
  const status = { state: 'success', logUrl: 'https://vercel.com/octo/app/7', environmentUrl: url } as const
  const about = { environment, sha, creator: host, statuses: [status] }
  repository.addDeployment({ ...about, ...(task === '' ? {} : { task }) })
  // The next deployment is of another second.
  await new Promise(resolve => setTimeout(resolve, 2000))
}

function playOf({ job, sha, url }: Turn, { repository, events }: Scene): Play | undefined {
  const { operation, environment, task, autoInactive, kind, state, payload } = job
  const event = events.push()
  const flags: Record<string, string> = {
    'auto-inactive': autoInactive,
    ...(sha === repository.tip ? {} : { ref: sha }),
    ...(task === '' ? {} : { task }),
    ...(kind === 'preview' ? { 'transient-environment': 'true' } : {}),
    ...(kind === 'production' ? { 'production-environment': 'true' } : {}),
    ...(payload === '' ? {} : { payload })
  }
  const link = { 'environment-url': url }
  switch (operation) {
    case 'deploy':
      return {
        event,
        inputs: {
          environment,
          'older-commit': job.olderCommit,
          ...flags,
          ...(job.url === 'early' ? link : {})
        },
        ...(job.url === 'late' ? { late: link } : {}),
        ...(state === 'failure' ? { ends: 'failure' } : {})
      }
    case 'create':
      return { event, inputs: { operation, environment, state, ...flags, ...(job.url === 'none' ? {} : link) } }
    case 'update': {
      const target = repository.deployments.at(-1 - job.target)
      const inputs = { operation, state, 'auto-inactive': autoInactive, ...(job.url === 'none' ? {} : link) }
      return target && { event, inputs: { ...inputs, 'deployment-id': String(target.id) } }
    }
    case 'host':
      return undefined
    case 'deactivate':
      // This test does not cover names that start like a comment in a pattern.
      return {
        event,
        inputs: {
          operation,
          environment: environment.replaceAll(/[[\]()!*?{}\\]/g, '\\$&'),
          ...(task === '' ? {} : { task })
        }
      }
  }
}

/** A deployment before a job. */
interface Memory {
  id: number
  sha: string
  environment: string
  task: string
  states: string[]
  /** The newest URL of its statuses. */
  url: string
  /** The app that made it, if no job of this repository has set its latest status. */
  app: string | undefined
}

const memoryOf = ({ id, sha, environment, task, statuses, creator, latestStatus }: Deployment): Memory => ({
  id,
  sha,
  environment,
  task,
  states: statuses.map(({ state }) => state),
  url: statuses.findLast(({ environmentUrl }) => environmentUrl !== '')?.environmentUrl ?? '',
  app:
    creator.login === workflow || latestStatus?.logUrl.includes('/actions/runs/') === true ? undefined : creator.login
})

function unsafe({ commands, printed, written }: Ending, { token, github }: Scene): string | undefined {
  if (printed.includes(token) || written.includes(token)) return 'the token was given away'
  const forged = forgedIn(commands, [...names, ...payloads])
  if (forged !== undefined) return `a command was printed: ${forged}`
  return github.violations[0]
}

/** A status as the model compares it. */
const mark = (state: string, url = ''): string => `${state} ${url}`.trim()

/** Compares the state after a job with the expected state. */
function unexpected(turn: Turn, ending: Ending, repository: Repository): string | undefined {
  const { job, before } = turn
  const known = new Map(before.map(({ id, states }) => [id, states.length]))
  const made = repository.deployments.filter(({ id }) => !known.has(id))
  const added = repository.deployments.map(deployment => {
    const statuses = deployment.statuses.slice(known.get(deployment.id) ?? 0)
    return {
      deployment,
      states: statuses.map(({ state }) => state),
      marks: statuses.map(({ state, environmentUrl }) => mark(state, environmentUrl))
    }
  })
  const twice = added.find(({ states }) => new Set(states).size < states.length)
  if (made.length > 1) return `${made.length} deployments were made`
  if (twice !== undefined) return `${twice.deployment.id} was given ${twice.states.join(', ')}`
  const isCut = ending.conclusion === 'cancelled' || ending.errors.length > 0
  if (ending.errors.length > 1) return `said two errors: ${ending.errors.join(' ')}`
  const [one] = made
  if (one !== undefined && !isFinal(one.state) && ending.errors.length === 0)
    return `${one.id} was left ${one.state ?? ''}`
  const live = newerLive(turn, repository)
  const isRefused = [...ending.errors, ...ending.warnings].join().includes('is older than')
  if (live === undefined && isRefused) return 'nothing was made, although the commit is not older'
  if (live !== undefined) {
    if (one !== undefined) return `${one.id} was made, although ${live.sha} is live`
    if (ending.conclusion !== 'cancelled' && ending.errors.length === 0 && job.olderCommit === 'fail')
      return 'the older commit was no error'
  }
  if (isCut) return undefined
  const must = expectedStatuses(turn, made, repository, live !== undefined)
  if (must === undefined) return 'no deployment was made'
  const shown = (marks: readonly string[] = []): string => marks.join(', ') || 'nothing'
  const wrong = added.find(({ deployment: { id }, marks }) => shown(marks) !== shown(must.get(id)))
  if (wrong === undefined) return undefined
  const { deployment, marks } = wrong
  return `${deployment.id} was given ${shown(marks)}, not ${shown(must.get(deployment.id))}`
}

/** Returns the live deployment that has a newer commit, if the job is one that minds. */
function newerLive({ job, sha, before }: Turn, repository: Repository): Memory | undefined {
  if (job.operation !== 'deploy' || job.olderCommit === 'deploy') return undefined
  const live = before.findLast(
    ({ states, app, ...one }) =>
      isSamePart(one, { environment: job.environment, task: job.task || 'deploy' }) &&
      states.includes('success') &&
      states.at(-1) !== 'inactive' &&
      app === undefined
  )
  return live !== undefined && live.sha !== sha && ancestors(live.sha, repository).includes(sha) ? live : undefined
}

type Part = Pick<Memory, 'environment' | 'task'>

const isSamePart = (one: Part, other: Part): boolean => one.environment === other.environment && one.task === other.task

/** Every commit of a history has one parent. */
function ancestors(sha: string, repository: Repository): string[] {
  const [parent] = repository.commits.get(sha)?.parents ?? []
  return parent === undefined ? [] : [parent, ...ancestors(parent, repository)]
}

/** Returns the statuses that a finished job adds to each deployment. Returns `undefined` if its deployment is missing. */
function expectedStatuses(
  { job, url, before }: Turn,
  made: Deployment[],
  repository: Repository,
  isOlder: boolean
): Map<number, string[]> | undefined {
  const { operation, environment, state } = job
  const must = new Map<number, string[]>()
  if (isOlder) return must
  if (operation === 'deactivate') {
    for (const { id, states, ...other } of before) {
      const isMeant = other.environment === environment && (job.task === '' || other.task === job.task)
      if (isMeant && isLive(states.at(-1))) must.set(id, [mark('inactive')])
    }
    return must
  }
  const updated = operation === 'update' ? before.at(-1 - job.target) : undefined
  const target = updated === undefined ? made[0] : repository.deployment(updated.id)
  if (target === undefined) return undefined
  const early = job.url === 'early' ? url : ''
  // The work of a job that fails has no outputs.
  const late = job.url === 'late' && state === 'success' ? url : early
  const given = job.url === 'none' ? (updated?.url ?? '') : url
  must.set(target.id, operation === 'deploy' ? [mark('in_progress', early), mark(state, late)] : [mark(state, given)])
  if (state !== 'success' || job.autoInactive === 'false') return must
  for (const older of before) {
    if (older.id >= target.id || older.states.at(-1) !== 'success' || !isSamePart(older, target)) continue
    if (older.app === undefined || older.app === target.creator.login) must.set(older.id, [mark('inactive')])
  }
  return must
}
