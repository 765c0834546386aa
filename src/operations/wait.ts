import { isContentWith, madeByOthers, outlivesItsAttempt, type Candidate } from '../domain/choice.ts'
import { duration, isFinal, type Deployment, type State, type Status } from '../domain/deployment.ts'
import { isByEarlierAttempt, isByRun } from '../domain/maker.ts'
import { noDeploymentToWaitFor } from '../messages/finding.ts'
import { GitHubProblem } from '../messages/problem.ts'
import {
  deploymentEndedAs,
  followingFailed,
  inactiveWithoutSuccess,
  noStatusInTime,
  notEndedInTime,
  nothingEverThere,
  nothingToWaitFor,
  supersededMeanwhile
} from '../messages/waiting.ts'
import type { Clock, Ports } from '../ports.ts'
import {
  describeOther,
  describePlace,
  describeWanted,
  hints,
  isBesideJobsOwn,
  isEverDeployed,
  mayLackSiblings,
  readAgain,
  readCandidates,
  takeOwn,
  wantedBy,
  withStatuses,
  type Candidates,
  type Found,
  type WantedDeployment
} from './candidates.ts'
import { adviseOneRecord } from './job-record.ts'
import { deploymentById, type Target } from './target.ts'

export interface WaitCommand {
  operation: 'wait'
  target: Target
  /** Any of these states is enough. */
  states: readonly State[]
  /** Milliseconds. */
  timeoutMs: number
  /** Milliseconds after which a deployment that does not exist yet is not waited for any longer. */
  skipAfterMs?: number
  /** Milliseconds. */
  intervalMs: number
}

/** Waits until a deployment that somebody else made or works on has ended. It may not exist yet. */
export async function wait(command: WaitCommand, ports: Ports): Promise<void> {
  const { states, timeoutMs, intervalMs } = command
  const schedule = scheduleOf(timeoutMs, intervalMs, ports.clock)
  const awaited = await awaitedDeployment(command, ports)
  if (awaited === undefined) return
  const { deployment, text, guessed } = awaited
  ports.report.deployment('found', deployment)
  if (text !== undefined) ports.report.info(text)
  const last = await follow(deployment, states, schedule, ports)
  await judge(deployment, last, states, ports)
  // This throws if this run has also made deployments of other tasks meanwhile.
  if (guessed !== undefined) await takeOwn(await readCandidates(guessed, ports), ports)
}

/** Decides when to read again and when to stop. */
interface Schedule {
  /** Time limit as text. */
  limit: string
  /** Waits until the next read. The last read is at the time limit. Returns false if there is no read after it. */
  next(): Promise<boolean>
}

function scheduleOf(limitMs: number, intervalMs: number, clock: Clock): Schedule {
  const untilMs = clock.now() + limitMs
  return {
    limit: duration(limitMs),
    next: async () => {
      const leftMs = untilMs - clock.now()
      if (leftMs <= 0) return false
      await clock.sleep(Math.min(leftMs, intervalMs))
      return true
    }
  }
}

/** Deployment to wait for. */
interface Awaited extends Found {
  /** Set if this run made the deployment and no task was given. Siblings may exist by the end. */
  guessed?: WantedDeployment
}

/** Returns the deployment to wait for, or `undefined` if `skip-after` is over. */
async function awaitedDeployment(command: WaitCommand, ports: Ports): Promise<Awaited | undefined> {
  const { target } = command
  switch (target.by) {
    case 'id':
      return { deployment: await deploymentById(target, ports) }
    case 'event':
      return { deployment: target.deployment }
    case 'commit':
      return appearance(await wantedBy(target, ports), command, ports)
  }
}

/** Waits until there is a deployment to wait for. */
async function appearance(
  wanted: WantedDeployment,
  { states, timeoutMs, skipAfterMs, intervalMs }: WaitCommand,
  ports: Ports
): Promise<Awaited | undefined> {
  const { report, clock } = ports
  const schedule = scheduleOf(skipAfterMs ?? timeoutMs, intervalMs, clock)
  let isAdvised = false
  for (let reads = 0; ; reads++) {
    const candidates = await readCandidates(wanted, ports)
    if (isBesideJobsOwn(candidates) && !isAdvised) {
      isAdvised = true
      adviseOneRecord(wanted.environment, ports)
    }
    const found =
      candidates.own === undefined ? newestOfOthers(candidates, ports) : await takeThisRuns(candidates, states, ports)
    if (found !== undefined) return found
    if (reads === 0) report.info(`Waiting for a deployment ${describeWanted(wanted)}. There is none yet.`)
    if (await schedule.next()) continue
    if (skipAfterMs !== undefined) return reportSkipped(candidates, schedule.limit, ports)
    throw noDeploymentToWaitFor({
      wanted: describeWanted(wanted),
      timeout: schedule.limit,
      hints: await hints(candidates, ports)
    })
  }
}

/** Reports that nothing is waited for. If nothing was ever deployed there, warns that the name may be wrong. */
async function reportSkipped(candidates: Candidates, skipAfter: string, ports: Ports): Promise<undefined> {
  const { report, run } = ports
  const wanted = describeWanted(candidates.wanted)
  if (candidates.all.length > 0 || (await isEverDeployed(candidates, ports))) {
    const own = candidates.all.filter(({ maker, record }) => record === undefined && isByRun(maker, run))
    const earlier = own.map(({ deployment }) => deployment.id).join(', ')
    report.note(nothingToWaitFor({ wanted, skipAfter, earlier }))
    return
  }
  const where = describePlace(candidates.wanted)
  const elsewhere = (await hints(candidates, ports)).trim()
  report.note(nothingEverThere({ wanted, skipAfter, where, hints: elsewhere }))
}

/** Returns this run's deployment as soon as it has one that this attempt does not make again. */
async function takeThisRuns(
  candidates: Candidates,
  states: readonly State[],
  ports: Ports
): Promise<Awaited | undefined> {
  const { wanted, own } = candidates
  if (own === undefined) return undefined
  const isTakable = await isAnyTakable(own.isGuess ? [own.chosen, ...own.others] : [own.chosen], states, ports)
  if (!isTakable) return undefined
  const complete = mayLackSiblings(own, wanted, ports) ? await readAgain(candidates, ports) : candidates
  const found = await takeOwn(complete, ports)
  return found && { ...found, guessed: wanted.task === undefined ? wanted : undefined }
}

async function isAnyTakable(
  candidates: readonly Candidate[],
  states: readonly State[],
  ports: Ports
): Promise<boolean> {
  for (const candidate of candidates) {
    if (isByEarlierAttempt(candidate.maker, ports.run) === false) return true
    if (outlivesItsAttempt(await withStatuses(candidate, ports), states)) return true
  }
  return false
}

/**
 * Returns the newest deployment that somebody else made, whether it has ended or not. If there is none, returns
 * GitHub's own record for another job.
 */
function newestOfOthers({ forCommit }: Candidates, ports: Ports): Found | undefined {
  const [newest] = madeByOthers(forCommit, ports.run)
  const taken = newest ?? forCommit.find(({ record }) => record === 'another job')
  return taken && { deployment: taken.deployment, text: describeOther(taken, ports) }
}

/**
 * Follows a deployment until it is in one of the states or has ended. Returns its latest status with the newest URLs from
 * all statuses, or `undefined` if it has no status and is not expected to have one.
 */
async function follow(
  deployment: Deployment,
  states: readonly State[],
  schedule: Schedule,
  ports: Ports
): Promise<Status | undefined> {
  const { id, environment } = deployment
  let latest: Status | undefined
  try {
    for (;;) {
      const statuses = await ports.github.statuses.newest(id).catch((error: unknown) => {
        // A proxy may take longer than one read to restart. If GitHub has answered before, its pages are ignored.
        if (latest !== undefined && error instanceof GitHubProblem && error.answer.isForeign === true) return []
        throw error
      })
      for (const status of since(latest, statuses)) {
        const seen = withAddresses(status, statuses)
        if (latest === undefined || saysMore(seen, latest)) ports.report.seen(seen)
        latest = seen
      }
      if (isContentWith(latest?.state, states) || isFinal(latest?.state)) return latest
      if (await schedule.next()) continue
      const timeout = schedule.limit
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

/** Reports the result for this job. @throws Problem if the deployment ended in none of the states */
async function judge(
  deployment: Deployment,
  last: Status | undefined,
  wanted: readonly State[],
  { github, report }: Ports
): Promise<void> {
  const { id, environment } = deployment
  if (last === undefined) {
    report.seen({ state: 'pending', description: '', environmentUrl: '', logUrl: '', createdAt: '' })
    return
  }
  if (isContentWith(last.state, wanted)) return
  const ended = { ...last, id, environment }
  if (ended.state !== 'inactive' || !isContentWith('success', wanted)) throw deploymentEndedAs({ ...ended, wanted })
  if (!(await github.statuses.everSucceeded(deployment.id))) throw inactiveWithoutSuccess(ended)
  report.note(supersededMeanwhile({ id, environment }))
}
