import { describe, expect } from '@jest/globals'
import { states, story } from './stage.ts'

const asName = 'If an environment has this name, write "\\[" instead of "[" at its start.'
const remedy = 'Correct the "with:" of this step; nothing was sent to GitHub.'

const lists = {
  'a JSON list on one line': '["a","b"]',
  'a JSON list as toJSON writes it': '${{ toJSON(fromJSON(\'["a","b"]\')) }}',
  'an empty JSON list': '[]'
}

describe('is no name of an environment, and nothing is sent', () => {
  for (const [what, environment] of Object.entries(lists)) {
    for (const operation of ['deploy', 'create', 'update', 'wait']) {
      story(`${what} for ${operation}`, async ({ github, run }) => {
        const state = operation === 'update' ? { state: 'success' } : {}
        const { main, said } = await run({ operation, environment, ...state })
        expect(main.exitCode).toBe(1)
        expect(said('error')).toEqual([
          `"environment" must be one name, not a JSON list: for several, run the job as a matrix. ${asName} ${remedy}`
        ])
        expect(github.requests).toEqual([])
      })
    }

    for (const operation of ['deactivate', 'delete', 'find']) {
      story(`${what} for ${operation}`, async ({ github, repository, run }) => {
        repository.addDeployment({ environment: 'a', state: 'success' })
        const { main, said } = await run({ operation, environment })
        expect(main.exitCode).toBe(1)
        expect(said('error')).toEqual([
          `"environment" must have one name or pattern per line, not a JSON list. ${asName} ${remedy}`
        ])
        expect(github.requests).toEqual([])
        expect(repository.live('a')).toBe('active')
      })
    }
  }
})

describe('is a name or a pattern', () => {
  story('a JSON list that begins with a backslash', async ({ repository, run }) => {
    const { job, outputs, said } = await run({ environment: '\\["a","b"]' })
    expect(job.conclusion).toBe('success')
    expect(outputs['environment']).toBe('["a","b"]')
    expect(repository.deployments.map(({ environment }) => environment)).toEqual(['["a","b"]'])
    repository.addDeployment({ environment: 'a', state: 'success' })
    const { outputs: found } = await run({ operation: 'find', environment: '\\["a","b"]' })
    expect(JSON.parse(found['deployments'] ?? '')).toMatchObject([{ environment: '["a","b"]', state: 'success' }])
    const { outputs: ended } = await run({ operation: 'deactivate', environment: '\\["a","b"]' })
    expect(ended).toMatchObject({ deactivated: '1', environments: JSON.stringify(['["a","b"]']) })
    expect(repository.live('a')).toBe('active')
    expect(said('warning')).toEqual([])
  })

  story('a character class', async ({ repository, run }) => {
    for (const environment of ['1', '2', 'slug', 'a-web', 'c-web']) {
      repository.addDeployment({ environment, state: 'success' })
    }
    const environment = '[12]\n[slug]\n[ab]*\n!slug'
    const { main, outputs, said } = await run({ operation: 'deactivate', environment })
    expect(main.exitCode).toBe(0)
    expect(JSON.parse(outputs['environments'] ?? '')).toEqual(['1', '2', 'a-web'])
    expect(said('warning')).toEqual([])
  })
})

const warned = (names: string): string[] => [
  `An expression in "environment" may be empty: ${names}. The step uses the value as it is. Check the expression.`
]

describe('looks as if an expression in it were empty, and is used with one warning', () => {
  const environment = 'preview/pr-${{ github.event.pull_request.number }}'

  story('the name of a preview on a push', async ({ made, run }) => {
    const { job, said } = await run({ environment })
    expect(job.conclusion).toBe('success')
    expect(said('warning')).toEqual(warned('"preview/pr-"'))
    expect(made()).toMatchObject({ environment: 'preview/pr-' })
    expect(states(made())).toEqual(['in_progress', 'success'])
  })

  story('but not on a pull request', async ({ made, repository, events, run }) => {
    const pull = repository.pullRequest({ head: 'work', base: 'main' })
    const { said } = await run({ environment }, { event: events.pullRequest(pull) })
    expect(said('warning')).toEqual([])
    expect(made()).toMatchObject({ environment: `preview/pr-${pull.number}` })
  })

  story('lines of a teardown, an exclusion, too', async ({ repository, run }) => {
    for (const name of ['preview/pr-', 'preview/pr-1', 'web-', 'staging']) {
      repository.addDeployment({ environment: name, state: 'success' })
    }
    const { main, said } = await run({ operation: 'deactivate', environment: `preview/*\nweb-\n!${environment}` })
    expect(main.exitCode).toBe(0)
    expect(said('warning')).toEqual(warned('"web-", "!preview/pr-"'))
    const live = repository.deployments.filter(({ state }) => state === 'success')
    expect(live.map(({ environment: name }) => name)).toEqual(['preview/pr-', 'staging'])
  })
})
