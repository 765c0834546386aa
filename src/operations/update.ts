import { shortened, shortRef } from '../domain/deployment.ts'
import { describeOutcome, outcomeOf } from '../domain/outcome.ts'
import { Problem } from '../domain/problem.ts'
import { replicaLag, type Ports } from '../ports.ts'
import type { StatusTexts } from './deploy.ts'
import { adviseOneRecord } from './jobs-own.ts'
import { lookAndWriteStatus } from './status.ts'
import { findTarget, whyNotOurs, type Found, type Target } from './target.ts'

export interface UpdateCommand extends StatusTexts {
  operation: 'update'
  target: Target
  /** A deployment state, `cancelled` or `skipped`. */
  word: string
}

/** Adds one status to an existing deployment. */
export async function update(command: UpdateCommand, ports: Ports): Promise<void> {
  const { target, word, description, environmentUrl, logUrl, autoInactive } = command
  const { deployment, sought, besideJobsOwn } = await findRecent(target, ports)
  if (besideJobsOwn !== undefined) adviseOneRecord(ports, besideJobsOwn)
  if (deployment === undefined) {
    throw new Problem(
      `There is no deployment to update: looked for ${sought}.`,
      'Create one before with "operation: create", or give its number with the input "deployment-id".'
    )
  }
  const notOurs = whyNotOurs(deployment, target.by === 'event' ? target : {})
  if (notOurs !== undefined) {
    ports.tell({ kind: 'note', level: 'info', text: notOurs })
    return
  }
  ports.tell({ kind: 'deployment', how: 'found', deployment, logUrl })
  const outcome = outcomeOf(word, deployment)
  await lookAndWriteStatus(
    deployment,
    {
      state: outcome.state,
      description: description ?? shortened(describeOutcome(outcome.word, shortRef(deployment.sha))),
      ...(environmentUrl === undefined ? {} : { environmentUrl }),
      logUrl,
      autoInactive
    },
    ports
  )
}

/** Looks twice: not every replica knows yet of what another job has made a moment ago. */
async function findRecent(target: Target, ports: Ports): Promise<Found> {
  const found = await findTarget(target, ports)
  if (found.deployment !== undefined) return found
  await ports.clock.sleep(replicaLag)
  return findTarget(target, ports)
}
