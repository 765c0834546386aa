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

interface Program {
  file: string
  env: Record<string, string>
  /** The end of the URL of its first request, or of `deploy` of the creation. */
  awaited: string
}

interface Times {
  /** Milliseconds from the start of the process to the awaited request. */
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
  return {
    title: 'Start: from the start of the process to its first request, and to its end',
    head: ['Program', 'First request, ms', 'End, ms', 'First, of bare', 'End, of bare'],
    rows: [...(await rowsFor('http')), ...(await rowsFor('https'))],
    notes: [
      `Medians of ${runs} interleaved runs on Node ${process.version}; answers come at once.`,
      'Of deploy the creation is timed, which has a look at the environment beside it.'
    ]
  }
}

async function rowsFor(protocol: 'http' | 'https'): Promise<Measured['rows']> {
  const folder = mkdtempSync(join(tmpdir(), 'startup-'))
  const certificate = certificateFor('127.0.0.1')
  const server = protocol === 'https' ? https.createServer(certificate, answer) : http.createServer(answer)
  try {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const url = `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`
    const authority = join(folder, 'authority.pem')
    writeFileSync(authority, certificate.cert)
    const env = { ...surroundings(url, folder), NODE_EXTRA_CA_CERTS: authority }
    const programs: Record<string, Program> = {
      'one bare request': { file: 'scripts/bench/floor.cjs', env, awaited: '/deployments' },
      create: { file: 'dist/index.js', env: { ...env, INPUT_OPERATION: 'create' }, awaited: '/deployments' },
      deploy: { file: 'dist/index.js', env, awaited: '/deployments' },
      'post of deploy': { file: 'dist/post.js', env: { ...env, STATE_receipt: receipt(url) }, awaited: '/graphql' }
    }
    const times = new Map<string, Times[]>(Object.keys(programs).map(name => [name, []]))
    for (let run = 0; run <= runs; run++) {
      for (const [name, program] of Object.entries(programs)) {
        const taken = await time(program, server)
        // The first turn warms the caches of the machine.
        if (run > 0) times.get(name)?.push(taken)
      }
    }
    const floor = times.get('one bare request') ?? []
    return [...times].map(([name, taken]) => [
      `${name}, ${protocol}`,
      Math.round(median(taken.map(({ first }) => first))),
      Math.round(median(taken.map(({ exit }) => exit))),
      ratio(taken, floor, 'first'),
      ratio(taken, floor, 'exit')
    ])
  } finally {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function time({ file, env, awaited }: Program, server: http.Server): Promise<Times> {
  let arrived = NaN
  const listen = ({ url = '' }: http.IncomingMessage): void => {
    if (url.endsWith(awaited) && Number.isNaN(arrived)) arrived = performance.now()
  }
  server.prependListener('request', listen)
  const began = performance.now()
  // A program that repeats its requests does not get the answers that it expects: see `answer`.
  const child = spawn(process.execPath, [join(root, file)], { env, stdio: 'ignore', timeout: 30_000 })
  const code = await new Promise(resolve => child.on('exit', resolve))
  const exit = performance.now() - began
  server.off('request', listen)
  if (code !== 0 || Number.isNaN(arrived)) throw new Error(`${file} ended with ${String(code)}`)
  return { first: arrived - began, exit }
}

/** Answers the requests of these programs at once, so that only the start is measured. */
function answer(request: http.IncomingMessage, response: http.ServerResponse): void {
  request.resume()
  const { url = '' } = request
  const sha = 'a'.repeat(40)
  const latestStatus = { id: 'DES_1', state: 'IN_PROGRESS' }
  const ids = { id: 'DE_1', commitOid: sha, environment: 'staging', task: 'deploy' }
  const node = { ...ids, latestStatus, newestStatuses: { nodes: [] } }
  const deployments = { pageInfo: { hasNextPage: false }, nodes: [node] }
  const created_at = new Date().toISOString()
  const body = url.endsWith('/graphql')
    ? { data: { repository: { deployments }, node, nodes: [] } }
    : url.endsWith('/statuses')
      ? { id: 17_300_000_001, state: 'success', created_at }
      : { id: 4_512_000_001, node_id: 'DE_1', sha, environment: 'staging', created_at }
  response.writeHead(url.endsWith('/graphql') ? 200 : 201, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
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

function ratio(taken: readonly Times[], floor: readonly Times[], what: keyof Times): number {
  const ratios = taken.map((times, turn) => times[what] / (floor[turn]?.[what] ?? NaN))
  return Math.round(median(ratios) * 100) / 100
}

/** Returns the value in the middle. The number of values is odd. */
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
