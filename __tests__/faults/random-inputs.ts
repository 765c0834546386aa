import * as fc from 'fast-check'
import { anyCharacter } from '../arbitraries.ts'
import { inputs, operations, type InputName } from '../../src/action/contract.ts'
import { SimulatedGitHub } from '../simulator/github/server.ts'
import { Events } from '../simulator/events.ts'
import { forgedIn } from './forged.ts'
import type { Player } from './story.ts'

/** Inputs that a careless or malicious author could set. */
export type RandomInputs = Readonly<Partial<Record<InputName, string>>>

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: anyCharacter, maxLength: 30 }),
  fc.constantFrom(
    '::error::x',
    '##[set-output name=a]b',
    'a\nb',
    '<b>',
    '../..',
    '${{ x }}',
    ' ',
    '{',
    '[1]',
    '0',
    '-1',
    '1e9'
  )
)

const flag = fc.constantFrom('true', 'false', 'True', '')
const word = fc.constantFrom('success', 'failure', 'in_progress', 'inactive', 'INACTIVE', 'Pending')

/** Values that mostly make sense. An empty value means that the input is not set. */
const likely: Partial<Record<InputName, fc.Arbitrary<string>>> = {
  environment: fc.constantFrom('staging', 'Staging', 'preview-1', 'production', 'a/b c#d', 'über'),
  'deployment-id': fc.constantFrom('', '', '', '', '4512000001', '4512000008', '1'),
  ref: fc.constantFrom('main', 'refs/heads/main', 'nowhere', 'HEAD', ''),
  task: fc.constantFrom('deploy', 'deploy:migrations', ''),
  payload: fc.constantFrom('{"a":1}', 'text', '"text"', ''),
  state: word,
  result: fc.oneof(word, fc.constantFrom('cancelled', 'skipped', 'whatever')),
  'environment-url': fc.constantFrom('https://example.com', ''),
  'log-url': fc.constantFrom('https://example.com/log', ''),
  'auto-inactive': fc.constantFrom('true', 'false'),
  'older-commit': fc.constantFrom('deploy', 'fail', 'skip'),
  'transient-environment': flag,
  'production-environment': flag,
  'auto-merge': flag,
  'required-contexts': fc.constantFrom('none', 'all', 'ci', 'ci, lint', ''),
  'older-than': fc.constantFrom('1m', '12h', ''),
  keep: fc.constantFrom('0', '1', '100', ''),
  'keep-open-pull-requests': flag,
  'delete-environment': flag,
  'dry-run': flag,
  timeout: fc.constantFrom('1s', '2m'),
  interval: fc.constantFrom('1s', '1m'),
  'skip-after': fc.constantFrom('2s', '1d'),
  repository: fc.constantFrom('octo/app', 'Octo/App', '', '', 'octo/other'),
  summary: flag
}

/** Half of the operation's inputs, mostly with values that make sense. */
export const randomInputs: fc.Arbitrary<RandomInputs> = fc.constantFrom(...operations).chain(operation => {
  const used = Object.entries(inputs).filter(([, { usedBy }]) => (usedBy as readonly string[]).includes(operation))
  const values = used
    .filter(([key]) => key in likely && key !== 'operation')
    .map(([key]): [string, fc.Arbitrary<string>] => {
      const sensible = likely[key as InputName] ?? hostile
      const weighted = [
        { arbitrary: sensible, weight: 60 },
        { arbitrary: hostile, weight: 1 }
      ]
      return [key, fc.oneof(...weighted)]
    })
  const some = fc.record(Object.fromEntries(values), { requiredKeys: operation === 'deploy' ? ['environment'] : [] })
  const foreign = fc.oneof(
    { arbitrary: fc.constant({}), weight: 9 },
    { arbitrary: fc.dictionary(fc.constantFrom(...Object.keys(inputs)), hostile, { maxKeys: 2 }), weight: 1 }
  )
  return fc.tuple(some, foreign).map(([own, other]): RandomInputs => ({ ...own, operation, ...other }))
})

/** Runs a whole job with these inputs. Returns the first problem, if there is one. */
export async function tryOut(given: RandomInputs, player: Player): Promise<string | undefined> {
  const github = await SimulatedGitHub.start({ checkSchema: false })
  try {
    const repository = github.repository()
    const about = { environment: 'staging', ref: 'main', createdAt: Date.now() - 60_000 }
    repository.addDeployment({ ...about, state: 'success' })
    repository.addDeployment({ ...about, environment: 'preview-1', state: 'in_progress', transient: true })
    const before = new Map(repository.deployments.map(({ id, statuses }) => [id, statuses.length]))
    const token = github.token()
    const scene = { github, repository, token, events: new Events(repository) }
    const event = scene.events.push()
    const own = ['token', 'workflow-token', 'environment-token', 'api-url']
    const play = { event, inputs: Object.fromEntries(Object.entries(given).filter(([key]) => !own.includes(key))) }
    const { errors, commands, printed, written } = await player(play, scene)
    const made = repository.deployments.filter(({ id }) => !before.has(id))
    const forged = forgedIn(commands, Object.values(given))
    if (errors.length > 1) return `two errors: ${errors.join(' ')}`
    const odd = errors.find(error => /Unexpected error:|should not happen/.test(error))
    if (odd !== undefined) return odd
    if (forged !== undefined) return `a command was printed: ${forged}`
    if (printed.includes(token) || written.includes(token)) return 'the token was given away'
    if (made.length > 1) return `${made.length} deployments were made`
    if (
      given.operation === 'deploy' &&
      errors.length === 0 &&
      !made.every(({ state }) =>
        ['success', 'failure', 'error', 'inactive', 'in_progress', 'queued', 'pending'].includes(state ?? '')
      )
    ) {
      return `a deployment was left ${made[0]?.state ?? 'without a status'}`
    }
    return github.violations[0]
  } finally {
    await github.stop()
  }
}
