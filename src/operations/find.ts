import type { CommitSource } from '../domain/commit.ts'
import { isJobsOwn, shortRef, type State } from '../domain/deployment.ts'
import { Problem } from '../domain/problem.ts'
import type { Past, Ports } from '../ports.ts'
import { resolveCommit } from './commit.ts'
import { adviseOneRecord } from './jobs-own.ts'
import { Recorded } from './recorded.ts'

export interface FindCommand {
  operation: 'find'
  environment: string
  state: State
  commit?: CommitSource
  task?: string
}

/**
 * Looks up the newest deployment of an environment in a state and, as its predecessor, the newest older one that ever
 * succeeded: what to compare with, or to roll back to.
 */
export async function find(command: FindCommand, ports: Ports): Promise<void> {
  const { github, tell } = ports
  const ref = command.commit === undefined ? undefined : await resolveCommit(command.commit, ports)
  const asGiven = await search(command, ref, ports)
  const spelling = asGiven.looked === 0 ? await github.spelling(command.environment) : undefined
  const { found, previous, looked, besideOwn } =
    spelling === undefined ? asGiven : await search({ ...command, environment: spelling }, ref, ports)
  if (besideOwn) adviseOneRecord(ports, command.environment)
  if (found === undefined) {
    tell({ kind: 'note', level: 'info', text: nothing(command, ref, looked) })
    return
  }
  const records = await github.records(previous === undefined ? [found] : [found, previous])
  const deployment = records.get(found.nodeId)
  if (deployment === undefined) {
    throw new Problem(
      `The deployment of ${found.sha} to ${found.environment} was deleted while it was looked up.`,
      'Run the step again.'
    )
  }
  tell({ kind: 'deployment', how: 'found', deployment })
  const { state = '', environmentUrl = '', logUrl = '' } = found
  tell({ kind: 'seen', status: { state, environmentUrl, logUrl, description: '', createdAt: '' } })
  const id = previous === undefined ? undefined : records.get(previous.nodeId)?.id
  tell({ kind: 'previous', sha: previous?.sha, ...(id === undefined ? {} : { id }) })
}

interface Search {
  found?: Past
  previous?: Past
  /** How many deployments were looked at, and whether GitHub's own record for this job was among them. */
  looked: number
  besideOwn: boolean
}

/** The ref picks the deployment that is looked for; its predecessor may have come from anywhere. */
async function search(command: FindCommand, ref: string | undefined, { github, run }: Ports): Promise<Search> {
  const { environment, state, task } = command
  const filter = { environment, ...(task === undefined ? {} : { task }) }
  const recorded = ref === undefined ? undefined : await Recorded.for(ref, filter, github)
  let found: Past | undefined
  let looked = 0
  let besideOwn = false
  for await (const page of github.history(environment)) {
    for (const past of page) {
      looked++
      const isOwn = isJobsOwn(past, run)
      if (isOwn) besideOwn = true
      if (isOwn || (task !== undefined && past.task !== task)) continue
      if (found !== undefined) {
        if (past.succeeded ?? (await github.everSucceeded(past))) return { found, previous: past, looked, besideOwn }
        continue
      }
      const isRecorded = recorded === undefined || (await recorded.has(past))
      if (isRecorded && past.state === state) found = past
      else if (recorded?.endsBefore(past) === true) return { looked, besideOwn }
    }
  }
  return { looked, besideOwn, ...(found === undefined ? {} : { found }) }
}

/** What to say where nothing was found: what was looked for, and how far. */
function nothing({ environment, state, task }: FindCommand, ref: string | undefined, looked: number): string {
  const of = `${ref === undefined ? '' : ` of ${shortRef(ref)}`}${task === undefined ? '' : ` with the task ${task}`}`
  return `Found nothing: none of the ${looked} deployments of ${environment} that were looked at is a deployment${of} in the state ${state}.`
}
