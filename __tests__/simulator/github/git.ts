import { createHash } from 'node:crypto'
import type { World } from './model.ts'

/** A user, organization or bot: an owner, author or creator. */
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

/** How a commit relates to another one, which is the base. */
export interface Comparison {
  readonly status: 'ahead' | 'behind' | 'diverged' | 'identical'
  readonly base: Commit
  readonly head: Commit
  /** The newest commit that both have. */
  readonly mergeBase: Commit
  /** The commits that the base lacks, oldest first. */
  readonly ahead: readonly Commit[]
  /** Number of commits that only the base has. */
  readonly behindBy: number
}

/** The meaning of a ref in a request. */
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
  /** The branch with the changes. If it does not exist, it is created with one commit. */
  head?: string
  base?: string
  /** True, or the login of the owner, if the branch is in a fork. */
  fork?: boolean | string
  draft?: boolean
  merged?: boolean
  state?: 'open' | 'closed'
  title?: string
  author?: string
}

/** The Git data of a repository: commits, branches, tags and pull requests. */
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
  /** The objects of annotated tags, by the name of the tag. A lightweight tag has none. */
  readonly tagObjects = new Map<string, string>()
  readonly pullRequests: PullRequest[] = []
  /** Branch names and SHAs that have merge conflicts with the default branch. */
  readonly conflicts = new Set<string>()
  /** Shared by a repository and its forks, as on GitHub. */
  readonly commits: Map<string, Commit>
  name: string
  #recorded = 0

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

  /**
   * Adds a commit to the branch, or on top of `parent`. With only a `parent`, no branch moves, so two commits on one parent
   * have diverged.
   */
  commit(message = 'Change', { parent, branch }: { parent?: string; branch?: string } = {}): string {
    const target = branch ?? (parent === undefined ? this.defaultBranch : undefined)
    const onto = parent ?? this.branches.get(target ?? this.defaultBranch) ?? this.tip
    const { sha } = this.record(message, [onto])
    if (target !== undefined) this.branches.set(target, sha)
    return sha
  }

  /** Adds a commit that has no ancestor in common with any other, as an orphan branch has. */
  orphan(message = 'Another beginning', { branch }: { branch?: string } = {}): string {
    const { sha } = this.record(message, [])
    if (branch !== undefined) this.branches.set(branch, sha)
    return sha
  }

  /**
   * Forgets a commit that nothing refers to, as GitHub does at some time after a force push.
   * https://docs.github.com/authentication/keeping-your-account-and-data-secure/removing-sensitive-data-from-a-repository
   */
  forget(sha: string): void {
    const network = this.world.repositories.filter(({ commits }) => commits === this.commits)
    const kept = network.flatMap(({ branches, tags, pullRequests }) => [
      ...branches.values(),
      ...tags.values(),
      ...pullRequests.map(({ head }) => head.sha)
    ])
    if (kept.some(tip => this.reachable(tip).has(sha))) throw new Error(`a ref still leads to ${sha}`)
    this.commits.delete(sha)
  }

  /** Sets a branch to a commit. Defaults to the default branch's newest commit. */
  branch(name: string, sha = this.tip): string {
    this.branches.set(name, sha)
    return sha
  }

  /** Sets a tag to a commit. Defaults to the default branch's newest commit. An annotated tag has an object of its own. */
  tag(name: string, sha = this.tip, { annotated = false } = {}): string {
    this.tags.set(name, sha)
    if (annotated) this.tagObjects.set(name, createHash('sha1').update(`tag ${name} ${sha}`).digest('hex'))
    else this.tagObjects.delete(name)
    return sha
  }

  /** Returns the default branch's newest commit. */
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

  /** Pushes a commit to a pull request. A forced push replaces its commits. */
  pushTo(pull: PullRequest, message = 'More work', { force = false } = {}): string {
    const home = pull.head.repo
    if (home === null) throw new Error(`the head repository of #${pull.number} is gone`)
    if (!force) return home.commit(message, { branch: pull.head.ref })
    pull.replacedHeads.push(pull.head.sha)
    return home.branch(pull.head.ref, this.record(message, [pull.base.sha]).sha)
  }

  /** Merges a pull request with a merge commit, which becomes the head of the base branch. */
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

  /** Resolves a branch, a tag, a full SHA (also of a tag's object), `refs/…`, or `refs/pull/N/head` and `/merge`. */
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
    const [owner] = [...this.tagObjects].find(([, object]) => object === ref) ?? []
    if (owner !== undefined) return { kind: 'tag', name: owner, sha: this.tags.get(owner) ?? '' }
    const branch = section === 'heads' ? short : ref
    const head = section === 'tags' ? undefined : this.branches.get(branch)
    if (head !== undefined) return { kind: 'branch', name: branch, sha: head }
    const tag = section === 'tags' ? short : ref
    const tagged = section === 'heads' ? undefined : this.tags.get(tag)
    return tagged === undefined ? undefined : { kind: 'tag', name: tag, sha: tagged }
  }

  /** Returns the commit of a ref, unless GitHub does not know it. */
  commitAt(ref: string): Commit | undefined {
    return this.commits.get(this.resolve(ref)?.sha ?? '')
  }

  /** Returns a commit and all its ancestors. */
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

  /** Compares a commit with a base. Returns undefined if they have no ancestor in common. */
  compare(base: Commit, head: Commit): Comparison | undefined {
    const [behind, ahead] = [this.reachable(base.sha), this.reachable(head.sha)]
    // A commit is recorded after its ancestors.
    const recorded = [...this.commits.values()]
    const mergeBase = recorded.findLast(({ sha }) => behind.has(sha) && ahead.has(sha))
    if (mergeBase === undefined) return undefined
    const [isAhead, isBehind] = [mergeBase !== head, mergeBase !== base]
    return {
      status: isAhead ? (isBehind ? 'diverged' : 'ahead') : isBehind ? 'behind' : 'identical',
      base,
      head,
      mergeBase,
      ahead: recorded.filter(({ sha }) => ahead.has(sha) && !behind.has(sha)),
      behindBy: recorded.filter(({ sha }) => behind.has(sha) && !ahead.has(sha)).length
    }
  }

  /**
   * Returns the merged pull request that brought a commit into the default branch. For a commit that is not in the default
   * branch, returns its open and merged pull requests.
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

  /** Records a commit without a branch. */
  record(message: string, parents: readonly string[]): Commit {
    const seed = `${this.id}/${this.#recorded++}/${message}/${parents.join()}`
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
  /** A pull request with a merge conflict has no test merge commit, and triggers no `pull_request` workflows. */
  conflicting = false
  /** The heads before each forced push. */
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

  /** While open: the test merge commit, or none with a conflict. After the merge: the commit in the base branch. */
  get merge_commit_sha(): string | null {
    if (this.merged) return this.#mergeCommit
    if (this.conflicting) return null
    const { head, base } = this.#follow()
    const key = `${base}${head}`
    const sha = this.#testMerges.get(key) ?? this.repository.record(`Merge ${head} into ${base}`, [base, head]).sha
    this.#testMerges.set(key, sha)
    return sha
  }

  /** Returns the commits of this pull request as GitHub lists them: those in the head and not in the base. */
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

  /** Updates an open pull request from its branches. A closed one does not change. */
  #follow(): { head: string; base: string } {
    if (this.state === 'open') {
      this.#headSha = this.head.repo?.branches.get(this.head.ref) ?? this.#headSha
      this.#baseSha = this.repository.branches.get(this.base.ref) ?? this.#baseSha
    }
    return { head: this.#headSha, base: this.#baseSha }
  }
}
