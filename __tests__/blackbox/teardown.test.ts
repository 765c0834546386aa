import { describe, expect } from '@jest/globals'
import type { DeploymentSeed, Repository, State } from '../simulator/github/model.ts'
import type { SimulatedGitHub } from '../simulator/github/server.ts'
import { sequence, states, story } from './stage.ts'

const minute = 60_000

interface Entry {
  node_id: string
  id?: number
  environment: string
  sha: string
  ref?: string
  state: string | null
  action: string
  because: string
  failed?: string
}

const listed = (outputs: Readonly<Record<string, string>>): Entry[] =>
  JSON.parse(outputs['deployments'] ?? '') as Entry[]

const touched = (outputs: Readonly<Record<string, string>>): string[] =>
  JSON.parse(outputs['environments'] ?? '') as string[]

const left = (repository: Repository): string[] =>
  repository.deployments.map(({ environment, state }) => `${environment}: ${state ?? 'no status'}`)

const environmentsOf = (repository: Repository): string[] => repository.environments.map(({ name }) => name)

/** Returns the requests that were sent with a token. */
const sentWith = (github: SimulatedGitHub, label: string): string[] =>
  sequence(github.requests.filter(({ token }) => token?.startsWith(label)))

describe('deactivate', () => {
  story('sets only live deployments to inactive', async ({ github, repository, run }) => {
    const all = repository.addTransient('preview/pr-12', 'failure', 'inactive', 'error', 'success', 'in_progress', {})
    repository.addTransient('staging', 'success')
    const { outputs, main, post, said } = await run(
      { operation: 'deactivate', environment: 'preview/pr-12' },
      { workflow: 'Preview', runId: 42, checkRunId: 4242 }
    )
    expect([main.exitCode, post?.exitCode]).toEqual([0, 0])
    expect(all.map(states)).toEqual([
      ['failure'],
      ['inactive'],
      ['error'],
      ['success', 'inactive'],
      ['in_progress', 'inactive'],
      ['inactive']
    ])
    expect(repository.live('preview/pr-12')).toBe('destroyed')
    expect(repository.live('staging')).toBe('active')
    expect(all[3].latestStatus).toMatchObject({
      description: 'Torn down by Preview',
      logUrl: `${github.serverUrl}/octo/app/actions/runs/42/job/4242`
    })
    expect(sequence(github.requests)).toEqual(['Scan', 'Deactivate'])
    expect(outputs).toMatchObject({ deactivated: '3', deleted: '0' })
    expect(touched(outputs)).toEqual(['preview/pr-12'])
    expect(listed(outputs).map(({ state, action, because }) => [state, action, because])).toEqual([
      [null, 'deactivate', 'it is live (without a status)'],
      ['in_progress', 'deactivate', 'it is live (in_progress)'],
      ['success', 'deactivate', 'it is live (success)'],
      ['error', 'none', 'it is not live (error)'],
      ['inactive', 'none', 'it is not live (inactive)'],
      ['failure', 'none', 'it is not live (failure)']
    ])
    expect(listed(outputs)[2]).toMatchObject({
      node_id: all[3].nodeId,
      environment: 'preview/pr-12',
      sha: all[3].sha
    })
    expect(said('warning')).toEqual([])
    expect(main.log).toContain('3 to deactivate, 3 not live (6 deployments in environment preview/pr-12)')
    expect(main.log).toContain('Torn down   3 deployments deactivated')
    expect(post?.log).toContain('Nothing to finish.')
  })

  story('writes the given description and log URL', async ({ repository, run }) => {
    const [deployment] = repository.addTransient('staging', 'success')
    await run({
      operation: 'deactivate',
      environment: 'staging',
      description: 'Gone fishing',
      'log-url': 'https://ci.example.com/7'
    })
    expect(deployment.latestStatus).toMatchObject({
      description: 'Gone fishing',
      logUrl: 'https://ci.example.com/7'
    })
  })

  story('deactivates production if a line names it in any case', async ({ repository, run }) => {
    repository.addTransient('production', 'success')
    const { outputs } = await run({ operation: 'deactivate', environment: 'Production' })
    expect(outputs['deactivated']).toBe('1')
  })

  for (const [given, written] of [
    ['STAGING', 'staging'],
    ['staging eu', 'Staging EU']
  ] as const) {
    story(`finds ${written} by the name ${given}`, async ({ repository, run }) => {
      repository.addTransient(written, 'success')
      const { outputs } = await run({ operation: 'deactivate', environment: given })
      expect(left(repository)).toEqual([`${written}: inactive`])
      expect(touched(outputs)).toEqual([written])
    })
  }

  for (const name of ['PR #82 Review', 'preview/a/b', 'übergröße 環境 🚀', 'release[1]', 'a\\b', 'a*b', '{y}', '..']) {
    story(`deactivates only the environment ${name} if a line names it`, async ({ repository, run }) => {
      for (const environment of [name, 'release1', 'ab', 'axb', 'x', 'y', 'preview/a']) {
        repository.addTransient(environment, 'success')
      }
      await run({ operation: 'deactivate', environment: name })
      const inactive = repository.deployments.filter(({ state }) => state === 'inactive')
      expect(inactive.map(({ environment }) => environment)).toEqual([name])
    })
  }

  story('deactivates the environment !x by its escaped name', async ({ repository, run }) => {
    for (const environment of ['x', '!x']) repository.addTransient(environment, 'success')
    await run({ operation: 'deactivate', environment: '\\!x' })
    expect(left(repository)).toEqual(['x: success', '!x: inactive'])
  })

  story('matches escaped characters in a pattern literally', async ({ repository, run }) => {
    for (const name of ['pr [1]', 'pr [2]', 'pr 1']) repository.addTransient(name, 'success')
    await run({ operation: 'deactivate', environment: 'pr \\[?\\]' })
    expect(left(repository)).toEqual(['pr [1]: inactive', 'pr [2]: inactive', 'pr 1: success'])
  })

  story('accepts lines, patterns and exclusions, but no pattern matches production', async stage => {
    const { repository, run } = stage
    for (const name of ['preview/1', 'preview/2', 'preview/2/web', 'staging', 'production', 'Production-eu']) {
      repository.addTransient(name, 'success')
    }
    const { outputs } = await run({
      operation: 'deactivate',
      environment: '  preview/**\n\n  !preview/2\n  STAGING\n  prod*\n  p*\n'
    })
    expect(touched(outputs)).toEqual(['preview/1', 'preview/2/web', 'Production-eu', 'staging'])
    expect(repository.live('preview/2')).toBe('active')
    expect(repository.live('production')).toBe('active')
  })

  story('logs that no environment matched', async ({ github, repository, run }) => {
    repository.addTransient('staging', 'success')
    const { outputs, main } = await run({ operation: 'deactivate', environment: 'preview/*' })
    expect(main.exitCode).toBe(0)
    expect(outputs).toMatchObject({ deactivated: '0', deleted: '0', deployments: '[]', environments: '[]' })
    expect(main.log).toContain('Nothing to do: no such environment or deployment.')
    expect(sequence(github.requests)).toEqual(['GET environments'])
  })

  story('logs that an environment has no deployments', async ({ repository, run }) => {
    repository.addEnvironment('nowhere')
    const { outputs, main } = await run({ operation: 'deactivate', environment: 'nowhere' })
    expect(main.exitCode).toBe(0)
    expect(outputs).toMatchObject({ deactivated: '0', deployments: '[]', environments: '[]' })
    expect(main.log).toContain('Nothing to do: GitHub lists no deployments for environment nowhere.')
  })

  story('does not change a deployment that is created meanwhile', async ({ github, repository, run }) => {
    const [old] = repository.addTransient('staging', 'success')
    const stop = github.onAnswer(({ operation }) => {
      if (operation === 'Scan') repository.addDeployment({ environment: 'staging', state: 'success' })
    })
    const { outputs } = await run({ operation: 'deactivate', environment: 'staging' })
    stop()
    expect(outputs['deactivated']).toBe('1')
    expect(old.state).toBe('inactive')
    expect(repository.live('staging')).toBe('active')
  })

  story('prints the plan and writes nothing in a dry run', async ({ github, repository, run }) => {
    repository.addTransient('preview/1', 'success', 'failure')
    repository.addTransient('preview/2', 'failure')
    const { outputs, main } = await run({ operation: 'deactivate', environment: 'preview/*', 'dry-run': true })
    expect(github.writes()).toEqual([])
    expect(outputs).toMatchObject({ deactivated: '0', deleted: '0' })
    expect(touched(outputs)).toEqual(['preview/1'])
    expect(listed(outputs).map(({ action }) => action)).toEqual(['none', 'deactivate', 'none'])
    expect(main.log).toContain('Dry run     nothing was written')
    expect(main.summary).toContain('Dry run: nothing was written.')
  })

  story("keeps GitHub's own deployment for the job, with a warning", async ({ repository, run }) => {
    const own = repository.jobDeployment({
      environment: 'staging',
      checkRunId: 900_000_000_001,
      runId: 77,
      sha: repository.tip
    })
    const [ours] = repository.addTransient('staging', 'success')
    const inputs = { operation: 'delete', environment: 'staging', 'delete-environment': true }
    const { outputs, said } = await run(inputs, { runId: 77, checkRunId: 900_000_000_001 })
    expect(own.state).toBe('in_progress')
    expect(repository.deployments).toEqual([own])
    expect(ours.state).toBe('inactive')
    expect(outputs).toMatchObject({ deactivated: '1', deleted: '1' })
    expect(environmentsOf(repository)).toEqual(['staging'])
    expect(said('warning')).toEqual([
      expect.stringMatching(/^GitHub's own deployment for this job is kept, .*deployment: false/)
    ])
  })
})

describe('delete', () => {
  const inputs = { operation: 'delete', environment: 'preview/pr-12' }

  story('deactivates live deployments, deletes all, and keeps the environment', async stage => {
    const { github, repository, run } = stage
    repository.addTransient('preview/pr-12', 'failure', 'success', 'success', {})
    repository.addTransient('preview/pr-1', 'success')
    const { outputs, main } = await run(inputs)
    expect(main.exitCode).toBe(0)
    expect(left(repository)).toEqual(['preview/pr-1: success'])
    expect(environmentsOf(repository)).toContain('preview/pr-12')
    expect(sequence(github.requests)).toEqual(['Scan', 'Deactivate', 'Delete'])
    expect(outputs).toMatchObject({ deactivated: '3', deleted: '4' })
    expect(main.log).toContain('Torn down   3 deployments deactivated, 4 deleted')
  })

  story('deletes deployments that are not live without deactivating them', async ({ github, repository, run }) => {
    repository.addTransient('preview/pr-12', 'failure', 'inactive', 'error')
    const { outputs } = await run(inputs)
    expect(sequence(github.requests)).toEqual(['Scan', 'Delete'])
    expect(outputs).toMatchObject({ deactivated: '0', deleted: '3' })
  })

  story('uses "environment-token" only to delete the environment', async ({ github, repository, run }) => {
    repository.addTransient('preview/pr-12', 'success')
    const admin = github.token({ kind: 'admin' })
    const { outputs, main, said } = await run({ ...inputs, 'delete-environment': true, 'environment-token': admin })
    expect(main.exitCode).toBe(0)
    expect(environmentsOf(repository)).toEqual([])
    expect(sentWith(github, 'admin')).toEqual(['DELETE environments/preview%2Fpr-12'])
    expect(sentWith(github, 'workflow')).toEqual(['Scan', 'Deactivate', 'Delete', 'Scan'])
    expect(touched(outputs)).toEqual(['preview/pr-12'])
    expect(said('warning')).toEqual([])
    expect(main.log).toContain('1 environment deleted')
  })

  for (const [kind, answer] of [
    ['workflow', 'Resource not accessible by integration (HTTP 403)'],
    ['pat', 'Not Found (HTTP 404)']
  ] as const) {
    story(`warns if the ${kind} token cannot delete the environments`, async ({ github, repository, run }) => {
      repository.addTransient('preview/1', 'success')
      repository.addTransient('preview/2', 'success')
      const { main, said, outputs } = await run({
        operation: 'delete',
        environment: 'preview/*',
        'delete-environment': true,
        'environment-token': github.token({ kind })
      })
      expect(main.exitCode).toBe(0)
      expect(outputs).toMatchObject({ deactivated: '2', deleted: '2' })
      expect(environmentsOf(repository)).toEqual(['preview/1', 'preview/2'])
      expect(said('warning')).toHaveLength(1)
      expect(said('warning')[0]).toMatch(/^Could not delete 2 environments: preview\/1, preview\/2\. /)
      expect(said('warning')[0]).toContain(`GitHub says: ${answer}. `)
      expect(said('warning')[0]).toContain('needs administration: write, which GITHUB_TOKEN never has')
      expect(said('warning')[0]).toContain('"environment-token"')
      expect(said('warning')[0]).not.toContain('Not known to exist')
      expect(github.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(2)
    })
  }

  story('does not warn if the environment is already gone', async ({ github, repository, run }) => {
    repository.addTransient('preview/pr-12', 'success')
    for (const environment of repository.environments) repository.deleteEnvironment(environment)
    const { main, said } = await run({
      ...inputs,
      'delete-environment': true,
      'environment-token': github.token({ kind: 'admin' })
    })
    expect(main.exitCode).toBe(0)
    expect(said('warning')).toEqual([])
    expect(repository.deployments).toEqual([])
  })

  story('logs that an environment does not exist', async ({ github, run }) => {
    const { main, said } = await run({
      ...inputs,
      'delete-environment': true,
      'environment-token': github.token({ kind: 'admin' })
    })
    expect([main.exitCode, said('warning')]).toEqual([0, []])
    expect(main.log.trim()).toBe(
      'Nothing to do: GitHub shows no environment preview/pr-12 and lists no deployments for it. Deployments that a status moved to another environment are not looked for.'
    )
    // The list shows that the token can see environments.
    expect(sequence(github.requests)).toEqual(['Scan', 'GET environments/preview%2Fpr-12', 'GET environments'])
  })

  story('warns if neither token can check that the environments are gone', async ({ github, repository, run }) => {
    Object.assign(repository, { private: true })
    const { main, said } = await run({
      ...inputs,
      environment: 'preview/1\npreview/2',
      'delete-environment': true,
      'environment-token': github.token({ kind: 'admin' })
    })
    expect(main.exitCode).toBe(0)
    expect(said('warning')).toEqual([
      expect.stringMatching(
        /^Could not delete 2 environments: .* Not known to exist: preview\/1, preview\/2\. .*"permissions: actions: read"/
      )
    ])
    expect(github.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(2)
  })

  story('keeps an environment if a deployment in it is kept', async ({ github, repository, run }) => {
    repository.addTransient('preview/pr-12', 'success', 'success')
    await run({
      ...inputs,
      keep: 1,
      'delete-environment': true,
      'environment-token': github.token({ kind: 'admin' })
    })
    expect(left(repository)).toEqual(['preview/pr-12: success'])
    expect(environmentsOf(repository)).toEqual(['preview/pr-12'])
    expect(sentWith(github, 'admin')).toEqual([])
  })

  story('keeps an environment if a deployment is created meanwhile', async ({ github, repository, run }) => {
    repository.addTransient('preview/pr-12', 'success')
    const stop = github.onAnswer(({ operation }) => {
      if (operation === 'Delete') repository.addDeployment({ environment: 'preview/pr-12', state: 'in_progress' })
    })
    const { main, said } = await run({
      ...inputs,
      'delete-environment': true,
      'environment-token': github.token({ kind: 'admin' })
    })
    stop()
    expect(main.exitCode).toBe(0)
    expect(left(repository)).toEqual(['preview/pr-12: in_progress'])
    expect(environmentsOf(repository)).toEqual(['preview/pr-12'])
    expect(said('warning')).toEqual(['Environment preview/pr-12 stays: it has a deployment that was not deleted here.'])
  })

  story('also deletes environments without deployments', async ({ github, repository, run }) => {
    repository.addEnvironment('preview/empty')
    const { outputs } = await run({
      operation: 'delete',
      environment: 'preview/*',
      'delete-environment': true,
      'environment-token': github.token({ kind: 'admin' })
    })
    expect(environmentsOf(repository)).toEqual([])
    expect(touched(outputs)).toEqual(['preview/empty'])
  })

  for (const name of ['.', '..']) {
    story(`sends no DELETE request for an environment called ${name}`, async ({ github, repository, run }) => {
      repository.addTransient(name, 'success')
      const { main, said } = await run({
        operation: 'delete',
        environment: name,
        'delete-environment': true,
        'environment-token': github.token({ kind: 'admin' })
      })
      expect(main.exitCode).toBe(1)
      expect(repository.deployments).toEqual([])
      expect(github.requests.filter(({ method }) => method === 'DELETE')).toEqual([])
      expect(said('error')[0]).toContain(`has no address for an environment called "${name}"`)
    })
  }

  story('lists the deployment and the environment in a dry run', async ({ github, repository, run }) => {
    repository.addTransient('preview/pr-12', { state: 'success', createdAt: Date.now() - 60 * minute })
    const admin = github.token({ kind: 'admin' })
    const { main, outputs } = await run({
      ...inputs,
      'delete-environment': true,
      'environment-token': admin,
      'dry-run': true
    })
    expect(github.writes()).toEqual([])
    expect(sentWith(github, 'admin')).toEqual([])
    expect(main.log).toMatch(
      /delete {6}[0-9a-f]{7} in preview\/pr-12, created 1 hour ago: it is live \(success\), so it is deactivated first/
    )
    expect(main.log).toContain('delete      environment preview/pr-12, with its secrets and rules')
    expect(touched(outputs)).toEqual(['preview/pr-12'])
  })
})

describe('a teardown of one deployment by "deployment-id"', () => {
  story('deactivates only this deployment', async ({ github, repository, run }) => {
    const [first, second] = repository.addTransient('production', 'success', 'success')
    const { outputs } = await run({ operation: 'deactivate', 'deployment-id': String(second.id) })
    expect([first.state, second.state]).toEqual(['success', 'inactive'])
    expect(outputs['deactivated']).toBe('1')
    expect(listed(outputs)).toEqual([expect.objectContaining({ id: second.id, ref: 'main', action: 'deactivate' })])
    expect(sequence(github.writes())).toEqual(['Deactivate'])
  })

  story('deactivates it, then deletes it', async ({ repository, run }) => {
    const [first, second] = repository.addTransient('production', 'success', 'success')
    const { outputs } = await run({ operation: 'delete', 'deployment-id': String(first.id) })
    expect(repository.deployments).toEqual([second])
    expect(outputs).toMatchObject({ deactivated: '1', deleted: '1' })
  })

  story('succeeds with a notice if delete finds no deployment', async ({ run }) => {
    const { main, said, outputs } = await run({ operation: 'delete', 'deployment-id': '5' })
    expect(main.exitCode).toBe(0)
    expect(said('notice')).toEqual(['Deployment 5 does not exist, so there is nothing to delete.'])
    expect(outputs).toMatchObject({ deactivated: '0', deleted: '0', deployments: '[]' })
  })

  story('fails if the repository does not exist', async ({ run }) => {
    const { main, said } = await run({ operation: 'delete', 'deployment-id': '5', repository: 'octo/ap' })
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([expect.stringMatching(/^Could not list the deployments: Not Found \(HTTP 404\)\./)])
  })

  story('fails if deactivate finds no deployment', async ({ run }) => {
    const { main, said } = await run({ operation: 'deactivate', 'deployment-id': '5' })
    expect(main.exitCode).toBe(1)
    expect(said('error')).toEqual([expect.stringMatching(/^Could not find deployment 5: Not Found \(HTTP 404\)\./)])
  })
})

describe('lists of deployments', () => {
  story('of 3,000 entries are folded and cut, and the log and summary say so', async ({ repository, run }) => {
    const seeds = Array.from({ length: 3000 }, (_, place): DeploymentSeed => {
      const state = place % 30 === 0 ? 'success' : 'failure'
      return { environment: `preview/<b>${place % 10}</b>`, state }
    })
    repository.addDeployments(seeds)
    const { outputs, main } = await run({ operation: 'deactivate', environment: 'preview/*\npreview/**' })
    expect(outputs['deactivated']).toBe('100')
    const entries = listed(outputs)
    expect(outputs['deployments']?.length).toBeLessThanOrEqual(350_000)
    expect(entries.filter(({ action }) => action === 'deactivate')).toHaveLength(100)
    expect(main.log).toContain(`The output "deployments" has no room for ${3000 - entries.length} of them`)
    expect(main.commands.map(({ name }) => name)).toEqual(expect.arrayContaining(['group', 'endgroup']))
    expect(Buffer.byteLength(main.summary)).toBeLessThan(1024 * 1024)
    expect(main.summary).toContain('<details><summary>3000 deployments</summary>')
    expect(main.summary).toContain('and 2000 more, for which there is no room')
    expect(main.summary).not.toContain('<b>')
  })

  story('of more environments than the output can hold are cut, and the log says so', async ({ repository, run }) => {
    const seeds = Array.from({ length: 450 }, (_, place): DeploymentSeed => {
      return { environment: `preview/${'x'.repeat(240)}-${place}`, state: 'success' }
    })
    repository.addDeployments(seeds)
    const { outputs, main } = await run({ operation: 'deactivate', environment: 'preview/**', 'dry-run': true })
    const named = JSON.parse(outputs['environments'] ?? '') as string[]
    expect(named.length).toBeGreaterThan(300)
    expect(main.log).toContain(`The output "environments" has no room for ${450 - named.length} more environments.`)
  })

  story('of two entries are not folded', async ({ repository, run }) => {
    repository.addTransient('staging', 'success', 'success')
    const { main } = await run({ operation: 'deactivate', environment: 'staging' })
    expect(main.commands.map(({ name }) => name)).not.toContain('group')
    expect(main.summary).not.toContain('<details>')
    expect(main.summary).toContain('<th align="left">Deactivated</th><td>2</td>')
  })

  story('log the progress after every 100 deployments', async ({ repository, run }) => {
    repository.addDeployments(Array<State>(250).fill('success'), { environment: 'staging' })
    const { main } = await run({ operation: 'deactivate', environment: 'staging' })
    expect(main.log.match(/^Progress .*$/gm)).toEqual([
      'Progress    100 of 250 deployments deactivated, 13 requests so far',
      'Progress    200 of 250 deployments deactivated, 23 requests so far'
    ])
  })

  story('are not written to the summary if "summary" is false', async ({ repository, run }) => {
    repository.addTransient('staging', 'success')
    const { main } = await run({ operation: 'deactivate', environment: 'staging', summary: false })
    expect(main.summary).toBe('')
  })
})
