import { createServer, type RequestListener } from 'node:http'
import { createServer as createPlainServer, type AddressInfo, type Server } from 'node:net'
import { describe, expect } from '@jest/globals'
import { story } from './stage.ts'

const inputs = { environment: 'staging' }

/** Runs a server for the duration of a story that needs its port. */
async function serving(server: Server, tell: (port: number) => Promise<void>): Promise<void> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  try {
    await tell((server.address() as AddressInfo).port)
  } finally {
    server.close()
  }
}

/** Simulates the website of a server, which answers every request with a page. */
const website = (status: number, headers: Record<string, string>, body: string): [Server, string[]] => {
  const asked: string[] = []
  const answer: RequestListener = (request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    request.resume()
    response.writeHead(status, headers).end(body)
  }
  return [createServer(answer), asked]
}

const page = '<!doctype html><html><head><title>Sign in</title><script>go()</script></head><body>Hello ::error::</body>'
const html = { 'content-type': 'text/html; charset=utf-8' }

describe('a web page instead of an API response', () => {
  const statuses = [300, 305, 400, 401, 402, 403, 404, 405, 406, 407, 409, 410, 411, 415, 418, 422, 426, 431, 451, 499]
  for (const status of statuses) {
    story(`with ${status} fails the step, and the error suggests an "api-url"`, ({ run }) => {
      const [server, asked] = website(status, html, page)
      return serving(server, async port => {
        const host = `http://127.0.0.1:${port}`
        const { main, said } = await run({ ...inputs, ref: 'main', 'api-url': host, token: 'ghp_own' })
        expect(main.exitCode).toBe(1)
        expect(said('error')).toEqual([
          `Could not create a deployment of staging: The answer (HTTP ${status}) does not come from a GitHub API: it begins with "Sign in Hello ::error::". "api-url" must be the address of a GitHub API, probably "${host}/api/v3".`
        ])
        expect(said('warning')).toEqual([])
        expect(asked.filter(request => request.startsWith('POST') && request.endsWith('/deployments'))).toHaveLength(1)
      })
    })
  }

  story('with 404 fails delete, because the deployment may still exist', ({ run }) => {
    const [server] = website(404, html, page)
    return serving(server, async port => {
      const target = {
        operation: 'delete',
        'deployment-id': 7,
        'api-url': `http://127.0.0.1:${port}`,
        token: 'ghp_own'
      }
      const { main, said } = await run(target)
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([
        expect.stringContaining('"api-url" must be the address of a GitHub API, probably')
      ])
    })
  })

  for (const [name, body] of [
    ['no body', ''],
    ['a text', 'Blocked by policy']
  ] as const) {
    story(`with 403 and ${name} fails, and the error suggests checking the network`, ({ run }) => {
      const [server] = website(403, {}, body)
      return serving(server, async port => {
        const { main, said } = await run(inputs, { github: urls(port) })
        expect(main.exitCode).toBe(1)
        const words = body === '' ? 'it is empty' : `it begins with "${body}"`
        expect(said('error')).toEqual([
          `Could not create a deployment of staging: The answer (HTTP 403) does not come from a GitHub API: ${words}. Something between the runner and GitHub answered, such as a proxy or a login page. Check the network of the runner.`
        ])
      })
    })
  }
})

const urls = (port: number, host = '127.0.0.1'): { apiUrl: string; graphqlUrl: string; serverUrl: string } => {
  const apiUrl = `http://${host}:${port}`
  return { apiUrl, graphqlUrl: `${apiUrl}/graphql`, serverUrl: apiUrl }
}

describe('a host name that does not exist', () => {
  /** Resolvers reject a label of this length locally, so the test needs no network. */
  const host = `${'a'.repeat(64)}.example`

  story('fails the main step within 30 seconds', async ({ run }) => {
    const began = Date.now()
    const { main, said } = await run(inputs, { github: urls(80, host) })
    expect(main.exitCode).toBe(1)
    expect(Date.now() - began).toBeLessThan(30_000)
    expect(said('error')).toEqual([
      `Could not create a deployment of staging: the host name of ${host} does not exist (ENOTFOUND). Check the network of the runner, its proxy variables and "api-url".`
    ])
  })

  story(
    'makes the post step retry for more than 3 minutes',
    async ({ github, run }) => {
      const receipt = {
        operation: 'deploy',
        apiUrl: `http://${host}`,
        repository: { owner: 'octo', name: 'app' },
        startedAtMs: github.world.clock.now(),
        logUrl: 'https://github.com/octo/app/actions/runs/1',
        autoInactive: true,
        summary: false,
        deployment: { id: 4_512_000_001, nodeId: 'DE_1', sha: 'a'.repeat(40), environment: 'staging' }
      }
      const began = github.world.clock.now()
      const { post } = await run(
        {},
        { github: urls(80, host), step: { env: { STATE_receipt: JSON.stringify(receipt) } } }
      )
      expect(post?.exitCode).toBe(1)
      expect(post?.log).toContain(`the host name of ${host} does not exist (ENOTFOUND)`)
      expect(github.world.clock.now() - began).toBeGreaterThan(3 * 60_000)
    },
    { speed: 60 }
  )
})

describe('the error explains', () => {
  story(
    'a closed connection',
    ({ run }) => {
      const server = createPlainServer(socket => socket.on('error', () => undefined).destroy())
      return serving(server, async port => {
        const { main, said } = await run(inputs, { github: urls(port) })
        expect(main.exitCode).toBe(1)
        expect(said('error')[0]).toMatch(
          /^Could not create a deployment of staging: the connection was closed before an answer came \(ECONNRESET\)\. /
        )
        expect(main.log).not.toMatch(/hang up|read ECONN/)
      })
    },
    { speed: 600 }
  )

  story('a server that does not speak TLS', ({ run }) => {
    const [server] = website(200, html, page)
    return serving(server, async port => {
      const apiUrl = `https://127.0.0.1:${port}`
      const github = { apiUrl, graphqlUrl: `${apiUrl}/graphql`, serverUrl: apiUrl }
      const { main, said } = await run(inputs, { github })
      expect(main.exitCode).toBe(1)
      expect(said('error')[0]).toMatch(
        new RegExp(
          `^Could not create a deployment of staging: the TLS handshake with 127.0.0.1:${port} failed \\((EPROTO|ERR_SSL_\\w+)\\)\\. Check that "api-url" and the proxy variables begin with the right scheme, http or https\\.$`
        )
      )
    })
  })

  story(
    'a refused connection',
    async ({ run }) => {
      const { main, said } = await run(inputs, { github: urls(1) })
      expect(main.exitCode).toBe(1)
      expect(said('error')).toEqual([
        'Could not create a deployment of staging: the connection to 127.0.0.1:1 was refused (ECONNREFUSED). Check the network of the runner, its proxy variables and "api-url".'
      ])
    },
    { speed: 120 }
  )
})
