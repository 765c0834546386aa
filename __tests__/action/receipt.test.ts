import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { anyCharacter, webUrl } from '../arbitraries.ts'
import type { Connection } from '../../src/action/connection.ts'
import { main, type Surroundings } from '../../src/action/main-phase.ts'
import { post } from '../../src/action/post-phase.ts'
import { readReceipt, writeReceipt, type Receipt } from '../../src/action/receipt.ts'
import type { Deployment } from '../../src/domain/deployment.ts'
import { Problem } from '../../src/messages/problem.ts'
import type { NewestDeployments } from '../../src/domain/history.ts'
import type { GitHub } from '../../src/ports.ts'
import { RecordedRunner } from './recorded-runner.ts'

const sha = 'a'.repeat(40)
const deployment: Deployment = {
  id: 5_000_000_001,
  nodeId: 'DE_1',
  url: 'https://api.github.com/repos/octo/app/deployments/5000000001',
  sha,
  ref: sha,
  task: 'deploy',
  environment: 'staging',
  description: 'Deploy aaaaaaa to staging',
  payload: {},
  transient: true,
  production: false,
  createdAt: '2025-01-02T03:04:05Z'
}
const receipt: Receipt = {
  operation: 'deploy',
  apiUrl: 'https://api.github.com',
  repository: { owner: 'octo', name: 'app' },
  startedAtMs: 1_735_787_045_000,
  logUrl: 'https://github.com/octo/app/actions/runs/11/job/22',
  autoInactive: true,
  summary: true
}
const intent: Receipt['intent'] = {
  ref: sha,
  task: 'deploy',
  environment: 'staging',
  payload: 'd'.repeat(64),
  description: '',
  isMarked: true,
  savedAtMs: 1_735_787_045_000
}
const unreadable = {
  message: 'The state that the main step saved cannot be read, so a deployment that it started cannot be finished.',
  remedy: 'Check the environment, and set the final state with "operation: update".'
}

const text = fc.string({ minLength: 1, unit: anyCharacter })
const time = fc.nat(Number.MAX_SAFE_INTEGER)
/** Objects from JSON have a normal prototype. */
const plain = { noNullPrototype: true }
const anyReceipt: fc.Arbitrary<Receipt> = fc.record(
  {
    operation: fc.constantFrom('deploy' as const, 'create' as const),
    apiUrl: webUrl,
    repository: fc.record({ owner: text, name: text }, plain),
    startedAtMs: time,
    logUrl: text,
    autoInactive: fc.boolean(),
    summary: fc.boolean(),
    description: text,
    previousSha: text,
    intent: fc.record(
      {
        ref: text,
        task: text,
        environment: text,
        payload: text,
        description: fc.string(),
        isMarked: fc.boolean(),
        savedAtMs: time
      },
      plain
    ),
    deployment: fc.record(
      {
        id: time,
        nodeId: fc.string(),
        url: fc.string(),
        sha: text,
        ref: fc.string(),
        task: fc.string(),
        environment: text,
        description: fc.string(),
        payload: fc.constant({}),
        transient: fc.boolean(),
        production: fc.boolean(),
        createdAt: fc.string()
      },
      plain
    )
  },
  { ...plain, requiredKeys: ['operation', 'apiUrl', 'repository', 'startedAtMs', 'logUrl', 'autoInactive', 'summary'] }
)

describe('a receipt', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(anyReceipt, written => {
        expect(readReceipt(writeReceipt(written))).toEqual(written)
      })
    )
  })

  test('leaves the payload behind, however large', () => {
    const large = { ...deployment, payload: { text: 'x'.repeat(1024 * 1024) } }
    const written = writeReceipt({ ...receipt, deployment: large })
    expect(written.length).toBeLessThan(1000)
    expect(readReceipt(written).deployment).toEqual(deployment)
  })

  test('stays far below what an environment variable holds, with the longest texts there are', () => {
    const long = (length: number): string => '🚀'.repeat(length)
    const written = writeReceipt({
      ...receipt,
      description: long(140),
      intent: { ...intent, environment: long(255), description: long(140) },
      deployment: { ...deployment, environment: long(255), description: long(140) }
    })
    // https://man7.org/linux/man-pages/man2/execve.2.html (MAX_ARG_STRLEN)
    expect(Buffer.byteLength(written)).toBeLessThan((128 * 1024) / 10)
  })
})

describe('a receipt that was cut off', () => {
  const whole = { ...receipt, intent, deployment }

  test.each(['{', 'true', 'receipt', 'null', '[]', '\u0000'])('the text %j', garbled => {
    expect(refusal(garbled)).toEqual(unreadable)
  })

  test('anywhere, is none', () => {
    const written = writeReceipt(whole)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: written.length - 1 }), length => {
        expect(refusal(written.slice(0, length))).toEqual(unreadable)
      })
    )
  })
})

/** Methods of GitHub that a test needs. */
type Needed = { [Topic in keyof GitHub]?: Partial<GitHub[Topic]> }

/** Returns the surroundings of the two stages, and records the connections. */
function around(runner: RecordedRunner, github: Needed = {}): Surroundings & { connections: Connection[] } {
  const connections: Connection[] = []
  return {
    connections,
    runner,
    workspace: { head: () => Promise.resolve(sha) },
    clock: { now: () => 1_735_787_045_000, sleep: () => Promise.resolve() },
    run: {
      serverUrl: 'https://github.com',
      apiUrl: 'https://api.github.com',
      repository: { owner: 'octo', name: 'app' },
      runId: 11,
      runAttempt: 1,
      checkRunId: 22,
      workflow: 'Deploy',
      job: 'ship',
      step: '__run',
      actor: 'octocat',
      event: 'push'
    },
    event: { name: 'push', payload: {}, sha },
    cancelled: new AbortController().signal,
    connect: connection => {
      connections.push(connection)
      return github as GitHub
    }
  }
}

const inputs = {
  operation: 'deploy',
  environment: 'staging',
  payload: '{"what":"only GitHub may know"}',
  description: 'Ship it',
  token: 'ghp_own',
  'workflow-token': 'ghs_workflow',
  'job-status': 'success',
  summary: 'true'
}

describe('the state that main saves', () => {
  const newestOfEnvironment = (): Promise<NewestDeployments> =>
    Promise.resolve({ deployments: [], of: 'environment', isAll: true })

  test('is the intent before the creation, then the deployment; never a token, never the payload', async () => {
    const runner = new RecordedRunner(inputs)
    let before = ''
    const github: Needed = {
      listing: { newestOfEnvironment },
      creation: {
        create: wanted => {
          before = runner.saved()
          return Promise.resolve({ ...deployment, payload: wanted.payload })
        }
      },
      statuses: {
        add: (_, { state, description, logUrl }) =>
          Promise.resolve({ id: 7, state, description, environmentUrl: '', logUrl, createdAt: '' })
      }
    }
    await main(around(runner, github))
    expect(readReceipt(before)).toMatchObject({ ...receipt, description: 'Ship it', intent: { ref: sha } })
    expect(readReceipt(before)).not.toHaveProperty('deployment')
    expect(readReceipt(runner.saved())).toEqual({ ...receipt, description: 'Ship it', deployment })
    expect(runner.states.join('')).not.toMatch(/ghp_own|ghs_workflow|only GitHub may know/)
  })

  test('stays when the creation fails', async () => {
    const runner = new RecordedRunner(inputs)
    const create = (): Promise<Deployment> => Promise.reject(new Problem('Lost.', 'Look.'))
    const github: Needed = { listing: { newestOfEnvironment }, creation: { create } }
    await expect(main(around(runner, github))).rejects.toThrow('Lost.')
    expect(readReceipt(runner.saved()).intent).toMatchObject({ ref: sha, environment: 'staging' })
    expect(runner.states.join('')).not.toMatch(/ghp_own|ghs_workflow|only GitHub may know/)
  })
})

describe('post with a receipt', () => {
  const ended: Needed = {
    listing: { look: () => Promise.resolve({ state: 'success', succeeded: true, also: [] }) }
  }
  const tokensOf = async (late: Record<string, string>, written: Receipt): Promise<readonly string[]> => {
    const surroundings = around(new RecordedRunner({ ...inputs, ...late }, writeReceipt(written)), ended)
    await post(surroundings)
    return surroundings.connections.flatMap(({ tokens }) => tokens)
  }
  const begun = { ...receipt, deployment }
  const elsewhere = { ...begun, apiUrl: 'https://ghe.example.com/api/v3' }

  test.each<[string, Record<string, string>, Receipt, string[]]>([
    ['both tokens, the own one first', {}, begun, ['ghp_own', 'ghs_workflow']],
    ["the workflow's where the own one was lost", { token: '' }, begun, ['ghs_workflow']],
    ['one that is given twice', { token: 'ghs_workflow' }, begun, ['ghs_workflow']],
    ["never the workflow's for another host", {}, elsewhere, ['ghp_own']]
  ])('it sends %s', async (_, late, written, tokens) => {
    expect(await tokensOf(late, written)).toEqual(tokens)
  })

  test.each(['', 'ghs_workflow'])(
    'without a token for another host (%j) it says so, and sends nothing',
    async token => {
      const surroundings = around(new RecordedRunner({ ...inputs, token }, writeReceipt(elsewhere)), ended)
      await expect(post(surroundings)).rejects.toThrow(
        'The token for octo/app is no longer available, so the deployment that this step started there cannot be finished.'
      )
      expect(surroundings.connections).toEqual([])
    }
  )

  test('a garbled one is an error, and nothing is sent', async () => {
    const surroundings = around(new RecordedRunner(inputs, '{"operation":"deploy"'))
    await expect(post(surroundings)).rejects.toThrow(unreadable.message)
    expect(surroundings.connections).toEqual([])
  })

  test('a missing receipt is not an error', async () => {
    const surroundings = around(new RecordedRunner(inputs))
    await post(surroundings)
    expect(surroundings.connections).toEqual([])
  })
})

function refusal(written: string): { message: string; remedy: string } {
  try {
    readReceipt(written)
  } catch (error) {
    if (error instanceof Problem) return { message: error.message, remedy: error.remedy }
    throw error
  }
  throw new Error('It was accepted.')
}
