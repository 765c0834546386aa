import type { Deployment } from '../domain/deployment.ts'
import type { Intent } from '../domain/intent.ts'
import { at, numberAt, textAt } from '../domain/json.ts'
import { Problem } from '../domain/problem.ts'
import type { Repository } from '../domain/run.ts'
import type { AutoInactive } from '../domain/superseding.ts'
import { isWebAddress } from './text-rules.ts'

/**
 * What main leaves for post: what was begun, and what is needed to end it. There is no secret in it. Post trusts it
 * rather than its inputs, which may come back empty or foreign inside nested composite actions.
 */
export interface Receipt {
  operation: 'deploy' | 'create'
  apiUrl: string
  repository: Repository
  /** When main began, in milliseconds. */
  startedAt: number
  description?: string
  /** What the deployment was linked to at first. */
  environmentUrl?: string
  logUrl: string
  /** Set if the author gave the log URL: then the late one may be what is left of it. */
  isLogUrlGiven?: true
  autoInactive: AutoInactive
  summary: boolean
  /** What was about to be created, as long as no answer has come or the answer may not be the only one. */
  intent?: Intent
  /** Set where the deployment needs no end of ours. */
  isEnded?: true
  deployment?: Deployment
  previousSha?: string
  /** Older deployments of the same task that the newest of the environment did not show, by `nodeId`. */
  older?: { nodeIds: string[]; isAll: boolean }
}

/** The runner hands state over in an environment variable, and with one above 128 KiB post would not even start. */
const longestText = 4096

/** The payload stays behind: it is not needed any more. So does what a server writes without end. */
export function writeReceipt(receipt: Receipt): string {
  const { deployment, ...rest } = receipt
  return JSON.stringify(
    deployment === undefined ? rest : { ...rest, deployment: { ...deployment, payload: {} } },
    (_key, value: unknown) => (typeof value === 'string' ? value.slice(0, longestText) : value)
  )
}

/** @throws Problem where the text is none of ours */
export function readReceipt(text: string): Receipt {
  try {
    return parse(JSON.parse(text))
  } catch {
    throw new Problem(
      'The state that the main step saved cannot be read, so a deployment that it started cannot be finished.',
      'Check the environment, and set the final state with "operation: update".'
    )
  }
}

function parse(json: unknown): Receipt {
  const apiUrl = textAt(json, 'apiUrl')
  const description = textAt(json, 'description')
  const environmentUrl = textAt(json, 'environmentUrl')
  const previousSha = textAt(json, 'previousSha')
  const intent = at(json, 'intent')
  const deployment = at(json, 'deployment')
  const older = at(json, 'older')
  return {
    operation: needed((['deploy', 'create'] as const).find(word => word === at(json, 'operation'))),
    apiUrl: needed(apiUrl !== undefined && isWebAddress(apiUrl) ? apiUrl : undefined),
    repository: {
      owner: needed(textAt(json, 'repository', 'owner')),
      name: needed(textAt(json, 'repository', 'name'))
    },
    startedAt: needed(numberAt(json, 'startedAt')),
    logUrl: needed(textAt(json, 'logUrl')),
    autoInactive: needed((['true', 'false', 'always'] as const).find(word => word === at(json, 'autoInactive'))),
    summary: at(json, 'summary') !== false,
    ...(description === undefined ? {} : { description }),
    ...(environmentUrl === undefined ? {} : { environmentUrl }),
    ...(previousSha === undefined ? {} : { previousSha }),
    ...(at(json, 'isLogUrlGiven') === true ? { isLogUrlGiven: true } : {}),
    ...(older === undefined ? {} : { older: parseOlder(older) }),
    ...(intent === undefined ? {} : { intent: parseIntent(intent) }),
    ...(at(json, 'isEnded') === true ? { isEnded: true } : {}),
    ...(deployment === undefined ? {} : { deployment: parseDeployment(deployment) })
  }
}

function parseOlder(json: unknown): { nodeIds: string[]; isAll: boolean } {
  const nodeIds = at(json, 'nodeIds')
  const isText = (nodeId: unknown): nodeId is string => typeof nodeId === 'string' && nodeId !== ''
  return { nodeIds: (Array.isArray(nodeIds) ? nodeIds : []).filter(isText), isAll: at(json, 'isAll') === true }
}

function parseIntent(json: unknown): Intent {
  const sentAt = numberAt(json, 'sentAt')
  return {
    ref: needed(textAt(json, 'ref')),
    task: needed(textAt(json, 'task')),
    environment: needed(textAt(json, 'environment')),
    payload: needed(textAt(json, 'payload')),
    description: textAt(json, 'description') ?? '',
    marked: at(json, 'marked') === true,
    at: needed(numberAt(json, 'at')),
    ...(sentAt === undefined ? {} : { sentAt })
  }
}

const parseDeployment = (json: unknown): Deployment => ({
  id: needed(numberAt(json, 'id')),
  nodeId: textAt(json, 'nodeId') ?? '',
  url: textAt(json, 'url') ?? '',
  sha: needed(textAt(json, 'sha')),
  ref: textAt(json, 'ref') ?? '',
  task: textAt(json, 'task') ?? '',
  environment: needed(textAt(json, 'environment')),
  description: textAt(json, 'description') ?? '',
  payload: {},
  transient: at(json, 'transient') === true,
  production: at(json, 'production') === true,
  createdAt: textAt(json, 'createdAt') ?? ''
})

function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('incomplete')
  return value
}
