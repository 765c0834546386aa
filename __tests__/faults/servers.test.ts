import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { playerInProcess } from './player.ts'
import { tell, type Ending, type Play, type Scene } from './story.ts'

const minute = 60_000
const unhandled: unknown[] = []
const note = (reason: unknown): number => unhandled.push(reason)

const player = playerInProcess()

beforeAll(() => {
  process.on('unhandledRejection', note)
})

afterAll(() => {
  process.off('unhandledRejection', note)
})

const operations: Record<string, Record<string, string>> = {
  deploy: { environment: 'staging', 'transient-environment': 'true' },
  create: { operation: 'create', environment: 'staging', state: 'success' },
  update: { operation: 'update', environment: 'staging', state: 'success' },
  deactivate: { operation: 'deactivate', environment: 'st*', 'keep-open-pull-requests': 'true' },
  delete: { operation: 'delete', environment: 'staging', 'delete-environment': 'true' },
  find: { operation: 'find', environment: 'staging' },
  wait: { operation: 'wait', 'deployment-id': '1', timeout: '20m' }
}

const needsRef = new Set(['deploy', 'create', 'update'])

interface Met {
  ending: Ending
  took: number
}

/** Runs an operation against a server that is not GitHub. */
async function meet(operation: string, listen: Server): Promise<Met> {
  await new Promise<void>(resolve => listen.listen(0, '127.0.0.1', resolve))
  const { port } = listen.address() as AddressInfo
  const sockets = new Set<Socket>()
  listen.on('connection', socket => sockets.add(socket))
  const began = Date.now()
  try {
    return await tell(
      { name: operation, set: elsewhere(operation, port) },
      { checkSchema: false },
      async (play, scene) => {
        const ending = await player(play, scene)
        expect(ending.printed + ending.written).not.toContain('ghp_')
        return { ending, took: Date.now() - began }
      }
    )
  } finally {
    sockets.forEach(socket => socket.destroy())
    listen.close()
  }
}

const elsewhere =
  (operation: string, port: number) =>
  ({ github, repository, events }: Scene): Play => ({
    event: events.push(),
    inputs: {
      ...operations[operation],
      ...(needsRef.has(operation) ? { ref: repository.tip } : {}),
      'api-url': `http://127.0.0.1:${port}`,
      token: github.token({ kind: 'pat' })
    }
  })

const answering = (answer: RequestListener) => (): Server => createHttp(answer)

const saying =
  (status: number, headers: Record<string, string>, body: string | Buffer = '') =>
  (): Server =>
    createHttp((_request, response) => response.writeHead(status, headers).end(body))

const json = { 'content-type': 'application/json' }

/** Answers every request with these bytes. */
const bytes = (text: string | Buffer) => (): Server =>
  createServer(socket => {
    socket.on('error', () => undefined)
    socket.on('data', () => socket.write(text))
  })

/** Sends a piece of data at regular intervals, without an end. */
const dripping = (head: string, drop: string, every: number) => (): Server =>
  createServer(socket => {
    let timer: NodeJS.Timeout | undefined
    socket.on('error', () => undefined)
    socket.on('close', () => clearInterval(timer))
    socket.once('data', () => {
      socket.write(head)
      timer = setInterval(() => socket.write(drop), every)
    })
  })

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'
const deep = '['.repeat(20_000) + ']'.repeat(20_000)
const deployment = { id: 1, node_id: 'DE_1', sha: 'a'.repeat(40), environment: 'staging', task: 'deploy' }

const megabyte = Buffer.alloc(1024 * 1024, ' ')

const servers: Record<string, () => Server> = {
  'a web page': saying(200, { 'content-type': 'text/html' }, '<title>Sign in</title>'),
  'a web page that calls itself JSON': saying(200, json, '<title>Sign in</title>'),
  'JSON that calls itself a picture': saying(200, { 'content-type': 'image/png' }, JSON.stringify(deployment)),
  'no content type': saying(201, {}, JSON.stringify(deployment)),
  'a content type that cannot be read': saying(200, { 'content-type': ';;;"' }, '{}'),
  'an empty answer': saying(200, json),
  'no content': saying(204, {}),
  'reset content': saying(205, {}),
  'not modified': saying(304, {}),
  null: saying(200, json, 'null'),
  'a number': saying(200, json, '42'),
  'a text': saying(200, json, '"text"'),
  'an empty object': saying(200, json, '{}'),
  'an empty list': saying(201, json, '[]'),
  'a list of nothing': saying(200, json, '[null, 1, "a", [], {}]'),
  'numbers where texts are and the other way round': saying(
    201,
    json,
    JSON.stringify({ id: '1', sha: 2, environment: [], state: {}, data: 1 })
  ),
  'an id beyond all numbers': saying(201, json, '{"id": 99999999999999999999999, "sha": "a", "environment": "b"}'),
  'GraphQL of another shape': saying(
    200,
    json,
    '{"data": {"repository": [], "node": 5, "nodes": {}}, "errors": "none"}'
  ),
  'JSON that is very deep': saying(200, json, deep),
  prototypes: saying(201, json, '{"__proto__": {"id": 1}, "constructor": {"prototype": {}}, "id": 1}'),
  'a body that drips': dripping(`${head}content-length: 1000\r\n\r\n`, '[', 5000),
  'headers that drip': dripping('HTTP/1.1 200 OK\r\n', 'x-header: 1\r\n', 5000),
  'progress without end': dripping('', 'HTTP/1.1 102 Processing\r\n\r\n', 5000),
  'headers that are too large': bytes(`${head}x-large: ${'x'.repeat(100_000)}\r\n\r\n{}`),
  'a body shorter than it says': bytes(`${head}content-length: 100\r\nconnection: close\r\n\r\n{}`),
  'chunks that are none': bytes(`${head}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n`),
  'two lengths': bytes(`${head}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`),
  'a status that is none': bytes('HTTP/1.1 abc OK\r\n\r\n'),
  'status 999': saying(999, json, '{}'),
  'status 600 with a page': saying(600, {}, 'what?'),
  'another protocol': bytes('SSH-2.0-OpenSSH_9.6\r\n'),
  noise: bytes(Buffer.from([0, 255, 13, 10, 0, 1, 2, 3])),
  'nothing, and closes': (): Server => createServer(socket => socket.destroy()),
  'nothing at all': (): Server => createServer(socket => socket.on('error', () => undefined)),
  'an upgrade': bytes('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'),
  'a redirect to itself': answering((request, response) =>
    response.writeHead(307, { location: request.url ?? '/' }).end()
  ),
  'a redirect to nowhere': saying(302, { location: 'http://[::bad' }),
  'a redirect to a file': saying(301, { location: 'file:///etc/passwd' }),
  'a redirect without an address': saying(301, json, '{}'),
  'seventeen megabytes': saying(200, json, Buffer.alloc(17 * megabyte.length, ' ')),
  'a body without end': answering((_request, response) => {
    response.writeHead(200, json)
    const more = (): void => {
      while (!response.destroyed && response.write(megabyte));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  }),
  'a wish to wait for ever': saying(429, { ...json, 'retry-after': '9'.repeat(30) }, '{}'),
  'what is compressed': saying(200, { ...json, 'content-encoding': 'gzip' }, Buffer.from([31, 139, 8, 0, 0]))
}

/** The start of every error of the action: what it tried to do. */
const clear = /^(Could not|The teardown|Which|There (is|was) no|No deployment to|The answer|GitHub's list)/

/** Runs "deploy" against every server, because it reads and writes with both APIs. The other operations take turns. */
const others = Object.keys(operations).filter(operation => operation !== 'deploy')
const meetings = Object.entries(servers).flatMap(([name, serve], place) =>
  ['deploy', others[place % others.length] ?? ''].map(operation => [name, operation, serve] as const)
)

test.each(meetings)('a server that sends %s to "%s" causes a clear error or none', async (_name, operation, serve) => {
  const { ending, took } = await meet(operation, serve())
  // Main has 10 minutes and post has 4. A teardown or a wait has 30.
  expect(took).toBeLessThan(['deploy', 'create'].includes(operation) ? 15.5 * minute : 31 * minute)
  expect(ending.errors.length).toBeLessThanOrEqual(2)
  if (ending.conclusion === 'failure') expect(ending.errors.length).toBeGreaterThanOrEqual(1)
  for (const error of ending.errors) {
    expect(error).toMatch(clear)
    expect(error).not.toMatch(/should not happen|Unexpected error:/)
    expect(error.length).toBeLessThan(3000)
  }
  expect(unhandled).toEqual([])
})

describe('a list with endless pages', () => {
  test.each(Object.keys(operations))('makes "%s" stop after a limited number of requests', async operation => {
    await tell(
      {
        name: operation,
        set: ({ github, repository, events }) => {
          // The action does not update a deployment that another job has ended.
          const state = operation === 'update' ? 'queued' : 'success'
          const about = { environment: 'staging', ref: 'main', state, transient: true } as const
          for (let count = 0; count < 3; count++) repository.addDeployment(about)
          github.fault({ times: 1_000_000, effect: { type: 'endless-pages' } })
          const inputs = { ...operations[operation], ...(operation === 'update' ? { state: 'failure' } : {}) }
          return { event: events.push(), inputs }
        }
      },
      { checkSchema: false },
      async (play, scene) => {
        const { errors } = await player(play, scene)
        expect(scene.github.requests.length).toBeLessThan(1100)
        for (const error of errors) expect(error).toMatch(clear)
        // The action writes to each deployment once, also if a page is repeated.
        for (const { statuses } of scene.repository.deployments) {
          const inactive = statuses.filter(({ state }) => state === 'inactive')
          expect(inactive.length).toBeLessThanOrEqual(1)
        }
        expect(unhandled).toEqual([])
      }
    )
  })
})
