/** The answer to a request. */
export interface Reply {
  status: number
  headers: Headers
  data: unknown
}

/** An answer without which the probe cannot continue. */
export class Unanswered extends Error {}

/** Sends requests to GitHub's two APIs. Does not use the action's client, because it would hide what the probe checks. */
export class Api {
  readonly #apiUrl: string
  readonly #token: string
  readonly #repository: string
  readonly #stopped: AbortSignal
  #cleansUp = false
  /** Number of requests. */
  sent = 0

  constructor(options: { apiUrl: string; token: string; repository: string; stopped: AbortSignal }) {
    this.#apiUrl = options.apiUrl.replace(/\/+$/, '')
    this.#token = options.token
    this.#repository = options.repository
    this.#stopped = options.stopped
  }

  get token(): string {
    return this.#token
  }

  /** Ignores later stops, so the probe can delete everything it created. */
  cleanUp(): void {
    this.#cleansUp = true
  }

  rest(method: string, path: string, body?: object): Promise<Reply> {
    return this.#send(method, `${this.#apiUrl}/repos/${this.#repository}${path}`, body)
  }

  /** Returns the answer to a request that must succeed. */
  async must(method: string, path: string, body?: object): Promise<Reply> {
    const reply = await this.rest(method, path, body)
    if (reply.status < 300) return reply
    throw new Unanswered(`${method} ${path} was answered with ${reply.status}: ${messageOf(reply.data)}`)
  }

  graphql(query: string, variables: object = {}): Promise<Reply> {
    const url = `${this.#apiUrl.replace(/\/api\/v3$/, '/api')}/graphql`
    const [owner, name] = this.#repository.split('/')
    return this.#send('POST', url, { query, variables: { owner, name, ...variables } })
  }

  async #send(method: string, url: string, body: object | undefined): Promise<Reply> {
    if (!this.#cleansUp) this.#stopped.throwIfAborted()
    this.sent++
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
        'user-agent': 'deployment-lifecycle probe',
        'x-github-api-version': '2022-11-28'
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000)
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, data: parsed(text) }
  }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}

export function messageOf(data: unknown): string {
  const message = (data as { message?: unknown } | undefined)?.message
  return typeof message === 'string' ? message : 'no reason given'
}

/** Returns the errors in a GraphQL answer as short text. */
export function errorsOf({ data }: Reply): string[] {
  const { errors = [] } = (data ?? {}) as { errors?: { type?: string; message?: string }[] }
  return errors.map(({ type, message }) => [type, message].filter(Boolean).join(': '))
}
