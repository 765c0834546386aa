/** The answer to a request. */
export interface Reply {
  status: number
  data: unknown
}

/** An answer without which the probe cannot continue. */
export class Unanswered extends Error {}

export interface ApiOptions {
  apiUrl: string
  token: string
  /** `owner/name` */
  repository: string
  /** Abort it to stop early. The probe still deletes everything it created. */
  stopped?: AbortSignal
}

/** Sends requests to GitHub's two APIs. Does not use the action's client, because it would hide what the probe checks. */
export class Api {
  readonly #options: ApiOptions
  readonly #apiUrl: string
  #cleansUp = false
  /** Number of requests. */
  sent = 0

  constructor(options: ApiOptions) {
    this.#options = options
    this.#apiUrl = options.apiUrl.replace(/\/+$/, '')
  }

  /** Ignores later stops, so the probe can delete everything it created. */
  cleanUp(): void {
    this.#cleansUp = true
  }

  rest(method: string, path: string, body?: object): Promise<Reply> {
    return this.#send(method, `${this.#apiUrl}/repos/${this.#options.repository}${path}`, body)
  }

  /** Returns the data of an answer that must be a success. */
  async must(method: string, path: string, body?: object): Promise<unknown> {
    const { status, data } = await this.rest(method, path, body)
    if (status < 300) return data
    throw new Unanswered(`${method} ${path} was answered with ${status}: ${messageOf(data)}`)
  }

  /** Returns the data of an answer, or its first error as short text. */
  async graphql(query: string, variables: object = {}): Promise<{ data: unknown; error: string | undefined }> {
    const url = `${this.#apiUrl.replace(/\/api\/v3$/, '/api')}/graphql`
    const [owner, name] = this.#options.repository.split('/')
    const reply = await this.#send('POST', url, { query, variables: { owner, name, ...variables } })
    const { data, errors = [] } = (reply.data ?? {}) as {
      data?: unknown
      errors?: { type?: string; message?: string }[]
    }
    const [error] = errors.map(({ type, message }) => [type, message].filter(Boolean).join(': '))
    return { data, error }
  }

  async #send(method: string, url: string, body: object | undefined): Promise<Reply> {
    if (!this.#cleansUp) this.#options.stopped?.throwIfAborted()
    this.sent++
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${this.#options.token}`,
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
        'user-agent': 'deployment-lifecycle probe',
        'x-github-api-version': '2022-11-28'
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000)
    })
    const text = await response.text()
    return { status: response.status, data: parsed(text) }
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
