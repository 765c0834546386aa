import { describe, expect } from '@jest/globals'
import { sequence, states, story } from './stage.ts'

const inputs = { operation: 'create', environment: 'staging' }

describe('create', () => {
  story('creates a deployment without a status, and the post step does nothing', async stage => {
    const { github, repository, made, run } = stage
    const { main, post, outputs, said } = await run(inputs)
    expect([main.exitCode, post?.exitCode]).toEqual([0, 0])
    expect(sequence(github.requests)).toEqual(['POST deployments'])
    expect(states(made())).toEqual([])
    expect(made()).toMatchObject({ environment: 'staging', sha: repository.tip, task: 'deploy' })
    expect(outputs).toMatchObject({ 'deployment-id': String(made().id), environment: 'staging', deactivated: '0' })
    expect(outputs).not.toHaveProperty('state')
    expect(post?.log).toContain('Nothing to finish.')
    expect(['error', 'warning', 'notice'].flatMap(level => said(level as 'error'))).toEqual([])
  })

  const hint =
    'GITHUB_TOKEN created this deployment, so it does not trigger workflows "on: deployment". To trigger them, set "token" to a GitHub App or personal access token.\n'

  for (const state of ['', 'queued', 'pending']) {
    story(`with ${state || 'no'} state and GITHUB_TOKEN logs that no workflows are triggered`, async ({ run }) => {
      const { main, post, said } = await run({ ...inputs, state })
      expect(main.log.split(hint)).toHaveLength(2)
      expect(post?.log).not.toContain('GITHUB_TOKEN')
      expect(['error', 'warning', 'notice'].flatMap(level => said(level as 'error'))).toEqual([])
    })
  }

  story('does not mention other workflows if the token can trigger them', async ({ github, run }) => {
    const { main, said } = await run({ ...inputs, token: github.token({ kind: 'pat' }) })
    expect(main.log).not.toContain('trigger')
    expect(said('notice')).toEqual([])
  })

  story('leaves the deployment unchanged if the job fails', async ({ made, run }) => {
    const { job } = await run({ ...inputs, state: 'queued' }, { later: [{ run: 'exit 1' }] })
    expect(job.conclusion).toBe('failure')
    expect(states(made())).toEqual(['queued'])
  })

  // After a success, the action looks for older deployments.
  const looks: Record<string, string[]> = { Success: ['Scan'] }
  for (const state of ['failure', 'in_progress', 'queued', 'Success']) {
    story(`writes the first status, ${state}`, async ({ github, made, run }) => {
      const { outputs, main } = await run({ ...inputs, state })
      const [status] = made().statuses
      expect(made().statuses).toHaveLength(1)
      expect(status).toMatchObject({ state: state.toLowerCase(), environmentUrl: '' })
      expect(outputs).toMatchObject({ state: state.toLowerCase(), 'status-id': String(status?.id), deactivated: '0' })
      const after = looks[state] ?? []
      expect(sequence(github.requests)).toEqual(['POST deployments', 'POST deployments/{id}/statuses', ...after])
      expect(main.summary).toContain(`${state.toLowerCase()}</td>`)
    })
  }

  story('writes "environment-url" to the status', async ({ made, run }) => {
    const url = 'https://staging.example.com'
    const { outputs } = await run({ ...inputs, state: 'success', 'environment-url': url })
    expect(made().latestStatus?.environmentUrl).toBe(url)
    expect(outputs['environment-url']).toBe(url)
  })

  story('sends all inputs', async ({ github, repository, made, run }) => {
    const sha = repository.commit('Work', { branch: 'feature' })
    repository.contexts(sha, [
      { context: 'build', state: 'success' },
      { context: 'lint', state: 'success' },
      { context: 'slow', state: 'pending' }
    ])
    const { outputs } = await run({
      ...inputs,
      ref: 'feature',
      task: 'deploy:migrations',
      description: 'Blue, at last',
      payload: '{"colour":"blue","depth":{"of":[1,2.5,null]}}',
      state: 'pending',
      'log-url': 'https://ci.example.com/1',
      'transient-environment': true,
      'production-environment': true,
      'auto-inactive': false,
      'auto-merge': false,
      'required-contexts': 'build, lint'
    })
    const payload = { colour: 'blue', depth: { of: [1, 2.5, null] } }
    const [creation, status] = github.restRequests().map(({ body }) => body)
    expect(creation).toEqual({
      ref: 'feature',
      task: 'deploy:migrations',
      description: 'Blue, at last',
      payload,
      environment: 'staging',
      transient_environment: true,
      production_environment: true,
      auto_merge: false,
      required_contexts: ['build', 'lint']
    })
    expect(status).toEqual({
      state: 'pending',
      description: 'Blue, at last',
      log_url: 'https://ci.example.com/1',
      auto_inactive: false
    })
    expect(made()).toMatchObject({ sha, payload })
    expect(outputs).toEqual({
      'deployment-id': String(made().id),
      'deployment-url': `${github.apiUrl}/repos/octo/app/deployments/${made().id}`,
      'status-id': String(made().latestStatus?.id),
      state: 'pending',
      environment: 'staging',
      'environment-url': '',
      'log-url': 'https://ci.example.com/1',
      ref: 'feature',
      sha,
      task: 'deploy:migrations',
      payload: JSON.stringify(payload),
      deactivated: '0'
    })
  })

  story('sends the defaults if only "environment" is set', async ({ github, repository, run }) => {
    await run(inputs)
    expect(github.restRequests()[0]?.body).toEqual({
      ref: repository.tip,
      task: 'deploy',
      description: `Deploy ${repository.tip.slice(0, 7)} to staging`,
      payload: expect.objectContaining({ workflow: 'Deploy', event: 'push' }) as object,
      environment: 'staging',
      transient_environment: false,
      auto_merge: false,
      required_contexts: []
    })
  })
})

describe('the payload', () => {
  const payloads: Record<string, [given: string, sent: unknown, output: string]> = {
    'an object': ['{ "a": [1, "2"] }', { a: [1, '2'] }, '{"a":[1,"2"]}'],
    'an empty object': ['{}', {}, '{}'],
    // JavaScript and jq also round integers of more than 53 bits.
    'an object with a very large integer': [
      '{ "a": 12345678901234567890 }',
      { a: 12345678901234567000 },
      '{"a":12345678901234567000}'
    ],
    text: ['blue green', 'blue green', '"blue green"'],
    'JSON that is not an object, as text': ['17', '17', '"17"'],
    'quoted text': ['"blue"', '"blue"', String.raw`"\"blue\""`],
    'text with several lines': ['one\ntwo', 'one\ntwo', String.raw`"one\ntwo"`]
  }
  for (const [name, [given, sent, output]] of Object.entries(payloads)) {
    story(`can be ${name}`, async ({ made, run }) => {
      const { outputs } = await run({ ...inputs, payload: given })
      expect(made().payload).toEqual(sent)
      expect(outputs['payload']).toBe(output)
    })
  }

  story('can be read by fromJSON in a later step', async ({ run }) => {
    const echo = {
      id: 'echo',
      run: 'echo "colour=${{ fromJSON(steps.deployment.outputs.payload).colour }}" >> "$GITHUB_OUTPUT"'
    }
    const { job } = await run({ ...inputs, payload: '{"colour":"blue"}' }, { later: [echo] })
    expect(job.step('echo').outputs).toEqual({ colour: 'blue' })
  })
})

describe('required contexts', () => {
  for (const [given, sent] of [
    ['none', []],
    ['NONE', []],
    ['all', undefined],
    ['build', ['build']],
    ['build, lint\ne2e / all, browsers', ['build', 'lint', 'e2e / all', 'browsers']],
    ['build\nbuild', ['build']]
  ] as const) {
    story(`${JSON.stringify(given)} are sent as ${JSON.stringify(sent)}`, async ({ github, repository, run }) => {
      repository.contexts(
        repository.tip,
        ['build', 'lint', 'e2e / all', 'browsers'].map(context => ({ context, state: 'success' }))
      )
      const { main } = await run({ ...inputs, 'required-contexts': given })
      expect(main.exitCode).toBe(0)
      expect((github.restRequests()[0]?.body as Record<string, unknown>)['required_contexts']).toEqual(sent)
    })
  }
})
