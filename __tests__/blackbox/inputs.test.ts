import { describe, expect } from '@jest/globals'
import { states, story, type Inputs } from './stage.ts'

const remedy = 'Correct the "with:" of this step; nothing was sent to GitHub.'

/** Invalid inputs and their errors. The unit tests cover every message. */
const bad: [name: string, inputs: Inputs, problems: string[]][] = [
  ['nothing at all', {}, ['"environment" is missing: deploy needs it.']],
  [
    'an operation that does not exist',
    { operation: 'destroy', environment: 'staging' },
    ['"operation" must be one of deploy, create, update, deactivate, delete, find, wait, not "destroy".']
  ],
  [
    'a control character in the environment',
    { environment: 'sta\u0007ging' },
    ['"environment" must not contain control characters.']
  ],
  [
    'a name that is too long',
    { environment: 'x'.repeat(256) },
    ['"environment" must have at most 255 characters, not 256.']
  ],
  [
    'an update without a state or a target',
    { operation: 'update' },
    ['"state" is missing: update needs it.', '"deployment-id" or "environment" is missing: update needs a deployment.']
  ],
  [
    'a number that is none',
    { operation: 'update', state: 'success', 'deployment-id': '1e3' },
    ['"deployment-id" must be a whole number of at least 1, not "1e3".']
  ],
  [
    'a word that YAML 1.2 does not take for a boolean',
    { environment: 'staging', summary: 'yes', 'auto-merge': 'off' },
    ['"summary" must be true or false, not "yes".', '"auto-merge" must be true or false, not "off".']
  ],
  [
    'a payload that is a list',
    { environment: 'staging', payload: '[1, 2]' },
    ['"payload" begins like JSON, but is not a JSON object.']
  ],
  [
    'everything at once',
    {
      operation: 'create',
      environment: 'one\ntwo',
      state: 'waiting',
      'environment-url': 'example.com',
      'log-url': 'ftp://example.com',
      'auto-inactive': 'sometimes',
      'transient-environment': 'maybe',
      'production-environment': '1',
      'auto-merge': 'no',
      'required-contexts': 'all, build',
      payload: '{"a":',
      repository: 'app',
      ref: 'ma\u0001in',
      task: 'de\u001bploy'
    },
    [
      '"state" must be one of error, failure, inactive, in_progress, pending, queued, success, cancelled, skipped, not "waiting".',
      '"repository" must be owner/name, not "app".',
      '"environment" must be one name: for several, run the job as a matrix.',
      '"payload" begins like JSON, but is not a JSON object.'
    ]
  ]
]

describe('everything that is wrong with the inputs is one error, before the first request', () => {
  for (const [name, inputs, problems] of bad) {
    story(name, async ({ github, run }) => {
      const { main, post, outputs, said } = await run(inputs)
      expect([main.exitCode, post?.exitCode]).toEqual([1, 0])
      expect(said('error')).toHaveLength(1)
      expect(said('error')[0]).toMatch(new RegExp(`${remedy.replaceAll(/[.":]/g, '.')}$`))
      for (const problem of problems) expect(said('error')[0]).toContain(problem)
      if (problems.length > 1) expect(said('error')[0]).toMatch(/^\d+ things are wrong with the inputs:\n- /)
      else expect(said('error')).toEqual([`${problems[0] ?? ''} ${remedy}`])
      expect(said('warning')).toEqual([])
      expect(outputs).toEqual({})
      expect(github.requests).toEqual([])
    })
  }

  story('also the inputs of another action that were left in place, with the page about them', async stage => {
    const { github, run } = stage
    const left = { step: 'start', env: 'staging', auto_inactive: false }
    const { main, said } = await run({ ...left, debug: '' }, { hasUndeclared: true })
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([
      [
        '4 things are wrong with the inputs:',
        '- "step" is not an input of this action: use "operation", or nothing to record a deployment from start to end.',
        '- "env" is not an input of this action: use "environment".',
        '- "auto_inactive" is not an input of this action: use "auto-inactive".',
        '- "environment" is missing: deploy needs it.',
        `${remedy} For the inputs of other actions, see docs/migrating.md.`
      ].join('\n')
    ])
    expect(github.requests).toEqual([])
  })

  story('one of them alone is an error too: ignored, it would be green and wrong', async ({ github, run }) => {
    const uses = 'OWNER/deployment-lifecycle@v1'
    const { main, said } = await run(
      { environment: 'staging', auto_inactive: false },
      { step: { uses }, hasUndeclared: true }
    )
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([
      `"auto_inactive" is not an input of this action: use "auto-inactive". ${remedy} For the inputs of other actions, see ${github.serverUrl}/OWNER/deployment-lifecycle/blob/v1/docs/migrating.md.`
    ])
    expect(github.requests).toEqual([])
  })

  story('a token that the runner does not have: how to give one there', async ({ github, run }) => {
    const { main, said } = await run({ environment: 'staging', token: '', 'workflow-token': '' })
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([
      `"token" is missing: the runner has none for this job. With act, run "act -s GITHUB_TOKEN=…". ${remedy}`
    ])
    expect(github.requests).toEqual([])
  })

  story('also what belongs to other operations, each with those', async ({ github, run }) => {
    const inputs = { environment: 'staging', state: 'success', keep: 3, timeout: '5m' }
    const { main, said } = await run(inputs)
    const [error = ''] = said('error')
    expect(main.exitCode).toBe(1)
    expect(said('error')).toHaveLength(1)
    expect(error).toMatch(/^3 things are wrong with the inputs:\n/)
    for (const [name, operations] of [
      ['state', ['create', 'update', 'find', 'wait', 'deactivate', 'delete']],
      ['keep', ['deactivate', 'delete']],
      ['timeout', ['wait']]
    ] as const) {
      const line = error.split('\n').find(candidate => candidate.startsWith(`- "${name}"`)) ?? ''
      for (const operation of operations) expect(line).toContain(operation)
    }
    expect(github.requests).toEqual([])
  })

  story('but not their defaults', async ({ run }) => {
    const others = { 'keep-open-pull-requests': 'false', 'dry-run': false, timeout: '30m', interval: '10s' }
    const { main } = await run({ environment: 'staging', 'delete-environment': 'False', ...others })
    expect(main.exitCode).toBe(0)
  })
})

describe('what is not wrong', () => {
  story('space around everything', async ({ made, run }) => {
    const inputs = {
      environment: '  staging\n',
      task: '\tdeploy:web ',
      'transient-environment': ' TRUE ',
      result: ' failure\n'
    }
    await run(inputs)
    expect(made()).toMatchObject({ environment: 'staging', task: 'deploy:web', transient: true })
    expect(states(made())).toEqual(['in_progress', 'failure'])
  })

  story('an expression that is empty, which is not given', async ({ made, run }) => {
    const empty = '${{ env.NOTHING }}'
    const names = [
      'operation',
      'task',
      'payload',
      'description',
      'state',
      'keep',
      'auto-inactive',
      'summary',
      'repository',
      'api-url'
    ]
    const { main, said } = await run({
      ...Object.fromEntries(names.map(name => [name, empty])),
      environment: 'staging'
    })
    expect(main.exitCode).toBe(0)
    expect([...said('error'), ...said('warning')]).toEqual([])
    expect(made()).toMatchObject({ environment: 'staging', task: 'deploy' })
  })

  for (const environment of [
    'pull request #12 / review',
    'Übung 🚀',
    'x'.repeat(255),
    '../../x',
    '%2F',
    'it\'s "fine" `here`'
  ]) {
    story(`the environment ${environment}`, async ({ made, run, repository }) => {
      const { job, outputs } = await run({ environment, 'transient-environment': true })
      expect(job.conclusion).toBe('success')
      expect(outputs['environment']).toBe(environment)
      expect(states(made())).toEqual(['in_progress', 'success'])
      await run({ environment, 'transient-environment': true })
      expect(repository.deploymentsOf(environment).map(({ state }) => state)).toEqual(['inactive', 'success'])
    })
  }
})
