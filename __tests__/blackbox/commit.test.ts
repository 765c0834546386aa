import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from '@jest/globals'
import type { WorkflowEvent } from '../simulator/events.ts'
import type { PullRequest } from '../simulator/github/git.ts'
import type { Repository } from '../simulator/github/model.ts'
import { sequence, states, story, type Stage } from './stage.ts'

const inputs = { environment: 'preview' }

interface Row {
  event: WorkflowEvent
  sha: string | null
  transient?: boolean
}

/** Every kind of event, with the commit that it deploys. */
const rows: Record<string, (stage: Stage) => Row> = {
  'push of a branch': ({ repository, events }) => ({ event: events.push(), sha: repository.tip }),
  'push of an annotated tag': ({ repository, events }) => {
    const sha = repository.tag('v1', repository.tip, { annotated: true })
    repository.commit('Later')
    return { event: events.pushTag('v1'), sha }
  },
  'pull_request opened': ({ repository, events }) => {
    const pull = repository.pullRequest()
    return { event: events.pullRequest(pull), sha: pull.head.sha, transient: true }
  },
  'pull_request from a fork': ({ repository, events }) => {
    const pull = repository.pullRequest({ fork: true })
    return { event: events.pullRequestTarget(pull), sha: pull.head.sha, transient: true }
  },
  'pull_request synchronize': ({ repository, events }) => {
    const pull = repository.pullRequest()
    repository.pushTo(pull)
    return { event: events.pullRequest(pull, 'synchronize'), sha: pull.head.sha, transient: true }
  },
  'pull_request closed, not merged': ({ repository, events }) => {
    const pull = repository.pullRequest({ state: 'closed' })
    return { event: events.pullRequest(pull), sha: pull.head.sha, transient: true }
  },
  'pull_request closed, merged': ({ repository, events }) => {
    const pull = repository.pullRequest({ merged: true })
    repository.commit('Later')
    return { event: events.pullRequest(pull), sha: pull.merge_commit_sha }
  },
  'pull_request_target opened': ({ repository, events }) => {
    const pull = repository.pullRequest()
    return { event: events.pullRequestTarget(pull), sha: pull.head.sha, transient: true }
  },
  'pull_request_target closed, merged': ({ repository, events }) => {
    const pull = repository.pullRequest({ merged: true })
    repository.commit('Later')
    return { event: events.pullRequestTarget(pull), sha: pull.merge_commit_sha }
  },
  pull_request_review: ({ repository, events }) => {
    const pull = repository.pullRequest()
    return { event: events.pullRequestReview(pull), sha: pull.head.sha, transient: true }
  },
  'workflow_run of a push': ({ repository, events }) => {
    const sha = repository.commit('Built', { branch: 'release' })
    return { event: events.workflowRun(repository.workflowRun({ sha, branch: 'release' })), sha }
  },
  'workflow_run of a pull request': ({ repository, events }) => {
    const { sha } = repository.pullRequest().head
    const run = repository.workflowRun({ sha, branch: 'feature', event: 'pull_request' })
    return { event: events.workflowRun(run), sha, transient: true }
  },
  merge_group: ({ repository, events }) => {
    const event = events.mergeGroup(repository.pullRequest())
    return { event, sha: event.sha }
  },
  check_suite: ({ repository, events }) => {
    const sha = repository.commit('Checked', { branch: 'feature' })
    return { event: events.checkSuite(sha, { branch: 'feature' }), sha }
  },
  check_run: ({ repository, events }) => {
    const sha = repository.commit('Checked', { branch: 'feature' })
    return { event: events.checkRun(repository.checkRun({ name: 'build', sha, conclusion: 'success' })), sha }
  },
  status: ({ repository, events }) => {
    const sha = repository.commit('Checked', { branch: 'feature' })
    return { event: events.status(sha), sha }
  },
  deployment_status: ({ repository, events }) => {
    const sha = repository.commit('Deployed elsewhere', { branch: 'feature' })
    const deployment = repository.addDeployment({ environment: 'staging', sha, state: 'success' })
    const [status] = deployment.statuses
    if (status === undefined) throw new Error('The deployment has no status.')
    return { event: events.deploymentStatus(status), sha }
  },
  release: ({ repository, events }) => {
    const sha = repository.tag('v1')
    repository.commit('Later')
    return { event: events.release('v1'), sha }
  },
  schedule: ({ repository, events }) => ({ event: events.schedule(), sha: repository.tip }),
  workflow_dispatch: ({ repository, events }) => {
    const sha = repository.commit('Chosen', { branch: 'release' })
    return { event: events.workflowDispatch('release'), sha }
  },
  repository_dispatch: ({ repository, events }) => ({ event: events.repositoryDispatch(), sha: repository.tip }),
  'create of a branch': ({ repository, events }) => {
    const sha = repository.commit('New', { branch: 'feature' })
    return { event: events.create('feature'), sha }
  },
  'issue_comment on an issue': ({ repository, events }) => ({ event: events.issueComment(7), sha: repository.tip })
}

describe('the commit that is recorded', () => {
  for (const [name, row] of Object.entries(rows)) {
    story(`on ${name}`, async stage => {
      const { repository, run } = stage
      const { event, sha, transient = false } = row(stage)
      const { main, outputs } = await run(inputs, { event })
      expect(main.exitCode).toBe(0)
      expect(outputs).toMatchObject({ sha, ref: sha })
      const [deployment] = repository.deploymentsOf('preview')
      expect(deployment).toMatchObject({ sha, ref: sha, transient })
      expect(deployment && states(deployment)).toEqual(['in_progress', 'success'])
    })
  }

  story('on issue_comment on a pull request: the head, read from the API and logged', async stage => {
    const { github, repository, events, made, run } = stage
    const pull = repository.pullRequest()
    const { main } = await run(inputs, { event: events.issueComment(pull) })
    expect(made()).toMatchObject({ sha: pull.head.sha, transient: true })
    expect(main.log).toContain(`The head of pull request #${pull.number} is ${pull.head.sha}.`)
    expect(sequence(github.restRequests())).toEqual([
      'GET pulls/{id}',
      'POST deployments',
      'POST deployments/{id}/statuses',
      'POST deployments/{id}/statuses'
    ])
  })

  for (const operation of ['deploy', 'create']) {
    for (const name of ['push', 'delete'] as const) {
      story(`is none on ${name} of a branch that was deleted: ${operation} refuses`, async stage => {
        const { github, events, run } = stage
        const event = name === 'push' ? events.pushDeleted('feature') : events.delete('feature')
        const { main, post, outputs, said } = await run({ ...inputs, operation }, { event })
        expect([main.exitCode, post?.exitCode]).toEqual([1, 0])
        expect(said('error')).toEqual([
          `The event ${name} is for a deleted branch or tag, so it has no commit. Skip this step with an "if:", or set the input "ref" to the commit. Correct the "with:" of this step; nothing was sent to GitHub.`
        ])
        expect(outputs).toEqual({})
        expect(github.requests).toEqual([])
      })
    }
  }
})

describe('"ref" is sent as it is given', () => {
  const refs: Record<string, (repository: Repository) => { ref: string; sha: string }> = {
    'a branch': repository => ({ ref: 'feature/x', sha: repository.commit('Work', { branch: 'feature/x' }) }),
    'a tag': repository => ({ ref: 'v1.0', sha: repository.tag('v1.0') }),
    'a full ref': repository => ({ ref: 'refs/heads/next', sha: repository.commit('Work', { branch: 'next' }) }),
    'a pull request': repository => ({ ref: 'refs/pull/1/head', sha: repository.pullRequest().head.sha }),
    'a SHA': repository => ({ ref: repository.tip, sha: repository.tip })
  }
  for (const [name, refer] of Object.entries(refs)) {
    story(name, async ({ repository, made, run }) => {
      const { ref, sha } = refer(repository)
      repository.commit('Later')
      const { outputs } = await run({ ...inputs, ref })
      expect(made()).toMatchObject({ ref, sha })
      expect(outputs).toMatchObject({ ref, sha })
    })
  }
})

describe('"ref: HEAD" is the commit in the workspace', () => {
  const merge = /is GitHub's merge commit: the deployment will not show on the pull request\. Leave the input "ref" out/

  story('read with git', async ({ repository, made, run }) => {
    const checkout = new Checkout()
    checkout.publishTo(repository)
    const { said } = await run({ ...inputs, ref: 'HEAD' }, { prepare: checkout.into })
    expect(made()).toMatchObject({ ref: checkout.sha, sha: checkout.sha })
    expect(said('warning')).toEqual([])
  })

  story('with a warning if it is the merge commit of a pull request', async stage => {
    const { repository, events, made, run } = stage
    const checkout = new Checkout()
    checkout.publishTo(repository)
    const event = { ...events.pullRequest(repository.pullRequest()), sha: checkout.sha }
    const { main, said } = await run({ ...inputs, ref: 'HEAD' }, { event, prepare: checkout.into })
    expect(main.exitCode).toBe(0)
    expect(made().sha).toBe(checkout.sha)
    expect(said('warning')).toEqual([expect.stringMatching(merge)])
  })

  const spelled: [string, (pull: PullRequest) => string][] = [
    ['its SHA, as ${{ github.sha }} has it', ({ merge_commit_sha: sha }) => String(sha)],
    ['the ref, as ${{ github.ref }} has it', ({ number }) => `refs/pull/${number}/merge`]
  ]
  for (const [name, spell] of spelled) {
    story(`and with the same one where "ref" is that commit, given by ${name}`, async stage => {
      const { repository, events, made, run } = stage
      const pull = repository.pullRequest()
      const ref = spell(pull)
      const { main, said } = await run({ ...inputs, ref }, { event: events.pullRequest(pull) })
      expect(main.exitCode).toBe(0)
      expect(made()).toMatchObject({ ref, sha: pull.merge_commit_sha })
      expect(said('warning')).toEqual([expect.stringMatching(merge)])
    })
  }

  story('without a warning if another commit is checked out there', async ({ repository, events, made, run }) => {
    const checkout = new Checkout()
    checkout.publishTo(repository)
    const event = events.pullRequest(repository.pullRequest())
    const { said } = await run({ ...inputs, ref: 'HEAD' }, { event, prepare: checkout.into })
    expect(made().sha).toBe(checkout.sha)
    expect(said('warning')).toEqual([])
  })

  story('and an error if nothing is checked out', async ({ github, run }) => {
    const { main, post, said } = await run({ ...inputs, ref: 'HEAD' })
    expect([main.exitCode, post?.exitCode]).toEqual([1, 0])
    expect(said('error')).toEqual([
      'There is no commit in the workspace for "ref: HEAD". Add an actions/checkout step before this one, or remove the input "ref".'
    ])
    expect(github.writes()).toEqual([])
  })
})

describe('on a pull request a deployment is transient', () => {
  const cases: [with_: Record<string, unknown>, transient: boolean, production: boolean][] = [
    [{}, true, false],
    [{ environment: 'production' }, false, true],
    [{ environment: 'Production' }, false, false],
    [{ 'production-environment': true }, false, true],
    [{ 'production-environment': false }, true, false],
    [{ 'transient-environment': false }, false, false],
    [{ 'transient-environment': 'TRUE', environment: 'production' }, true, true]
  ]
  for (const [given, transient, production] of cases) {
    story(`or not: ${JSON.stringify(given)}`, async ({ github, repository, events, made, run }) => {
      await run({ ...inputs, ...given }, { event: events.pullRequest(repository.pullRequest()) })
      expect(made()).toMatchObject({ transient, production })
      const created = github.restRequests()[0]?.body
      expect(Object.hasOwn(created as object, 'production_environment')).toBe('production-environment' in given)
    })
  }
})

/** Creates a git repository with one commit, like the workspace after actions/checkout. */
class Checkout {
  readonly sha: string
  readonly #folder = mkdtempSync(join(tmpdir(), 'checkout-'))

  constructor() {
    this.#git('init', '--quiet')
    this.#git('-c', 'user.name=octocat', '-c', 'user.email=octocat@github.example', ...commit)
    this.sha = this.#git('rev-parse', 'HEAD').trim()
  }

  publishTo(repository: Repository): void {
    repository.commits.set(this.sha, { sha: this.sha, message: 'One', parents: [], createdAt: Date.now() })
  }

  /** Moves the repository into the workspace. */
  readonly into = (workspace: string): void => {
    cpSync(this.#folder, workspace, { recursive: true })
    rmSync(this.#folder, { recursive: true })
  }

  #git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.#folder,
      encoding: 'utf8',
      env: { ...process.env, HOME: this.#folder }
    })
  }
}

const commit = ['commit', '--quiet', '--allow-empty', '--message', 'One']
