import { createHash } from 'node:crypto'
import type { World } from './model.ts'

/** A user, an organisation or a bot, as it appears as owner, author or creator. */
export interface Account {
  readonly login: string
  readonly id: number
  readonly nodeId: string
  readonly type: 'User' | 'Organization' | 'Bot'
}

export interface Commit {
  readonly sha: string
  readonly message: string
  readonly parents: readonly string[]
  readonly createdAt: number
}

/** What a ref in a request turned out to mean. */
export interface Resolved {
  readonly kind: 'branch' | 'tag' | 'pull' | 'sha'
  readonly name: string
  readonly sha: string
}

export interface RepositoryOptions {
  private?: boolean
  defaultBranch?: string
}

export interface PullRequestOptions {
  /** The branch with the changes; it is made, with one commit, when it does not exist. */
  head?: string
  base?: string
  /** True, or the login of its owner: the branch is in a fork. */
  fork?: boolean | string
  draft?: boolean
  merged?: boolean
  state?: 'open' | 'closed'
  title?: string
  author?: string
}

/** The git side of a repository: commits, branches, tags and pull requests. */
export class GitRepository {
  readonly world: World
  readonly id: number
  readonly nodeId: string
  readonly owner: Account
  readonly private: boolean
  readonly fork: boolean
  readonly defaultBranch: string
  readonly createdAt: number
  readonly branches = new Map<string, string>()
  readonly tags = new Map<string, string>()
  readonly pullRequests: PullRequest[] = []
  /** Branch names and SHAs into which the default branch cannot be merged without conflict. */
  readonly conflicts = new Set<string>()
  /** Shared by a repository and its forks, as GitHub shares the objects of a network. */
  readonly commits: Map<string, Commit>
  name: string

  constructor(world: World, fullName: string, options: RepositoryOptions & { forkOf?: GitRepository } = {}) {
    const [owner = '', name = ''] = fullName.split('/')
    this.world = world
    this.id = world.ids.next('repository')
    this.nodeId = world.nodeId('R', this.id)
    this.owner = world.account(owner)
    this.name = name
    this.private = options.private ?? options.forkOf?.private ?? false
    this.fork = options.forkOf !== undefined
    this.defaultBranch = options.defaultBranch ?? options.forkOf?.defaultBranch ?? 'main'
    this.createdAt = world.clock.now()
    this.commits = options.forkOf?.commits ?? new Map<string, Commit>()
    const tip = options.forkOf?.branches.get(this.defaultBranch) ?? this.record('Initial commit', []).sha
    this.branches.set(this.defaultBranch, tip)
  }

  get fullName(): string {
    return `${this.owner.login}/${this.name}`
  }

  /** Commits on top of `parent` or of the branch, and moves the branch; with a `parent` alone no branch moves. */
  commit(message = 'Change', { parent, branch }: { parent?: string; branch?: string } = {}): string {
    const target = branch ?? (parent === undefined ? this.defaultBranch : undefined)
    const onto = parent ?? this.branches.get(target ?? this.defaultBranch) ?? this.tip
    const { sha } = this.record(message, [onto])
    if (target !== undefined) this.branches.set(target, sha)
    return sha
  }

  /** Points a branch at a commit (the tip of the default branch when not given). */
  branch(name: string, sha = this.tip): string {
    this.branches.set(name, sha)
    return sha
  }

  /** Points a tag at a commit (the tip of the default branch when not given). */
  tag(name: string, sha = this.tip): string {
    this.tags.set(name, sha)
    return sha
  }

  /** The newest commit of the default branch. */
  get tip(): string {
    const sha = this.branches.get(this.defaultBranch)
    if (sha === undefined) throw new Error(`${this.fullName} has lost its default branch`)
    return sha
  }

  pullRequest(options: PullRequestOptions = {}): PullRequest {
    const owner = options.fork === true ? 'contributor' : options.fork
    const home = owner === undefined || owner === false ? this : this.world.fork(this, `${owner}/${this.name}`)
    const head = options.head ?? 'feature'
    const base = options.base ?? this.defaultBranch
    if (!home.branches.has(head)) {
      home.branch(head, this.branches.get(base) ?? this.tip)
      home.commit(`Work on ${head}`, { branch: head })
    }
    const author = options.author ?? (home === this ? 'octocat' : home.owner.login)
    const pull = new PullRequest(this, home, head, base, author, options.title ?? `Merge ${head}`)
    pull.draft = options.draft ?? false
    this.pullRequests.push(pull)
    this.world.register(pull)
    if (options.merged === true) this.merge(pull)
    else if (options.state === 'closed') this.close(pull)
    return pull
  }

  /** Pushes one more commit to a pull request; forced, it replaces those that were there. */
  pushTo(pull: PullRequest, message = 'More work', { force = false } = {}): string {
    const home = pull.head.repo
    if (home === null) throw new Error(`the head repository of #${pull.number} is gone`)
    if (!force) return home.commit(message, { branch: pull.head.ref })
    pull.replacedHeads.push(pull.head.sha)
    return home.branch(pull.head.ref, this.record(message, [pull.base.sha]).sha)
  }

  /** Merges a pull request with a merge commit, which becomes the new tip of its base. */
  merge(pull: PullRequest): string {
    const commits = pull.commits()
    const sha = this.record(`Merge pull request #${pull.number}`, [pull.base.sha, pull.head.sha]).sha
    pull.end({ mergeCommit: sha, commits })
    this.branches.set(pull.base.ref, sha)
    return sha
  }

  close(pull: PullRequest): void {
    pull.end()
  }

  /** A branch, a tag, a full SHA, `refs/…`, or `refs/pull/N/head` and `/merge`. */
  resolve(ref: string): Resolved | undefined {
    const name = ref.replace(/^refs\//, '')
    const [, section = '', short = ''] = /^(heads|tags)\/(.+)$/.exec(name) ?? []
    const pull = /^pull\/(\d+)\/(head|merge)$/.exec(name)
    if (pull) {
      const found = this.pullRequests.find(({ number }) => number === Number(pull[1]))
      const sha = pull[2] === 'head' ? found?.head.sha : found?.merge_commit_sha
      return sha === undefined || sha === null ? undefined : { kind: 'pull', name, sha }
    }
    if (this.commits.has(ref)) return { kind: 'sha', name: ref, sha: ref }
    const branch = section === 'heads' ? short : ref
    const head = section === 'tags' ? undefined : this.branches.get(branch)
    if (head !== undefined) return { kind: 'branch', name: branch, sha: head }
    const tag = section === 'tags' ? short : ref
    const tagged = section === 'heads' ? undefined : this.tags.get(tag)
    return tagged === undefined ? undefined : { kind: 'tag', name: tag, sha: tagged }
  }

  /** All commits that a commit stands on, itself included. */
  reachable(sha: string): Set<string> {
    const seen = new Set<string>()
    const pending = [sha]
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (seen.has(next)) continue
      seen.add(next)
      pending.push(...(this.commits.get(next)?.parents ?? []))
    }
    return seen
  }

  /**
   * The merged pull request that brought a commit into the default branch; for a commit that is not there, the open and
   * merged ones it belongs to.
   * https://docs.github.com/rest/commits/commits#list-pull-requests-associated-with-a-commit
   */
  pullRequestsOf(sha: string): PullRequest[] {
    const landed = this.reachable(this.tip).has(sha)
    return this.pullRequests.filter(
      pull =>
        (pull.merged || (pull.state === 'open' && !landed)) &&
        (pull.commits().has(sha) || pull.merge_commit_sha === sha)
    )
  }

  /** Records a commit that no branch points at yet. */
  record(message: string, parents: readonly string[]): Commit {
    const seed = `${this.id}/${this.commits.size}/${message}/${parents.join()}`
    const sha = createHash('sha1').update(seed).digest('hex')
    const commit = { sha, message, parents, createdAt: this.world.clock.now() }
    this.commits.set(sha, commit)
    return commit
  }
}

export class PullRequest {
  readonly repository: GitRepository
  readonly number: number
  readonly id: number
  readonly nodeId: string
  readonly author: Account
  readonly title: string
  readonly createdAt: number
  readonly head: { readonly ref: string; readonly sha: string; repo: GitRepository | null }
  readonly base: { readonly ref: string; readonly sha: string; readonly repo: GitRepository }
  state: 'open' | 'closed' = 'open'
  draft = false
  merged = false
  closedAt: number | null = null
  /** A conflicting pull request has no test merge commit, and starts no `pull_request` workflows. */
  conflicting = false
  /** What was the head before each forced push. */
  readonly replacedHeads: string[] = []
  #headSha: string
  #baseSha: string
  #mergeCommit: string | null = null
  #landed: Set<string> | undefined
  readonly #testMerges = new Map<string, string>()

  constructor(
    repository: GitRepository,
    home: GitRepository,
    head: string,
    base: string,
    author: string,
    title: string
  ) {
    this.repository = repository
    this.number = repository.world.ids.next('pull number')
    this.id = repository.world.ids.next('pull request')
    this.nodeId = repository.world.nodeId('PR', repository.id, this.id)
    this.author = repository.world.account(author)
    this.title = title
    this.createdAt = repository.world.clock.now()
    this.#headSha = home.branches.get(head) ?? home.tip
    this.#baseSha = repository.branches.get(base) ?? repository.tip
    const headSha = () => this.#follow().head
    const baseSha = () => this.#follow().base
    this.head = {
      ref: head,
      repo: home,
      get sha() {
        return headSha()
      }
    }
    this.base = {
      ref: base,
      repo: repository,
      get sha() {
        return baseSha()
      }
    }
  }

  /** While open, the commit of the test merge (none when it conflicts); once merged, the commit that landed. */
  get merge_commit_sha(): string | null {
    if (this.merged) return this.#mergeCommit
    if (this.conflicting) return null
    const { head, base } = this.#follow()
    const key = `${base}${head}`
    const sha = this.#testMerges.get(key) ?? this.repository.record(`Merge ${head} into ${base}`, [base, head]).sha
    this.#testMerges.set(key, sha)
    return sha
  }

  /** The commits this pull request brings, as GitHub lists them: those of the head that the base has not. */
  commits(): Set<string> {
    if (this.#landed !== undefined) return this.#landed
    const { head, base } = this.#follow()
    const old = this.repository.reachable(base)
    return new Set([...this.repository.reachable(head)].filter(sha => !old.has(sha)))
  }

  end(merge?: { mergeCommit: string; commits: Set<string> }): void {
    this.#follow()
    this.state = 'closed'
    this.closedAt = this.repository.world.clock.now()
    if (merge === undefined) return
    this.merged = true
    this.#mergeCommit = merge.mergeCommit
    this.#landed = merge.commits
  }

  /** An open pull request follows its branches; a closed one stays as it was. */
  #follow(): { head: string; base: string } {
    if (this.state === 'open') {
      this.#headSha = this.head.repo?.branches.get(this.head.ref) ?? this.#headSha
      this.#baseSha = this.repository.branches.get(this.base.ref) ?? this.#baseSha
    }
    return { head: this.#headSha, base: this.#baseSha }
  }
}
