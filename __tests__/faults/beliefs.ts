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
  /** Time that a read lags behind a write, in milliseconds. */
  readonly lagMs?: number
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
          row: 2,
          name: `GraphQL refuses ${which} mutations, with ${kind}${type === undefined ? '' : ' of a type'}`,
          rules: { refusedMutations }
        }
      })
    )
  ),
  { row: 3, name: 'filters ignore case', rules: { environmentFilterIgnoresCase: true } },
  {
    row: 3,
    name: 'a deployment is recorded in the spelling of its environment',
    rules: { environmentSpelling: "the environment's" }
  },
  {
    row: 3,
    name: 'a deployment is listed under the spelling of its environment',
    rules: { environmentSpelling: "listed under the environment's" }
  },
  ...(['jobs', 'check run', 'query', 'case'] as const).map((jobLog): Reversal => ({
    row: 4,
    name: `the log of GitHub's own record has another form: ${jobLog}`,
    rules: { jobLog }
  })),
  {
    row: 5,
    name: 'GitHub does not accept the URL',
    rules: { environmentUrlHosts: /\.acceptable$/ },
    says: /rejected the environment URL "https:\/\/preview-1\.example\.com"/,
    costs: 'https://preview-1.example.com'
  },
  { row: 6, name: 'a read is a second behind a write', rules: {}, lagMs: 1000 },
  { row: 8, name: 'a page of more than 25 is too expensive', rules: { mostEntries: { entries: 25, pages: 'all' } } },
  { row: 8, name: 'a page of more than 6 is too expensive', rules: { mostEntries: { entries: 6, pages: 'all' } } },
  { row: 8, name: 'every page is too expensive', rules: { mostEntries: { entries: 1, pages: 'all' } } },
  { row: 8, name: 'every later page is too expensive', rules: { mostEntries: { entries: 1, pages: 'later' } } },
  { row: 13, name: "a bot's login ends in [bot] in GraphQL, too", rules: { botLogins: '[bot] in both' } }
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
const pairable = reversals.filter(({ name }) => !/every second|of a type|more than|form: (jobs|query|case)/.test(name))

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
export async function play(
  story: Story,
  reversal: Pick<Reversal, 'rules' | 'token' | 'isPrivate' | 'lagMs'>,
  player: Player
) {
  const github = await SimulatedGitHub.start({ checkSchema: false, ...reversal.rules })
  try {
    const repository = github.repository('octo/app', reversal.isPrivate === true ? { private: true } : {})
    const token = github.token(reversal.token ?? story.token)
    const scene: Scene = { github, repository, events: new Events(repository), token }
    const job = story.set(scene)
    github.settle()
    if (reversal.lagMs !== undefined) lag(github, reversal.lagMs)
    const ending = await player(job, scene)
    return { ending, picture: pictureOf(scene).replaceAll(jobLogs, "the job's log") }
  } finally {
    await github.stop()
  }
}

/** Lets the replicas of GitHub lag behind every write. */
export function lag(github: SimulatedGitHub, ms: number): void {
  const effect = { type: 'lag', ms } as const
  github.fault({ match: { method: 'POST', path: /\/deployments(\/\d+\/statuses)?$/ }, times: 1000, effect })
  github.fault({ match: { method: 'DELETE' }, times: 1000, effect })
  github.fault({ match: { operation: /^(Deactivate|Delete|End)$/ }, times: 1000, effect })
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
