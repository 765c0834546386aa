import { describe, expect } from '@jest/globals'
import { ConnectProxy } from './connect-proxy.ts'
import { SilentServer } from './silent-server.ts'
import { states, story } from './stage.ts'

const inputs = { environment: 'staging' }

/** A host that only the proxy can resolve. The toolkit never uses a proxy for localhost. */
const host = 'api.example.test'
const addresses = { apiUrl: `http://${host}`, graphqlUrl: `http://${host}/graphql`, serverUrl: `http://${host}` }

describe('behind a proxy', () => {
  const spellings: [variable: string, before: string][] = [
    ['http_proxy', 'http://127.0.0.1'],
    ['HTTP_PROXY', 'http://127.0.0.1'],
    ['http_proxy', 'localhost'],
    ['http_proxy', '127.0.0.1'],
    ['http_proxy', 'http://[::1]']
  ]
  for (const [variable, before] of spellings) {
    story(`all requests use the proxy from ${variable}, written as ${before}`, async ({ github, made, run }) => {
      const proxy = await ConnectProxy.to(github.serverUrl, before.includes('[') ? '::1' : '127.0.0.1')
      try {
        const processEnv = { [variable]: `${before}:${proxy.port}` }
        const { job, said } = await run(inputs, { github: addresses, processEnv })
        expect(job.conclusion).toBe('success')
        expect(said('error')).toEqual([])
        expect(states(made())).toEqual(['in_progress', 'success'])
        expect(github.requests).toHaveLength(5)
        expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set([`${host}:80`]))
      } finally {
        await proxy.stop()
      }
    })
  }

  story('the user and password of the proxy are sent only to the proxy', async ({ github, made, run }) => {
    const proxy = await ConnectProxy.to(github.serverUrl)
    try {
      const processEnv = { http_proxy: `http://me:open%20sesame@127.0.0.1:${proxy.port}` }
      const { main, post } = await run(inputs, { github: addresses, processEnv, debug: true })
      expect(made().state).toBe('success')
      const credentials = `Basic ${Buffer.from('me:open sesame').toString('base64')}`
      expect(new Set(proxy.asked.map(({ authorization }) => authorization))).toEqual(new Set([credentials]))
      expect(github.requests.map(({ headers }) => headers['proxy-authorization'])).not.toContain(credentials)
      expect(`${main.raw}${post?.raw ?? ''}`).not.toMatch(/open(%20| )sesame/)
    } finally {
      await proxy.stop()
    }
  })

  const passwords: [written: string, meant: string][] = [
    ['p%40ss%3Aword', 'p@ss:word'],
    ['100%', '100%'],
    ['%zz%2', '%zz%2'],
    ['gr%C3%BC%C3%9Fe%25', 'grüße%']
  ]
  for (const [written, meant] of passwords) {
    story(`the password ${written} is sent as ${meant}, without a Node warning`, async ({ github, made, run }) => {
      const proxy = await ConnectProxy.to(github.serverUrl)
      try {
        const processEnv = { http_proxy: `http://me:${written}@127.0.0.1:${proxy.port}` }
        const { main, post } = await run(inputs, { github: addresses, processEnv })
        expect(states(made())).toEqual(['in_progress', 'success'])
        const credentials = `Basic ${Buffer.from(`me:${meant}`).toString('base64')}`
        expect(new Set(proxy.asked.map(({ authorization }) => authorization))).toEqual(new Set([credentials]))
        expect(`${main.raw}${post?.raw ?? ''}`).not.toMatch(/Warning|\bDEP\d+/)
      } finally {
        await proxy.stop()
      }
    })
  }

  const refusals: [answer: string, remedy: RegExp][] = [
    ['407 Proxy Authentication Required', /Set the user and password of the proxy in https_proxy or http_proxy/],
    ...[
      '302 Found',
      '400 Bad Request',
      '401 Unauthorized',
      '403 Forbidden',
      '404 Not Found',
      '405 Method Not Allowed'
    ].map((answer): [string, RegExp] => [
      answer,
      /Allow the GitHub API on the proxy, or correct https_proxy or http_proxy/
    ]),
    ['429 Too Many Requests', /Allow the GitHub API on the proxy/]
  ]
  for (const [answer, remedy] of refusals) {
    story(`if the proxy answers ${answer}, the step fails at once and says how to fix it`, async ({ github, run }) => {
      const proxy = await ConnectProxy.to(github.serverUrl)
      try {
        proxy.refusals = Array.from({ length: 20 }, () => `HTTP/1.1 ${answer}\r\ncontent-length: 5\r\n\r\n<p>No`)
        const processEnv = { http_proxy: `http://me:sesame@127.0.0.1:${proxy.port}` }
        const { main, post, said } = await run({ ...inputs, operation: 'find' }, { github: addresses, processEnv })
        expect([main.exitCode, post?.exitCode]).toEqual([1, 0])
        expect(said('error')).toEqual([
          expect.stringContaining(`: The proxy 127.0.0.1:${proxy.port} refused the connection (${answer}). `)
        ])
        expect(said('error')[0]).toMatch(remedy)
        expect(main.raw).not.toContain('sesame')
        // GraphQL, then REST. Neither is retried.
        expect(proxy.asked.length).toBeLessThanOrEqual(2)
        expect(github.requests).toEqual([])
      } finally {
        await proxy.stop()
      }
    })
  }

  for (const refusal of ['HTTP/1.1 502 Bad Gateway\r\n\r\n', 'HTTP/1.1 503 Busy\r\n\r\n', 'closed']) {
    story(
      `if the proxy fails (${refusal.trim()}), requests are retried and nothing is created twice`,
      async ({ github, made, run }) => {
        const proxy = await ConnectProxy.to(github.serverUrl)
        try {
          proxy.refusals = [refusal, refusal, refusal]
          const processEnv = { http_proxy: `http://127.0.0.1:${proxy.port}` }
          const { job, said } = await run(inputs, { github: addresses, processEnv })
          expect([job.conclusion, ...said('error')]).toEqual(['success'])
          expect(states(made())).toEqual(['in_progress', 'success'])
          expect(proxy.asked).toHaveLength(github.requests.length + 3)
        } finally {
          await proxy.stop()
        }
      }
    )
  }

  story('if the proxy never answers, cancelling the job ends the step at once', async ({ run }) => {
    const silent = await SilentServer.start()
    try {
      const { main } = await run(
        { ...inputs, operation: 'find' },
        {
          github: addresses,
          processEnv: { http_proxy: `http://127.0.0.1:${silent.port}` },
          cancel: { step: 'deployment', at: cancel => silent.onConnection(cancel) }
        }
      )
      expect([main.signal, main.exitCode]).toEqual([null, 1])
      expect(main.log).toContain('Cancelled')
    } finally {
      silent.stop()
    }
  })

  story(
    'if the proxy never answers, requests time out and the step fails',
    async ({ run }) => {
      const silent = await SilentServer.start()
      try {
        const processEnv = { http_proxy: `http://127.0.0.1:${silent.port}` }
        const { main, said } = await run({ ...inputs, operation: 'find' }, { github: addresses, processEnv })
        expect(main.exitCode).toBe(1)
        expect(said('error')).toEqual([expect.stringMatching(/: No answer within \d+ seconds/)])
      } finally {
        silent.stop()
      }
    },
    { speed: 60 }
  )

  story('requests to hosts in no_proxy do not use the proxy', async ({ github, made, run }) => {
    const proxy = await ConnectProxy.to(github.serverUrl)
    try {
      const processEnv = { http_proxy: `http://127.0.0.1:${proxy.port}`, no_proxy: '127.0.0.1' }
      await run(inputs, { processEnv })
      expect(made().state).toBe('success')
      expect(proxy.asked).toEqual([])
    } finally {
      await proxy.stop()
    }
  })
})
