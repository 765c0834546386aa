import type { Deployment } from '../domain/deployment.ts'
import type { Intent } from '../domain/intent.ts'
import { at, numberAt, textAt } from '../domain/json.ts'
import { Problem } from '../domain/problem.ts'
import type { Repository } from '../domain/run.ts'
import type { AutoInactive } from '../domain/superseding.ts'
import { isWebAddress } from './text-rules.ts'

/**
 * State that main passes to post: the deployment that main started, and all data needed to end it. Contains no secrets.
 * Post trusts this state more than its inputs, which may be empty or belong to another action inside nested composite
 * actions.
 */
export interface Receipt {
  operation: 'deploy' | 'create'
  apiUrl: string
  repository: Repository
  /** Start time of main, in milliseconds. */
  startedAt: number
  description?: string
  /** Environment URL that main set for the deployment. */
  environmentUrl?: string
  logUrl: string
  /** Set if the author set the log URL. The value in post may then be only a part of it. */
  isLogUrlGiven?: true
  autoInactive: AutoInactive
  summary: boolean
  /** Deployment to create. Kept until GitHub answers, or longer if there may be a second deployment. */
  intent?: Intent
  /** Set if post does not need to end the deployment. */
  isEnded?: true
  deployment?: Deployment
  previousSha?: string
  /** Older deployments of the same task that are not among the newest of the environment, by `nodeId`. */
  older?: { nodeIds: string[]; isAll: boolean }
}

/**
 * Maximum length of a text. The runner passes state in an environment variable, and post would not start if the
 * variable were larger than 128 KiB.
 */
const longestText = 4096

/** Serializes a receipt. Omits the payload because post does not need it, and cuts long texts from a server. */
export function writeReceipt(receipt: Receipt): string {
  const { deployment, ...rest } = receipt
  return JSON.stringify(
    deployment === undefined ? rest : { ...rest, deployment: { ...deployment, payload: {} } },
    (_key, value: unknown) => (typeof value === 'string' ? value.slice(0, longestText) : value)
  )
}

/**
 * Parses a receipt.
 *
 * @throws Problem if this action did not write the text
 */
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
