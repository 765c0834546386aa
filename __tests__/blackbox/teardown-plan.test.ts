import { describe, expect } from '@jest/globals'
import type { Repository } from '../simulator/github/model.ts'
import { sequence, story } from './stage.ts'

const hour = 3_600_000

const live = (repository: Repository): string[] =>
  repository.deployments.filter(({ state }) => state === 'success').map(({ environment }) => environment)

const everything = ['staging', 'qa', 'pr-1', 'production', 'github-pages']

/** Adds a live deployment to each environment. */
function fill(repository: Repository, environments: readonly string[]): void {
  repository.addDeployments(environments.map(environment => ({ environment, state: 'success', transient: true })))
}

describe('a pattern that matches every environment', () => {
  story('skips exclusions, production and github-pages, and the plan starts with the matched names', async stage => {
    const { repository, run } = stage
    fill(repository, [...everything, 'pr-10', 'pr-2'])
    const { main, outputs } = await run({ operation: 'deactivate', environment: '*\n!staging\n!qa' })
    expect(main.exitCode).toBe(0)
    expect(live(repository)).toEqual(['staging', 'qa', 'production', 'github-pages'])
    expect(JSON.parse(outputs['environments'] ?? '')).toEqual(['pr-1', 'pr-2', 'pr-10'])
    expect(main.log).toMatch(/^Pattern {5}\* stands for pr-1, pr-2, pr-10\nPlan /)
  })

  story('deactivates github-pages only if a line names it', async ({ repository, run }) => {
    fill(repository, everything)
    await run({ operation: 'deactivate', environment: '*\ngithub-p*\n!staging' })
    expect(live(repository)).toEqual(['staging', 'production', 'github-pages'])
    await run({ operation: 'deactivate', environment: '*\nGitHub-Pages\nproduction\n!staging' })
    expect(live(repository)).toEqual(['staging'])
  })

  story('a narrower pattern such as github-* matches github-pages', async ({ repository, run }) => {
    fill(repository, everything)
    await run({ operation: 'deactivate', environment: 'github-*' })
    expect(live(repository)).not.toContain('github-pages')
  })

  for (const environment of ['*', '**', '{staging,*}', '[!x]*']) {
    story(`is rejected without an exclusion: ${environment}`, async ({ github, repository, run }) => {
      fill(repository, everything)
      const { main, said } = await run({ operation: 'delete', environment })
      expect([main.exitCode, live(repository).length]).toEqual([1, 5])
      expect(github.requests).toEqual([])
      expect(said('error')).toEqual([
        expect.stringContaining(`"environment" must not be "${environment}" without an exclusion`)
      ])
      expect(said('error')[0]).toContain('such as "!staging"')
    })
  }

  story('fails without writes if an exclusion matches no environment', async ({ github, repository, run }) => {
    fill(repository, everything)
    const { main, said } = await run({ operation: 'deactivate', environment: '*\n!qa\n!stagign' })
    expect([main.exitCode, live(repository).length]).toEqual([1, 5])
    expect(said('error')).toEqual([
      expect.stringMatching(
        /^No existing environment matches the exclusion "!stagign", and "\*" matches every environment\./
      )
    ])
    expect(github.writes()).toEqual([])
  })

  story('is rejected if its exclusion is the name of an existing environment', async ({ repository, run }) => {
    fill(repository, [...everything, '!qa'])
    const { main, said } = await run({ operation: 'deactivate', environment: '*\n!qa' })
    expect([main.exitCode, live(repository).length]).toEqual([1, 6])
    expect(said('error')).toEqual([expect.stringMatching(/^No line excludes anything from "\*"/)])
  })

  story('a narrower pattern accepts an exclusion that matches nothing', async ({ repository, run }) => {
    fill(repository, everything)
    const { main } = await run({ operation: 'deactivate', environment: 'pr-*\n!pr-99' })
    expect([main.exitCode, live(repository)]).toEqual([0, ['staging', 'qa', 'production', 'github-pages']])
  })

  story('the environment !hotfix must be escaped, and the error says how', async ({ repository, run }) => {
    repository.addTransient('!hotfix', 'success')
    const { main, said } = await run({ operation: 'deactivate', environment: '!hotfix' })
    expect(main.exitCode).toBe(1)
    expect(said('error')[0]).toContain('"environment" only excludes')
    expect(said('error')[0]).toContain('write "\\!hotfix"')
    await run({ operation: 'deactivate', environment: '\\!hotfix' })
    expect(live(repository)).toEqual([])
  })
})

describe('the plan of a teardown', () => {
  const inputs = { operation: 'delete', environment: 'preview/*', 'older-than': '1d', 'dry-run': true }

  function previews(repository: Repository): void {
    const now = Date.now()
    repository.addTransient('preview/pr-10', { state: 'success', createdAt: now - 73 * hour })
    repository.addTransient('preview/pr-2', { state: 'failure', createdAt: now - 49 * hour })
    repository.addTransient('preview/pr-1', { state: 'success', createdAt: now - 2 * hour })
    repository.addTransient('preview/pr-3', { state: 'success', createdAt: now - 25 * hour })
    repository.addTransient('preview/pr-3', { state: 'in_progress', createdAt: now - 0.1 * hour })
  }

  story('lists deletions, then kept deployments, in natural order with ages', async ({ repository, run }) => {
    previews(repository)
    const { main } = await run({ ...inputs, 'delete-environment': true })
    expect(main.log.replaceAll(/[0-9a-f]{7} in/g, '#')).toBe(
      [
        'Plan        3 to delete, 2 kept, 2 environments to delete (5 deployments in 4 environments)',
        'delete      # preview/pr-2, created 2 days ago: it is not live (failure)',
        'delete      # preview/pr-3, created 1 day ago: it is live (success), so it is deactivated first',
        'delete      # preview/pr-10, created 3 days ago: it is live (success), so it is deactivated first',
        'delete      environment preview/pr-2, with its secrets and rules',
        'delete      environment preview/pr-10, with its secrets and rules',
        'keep        # preview/pr-1, created 2 hours ago: it is not older than 1d',
        'keep        # preview/pr-3, created 6 minutes ago: it is not older than 1d',
        'keep        environment preview/pr-1: 1 deployment is kept: it is not older than 1d',
        'keep        environment preview/pr-3: 1 deployment is kept: it is not older than 1d',
        'Dry run     nothing was written',
        ''
      ].join('\n')
    )
  })

  story('has a job summary with counts, environments and creation times', async ({ repository, run }) => {
    previews(repository)
    const { main } = await run({ ...inputs, 'delete-environment': true })
    for (const [name, count] of [
      ['Would deactivate', 2],
      ['Would delete', 3],
      ['Would delete environments', 2],
      ['Kept', 2]
    ]) {
      expect(main.summary).toContain(`<th align="left">${name}</th><td>${count}</td>`)
    }
    expect(main.summary).toMatch(/preview\/pr-10<\/a><\/td><td>delete<\/td><td>no deployment is kept</)
    expect(main.summary).toMatch(
      /preview\/pr-1<\/a><\/td><td>keep<\/td><td>1 deployment is kept: it is not older than 1d</
    )
    expect(main.summary).toMatch(/<td>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \(3 days ago\)<\/td>/)
    expect(main.summary).toContain('<th>Action</th><th>Reason</th>')
  })

  story('comes with the output "environments", in a dry run too', async ({ github, repository, run }) => {
    previews(repository)
    const { outputs } = await run(inputs)
    // A deployment in preview/pr-3 is still live.
    expect(JSON.parse(outputs['environments'] ?? '')).toEqual(['preview/pr-2', 'preview/pr-10'])
    const deactivate = await run({ ...inputs, operation: 'deactivate' })
    expect(JSON.parse(deactivate.outputs['environments'] ?? '')).toEqual(['preview/pr-10'])
    expect(github.writes()).toEqual([])
    const done = await run({ ...inputs, 'dry-run': false })
    expect(JSON.parse(done.outputs['environments'] ?? '')).toEqual(['preview/pr-2', 'preview/pr-10'])
  })
})

describe('"delete-environment" for environments that may not exist', () => {
  const inputs = { operation: 'delete', 'delete-environment': true }
  const pullRequest = { ...inputs, environment: 'preview/pr-7' }
  const refused = {
    type: 'respond',
    status: 403,
    body: '{"message":"Resource not accessible by integration"}'
  } as const

  story('if the environment never existed, logs one line without a warning', async ({ github, run }) => {
    const { main, said } = await run(pullRequest)
    expect([main.exitCode, said('warning'), said('error')]).toEqual([0, [], []])
    expect(main.log.trim()).toBe(
      'Nothing to do: GitHub shows no environment preview/pr-7 and lists no deployments for it. Deployments that a status moved to another environment are not looked for.'
    )
    expect(github.writes()).toEqual([])
  })

  story('if the environment is already gone, logs it without a warning', async ({ github, repository, run }) => {
    repository.addTransient('preview/pr-7', 'success')
    for (const environment of repository.environments) repository.deleteEnvironment(environment)
    const { main, said } = await run(pullRequest)
    expect([main.exitCode, said('warning'), repository.deployments]).toEqual([0, [], []])
    expect(main.log).toContain('Environment preview/pr-7 does not exist, so there is nothing to delete.')
    expect(sequence(github.requests)).toEqual([
      'Scan',
      'Deactivate',
      'Delete',
      'Scan',
      'DELETE environments/preview%2Fpr-7',
      'GET environments/preview%2Fpr-7',
      'GET environments'
    ])
  })

  story('if they cannot be read, warns that it is not known if they exist, and names the permission', async stage => {
    const { github, run } = stage
    github.fault({ match: { method: 'GET', path: /\/environments\// }, times: 10, effect: refused })
    const { main, said } = await run({ ...pullRequest, environment: 'preview/pr-7\npreview/pr-8' })
    expect(main.exitCode).toBe(0)
    expect(said('warning')).toEqual([
      expect.stringMatching(
        /^Could not delete 2 environments: .* Not known to exist: preview\/pr-7, preview\/pr-8\. .*"permissions: actions: read"/
      )
    ])
  })

  story('a dry run does not list a missing environment', async ({ repository, run }) => {
    repository.addTransient('preview/pr-1', 'success')
    const { main } = await run({ ...inputs, environment: 'preview/*\nqa', 'dry-run': true })
    expect(main.log).toContain('environment preview/pr-1, with its secrets and rules')
    expect(main.log).not.toContain('environment qa')
  })
})

story(
  "on GitHub Enterprise Server, the warning about GitHub's own deployment does not suggest deployment: false",
  async ({ repository, run }) => {
    repository.jobDeployment({ environment: 'staging', checkRunId: 900_000_000_001, runId: 77, sha: repository.tip })
    const { said } = await run(
      { operation: 'deactivate', environment: 'staging' },
      { runId: 77, checkRunId: 900_000_000_001 }
    )
    expect(said('warning')).toEqual([
      expect.stringMatching(/^GitHub's own deployment for this job is kept, .* without "environment:"\.$/)
    ])
  },
  { flavour: 'enterprise' }
)
