import { describe, expect } from '@jest/globals'
import { sequence, states, story, type Played, type Stage } from './stage.ts'

const inputs = { environment: 'staging' }

/** Returns the only error without its request ID, and checks that the step failed. */
function oneError(played: Played, { github }: Stage): string {
  const { main, said } = played
  const [error = '', ...others] = said('error')
  const { requestId = '' } = github.restRequests().find(({ status }) => status >= 400 || status === 202) ?? {}
  expect(others).toEqual([])
  expect(main.exitCode).toBe(1)
  // A request that GitHub has answered is not sent again.
  expect(sequence(github.writes()).filter(request => request === 'POST deployments')).toHaveLength(1)
  expect(error.endsWith(` [request ${requestId}]`)).toBe(true)
  return error.slice(0, -` [request ${requestId}]`.length)
}

/** Returns a JSON response from GitHub. */
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  ({
    type: 'respond',
    status,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers }
  }) as const

const creation = { method: 'POST', path: '/deployments' } as const

describe('403', () => {
  const start = 'Could not create a deployment of staging: Resource not accessible by integration (HTTP 403).'

  story('names the permission that is missing', async stage => {
    const token = stage.github.token({ permissions: { contents: 'read' } })
    const played = await stage.run({ ...inputs, token }, { token })
    expect(oneError(played, stage)).toBe(
      `${start} Add "permissions: deployments: write" to the job. Setting any permission sets all others to none.`
    )
    expect(stage.repository.deployments).toEqual([])
    expect(played.post?.exitCode).toBe(0)
  })

  story('on a pull request from a fork says that its token is read-only, and what to do instead', async stage => {
    const { github, repository, events, run } = stage
    const event = events.pullRequest(repository.pullRequest({ fork: true }))
    const played = await run(inputs, { event, token: github.token({ kind: 'fork' }) })
    expect(oneError(played, stage)).toBe(
      `${start} Pull requests from forks get a read-only token, whatever "permissions" says. Skip this step with an "if:", or run it on pull_request_target or workflow_run without checking out the code of the pull request.`
    )
  })

  story('and on one from Dependabot', async stage => {
    const { github, repository, events, run } = stage
    const event = events.pullRequest(repository.pullRequest())
    const token = github.token({ kind: 'dependabot' })
    const played = await run(inputs, { event, token, actor: 'dependabot[bot]' })
    expect(oneError(played, stage)).toBe(
      `${start} Runs started by Dependabot get a read-only token by default. Add "permissions: deployments: write" to the job, or skip this step with an "if:".`
    )
  })

  story("does not blame the fork for somebody else's token", async stage => {
    const { github, repository, events, run } = stage
    const event = events.pullRequest(repository.pullRequest({ fork: true }))
    const token = github.token({ kind: 'pat', permissions: { contents: 'read' } })
    const played = await run({ ...inputs, token }, { event })
    expect(oneError(played, stage)).toBe(
      'Could not create a deployment of staging: Resource not accessible by personal access token (HTTP 403). Set "token" to a token that has "deployments: write" in this repository.'
    )
  })

  story("names the token that is needed where the workflow's own is for another repository", async stage => {
    stage.github.repository('octo/other').commit('First')
    const played = await stage.run({ ...inputs, repository: 'octo/other', ref: 'main' })
    expect(oneError(played, stage)).toBe(
      `${start} The workflow's GITHUB_TOKEN only works in its own repository. Set "token" to a token that has "deployments: write" in this one.`
    )
  })

  story('with a reason of its own is told as it is', async stage => {
    const message = 'Repository was archived so is read-only.'
    stage.github.fault({ match: creation, effect: answer(403, { message }) })
    const error = oneError(await stage.run(inputs), stage)
    expect(error).toBe(
      'Could not create a deployment of staging: Repository was archived so is read-only (HTTP 403). An owner of the repository or the organization can change this.'
    )
  })
})

describe('404', () => {
  story('says that GitHub answers the same for what a token may not see', async stage => {
    stage.github.repository('octo/secret', { private: true })
    const played = await stage.run({ ...inputs, repository: 'octo/secret', ref: 'main' })
    expect(oneError(played, stage)).toBe(
      'Could not create a deployment of staging: Not Found (HTTP 404). Check that it exists in the repository and that the token can access it. GitHub also answers 404 if the token lacks access.'
    )
    expect(played.post?.exitCode).toBe(0)
  })
})

describe('401', () => {
  story('says that the token has expired, was revoked or is for another server', async stage => {
    stage.github.revoke(stage.token)
    const played = await stage.run(inputs)
    expect(oneError(played, stage)).toBe(
      'Could not create a deployment of staging: Bad credentials (HTTP 401). The token is expired, revoked or for another server. Check "token".'
    )
    expect(played.post?.exitCode).toBe(0)
  })
})

describe('409', () => {
  story('lists the contexts that are not green', async stage => {
    const { repository, run } = stage
    repository.contexts(repository.tip, [
      { context: 'ci/build', state: 'success' },
      { context: 'ci/lint', state: 'failure' },
      { context: 'ci/e2e', state: 'pending' }
    ])
    repository.checkRun({ name: 'deploy', sha: repository.tip })
    const error = oneError(await run({ ...inputs, 'required-contexts': 'all' }), stage)
    expect(error).toBe(
      `Could not create a deployment of staging: Conflict: Commit status checks failed for ${repository.tip}; not green: ci/lint (failure), ci/e2e (pending), deploy (pending) (HTTP 409). Wait until these checks are green, or list the required ones in "required-contexts". "all" includes this job, which is still pending.`
    )
    expect(repository.deployments).toEqual([])
  })

  story('lists a context that was named and is not there', async stage => {
    const error = oneError(await stage.run({ ...inputs, 'required-contexts': 'ci/gone' }), stage)
    expect(error).toContain('; not green: ci/gone (pending) (HTTP 409). ')
  })

  story('says that the default branch must be merged by hand', async stage => {
    const { repository, run } = stage
    repository.commit('Work', { branch: 'feature' })
    repository.commit('Later')
    repository.conflicts.add('feature')
    const error = oneError(await run({ ...inputs, ref: 'feature', 'auto-merge': true }), stage)
    expect(error).toBe(
      'Could not create a deployment of staging: Conflict merging main into feature (HTTP 409). Merge the default branch into the ref, or set "auto-merge: false".'
    )
  })
})

describe('422', () => {
  story('says which ref does not exist', async stage => {
    const error = oneError(await stage.run({ ...inputs, ref: 'gone' }), stage)
    expect(error).toBe(
      'Could not create a deployment of staging: No ref found for: gone (HTTP 422). Push "gone" first, or change "ref". The branch of a fork does not exist here: leave "ref" empty to record the commit.'
    )
  })

  story('says what GitHub finds wrong', async stage => {
    const errors = [
      { resource: 'Deployment', code: 'custom', field: 'description', message: 'description is too long' },
      { resource: 'Deployment', code: 'missing_field', field: 'task' },
      'and more'
    ]
    stage.github.fault({ match: creation, effect: answer(422, { message: 'Validation Failed', errors }) })
    const error = oneError(await stage.run(inputs), stage)
    expect(error).toBe(
      'Could not create a deployment of staging: Validation Failed: description is too long; task missing_field; and more (HTTP 422). Correct the value that GitHub names.'
    )
  })
})

describe('202', () => {
  story('says that GitHub merged, that there is no deployment, and to run again', async stage => {
    const { github, repository, run } = stage
    const token = github.token({ kind: 'pat' })
    repository.commit('Work', { branch: 'feature' })
    repository.commit('Later')
    const played = await run({ ...inputs, ref: 'feature', 'auto-merge': true, token })
    expect(oneError(played, stage)).toBe(
      'Could not create a deployment of staging: Auto-merged main into feature on deployment (HTTP 202). No deployment exists yet: run the job again, on the merged commit, or set "auto-merge: false".'
    )
    expect(repository.deployments).toEqual([])
    expect(played.post?.exitCode).toBe(0)
    expect(sequence(github.restRequests()).filter(request => request === 'POST deployments')).toHaveLength(1)
  })

  story('and then it works', async ({ github, repository, made, run }) => {
    const token = github.token({ kind: 'pat' })
    repository.commit('Work', { branch: 'feature' })
    repository.commit('Later')
    const again = { ...inputs, ref: 'feature', 'auto-merge': true, token }
    await run(again)
    const { job } = await run(again)
    expect(job.conclusion).toBe('success')
    expect(made().sha).toBe(repository.branches.get('feature'))
  })
})

describe('an error before anything was created', () => {
  story('leaves nothing for post to look for', async ({ github, run }) => {
    const { post } = await run({ ...inputs, ref: 'gone' })
    expect(post?.exitCode).toBe(0)
    expect(sequence(github.requests).toSorted()).toEqual(['POST deployments', 'Scan'])
  })
})

describe('an error after the creation', () => {
  story('is the error of main; post ends the deployment as failed', async stage => {
    const { github, made, run } = stage
    const effect = answer(422, { message: 'Validation Failed' })
    github.fault({ match: { method: 'POST', path: '/statuses' }, effect })
    const played = await run(inputs)
    expect(oneError(played, stage)).toMatch(
      /^Could not set deployment \d+ to in_progress: Validation Failed \(HTTP 422\)\. /
    )
    expect(played.post?.exitCode).toBe(0)
    expect(states(made())).toEqual(['failure'])
  })
})

describe('the link to docs/errors.md', () => {
  const step = { uses: 'OWNER/deployment-lifecycle@v1' }
  const pageOf = ({ github }: Stage): string => `${github.serverUrl}/OWNER/deployment-lifecycle/blob/v1/docs/errors.md`

  story('ends an error with the inputs', async stage => {
    const { said } = await stage.run({ operation: 'update', environment: 'staging' }, { step })
    expect(said('error')).toEqual([
      `"state" is missing: update needs it. Correct the "with:" of this step; nothing was sent to GitHub. See ${pageOf(stage)}#the-inputs`
    ])
  })

  story('ends an error of GitHub, after its request ID', async stage => {
    const token = stage.github.token({ permissions: { contents: 'read' } })
    const { said } = await stage.run({ ...inputs, token }, { token, step })
    expect(said('error')).toEqual([
      expect.stringMatching(/^Could not create a deployment of staging: .* \[request [^\]]+\] See \S+$/)
    ])
    expect(said('error')[0]).toContain(` See ${pageOf(stage)}#job-lacks-permission`)
  })

  story('ends an error of an operation, and a warning', async stage => {
    const ref = `refs/pull/${stage.repository.pullRequest().number}/merge`
    const { said } = await stage.run({ operation: 'update', environment: 'staging', state: 'success', ref }, { step })
    expect(said('error')[0]).toContain(` See ${pageOf(stage)}#no-deployment-to-update`)
    expect(said('warning')[0]).toContain(` See ${pageOf(stage)}#merge-commit`)
  })

  story('is left out if the address of the action is unknown', async ({ run }) => {
    const { said } = await run({ operation: 'update', environment: 'staging' })
    expect(said('error').join()).not.toContain('docs/errors.md')
  })
})
