import * as fc from 'fast-check'
import { isFinal } from '../../src/domain/deployment.ts'
import { numberAt, textAt } from '../../src/domain/json.ts'
import { replicaLagMs } from '../../src/ports.ts'
import { Events } from '../simulator/events.ts'
import type { Deployment, Repository } from '../simulator/github/model.ts'
import { SimulatedGitHub } from '../simulator/github/server.ts'
import { playAtOnce } from './at-once.ts'
import type { Scene } from './story.ts'

/** Concurrent jobs for one environment and one commit. The next wave starts when all have ended. */
type Wave = readonly Job[]
export type Waves = readonly Wave[]

interface Job {
  operation: 'deploy' | 'create' | 'update'
  /** Two jobs of one run have the same number here. */
  run: number
  attempt: number
  task: string
  autoInactive: 'true' | 'false'
  kind: 'preview' | 'production' | 'plain'
  state: 'success' | 'failure' | 'in_progress'
  /** Milliseconds from the start of the wave to the start of the job. */
  startsAfter: number
  /** Milliseconds between main and post. */
  work: number
}

type Status = Deployment['statuses'][number]

const environment = 'staging'

const jobs: fc.Arbitrary<Job> = fc.record({
  operation: fc.constantFrom('deploy', 'deploy', 'create', 'update'),
  run: fc.nat(2),
  attempt: fc.constantFrom(1, 1, 2),
  task: fc.constantFrom('deploy', 'deploy', 'deploy:web'),
  autoInactive: fc.constantFrom('true', 'true', 'true', 'false'),
  kind: fc.constantFrom('preview', 'production', 'plain', 'plain'),
  state: fc.constantFrom('success', 'success', 'failure', 'in_progress'),
  startsAfter: fc.nat(60_000),
  work: fc.nat(60_000)
})

export const waves: fc.Arbitrary<Waves> = fc.array(fc.array(jobs, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 3
})

/** Runs waves of jobs. Returns the first problem, if there is one. */
export async function liveTogether(history: Waves): Promise<string | undefined> {
  const github = await SimulatedGitHub.start({ checkSchema: false })
  try {
    const repository = github.repository()
    const scene: Scene = { github, repository, token: github.token(), events: new Events(repository) }
    const known = new Map<number, Job>()
    for (const wave of history) {
      const numbered = wave.map((job, place) => ({ job, checkRunId: 50_000_000_000 + known.size + place }))
      numbered.forEach(({ job, checkRunId }) => known.set(checkRunId, job))
      await Promise.all(numbered.map(({ job, checkRunId }) => liveJob(job, checkRunId, scene)))
      github.settle()
    }
    return wrongUpdate(repository, known) ?? stillActive(repository, known)
  } finally {
    await github.stop()
  }
}

async function liveJob(job: Job, checkRunId: number, scene: Scene): Promise<void> {
  const { operation, autoInactive, kind, state, task } = job
  await new Promise(resolve => setTimeout(resolve, job.startsAfter))
  const inputs = {
    operation,
    environment,
    task,
    ...(operation === 'deploy' ? {} : { state }),
    'auto-inactive': autoInactive,
    ...(operation !== 'update' && kind === 'preview' ? { 'transient-environment': 'true' } : {}),
    ...(operation !== 'update' && kind === 'production' ? { 'production-environment': 'true' } : {})
  }
  const play = {
    event: scene.events.push(),
    inputs,
    workMs: job.work,
    ...(operation === 'deploy' && state === 'failure' ? { ends: 'failure' as const } : {})
  }
  await playAtOnce(play, scene, { runId: runIdOf(job), checkRunId, runAttempt: job.attempt })
}

const runIdOf = ({ run }: Job): number => 40_000_000_000 + run

/** Returns the job that wrote a status. */
function writerOf({ logUrl }: Status, known: ReadonlyMap<number, Job>): Job | undefined {
  const checkRunId = /\/job\/(\d+)/.exec(logUrl)?.[1]
  return checkRunId === undefined ? undefined : known.get(Number(checkRunId))
}

/** Checks that an `update` without an ID never writes to another run's deployment that has ended or is in progress. */
function wrongUpdate(repository: Repository, known: ReadonlyMap<number, Job>): string | undefined {
  for (const { id, payload, statuses } of repository.deployments) {
    for (const [place, status] of statuses.entries()) {
      const job = writerOf(status, known)
      // The success of another deployment sets this one to inactive.
      if (job?.operation !== 'update' || status.state === 'inactive') continue
      if (numberAt(payload, 'run_id') === runIdOf(job)) continue
      const before = statuses[place - 1]
      const worker = before?.state === 'in_progress' ? writerOf(before, known) : undefined
      const isWorkers = worker !== undefined && ![runIdOf(job), numberAt(payload, 'run_id')].includes(runIdOf(worker))
      if (isFinal(before?.state) || textAt(payload, 'operation') === 'deploy' || isWorkers)
        return `an update of run ${job.run} wrote ${status.state} to ${id} of another run`
    }
  }
  return undefined
}

/** Checks that only the newest success per environment and task is active, unless an input keeps others. */
function stillActive(repository: Repository, known: ReadonlyMap<number, Job>): string | undefined {
  const active = repository.deployments.filter(({ state }) => state === 'success')
  for (const older of active) {
    for (const newer of active) {
      if (older.task !== newer.task || older.id >= newer.id) continue
      const why = whyActive(older, newer, known)
      if (why === undefined) return `${older.id} is active beside ${newer.id}, which is newer`
    }
  }
  return undefined
}

function whyActive(older: Deployment, newer: Deployment, known: ReadonlyMap<number, Job>): string | undefined {
  const [first, last] = [older.latestStatus, newer.latestStatus]
  if (first === undefined || last === undefined) return 'has no status'
  if (writerOf(last, known)?.autoInactive === 'false') return 'the author says so'
  // The newer job may have read its list from a replica that lags behind.
  if (first.createdAt > last.createdAt - 2 * replicaLagMs) return 'it succeeded later'
  return undefined
}
