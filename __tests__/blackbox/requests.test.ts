import { describe, expect } from '@jest/globals'
import { sequence, story } from './stage.ts'

const inputs = { environment: 'staging' }

describe('a deploy without errors', () => {
  story('takes three REST and two GraphQL requests', async ({ github, run }) => {
    await run(inputs)
    expect(sequence(github.restRequests())).toEqual([
      'POST deployments',
      'POST deployments/{id}/statuses',
      'POST deployments/{id}/statuses'
    ])
    expect(sequence(github.graphqlRequests())).toEqual(['Scan', 'Look'])
    expect(github.requests.every(({ counted }) => counted)).toBe(true)
  })

  story('takes one more GraphQL request if it supersedes a deployment', async ({ github, repository, events, run }) => {
    const event = events.pullRequest(repository.pullRequest())
    await run(inputs, { event })
    await run(inputs, { event })
    expect(sequence(github.restRequests())).toHaveLength(6)
    expect(sequence(github.graphqlRequests())).toEqual(['Scan', 'Look', 'Scan', 'Look', 'Deactivate'])
  })

  story(
    'waits for two answers in main, and for two in post',
    async ({ github, run }) => {
      const waves: number[] = []
      let open = 0
      github.onRequest(() => {
        if (open === 0) waves.push(0)
        open += 1
        waves.push((waves.pop() ?? 0) + 1)
      })
      github.onAnswer(() => void (open -= 1))
      await run(inputs)
      expect(waves).toEqual([2, 1, 1, 1])
    },
    { latency: 400 }
  )

  story('sends what GitHub asks for with each request', async ({ github, run }) => {
    await run(inputs)
    for (const { headers, token } of github.requests) {
      expect(headers).toMatchObject({ accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' })
      expect(headers['user-agent']).toMatch(/^deployment-lifecycle /)
      expect(token).toBe('workflow 1')
    }
  })

  story('can be traced in the debug log, with request IDs', async ({ github, run }) => {
    const { main, post } = await run(inputs, { debug: true })
    const log = `${main.log}${post?.log ?? ''}`
    expect(log.match(/^##\[debug\]20[01] in \d+ ms: .+ \[\S+\]$/gm)).toHaveLength(5)
    for (const { requestId } of github.requests) expect(log).toContain(`[${requestId}]`)
  })
})
