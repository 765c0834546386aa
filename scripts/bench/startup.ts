import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import * as http from 'node:http'
import * as https from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { certificateFor } from '../../__tests__/simulator/certificate.ts'
import type { Measured } from '../table.ts'

const root = join(import.meta.dirname, '..', '..')
const runs = 21

type Protocol = 'http' | 'https'

interface Times {
  /** Milliseconds from the start of the process to its first request, or of `deploy` to the creation beside it. */
  first: number
  /** Milliseconds to the end of the process. */
  exit: number
}

/**
 * Measures a step that does nothing: the time from the start of the process to its first request, and to its end. Compares
 * it with a bare process that sends one request, without TLS and with TLS. The programs take turns, and each turn has its
 * own ratio.
 */
export async function startup(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'startup-'))
  try {
    const rows = [...(await rowsFor('http', folder)), ...(await rowsFor('https', folder))]
    return {
      title: 'Start: from the start of the process to its first request, and to its end',
      head: ['Program', 'First request, ms', 'End, ms', 'First, of bare', 'End, of bare'],
      rows,
      notes: [
        `Medians of ${runs} interleaved runs on Node ${process.version}; answers come at once.`,
        'Of deploy the creation is timed, which has a look at the environment beside it.'
      ]
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function rowsFor(protocol: Protocol, folder: string): Promise<Measured['rows']> {
  const server = await Answers.start(protocol, folder)
  const environment = { ...surroundings(server.url, folder), NODE_EXTRA_CA_CERTS: server.authority }
  const programs: Record<string, { file: string; env: Record<string, string>; awaited?: string }> = {
    'one bare request': { file: 'scripts/bench/floor.cjs', env: environment },
    create: { file: 'dist/index.js', env: { ...environment, INPUT_OPERATION: 'create' } },
    deploy: { file: 'dist/index.js', env: environment },
    'post of deploy': {
      file: 'dist/post.js',
      env: { ...environment, STATE_receipt: receipt(server.url) },
      awaited: '/graphql'
    }
  }
  const times = new Map<string, Times[]>(Object.keys(programs).map(name => [name, []]))
  for (let run = 0; run <= runs; run++) {
    for (const [name, { file, env, awaited = '/deployments' }] of Object.entries(programs)) {
      server.awaited = awaited
      const taken = await time(join(root, file), env, server)
      // The first turn warms the caches of the machine.
      if (run > 0) times.get(name)?.push(taken)
    }
  }
  server.stop()
  const floor = times.get('one bare request') ?? []
  return [...times].map(([name, taken]) => [
    `${name}, ${protocol}`,
    Math.round(median(taken.map(({ first }) => first))),
    Math.round(median(taken.map(({ exit }) => exit))),
    ratio(taken, floor, 'first'),
    ratio(taken, floor, 'exit')
  ])
}

/** The part of the runner's environment that matters here. */
function surroundings(url: string, folder: string): Record<string, string> {
  const file = (name: string): string => {
    const path = join(folder, name)
    writeFileSync(path, '{}')
    return path
  }
  return {
    GITHUB_API_URL: url,
    GITHUB_REPOSITORY: 'octo/app',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: file('event'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_RUN_ID: '1',
    GITHUB_JOB: 'deploy',
    GITHUB_ACTION: '__run',
    'INPUT_CHECK-RUN-ID': '1',
    INPUT_ENVIRONMENT: 'staging',
    INPUT_TOKEN: 'token',
    'INPUT_WORKFLOW-TOKEN': 'token',
    'INPUT_JOB-STATUS': 'success'
  }
}

function ratio(taken: readonly Times[], floor: readonly Times[], what: keyof Times): number {
  const ratios = taken.map((times, turn) => times[what] / (floor[turn]?.[what] ?? NaN))
  return Math.round(median(ratios) * 100) / 100
}

async function time(file: string, env: Record<string, string>, server: Answers): Promise<Times> {
  server.first = 0
  const began = performance.now()
  // A program that repeats its requests does not get the answers that it expects: see `Answers`.
  const child = spawn(process.execPath, [file], { env, stdio: 'ignore', timeout: 30_000 })
  const code = await new Promise(resolve => child.on('exit', resolve))
  const exit = performance.now() - began
  if (code !== 0 || server.first === 0) throw new Error(`${file} ended with ${String(code)}`)
  return { first: server.first - began, exit }
}

/** A server with a fixed answer for each request of these programs, so that only the start is measured. */
class Answers {
  /** The end of the URL to wait for. */
  awaited = ''
  /** When this request arrived, or 0. */
  first = 0
  url = ''
  /** The file with the certificate to trust. */
  readonly authority: string
  readonly #server: http.Server
  readonly #answer: http.RequestListener = (request, response) => {
    if (request.url?.endsWith(this.awaited)) this.first ||= performance.now()
    request.resume()
    const at = new Date().toISOString()
    const latestStatus = { id: 'DES_1', state: 'IN_PROGRESS' }
    const node = {
      id: 'DE_1',
      commitOid: 'a'.repeat(40),
      environment: 'staging',
      task: 'deploy',
      latestStatus,
      newestStatuses: { nodes: [] }
    }
    const page = { pageInfo: { hasNextPage: false }, nodes: [node] }
    const answer = request.url?.endsWith('/graphql')
      ? { data: { repository: { deployments: page }, node, nodes: [] } }
      : request.url?.endsWith('/statuses')
        ? { id: 17_300_000_001, state: 'success', created_at: at }
        : { id: 4_512_000_001, node_id: 'DE_1', sha: 'a'.repeat(40), environment: 'staging', created_at: at }
    response.writeHead(request.url?.endsWith('/graphql') ? 200 : 201, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer))
  }

  private constructor(protocol: Protocol, folder: string) {
    const certificate = certificateFor('127.0.0.1')
    this.authority = join(folder, 'authority.pem')
    writeFileSync(this.authority, certificate.cert)
    this.#server =
      protocol === 'https' ? https.createServer(certificate, this.#answer) : http.createServer(this.#answer)
  }

  static async start(protocol: Protocol, folder: string): Promise<Answers> {
    const answers = new Answers(protocol, folder)
    await new Promise<void>(resolve => answers.#server.listen(0, '127.0.0.1', resolve))
    answers.url = `${protocol}://127.0.0.1:${(answers.#server.address() as AddressInfo).port}`
    return answers
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}

/** The state that main passes to post. */
const receipt = (apiUrl: string): string =>
  JSON.stringify({
    operation: 'deploy',
    apiUrl,
    repository: { owner: 'octo', name: 'app' },
    startedAtMs: Date.now(),
    logUrl: 'https://github.com/octo/app/actions/runs/1',
    autoInactive: true,
    summary: false,
    deployment: { id: 4_512_000_001, nodeId: 'DE_1', sha: 'a'.repeat(40), environment: 'staging', task: 'deploy' }
  })

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = NaN, high = NaN] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}
