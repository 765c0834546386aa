import { Events } from '../simulator/events.ts'
import type { Rules } from '../simulator/github/rules.ts'
import { SimulatedGitHub } from '../simulator/github/server.ts'
import type { TokenOptions } from '../simulator/github/tokens.ts'
import { beliefStories } from './belief-stories.ts'
import { pictureOf, run, type Ending, type Player, type Scene, type Story } from './story.ts'

/** A belief about GitHub that is false in a test. */
export interface Reversal {
  /** Row in docs/beliefs.md. */
  readonly row: number
  readonly name: string
  readonly rules: Partial<Rules>
  readonly token?: TokenOptions
  readonly isPrivate?: true
  /** The cause that an error or a warning must name if the state on GitHub is not as expected. */
  readonly says?: RegExp
  /** The only difference allowed if the cause is reported. */
  readonly costs?: string
  /** Set if a log line is enough. */
  readonly isInLog?: true
}

const refused = 'Resource not accessible by integration'

export const reversals: readonly Reversal[] = [
  { row: 1, name: 'GraphQL does not find what it is to change', rules: { hiddenFromGraphql: 'mutations' } },
  { row: 1, name: 'GraphQL does not find the repository', rules: { hiddenFromGraphql: 'everything' } },
  {
    row: 1,
    name: 'the token has the scope repo_deployment, in a private repository',
    rules: {},
    token: { kind: 'repo_deployment' },
    isPrivate: true,
    says: /pull-requests: read|permission|GitHub shows no environment/,
    isInLog: true
  },
  ...(['all', 'every second'] as const).flatMap(which =>
    (['each', 'one', 'none'] as const).flatMap(errors =>
      [undefined, 'FORBIDDEN' as const].map((type): Reversal => {
        const refusedMutations = { which, errors, message: refused, ...(type === undefined ? {} : { type }) }
        const kind = errors === 'none' ? 'no error' : errors === 'one' ? 'one error' : 'an error for each'
        return {
          row: 4,
          name: `GraphQL refuses ${which} mutations, with ${kind}${type === undefined ? '' : ' of a type'}`,
          rules: { refusedMutations }
        }
      })
    )
  ),
  { row: 5, name: 'a page of more than 25 is too expensive', rules: { mostEntries: { entries: 25, pages: 'all' } } },
  { row: 5, name: 'a page of more than 6 is too expensive', rules: { mostEntries: { entries: 6, pages: 'all' } } },
  { row: 5, name: 'every page is too expensive', rules: { mostEntries: { entries: 1, pages: 'all' } } },
  { row: 5, name: 'every later page is too expensive', rules: { mostEntries: { entries: 1, pages: 'later' } } },
  { row: 6, name: 'filters ignore case', rules: { environmentFilterIgnoresCase: true } },
  {
    row: 6,
    name: 'a deployment is recorded in the spelling of its environment',
    rules: { environmentSpelling: "the environment's" }
  },
  {
    row: 6,
    name: 'a deployment is listed under the spelling of its environment',
    rules: { environmentSpelling: "listed under the environment's" }
  },
  ...(['jobs', 'check run', 'query', 'case'] as const).map((jobLog): Reversal => ({
    row: 7,
    name: `the log of GitHub's own record has another form: ${jobLog}`,
    rules: { jobLog }
  })),
  { row: 9, name: 'a full page has no Link header', rules: { hasLinkHeader: false } },
  {
    row: 9,
    name: 'a full page has no Link header, without GraphQL',
    rules: { hasLinkHeader: false, hiddenFromGraphql: 'everything' }
  },
  {
    row: 12,
    name: 'a deployment is listed under its first environment',
    rules: { listedUnder: 'first environment' },
    says: /moved to another environment/,
    isInLog: true
  },
  { row: 13, name: 'a page has a null once', rules: { nullNodes: 'once' } },
  { row: 13, name: 'every page has a null', rules: { nullNodes: 'always' } },
  {
    row: 14,
    name: 'GitHub does not accept the URL',
    rules: { environmentUrlHosts: /\.acceptable$/ },
    says: /rejected the environment URL "https:\/\/preview-1\.example\.com"/,
    costs: 'https://preview-1.example.com'
  },
  { row: 15, name: 'tokens have 40 characters', rules: { tokens: '40 characters' } },
  {
    row: 16,
    name: 'the version of REST is not supported any more',
    rules: { restVersions: ['2026-03-10'] },
    says: /Version 2022-11-28 is not supported/
  },
  { row: 17, name: 'production is made inactive as well', rules: { autoInactiveOnProduction: true } },
  { row: 18, name: 'auto_inactive spares other tasks', rules: { autoInactiveHeedsTask: true } }
]

/** Reverses two beliefs at once. */
export const both = ({ costs: first, ...one }: Reversal, { costs: second, ...other }: Reversal): Reversal => {
  // A single text cannot express the differences that two beliefs cause together.
  const costs = one.says !== undefined && other.says !== undefined ? undefined : (first ?? second)
  const says = [one.says, other.says].filter(pattern => pattern !== undefined).map(({ source }) => source)
  return {
    ...one,
    ...other,
    name: `${one.name}; ${other.name}`,
    rules: { ...one.rules, ...other.rules },
    ...(costs === undefined ? {} : { costs }),
    ...(says.length === 0 ? {} : { says: new RegExp(says.join('|')) })
  }
}

/** The reversals to combine in pairs: the hardest for each rule. */
const pairable = reversals.filter(
  ({ name }) =>
    !/every second|of a type|more than|form: (jobs|query|case)|40 characters|production is|other tasks/.test(name)
)

export const pairs: readonly Reversal[] = pairable.flatMap((one, place) =>
  pairable.slice(place + 1).flatMap(other => (isSameRule(one, other) ? [] : [both(one, other)]))
)

function isSameRule(one: Reversal, other: Reversal): boolean {
  return Object.keys(one.rules).some(name => name in other.rules)
}

/** The operations that combine the most lists. */
export const joining = beliefStories.filter(({ name }) => /^(deactivate|delete|find|deploy a preview)/.test(name))

export interface BeliefCell {
  story: Story
  reversal: Reversal
}

/** Every operation with each belief reversed. The operations that combine the most lists also get every pair. */
export const beliefCells = (): BeliefCell[] => [
  ...reversals.flatMap(reversal => beliefStories.map(story => ({ story, reversal }))),
  ...pairs.flatMap(reversal => joining.map(story => ({ story, reversal })))
]

/** The outcome of a story. */
export interface Outcome {
  ending: Ending
  picture: string
}

/** All forms of the URL of the job's log. */
const jobLogs = new RegExp(
  `/(?:octo/app|OCTO/APP)/(?:actions/runs/\\d+/jobs?|runs)/${run.checkRunId}(?:\\?[^"]*)?`,
  'g'
)

/** Plays a story on a GitHub that does not match a belief. */
export async function play(story: Story, reversal: Pick<Reversal, 'rules' | 'token' | 'isPrivate'>, player: Player) {
  const github = await SimulatedGitHub.start({ checkSchema: false, ...reversal.rules })
  try {
    const repository = github.repository('octo/app', reversal.isPrivate === true ? { private: true } : {})
    const token = github.token(reversal.token ?? story.token)
    const scene: Scene = { github, repository, events: new Events(repository), token }
    const job = story.set(scene)
    github.settle()
    const ending = await player(job, scene)
    return { ending, picture: pictureOf(scene).replaceAll(jobLogs, "the job's log") }
  } finally {
    await github.stop()
  }
}

/** The log line if GraphQL is refused: only the newest 20 deployments were checked. */
const cutShort = 'Only the newest 20 deployments of task'

const compared = [
  ...['deployment-id', 'state', 'sha', 'previous-sha', 'previous-deployment-id'],
  ...['deactivated', 'deleted', 'environments']
]

/** Returns why a cell fails, or `undefined` if the outcome is the default one or the difference is reported. */
export function whyLost(reversal: Reversal, found: Outcome, original: Outcome): string | undefined {
  const { ending, picture } = found
  const { says, costs } = reversal
  const said = [...ending.errors, ...ending.warnings]
  if (reversal.isInLog === true) said.push(ending.printed)
  const isTold = ending.printed.includes(cutShort) || (says !== undefined && said.some(text => says.test(text)))
  if (ending.conclusion !== original.ending.conclusion) {
    return isTold ? undefined : `ended as ${ending.conclusion}: ${said.join(' ')}`
  }
  const without = (text: string): string => (costs === undefined ? text : text.replaceAll(costs, ''))
  const isSame = picture === original.picture
  if (!isSame && !isTold) return `left something else behind:\n${difference(original.picture, picture)}`
  if (costs !== undefined && without(picture) !== without(original.picture)) {
    return `left something else behind, and said so of less:\n${difference(without(original.picture), without(picture))}`
  }
  if (isTold) return undefined
  const value = (of: Outcome, name: string): string =>
    (of.ending.outputs[name] ?? '')
      .split(/[[\],]/)
      .sort()
      .join()
  const other = compared.find(name => value(found, name) !== value(original, name))
  if (other === undefined) return undefined
  return `output ${other} is ${String(ending.outputs[other])}, not ${String(original.ending.outputs[other])}`
}

function difference(expected: string, found: string): string {
  const [known, seen] = [expected.split('\n'), found.split('\n')]
  const place = seen.findIndex((line, index) => line !== known[index])
  return [
    `expected ${known.slice(place - 8, place + 8).join(' ')}`,
    `found ${seen.slice(place - 8, place + 8).join(' ')}`
  ]
    .map(line => line.replaceAll(/\s+/g, ' '))
    .join('\n')
}
