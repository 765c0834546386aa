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
  operation: 'deploy' | 'create' | 'update' | 'deactivate'
  environment: string
  /** Empty if not set. */
  task: string
  autoInactive: 'true' | 'false'
  kind: 'preview' | 'production' | 'plain'
  /** Index of the deployment to update, counted from the newest. */
  target: number
  state: 'success' | 'failure'
  payload: string
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
  operation: fc.constantFrom('deploy', 'deploy', 'deploy', 'create', 'update', 'deactivate'),
  environment: fc.constantFrom('staging', ...names),
  task: fc.constantFrom('', '', 'deploy', 'deploy:api', 'deploy:web'),
  autoInactive: fc.constantFrom('true', 'true', 'true', 'false'),
  kind: fc.constantFrom('preview', 'production', 'plain'),
  target: fc.nat(3),
  state: fc.constantFrom('success', 'success', 'failure'),
  payload: fc.constantFrom('', '', ...payloads),
  faults: fc.array(fc.record({ at: fc.nat(7), effect: fc.constantFrom(...faults.map(({ effect }) => effect)) }), {
    maxLength: 3
  }),
  cancelAt: fc.oneof({ arbitrary: fc.nat(7), weight: 1 }, { arbitrary: fc.constant(1000), weight: 3 })
})

export const histories: fc.Arbitrary<History> = fc.array(jobs, { minLength: 1, maxLength: 4 })

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
  repository.commit(`Change ${place}`, { branch: repository.defaultBranch })
  const play = playOf(job, scene)
  if (play === undefined) return undefined
  // Replicas catch up between two jobs.
  github.settle()
  const before = repository.deployments.map(memoryOf)
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
  return unsafe(ending, scene) ?? unexpected(job, ending, before, repository)
}

function playOf(job: Job, { repository, events }: Scene): Play | undefined {
  const { operation, environment, task, autoInactive, kind, state, payload } = job
  const event = events.push()
  const flags: Record<string, string> = {
    'auto-inactive': autoInactive,
    ...(task === '' ? {} : { task }),
    ...(kind === 'preview' ? { 'transient-environment': 'true' } : {}),
    ...(kind === 'production' ? { 'production-environment': 'true' } : {}),
    ...(payload === '' ? {} : { payload })
  }
  switch (operation) {
    case 'deploy':
      return { event, inputs: { environment, ...flags }, ...(state === 'failure' ? { ends: 'failure' } : {}) }
    case 'create':
      return { event, inputs: { operation, environment, state, ...flags } }
    case 'update': {
      const target = repository.deployments.at(-1 - job.target)
      return (
        target && {
          event,
          inputs: { operation, 'deployment-id': String(target.id), state, 'auto-inactive': autoInactive }
        }
      )
    }
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
  states: string[]
}

const memoryOf = ({ id, statuses }: Deployment): Memory => ({ id, states: statuses.map(({ state }) => state) })

function unsafe({ commands, printed, written }: Ending, { token, github }: Scene): string | undefined {
  if (printed.includes(token) || written.includes(token)) return 'the token was given away'
  const forged = forgedIn(commands, [...names, ...payloads])
  if (forged !== undefined) return `a command was printed: ${forged}`
  return github.violations[0]
}

/** Compares the state after a job with the expected state. */
function unexpected(job: Job, ending: Ending, before: Memory[], repository: Repository): string | undefined {
  const known = new Map(before.map(({ id, states }) => [id, states]))
  const made = repository.deployments.filter(({ id }) => !known.has(id))
  const added = repository.deployments.map(deployment => ({
    deployment,
    states: deployment.statuses.slice(known.get(deployment.id)?.length ?? 0).map(({ state }) => state)
  }))
  const twice = added.find(({ states }) => new Set(states).size < states.length)
  if (made.length > 1) return `${made.length} deployments were made`
  if (twice !== undefined) return `${twice.deployment.id} was given ${twice.states.join(', ')}`
  const isCut = ending.conclusion === 'cancelled' || ending.errors.length > 0
  if (ending.errors.length > 1) return `said two errors: ${ending.errors.join(' ')}`
  const [one] = made
  if (one !== undefined && !isFinal(one.state) && ending.errors.length === 0)
    return `${one.id} was left ${one.state ?? ''}`
  if (isCut) return undefined
  const must = expectedStates(job, before, made, repository)
  const wrong = added.find(({ deployment: { id }, states }) => !equal(states, must.get(id) ?? []))
  if (wrong === undefined) return undefined
  const { deployment, states } = wrong
  return `${deployment.id} was given ${states.join(', ') || 'nothing'}, not ${must.get(deployment.id)?.join(', ') ?? 'nothing'}`
}

const equal = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join()

/** Returns the states that a finished job sets on each deployment. */
function expectedStates(job: Job, before: Memory[], made: Deployment[], repository: Repository): Map<number, string[]> {
  const { operation, environment, state } = job
  const must = new Map<number, string[]>()
  if (operation === 'deactivate') {
    for (const { id, states } of before) {
      const other = repository.deployment(id)
      const isMeant = other.environment === environment && (job.task === '' || other.task === job.task)
      if (isMeant && isLive(states.at(-1))) must.set(id, ['inactive'])
    }
    return must
  }
  const target = operation === 'update' ? repository.deployment(before.at(-1 - job.target)?.id ?? 0) : made[0]
  if (target === undefined) return new Map([[0, ['a deployment']]])
  must.set(target.id, operation === 'deploy' ? ['in_progress', state] : [state])
  if (state !== 'success' || job.autoInactive === 'false') return must
  for (const { id, states } of before) {
    const older = repository.deployment(id)
    if (id >= target.id || states.at(-1) !== 'success' || older.environment !== target.environment) continue
    if (older.task === target.task) must.set(id, ['inactive'])
  }
  return must
}
