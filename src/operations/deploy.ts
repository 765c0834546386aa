import type { CommitSource } from '../domain/commit.ts'
import {
  isFinal,
  isJobsOwn,
  duration,
  shortened,
  shortRef,
  supersedes,
  type AutoInactive,
  type Deployment,
  type NewDeployment
} from '../domain/deployment.ts'
import { intentOf } from '../domain/intent.ts'
import { describeOutcome, outcomeOf } from '../domain/outcome.ts'
import { explain } from '../domain/problem.ts'
import type { CourseOfCreation, Glance, Look, Ports } from '../ports.ts'
import { resolveCommit } from './commit.ts'
import { adviseOneRecord } from './jobs-own.ts'
import { supersede } from './supersede.ts'
import { whyNotOurs } from './target.ts'

/** The deployment that an author describes, before its commit is known. */
export interface Plan extends Omit<NewDeployment, 'ref' | 'description'> {
  commit: CommitSource
  /** Whether the payload is ours and names this very step. */
  marked: boolean
}

/** What is written beside every state. */
export interface StatusTexts {
  description?: string
  environmentUrl?: string
  logUrl: string
  autoInactive: AutoInactive
}

export interface DeployCommand extends StatusTexts {
  operation: 'deploy'
  begin:
    | { kind: 'new'; plan: Plan }
    | {
        kind: 'take over'
        existing: number | Deployment
        /** Which deployments the workflow is responsible for. */
        environment?: string
        task?: string
      }
}

/** Main's half: creates the deployment, or takes an existing one over, and sets it `in_progress`. */
export async function begin(command: DeployCommand, ports: Ports): Promise<void> {
  if (command.begin.kind === 'new') {
    const { environment } = command.begin.plan
    const previous = lookAround(environment, ports)
    const deployment = await createPlanned(command.begin.plan, ports, command)
    await start(command, deployment, previous, ports)
    return
  }
  const { existing, ...wanted } = command.begin
  const deployment = typeof existing === 'number' ? await ports.github.deployment(existing) : existing
  const notOurs = whyNotOurs(deployment, wanted)
  if (notOurs !== undefined) {
    ports.tell({ kind: 'note', level: 'info', text: notOurs })
    return
  }
  const previous = lookAround(deployment.environment, ports)
  ports.tell({ kind: 'deployment', how: 'taken over', deployment, logUrl: command.logUrl })
  await start(command, deployment, previous, ports)
}

/** Creates a deployment as planned; the intent is told before the request leaves. */
export async function createPlanned(
  plan: Plan,
  ports: Ports,
  { description, logUrl }: StatusTexts
): Promise<Deployment> {
  const { commit, marked, ...fields } = plan
  const ref = await resolveCommit(commit, ports)
  const wanted: NewDeployment = {
    ...fields,
    ref,
    description: description ?? shortened(`Deploy ${shortRef(ref)} to ${plan.environment}`)
  }
  const intent = await intentOf(wanted, marked, ports.clock.now())
  ports.tell({ kind: 'intent', intent })
  const hear = (course: CourseOfCreation): void => ports.tell({ kind: 'creation', course })
  const deployment = await ports.github.createDeployment(wanted, intent, hear)
  ports.tell({ kind: 'deployment', how: 'created', deployment, logUrl })
  return deployment
}

async function start(
  command: DeployCommand,
  deployment: Deployment,
  previous: ReturnType<typeof lookAround>,
  ports: Ports
): Promise<void> {
  const { description, environmentUrl, logUrl } = command
  const commit = shortRef(deployment.sha)
  const status = await ports.github.addStatus(deployment, {
    state: 'in_progress',
    description: description ?? describeOutcome('in_progress', commit),
    ...(environmentUrl === undefined ? {} : { environmentUrl }),
    logUrl,
    autoInactive: true
  })
  ports.tell({ kind: 'status', status, deployment })
  await previous.tellAbout(deployment)
}

/**
 * Looks at the environment beside the creation, not after it: what was live before, and whether GitHub keeps a record
 * of its own for this job. That it fails is no failure of the deployment.
 */
function lookAround(environment: string, ports: Ports): { tellAbout: (own: Deployment) => Promise<void> } {
  const { github, tell, run } = ports
  const look = (name: string): Promise<Glance | Error> => github.glance(name).catch((error: unknown) => error as Error)
  const asGiven = look(environment)
  return {
    async tellAbout(own) {
      // GitHub's answer to the creation tells how it spells the environment.
      const glance = await (own.environment === environment ? asGiven : look(own.environment))
      if (glance instanceof Error) {
        const text = `What was live in ${environment} before is not known: ${explain(glance)}`
        tell({ kind: 'note', level: 'info', text })
        return
      }
      const others = glance.sightings.filter(({ nodeId }) => nodeId !== own.nodeId)
      const sha = others.find(({ state }) => state === 'success')?.sha
      tell({ kind: 'previous', sha, ...(glance.isAll ? {} : { among: others.length }) })
      if (others.some(other => isJobsOwn(other, run))) adviseOneRecord(ports, environment)
    }
  }
}

/** What main leaves for post. */
export interface Begun {
  deployment: Deployment
  /** When main began, in milliseconds. */
  startedAt: number
  description?: string
  /** What main has linked the deployment to. */
  environmentUrl?: string
  logUrl: string
  autoInactive: AutoInactive
}

/** Post's half: sets the final state, unless somebody else has, and deactivates what it supersedes. */
export async function finish(
  begun: Begun,
  late: { word: string; environmentUrl?: string },
  ports: Ports
): Promise<void> {
  const { github, tell, clock } = ports
  const { deployment, description, logUrl, autoInactive } = begun
  const outcome = outcomeOf(late.word, deployment)
  if (outcome.unknown === true) {
    tell({
      kind: 'note',
      level: 'warning',
      text: `"${late.word}" is no result that is known here, so the deployment is recorded as an error. Give a step's outcome, a job status or a deployment state.`
    })
  }
  const look = await github
    .look(deployment, supersedes(autoInactive, deployment, outcome.state))
    .catch((error: unknown): Look | undefined => {
      const text = `What has become of deployment ${deployment.id} meanwhile is not known, so its final state is written all the same: ${explain(error)}`
      tell({ kind: 'note', level: 'info', text })
      return undefined
    })
  if (look !== undefined && isFinal(look.state)) {
    const text = `Deployment ${deployment.id} has ended as ${look.state ?? ''} already, and stays so.`
    tell({ kind: 'note', level: 'info', text })
    tell({ kind: 'ended', state: look.state ?? '', environmentUrl: look.environmentUrl ?? '' })
    return
  }
  const took = duration(clock.now() - begun.startedAt)
  // What somebody has set since is newer than what main has set already.
  const newer = late.environmentUrl === begun.environmentUrl ? undefined : late.environmentUrl
  const environmentUrl = newer ?? look?.environmentUrl ?? begun.environmentUrl
  // What was seen before the success would be made inactive by GitHub and by us, unless all of it is left to us.
  const isOurs =
    supersedes(autoInactive, deployment, outcome.state) &&
    look?.seen?.every(({ state, task }) => state !== 'success' || task === deployment.task) === true
  const status = await github.addStatus(deployment, {
    state: outcome.state,
    description: description ?? shortened(describeOutcome(outcome.word, shortRef(deployment.sha), took)),
    ...(environmentUrl === undefined ? {} : { environmentUrl }),
    logUrl,
    autoInactive: autoInactive !== 'false' && !isOurs
  })
  tell({ kind: 'status', status, deployment })
  await supersede(deployment, { autoInactive, state: outcome.state, logUrl }, ports, look?.environment)
}
