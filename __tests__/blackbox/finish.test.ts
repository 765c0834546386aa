import { describe, expect } from '@jest/globals'
import type { Step } from '../simulator/runner/step.ts'
import { sequence, states, story, type Stage, type Surroundings } from './stage.ts'

const inputs = { environment: 'staging' }
const url = 'https://staging.example.com'
const preliminary = 'https://old.example.com'

describe('a final state that another user has set meanwhile is kept', () => {
  for (const state of ['success', 'failure', 'error', 'inactive'] as const) {
    story(state, async ({ github, repository, made, run }) => {
      const somebody = () => {
        repository.addStatus(made(), { state, description: 'Somebody else' }, repository.world.account('monalisa'))
        return undefined
      }
      const later: Step[] = [{ uses: 'octo/somebody@v1' }, { run: 'exit 1' }]
      const { post, said } = await run(inputs, { later, actions: { 'octo/somebody': somebody } })
      expect(post?.exitCode).toBe(0)
      expect(states(made())).toEqual(['in_progress', state])
      expect(post?.log).toContain(`Deployment ${made().id} already ended as ${state}, so its state stays the same.\n`)
      expect(post?.summary).toMatch(new RegExp(`<th align="left">State</th><td>\\S+ ${state}</td>`))
      expect(said('warning')).toEqual([])
      expect(sequence(github.requests).at(-1)).toBe('Look')
    })
  }

  story('but a state that is not final is replaced', async ({ repository, made, run }) => {
    const somebody = () => {
      repository.addStatus(made(), { state: 'queued' }, repository.world.account('monalisa'))
      return undefined
    }
    await run(inputs, { later: [{ uses: 'octo/somebody@v1' }], actions: { 'octo/somebody': somebody } })
    expect(states(made())).toEqual(['in_progress', 'queued', 'success'])
  })

  story('with an update in the same job', async ({ made, run }) => {
    const update = {
      operation: 'update',
      state: 'failure',
      'deployment-id': '${{ steps.deployment.outputs.deployment-id }}'
    }
    await run(inputs, { later: [{ uses: './', with: update }] })
    expect(states(made())).toEqual(['in_progress', 'failure'])
  })
})

describe('a URL set earlier is kept in the final status', () => {
  const update = { operation: 'update', state: 'in_progress', environment: 'staging', 'environment-url': preliminary }

  story('set by an update', async ({ made, run }) => {
    await run(inputs, {
      later: [
        { uses: './', with: update },
        { uses: './', with: { ...update, 'environment-url': url } },
        { uses: './', with: { ...update, 'environment-url': '' } }
      ]
    })
    expect(made().statuses.map(({ environmentUrl }) => environmentUrl)).toEqual(['', preliminary, url, url, url])
  })

  story('set by main, if post has none', async ({ made, run }) => {
    const forgotten = { env: { URL: preliminary }, later: [{ run: 'echo "URL=" >> "$GITHUB_ENV"' }] }
    await run({ ...inputs, 'environment-url': '${{ env.URL }}' }, forgotten)
    expect(made().statuses.map(({ environmentUrl }) => environmentUrl)).toEqual([preliminary, preliminary])
  })

  story('set later by another user, if post has only the URL from main', async ({ made, run }) => {
    await run({ ...inputs, 'environment-url': url }, { later: [{ uses: './', with: update }] })
    expect(made().statuses.map(({ environmentUrl }) => environmentUrl)).toEqual([url, preliminary, preliminary])
  })

  story('and gives way to a newer one', async ({ made, run }) => {
    const late = { ...inputs, 'environment-url': `\${{ steps.ship.outputs.url || '${preliminary}' }}` }
    await run(late, { later: [{ id: 'ship', run: `echo "url=${url}" >> "$GITHUB_OUTPUT"` }] })
    expect(made().statuses.map(({ environmentUrl }) => environmentUrl)).toEqual([preliminary, url])
  })

  story('also if GraphQL is refused', async ({ github, made, run }) => {
    const token = github.token({ kind: 'repo_deployment' })
    await run({ ...inputs, token }, { later: [{ uses: './', with: update }] })
    expect(made().latestStatus).toMatchObject({ state: 'success', environmentUrl: preliminary })
  })
})

describe('the check before the final state', () => {
  story(
    'may fail: older ones end, also behind more than a hundred of other tasks',
    async ({ github, repository, run }) => {
      const day = 24 * 60 * 60_000
      const older = repository.addDeployment({
        environment: 'staging',
        task: 'deploy:api',
        sha: repository.tip,
        state: 'success',
        createdAt: Date.now() - day
      })
      repository.addDeployments(Array<'failure'>(120).fill('failure'), { environment: 'staging', task: 'deploy:web' })
      github.fault({ match: { operation: 'Look' }, times: 2, effect: { type: 'hang', when: 'before' } })
      await run({ ...inputs, task: 'deploy:api' })
      expect(states(older)).toEqual(['success', 'inactive'])
    },
    { speed: 20 }
  )

  /** Fast, because the action retries when it gets a 404. */
  const speed = 20

  story(
    'may fail: the final state is still written',
    async ({ github, made, run }) => {
      const missing = { type: 'respond', status: 404, body: '{"message":"Not Found"}' } as const
      const effect = { ...missing, headers: { 'content-type': 'application/json' } }
      github.fault({ match: { operation: 'Look' }, times: 9, effect })
      github.fault({ match: { method: 'GET', path: '/statuses' }, times: 9, effect })
      const forgotten = { env: { URL: url }, later: [{ run: 'echo "URL=" >> "$GITHUB_ENV"' }] }
      const late = { ...inputs, 'environment-url': '${{ env.URL }}' }
      const { post, said } = await run(late, forgotten)
      expect(post?.exitCode).toBe(0)
      expect(states(made())).toEqual(['in_progress', 'success'])
      expect(made().latestStatus?.environmentUrl).toBe(url)
      expect(post?.log).toContain(', so its final state is written without that check. Could not ')
      expect([...said('error'), ...said('warning')]).toEqual([])
    },
    { speed }
  )
})

describe('a deployment that somebody deletes while the job runs', () => {
  const later = [{ uses: 'octo/somebody@v1' }]
  const somebodyIn = ({ repository }: Stage): Surroundings => ({
    later,
    actions: {
      'octo/somebody': () => {
        const deployment = repository.deployments.at(-1)
        if (deployment !== undefined) repository.deleteDeployment(deployment)
        return undefined
      }
    }
  })

  for (const [result, state] of [
    ['success', 'success'],
    ['failure', 'failure'],
    ['cancelled', 'error']
  ] as const) {
    story(`is one notice if it ended as ${result}, and older ones stay as they are`, async stage => {
      const { repository, run } = stage
      const [older] = repository.addDeployments(['success'], { environment: 'staging' })
      const { job, post, said } = await run({ ...inputs, result }, somebodyIn(stage))
      expect(job.conclusion).toBe('success')
      expect(post?.exitCode).toBe(0)
      expect(said('notice')).toEqual([
        expect.stringMatching(
          `^Deployment \\d+ was deleted while the job ran, so its final state .${state}. is not recorded`
        )
      ])
      expect([...said('warning'), ...said('error')]).toEqual([])
      expect(repository.deployments.map(states)).toEqual([['success']])
      expect(older.state).toBe('success')
      expect(post?.summary).toContain('Deployment to staging is deleted')
    })
  }

  story('may be the only one of the repository', async stage => {
    const { post, said } = await stage.run(inputs, somebodyIn(stage))
    expect(post?.exitCode).toBe(0)
    expect(said('notice')).toHaveLength(1)
    expect(stage.repository.deployments).toEqual([])
  })

  story('is also one notice if GraphQL is refused', async stage => {
    const token = stage.github.token({ kind: 'repo_deployment' })
    const { post, said } = await stage.run({ ...inputs, token }, somebodyIn(stage))
    expect(post?.exitCode).toBe(0)
    expect(said('notice')).toHaveLength(1)
  })

  story(
    'is not confused with a repository that the token may not see any more',
    async ({ github, repository, run }) => {
      Object.assign(repository, { private: true })
      const token = github.token({ kind: 'pat' })
      const shut = (): undefined => {
        github.shutOut(token)
      }
      const { job, post, said } = await run({ ...inputs, token }, { later, actions: { 'octo/somebody': shut } })
      expect(post?.exitCode).toBe(1)
      expect(job.conclusion).toBe('failure')
      expect(said('notice')).toEqual([])
      expect(said('error')).toEqual([expect.stringMatching(/^Could not set deployment \d+ to success: Not Found/)])
    }
  )

  const headers = { 'content-type': 'application/json' }
  const missing = { type: 'respond', status: 404, headers, body: '{"message":"Not Found"}' } as const

  story('is not confused with one that a replica does not show at first', async ({ github, run }) => {
    github.fault({ match: { method: 'POST', path: '/statuses', nth: 2 }, effect: missing })
    github.fault({ match: { method: 'GET', path: /\/deployments\/\d+$/ }, effect: missing })
    const { post, said } = await run(inputs)
    expect(post?.exitCode).toBe(1)
    expect(said('notice')).toEqual([])
    expect(said('error')).toEqual([expect.stringMatching(/^Could not set deployment \d+ to success: Not Found/)])
  })

  story('is not confused with one that only the look does not find', async ({ github, made, run }) => {
    github.fault({ match: { operation: 'Look' }, effect: missing })
    github.fault({ match: { method: 'GET', path: '/statuses' }, times: 9, effect: missing })
    const { post, said } = await run(inputs)
    expect(post?.exitCode).toBe(0)
    expect(made().state).toBe('success')
    expect(said('notice')).toEqual([])
  })

  story('is not confused with one that only the write does not find', async ({ github, run }) => {
    github.fault({ match: { method: 'POST', path: '/statuses', nth: 2 }, effect: missing })
    const { post, said } = await run(inputs)
    expect(post?.exitCode).toBe(1)
    expect(said('notice')).toEqual([])
  })

  for (const operation of ['update', 'wait']) {
    story(`fails ${operation} by its ID`, async ({ repository, run }) => {
      const deployment = repository.addDeployment({ environment: 'staging' })
      repository.deleteDeployment(deployment)
      const state = operation === 'update' ? { state: 'success' } : {}
      const { main, said } = await run({ operation, 'deployment-id': deployment.id, ...state })
      expect(main.exitCode).toBe(1)
      expect(said('error')).toHaveLength(1)
    })
  }
})

describe('inputs that post reads again', () => {
  story('an unknown result is recorded as error, with a warning', async ({ made, run }) => {
    const { job, post, said } = await run({ ...inputs, result: 'Splendid' })
    expect(job.conclusion).toBe('success')
    expect(post?.exitCode).toBe(0)
    expect(states(made())).toEqual(['in_progress', 'error'])
    expect(said('warning')).toEqual([
      'Unknown result "splendid": the deployment is recorded as error. Use step outcomes, job statuses or one deployment state.'
    ])
  })

  for (const bad of ['staging.example.com', 'ftp://example.com', 'javascript:alert(1)', 'https://', '/path']) {
    story(`a bad URL is a warning, and the final state is recorded: ${bad}`, async ({ made, run }) => {
      const { job, post, said } = await run({ ...inputs, 'environment-url': bad })
      expect(job.conclusion).toBe('success')
      expect(post?.exitCode).toBe(0)
      expect(states(made())).toEqual(['in_progress', 'success'])
      expect(made().statuses.map(({ environmentUrl }) => environmentUrl)).toEqual(['', ''])
      expect(said('warning')).toEqual([
        `The final status is recorded without this link: "environment-url" must be an absolute http or https URL, not "${bad}".`
      ])
    })
  }

  story('a URL in quotes, as "terraform output" prints it, is told from other bad ones', async ({ made, run }) => {
    const { job, said } = await run({ ...inputs, 'environment-url': '"https://staging.example.com"' })
    expect(job.conclusion).toBe('success')
    expect(states(made())).toEqual(['in_progress', 'success'])
    expect(said('warning')).toEqual([
      'The final status is recorded without this link: "environment-url" must be a URL without quotes around it, not "https://staging.example.com". With Terraform, use "terraform output -raw".'
    ])
  })

  story('a bad URL does not remove an earlier one', async ({ made, run }) => {
    const later = [{ id: 'ship', run: 'echo "url=oops" >> "$GITHUB_OUTPUT"' }]
    await run({ ...inputs, 'environment-url': `\${{ steps.ship.outputs.url || '${preliminary}' }}` }, { later })
    expect(made().latestStatus).toMatchObject({ state: 'success', environmentUrl: preliminary })
  })

  story("is the outcome, the texts, the URLs and the tokens: everything else is main's word", async ({ made, run }) => {
    const changed = { later: [{ run: 'echo "WORD=later" >> "$GITHUB_ENV"' }], env: { WORD: 'first' } }
    const word = '${{ env.WORD }}'
    await run(
      {
        environment: `staging-${word}`,
        description: `A ${word} description`,
        'log-url': `https://ci.example.com/${word}`,
        'transient-environment': "${{ env.WORD == 'first' }}",
        repository: "${{ env.WORD == 'first' && 'octo/app' || 'octo/other' }}"
      },
      changed
    )
    expect(made()).toMatchObject({ environment: 'staging-first', transient: true, description: 'A first description' })
    expect(made().statuses).toMatchObject([
      { description: 'A first description', logUrl: 'https://ci.example.com/first' },
      { description: 'A later description', logUrl: 'https://ci.example.com/later' }
    ])
  })
})

describe('a final state that cannot be written', () => {
  story('fails the step, and the job with it', async ({ github, made, run }) => {
    const body = JSON.stringify({ message: 'Validation Failed', errors: [{ message: 'too many statuses' }] })
    github.fault({
      match: { method: 'POST', path: '/statuses', nth: 2 },
      effect: { type: 'respond', status: 422, body, headers: { 'content-type': 'application/json' } }
    })
    const { job, main, post, said } = await run(inputs)
    expect([main.exitCode, post?.exitCode]).toEqual([0, 1])
    expect(job.conclusion).toBe('failure')
    expect(states(made())).toEqual(['in_progress'])
    const requestId = github.requests.at(-1)?.requestId ?? ''
    expect(said('error')).toEqual([
      `Could not set deployment ${made().id} to success: Validation Failed: too many statuses (HTTP 422). Correct the value that GitHub names. [request ${requestId}]`
    ])
  })

  story('does not fail the job with continue-on-error, which also applies to post', async ({ github, run }) => {
    const effect = { type: 'respond', status: 404, body: '{"message":"Not Found"}' } as const
    github.fault({ match: { method: 'POST', path: '/statuses', nth: 2 }, effect })
    const { job, post } = await run(inputs, { step: { 'continue-on-error': true } })
    expect(post?.exitCode).toBe(1)
    expect(job.conclusion).toBe('success')
  })
})
