import type { Account, Commit, Comparison, GitRepository, PullRequest } from './git.ts'
import type { CheckRun, Deployment, DeploymentStatus, Environment, WorkflowRun, World } from './model.ts'
import { NOW } from './model.ts'

/** The objects of the REST API and of event payloads, in the format GitHub uses. */
export type Body = Record<string, unknown>

/** Times are in whole seconds. */
export function timestamp(time: number): string {
  return new Date(Math.floor(time / 1000) * 1000).toISOString().replace('.000', '')
}

export function repositoryUrl(repository: GitRepository): string {
  return `${repository.world.apiUrl}/repos/${repository.fullName}`
}

function htmlUrl(repository: GitRepository): string {
  return `${repository.world.serverUrl}/${repository.fullName}`
}

/** https://docs.github.com/rest/users/users#get-a-user */
export function accountBody(world: World, { login, id, nodeId, type }: Account): Body {
  const url = `${world.apiUrl}/users/${encodeURIComponent(login)}`
  return {
    login,
    id,
    node_id: nodeId,
    avatar_url: `${world.serverUrl}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: `${world.serverUrl}/${type === 'Bot' ? `apps/${login.replace('[bot]', '')}` : login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: 'public',
    site_admin: false
  }
}

/** https://docs.github.com/rest/deployments/deployments#get-a-deployment */
export function deploymentBody(deployment: Deployment, version = NOW): Body {
  const repository = repositoryUrl(deployment.repository)
  const url = `${repository}/deployments/${deployment.id}`
  return {
    url,
    id: deployment.id,
    node_id: deployment.nodeId,
    task: deployment.task,
    original_environment: deployment.originalEnvironment,
    environment: deployment.environmentAsOf(version),
    description: deployment.description,
    created_at: timestamp(deployment.createdAt),
    updated_at: timestamp(deployment.updatedAtAsOf(version)),
    statuses_url: `${url}/statuses`,
    repository_url: repository,
    creator: accountBody(deployment.repository.world, deployment.creator),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload ?? {},
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: null
  }
}

/** A deployment in a check run: without commit, payload and creator. */
function deploymentSimpleBody(deployment: Deployment, version: number): Body {
  const left = ['sha', 'ref', 'payload', 'creator']
  return Object.fromEntries(
    Object.entries(deploymentBody(deployment, version)).filter(([name]) => !left.includes(name))
  )
}

/** https://docs.github.com/rest/deployments/statuses#get-a-deployment-status */
export function statusBody(status: DeploymentStatus): Body {
  const { deployment } = status
  const repository = repositoryUrl(deployment.repository)
  const url = `${repository}/deployments/${deployment.id}`
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: status.nodeId,
    state: status.state,
    creator: accountBody(deployment.repository.world, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    created_at: timestamp(status.createdAt),
    updated_at: timestamp(status.createdAt),
    deployment_url: url,
    repository_url: repository,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: null
  }
}

/** https://docs.github.com/rest/deployments/environments#get-an-environment */
export function environmentBody(environment: Environment): Body {
  const { repository, name, protection } = environment
  const { waitTimer = 0, reviewers = [], preventSelfReview = false, branchPolicy = null } = protection
  const rule = (type: string, settings: Body, index: number): Body => ({
    id: environment.id + index,
    node_id: repository.world.nodeId('GA', environment.id, index),
    type,
    ...settings
  })
  const rules = [
    ...(waitTimer > 0 ? [rule('wait_timer', { wait_timer: waitTimer }, 1)] : []),
    ...(reviewers.length > 0
      ? [
          rule(
            'required_reviewers',
            {
              prevent_self_review: preventSelfReview,
              reviewers: reviewers.map(({ type, id }) => ({
                type,
                reviewer: { ...accountBody(repository.world, repository.world.account('octocat')), id }
              }))
            },
            2
          )
        ]
      : []),
    ...(branchPolicy === null ? [] : [rule('branch_policy', {}, 3)])
  ]
  return {
    id: environment.id,
    node_id: environment.nodeId,
    name,
    url: `${repositoryUrl(repository)}/environments/${encodeURIComponent(name)}`,
    html_url: `${htmlUrl(repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: timestamp(environment.createdAt),
    updated_at: timestamp(environment.updatedAt),
    can_admins_bypass: true,
    protection_rules: rules,
    deployment_branch_policy: branchPolicy
  }
}

/** https://docs.github.com/rest/checks/runs#get-a-check-run */
export function checkRunBody(run: CheckRun, version = NOW): Body {
  const url = `${repositoryUrl(run.repository)}/check-runs/${run.id}`
  const page = `${htmlUrl(run.repository)}/runs/${run.id}`
  return {
    id: run.id,
    name: run.name,
    node_id: run.nodeId,
    head_sha: run.sha,
    external_id: '',
    url,
    html_url: page,
    details_url: page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: timestamp(run.startedAt),
    completed_at: run.completedAt === null ? null : timestamp(run.completedAt),
    output: { title: null, summary: null, text: null, annotations_count: 0, annotations_url: `${url}/annotations` },
    check_suite: { id: run.id - 1 },
    app: null,
    pull_requests: [],
    ...(run.deployment?.existsAsOf(version) === true
      ? { deployment: deploymentSimpleBody(run.deployment, version) }
      : {})
  }
}

const person = { name: 'Octo Cat', email: 'octocat@github.example' }

/** A commit in a list: https://docs.github.com/rest/commits/commits#list-commits */
export function commitBody(repository: GitRepository, { sha, message, parents, createdAt }: Commit): Body {
  const { world } = repository
  const api = repositoryUrl(repository)
  const author = accountBody(world, world.account('octocat'))
  const signature = { ...person, date: timestamp(createdAt) }
  return {
    sha,
    node_id: world.nodeId('C', repository.id, sha),
    commit: {
      author: signature,
      committer: signature,
      message,
      tree: { sha, url: `${api}/git/trees/${sha}` },
      url: `${api}/git/commits/${sha}`,
      comment_count: 0,
      verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }
    },
    url: `${api}/commits/${sha}`,
    html_url: `${htmlUrl(repository)}/commit/${sha}`,
    comments_url: `${api}/commits/${sha}/comments`,
    author,
    committer: author,
    parents: parents.map(parent => ({
      sha: parent,
      url: `${api}/commits/${parent}`,
      html_url: `${htmlUrl(repository)}/commit/${parent}`
    }))
  }
}

/** https://docs.github.com/rest/commits/commits#get-a-commit */
export function wholeCommitBody(repository: GitRepository, commit: Commit): Body {
  return { ...commitBody(repository, commit), stats: { total: 0, additions: 0, deletions: 0 }, files: [] }
}

/** A comparison without its commits and files: https://docs.github.com/rest/commits/commits#compare-two-commits */
export function comparisonBody(repository: GitRepository, basehead: string, comparison: Comparison): Body {
  const { status, base, head, mergeBase, ahead, behindBy } = comparison
  const { login } = repository.owner
  const page = `${htmlUrl(repository)}/compare/${basehead}`
  return {
    url: `${repositoryUrl(repository)}/compare/${basehead}`,
    html_url: page,
    permalink_url: `${htmlUrl(repository)}/compare/${login}:${base.sha}...${login}:${head.sha}`,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: commitBody(repository, base),
    merge_base_commit: commitBody(repository, mergeBase),
    status,
    ahead_by: ahead.length,
    behind_by: behindBy,
    total_commits: ahead.length
  }
}

/** The files of a comparison. Here, each commit adds a line to the same file. */
export function changedFiles(repository: GitRepository, { head, ahead }: Comparison): Body[] {
  if (ahead.length === 0) return []
  const { sha } = head
  const path = 'app.ts'
  const changed = {
    sha,
    filename: path,
    status: 'modified',
    additions: ahead.length,
    deletions: 0,
    changes: ahead.length,
    blob_url: `${htmlUrl(repository)}/blob/${sha}/${path}`,
    raw_url: `${htmlUrl(repository)}/raw/${sha}/${path}`,
    contents_url: `${repositoryUrl(repository)}/contents/${path}?ref=${sha}`
  }
  return [changed]
}

/** A commit in an event payload. */
export function pushedCommitBody(repository: GitRepository, sha: string): Body {
  const commit = repository.commits.get(sha)
  return {
    id: sha,
    tree_id: sha,
    message: commit?.message ?? '',
    timestamp: timestamp(commit?.createdAt ?? 0),
    url: `${htmlUrl(repository)}/commit/${sha}`,
    author: person,
    committer: person
  }
}

const repositoryPaths = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}'
}

/** https://docs.github.com/rest/repos/repos#get-a-repository */
export function repositoryBody(repository: GitRepository): Body {
  const { world, createdAt } = repository
  const api = repositoryUrl(repository)
  const html = htmlUrl(repository)
  const paths = Object.entries(repositoryPaths).map(([name, path]): [string, string] => [name, `${api}${path}`])
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: repository.fullName,
    private: repository.private,
    owner: accountBody(world, repository.owner),
    html_url: html,
    description: null,
    fork: repository.fork,
    url: api,
    ...Object.fromEntries(paths),
    created_at: timestamp(createdAt),
    updated_at: timestamp(createdAt),
    pushed_at: timestamp(createdAt),
    git_url: `git://${html.replace(/^https?:\/\//, '')}.git`,
    ssh_url: `git@${html.replace(/^https?:\/\//, '').replace('/', ':')}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: false,
    has_downloads: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: false,
    disabled: false,
    open_issues_count: 0,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? 'private' : 'public',
    forks: 0,
    open_issues: 0,
    watchers: 0,
    default_branch: repository.defaultBranch
  }
}

function side(repository: GitRepository | null, world: World, owner: Account, ref: string, sha: string): Body {
  return {
    label: `${owner.login}:${ref}`,
    ref,
    sha,
    user: accountBody(world, owner),
    repo: repository === null ? null : repositoryBody(repository)
  }
}

/** https://docs.github.com/rest/pulls/pulls#list-pull-requests */
export function pullRequestSimpleBody(pull: PullRequest): Body {
  const { repository, number } = pull
  const { world } = repository
  const api = `${repositoryUrl(repository)}/pulls/${number}`
  const issue = `${repositoryUrl(repository)}/issues/${number}`
  const html = `${htmlUrl(repository)}/pull/${number}`
  const ended = pull.closedAt === null ? null : timestamp(pull.closedAt)
  const statuses = `${repositoryUrl(repository)}/statuses/${pull.head.sha}`
  const link = (href: string) => ({ href })
  return {
    url: api,
    id: pull.id,
    node_id: pull.nodeId,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: accountBody(world, pull.author),
    body: null,
    created_at: timestamp(pull.createdAt),
    updated_at: timestamp(pull.closedAt ?? pull.createdAt),
    closed_at: ended,
    merged_at: pull.merged ? ended : null,
    merge_commit_sha: pull.merge_commit_sha,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: pull.draft,
    commits_url: `${api}/commits`,
    review_comments_url: `${api}/comments`,
    review_comment_url: `${repositoryUrl(repository)}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    head: side(pull.head.repo, world, pull.head.repo?.owner ?? pull.author, pull.head.ref, pull.head.sha),
    base: side(repository, world, repository.owner, pull.base.ref, pull.base.sha),
    _links: {
      self: link(api),
      html: link(html),
      issue: link(issue),
      comments: link(`${issue}/comments`),
      review_comments: link(`${api}/comments`),
      review_comment: link(`${repositoryUrl(repository)}/pulls/comments{/number}`),
      commits: link(`${api}/commits`),
      statuses: link(statuses)
    },
    author_association: pull.author === repository.owner ? 'OWNER' : 'CONTRIBUTOR',
    auto_merge: null,
    active_lock_reason: null
  }
}

/** https://docs.github.com/rest/pulls/pulls#get-a-pull-request */
export function pullRequestBody(pull: PullRequest): Body {
  const { world } = pull.repository
  const open = pull.state === 'open'
  return {
    ...pullRequestSimpleBody(pull),
    merged: pull.merged,
    mergeable: open ? !pull.conflicting : null,
    rebaseable: open ? !pull.conflicting : null,
    mergeable_state: !open ? 'unknown' : pull.conflicting ? 'dirty' : 'clean',
    merged_by: pull.merged ? accountBody(world, world.account('octocat')) : null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: pull.commits().size,
    additions: 1,
    deletions: 0,
    changed_files: 1
  }
}

/** A pull request in a run or a check. */
function pullRequestMinimalBody(pull: PullRequest): Body {
  const repo = (repository: GitRepository | null) => ({
    id: repository?.id ?? 0,
    url: repository === null ? '' : repositoryUrl(repository),
    name: repository?.name ?? ''
  })
  return {
    id: pull.id,
    number: pull.number,
    url: `${repositoryUrl(pull.repository)}/pulls/${pull.number}`,
    head: { ref: pull.head.ref, sha: pull.head.sha, repo: repo(pull.head.repo) },
    base: { ref: pull.base.ref, sha: pull.base.sha, repo: repo(pull.repository) }
  }
}

/** https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run */
export function workflowRunBody(run: WorkflowRun): Body {
  const { repository } = run
  const { world } = repository
  const api = `${repositoryUrl(repository)}/actions/runs/${run.id}`
  const actor = accountBody(world, run.headRepository.fork ? run.headRepository.owner : world.account('octocat'))
  // GitHub does not name a fork's pull request in a run: https://github.com/actions/runner/issues/3444
  const pulls = repository.pullRequests.filter(
    pull =>
      pull.state === 'open' &&
      pull.head.repo === run.headRepository &&
      pull.head.sha === run.sha &&
      !pull.head.repo.fork
  )
  return {
    id: run.id,
    name: run.name,
    node_id: world.nodeId('WFR', repository.id, run.id),
    check_suite_id: run.id - 1,
    check_suite_node_id: world.nodeId('CS', repository.id, run.id - 1),
    head_branch: run.branch,
    head_sha: run.sha,
    path: '.github/workflows/ci.yml',
    display_title: run.name,
    run_number: 1,
    event: run.event,
    status: run.conclusion === null ? 'in_progress' : 'completed',
    conclusion: run.conclusion,
    workflow_id: 159_038,
    url: api,
    html_url: `${htmlUrl(repository)}/actions/runs/${run.id}`,
    pull_requests: pulls.map(pullRequestMinimalBody),
    created_at: timestamp(run.createdAt),
    updated_at: timestamp(run.createdAt),
    actor,
    triggering_actor: actor,
    run_attempt: run.attempt,
    referenced_workflows: [],
    run_started_at: timestamp(run.createdAt),
    jobs_url: `${api}/jobs`,
    logs_url: `${api}/logs`,
    check_suite_url: `${repositoryUrl(repository)}/check-suites/${run.id - 1}`,
    artifacts_url: `${api}/artifacts`,
    cancel_url: `${api}/cancel`,
    rerun_url: `${api}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${repositoryUrl(repository)}/actions/workflows/159038`,
    head_commit: pushedCommitBody(run.headRepository, run.sha),
    repository: repositoryBody(repository),
    head_repository: repositoryBody(run.headRepository)
  }
}
