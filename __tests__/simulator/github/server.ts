import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Answer } from './answer.ts'
import { failure } from './answer.ts'
import type { Effect, FaultHandle, FaultRule } from './faults.ts'
import { Faults, replacement } from './faults.ts'
import type { RepositoryOptions } from './git.ts'
import type { GraphqlRequest } from './graphql.ts'
import { readGraphql, rootFields, serveGraphql } from './graphql.ts'
import type { Kind, SecondaryLimits } from './limits.ts'
import { Limits } from './limits.ts'
import type { Clock, Repository } from './model.ts'
import { NOW, World } from './model.ts'
import type { Source } from './rest.ts'
import { match, serveRest } from './rest.ts'
import { rulesWith, type Rules } from './rules.ts'
import { answerViolations, requestViolations } from './schema.ts'
import type { Token, TokenOptions } from './tokens.ts'
import { Tokens } from './tokens.ts'

/** https://docs.github.com/rest/about-the-rest-api/api-versions#supported-api-versions */
const knownVersions: readonly string[] = ['2022-11-28', '2026-03-10']

export interface SimulatedGitHubOptions extends Partial<Rules> {
  /** GitHub Enterprise Server has its APIs under /api/v3 and /api/graphql. */
  flavour?: 'github.com' | 'enterprise'
  clock?: Clock
  /** Milliseconds from a request to its answer. */
  latency?: number
  /** Whether GraphQL answers 404, as on a very old server. */
  withoutGraphql?: boolean
  /** Whether the GraphQL schema lacks the mutations for deployments, as on an old server. */
  withoutMutations?: boolean
  /** Whether requests and answers are validated with GitHub's OpenAPI description. */
  checkSchema?: boolean
  secondaryLimits?: SecondaryLimits
  /** Versions of REST that are supported. The others have ended, if GitHub ever had them. */
  restVersions?: readonly string[]
  /**
   * How many mutations of a GraphQL request are completed before it times out.
   * https://github.com/LedgerHQ/ledger-live/pull/12368
   */
  mutationsInTime?: number
}

export interface LoggedRequest {
  /** Time on the server's clock. */
  readonly at: number
  readonly method: string
  /** Path in the API: below /api/v3 on GitHub Enterprise Server. */
  readonly path: string
  readonly query: Record<string, string>
  readonly kind: Kind
  /** Name of a GraphQL operation, or its root fields. */
  operation?: string
  /** Root fields of a GraphQL operation. For a mutation, these are the mutations. */
  fields: string[]
  /** Whether it is a write. */
  writes: boolean
  /** Headers without `authorization`. */
  readonly headers: Record<string, string>
  /** The body. Parsed if it is JSON. */
  body: unknown
  /** HTTP status. 0 if there is no answer yet, or none was sent. */
  status: number
  readonly requestId: string
  /** Label of its token. `unknown` for a token that this server did not issue. */
  readonly token?: string
  /** Whether it counted against the primary rate limit. */
  counted: boolean
  /** The effect of the fault that struck it. */
  fault?: Effect['type']
}

export type Listener = (request: LoggedRequest) => void | Promise<void>

/** How an answer is sent, or not sent. */
type Manner = Extract<Effect, { type: 'reset' | 'hang' | 'truncate' | 'drip' }>

/** A request in progress. */
interface Exchange {
  logged: LoggedRequest
  message: IncomingMessage
  url: URL
  text: string
  token: Token | undefined
  /** Whether too many requests are in flight. */
  crowded: boolean
  /** The GraphQL operation, or the answer to an invalid one. */
  asked: GraphqlRequest | Answer | undefined
  effect: Effect | undefined
}

/** A GitHub that enforces GitHub's rules, on a local port. */
export class SimulatedGitHub {
  readonly requests: LoggedRequest[] = []
  /** All requests and answers that GitHub's own descriptions do not allow, with their request IDs. */
  readonly violations: string[] = []
  readonly world: World
  readonly #options: SimulatedGitHubOptions
  readonly #server: Server
  readonly #tokens: Tokens
  readonly #limits: Limits
  readonly #faults = new Faults()
  readonly #listeners = { request: new Set<Listener>(), answer: new Set<Listener>() }
  readonly #prefix: string
  /** The version of the world for reads, and for how long. */
  #replica: { version: number; reads: number; until: number } | undefined
  #beforeLastWrite = 0
  #graphqlUrl = ''

  private constructor(options: SimulatedGitHubOptions) {
    this.#options = options
    this.world = new World(options.clock ?? Date, rulesWith(options))
    this.#tokens = new Tokens(this.world)
    this.#limits = new Limits(this.world.clock, options.secondaryLimits ?? {})
    this.#prefix = options.flavour === 'enterprise' ? '/api/v3' : ''
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => void this.#take(request, response))
  }

  static async start(options: SimulatedGitHubOptions = {}): Promise<SimulatedGitHub> {
    const github = new SimulatedGitHub(options)
    await new Promise<void>((resolve, reject) => {
      github.#server.once('error', reject)
      github.#server.listen(0, '127.0.0.1', resolve)
    })
    github.#server.unref()
    const { port } = github.#server.address() as AddressInfo
    const root = `http://127.0.0.1:${port}`
    github.world.serverUrl = root
    github.world.apiUrl = `${root}${github.#prefix}`
    github.#graphqlUrl = options.flavour === 'enterprise' ? `${root}/api/graphql` : `${root}/graphql`
    return github
  }

  get apiUrl(): string {
    return this.world.apiUrl
  }

  get graphqlUrl(): string {
    return this.#graphqlUrl
  }

  get serverUrl(): string {
    return this.world.serverUrl
  }

  /** Returns the repository with this name. The first use creates it. */
  repository(fullName = 'octo/app', options?: RepositoryOptions): Repository {
    return this.world.repository(fullName, options)
  }

  /** Issues a token. Defaults to a workflow's token with `contents: read` and `deployments: write`. */
  token(options?: TokenOptions): string {
    return this.#tokens.issue(options).secret
  }

  /** Revokes a token: GitHub then answers 401. */
  revoke(token: string): void {
    this.#tokens.revoke(token)
  }

  /** Takes away a token's access to all repositories: GitHub then hides the private ones. */
  shutOut(token: string): void {
    this.#tokens.shutOut(token)
  }

  fault(rule: FaultRule): FaultHandle {
    return this.#faults.add(rule)
  }

  /** Awaits a listener before it processes a request. Returns a function that removes the listener. */
  onRequest(listener: Listener): () => void {
    this.#listeners.request.add(listener)
    return () => void this.#listeners.request.delete(listener)
  }

  /** Awaits a listener before it sends the answer of a processed request. Returns a function that removes the listener. */
  onAnswer(listener: Listener): () => void {
    this.#listeners.answer.add(listener)
    return () => void this.#listeners.answer.delete(listener)
  }

  /** Brings all replicas up to date. */
  settle(): void {
    this.#beforeLastWrite = this.world.version
  }

  restRequests(): LoggedRequest[] {
    return this.requests.filter(({ kind }) => kind === 'rest')
  }

  graphqlRequests(): LoggedRequest[] {
    return this.requests.filter(({ kind }) => kind === 'graphql')
  }

  /** The writes. */
  writes(): LoggedRequest[] {
    return this.requests.filter(({ writes }) => writes)
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>(resolve => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }

  async #take(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#handle(message, response)
    } catch (error) {
      // A client that disconnects during its request is not a defect.
      if (message.socket.destroyed) return
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
      this.violations.push(`the simulated GitHub failed: ${reason}`)
      response.writeHead(500).end(reason)
    }
  }

  async #handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrived = Date.now()
    const exchange = await this.#receive(message, response)
    const { logged, token, effect } = exchange
    const { latency = 0 } = this.#options
    const extra = effect?.type === 'delay' ? effect.ms : 0
    await pass(arrived + latency / 2 + extra)
    const manner = mannerOf(effect)
    if (manner !== undefined && 'when' in manner && manner.when === 'before') {
      deliver(response, undefined, manner)
      return
    }
    const early = replacement(effect, 'before') ?? this.#refusedBy(exchange)
    const right = early ?? this.#carryOut(exchange)
    const answer = replacement(effect, 'after') ?? right
    this.#addHeaders(answer, logged, token)
    if (manner === undefined || !('when' in manner)) logged.status = answer.status
    for (const listener of this.#listeners.answer) await listener(logged)
    await pass(arrived + latency + extra)
    deliver(response, answer, manner)
  }

  /** Reads and logs a request, calls the listeners, and finds the faults that strike it. */
  async #receive(message: IncomingMessage, response: ServerResponse): Promise<Exchange> {
    const url = new URL(message.url ?? '/', this.serverUrl)
    const kind: Kind = `${this.serverUrl}${url.pathname}` === this.graphqlUrl ? 'graphql' : 'rest'
    const token = this.#tokens.find(message.headers.authorization ?? '')
    const logged = this.#log(message, url, kind, token)
    const { crowded, leave } = this.#limits.enter(token)
    response.once('close', leave)
    const text = await bodyOf(message)
    logged.body = parsed(text)
    const asked = kind === 'graphql' ? readGraphql(text) : undefined
    if (asked !== undefined && 'document' in asked) {
      logged.fields = rootFields(asked)
      logged.writes = asked.mutates
      logged.operation = asked.operation.name?.value ?? logged.fields.join(',')
    }
    for (const listener of this.#listeners.request) await listener(logged)
    const effect = this.#faults.next(logged)
    if (effect !== undefined) logged.fault = effect.type
    return { logged, message, url, text, token, crowded, asked, effect }
  }

  #log(message: IncomingMessage, url: URL, kind: Kind, token: Token | undefined): LoggedRequest {
    const { authorization, ...others } = message.headers
    const headers = Object.entries(others).map(([name, value]): [string, string] => [name, String(value)])
    const logged: LoggedRequest = {
      at: this.world.clock.now(),
      method: message.method ?? 'GET',
      path: kind === 'graphql' ? '/graphql' : this.#apiPath(url),
      query: Object.fromEntries(url.searchParams),
      kind,
      fields: [],
      writes: kind === 'rest' && message.method !== 'GET' && message.method !== 'HEAD',
      headers: Object.fromEntries(headers),
      body: undefined,
      status: 0,
      requestId: requestId(),
      ...(authorization === undefined ? {} : { token: token?.label ?? 'unknown' }),
      counted: false
    }
    this.requests.push(logged)
    return logged
  }

  /** Returns the path in the API, or undefined outside of it: on GitHub Enterprise Server, REST is below /api/v3. */
  #apiPath(url: URL): string {
    return url.pathname.startsWith(`${this.#prefix}/`) ? url.pathname.slice(this.#prefix.length) : `/..${url.pathname}`
  }

  #carryOut(exchange: Exchange): Answer {
    const { logged, token, crowded, effect } = exchange
    const { kind, writes } = logged
    const weight = {
      kind,
      writes,
      creates: creates(logged),
      free: logged.path === '/rate_limit'
    }
    const refused = this.#turnAway(exchange) ?? this.#limits.admit(token, weight, crowded, logged.requestId)
    if (refused !== undefined) return refused
    const before = this.world.version
    if (effect?.type === 'lag') this.#lag(effect, writes ? before : this.#beforeLastWrite)
    const source: Source = {
      world: this.world,
      limits: this.#limits,
      version: writes ? NOW : this.#readVersion(),
      endless: effect?.type === 'endless-pages',
      slowDiff: effect?.type === 'slow-diff'
    }
    const answer = kind === 'graphql' ? this.#graphql(exchange, source) : this.#rest(exchange, source)
    if (this.world.version !== before) this.#beforeLastWrite = before
    return answer
  }

  #graphql({ logged, token, asked, effect }: Exchange, source: Source): Answer {
    const { withoutGraphql, withoutMutations, mutationsInTime = 10 } = this.#options
    if (withoutGraphql === true || asked === undefined || token === undefined) return failure(404, 'Not Found')
    if (!('document' in asked)) return asked
    const { answer, cost, violations } = serveGraphql(asked, {
      ...source,
      token,
      withMutations: withoutMutations !== true,
      mutationsInTime: effect?.type === 'partial' ? effect.done : mutationsInTime
    })
    this.#note(logged, violations)
    this.#count(logged, token, cost)
    return answer
  }

  #rest({ logged, message, url, text, token }: Exchange, source: Source): Answer {
    const headers = { accept: message.headers.accept }
    const request = { method: logged.method, path: logged.path, query: url.searchParams, headers, text, token }
    const answer = withEtag(serveRest(request, source), logged)
    if (answer.status !== 304 && logged.path !== '/rate_limit') this.#count(logged, token, 1)
    if (this.#options.checkSchema !== false) this.#check(logged, url, text, answer)
    return answer
  }

  /** Returns the answer to a request that is refused regardless of its content. */
  #turnAway({ logged, message: { headers }, token }: Exchange): Answer | undefined {
    // https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#user-agent
    if (!headers['user-agent']) {
      this.#note(logged, ['a request without user-agent'])
      return {
        status: 403,
        headers: { 'content-type': 'text/html' },
        body: 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required).\n'
      }
    }
    if (headers.authorization === undefined) {
      this.#note(logged, ['a request without a token'])
      if (logged.kind === 'graphql')
        return failure(401, 'This endpoint requires you to be authenticated.', 'https://docs.github.com/graphql')
    } else if (token === undefined || token.revoked) return failure(401, 'Bad credentials')
    const version = headers['x-github-api-version']
    // https://docs.github.com/rest/about-the-rest-api/api-versions#specifying-an-api-version
    const { restVersions = knownVersions } = this.#options
    if (typeof version === 'string' && !restVersions.includes(version)) {
      this.#note(logged, [`the API has no version ${version}`])
      const hasEnded = knownVersions.includes(version)
      return failure(hasEnded ? 410 : 400, `Version ${version} is not supported`)
    }
    return undefined
  }

  #refusedBy({ effect, logged, token }: Exchange): Answer | undefined {
    if (effect?.type !== 'rate') return undefined
    return this.#limits.refusal(effect.flavour, logged.kind, logged.requestId, token, effect.seconds)
  }

  #lag(effect: Extract<Effect, { type: 'lag' }>, version: number): void {
    this.#replica =
      'requests' in effect
        ? { version, reads: effect.requests, until: NOW }
        : { version, reads: NOW, until: this.world.clock.now() + effect.ms }
  }

  #readVersion(): number {
    const replica = this.#replica
    if (replica === undefined) return NOW
    if (replica.reads <= 0 || this.world.clock.now() >= replica.until) {
      this.#replica = undefined
      return NOW
    }
    replica.reads -= 1
    return replica.version
  }

  #count(logged: LoggedRequest, token: Token | undefined, cost: number): void {
    logged.counted = true
    this.#limits.charge(token, logged.kind, cost)
  }

  #check(logged: LoggedRequest, url: URL, text: string, answer: Answer): void {
    const matched =
      logged.path === '/rate_limit'
        ? { route: { method: 'GET', path: '/rate_limit' }, parameters: {} }
        : match(logged.method, logged.path)
    if (matched === undefined) {
      this.#note(logged, ['no such operation'])
      return
    }
    const { method, path } = matched.route
    const { parameters } = matched
    this.#note(logged, [
      ...requestViolations({
        method,
        path,
        parameters,
        query: url.searchParams,
        body: text === '' ? undefined : parsed(text)
      }),
      ...answerViolations(method, path, answer.status, parsed(answer.body)).map(violation => `the answer: ${violation}`)
    ])
  }

  #note({ requestId, method, path }: LoggedRequest, violations: readonly string[]): void {
    this.violations.push(...violations.map(violation => `${method} ${path} (${requestId}): ${violation}`))
  }

  #addHeaders(answer: Answer, logged: LoggedRequest, token: Token | undefined): void {
    // GitHub Enterprise Server has no rate limits by default.
    const limited = this.#options.flavour !== 'enterprise' || token?.limit !== undefined
    answer.headers = {
      date: new Date(this.world.clock.now()).toUTCString(),
      server: 'github.com',
      'x-github-request-id': logged.requestId,
      'x-github-media-type': 'github.v3; format=json',
      ...(limited ? this.#limits.headers(token, logged.kind) : {}),
      ...answer.headers
    }
  }
}

function deliver(response: ServerResponse, answer: Answer | undefined, manner: Manner | undefined): void {
  if (manner?.type === 'hang') return
  if (manner?.type === 'reset' || answer === undefined) {
    response.socket?.resetAndDestroy()
    return
  }
  const body = Buffer.from(answer.body)
  const bodiless = answer.status === 204 || answer.status === 304
  if (bodiless) delete answer.headers['content-type']
  response.writeHead(answer.status, { ...answer.headers, ...(bodiless ? {} : { 'content-length': body.length }) })
  if (manner?.type === 'truncate') response.write(body.subarray(0, body.length >> 1), () => response.destroy())
  else if (manner?.type === 'drip') drip(response, body, manner)
  else response.end(bodiless ? undefined : body)
}

/** Waits in the time of this process, which is not always the time of the server. */
async function pass(until: number): Promise<void> {
  const left = until - Date.now()
  if (left > 0) await new Promise(resolve => setTimeout(resolve, left))
}

function mannerOf(effect: Effect | undefined): Manner | undefined {
  switch (effect?.type) {
    case 'reset':
    case 'hang':
    case 'truncate':
    case 'drip':
      return effect
    default:
      return undefined
  }
}

function creates(request: LoggedRequest): boolean {
  if (request.kind === 'rest') return request.method === 'POST' || request.method === 'PUT'
  return request.writes && request.fields.some(field => field.startsWith('create'))
}

/** https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate */
function withEtag(answer: Answer, { method, headers }: LoggedRequest): Answer {
  if (method !== 'GET' || answer.status !== 200) return answer
  const etag = `W/"${createHash('sha256').update(answer.body).digest('hex')}"`
  const known = (headers['if-none-match'] ?? '').split(',').map(tag => tag.trim())
  const status = known.includes(etag) ? 304 : 200
  return { status, headers: { ...answer.headers, etag }, body: status === 304 ? '' : answer.body }
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Returns a request ID in GitHub's format: five groups of hexadecimal digits. */
function requestId(): string {
  const digits = randomBytes(16).toString('hex').toUpperCase()
  return [
    digits.slice(0, 4),
    digits.slice(4, 10),
    digits.slice(10, 17),
    digits.slice(17, 24),
    digits.slice(24, 32)
  ].join(':')
}

function drip(
  response: ServerResponse,
  body: Buffer,
  { bytes = 1, interval = 100 }: Extract<Effect, { type: 'drip' }>
): void {
  let sent = 0
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + bytes))
    sent += bytes
    if (sent >= body.length) response.end()
  }, interval)
  response.once('close', () => clearInterval(timer))
}
