/** Open pull request in the repository of the deployments. */
export interface OpenPullRequest {
  number: number
  /** Its commits, its head, heads that a force push replaced, and GitHub's test merge. */
  commits: readonly string[]
  /** Head branch. Not set if the branch is in a fork. */
  branch?: string
}

/** All open pull requests. */
export interface OpenPullRequestList {
  open: readonly OpenPullRequest[]
  /** Whether the heads that a force push replaced are among their commits. */
  hasReplacedHeads: boolean
}

/** Environment and task with the commits of its deployments. */
export interface Part {
  environment: string
  task: string
  shas: readonly string[]
}

/** Sign that an environment and task belongs to an open pull request. */
export interface Belonging {
  by: 'commit' | 'branch' | 'number'
  number: number
}

/** Finds the open pull request that an environment and task belongs to. */
export class OpenPullRequests {
  readonly #byCommit: ReadonlyMap<string, number>
  /** Numbers by the name of the branch, in the form of `slug`. */
  readonly #byBranch: ReadonlyMap<string, number>
  readonly #numbers: ReadonlySet<number>

  constructor(open: readonly OpenPullRequest[]) {
    this.#byCommit = new Map(open.flatMap(({ number, commits }) => commits.map(sha => [sha, number])))
    const branches = open.map(({ branch = '', number }) => [slug(branch), number] as const)
    this.#byBranch = new Map(branches.filter(([branch]) => branch !== ''))
    this.#numbers = new Set(open.map(({ number }) => number))
  }

  /** Returns the surest sign: a commit, then the name of a branch, then a number, which may be a coincidence. */
  find({ environment, task, shas }: Part): Belonging | undefined {
    const [byCommit] = shas.flatMap(sha => this.#byCommit.get(sha) ?? [])
    if (byCommit !== undefined) return { by: 'commit', number: byCommit }
    const [byBranch] = [environment, task].flatMap(endings).flatMap(ending => this.#byBranch.get(ending) ?? [])
    if (byBranch !== undefined) return { by: 'branch', number: byBranch }
    const byNumber = numbersIn([environment, task]).find(number => this.#numbers.has(number))
    return byNumber === undefined ? undefined : { by: 'number', number: byNumber }
  }
}

/** Returns a name as it is often written in host names: in lower case, and `-` for everything but letters and digits. */
const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')

/** Returns the slug of a name and every part of it that follows a `-`, the longest first. */
function endings(name: string): string[] {
  const words = slug(name).split('-')
  return words.map((_, place) => words.slice(place).join('-'))
}

/** A number after the word `pr`, `pull` or `mr`: `pr-12`, `PR #12`, `pr12-api`. */
const afterWord = /(?<!\p{L})(?:pr|pull|mr)[ \-_/#.]{0,2}(\d+)/giu

/** A whole number that is not part of a word, a version or a SHA: `preview/12`, but not `v12`, `1.12` or `05`. */
const onItsOwn = /(?<![\p{L}\d]|\d\.)[1-9]\d*(?![\p{L}\d]|\.\d)/gu

/**
 * Returns the numbers in names that may be a pull request. If a number follows the word `pr`, `pull` or `mr`, all other
 * numbers mean something else, such as the region in `pr-12-eu-west-1`.
 */
export function numbersIn(names: readonly string[]): number[] {
  const named = names.flatMap(name => Array.from(name.matchAll(afterWord), ([, digits]) => Number(digits)))
  if (named.length > 0) return named
  return names.flatMap(name => Array.from(name.matchAll(onItsOwn), ([digits]) => Number(digits)))
}
