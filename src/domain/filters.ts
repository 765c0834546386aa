import { duration, isInState, type ListedDeployment, type State } from './deployment.ts'
import { isJobsOwn } from './maker.ts'
import type { Run } from './run.ts'

/** Filters for the deployments that a teardown changes in an environment. They combine with *and*. */
export interface Filters {
  task?: string
  /** States of the latest status; empty for all. */
  states: readonly State[]
  /** Minimum age in milliseconds. */
  olderThanMs?: number
  /** Number of newest deployments to keep per environment and task. The newest success is always kept, too. */
  keep?: number
  keepOpenPullRequests: boolean
}

/** Data that some rules need. */
export interface RuleData {
  /** Returns why an environment and task belongs to an open pull request. */
  whyOpen: ReturnType<typeof openPullRequestRule>
  /** Run that this job belongs to. GitHub's own record for this job is kept. */
  run: Run
}

/** Why a deployment is kept. */
export interface Reason {
  text: string
  /** Set if only a number in a name says so, which may be a coincidence. */
  isByNumber?: true
}

/** Returns why a deployment is kept, or `undefined` if the rule does not keep it. */
export type Rule = (listed: ListedDeployment) => Reason | undefined

/**
 * Returns the rules that keep deployments of one environment. The first rule that applies gives the reason.
 *
 * @param environment its name
 * @param listed all its deployments, the newest first
 * @param now milliseconds since 1970, by GitHub's clock
 */
export function rulesFor(
  environment: string,
  listed: readonly ListedDeployment[],
  { task, states, olderThanMs, keep, keepOpenPullRequests }: Filters,
  { whyOpen, run }: RuleData,
  now: number
): Rule[] {
  const rules: Rule[] = [one => (isJobsOwn(one, run) ? { text: "it is GitHub's own record for this job" } : undefined)]
  if (task !== undefined) rules.push(ofOtherTask(task))
  if (keepOpenPullRequests) {
    rules.push(
      perTask(listed, (ofTask, task) => {
        const reason = whyOpen({ environment, task, shas: ofTask.map(({ sha }) => sha) })
        return () => reason
      })
    )
  }
  if (keep !== undefined) rules.push(perTask(listed, ofTask => amongNewest(ofTask, keep)))
  if (olderThanMs !== undefined) rules.push(tooYoung(olderThanMs, now))
  if (states.length > 0) rules.push(inOtherState(states))
  return rules
}

function ofOtherTask(wanted: string): Rule {
  return ({ task }) => (task === wanted ? undefined : { text: `its task is ${task}, not ${wanted}` })
}

/** Applies a rule to the deployments of each task separately. */
function perTask(
  listed: readonly ListedDeployment[],
  ruleFor: (ofTask: readonly ListedDeployment[], task: string) => Rule
): Rule {
  const tasks = Map.groupBy(listed, ({ task }) => task)
  const rules = new Map([...tasks].map(([task, ofTask]) => [task, ruleFor(ofTask, task)]))
  // Stryker disable next-line OptionalChaining: the map contains the task of every deployment.
  return one => rules.get(one.task)?.(one)
}

/**
 * Keeps the newest deployments and the newest success. Also keeps deployments from the same second as the last one
 * kept, because their order is unknown.
 */
function amongNewest(listed: readonly ListedDeployment[], keep: number): Rule {
  const last = keep > 0 ? (listed[keep - 1] ?? listed.at(-1)) : undefined
  const newestSuccess = listed.find(({ state }) => state === 'success')?.createdAt
  return ({ state, createdAt }) => {
    if (last !== undefined && createdAt >= last.createdAt) {
      return { text: `it is among the newest ${keep} of its environment and task` }
    }
    const isNewestSuccess = state === 'success' && createdAt === newestSuccess
    return isNewestSuccess ? { text: 'it is the newest successful one of its environment and task' } : undefined
  }
}

/** Keeps deployments that are too young. Also keeps a deployment of unknown age, because it may be too young. */
function tooYoung(olderThan: number, now: number): Rule {
  const reason = { text: `it is not older than ${duration(olderThan)}` }
  return ({ createdAt }) => (now - Date.parse(createdAt) > olderThan ? undefined : reason)
}

function inOtherState(states: readonly State[]): Rule {
  return ({ state }) =>
    isInState(state, states) ? undefined : { text: `it is ${state ?? 'without a status'}, not ${states.join(' or ')}` }
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
