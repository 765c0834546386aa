import type { Body } from './github/bodies.ts'
import {
  accountBody,
  checkRunBody,
  deploymentBody,
  pullRequestBody,
  pushedCommitBody,
  repositoryBody,
  statusBody,
  workflowRunBody
} from './github/bodies.ts'
import type { PullRequest } from './github/git.ts'
import type { CheckRun, Deployment, DeploymentStatus, Repository, WorkflowRun } from './github/model.ts'

/**
 * The trigger of a workflow: the payload at GITHUB_EVENT_PATH, and the values of GITHUB_SHA and GITHUB_REF.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export interface WorkflowEvent {
  name: string
  payload: Body
  sha: string
  ref: string
}

const nothing = '0'.repeat(40)

/** Creates the events of a repository as GitHub sends them. */
export class Events {
  readonly #repository: Repository

  constructor(repository: Repository) {
    this.#repository = repository
  }

  /** A pushed branch. Defaults to the default branch. */
  push({
    branch = this.#repository.defaultBranch,
    before = nothing
  }: { branch?: string; before?: string } = {}): WorkflowEvent {
    const sha = this.#branch(branch)
    return this.#pushed(`refs/heads/${branch}`, sha, before, sha)
  }

  /** A pushed tag. For an annotated tag, `after` is the tag object, not the commit. */
  pushTag(tag: string): WorkflowEvent {
    const sha = this.#tag(tag)
    const event = this.#pushed(`refs/tags/${tag}`, sha, nothing, this.#repository.tagObjects.get(tag) ?? sha)
    return { ...event, payload: { ...event.payload, base_ref: `refs/heads/${this.#repository.defaultBranch}` } }
  }

  /** A push that deleted a branch runs on the default branch. */
  pushDeleted(branch: string, before = this.#repository.tip): WorkflowEvent {
    const { payload } = this.#pushed(`refs/heads/${branch}`, before, before, nothing)
    const gone = { after: nothing, created: false, deleted: true, head_commit: null, commits: [] }
    return this.#onDefaultBranch('push', { ...payload, ...gone })
  }

  /** `opened`, `synchronize`, `reopened` and so on. For `closed`, the pull request tells whether it was merged. */
  pullRequest(pull: PullRequest, action = pull.state === 'closed' ? 'closed' : 'opened'): WorkflowEvent {
    const payload = this.#aboutPull(action, pull)
    if (action === 'closed' && pull.merged)
      return {
        name: 'pull_request',
        payload,
        sha: pull.merge_commit_sha ?? pull.base.sha,
        ref: `refs/heads/${pull.base.ref}`
      }
    return { name: 'pull_request', payload, ...this.#testMerge(pull) }
  }

  /** Runs on the default branch, regardless of the base branch. */
  pullRequestTarget(pull: PullRequest, action = pull.state === 'closed' ? 'closed' : 'opened'): WorkflowEvent {
    return this.#onDefaultBranch('pull_request_target', this.#aboutPull(action, pull))
  }

  pullRequestReview(
    pull: PullRequest,
    state: 'approved' | 'commented' | 'changes_requested' = 'approved'
  ): WorkflowEvent {
    const { number, ...payload } = this.#aboutPull('submitted', pull)
    const review = {
      id: 80,
      state,
      body: null,
      commit_id: pull.head.sha,
      html_url: `${this.#html}/pull/${String(number)}#pullrequestreview-80`
    }
    return { name: 'pull_request_review', payload: { ...payload, review }, ...this.#testMerge(pull) }
  }

  /** A comment on a pull request, or on an issue with this number. */
  issueComment(on: PullRequest | number, body = '/deploy'): WorkflowEvent {
    const number = typeof on === 'number' ? on : on.number
    const api = `${this.#api}/issues/${number}`
    const pulls = `${this.#api}/pulls/${number}`
    const html = `${this.#html}/${typeof on === 'number' ? 'issues' : 'pull'}/${number}`
    const issue: Body = {
      url: api,
      html_url: html,
      id: 1_700_000_000 + number,
      number,
      title: typeof on === 'number' ? 'An issue' : on.title,
      state: typeof on === 'number' ? 'open' : on.state,
      user: this.#sender,
      ...(typeof on === 'number'
        ? {}
        : {
            draft: on.draft,
            pull_request: {
              url: pulls,
              html_url: html,
              diff_url: `${html}.diff`,
              patch_url: `${html}.patch`,
              merged_at: null
            }
          })
    }
    const comment = {
      id: 2_400_000_001,
      url: `${this.#api}/issues/comments/2400000001`,
      html_url: `${html}#issuecomment-2400000001`,
      body,
      user: this.#sender
    }
    return this.#onDefaultBranch('issue_comment', { action: 'created', issue, comment })
  }

  workflowRun(run: WorkflowRun, action = 'completed'): WorkflowEvent {
    const workflow = { id: 159_038, name: run.name, path: '.github/workflows/ci.yml', state: 'active' }
    return this.#onDefaultBranch('workflow_run', { action, workflow_run: workflowRunBody(run), workflow })
  }

  /** A merge group with the given pull requests. Its commit belongs to none of them. */
  mergeGroup(...pulls: PullRequest[]): WorkflowEvent {
    const repository = this.#repository
    const base = repository.tip
    const last = pulls.at(-1)
    const sha = repository.record('Merge group', [base, ...pulls.map(pull => pull.head.sha)]).sha
    const ref = `refs/heads/gh-readonly-queue/${repository.defaultBranch}/pr-${last?.number ?? 0}-${base}`
    const group = {
      head_sha: sha,
      head_ref: ref,
      base_sha: base,
      base_ref: `refs/heads/${repository.defaultBranch}`,
      head_commit: pushedCommitBody(repository, sha)
    }
    return { name: 'merge_group', payload: this.#with({ action: 'checks_requested', merge_group: group }), sha, ref }
  }

  checkSuite(sha: string, { branch = this.#repository.defaultBranch, conclusion = 'success' } = {}): WorkflowEvent {
    return this.#onDefaultBranch('check_suite', {
      action: 'completed',
      check_suite: { id: 5, head_branch: branch, head_sha: sha, status: 'completed', conclusion, pull_requests: [] }
    })
  }

  checkRun(run: CheckRun): WorkflowEvent {
    return this.#onDefaultBranch('check_run', { action: 'completed', check_run: checkRunBody(run) })
  }

  status(sha: string, { context = 'ci', state = 'success' } = {}): WorkflowEvent {
    return this.#onDefaultBranch('status', {
      id: 7,
      sha,
      name: this.#repository.fullName,
      context,
      state,
      description: null,
      target_url: null,
      commit: pushedCommitBody(this.#repository, sha),
      branches: []
    })
  }

  /** GITHUB_REF is empty for a deployment of a bare SHA. */
  deployment(deployment: Deployment): WorkflowEvent {
    return this.#ofDeployment('deployment', deployment, {})
  }

  deploymentStatus(status: DeploymentStatus): WorkflowEvent {
    return this.#ofDeployment('deployment_status', status.deployment, { deployment_status: statusBody(status) })
  }

  /** A published release. `target_commitish` may be a branch that has moved on. */
  release(
    tag: string,
    { action = 'published', target = this.#repository.defaultBranch, prerelease = false } = {}
  ): WorkflowEvent {
    const release = {
      id: 1,
      tag_name: tag,
      target_commitish: target,
      name: tag,
      draft: false,
      prerelease,
      body: '',
      html_url: `${this.#html}/releases/tag/${tag}`
    }
    return { name: 'release', payload: this.#with({ action, release }), sha: this.#tag(tag), ref: `refs/tags/${tag}` }
  }

  /** The payload has little more than the schedule. */
  schedule(cron = '0 3 * * *'): WorkflowEvent {
    return this.#onDefaultBranch('schedule', { schedule: cron, workflow: '.github/workflows/nightly.yml' })
  }

  workflowDispatch(
    branch = this.#repository.defaultBranch,
    inputs: Record<string, string> | null = null
  ): WorkflowEvent {
    const ref = `refs/heads/${branch}`
    const payload = this.#with({ ref, inputs, workflow: '.github/workflows/deploy.yml' })
    return { name: 'workflow_dispatch', payload, sha: this.#branch(branch), ref }
  }

  repositoryDispatch(type = 'deploy', payload: object = {}): WorkflowEvent {
    const { defaultBranch } = this.#repository
    return this.#onDefaultBranch('repository_dispatch', {
      action: type,
      branch: defaultBranch,
      client_payload: payload
    })
  }

  /** A deleted branch or tag. The ref in the payload is the short name. */
  delete(ref: string, type: 'branch' | 'tag' = 'branch'): WorkflowEvent {
    return this.#onDefaultBranch('delete', { ref, ref_type: type, pusher_type: 'user' })
  }

  /** A created branch or tag. */
  create(ref: string, type: 'branch' | 'tag' = 'branch'): WorkflowEvent {
    const { defaultBranch } = this.#repository
    const payload = this.#with({
      ref,
      ref_type: type,
      master_branch: defaultBranch,
      description: null,
      pusher_type: 'user'
    })
    return type === 'tag'
      ? { name: 'create', payload, sha: this.#tag(ref), ref: `refs/tags/${ref}` }
      : { name: 'create', payload, sha: this.#branch(ref), ref: `refs/heads/${ref}` }
  }

  get #api(): string {
    return `${this.#repository.world.apiUrl}/repos/${this.#repository.fullName}`
  }

  get #html(): string {
    return `${this.#repository.world.serverUrl}/${this.#repository.fullName}`
  }

  get #sender(): Body {
    const { world } = this.#repository
    return accountBody(world, world.account('octocat'))
  }

  #with(payload: Body): Body {
    return { ...payload, repository: repositoryBody(this.#repository), sender: this.#sender }
  }

  #onDefaultBranch(name: string, payload: Body): WorkflowEvent {
    const { defaultBranch, tip } = this.#repository
    return { name, payload: this.#with(payload), sha: tip, ref: `refs/heads/${defaultBranch}` }
  }

  #branch(name: string): string {
    const sha = this.#repository.branches.get(name)
    if (sha === undefined) throw new Error(`${this.#repository.fullName} has no branch ${name}`)
    return sha
  }

  #tag(name: string): string {
    const sha = this.#repository.tags.get(name)
    if (sha === undefined) throw new Error(`${this.#repository.fullName} has no tag ${name}`)
    return sha
  }

  #pushed(ref: string, sha: string, before: string, after: string): WorkflowEvent {
    const repository = this.#repository
    const commit = pushedCommitBody(repository, sha)
    const payload = this.#with({
      ref,
      before,
      after,
      created: before === nothing,
      deleted: false,
      forced: false,
      base_ref: null,
      compare: `${this.#html}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      commits: [commit],
      head_commit: commit,
      pusher: { name: 'octocat', email: 'octocat@github.example' }
    })
    // Only push events have the times of the repository in seconds.
    const pushedAt = Math.floor(repository.world.clock.now() / 1000)
    payload['repository'] = { ...repositoryBody(repository), pushed_at: pushedAt, created_at: pushedAt }
    return { name: 'push', payload, sha, ref }
  }

  #aboutPull(action: string, pull: PullRequest): Body {
    const changes = action === 'synchronize' ? { before: pull.base.sha, after: pull.head.sha } : {}
    return this.#with({ action, number: pull.number, pull_request: pullRequestBody(pull), ...changes })
  }

  /** A workflow of a pull request runs on the commit of its test merge. */
  #testMerge(pull: PullRequest): { sha: string; ref: string } {
    return { sha: pull.merge_commit_sha ?? pull.head.sha, ref: `refs/pull/${pull.number}/merge` }
  }

  #ofDeployment(name: string, deployment: Deployment, more: Body): WorkflowEvent {
    const repository = this.#repository
    const branch = repository.branches.has(deployment.ref)
    const ref = branch
      ? `refs/heads/${deployment.ref}`
      : repository.tags.has(deployment.ref)
        ? `refs/tags/${deployment.ref}`
        : ''
    const payload = this.#with({
      action: 'created',
      ...more,
      deployment: deploymentBody(deployment),
      workflow: null,
      workflow_run: null
    })
    return { name, payload, sha: deployment.sha, ref }
  }
}
