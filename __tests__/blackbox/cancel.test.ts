import { describe, expect } from '@jest/globals'
import type { State } from '../simulator/github/model.ts'
import type { LoggedRequest } from '../simulator/github/server.ts'
import type { JobOptions } from '../simulator/runner/job.ts'
import { sequence, states, story, type Stage } from './stage.ts'

const inputs = { environment: 'staging' }

/** Cancels the job as soon as a matching request arrives. */
const cancelAt = (
  { github }: Stage,
  isThis: (request: LoggedRequest) => boolean
): NonNullable<JobOptions['cancel']> => ({
  step: 'deployment',
  at: cancel =>
    void github.onRequest(request => {
      if (isThis(request)) cancel()
    })
})

const isCreation = ({ method, path }: LoggedRequest): boolean => method === 'POST' && path.endsWith('/deployments')
const isStatus = ({ method, path }: LoggedRequest): boolean => method === 'POST' && path.endsWith('/statuses')

describe('cancelling the job while the deployment is created', () => {
  story(
    'waits for the response, and the post step sets error',
    async stage => {
      const { main, post, outputs, said } = await stage.run(inputs, { cancel: cancelAt(stage, isCreation) })
      expect(main.outcome).toBe('cancelled')
      expect(main.signal).toBeNull()
      expect(post?.exitCode).toBe(0)
      expect(outputs['deployment-id']).toBe(String(stage.made().id))
      expect(states(stage.made())).toEqual(['error'])
      expect(stage.made().latestStatus?.description).toContain('was cancelled')
      expect(said('warning')).toEqual([])
      expect(sequence(stage.github.requests).filter(request => request.startsWith('GET'))).toEqual([])
    },
    { latency: 300 }
  )

  for (const operation of ['deploy', 'create'] as const) {
    story(
      `sets a transient deployment to inactive, on ${operation}`,
      async stage => {
        const cancel = cancelAt(stage, isCreation)
        await stage.run({ ...inputs, operation, 'transient-environment': true }, { cancel })
        expect(states(stage.made())).toEqual(['inactive'])
        expect(stage.made().shown).toBe('destroyed')
      },
      { latency: 300 }
    )
  }

  for (const operation of ['deploy', 'create'] as const) {
    const speed = 4

    story(
      `${operation}: the post step finds the deployment if its creation had no response`,
      async stage => {
        const { github, made, run } = stage
        github.fault({ match: { method: 'POST', path: '/deployments' }, effect: { type: 'hang', when: 'after' } })
        const cancel = cancelAt(stage, isCreation)
        const { main, post, outputs } = await run({ ...inputs, operation }, { cancel })
        expect(main.outcome).toBe('cancelled')
        expect(outputs).toEqual({})
        expect(post?.exitCode).toBe(0)
        expect(states(made())).toEqual(['error'])
        expect(github.writes().map(({ method, path }) => `${method} ${path}`)).toHaveLength(2)
      },
      { speed }
    )

    story(
      `${operation}: the post step logs that nothing was created`,
      async stage => {
        const { github, repository, run } = stage
        github.fault({ match: { method: 'POST', path: '/deployments' }, effect: { type: 'hang', when: 'before' } })
        const cancel = cancelAt(stage, isCreation)
        const { post, said } = await run({ ...inputs, operation }, { cancel })
        expect(post?.exitCode).toBe(0)
        expect(post?.log).toContain('Nothing was created in octo/app, so there is nothing to finish.\n')
        expect(said('warning')).toEqual([])
        expect(repository.deployments).toEqual([])
        expect(github.writes()).toHaveLength(1)
      },
      { speed }
    )
  }
})

describe('cancelling the job', () => {
  story('before the creation request creates no deployment', async stage => {
    const { github, repository, events, run } = stage
    const event = events.issueComment(repository.pullRequest())
    const cancel = cancelAt(stage, ({ path }) => path.includes('/pulls/'))
    const { main, post, said } = await run(inputs, { event, cancel })
    expect(main.outcome).toBe('cancelled')
    expect(post?.exitCode).toBe(0)
    expect(post?.log).toContain('Nothing to finish.')
    expect(said('error')).toEqual(['The operation was canceled.'])
    expect(repository.deployments).toEqual([])
    expect(github.writes()).toEqual([])
  })

  story(
    'during the first status completes this status, and the post step sets error once',
    async stage => {
      const { main, post } = await stage.run(inputs, { cancel: cancelAt(stage, isStatus) })
      expect(main.outcome).toBe('cancelled')
      expect(post?.exitCode).toBe(0)
      expect(states(stage.made())).toEqual(['in_progress', 'error'])
    },
    { latency: 300 }
  )

  story(
    'between two batches of a teardown names no environment that still has a live deployment',
    async stage => {
      const previews = ['preview/pr-1', 'preview/pr-2']
      for (const name of previews) stage.repository.addTransient(name, ...Array<State>(15).fill('success'))
      const cancel = cancelAt(stage, ({ operation }) => operation === 'Deactivate')
      const { main, outputs } = await stage.run({ operation: 'deactivate', environment: 'preview/*' }, { cancel })
      expect(main.outcome).toBe('cancelled')
      const isLive = (name: string): boolean =>
        stage.repository.deploymentsOf(name).some(({ state }) => state === 'success')
      expect(previews.filter(isLive)).toEqual(previews)
      expect(outputs).toMatchObject({ deactivated: '10', environments: '[]' })
    },
    { latency: 300 }
  )

  story(
    'before the final state of a preview leaves no link to a page that is not there',
    async stage => {
      const given = { ...inputs, 'transient-environment': true, 'environment-url': 'https://pr-1.example.com' }
      await stage.run(given, { cancel: cancelAt(stage, isStatus) })
      expect(states(stage.made())).toEqual(['in_progress', 'inactive'])
      expect(stage.made().latestStatus?.environmentUrl).toBe('')
    },
    { latency: 300 }
  )

  story('during the post step still records success', async stage => {
    const { github, made, run } = stage
    const cancel = cancelAt(stage, ({ operation }) => operation === 'Look')
    const { post } = await run(inputs, { cancel })
    expect(post?.exitCode).toBe(0)
    expect(states(made())).toEqual(['in_progress', 'success'])
    expect(sequence(github.requests).at(-1)).toBe('POST deployments/{id}/statuses')
  })
})
