import type { Effect, Match } from '../simulator/github/faults.ts'
import type { LoggedRequest, SimulatedGitHubOptions } from '../simulator/github/server.ts'
import { stories } from './stories.ts'
import { pictureOf, tell, type Player, type Scene, type Story } from './story.ts'

/** A fault in one request. */
export interface Fault {
  readonly name: string
  readonly effect: Effect
  /** Returns whether a request can have this fault. By default, every request can. */
  readonly concerns?: (request: LoggedRequest) => boolean
}

const status = (code: number, when: 'before' | 'after'): Fault => ({
  name: `${code} ${when}`,
  effect: { type: 'status', status: code, when }
})

const isMutation = ({ fields }: LoggedRequest): boolean =>
  fields.some(field => /^(create|delete)Deployment/.test(field))

/** "Before" and "after" say whether the fault occurs before or after GitHub executes the request. */
export const faults: readonly Fault[] = [
  { name: 'reset before', effect: { type: 'reset', when: 'before' } },
  { name: 'reset after', effect: { type: 'reset', when: 'after' } },
  status(500, 'before'),
  status(500, 'after'),
  status(502, 'before'),
  status(502, 'after'),
  status(503, 'before'),
  status(503, 'after'),
  status(504, 'after'),
  { name: 'truncated body', effect: { type: 'truncate' } },
  { name: 'hang before', effect: { type: 'hang', when: 'before' } },
  { name: 'hang after', effect: { type: 'hang', when: 'after' } },
  { name: "somebody else's page", effect: { type: 'garbage', body: '<title>Sign in</title>', when: 'after' } },
  { name: 'a replica that lags', effect: { type: 'lag', requests: 1 } },
  { name: '429', effect: { type: 'rate', flavour: '429' } },
  { name: '403 secondary', effect: { type: 'rate', flavour: 'secondary' } },
  { name: '403 secondary with retry-after', effect: { type: 'rate', flavour: 'secondary-with-retry-after' } },
  { name: '403 primary', effect: { type: 'rate', flavour: 'primary' } },
  { name: 'half a batch', effect: { type: 'partial', done: 1 }, concerns: isMutation }
]

/** A request of a story, and the faults in this request and the next ones. */
export interface Cell {
  readonly story: Story
  readonly request: Match & { nth: number }
  readonly faults: readonly Fault[]
}

export const nameOf = ({ story, request, faults: [...row] }: Cell): string =>
  `${story.name}: ${request.operation === undefined ? `${request.method ?? ''} ${String(request.path)}` : String(request.operation)} (${request.nth}): ${row.map(({ name }) => name).join(', then ')}`

/** A story without faults: its requests and the final state on GitHub. */
export interface Original {
  readonly story: Story
  readonly requests: readonly LoggedRequest[]
  readonly conclusion: string
  readonly picture: string
}

/** Plays stories without faults. */
export async function originals(
  play: Player,
  options: SimulatedGitHubOptions,
  which: readonly Story[] = stories
): Promise<Original[]> {
  const told: Original[] = []
  for (const story of which) {
    told.push(
      await tell(story, options, async (job, scene) => {
        const { conclusion, errors } = await play(job, scene)
        if (errors.length > 0) throw new Error(`${story.name}: ${errors.join(' ')}`)
        return { story, requests: [...scene.github.requests], conclusion, picture: pictureOf(scene) }
      })
    )
  }
  return told
}

/** Returns every request of every story with each fault that it can have. */
export function singles(told: readonly Original[]): Cell[] {
  return told.flatMap(({ story, requests }) =>
    requests.flatMap((request, place) => {
      const match = matchOf(request, requests.slice(0, place))
      const possible = faults.filter(fault => fault.concerns?.(request) ?? true)
      return possible.map((fault): Cell => ({ story, request: match, faults: [fault] }))
    })
  )
}

/** Returns the same cells with each possible second fault in the next request. */
export const doubles = (told: readonly Original[]): Cell[] =>
  singles(told).flatMap(cell => faults.map((second): Cell => ({ ...cell, faults: [...cell.faults, second] })))

/**
 * Returns a subset of the cells with two faults. It covers each pair of request and first fault, request and second
 * fault, and first and second fault.
 */
export const pairwise = (told: readonly Original[]): Cell[] =>
  singles(told).map((cell, place): Cell => {
    const second = faults[(place + Math.floor(place / faults.length)) % faults.length]
    return second === undefined ? cell : { ...cell, faults: [...cell.faults, second] }
  })

function matchOf({ kind, method, path, operation }: LoggedRequest, earlier: readonly LoggedRequest[]): Cell['request'] {
  const match: Match = kind === 'graphql' ? { kind, operation: operation ?? '' } : { kind, method, path }
  const same = earlier.filter(request =>
    kind === 'graphql' ? request.operation === operation : request.method === method && request.path === path
  )
  return { ...match, nth: same.length + 1 }
}

/** Returns why a cell fails, or `undefined` if the state on GitHub is the same as without the faults. */
export async function runCell(
  cell: Cell,
  original: Original,
  play: Player,
  options: SimulatedGitHubOptions
): Promise<string | undefined> {
  return tell(cell.story, options, async (job, scene) => {
    strike(scene, cell)
    const { conclusion, errors, printed, written } = await play(job, scene)
    const picture = pictureOf(scene)
    if (errors.length > 0) return `ended with an error: ${errors.join(' ')}`
    if (conclusion !== original.conclusion) return `ended as ${conclusion}, not as ${original.conclusion}`
    if (picture !== original.picture) return `left something else behind:\n${difference(original.picture, picture)}`
    if (printed.includes(scene.token) || written.includes(scene.token)) return 'gave the token away'
    return undefined
  })
}

/** Applies the first fault to the request, and each other fault to the next request. */
function strike({ github }: Scene, { request, faults: [first, ...others] }: Cell): void {
  if (first === undefined) return
  const { struck } = github.fault({ match: request, effect: first.effect })
  const waiting = [...others]
  github.onRequest(() => {
    if (struck.length === 0) return
    const next = waiting.shift()
    if (next !== undefined) github.fault({ effect: next.effect })
  })
}

function difference(expected: string, found: string): string {
  const [known, seen] = [expected.split('\n'), found.split('\n')]
  const place = seen.findIndex((line, index) => line !== known[index])
  return [`expected ${known.slice(place, place + 12).join(' ')}`, `found ${seen.slice(place, place + 12).join(' ')}`]
    .map(line => line.replaceAll(/\s+/g, ' '))
    .join('\n')
}
