/** Why a deployment is kept. */
export interface Reason {
  text: string
  /** Set if only a number in a name says so, which may be a coincidence. */
  isByNumber?: true
}

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
interface PartWithCommits {
  environment: string
  task: string
  shas: readonly string[]
}

/**
 * Returns a function that tells why an environment and task belongs to an open pull request, or `undefined` if it does
 * not. The surest sign is a commit, then the name of a branch, then a number.
 */
export function openPullRequestRule(open: readonly OpenPullRequest[]): (part: PartWithCommits) => Reason | undefined {
  const byCommit = new Map(open.flatMap(({ number, commits }) => commits.map(sha => [sha, number])))
  const branches = open.map(({ branch = '', number }) => [slug(branch), number] as const)
  const byBranch = new Map(branches.filter(([branch]) => branch !== ''))
  const numbers = new Set(open.map(({ number }) => number))
  return ({ environment, task, shas }) => {
    const names = [environment, task]
    const [ofCommit] = shas.flatMap(sha => byCommit.get(sha) ?? [])
    if (ofCommit !== undefined) {
      return { text: `a commit of its environment and task belongs to the open pull request #${ofCommit}` }
    }
    const [ofBranch] = names.flatMap(endings).flatMap(ending => byBranch.get(ending) ?? [])
    if (ofBranch !== undefined) {
      return { text: `the environment or task has the name of the branch of the open pull request #${ofBranch}` }
    }
    const number = numbersIn(names).find(each => numbers.has(each))
    if (number === undefined) return undefined
    const text = `the environment or task has the number of the open pull request #${number} in its name`
    return { text, isByNumber: true }
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
