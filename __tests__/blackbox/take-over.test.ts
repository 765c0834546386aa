import { describe, expect } from '@jest/globals'
import { sequence, states, story } from './stage.ts'

const url = 'https://staging.example.com'

describe('a workflow on: deployment', () => {
  story('needs one step and no inputs', async ({ github, repository, events, made, run }) => {
    const before = repository.addDeployment({ environment: 'Production', state: 'success' })
    const deployment = repository.addDeployment({
      environment: 'staging',
      ref: 'main',
      task: 'deploy:web',
      payload: { colour: 'blue' },
      creator: 'hubot'
    })
    expect(() => made()).toThrow()
    const { main, post, outputs, said } = await run({}, { event: events.deployment(deployment) })
    expect([main.exitCode, post?.exitCode]).toEqual([0, 0])
    expect([...said('error'), ...said('warning'), ...said('notice')]).toEqual([])
    expect(repository.deployments).toHaveLength(2)
    expect(states(deployment)).toEqual(['in_progress', 'success'])
    expect(states(before)).toEqual(['success'])
    expect(outputs).toMatchObject({
      'deployment-id': String(deployment.id),
      environment: 'staging',
      ref: 'main',
      sha: repository.tip,
      task: 'deploy:web',
      payload: '{"colour":"blue"}'
    })
    expect(main.log).toContain(`Taken over  deployment ${deployment.id} of `)
    expect(sequence(github.requests)).toEqual([
      'Scan',
      'POST deployments/{id}/statuses',
      'Look',
      'POST deployments/{id}/statuses'
    ])
  })

  story('reports the result of the job, with a URL', async ({ repository, events, made, run }) => {
    const deployment = repository.addDeployment({ environment: 'staging', transient: true })
    const later = [{ id: 'ship', run: `echo "url=${url}" >> "$GITHUB_OUTPUT"; exit 1` }]
    await run({ 'environment-url': '${{ steps.ship.outputs.url }}' }, { event: events.deployment(deployment), later })
    expect(states(made())).toEqual(['in_progress', 'failure'])
    expect(made().latestStatus?.environmentUrl).toBe(url)
  })

  story('supersedes older ones if the deployment is transient', async ({ repository, events, run }) => {
    const older = repository.addDeployment({ environment: 'preview', transient: true, state: 'success' })
    const deployment = repository.addDeployment({ environment: 'preview', transient: true })
    await run({}, { event: events.deployment(deployment) })
    expect([older, deployment].map(({ state }) => state)).toEqual(['inactive', 'success'])
  })
})

describe('"environment" and "task" say which deployments a workflow is responsible for', () => {
  const others = [
    [{ environment: 'production' }, 'its environment is Staging, not production.'],
    [{ task: 'migrate' }, 'its task is deploy, not migrate.'],
    [{ environment: 'staging', task: 'Deploy' }, 'its task is deploy, not Deploy.']
  ] as const
  for (const [inputs, why] of others) {
    story(`others are left alone: ${JSON.stringify(inputs)}`, async ({ github, repository, events, made, run }) => {
      const deployment = repository.addDeployment({ environment: 'Staging' })
      const { main, post, outputs, said } = await run(inputs, { event: events.deployment(deployment) })
      expect([main.exitCode, post?.exitCode]).toEqual([0, 0])
      expect(main.log).toBe(`Deployment ${deployment.id} is left alone: ${why}\n`)
      expect(outputs['deployment-id'] ?? '').toBe('')
      expect([...said('error'), ...said('warning'), ...said('notice')]).toEqual([])
      expect(states(made())).toEqual([])
      expect(github.requests).toEqual([])
    })
  }

  for (const inputs of [{ environment: 'staging' }, { task: 'deploy' }, { environment: 'STAGING', task: 'deploy' }]) {
    story(`its own are taken over: ${JSON.stringify(inputs)}`, async ({ repository, events, made, run }) => {
      const event = events.deployment(repository.addDeployment({ environment: 'Staging' }))
      await run(inputs, { event })
      expect(states(made())).toEqual(['in_progress', 'success'])
    })
  }
})

describe('"deployment-id"', () => {
  story('takes the deployment over, whatever the event', async ({ github, repository, made, run }) => {
    const deployment = repository.addDeployment({ environment: 'staging', state: 'queued' })
    const { main, outputs } = await run({ 'deployment-id': deployment.id, result: 'failure' })
    expect(main.exitCode).toBe(0)
    expect(states(made())).toEqual(['queued', 'in_progress', 'failure'])
    expect(outputs['deployment-id']).toBe(String(deployment.id))
    expect(sequence(github.requests)).toEqual([
      'GET deployments/{id}',
      'Scan',
      'POST deployments/{id}/statuses',
      'Look',
      'POST deployments/{id}/statuses'
    ])
  })

  story('wins over the deployment of the event', async ({ repository, events, run }) => {
    const [named, other] = [
      repository.addDeployment({ environment: 'staging' }),
      repository.addDeployment({ environment: 'staging' })
    ]
    await run({ 'deployment-id': named.id }, { event: events.deployment(other) })
    expect([named, other].map(states)).toEqual([['in_progress', 'success'], []])
  })

  for (const [inputs, why] of [
    [{ environment: 'production' }, 'its environment is Staging, not production'],
    [{ environment: 'staging', task: 'deploy:web' }, 'its task is deploy, not deploy:web']
  ] as const) {
    story(`must match the inputs: ${JSON.stringify(inputs)}`, async ({ github, repository, events, run }) => {
      const deployment = repository.addDeployment({ environment: 'Staging' })
      const received = repository.addDeployment({ environment: 'Staging' })
      for (const event of [events.push(), events.deployment(received)]) {
        const { main, post, outputs, said } = await run({ 'deployment-id': deployment.id, ...inputs }, { event })
        expect([main.exitCode, post?.exitCode]).toEqual([1, 0])
        expect(said('error')).toEqual([
          `Deployment ${deployment.id} does not match the inputs: ${why}. Check "deployment-id", and correct or remove the input that differs.`
        ])
        expect(outputs['deployment-id'] ?? '').toBe('')
      }
      expect([deployment, received].map(states)).toEqual([[], []])
      expect(github.writes()).toEqual([])
    })
  }

  story("of the event's own deployment changes nothing", async ({ github, repository, events, run }) => {
    const deployment = repository.addDeployment({ environment: 'staging' })
    const event = events.deployment(deployment)
    const inputs = { 'deployment-id': deployment.id }
    const { main } = await run({ ...inputs, environment: 'production' }, { event })
    expect(main.exitCode).toBe(0)
    expect(main.log).toBe(`Deployment ${deployment.id} is left alone: its environment is staging, not production.\n`)
    expect(github.requests).toEqual([])
    await run({ ...inputs, environment: 'staging' }, { event })
    expect(states(deployment)).toEqual(['in_progress', 'success'])
  })

  // A fast clock, because the action retries when it gets a 404.
  story(
    'that does not exist is an error',
    async ({ github, run }) => {
      const { main, post, said } = await run({ 'deployment-id': 17 })
      expect([main.exitCode, post?.exitCode]).toEqual([1, 0])
      expect(said('error')).toEqual([expect.stringMatching(/^Could not find deployment 17: Not Found \(HTTP 404\)\. /)])
      expect(github.writes()).toEqual([])
    },
    { speed: 20 }
  )
})

describe('what only a new deployment can be given is an error', () => {
  const foreign = {
    ref: 'main',
    payload: '{}',
    'transient-environment': 'true',
    'production-environment': 'false',
    'auto-merge': 'false',
    'required-contexts': 'all'
  }
  const list = Object.keys(foreign)
    .map(name => `- "${name}" cannot be given for a deployment that exists already and is taken over.\n`)
    .join('')

  for (const how of ['with "deployment-id"', 'on: deployment']) {
    story(how, async ({ github, repository, events, made, run }) => {
      const deployment = repository.addDeployment({ environment: 'staging' })
      const { main, post, said } =
        how === 'on: deployment'
          ? await run(foreign, { event: events.deployment(deployment) })
          : await run({ ...foreign, 'deployment-id': deployment.id })
      expect([main.exitCode, post?.exitCode]).toEqual([1, 0])
      expect(said('error')).toEqual([
        `6 things are wrong with the inputs:\n${list}Correct the "with:" of this step; nothing was sent to GitHub.`
      ])
      expect(states(made())).toEqual([])
      expect(github.requests).toEqual([])
    })
  }

  story('and so is each alone', async ({ repository, events, run }) => {
    const event = events.deployment(repository.addDeployment({ environment: 'staging' }))
    const { said } = await run({ ref: 'HEAD' }, { event })
    expect(said('error')).toEqual([
      '"ref" cannot be given for a deployment that exists already and is taken over. Correct the "with:" of this step; nothing was sent to GitHub.'
    ])
  })
})

describe('on a deployment event', () => {
  story('create makes a new one all the same', async ({ repository, events, run }) => {
    const received = repository.addDeployment({ environment: 'staging' })
    await run({ operation: 'create', environment: 'canary' }, { event: events.deployment(received) })
    expect(repository.deployments.map(({ environment }) => environment)).toEqual(['staging', 'canary'])
    expect(repository.deployments[1]?.sha).toBe(received.sha)
  })

  story('a payload without a deployment is an error that says what to do', async ({ events, github, run }) => {
    const event = { ...events.push(), name: 'deployment' }
    const { main, said } = await run({}, { event })
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([
      'The event deployment holds no deployment that can be read: give "deployment-id". Correct the "with:" of this step; nothing was sent to GitHub.'
    ])
    expect(github.requests).toEqual([])
  })
})
