import { join } from 'node:path'

/** The event that started the run: GITHUB_EVENT_NAME, the payload, GITHUB_SHA and GITHUB_REF. */
export interface Event {
  name: string
  payload: unknown
  sha: string
  ref: string
}

/** The addresses of the simulated GitHub. */
export interface Addresses {
  apiUrl: string
  graphqlUrl: string
  serverUrl: string
}

/** The folders of one job. */
export interface Folders {
  root: string
  workspace: string
  temp: string
  tools: string
  home: string
  event: string
}

/** Facts about a run before its jobs start. */
export interface RunOptions {
  event: Event
  github: Addresses
  repository?: string
  token: string
  /** The key of the job in the workflow file. */
  job?: string
  workflow?: string
  runId?: number
  runAttempt?: number
  actor?: string
}

/** Variables that steps get from the `github` context. GITHUB_TOKEN is not one of them. */
const EXPORTED = [
  'action',
  'action_path',
  'action_ref',
  'action_repository',
  'actor',
  'actor_id',
  'api_url',
  'base_ref',
  'env',
  'event_name',
  'event_path',
  'graphql_url',
  'head_ref',
  'job',
  'output',
  'path',
  'ref',
  'ref_name',
  'ref_protected',
  'ref_type',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'retention_days',
  'run_attempt',
  'run_id',
  'run_number',
  'server_url',
  'sha',
  'state',
  'step_summary',
  'triggering_actor',
  'workflow',
  'workflow_ref',
  'workflow_sha',
  'workspace'
]

const REPOSITORY = 'octo/app'

/** Variables that the runner's own process needs and passes to every step. */
const INHERITED = ['PATH', 'LANG', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'windir', 'ComSpec', 'PATHEXT']

export function foldersIn(root: string, repository = REPOSITORY): Folders {
  const name = repository.split('/')[1] ?? repository
  const temp = join(root, '_temp')
  return {
    root,
    workspace: join(root, name, name),
    temp,
    tools: join(root, '_tool'),
    home: join(root, '_home'),
    event: join(temp, '_github_workflow', 'event.json')
  }
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context */
export function githubContext(run: RunOptions, folders: Folders): Record<string, unknown> {
  const { event, github, repository = REPOSITORY, job = 'deploy', workflow = 'Deploy', runId = 1, runAttempt = 1 } = run
  const { base, head } = pullRequest(event.payload)
  const actor = run.actor ?? sender(event.payload) ?? 'octocat'
  const file = `.github/workflows/${workflow.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.yml`
  return {
    token: run.token,
    job,
    ref: event.ref,
    sha: event.sha,
    repository,
    repository_owner: repository.split('/')[0] ?? '',
    repository_owner_id: '583231',
    repositoryUrl: `git://github.com/${repository}.git`,
    repository_id: '1296269',
    run_id: String(runId),
    run_number: '1',
    run_attempt: String(runAttempt),
    retention_days: '90',
    actor,
    actor_id: '583231',
    triggering_actor: actor,
    workflow,
    workflow_ref: `${repository}/${file}@${event.ref}`,
    workflow_sha: event.sha,
    head_ref: head ?? '',
    base_ref: base ?? '',
    event_name: event.name,
    event: event.payload,
    server_url: github.serverUrl,
    api_url: github.apiUrl,
    graphql_url: github.graphqlUrl,
    ref_name: event.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    ref_protected: false,
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    secret_source: 'Actions',
    workspace: folders.workspace,
    event_path: folders.event
  }
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#runner-context */
export function runnerContext(folders: Folders, debug: boolean): Record<string, string> {
  const systems: Partial<Record<NodeJS.Platform, string>> = { win32: 'Windows', darwin: 'macOS' }
  return {
    os: systems[process.platform] ?? 'Linux',
    arch: process.arch.toUpperCase(),
    name: 'GitHub Actions 1',
    environment: 'github-hosted',
    tool_cache: folders.tools,
    temp: folders.temp,
    workspace: join(folders.workspace, '..'),
    ...(debug && { debug: '1' })
  }
}

/** Returns the variables of the runner's own process: a minimal set, not the environment of the tests. */
export function baseEnvironment(folders: Folders, trackingId: string): Record<string, string> {
  const inherited = INHERITED.flatMap(name => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  })
  return {
    CI: 'true',
    ...(Object.fromEntries(inherited) as Record<string, string>),
    HOME: folders.home,
    USERPROFILE: folders.home,
    RUNNER_TRACKING_ID: trackingId
  }
}

/** Returns GITHUB_* and RUNNER_* from the contexts of these names. */
export function exported(contexts: Readonly<Record<string, unknown>>): Record<string, string> {
  const { github, runner } = contexts as { github: Record<string, unknown>; runner: Record<string, string> }
  const environment: Record<string, string> = { GITHUB_ACTIONS: 'true' }
  for (const name of EXPORTED) {
    const value = github[name]
    if (typeof value === 'string' || typeof value === 'boolean') {
      environment[`GITHUB_${name.toUpperCase()}`] = String(value)
    }
  }
  for (const [name, value] of Object.entries(runner)) environment[`RUNNER_${name.toUpperCase()}`] = value
  return environment
}

/** `head_ref` and `base_ref` only exist on pull request events. */
function pullRequest(payload: unknown): { head?: string; base?: string } {
  const { pull_request: pull } = (payload ?? {}) as {
    pull_request?: { head?: { ref?: string }; base?: { ref?: string } }
  }
  return { ...(pull?.head?.ref && { head: pull.head.ref }), ...(pull?.base?.ref && { base: pull.base.ref }) }
}

function sender(payload: unknown): string | undefined {
  const { sender: user } = (payload ?? {}) as { sender?: { login?: string } }
  return user?.login
}
