import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import type { Diagnosis, Document } from './diagnose.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** What GitHub's own parser has to say, document by document. */
function diagnose(documents: readonly Document[]): Diagnosis[][] {
  const program = join(import.meta.dirname, 'diagnose.ts')
  const answer = execFileSync(process.execPath, [program], { cwd: root, input: JSON.stringify(documents) })
  return JSON.parse(answer.toString()) as Diagnosis[][]
}

const filesIn = (folder: string, ending: string): string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter(name => name.endsWith(ending))
        .map(name => `${folder}/${name.replaceAll('\\', '/')}`)
        .sort()
    : []

/** The parser takes a file for a workflow by the folder that it is in, and knows no inputs of an action named `./`. */
const asWorkflow = (name: string, text: string): Document => ({
  path: `.github/workflows/${name.replaceAll(/[^\w.]+/g, '-')}.yml`,
  text: text.replaceAll(/(?<=\buses: *)\.\/(?=\s|$)/gm, 'OWNER/deployment-lifecycle@v1')
})

/** A piece of YAML in a page: a workflow as it is, jobs or steps in what they need around them. */
function completed(yaml: string): string | undefined {
  const content: unknown = parse(yaml)
  const indented = (depth: number): string => yaml.replaceAll(/^(?=.)/gm, ' '.repeat(depth))
  const on = 'on: [push, pull_request]\n'
  const job = `${on}jobs:\n  job:\n    runs-on: ubuntu-latest\n`
  if (Array.isArray(content)) return `${job}    steps:\n${indented(6)}`
  if (typeof content !== 'object' || content === null) return undefined
  if ('on' in content) return yaml
  if ('jobs' in content) return on + yaml
  if ('steps' in content) return 'runs-on' in content ? `${on}jobs:\n  job:\n${indented(4)}` : job + indented(4)
  return undefined
}

interface Piece {
  name: string
  yaml: string
}

/** The pieces of YAML in a page, named after the line on which they begin. */
const piecesOf = (path: string): Piece[] =>
  Array.from(read(path).matchAll(/^( *)```ya?ml\n([^]*?)^ *```$/gm), ({ index, 1: indent = '', 2: yaml = '' }) => ({
    name: `${path}:${read(path).slice(0, index).split('\n').length}`,
    yaml: yaml.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
  }))

const files = [...filesIn('.github/workflows', '.yml'), ...filesIn('examples', '.yml')]
const pieces = ['README.md', ...filesIn('docs', '.md')].flatMap(piecesOf)
const workflows = [
  ...files.map(path => ({ name: path, yaml: read(path) })),
  ...pieces.flatMap(({ name, yaml }) => {
    const whole = completed(yaml)
    return whole === undefined ? [] : [{ name, yaml: whole }]
  })
]
const diagnoses = diagnose([
  { path: 'action.yml', text: read('action.yml') },
  ...workflows.map(({ name, yaml }) => asWorkflow(name, yaml))
])

/**
 * The parser does not know that post reads its inputs again when the job has ended, and so warns of a step that comes
 * later. That one warning is allowed, for the steps that there are.
 */
function objections(diagnosis: readonly Diagnosis[], yaml: string): string[] {
  const steps = Array.from(yaml.matchAll(/\bid: *([\w-]+)/g), ([, id]) => id)
  const allowed = new Set(steps.map(id => `Context access might be invalid: ${id ?? ''}`))
  return diagnosis
    .filter(({ kind, message }) => kind === 'error' || !allowed.has(message))
    .map(({ line, message }) => `line ${line}: ${message}`)
}

describe("GitHub's own parser has nothing against", () => {
  test('action.yml', () => {
    expect(diagnoses[0]).toEqual([])
  })

  test.each(workflows.map(({ name, yaml }, place): [string, string, number] => [name, yaml, place + 1]))(
    '%s',
    (_, yaml, place) => {
      expect(objections(diagnoses[place] ?? [], yaml)).toEqual([])
    }
  )
})

describe('a piece of YAML in a page', () => {
  test('is judged wherever it uses the action', () => {
    const judged = new Set(workflows.map(({ name }) => name))
    const left = pieces.filter(({ name, yaml }) => yaml.includes('deployment-lifecycle@') && !judged.has(name))
    expect(left.map(({ name }) => name)).toEqual([])
    expect(pieces.length).toBeGreaterThan(0)
  })
})

describe('the parser would notice', () => {
  const hero = [
    'on: push',
    'jobs:',
    '  deploy:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: ./',
    '        with:',
    '          environment: staging',
    '          environment-url: ${{ steps.ship.outputs.url }}',
    '      - id: ship',
    '        run: ./deploy.sh'
  ].join('\n')
  const node99 = read('action.yml').replace('using: node24', 'using: node99')
  const inDescription = read('action.yml').replace('author: ', 'author: ${{ github.actor }} ')
  const unknownContext = read('action.yml').replace('${{ github.token }}', '${{ secrets.TOKEN }}')
  const [fine, unknownInput, unknownKey, otherStep, ...manifests] = diagnose([
    asWorkflow('fine', hero),
    asWorkflow('unknown input', hero.replace('environment: ', 'enviroment: ')),
    asWorkflow('unknown key', hero.replace('runs-on', 'run-on')),
    asWorkflow('no such step', hero.replace('steps.ship', 'steps.shop')),
    ...[node99, inDescription, unknownContext].map(text => ({ path: 'action.yml', text }))
  ])

  test('what is wrong in a workflow', () => {
    expect(objections(fine ?? [], hero)).toEqual([])
    expect(fine).not.toEqual([])
    expect(objections(unknownInput ?? [], hero)).toEqual(["line 8: Invalid action input 'enviroment'"])
    expect(objections(unknownKey ?? [], hero)).not.toEqual([])
    expect(objections(otherStep ?? [], hero)).toEqual(['line 9: Context access might be invalid: shop'])
  })

  test('what is wrong in a manifest', () => {
    expect(manifests.map(found => found.some(({ kind }) => kind === 'error'))).toEqual([true, true, true])
  })
})
