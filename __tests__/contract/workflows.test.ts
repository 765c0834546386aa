import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { snippets, workflows as everyWorkflow } from '../../scripts/snippets.ts'
import type { Finding } from './actionlint.ts'
import type { Diagnosis, Document } from './diagnose.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Runs a linter on documents, and returns its findings for each. */
function runLinter(program: string, documents: readonly Document[]): unknown {
  const path = join(import.meta.dirname, program)
  const answer = execFileSync(process.execPath, [path], { cwd: root, input: JSON.stringify(documents) })
  return JSON.parse(answer.toString())
}

const diagnose = (documents: readonly Document[]): Diagnosis[][] => runLinter('diagnose.ts', documents) as Diagnosis[][]

const actionlint = (documents: readonly Document[]): Finding[][] => runLinter('actionlint.ts', documents) as Finding[][]

/** The parser recognizes a workflow by its folder, and does not know the inputs of an action named `./`. */
const asWorkflow = (name: string, text: string): Document => ({
  path: `.github/workflows/${name.replaceAll(/[^\w.]+/g, '-')}.yml`,
  text: text.replaceAll(/(?<=\buses: *)\.\/(?=\s|$)/gm, 'OWNER/deployment-lifecycle@v1')
})

const pieces = snippets()
const workflows = everyWorkflow()
const diagnoses = diagnose([
  { path: 'action.yml', text: read('action.yml') },
  ...workflows.map(({ name, yaml }) => asWorkflow(name, yaml))
])

const objections = (diagnosis: readonly Diagnosis[] | undefined): string[] | undefined =>
  diagnosis?.map(({ line, message }) => `line ${line}: ${message}`)

describe("GitHub's own parser accepts", () => {
  test('action.yml', () => {
    expect(diagnoses[0]).toEqual([])
  })

  test.each(workflows.map(({ name }, place): [string, number] => [name, place + 1]))('%s', (_, place) => {
    expect(objections(diagnoses[place])).toEqual([])
  })
})

describe('a YAML snippet in the documentation', () => {
  test('is checked if it uses the action', () => {
    const judged = new Set(workflows.map(({ name }) => name))
    const left = pieces.filter(({ name, yaml }) => yaml.includes('deployment-lifecycle@') && !judged.has(name))
    expect(left.map(({ name }) => name)).toEqual([])
    expect(pieces.length).toBeGreaterThan(0)
  })
})

describe('the parser reports', () => {
  const hero = [
    'on: push',
    'jobs:',
    '  deploy:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: ./',
    '        with:',
    '          environment: staging',
    '          environment-url: ${{ fromJSON(toJSON(steps)).ship.outputs.url }}',
    '      - id: ship',
    '        run: ./deploy.sh'
  ].join('\n')
  const node99 = read('action.yml').replace('using: node24', 'using: node99')
  const inDescription = read('action.yml').replace('author: ', 'author: ${{ github.actor }} ')
  const unknownContext = read('action.yml').replace('${{ github.token }}', '${{ secrets.TOKEN }}')
  const [fine, unknownInput, unknownKey, laterStep, ...manifests] = diagnose([
    asWorkflow('fine', hero),
    asWorkflow('unknown input', hero.replace('environment: ', 'enviroment: ')),
    asWorkflow('unknown key', hero.replace('runs-on', 'run-on')),
    asWorkflow('later step', hero.replace('fromJSON(toJSON(steps))', 'steps')),
    ...[node99, inDescription, unknownContext].map(text => ({ path: 'action.yml', text }))
  ])

  test('errors in a workflow', () => {
    expect(objections(fine)).toEqual([])
    expect(objections(unknownInput)).toEqual(["line 8: Invalid action input 'enviroment'"])
    expect(objections(unknownKey)).not.toEqual([])
    expect(objections(laterStep)).toEqual(['line 9: Context access might be invalid: ship'])
  })

  test('errors in a manifest', () => {
    expect(manifests.map(found => found.some(({ kind }) => kind === 'error'))).toEqual([true, true, true])
  })
})

describe('actionlint finds nothing in', () => {
  const { paths } = parse(read('.github/actionlint.yaml')) as { paths: Record<string, { ignore: string[] }> }
  const ignored = Object.values(paths).flatMap(({ ignore }) => ignore.map(pattern => new RegExp(pattern)))
  const findings = actionlint(workflows.map(({ name, yaml }) => ({ path: `${name}.yml`, text: yaml })))

  test.each(workflows.map(({ name }, place): [string, number] => [name, place]))('%s', (_, place) => {
    const left = findings[place]?.filter(({ message }) => !ignored.some(pattern => pattern.test(message)))
    expect(left?.map(({ line, message }) => `line ${line}: ${message}`)).toEqual([])
  })

  test('anything but errors', () => {
    const job = (expression: string): string =>
      `on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo "\${{ ${expression} }}"\n`
    const texts = [job('steps.ship.outputs.url'), job('github.event.issue.title'), job('fromJSON(toJSON(steps)).ship')]
    const found = actionlint(texts.map(text => ({ path: 'any.yml', text })))
    expect(found).toEqual([
      [expect.objectContaining({ line: 6, message: expect.stringContaining('property "ship" is not defined') })],
      [expect.objectContaining({ line: 6, message: expect.stringContaining('is potentially untrusted') })],
      []
    ])
  })
})

describe('our own workflows', () => {
  const own = workflows.filter(({ name }) => name.startsWith('.github/'))

  test.each(own.map(({ name, yaml }) => [name, yaml]))('%s pins every action to a commit', (_, yaml) => {
    const uses = Array.from(yaml.matchAll(/\buses: (.*)$/gm), ([, reference = '']) => reference)
    const loose = uses.filter(reference => !/^\.\/$|@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(reference))
    expect(uses).not.toEqual([])
    expect(loose).toEqual([])
  })
})
