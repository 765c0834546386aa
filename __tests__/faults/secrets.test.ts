import { expect, test } from '@jest/globals'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onStage } from '../blackbox/stage.ts'
import type { Repository } from '../simulator/github/model.ts'
import type { SimulatedGitHub } from '../simulator/github/server.ts'
import { startJob, type JobOptions, type JobResult } from '../simulator/runner/job.ts'
import type { Step } from '../simulator/runner/step.ts'

interface Scene {
  github: SimulatedGitHub
  repository: Repository
  /** The workflow's token, the token that the author sets, and the token for environments. */
  tokens: Record<'workflow' | 'given' | 'environment', string>
}

async function perform(
  play: (scene: Scene) => Step[] | Promise<Step[]>,
  check: (job: JobResult, scene: Scene) => void,
  options: Partial<JobOptions> = {}
): Promise<void> {
  await onStage(
    async ({ github, repository, events, token, underTest }) => {
      const tokens = {
        workflow: token,
        given: github.token({ kind: 'pat' }),
        environment: github.token({ kind: 'admin' })
      }
      const scene = { github, repository, tokens }
      const steps = await play(scene)
      const event = events.push()
      const job = await startJob({ github, token, event, debug: true, steps, ...underTest, ...options }).finished
      expect(leaks(job, Object.values(tokens))).toEqual([])
      check(job, scene)
    },
    { checkSchema: false }
  )
}

/** Returns the places that contain a token. Masked text counts, because the action printed it. */
function leaks(job: JobResult, tokens: readonly string[]): string[] {
  const stages = job.steps.flatMap(({ main, post }) => [main, post]).filter(stage => stage !== undefined)
  const places = {
    output: stages.map(({ raw }) => raw),
    summary: stages.map(({ summary }) => summary),
    state: stages.flatMap(({ state }) => Object.values(state)),
    outputs: job.steps.flatMap(({ outputs }) => Object.values(outputs)),
    commands: stages.flatMap(({ commands }) => commands.map(({ line }) => line))
  }
  const parts = tokens.flatMap(token => [token, Buffer.from(token).toString('base64').slice(0, 30)])
  return Object.entries(places).flatMap(([place, texts]) =>
    parts.some(part => texts.some(text => text.includes(part))) ? [place] : []
  )
}

/** Starts another host that records the requests it receives. */
async function host(answer: RequestListener): Promise<{ address: string; heard: IncomingMessage[]; server: Server }> {
  const heard: IncomingMessage[] = []
  const server = createServer((request, response) => {
    heard.push(request)
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}`, heard, server }
}

test('no operation prints a token, even with debug logging', async () => {
  await perform(
    ({ repository, tokens }) => {
      const { id } = repository.addDeployment({
        environment: 'staging',
        ref: 'main',
        state: 'success',
        description: 'Somebody else made it'
      })
      const token = tokens.given
      const number = { 'deployment-id': String(id), token }
      return [
        { id: 'deploy', uses: './', with: { environment: 'preview', 'transient-environment': 'true', token } },
        { id: 'create', uses: './', with: { operation: 'create', environment: 'preview', state: 'success', token } },
        { id: 'update', uses: './', with: { operation: 'update', state: 'success', ...number } },
        { id: 'find', uses: './', with: { operation: 'find', environment: 'staging', token } },
        { id: 'wait', uses: './', with: { operation: 'wait', ...number } },
        { id: 'deactivate', uses: './', with: { operation: 'deactivate', environment: 'st*', token } },
        {
          id: 'delete',
          uses: './',
          with: {
            operation: 'delete',
            environment: 'staging',
            'delete-environment': 'true',
            token,
            'environment-token': tokens.environment
          }
        }
      ]
    },
    (job, { github, repository }) => {
      expect(job.conclusion).toBe('success')
      expect(job.log).toContain('##[debug]')
      expect(repository.environments.map(({ name }) => name)).toEqual(['preview'])
      const admin = github.requests.filter(({ token }) => token?.startsWith('admin') === true)
      expect(admin.map(({ method, path }) => `${method} ${path}`)).toEqual([
        'DELETE /repos/octo/app/environments/staging'
      ])
      expect(github.requests.filter(({ token }) => token?.startsWith('workflow') === true)).toEqual([])
    }
  )
})

test.each([401, 403, 404, 422, 500])('a token in an error response with status %i is not printed', async status => {
  await perform(
    ({ github, tokens }) => {
      const echo = `Bad token ${tokens.given} and ${tokens.workflow}`
      const headers = {
        'content-type': 'application/json',
        'x-github-request-id': `${tokens.given} ${tokens.workflow}`
      }
      const body = JSON.stringify({ message: echo, errors: [{ message: echo }, echo] })
      github.fault({ times: status === 500 ? 4 : 100, effect: { type: 'respond', status, headers, body } })
      return [{ id: 'deploy', uses: './', with: { environment: 'staging', token: tokens.given } }]
    },
    job => expect(job.conclusion).toBe(status === 500 ? 'success' : 'failure')
  )
})

test('a token in the fields of a deployment is not printed', async () => {
  await perform(
    ({ repository, tokens }) => {
      const text = `${tokens.given} ${tokens.workflow}`
      const { id } = repository.addDeployment({
        environment: text,
        ref: text,
        sha: repository.tip,
        task: text,
        description: text,
        payload: { [text]: text },
        statuses: [{ state: 'in_progress', description: text, environmentUrl: `https://example.com/${text}` }]
      })
      const token = tokens.given
      return [{ id: 'deploy', uses: './', with: { 'deployment-id': String(id), token } }]
    },
    job => expect(job.step('deploy').outputs['environment']).toBe('*** ***')
  )
})

test.each([301, 302, 307, 308])('a redirect with status %i to another host is not followed', async status => {
  const other = await host((_request, response) => response.end('{}'))
  await perform(
    ({ github, tokens }) => {
      github.fault({
        match: { method: 'POST' },
        times: 100,
        effect: { type: 'redirect', to: `${other.address}/x`, status }
      })
      return [{ id: 'deploy', uses: './', with: { environment: 'staging', token: tokens.given } }]
    },
    job => {
      const { main } = job.step('deploy')
      const [error] = main?.annotations.filter(({ level }) => level === 'error') ?? []
      expect(error?.message).toContain(`redirects to another host, ${new URL(other.address).host}`)
      expect(other.heard).toEqual([])
    }
  )
  other.server.close()
})

test("the workflow's token is never sent to another host from the inputs or the saved state", async () => {
  const other = await host((_request, response) => response.writeHead(500).end())
  const forged = (repository: string): string =>
    JSON.stringify({
      operation: 'deploy',
      apiUrl: other.address,
      repository: { owner: 'octo', name: repository },
      startedAtMs: 1,
      logUrl: 'https://example.com',
      autoInactive: true,
      deployment: { id: 1, sha: 'a', environment: 'staging' }
    })
  await perform(
    () => [
      {
        id: 'deploy',
        uses: './',
        with: { environment: 'staging', 'api-url': other.address, ref: 'main' },
        'continue-on-error': true
      },
      { id: 'forged', uses: './', with: {}, env: { STATE_receipt: forged('app') }, 'continue-on-error': true }
    ],
    job => {
      expect(job.step('deploy').outcome).toBe('failure')
      expect(job.step('forged').post?.annotations.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^The token for .* is no longer available/)
      ])
      expect(other.heard).toEqual([])
    }
  )
  other.server.close()
})

test.each(['ghs_two\nlines', 'ghs_\u0007bell', 'ghs_\u{1f600}smile'])(
  'the invalid token %j fails the step, and is not printed',
  async token => {
    await perform(
      () => [{ id: 'deploy', uses: './', with: { environment: 'staging', token } }],
      (job, { github }) => {
        const { main, durationMs = main?.durationMs ?? 0 } = { ...job.step('deploy'), ...job.step('deploy').main }
        expect(leaks(job, [token, ...token.split('\n').slice(1)])).toEqual([])
        expect(main?.annotations.map(({ level }) => level)).toEqual(['error'])
        expect(durationMs).toBeLessThan(5000)
        expect(github.writes()).toEqual([])
      },
      { secrets: {} }
    )
  }
)
