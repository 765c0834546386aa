import { madeByOthers, outlivesItsAttempt, type Candidate, type Choice } from '../domain/choice.ts'
import { duration, isFinal, type Deployment, type State, type Status } from '../domain/deployment.ts'
import { isByEarlierAttempt } from '../domain/maker.ts'
import { noDeploymentToWaitFor } from '../messages/existing-deployment.ts'
import { GitHubProblem } from '../messages/problem.ts'
import {
  deploymentEndedAs,
  followingFailed,
  inactiveWithoutSuccess,
  noStatusInTime,
  notEndedInTime,
  supersededMeanwhile
} from '../messages/waiting.ts'
import type { Ports } from '../ports.ts'
import {
  isBesideJobsOwn,
  ownAmong,
  readAgain,
  readCandidates,
  withStatuses,
  type Candidates,
  type WantedDeployment
} from './candidates.ts'
import { adviseOneRecord } from './job-record.ts'
import { deploymentById, type Target } from './target.ts'
import { describeOther, describeWanted, hints, mayLackSiblings, takeOwn, wantedBy, type Found } from './wanted.ts'

export interface WaitCommand {
  operation: 'wait'
  target: Target
  states: readonly State[]
  /** Milliseconds. */
  timeoutMs: number
  /** Milliseconds. */
  intervalMs: number
}

/** Waits until a deployment that somebody else made or works on has ended. It may not exist yet. */
export async function wait(command: WaitCommand, ports: Ports): Promise<void> {
  const schedule = new Schedule(command, ports)
  const { deployment, text, guessed } = await awaited(command.target, schedule, ports)
  ports.report.deployment('found', deployment)
  if (text !== '') ports.report.info(text)
  await judge(deployment, await end(deployment, schedule, ports), ports)
  // This throws if this run has also made deployments of other tasks meanwhile.
  if (guessed !== undefined) await takeOwn(await readCandidates(guessed, ports), ports)
}

/** Decides when to read again and when to stop. */
class Schedule {
  readonly timeout: string
  readonly #interval: number
  readonly #until: number
  readonly #ports: Ports

  constructor({ timeoutMs, intervalMs }: WaitCommand, ports: Ports) {
    this.timeout = duration(timeoutMs)
    this.#interval = intervalMs
    this.#until = ports.clock.now() + timeoutMs
    this.#ports = ports
  }

  /** Waits until the next read. The last read is at the timeout. Returns false if there is no read after it. */
  async next(): Promise<boolean> {
    const { clock } = this.#ports
    const left = this.#until - clock.now()
    if (left <= 0) return false
    await clock.sleep(Math.min(left, this.#interval))
    return true
  }
}

/** Deployment to wait for. */
interface Awaited extends Found {
  /** Set if this run made the deployment and no task was given. Siblings may exist by the end. */
  guessed?: WantedDeployment
}

async function awaited(target: Target, schedule: Schedule, ports: Ports): Promise<Awaited> {
  switch (target.by) {
    case 'id':
      return { deployment: await deploymentById(target, ports), text: '' }
    case 'event':
      return { deployment: target.deployment, text: '' }
    case 'commit':
      return appearance(await wantedBy(target, ports), schedule, ports)
  }
}

async function appearance(wanted: WantedDeployment, schedule: Schedule, ports: Ports): Promise<Awaited> {
  let isAdvised = false
  for (let looks = 0; ; looks++) {
    const candidates = await readCandidates(wanted, ports)
    if (isBesideJobsOwn(candidates) && !isAdvised) {
      isAdvised = true
      adviseOneRecord(ports, wanted.environment)
    }
    const own = ownAmong(candidates, ports.run)
    const found = own === undefined ? takeOthers(candidates, ports) : await takeThisRuns(own, candidates, ports)
    if (found !== undefined) return found
    if (looks === 0) {
      const text = `Waiting for a deployment ${describeWanted(wanted)}. There is none yet.`
      ports.report.info(text)
    }
    if (await schedule.next()) continue
    throw noDeploymentToWaitFor({
      wanted: describeWanted(wanted),
      timeout: schedule.timeout,
      hints: await hints(candidates, ports)
    })
  }
}

/** Returns this run's deployment as soon as it has one that this attempt does not make again. */
async function takeThisRuns(own: Choice, candidates: Candidates, ports: Ports): Promise<Awaited | undefined> {
  const { wanted } = candidates
  if (!(await isAnyTakable(own.kind === 'several' ? own.candidates : [own.chosen], ports))) return undefined
  const complete = mayLackSiblings(own, wanted, ports) ? await readAgain(candidates, ports) : candidates
  const found = await takeOwn(complete, ports)
  return found && { ...found, guessed: wanted.task === undefined ? wanted : undefined }
}

async function isAnyTakable(candidates: readonly Candidate[], ports: Ports): Promise<boolean> {
  for (const candidate of candidates) {
    if (isByEarlierAttempt(candidate.maker, ports.run) === false) return true
    if (outlivesItsAttempt(await withStatuses(candidate, ports))) return true
  }
  return false
}

/**
 * Returns the newest deployment that somebody else made, whether it has ended or not. If there is none, returns
 * GitHub's own record for another job.
 */
function takeOthers({ forCommit }: Candidates, ports: Ports): Found | undefined {
  const [newest] = madeByOthers(forCommit, ports.run)
  const taken = newest ?? forCommit.find(({ record }) => record === 'another job')
  return taken && { deployment: taken.deployment, text: describeOther(taken, ports) }
}

/** Returns the status that ended a deployment, with the newest URLs from all statuses. */
async function end(deployment: Deployment, schedule: Schedule, ports: Ports): Promise<Status> {
  const { id, environment } = deployment
  let latest: Status | undefined
  try {
    for (;;) {
      const statuses = await ports.github.statuses(id).catch((error: unknown) => {
        // A proxy may take longer than one read to restart. If GitHub has answered before, its pages are ignored.
        if (latest !== undefined && error instanceof GitHubProblem && error.answer.isForeign === true) return []
        throw error
      })
      for (const status of since(latest, statuses)) {
        const seen = withAddresses(status, statuses)
        if (latest === undefined || saysMore(seen, latest)) ports.report.seen(seen)
        latest = seen
      }
      if (latest !== undefined && isFinal(latest.state)) return latest
      if (await schedule.next()) continue
      const { timeout } = schedule
      if (latest === undefined) throw noStatusInTime({ id, environment, timeout })
      throw notEndedInTime({ ...latest, id, environment, timeout })
    }
  } catch (error) {
    if (!(error instanceof GitHubProblem)) throw error
    throw followingFailed({ id, environment, state: latest?.state, error })
  }
}

/**
 * Returns the statuses after the latest one, oldest first. Returns only the newest status on the first read. A replica
 * that lags behind does not add anything.
 */
const since = (latest: Status | undefined, statuses: readonly Status[]): Status[] =>
  latest === undefined ? statuses.slice(0, 1) : statuses.filter(({ id }) => id > latest.id).toReversed()

/** Whether a status differs from the one before in its state, URLs or description. */
const saysMore = (status: Status, before: Status): boolean =>
  (['state', 'environmentUrl', 'logUrl', 'description'] as const).some(field => status[field] !== before[field])

/** Returns the status. Missing URLs are filled in with the newest ones from the other statuses. */
function withAddresses(status: Status, statuses: readonly Status[]): Status {
  const named = [status, ...statuses]
  return {
    ...status,
    environmentUrl: named.find(({ environmentUrl }) => environmentUrl !== '')?.environmentUrl ?? '',
    logUrl: named.find(({ logUrl }) => logUrl !== '')?.logUrl ?? ''
  }
}

/** Reports the result for this job. @throws Problem if the deployment did not succeed */
async function judge(deployment: Deployment, last: Status, { github, report }: Ports): Promise<void> {
  const { id, environment } = deployment
  const ended = { ...last, id, environment }
  if (ended.state === 'success') return
  if (ended.state !== 'inactive') throw deploymentEndedAs(ended)
  if (!(await github.everSucceeded(deployment))) throw inactiveWithoutSuccess(ended)
  report.note(supersededMeanwhile({ id, environment }))
}
