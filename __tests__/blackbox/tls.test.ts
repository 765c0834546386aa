import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { afterAll, beforeAll, describe, expect } from '@jest/globals'
import { certificateFor } from '../simulator/certificate.ts'
import { ConnectProxy } from './connect-proxy.ts'
import { states, story, type Stage } from './stage.ts'

const inputs = { environment: 'staging' }
const host = 'api.example.test'
const certificate = certificateFor('localhost', host)

/** The certificate file that the runner trusts. */
let folder = ''
let trusted = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificate-'))
  trusted = join(folder, 'server.pem')
  await writeFile(trusted, certificate.cert)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Adds TLS in front of the simulated GitHub, because real servers use it. */
const secured = ({ github }: Stage, tell: (port: number) => Promise<void>): Promise<void> =>
  securedPort(Number(new URL(github.serverUrl).port), tell)

async function securedPort(behind: number, tell: (port: number) => Promise<void>): Promise<void> {
  const server = createServer(certificate, client => {
    const upstream = connect(behind, '127.0.0.1')
    upstream.pipe(client).pipe(upstream)
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy())
    client.on('close', () => upstream.destroy())
  })
  // A client that does not trust the certificate sends a TLS alert.
  server.on('tlsClientError', () => undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  try {
    await tell((server.address() as AddressInfo).port)
  } finally {
    server.close()
  }
}

const at = (serverUrl: string): { apiUrl: string; graphqlUrl: string; serverUrl: string } => ({
  apiUrl: serverUrl,
  graphqlUrl: `${serverUrl}/graphql`,
  serverUrl
})

describe('over TLS', () => {
  story('deploy records a deployment', stage =>
    secured(stage, async port => {
      const { github, made, run } = stage
      const processEnv = { NODE_EXTRA_CA_CERTS: trusted }
      const { job, said } = await run(inputs, { github: at(`https://localhost:${port}`), processEnv })
      expect([...said('error'), ...said('warning')]).toEqual([])
      expect(job.conclusion).toBe('success')
      expect(states(made())).toEqual(['in_progress', 'success'])
      expect(github.requests).toHaveLength(5)
    })
  )

  story('deploy works through a proxy, which sees only the host', stage =>
    secured(stage, async port => {
      const { github, made, run } = stage
      const proxy = await ConnectProxy.to(`http://127.0.0.1:${port}`)
      try {
        const processEnv = { NODE_EXTRA_CA_CERTS: trusted, https_proxy: `http://127.0.0.1:${proxy.port}` }
        const { job, said } = await run(inputs, { github: at(`https://${host}`), processEnv })
        expect(said('error')).toEqual([])
        expect(job.conclusion).toBe('success')
        expect(states(made())).toEqual(['in_progress', 'success'])
        expect(github.requests).toHaveLength(5)
        expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set([`${host}:443`]))
      } finally {
        await proxy.stop()
      }
    })
  )

  story('deploy works through a proxy that uses TLS', stage =>
    secured(stage, async port => {
      const { github, made, run } = stage
      const proxy = await ConnectProxy.to(`http://127.0.0.1:${port}`)
      try {
        await securedPort(proxy.port, async proxyPort => {
          const processEnv = { NODE_EXTRA_CA_CERTS: trusted, https_proxy: `https://localhost:${proxyPort}` }
          const { main, post, said } = await run(inputs, { github: at(`https://${host}`), processEnv })
          expect(said('error')).toEqual([])
          expect(states(made())).toEqual(['in_progress', 'success'])
          expect(github.requests).toHaveLength(5)
          expect(`${main.raw}${post?.raw ?? ''}`).not.toMatch(/Warning/)
        })
      } finally {
        await proxy.stop()
      }
    })
  )

  story('deploy fails with an untrusted certificate, and the error says how to fix it', stage =>
    secured(stage, async port => {
      const { github, run } = stage
      const { main, post, said } = await run(inputs, { github: at(`https://localhost:${port}`) })
      expect([main.exitCode, post?.exitCode]).toEqual([1, 0])
      expect(said('error')).toEqual([
        expect.stringMatching(
          /^Could not create a deployment of staging: self-signed certificate.* \(\w+\)\. Save the CA certificate of the server to a file on the runner, and set NODE_EXTRA_CA_CERTS to its path\.$/
        )
      ])
      expect(github.requests).toEqual([])
    })
  )
})
